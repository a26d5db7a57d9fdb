package mrz

//go:generate go run gen.go

// This file reads the characters of a zone: one pass that tells whether all of
// them may stand in a zone, marks the fillers of the name, and computes every
// check digit. It has the positions of the layouts in its hands; the tests hold
// it to a reference that takes them from Doc 9303.
//
// A sum of weighed characters is kept in four lanes of a word. The first is for
// the digit of a field, the second for the composite digit; where a character
// stands in each of the two tells its weights there, and so its table. The third
// lane counts the characters that may stand in a zone, so that at the end one
// comparison tells whether all did, and the fourth counts the fillers.
//
// A table holds the last digit of each product, so that the 50 characters that
// go into the composite digit of a TD1 add up to 450 at most: no lane runs over,
// and a digit is looked up in a small table.
type lanes uint32

const (
	laneBits  = 9
	laneMask  = 1<<laneBits - 1
	countBits = 6
	countMask = 1<<countBits - 1
)

// own returns the sum for the digit of a field.
func (l lanes) own() lanes { return l & laneMask }

// composite returns the sum for the composite digit.
func (l lanes) composite() lanes { return l >> laneBits & laneMask }

// legal returns how many of the characters may stand in a zone.
func (l lanes) legal() int { return int(l >> (2 * laneBits) & countMask) }

// fillers returns how many of the characters are fillers.
func (l lanes) fillers() int { return int(l >> (2*laneBits + countBits)) }

// facts are what Parse computes of a zone, in one word: the mark of the name,
// the layout, the check digits that are expected to be printed, whether all of
// them are, and where a long number ends.
//
// They are one word and are stored last, since a Document is copied as soon as
// it is made, in loads of sixteen bytes: a processor waits where such a load
// needs stores that are still under way.
type facts uint64

const (
	factsLayout = 40      // three bits
	factsOdd    = 1 << 43 // some digit is not the expected one
	factsDigits = 44      // four bits for each check
	// The layouts that may have a long number have no digit of the optional data.
	factsTail = factsDigits + 4*checkOptional
)

// layout returns the layout.
func (f facts) layout() Layout { return Layout(f >> factsLayout & 7) }

// name returns the mark of the name.
func (f facts) name() nameMask { return nameMask(f & (1<<factsLayout - 1)) }

// odd reports whether some printed check digit is not the expected one.
func (f facts) odd() bool { return f&factsOdd != 0 }

// tail returns how many characters of the optional data belong to a long number,
// its digit among them; 0 if the document has none.
func (f facts) tail() int {
	if l := f.layout(); l != TD1 && l != TD2 {
		return 0
	}
	return int(f >> factsTail & 0xF)
}

// expected returns the check digits that are expected to be printed: the
// computed ones, or a filler in the place of the digit of the optional data
// where both are blank, which Doc 9303-4 4.2.2.2 leaves to the issuer.
func (f facts) expected() digits {
	x := digits(f >> factsDigits)
	x = x&0xF | x&0xF0<<4 | x&0xF00<<8 | x&0xF000<<12 | x&0xF0000<<16
	return (x + '0'*0x0101010101) & digitPlaces[f.layout()]
}

// A factsMaker puts the digits of facts together.
type factsMaker struct {
	digits facts
	odd    uint8 // not zero if some digit is not the expected one
}

// add adds a check digit, which is computed from a sum.
func (m factsMaker) add(check int, sum lanes, printed byte) factsMaker {
	return m.addDigit(check, sumDigit[sum&laneMask], printed)
}

func (m factsMaker) addDigit(check int, expected, printed byte) factsMaker {
	return factsMaker{m.digits | facts(expected&0xF)<<(factsDigits+4*check), m.odd | (printed ^ expected)}
}

// addLong adds the check digit of a number behind which a filler stands in the
// place of its digit, which may be a long one.
func (m factsMaker) addLong(sum lanes, nine, optional string) factsMaker {
	tail := tailOf(nine, optional)
	if tail == 0 {
		return m.add(checkNumber, sum, '<')
	}
	m.digits |= facts(tail) << factsTail
	return m.add(checkNumber, sum+sumRange(optional[:tail-1]), optional[tail-1])
}

