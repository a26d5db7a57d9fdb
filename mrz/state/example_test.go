package state_test

import (
	"errors"
	"fmt"

	"example.org/traveldoc/mrz/state"
)

func Example() {
	c, err := state.Parse("CHE")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(c, c.Name(), c.Alpha2(), c.Numeric(), c.Kind())
	// Output: CHE Switzerland CH 756 state
}

// Germany has a code of one letter, which the field fills up with fillers. The
// code of ISO 3166-1 is met as well.
func ExampleParse_germany() {
	d, _ := state.Parse("D<<")
	deu, _ := state.Parse("DEU")
	fmt.Println(d, d.Field(), d.Name(), d.Issuer())
	fmt.Println(deu, deu.Field(), deu.Name(), deu.Issuer())
	fmt.Println(d == deu, d == deu.Canonical())
	// Output:
	// D D<< Germany true
	// DEU DEU Germany false
	// false true
}

// A code that is in no list is not an error; a text that cannot be a code is.
func ExampleParse_errors() {
	for _, s := range []string{"UTO", "QQQ", "UT0"} {
		c, err := state.Parse(s)
		switch {
		case errors.Is(err, state.ErrSyntax):
			fmt.Println("malformed")
		case !c.Known():
			fmt.Println(c, "is in no list")
		default:
			fmt.Println(c, "is", c.Name())
		}
	}
	// Output:
	// UTO is Utopia
	// QQQ is in no list
	// malformed
}

func ExampleCode_Successors() {
	c := state.MustParse("CSK")
	fmt.Println(c.Name(), "until", c.Withdrawn())
	for s := range c.Successors() {
		fmt.Println(s, s.Name())
	}
	// Output:
	// Czechoslovakia, Czechoslovak Socialist Republic until 1993-06-15
	// CZE Czechia
	// SVK Slovakia
}

func ExampleByAlpha2() {
	for _, s := range []string{"DE", "GB", "UN", "QQ"} {
		c, ok := state.ByAlpha2(s)
		fmt.Printf("%s %q %t\n", s, c, ok)
	}
	// Output:
	// DE "D" true
	// GB "GBR" true
	// UN "UNO" true
	// QQ "" false
}

func ExampleAll() {
	for c := range state.All() {
		if c.Kind() == state.KindTest {
			fmt.Println(c, c.Name())
		}
	}
	// Output:
	// UTO Utopia
	// YTO Utopia (old spelling in Doc 9303 Appendix A examples)
}
