package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"example.org/traveldoc/examples/internal/zone"
	"example.org/traveldoc/mrz"
)

const stdinName = "-"

// maxRecord is the size in bytes of the largest record that is read.
const maxRecord = 16 << 20

// inputSize returns the number of bytes in files, or 0 if it is not known for
// each of them. It fails if one cannot be read: better before the first result
// than after hours.
func inputSize(files []string) (total int64, err error) {
	known := true
	for _, name := range files {
		if name == stdinName {
			known = false
			continue
		}
		info, err := os.Stat(name)
		if err == nil && info.IsDir() {
			err = errors.New("is a directory")
		}
		if err != nil {
			return 0, inputError(name, err)
		}
		known = known && info.Mode().IsRegular()
		total += info.Size()
	}
	if !known {
		return 0, nil
	}
	return total, nil
}

// inputError adds the name of a file to an error about it, once.
func inputError(name string, err error) error {
	if err = openError(name, err); err == errZoneArgument {
		return err
	}
	return fmt.Errorf("%s: %w", name, err)
}

// readFile sends the records of a file.
func (f *bulk) readFile(ctx context.Context, a *app, name string, s *sender) error {
	in := &input{r: a.stdin, name: "standard input", ctx: ctx, s: s}
	if name != stdinName {
		in.name = name
		file, err := os.Open(name)
		if err != nil {
			return inputError(name, err)
		}
		defer file.Close()
		in.r = file
	}
	r := skipBOM(in)
	switch f.in {
	case inNDJSON:
		return sendNDJSON(r, s)
	case inCSV:
		return sendCSV(r, f.column, s)
	}
	return sendLines(r, s)
}

// An input is a file that is being read. Before it waits for more, it sends off
// the records that have been read, so that none of them waits as well. The
// batches are as large as what one Read gives: few records while they come
// slowly, many while they come fast.
type input struct {
	r    io.Reader
	name string
	ctx  context.Context
	s    *sender
}

func (in *input) Read(p []byte) (int, error) {
	in.s.send()
	if err := in.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := in.r.Read(p)
	in.s.read += int64(n)
	if err != nil && err != io.EOF {
		err = inputError(in.name, err)
	}
	return n, err
}

const bom = "\uFEFF"

// skipBOM returns r without the mark that some programs put before UTF-8. The
// buffer is too small to be used for anything but the beginning.
func skipBOM(r io.Reader) io.Reader {
	b := bufio.NewReaderSize(r, 16)
	if p, err := b.Peek(1); err == nil && p[0] == bom[0] {
		if p, err := b.Peek(len(bom)); err == nil && string(p) == bom {
			b.Discard(len(bom))
		}
	}
	return b
}

// sendLines sends the records of --in lines.
func sendLines(r io.Reader, s *sender) error {
	lines := mrz.NewReader(r)
	for doc, err := range lines.All() {
		rec := record{line: lines.Line(), doc: doc}
		if err != nil {
			syntax, ok := err.(*mrz.SyntaxError)
			if !ok {
				return err
			}
			rec.err = zoneError(syntax, rec.line)
		}
		if err := s.add(rec); err != nil {
			return err
		}
	}
	return nil
}

// zoneError is the error of a record that is no zone, told with the line of
// the input, since its own line and column are those within the record.
func zoneError(err *mrz.SyntaxError, line int) zone.Error {
	e := zone.SyntaxError(err)
	e.Message = fmt.Sprintf("%s (record at line %d of the input)", e.Message, line)
	return e
}

// A decoder lays out the zone of a record from its raw bytes: it sets the doc,
// or the err, and the id.
type decoder interface{ decode(r *record) }

// A linesDecoder has nothing to do: an mrz.Reader has done it.
type linesDecoder struct{}

func (linesDecoder) decode(*record) {}

// A splitter cuts a stream into records. It reads into blocks that are never
// written to again, so that the records can be parts of them.
type splitter struct {
	r   io.Reader
	err error // of r, when it has ended
	// end returns the number of bytes up to the end of a record, its line break
	// included, or 0 if b ends first. The next call goes on where b ended.
	end func(b []byte) int

	block   []byte
	start   int  // of the record, in block
	scanned int  // bytes of block that end has seen
	line    int  // lines before start
	large   bool // the beginning of the record has been dropped,
	breaks  int  // with so many line breaks,
	ink     bool // and it was not all white space
}

const blockSize = 64 << 10

// next returns the next record, with its line break, and the line at which it
// begins. raw is nil if the record is too large. At the end of the stream the
// error is io.EOF; every error is final.
func (s *splitter) next() (raw []byte, line int, err error) {
	for {
		n := s.end(s.block[s.scanned:])
		s.scanned += n
		if n > 0 || s.err == io.EOF && (s.start < len(s.block) || s.large) {
			if n == 0 {
				s.scanned = len(s.block)
			}
			raw, line = s.take()
			return raw, line, nil
		}
		s.scanned = len(s.block)
		if s.err != nil {
			return nil, 0, s.err
		}
		s.fill()
	}
}

// take returns the record between start and scanned, and goes on behind it.
func (s *splitter) take() (raw []byte, line int) {
	raw, line = s.block[s.start:s.scanned:s.scanned], s.line+1
	s.line += s.breaks + bytes.Count(raw, newline)
	s.start = s.scanned
	if s.large || len(bytes.TrimSuffix(raw, newline)) > maxRecord {
		if !s.ink && blank(raw) {
			raw = raw[:0] // white space, however much
		} else {
			raw = nil
		}
	}
	s.large, s.breaks, s.ink = false, 0, false
	return raw, line
}

var newline = []byte{'\n'}

// blank reports whether b is nothing but white space.
func blank(b []byte) bool { return len(bytes.Trim(b, " \t\n\v\f\r")) == 0 }

// fill reads more. If the block is full, what has been read of the record
// moves to a new one; if that is too much, it is dropped.
func (s *splitter) fill() {
	tail := s.block[s.start:]
	if len(tail) > maxRecord {
		s.large, s.ink = true, s.ink || !blank(tail)
		s.breaks += bytes.Count(tail, newline)
		tail = nil
	}
	// Nor is a block kept that one long record has made large.
	if tail == nil || cap(s.block)-len(s.block) < blockSize/8 || cap(s.block) > 2*len(tail)+blockSize {
		s.block = append(make([]byte, 0, max(blockSize, 2*len(tail))), tail...)
		s.start, s.scanned = 0, len(tail)
	}
	at := len(s.block)
	n, err := s.r.Read(s.block[at:min(cap(s.block), at+blockSize)])
	s.block, s.err = s.block[:at+n], err
}
