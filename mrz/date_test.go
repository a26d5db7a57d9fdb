package mrz_test

import (
	"strings"
	"testing"
	"time"

	"example.org/traveldoc/mrz"
)

// dateOf makes a Date of six bytes.
func dateOf(s string) (d mrz.Date) {
	copy(d[:], s)
	return d
}

func TestDate(t *testing.T) {
	const none = -1
	tests := []struct {
		printed           string
		year, month, day  int
		complete, unknown bool
	}{
		{"740812", 74, 8, 12, true, false},
		{"000101", 0, 1, 1, true, false},
		{"991231", 99, 12, 31, true, false},
		{"090909", 9, 9, 9, true, false},
		{"740131", 74, 1, 31, true, false},
		{"740132", 74, 1, none, false, false},
		{"740228", 74, 2, 28, true, false},
		{"740229", 74, 2, 29, false, false}, // 1974 and 2074 are no leap years
		{"760229", 76, 2, 29, true, false},
		{"000229", 0, 2, 29, true, false}, // 2000 was one
		{"740230", 74, 2, none, false, false},
		{"740331", 74, 3, 31, true, false},
		{"740430", 74, 4, 30, true, false},
		{"740431", 74, 4, none, false, false},
		{"740531", 74, 5, 31, true, false},
		{"740631", 74, 6, none, false, false},
		{"740731", 74, 7, 31, true, false},
		{"740831", 74, 8, 31, true, false},
		{"740931", 74, 9, none, false, false},
		{"741031", 74, 10, 31, true, false},
		{"741131", 74, 11, none, false, false},
		{"740012", 74, none, 12, false, false},
		{"741312", 74, none, 12, false, false},
		{"749912", 74, none, 12, false, false},
		{"740800", 74, 8, none, false, false},
		{"740832", 74, 8, none, false, false},
		{"740899", 74, 8, none, false, false},
		{"741331", 74, none, 31, false, false},
		{"000000", 0, none, none, false, false},
		{"999999", 99, none, none, false, false},
		{"<<<<<<", none, none, none, false, true},
		{"74<<<<", 74, none, none, false, false},
		{"7408<<", 74, 8, none, false, false},
		{"74<<12", 74, none, 12, false, false},
		{"74<<31", 74, none, 31, false, false},
		{"74<<32", 74, none, none, false, false},
		{"<<0812", none, 8, 12, false, false},
		{"<<0229", none, 2, 29, false, false},
		{"<<0230", none, 2, none, false, false},
		{"<<<<12", none, none, 12, false, false},
		{"<<08<<", none, 8, none, false, false},
		{"7<0812", none, 8, 12, false, false},
		{"<40812", none, 8, 12, false, false},
		{"740<12", 74, none, 12, false, false},
		{"74081<", 74, 8, none, false, false},
		{"7408<2", 74, 8, none, false, false},
		{"7A0812", none, 8, 12, false, false},
		{"74O812", 74, none, 12, false, false},
		{"7408l2", 74, 8, none, false, false},
		{"ABCDEF", none, none, none, false, false},
		{"+1+1+1", none, none, none, false, false},
		{":00112", none, 1, 12, false, false},
		{"0:0112", none, 1, 12, false, false},
		{"/00112", none, 1, 12, false, false},
		{"\x10\x10\x10\x10\x10\x10", none, none, none, false, false},
		{"\xb7\xb4\xb0\xb8\xb1\xb2", none, none, none, false, false},
		{"\xff\xff\xff\xff\xff\xff", none, none, none, false, false},
		{"", none, none, none, false, false},
	}
	for _, tt := range tests {
		d := dateOf(tt.printed)
		for name, part := range map[string]struct {
			get  func() (int, bool)
			want int
		}{
			"Year": {d.Year, tt.year}, "Month": {d.Month, tt.month}, "Day": {d.Day, tt.day},
		} {
			want, wantOK := part.want, true
			if want == none {
				want, wantOK = 0, false
			}
			if got, ok := part.get(); got != want || ok != wantOK {
				t.Errorf("%q: %s() = %d, %v; want %d, %v", tt.printed, name, got, ok, want, wantOK)
			}
		}
		if got := d.IsComplete(); got != tt.complete {
			t.Errorf("%q: IsComplete() = %v", tt.printed, got)
		}
		if got := d.IsUnknown(); got != tt.unknown {
			t.Errorf("%q: IsUnknown() = %v", tt.printed, got)
		}
		if got := d.String(); got != tt.printed {
			t.Errorf("%q: String() = %q", tt.printed, got)
		}
	}
}

