package repair

import (
	"sync"

	"example.org/traveldoc/checkdigit"
	"example.org/traveldoc/mrz"
)

// A plan is how a layout is read: for each part of the zone the grammars that
// compete for it.
type plan struct {
	layout mrz.Layout
	data   []variant // the lines with number and dates
	name   *grammar  // the line with the name
	// Of a TD1 that lacks the other of its two lines with data: the first and the
	// second of them alone. Nothing ties their composite digit then.
	upper, lower []variant
}

// of returns the grammars that compete for the data of a window.
func (p *plan) of(w *window) []variant {
	switch {
	case p.layout != mrz.TD1 || !w.data[0].empty() && !w.data[1].empty():
		return p.data
	case w.data[1].empty():
		return p.upper
	}
	return p.lower
}

// A variant is a grammar with the cost of its being the one.
type variant struct {
	*grammar
	prior cost
	long  bool
}

// whole reports whether all lines with data are there.
func (p *plan) whole(w *window) bool {
	return !w.data[0].empty() && (p.layout != mrz.TD1 || !w.data[1].empty())
}

// longNumber is the share of long numbers where a layout has them.
const longNumber = 0.12

var plans = sync.OnceValue(func() (all [6]*plan) {
	for l := range mrz.Layouts() {
		p := &plan{layout: l}
		if l == mrz.TD1 {
			p.data = []variant{{card(false, 0, 1), cp(1 - longNumber), false}, {card(true, 0, 1), cp(longNumber), true}}
			p.upper = []variant{{card(false, 0), cp(1 - longNumber), false}, {card(true, 0), cp(longNumber), true}}
			p.lower = []variant{{card(false, 1), 0, false}}
			p.name = nameLine(l, 2)
		} else {
			p.data = []variant{{dataLine(l, false), 0, false}}
			if l == mrz.TD2 {
				p.data[0].prior = cp(1 - longNumber)
				p.data = append(p.data, variant{dataLine(l, true), cp(longNumber), true})
			}
			p.name = nameLine(l, 0)
		}
		all[l] = p
	}
	return all
})

// ends are the nodes in which optional data can end.
var ends = [...]int{optAlpha, optDigit, optMixed, optPad, optGap, optEmpty, optEmptyGap}

// card is the grammar of the first two lines of a TD1, or of one of them.
func card(long bool, lines ...int) *grammar {
	b := newBuilder(mrz.TD1, lines...)
	if lines[0] == 0 {
		b.upper(long)
	}
	if lines[len(lines)-1] == 1 {
		b.lower(len(lines) == 1)
	}
	return b.finish(map[int]cost{0: 0})
}

// upper adds the first line of a TD1.
func (b *builder) upper(long bool) {
	b.documentCode()
	b.code(mrz.FieldIssuingState)
	b.number(long)
	at, n := b.field(mrz.FieldOptionalData)
	if long {
		b.long(at, n)
	} else {
		b.optional(at, n, false, 0.85)
	}
	for i := range b.g.pos[at+n-1].arcs { // the line ends
		b.g.pos[at+n-1].arcs[i].to = 0
	}
}

// lower adds the second line of a TD1. alone is whether the first one is not there.
func (b *builder) lower(alone bool) {
	b.date(mrz.FieldDateOfBirth)
	b.sex()
	b.date(mrz.FieldDateOfExpiry)
	b.code(mrz.FieldNationality)
	at, n := b.field(mrz.FieldOptionalData2)
	b.optional(at, n, false, 0.8)
	if alone {
		for _, from := range ends {
			b.digits(at+n, from, 0, 0, -1)
		}
		return
	}
	b.total(at + n)
}

// total adds the composite digit.
func (b *builder) total(at int) {
	for _, from := range ends {
		for s := range symbol(10) {
			b.arc(at, from, 0, s, 0, -1, arcTotal)
		}
	}
}

