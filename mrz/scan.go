package mrz

//go:generate go run gen.go

// This file reads the characters of a zone: one pass that tells whether all of
// them may stand in a zone, marks the fillers of the name, and computes every
// check digit. It has the positions of the layouts in its hands; the tests hold
// it to a reference that takes them from Doc 9303.
//
// A sum of weighed characters is kept in lanes. Lanes 0, 1 and 2 are the sums
// for weights that begin with 7, 3 and 1: a field that stands at the offset o of
// its composite adds lane o%3 to it, and lane 0 gives its own digit. The
// highest two bytes count the characters that may stand in a zone, so that at
// the end one comparison tells whether all did, and the fillers. 44 characters
// add up to 396 at most, since a table may as well hold the last digit of a
// product alone: no lane runs over, and a small table has the remainders by 10.
type lanes uint64

const (
	laneBits   = 16
	laneMask   = 1<<laneBits - 1
	legalBit   = 48
	fillersBit = 56
)

// sum returns the sum with the weights that begin at a phase.
func (l lanes) sum(phase uint) uint { return uint(l>>(phase*laneBits)) & laneMask }

// legal returns how many of the characters may stand in a zone.
func (l lanes) legal() uint8 { return uint8(l >> legalBit) }

// fillers returns how many of the characters are fillers.
func (l lanes) fillers() uint8 { return uint8(l >> fillersBit) }

// facts are what Parse computes of a zone, in one word: the mark of the name,
// the layout, the check digits that are expected to be printed, and whether all
// of them are.
//
// They are one word and are stored last, since a Document is copied as soon as
// it is made, in loads of sixteen bytes: a processor waits where such a load
// needs stores that are still under way.
type facts uint64

const (
	factsLayout = 40      // three bits
	factsOdd    = 1 << 43 // some digit is not the expected one
	factsDigits = 44      // four bits for each check
)

// layout returns the layout.
func (f facts) layout() Layout { return Layout(f >> factsLayout & 7) }

// name returns the mark of the name.
func (f facts) name() nameMask { return nameMask(f & (1<<factsLayout - 1)) }

// odd reports whether some printed check digit is not the expected one.
func (f facts) odd() bool { return f&factsOdd != 0 }

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
	odd    uint // not zero if some digit is not the expected one
}

// add adds a check digit, which is computed from a sum.
func (m *factsMaker) add(check int, sum uint, printed byte) {
	m.addDigit(check, uint(mod10[sum%uint(len(mod10))]), printed)
}

func (m *factsMaker) addDigit(check int, digit uint, printed byte) {
	m.digits |= facts(digit) << (factsDigits + 4*check)
	m.odd |= uint(printed) ^ ('0' + digit)
}

// addNumber adds the check digit of a number that may be a long one.
func (m *factsMaker) addNumber(sum uint, printed byte, nine, optional string) {
	if printed == '<' {
		if n := newLongNumber(nine, optional); n.tail > 0 {
			m.addDigit(checkNumber, uint(n.excluded-'0'), n.printed)
			return
		}
	}
	m.add(checkNumber, sum, printed)
}

func (m *factsMaker) make(l Layout, name nameMask) facts {
	f := m.digits | facts(l)<<factsLayout | facts(name)
	if m.odd != 0 {
		f |= factsOdd
	}
	return f
}

// digits are the characters of the check digits of a layout, that of check i in
// byte i; 0 where the layout has none. So two sets compare at once.
type digits uint64

// digitPlaces has the bytes of the digits that a layout has.
var digitPlaces = [8]digits{TD1: 0xFF00FFFFFF, TD2: 0xFF00FFFFFF, TD3: 0xFFFFFFFFFF, MRVA: 0xFFFFFF, MRVB: 0xFFFFFF}

// at returns the character of a check.
func (d digits) at(check int) byte { return byte(d >> (8 * check)) }

// set returns d with another character for a check.
func (d digits) set(check int, c byte) digits {
	return d&^(0xFF<<(8*check)) | digits(c)<<(8*check)
}

// sum6 weighs the six characters from offset i on.
func sum6(s string, i int) lanes {
	return weigh0[s[i]] + weigh1[s[i+1]] + weigh2[s[i+2]] + weigh0[s[i+3]] + weigh1[s[i+4]] + weigh2[s[i+5]]
}

