package main

import (
	"bufio"
	"bytes"
	varint "encoding/binary"
	"io"
	"os"
	"slices"
	"strings"

	"example.org/traveldoc/examples/internal/records"
	"example.org/traveldoc/mrz"
)

// A node is a zone of the input: the place of its reference in a spool, so that nodes
// are in the order of the input.
type node uint64

const nodeSize = 8 // bytes

// A double is a zone that may be one.
type double struct {
	node   node
	state  string
	number string
	birth  string
	name   string // the name field, without the fillers at its end
	field  int    // its length, which tells the layout
	made   *nameZone
}

// The kinds of keys. Records are compared that share a key.
const (
	keyNumber = 'a' // State and number
	keyAlike  = 'b' // State, birth, and the number without differences of look
	keyFirst  = 'c' // State, birth, and the beginning of the number
	keyLast   = 'd' // State, birth, and the end of the number, backwards
)

// sharedPart is how many characters of a number are in a key. One that differs, is
// missing or is swapped with the next leaves as many at the beginning or at the end of a
// number of seven characters or more.
const sharedPart = 3

// appendDoubles appends what is to be sorted for a record: how many of its zones can be
// compared and, for each of them, its reference, the number of its entries, and these,
// each with its length and without the node.
func appendDoubles(dst []byte, file int, r *record, result *records.Result, exact bool) []byte {
	var zones uint64
	for i := range result.Zones {
		if result.Zones[i].Doc.DocumentNumber() != "" {
			zones++
		}
	}
	dst = varint.AppendUvarint(dst, zones)
	var buf []byte
	for i := range result.Zones {
		doc := result.Zones[i].Doc
		x := doubleOf(doc)
		if x.number == "" {
			continue // nothing would tell it from others
		}
		buf = varint.AppendUvarint(buf[:0], uint64(file))
		buf = varint.AppendUvarint(buf, uint64(r.Line))
		buf = varint.AppendUvarint(buf, uint64(i+1))
		buf = varint.AppendUvarint(buf, uint64(len(r.ID)))
		dst = appendBytes(dst, append(buf, r.ID...))
		kinds := []byte{keyNumber, keyAlike, keyFirst, keyLast}
		if exact || strings.Trim(x.birth, "<") == "" {
			kinds = kinds[:1]
		}
		dst = varint.AppendUvarint(dst, uint64(len(kinds)))
		for _, kind := range kinds {
			buf = x.append(buf[:0], kind)
			dst = appendBytes(dst, buf)
		}
	}
	return dst
}

func doubleOf(doc mrz.Document) double {
	name := doc.Raw(mrz.FieldName)
	return double{
		state: doc.Raw(mrz.FieldIssuingState), number: doc.DocumentNumber(), birth: doc.Raw(mrz.FieldDateOfBirth),
		name: strings.TrimRight(name, "<"), field: len(name),
	}
}

// append appends an entry: the key, what records with it are sorted by, and so what they
// are. Nothing of a zone has a byte 0.
func (x *double) append(dst []byte, kind byte) []byte {
	number := []byte(x.number)
	if kind == keyLast {
		slices.Reverse(number)
	}
	dst = append(append(dst, kind), x.state...)
	switch kind {
	case keyNumber:
		dst = append(dst, number...)
	case keyAlike:
		dst = appendAlike(append(dst, x.birth...), x.number)
	default:
		dst = append(append(dst, x.birth...), number[:min(sharedPart, len(number))]...)
	}
	for _, field := range [...]string{x.state, string(number), x.birth, x.name} {
		dst = append(append(dst, 0), field...)
	}
	return append(dst, 0, byte(x.field))
}

// cutEntry cuts an entry into its key, the fields behind it, and the node.
func cutEntry(entry []byte) (key, fields []byte, n node) {
	end := len(entry) - nodeSize
	key, fields, _ = bytes.Cut(entry[:end], []byte{0})
	return key, fields, node(varint.BigEndian.Uint64(entry[end:]))
}

// readDouble returns what an entry is of.
func readDouble(kind byte, fields []byte, n node) *double {
	x := &double{node: n, field: int(fields[len(fields)-1])}
	rest := string(fields[:len(fields)-2])
	for _, field := range []*string{&x.state, &x.number, &x.birth, &x.name} {
		*field, rest, _ = strings.Cut(rest, "\x00")
	}
	if kind == keyLast {
		b := []byte(x.number)
		slices.Reverse(b)
		x.number = string(b)
	}
	return x
}

func appendBytes(dst, b []byte) []byte {
	return append(varint.AppendUvarint(dst, uint64(len(b))), b...)
}

// cutBytes cuts bytes off that come with their length.
func cutBytes(b []byte) (first, rest []byte) {
	n, b := cutNumber(b)
	return b[:n], b[n:]
}

func cutNumber(b []byte) (n uint64, rest []byte) {
	n, size := varint.Uvarint(b)
	return n, b[size:]
}

// A spool keeps the references of zones: file, line, number in the record, and id. An id
// may be long, so that it goes to the disk once, and from there to the output.
type spool struct {
	f    *os.File
	w    *bufio.Writer
	size int64
}

func newSpool(dir *tempDir) (*spool, error) {
	f, err := dir.create()
	if err != nil {
		return nil, err
	}
	return &spool{f: f, w: bufio.NewWriterSize(f, blockSize)}, nil
}

func (s *spool) close() { dropFile(s.f) }

// add adds a reference and returns its place.
func (s *spool) add(ref []byte) (node, error) {
	at := node(s.size)
	s.size += int64(len(ref))
	if _, err := s.w.Write(ref); err != nil {
		return 0, tempError(err)
	}
	return at, nil
}

// flush makes what was added ready to be read.
func (s *spool) flush() error {
	if err := s.w.Flush(); err != nil {
		return tempError(err)
	}
	return nil
}

// read returns a reference, with the id as a reader, which is empty if there is none.
func (s *spool) read(n node) (file, line, zone int, id *io.SectionReader, err error) {
	var buf [4 * varint.MaxVarintLen64]byte
	got, err := s.f.ReadAt(buf[:], int64(n))
	if err != nil && err != io.EOF {
		return 0, 0, 0, nil, tempError(err)
	}
	rest := buf[:got]
	var v [4]int
	for i := range v {
		value, size := varint.Uvarint(rest)
		if size <= 0 {
			return 0, 0, 0, nil, errTempChanged
		}
		v[i], rest = int(value), rest[size:]
	}
	return v[0], v[1], v[2], io.NewSectionReader(s.f, int64(n)+int64(got-len(rest)), int64(v[3])), nil
}
