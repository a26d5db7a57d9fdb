package apis_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/apis"
)

// short returns pairs in short.
func short(pairs []apis.Pair) (list []string) {
	for _, p := range pairs {
		s := fmt.Sprintf("%v %d %d", p.Status, p.Passenger, p.Document)
		if p.First >= 0 && p.Status == apis.Duplicate {
			s += fmt.Sprintf(" of %d", p.First)
		}
		for e := range p.Changes.All() {
			s += " " + e.String()
		}
		list = append(list, s)
	}
	return list
}

// duplicates returns, in short, passengers who repeat the first one.
func duplicates(from, to int) (list []string) {
	for i := from; i < to; i++ {
		list = append(list, fmt.Sprintf("duplicate %d -1 of 0", i))
	}
	return list
}

func passengerOf(d mrz.Document) apis.Passenger {
	p, _ := apis.FromDocument(d, nil, asOf)
	return p
}

func TestCheck(t *testing.T) {
	smith := td3("P", "GBR", "SMITH<<JOHN<PETER", "123456789", "GBR", "640712", "M", "271023")
	jones := td3("P", "D", "JONES<<ANNA", "C01X00T47", "D", "700101", "F", "281023")
	other := td3("P", "FRA", "DUPONT<<MARIE", "99AA11111", "FRA", "800202", "F", "290101")
	renewed := td3("P", "GBR", "SMITH<<JOHN<PETER", "555555555", "GBR", "640712", "M", "350101")
	twin := td3("P", "GBR", "SMITH<<JACK<PETER", "123456788", "GBR", "640712", "M", "271023")
	visaOfSmith := mrz.MustParse("V<UTOSMITH<<JOHN<PETER<<<<<<<<<<<<<<<<<<<<<<\n1234567897GBR6407122M2710231<<<<<<<<<<<<<<<<")
	edit := func(d mrz.Document, f func(*apis.Passenger)) apis.Passenger {
		p := passengerOf(d)
		f(&p)
		return p
	}
	for _, test := range []struct {
		name string
		list []apis.Passenger
		docs []mrz.Document
		want []string
	}{
		{"nothing", nil, nil, nil},
		{"all there", []apis.Passenger{passengerOf(smith), passengerOf(jones)}, []mrz.Document{jones, smith}, []string{"matched 0 1", "matched 1 0"}},
		{"missing and surplus", []apis.Passenger{passengerOf(smith), passengerOf(jones)}, []mrz.Document{jones, other}, []string{"missing 0 -1", "matched 1 0", "surplus -1 1"}},
		{"scanned twice", []apis.Passenger{passengerOf(smith)}, []mrz.Document{smith, smith}, []string{"matched 0 0", "duplicate -1 1 of 0"}},
		{"listed twice", []apis.Passenger{passengerOf(smith), passengerOf(smith)}, []mrz.Document{smith}, []string{"matched 0 0", "duplicate 1 -1 of 0"}},
		{"typed wrong", []apis.Passenger{edit(smith, func(p *apis.Passenger) {
			p.Gender, p.DateOfBirth, p.Nationality, p.Documents[0].Expiry = "F", date("640713"), "FRA", date("271024")
		})}, []mrz.Document{smith}, []string{"changed 0 0 dateOfExpiry nationality dateOfBirth gender"}},
		{"issuer and type", []apis.Passenger{edit(smith, func(p *apis.Passenger) { p.Documents[0].IssuingState, p.Documents[0].Type.Value = "FRA", "I" })}, []mrz.Document{smith}, []string{"changed 0 0 documentType issuingState"}},
		{"surname", []apis.Passenger{edit(smith, func(p *apis.Passenger) { p.Name.Surname = "SMYTH" })}, []mrz.Document{smith}, []string{"changed 0 0 surname"}},
		{"given name", []apis.Passenger{edit(smith, func(p *apis.Passenger) { p.Name.Second = "" })}, []mrz.Document{smith}, []string{"changed 0 0 givenNames"}},
		{"no name", []apis.Passenger{edit(smith, func(p *apis.Passenger) { p.Name = apis.Name{} })}, []mrz.Document{smith}, []string{"changed 0 0 surname givenNames"}},
		{"elements that are not listed", []apis.Passenger{edit(smith, func(p *apis.Passenger) { p.Gender, p.Nationality, p.DateOfBirth = "", "", mrz.Date{} })}, []mrz.Document{smith}, []string{"matched 0 0"}},
		{"D and DEU", []apis.Passenger{edit(jones, func(p *apis.Passenger) { p.Nationality, p.Documents[0].IssuingState = "D", "DE" })}, []mrz.Document{jones}, []string{"matched 0 0"}},
		{"hyphen and apostrophe", []apis.Passenger{edit(td3("P", "IRL", "ONEIL<SMITH<<ANNE<MARIE", "1", "IRL", "640712", "F", "271023"), func(p *apis.Passenger) {
			p.Name = apis.Name{Surname: "O'NEIL-SMITH", Given: "ANNE-MARIE"}
		})}, []mrz.Document{td3("P", "IRL", "ONEIL<SMITH<<ANNE<MARIE", "1", "IRL", "640712", "F", "271023")}, []string{"matched 0 0"}},
		{"another passport", []apis.Passenger{passengerOf(smith)}, []mrz.Document{renewed}, []string{"changed 0 0 documentNumber dateOfExpiry"}},
		{"twins", []apis.Passenger{passengerOf(twin), passengerOf(smith)}, []mrz.Document{renewed}, []string{"missing 0 -1", "changed 1 0 documentNumber dateOfExpiry"}},
		{"number of another State", []apis.Passenger{edit(other, func(p *apis.Passenger) { p.Documents[0].Number = "123456789" }), passengerOf(smith)}, []mrz.Document{smith}, []string{"missing 0 -1", "matched 1 0"}},
		{"a visa with the number of the passport", []apis.Passenger{passengerOf(smith)}, []mrz.Document{visaOfSmith, smith}, []string{"matched 0 1", "surplus -1 0"}},
		{"a listed visa", []apis.Passenger{edit(smith, func(p *apis.Passenger) { p.Documents = append(p.Documents, passengerOf(visaOfSmith).Documents[0]) })}, []mrz.Document{visaOfSmith, smith}, []string{"matched 0 0", "matched 0 1"}},
		{"neither name nor birth", []apis.Passenger{passengerOf(smith)}, []mrz.Document{td3("P", "GBR", "SMITH<<JOHN<PETER", "555555555", "GBR", "640713", "M", "350101")}, []string{"missing 0 -1", "surplus -1 0"}},
		{"one number twice", []apis.Passenger{passengerOf(smith), edit(smith, func(p *apis.Passenger) { p.Gender = "F" })},
			[]mrz.Document{smith, td3("P", "GBR", "SMITH<<JOHN<PETER", "123456789", "GBR", "640712", "F", "271023")}, []string{"matched 0 0", "matched 1 1"}},
		{"the number alone", []apis.Passenger{passengerOf(smith)}, []mrz.Document{td3("P", "FRA", "DUPONT<<MARIE", "123456789", "FRA", "800202", "F", "290101"), smith}, []string{"matched 0 1", "surplus -1 0"}},
		{"number and birth", []apis.Passenger{edit(smith, func(p *apis.Passenger) { p.Name.Surname, p.Documents[0].IssuingState = "SCHMIDT", "FRA" })}, []mrz.Document{smith}, []string{"changed 0 0 issuingState surname"}},
		{"unknown birth", []apis.Passenger{edit(smith, func(p *apis.Passenger) { p.DateOfBirth = date("640101") })}, []mrz.Document{td3("P", "GBR", "SMITH<<JOHN<PETER", "123456789", "GBR", "64<<<<", "M", "271023")}, []string{"matched 0 0"}},
		{"unknown birth, another year", []apis.Passenger{edit(smith, func(p *apis.Passenger) { p.DateOfBirth = date("650101") })}, []mrz.Document{td3("P", "GBR", "SMITH<<JOHN<PETER", "123456789", "GBR", "64<<<<", "M", "271023")}, []string{"changed 0 0 dateOfBirth"}},
		{"a number that is not listed", []apis.Passenger{edit(smith, func(p *apis.Passenger) { p.Documents[0].Number = "" })}, []mrz.Document{smith}, []string{"matched 0 0"}},
		{"no document listed", []apis.Passenger{edit(smith, func(p *apis.Passenger) { p.Documents = nil })}, []mrz.Document{smith}, []string{"matched 0 0"}},
		{"one number for two persons", []apis.Passenger{passengerOf(smith), edit(jones, func(p *apis.Passenger) { p.Documents[0].Number, p.Documents[0].IssuingState = "123456789", "GBR" })},
			[]mrz.Document{smith}, []string{"matched 0 0", "missing 1 -1"}},
		{"one number for twins", []apis.Passenger{passengerOf(smith), edit(twin, func(p *apis.Passenger) { p.Documents[0].Number = "123456789" })},
			[]mrz.Document{smith}, []string{"matched 0 0", "missing 1 -1"}},
		{"listed twice, the second whole", []apis.Passenger{edit(smith, func(p *apis.Passenger) { p.DateOfBirth = mrz.Date{} }), passengerOf(smith)},
			[]mrz.Document{smith}, []string{"duplicate 0 -1 of 1", "matched 1 0"}},
		{"listed twice, not seen", []apis.Passenger{passengerOf(smith), passengerOf(smith)}, nil, []string{"missing 0 -1", "duplicate 1 -1 of 0"}},
		{"one number many times", append(slices.Repeat([]apis.Passenger{edit(jones, func(p *apis.Passenger) { p.Documents[0] = passengerOf(smith).Documents[0] })}, 17), passengerOf(smith)),
			[]mrz.Document{smith}, append(append([]string{"missing 0 -1"}, duplicates(1, 17)...), "matched 17 0")},
		{"no expiry where one is listed", []apis.Passenger{edit(smith, func(p *apis.Passenger) { p.Documents[0].Expiry = date("300101") })},
			[]mrz.Document{td3("P", "GBR", "SMITH<<JOHN<PETER", "123456789", "GBR", "640712", "M", "990101")}, []string{"changed 0 0 dateOfExpiry"}},
		{"another passport behind a listed visa", []apis.Passenger{edit(smith, func(p *apis.Passenger) { p.Documents = append(passengerOf(visaOfSmith).Documents, p.Documents...) })},
			[]mrz.Document{renewed}, []string{"changed 0 0 documentNumber dateOfExpiry"}},
		{"another passport with the listed visa", []apis.Passenger{edit(smith, func(p *apis.Passenger) { p.Documents = append(p.Documents, passengerOf(visaOfSmith).Documents...) })},
			[]mrz.Document{visaOfSmith, renewed}, []string{"matched 0 0", "changed 0 1 documentNumber dateOfExpiry"}},
		{"no numbers", []apis.Passenger{{}, {}}, []mrz.Document{smith}, []string{"missing 0 -1", "missing 1 -1", "surplus -1 0"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			pairs, exact := apis.Check(test.list, test.docs, nil)
			if got := short(pairs); !slices.Equal(got, test.want) || !exact {
				t.Errorf("got %q; want %q", got, test.want)
			}
		})
	}
	pairs, _ := apis.Check([]apis.Passenger{edit(smith, func(p *apis.Passenger) { p.Name.Surname = "SCHMIDT" })}, []mrz.Document{smith},
		&apis.CheckOptions{Names: func(apis.Name, mrz.Document) bool { return true }})
	if got := short(pairs); !slices.Equal(got, []string{"matched 0 0"}) {
		t.Errorf("with a matcher of the caller: %q", got)
	}
}

