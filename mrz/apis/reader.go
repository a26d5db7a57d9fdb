package apis

import (
	"bytes"
	"errors"
	"io"
	"slices"
)

// The limits of what is kept in memory. No real message comes near them: a
// segment of PAXLST has some 350 bytes at most, a person some 2000.
const (
	MaxSegment = 1 << 14 // bytes of a segment
	MaxGroup   = 1 << 18 // bytes of the segments of one person, in front of the first, or behind the last
)

// A SegmentReader cuts a stream into segments, whatever they mean. It takes a
// service string advice (UNA) wherever a segment may begin, and passes over line
// breaks and blanks between segments. A UNA holds up to the next UNB, which begins
// an interchange of its own (ISO 9735).
//
// It keeps MaxSegment bytes and a little more in memory. A SegmentReader may be
// used by one goroutine at a time.
type SegmentReader struct {
	r          io.Reader
	buf        []byte
	start, end int   // of what is in buf and not yet read
	offset     int64 // of buf[start]
	err        error // of r
	late       error // what is to be said before err

	service serviceString
	advice  string  // the six characters of a UNA in front of the segment, or ""
	charset Charset // of the last UNB

	seg rawSegment
}

// A rawSegment is a segment in flat slices, which the next one takes over.
type rawSegment struct {
	tag    string
	comps  []string
	at     []int // of comps: offset of each in the segment
	starts []int // in comps: where each element begins; behind them the length
	place  Place
	size   int     // bytes
	faults []fault // characters

	// used has a component that was looked at.
	used []bool
}

// A fault is a character that does not belong where it stands.
type fault struct {
	place   Place
	release bool // a needless release character, else one outside of the set
}

// NewSegmentReader returns a SegmentReader of r.
func NewSegmentReader(r io.Reader) *SegmentReader {
	return &SegmentReader{r: r, service: defaultService}
}

// Read returns the next segment, in memory of its own. At the end of the stream
// the error is [io.EOF].
//
// A *SyntaxError with ErrTag, ErrSegmentLength or ErrServiceString is that of one
// segment, which is passed over: the next Read returns the one behind it. One
// with ErrTruncated says that the stream ends in the midst of a segment. Any
// other error is that of the underlying reader. With an error the Segment is
// zero.
func (r *SegmentReader) Read() (Segment, error) {
	if err := r.next(); err != nil {
		return Segment{}, err
	}
	return r.seg.segment(), nil
}

// Place returns the place of the segment that Read returned last.
func (r *SegmentReader) Place() Place { return r.seg.place }

// next reads a segment into r.seg.
func (r *SegmentReader) next() error {
	r.advice = ""
	for {
		if err := r.skipBlanks(); err != nil {
			return err
		}
		if r.fill(3) < 3 || string(r.buf[r.start:r.start+3]) != "UNA" {
			break
		}
		if err := r.readAdvice(); err != nil {
			return err
		}
	}
	if r.advice == "" && r.fill(4) >= 4 && string(r.buf[r.start:r.start+4]) == "UNB+" {
		r.service = defaultService
	}
	r.seg.place = Place{Segment: r.seg.place.Segment + 1, Offset: r.offset}
	n, err := r.find()
	if err != nil {
		return err
	}
	err = r.split(r.buf[r.start : r.start+n])
	r.skip(n + 1)
	return err
}

// fail returns an error at a place of the segment that is being read.
func (r *SegmentReader) fail(at int64, err error) error {
	p := r.seg.place
	p.Offset = at
	return &SyntaxError{p, err}
}

// fill tries to have n bytes in the buffer, and returns how many there are.
func (r *SegmentReader) fill(n int) int {
	if r.buf == nil {
		r.buf = make([]byte, 2*MaxSegment)
	}
	for empty := 0; r.end-r.start < n && r.err == nil; {
		if r.start+n > len(r.buf) || r.end == len(r.buf) {
			copy(r.buf, r.buf[r.start:r.end])
			r.end -= r.start
			r.start = 0
		}
		m, err := r.r.Read(r.buf[r.end:])
		r.end += m
		if r.err = err; m == 0 && err == nil {
			if empty++; empty == 100 {
				r.err = io.ErrNoProgress
			}
		}
	}
	return r.end - r.start
}

func (r *SegmentReader) skip(n int) {
	r.start += n
	r.offset += int64(n)
}

const byteOrderMark = "\uFEFF"

// skipBlanks passes over what stands between segments, and returns the error of
// the underlying reader if nothing else is left.
func (r *SegmentReader) skipBlanks() error {
	if r.offset == 0 && r.fill(len(byteOrderMark)) >= len(byteOrderMark) && string(r.buf[:len(byteOrderMark)]) == byteOrderMark {
		r.skip(len(byteOrderMark))
	}
	for r.fill(1) > 0 {
		switch r.buf[r.start] {
		case ' ', '\t', '\r', '\n':
			r.skip(1)
		default:
			return nil
		}
	}
	if err := r.late; err != nil {
		r.late = nil
		return err
	}
	return r.err
}

// readAdvice reads a UNA.
func (r *SegmentReader) readAdvice() error {
	r.seg.place.Tag = ""
	size := len("UNA") + len(r.service)
	if n := r.fill(size); n < size {
		err := r.cut(n)
		r.skip(n)
		return err
	}
	s := serviceString(r.buf[r.start+3 : r.start+size])
	at := r.offset
	r.skip(size)
	if !s.valid() {
		r.service, r.advice = defaultService, ""
		return r.fail(at, ErrServiceString)
	}
	r.service, r.advice = s, string(s[:])
	return nil
}

