package checkdigit_test

import (
	"bytes"
	"strings"
	"testing"

	"example.org/traveldoc/checkdigit"
)

func TestClasses(t *testing.T) {
	seen := ""
	for r, class := range checkdigit.Classes() {
		for i := range len(class) {
			if refValue(class[i])%10 != r {
				t.Errorf("%q is in class %d", class[i], r)
			}
			if got := checkdigit.Class(class[i]); got != class {
				t.Errorf("Class(%q) = %q; want %q", class[i], got, class)
			}
			if i > 0 && strings.IndexByte(alphabet, class[i-1]) > strings.IndexByte(alphabet, class[i]) {
				t.Errorf("class %q is out of order", class)
			}
		}
		seen += class
	}
	if len(seen) != len(alphabet) {
		t.Errorf("the classes hold %d characters; want %d", len(seen), len(alphabet))
	}
	for c := range 256 {
		if refValue(byte(c)) < 0 && checkdigit.Class(byte(c)) != "" {
			t.Errorf("Class(%#x) is not empty", c)
		}
	}
}

// TestBlind tries every pair of bytes at every place of a text against the
// reference.
func TestBlind(t *testing.T) {
	digit := func(data []byte) byte {
		d, _ := refCompute(string(data))
		return d
	}
	base := []byte("L898902C3")
	substitutions, transpositions, digitTranspositions := 0, 0, 0
	for a := range 256 {
		for b := range 256 {
			a, b := byte(a), byte(b)
			same, swap := checkdigit.Indistinguishable(a, b), checkdigit.Transposable(a, b)
			if refValue(a) < 0 || refValue(b) < 0 {
				if same || swap {
					t.Errorf("%q and %q: %t, %t; want false for an illegal byte", a, b, same, swap)
				}
				continue
			}
			if a != b && same {
				substitutions++
			}
			if a != b && swap {
				transpositions++
				if a <= '9' && b <= '9' {
					digitTranspositions++
				}
			}
			for i := range base {
				x, y := bytes.Clone(base), bytes.Clone(base)
				x[i], y[i] = a, b
				if got := digit(x) == digit(y); got != same {
					t.Errorf("%c for %c at %d: passes %t; Indistinguishable %t", b, a, i, got, same)
				}
				for distance := 1; distance <= 3 && i+distance < len(base); distance++ {
					x, y := bytes.Clone(base), bytes.Clone(base)
					x[i], x[i+distance] = a, b
					y[i], y[i+distance] = b, a
					want := swap || distance == 3
					if got := digit(x) == digit(y); got != want {
						t.Errorf("%c and %c, %d apart at %d: passes %t; Transposable %t", a, b, distance, i, got, swap)
					}
				}
			}
		}
	}
	if substitutions != 104 || transpositions != 240 || digitTranspositions != 10 {
		t.Errorf("missed: %d substitutions, %d transpositions, %d of digits; want 104, 240, 10",
			substitutions, transpositions, digitTranspositions)
	}
}
