package apis_test

import (
	"errors"
	"strings"
	"testing"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/apis"
)

// specimen is the specimen of the spec, in both forms.
const (
	specimen       = "SSR DOCS YY HK1/P/GBR/123456789/GBR/12JUL64/M/23OCT27/SMITH/JOHN"
	specimenHyphen = "SRDOCSYYHK1-P-GBR-123456789-GBR-12JUL64-M-23OCT27-SMITH-JOHN"
)

var specimenDOCS = apis.DOCS{
	Header: apis.SSRHeader{Airline: "YY", Status: "HK1"}, Type: "P", IssuingState: "GBR", Number: "123456789", Nationality: "GBR",
	DateOfBirth: date("640712"), Gender: "M", Expiry: date("271023"), Name: apis.Name{Surname: "SMITH", Given: "JOHN"},
}

func TestDOCS(t *testing.T) {
	for form, text := range map[apis.Form]string{apis.SlashForm: specimen, apis.HyphenForm: specimenHyphen} {
		d, err := apis.ParseDOCS(text)
		if err != nil || d != specimenDOCS {
			t.Errorf("%s: %v", text, err)
		}
		for _, d := range []apis.DOCS{d, func() apis.DOCS { d.Header = apis.SSRHeader{}; return d }()} {
			if b, err := d.Append([]byte("> "), form); err != nil || string(b) != "> "+text {
				t.Errorf("%s: %s, %v", text, b, err)
			}
		}
	}
	doc := td3("P", "GBR", "SMITH<<JOHN", "123456789", "GBR", "640712", "M", "271023")
	p, _ := apis.FromDocument(doc, nil, asOf)
	d, ok := apis.NewDOCS(&p)
	if b, err := d.Append(nil, apis.SlashForm); !ok || err != nil || string(b) != specimen {
		t.Errorf("from the zone: %s, %v", b, err)
	}
	if !apis.SameName(d.Passenger().Name, doc) || d.Passenger().Documents[0].Number != "123456789" {
		t.Error("the passenger is another one")
	}
	if _, ok := apis.NewDOCS(&apis.Passenger{Documents: []apis.TravelDocument{{Type: apis.Code{Value: "V"}}}}); ok {
		t.Error("DOCS of a visa")
	}
	single, _ := apis.NewDOCS(&apis.Passenger{Name: apis.Name{Surname: "ARKFREITH"}, Documents: []apis.TravelDocument{{}}})
	if single.Name != (apis.Name{Surname: "ARKFREITH", Given: apis.FNU}) {
		t.Error("a single name without FNU")
	}
}