func (m factsMaker) make(l Layout, name nameMask) facts {
	f := m.digits | facts(l)<<factsLayout | facts(name)
	if m.odd != 0 {
		f |= factsOdd
	}
	return f
}

// digits are the characters of the check digits of a layout, that of check i in
// byte i; 0 where the layout has none.
type digits uint64

// digitPlaces has the bytes of the digits that a layout has.
var digitPlaces = [8]digits{TD1: 0xFF00FFFFFF, TD2: 0xFF00FFFFFF, TD3: 0xFFFFFFFFFF, MRVA: 0xFFFFFF, MRVB: 0xFFFFFF}

// at returns the character of a check.
func (d digits) at(check int) byte { return byte(d >> (8 * check)) }

// set returns d with another character for a check.
func (d digits) set(check int, c byte) digits {
	return d&^(0xFF<<(8*check)) | digits(c)<<(8*check)
}

// The sums of six characters, and those of a zone, are written so that no
// addition waits for long for the one before it. A number, and the optional data
// of a TD3, have the same weights in both digits; a date of birth stands one
// place off in the composite, a date of expiry two.

func sum6(s string, i int) lanes {
	return weigh00[s[i]] + weigh11[s[i+1]] + weigh22[s[i+2]] + weigh00[s[i+3]] + weigh11[s[i+4]] + weigh22[s[i+5]]
}

func sumBirth(s string, i int) lanes {
	return weigh01[s[i]] + weigh12[s[i+1]] + weigh20[s[i+2]] + weigh01[s[i+3]] + weigh12[s[i+4]] + weigh20[s[i+5]]
}

func sumExpiry(s string, i int) lanes {
	return weigh02[s[i]] + weigh10[s[i+1]] + weigh21[s[i+2]] + weigh02[s[i+3]] + weigh10[s[i+4]] + weigh21[s[i+5]]
}

// sumRange returns the sums of the characters of s, for weights that begin with
// 7 as if for the digit of a field, and for weights that begin with 3 as if for
// the composite digit.
func sumRange(s string) (l lanes) {
	for ; len(s) >= 3; s = s[3:] {
		l += weigh01[s[0]] + weigh12[s[1]] + weigh20[s[2]]
	}
	if len(s) > 0 {
		l += weigh01[s[0]]
	}
	if len(s) > 1 {
		l += weigh12[s[1]]
	}
	return l
}

// scanTD1 reads the three lines of a TD1, each of 30 bytes. Like its siblings
// it returns zero if a line is not as long, or if a character may not stand in
// a zone.
func scanTD1(a, b, c string) facts {
	if len(a) != 30 || len(b) != 30 || len(c) != 30 {
		return 0
	}
	number := sum6(a, 5) + weigh00[a[11]] + weigh11[a[12]] + weigh22[a[13]]
	birth := sumBirth(b, 0)
	expiry := sumExpiry(b, 8)
	// Behind the number and its digit, the optional data go into the composite
	// with the weights 3, 1, 7; those of the second line with 7, 3, 1.
	optional := (sumBirth(a, 15) + sumBirth(a, 21)) + (weigh01[a[27]] + weigh12[a[28]] + weigh20[a[29]])
	optional2 := sum6(b, 18) + (weigh00[b[24]] + weigh11[b[25]] + weigh22[b[26]] + weigh00[b[27]] + weigh11[b[28]])
	others := (plain[a[0]] + plain[a[1]] + plain[a[2]] + plain[a[3]] + plain[a[4]]) +
		(weigh00[a[14]] + weigh11[b[6]] + plain[b[7]] + weigh22[b[14]]) +
		(plain[b[15]] + plain[b[16]] + plain[b[17]] + plain[b[29]])
	all := (number + birth) + (expiry + others) + (optional + optional2)
	if all.legal() != 60 {
		return 0
	}
	fillers, odd := scan30(c)
	name := nameMask(fillers)
	if odd != 0 && !scanOdd(c, 0, &name) {
		return 0
	}
	var m factsMaker
	if a[14] == '<' {
		m = m.addLong(number, a[5:14], a[15:])
	} else {
		m = m.add(checkNumber, number, a[14])
	}
	m = m.add(checkBirth, birth, b[6])
	m = m.add(checkExpiry, expiry, b[14])
	m = m.add(checkComposite, all.composite(), b[29])
	return m.make(TD1, name)
}

