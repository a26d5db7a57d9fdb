package checkdigit_test

import (
	"strings"

	"example.org/traveldoc/checkdigit"
)

// alphabet lists the 37 characters in the order of their values (Doc 9303-3
// section 4.9), the filler last.
const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<"

// refValue is the value of c, or -1.
func refValue(c byte) int {
	if c == '<' {
		return 0
	}
	return strings.IndexByte(alphabet, c)
}

// refCompute is the check digit of data by the words of the standard: multiply
// each value by its weight, add the products, divide by 10, keep the remainder.
// If a byte is illegal, it returns 0 and the offset of the first one.
func refCompute(data string) (digit byte, offset int) {
	weights := []int{7, 3, 1}
	sum := 0
	for i := range len(data) {
		v := refValue(data[i])
		if v < 0 {
			return 0, i
		}
		sum += v * weights[i%3]
	}
	return "0123456789"[sum%10], -1
}

// refVerify is the verdict by the documentation of Verify.
func refVerify(data string, printed byte) checkdigit.Verdict {
	digit, offset := refCompute(data)
	switch {
	case offset >= 0:
		return checkdigit.Unreadable
	case printed == '<':
		return checkdigit.Blank
	case !strings.Contains("0123456789", string(rune(printed))):
		return checkdigit.Unreadable
	case printed == digit:
		return checkdigit.Match
	}
	return checkdigit.Mismatch
}
