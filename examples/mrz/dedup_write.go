package main

import (
	"bufio"
	"context"
	varint "encoding/binary"
	"io"
	"slices"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
)

// A groupWriter writes pairs that come group by group.
type groupWriter struct {
	d     *dedup
	w     *bufio.Writer
	first node // of the group
	pairs []pair
	part  int // that was written, of a group that comes in parts
	buf   []byte
}

// writeGroups writes the groups. It counts them and their pairs.
func (d *dedup) writeGroups(ctx context.Context, groups *sorter) error {
	if err := d.refs.flush(); err != nil {
		return err
	}
	g := &groupWriter{d: d, w: bufio.NewWriterSize(d.out, blockSize)}
	err := groups.each(ctx, func(entry []byte) error {
		return g.add(node(varint.BigEndian.Uint64(entry)), readPair(entry[nodeSize:]))
	})
	if err == nil {
		err = g.end()
	}
	if flushed := g.w.Flush(); err == nil && flushed != nil {
		err = writeError(flushed)
	}
	return err
}

func (g *groupWriter) add(first node, p pair) error {
	switch {
	case len(g.pairs) > 0 && first != g.first:
		if err := g.end(); err != nil {
			return err
		}
	case len(g.pairs) == g.d.limits.part:
		g.part++
		if err := g.write(); err != nil {
			return err
		}
	}
	g.first = first
	g.pairs = append(g.pairs, p)
	return nil
}

// end ends a group.
func (g *groupWriter) end() error {
	if len(g.pairs) == 0 {
		return nil
	}
	if g.part > 0 {
		g.part++
	}
	err := g.write()
	g.d.groups++
	g.d.grouped++ // the first; the others hang on it
	g.part = 0
	return err
}

// write writes the pairs that there are, with their records.
func (g *groupWriter) write() error {
	var nodes []node
	for _, p := range g.pairs {
		nodes = append(nodes, p.a, p.b)
	}
	slices.Sort(nodes)
	nodes = slices.Compact(nodes)
	b := append(g.buf[:0], `{"schema":1,"group":`...)
	b = strconv.AppendInt(b, int64(g.d.groups+1), 10)
	if g.part > 0 {
		b = append(b, `,"part":`...)
		b = strconv.AppendInt(b, int64(g.part), 10)
	}
	b = append(b, `,"records":[`...)
	for i, n := range nodes {
		if i > 0 {
			b = append(b, ',')
		}
		var err error
		if b, err = g.writeRecord(b, n); err != nil {
			return err
		}
	}
	b = append(b, `],"pairs":[`...)
	for i, p := range g.pairs {
		if i > 0 {
			b = append(b, ',')
		}
		x, _ := slices.BinarySearch(nodes, p.a)
		y, _ := slices.BinarySearch(nodes, p.b)
		b = append(b, `{"a":`...)
		b = strconv.AppendInt(b, int64(x), 10)
		b = append(b, `,"b":`...)
		b = strconv.AppendInt(b, int64(y), 10)
		b = g.appendReasons(b, p.why)
	}
	g.pairs = g.pairs[:0]
	g.buf = append(b, "]}\n"...)
	if _, err := g.w.Write(g.buf); err != nil {
		return writeError(err)
	}
	return nil
}

// writeRecord appends a record, but that it writes it to the end if there is an id, which
// may be long.
func (g *groupWriter) writeRecord(b []byte, n node) ([]byte, error) {
	file, line, zone, id, err := g.d.refs.read(n)
	if err != nil {
		return b, err
	}
	b = append(b, `{"file":`...)
	b, _ = jsontext.AppendQuote(b, g.d.files[file]) // what is not UTF-8 in a name is replaced
	b = append(b, `,"line":`...)
	b = strconv.AppendInt(b, int64(line), 10)
	if zone > 1 {
		b = append(b, `,"zone":`...)
		b = strconv.AppendInt(b, int64(zone), 10)
	}
	if id.Size() > 0 {
		b = append(b, `,"id":`...)
		if _, err := g.w.Write(b); err != nil {
			return b, writeError(err)
		}
		b = b[:0]
		if _, err := io.Copy(g.w, id); err != nil {
			return b, writeError(err)
		}
	}
	return append(b, '}'), nil
}

func (g *groupWriter) appendReasons(b []byte, why reasons) []byte {
	kind := "likely"
	if why.exact() {
		kind = "exact"
		g.d.pairs[0]++
	} else {
		g.d.pairs[1]++
	}
	b = append(b, `,"kind":"`+kind+`","reasons":[`...)
	comma := ""
	for _, r := range why {
		if r != noReason {
			b = append(b, comma+`"`+reasonTexts[r]+`"`...)
			comma = ","
		}
	}
	return append(b, "]}"...)
}
