package mrz

import "math/bits"

// This file is scan for zones of the ordinary kind, by shorter ways: each
// character is of the class of its field, and all check digits hold. Of all others
// it says no more than that they are not ordinary. It has the positions of the
// layouts in its hands; the tests hold it to a reference that takes them from Doc
// 9303.

// A sum is that of weighed characters. Its low bits are for the check digit, the
// next ones count the fillers, and the high ones are zero if all characters may
// stand in a zone.
//
// The tables weigh7, weigh3 and weigh1 hold the last digit of each product, so
// that a sum stays small and its digit is looked up.
type sum uint32

const (
	sumResidues = 1 << 10 // more than a sum can be
	sumFiller   = 1 << 16
	sumIllegal  = 1 << 24
	sumFillers  = sumIllegal - sumFiller
)

// digit returns the value of the check digit.
func (s sum) digit() byte { return sumDigit[s%sumResidues] }

// isFillers reports whether n characters, all that were added, are fillers.
func (s sum) isFillers(n sum) bool { return s&sumFillers == n*sumFiller }

func sum3(s string, i int) sum { return weigh7[s[i]] + weigh3[s[i+1]] + weigh1[s[i+2]] }

// sum3From3 is sum3 for weights that begin with 3.
func sum3From3(s string, i int) sum { return weigh3[s[i]] + weigh1[s[i+1]] + weigh7[s[i+2]] }

// sumOf3 is sum3 for three characters in a word.
func sumOf3(w uint32) sum { return weigh7[byte(w)] + weigh3[byte(w>>8)] + weigh1[byte(w>>16)] }

// sumRange returns the sum of the characters of s, with weights that begin with 7.
func sumRange(s string) (l sum) {
	for ; len(s) >= 3; s = s[3:] {
		l += sum3(s, 0)
	}
	if len(s) > 0 {
		l += weigh7[s[0]]
	}
	if len(s) > 1 {
		l += weigh3[s[1]]
	}
	return l
}

// A filler in the place of a digit, as the value of the digit.
const fillerDigit = '<' - '0'

// ordinaryTD1 reads the three lines of a TD1, each of 30 bytes. Like its siblings
// it returns zero if a line is not as long, or if the zone is not an ordinary one.
func ordinaryTD1(a, b, c string) facts {
	if len(a) != 30 || len(b) != 30 || len(c) != 30 {
		return 0
	}
	fillers, odd := scan30(c)
	if odd != 0 {
		return 0
	}
	f := nameDoubt(fillers|(1<<64-1<<30), c)
	dates, composite := scanDates(load8(b, 0), load8(b, 8))
	if dates == 0 || !isSex(b[7]) {
		return 0
	}
	f |= dates | facts(TD1)
	number := sum3(a, 5) + sum3(a, 8) + sum3(a, 11)
	// Behind the number and its digit, the optional data go into the composite
	// with the weights 3, 1, 7; those of the second line with 7, 3, 1.
	optional := sum3From3(a, 15) + sum3From3(a, 18) + sum3From3(a, 21) + sum3From3(a, 24) + sum3From3(a, 27)
	optional2 := sum3(b, 18) + sum3(b, 21) + sum3(b, 24) + weigh7[b[27]] + weigh3[b[28]]
	all := number + optional + optional2 + weigh7[a[0]] + weigh7[a[1]]
	issuer, nationality := load3(a, 2), load3(b, 15)
	if !plainStates(issuer, nationality, false) {
		f |= doubtStates
		all += sumOf3(issuer) + sumOf3(nationality)
	}
	if all >= sumIllegal {
		return 0
	}

	digit, printed := number.digit(), a[14]-'0'
	if printed == fillerDigit {
		tail := tailOf(a[5:14], a[15:])
		if tail == 0 {
			return 0
		}
		f |= doubtNumber
		digit, printed = (number + sumRange(a[15:15+tail-1])).digit(), a[15+tail-1]-'0'
	} else {
		composite += weigh7[a[14]]
		if a[5] == '<' {
			f |= doubtNumber
		}
	}
	composite += (number + optional + optional2) % sumResidues
	last := b[29] - '0'
	if digit != printed || composite.digit() != last {
		return 0
	}
	if !isPlainCardCode(a[0], a[1]) {
		f |= doubtCode
	}
	if !(optional + optional2).isFillers(26) && mayRepeat1(a, b) {
		f |= doubtOptional
	}
	return f.digit(checkNumber, digit).digit(checkComposite, last)
}

