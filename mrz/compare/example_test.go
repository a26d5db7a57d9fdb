package compare_test

import (
	"fmt"
	"strings"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/compare"
)

// The printed zone and that of the chip.
func ExampleDocuments() {
	printed := mrz.MustParse("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10")
	chip := mrz.MustParse("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8989O2C36UTO7408122F1204159ZE184226B<<<<<10")
	r := compare.Documents(printed, chip)
	fmt.Println(r.Verdict)
	for _, c := range r.Fields {
		if c.Relation != compare.Equal {
			fmt.Println(c.Field, c.Relation, c.Reason.Explanation())
			for _, p := range c.Places {
				fmt.Println("line", p.A.Line, "column", p.A.Column)
			}
		}
	}
	// Output:
	// doubtful
	// documentNumber near a few characters differ: perhaps misread
	// line 2 column 6
}

// The zone and the printed page as a person types it.
func ExampleVisual() {
	d := mrz.MustParse("P<D<<MUELLER<<JUERGEN<<<<<<<<<<<<<<<<<<<<<<<\nC01X00T478D<<6408125M2702283<<<<<<<<<<<<<<<4")
	r := compare.Visual(d, compare.VisualZone{
		PrimaryIdentifier:   "Müller",
		SecondaryIdentifier: "Jürgen",
		DocumentNumber:      "C01X 00T47",
		DateOfBirth:         "12 AUG/AOÛT 1964",
		Nationality:         "DEU",
		Sex:                 "M",
	}, nil)
	fmt.Println(r.Verdict)
	for _, c := range r.Fields {
		if c.Relation != compare.Absent {
			fmt.Println(strings.TrimSpace(fmt.Sprintln(c.Field, c.Relation, c.Reason.Explanation())))
		}
	}
	// Output:
	// agree
	// primaryIdentifier equivalent spelled as the issuing State spells
	// secondaryIdentifier equivalent spelled as the issuing State spells
	// documentNumber equivalent written with other blanks, hyphens or punctuation
	// nationality equivalent two codes or names of the same State
	// dateOfBirth equal
	// sex equal
}
