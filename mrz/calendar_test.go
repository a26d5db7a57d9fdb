package mrz_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"math"
	"testing"
	"time"
	_ "time/tzdata" // zones without a midnight, on every machine

	"example.org/traveldoc/mrz"
)

func TestCalendarDateIsValid(t *testing.T) {
	valid := map[mrz.CalendarDate]bool{
		{}: false, day(2026, 11, 23): true, day(1, 1, 1): true, day(9999, 12, 31): true,
		day(0, 1, 1): false, day(-1, 1, 1): false, day(10000, 1, 1): false,
		day(2026, 0, 1): false, day(2026, 13, 1): false, day(2026, -1, 1): false, day(2026, math.MaxInt, 1): false,
		day(2026, 1, 0): false, day(2026, 1, 32): false, day(2026, 4, 31): false, day(2026, 1, -1): false, day(2026, 1, math.MaxInt): false,
		day(2026, 2, 28): true, day(2026, 2, 29): false, day(2024, 2, 29): true, day(2024, 2, 30): false,
		day(1900, 2, 29): false, day(2000, 2, 29): true, day(2100, 2, 29): false, day(2400, 2, 29): true, day(4, 2, 29): true,
		{Year: 2026}: false, {Month: 1}: false, {Day: 1}: false,
	}
	for d, want := range valid {
		if got := d.IsValid(); got != want {
			t.Errorf("%d-%d-%d: IsValid() = %v", d.Year, d.Month, d.Day, got)
		}
		if got := d.IsZero(); got != (d == mrz.CalendarDate{}) {
			t.Errorf("%d-%d-%d: IsZero() = %v", d.Year, d.Month, d.Day, got)
		}
	}
}

// TestCalendarDateDays compares the days of four hundred years, and a year's
// length in front and behind, with package time.
func TestCalendarDateDays(t *testing.T) {
	n := 0
	for y := 1899; y <= 2300; y++ {
		for m := time.Month(0); m <= 13; m++ {
			for d := 0; d <= 32; d++ {
				c := day(y, m, d)
				at := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
				want := at.Year() == y && at.Month() == m && at.Day() == d
				if c.IsValid() != want {
					t.Errorf("%d-%d-%d: IsValid() = %v", y, m, d, !want)
				}
				if !want {
					continue
				}
				n++
				if c.String() != at.Format(time.DateOnly) || mrz.DateOf(at) != c || !c.In(time.UTC).Equal(at) {
					t.Errorf("%v is another day", c)
				}
				if got, err := mrz.ParseCalendarDate(c.String()); err != nil || got != c {
					t.Errorf("%v: %v, %v", c, got, err)
				}
			}
		}
	}
	if n != 146_827 {
		t.Errorf("%d days", n)
	}
}

func TestCalendarDateText(t *testing.T) {
	for d, want := range map[mrz.CalendarDate]string{
		{}: "", today: "2026-11-23", day(1, 2, 3): "0001-02-03", day(9999, 12, 31): "9999-12-31", day(987, 10, 9): "0987-10-09",
	} {
		b, err := d.MarshalText()
		if d.String() != want || string(b) != want || err != nil {
			t.Errorf("%q: String() = %q, MarshalText() = %q, %v", want, d.String(), b, err)
		}
		b, err = d.AppendText([]byte("on "))
		if string(b) != "on "+want || err != nil {
			t.Errorf("%q: AppendText: %q, %v", want, b, err)
		}
		got := day(1, 1, 1)
		if err := got.UnmarshalText([]byte(want)); err != nil || got != d {
			t.Errorf("UnmarshalText(%q): %v, %v", want, got, err)
		}
	}
	for _, d := range []mrz.CalendarDate{day(2026, 2, 29), day(0, 1, 1), day(10000, 1, 1), day(-5, 1, 1), {Month: 1}} {
		if b, err := d.MarshalText(); !errors.Is(err, mrz.ErrDate) || b != nil {
			t.Errorf("MarshalText() of no day: %q, %v", b, err)
		}
	}
}

// TestCalendarDateAppendText wants it to fail where MarshalText does.
func TestCalendarDateAppendText(t *testing.T) {
	for _, d := range []mrz.CalendarDate{day(2026, 2, 29), day(0, 1, 1), day(10000, 1, 1)} {
		if b, err := d.AppendText([]byte("on ")); !errors.Is(err, mrz.ErrDate) || string(b) != "on " {
			t.Errorf("%q, %v", b, err)
		}
		if s := d.String(); s != "invalid date" {
			t.Errorf("String() = %q", s)
		}
	}
}