// ordinaryTD2 reads a TD2 or, if visa is set, an MRV-B: two lines of 36 bytes.
func ordinaryTD2(a, b string, visa bool) facts {
	if len(a) != 36 || len(b) != 36 {
		return 0
	}
	fillers, odd := scan36(a)
	if odd != 0 {
		return 0
	}
	f := nameDoubt(fillers>>5|(1<<64-1<<31), a[5:])
	dates, composite := scanDates(load8(b, 13), load8(b, 21))
	if dates == 0 || !isSex(b[20]) {
		return 0
	}
	f |= dates
	all := sum3(b, 0) + sum3(b, 3) + sum3(b, 6)
	number, digit, printed := all, all.digit(), b[9]-'0'
	if nationality := load3(b, 10); !plainStates(load3(a, 2), nationality, visa) {
		f |= doubtStates
		all += sumOf3(nationality)
	}
	optional := load8(b, 28)
	last := byte(optional >> 56)
	if visa {
		f |= facts(MRVB)
	} else {
		optional = optional&^(0xFF<<56) | '<'<<56
		f |= facts(TD2)
		if !isPlainCardCode(a[0], a[1]) {
			f |= doubtCode
		}
		if printed == fillerDigit {
			tail := tailOf(b[:9], b[28:35])
			if tail == 0 {
				return 0
			}
			f |= doubtNumber
			digit, printed = (number + sumRange(b[28:28+tail-1])).digit(), b[28+tail-1]-'0'
			composite += number % sumResidues
		} else {
			composite += 8 * sum(digit)
		}
	}
	if optional != fill8 {
		n := sumRange(b[28:35])
		all += n
		composite += n % sumResidues
		if mayRepeat2(b, optional, fill8) {
			f |= doubtOptional
		}
	}
	if visa {
		all += weigh7[last]
	} else {
		last -= '0'
		if composite.digit() != last {
			return 0
		}
		f = f.digit(checkComposite, last)
	}
	if digit != printed || all >= sumIllegal {
		return 0
	}
	if b[0] == '<' {
		f |= doubtNumber
	}
	return f.digit(checkNumber, digit)
}

// ordinaryTD3 reads a TD3 or, if visa is set, an MRV-A: two lines of 44 bytes.
func ordinaryTD3(a, b string, visa bool) facts {
	if len(a) != 44 || len(b) != 44 {
		return 0
	}
	fillers, odd := scan44(a)
	if odd != 0 {
		return 0
	}
	f := nameDoubt(fillers>>5|(1<<64-1<<39), a[5:])
	dates, composite := scanDates(load8(b, 13), load8(b, 21))
	if dates == 0 || !isSex(b[20]) {
		return 0
	}
	optional, rest := load8(b, 28), load8(b, 36)
	f |= dates
	all := sum3(b, 0) + sum3(b, 3) + sum3(b, 6)
	digit := all.digit()
	if digit != b[9]-'0' {
		return 0
	}
	if nationality := load3(b, 10); !plainStates(load3(a, 2), nationality, visa) {
		f |= doubtStates
		all += sumOf3(nationality)
	}
	if visa {
		f |= facts(MRVA)
		if optional != fill8 || rest != fill8 {
			all += sumRange(b[28:44])
			if mayRepeat2(b, optional, rest) {
				f |= doubtOptional
			}
		}
	} else {
		f |= facts(TD3)
		optionalDigit, last := byte(rest>>48)-'0', byte(rest>>56)-'0'
		// The composite digit covers the number and the optional data with the
		// weights of their own digits, and these with 7 and 1.
		composite += 8 * sum(digit)
		if optional == fill8 && rest&(1<<48-1) == fill6 {
			if optionalDigit != 0 && optionalDigit != fillerDigit {
				return 0
			}
		} else {
			n := sum14(b[28:42])
			if n.digit() != optionalDigit {
				return 0
			}
			all += n
			composite += 2 * sum(optionalDigit)
			if mayRepeat2(b, optional, rest&(1<<48-1)|fill8&^(1<<48-1)) {
				f |= doubtOptional
			}
		}
		if composite.digit() != last {
			return 0
		}
		f = f.digit(checkOptional, optionalDigit).digit(checkComposite, last)
		if !isPlainPassportCode(a[0], a[1]) {
			f |= doubtCode
		}
	}
	if all >= sumIllegal {
		return 0
	}
	if b[0] == '<' {
		f |= doubtNumber
	}
	return f.digit(checkNumber, digit)
}

