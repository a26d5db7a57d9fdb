package main

import (
	"bytes"
	"context"
	endian "encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/parquet-go/parquet-go"

	"example.org/traveldoc/examples/internal/records"
)

// parquetRows is the number of rows of a row group, which is kept in memory until it
// is written. A file has room for parquet.MaxRowGroups of them.
const parquetRows = 64 << 10

// parquetPage is how much of a column is kept as it is. What is full is packed.
const parquetPage = 64 << 10

// parquetSchema is the schema of a table of columns. All are optional but the lists,
// which may be empty. A Parquet file has its columns in the order of their names.
func parquetSchema(columns []column) *parquet.Schema {
	group := parquet.Group{}
	for _, c := range columns {
		switch c.kind {
		case columnBool:
			group[c.name] = parquet.Optional(parquet.Leaf(parquet.BooleanType))
		case columnInt:
			group[c.name] = parquet.Optional(parquet.Int(64))
		case columnNumber:
			group[c.name] = parquet.Optional(parquet.Leaf(parquet.DoubleType))
		case columnDate:
			group[c.name] = parquet.Optional(parquet.Date())
		case columnList:
			group[c.name] = parquet.List(parquet.String())
		default:
			group[c.name] = parquet.Optional(parquet.String())
		}
	}
	return parquet.NewSchema("mrz", group)
}

// A cellEncoder appends the cells of a record, each with its length, for a
// parquetWriter: that takes values from one goroutine only.
type cellEncoder struct {
	columns []column
	view    rowView
	cell    []byte
}

func (e *cellEncoder) append(dst []byte, r *record, result *records.Result) []byte {
	e.view.set(&r.Record, result)
	for i := range e.columns {
		e.cell = e.columns[i].append(e.cell[:0], &e.view)
		dst = endian.AppendUvarint(dst, uint64(len(e.cell)))
		dst = append(dst, e.cell...)
	}
	return dst
}

// A parquetWriter writes the cells of a cellEncoder as a Parquet file, or as several
// of them one behind the other: see segments. The columns come in the order of their
// names.
type parquetWriter struct {
	out     io.Writer
	w       *parquet.GenericWriter[any]
	columns []column
	places  []int // of columns in the file
	rows    []parquet.Row

	total   int64 // rows of all segments
	segment int64 // rows of the one that is being written
	group   int64 // rows of its last row group, which has not been written
	groups  int   // those that have been written, of all segments
}

func newParquetWriter(w io.Writer, columns []column) *parquetWriter {
	schema := parquetSchema(columns)
	p := &parquetWriter{out: w, columns: columns}
	for _, c := range columns {
		path := []string{c.name}
		if c.kind == columnList {
			path = append(path, "list", "element")
		}
		leaf, _ := schema.Lookup(path...) // the schema is made of the same columns
		p.places = append(p.places, leaf.ColumnIndex)
	}
	p.w = parquet.NewGenericWriter[any](w, schema, parquet.Compression(&parquet.Snappy), parquet.PageBufferSize(parquetPage))
	return p
}

// Write writes whole records.
func (p *parquetWriter) Write(cells []byte) (int, error) {
	size := len(cells)
	p.rows = p.rows[:0]
	for len(cells) > 0 {
		p.rows = slices.Grow(p.rows, 1)[:len(p.rows)+1]
		row := &p.rows[len(p.rows)-1]
		*row = (*row)[:0]
		for i := range p.columns {
			n, skip := endian.Uvarint(cells)
			cell := cells[skip : skip+int(n)]
			cells = cells[skip+int(n):]
			*row = appendValue(*row, p.columns[i].kind, cell, p.places[i])
		}
	}
	if _, err := p.w.WriteRows(p.rows); err != nil {
		return 0, err
	}
	n := int64(len(p.rows))
	p.total, p.segment, p.group = p.total+n, p.segment+n, p.group+n
	if p.group >= parquetRows {
		if err := p.endGroup(); err != nil {
			return 0, err
		}
	}
	return size, nil
}

// endGroup writes the row group.
func (p *parquetWriter) endGroup() error {
	if p.group == 0 {
		return nil
	}
	if p.groups == parquet.MaxRowGroups {
		return errors.New("a Parquet file has no room for so many records: write several")
	}
	p.groups++
	p.group = 0
	return p.w.Flush()
}

// ripe reports whether a segment may end here. Short row groups make a file slow to
// read, and there is no room for many: only one that has its share of the rows ends
// before it is full.
func (p *parquetWriter) ripe() bool { return p.group == 0 || p.group >= max(1024, p.total/1024) }

// endSegment writes the end of a file, if it has a row, and begins another one.
func (p *parquetWriter) endSegment() error {
	if p.segment == 0 {
		return nil
	}
	if err := p.Close(); err != nil {
		return err
	}
	p.segment = 0
	p.w.Reset(p.out)
	return nil
}

