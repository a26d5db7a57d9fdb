package mrz_test

import (
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unsafe"

	"example.org/traveldoc/checkdigit"
	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/internal/vectors"
	"example.org/traveldoc/mrz/state"
)

// today is the day of the tests, unless they are about days.
var today = mrz.CalendarDate{Year: 2026, Month: time.November, Day: 23}

// someDays are days to look at a document on: ordinary ones, the ends of the
// calendar, leap days, and two that are none.
var someDays = []mrz.CalendarDate{
	{}, today, {Year: 1, Month: 1, Day: 1}, {Year: 49, Month: 12, Day: 31}, {Year: 1950, Month: 1, Day: 1},
	{Year: 2000, Month: 2, Day: 29}, {Year: 2099, Month: 12, Day: 31}, {Year: 9999, Month: 12, Day: 31},
	{Year: 2026, Month: 2, Day: 29}, {Year: -1, Month: 13, Day: 99},
}

// zoneVectors returns the vectors that are zones.
func zoneVectors(t testing.TB) []vectors.Vector {
	return slices.DeleteFunc(allVectors(t), func(v vectors.Vector) bool { return v.Expect == vectors.ExpectSyntax })
}

// optionsOf returns the options that a vector is verified with.
func optionsOf(t testing.TB, v vectors.Vector) *mrz.VerifyOptions {
	return &mrz.VerifyOptions{AsOf: calendar(refDateOf(t, v.AsOf)), Issued: calendar(refDateOf(t, v.Issued))}
}

// with returns a zone of a layout, the specimen, with other fields.
func with(l mrz.Layout, fields map[mrz.Field]string) mrz.Document {
	var rows []string
	for _, s := range specimens {
		if s.layout == l {
			rows = strings.Split(s.text, "\n")
		}
	}
	for f, text := range fields {
		s, ok := l.Span(f)
		if !ok {
			panic("no such field")
		}
		put(rows, refSpan{s.Line, s.Column, s.Column + s.Len - 1}, text)
	}
	return mrz.MustParse(strings.Join(rows, "\n"))
}

// TestZeroDocument wants nothing of the zero Document, whatever is asked.
func TestZeroDocument(t *testing.T) {
	var d mrz.Document
	if !d.IsZero() || d != (mrz.Document{}) || d.Clone() != d {
		t.Error("the zero Document is not zero")
	}
	if mrz.MustParse(td3Zone).IsZero() {
		t.Error("a zone is zero")
	}
	for name, got := range map[string]string{
		"DocumentCode": d.DocumentCode(), "PrimaryIdentifier": d.PrimaryIdentifier(), "SecondaryIdentifier": d.SecondaryIdentifier(),
		"DocumentNumber": d.DocumentNumber(), "OptionalData": d.OptionalData(), "OptionalData2": d.OptionalData2(),
		"Line": d.Line(1), "DateOfBirth": d.DateOfBirth().String(), "DateOfExpiry": d.DateOfExpiry().String(), "Sex": d.Sex().String(),
		"Lines": strings.Join(d.Lines(), "x"), "Mask": strings.Join(d.Mask(), "x"),
		"AppendDocumentNumber": string(d.AppendDocumentNumber(nil)),
	} {
		if got != "" {
			t.Errorf("%s is not empty", name)
		}
	}
	for i := range 256 {
		if d.Raw(mrz.Field(i)) != "" {
			t.Errorf("Raw(%d) is not empty", i)
		}
		if c, ok := d.CheckDigit(mrz.Field(i)); c != 0 || ok {
			t.Errorf("CheckDigit(%d) = %q, %v", i, c, ok)
		}
	}
	if d.Layout() != 0 || d.Truncation() != mrz.TruncationNo || d.Fields() != (mrz.Fields{}) {
		t.Errorf("layout %v, truncation %v, or fields", d.Layout(), d.Truncation())
	}
	if d.IssuingState() != (state.Code{}) || d.Nationality() != (state.Code{}) {
		t.Error("it has a State")
	}
	if c, ok := d.CompositeCheckDigit(); c != 0 || ok {
		t.Errorf("CompositeCheckDigit() = %q, %v", c, ok)
	}
	if rest, digit, ok := d.LongNumber(); ok || rest != (mrz.Span{}) || digit != (mrz.Span{}) {
		t.Error("it has a long number")
	}
	if s, ok := d.Employer(); s != "" || ok {
		t.Error("it has an employer")
	}
	for range d.PrimaryComponents() {
		t.Error("it has a primary component")
	}
	for range d.SecondaryComponents() {
		t.Error("it has a secondary component")
	}
	for _, day := range someDays {
		birth, other := d.BirthDate(day)
		if age, ok := d.Age(day); birth != other || !birth.IsZero() || !d.ExpiryDate(day).IsZero() || age != 0 || ok {
			t.Errorf("it has dates as of %v", day)
		}
		if d.Verify(&mrz.VerifyOptions{AsOf: day, Severities: mrz.StrictSeverities()}) != (mrz.Report{}) {
			t.Errorf("its report as of %v is not zero", day)
		}
	}
	if d.Verify(nil) != (mrz.Report{}) {
		t.Error("its report is not zero")
	}
	if s := d.String(); s != "no document" {
		t.Errorf("String() = %q", s)
	}
}

