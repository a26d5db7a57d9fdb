package translit

import (
	"golang.org/x/text/language"
	"golang.org/x/text/transform"
)

// A Transformer turns national characters into the letters of a machine readable
// zone. New makes one.
//
// It is a [transform.SpanningTransformer] with a state, which Reset clears, and
// may be used as such by one goroutine at a time. String, Bytes, Append and
// Alternatives take no part in the state: they may be called by several
// goroutines at once. The zero value is that of New(language.Und), except that
// Transform and Span take each call for a text of its own.
type Transformer struct {
	r *rules
	s *state
}

var _ transform.SpanningTransformer = Transformer{}

// New returns a Transformer for names of a language. The language decides about
// the letters that have exceptions in Doc 9303-3 section 6, table B; the region,
// given or likely, about Ä, Å, Ñ, Ö and Ü, unless an option does. Later options
// override earlier ones.
func New(tag language.Tag, opts ...Option) Transformer {
	return Transformer{newRules(tag, opts), new(state)}
}

var defaultRules = new(rules)

func (t Transformer) rules() *rules {
	if t.r == nil {
		return defaultRules
	}
	return t.r
}

// A state is what goes from one call of Transform to the next.
type state struct {
	offset int64  // bytes that have been read
	begun  bool   // a letter has been written
	parted bool   // a filler is to be written before the next letter
	last   string // the letters of the last character, if a shadda may repeat them
}

// first reports whether the next letter begins a component.
func (s *state) first() bool { return !s.begun || s.parted }

// String returns the letters for s. The error is a *[RuneError], with the empty
// string.
func (t Transformer) String(s string) (string, error) {
	var buf [64]byte
	b, err := t.Append(buf[:0], s)
	if err != nil {
		return "", err
	}
	return string(b), nil
}

// Bytes is String for bytes. It returns nil with an error.
func (t Transformer) Bytes(b []byte) ([]byte, error) {
	dst, err := appendText(t.rules(), make([]byte, 0, len(b)+len(b)/4), b)
	if err != nil {
		return nil, err
	}
	return dst, nil
}

// Append appends the letters for s to dst. The error is a *[RuneError], with dst
// as it was. It does not allocate where dst has room, unless a letter has marks
// that are no part of it.
func (t Transformer) Append(dst []byte, s string) ([]byte, error) {
	return appendText(t.rules(), dst, s)
}

func appendText[T text](r *rules, dst []byte, src T) ([]byte, error) {
	var s state
	return appendFrom(r, &s, dst, src)
}

func appendFrom[T text](r *rules, s *state, dst []byte, src T) ([]byte, error) {
	old := len(dst)
	for i := 0; i < len(src); {
		if isLatin(src, i) {
			if s.parted {
				dst = append(dst, '<')
				s.parted = false
			}
			dst = append(dst, src[i]&^('a'-'A'))
			s.begun, s.last = true, ""
			i++
			continue
		}
		p, err := next(r, s, src[i:], true)
		if err != nil {
			return dst[:old], shift(err, i)
		}
		dst = p.append(dst, s)
		p.tell(r, int64(i))
		i += p.size
	}
	return dst, nil
}

// isLatin reports whether a letter of ASCII without a mark stands at an offset, as it
// does in nearly all names for the most part.
func isLatin[T text](src T, i int) bool {
	c := src[i] &^ ('a' - 'A')
	return 'A' <= c && c <= 'Z' && (i+1 == len(src) || src[i+1] < 0x80)
}

// shift moves the offset of a RuneError.
func shift(err error, n int) error {
	if e, ok := err.(*RuneError); ok {
		e.Offset += n
	}
	return err
}

// Reset clears the state: the next call of Transform or Span begins a text.
func (t Transformer) Reset() {
	if t.s != nil {
		*t.s = state{}
	}
}

// Transform implements [transform.Transformer]. Besides its errors it returns a
// *[RuneError], whose offset counts from the last Reset.
func (t Transformer) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	r, s := t.rules(), t.s
	if s == nil {
		s = new(state)
	}
	for nSrc < len(src) {
		p, err := next(r, s, src[nSrc:], atEOF)
		if err != nil {
			return nDst, nSrc, shift(err, int(s.offset))
		}
		var buf [maxPiece]byte
		after := *s
		b := p.append(buf[:0], &after)
		if nDst+len(b) > len(dst) {
			return nDst, nSrc, transform.ErrShortDst
		}
		*s = after
		nDst += copy(dst[nDst:], b)
		nSrc += p.size
		p.tell(r, s.offset)
		s.offset += int64(p.size)
	}
	return nDst, nSrc, nil
}

// Span implements [transform.SpanningTransformer].
func (t Transformer) Span(src []byte, atEOF bool) (n int, err error) {
	s := t.s
	if s == nil {
		s = new(state)
	}
	for i := 0; ; i++ {
		switch {
		case i == len(src):
			if n == i || !atEOF {
				if n < i {
					err = transform.ErrShortSrc // more may follow that changes the end
				}
				return n, err
			}
			return n, transform.ErrEndOfSpan // a filler at the end
		case 'A' <= src[i] && src[i] <= 'Z' && !(n == i && s.parted):
			if i+1 == len(src) && !atEOF {
				return n, transform.ErrShortSrc // a mark may follow
			}
			if i+1 < len(src) && src[i+1] >= 0x80 {
				return n, transform.ErrEndOfSpan // or a letter, of which Transform knows more
			}
			s.offset += int64(i + 1 - n)
			s.begun, s.last = true, ""
			n = i + 1
		case src[i] == '<' && n == i && s.begun && !s.parted:
			// It stays if a letter follows.
		default:
			return n, transform.ErrEndOfSpan
		}
	}
}
