package records

import (
	"errors"

	"example.org/traveldoc/mrz"
)

// A FailOn says which zones are not ok besides those that have an error. It is the
// value of a flag, for the standard library and for cobra.
type FailOn string

const (
	FailOnError   FailOn = "" // no others
	FailOnWarning FailOn = "warning"
	FailOnExpired FailOn = "expired"
)

// Fails reports whether a zone is not ok.
func (f FailOn) Fails(r mrz.Report) bool {
	switch f {
	case FailOnWarning:
		return !r.OK() || r.Worst() >= mrz.SeverityWarning
	case FailOnExpired:
		return !r.OK() || r.Validity() == mrz.Expired
	}
	return !r.OK()
}

func (f *FailOn) String() string { return string(*f) }

// Type is what cobra's help calls the value.
func (f *FailOn) Type() string { return "kind" }

// Set takes the value of a flag.
func (f *FailOn) Set(s string) error {
	switch v := FailOn(s); v {
	case FailOnWarning, FailOnExpired:
		*f = v
		return nil
	}
	return errors.New("want warning or expired")
}
