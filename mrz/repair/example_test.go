package repair_test

import (
	"fmt"

	"example.org/traveldoc/mrz/repair"
)

// A page with a zone that was misread: fillers as K, an 8 as B, a 0 as O.
const page = `PASSPORT  Republic of Poland
P<POLNOWAK<<ANNA<MARIA<<<<KK<<<<<<<<<<<<<<<<
ZS12345677POLB503150F3O03150<<<<<<<<<<<<<<<8
`

func ExampleFind() {
	for m := range repair.Find(page, nil) {
		best := m.Candidates[0]
		fmt.Println(m.Status, len(page[m.Start:m.End]))
		for _, line := range best.Document.Lines() {
			fmt.Println(line)
		}
		for _, e := range best.Edits {
			fmt.Printf("line %d, column %d: %q for %q, %v\n", e.Line, e.Column, e.From, e.To, e.Proof)
		}
	}
	// Output:
	// repaired 89
	// P<POLNOWAK<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<<<<
	// ZS12345677POL8503150F3003150<<<<<<<<<<<<<<<8
	// line 1, column 27: "K" for "<", unproven
	// line 1, column 28: "K" for "<", unproven
	// line 2, column 14: "B" for "8", check-digit
	// line 2, column 23: "O" for "0", check-digit
}

// A digit that no known error of reading explains: perhaps the document is
// wrong. The answer says so, and has the report of the zone as it was read.
func ExampleDocument_forgery() {
	const zone = `P<POLNOWAK<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<<<<
ZS12945677POL8503150F3003150<<<<<<<<<<<<<<<8`
	r, ok := repair.Document(zone, nil)
	fmt.Println(ok, r.Status, r.Report.OK())
	// Output: true ambiguous false
}

// Two numbers are compared by how likely they are to be readings of one: a letter for a
// digit that looks like it, or another digit.
func ExampleDistance() {
	for _, number := range []string{"L898902C3", "L8989O2C3", "L898902C8", "L898902C"} {
		fmt.Printf("%-9s %.1f\n", number, repair.Distance("L898902C3", number))
	}
	// Output:
	// L898902C3 0.0
	// L8989O2C3 2.3
	// L898902C8 11.1
	// L898902C  8.9
}
