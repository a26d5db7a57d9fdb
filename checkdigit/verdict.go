package checkdigit

import (
	"errors"
	"strconv"
)

// Verdict is what is known of a check digit. The zero value is [Unchecked], so
// that a check that was forgotten does not pass for one.
type Verdict uint8

const (
	Unchecked  Verdict = iota // not verified, or there is no such digit
	Match                     // the printed digit is the right one
	Mismatch                  // another digit is printed
	Blank                     // a filler is printed in place of the digit
	Unreadable                // neither a digit nor a filler is printed, or the data are illegal
)

// ErrVerdict is the error for a text that names no [Verdict], and for a value
// that is none of the constants.
var ErrVerdict = errors.New("checkdigit: unknown verdict")

var verdictNames = [...]string{
	Unchecked:  "unchecked",
	Match:      "match",
	Mismatch:   "mismatch",
	Blank:      "blank",
	Unreadable: "unreadable",
}

// String returns "unchecked", "match", "mismatch", "blank" or "unreadable", and
// a text of the form "Verdict(9)" for a value that is none of the constants.
func (v Verdict) String() string {
	if int(v) < len(verdictNames) {
		return verdictNames[v]
	}
	return "Verdict(" + strconv.Itoa(int(v)) + ")"
}

// AppendText appends the text of [Verdict.String] to b. If v is none of the
// constants, it returns b unchanged and [ErrVerdict].
func (v Verdict) AppendText(b []byte) ([]byte, error) {
	if int(v) >= len(verdictNames) {
		return b, ErrVerdict
	}
	return append(b, verdictNames[v]...), nil
}

// MarshalText returns the text of [Verdict.String]. If v is none of the
// constants, the error is [ErrVerdict].
func (v Verdict) MarshalText() ([]byte, error) { return v.AppendText(nil) }

// UnmarshalText sets v to the Verdict that text names. Case counts. If it names
// none, the error is [ErrVerdict] and v is unchanged.
func (v *Verdict) UnmarshalText(text []byte) error {
	for i, name := range verdictNames {
		if string(text) == name {
			*v = Verdict(i)
			return nil
		}
	}
	return ErrVerdict
}

// judge compares the digit computed from legal data with the printed one.
func judge(computed, printed byte) Verdict {
	switch {
	case printed == computed:
		return Match
	case printed-'0' <= 9:
		return Mismatch
	case printed == '<':
		return Blank
	}
	return Unreadable
}