// scanTD2 reads a TD2 or, if visa is set, an MRV-B: two lines of 36 bytes.
func scanTD2(a, b string, visa bool) facts {
	if len(a) != 36 || len(b) != 36 {
		return 0
	}
	number := sum6(b, 0) + weigh00[b[6]] + weigh11[b[7]] + weigh22[b[8]]
	birth := sumBirth(b, 13)
	expiry := sumExpiry(b, 21)
	others := (weigh00[b[9]] + plain[b[10]] + plain[b[11]]) + (plain[b[12]] + weigh11[b[19]] + plain[b[20]]) +
		(weigh22[b[27]] + weigh00[b[34]] + plain[b[35]])
	all := (number + birth) + (expiry + others) + sum6(b, 28)
	if all.legal() != 36 {
		return 0
	}
	fillers, odd := scan36(a)
	name := nameMask(fillers >> 5)
	if odd != 0 && !scanOdd(a, 5, &name) {
		return 0
	}
	var m factsMaker
	m = m.add(checkBirth, birth, b[19])
	m = m.add(checkExpiry, expiry, b[27])
	if visa {
		m = m.add(checkNumber, number, b[9])
		return m.make(MRVB, name)
	}
	if b[9] == '<' {
		m = m.addLong(number, b[:9], b[28:35])
	} else {
		m = m.add(checkNumber, number, b[9])
	}
	m = m.add(checkComposite, all.composite(), b[35])
	return m.make(TD2, name)
}

// scanTD3 reads a TD3 or, if visa is set, an MRV-A: two lines of 44 bytes.
func scanTD3(a, b string, visa bool) facts {
	if len(a) != 44 || len(b) != 44 {
		return 0
	}
	number := sum6(b, 0) + weigh00[b[6]] + weigh11[b[7]] + weigh22[b[8]]
	birth := sumBirth(b, 13)
	expiry := sumExpiry(b, 21)
	optional := sum6(b, 28) + sum6(b, 34) + weigh00[b[40]] + weigh11[b[41]]
	optionalDigit := weigh22[b[42]]
	others := (weigh00[b[9]] + plain[b[10]] + plain[b[11]]) + (plain[b[12]] + weigh11[b[19]] + plain[b[20]]) +
		(weigh22[b[27]] + plain[b[43]])
	all := (number + birth) + (expiry + others) + (optional + optionalDigit)
	if all.legal() != 44 {
		return 0
	}
	fillers, odd := scan44(a)
	name := nameMask(fillers >> 5)
	if odd != 0 && !scanOdd(a, 5, &name) {
		return 0
	}
	var m factsMaker
	m = m.add(checkNumber, number, b[9])
	m = m.add(checkBirth, birth, b[19])
	m = m.add(checkExpiry, expiry, b[27])
	if visa {
		return m.make(MRVA, name)
	}
	expected := sumDigit[optional&laneMask]
	if (optional + optionalDigit).fillers() == 15 {
		expected = '<'
	}
	m = m.addDigit(checkOptional, expected, b[42])
	m = m.add(checkComposite, all.composite(), b[43])
	return m.make(TD3, name)
}

// scanOdd looks at a line with a name, which begins at an offset, that has
// characters which are neither letters nor fillers: hardly any has. It marks
// digits in the name, and is false if a character may not stand in a zone.
func scanOdd(line string, name int, m *nameMask) bool {
	for i := range len(line) {
		if c := line[i]; isDigit(c) {
			if i >= name {
				*m = *m&^(1<<(i-name)) | nameDigits // it was taken for a filler
			}
		} else if !isLetter(c) && c != '<' {
			return false
		}
	}
	return true
}

