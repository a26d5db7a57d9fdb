package main

import (
	"testing"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/apis"
)

// TestMatchNames pins that a listed name is matched however its components are
// parted, and that no name is matched because something is empty.
func TestMatchNames(t *testing.T) {
	const second = "\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
	zone := func(name string) mrz.Document {
		return mrz.MustParse(("P<UTO" + name + "<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<")[:44] + second)
	}
	for _, test := range []struct {
		surname, given, zone string
		want                 bool
	}{
		{"MUELLER", "JUERGEN", "MUELLER<<JUERGEN", true},
		{"MULLER", "JURGEN", "MUELLER<<JUERGEN", false}, // a list has no umlauts: they are two names to it
		{"OCONNOR", "SEAN", "O<CONNOR<<SEAN", true},
		{"MUELLER", "JUERGEN", "MILLER<<JUERGEN", false},
		{"MUELLER", "", "MUELLER<<JUERGEN", false},
		{"MUELLER", "JUERGEN", "MUELLER", false},
		{"MUELLER", "FNU", "MUELLER", true},
		{"", "", "MUELLER<<JUERGEN", false},
	} {
		n := apis.Name{Surname: test.surname, Given: test.given}
		if got := matchNames(n, zone(test.zone)); got != test.want {
			t.Errorf("%q %q and %s: %v", test.surname, test.given, test.zone, got)
		}
	}
}
