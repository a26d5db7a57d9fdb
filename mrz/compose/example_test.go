package compose_test

import (
	"errors"
	"fmt"

	"golang.org/x/text/language"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/compose"
	"example.org/traveldoc/mrz/translit"
)

// A zone from its fields, with names as the holder writes them.
func ExampleDocument() {
	d, report, err := compose.Document(mrz.TD3, mrz.Fields{
		DocumentCode:        "P",
		IssuingState:        "UTO",
		PrimaryIdentifier:   "Müller-Lüdenscheidt",
		SecondaryIdentifier: "Jörg",
		DocumentNumber:      "L898902C3",
		Nationality:         "D",
		DateOfBirth:         "1974-08-12",
		Sex:                 "M",
		DateOfExpiry:        "2031-04-15",
	}, &compose.Options{Names: translit.New(language.German)})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(d.Line(1))
	fmt.Println(d.Line(2))
	for _, c := range report.Changes {
		fmt.Println(c.Field, "component", c.Component, c.Kind)
	}
	// Output:
	// P<UTOMUELLER<LUEDENSCHEIDT<<JOERG<<<<<<<<<<<
	// L898902C36D<<7408122M3104150<<<<<<<<<<<<<<<4
	// primaryIdentifier component 1 alternative
	// primaryIdentifier component 2 alternative
	// secondaryIdentifier component 1 alternative
}

// All that is wrong comes at once, without the values.
func ExampleDocument_errors() {
	_, _, err := compose.Document(mrz.TD3, mrz.Fields{
		DocumentCode:      "P",
		IssuingState:      "UTO",
		PrimaryIdentifier: "Eriksson",
		DocumentNumber:    "L898902C3D4",
		Nationality:       "UTO",
		DateOfBirth:       "740832",
		Sex:               "F",
	}, nil)
	var all compose.Errors
	if errors.As(err, &all) {
		for _, e := range all {
			fmt.Println(e.Field, "-", e.Err)
		}
	}
	// Output:
	// documentNumber - too long
	// dateOfBirth - not a date of the form YYMMDD or YYYY-MM-DD
	// dateOfExpiry - required
}

// The name field alone, cut by a rule of the issuing State.
func ExampleName() {
	const primary, secondary = "Bennelong Wooloomooloo Warrandyte Warnambool", "Dingo Potoroo"
	for _, cut := range []compose.Cut{compose.CutPlain, compose.CutInitials, compose.CutFixed(6)} {
		field, report, err := compose.Name(mrz.TD3, primary, secondary, &compose.Options{Cut: cut})
		fmt.Println(field, report.Truncation, err)
	}
	// Output:
	// BENNELONG<WOOLOOMO<WARRANDY<WARNAMBO<<D possible <nil>
	// BENNELONG<WOOLOOMOOLOO<WARRANDYTE<W<<DI possible <nil>
	// BENNEL<WOOLOO<WARRAN<WARNAM<<DINGO<POTO possible <nil>
}

// A clerk decides how many letters of each component stay.
func ExampleCutLengths() {
	cut := compose.CutLengths([]int{9, 7, 7, 6}, []int{5, 0})
	field, report, err := compose.Name(mrz.TD3, "Bennelong Wooloomooloo Warrandyte Warnambool", "Dingo Potoroo", &compose.Options{Cut: cut})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(field)
	for _, c := range report.Changes {
		fmt.Println(c.Field, c.Component, c.Kind, "kept", c.Kept, "lost", c.Lost)
	}
	// Output:
	// BENNELONG<WOOLOOM<WARRAND<WARNAM<<DINGO
	// primaryIdentifier 2 shortened kept 7 lost 5
	// primaryIdentifier 3 shortened kept 7 lost 3
	// primaryIdentifier 4 shortened kept 6 lost 4
	// secondaryIdentifier 2 dropped kept 0 lost 7
}

// A zone for a bug report: the shape of the one that makes trouble, and nothing of
// its holder.
func ExampleSurrogate() {
	d := mrz.MustParse("I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<")
	s := compose.Surrogate(d, 1)
	for _, line := range s.Lines() {
		fmt.Println(line)
	}
	// Output:
	// I<UTOT90518530<0701<<<<<<<<<<<
	// 8411246M3106132UTO<<<<<<<<<<<0
	// PADODULEG<<MORAM<EGUK<<<<<<<<<
}

// An exercise for officers, and its answer.
func ExampleNewExercise() {
	d := mrz.MustParse("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10")
	e, ok := compose.NewExercise(compose.Surrogate(d, 1), compose.FaultTransposition, 1)
	if !ok {
		return
	}
	for _, line := range e.Lines {
		fmt.Println(line)
	}
	fmt.Printf("%s: line %d, column %d, %s to %s\n", e.Field, e.Line, e.Column, e.From, e.To)
	// Output:
	// P<UTOENUDIREP<<SEGU<NARER<<<<<<<<<<<<<<<<<<<
	// T905185L04UTO8510725F3005257PB426456H<<<<<84
	// dateOfBirth: line 2, column 18, 27 to 72
}

// The primary identifier loses letters only if it leaves no room.
func ExampleCutPlain() {
	field, _, err := compose.Name(mrz.TD1, "Nilavadhanananda", "Chayapa Dejthamrong Krasuang", &compose.Options{Cut: compose.CutPlain})
	fmt.Println(field, err)
	// Output: NILAVADHANANANDA<<CHAYAPA<DEJT <nil>
}

// Components become initials, from the last one of the primary identifier on.
func ExampleCutInitials() {
	field, _, err := compose.Name(mrz.TD1, "Bennelong Wooloomooloo Warrandyte Warnambool", "Dingo Potoroo", &compose.Options{Cut: compose.CutInitials})
	fmt.Println(field, err)
	// Output: BENNELONG<WOOLOOMOOLOO<W<W<<DI <nil>
}

// Components are cut to the same length.
func ExampleCutFixed() {
	field, _, err := compose.Name(mrz.MRVB, "Bennelong Wooloomooloo Warrandyte Warnambool", "Dingo Potoroo", &compose.Options{Cut: compose.CutFixed(4)})
	fmt.Println(field, err)
	// Output: BENN<WOOL<WARR<WARN<<DINGO<POTO <nil>
}

func ExampleFaults() {
	for _, f := range compose.Faults()[:3] {
		fmt.Println(f)
	}
	// Output:
	// substitution
	// transposition
	// wrong_check_digit
}

// A letter at the end of the field does not say whether a name was cut; the Report
// does.
func ExampleReport_Cut() {
	for _, given := range []string{"Jonathon Alec", "Jonathon Alexander"} {
		field, report, err := compose.Name(mrz.TD1, "Papandropoulous", given, nil)
		fmt.Println(field, report.Truncation, report.Cut(), err)
	}
	// Output:
	// PAPANDROPOULOUS<<JONATHON<ALEC possible false <nil>
	// PAPANDROPOULOUS<<JONATHON<ALEX possible true <nil>
}