func TestLines(t *testing.T) {
	for _, s := range specimens {
		d := mrz.MustParse(s.text)
		want := strings.Split(s.text, "\n")
		for n := -2; n <= 5; n++ {
			line := ""
			if 1 <= n && n <= len(want) {
				line = want[n-1]
			}
			if d.Line(n) != line {
				t.Errorf("%v: Line(%d) is another", s.layout, n)
			}
		}
		got := d.Lines()
		if !slices.Equal(got, want) {
			t.Errorf("%v: other lines", s.layout)
		}
		got[0] = ""
		if !slices.Equal(d.Lines(), want) {
			t.Errorf("%v: Lines returns a slice of the Document's own", s.layout)
		}
	}
}

// TestRaw wants each field of each vector from its place in the reference.
func TestRaw(t *testing.T) {
	for _, v := range zoneVectors(t) {
		d := mrz.MustParse(v.Text())
		table := layoutTables[d.Layout()-1].table
		z := &refZone{refLayout: table, rows: d.Lines()}
		for _, f := range placedFields {
			if d.Raw(f.field) != z.raw(f.place(table)) {
				t.Errorf("%s: Raw(%v) is another", v.Name, f.field)
			}
		}
		for _, i := range []int{0, int(mrz.FieldCompositeCheckDigit) + 1, 255} {
			if d.Raw(mrz.Field(i)) != "" {
				t.Errorf("%s: Raw(%d) is not empty", v.Name, i)
			}
		}
		primary, secondary, _ := strings.Cut(z.raw(table.names), "<<")
		if got := d.Raw(mrz.FieldPrimaryIdentifier); strings.TrimRight(got, "<") != strings.TrimRight(primary, "<") {
			t.Errorf("%s: Raw(primaryIdentifier) is another", v.Name)
		}
		if got := d.Raw(mrz.FieldSecondaryIdentifier); strings.TrimRight(got, "<") != strings.TrimRight(secondary, "<") {
			t.Errorf("%s: Raw(secondaryIdentifier) is another", v.Name)
		}
	}
}