// TestDateAll compares all dates of six digits, and of pairs of fillers among
// them, with the reference.
func TestDateAll(t *testing.T) {
	pairs := []string{"<<"}
	for i := range 100 {
		pairs = append(pairs, string([]byte{byte('0' + i/10), byte('0' + i%10)}))
	}
	for _, yy := range []string{"<<", "00", "01", "04", "19", "20", "72", "73", "96", "99"} {
		for _, mm := range pairs {
			for _, dd := range pairs {
				s := yy + mm + dd
				year, month, day, ok := refParts(s)
				d := dateOf(s)
				if got, want := d.IsComplete(), ok && year >= 0 && month >= 0 && day >= 0; got != want {
					t.Errorf("%s: IsComplete() = %v; want %v", s, got, want)
				}
				if got, _ := d.Year(); got != max(year, 0) {
					t.Errorf("%s: Year() = %d", s, got)
				}
				if ok {
					if m, _ := d.Month(); m != max(month, 0) {
						t.Errorf("%s: Month() = %d", s, m)
					}
					if n, _ := d.Day(); n != max(day, 0) {
						t.Errorf("%s: Day() = %d", s, n)
					}
				}
			}
		}
	}
}

func TestDateZero(t *testing.T) {
	var d mrz.Date
	if d.String() != "" || d.IsComplete() || d.IsUnknown() || !d.Within(today).IsZero() {
		t.Error("the zero Date is something")
	}
	if born := mrz.MustParse(td3Zone).DateOfBirth(); d == dateOf("000000") || born != dateOf("740812") {
		t.Error("dates do not compare by their characters")
	}
}

func TestDateOfDocument(t *testing.T) {
	for _, v := range zoneVectors(t) {
		d := mrz.MustParse(v.Text())
		if d.DateOfBirth() != dateOf(v.Fields["dateOfBirth"]) || d.DateOfExpiry() != dateOf(v.Fields["dateOfExpiry"]) {
			t.Errorf("%s: other dates", v.Name)
		}
	}
}

func day(y int, m time.Month, d int) mrz.CalendarDate {
	return mrz.CalendarDate{Year: y, Month: m, Day: d}
}

func TestDateWithin(t *testing.T) {
	tests := []struct {
		printed string
		first   mrz.CalendarDate
		want    mrz.CalendarDate
	}{
		{"740812", day(1930, 1, 1), day(1974, 8, 12)},
		{"740812", day(2000, 1, 1), day(2074, 8, 12)},
		{"740812", day(1974, 8, 12), day(1974, 8, 12)},
		{"740812", day(1974, 8, 13), day(2074, 8, 12)},
		{"740812", day(1875, 1, 1), day(1974, 8, 12)},
		{"000101", day(1999, 12, 31), day(2000, 1, 1)},
		{"991231", day(1900, 1, 1), day(1999, 12, 31)},
		{"991231", day(2000, 1, 1), day(2099, 12, 31)},
		{"000229", day(1900, 1, 1), mrz.CalendarDate{}},  // 1900 had none, 2000 is out
		{"000229", day(1900, 2, 28), mrz.CalendarDate{}}, // the last day in is 27 February 2000
		{"000229", day(1900, 3, 1), day(2000, 2, 29)},    // the last day in is 29 February 2000
		{"000229", day(1950, 1, 1), day(2000, 2, 29)},
		{"000229", day(2000, 2, 29), day(2000, 2, 29)},
		{"000229", day(2000, 3, 1), mrz.CalendarDate{}},
		{"000229", day(2050, 1, 1), mrz.CalendarDate{}},
		{"740229", day(1950, 1, 1), mrz.CalendarDate{}},
		{"760229", day(1950, 1, 1), day(1976, 2, 29)},
		{"741301", day(1950, 1, 1), mrz.CalendarDate{}},
		{"740001", day(1950, 1, 1), mrz.CalendarDate{}},
		{"740100", day(1950, 1, 1), mrz.CalendarDate{}},
		{"74<<<<", day(1950, 1, 1), mrz.CalendarDate{}},
		{"<<0812", day(1950, 1, 1), mrz.CalendarDate{}},
		{"7408<<", day(1950, 1, 1), mrz.CalendarDate{}},
		{"74O812", day(1950, 1, 1), mrz.CalendarDate{}},
		{"740812", mrz.CalendarDate{}, mrz.CalendarDate{}},
		{"740812", day(1950, 2, 29), mrz.CalendarDate{}},
		{"740812", day(0, 1, 1), mrz.CalendarDate{}},
		{"740812", day(10000, 1, 1), mrz.CalendarDate{}},
		{"740812", day(1, 1, 1), day(74, 8, 12)},
		{"000812", day(1, 1, 1), day(100, 8, 12)},
		{"740812", day(9950, 1, 1), day(9974, 8, 12)},
		{"740812", day(9999, 1, 1), mrz.CalendarDate{}}, // 10074
		{"991231", day(9999, 12, 31), day(9999, 12, 31)},
	}
	for _, tt := range tests {
		if got := dateOf(tt.printed).Within(tt.first); got != tt.want {
			t.Errorf("%s within a hundred years from %v: %v; want %v", tt.printed, tt.first, got, tt.want)
		}
	}
}

