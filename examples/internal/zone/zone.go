// Package zone writes the JSON object that the example programs print for a
// zone: one object in one line, always valid UTF-8, its keys always in the same
// order. The schema is in examples/mrz/schema/zone.schema.json.
//
// # Personal data
//
// The object is personal data. With [Options.Redact] it has [Mask] in the place
// of all that tells who the holder is: number, names, dates, optional data and
// the check digits over them. The document code, the issuing State, the
// nationality and the sex stay, and so does what was found, with its places. An
// [Error] holds no character of the input.
package zone

import (
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"example.org/traveldoc/mrz"
)

// Mask stands for a masked value. It is as long as it is whatever it hides.
const Mask = "***"

// maskByte stands for a masked character.
const maskByte = '*'

// Options are what an object has besides the document and its report.
type Options struct {
	// ID is the id of the input, a JSON value without line breaks. Nil is none.
	ID []byte
	// AsOf is the day that the Report was made for. If it is zero, the object
	// has neither it nor what depends on it: birthDate and expiryDate.
	AsOf mrz.CalendarDate
	// Redact masks what tells who the holder is.
	Redact bool
	// Repair is how the zone was made of what was read. Nil is none.
	Repair *Repair
}

// Append appends the object of a document and its report to dst, without a
// line break. Without a report, which the zero Report is, it leaves out what
// only a report can tell: validity, checks, findings and ok.
//
// Of a zone that lacks lines (repair.Result.Missing) it tells nothing that they
// would tell: their lines and fields are empty, and digits and findings that need
// them are left out. Such a zone is never ok.
func Append(dst []byte, d mrz.Document, r mrz.Report, o Options) []byte {
	p := part{d, o.Repair.missing()}
	dst = appendHead(dst, o.ID)
	dst = appendMember(dst, `,"layout":"`, d.Layout().String())
	dst = p.appendLines(dst, o.Redact)
	dst = p.appendMissing(dst)
	if !o.AsOf.IsZero() {
		dst = appendDate(dst, `,"asOf":"`, o.AsOf, false)
	}
	dst = p.appendFields(dst, o.Redact)
	if birth, _ := d.BirthDate(o.AsOf); !birth.IsZero() {
		dst = appendDate(dst, `,"birthDate":"`, birth, o.Redact)
	}
	if expiry := d.ExpiryDate(o.AsOf); !expiry.IsZero() {
		dst = appendDate(dst, `,"expiryDate":"`, expiry, o.Redact)
	}
	if r.Layout() != 0 {
		validity := r.Validity()
		if !p.has(mrz.FieldDateOfExpiry) {
			validity = mrz.ValidityUnknown
		}
		dst = appendMember(dst, `,"validity":"`, validity.String())
		dst = p.appendChecks(dst, r, o.Redact)
		dst = p.appendFindings(dst, r)
		dst = append(dst, `,"ok":`...)
		dst = strconv.AppendBool(dst, r.OK() && len(p.missing) == 0)
	}
	if o.Repair != nil {
		dst = appendRepair(dst, o.Repair, o.Redact)
	}
	return append(dst, '}')
}

// appendHead begins an object.
func appendHead(dst, id []byte) []byte {
	dst = append(dst, `{"schema":1`...)
	if id != nil {
		dst = append(dst, `,"id":`...)
		dst = append(dst, id...)
	}
	return dst
}

// appendMember appends a string that needs no escaping: the characters of a
// zone are A-Z, 0-9 and <, and the words of this module are plain as well. The
// key comes with all that stands around it.
func appendMember(dst []byte, key, value string) []byte {
	dst = append(dst, key...)
	dst = append(dst, value...)
	return append(dst, '"')
}

// A part is a document with the lines that are missing in it, from 1.
type part struct {
	mrz.Document
	missing []int
}

// has reports whether the line of a field is there.
func (p *part) has(f mrz.Field) bool {
	span, ok := p.Layout().Span(f)
	return !ok || p.hasLine(span)
}

func (p *part) hasLine(s mrz.Span) bool { return !slices.Contains(p.missing, s.Line) }

// checked reports whether all that a check digit covers is there.
func (p *part) checked(f mrz.Field) bool {
	return len(p.missing) == 0 || p.has(f) && !slices.ContainsFunc(p.Layout().Covers(f), func(s mrz.Span) bool { return !p.hasLine(s) })
}

// value returns the value of a field, or none.
func (p *part) value(f mrz.Field, value string) string {
	if !p.has(f) {
		return ""
	}
	return value
}

func (p *part) appendLines(dst []byte, redact bool) []byte {
	dst = append(dst, `,"lines":[`...)
	var masked []string
	if redact {
		masked = p.Mask()
	}
	n, _ := p.Layout().Size()
	for i := range n {
		switch {
		case slices.Contains(p.missing, i+1):
			dst = appendElement(dst, i, "")
		case redact:
			dst = appendElement(dst, i, masked[i])
		default:
			dst = appendElement(dst, i, p.Line(i+1))
		}
	}
	return append(dst, ']')
}

func (p *part) appendMissing(dst []byte) []byte {
	if len(p.missing) == 0 {
		return dst
	}
	dst = append(dst, `,"missing":[`...)
	for i, n := range p.missing {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = strconv.AppendInt(dst, int64(n), 10)
	}
	return append(dst, ']')
}

func appendElement(dst []byte, i int, value string) []byte {
	if i > 0 {
		dst = append(dst, ',')
	}
	return appendMember(dst, `"`, value)
}

