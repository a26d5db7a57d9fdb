package checkdigit_test

import (
	"encoding"
	"errors"
	"testing"

	"example.org/traveldoc/checkdigit"
)

var (
	_ encoding.TextAppender    = checkdigit.Unchecked
	_ encoding.TextMarshaler   = checkdigit.Unchecked
	_ encoding.TextUnmarshaler = new(checkdigit.Verdict)
	_ error                    = new(checkdigit.CharError)
)

func TestVerdictText(t *testing.T) {
	if checkdigit.Unchecked != 0 {
		t.Error("Unchecked is not the zero value")
	}
	for want, v := range map[string]checkdigit.Verdict{
		"unchecked":  checkdigit.Unchecked,
		"match":      checkdigit.Match,
		"mismatch":   checkdigit.Mismatch,
		"blank":      checkdigit.Blank,
		"unreadable": checkdigit.Unreadable,
	} {
		if got := v.String(); got != want {
			t.Errorf("String = %q; want %q", got, want)
		}
		if got, err := v.MarshalText(); string(got) != want || err != nil {
			t.Errorf("MarshalText = %q, %v; want %q", got, err, want)
		}
		var got checkdigit.Verdict
		if err := got.UnmarshalText([]byte(want)); got != v || err != nil {
			t.Errorf("UnmarshalText(%q): %v, %v", want, got, err)
		}
	}
}

func TestVerdictUnknown(t *testing.T) {
	const v = checkdigit.Unreadable + 1
	if got := v.String(); got != "Verdict(5)" {
		t.Errorf("String = %q; want Verdict(5)", got)
	}
	if got, err := v.AppendText([]byte("x")); string(got) != "x" || !errors.Is(err, checkdigit.ErrVerdict) {
		t.Errorf("AppendText = %q, %v; want ErrVerdict", got, err)
	}
	if got, err := v.MarshalText(); got != nil || !errors.Is(err, checkdigit.ErrVerdict) {
		t.Errorf("MarshalText = %q, %v; want ErrVerdict", got, err)
	}
	for _, text := range []string{"", "Match", "matched", "Verdict(5)"} {
		got := checkdigit.Blank
		if err := got.UnmarshalText([]byte(text)); !errors.Is(err, checkdigit.ErrVerdict) || got != checkdigit.Blank {
			t.Errorf("UnmarshalText(%q): %v, %v; want ErrVerdict and no change", text, got, err)
		}
	}
}