func TestParseCalendarDate(t *testing.T) {
	for _, s := range []string{
		"", "0000-01-01", "0000-00-00", "2026-02-29", "2026-11-31", "2026-13-01", "2026-00-01", "2026-01-00", "2026-1-1", "2026-11-3",
		"26-11-23", "02026-11-23", "12026-11-23", "-2026-11-23", "+2026-11-23", "2026/11/23", "20261123", "2026-11-23 ", " 2026-11-23",
		"2026-11-23T00:00:00Z", "2026-11-23\n", "2026-11-2٣", "２０２６-11-23", "2026-Nov-23", "today", "\x00",
	} {
		d, err := mrz.ParseCalendarDate(s)
		if err != mrz.ErrDate || !d.IsZero() {
			t.Errorf("%q: %v, %v", s, d, err)
		}
		if s == "" {
			continue
		}
		d = today
		if err := d.UnmarshalText([]byte(s)); err != mrz.ErrDate || d != today {
			t.Errorf("UnmarshalText(%q): %v, %v; want ErrDate and no change", s, d, err)
		}
	}
}

func TestCalendarDateCompare(t *testing.T) {
	order := []mrz.CalendarDate{
		{}, day(1, 1, 1), day(1999, 12, 31), day(2000, 1, 1), day(2000, 1, 31), day(2000, 2, 1), day(2000, 12, 1), day(2001, 1, 1), day(9999, 12, 31),
	}
	for i, a := range order {
		for j, b := range order {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			if got := a.Compare(b); got != want {
				t.Errorf("%v.Compare(%v) = %d; want %d", a, b, got, want)
			}
		}
	}
}

func TestCalendarDateFlagAndJSON(t *testing.T) {
	var d mrz.CalendarDate
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	fs.SetOutput(new(bytes.Buffer))
	fs.TextVar(&d, "as-of", mrz.CalendarDate{}, "")
	if err := fs.Parse([]string{"-as-of", "2026-11-23"}); err != nil || d != today {
		t.Errorf("%v, %v", d, err)
	}
	if err := fs.Parse([]string{"-as-of", "23.11.2026"}); err == nil {
		t.Error("no error")
	}
	b, err := json.Marshal([]mrz.CalendarDate{today, {}})
	if err != nil || string(b) != `["2026-11-23",""]` {
		t.Errorf("%s, %v", b, err)
	}
	var back []mrz.CalendarDate
	if err := json.Unmarshal(b, &back); err != nil || len(back) != 2 || back[0] != today || !back[1].IsZero() {
		t.Errorf("%v, %v", back, err)
	}
}

// TestCalendarDateIn takes days into zones and back: also into one where the
// clocks were put forward at midnight, so that the day began at one o'clock.
func TestCalendarDateIn(t *testing.T) {
	skipped := 0
	for _, name := range []string{"UTC", "Europe/Vienna", "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/Sao_Paulo", "Asia/Beirut", "Africa/Cairo"} {
		loc, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		for at := time.Date(2017, 1, 1, 12, 0, 0, 0, time.UTC); at.Year() < 2020; at = at.AddDate(0, 0, 1) {
			d := mrz.DateOf(at)
			first := d.In(loc)
			if first.Location() != loc {
				t.Errorf("%s: %v is in %v", name, d, first.Location())
			}
			if first.Hour() != 0 { // a midnight that the clocks skip
				skipped++
				if behind := first.Add(time.Hour); mrz.DateOf(first) != d && mrz.DateOf(behind) != d {
					t.Errorf("%s: %v begins at %v", name, d, first)
				}
				continue
			}
			if mrz.DateOf(first) != d || mrz.DateOf(first.Add(-1)) == d {
				t.Errorf("%s: %v begins at %v", name, d, first)
			}
		}
	}
	if skipped < 2 {
		t.Errorf("%d days without a midnight", skipped)
	}
	if got := today.In(nil); !got.Equal(today.In(time.UTC)) || got.Location() != time.UTC {
		t.Errorf("in no location: %v", got)
	}
}

