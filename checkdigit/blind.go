package checkdigit

// The weights 7, 3 and 1 have no factor in common with 10. So a change of one
// character changes the sum modulo 10, wherever it stands, unless the old and
// the new value are equal modulo 10.
//
// If two characters with the values a and b change places, and their weights are
// v and w, the sum changes by (v-w)(b-a). Neighbours have the weights 7 and 3, 3
// and 1, or 1 and 7: the difference is 4, 2 or -6, each time 2 times a number
// that has no factor in common with 5. So the change is 0 modulo 10 exactly if
// b-a is 0 modulo 5, wherever the pair stands.

// classes holds the characters of each residue of the value modulo 10.
var classes = [10]string{"0AKU<", "1BLV", "2CMW", "3DNX", "4EOY", "5FPZ", "6GQ", "7HR", "8IS", "9JT"}

// Classes returns the ten classes of characters that no check digit can tell
// apart. The characters at index r are those whose value modulo 10 is r: 0AKU<,
// 1BLV, 2CMW, 3DNX, 4EOY, 5FPZ, 6GQ, 7HR, 8IS and 9JT.
func Classes() [10]string { return classes }

// Class returns the characters that no check digit can tell from c, with c
// itself among them: those whose value is equal to that of c modulo 10, in the
// order 0-9, A-Z, <. It is empty if c is not in the alphabet.
func Class(c byte) string {
	v := values[c]
	if v&illegal != 0 {
		return ""
	}
	return classes[v%10]
}

// Indistinguishable reports whether no check digit can tell a from b: the digit
// is the same with a or b in the same place, because their values are equal
// modulo 10. A character is indistinguishable from itself. The result is false
// if a or b is not in the alphabet.
//
// Of the 1,332 substitutions of one character by another (ordered pairs of
// different characters out of 37) a check digit misses these 104, 6 for G or <
// for K among them; it sees every other one, 0 for O and 1 for I among them. It
// sees every substitution of a digit by a digit.
func Indistinguishable(a, b byte) bool {
	v, w := values[a], values[b]
	return (v|w)&illegal == 0 && v%10 == w%10
}

// Transposable reports whether no check digit can tell the neighbours ab from
// ba, because the values of a and b are equal modulo 5. Where they stand makes
// no difference. A character is transposable with itself. The result is false if
// a or b is not in the alphabet.
//
// Of the 1,332 transpositions of two different characters a check digit misses
// these 240; among digits only, the 10 of 90 that are 5 apart, such as 16 for 61.
// The same pairs are missed if the two stand two places apart. Three places
// apart they have the same weight, and every transposition is missed.
func Transposable(a, b byte) bool {
	v, w := values[a], values[b]
	return (v|w)&illegal == 0 && v%5 == w%5
}
