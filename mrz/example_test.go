package mrz_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"example.org/traveldoc/mrz"
)

// The specimen of a passport in Doc 9303-4.
const passport = `P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
L898902C36UTO7408122F1204159ZE184226B<<<<<10`

func ExampleParse() {
	doc, err := mrz.Parse(passport)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("layout:     ", doc.Layout())
	fmt.Println("code:       ", doc.DocumentCode())
	fmt.Println("issued by:  ", doc.IssuingState().Name())
	fmt.Println("name:       ", doc.PrimaryIdentifier()+", "+doc.SecondaryIdentifier())
	fmt.Println("number:     ", doc.DocumentNumber())
	fmt.Println("nationality:", doc.Nationality())
	fmt.Println("born:       ", doc.DateOfBirth())
	fmt.Println("sex:        ", doc.Sex())
	fmt.Println("valid until:", doc.DateOfExpiry())
	fmt.Println("data:       ", doc.OptionalData())
	// Output:
	// layout:      TD3
	// code:        P
	// issued by:   Utopia
	// name:        ERIKSSON, ANNA MARIA
	// number:      L898902C3
	// nationality: UTO
	// born:        740812
	// sex:         F
	// valid until: 120415
	// data:        ZE184226B
}

// What is no zone, is one of three things, which errors.Is tells apart. The
// error has the place, and never a character of the text.
func ExampleParse_errors() {
	for _, text := range []string{
		"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
		"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<1",
		"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226b<<<<<10",
	} {
		_, err := mrz.Parse(text)
		switch {
		case errors.Is(err, mrz.ErrLineCount):
			fmt.Println("Hold the document so that all lines can be seen.")
		case errors.Is(err, mrz.ErrLineLength):
			fmt.Println("A line has been cut.")
		case errors.Is(err, mrz.ErrCharacter):
			fmt.Println("A character has been misread.")
		}
		var syntax *mrz.SyntaxError
		if errors.As(err, &syntax) {
			fmt.Println("Look at line", syntax.Line, "and column", syntax.Column)
		}
		fmt.Println(err)
	}
	// Output:
	// Hold the document so that all lines can be seen.
	// Look at line 2 and column 1
	// mrz: line 2, column 1: wrong number of lines
	// A line has been cut.
	// Look at line 2 and column 44
	// mrz: line 2, column 44: wrong line length
	// A character has been misread.
	// Look at line 2 and column 37
	// mrz: line 2, column 37: character other than A-Z, 0-9 and <
}

// The day decides what the two digits of a year mean and whether a document
// has expired. The package has no clock: the caller passes the day.
func ExampleDocument_Verify() {
	doc := mrz.MustParse(passport)
	report := doc.Verify(&mrz.VerifyOptions{AsOf: mrz.CalendarDate{Year: 2026, Month: time.November, Day: 23}})

	fmt.Println("well made:", report.OK())
	fmt.Println("validity: ", report.Validity())
	for _, f := range report.Findings() {
		fmt.Printf("%v, line %d, column %d: %s (%s)\n", f.Severity, f.Span.Line, f.Span.Column, f.Message(), f.Clause)
	}
	for c := range report.Checks() {
		fmt.Printf("%v: %v\n", c.Field, c.Verdict)
	}
	// Output:
	// well made: true
	// validity:  expired
	// warning, line 1, column 3: the code stands for Utopia: a specimen, no travel document (9303-3 5)
	// warning, line 2, column 11: the code stands for Utopia: a specimen, no travel document (9303-3 5)
	// warning, line 2, column 22: the document has expired (9303-4 4.2.2)
	// documentNumber: match
	// dateOfBirth: match
	// dateOfExpiry: match
	// optionalData: match
	// composite: match
}

// Those who want an error for a zone that is not well made have it in Err.
func ExampleReport_Err() {
	doc := mrz.MustParse(strings.Replace(passport, "7408122F", "7408123F", 1))
	err := doc.Verify(nil).Err()

	fmt.Println(err)
	fmt.Println(errors.Is(err, mrz.RuleCheckDigit), errors.Is(err, mrz.RuleDate))
	// Output:
	// mrz: line 2, column 20: check-digit: the check digit of the date of birth is not the one computed from it (and 1 more)
	// true false
}