// cut returns the error of a stream that ends n bytes from here.
func (r *SegmentReader) cut(n int) error {
	if r.err != io.EOF {
		return r.err
	}
	return r.fail(r.offset+int64(n), ErrTruncated)
}

// find returns the number of bytes in front of the terminator.
func (r *SegmentReader) find() (int, error) {
	release, terminator := r.service.release(), r.service[markTerminator]
	for i := 0; ; i++ {
		if i >= r.end-r.start && r.fill(i+1) <= i {
			n := r.end - r.start
			err := r.cut(n)
			r.skip(n)
			return 0, err
		}
		switch c := r.buf[r.start+i]; {
		case c == terminator:
			return i, nil
		case c == release && release != 0:
			i++
		}
		if i >= MaxSegment {
			at := r.offset
			r.drop(i + 1)
			return 0, r.fail(at, ErrSegmentLength)
		}
	}
}

// drop passes over n bytes, and over what follows up to a terminator. What comes
// of a stream that ends there is for the next call to say.
func (r *SegmentReader) drop(n int) {
	release, terminator := r.service.release(), r.service[markTerminator]
	r.fill(n)
	r.skip(min(n, r.end-r.start))
	for r.fill(1) > 0 {
		c := r.buf[r.start]
		r.skip(1)
		switch {
		case c == terminator:
			return
		case c == release && release != 0 && r.fill(1) > 0:
			r.skip(1)
		}
	}
	if r.err == io.EOF { // no terminator came
		r.late = r.fail(r.offset, ErrTruncated)
	}
}

// split cuts the bytes of a segment into components.
func (r *SegmentReader) split(b []byte) error {
	s := &r.seg
	s.comps, s.at, s.starts, s.faults, s.size = s.comps[:0], s.at[:0], s.starts[:0], s.faults[:0], len(b)
	n := bytes.IndexByte(b, r.service[separatorElement])
	if n < 0 {
		n = len(b)
	}
	if !validTag(b[:n]) {
		return r.fail(r.offset, ErrTag)
	}
	s.place.Tag = ""
	if i := slices.Index(tags[:], string(b[:n])); i >= 0 {
		s.tag, s.place.Tag = tags[i], tags[i]
	} else {
		s.tag = string(b[:n])
	}
	if s.tag == "UNB" { // which keeps to the set that it names
		r.charset = r.charsetOf(b[min(n+1, len(b)):])
	}
	if n == len(b) {
		s.starts = append(s.starts, 0)
		s.used = s.used[:0]
		return nil
	}
	r.components(b, n+1)
	s.starts = append(s.starts, len(s.comps))
	s.used = append(s.used[:0], make([]bool, len(s.comps))...)
	return nil
}

// charsetOf returns the first component of the elements of a UNB.
func (r *SegmentReader) charsetOf(elements []byte) Charset {
	end := bytes.IndexFunc(elements, func(c rune) bool {
		return c == rune(r.service[separatorComponent]) || c == rune(r.service[separatorElement])
	})
	if end < 0 {
		end = len(elements)
	}
	return Charset(trimBlanks(string(elements[:end])))
}

// components cuts what stands in b from an offset on.
func (r *SegmentReader) components(b []byte, from int) {
	s := &r.seg
	component, element, release := r.service[separatorComponent], r.service[separatorElement], r.service.release()
	text := string(b)
	var plain []byte // of a component with release characters
	released, reported := false, false
	begin := from
	s.at = append(s.at, from)
	s.starts = append(s.starts, 0)
	for i := from; ; i++ {
		end := i == len(b)
		if !end && b[i] == release && release != 0 && i+1 < len(b) {
			if c := b[i+1]; c != component && c != element && c != release && c != r.service[markTerminator] {
				s.faults = append(s.faults, fault{r.placeOf(i), true})
			}
			plain, released = append(plain, text[begin:i]...), true
			begin = i + 1
			i++
		} else if end || b[i] == component || b[i] == element {
			c := text[begin:i]
			if released {
				c = string(append(plain, c...))
			}
			s.comps = append(s.comps, c)
			if end {
				return
			}
			s.at = append(s.at, i+1)
			if b[i] == element {
				s.starts = append(s.starts, len(s.comps))
			}
			plain, released, reported, begin = plain[:0], false, false, i+1
			continue
		}
		if r.charset != "" && !r.charset.has(b[i]) && !reported {
			s.faults = append(s.faults, fault{r.placeOf(i), false})
			reported = true // one for a component will do
		}
	}
}

// placeOf returns the place of a byte of the segment that is being split.
func (r *SegmentReader) placeOf(i int) Place {
	p := r.seg.place
	p.Element = len(r.seg.starts)
	p.Component = len(r.seg.comps) - r.seg.starts[p.Element-1] + 1
	p.Offset = r.offset + int64(i)
	return p
}

// segment returns a Segment in memory of its own.
func (s *rawSegment) segment() Segment {
	out := Segment{Tag: s.tag}
	if n := len(s.starts) - 1; n > 0 {
		comps := slices.Clone(s.comps)
		out.Elements = make([][]string, n)
		for i := range n {
			out.Elements[i] = comps[s.starts[i]:s.starts[i+1]:s.starts[i+1]]
		}
	}
	return out
}

// index returns the index of a component, or -1 if there is none.
func (s *rawSegment) index(element, component int) int {
	if element >= len(s.starts) {
		return -1
	}
	if i := s.starts[element-1] + component - 1; i < s.starts[element] {
		return i
	}
	return -1
}

// recoverable reports whether an error is that of one segment.
func recoverable(err error) bool {
	var e *SyntaxError
	return errors.As(err, &e) && (e.Err == ErrTag || e.Err == ErrSegmentLength || e.Err == ErrServiceString)
}
