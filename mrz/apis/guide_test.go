package apis_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/apis"
)

// guide returns a worked example of the implementation guide, as it is sent: the
// line breaks in the file are for reading.
func guide(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile("testdata/guide-" + name + ".edi")
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(strings.ReplaceAll(string(b), "\r", ""), "\n", "")
}

func date(s string) (d mrz.Date) {
	copy(d[:], s)
	return d
}

func dateTime(s string) (d apis.DateTime) {
	copy(d.Date[:], s)
	copy(d.Time[:], s[6:])
	return d
}

// example51 is example 5.1 of the guide as values.
func example51() *apis.Interchange {
	airline, customs := apis.Party{ID: "ZZAIRLINE"}, apis.Party{ID: "CUSTOMS"}
	prepared := dateTime("1306200900")
	return &apis.Interchange{
		Header: apis.InterchangeHeader{Charset: apis.UNOA, Version: "4", Sender: airline, Recipient: customs, Prepared: prepared, Reference: "000000001"},
		Groups: []apis.Group{{
			Header: apis.GroupHeader{Sender: airline, Recipient: customs, Prepared: prepared, Reference: "000000001", Release: "D:15B"},
			Messages: []apis.Message{{
				Reference: "PAX001", Release: "D:15B", Kind: apis.PassengerList, Transaction: "1234567890",
				Reporter: apis.Reporter{
					Name:     apis.Name{Surname: "DAVIDSON", Given: "ROBERT"},
					Contacts: []apis.Contact{{"202 628 9292", "TE"}, {"202 628 4998", "FX"}, {"DAVIDSONR.AT. IATA.ORG", "EM"}},
				},
				Legs: []apis.Leg{{
					Flight: "ZZ123", Carrier: "ZZ",
					Stops: []apis.Stop{
						{Use: apis.LastDeparture, Airport: "SYD", Departs: dateTime("1306210900")},
						{Use: apis.FirstArrival, Airport: "HNL", Arrives: dateTime("1306212200")},
					},
				}},
				Passengers: []apis.Passenger{{
					Name: apis.Name{Surname: "WILLIAMS", Given: "JOHN", Second: "DONALD"},
					Address: apis.Address{
						Street: "235 WESTERN ROAD SUITE 203", City: "SLEAFORD", Region: apis.Location{Name: "LINCS"},
						Postcode: "PE224T5", Country: "GBR",
					},
					Gender: "M", DateOfBirth: date("720907"), Bags: apis.Measure{Value: "2"}, Verified: apis.NotVerified,
					BagTags:   []apis.BagTag{{Number: "ZZ012345", Bags: "3"}},
					Clearance: apis.Location{Code: "HNL"}, Residence: apis.Location{Code: "GBR"},
					Embarkation: apis.Location{Code: "SYD"}, Debarkation: apis.Location{Code: "HNL"},
					Birthplace: apis.Location{Name: "AMBER HILL GBR"}, Contacts: []apis.Contact{{"44 188 84 14151", "TE"}},
					Nationality: "GBR", References: []apis.Reference{{apis.Reservation, "TYR123"}, {apis.UniqueReference, "ABC123"}},
					Documents: []apis.TravelDocument{{Type: apis.Code{Value: "P"}, Number: "MB140241", IssuingState: "GBR", Expiry: date("151231")}},
				}},
				Total: 160,
			}},
		}},
	}
}

// findings returns findings in short: rule, cause and place.
func findings(list apis.Findings) (short []string) {
	for _, f := range list {
		short = append(short, fmt.Sprintf("%s %s %d:%d:%d %s", f.Rule, f.Cause, f.Place.Segment, f.Place.Element, f.Place.Component, f.Place.Tag))
	}
	return short
}

// TestGuide reads the worked examples of the guide, and writes them again, byte for
// byte but for what its findings say.
func TestGuide(t *testing.T) {
	for _, test := range []struct {
		name     string
		findings []string
		mended   func(string) string // what is written: the example without its slips
	}{
		{
			name: "5.1",
			findings: []string{
				"character blank 12:1:2 DTM", // DTM+232: 1306212200
				"count more-persons 32:0:0 UNT",
			},
			mended: strings.NewReplacer("232: 13", "232:13").Replace,
		},
		{
			name: "5.2",
			findings: []string{
				"character blank 10:1:2 DTM", // DTM+232: 1306212200
				"character blank 11:5:1 NAD", "character blank 11:8:1 NAD",
				"segment-order late 15:0:0 LOC", // behind NAT
				"count segments 23:1:1 UNT",     // 20 for 21
				"count more-persons 23:0:0 UNT",
			},
			mended: strings.NewReplacer("232: 13", "232:13", "+ 2365", "+2365", "+ 96761", "+96761", "NAT+2+CAN'", "",
				"LOC+179+HNL'", "LOC+179+HNL'NAT+2+CAN'", "UNT+20+", "UNT+21+").Replace,
		},
		{
			name:   "5.3", // LOC+174 stands behind LOC+178 and LOC+179
			mended: strings.NewReplacer("LOC+178+BCN'LOC+179+SFO'LOC+174+ESP'", "LOC+174+ESP'LOC+178+BCN'LOC+179+SFO'").Replace,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := guide(t, test.name)
			ic, found, err := apis.Decode(strings.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			if got := findings(found); !slices.Equal(got, test.findings) {
				t.Errorf("findings %q; want %q", got, test.findings)
			}
			b, err := ic.Append(nil)
			if err != nil {
				t.Fatal(err)
			}
			if want := test.mended(text); string(b) != want {
				t.Errorf("got\n%s\nwant\n%s", b, want)
			}
			again, found, err := apis.Decode(bytes.NewReader(b))
			if err != nil || found.Worst() > mrz.SeverityInfo {
				t.Errorf("read again: %v, %v", err, found)
			}
			if !reflect.DeepEqual(again, ic) {
				t.Error("read again, it differs")
			}
		})
	}
}

// TestGuideSegments reads and writes the examples segment by segment, byte for byte.
func TestGuideSegments(t *testing.T) {
	for _, name := range []string{"5.1", "5.2", "5.3"} {
		text := guide(t, name)
		r := apis.NewSegmentReader(strings.NewReader(text))
		var b strings.Builder
		for {
			s, err := r.Read()
			if err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(err)
			}
			b.WriteString(s.Tag)
			for _, e := range s.Elements {
				b.WriteString("+" + strings.Join(e, ":"))
			}
			b.WriteString("'")
		}
		if b.String() != text {
			t.Errorf("%s: got\n%s\nwant\n%s", name, b.String(), text)
		}
	}
}

func TestGuideValues(t *testing.T) {
	ic, _, err := apis.Decode(strings.NewReader(guide(t, "5.1")))
	if err != nil {
		t.Fatal(err)
	}
	if want := example51(); !reflect.DeepEqual(ic, want) {
		t.Error("what is read of example 5.1 is not what the guide says")
	}
	b, err := example51().Append(nil)
	if want := strings.Replace(guide(t, "5.1"), "232: 13", "232:13", 1); err != nil || string(b) != want {
		t.Errorf("got %v\n%s\nwant\n%s", err, b, want)
	}
}
