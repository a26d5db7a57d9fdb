package records

import (
	"bytes"
	"io"
)

// A Splitter cuts a stream into records. It reads into blocks that are never
// written to again, so that the records can be parts of them.
type Splitter struct {
	R io.Reader
	// End returns the number of bytes up to the end of a record, its line break
	// included, or 0 if b ends first. The next call goes on where b ended.
	End func(b []byte) int
	// Lines and Offset are how many lines and bytes of the stream stand before the next
	// record. They may be set before the first one.
	Lines  int
	Offset int64

	block   []byte
	start   int   // of the record, in block
	scanned int   // bytes of block that end has seen
	err     error // of R, when it has ended
	large   bool  // the beginning of the record has been dropped,
	breaks  int   // with so many line breaks,
	ink     bool  // and it was not all white space
}

const blockSize = 64 << 10

// Next returns the next record, with its line break, and the line at which it
// begins. raw is nil if the record is too large. At the end of the stream the
// error is io.EOF; every error is final.
func (s *Splitter) Next() (raw []byte, line int, err error) {
	for {
		n := s.End(s.block[s.scanned:])
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
func (s *Splitter) take() (raw []byte, line int) {
	raw, line = s.block[s.start:s.scanned:s.scanned], s.Lines+1
	s.Lines += s.breaks + bytes.Count(raw, newline)
	s.Offset += int64(len(raw))
	s.start = s.scanned
	if s.large || len(bytes.TrimSuffix(raw, newline)) > MaxSize {
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

// Rest returns what has been read and is in no record yet.
func (s *Splitter) Rest() []byte { return s.block[s.start:] }

// blank reports whether b is nothing but white space.
func blank(b []byte) bool { return len(bytes.Trim(b, " \t\n\v\f\r")) == 0 }

// fill reads more. If the block is full, what has been read of the record
// moves to a new one; if that is too much, it is dropped.
func (s *Splitter) fill() {
	tail := s.block[s.start:]
	if s.large || len(tail) > MaxSize {
		s.large, s.ink = true, s.ink || !blank(tail)
		s.breaks += bytes.Count(tail, newline)
		s.Offset += int64(len(tail))
		tail = nil
	}
	// Nor is a block kept that one long record has made large.
	if tail == nil || cap(s.block)-len(s.block) < blockSize/8 || cap(s.block) > 2*len(tail)+blockSize {
		s.block = append(make([]byte, 0, max(blockSize, 2*len(tail))), tail...)
		s.start, s.scanned = 0, len(tail)
	}
	at := len(s.block)
	n, err := s.R.Read(s.block[at:min(cap(s.block), at+blockSize)])
	s.block, s.err = s.block[:at+n], err
}