func TestDateOf(t *testing.T) {
	at := time.Date(2026, 11, 23, 23, 30, 0, 0, time.UTC)
	if got := mrz.DateOf(at); got != today {
		t.Errorf("%v; want %v", got, today)
	}
	if got := mrz.DateOf(at.In(time.FixedZone("", 3600))); got != day(2026, 11, 24) {
		t.Errorf("an hour ahead: %v", got)
	}
}

// TestCenturies resolves birth and expiry on a day. The days are those of
// dates.md and their neighbours.
func TestCenturies(t *testing.T) {
	var none mrz.CalendarDate
	asOf := day(2026, 11, 23)
	tests := []struct {
		name                 string
		asOf                 mrz.CalendarDate
		birth, expiry        string
		born, other, expires mrz.CalendarDate
		age                  int
		rule                 mrz.Rule  // of the century and order rules, if any
		cause                mrz.Cause // of it
	}{
		{"usual", asOf, "740812", "310415", day(1974, 8, 12), none, day(2031, 4, 15), 52, "", ""},
		{"birthday today", asOf, "741123", "310415", day(1974, 11, 23), none, day(2031, 4, 15), 52, "", ""},
		{"birthday tomorrow", asOf, "741124", "310415", day(1974, 11, 24), none, day(2031, 4, 15), 51, "", ""},
		{"birthday later this year, this year's digits", asOf, "261124", "310415", day(1926, 11, 24), none, day(2031, 4, 15), 99, "", ""},
		{"born today", asOf, "261123", "310415", day(2026, 11, 23), day(1926, 11, 23), day(2031, 4, 15), 0, "century", "ambiguous"},
		{"born yesterday", asOf, "261122", "310415", day(2026, 11, 22), day(1926, 11, 22), day(2031, 4, 15), 0, "century", "ambiguous"},
		{"next year's digits", asOf, "270101", "310415", day(1927, 1, 1), none, day(2031, 4, 15), 99, "", ""},
		{"fifteen on the last day", asOf, "101124", "310415", day(2010, 11, 24), day(1910, 11, 24), day(2031, 4, 15), 15, "century", "ambiguous"},
		{"sixteen today", asOf, "101123", "310415", day(2010, 11, 23), none, day(2031, 4, 15), 16, "", ""},

		{"first year of the expiry", asOf, "740812", "760101", day(1974, 8, 12), none, day(1976, 1, 1), 52, "", ""},
		{"last year of the expiry", asOf, "740812", "751231", day(1974, 8, 12), none, day(2075, 12, 31), 52, "", ""},
		{"expiry today", asOf, "740812", "261123", day(1974, 8, 12), none, day(2026, 11, 23), 52, "", ""},
		{"expiry yesterday", asOf, "740812", "261122", day(1974, 8, 12), none, day(2026, 11, 22), 52, "", ""},

		{"expiry before the birth", asOf, "100101", "050101", day(1910, 1, 1), day(2010, 1, 1), day(2005, 1, 1), 116, "date-order", "earlier-century"},
		{"expiry on the day of birth", asOf, "050101", "050101", day(2005, 1, 1), none, day(2005, 1, 1), 21, "", ""},
		{"expiry the day before the birth", asOf, "050102", "050101", day(1905, 1, 2), day(2005, 1, 2), day(2005, 1, 1), 121, "date-order", "earlier-century"},
		{"expiry before a birth that has no other century", asOf, "000229", "991230", none, none, day(1999, 12, 30), 0, "date-order", "impossible"},
		{"a child with an expired document", asOf, "200101", "250101", day(2020, 1, 1), day(1920, 1, 1), day(2025, 1, 1), 6, "century", "ambiguous"},

		{"born on a leap day, the day before the birthday", day(2026, 2, 28), "040229", "310415", day(2004, 2, 29), none, day(2031, 4, 15), 21, "", ""},
		{"born on a leap day, the day behind the birthday", day(2026, 3, 1), "040229", "310415", day(2004, 2, 29), none, day(2031, 4, 15), 22, "", ""},
		{"born on a leap day, on the birthday", day(2024, 2, 29), "040229", "310415", day(2004, 2, 29), none, day(2031, 4, 15), 20, "", ""},
		{"a leap day of either century", day(2016, 11, 23), "040229", "210415", day(2004, 2, 29), day(1904, 2, 29), day(2021, 4, 15), 12, "century", "ambiguous"},
		{"a leap day of one century", day(2010, 11, 23), "000229", "150415", day(2000, 2, 29), none, day(2015, 4, 15), 10, "", ""},
		{"a leap day that is none", asOf, "750229", "310415", none, none, day(2031, 4, 15), 0, "", ""},
		{"expiry on a leap day", asOf, "740812", "280229", day(1974, 8, 12), none, day(2028, 2, 29), 52, "", ""},
		{"expiry on 29 February 2000", asOf, "740812", "000229", day(1974, 8, 12), none, day(2000, 2, 29), 52, "", ""},
		{"expiry on 29 February 1900", day(1949, 6, 1), "000101", "000229", day(1900, 1, 1), none, none, 49, "date", "leap-day"},
		{"expiry on 29 February 2100", day(2060, 6, 1), "300101", "000229", day(2030, 1, 1), none, none, 30, "date", "leap-day"},
		{"expiry on 29 February of no leap year", asOf, "740812", "270229", day(1974, 8, 12), none, none, 52, "date", "leap-day"},

		{"1950, first year", day(1950, 6, 15), "200101", "000101", day(1820, 1, 1), day(1920, 1, 1), day(1900, 1, 1), 130, "date-order", "earlier-century"},
		{"1950, last year", day(1950, 6, 15), "200101", "991230", day(1920, 1, 1), none, day(1999, 12, 30), 30, "", ""},
		{"1950, born that day", day(1950, 6, 15), "500615", "550101", day(1950, 6, 15), day(1850, 6, 15), day(1955, 1, 1), 0, "century", "ambiguous"},
		{"1950, born a day later", day(1950, 6, 15), "500616", "550101", day(1850, 6, 16), none, day(1955, 1, 1), 99, "", ""},
		{"1949, first year", day(1949, 12, 31), "200101", "990102", day(1820, 1, 1), day(1920, 1, 1), day(1899, 1, 2), 129, "date-order", "earlier-century"},
		{"2099, last day", day(2099, 12, 31), "991231", "481231", day(2099, 12, 31), day(1999, 12, 31), day(2148, 12, 31), 0, "century", "ambiguous"},
		{"2099, first year", day(2099, 12, 31), "400101", "490101", day(2040, 1, 1), none, day(2049, 1, 1), 59, "", ""},
		{"2100, first day", day(2100, 1, 1), "000101", "490101", day(2100, 1, 1), day(2000, 1, 1), day(2149, 1, 1), 0, "century", "ambiguous"},
		{"2100, second day of the year", day(2100, 1, 1), "000102", "500102", day(2000, 1, 2), none, day(2050, 1, 2), 99, "", ""},
		{"1999, last day", day(1999, 12, 31), "000101", "481231", day(1900, 1, 1), none, day(2048, 12, 31), 99, "", ""},
		{"2000, first day", day(2000, 1, 1), "991231", "500101", day(1899, 12, 31), day(1999, 12, 31), day(1950, 1, 1), 100, "date-order", "earlier-century"},

		{"year 1", day(1, 6, 1), "010601", "500101", day(1, 6, 1), none, day(50, 1, 1), 0, "", ""},
		{"year 1, born later", day(1, 6, 1), "010602", "500101", none, none, day(50, 1, 1), 0, "", ""},
		{"year 1, no such years", day(1, 6, 1), "500101", "510101", none, none, none, 0, "", ""},
		{"year 1, the year 0", day(1, 6, 1), "000101", "000101", none, none, none, 0, "", ""},
		{"the first day", day(1, 1, 1), "010101", "500101", day(1, 1, 1), none, day(50, 1, 1), 0, "", ""},
		{"the last day", day(9999, 12, 31), "991231", "<<<<<<", day(9999, 12, 31), day(9899, 12, 31), none, 0, "century", "ambiguous"},
		{"year 9999", day(9999, 6, 1), "990601", "991230", day(9999, 6, 1), day(9899, 6, 1), day(9999, 12, 30), 0, "century", "ambiguous"},
		{"year 9999, first year", day(9999, 6, 1), "490101", "500101", day(9949, 1, 1), none, day(9950, 1, 1), 50, "", ""},
		{"year 9999, no such year", day(9999, 6, 1), "490101", "000101", day(9949, 1, 1), none, none, 50, "", ""},

		{"unlimited", asOf, "740812", "990101", day(1974, 8, 12), none, none, 52, "", ""},
		{"unlimited, a child", asOf, "200812", "991231", day(2020, 8, 12), day(1920, 8, 12), none, 6, "century", "ambiguous"},
		{"nearly unlimited", asOf, "740812", "991230", day(1974, 8, 12), none, day(1999, 12, 30), 52, "", ""},
		{"no expiry", asOf, "740812", "<<<<<<", day(1974, 8, 12), none, none, 52, "", ""},
		{"expiry without its day", asOf, "740812", "3104<<", day(1974, 8, 12), none, none, 52, "", ""},
		{"expiry that does not exist", asOf, "740812", "310431", day(1974, 8, 12), none, none, 52, "", ""},
		{"birth unknown", asOf, "<<<<<<", "310415", none, none, day(2031, 4, 15), 0, "", ""},
		{"day of birth unknown", asOf, "7408<<", "310415", none, none, day(2031, 4, 15), 0, "", ""},
		{"month of birth unknown", asOf, "74<<12", "310415", none, none, day(2031, 4, 15), 0, "", ""},
		{"year of birth unknown", asOf, "<<0812", "310415", none, none, day(2031, 4, 15), 0, "", ""},
		{"birth that does not exist", asOf, "740230", "310415", none, none, day(2031, 4, 15), 0, "", ""},
		{"birth of letters", asOf, "7408I2", "310415", none, none, day(2031, 4, 15), 0, "", ""},

		{"no day", none, "740812", "310415", none, none, none, 0, "", ""},
		{"no such day", day(2026, 2, 29), "740812", "310415", none, none, none, 0, "", ""},
		{"no such year", day(0, 1, 1), "740812", "310415", none, none, none, 0, "", ""},
		{"no such year either", day(10000, 1, 1), "740812", "310415", none, none, none, 0, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for l := range mrz.Layouts() {
				d := with(l, map[mrz.Field]string{mrz.FieldDateOfBirth: tt.birth, mrz.FieldDateOfExpiry: tt.expiry})
				born, other := d.BirthDate(tt.asOf)
				if born != tt.born || other != tt.other {
					t.Errorf("%v: born %v or %v; want %v or %v", l, born, other, tt.born, tt.other)
				}
				if got := d.ExpiryDate(tt.asOf); got != tt.expires {
					t.Errorf("%v: expiry %v; want %v", l, got, tt.expires)
				}
				if age, ok := d.Age(tt.asOf); age != tt.age || ok != !tt.born.IsZero() {
					t.Errorf("%v: age %d, %v; want %d", l, age, ok, tt.age)
				}
				var rule mrz.Rule
				var cause mrz.Cause
				for _, f := range d.Verify(&mrz.VerifyOptions{AsOf: tt.asOf}).Findings() {
					if f.Rule == mrz.RuleCentury || f.Rule == mrz.RuleDateOrder || f.Cause == "leap-day" && f.Field == mrz.FieldDateOfExpiry {
						rule, cause = f.Rule, f.Cause
					}
				}
				if rule != tt.rule || cause != tt.cause {
					t.Errorf("%v: %s %s; want %s %s", l, rule, cause, tt.rule, tt.cause)
				}
			}
		})
	}
}