func TestSameName(t *testing.T) {
	for _, test := range []struct {
		field          string
		surname, given string
		want           bool
	}{
		{"ERIKSSON<<ANNA<MARIA", "ERIKSSON", "ANNA MARIA", true},
		{"ERIKSSON<<ANNA<MARIA", "ERIKSSON", "ANNAMARIA", true},
		{"ERIKSSON<<ANNA<MARIA", "ERIKSSON", "ANNA", false},
		{"ERIKSSON<<ANNA<MARIA", "ANNA MARIA", "ERIKSSON", false},
		{"OCONNOR<<ENYA", "O'CONNOR", "ENYA", true},
		{"AL<BASRI<<HUDA", "AL-BASRI", "HUDA", true},
		{"ARKFREITH", "ARKFREITH", "", true},
		{"ARKFREITH", "ARKFREITH", "FNU", true},
		{"ARKFREITH", "ARKFREITH", "ANNA", false},
		{"<<GIVEN", "GIVEN", "FNU", true},
		{"ERIKSSON<<ANNA", "", "ANNA", false},
		{"ERIKSSON<<ANNA", "ERIKSSON", "", false},
		{"BENNEL<WOOLOO<WARRAN<WARNAM<<DINGO<POTO", "BENNELONG-WOOLOOMOOLOO WARRANDYTE WARNAMBOOL", "DINGO POTOROO", true},
		{"BENNEL<WOOLOO<WARRAN<WARNAM<<DINGO<POTO", "BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL", "PINGO POTOROO", false},
		{"ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJK<<", "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHI", "", true}, // cut where a message ends
		{"ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJK<<", "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEF", "", false},
	} {
		d := td3("P", "UTO", test.field, "1", "UTO", "740812", "F", "300101")
		if got := apis.SameName(apis.Name{Surname: test.surname, Given: test.given}, d); got != test.want {
			t.Errorf("%s: %q, %q: %v; want %v", test.field, test.surname, test.given, got, test.want)
		}
	}
}