// A number of more than nine characters goes on in the optional data of a card,
// where its check digit stands as well.
func ExampleDocument_DocumentNumber() {
	doc := mrz.MustParse(`I<UTOD23145890<7349<<<<<<<<<<<
3407127M9507122UTO<<<<<<<<<<<2
STEVENSON<<PETER<JOHN<<<<<<<<<`)
	fmt.Println("first nine:", doc.Raw(mrz.FieldDocumentNumber))
	fmt.Println("all of it: ", doc.DocumentNumber())
	fmt.Printf("other data: %q\n", doc.OptionalData())

	rest, digit, ok := doc.LongNumber()
	fmt.Println(ok, rest.Column, rest.Len, digit.Column)
	fmt.Println(doc.Verify(nil).Verdict(mrz.FieldDocumentNumber))
	// Output:
	// first nine: D23145890
	// all of it:  D23145890734
	// other data: ""
	// true 16 3 19
	// match
}

// The parts of a name come one by one, without a copy. A name that reaches the
// end of its field may have been cut there.
func ExampleDocument_PrimaryComponents() {
	doc := mrz.MustParse(`P<UTOVAN<DER<MUELLEN<<CORNELIUS<ADRIAAN<PIET
L898902C36UTO7408122F1204159ZE184226B<<<<<10`)
	for c := range doc.PrimaryComponents() {
		fmt.Println("primary:  ", c)
	}
	for c := range doc.SecondaryComponents() {
		fmt.Println("secondary:", c)
	}
	fmt.Println("truncated:", doc.Truncation())
	// Output:
	// primary:   VAN
	// primary:   DER
	// primary:   MUELLEN
	// secondary: CORNELIUS
	// secondary: ADRIAAN
	// secondary: PIET
	// truncated: possible
}

// A Document in a log shows nothing of its holder, and JSON refuses it.
func ExampleDocument_LogValue() {
	doc := mrz.MustParse(passport)
	log := slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{} // an example has to print the same every time
		}
		return a
	}}))
	log.Info("document read", "doc", doc)
	fmt.Printf("%v, %+v, %q\n", doc, doc, doc)

	_, err := json.Marshal(doc)
	fmt.Println(errors.Is(err, mrz.ErrMarshal))
	// Output:
	// level=INFO msg="document read" doc="TD3 P UTO [redacted]"
	// TD3 P UTO [redacted], TD3 P UTO [redacted], TD3 P UTO [redacted]
	// true
}

func ExampleDocument_Mask() {
	for _, line := range mrz.MustParse(passport).Mask() {
		fmt.Println(line)
	}
	// Output:
	// P<UTO***************************************
	// **********UTO*******F***********************
}

// Fields are a deliberate way out, for programs that store what they have read.
func ExampleDocument_Fields() {
	b, err := json.MarshalIndent(mrz.MustParse(passport).Fields(), "", "  ")
	fmt.Println(string(b), err)
	// Output:
	// {
	//   "documentCode": "P",
	//   "issuingState": "UTO",
	//   "primaryIdentifier": "ERIKSSON",
	//   "secondaryIdentifier": "ANNA MARIA",
	//   "nameTruncation": "no",
	//   "documentNumber": "L898902C3",
	//   "nationality": "UTO",
	//   "dateOfBirth": "740812",
	//   "sex": "F",
	//   "dateOfExpiry": "120415",
	//   "optionalData": "ZE184226B"
	// } <nil>
}

// A stream may hold zones of all layouts. A bad record, such as the passport
// without its second line here, costs itself and no other.
func ExampleReader() {
	const stream = passport + `
P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
I<UTOD231458907<<<<<<<<<<<<<<<
7408122F1204159UTO<<<<<<<<<<<6
ERIKSSON<<ANNA<MARIA<<<<<<<<<<
` + passport

	r := mrz.NewReader(strings.NewReader(stream))
	for {
		doc, err := r.Read()
		if err == io.EOF {
			break
		}
		var syntax *mrz.SyntaxError
		switch {
		case errors.As(err, &syntax):
			fmt.Printf("line %d of the stream: no zone: %v\n", r.Line(), err)
		case err != nil:
			fmt.Println(err) // of the underlying reader
			return
		default:
			fmt.Printf("line %d of the stream: %v, well made: %v\n", r.Line(), doc.Layout(), doc.Verify(nil).OK())
		}
	}
	// Output:
	// line 1 of the stream: TD3, well made: true
	// line 3 of the stream: no zone: mrz: line 2, column 1: wrong number of lines
	// line 4 of the stream: TD1, well made: true
	// line 7 of the stream: TD3, well made: true
}

