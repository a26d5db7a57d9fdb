package repair

import (
	"sync"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/state"
)

// cp is the cost of a probability that is written in the grammar.
func cp(p float64) cost { return costOf(p) }

// documentCode adds the first two characters of a zone.
func (b *builder) documentCode() {
	at, _ := b.field(mrz.FieldDocumentCode)
	l := b.g.layout
	var first, second string
	switch l {
	case mrz.TD1:
		first, second = "IIIIIIIAAC", "DDDDDDRRRPPTCLV"
	case mrz.TD2:
		first, second = "IIIIIIIIAACP", "DDDDDDRRRPPTCLU"
	case mrz.TD3:
		first, second = "P", "PPPPPPDDDDOOOMMRRTTLNS"
	default:
		first, second = "V", "AABBCCDDNNTOL"
	}
	for i := range len(first) {
		b.arc(at, 0, 0, symbolOf(first[i]), cp(count(first, first[i])/float64(len(first))), -1, arcPlain)
	}
	blank := 0.45 // no second letter
	if l == mrz.TD3 || l == mrz.MRVA || l == mrz.MRVB {
		blank = 0.75
	}
	for s := symbol(10); s < 36; s++ {
		// S, K, E and X are what a filler is read as, most of all here.
		p := 0.01/26 + (0.99-blank)*count(second, s.char())/float64(len(second))
		b.arc(at+1, 0, 0, s, cp(p), -1, arcPlain)
	}
	b.arc(at+1, 0, 0, fillInside, cp(blank), -1, arcPlain)
	if l == mrz.TD1 || l == mrz.TD2 {
		b.arc(at+1, 0, 0, 1, cp(0.001), -1, arcPlain)
		b.arc(at+1, 0, 0, 2, cp(0.001), -1, arcPlain)
	}
}

func count(s string, c byte) float64 {
	n := 0
	for i := range len(s) {
		if s[i] == c {
			n++
		}
	}
	return float64(n)
}

// codes are the known codes with their probabilities, three characters each.
type codes struct {
	code []string
	p    []float64
}

var knownCodes = sync.OnceValue(func() (k codes) {
	total := 0.0
	for c := range state.All() {
		w := 0.1
		switch {
		case c.Kind() == state.KindState:
			w = 1
		case c.Kind() == state.KindDependent:
			w = 0.4
		}
		s := (c.String() + "<<")[:3]
		k.code = append(k.code, s)
		k.p = append(k.p, w)
		total += w
	}
	for i := range k.p {
		k.p[i] /= total
	}
	return k
})

// unknownCode is the probability of a code that is in no list.
const unknownCode = 0.003

// code adds a code of a State: nodes 1 to 26 for the first letter, then one for
// each pair of letters that a known code begins with. The first nodes are left
// for the paths of unknown codes.
func (b *builder) code(f mrz.Field) {
	at, _ := b.field(f)
	k := knownCodes()
	var pairs [27 * 27]int
	next := 4
	var first [27]float64
	index := func(c byte) int {
		if c == '<' {
			return 26
		}
		return int(c - 'A')
	}
	for i, c := range k.code {
		first[index(c[0])] += k.p[i]
		if p := index(c[0])*27 + index(c[1]); pairs[p] == 0 {
			pairs[p] = next
			next++
		}
	}
	sym := func(c int) symbol {
		if c == 26 {
			return fillInside
		}
		return symbol(10 + c)
	}
	for i := range 26 {
		if first[i] > 0 {
			b.arc(at, 0, 4+i, sym(i), cp((1-unknownCode)*first[i]), -1, arcPlain)
		}
		b.arc(at, 0, 1, sym(i), cp(unknownCode/26), -1, arcPlain)
		b.arc(at+1, 1, 1, sym(i), cp(0.97/26), -1, arcPlain)
		b.arc(at+2, 1, 0, sym(i), cp(0.97/26), -1, arcPlain)
	}
	b.arc(at+1, 1, 2, fillInside, cp(0.03), -1, arcPlain)
	b.arc(at+2, 1, 0, fillInside, cp(0.03), -1, arcPlain)
	b.arc(at+2, 2, 0, fillInside, 0, -1, arcPlain)
	for p, node := range pairs {
		if node == 0 {
			continue
		}
		mass := 0.0
		for i, c := range k.code {
			if index(c[0])*27+index(c[1]) == p {
				mass += k.p[i]
			}
		}
		b.arc(at+1, 4+p/27, node, sym(p%27), cp(mass/first[p/27]), -1, arcPlain)
		for i, c := range k.code {
			if index(c[0])*27+index(c[1]) == p {
				b.arc(at+2, node, 0, sym(index(c[2])), cp(k.p[i]/mass), -1, arcPlain)
			}
		}
	}
}

