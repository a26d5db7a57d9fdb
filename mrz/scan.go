package mrz

import "example.org/traveldoc/checkdigit"

//go:generate go run gen.go

// facts are what Parse computes of a zone, in one word: its layout, the check
// digits that are expected to be printed, what of it Verify has to look into, and
// its dates, if they are plain. They follow from the characters and the layout.
type facts uint64

const (
	factsLayout = 1<<3 - 1
	factsDigits = 3  // four bits for each check
	factsBirth  = 32 // sixteen bits: a day of some century
	factsExpiry = 48 // the same
)

// What Verify has to look into. Of all else nothing is to be found, apart from
// what the dates mean on a day.
const (
	doubtDigits facts = 1 << (23 + iota)
	doubtNumber
	doubtDates
	doubtCode
	doubtStates
	doubtName
	doubtSex
	doubtOptional

	factsReport = doubtNumber - 1 // what a Report keeps: the layout, the digits, and whether they are odd

	doubts = doubtDigits | doubtNumber | doubtDates | doubtCode | doubtStates | doubtName | doubtSex | doubtOptional
)

// layout returns the layout.
func (f facts) layout() Layout { return Layout(f & factsLayout) }

// odd reports whether a printed check digit may be another than the expected one.
func (f facts) odd() bool { return f&doubtDigits != 0 }

// dates returns the two dates, counted from the first day of a century, unless
// they are in doubt.
func (f facts) dates() (birth, expiry day) {
	return day(f >> factsBirth & 0xFFFF), day(f >> factsExpiry)
}

// digit returns f with a check digit that is expected, its character or its value.
func (f facts) digit(check int, c byte) facts { return f | facts(c&0xF)<<(factsDigits+4*check) }

// expected returns the check digits that are expected to be printed: the
// computed ones, or a filler in the place of the digit of the optional data
// where both are blank, which Doc 9303-4 4.2.2.2 leaves to the issuer.
func (f facts) expected() digits {
	x := digits(f >> factsDigits)
	x = x&0xF | x&0xF0<<4 | x&0xF00<<8 | x&0xF000<<12 | x&0xF0000<<16
	return (x + '0'*0x0101010101) & digitPlaces[f.layout()]
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

// scan reads the lines of a layout, as long as they have to be, in the obvious
// way: it takes all positions from the table of the layouts, and leaves each part
// of the zone to Verify. It returns zero if a character may not stand in a zone.
func scan(l Layout, lines *zoneLines) facts {
	t := &layouts[l]
	for _, line := range []string{lines.a, lines.b, lines.c} {
		for i := range len(line) {
			if !isAlnum(line[i]) && line[i] != '<' {
				return 0
			}
		}
	}
	f := facts(l) | doubts
	for i, c := range t.checks {
		if c.field == 0 {
			continue
		}
		var sum checkdigit.Sum
		for _, p := range c.over {
			sum.Add(p.of(lines)) // it takes all characters of a zone
		}
		if i == checkNumber {
			if tail := l.tail(lines); tail > 0 {
				sum.Add(t.fields[FieldOptionalData].of(lines)[:tail-1])
			}
		}
		digit := sum.Digit()
		if i == checkOptional && isFiller(t.fields[FieldOptionalData].of(lines)) && t.fields[c.digit].of(lines) == "<" {
			digit = '<'
		}
		f = f.digit(i, digit)
	}
	return f
}
