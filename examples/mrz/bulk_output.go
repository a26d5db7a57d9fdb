package main

import (
	"bytes"
	"encoding/csv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"example.org/traveldoc/examples/internal/records"
	"example.org/traveldoc/mrz"
)

// An encoder appends the result of a record to dst. One goroutine uses it at a
// time.
type encoder func(dst []byte, r *record, result *records.Result) []byte

// A flatEncoder writes an object of some columns a line. What has no value is left
// out, and so are several zones of a text but the first.
type flatEncoder struct {
	columns []column
	view    rowView
	cell    []byte
}

func (e *flatEncoder) append(dst []byte, r *record, result *records.Result) []byte {
	e.view.set(&r.Record, result)
	dst = append(dst, `{"schema":1`...)
	for i := range e.columns {
		c := &e.columns[i]
		if e.cell = c.append(e.cell[:0], &e.view); len(e.cell) == 0 {
			continue
		}
		dst = append(dst, ',', '"')
		dst = append(dst, c.name...)
		dst = append(dst, '"', ':')
		switch c.kind {
		case columnID:
			dst = append(dst, r.ID...)
		case columnBool, columnInt, columnNumber:
			dst = append(dst, e.cell...)
		case columnList:
			dst = appendList(dst, e.cell)
		default:
			dst, _ = jsontext.AppendQuote(dst, e.cell)
		}
	}
	return append(dst, '}', '\n')
}

// appendList appends an array of words with blanks between them, which need no
// escapes.
func appendList(dst, words []byte) []byte {
	start := len(dst)
	for word := range bytes.FieldsSeq(words) {
		dst = append(dst, ',', '"')
		dst = append(dst, word...)
		dst = append(dst, '"')
	}
	if len(dst) == start {
		dst = append(dst, ',')
	}
	dst[start] = '['
	return append(dst, ']')
}

// A csvEncoder writes a row a record.
type csvEncoder struct {
	columns []column
	view    rowView
	cells   []byte
	ends    []int
	row     []string
	buf     bytes.Buffer
	w       *csv.Writer
}

func csvHeadRow(columns []column) []byte {
	return []byte(strings.Join(columnNames(columns), ",") + "\n")
}

func newCSVEncoder(columns []column, asOf mrz.CalendarDate, redact bool) *csvEncoder {
	e := &csvEncoder{columns: columns, view: rowView{asOf: asOf, redact: redact}}
	e.w = csv.NewWriter(&e.buf)
	return e
}

func (e *csvEncoder) append(dst []byte, r *record, result *records.Result) []byte {
	e.view.set(&r.Record, result)
	e.cells, e.ends, e.row = e.cells[:0], e.ends[:0], e.row[:0]
	for i := range e.columns {
		e.cells = e.columns[i].append(e.cells, &e.view)
		e.ends = append(e.ends, len(e.cells))
	}
	all, start := string(e.cells), 0 // one string, of which the cells are parts
	for _, end := range e.ends {
		e.row = append(e.row, all[start:end])
		start = end
	}
	e.buf.Reset()
	e.w.Write(e.row) // never fails, since a bytes.Buffer does not
	e.w.Flush()
	return append(dst, e.buf.Bytes()...)
}
