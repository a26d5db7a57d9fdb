package apis_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"example.org/traveldoc/checkdigit"
	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/apis"
)

var asOf = mrz.CalendarDate{Year: 2026, Month: 11, Day: 23}

// td3 is a zone with a name field, codes, dates and a sex; the digits are right.
func td3(code, issuer, name, number, nationality, birth, sex, expiry string) mrz.Document {
	pad := func(s string, n int) string { return s + strings.Repeat("<", n-len(s)) }
	digit := func(s string) string {
		d, err := checkdigit.Compute(s)
		if err != nil {
			panic(err)
		}
		return string(rune(d))
	}
	number = pad(number, 9)
	number += digit(number)
	birth += digit(birth)
	expiry += digit(expiry)
	optional := strings.Repeat("<", 14) + "0"
	return mrz.MustParse(pad(code, 2) + pad(issuer, 3) + pad(name, 39) + "\n" +
		number + pad(nationality, 3) + birth + sex + expiry + optional + digit(number+birth+expiry+optional))
}

// causes returns the causes of findings that are not errors of the zone itself.
func causes(list apis.Findings) (short []string) {
	for _, f := range list {
		short = append(short, string(f.Rule)+" "+string(f.Cause)+" "+f.Element.String())
	}
	return short
}

func TestFromDocument(t *testing.T) {
	for _, test := range []struct {
		name     string
		doc      mrz.Document
		profile  func(*apis.Profile)
		want     apis.Passenger
		findings []string
	}{
		{
			name: "as it stands",
			doc:  td3("P", "GBR", "SMITH<<JOHN<PETER<JAMES", "123456789", "FRA", "640712", "M", "371023"),
			want: apis.Passenger{
				Name: apis.Name{Surname: "SMITH", Given: "JOHN", Second: "PETER JAMES"}, Gender: "M", DateOfBirth: date("640712"), Nationality: "FRA",
				Documents: []apis.TravelDocument{{Type: apis.Code{Value: "P"}, Number: "123456789", IssuingState: "GBR", Expiry: date("371023")}},
			},
		},
		{
			name:    "Germany, sex not stated, fillers in the number, given names in one",
			doc:     td3("P", "D", "VON<DER<HEIDE<<HEIDI<MARIA", "12<45<7", "D", "640712", "<", "301023"),
			profile: func(p *apis.Profile) { p.SplitGivenNames = false },
			want: apis.Passenger{
				Name: apis.Name{Surname: "VON DER HEIDE", Given: "HEIDI MARIA"}, Gender: "X", DateOfBirth: date("640712"), Nationality: "DEU",
				Documents: []apis.TravelDocument{{Type: apis.Code{Value: "P"}, Number: "12457", IssuingState: "DEU", Expiry: date("301023")}},
			},
			findings: []string{"number-mapping filler documentNumber"},
		},
		{
			name: "by another profile",
			doc:  td3("P", "D", "ARKFREITH", "1", "RKS", "64<<<<", "X", "301023"),
			profile: func(p *apis.Profile) {
				p.KeepD, p.UnspecifiedGender, p.NoGivenName, p.UnknownBirth = true, "U", apis.FNU, apis.AssumeFirst
				p.Codes, p.Types = []apis.Replacement{{"RKS", "XKX"}}, []apis.Replacement{{"P", "PP"}}
			},
			want: apis.Passenger{
				Name: apis.Name{Surname: "ARKFREITH", Given: "FNU"}, Gender: "U", DateOfBirth: date("640101"), Nationality: "XKX",
				Documents: []apis.TravelDocument{{Type: apis.Code{Value: "PP"}, Number: "1", IssuingState: "D", Expiry: date("301023")}},
			},
			findings: []string{"sex x gender", "name-mapping no-secondary givenNames", "code replaced nationality", "date-mapping assumed dateOfBirth"},
		},
		{
			name: "what stands for nothing",
			doc:  td3("X", "XXA", "<<GIVEN", "1", "ZZZ", "<<<<<<", "A", "990101"),
			want: apis.Passenger{
				Name: apis.Name{Surname: "GIVEN"}, Nationality: "ZZZ",
				Documents: []apis.TravelDocument{{Number: "1", IssuingState: "XXA"}},
			},
			findings: []string{
				"document-code first-letter documentType", "state-use not-issuer issuingState", "name no-primary surname",
				"nationality unknown nationality", "sex invalid gender", "expiry-unlimited far dateOfExpiry",
				"document-type unknown documentType", "code not-iso issuingState", "date-mapping no-expiry dateOfExpiry",
				"name-mapping no-primary surname", "code unknown nationality", "date-mapping unknown dateOfBirth", "malformed sex gender",
			},
		},
		{
			name: "a long name",
			doc:  td3("PP", "UTO", "ABCDEFGHIJKLMNOPQRSTUVWXYZ<BCDEFGH<AB<X", "1", "UTO", "200712", "F", "301023"),
			want: apis.Passenger{
				Name: apis.Name{Surname: "ABCDEFGHIJKLMNOPQRSTUVWXYZ BCDEFGH"}, Gender: "F", DateOfBirth: date("200712"), Nationality: "UTO",
				Documents: []apis.TravelDocument{{Type: apis.Code{Value: "P"}, Number: "1", IssuingState: "UTO", Expiry: date("301023")}},
			},
			findings: []string{
				"specimen specimen issuingState", "name-truncation last-place surname", "specimen specimen nationality", "century ambiguous dateOfBirth",
				"code not-iso issuingState", "name-mapping no-secondary givenNames", "name-mapping cut surname", "code not-iso nationality",
			},
		},
		{
			name: "no codes",
			doc:  td3("P", "", "A<<B", "1", "1", "640712", "M", "301023"),
			want: apis.Passenger{
				Name: apis.Name{Surname: "A", Given: "B"}, Gender: "M", DateOfBirth: date("640712"),
				Documents: []apis.TravelDocument{{Type: apis.Code{Value: "P"}, Number: "1", Expiry: date("301023")}},
			},
			findings: []string{"issuing-state blank issuingState", "nationality malformed nationality", "code blank issuingState", "malformed code nationality"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			profile := apis.Generic()
			if test.profile != nil {
				test.profile(&profile)
			}
			got, found := apis.FromDocument(test.doc, &profile, asOf)
			if c := causes(found); !slices.Equal(c, test.findings) {
				t.Errorf("findings %q; want %q", c, test.findings)
			}
			got.Sources = apis.Sources{}
			if !reflect.DeepEqual(got, test.want) {
				t.Error("the elements differ")
			}
		})
	}
}

