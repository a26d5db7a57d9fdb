package repair

import "unicode/utf8"

// A sign is what a reading may have in the place of a character: one of the 37
// characters of a zone, or something else that was seen there. Case is kept,
// since it is evidence: what is read as s or c is nearly always a filler.
//
// The first 36 signs are the characters by their value: 0 to 9, then A to Z.
type sign uint8

const (
	signFiller sign = 36
	signLower  sign = 37 // a; the others follow
	signOther  sign = signLower + 26
	signMarks       = signOther + 1 // the marks below
	numSigns        = int(signMarks) + len(marks)
	noSign     sign = 255
)

// marks are the other signs that stand for a character now and then.
const marks = "!\"#$%&'()*+,-./:;=>?@[\\]^_`{|}~\x80\x81\x82\x83\x84\x85\x86\x87\x88"

// A symbol is a character of a zone where it stands: the signs of the 36 letters
// and digits, and the filler in three places, which are misread in other ways.
type symbol uint8

const (
	fillInside symbol = 36 + iota // a filler that is followed by something
	fillFirst                     // the first of the fillers at the end of a field
	fillLater                     // the others
	numSymbols = 36 + iota
)

// value returns the value of a symbol for a check digit.
func (s symbol) value() int {
	if s < 36 {
		return int(s)
	}
	return 0
}

// char returns the character of a zone.
func (s symbol) char() byte {
	switch {
	case s < 10:
		return '0' + byte(s)
	case s < 36:
		return 'A' + byte(s) - 10
	}
	return '<'
}

// symbolOf returns the symbol of a character; a filler is one inside.
func symbolOf(c byte) symbol {
	switch {
	case '0' <= c && c <= '9':
		return symbol(c - '0')
	case 'A' <= c && c <= 'Z':
		return symbol(c-'A') + 10
	}
	return fillInside
}

// right reports whether g is what s looks like when it is read right.
func (s symbol) right(g sign) bool { return sign(min(s, fillInside)) == g }

// asciiSigns are the signs of the characters of ASCII.
var asciiSigns = func() (t [128]sign) {
	for i := range t {
		t[i] = signOther
	}
	for i := range 26 {
		t['A'+i] = sign(10 + i)
		t['a'+i] = signLower + sign(i)
	}
	for i := range 10 {
		t['0'+i] = sign(i)
	}
	for i := range len(marks) {
		if marks[i] < 128 {
			t[marks[i]] = signMarks + sign(i)
		}
	}
	t['<'] = signFiller
	return t
}()

// mark returns the sign of a mark that is not ASCII, which has a byte of its
// own in marks.
func mark(b byte) sign { return sign(int(signMarks) + len(marks) - 9 + int(b-0x80)) }

// signsOf returns the signs of a rune: none for what is not to be seen, two for
// a guillemet.
func signsOf(r rune) (first, second sign) {
	if r < utf8.RuneSelf {
		if r <= ' ' || r == 0x7f {
			return noSign, noSign
		}
		return asciiSigns[r], noSign
	}
	if 0xFF01 <= r && r <= 0xFF5E { // full width
		return asciiSigns[r-0xFF01+'!'], noSign
	}
	switch r {
	case '«', '《', '≪':
		return signFiller, signFiller
	case '‹', '〈', '≺', 'ᐸ':
		return signFiller, noSign
	case '¢':
		return mark(0x80), noSign
	case '€':
		return mark(0x81), noSign
	case '£':
		return mark(0x82), noSign
	case '§':
		return mark(0x83), noSign
	case '¥':
		return mark(0x84), noSign
	case 'é', 'è', 'É':
		return mark(0x85), noSign
	case '—', '–':
		return mark(0x86), noSign
	case '»', '›':
		return mark(0x87), noSign
	case '‘', '’', '“', '”', '°':
		return mark(0x88), noSign
	case 0xA0, 0xAD, 0x180E, 0x3000, 0x2060, 0xFEFF:
		return noSign, noSign
	}
	if 0x2000 <= r && r <= 0x200F || 0x202A <= r && r <= 0x202F || 0x2066 <= r && r <= 0x2069 { // spaces, bidirectional marks
		return noSign, noSign
	}
	if c := lookAlike(r); c != 0 {
		return asciiSigns[c], noSign
	}
	return signOther, noSign
}

// lookAlike returns the Latin letter that a Greek or Cyrillic one is drawn like,
// or 0.
func lookAlike(r rune) byte {
	const (
		cyrillic = "АВЕЅІЈКМНОРСТУХԌԚԜаеѕіјорсух"
		latin    = "ABESIJKMHOPCTYXGQWaesijopcyx"
		greek    = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
		latin2   = "ABEZHIKMNOPTYX"
	)
	if r < 0x391 || r > 0x51C {
		return 0
	}
	for _, pair := range [...][2]string{{cyrillic, latin}, {greek, latin2}} {
		i := 0
		for _, c := range pair[0] {
			if c == r {
				return pair[1][i]
			}
			i++
		}
	}
	return 0
}
