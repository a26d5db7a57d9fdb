package zone_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"example.org/traveldoc/examples/internal/zone"
	"example.org/traveldoc/mrz"
)

var asOf = mrz.CalendarDate{Year: 2026, Month: 11, Day: 23}

const (
	passport = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
	card     = "I<UTOD23145890<7349<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
)

const specimens = `{"rule":"specimen","severity":"warning","field":"issuingState","line":1,"column":3,"length":3,"clause":"9303-3 5","message":"the code stands for Utopia: a specimen, no travel document"},` +
	`{"rule":"specimen","severity":"warning","field":"nationality","line":2,"column":11,"length":3,"clause":"9303-3 5","message":"the code stands for Utopia: a specimen, no travel document"},`

var appendTests = []struct {
	name    string
	text    string
	options zone.Options
	verify  bool
	want    string
}{{
	name: "passport", text: passport, options: zone.Options{AsOf: asOf}, verify: true,
	want: `{"schema":1,"layout":"TD3","lines":["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<","L898902C36UTO7408122F1204159ZE184226B<<<<<10"],` +
		`"asOf":"2026-11-23",` +
		`"fields":{"documentCode":"P","issuingState":"UTO","primaryIdentifier":"ERIKSSON","secondaryIdentifier":"ANNA MARIA",` +
		`"nameTruncation":"no","documentNumber":"L898902C3","nationality":"UTO","dateOfBirth":"740812","sex":"F",` +
		`"dateOfExpiry":"120415","optionalData":"ZE184226B"},` +
		`"birthDate":"1974-08-12","expiryDate":"2012-04-15","validity":"expired",` +
		`"checks":[{"field":"documentNumber","verdict":"match","printed":"6","computed":"6"},` +
		`{"field":"dateOfBirth","verdict":"match","printed":"2","computed":"2"},` +
		`{"field":"dateOfExpiry","verdict":"match","printed":"9","computed":"9"},` +
		`{"field":"optionalData","verdict":"match","printed":"1","computed":"1"},` +
		`{"field":"composite","verdict":"match","printed":"0","computed":"0"}],` +
		`"findings":[` + specimens +
		`{"rule":"expired","severity":"warning","field":"dateOfExpiry","line":2,"column":22,"length":6,"clause":"9303-4 4.2.2","message":"the document has expired"}],` +
		`"ok":true}`,
}, {
	name: "redacted", text: passport, options: zone.Options{AsOf: asOf, Redact: true, ID: []byte(`[7]`)}, verify: true,
	want: `{"schema":1,"id":[7],"layout":"TD3","lines":["P<UTO***************************************","**********UTO*******F***********************"],` +
		`"asOf":"2026-11-23",` +
		`"fields":{"documentCode":"P","issuingState":"UTO","primaryIdentifier":"***","secondaryIdentifier":"***",` +
		`"nameTruncation":"no","documentNumber":"***","nationality":"UTO","dateOfBirth":"***","sex":"F",` +
		`"dateOfExpiry":"***","optionalData":"***"},` +
		`"birthDate":"***","expiryDate":"***","validity":"expired",` +
		`"checks":[{"field":"documentNumber","verdict":"match","printed":"*","computed":"*"},` +
		`{"field":"dateOfBirth","verdict":"match","printed":"*","computed":"*"},` +
		`{"field":"dateOfExpiry","verdict":"match","printed":"*","computed":"*"},` +
		`{"field":"optionalData","verdict":"match","printed":"*","computed":"*"},` +
		`{"field":"composite","verdict":"match","printed":"*","computed":"*"}],` +
		`"findings":[` + specimens +
		`{"rule":"expired","severity":"warning","field":"dateOfExpiry","line":2,"column":22,"length":6,"clause":"9303-4 4.2.2","message":"the document has expired"}],` +
		`"ok":true}`,
}, {
	name: "no day and no report", text: card,
	want: `{"schema":1,"layout":"TD1","lines":["I<UTOD23145890<7349<<<<<<<<<<<","7408122F1204159UTO<<<<<<<<<<<6","ERIKSSON<<ANNA<MARIA<<<<<<<<<<"],` +
		`"fields":{"documentCode":"I","issuingState":"UTO","primaryIdentifier":"ERIKSSON","secondaryIdentifier":"ANNA MARIA",` +
		`"nameTruncation":"no","documentNumber":"D23145890734","nationality":"UTO","dateOfBirth":"740812","sex":"F",` +
		`"dateOfExpiry":"120415","optionalData":"","optionalData2":""}}`,
}, {
	name:   "a date in part, blank digits",
	text:   "V<D<<MUSTERMANN<<<<<<<<<<<<<<<<<<<<<\nABC<<<<<<<D<<74<<<<<<3604155<<<<<<<<",
	verify: true, options: zone.Options{AsOf: asOf},
	want: `{"schema":1,"layout":"MRV-B","lines":["V<D<<MUSTERMANN<<<<<<<<<<<<<<<<<<<<<","ABC<<<<<<<D<<74<<<<<<3604155<<<<<<<<"],` +
		`"asOf":"2026-11-23",` +
		`"fields":{"documentCode":"V","issuingState":"D","primaryIdentifier":"MUSTERMANN","secondaryIdentifier":"",` +
		`"nameTruncation":"no","documentNumber":"ABC","nationality":"D","dateOfBirth":"74<<<<","sex":"<",` +
		`"dateOfExpiry":"360415","optionalData":""},` +
		`"expiryDate":"2036-04-15","validity":"valid",` +
		`"checks":[{"field":"documentNumber","verdict":"blank","printed":"<","computed":"5"},` +
		`{"field":"dateOfBirth","verdict":"blank","printed":"<","computed":"1"},` +
		`{"field":"dateOfExpiry","verdict":"match","printed":"5","computed":"5"}],` +
		`"findings":[{"rule":"check-digit-blank","severity":"error","field":"documentNumber","line":2,"column":10,"length":1,"clause":"9303-3 4.9, 9303-7 7.2.4","message":"the check digit of the document number is missing: a filler stands in its place"},` +
		`{"rule":"check-digit-blank","severity":"error","field":"dateOfBirth","line":2,"column":20,"length":1,"clause":"9303-3 4.9, 9303-7 7.2.4","message":"the check digit of the date of birth is missing: a filler stands in its place"}],` +
		`"ok":false}`,
}}