func TestDocumentType(t *testing.T) {
	for code, want := range map[string]string{"P": "P", "PP": "P", "PU": "P", "V": "V", "VA": "V", "I": "I", "ID": "I", "IP": "IP", "A": "A", "AC": "AC", "AR": "A", "C": "C", "C1": "C", "D1": "", "1": ""} {
		doc := mrz.MustParse(code + strings.Repeat("<", 2-len(code)) + "UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6")
		p, found := apis.FromDocument(doc, nil, asOf)
		if got := p.Documents[0].Type.Value; got != want || (want == "") != slices.Contains(causes(found), "document-type unknown documentType") {
			t.Errorf("%s: %q; want %q", code, got, want)
		}
	}
}

func TestSources(t *testing.T) {
	p, _ := apis.FromDocument(td3("P", "IND", "<<GIVEN", "1", "IND", "<<<<<<", "M", "301023"), &apis.Profile{NoGivenName: apis.FNU}, asOf)
	for e, want := range map[apis.Element]mrz.Field{
		apis.Surname: mrz.FieldSecondaryIdentifier, apis.GivenNames: 0, apis.DateOfBirth: 0, apis.DocumentNumber: mrz.FieldDocumentNumber,
		apis.Gender: mrz.FieldSex, apis.SeatNumber: 0, apis.DateOfExpiry: mrz.FieldDateOfExpiry,
	} {
		if got := p.Sources.Of(e); got != want {
			t.Errorf("%v comes from %v; want %v", e, got, want)
		}
	}
}

func TestDates(t *testing.T) {
	p, _ := apis.FromDocument(td3("P", "GBR", "A<<B", "1", "GBR", "200712", "M", "301023"), nil, asOf)
	born, other := p.BirthDate(asOf)
	if born.String() != "2020-07-12" || other.String() != "1920-07-12" || p.Documents[0].ExpiryDate(asOf).String() != "2030-10-23" {
		t.Errorf("%v, %v, %v", born, other, p.Documents[0].ExpiryDate(asOf))
	}
}

