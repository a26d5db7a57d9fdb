package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"example.org/traveldoc/examples/internal/records"
	"example.org/traveldoc/examples/internal/zone"
	"example.org/traveldoc/mrz"
)

// A csvShape is what the flags say of the form of CSV.
type csvShape struct {
	comma  byte
	head   bool   // there is a header row
	column string // with the zone: its name, or without a header its number from 1
}

// csvShape returns what the flags say.
func (f *bulk) csvShape() csvShape {
	comma := byte(',')
	switch {
	case f.delimiter == "tab":
		comma = '\t'
	case f.delimiter != "":
		comma = f.delimiter[0]
	}
	return csvShape{comma, !f.noHeader, f.column}
}

// checkDelimiter reports whether the flag is a character that can stand between
// cells, or the word for one that is hard to type.
func checkDelimiter(s string) error {
	if s == "tab" || len(s) == 1 && s[0] < utf8.RuneSelf && !strings.ContainsAny(s, "\"\r\n\x00") {
		return nil
	}
	return errors.New("--delimiter must be tab, or one ASCII character that is no quote")
}

// sendCSV sends the records of --in csv, each with what the header row says, which
// the workers need. The row is read again when the rows behind it are not.
func sendCSV(r io.Reader, shape csvShape, from int64, s *sender) error {
	rows := &records.Splitter{R: r, End: (&csvScanner{comma: shape.comma}).end}
	raw, line, err := nextRow(rows)
	if err != nil && err != io.EOF {
		return err
	}
	header, err := shape.header(raw)
	if err != nil {
		return err
	}
	if from > 0 {
		rest := io.MultiReader(bytes.NewReader(rows.Rest()), r)
		skipped, _, err := skip(rest, from-rows.Offset, false)
		if err != nil {
			return err
		}
		rows = &records.Splitter{R: rest, Lines: rows.Lines + skipped, Offset: from, End: (&csvScanner{comma: shape.comma}).end}
		raw, line, err = nextRow(rows)
		if err != nil {
			return noEOF(err)
		}
	} else if shape.head {
		raw, line, err = nextRow(rows)
		if err != nil {
			return noEOF(err)
		}
	}
	for {
		rec := record{Record: records.Record{Line: line, Raw: raw}, csv: header}
		if raw == nil {
			rec.Err = records.SizeError(line)
		}
		if err := s.add(rec, rows.Offset); err != nil {
			return err
		}
		if raw, line, err = nextRow(rows); err != nil {
			return noEOF(err)
		}
	}
}

// nextRow returns the next row that is not blank, as encoding/csv has it.
func nextRow(rows *records.Splitter) (raw []byte, line int, err error) {
	for {
		raw, line, err = rows.Next()
		if err != nil || raw == nil || len(bytes.Trim(raw, "\r\n")) > 0 {
			return raw, line, err
		}
	}
}

func noEOF(err error) error {
	if err == io.EOF {
		return nil
	}
	return err
}

// A csvHeader is what the first row of a file says.
type csvHeader struct {
	comma   rune
	columns int
	zone    int // the index of the column with the zone
}

// header returns what the first row says. What is wrong with it is an error of
// usage.
func (c csvShape) header(raw []byte) (*csvHeader, error) {
	r := csv.NewReader(bytes.NewReader(raw))
	r.Comma = rune(c.comma)
	names, err := r.Read()
	switch {
	case err == io.EOF && !c.head:
		return nil, errors.New("the CSV input has no rows")
	case err == io.EOF:
		return nil, errors.New("the CSV input has no header row")
	case err != nil && !c.head:
		return nil, errors.New("the first row of the CSV input is malformed")
	case err != nil:
		return nil, errors.New("the header row of the CSV input is malformed")
	}
	h := &csvHeader{r.Comma, len(names), slices.Index(names, c.column)}
	if !c.head {
		n, err := strconv.Atoi(c.column)
		if err != nil || n < 1 || n > len(names) {
			return nil, fmt.Errorf("--no-header: --column must be a number from 1 to %d", len(names))
		}
		h.zone = n - 1
		return h, nil
	}
	if h.zone < 0 {
		return nil, fmt.Errorf("the CSV input has no column %q", c.column)
	}
	if slices.Contains(names[h.zone+1:], c.column) {
		return nil, fmt.Errorf("the CSV input has more than one column %q", c.column)
	}
	return h, nil
}

// A csvScanner finds the ends of CSV records as encoding/csv does, so that one
// that is too large need not be kept, and a malformed one costs only itself.
type csvScanner struct {
	comma byte
	state csvState
}

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
		case c == s.comma:
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
	d.rows.FieldsPerRecord, d.rows.Comma = r.csv.columns, r.csv.comma
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
