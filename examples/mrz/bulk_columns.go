package main

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"example.org/traveldoc/examples/internal/records"
	"example.org/traveldoc/examples/internal/zone"
	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/repair"
)

// A column is what a table tells of each record. Its value is a text, empty if
// there is none, and its kind says what the text is.
type column struct {
	name   string
	kind   columnKind
	append func(dst []byte, v *rowView) []byte
}

// A columnKind is the type of the values of a column.
type columnKind uint8

const (
	columnText   columnKind = iota
	columnID                // JSON, or the characters of a plain string
	columnBool              // true or false
	columnInt               // digits
	columnNumber            // digits and a decimal point
	columnDate              // 2026-11-23, or the mask
	columnList              // words with a blank between two of them
)

// columns are all of them. Programs find them by name; new ones come at the end.
// The first csvColumns are those of --out csv without --fields.
var columns = []column{
	{"id", columnID, func(dst []byte, v *rowView) []byte { return append(dst, textOfID(v.id)...) }},
	{"layout", columnText, ofZone(func(dst []byte, v *rowView) []byte { return append(dst, v.doc.Layout().String()...) })},
	{"ok", columnBool, ofZone(func(dst []byte, v *rowView) []byte { return strconv.AppendBool(dst, v.report.OK()) })},
	{"validity", columnText, ofZone(func(dst []byte, v *rowView) []byte { return append(dst, v.report.Validity().String()...) })},
	{"documentCode", columnText, ofField(false, func(f *mrz.Fields) string { return f.DocumentCode })},
	{"issuingState", columnText, ofField(false, func(f *mrz.Fields) string { return f.IssuingState })},
	{"primaryIdentifier", columnText, ofField(true, func(f *mrz.Fields) string { return f.PrimaryIdentifier })},
	{"secondaryIdentifier", columnText, ofField(true, func(f *mrz.Fields) string { return f.SecondaryIdentifier })},
	{"nameTruncation", columnText, ofField(false, func(f *mrz.Fields) string { return f.NameTruncation.String() })},
	{"documentNumber", columnText, ofField(true, func(f *mrz.Fields) string { return f.DocumentNumber })},
	{"nationality", columnText, ofField(false, func(f *mrz.Fields) string { return f.Nationality })},
	{"dateOfBirth", columnText, ofField(true, func(f *mrz.Fields) string { return f.DateOfBirth })},
	{"sex", columnText, ofField(false, func(f *mrz.Fields) string { return f.Sex })},
	{"dateOfExpiry", columnText, ofField(true, func(f *mrz.Fields) string { return f.DateOfExpiry })},
	{"optionalData", columnText, ofField(true, func(f *mrz.Fields) string { return f.OptionalData })},
	{"optionalData2", columnText, ofZone(func(dst []byte, v *rowView) []byte {
		if v.doc.Layout() != mrz.TD1 {
			return dst
		}
		return v.appendMasked(dst, v.fields.OptionalData2)
	})},
	{"birthDate", columnDate, ofZone(func(dst []byte, v *rowView) []byte {
		birth, _ := v.doc.BirthDate(v.asOf)
		return v.appendDate(dst, birth)
	})},
	{"expiryDate", columnDate, ofZone(func(dst []byte, v *rowView) []byte { return v.appendDate(dst, v.doc.ExpiryDate(v.asOf)) })},
	{"findings", columnList, ofZone(func(dst []byte, v *rowView) []byte { return appendFindings(dst, v.report) })},
	{"errorKind", columnText, ofError(func(dst []byte, e *zone.Error) []byte { return append(dst, e.Kind...) })},
	{"errorLine", columnInt, ofError(func(dst []byte, e *zone.Error) []byte { return strconv.AppendInt(dst, int64(e.Line), 10) })},
	{"errorColumn", columnInt, ofError(func(dst []byte, e *zone.Error) []byte { return strconv.AppendInt(dst, int64(e.Column), 10) })},
	{"errorMessage", columnText, ofError(func(dst []byte, e *zone.Error) []byte { return append(dst, e.Message...) })},
	{"status", columnText, ofRepair(func(dst []byte, r *repair.Result) []byte { return append(dst, r.Status.String()...) })},
	{"confidence", columnNumber, ofRepair(func(dst []byte, r *repair.Result) []byte {
		return strconv.AppendFloat(dst, r.Candidates[0].Confidence, 'f', -1, 64)
	})},
	{"line", columnInt, func(dst []byte, v *rowView) []byte { return strconv.AppendInt(dst, int64(v.line), 10) }},
}