// zones returns the zones of a set.
func zones(t testing.TB, name string) (list []mrz.Document) {
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	for s.Scan() {
		var r struct{ Lines []string }
		if err := json.Unmarshal(s.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		list = append(list, mrz.MustParse(strings.Join(r.Lines, "\n")))
	}
	return list
}

// made returns passports with made-up names, numbers and dates.
func made(n int) (list []mrz.Document) {
	r := rand.New(rand.NewPCG(7, 2026))
	word := func(n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte('A' + r.IntN(26))
		}
		return string(b)
	}
	states := []string{"UTO", "D", "GBR", "UZB", "KAZ", "XXA", "RKS", "FRA", "UNO"}
	for range n {
		name := word(1 + r.IntN(20))
		if r.IntN(4) == 0 {
			name += "<" + word(1+r.IntN(8))
		}
		if r.IntN(10) > 0 {
			name += "<<" + word(1+r.IntN(9))
			for r.IntN(2) == 0 {
				name += "<" + word(1+r.IntN(9))
			}
		}
		if len(name) > 39 {
			name = strings.TrimRight(name[:39], "<")
		}
		birth := fmt.Sprintf("%02d%02d%02d", r.IntN(100), 1+r.IntN(12), 1+r.IntN(28))
		if r.IntN(50) == 0 {
			birth = birth[:2] + "<<<<"
		}
		expiry := fmt.Sprintf("%02d%02d%02d", 20+r.IntN(17), 1+r.IntN(12), 1+r.IntN(28))
		number := fmt.Sprintf("%s%07d", word(2), r.IntN(1e7))
		list = append(list, td3("P", states[r.IntN(len(states))], name, number, states[r.IntN(len(states))], birth, string("MF<"[r.IntN(3)]), expiry))
	}
	return list
}

// listOf is an interchange with a passenger for each zone.
func listOf(docs []mrz.Document) *apis.Interchange {
	ic := example51()
	m := &ic.Groups[0].Messages[0]
	m.Passengers, m.Total = nil, len(docs)
	for _, d := range docs {
		p, _ := apis.FromDocument(d, nil, asOf)
		p.Sources = apis.Sources{}
		m.Passengers = append(m.Passengers, p)
	}
	return ic
}

// TestThereAndBack writes all zones of the set, and 100,000 made ones, into a
// message each, and reads it: all elements are equal, and Check finds nothing
// changed.
func TestThereAndBack(t *testing.T) {
	n := 100000
	if testing.Short() {
		n = 2000
	}
	for name, docs := range map[string][]mrz.Document{
		"valid": zones(t, "../testdata/valid.jsonl"),
		"made":  made(n),
	} {
		ic := listOf(docs)
		b, err := ic.Append(nil)
		if err != nil {
			t.Fatal(err)
		}
		again, found, err := apis.Decode(bytes.NewReader(b))
		if err != nil || len(found) > 0 {
			t.Fatalf("%s: %v, %v", name, err, found)
		}
		if !reflect.DeepEqual(again, ic) {
			t.Errorf("%s: what is read is not what was written", name)
		}
		list := again.Groups[0].Messages[0].Passengers
		pairs, exact := apis.Check(list, docs, nil)
		if !exact {
			t.Errorf("%s: not exact", name)
		}
		matched := 0
		for _, p := range pairs {
			if p.Status == apis.Matched && p.Passenger == p.Document {
				matched++
			}
		}
		if matched != len(docs) {
			t.Errorf("%s: %d of %d matched", name, matched, len(docs))
		}
		lines := 0
		for i := range list {
			s, ok := apis.NewDOCS(&list[i])
			if !ok {
				continue // a visa
			}
			for _, form := range []apis.Form{apis.SlashForm, apis.HyphenForm} {
				text, err := s.Append(nil, form)
				if err != nil {
					t.Fatal(err)
				}
				back, err := apis.ParseDOCS(string(text))
				back.Header = apis.SSRHeader{}
				if err != nil || back != s {
					t.Fatalf("%s: DOCS of passenger %d: %v", name, i+1, err)
				}
			}
			lines++
		}
		t.Logf("%s: %d zones, %d bytes, %d DOCS", name, len(docs), len(b), lines)
	}
}

