// Package checkdigit computes and verifies the check digits of machine
// readable travel documents, as ICAO Doc 9303-3 section 4.9 defines them.
//
// Each character has a value: 0 to 9 for the digits, 10 to 35 for the letters
// A to Z, 0 for the filler <. The values are multiplied by the weights 7, 3, 1,
// 7, 3, 1 and so on from the first character; the sum of the products modulo 10
// is the check digit.
//
//	digit, err := checkdigit.Compute("L898902C3")      // '6', nil
//	verdict := checkdigit.Verify("L898902C3", '6')     // checkdigit.Match
//
// A digit that covers several separated ranges (the composite digit of a zone)
// is computed by a [Sum], whose weights run on from range to range. [Working]
// lists each value, weight and product.
//
// # What a check digit proves
//
// A digit is evidence and no more, so the result of a verification is a
// [Verdict], not an error. Characters whose values are equal modulo 10, such as
// 6 and G or K and <, are the same to every check digit: see [Indistinguishable]
// and [Transposable].
//
// # Errors and personal data
//
// The only error about data is a [*CharError]. It tells where an illegal
// character stands, never which one, because the data may be personal; no error
// of this package holds any of its input.
//
// # Concurrency
//
// All functions may be called from several goroutines at once. A [Sum] is a
// plain value and has no lock.
package checkdigit

import "strconv"

// xx marks a byte outside the alphabet in values. It has the bit illegal, which
// no value has, so that one test after a loop finds any such byte in the data.
const (
	xx      = 0xFF
	illegal = 0x80
)

// values holds the value of each byte (Doc 9303-3 section 4.9).
var values = [256]uint8{
	//      0   1   2   3   4   5   6   7   8   9   A   B   C   D   E   F
	/* 0 */ xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx,
	/* 1 */ xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx,
	/* 2 */ xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx,
	/* 3 */ 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, xx, xx, 0, xx, xx, xx, // 0-9 and <
	/* 4 */ xx, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, // A-O
	/* 5 */ 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, xx, xx, xx, xx, xx, // P-Z
	/* 6 */ xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx,
	/* 7 */ xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx,
	/* 8 */ xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx,
	/* 9 */ xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx,
	/* A */ xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx,
	/* B */ xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx,
	/* C */ xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx,
	/* D */ xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx,
	/* E */ xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx,
	/* F */ xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx,
}

// Value returns the value of the character c: 0 to 9 for the digits, 10 to 35
// for the letters A to Z, 0 for the filler. For any other byte, lower case
// letters among them, ok is false and the value 0.
func Value(c byte) (value int, ok bool) {
	v := values[c]
	if v&illegal != 0 {
		return 0, false
	}
	return int(v), true
}

// Weight returns the weight of the character at the 0-based position i: 7, 3,
// 1, and so on with period 3. The period continues below 0, so that every i has
// a weight.
func Weight(i int) int {
	switch i % 3 {
	case 0:
		return 7
	case 1, -2:
		return 3
	}
	return 1
}

// Compute returns the check digit of data, as a character '0' to '9'. The digit
// of empty data is '0'. Fillers are part of data and count: they have the value
// 0 and take up a weight.
//
// If data holds a byte outside A-Z, 0-9 and <, the digit is 0 and the error is a
// [*CharError] that tells the offset of the first one.
func Compute[T ~string | ~[]byte](data T) (digit byte, err error) {
	x, y, z, seen := sums(data)
	if seen&illegal != 0 {
		return 0, firstIllegal(data)
	}
	return '0' + residue(x, y, z, 0), nil
}

// Verify compares the check digit of data with the one that is printed:
//
//   - [Match]: printed is the digit of data;
//   - [Mismatch]: printed is another digit;
//   - [Blank]: printed is the filler;
//   - [Unreadable]: printed is neither a digit nor the filler, or data holds a
//     byte outside A-Z, 0-9 and <, whatever is printed.
//
// It never returns [Unchecked]. Whether a blank is allowed in place of a digit
// depends on the field: Doc 9303-4 allows it where the optional data of a
// passport are empty.
func Verify[T ~string | ~[]byte](data T, printed byte) Verdict {
	x, y, z, seen := sums(data)
	if seen&illegal != 0 {
		return Unreadable
	}
	return judge('0'+residue(x, y, z, 0), printed)
}

// CharError reports a byte outside A-Z, 0-9 and <. It does not hold the byte,
// which may be part of a person's name or number.
type CharError struct {
	Offset int // 0-based, in the data given to the call that failed
}

// Error returns a text with the offset and nothing of the data.
func (e *CharError) Error() string {
	return "checkdigit: offset " + strconv.Itoa(e.Offset) + ": character outside A-Z, 0-9 and <"
}

// residue returns the weighted sum modulo 10 of data with the totals x, y and z,
// if its first character has Weight(first).
func residue(x, y, z uint64, first int) uint8 {
	switch first % 3 {
	case 1:
		x, y, z = z, x, y
	case 2:
		x, y, z = y, z, x
	}
	return uint8((7*x + 3*y + z) % 10)
}

// firstIllegal returns the error for the first byte of data that is outside the
// alphabet. There must be one.
func firstIllegal[T ~string | ~[]byte](data T) error {
	i := 0
	for values[data[i]]&illegal == 0 {
		i++
	}
	return &CharError{Offset: i}
}

// sums returns the totals of the values at the offsets 0, 3, 6 and so on, at 1,
// 4, 7, and at 2, 5, 8. Kept apart, they serve data that starts at any weight.
// seen is the union of the values' bits: it has the bit illegal if a byte is
// outside the alphabet.
func sums[T ~string | ~[]byte](data T) (x, y, z uint64, seen uint8) {
	i := 0
	for ; i < len(data)-2; i += 3 {
		a, b, c := values[data[i]], values[data[i+1]], values[data[i+2]]
		x += uint64(a)
		y += uint64(b)
		z += uint64(c)
		seen |= a | b | c
	}
	if i < len(data) {
		a := values[data[i]]
		x += uint64(a)
		seen |= a
	}
	if i+1 < len(data) {
		b := values[data[i+1]]
		y += uint64(b)
		seen |= b
	}
	return x, y, z, seen
}
