package repair

import (
	"math"
	"testing"
)

// TestFloat holds the functions to those of package math.
func TestFloat(t *testing.T) {
	near := func(name string, x, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 1e-13*max(math.Abs(want), 1e-3) {
			t.Errorf("%s(%v) is %v, want %v", name, x, got, want)
		}
	}
	for x := 1e-300; x < 1e300; x *= 1.37 {
		near("ln", x, ln(x), math.Log(x))
	}
	for x := 0.5; x < 2; x += 0.0007 {
		near("ln", x, ln(x), math.Log(x))
	}
	for x := -740.0; x < 705; x += 0.377 {
		if want := math.Exp(x); math.Abs(exp(x)-want) > 1e-12*want+1e-320 {
			t.Errorf("exp(%v) is %v, want %v", x, exp(x), want)
		}
	}
	for x := 1e-30; x < 1e30; x *= 3.1 {
		near("pow", x, pow(x, 0.76)/math.Pow(x, 0.76), 1)
	}
	if !math.IsInf(ln(0), -1) || exp(-1000) != 0 || exp(1000) != math.MaxFloat64 || pow(0, 0.5) != 0 {
		t.Error("the ends are wrong")
	}
}