func TestProfileCheck(t *testing.T) {
	good, _ := apis.FromDocument(td3("P", "GBR", "SMITH<<JOHN", "123456789", "FRA", "640712", "M", "270301"), nil, asOf)
	for _, test := range []struct {
		name    string
		profile func(*apis.Profile)
		edit    func(*apis.Passenger)
		want    []string
	}{
		{"good", nil, nil, nil},
		{"missing", nil, func(p *apis.Passenger) { p.Nationality, p.Gender = "", "" }, []string{"required missing nationality", "required missing gender"}},
		{"crew", func(p *apis.Profile) { p.RequiredCrew = apis.ElementsOf(apis.CrewPosition) }, func(p *apis.Passenger) { p.Role = apis.RoleCrew; p.Nationality = "" }, []string{"required missing crewRole"}},
		{"no document", nil, func(p *apis.Passenger) { p.Documents = nil }, []string{"required missing documentType", "required missing documentNumber", "required missing issuingState", "required missing dateOfExpiry"}},
		{"name", nil, func(p *apis.Passenger) { p.Name = apis.Name{Surname: "SM1TH", Given: "JO-N", Second: "O'N"} }, []string{"malformed name surname"}},
		{"marks", func(p *apis.Profile) { p.NameMarks = "" }, func(p *apis.Passenger) { p.Name.Given = "JO-N" }, []string{"malformed name givenNames"}},
		{"long name", nil, func(p *apis.Passenger) { p.Name.Surname = strings.Repeat("A", 36) }, []string{"malformed length surname"}},
		{"birth", nil, func(p *apis.Passenger) { p.DateOfBirth = date("640732") }, []string{"malformed date dateOfBirth"}},
		{"gender", func(p *apis.Profile) { p.Genders = "MF" }, func(p *apis.Passenger) { p.Gender = "X" }, []string{"malformed gender gender"}},
		{"code", nil, func(p *apis.Passenger) { p.Nationality, p.Documents[0].IssuingState = "FR", "D" }, []string{"malformed code nationality"}},
		{"type", func(p *apis.Profile) { p.DocumentTypes = []string{"I"} }, nil, []string{"document-type not-taken documentType"}},
		{"number", nil, func(p *apis.Passenger) { p.Documents[0].Number = "12-4" }, []string{"malformed number documentNumber"}},
		{"long number", func(p *apis.Profile) { p.MaxNumber = 8 }, nil, []string{"number-mapping long documentNumber"}},
		{"expired", nil, func(p *apis.Passenger) { p.Documents[0].Expiry = date("261122") }, []string{"expired expired dateOfExpiry"}},
		{"last day", nil, func(p *apis.Passenger) { p.Documents[0].Expiry = date("261123") }, nil},
		{"six months", func(p *apis.Profile) { p.SpareMonths = 6 }, nil, []string{"spare-months short dateOfExpiry"}},
		{"six months to the day", func(p *apis.Profile) { p.SpareMonths = 6 }, func(p *apis.Passenger) { p.Documents[0].Expiry = date("270523") }, nil},
		{"everything", func(p *apis.Profile) { p.Required = 1<<24 - 2 }, nil, []string{
			"required missing countryOfResidence", "required missing placeOfBirth", "required missing address", "required missing placeOfClearance",
			"required missing placeOfEmbarkation", "required missing placeOfDebarkation", "required missing contact", "required missing verification",
			"required missing reservation", "required missing passengerReference", "required missing seat", "required missing bags",
			"required missing bagTags", "required missing crewRole",
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			profile, p := apis.Generic(), good
			p.Documents = slices.Clone(good.Documents)
			if test.profile != nil {
				test.profile(&profile)
			}
			if test.edit != nil {
				test.edit(&p)
			}
			if got := causes(profile.Check(&p, asOf)); !slices.Equal(got, test.want) {
				t.Errorf("got %q; want %q", got, test.want)
			}
		})
	}
	var none *apis.Profile
	if got := none.Check(&good, mrz.CalendarDate{}); got != nil {
		t.Errorf("on no day: %v", got)
	}
	whole := &example51().Groups[0].Messages[0].Passengers[0]
	whole.CrewRole, whole.References = apis.Code{Value: "CR1"}, append(whole.References, apis.Reference{apis.Seat, "14C"})
	if got := (&apis.Profile{Required: 1<<24 - 2}).Check(whole, mrz.CalendarDate{}); got != nil {
		t.Errorf("all elements: %v", got)
	}
}