// TestSSR has lines that are read as they are written, and lines with a fault.
func TestSSR(t *testing.T) {
	parse := func(s string) (written string, err error) {
		form := apis.SlashForm
		if strings.HasPrefix(s, "SRDOC") {
			form = apis.HyphenForm
		}
		var b []byte
		switch {
		case strings.Contains(s, "DOCO"):
			d, err := apis.ParseDOCO(s)
			if err != nil {
				return "", err
			}
			b, err = d.Append(nil, form)
			return string(b), err
		case strings.Contains(s, "DOCA"):
			d, err := apis.ParseDOCA(s)
			if err != nil {
				return "", err
			}
			b, err = d.Append(nil, form)
			return string(b), err
		}
		d, err := apis.ParseDOCS(s)
		if err != nil {
			return "", err
		}
		b, err = d.Append(nil, form)
		return string(b), err
	}
	for _, test := range []struct {
		name, text, want string // "" for as it is
		err              apis.SSRError
	}{
		{name: "specimen", text: specimen},
		{name: "holder", text: specimen + "//H"},
		{name: "second name", text: specimen + "/PETER JAMES"},
		{name: "empty fields", text: "SSR DOCS YY HK1////GBR/12JUL64/FI//SMITH"},
		{name: "blanks", text: " SR DOCS  BA HK2 / P /GBR/1/ / / M\r\n", want: "SSR DOCS BA HK2/P/GBR/1///M"},
		{name: "D", text: "SSR DOCS YY HK1/P/D/1/DE/12JUL64"},
		{name: "hyphen", text: specimenHyphen + "--H"},
		{name: "association", text: specimenHyphen + "/S2/P1"},
		{name: "header alone", text: "SSR DOCS YY HK1"},
		{name: "visa", text: "SSR DOCO YY HK1/LONDON GBR/V/12345123/LONDON/14MAR01/USA"},
		{name: "known traveller", text: "SSR DOCO YY HK1//K/TT123456//14MAR01//I"},
		{name: "address", text: "SSR DOCA YY HK1/D/USA/301 PARK AVENUE/NEW YORK/NY/10022"},
		{name: "address with a hyphen", text: "SSR DOCA YY HK1/R/USA/301-3 PARK AVENUE"},
		{name: "address, hyphen form", text: "SRDOCAYYHK1-D-USA-301 PARK AVENUE-NEW YORK-NY-10022-I/P2"},

		{name: "another one", text: "SSR CTCE YY HK1/A", err: apis.SSRError{Column: 5, Err: apis.ErrNotSSR}},
		{name: "nothing", text: "", err: apis.SSRError{Column: 1, Err: apis.ErrNotSSR}},
		{name: "airline", text: "SSR DOCS Y/P", err: apis.SSRError{Column: 10, Err: apis.ErrCode}},
		{name: "status", text: "SSR DOCS YY HKX/P", err: apis.SSRError{Column: 13, Err: apis.ErrCode}},
		{name: "type", text: "SSR DOCS YY HK1/PPP", err: apis.SSRError{Field: 1, Column: 17, Err: apis.ErrCode}},
		{name: "state", text: "SSR DOCS YY HK1/P/G8R", err: apis.SSRError{Field: 2, Column: 19, Err: apis.ErrCode}},
		{name: "number", text: "SSR DOCS YY HK1/P/GBR/12<4", err: apis.SSRError{Field: 3, Column: 25, Err: apis.ErrCharacter}},
		{name: "month", text: "SSR DOCS YY HK1/P/GBR/1/GBR/12JLU64", err: apis.SSRError{Field: 5, Column: 29, Err: apis.ErrDate}},
		{name: "month in between", text: "SSR DOCS YY HK1/P/GBR/1/GBR/12ANF64", err: apis.SSRError{Field: 5, Column: 29, Err: apis.ErrDate}},
		{name: "day", text: "SSR DOCS YY HK1/P/GBR/1/GBR/31JUN64", err: apis.SSRError{Field: 5, Column: 29, Err: apis.ErrDate}},
		{name: "gender", text: "SSR DOCS YY HK1/P/GBR/1/GBR/12JUL64/W", err: apis.SSRError{Field: 6, Column: 37, Err: apis.ErrCode}},
		{name: "name", text: specimen + "Y3", err: apis.SSRError{Field: 9, Column: 66, Err: apis.ErrCharacter}},
		{name: "not holder", text: specimen + "//X", err: apis.SSRError{Field: 11, Column: 67, Err: apis.ErrCode}},
		{name: "too many", text: specimen + "//H/", err: apis.SSRError{Field: 12, Column: 69, Err: apis.ErrTooLong}},
		{name: "lower case", text: strings.ToLower(specimen), err: apis.SSRError{Column: 1, Err: apis.ErrNotSSR}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := parse(test.text)
			if test.err.Err != nil {
				var e *apis.SSRError
				if !errors.As(err, &e) || *e != test.err {
					t.Errorf("got %v; want %v", err, &test.err)
				}
				return
			}
			want := test.want
			if want == "" {
				want = test.text
			}
			if err != nil || got != want {
				t.Errorf("got %s, %v; want %s", got, err, want)
			}
		})
	}
}

// TestSSRKeepsWhatIsReadable wants the fields around a fault.
func TestSSRKeepsWhatIsReadable(t *testing.T) {
	d, err := apis.ParseDOCS(strings.Replace(specimen, "12JUL64", "12JULY64", 1))
	want := specimenDOCS
	want.DateOfBirth = mrz.Date{}
	if !errors.Is(err, apis.ErrDate) || d != want {
		t.Errorf("%v", err)
	}
}

func TestSSRErrors(t *testing.T) {
	for _, test := range []struct {
		name string
		edit func(*apis.DOCS)
		form apis.Form
		want apis.SSRError
	}{
		{"type", func(d *apis.DOCS) { d.Type = "P1" }, apis.SlashForm, apis.SSRError{Field: 1, Column: 1, Err: apis.ErrCode}},
		{"number", func(d *apis.DOCS) { d.Number = "12/4" }, apis.SlashForm, apis.SSRError{Field: 3, Column: 3, Err: apis.ErrCharacter}},
		{"birth", func(d *apis.DOCS) { d.DateOfBirth = date("64<<<<") }, apis.SlashForm, apis.SSRError{Field: 5, Err: apis.ErrDate}},
		{"expiry", func(d *apis.DOCS) { d.Expiry = date("279999") }, apis.HyphenForm, apis.SSRError{Field: 7, Err: apis.ErrDate}},
		{"name", func(d *apis.DOCS) { d.Name.Given = "JÖRG" }, apis.SlashForm, apis.SSRError{Field: 9, Column: 2, Err: apis.ErrCharacter}},
		{"airline", func(d *apis.DOCS) { d.Header.Airline = "B" }, apis.SlashForm, apis.SSRError{Err: apis.ErrCode}},
		{"status", func(d *apis.DOCS) { d.Header.Status = "HK" }, apis.SlashForm, apis.SSRError{Err: apis.ErrCode}},
		{"association", func(d *apis.DOCS) { d.Association = "/P1" }, apis.SlashForm, apis.SSRError{Field: 12, Err: apis.ErrCode}},
	} {
		d := specimenDOCS
		test.edit(&d)
		b, err := d.Append([]byte("before"), test.form)
		var e *apis.SSRError
		if !errors.As(err, &e) || *e != test.want || string(b) != "before" {
			t.Errorf("%s: got %v; want %v", test.name, err, &test.want)
		}
	}
	address := apis.DOCA{Street: "1-2 X"}
	if _, err := address.Append(nil, apis.HyphenForm); !errors.Is(err, apis.ErrCharacter) {
		t.Errorf("a hyphen in the hyphen form: %v", err)
	}
}