// sumRange weighs the characters of s.
func sumRange(s string) (l lanes) {
	for ; len(s) >= 3; s = s[3:] {
		l += weigh0[s[0]] + weigh1[s[1]] + weigh2[s[2]]
	}
	if len(s) > 0 {
		l += weigh0[s[0]]
	}
	if len(s) > 1 {
		l += weigh1[s[1]]
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
	head := weigh0[a[0]] + weigh0[a[1]] + weigh0[a[2]] + weigh0[a[3]] + weigh0[a[4]]
	number := sum6(a, 5) + weigh0[a[11]] + weigh1[a[12]] + weigh2[a[13]]
	numberDigit := weigh0[a[14]]
	optional := sum6(a, 15) + sum6(a, 21) + weigh0[a[27]] + weigh1[a[28]] + weigh2[a[29]]

	birth := sum6(b, 0)
	birthDigit := weigh0[b[6]]
	sex := weigh0[b[7]]
	expiry := sum6(b, 8)
	expiryDigit := weigh0[b[14]]
	nationality := weigh0[b[15]] + weigh0[b[16]] + weigh0[b[17]]
	optional2 := sum6(b, 18) + weigh0[b[24]] + weigh1[b[25]] + weigh2[b[26]] + weigh0[b[27]] + weigh1[b[28]]
	compositeDigit := weigh0[b[29]]

	if (head + number + numberDigit + optional + birth + birthDigit + sex + expiry + expiryDigit + nationality + optional2 + compositeDigit).legal() != 60 {
		return 0
	}
	fillers, others := scan30(c)
	name := nameMask(fillers)
	if others != 0 && !scanOthers(c, 0, &name) {
		return 0
	}
	var m factsMaker
	m.addNumber(number.sum(0), a[14], a[5:14], a[15:])
	m.add(checkBirth, birth.sum(0), b[6])
	m.add(checkExpiry, expiry.sum(0), b[14])
	m.add(checkComposite, number.sum(0)+numberDigit.sum(0)+optional.sum(1)+
		birth.sum(1)+birthDigit.sum(1)+expiry.sum(2)+expiryDigit.sum(2)+optional2.sum(0), b[29])
	return m.make(TD1, name)
}

// scanLower weighs the part of the second line that is common to all layouts of
// two lines, its first 28 characters. Lane 0 of digits has the three check
// digits with their weights in a composite; all are the characters together.
func scanLower(b string) (number, birth, expiry, digits, all lanes) {
	if len(b) < 28 {
		return
	}
	number = sum6(b, 0) + weigh0[b[6]] + weigh1[b[7]] + weigh2[b[8]]
	birth = sum6(b, 13)
	expiry = sum6(b, 21)
	digits = weigh0[b[9]] + weigh1[b[19]] + weigh2[b[27]]
	all = number + birth + expiry + digits + weigh0[b[10]] + weigh0[b[11]] + weigh0[b[12]] + weigh0[b[20]]
	return
}

// scanTD2 reads a TD2 or, if visa is set, an MRV-B: two lines of 36 bytes.
func scanTD2(a, b string, visa bool) facts {
	if len(a) != 36 || len(b) != 36 {
		return 0
	}
	number, birth, expiry, digits, all := scanLower(b)
	optional := sum6(b, 28) + weigh0[b[34]]
	if (all + optional + weigh0[b[35]]).legal() != 36 {
		return 0
	}
	fillers, others := scan36(a)
	name := nameMask(fillers >> 5)
	if others != 0 && !scanOthers(a, 5, &name) {
		return 0
	}
	var m factsMaker
	m.add(checkBirth, birth.sum(0), b[19])
	m.add(checkExpiry, expiry.sum(0), b[27])
	if visa {
		m.add(checkNumber, number.sum(0), b[9])
		return m.make(MRVB, name)
	}
	m.addNumber(number.sum(0), b[9], b[:9], b[28:35])
	m.add(checkComposite, number.sum(0)+birth.sum(1)+expiry.sum(2)+digits.sum(0)+optional.sum(0), b[35])
	return m.make(TD2, name)
}

// scanTD3 reads a TD3 or, if visa is set, an MRV-A: two lines of 44 bytes.
func scanTD3(a, b string, visa bool) facts {
	if len(a) != 44 || len(b) != 44 {
		return 0
	}
	number, birth, expiry, digits, all := scanLower(b)
	optional := sum6(b, 28) + sum6(b, 34) + weigh0[b[40]] + weigh1[b[41]]
	optionalDigit := weigh2[b[42]]
	if (all + optional + optionalDigit + weigh0[b[43]]).legal() != 44 {
		return 0
	}
	fillers, others := scan44(a)
	name := nameMask(fillers >> 5)
	if others != 0 && !scanOthers(a, 5, &name) {
		return 0
	}
	var m factsMaker
	m.add(checkNumber, number.sum(0), b[9])
	m.add(checkBirth, birth.sum(0), b[19])
	m.add(checkExpiry, expiry.sum(0), b[27])
	if visa {
		return m.make(MRVA, name)
	}
	digit := uint(mod10[optional.sum(0)%uint(len(mod10))])
	if (optional + optionalDigit).fillers() == 15 {
		digit = '<' - '0'
	}
	m.addDigit(checkOptional, digit, b[42])
	m.add(checkComposite, number.sum(0)+birth.sum(1)+expiry.sum(2)+digits.sum(0)+optional.sum(0)+optionalDigit.sum(0), b[43])
	return m.make(TD3, name)
}

// scanOthers looks at a line with a name, which begins at an offset, that has
// characters which are neither letters nor fillers: hardly any has. It marks
// digits in the name, and is false if a character may not stand in a zone.
func scanOthers(line string, name int, m *nameMask) bool {
	for i := range len(line) {
		if c := line[i]; isDigit(c) {
			if i >= name {
				*m |= nameDigits
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

// scanWord marks, in the high bits of the bytes of a word, the fillers among
// eight characters, and the characters that are neither letters nor fillers.
//
// The sum of a byte and 0x80-x has its high bit set if the byte is at least x.
// A byte from 0x80 on may carry into its neighbour and spoil that mark, but it
// is marked itself as what is neither.
func scanWord(w uint64) (fillers, others uint64) {
	fillers = ^((w ^ '<'*ones) + 0x7F*ones)
	letters := (w + (0x80-'A')*ones) &^ (w + (0x80-'Z'-1)*ones)
	return fillers, w | ^(fillers | letters)
}

// bitsOf gathers the high bits of the bytes of a word in its lowest bits: the
// product moves the bit of byte i to bit 56+i.
func bitsOf(w uint64) uint64 { return (w & highs) >> 7 * 0x0102040810204080 >> 56 }

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

// The fillers that make a word of four or six characters whole.
const (
	pad4 = '<' * (ones >> 32 << 32)
	pad6 = '<' * (ones >> 48 << 48)
)

// The marks of a line: a bit a character for the fillers, and whether any
// character is neither a letter nor a filler.

func scan44(s string) (fillers, others uint64) {
	_ = s[43]
	f0, x0 := scanWord(load8(s, 0))
	f1, x1 := scanWord(load8(s, 8))
	f2, x2 := scanWord(load8(s, 16))
	f3, x3 := scanWord(load8(s, 24))
	f4, x4 := scanWord(load8(s, 32))
	f5, x5 := scanWord(load4(s, 40) | pad4)
	return (bitsOf(f0) | bitsOf(f1)<<8 | bitsOf(f2)<<16 | bitsOf(f3)<<24 | bitsOf(f4)<<32 | bitsOf(f5)<<40) & (1<<44 - 1),
		(x0 | x1 | x2 | x3 | x4 | x5) & highs
}

func scan36(s string) (fillers, others uint64) {
	_ = s[35]
	f0, x0 := scanWord(load8(s, 0))
	f1, x1 := scanWord(load8(s, 8))
	f2, x2 := scanWord(load8(s, 16))
	f3, x3 := scanWord(load8(s, 24))
	f4, x4 := scanWord(load4(s, 32) | pad4)
	return (bitsOf(f0) | bitsOf(f1)<<8 | bitsOf(f2)<<16 | bitsOf(f3)<<24 | bitsOf(f4)<<32) & (1<<36 - 1),
		(x0 | x1 | x2 | x3 | x4) & highs
}

func scan30(s string) (fillers, others uint64) {
	_ = s[29]
	f0, x0 := scanWord(load8(s, 0))
	f1, x1 := scanWord(load8(s, 8))
	f2, x2 := scanWord(load8(s, 16))
	f3, x3 := scanWord(load4(s, 24) | load2(s, 28)<<32 | pad6)
	return (bitsOf(f0) | bitsOf(f1)<<8 | bitsOf(f2)<<16 | bitsOf(f3)<<24) & (1<<30 - 1),
		(x0 | x1 | x2 | x3) & highs
}
