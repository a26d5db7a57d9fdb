package main

import (
	"bytes"
	"io"

	"example.org/traveldoc/examples/internal/records"
)

// A splitter cuts a stream into records. It reads into blocks that are never
// written to again, so that the records can be parts of them.
type splitter struct {
	r   io.Reader
	err error // of r, when it has ended
	// end returns the number of bytes up to the end of a record, its line break
	// included, or 0 if b ends first. The next call goes on where b ended.
	end func(b []byte) int

	block   []byte
	start   int   // of the record, in block
	scanned int   // bytes of block that end has seen
	line    int   // lines before start
	offset  int64 // bytes of the stream before start
	large   bool  // the beginning of the record has been dropped,
	breaks  int   // with so many line breaks,
	ink     bool  // and it was not all white space
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
	s.offset += int64(len(raw))
	s.start = s.scanned
	if s.large || len(bytes.TrimSuffix(raw, newline)) > records.MaxSize {
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
	if s.large || len(tail) > records.MaxSize {
		s.large, s.ink = true, s.ink || !blank(tail)
		s.breaks += bytes.Count(tail, newline)
		s.offset += int64(len(tail))
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