// TestSSRAssociation pins that no field of the hyphen form can be read as what
// stands behind the fields.
func TestSSRAssociation(t *testing.T) {
	for _, d := range []apis.DOCA{
		{Postcode: "12/S2"}, {Street: "1/P1"}, {Street: "FLAT 1/2"}, {Street: "1/2", Association: "/P1"}, {Street: "1/X1", City: "/P1"},
	} {
		d.Header = apis.SSRHeader{Airline: "YY", Status: "HK1"}
		b, err := d.Append(nil, apis.HyphenForm)
		if err != nil {
			var e *apis.SSRError
			want := apis.SSRError{Field: 3, Err: apis.ErrCharacter}
			if d.Postcode != "" {
				want.Field = 6
			} else if d.City != "" {
				want.Field = 4
			}
			if !errors.As(err, &e) || *e != want {
				t.Errorf("got %v; want %v", err, &want)
			}
			continue
		}
		if again, err := apis.ParseDOCA(string(b)); err != nil || again != d {
			t.Errorf("%s is read as something else: %v", b, err)
		}
	}
	flat := apis.DOCA{Street: "FLAT 1/2"}
	if b, err := flat.Append(nil, apis.HyphenForm); err != nil {
		t.Errorf("%s, %v", b, err)
	}
}

func TestDOCSMarks(t *testing.T) {
	d := specimenDOCS
	d.Name = apis.Name{Surname: "O'NEIL-SMITH", Given: "ANNE-MARIE"}
	if b, err := d.Append(nil, apis.HyphenForm); err != nil || !strings.HasSuffix(string(b), "-ONEILSMITH-ANNEMARIE") {
		t.Errorf("%v", err)
	}
}

func TestDOCSFindings(t *testing.T) {
	d := specimenDOCS
	if f := d.Findings(); f != nil {
		t.Errorf("the specimen: %v", f)
	}
	d.Number, d.Name.Given = "1234567890123456", "A LONG NAME INDEED"
	if got := causes(d.Findings()); len(got) != 2 || d.Findings().Worst() != mrz.SeverityWarning {
		t.Errorf("got %q; want two warnings: the limits are UNCONFIRMED", got)
	}
}

// FuzzDOCS reads any text as each of the three: no panic, and what is read without
// an error is written and read as the same.
func FuzzDOCS(f *testing.F) {
	f.Add(specimen)
	f.Add(specimenHyphen + "/P1")
	f.Add("SSR DOCO YY HK1/LONDON GBR/V/12345123/LONDON/14MAR01/USA")
	f.Add("SSR DOCA YY HK1/D/USA/301 PARK AVENUE/NEW YORK/NY/10022/I")
	f.Add("SRDOCAYYHK1-D-USA-FLAT 1/2-NEW YORK-NY-1/22-I/S2/P1")
	f.Fuzz(func(t *testing.T, s string) {
		if d, err := apis.ParseDOCS(s); err == nil {
			form := formOf(s)
			b, err := d.Append(nil, form)
			if err != nil {
				t.Fatal(err)
			}
			if again, err := apis.ParseDOCS(string(b)); err != nil || again != d {
				t.Errorf("%q: %v", b, err)
			}
		}
		if d, err := apis.ParseDOCO(s); err == nil {
			b, err := d.Append(nil, formOf(s))
			if err != nil {
				t.Fatal(err)
			}
			if again, err := apis.ParseDOCO(string(b)); err != nil || again != d {
				t.Errorf("%q: %v", b, err)
			}
		}
		if d, err := apis.ParseDOCA(s); err == nil {
			b, err := d.Append(nil, formOf(s))
			if err != nil {
				t.Fatal(err)
			}
			if again, err := apis.ParseDOCA(string(b)); err != nil || again != d {
				t.Errorf("%q: %v", b, err)
			}
		}
	})
}

// formOf returns the form of an SSR that can be read.
func formOf(s string) apis.Form {
	if i := strings.IndexAny(s, "/-"); i >= 0 && s[i] == '-' {
		return apis.HyphenForm
	}
	return apis.SlashForm
}
