package records

import (
	"bufio"
	"bytes"
	"io"

	"example.org/traveldoc/mrz"
)

// begins reports whether b begins with some bytes. It looks at one of them before it
// waits for the others, which may never come.
func begins(b *bufio.Reader, magic string) bool {
	p, err := b.Peek(1)
	if err != nil || p[0] != magic[0] {
		return false
	}
	p, err = b.Peek(len(magic))
	return err == nil && string(p) == magic
}

// skipBOM goes on behind the mark that some programs put before UTF-8.
func skipBOM(b *bufio.Reader) {
	const bom = "\uFEFF"
	if begins(b, bom) {
		b.Discard(len(bom))
	}
}

// EachZone calls add for each record of a stream of the lines of zones, as mrz.Reader
// reads them, with the offset of its end. Before r there stand some lines and bytes of
// the input. It returns the first error of add or of r.
func EachZone(r io.Reader, lines int, from int64, add func(r Record, end int64) error) error {
	zones := mrz.NewReader(r)
	for {
		rec, err := ReadZone(zones, lines)
		if err == io.EOF {
			return nil
		}
		if err == nil {
			err = add(rec, from+zones.InputOffset())
		}
		if err != nil {
			return err
		}
	}
}

// ReadZone returns the next record of a stream of the lines of zones, before which
// there stand some lines of the input. The error is io.EOF or that of the stream.
func ReadZone(zones *mrz.Reader, lines int) (Record, error) {
	doc, err := zones.Read()
	r := Record{Line: lines + zones.Line(), Doc: doc}
	if syntax, ok := err.(*mrz.SyntaxError); ok {
		r.Err, err = ZoneError(syntax, r.Line), nil
	}
	return r, err
}

// EachLine does what EachZone does, for a stream with a record a line, which is still
// to be decoded. White space is none.
func EachLine(r io.Reader, lines int, from int64, add func(r Record, end int64) error) error {
	s := &Splitter{R: r, Lines: lines, Offset: from, End: func(b []byte) int { return bytes.IndexByte(b, '\n') + 1 }}
	for {
		raw, line, err := s.Next()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		case raw != nil && blank(raw):
			continue
		}
		rec := Record{Line: line, Raw: raw}
		if raw == nil {
			rec.Err = SizeError(line)
		}
		if err := add(rec, s.Offset); err != nil {
			return err
		}
	}
}