// TestCheckFlood has lists that are not meant well: the work is bounded.
func TestCheckFlood(t *testing.T) {
	n := 20000
	for _, test := range []struct {
		name, suffix, code string
		number             func(int) string
	}{
		{"one birth", "B", "P", func(i int) string { return fmt.Sprint(i + 2) }},
		{"one number", "B", "P", func(int) string { return "1" }},
		{"visas with one number", "", "V", func(int) string { return "1" }},
	} {
		var list []apis.Passenger
		var docs []mrz.Document
		for i := range n {
			name := strings.Repeat("A", 20) + string(rune('A'+i%26)) + string(rune('A'+i/26%26)) + string(rune('A'+i/676%26)) + string(rune('A'+i/17576))
			p := passengerOf(td3("P", "UTO", name, "1", "UTO", "740812", "F", "300101"))
			p.Documents[0].Type.Value = test.code
			list = append(list, p)
			docs = append(docs, td3("P", "UTO", name+test.suffix, test.number(i), "UTO", "740812", "F", "300101"))
		}
		calls := 0
		start := time.Now()
		pairs, exact := apis.Check(list, docs, &apis.CheckOptions{Names: func(n apis.Name, d mrz.Document) bool { calls++; return apis.SameName(n, d) }})
		if exact || len(pairs) < n || calls > 100*n {
			t.Errorf("%s: exact %v, %d pairs, %d calls", test.name, exact, len(pairs), calls)
		}
		t.Logf("%s: %v", test.name, time.Since(start))
	}
}

