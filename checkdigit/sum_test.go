package checkdigit_test

import (
	"testing"

	"example.org/traveldoc/checkdigit"
)

func TestSumZero(t *testing.T) {
	var s checkdigit.Sum
	if s.Digit() != '0' || s.Len() != 0 {
		t.Errorf("zero Sum: digit %q, length %d; want '0', 0", s.Digit(), s.Len())
	}
	if err := s.Add(""); err != nil || s != (checkdigit.Sum{}) {
		t.Errorf("Add of nothing: %v, %v; want no change", s, err)
	}
}

func TestSumSplits(t *testing.T) {
	const data = alphabet + alphabet
	want, _ := refCompute(data)
	for i := range len(data) + 1 {
		for j := i; j <= len(data); j++ {
			var s checkdigit.Sum
			for _, r := range []string{data[:i], data[i:j], data[j:]} {
				if err := s.Add(r); err != nil {
					t.Fatal(err)
				}
			}
			if s.Digit() != want || s.Len() != len(data) {
				t.Fatalf("cut at %d and %d: digit %q, length %d; want %q, %d", i, j, s.Digit(), s.Len(), want, len(data))
			}
		}
	}
}

func TestSumAddByte(t *testing.T) {
	const data = alphabet + alphabet
	var s checkdigit.Sum
	for i := range len(data) {
		if err := s.AddByte(data[i]); err != nil {
			t.Fatal(err)
		}
		if want, _ := refCompute(data[:i+1]); s.Digit() != want || s.Len() != i+1 {
			t.Errorf("after %d: digit %q, length %d; want %q", i+1, s.Digit(), s.Len(), want)
		}
	}
}

func TestSumUnchangedOnError(t *testing.T) {
	var s checkdigit.Sum
	if err := s.Add("HA672242<6"); err != nil {
		t.Fatal(err)
	}
	before := s
	if err := s.Add("5802a54"); errOffset(err) != 4 {
		t.Errorf("Add: %v; want offset 4", err)
	}
	if err := s.AddByte('a'); errOffset(err) != 0 {
		t.Errorf("AddByte: %v; want offset 0", err)
	}
	if s != before {
		t.Errorf("Sum is %v after errors; want %v", s, before)
	}
}