func TestAppend(t *testing.T) {
	for _, test := range appendTests {
		t.Run(test.name, func(t *testing.T) {
			d := mrz.MustParse(test.text)
			var r mrz.Report
			if test.verify {
				r = d.Verify(&mrz.VerifyOptions{AsOf: test.options.AsOf})
			}
			if got := string(zone.Append([]byte("x"), d, r, test.options)); got != "x"+test.want {
				t.Errorf("got  %s\nwant x%s", got, test.want)
			}
		})
	}
}

func TestReading(t *testing.T) {
	d := mrz.MustParse("I<UTOAB1234567<CD4<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<")
	got := string(zone.Append(nil, d, d.Verify(nil), zone.Options{}))
	if want := `{"field":"documentNumber","verdict":"match","printed":"4","computed":"4","reading":"filler-excluded"}`; !strings.Contains(got, want) {
		t.Errorf("got %s, want %s in it", got, want)
	}
}

func TestAppendError(t *testing.T) {
	tests := []struct {
		id   string
		err  zone.Error
		want string
	}{
		{"", zone.SyntaxError(&mrz.SyntaxError{Line: 2, Column: 45, Err: mrz.ErrLineLength}),
			`{"schema":1,"error":{"kind":"line-length","line":2,"column":45,"message":"wrong line length"}}`},
		{`"a"`, zone.SyntaxError(&mrz.SyntaxError{Line: 3, Column: 1, Err: mrz.ErrLineCount}),
			`{"schema":1,"id":"a","error":{"kind":"line-count","line":3,"column":1,"message":"wrong number of lines"}}`},
		{"null", zone.SyntaxError(&mrz.SyntaxError{Line: 1, Column: 9, Err: mrz.ErrCharacter}),
			`{"schema":1,"id":null,"error":{"kind":"character","line":1,"column":9,"message":"character other than A-Z, 0-9 and <"}}`},
		{"", zone.Error{Kind: zone.JSON, Line: 7, Column: 1, Message: "a \"b\"\n\xff"},
			`{"schema":1,"error":{"kind":"json","line":7,"column":1,"message":"a \"b\"\n` + "\uFFFD" + `"}}`},
	}
	for _, test := range tests {
		var id []byte
		if test.id != "" {
			id = []byte(test.id)
		}
		if got := string(zone.AppendError(nil, id, test.err)); got != test.want {
			t.Errorf("got  %s\nwant %s", got, test.want)
		}
	}
}

