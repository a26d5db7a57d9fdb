package checkdigit_test

import (
	"errors"
	"fmt"

	"example.org/traveldoc/checkdigit"
)

// The first two worked examples of Doc 9303-3 Appendix A: a date and a document
// number, with its fillers.
func ExampleCompute() {
	for _, data := range []string{"520727", "AB2134<<<"} {
		digit, err := checkdigit.Compute(data)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%s%c\n", data, digit)
	}
	// Output:
	// 5207273
	// AB2134<<<5
}

func ExampleCompute_error() {
	_, err := checkdigit.Compute("AB 2134<<")
	var ce *checkdigit.CharError
	if errors.As(err, &ce) {
		fmt.Println(ce.Offset)
	}
	fmt.Println(err)
	// Output:
	// 2
	// checkdigit: offset 2: character outside A-Z, 0-9 and <
}

func ExampleVerify() {
	fmt.Println(checkdigit.Verify("L898902C3", '6'))
	fmt.Println(checkdigit.Verify("L898902C3", '5'))
	fmt.Println(checkdigit.Verify("<<<<<<<<<<<<<<", '<'))
	fmt.Println(checkdigit.Verify("L898902C3", 'G'))
	// Output:
	// match
	// mismatch
	// blank
	// unreadable
}

// The composite digit of a passport, the third worked example of Doc 9303-3
// Appendix A: positions 1-10, 14-20 and 22-43 of the lower line.
func ExampleSum() {
	line := "HA672242<6YTO5802254M9601086<<<<<<<<<<<<<<08"
	var s checkdigit.Sum
	for _, data := range []string{line[0:10], line[13:20], line[21:43]} {
		if err := s.Add(data); err != nil {
			fmt.Println(err)
			return
		}
	}
	fmt.Printf("%c of %d characters: %v\n", s.Digit(), s.Len(), s.Verify(line[43]))
	// Output: 8 of 39 characters: match
}

// The composite digit of a card of size TD1, the fourth worked example: line 1,
// positions 6-30, and line 2, positions 1-7, 9-15 and 19-29.
func ExampleSum_td1() {
	line1 := "I<YTOD231458907<<<<<<<<<<<<<<<"
	line2 := "3407127M9507122YTO<<<<<<<<<<<2"
	var s checkdigit.Sum
	for _, data := range []string{line1[5:30], line2[0:7], line2[8:15], line2[18:29]} {
		if err := s.Add(data); err != nil {
			fmt.Println(err)
			return
		}
	}
	fmt.Println(s.Verify(line2[29]))
	// Output: match
}

// The composite digit of a document of size TD2, the fifth worked example:
// positions 1-10, 14-20 and 22-35 of the lower line.
func ExampleSum_td2() {
	line := "HA672242<6YTO5802254M9601086<<<<<<<8"
	var s checkdigit.Sum
	for _, data := range []string{line[0:10], line[13:20], line[21:35]} {
		if err := s.Add(data); err != nil {
			fmt.Println(err)
			return
		}
	}
	fmt.Println(s.Verify(line[35]))
	// Output: match
}

func ExampleWorking() {
	steps, err := checkdigit.Working("AB2134<<<")
	if err != nil {
		fmt.Println(err)
		return
	}
	sum := 0
	for _, s := range steps {
		fmt.Printf("%c %2d x %d = %2d %4d\n", s.Char, s.Value, s.Weight, s.Product, s.Sum)
		sum = s.Sum
	}
	fmt.Printf("%d modulo 10 is %d\n", sum, sum%10)
	// Output:
	// A 10 x 7 = 70   70
	// B 11 x 3 = 33  103
	// 2  2 x 1 =  2  105
	// 1  1 x 7 =  7  112
	// 3  3 x 3 =  9  121
	// 4  4 x 1 =  4  125
	// <  0 x 7 =  0  125
	// <  0 x 3 =  0  125
	// <  0 x 1 =  0  125
	// 125 modulo 10 is 5
}

func ExampleIndistinguishable() {
	fmt.Println(checkdigit.Indistinguishable('0', 'O'))
	fmt.Println(checkdigit.Indistinguishable('6', 'G'))
	fmt.Println(checkdigit.Class('K'))
	// Output:
	// false
	// true
	// 0AKU<
}

// The date 27 July 1952, with two neighbours interchanged by the writer: a digit
// sees it, but not where they are 5 apart.
func ExampleTransposable() {
	fmt.Println(checkdigit.Transposable('2', '0'), checkdigit.Verify("502727", '3'))
	fmt.Println(checkdigit.Transposable('2', '7'), checkdigit.Verify("520772", '3'))
	// Output:
	// false mismatch
	// true match
}