func ExampleReader_All() {
	r := mrz.NewReader(strings.NewReader(passport + "\n\n" + passport))
	for doc, err := range r.All() {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(r.Line(), doc.Layout())
	}
	// Output:
	// 1 TD3
	// 4 TD3
}

// The records of a large file are shared among goroutines, in blocks of some
// hundreds.
func ExampleReader_Blocks() {
	file := strings.NewReader(strings.Repeat(passport+"\n", 10_000))

	work := make(chan *mrz.Reader)
	var ok atomic.Int64
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for block := range work {
				for doc, err := range block.All() {
					if err == nil && doc.Verify(nil).OK() {
						ok.Add(1)
					}
				}
			}
		})
	}
	for block, err := range mrz.NewReader(file).Blocks() {
		if err != nil {
			fmt.Println(err) // of the file
			break
		}
		work <- block
	}
	close(work)
	workers.Wait()
	fmt.Println(ok.Load(), "are well made")
	// Output:
	// 10000 are well made
}

// A desk that takes nothing out of the ordinary uses strict severities, and may
// set others by rule.
func ExampleStrictSeverities() {
	doc := mrz.MustParse(passport)
	asOf := mrz.CalendarDate{Year: 2010, Month: time.June, Day: 1}
	strict := mrz.StrictSeverities()

	fmt.Println(doc.Verify(&mrz.VerifyOptions{AsOf: asOf}).OK())
	fmt.Println(doc.Verify(&mrz.VerifyOptions{AsOf: asOf, Severities: strict}).OK()) // a specimen
	fmt.Println(doc.Verify(&mrz.VerifyOptions{AsOf: asOf, Severities: strict.With(mrz.RuleSpecimen, mrz.SeverityInfo)}).OK())
	// Output:
	// true
	// false
	// true
}

// A zone has no century. Here the holder may be ten years old or a hundred and
// ten, and both are told.
func ExampleDocument_BirthDate() {
	doc := mrz.MustParse(`P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
L898902C36UTO1608122F3104159ZE184226B<<<<<10`)
	asOf := mrz.CalendarDate{Year: 2026, Month: time.November, Day: 23}

	born, other := doc.BirthDate(asOf)
	age, ok := doc.Age(asOf)
	fmt.Println(born, "or", other)
	fmt.Println(age, ok)
	fmt.Println("valid until", doc.ExpiryDate(asOf))
	// Output:
	// 2016-08-12 or 1916-08-12
	// 10 true
	// valid until 2031-04-15
}

// Parts of a date of birth may be unknown.
func ExampleDate() {
	doc := mrz.MustParse(`P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
L898902C36UTO74<<<<1F1204159ZE184226B<<<<<14`)
	born := doc.DateOfBirth()
	year, ok := born.Year()
	fmt.Println(year, ok)
	month, ok := born.Month()
	fmt.Println(month, ok)
	fmt.Println(born.IsComplete())
	// Output:
	// 74 true
	// 0 false
	// false
}

// Rules lists what Verify looks for.
func ExampleRules() {
	for _, i := range mrz.Rules() {
		if i.Rule == mrz.RuleSex {
			fmt.Printf("%s, %s: %s (%s)\n", i.Cause, i.Severity, i.Message(), i.Clause(mrz.TD1))
		}
	}
	// Output:
	// invalid, error: the sex is none of M, F and the filler (9303-5 4.2.2)
	// x, warning: an X stands for an unspecified sex, where a zone has a filler (9303-5 4.2.2)
}

// The table of a layout, as the standard prints it.
func ExampleLayout_Fields() {
	for f := range mrz.TD3.Fields() {
		if s, _ := mrz.TD3.Span(f); s.Line == 2 {
			fmt.Printf("%2d-%2d %v\n", s.Column, s.Column+s.Len-1, f.Noun())
		}
	}
	// Output:
	//  1- 9 document number
	// 10-10 check digit of the document number
	// 11-13 nationality
	// 14-19 date of birth
	// 20-20 check digit of the date of birth
	// 21-21 sex
	// 22-27 date of expiry
	// 28-28 check digit of the date of expiry
	// 29-42 optional data
	// 43-43 check digit of the optional data
	// 44-44 composite check digit
}

// A Document refers to the text that it was read from. Clone lets go of it.
func ExampleDocument_Clone() {
	page := bytes.Repeat([]byte(" "), 1<<20)
	doc, err := mrz.ParseBytes(append(page, passport...))
	if err != nil {
		fmt.Println(err)
		return
	}
	kept := doc.Clone() // 88 bytes and no more
	fmt.Println(kept == doc)
	// Output:
	// true
}