// TestCheckDigit wants the printed digit of each check of each vector, by the
// field of the data and by that of the digit.
func TestCheckDigit(t *testing.T) {
	digitOf := map[string]mrz.Field{
		"documentNumber": mrz.FieldDocumentNumberCheckDigit, "dateOfBirth": mrz.FieldDateOfBirthCheckDigit,
		"dateOfExpiry": mrz.FieldDateOfExpiryCheckDigit, "optionalData": mrz.FieldOptionalDataCheckDigit,
		"composite": mrz.FieldCompositeCheckDigit,
	}
	for _, v := range zoneVectors(t) {
		d := mrz.MustParse(v.Text())
		r := d.Verify(nil)
		want := make(map[mrz.Field]byte)
		verdicts := make(map[mrz.Field]string)
		for _, c := range v.Checks {
			var f mrz.Field
			if err := f.UnmarshalText([]byte(c.Field)); err != nil {
				t.Fatal(err)
			}
			want[f], want[digitOf[c.Field]] = c.Printed, c.Printed
			verdicts[f], verdicts[digitOf[c.Field]] = c.Verdict, c.Verdict
		}
		for i := range 256 {
			f := mrz.Field(i)
			c, ok := want[f]
			if got, gotOK := d.CheckDigit(f); got != c || gotOK != ok {
				t.Errorf("%s: CheckDigit(%v) = %q, %v; want %q, %v", v.Name, f, got, gotOK, c, ok)
			}
			verdict := checkdigit.Unchecked.String()
			if ok {
				verdict = verdicts[f]
			}
			if got := r.Verdict(f).String(); got != verdict {
				t.Errorf("%s: Verdict(%v) = %v; want %v", v.Name, f, got, verdict)
			}
		}
		c, ok := want[mrz.FieldCompositeCheckDigit]
		if got, gotOK := d.CompositeCheckDigit(); got != c || gotOK != ok {
			t.Errorf("%s: CompositeCheckDigit() = %q, %v; want %q, %v", v.Name, got, gotOK, c, ok)
		}
	}
}

func TestStateCodes(t *testing.T) {
	tests := []struct {
		raw    string
		known  bool
		zero   bool
		string string
	}{
		{"UTO", true, false, "UTO"},
		{"D<<", true, false, "D"},
		{"DEU", true, false, "DEU"},
		{"QQQ", false, false, "QQQ"},
		{"Q<<", false, false, "Q"},
		{"<<<", false, true, ""},
		{"U7O", false, true, ""},
		{"<TO", false, true, ""},
		{"U<O", false, true, ""},
	}
	for l := range mrz.Layouts() {
		for _, tt := range tests {
			d := with(l, map[mrz.Field]string{mrz.FieldIssuingState: tt.raw, mrz.FieldNationality: tt.raw})
			for f, c := range map[mrz.Field]state.Code{mrz.FieldIssuingState: d.IssuingState(), mrz.FieldNationality: d.Nationality()} {
				if c.Known() != tt.known || (c == state.Code{}) != tt.zero || c.String() != tt.string {
					t.Errorf("%v: %v of %s: %q, known %v; want %q, %v", l, f, tt.raw, c, c.Known(), tt.string, tt.known)
				}
			}
			if d.Raw(mrz.FieldIssuingState) != tt.raw || d.Raw(mrz.FieldNationality) != tt.raw {
				t.Errorf("%v: Raw does not tell %s", l, tt.raw)
			}
		}
	}
}

func TestDocumentCode(t *testing.T) {
	for raw, want := range map[string]string{"P<": "P", "PP": "PP", "P1": "P1", "<<": "", "<P": "<P", "A<": "A"} {
		for _, l := range []mrz.Layout{mrz.TD1, mrz.TD2, mrz.TD3} {
			d := with(l, map[mrz.Field]string{mrz.FieldDocumentCode: raw})
			if got := d.DocumentCode(); got != want || d.Layout() != l {
				t.Errorf("%v: DocumentCode() of %s = %q; want %q", d.Layout(), raw, got, want)
			}
		}
	}
	// A V makes a visa of the shape, and nothing else does.
	for _, tt := range []struct{ from, to mrz.Layout }{{mrz.TD2, mrz.MRVB}, {mrz.TD3, mrz.MRVA}, {mrz.TD1, mrz.TD1}} {
		for _, code := range []string{"V<", "VV", "V1"} {
			if got := with(tt.from, map[mrz.Field]string{mrz.FieldDocumentCode: code}).Layout(); got != tt.to {
				t.Errorf("%v with %s is %v; want %v", tt.from, code, got, tt.to)
			}
		}
		if got := with(tt.from, map[mrz.Field]string{mrz.FieldDocumentCode: "<V"}).Layout(); got != tt.from {
			t.Errorf("%v with <V is %v", tt.from, got)
		}
	}
}