// dataLine is the grammar of the second line of the other layouts.
func dataLine(l mrz.Layout, long bool) *grammar {
	b := newBuilder(l, 1)
	b.number(long)
	b.code(mrz.FieldNationality)
	b.date(mrz.FieldDateOfBirth)
	b.sex()
	b.date(mrz.FieldDateOfExpiry)
	at, n := b.field(mrz.FieldOptionalData)
	final := map[int]cost{0: 0}
	switch {
	case long:
		b.long(at, n)
	case l == mrz.TD3:
		b.optional(at, n, true, 0.65)
	case l == mrz.TD2:
		b.optional(at, n, false, 0.85)
	default:
		b.optional(at, n, false, 0.5)
		for _, end := range ends {
			final[end] = 0
		}
	}
	at += n
	switch l {
	case mrz.TD3:
		for _, from := range ends {
			if from == optEmpty || from == optEmptyGap {
				b.arc(at, from, optEmpty, fillLater, cp(0.6), -1, arcPlain)
				b.arc(at, from, optEmpty, 0, cp(0.4), -1, arcPlain)
			} else {
				b.check(at, from, optEmpty, 0)
			}
		}
		for s := range symbol(10) {
			b.arc(at+1, optEmpty, 0, s, 0, -1, arcTotal)
		}
	case mrz.TD2:
		b.total(at)
	}
	return b.finish(final)
}

// holds reports whether the number of a TD2 that goes on in the optional data
// has the digit that it must have, by one of the two readings.
func holds(line []byte) bool {
	rest := line[28:35]
	end := 0
	for end < len(rest) && rest[end] != '<' {
		end++
	}
	if end < 2 {
		return false
	}
	var with, without checkdigit.Sum
	for i, c := range line[:10] {
		with.AddByte(c)
		if i < 9 {
			without.AddByte(c)
		}
	}
	for _, c := range rest[:end-1] {
		with.AddByte(c)
		without.AddByte(c)
	}
	return rest[end-1] == with.Digit() || rest[end-1] == without.Digit()
}

// The nodes of a name.
const (
	nameStart     = 0
	namePrimary   = 1  // behind a letter of the primary identifier, A
	nameFiller    = 27 // a filler in it
	nameSeparator = 28 // the second of two
	nameSecondary = 29 // behind a letter of the secondary identifier, A
	nameFiller2   = 55
	namePad       = 56
	nameGap       = 57
	nameOdd       = 58 // two fillers inside the secondary identifier, against the standard
)

// nameLine is the grammar of the line with the name.
func nameLine(l mrz.Layout, line int) *grammar {
	b := newBuilder(l, line)
	if l != mrz.TD1 {
		b.documentCode()
		b.code(mrz.FieldIssuingState)
	}
	for c, v := range names().single {
		b.floor[10+c] = v - unit/4
	}
	at, n := b.field(mrz.FieldName)
	pairs := &names().pairs
	letters := func(i, from, to, prev int, p float64) {
		for c := range 26 {
			b.arc(at+i, from, to+c, symbol(10+c), cp(p)+pairs[prev][c], -1, arcPlain)
		}
	}
	for i := range n {
		if i == 0 {
			letters(i, nameStart, namePrimary, 26, 1)
			continue
		}
		for c := range 26 {
			end := pairs[c][26]
			letters(i, namePrimary+c, namePrimary, c, 1)
			b.arc(at+i, namePrimary+c, nameFiller, fillInside, end+cp(0.97), -1, arcPlain)
			b.arc(at+i, namePrimary+c, namePad, fillFirst, end+cp(0.03), -1, arcPlain)
			if i < 3 {
				continue
			}
			letters(i, nameSecondary+c, nameSecondary, c, 1)
			b.arc(at+i, nameSecondary+c, nameFiller2, fillInside, end+cp(0.35), -1, arcPlain)
			b.arc(at+i, nameSecondary+c, namePad, fillFirst, end+cp(0.65), -1, arcPlain)
		}
		if i < 2 {
			continue
		}
		letters(i, nameFiller, namePrimary, 26, 0.2)
		b.arc(at+i, nameFiller, nameSeparator, fillInside, cp(0.8), -1, arcPlain)
		b.pad(at+i, namePad, nameGap, -1)
		if i < 3 {
			continue
		}
		letters(i, nameSeparator, nameSecondary, 26, 1)
		letters(i, nameFiller2, nameSecondary, 26, 0.997)
		b.arc(at+i, nameFiller2, nameOdd, fillInside, cp(0.003), -1, arcPlain)
		letters(i, nameOdd, nameSecondary, 26, 1)
	}
	final := map[int]cost{namePad: 0, nameGap: 0}
	for c := range 26 {
		// The name fills the line: cut, or by chance.
		final[namePrimary+c] = cp(0.3)
		final[nameSecondary+c] = cp(0.5)
	}
	return b.finish(final)
}
