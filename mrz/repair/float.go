package repair

import "math"

// The functions below are those of package math but for one thing: they are the
// same to the last bit on every machine, where those of math may be written in the
// machine's own language. A product that is added to something stands in a
// conversion, which keeps it from being fused into one rounding.

// ln returns the natural logarithm, minus infinity for what is not positive.
func ln(x float64) float64 {
	if x <= 0 {
		return math.Inf(-1)
	}
	m, e := math.Frexp(x)
	if m < math.Sqrt2/2 {
		m, e = 2*m, e-1
	}
	// With t = (m-1)/(m+1), ln m is 2(t + t³/3 + t⁵/5 + ...), and t is at most 0.172.
	t := (m - 1) / (m + 1)
	t2 := t * t
	sum := 0.0
	for n := 25; n >= 1; n -= 2 {
		sum = float64(sum*t2) + 1/float64(n)
	}
	return float64(float64(e)*math.Ln2) + float64(2*t*sum)
}

// exp returns e to the power of x: 0 for what is too small, and no more than the
// greatest number.
func exp(x float64) float64 {
	switch {
	case x < -745:
		return 0
	case x > 709:
		return math.MaxFloat64
	}
	k := math.Round(x / math.Ln2)
	r := x - float64(k*math.Ln2)
	sum := 1.0
	for n := 16; n >= 1; n-- {
		sum = 1 + float64(sum*r)/float64(n)
	}
	return math.Ldexp(sum, int(k))
}

// pow returns a power of a number that is not negative.
func pow(x, y float64) float64 {
	if x == 0 {
		return 0
	}
	return exp(y * ln(x))
}