// Close writes the end of the file, without which it cannot be read.
func (p *parquetWriter) Close() error {
	if err := p.endGroup(); err != nil {
		return err
	}
	return p.w.Close()
}

// appendValue appends the values of a cell. A date that is masked is none.
func appendValue(row parquet.Row, kind columnKind, cell []byte, place int) parquet.Row {
	null := parquet.NullValue().Level(0, 0, place)
	if len(cell) == 0 {
		return append(row, null)
	}
	value := null
	switch kind {
	case columnBool:
		value = parquet.BooleanValue(string(cell) == "true").Level(0, 1, place)
	case columnInt:
		if n, err := strconv.ParseInt(string(cell), 10, 64); err == nil {
			value = parquet.Int64Value(n).Level(0, 1, place)
		}
	case columnNumber:
		if x, err := strconv.ParseFloat(string(cell), 64); err == nil {
			value = parquet.DoubleValue(x).Level(0, 1, place)
		}
	case columnDate:
		if d, err := time.Parse(time.DateOnly, string(cell)); err == nil {
			value = parquet.Int32Value(int32(d.Unix()/86400)).Level(0, 1, place)
		}
	case columnList:
		for i, word := range bytes.Fields(cell) {
			row = append(row, parquet.ByteArrayValue(word).Level(min(i, 1), 1, place))
		}
		return row
	default:
		value = parquet.ByteArrayValue(cell).Level(0, 1, place)
	}
	return append(row, value)
}

// parquetKeys are the columns of --in parquet, which are the keys of --in ndjson.
var parquetKeys = []string{"id", "lines", "mrz", "text", "conf"}

var errParquet = errors.New("not valid Parquet data")

