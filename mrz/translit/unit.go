package translit

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// This file cuts a text into letters with their marks, whatever its normal form.

type text interface{ ~string | ~[]byte }

const maxMarks = 30 // on a letter, as in the stream-safe text of Unicode

// A unit is a letter with the marks on it, or another character.
type unit struct {
	kind   unitKind
	size   int    // in bytes, with the marks
	letter rune   // a capital that has rows, or A to Z; if words are set, the character
	rows   int    // its first row, 0 for A to Z
	words  string // what a ligature stands for

	shadda, tonos, dialytika bool // among the marks, if a row does not have them
}

type unitKind uint8

const (
	unitDropped unitKind = iota
	unitLetter
	unitWords
	unitFiller
)

const (
	shadda    = '\u0651'
	grave     = '\u0300'
	acute     = '\u0301'
	diaeresis = '\u0308'
	perispome = '\u0342'
	iotaBelow = '\u0345'

	numeralSign = '\u0374' // canonically a prime, which is dropped
	rialSign    = '\uFDFC' // the one symbol that is letters
)

// nextUnit reads the first unit of src, which is not empty. The error is
// transform.ErrShortSrc, or a *RuneError for a unit that is to be dropped, or
// cut, if it is to be read all the same.
func nextUnit[T text](src T, atEOF bool) (u unit, err error) {
	r, size := decode(src)
	if r < utf8.RuneSelf && (size < len(src) && src[size] < firstMark || !isBase(r)) {
		return asciiUnit(r)
	}
	if r == utf8.RuneError && size <= 1 {
		if !atEOF && !full(src) {
			return u, transform.ErrShortSrc
		}
		return unit{size: 1}, &RuneError{utf8.RuneError, 0}
	}
	if isMark(r) { // on nothing
		return unit{size: size}, nil
	}
	rows := rowsOf(r)
	if rows != 0 {
		u = rowUnit(rows, size)
	}
	if rows != 0 && u.kind != unitLetter || rows == 0 && !isBase(r) {
		if rows == 0 {
			u, err = slowUnit(r, nil, size)
		}
		return u, err
	}
	var buf [maxMarks]rune
	marks := buf[:0]
	for n := size; ; {
		if n == len(src) {
			if !atEOF {
				return u, transform.ErrShortSrc
			}
			break
		}
		rest := src[n:]
		if rest[0] < firstMark {
			break
		}
		m, mSize := decode(rest)
		if m == utf8.RuneError && !atEOF && !full(rest) {
			return u, transform.ErrShortSrc
		}
		if !isMark(m) {
			break
		}
		if len(marks) == maxMarks {
			err = &RuneError{m, n}
			break
		}
		marks = append(marks, m)
		n += mSize
		size = n
	}
	switch {
	case len(marks) == 0 && rows != 0:
		return u, nil
	case len(marks) == 0 && r < utf8.RuneSelf:
		return asciiUnit(r)
	}
	u, err2 := slowUnit(r, marks, size)
	if err2 != nil {
		err = err2
	}
	return u, err
}

// firstMark is the lowest byte that a mark begins with.
const firstMark = 0xCC

// isMark reports whether r is a mark that stands on the letter before it.
func isMark(r rune) bool {
	switch {
	case r < 0x300, 0x370 <= r && r < 0x483, 0x620 <= r && r < 0x64B, 0x671 <= r && r < 0x6D6: // letters
		return false
	}
	return unicode.Is(unicode.Mn, r)
}

// isBase reports whether marks on a character without a row can change what it
// becomes.
func isBase(r rune) bool {
	if r < utf8.RuneSelf {
		r &^= 'a' - 'A'
		return 'A' <= r && r <= 'Z'
	}
	return unicode.IsLetter(r) && r != numeralSign || r == rialSign
}

// asciiUnit returns the unit of a character of ASCII without marks.
func asciiUnit(r rune) (unit, error) {
	u := unit{size: 1}
	switch c := r &^ ('a' - 'A'); {
	case 'A' <= c && c <= 'Z':
		u.kind, u.letter = unitLetter, c
	case r == '<', r == '-', r == ',', r == '/', r == '&', r == ' ', '\t' <= r && r <= '\r':
		u.kind = unitFiller
	case r < ' ', '0' <= r && r <= '9', r == 0x7F:
		return u, &RuneError{r, 0}
	}
	return u, nil
}