// TestVisaFirst pins that a visa is not taken for the travel document.
func TestVisaFirst(t *testing.T) {
	p, _ := apis.FromDocument(td3("P", "GBR", "SMITH<<JOHN", "123456789", "FRA", "640712", "M", "270301"), nil, asOf)
	visa := apis.TravelDocument{Type: apis.Code{Value: "V"}, Number: "V1", IssuingState: "USA", Expiry: date("270101")}
	p.Documents[0].Number = ""
	p.Documents = append([]apis.TravelDocument{visa}, p.Documents...)
	var guide *apis.Profile
	if got := causes(guide.Check(&p, asOf)); !slices.Equal(got, []string{"required missing documentNumber"}) {
		t.Errorf("got %q", got)
	}
	// Born on 12 July 12: the passport is valid until 2010, and its holder was born in 1912.
	p.DateOfBirth, p.Documents[1].Expiry = date("120712"), date("100101")
	if born, _ := p.BirthDate(asOf); born.Year != 1912 {
		t.Errorf("born in %d", born.Year)
	}
}

// TestBlankCode pins that a code that is not there is not replaced by one.
func TestBlankCode(t *testing.T) {
	profile := apis.Generic()
	profile.Codes = []apis.Replacement{{From: "", To: "XXX"}}
	p, found := apis.FromDocument(td3("P", "UTO", "SMITH<<JOHN", "1", "<<<", "640712", "M", "300301"), &profile, asOf)
	if got := causes(found); p.Nationality != "" || !slices.Contains(got, "code blank nationality") {
		t.Errorf("got %q, findings %q", p.Nationality, got)
	}
}

// TestAddMonths has the ends of months, by the option of six months.
func TestAddMonths(t *testing.T) {
	p := apis.Passenger{Documents: []apis.TravelDocument{{Expiry: date("270228")}}}
	six := apis.Profile{SpareMonths: 6}
	for arrival, want := range map[string]int{"2026-08-28": 0, "2026-08-31": 0, "2026-09-01": 1} {
		day, _ := mrz.ParseCalendarDate(arrival)
		if got := six.Check(&p, day); len(got) != want {
			t.Errorf("%s: %v", arrival, got)
		}
	}
}

func BenchmarkEncode(b *testing.B) {
	ic := listOf(made(1000))
	list := ic.Groups[0].Messages[0].Passengers
	ic.Groups[0].Messages[0].Passengers = nil
	b.ReportAllocs()
	e := apis.NewEncoder(io.Discard, ic.Header)
	e.Message(&ic.Groups[0].Messages[0])
	n := 0
	for b.Loop() {
		if err := e.Passenger(&list[n%len(list)]); err != nil {
			b.Fatal(err)
		}
		n++
	}
	b.ReportMetric(60*float64(n)/b.Elapsed().Seconds()/1e6, "Mpassengers/min")
}

func BenchmarkDecode(b *testing.B) {
	text, err := listOf(made(1000)).Append(nil)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(text)) / 1000)
	b.ReportAllocs()
	n := 0
	d := apis.NewDecoder(bytes.NewReader(text))
	d.Next()
	for b.Loop() {
		if _, err := d.Passenger(); err == io.EOF {
			d = apis.NewDecoder(bytes.NewReader(text))
			d.Next()
		} else if err != nil {
			b.Fatal(err)
		}
		n++
	}
	b.ReportMetric(60*float64(n)/b.Elapsed().Seconds()/1e6, "Mpassengers/min")
}

func BenchmarkFromDocument(b *testing.B) {
	docs := made(1000)
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		apis.FromDocument(docs[n%len(docs)], nil, asOf)
		n++
	}
}

func BenchmarkCheck(b *testing.B) {
	docs := made(1000)
	list := listOf(docs).Groups[0].Messages[0].Passengers
	b.ReportAllocs()
	for b.Loop() {
		if pairs, _ := apis.Check(list, docs, nil); len(pairs) != len(list) {
			b.Fatal("another number of pairs")
		}
	}
}