// sex adds the sex. X is against the standard, and met.
func (b *builder) sex() {
	at, _ := b.field(mrz.FieldSex)
	b.arc(at, 0, 0, symbolOf('M'), cp(0.48), -1, arcPlain)
	b.arc(at, 0, 0, symbolOf('F'), cp(0.48), -1, arcPlain)
	b.arc(at, 0, 0, fillInside, cp(0.035), -1, arcPlain)
	b.arc(at, 0, 0, symbolOf('X'), cp(0.005), -1, arcPlain)
}

// The nodes of a number.
const (
	numStart = iota
	numAlpha // letters so far
	numDigit // then digits
	numMixed // anything
	numPad
	numBlank // a filler inside
)

// number adds a document number with its digit; or with the filler that stands
// there if the number is long and goes on in the optional data.
func (b *builder) number(long bool) {
	at, n := b.field(mrz.FieldDocumentNumber)
	const mixed = 0.12
	for i := range n {
		if i == 0 {
			letter := 0.6
			if b.g.layout == mrz.TD3 {
				letter = 0.85 // passports have numbers of digits alone less often
			}
			b.letters(at, numStart, numAlpha, cp((1-mixed)*letter), i)
			b.digits(at, numStart, numDigit, cp((1-mixed)*(1-letter)), i)
			b.letters(at, numStart, numMixed, cp(mixed*0.5), i)
			b.digits(at, numStart, numMixed, cp(mixed*0.5), i)
			continue
		}
		end := 0.0005
		if i >= 6 {
			end = 0.12
		}
		if i <= 3 {
			b.letters(at+i, numAlpha, numAlpha, cp(0.45), i)
			b.digits(at+i, numAlpha, numDigit, cp(0.55), i)
		} else {
			b.digits(at+i, numAlpha, numDigit, cp(1), i)
		}
		b.digits(at+i, numDigit, numDigit, cp(1-end-0.012), i)
		b.letters(at+i, numDigit, numMixed, cp(0.002), i)
		b.letters(at+i, numDigit, numDigit, cp(0.01), i)
		b.letters(at+i, numMixed, numMixed, cp(0.38), i)
		b.digits(at+i, numMixed, numMixed, cp(0.62-end), i)
		for _, from := range [...]int{numAlpha, numDigit, numMixed} {
			// The fillers of a number are few, and not lost as those of a long run are.
			b.arc(at+i, from, numPad, fillInside, cp(end), i, arcPlain)
			if i < n-1 {
				b.arc(at+i, from, numBlank, fillInside, cp(0.0005), i, arcPlain)
			}
		}
		if i > 1 {
			b.letters(at+i, numBlank, numMixed, cp(0.4), i)
			b.digits(at+i, numBlank, numMixed, cp(0.6), i)
			b.arc(at+i, numPad, numPad, fillInside, 0, i, arcPlain)
		}
	}
	at += n
	switch {
	case !long:
		for _, from := range [...]int{numAlpha, numDigit, numMixed, numPad} {
			b.check(at, from, optStart, 0)
		}
	case b.g.layout == mrz.TD1:
		for _, from := range [...]int{numDigit, numMixed} {
			b.arc(at, from, optLong, fillInside, cp(0.7), -1, arcKeep)
			b.arc(at, from, optLongFiller, fillInside, cp(0.3), -1, arcKeep)
		}
	default: // the sum would have to run through other fields: see grammar.holds
		for _, from := range [...]int{numDigit, numMixed} {
			b.arc(at, from, 0, fillInside, 0, -1, arcDrop)
		}
	}
}