// sum14 returns the sum of fourteen characters. It is a function of its own, since
// the compiler reads eight characters in one load only where nothing else reads one
// of them.
func sum14(s string) sum {
	_ = s[13]
	return (sum3(s, 0) + sum3(s, 3)) + (sum3(s, 6) + sum3(s, 9)) + (weigh7[s[12]] + weigh3[s[13]])
}

// scanDates reads two dates, each followed by its check digit; what stands in the
// eighth byte does not matter. It returns what they add to the composite digit. It
// returns zero if there is a character that may not be there, or a digit that does
// not hold.
//
// Digits are small: a product of words adds the weighed ones up in a byte. All
// layouts have the date of birth one place off in the composite digit, and the date
// of expiry two, so that their weights there begin with 3 and with 1. The weights of
// the date of expiry are such that one product has both sums.
func scanDates(birth, expiry uint64) (f facts, composite sum) {
	const (
		ownSum         = 8 * 5
		compositeSum   = 8 * 6
		birthOwn       = 0x07_03_01_07_03_01
		birthComposite = 0x03_01_07_03_01_07_03
		expiryBoth     = 0x01_07_03_01_07_03_01
	)
	b, other1 := digits7(birth)
	e, other2 := digits7(expiry)
	if other1|other2 != 0 {
		return scanUnknownDates(birth, expiry)
	}
	sums := e * expiryBoth
	composite = sum(byte(b*birthComposite>>compositeSum)) + sum(byte(sums>>compositeSum))
	birthDigit, expiryDigit := b>>48, e>>48
	if sumDigit[byte(b*birthOwn>>ownSum)] != byte(birthDigit) || sumDigit[byte(sums>>ownSum)] != byte(expiryDigit) {
		return 0, 0
	}
	f = facts(birthDigit<<(factsDigits+4*checkBirth) | expiryDigit<<(factsDigits+4*checkExpiry))

	b, other1 = packedDay(b)
	e, other2 = packedDay(e)
	if other1|(other2&^assignedDay) != 0 || e >= 99*uint64(year) {
		return f | doubtDates, composite
	}
	return f | facts(b)<<factsBirth | facts(e)<<factsExpiry, composite
}

// scanUnknownDates is scanDates for characters that are not all digits. It takes
// fillers for zeros, which is what they add to a check digit.
func scanUnknownDates(birth, expiry uint64) (f facts, composite sum) {
	b, e := fillersToZeros(birth), fillersToZeros(expiry)
	if b == birth && e == expiry {
		return 0, 0
	}
	if f, composite = scanDates(b, e); f == 0 {
		return 0, 0
	}
	return f&factsReport | doubtDates, composite
}

// fillersToZeros replaces fillers in the first six of eight characters.
func fillersToZeros(w uint64) uint64 {
	for i := 0; i < 6*8; i += 8 {
		if byte(w>>i) == '<' {
			w ^= ('<' ^ '0') << i
		}
	}
	return w
}

