package main

import (
	"bufio"
	endian "encoding/binary"
	"errors"

	"io"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// What says where the rows of a Parquet file are is its end, the footer, without which
// there is nothing to go on with. So at each checkpoint the file is ended, and another
// one begins behind it in the same place: a segment. When all is written, one more
// footer says where the rows of all segments are. The footers before it stay where they
// are, as the format allows, and nothing is written twice.
//
// Footers are read and written a segment at a time: they have something for each column
// of each row group, and together they are as large as memory for many records. There
// are no more segments than row groups, and so their ends have room in the checkpoint.

// eachSegment calls do with the footer of each segment, and the place where it begins.
// ends are those of the segments.
func eachSegment(r io.ReaderAt, ends []int64, schema *parquet.Schema, do func(start int64, footer *format.FileMetaData) error) error {
	start := int64(0)
	for _, end := range ends {
		f, err := openParquet(io.NewSectionReader(r, start, end-start))
		if err != nil || f.Schema().String() != schema.String() {
			return errUntold
		}
		if err := do(start, f.Metadata()); err != nil {
			return err
		}
		start = end
	}
	return nil
}

// goOn counts what earlier runs have written.
func (p *parquetWriter) goOn(r io.ReaderAt, ends []int64) error {
	return eachSegment(r, ends, p.w.Schema(), func(_ int64, footer *format.FileMetaData) error {
		p.total += footer.NumRows
		p.groups += len(footer.RowGroups)
		return nil
	})
}

// join writes the footer that makes one file of the segments. r is what has been written.
func (p *parquetWriter) join(r io.ReaderAt, ends []int64) error {
	buf := bufio.NewWriterSize(p.out, blockSize)
	size := &countWriter{w: buf}
	w := new(thrift.CompactProtocol).NewWriter(size)
	encoder := thrift.NewEncoder(w)
	rows, groups := int64(0), 0
	var last *format.FileMetaData
	err := eachSegment(r, ends, p.w.Schema(), func(start int64, footer *format.FileMetaData) error {
		if last == nil {
			if err := writeFooterHead(w, encoder, footer, p.total, p.groups); err != nil {
				return err
			}
		}
		for i := range footer.RowGroups {
			g := &footer.RowGroups[i]
			moveRowGroup(g, start)
			g.Ordinal = int16(groups)
			if err := encoder.Encode(g); err != nil {
				return err
			}
			rows += g.NumRows
			groups++
		}
		last = footer
		return nil
	})
	if err == nil && (rows != p.total || groups != p.groups) {
		err = errUntold
	}
	if err == nil {
		err = writeFooterTail(w, encoder, last)
	}
	if err == nil {
		_, err = buf.Write(append(endian.LittleEndian.AppendUint32(nil, uint32(size.n)), "PAR1"...))
	}
	if err != nil {
		return err
	}
	return buf.Flush()
}

// writeFooterHead writes a format.FileMetaData up to the first row group. The number of
// a field is told by how far it is from the one before.
func writeFooterHead(w thrift.Writer, encoder *thrift.Encoder, footer *format.FileMetaData, rows int64, groups int) error {
	return errors.Join(
		w.WriteField(thrift.Field{ID: 1, Type: thrift.I32}), w.WriteInt32(footer.Version),
		w.WriteField(thrift.Field{ID: 1, Type: thrift.LIST}), encoder.Encode(footer.Schema),
		w.WriteField(thrift.Field{ID: 1, Type: thrift.I64}), w.WriteInt64(rows),
		w.WriteField(thrift.Field{ID: 1, Type: thrift.LIST}), w.WriteList(thrift.List{Size: int32(groups), Type: thrift.STRUCT}),
	)
}

// writeFooterTail writes what is behind the last row group.
func writeFooterTail(w thrift.Writer, encoder *thrift.Encoder, footer *format.FileMetaData) error {
	return errors.Join(
		w.WriteField(thrift.Field{ID: 1, Type: thrift.LIST}), encoder.Encode(footer.KeyValueMetadata),
		w.WriteField(thrift.Field{ID: 1, Type: thrift.BINARY}), w.WriteString(footer.CreatedBy),
		w.WriteField(thrift.Field{ID: 1, Type: thrift.LIST}), encoder.Encode(footer.ColumnOrders),
		w.WriteField(thrift.Field{Type: thrift.STOP}),
	)
}

// moveRowGroup makes the places of a row group those of a file in which its own begins
// at start. The index of pages is left out: it has places as well, and readers want that
// of all row groups in one piece.
func moveRowGroup(g *format.RowGroup, start int64) {
	move := func(place *int64) {
		if *place > 0 { // else there is none
			*place += start
		}
	}
	move(&g.FileOffset)
	for i := range g.Columns {
		c := &g.Columns[i]
		c.OffsetIndexOffset, c.OffsetIndexLength, c.ColumnIndexOffset, c.ColumnIndexLength = 0, 0, 0, 0
		move(&c.FileOffset)
		move(&c.MetaData.DataPageOffset)
		move(&c.MetaData.IndexPageOffset)
		move(&c.MetaData.DictionaryPageOffset)
		move(&c.MetaData.BloomFilterOffset)
	}
}

// A countWriter counts what is written.
type countWriter struct {
	w io.Writer
	n int64
}

func (c *countWriter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}
