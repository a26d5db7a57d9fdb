package records

import (
	"testing"

	"example.org/traveldoc/mrz"
)

func TestFailOn(t *testing.T) {
	day := func(s string) (d mrz.CalendarDate) {
		if err := d.UnmarshalText([]byte(s)); err != nil {
			t.Fatal(err)
		}
		return d
	}
	// Made up, after the specimen of Doc 9303-4; it expired on 2012-04-15.
	const text = "P<NLDERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36NLD7408122F1204159ZE184226B<<<<<10"
	good := mrz.MustParse(text)
	bad := mrz.MustParse(text[:len(text)-1] + "1")
	for _, test := range []struct {
		failOn string
		doc    mrz.Document
		asOf   string
		want   bool
	}{
		{"", good, "2010-01-01", false},
		{"", good, "2020-01-01", false},
		{"", bad, "2010-01-01", true},
		{"expired", good, "2010-01-01", false},
		{"expired", good, "2020-01-01", true},
		{"expired", bad, "2010-01-01", true},
		{"warning", good, "2010-01-01", false},
		{"warning", good, "2020-01-01", true}, // that it has expired is one
		{"warning", bad, "2010-01-01", true},
	} {
		var f FailOn
		if test.failOn != "" {
			if err := f.Set(test.failOn); err != nil {
				t.Fatal(err)
			}
		}
		if got := f.Fails(test.doc.Verify(&mrz.VerifyOptions{AsOf: day(test.asOf)})); got != test.want || f.String() != test.failOn {
			t.Errorf("%q on %s: got %v; want %v", f.String(), test.asOf, got, test.want)
		}
	}
	f := FailOnExpired
	if err := f.Set("sometimes"); err == nil || f != FailOnExpired {
		t.Errorf("got %v, %q", err, f)
	}
}