// The nodes of optional data. The last ones are the rest of a long number.
const (
	optStart = iota
	optAlpha
	optDigit
	optMixed
	optPad
	optGap
	optBlank
	optEmpty
	optEmptyGap
	optLong       // the rest of a long number whose digit counts no filler
	optLongFiller // or counts it
	optLongRest
	optLongFillerRest
	optLongEnd
	optLast // other data begins behind it
)

// optional adds optional data. index is that of its first position in the field
// that a digit covers, or -1; empty is the probability of none. It ends in
// optPad and such, which the caller takes from there.
func (b *builder) optional(at, n int, checked bool, empty float64) {
	index := func(i int) int {
		if checked {
			return i
		}
		return -1
	}
	for i := range n {
		x := index(i)
		const mixed = 0.12
		if i == 0 {
			b.arc(at, optStart, optEmpty, fillFirst, cp(empty), x, arcPlain)
			b.letters(at, optStart, optAlpha, cp((1-empty)*(1-mixed)*0.4), x)
			b.digits(at, optStart, optDigit, cp((1-empty)*(1-mixed)*0.6), x)
			b.letters(at, optStart, optMixed, cp((1-empty)*mixed*0.5), x)
			b.digits(at, optStart, optMixed, cp((1-empty)*mixed*0.5), x)
			continue
		}
		b.optionalRest(at+i, i, n, x)
		b.pad(at+i, optEmpty, optEmptyGap, x)
	}
}

// optionalRest adds the arcs of a position behind the first one.
func (b *builder) optionalRest(at, i, n, x int) {
	const end = 0.1
	if i <= 3 {
		b.letters(at, optAlpha, optAlpha, cp(0.4), x)
	}
	b.digits(at, optAlpha, optDigit, cp(0.6), x)
	b.digits(at, optDigit, optDigit, cp(1-end-0.02), x)
	b.letters(at, optDigit, optMixed, cp(0.01), x)
	b.letters(at, optMixed, optMixed, cp(0.4), x)
	b.digits(at, optMixed, optMixed, cp(0.6-end), x)
	for _, from := range [...]int{optAlpha, optDigit, optMixed} {
		b.arc(at, from, optPad, fillFirst, cp(end), x, arcPlain)
		if i < n-1 {
			b.arc(at, from, optBlank, fillInside, cp(0.003), x, arcPlain)
		}
	}
	b.letters(at, optBlank, optMixed, cp(0.4), x)
	b.digits(at, optBlank, optMixed, cp(0.6), x)
	b.pad(at, optPad, optGap, x)
}

// long adds what optional data are where the number goes on in them: the rest,
// its digit, a filler, and then other data or none.
func (b *builder) long(at, n int) {
	ties := b.g.layout == mrz.TD1
	digit := uint8(arcPlain)
	if ties {
		digit = arcCheck
	}
	for i := range n {
		for k, nodes := range [...][2]int{{optLong, optLongRest}, {optLongFiller, optLongFillerRest}} {
			x := 9 + k + i // the filler behind the ninth character counts in one of them
			if !ties {
				if x = -1; k > 0 {
					continue
				}
			}
			start, rest := nodes[0], nodes[1]
			if !ties {
				start = optStart
			}
			if i == 0 {
				b.digits(at, start, rest, cp(0.85), x)
				b.letters(at, start, rest, cp(0.15), x)
				continue
			}
			end, p, q := optLongEnd, 0.4, 0.0
			if !ties {
				q = nat10
			}
			if i == n-1 {
				end, p = optGap, 0.02 // no place for the filler
			} else {
				b.digits(at+i, rest, rest, cp(0.55), x)
				b.letters(at+i, rest, rest, cp(0.05), x)
			}
			for s := range symbol(10) {
				b.arc(at+i, rest, end, s, cp(p)+cost(q), -1, digit)
			}
		}
		if i >= 2 {
			b.arc(at+i, optLongEnd, optEmpty, fillFirst, cp(0.9), -1, arcPlain)
			if i < n-1 {
				b.arc(at+i, optLongEnd, optLast, fillInside, cp(0.1), -1, arcPlain)
			}
		}
		if i >= 3 {
			b.digits(at+i, optLast, optDigit, cp(0.5), -1)
			b.letters(at+i, optLast, optAlpha, cp(0.25), -1)
			b.letters(at+i, optLast, optMixed, cp(0.25), -1)
			b.optionalRest(at+i, 3, n-at, -1)
			b.pad(at+i, optEmpty, optEmptyGap, -1)
		}
	}
}

