package main

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"

	"example.org/traveldoc/examples/internal/zone"
	"example.org/traveldoc/mrz"
)

// An encoder appends the result of a record to dst: that of a zone, or that of
// one that could not be laid out. One goroutine uses it at a time.
type encoder interface {
	zone(dst []byte, r *record, report mrz.Report) []byte
	zones(dst []byte, r *record, docs []mrz.Document, reports []mrz.Report, repairs []zone.Repair) []byte
	error(dst []byte, r *record) []byte
}

// A noEncoder writes nothing.
type noEncoder struct{}

func (noEncoder) zone(dst []byte, _ *record, _ mrz.Report) []byte { return dst }
func (noEncoder) zones(dst []byte, _ *record, _ []mrz.Document, _ []mrz.Report, _ []zone.Repair) []byte {
	return dst
}
func (noEncoder) error(dst []byte, _ *record) []byte { return dst }

// A jsonEncoder writes an object a line.
type jsonEncoder struct {
	asOf   mrz.CalendarDate
	redact bool
}

func (e jsonEncoder) zone(dst []byte, r *record, report mrz.Report) []byte {
	dst = zone.Append(dst, r.doc, report, zone.Options{ID: r.id, AsOf: e.asOf, Redact: e.redact, Repair: r.repair})
	return append(dst, '\n')
}

func (e jsonEncoder) zones(dst []byte, r *record, docs []mrz.Document, reports []mrz.Report, repairs []zone.Repair) []byte {
	dst = zone.AppendZones(dst, r.id, len(docs), func(dst []byte, i int) []byte {
		return zone.Append(dst, docs[i], reports[i], zone.Options{AsOf: e.asOf, Redact: e.redact, Repair: &repairs[i]})
	})
	return append(dst, '\n')
}

func (e jsonEncoder) error(dst []byte, r *record) []byte {
	return append(zone.AppendError(dst, r.id, r.err), '\n')
}

// csvColumns are the columns of --out csv. Programs find them by name; new ones
// come at the end.
var csvColumns = []string{
	"id", "layout", "ok", "validity",
	"documentCode", "issuingState", "primaryIdentifier", "secondaryIdentifier", "nameTruncation", "documentNumber",
	"nationality", "dateOfBirth", "sex", "dateOfExpiry", "optionalData", "optionalData2",
	"birthDate", "expiryDate", "findings",
	"errorKind", "errorLine", "errorColumn", "errorMessage",
}

// csvErrorColumns is where the columns of an error begin.
var csvErrorColumns = slices.Index(csvColumns, "errorKind")

// wrapColumns returns the columns as lines of the help.
func wrapColumns(names []string) string {
	var b strings.Builder
	width := 0
	for i, name := range names {
		if i < len(names)-1 {
			name += ","
		}
		if width+1+len(name) > 78 {
			b.WriteByte('\n')
			width = 0
		} else if i > 0 {
			b.WriteByte(' ')
			width++
		}
		b.WriteString(name)
		width += len(name)
	}
	b.WriteString(".\n")
	return b.String()
}

func csvHeadRow() []byte { return []byte(strings.Join(csvColumns, ",") + "\n") }

// A csvEncoder writes a row a record.
type csvEncoder struct {
	asOf   mrz.CalendarDate
	redact bool
	buf    bytes.Buffer
	w      *csv.Writer
	row    []string
}

func newCSVEncoder(asOf mrz.CalendarDate, redact bool) *csvEncoder {
	e := &csvEncoder{asOf: asOf, redact: redact}
	e.w = csv.NewWriter(&e.buf)
	return e
}

func (e *csvEncoder) zone(dst []byte, r *record, report mrz.Report) []byte {
	f := r.doc.Fields()
	optional2 := ""
	if r.doc.Layout() == mrz.TD1 {
		optional2 = e.mask(f.OptionalData2)
	}
	birth, _ := r.doc.BirthDate(e.asOf)
	e.row = append(e.row[:0],
		textOfID(r.id), r.doc.Layout().String(), strconv.FormatBool(report.OK()), report.Validity().String(),
		f.DocumentCode, f.IssuingState, e.mask(f.PrimaryIdentifier), e.mask(f.SecondaryIdentifier), f.NameTruncation.String(), e.mask(f.DocumentNumber),
		f.Nationality, e.mask(f.DateOfBirth), f.Sex, e.mask(f.DateOfExpiry), e.mask(f.OptionalData), optional2,
		e.date(birth), e.date(r.doc.ExpiryDate(e.asOf)), findingsText(report),
		"", "", "", "")
	return e.append(dst)
}

// zones appends the row of the first zone: a row has room for one.
func (e *csvEncoder) zones(dst []byte, r *record, docs []mrz.Document, reports []mrz.Report, _ []zone.Repair) []byte {
	if len(docs) == 0 {
		r.err = zone.Error{Kind: zone.LineCount, Line: 1, Column: 1, Message: "no zone found in the text"}
		return e.error(dst, r)
	}
	r.doc = docs[0]
	return e.zone(dst, r, reports[0])
}

func (e *csvEncoder) error(dst []byte, r *record) []byte {
	e.row = append(e.row[:0], textOfID(r.id))
	for len(e.row) < csvErrorColumns {
		e.row = append(e.row, "")
	}
	e.row = append(e.row, string(r.err.Kind), strconv.Itoa(r.err.Line), strconv.Itoa(r.err.Column), r.err.Message)
	return e.append(dst)
}

func (e *csvEncoder) append(dst []byte) []byte {
	e.buf.Reset()
	e.w.Write(e.row) // never fails, since a bytes.Buffer does not
	e.w.Flush()
	return append(dst, e.buf.Bytes()...)
}

func (e *csvEncoder) mask(s string) string {
	if e.redact {
		return zone.Mask
	}
	return s
}

func (e *csvEncoder) date(d mrz.CalendarDate) string {
	if d.IsZero() {
		return ""
	}
	return e.mask(d.String())
}

// textOfID returns an id for a cell: JSON, but a string without its quotes,
// unless something in it is escaped.
func textOfID(id []byte) string {
	if len(id) > 0 && id[0] == '"' && bytes.IndexByte(id, '\\') < 0 {
		id = id[1 : len(id)-1]
	}
	return string(id)
}

// findingsText returns the findings for a cell.
func findingsText(report mrz.Report) string {
	var b strings.Builder
	for i, f := range report.Findings() {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(f.Severity.String() + ":" + string(f.Rule))
	}
	return b.String()
}
