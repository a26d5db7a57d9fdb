package apis_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/apis"
)

const zone = `P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
L898902C36UTO7408122F1204159ZE184226B<<<<<10`

// From zones to a message that a border agency's system takes.
func ExampleEncoder() {
	prepared := time.Date(2010, 11, 23, 8, 0, 0, 0, time.UTC) // by the caller's clock
	arrives := time.Date(2010, 11, 23, 20, 30, 0, 0, time.UTC)
	e := apis.NewEncoder(os.Stdout, apis.InterchangeHeader{
		Sender: apis.Party{ID: "ZZAIRLINE"}, Recipient: apis.Party{ID: "CUSTOMS"},
		Prepared: apis.DateTimeOf(prepared), Reference: "000000001",
	})
	e.Message(&apis.Message{
		Reference: "PAX001", Transaction: "ZZ123-101123",
		Reporter: apis.Reporter{ID: "ZZ OPS", Contacts: []apis.Contact{{Number: "202 628 9292", Means: "TE"}}},
		Legs: []apis.Leg{{Flight: "ZZ123", Carrier: "ZZ", Stops: []apis.Stop{
			{Use: apis.LastDeparture, Airport: "SYD", Departs: apis.DateTimeOf(arrives.Add(-10 * time.Hour))},
			{Use: apis.FirstArrival, Airport: "HNL", Arrives: apis.DateTimeOf(arrives)},
		}}},
	})
	p, _ := apis.FromDocument(mrz.MustParse(zone), nil, mrz.DateOf(arrives))
	e.Passenger(&p)
	if err := e.Close(); err != nil {
		fmt.Println(err)
	}
	// Output:
	// UNB+UNOA:4+ZZAIRLINE+CUSTOMS+101123:0800+000000001'UNH+PAX001+PAXLST:D:15B:UN:IATA'BGM+745'RFF+TN:ZZ123-101123'NAD+MS+ZZ OPS'COM+202 628 9292:TE'TDT+20+ZZ123+++ZZ'LOC+125+SYD'DTM+189:1011231030:201'LOC+87+HNL'DTM+232:1011232030:201'NAD+FL+++ERIKSSON:ANNA:MARIA'ATT+2++F'DTM+329:740812'NAT+2+UTO'DOC+P+L898902C3'DTM+36:120415'LOC+91+UTO'CNT+42:1'UNT+19+PAX001'UNZ+1+000000001'
}

// What the State would not take is told before anything is sent.
func ExampleProfile_Check() {
	arrival := mrz.CalendarDate{Year: 2011, Month: 12, Day: 24}
	profile := apis.Generic()
	profile.Required |= apis.ElementsOf(apis.CountryOfResidence)
	profile.SpareMonths = 6
	p, findings := apis.FromDocument(mrz.MustParse(zone), &profile, arrival)
	findings = append(findings, profile.Check(&p, arrival)...)
	for _, f := range findings {
		fmt.Printf("%v: %s (%s): %s\n", f.Severity, f.Rule, f.Element, f.Text())
	}
	// Output:
	// warning: specimen (issuingState): the code stands for Utopia: a specimen, no travel document
	// warning: specimen (nationality): the code stands for Utopia: a specimen, no travel document
	// warning: code (issuingState): the code is not one of ISO 3166, and the receiver may want another one
	// warning: code (nationality): the code is not one of ISO 3166, and the receiver may want another one
	// error: required (countryOfResidence): the element is required and missing
	// error: spare-months (dateOfExpiry): the document expires too soon after the arrival
}

// A message, person by person, with all that is wrong with it.
func ExampleDecoder() {
	const message = `UNB+UNOA:4+ZZAIRLINE+CUSTOMS+130620:0900+1'
UNH+PAX001+PAXLST:D:15B:UN:IATA'
BGM+745'
NAD+FL+++ERIKSSON:ANNA:MARIA'
DTM+329:741232'
XYZ+1'
NAT+2+UTO'
CNT+42:1'
UNT+9+PAX001'
UNZ+1+1'`
	d := apis.NewDecoder(strings.NewReader(message))
	for {
		m, err := d.Next()
		if err == io.EOF {
			break
		} else if err != nil {
			fmt.Println(err)
			return
		}
		for p, err := range d.Passengers() {
			fmt.Println(m.Reference, p.Name.Surname, p.Nationality, err)
		}
	}
	for _, f := range d.Findings() {
		fmt.Println(f.Severity, f)
	}
	// Output:
	// PAX001 ERIKSSON UTO <nil>
	// error apis: message 1, passenger 1, segment 5 (DTM), byte 116: segment-value: the value of a segment cannot be read, and the segment is kept as it is
	// info apis: message 1, passenger 1, segment 6, byte 132: segment: a segment is not one that the guide uses there, and is kept as it is
	// warning apis: message 1, segment 9 (UNT), element 1, component 1, byte 164: count: the number of segments is not what the end of the message says
}

// A line for the reservation, and what is wrong with another one.
func ExampleParseDOCS() {
	p, _ := apis.FromDocument(mrz.MustParse(zone), nil, mrz.CalendarDate{Year: 2010, Month: 11, Day: 23})
	docs, _ := apis.NewDOCS(&p)
	line, err := docs.Append(nil, apis.SlashForm)
	fmt.Println(string(line), err)

	back, err := apis.ParseDOCS("SRDOCSYYHK1-P-UTO-L898902C3-UTO-12AUG74-W-15APR12-ERIKSSON-ANNA-MARIA")
	var e *apis.SSRError
	if errors.As(err, &e) {
		fmt.Println(e.Field, e.Column, e.Err, back.Name.Given)
	}
	// Output:
	// SSR DOCS YY HK1/P/UTO/L898902C3/UTO/12AUG74/F/15APR12/ERIKSSON/ANNA/MARIA <nil>
	// 6 41 not a code for this place ANNA
}

// The officer who meets the flight: the list against the zones at the gate.
func ExampleCheck() {
	scanned := mrz.MustParse(zone)
	p, _ := apis.FromDocument(scanned, nil, mrz.CalendarDate{Year: 2010, Month: 11, Day: 23})
	p.Gender = "M"
	absent := apis.Passenger{Name: apis.Name{Surname: "SMITH"}}
	pairs, _ := apis.Check([]apis.Passenger{p, absent}, []mrz.Document{scanned}, nil)
	for _, pair := range pairs {
		fmt.Print(pair.Status, " passenger ", pair.Passenger+1)
		for e := range pair.Changes.All() {
			fmt.Print(" ", e)
		}
		fmt.Println()
	}
	// Output:
	// changed passenger 1 gender
	// missing passenger 2
}