// vectors returns the zones of the test vectors of package mrz.
func vectors(t testing.TB) (docs []mrz.Document) {
	names, err := filepath.Glob("../../../mrz/internal/vectors/testdata/*.mrz")
	if err != nil || len(names) == 0 {
		t.Fatalf("no test vectors: %v", err)
	}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		_, text, _ := strings.Cut(string(b), "\n\n")
		if d, err := mrz.Parse(text); err == nil {
			docs = append(docs, d)
		}
	}
	return docs
}

// object is the part of an object that the tests look at.
type object struct {
	Lines                 []string
	Fields                map[string]string
	BirthDate, ExpiryDate string
	Checks                []struct{ Field, Verdict, Printed, Computed string }
	Findings              []struct{ Rule, Severity, Field string }
	OK                    bool
}

func decode(t *testing.T, b []byte) (o object) {
	t.Helper()
	if !utf8.Valid(b) || strings.ContainsAny(string(b), "\r\n") {
		t.Errorf("not a line of UTF-8: %q", b)
	}
	if err := json.Unmarshal(b, &o); err != nil {
		t.Fatalf("%v: %s", err, b)
	}
	return o
}

// TestVectors holds the object of every vector to what the document itself
// says.
func TestVectors(t *testing.T) {
	for _, d := range vectors(t) {
		r := d.Verify(&mrz.VerifyOptions{AsOf: asOf})
		got := decode(t, zone.Append(nil, d, r, zone.Options{AsOf: asOf}))
		if !slices.Equal(got.Lines, d.Lines()) {
			t.Errorf("lines %q, want %q", got.Lines, d.Lines())
		}
		f := d.Fields()
		want := map[string]string{
			"documentCode": f.DocumentCode, "issuingState": f.IssuingState, "primaryIdentifier": f.PrimaryIdentifier,
			"secondaryIdentifier": f.SecondaryIdentifier, "nameTruncation": f.NameTruncation.String(),
			"documentNumber": f.DocumentNumber, "nationality": f.Nationality, "dateOfBirth": f.DateOfBirth, "sex": f.Sex,
			"dateOfExpiry": f.DateOfExpiry, "optionalData": f.OptionalData,
		}
		if d.Layout() == mrz.TD1 {
			want["optionalData2"] = f.OptionalData2
		}
		if len(got.Fields) != len(want) {
			t.Errorf("%d fields, want %d", len(got.Fields), len(want))
		}
		for key, value := range want {
			if got.Fields[key] != value {
				t.Errorf("%q: %s %q, want %q", d.Lines(), key, got.Fields[key], value)
			}
		}
		birth, _ := d.BirthDate(asOf)
		if got.BirthDate != birth.String() || got.ExpiryDate != d.ExpiryDate(asOf).String() {
			t.Errorf("%q: dates %s, %s, want %s, %s", d.Lines(), got.BirthDate, got.ExpiryDate, birth, d.ExpiryDate(asOf))
		}
		if len(got.Findings) != len(r.Findings()) || got.OK != r.OK() {
			t.Errorf("%q: %d findings, want %d", d.Lines(), len(got.Findings), len(r.Findings()))
		}
	}
}