// Eight characters in a word: ones has a one in each byte, highs its high bit.
const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// scanWord looks at eight characters of a line with a name. others has the
// lowest bit of each byte that is no letter; odd is not zero if one of these is
// no filler.
//
// The sum of a byte and 0x80-x has its high bit set if the byte is at least x. A
// byte from 0x80 on may carry into its neighbour and spoil that mark, so that
// the callers look for such bytes themselves.
func scanWord(w uint64) (others, odd uint64) {
	high := (^(w + (0x80-'A')*ones) | (w + (0x80-'Z'-1)*ones)) & highs
	others = high >> 7
	return others, (w ^ '<'*ones) & (high - others)
}

// bitsOf gathers the lowest bits of the bytes of a word in its lowest byte: the
// product moves the bit of byte i to bit 56+i.
func bitsOf(w uint64) uint64 { return w * 0x0102040810204080 >> 56 }

// load8, load4 and load2 read a word in which the first character is lowest.
// The compiler makes one load of each, as long as no two of them in a function
// read the same character.
func load8(s string, i int) uint64 {
	return uint64(s[i]) | uint64(s[i+1])<<8 | uint64(s[i+2])<<16 | uint64(s[i+3])<<24 |
		uint64(s[i+4])<<32 | uint64(s[i+5])<<40 | uint64(s[i+6])<<48 | uint64(s[i+7])<<56
}

func load4(s string, i int) uint64 {
	return uint64(uint32(s[i]) | uint32(s[i+1])<<8 | uint32(s[i+2])<<16 | uint32(s[i+3])<<24)
}

func load2(s string, i int) uint64 { return uint64(uint16(s[i]) | uint16(s[i+1])<<8) }

// A word of fillers, and those that make one of four or six characters whole.
const (
	fill8 = '<' * ones
	pad4  = '<' * (ones >> 32 << 32)
	pad6  = '<' * (ones >> 48 << 48)
)

// The marks of a line: a bit a character for those that are no letters, and
// whether one of these is no filler.

func scan44(s string) (fillers, odd uint64) {
	_ = s[43]
	w0, w1, w2, w3, w4, w5 := load8(s, 0), load8(s, 8), load8(s, 16), load8(s, 24), load8(s, 32), load4(s, 40)|pad4
	f0, x0 := scanWord(w0)
	f1, x1 := scanWord(w1)
	f2, x2 := scanWord(w2)
	f3, x3 := scanWord(w3)
	fillers = bitsOf(f0) | bitsOf(f1)<<8 | bitsOf(f2)<<16 | bitsOf(f3)<<24
	odd = x0 | x1 | x2 | x3 | (w0|w1|w2|w3)&highs
	if w4 == fill8 && w5 == fill8 { // few names are as long
		return fillers | 0xFFF<<32, odd
	}
	f4, x4 := scanWord(w4)
	f5, x5 := scanWord(w5)
	return fillers | bitsOf(f4)<<32 | bitsOf(f5)&0xF<<40, odd | x4 | x5 | (w4|w5)&highs
}

func scan36(s string) (fillers, odd uint64) {
	_ = s[35]
	w0, w1, w2, w3, w4 := load8(s, 0), load8(s, 8), load8(s, 16), load8(s, 24), load4(s, 32)|pad4
	f0, x0 := scanWord(w0)
	f1, x1 := scanWord(w1)
	f2, x2 := scanWord(w2)
	f3, x3 := scanWord(w3)
	f4, x4 := scanWord(w4)
	return bitsOf(f0) | bitsOf(f1)<<8 | bitsOf(f2)<<16 | bitsOf(f3)<<24 | bitsOf(f4)&0xF<<32,
		x0 | x1 | x2 | x3 | x4 | (w0|w1|w2|w3|w4)&highs
}

func scan30(s string) (fillers, odd uint64) {
	_ = s[29]
	w0, w1, w2, w3 := load8(s, 0), load8(s, 8), load8(s, 16), load4(s, 24)|load2(s, 28)<<32|pad6
	f0, x0 := scanWord(w0)
	f1, x1 := scanWord(w1)
	f2, x2 := scanWord(w2)
	f3, x3 := scanWord(w3)
	return bitsOf(f0) | bitsOf(f1)<<8 | bitsOf(f2)<<16 | bitsOf(f3)&0x3F<<24,
		x0 | x1 | x2 | x3 | (w0|w1|w2|w3)&highs
}
