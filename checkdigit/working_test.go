package checkdigit_test

import (
	"slices"
	"testing"

	"example.org/traveldoc/checkdigit"
)

func TestWorking(t *testing.T) {
	want := []checkdigit.Step{
		{Char: 'A', Value: 10, Weight: 7, Product: 70, Sum: 70},
		{Char: '2', Value: 2, Weight: 3, Product: 6, Sum: 76},
		{Char: '<', Value: 0, Weight: 1, Product: 0, Sum: 76},
		{Char: 'Z', Value: 35, Weight: 7, Product: 245, Sum: 321},
	}
	for _, ranges := range [][]string{{"A2<Z"}, {"A", "2<Z"}, {"A2", "", "<", "Z"}} {
		if got, err := checkdigit.Working(ranges...); err != nil || !slices.Equal(got, want) {
			t.Errorf("Working(%q) = %v, %v; want %v", ranges, got, err, want)
		}
	}
	if got, err := checkdigit.Working([]byte("A2"), []byte("<Z")); err != nil || !slices.Equal(got, want) {
		t.Errorf("Working of bytes = %v, %v; want %v", got, err, want)
	}
	if got, err := checkdigit.Working[string](); len(got) != 0 || err != nil {
		t.Errorf("Working of nothing = %v, %v; want none", got, err)
	}
	if got, err := checkdigit.Working("AB", "C-"); got != nil || errOffset(err) != 3 {
		t.Errorf("Working of illegal data = %v, %v; want offset 3", got, err)
	}
}