// date adds a date with its digit.
func (b *builder) date(f mrz.Field) {
	const (
		start = iota
		year
		yearUnknown
		yearHalf
		month0
		month1
		monthHalf
		days31
		days30
		days29
		dayUnknown
		day0
		day12
		day3of31
		day3of30
		day29
		dayHalf
		done
	)
	at, _ := b.field(f)
	a := func(i, from, to int, chars string, p float64) {
		for k := range len(chars) {
			b.arc(at+i, from, to, symbolOf(chars[k]), cp(p/float64(len(chars))), i, arcPlain)
		}
	}
	unknown := 0.004 // of a year; a month or a day more often
	if f == mrz.FieldDateOfExpiry {
		unknown = 0.0005
	}
	if f == mrz.FieldDateOfExpiry { // few documents that are read expired in the last century, or will late in this one
		a(0, start, yearHalf, "0123", (1-unknown)*0.86)
		a(0, start, yearHalf, "4", (1-unknown)*0.09)
		a(0, start, yearHalf, "56789", (1-unknown)*0.05)
	} else {
		a(0, start, yearHalf, "0123456789", 1-unknown)
	}
	a(1, yearHalf, year, "0123456789", 1)
	a(0, start, monthHalf, "<", unknown)
	a(1, monthHalf, yearUnknown, "<", 1)
	a(2, year, month0, "0", (1-2*unknown)*0.75)
	a(2, year, month1, "1", (1-2*unknown)*0.25)
	a(2, year, monthHalf, "<", 2*unknown)
	a(2, yearUnknown, monthHalf, "<", 0.8)
	a(2, yearUnknown, month0, "0", 0.15)
	a(2, yearUnknown, month1, "1", 0.05)
	a(3, month0, days31, "13578", 5./9)
	a(3, month0, days30, "469", 3./9)
	a(3, month0, days29, "2", 1./9)
	a(3, month1, days31, "02", 2./3)
	a(3, month1, days30, "1", 1./3)
	a(3, monthHalf, dayUnknown, "<", 1)
	for _, from := range [...]int{days31, days30, days29} {
		a(4, from, day0, "0", (1-2*unknown)*9./31)
		a(4, from, dayHalf, "<", 2*unknown)
	}
	a(4, dayUnknown, dayHalf, "<", 0.97)
	a(4, dayUnknown, day0, "0", 0.01)
	a(4, dayUnknown, day12, "12", 0.02)
	a(4, days31, day12, "12", (1-2*unknown)*20./31)
	a(4, days30, day12, "12", (1-2*unknown)*20./31)
	a(4, days31, day3of31, "3", (1-2*unknown)*2./31)
	a(4, days30, day3of30, "3", (1-2*unknown)*1./31)
	a(4, days29, day12, "1", (1-2*unknown)*10./29)
	a(4, days29, day29, "2", (1-2*unknown)*10./29)
	a(5, day0, done, "123456789", 1)
	a(5, day12, done, "0123456789", 1)
	a(5, day29, done, "0123456789", 1)
	a(5, day3of31, done, "01", 1)
	a(5, day3of30, done, "0", 1)
	a(5, dayHalf, done, "<", 1)
	b.check(at+6, done, 0, 0)
}
