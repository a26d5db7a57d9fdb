package repair

import (
	"strings"
	"unicode/utf8"
)

// An observation is a text as signs: a line each, blanks left out, with the
// place in the text that each sign was read from.
type observation struct {
	signs  []sign
	starts []int32 // of each sign in the text
	ends   []int32
	lines  []seen
	n      int // signs so far
}

// seen is a line of an observation: the signs from, to before.
type seen struct {
	from, to int32
	blanks   int32 // between signs
	lower    int32 // signs that are no character of a zone
}

func (l seen) len() int { return int(l.to - l.from) }

// read sets o to a text. A character has at most as many signs as it has bytes.
func (o *observation) read(text string) {
	n := len(text)
	o.signs, o.starts, o.ends, o.lines = grow(o.signs, n), grow(o.starts, n), grow(o.ends, n), o.lines[:0]
	o.n = 0
	var l seen
	blank := false
	flush := func() {
		l.to = int32(o.n)
		if l.to > l.from {
			o.lines = append(o.lines, l)
		}
		l, blank = seen{from: l.to}, false
	}
	for i := 0; i < len(text); {
		c := text[i]
		if g := plainSigns[c]; g < noSign { // most of a text
			if blank && int32(o.n) > l.from {
				l.blanks++
			}
			blank = false
			if g > signFiller {
				l.lower++
			}
			o.add(g, i, i+1)
			i++
			continue
		}
		if c == ' ' {
			blank = true
			i++
			continue
		}
		r, size := rune(c), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		switch r {
		case '\n', '\r', '\v', '\f', 0x85, 0x2028, 0x2029:
			flush()
			i += size
			continue
		case '&':
			if n := entity(text[i:]); n > 0 {
				r, size = '<', n
			}
		}
		first, second := signsOf(r)
		if first == noSign {
			blank = true
		} else {
			if blank && int32(o.n) > l.from {
				l.blanks++
			}
			blank = false
			if first > signFiller {
				l.lower++
			}
			o.add(first, i, i+size)
			if second != noSign {
				o.add(second, i, i+size)
			}
		}
		i += size
	}
	flush()
	o.signs, o.starts, o.ends = o.signs[:o.n], o.starts[:o.n], o.ends[:o.n]
}

// plainSigns are the signs of the bytes that are characters of their own and always
// mean the same; noSign stands for the others.
var plainSigns = func() (t [256]sign) {
	for i := range t {
		if t[i] = noSign; ' ' < i && i < 0x7f && i != '&' {
			t[i] = asciiSigns[i]
		}
	}
	return t
}()

func (o *observation) add(g sign, start, end int) {
	o.signs[o.n], o.starts[o.n], o.ends[o.n] = g, int32(start), int32(end)
	o.n++
}

// entity returns the length of an HTML escape of the filler at the start of s,
// or 0.
func entity(s string) int {
	for _, e := range [...]string{"&lt;", "&LT;", "&#60;", "&#x3c;", "&#x3C;"} {
		if strings.HasPrefix(s, e) {
			return len(e)
		}
	}
	return 0
}