// TestRedactVectors looks for data of the holder in the redacted objects.
func TestRedactVectors(t *testing.T) {
	asOf := mrz.CalendarDate{Year: 2026, Month: 11, Day: 25} // which is no date of a vector
	for _, d := range vectors(t) {
		b := zone.Append(nil, d, d.Verify(&mrz.VerifyOptions{AsOf: asOf}), zone.Options{AsOf: asOf, Redact: true})
		o := decode(t, b)
		for _, key := range []string{"primaryIdentifier", "secondaryIdentifier", "documentNumber", "dateOfBirth", "dateOfExpiry", "optionalData"} {
			if o.Fields[key] != zone.Mask {
				t.Errorf("%q: %s is %q", d.Lines(), key, o.Fields[key])
			}
		}
		for _, c := range o.Checks {
			if c.Printed != "*" || c.Computed != "*" {
				t.Errorf("%q: the digits of %s are %q, %q", d.Lines(), c.Field, c.Printed, c.Computed)
			}
		}
		birth, other := d.BirthDate(asOf)
		f := d.Fields()
		for _, secret := range []string{
			f.PrimaryIdentifier, f.SecondaryIdentifier, f.DocumentNumber, f.DateOfBirth, f.DateOfExpiry, f.OptionalData,
			f.OptionalData2, birth.String(), other.String(), d.ExpiryDate(asOf).String(),
		} {
			// A shorter one may stand there by chance.
			if len(strings.Trim(secret, "<")) > 4 && strings.Contains(string(b), secret) {
				t.Errorf("%q: %q in %s", d.Lines(), secret, b)
			}
		}
	}
}

// TestRedactHolders pins that two holders look the same, if their documents
// have the same faults.
func TestRedactHolders(t *testing.T) {
	redacted := func(text string) string {
		d := mrz.MustParse(text)
		return string(zone.Append(nil, d, d.Verify(&mrz.VerifyOptions{AsOf: asOf}), zone.Options{AsOf: asOf, Redact: true}))
	}
	a := redacted("P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<\nC01X00T478D<<6408125F3102282<<<<<<<<<<<<<<02")
	b := redacted("P<D<<MEIER<ZU<HOLZEN<<ADA<EVA<LI<<<<<<<<<<<<\nL898902C36D<<7408122F3204153ZE184226B<<<<<16")
	if a != b {
		t.Errorf("got\n%s\nand\n%s", a, b)
	}
}

func TestAllocs(t *testing.T) {
	d := mrz.MustParse("P<D<<MUSTERMANN<<ERIKA<MARIA<<<<<<<<<<<<<<<<\nC01X00T478D<<6408125F3102282<<<<<<<<<<<<<<02")
	r := d.Verify(&mrz.VerifyOptions{AsOf: asOf})
	if n := len(r.Findings()); n > 0 {
		t.Fatalf("%d findings", n)
	}
	b := make([]byte, 0, 4096)
	o := zone.Options{AsOf: asOf, ID: []byte("1")}
	if n := testing.AllocsPerRun(100, func() { b = zone.Append(b[:0], d, r, o) }); n > 0 {
		t.Errorf("%v allocations, want none", n)
	}
}

func BenchmarkAppend(b *testing.B) {
	for _, bench := range []struct {
		name, text string
	}{
		{"clean", "P<D<<MUSTERMANN<<ERIKA<MARIA<<<<<<<<<<<<<<<<\nC01X00T478D<<6408125F3102282<<<<<<<<<<<<<<02"},
		{"findings", passport},
	} {
		b.Run(bench.name, func(b *testing.B) {
			d := mrz.MustParse(bench.text)
			r := d.Verify(&mrz.VerifyOptions{AsOf: asOf})
			var dst []byte
			b.ReportAllocs()
			for b.Loop() {
				dst = zone.Append(dst[:0], d, r, zone.Options{AsOf: asOf})
			}
			b.SetBytes(int64(len(dst)))
		})
	}
}