// rowUnit returns the unit of a character that has rows.
func rowUnit(first, size int) unit {
	w := &rows[first]
	u := unit{kind: unitLetter, size: size, letter: w.r, rows: first}
	switch {
	case w.value == "<":
		u.kind = unitFiller
	case w.value == "" && (w.r < 0x300 || !unicode.IsLetter(w.r)): // modifier letters among them
		u.kind = unitDropped
	}
	switch w.r {
	case 'Ά', 'Έ', 'Ή', 'Ί', 'Ό', 'Ύ', 'Ώ':
		u.tonos = true
	case 'Ϊ', 'Ϋ':
		u.dialytika = true
	}
	return u
}

// slowUnit returns the unit of a character with marks, or of one that has no row.
// The error is a *RuneError if it has no mapping.
func slowUnit(r rune, marks []rune, size int) (unit, error) {
	u, ok := composed(r, marks)
	u.size = size
	if !ok {
		return u, &RuneError{r, 0}
	}
	return u, nil
}

func composed(r rune, marks []rune) (u unit, ok bool) {
	text := append([]rune{r}, marks...)
	if isCompatibility(r) {
		text = append([]rune(norm.NFKC.String(string(r))), marks...)
		if text[0] == ' ' { // marks by themselves
			return unit{}, true
		}
		if slices.ContainsFunc(text[1:], func(r rune) bool { return !isMark(r) }) {
			return unit{kind: unitWords, letter: r, words: string(text)}, true
		}
	}
	text = []rune(norm.NFD.String(string(text)))
	iota := slices.Contains(text, iotaBelow)
	if iota { // a letter of its own in capitals
		text = slices.DeleteFunc(text, func(r rune) bool { return r == iotaBelow })
	}
	// The letter with all its marks if that has a row, or with fewer.
	for n := len(text); n > 0 && !ok; n-- {
		c, _ := utf8.DecodeRuneInString(norm.NFC.String(string(text[:n])))
		u, ok = unitOf(c)
	}
	if !ok {
		return classOf(r)
	}
	for _, m := range text[1:] {
		switch m {
		case shadda:
			u.shadda = isArabic(u.letter)
		case grave, acute, perispome:
			u.tonos = true
		case diaeresis:
			u.dialytika = true
		}
	}
	if iota {
		return unit{kind: unitWords, letter: u.letter, words: string(text) + "Ι"}, true
	}
	return u, true
}

// unitOf returns the unit of a character without marks, if that has a mapping of
// its own.
func unitOf(r rune) (unit, bool) {
	upper := unicode.ToUpper(r)
	if 'A' <= upper && upper <= 'Z' {
		return unit{kind: unitLetter, letter: upper}, true
	}
	for _, c := range [...]rune{r, upper} {
		if first := rowsOf(c); first != 0 {
			return rowUnit(first, 0), true
		}
	}
	return unit{}, false
}

// isCompatibility reports whether r goes by its compatibility decomposition: if it
// is an Arabic presentation form, or a small Latin letter or ligature of which the
// capitals are several.
func isCompatibility(r rune) bool {
	return 0xFB50 <= r && r <= 0xFDFF || 0xFE70 <= r && r <= 0xFEFF || 0xFB00 <= r && r <= 0xFB06 || r == 'ẚ'
}

// separators part two components besides blanks and dashes: middle dots, the
// commas of other scripts, and the minus that is typed for a hyphen.
const separators = "\u00B7\u0387\u060C\u3001\uFF0C\u2212"

// classOf returns the unit of a character that has no row, by its general
// category (Doc 9303-3 section 4.6 for the punctuation).
func classOf(r rune) (u unit, ok bool) {
	switch {
	case r < utf8.RuneSelf:
		u, err := asciiUnit(r)
		return u, err == nil
	case r == utf8.RuneError: // a character has been lost
		return u, false
	case strings.ContainsRune(separators, r), unicode.IsSpace(r), unicode.Is(unicode.Z, r), unicode.Is(unicode.Pd, r):
		u.kind = unitFiller
		return u, true
	}
	return u, unicode.In(r, unicode.P, unicode.S, unicode.Cf)
}

// decode is utf8.DecodeRune for both kinds of text.
func decode[T text](src T) (rune, int) {
	switch c := src[0]; {
	case c < utf8.RuneSelf:
		return rune(c), 1
	case 0xC2 <= c && c < 0xE0 && len(src) > 1 && src[1]&0xC0 == 0x80: // most letters
		return rune(c&0x1F)<<6 | rune(src[1]&0x3F), 2
	}
	var b [utf8.UTFMax]byte
	return utf8.DecodeRune(b[:copy(b[:], src)])
}

// full is utf8.FullRune for both kinds of text.
func full[T text](src T) bool {
	var b [utf8.UTFMax]byte
	return utf8.FullRune(b[:copy(b[:], src)])
}