const csvColumns = 23

// chosenColumns returns the columns that --fields names, in its order.
func chosenColumns(fields string) (chosen []column, err error) {
	for name := range strings.SplitSeq(fields, ",") {
		name = strings.TrimSpace(name)
		i := slices.IndexFunc(columns, func(c column) bool { return c.name == name })
		switch {
		case i < 0:
			return nil, errors.New("--fields: names with commas between them, of " + strings.Join(columnNames(columns), ", "))
		case slices.ContainsFunc(chosen, func(c column) bool { return c.name == name }):
			return nil, errors.New("--fields: " + name + " stands there twice")
		}
		chosen = append(chosen, columns[i])
	}
	return chosen, nil
}

func columnNames(columns []column) (names []string) {
	for _, c := range columns {
		names = append(names, c.name)
	}
	return names
}

// A rowView is a record as a row. It has room for one zone: of several it is the
// first.
type rowView struct {
	asOf   mrz.CalendarDate
	redact bool

	line   int
	id     []byte
	repair *zone.Repair
	doc    mrz.Document // zero if there is none
	fields mrz.Fields
	report mrz.Report
	err    zone.Error
}

func (v *rowView) set(r *records.Record, result *records.Result) {
	v.line, v.id, v.doc, v.repair, v.err = r.Line, r.ID, mrz.Document{}, nil, result.Err
	switch {
	case v.err.Kind != "":
	case len(result.Zones) == 0:
		v.err = zone.Error{Kind: zone.LineCount, Line: 1, Column: 1, Message: "no zone found in the text"}
	default:
		z := &result.Zones[0]
		v.doc, v.report, v.repair, v.fields = z.Doc, z.Report, z.Repair, z.Doc.Fields()
	}
}

// ofZone is a column that only a zone has.
func ofZone(f func([]byte, *rowView) []byte) func([]byte, *rowView) []byte {
	return func(dst []byte, v *rowView) []byte {
		if v.doc.IsZero() {
			return dst
		}
		return f(dst, v)
	}
}

// ofField is the column of a field, which may be personal data.
func ofField(personal bool, f func(*mrz.Fields) string) func([]byte, *rowView) []byte {
	return ofZone(func(dst []byte, v *rowView) []byte {
		if personal {
			return v.appendMasked(dst, f(&v.fields))
		}
		return append(dst, f(&v.fields)...)
	})
}

// ofRepair is a column that only a zone has that was to be repaired.
func ofRepair(f func([]byte, *repair.Result) []byte) func([]byte, *rowView) []byte {
	return func(dst []byte, v *rowView) []byte {
		if v.repair == nil || v.repair.Result == nil {
			return dst
		}
		return f(dst, v.repair.Result)
	}
}

// ofError is a column that only a record without a zone has.
func ofError(f func([]byte, *zone.Error) []byte) func([]byte, *rowView) []byte {
	return func(dst []byte, v *rowView) []byte {
		if v.err.Kind == "" {
			return dst
		}
		return f(dst, &v.err)
	}
}

func (v *rowView) appendMasked(dst []byte, s string) []byte {
	if v.redact {
		s = zone.Mask
	}
	return append(dst, s...)
}

func (v *rowView) appendDate(dst []byte, d mrz.CalendarDate) []byte {
	switch {
	case d.IsZero():
		return dst
	case v.redact:
		return append(dst, zone.Mask...)
	}
	dst, _ = d.AppendText(dst) // it never fails
	return dst
}

// textOfID returns an id for a cell: JSON, but a string without its quotes,
// unless something in it is escaped.
func textOfID(id []byte) []byte {
	if len(id) > 0 && id[0] == '"' && !slices.Contains(id, '\\') {
		id = id[1 : len(id)-1]
	}
	return id
}

// appendFindings appends the findings for a cell.
func appendFindings(dst []byte, report mrz.Report) []byte {
	for i, f := range report.Findings() {
		if i > 0 {
			dst = append(dst, ' ')
		}
		dst = append(dst, f.Severity.String()...)
		dst = append(dst, ':')
		dst = append(dst, f.Rule...)
	}
	return dst
}

// wrapColumns returns the names of columns as lines of the help.
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
