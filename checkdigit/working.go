package checkdigit

// Step is one line of the working of a check digit, which shows how the digit
// comes about.
type Step struct {
	Char    byte // the character
	Value   int  // its value, 0 to 35
	Weight  int  // its weight, 7, 3 or 1
	Product int  // Value times Weight
	Sum     int  // sum of the products up to and with this one
}

// Working returns one Step for each character of data, in order, as the worked
// examples of Doc 9303-3 Appendix A set them out. The check digit is the last
// Sum modulo 10. The ranges are taken as one text, as by a [Sum], so that the
// Step of the i-th character is at index i and has Weight(i); for a digit over
// one range, give one.
//
// If a byte is outside A-Z, 0-9 and <, there are no steps and the error is a
// [*CharError]; its offset counts through all the ranges.
//
// The steps hold the data themselves, which may be personal. To compute or
// verify a digit without them, use [Compute], [Verify] or [Sum].
func Working[T ~string | ~[]byte](ranges ...T) ([]Step, error) {
	n := 0
	for _, data := range ranges {
		n += len(data)
	}
	steps := make([]Step, 0, n)
	sum := 0
	for _, data := range ranges {
		for i := range len(data) {
			v, ok := Value(data[i])
			if !ok {
				return nil, &CharError{Offset: len(steps)}
			}
			w := Weight(len(steps))
			sum += v * w
			steps = append(steps, Step{Char: data[i], Value: v, Weight: w, Product: v * w, Sum: sum})
		}
	}
	return steps, nil
}