// FuzzDate resolves any date of birth and of expiry on any day.
func FuzzDate(f *testing.F) {
	f.Add("740812", "120415", 2010, uint8(6), uint8(1))
	f.Add("261124", "261122", 2026, uint8(11), uint8(23))
	f.Add("000229", "000229", 1950, uint8(2), uint8(28))
	f.Add("000229", "991230", 2000, uint8(2), uint8(29))
	f.Add("7408<<", "<<<<<<", 2026, uint8(11), uint8(23))
	f.Add("100101", "050101", 2099, uint8(12), uint8(31))
	f.Add("010101", "990101", 1, uint8(1), uint8(1))
	f.Add("990101", "491231", 9999, uint8(12), uint8(31))
	f.Add("\xff\x00\x80<0A", "", 49, uint8(2), uint8(29))
	f.Fuzz(func(t *testing.T, birth, expiry string, y int, m, d uint8) {
		day := day(y, time.Month(m), int(d))
		checkDate(t, birth, day)
		printed := func(s string) string { // characters of a zone
			s = strings.Map(func(r rune) rune {
				if r < 0x80 && strings.ContainsRune(refAlphabet, r) {
					return r
				}
				return rune('0' + r%10)
			}, s)
			return (s + "<<<<<<")[:6]
		}
		for l := range mrz.Layouts() {
			doc := with(l, map[mrz.Field]string{mrz.FieldDateOfBirth: printed(birth), mrz.FieldDateOfExpiry: printed(expiry)})
			checkResolved(t, doc, day)
		}
	})
}

// checkDate wants a Date to agree with its characters.
func checkDate(t *testing.T, s string, first mrz.CalendarDate) {
	d := dateOf(s)
	if string(d[:]) != (s + "\x00\x00\x00\x00\x00\x00")[:6] {
		t.Fatal("another date")
	}
	agree := func(name string, at int, part func() (int, bool)) {
		n, ok := part()
		if !ok && n != 0 || ok && string(d[at:at+2]) != string([]byte{byte('0' + n/10), byte('0' + n%10)}) {
			t.Errorf("%s() of %q is %d, %v", name, d[:], n, ok)
		}
	}
	agree("Year", 0, d.Year)
	agree("Month", 2, d.Month)
	agree("Day", 4, d.Day)
	if d.IsUnknown() != (string(d[:]) == "<<<<<<") {
		t.Errorf("IsUnknown() of %q is %v", d[:], d.IsUnknown())
	}
	year, month, dd, ok := refParts(string(d[:]))
	complete := ok && year >= 0 && month >= 0 && dd >= 0
	if d.IsComplete() != complete {
		t.Errorf("IsComplete() of %q is %v", d[:], d.IsComplete())
	}

	// The hundred years from first on, year by year.
	var want mrz.CalendarDate
	for y := first.Year; first.IsValid() && complete && y <= first.Year+100; y++ {
		c := day(y, time.Month(month), dd)
		last := day(first.Year+100, first.Month, first.Day)
		if y%100 == year && c.IsValid() && c.Compare(first) >= 0 && c.Compare(last) < 0 {
			want = c
			break
		}
	}
	if got := d.Within(first); got != want {
		t.Errorf("%q within a hundred years from %v: %v; want %v", d[:], first, got, want)
	}
}