// TestResolveDates wants of two dates without a zone what a document with them
// says.
func TestResolveDates(t *testing.T) {
	for n, v := range zoneVectors(t) {
		d := mrz.MustParse(v.Text())
		asOf := optionsOf(t, v).AsOf
		birth, other := d.BirthDate(asOf)
		expiry := d.ExpiryDate(asOf)
		b, o, e := mrz.ResolveDates(d.DateOfBirth(), d.DateOfExpiry(), asOf)
		if b != birth || o != other || e != expiry {
			t.Errorf("vector %d, %s: %v, %v, %v; want %v, %v, %v", n, v.Name, b, o, e, birth, other, expiry)
		}
	}
	asOf := mrz.CalendarDate{Year: 2026, Month: 11, Day: 23}
	if b, o, e := mrz.ResolveDates(mrz.Date{}, mrz.Date{}, asOf); !b.IsZero() || !o.IsZero() || !e.IsZero() {
		t.Errorf("of no dates: %v, %v, %v", b, o, e)
	}
	if b, _, _ := mrz.ResolveDates(mrz.Date([]byte("740812")), mrz.Date{}, asOf); b.Year != 1974 {
		t.Errorf("birth alone: %v", b)
	}
	if b, _, _ := mrz.ResolveDates(mrz.Date([]byte("740812")), mrz.Date{}, mrz.CalendarDate{}); !b.IsZero() {
		t.Errorf("on no day: %v", b)
	}
}