// TestCheckListed pins which of several listed documents one was held against.
func TestCheckListed(t *testing.T) {
	p := passengerOf(td3("P", "GBR", "SMITH<<JOHN", "111111111", "GBR", "640712", "M", "271023"))
	second := td3("P", "IRL", "SMITH<<JOHN", "222222222", "GBR", "640712", "M", "281024")
	p.Documents = append(p.Documents, passengerOf(second).Documents...)
	p.Documents[1].Expiry = date("281023")
	pairs, _ := apis.Check([]apis.Passenger{p, {}}, []mrz.Document{second}, nil)
	want := []apis.Pair{
		{Status: apis.Changed, Listed: 1, First: -1, Changes: apis.ElementsOf(apis.DateOfExpiry)},
		{Status: apis.Missing, Passenger: 1, Document: -1, Listed: -1, First: -1},
	}
	if !slices.Equal(pairs, want) {
		t.Errorf("got %+v; want %+v", pairs, want)
	}
}

// FuzzCheck wants each passenger and each document to have its place in what Check
// returns, whatever the list says.
func FuzzCheck(f *testing.F) {
	f.Add("SMITH", "123456789", "GBR", "640712", []byte{0, 1, 2, 0})
	f.Fuzz(func(t *testing.T, name, number, code, birth string, order []byte) {
		docs := made(4)
		list := make([]apis.Passenger, 0, 5)
		for _, d := range docs {
			list = append(list, passengerOf(d))
		}
		list = append(list, apis.Passenger{Name: apis.Name{Surname: name}, DateOfBirth: date(birth), Nationality: code, Documents: []apis.TravelDocument{{Number: number, IssuingState: code}, {}}})
		var seen []mrz.Document
		for _, i := range order[:min(len(order), 20)] {
			seen = append(seen, docs[int(i)%len(docs)])
		}
		pairs, _ := apis.Check(list, seen, nil)
		passengers, documents := map[int]bool{}, map[int]bool{}
		for _, p := range pairs {
			if p.Passenger >= 0 {
				passengers[p.Passenger] = true
			}
			if p.Document >= 0 {
				if documents[p.Document] {
					t.Error("a document twice")
				}
				documents[p.Document] = true
			}
		}
		if len(passengers) != len(list) || len(documents) != len(seen) {
			t.Errorf("%d of %d passengers, %d of %d documents", len(passengers), len(list), len(documents), len(seen))
		}
	})
}