func appendDate(dst []byte, key string, date mrz.CalendarDate, redact bool) []byte {
	if redact {
		return appendMember(dst, key, Mask)
	}
	dst = append(dst, key...)
	dst, _ = date.AppendText(dst) // it never fails
	return append(dst, '"')
}

// appendFields appends what mrz.Document.Fields returns, without allocating the
// names and numbers that have to be put together.
func (p *part) appendFields(dst []byte, redact bool) []byte {
	dst = appendMember(dst, `,"fields":{"documentCode":"`, p.value(mrz.FieldDocumentCode, p.DocumentCode()))
	dst = appendMember(dst, `,"issuingState":"`, trimFillers(p.Raw(mrz.FieldIssuingState)))
	if redact {
		dst = append(dst, `,"primaryIdentifier":"`+Mask+`","secondaryIdentifier":"`+Mask+`"`...)
	} else {
		dst = appendIdentifier(dst, `,"primaryIdentifier":"`, p.Raw(mrz.FieldPrimaryIdentifier))
		dst = appendIdentifier(dst, `,"secondaryIdentifier":"`, p.Raw(mrz.FieldSecondaryIdentifier))
	}
	truncation := p.Truncation()
	if !p.has(mrz.FieldName) {
		truncation = mrz.TruncationPossible
	}
	dst = appendMember(dst, `,"nameTruncation":"`, truncation.String())
	if redact {
		dst = append(dst, `,"documentNumber":"`+Mask+`"`...)
	} else {
		dst = append(dst, `,"documentNumber":"`...)
		dst = p.AppendDocumentNumber(dst)
		dst = append(dst, '"')
	}
	dst = appendMember(dst, `,"nationality":"`, trimFillers(p.Raw(mrz.FieldNationality)))
	dst = appendMember(dst, `,"dateOfBirth":"`, masked(p.value(mrz.FieldDateOfBirth, p.Raw(mrz.FieldDateOfBirth)), redact))
	dst = appendMember(dst, `,"sex":"`, p.value(mrz.FieldSex, p.Raw(mrz.FieldSex)))
	dst = appendMember(dst, `,"dateOfExpiry":"`, masked(p.value(mrz.FieldDateOfExpiry, p.Raw(mrz.FieldDateOfExpiry)), redact))
	dst = appendMember(dst, `,"optionalData":"`, masked(p.OptionalData(), redact))
	if p.Layout() == mrz.TD1 {
		dst = appendMember(dst, `,"optionalData2":"`, masked(p.OptionalData2(), redact))
	}
	return append(dst, '}')
}

// appendIdentifier appends the components of a part of a name.
func appendIdentifier(dst []byte, key, raw string) []byte {
	dst = append(dst, key...)
	start := len(dst)
	for c := range strings.SplitSeq(raw, "<") {
		if c != "" && len(dst) > start {
			dst = append(dst, ' ')
		}
		dst = append(dst, c...)
	}
	return append(dst, '"')
}

// masked returns s or, if it is not to be shown, the mask. An empty value is
// masked too: that there is none may tell the holder of a document apart.
func masked(s string, redact bool) string {
	if redact {
		return Mask
	}
	return s
}

func trimFillers(s string) string { return strings.TrimRight(s, "<") }

// appendChecks appends the check digits. The verdicts stay in a redacted
// object; the digits go, the computed ones as well: the nine characters of a
// number and the digit over them would be found by trying.
func (p *part) appendChecks(dst []byte, r mrz.Report, redact bool) []byte {
	dst = append(dst, `,"checks":[`...)
	key := `{"field":"`
	for c := range r.Checks() {
		if !p.checked(c.Field) {
			continue
		}
		printed, computed := c.Printed, c.Computed
		if redact {
			printed, computed = maskByte, maskByte
		}
		dst = appendMember(dst, key, c.Field.String())
		dst = appendMember(dst, `,"verdict":"`, c.Verdict.String())
		dst = append(dst, `,"printed":"`...)
		dst = append(dst, printed)
		dst = append(dst, `","computed":"`...)
		dst = append(dst, computed, '"')
		if c.Reading != mrz.ReadingAny {
			dst = appendMember(dst, `,"reading":"`, c.Reading.String())
		}
		dst = append(dst, '}')
		key = `,{"field":"`
	}
	return append(dst, ']')
}

func (p *part) appendFindings(dst []byte, r mrz.Report) []byte {
	dst = append(dst, `,"findings":[`...)
	key := `{"rule":`
	for _, f := range r.Findings() {
		if !p.hasLine(f.Span) || !p.checked(f.Field) {
			continue
		}
		dst = append(dst, key...)
		key = `,{"rule":`
		dst = appendQuoted(dst, string(f.Rule))
		dst = appendMember(dst, `,"severity":"`, f.Severity.String())
		dst = appendMember(dst, `,"field":"`, f.Field.String())
		dst = append(dst, `,"line":`...)
		dst = strconv.AppendInt(dst, int64(f.Span.Line), 10)
		dst = append(dst, `,"column":`...)
		dst = strconv.AppendInt(dst, int64(f.Span.Column), 10)
		dst = append(dst, `,"length":`...)
		dst = strconv.AppendInt(dst, int64(f.Span.Len), 10)
		dst = append(dst, `,"clause":`...)
		dst = appendQuoted(dst, f.Clause)
		dst = append(dst, `,"message":`...)
		dst = appendQuoted(dst, f.Message())
		dst = append(dst, '}')
	}
	return append(dst, ']')
}

// appendQuoted appends any string, as JSON.
func appendQuoted(dst []byte, s string) []byte {
	// The error says that s was not UTF-8; what was wrong is then replaced.
	dst, _ = jsontext.AppendQuote(dst, s)
	return dst
}
