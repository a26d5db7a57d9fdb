package translit

//go:generate go run gen.go

// A row says which letters stand for a character under a condition.
type row struct {
	r      rune   // a capital letter where the script has any
	value  string // the letters; "" if the character is dropped, "<" for a filler
	others string // other letters that may stand for it, separated by a vertical bar
	lang   lang   // 0: in any language
	pos    pos    // 0: anywhere
	double bool   // repeats the letters of the character before it
	ext    bool   // is no row of Doc 9303
}

// A lang is a language that has rows of its own.
type lang uint8

const (
	langAny lang = iota
	langBE
	langBG
	langKK
	langKY
	langMK
	langSR
	langTG
	langUK
	langUZ
	langOther // one that has no rows of its own
)

// A pos is a place in a component of a name.
type pos uint8

const (
	posAny pos = iota
	posFirst
	posLast
	posNotLast
)

// rowsOf returns the number of the first row of a character, 0 if it has none.
func rowsOf(r rune) int {
	if page := uint32(r) >> 8; page < uint32(len(pages)) {
		return int(firsts[pages[page]][r&0xFF])
	}
	return 0
}

// rowOf returns the row that counts, of those that begin with number first: the
// one with the most specific condition that holds.
func rowOf(first int, l lang, isFirst, isLast bool) *row {
	best, rank := &rows[0], -1
	for i := first; i < len(rows) && rows[i].r == rows[first].r; i++ {
		w := &rows[i]
		n := 0
		switch w.lang {
		case langAny:
		case l:
			n = 2
		default:
			continue
		}
		switch w.pos {
		case posAny:
		case posFirst:
			if !isFirst {
				continue
			}
			n++
		case posLast, posNotLast:
			if isLast != (w.pos == posLast) {
				continue
			}
			n++
		}
		if n > rank {
			best, rank = w, n
		}
	}
	return best
}