// openParquet opens what may be a Parquet file.
func openParquet(r *io.SectionReader) (f *parquet.File, err error) {
	// What is read is hostile, and the library may not have thought of everything.
	defer func() {
		if p := recover(); p != nil {
			err = errParquet
		}
	}()
	// It takes as much memory as the last bytes say, up to 4 GiB.
	var end [8]byte
	if _, err := r.ReadAt(end[:], r.Size()-8); err != nil || int64(endian.LittleEndian.Uint32(end[:])) > r.Size() {
		return nil, errParquet
	}
	return parquet.OpenFile(r, r.Size(), parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
}

// sendParquet sends the records of --in parquet: a row is what an object of --in ndjson
// is that has its columns for keys. from is the number of rows that are done.
func (f *bulk) sendParquet(ctx context.Context, name string, from int64, s *sender) (err error) {
	file, err := os.Open(name)
	if err != nil {
		return inputError(name, err)
	}
	defer file.Close()
	// What is read is hostile, and the library may not have thought of everything.
	defer func() {
		if p := recover(); p != nil {
			err = inputError(name, errParquet)
		}
	}()
	info, err := file.Stat()
	if err != nil {
		return inputError(name, err)
	}
	p, err := openParquet(io.NewSectionReader(file, 0, info.Size()))
	if err != nil {
		return inputError(name, errParquet)
	}
	t := &parquetTable{f: f, name: name, s: s, before: s.read, rowSize: float64(info.Size()) / float64(max(1, p.NumRows()))}
	if err := t.find(p); err != nil {
		return err
	}
	for _, group := range p.RowGroups() {
		if t.row+group.NumRows() <= from {
			t.row += group.NumRows()
			continue
		}
		if err := t.group(ctx, group, from); err != nil {
			return err
		}
	}
	return nil
}

// A parquetTable is a Parquet file that is being read.
type parquetTable struct {
	f       *bulk
	name    string
	s       *sender
	columns []parquetColumn
	row     int64 // rows that have been read
	size    int   // bytes of records since the last batch

	before  int64   // bytes of the inputs before it
	rowSize float64 // bytes that a row has of the file, for the progress
}

// A parquetColumn is one that is read.
type parquetColumn struct {
	key    string
	index  int
	list   bool
	json   bool // its texts are JSON
	values cursor
}

// find finds the columns.
func (t *parquetTable) find(p *parquet.File) error {
	for _, key := range parquetKeys {
		name := key
		if t.f.column != "" && key != "id" {
			if key != "mrz" {
				continue
			}
			name = t.f.column
		}
		c := parquetColumn{key: key}
		for _, path := range p.Schema().Columns() {
			if path[0] != name {
				continue
			}
			leaf, ok := p.Schema().Lookup(path...)
			if !ok || c.index > 0 || leaf.MaxRepetitionLevel > 1 || leaf.MaxRepetitionLevel == 1 != (key == "lines") || len(path) > 1 && key != "lines" {
				return fmt.Errorf("%s: the column %q has no type that it can have", t.name, name)
			}
			c.index, c.list = leaf.ColumnIndex+1, key == "lines"
			if kind := leaf.Node.Type().Kind(); key != "id" && kind != parquet.ByteArray {
				return fmt.Errorf("%s: the column %q has no type that it can have", t.name, name)
			}
			if logical := leaf.Node.Type().LogicalType(); logical != nil {
				c.json = leaf.Node.Type().String() == "JSON"
			}
		}
		if c.index > 0 {
			c.index--
			t.columns = append(t.columns, c)
		}
	}
	if !slices.ContainsFunc(t.columns, func(c parquetColumn) bool { return c.key != "id" && c.key != "conf" }) {
		if t.f.column != "" {
			return fmt.Errorf("%s: the Parquet input has no column %q", t.name, t.f.column)
		}
		return fmt.Errorf("%s: the Parquet input has no column mrz, lines or text: name it with --column", t.name)
	}
	return nil
}

// group sends the records of a row group, but those before from.
func (t *parquetTable) group(ctx context.Context, group parquet.RowGroup, from int64) error {
	skip := max(0, from-t.row)
	t.row += skip
	for i := range t.columns {
		c := &t.columns[i]
		pages := group.ColumnChunks()[c.index].Pages()
		defer pages.Close()
		if err := pages.SeekToRow(skip); err != nil {
			return inputError(t.name, errParquet)
		}
		c.values = cursor{pages: pages}
	}
	for range group.NumRows() - skip {
		if err := ctx.Err(); err != nil {
			return err
		}
		raw := []byte{'{'}
		for i := range t.columns {
			values, err := t.columns[i].values.next()
			if err != nil {
				return inputError(t.name, errParquet)
			}
			raw = t.columns[i].append(raw, values)
		}
		t.row++
		t.s.read = t.before + int64(t.rowSize*float64(t.row))
		rec := record{Record: records.Record{Line: int(t.row), Raw: append(raw, '}')}}
		if len(rec.Raw) > records.MaxSize {
			rec.Raw, rec.Err = nil, records.SizeError(rec.Line)
		}
		if err := t.s.add(rec, t.row); err != nil {
			return err
		}
		if t.size += len(rec.Raw); t.size > blockSize {
			t.s.send()
			t.size = 0
		}
	}
	return nil
}

// append appends a member of an object.
func (c *parquetColumn) append(dst []byte, values []parquet.Value) []byte {
	if len(values) == 0 || values[0].IsNull() && !c.list {
		return dst
	}
	if len(dst) > 1 {
		dst = append(dst, ',')
	}
	dst = append(dst, '"')
	dst = append(dst, c.key...)
	dst = append(dst, '"', ':')
	if !c.list {
		return c.appendValue(dst, values[0])
	}
	dst = append(dst, '[')
	for i, v := range values {
		if v.IsNull() {
			continue // an empty list, or nothing in one
		}
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = c.appendValue(dst, v)
	}
	return append(dst, ']')
}

func (c *parquetColumn) appendValue(dst []byte, v parquet.Value) []byte {
	switch v.Kind() {
	case parquet.Boolean:
		return strconv.AppendBool(dst, v.Boolean())
	case parquet.Int32:
		return strconv.AppendInt(dst, int64(v.Int32()), 10)
	case parquet.Int64:
		return strconv.AppendInt(dst, v.Int64(), 10)
	case parquet.ByteArray:
		if c.json && jsontext.Value(v.ByteArray()).IsValid() {
			return append(dst, v.ByteArray()...)
		}
		dst, _ = jsontext.AppendQuote(dst, v.ByteArray()) // what is not UTF-8 is replaced
		return dst
	}
	dst, _ = jsontext.AppendQuote(dst, v.String())
	return dst
}

// A cursor reads a column row by row.
type cursor struct {
	pages  parquet.Pages
	values parquet.ValueReader // of a page
	buf    [64]parquet.Value
	ahead  []parquet.Value // those of buf that are not in row yet
	row    []parquet.Value
}

// next returns the values of the next row, which are good until the next call.
func (c *cursor) next() ([]parquet.Value, error) {
	c.row = c.row[:0]
	for {
		for i, v := range c.ahead {
			if len(c.row) > 0 && v.RepetitionLevel() == 0 {
				c.ahead = c.ahead[i:]
				return c.row, nil
			}
			c.row = append(c.row, v)
		}
		c.ahead = nil
		switch err := c.fill(); {
		case err == io.EOF && len(c.row) > 0:
			return c.row, nil
		case err != nil:
			return nil, err
		}
	}
}

// fill reads some values.
func (c *cursor) fill() error {
	for {
		if c.values == nil {
			page, err := c.pages.ReadPage()
			if err != nil {
				return err
			}
			c.values = page.Values()
		}
		n, err := c.values.ReadValues(c.buf[:])
		if err != nil {
			c.values = nil // at the end of the page
		}
		if n > 0 {
			c.ahead = c.buf[:n]
			return nil
		}
		if err != nil && err != io.EOF {
			return err
		}
	}
}
