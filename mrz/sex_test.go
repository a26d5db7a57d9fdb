package mrz_test

import (
	"testing"

	"example.org/traveldoc/mrz"
)

func TestSex(t *testing.T) {
	for i := range 256 {
		s := mrz.Sex(i)
		valid := s == 'M' || s == 'F' || s == '<'
		unspecified := s == '<' || s == 'X'
		if s.Valid() != valid || s.Unspecified() != unspecified {
			t.Errorf("Sex(%d): Valid() = %v, Unspecified() = %v; want %v, %v", i, s.Valid(), s.Unspecified(), valid, unspecified)
		}
		want := ""
		if i > 0 {
			want = string(rune(i))
		}
		if s.String() != want {
			t.Errorf("Sex(%d).String() = %q; want %q", i, s, want)
		}
	}
	if mrz.SexMale.String() != "M" || mrz.SexFemale.String() != "F" || mrz.SexUnspecified.String() != "<" {
		t.Error("the constants are not the characters of the standard")
	}
}

// TestSexOf puts each character in the field of each layout.
func TestSexOf(t *testing.T) {
	for l := range mrz.Layouts() {
		for _, c := range []byte(refAlphabet) {
			d := with(l, map[mrz.Field]string{mrz.FieldSex: string(c)})
			if d.Sex() != mrz.Sex(c) {
				t.Errorf("%v: Sex() = %v; want %c", l, d.Sex(), c)
			}
			var found mrz.Finding
			for _, f := range d.Verify(nil).Findings() {
				if f.Rule == mrz.RuleSex {
					found = f
				}
			}
			want := map[byte]mrz.Cause{'M': "", 'F': "", '<': "", 'X': "x"}
			cause, ok := want[c]
			if !ok {
				cause = "invalid"
			}
			if found.Cause != cause {
				t.Errorf("%v: %c is %q; want %q", l, c, found.Cause, cause)
			}
		}
	}
}