// checkResolved wants what always holds of the dates of a document on a day.
func checkResolved(t *testing.T, d mrz.Document, asOf mrz.CalendarDate) {
	birth, other := d.BirthDate(asOf)
	expiry := d.ExpiryDate(asOf)
	age, ok := d.Age(asOf)
	r := d.Verify(&mrz.VerifyOptions{AsOf: asOf})
	place := d.DateOfBirth().String() + ", " + d.DateOfExpiry().String() + " as of " + asOf.String()
	if r.Evaluated(mrz.RuleExpired) != asOf.IsValid() {
		t.Errorf("%s: Evaluated(expired) is %v", place, !asOf.IsValid())
	}
	if !asOf.IsValid() && (!birth.IsZero() || !other.IsZero() || !expiry.IsZero() || ok) {
		t.Errorf("%s: dates as of no day", place)
	}
	digits := func(c mrz.CalendarDate) string {
		s := c.String()
		return s[2:4] + s[5:7] + s[8:10]
	}
	for _, c := range []mrz.CalendarDate{birth, other} {
		if !c.IsZero() && (!c.IsValid() || digits(c) != d.DateOfBirth().String()) {
			t.Fatalf("%s: %v is not the printed birth", place, c)
		}
		if c.Compare(asOf) > 0 && !c.IsZero() {
			t.Errorf("%s: birth %v after that day", place, c)
		}
	}
	if !expiry.IsZero() {
		if !expiry.IsValid() || digits(expiry) != d.DateOfExpiry().String() {
			t.Fatalf("%s: %d-%d-%d is not the printed expiry", place, expiry.Year, expiry.Month, expiry.Day)
		}
		if expiry.Year < asOf.Year-50 || expiry.Year > asOf.Year+49 {
			t.Errorf("%s: expiry %v", place, expiry)
		}
		if !birth.IsZero() && birth.Compare(expiry) > 0 {
			t.Errorf("%s: birth %v after expiry %v", place, birth, expiry)
		}
	}
	if !other.IsZero() {
		if diff := birth.Year - other.Year; diff != 100 && diff != -100 {
			t.Errorf("%s: births %v and %v", place, birth, other)
		}
	}
	if !birth.IsZero() && !d.DateOfBirth().IsComplete() {
		t.Errorf("%s: birth %v", place, birth)
	}
	if ok == birth.IsZero() || ok && age != refAge(refDate{birth.Year, int(birth.Month), birth.Day}, refDate{asOf.Year, int(asOf.Month), asOf.Day}) || age < 0 {
		t.Errorf("%s: age %d, %v", place, age, ok)
	}

	validity := mrz.ValidityUnknown
	printed := d.DateOfExpiry().String()
	card := d.Layout() == mrz.TD1 || d.Layout() == mrz.TD2
	switch {
	case printed == "990101" || printed == "991231" || printed == "<<<<<<" && card:
		validity = mrz.Unlimited
		if !expiry.IsZero() {
			t.Errorf("%s: expiry %v", place, expiry)
		}
	case expiry.IsZero():
	case expiry.Compare(asOf) < 0:
		validity = mrz.Expired
	default:
		validity = mrz.Valid
	}
	if r.Validity() != validity {
		t.Errorf("%s: %v; want %v", place, r.Validity(), validity)
	}
	for _, f := range r.Findings() {
		s, _ := d.Layout().Span(f.Field)
		if (f.Rule == mrz.RuleExpired) && validity != mrz.Expired {
			t.Errorf("%s: expired, and %v", place, validity)
		}
		if f.Span.Len < 1 || f.Span.Column < 1 || f.Field != mrz.FieldCompositeCheckDigit && f.Rule == mrz.RuleDate &&
			(f.Span.Line != s.Line || f.Span.Column < s.Column || f.Span.Column+f.Span.Len > s.Column+s.Len) {
			t.Errorf("%s: %v at %v", place, f.Rule, f.Span)
		}
	}
}