// digits7 returns the values of seven digits, each in its byte. other is not zero
// if one is no digit.
func digits7(w uint64) (v, other uint64) {
	const seven = ones >> 8
	v = (w ^ '0'*seven) & (0xFF * seven)
	return v, (v | (v + 6*seven)) & (0xF0 * seven)
}

// packedDay returns the day of six digits, counted from the first of a century.
// other is not zero if not every year has it, or assignedDay if it is one of those.
func packedDay(v uint64) (d, other uint64) {
	const (
		place = 8 * 2
		fold  = 1<<(2*place+yearShift) | 1<<(place+monthShift) | 1
		above = (0x80-13)<<place | (0x80-32)<<(2*place) // months and days that are too high reach the high bit
		high  = 0x80<<place | 0x80<<(2*place)
	)
	pairs := (v*10 + v>>8) & (0xFF | 0xFF<<place | 0xFF<<(2*place))
	d = pairs * fold >> (2 * place) & 0xFFFF
	return d, (pairs+above)&high | uint64(dayKinds[d%uint64(year)])
}

// What dayKinds says of the days of a year.
const (
	assignedDay = 1 // often a day that is not known
	rareDay     = 2 // not in every year, or in none
)

// isSex reports whether c is one of the three characters that may stand in the
// sex field, with one test, since which of them it is cannot be guessed.
func isSex(c byte) bool {
	const set = 1 | 1<<(SexFemale-SexUnspecified) | 1<<(SexMale-SexUnspecified)
	n := c - byte(SexUnspecified)
	return n < 64 && set>>(n&63)&1 != 0
}

// isPlainPassportCode reports whether nothing is to be said of the document code
// of a TD3, unless the dates of the document ask for more.
func isPlainPassportCode(first, second byte) bool {
	const set = 1 | 1<<('D'-'<') | 1<<('L'-'<') | 1<<('P'-'<')
	n := second - '<'
	return first == 'P' && n < 64 && set>>(n&63)&1 != 0
}

// isPlainCardCode reports the same of a TD1 or TD2.
func isPlainCardCode(first, second byte) bool {
	return second != 'V' && (first == 'I' || first == 'C' || first == 'A' && second != 'I' && second != 'C')
}

// plainStates reports whether nothing is to be said of the codes of the issuing
// State and of the nationality, three characters each.
func plainStates(issuer, nationality uint32, visa bool) bool {
	if issuer == nationality {
		return plainState(issuer) == plainIssuer|plainNationality
	}
	if !visa && (byte(issuer) == 'U' || byte(nationality) == 'G') { // some of these go with no other
		return false
	}
	return plainState(issuer)&^plainNationality == plainIssuer && plainState(nationality)&^plainIssuer == plainNationality
}

// plainState returns for which of the two fields a code is an ordinary one, or
// something with other bits for a code that is not in the table. There each code
// has a place of its own, so that one comparison is enough.
func plainState(code uint32) uint32 { return plainStateCodes[code*stateFactor>>stateShift] ^ code }

// What plainStateCodes adds to a code, and how many bits its index has not.
const (
	plainIssuer      = 1 << 24
	plainNationality = 1 << 25
	stateShift       = 32 - 11
)

// load3 reads three characters, the first of them lowest.
func load3(s string, i int) uint32 {
	return uint32(s[i]) | uint32(s[i+1])<<8 | uint32(s[i+2])<<16
}

// nameFillers returns the fillers of the name field, and all bits behind it. odd
// is not zero if the field, or what stands before it in its line, has characters
// that are neither letters nor fillers; the bits of these are set as well.
func (d *Document) nameFillers() (fillers, odd uint64) {
	switch l := d.facts.layout(); {
	case l == TD1:
		fillers, odd = scan30(d.lines.c)
		return fillers | (1<<64 - 1<<30), odd
	case len(d.lines.a) == 36:
		fillers, odd = scan36(d.lines.a)
		return fillers>>5 | (1<<64 - 1<<31), odd
	}
	fillers, odd = scan44(d.lines.a)
	return fillers>>5 | (1<<64 - 1<<39), odd
}