func TestEmployer(t *testing.T) {
	tests := []struct {
		layout         mrz.Layout
		code, optional string
		want           string
		ok             bool
	}{
		{mrz.TD1, "AC", "XY<", "XY", true},
		{mrz.TD1, "AC", "X1<", "X1", true},
		{mrz.TD1, "AC", "1X<", "1X", true},
		{mrz.TD1, "AC", "11<", "11", true},
		{mrz.TD1, "AC", "XYZ", "XYZ", true},
		{mrz.TD1, "AC", "XYZ<DATA", "XYZ", true},
		{mrz.TD1, "AC", "XY<DATA", "XY", true},
		{mrz.TD1, "AC", "", "", false},
		{mrz.TD1, "AC", "X<<", "", false},
		{mrz.TD1, "AC", "<XY", "", false},
		{mrz.TD1, "AC", "X<Y", "", false},
		{mrz.TD1, "AC", "XY1", "", false},
		{mrz.TD1, "AC", "X1Z", "", false},
		{mrz.TD1, "AC", "1YZ", "", false},
		{mrz.TD1, "AB", "XYZ", "", false},
		{mrz.TD1, "A<", "XYZ", "", false},
		{mrz.TD1, "IC", "XYZ", "", false},
		{mrz.TD2, "AC", "XYZ", "", false},
		{mrz.TD3, "AC", "XYZ", "", false},
	}
	for _, tt := range tests {
		d := with(tt.layout, map[mrz.Field]string{mrz.FieldDocumentCode: tt.code, mrz.FieldOptionalData: tt.optional})
		if got, ok := d.Employer(); got != tt.want || ok != tt.ok {
			t.Errorf("%v %s, %q: Employer() = %q, %v; want %q, %v", tt.layout, tt.code, tt.optional, got, ok, tt.want, tt.ok)
		}
	}
}

// TestClone wants an equal Document with a text of its own.
func TestClone(t *testing.T) {
	for _, s := range specimens {
		text := strings.Repeat(" ", 1<<20) + s.text
		d := mrz.MustParse(text)
		c := d.Clone()
		if c != d || c.Verify(nil) != d.Verify(nil) || c.Fields() != d.Fields() {
			t.Errorf("%v: the clone is not equal", s.layout)
		}
		for n := range strings.Count(s.text, "\n") + 1 {
			if !within(text, d.Line(n+1)) {
				t.Errorf("%v: line %d is not part of the text", s.layout, n+1)
			}
			if within(text, c.Line(n+1)) {
				t.Errorf("%v: line %d of the clone is part of the text", s.layout, n+1)
			}
		}
		for f := range s.layout.Fields() {
			if !within(text, d.Raw(f)) {
				t.Errorf("%v: Raw(%v) is not part of the text", s.layout, f)
			}
		}
	}
}

// within reports whether the memory of part lies in that of whole.
func within(whole, part string) bool {
	at := uintptr(unsafe.Pointer(unsafe.StringData(part)))
	from := uintptr(unsafe.Pointer(unsafe.StringData(whole)))
	return from <= at && at+uintptr(len(part)) <= from+uintptr(len(whole))
}

// TestDocumentIsSmall wants the types that are handed around to be plain values.
func TestDocumentIsSmall(t *testing.T) {
	for _, v := range []any{mrz.Document{}, mrz.Report{}, mrz.VerifyOptions{}, mrz.Severities{}, mrz.Finding{}, mrz.Fields{}, mrz.Date{}, mrz.CalendarDate{}, mrz.Span{}, mrz.Check{}, mrz.RuleInfo{}} {
		if typ := reflect.TypeOf(v); !typ.Comparable() {
			t.Errorf("%v is not comparable", typ)
		}
	}
	if n := unsafe.Sizeof(mrz.Document{}); n > 64 {
		t.Errorf("a Document has %d bytes", n)
	}
	if n := unsafe.Sizeof(mrz.Report{}); n > 160 {
		t.Errorf("a Report has %d bytes", n)
	}
}

// TestConcurrent uses one Document in several goroutines, for the race detector.
func TestConcurrent(t *testing.T) {
	d := mrz.MustParse(td1Zone)
	o := &mrz.VerifyOptions{AsOf: today, Severities: mrz.StrictSeverities()}
	want := d.Verify(o)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 100 {
				useDocument(d)
				if d.Verify(o) != want {
					t.Error("another report")
				}
				mrz.Rules()
			}
		})
	}
	wg.Wait()
}
