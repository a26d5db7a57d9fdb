package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"example.org/traveldoc/examples/internal/records"
	"example.org/traveldoc/examples/internal/zone"
	"example.org/traveldoc/mrz"
)

// sendCSV sends the records of --in csv, each with the header row that the
// workers need.
func sendCSV(r io.Reader, column string, s *sender) error {
	rows := &splitter{r: r, end: new(csvScanner).end}
	header, err := readHeader(rows, column)
	if err != nil {
		return err
	}
	for {
		raw, line, err := rows.next()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		case raw != nil && len(bytes.Trim(raw, "\r\n")) == 0:
			continue // as encoding/csv has it
		}
		rec := record{Record: records.Record{Line: line, Raw: raw}, csv: header}
		if raw == nil {
			rec.Err = records.SizeError(line)
		}
		if err := s.add(rec); err != nil {
			return err
		}
	}
}

// A csvHeader is what the header row of a file says.
type csvHeader struct {
	columns int
	zone    int // the index of the column with the zone
}

// readHeader reads the header row. What is wrong with it is an error of usage.
func readHeader(rows *splitter, column string) (*csvHeader, error) {
	raw, _, err := rows.next()
	for err == nil && raw != nil && len(bytes.Trim(raw, "\r\n")) == 0 {
		raw, _, err = rows.next()
	}
	if err != nil && err != io.EOF {
		return nil, err
	}
	names, err := csv.NewReader(bytes.NewReader(raw)).Read()
	switch {
	case err == io.EOF:
		return nil, errors.New("the CSV input has no header row")
	case err != nil:
		return nil, errors.New("the header row of the CSV input is malformed")
	}
	h := &csvHeader{len(names), slices.Index(names, column)}
	if h.zone < 0 {
		return nil, fmt.Errorf("the CSV input has no column %q", column)
	}
	if slices.Contains(names[h.zone+1:], column) {
		return nil, fmt.Errorf("the CSV input has more than one column %q", column)
	}
	return h, nil
}

// A csvScanner finds the ends of CSV records as encoding/csv does, so that one
// that is too large need not be kept, and a malformed one costs only itself.
type csvScanner struct{ state csvState }

// A csvState is what the bytes so far are the beginning of.
type csvState uint8

const (
	csvField  csvState = iota // a field, at its first byte
	csvPlain                  // a field without quotes
	csvQuoted                 // a field in quotes
	csvClosed                 // the end of it, or the first of two quotes
	csvBad                    // a malformed record, which ends with its line
)

// end is that of a splitter.
func (s *csvScanner) end(b []byte) int {
	for i, c := range b {
		switch {
		case s.state == csvQuoted:
			if c == '"' {
				s.state = csvClosed
			}
		case c == '\n':
			s.state = csvField
			return i + 1
		case s.state == csvBad:
		case c == ',':
			s.state = csvField
		case c == '"' && (s.state == csvField || s.state == csvClosed):
			s.state = csvQuoted
		case c == '"' || s.state == csvClosed:
			s.state = csvBad // or a CR, which ends with its line as well
		default:
			s.state = csvPlain
		}
	}
	return 0
}

// A csvDecoder decodes the rows of --in csv. Its reader is given one row after
// another; what it says of lines is relative to the first line of a row.
type csvDecoder struct {
	src  bytes.Reader
	rows *csv.Reader
}

func newCSVDecoder() *csvDecoder {
	d := &csvDecoder{}
	d.reset()
	return d
}

func (d *csvDecoder) reset() {
	d.rows = csv.NewReader(&d.src)
	d.rows.ReuseRecord = true // the strings in it stay good
}

func (d *csvDecoder) decode(r *record) {
	if len(r.Raw) > keepBuffer {
		defer d.reset() // lets go of its buffers
	}
	d.src.Reset(r.Raw)
	d.rows.FieldsPerRecord = r.csv.columns
	row, err := d.rows.Read()
	if err != nil {
		r.Err = csvError(err, r)
		d.reset() // lets go of what it has not read
		return
	}
	doc, err := mrz.Parse(row[r.csv.zone])
	if err != nil {
		r.Err = records.ZoneError(err.(*mrz.SyntaxError), r.Line)
		return
	}
	r.Doc = doc
}

// csvError returns the error of a row that is malformed.
func csvError(err error, r *record) zone.Error {
	e := zone.Error{Kind: zone.CSV, Line: r.Line, Column: 1, Message: "not valid CSV"}
	parse := (*csv.ParseError)(nil)
	if !errors.As(err, &parse) {
		return e
	}
	e.Line += parse.Line - parse.StartLine
	switch parse.Err {
	case csv.ErrFieldCount:
		e.Message = fmt.Sprintf("another number of cells than the %d of the header row", r.csv.columns)
	case csv.ErrQuote, csv.ErrBareQuote:
		// encoding/csv counts bytes; everything here counts characters.
		e.Column = characterColumn(r.Raw, parse.Line-parse.StartLine, parse.Column)
		e.Message = parse.Err.Error()
	}
	return e
}

// characterColumn returns the number of characters up to a byte, both from 1, in a line
// of raw, from 0.
func characterColumn(raw []byte, line, byteColumn int) int {
	for range line {
		_, raw, _ = bytes.Cut(raw, newline)
	}
	return utf8.RuneCount(raw[:min(byteColumn-1, len(raw))]) + 1
}