// nameDoubt returns doubtName, or 0 if nothing is to be said of a name field of
// letters and fillers. fillers has a bit for each filler, and all bits behind the
// field.
func nameDoubt(fillers uint64, s string) facts {
	letters := ^fillers
	end := bits.Len64(letters)
	// The first fillers of runs of two or more that have a letter behind them. A
	// name in order has one at most, and none at its beginning.
	starts := fillers & (fillers >> 1) & (1<<(end&63) - 1)
	sep := bits.TrailingZeros64(starts | 1<<63)
	// The first letters of components of three.
	three := letters &^ (letters << 1) & (letters >> 1) & (letters >> 2) &^ (letters >> 3)
	first, second := bits.TrailingZeros64(three)&63, (sep+2)&63
	if first+1 >= len(s) || second >= len(s) {
		return doubtName
	}
	// Several separators, or a filler in one of the first two places; several
	// components of three letters, or one that begins like FNU, LNU or XXX; a
	// letter in the last place.
	odd := starts&(starts-1) | fillers&0b11 | three&(three-1) | letters>>((len(s)-1)&63) |
		firstLetters>>(s[first]&63)&1&(secondLetters>>(s[first+1]&63))
	// The identifiers are as long as each other and begin alike.
	differ := (2*sep + 2) ^ end | int(s[0]^s[second])
	if odd != 0 || differ == 0 {
		return doubtName
	}
	return 0
}

// The first and the second letters of FNU, LNU and XXX, a bit a letter by the low
// six bits of its byte.
const (
	firstLetters  = 1<<('F'&63) | 1<<('L'&63) | 1<<('X'&63)
	secondLetters = 1<<('N'&63) | 1<<('X'&63)
)

// mayRepeat2 reports whether the optional data of a layout of two lines may hold the
// document number or the date of birth: whether three characters stand in them
// somewhere as they stand at the beginning of one of these. b is the second line, lo
// and hi are the data, filled up.
func mayRepeat2(b string, lo, hi uint64) bool {
	return mayRepeat(newNeedle(load3(b, 0)), newNeedle(load3(b, 13)), lo, hi)
}

// mayRepeat1 reports the same of the optional data of both lines of a TD1.
func mayRepeat1(a, b string) bool {
	if len(a) < 30 || len(b) < 30 {
		return false
	}
	number, birth := newNeedle(load3(a, 5)), newNeedle(load3(b, 0))
	return mayRepeat(number, birth, load8(a, 15), load4(a, 23)|load2(a, 27)<<32|uint64(a[29])<<48|'<'<<56) ||
		mayRepeat(number, birth, load8(b, 18), load2(b, 26)|uint64(b[28])<<16|fill8&^(1<<24-1))
}

// mayRepeat looks for two needles in sixteen characters, at eight places at once. Most
// data end in the first word, and with them whatever they repeat.
func mayRepeat(number, birth needle, lo, hi uint64) bool {
	missing := number.missing(lo) & birth.missing(lo)
	if hi != fill8 {
		mid := lo>>32 | hi<<32 // what lies across
		missing &= number.missing(mid) & number.missing(hi) & birth.missing(mid) & birth.missing(hi)
	}
	return missing&(highs>>16) != highs>>16
}

// A needle is three characters, each of them in all bytes of a word.
type needle struct{ a, b, c uint64 }

func newNeedle(w uint32) needle {
	return needle{uint64(byte(w)) * ones, uint64(byte(w>>8)) * ones, uint64(w>>16) * ones}
}

// missing marks in the high bits of the first six bytes of a word where the three
// characters do not begin: a sum leaves a high bit clear where bytes are equal. What
// the other bits are does not matter.
func (n needle) missing(w uint64) uint64 {
	const differ = 0x7F * ones
	return ((w ^ n.a) + differ) | ((w^n.b)+differ)>>8 | ((w^n.c)+differ)>>16
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

// A word of fillers, its first six, and those that make one of four or six characters
// whole.
const (
	fill8 = '<' * ones
	fill6 = '<' * (ones >> 16)
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
