package mrz_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"example.org/traveldoc/checkdigit"
	"example.org/traveldoc/mrz"
)

func TestZeroReport(t *testing.T) {
	var r mrz.Report
	if r.OK() || r.Worst() != 0 || r.Err() != nil || r.Findings() != nil || r.Layout() != 0 || r.Validity() != mrz.ValidityUnknown {
		t.Error("the zero Report says something")
	}
	for range r.Checks() {
		t.Error("it has a check digit")
	}
	for i := range 256 {
		if v := r.Verdict(mrz.Field(i)); v != checkdigit.Unchecked {
			t.Errorf("Verdict(%d) = %v", i, v)
		}
	}
	for _, rule := range ruleOrder() {
		if r.Evaluated(rule) {
			t.Errorf("Evaluated(%s)", rule)
		}
	}
	if s := fmt.Sprint(r); s != "no document" || r.String() != s {
		t.Errorf("%q", s)
	}
}

// TestReportErr wants an error for exactly those findings of each vector that
// are errors, and the rules of no others in it.
func TestReportErr(t *testing.T) {
	for _, v := range zoneVectors(t) {
		for _, severities := range []mrz.Severities{{}, mrz.StrictSeverities(), mrz.Severities{}.With(mrz.RuleExpired, mrz.SeverityError)} {
			o := optionsOf(t, v)
			o.Severities = severities
			r := mrz.MustParse(v.Text()).Verify(o)
			var want mrz.Findings
			rules := make(map[mrz.Rule]bool)
			for _, f := range r.Findings() {
				if f.Severity == mrz.SeverityError {
					want = append(want, f)
					rules[f.Rule] = true
				}
			}
			err := r.Err()
			if len(want) == 0 {
				if err != nil {
					t.Errorf("%s: Err() = %v", v.Name, err)
				}
				continue
			}
			var findings mrz.Findings
			if !errors.As(err, &findings) || !slices.Equal(findings, want) {
				t.Errorf("%s: Err() is not the errors among the findings", v.Name)
			}
			var first mrz.Finding
			if !errors.As(err, &first) || first != want[0] {
				t.Errorf("%s: errors.As does not find the first finding", v.Name)
			}
			var rule mrz.Rule
			if !errors.As(err, &rule) || rule != want[0].Rule {
				t.Errorf("%s: errors.As does not find the first rule", v.Name)
			}
			for _, rule := range append(ruleOrder(), "other") {
				if errors.Is(err, rule) != rules[rule] {
					t.Errorf("%s: errors.Is(err, %s) = %v", v.Name, rule, !rules[rule])
				}
			}
			for _, f := range want {
				if !errors.Is(err, f) {
					t.Errorf("%s: errors.Is does not find %v", v.Name, f)
				}
			}
		}
	}
}

func TestFindingsError(t *testing.T) {
	one := with(mrz.TD3, map[mrz.Field]string{mrz.FieldIssuingState: "D", mrz.FieldNationality: "D", mrz.FieldSex: "A"}).Verify(nil).Findings()[0]
	text := "mrz: line 2, column 21: sex: the sex is none of M, F and the filler"
	for _, tt := range []struct {
		findings mrz.Findings
		want     string
	}{
		{nil, "mrz: no findings"},
		{mrz.Findings{one}, text},
		{mrz.Findings{one, one}, text + " (and 1 more)"},
		{mrz.Findings{one, one, one}, text + " (and 2 more)"},
	} {
		if got := tt.findings.Error(); got != tt.want {
			t.Errorf("Error() = %q; want %q", got, tt.want)
		}
		errs := tt.findings.Unwrap()
		if len(errs) != len(tt.findings) {
			t.Errorf("Unwrap() has %d errors; want %d", len(errs), len(tt.findings))
		}
		for i, err := range errs {
			if err != error(tt.findings[i]) {
				t.Errorf("Unwrap()[%d] = %v", i, err)
			}
		}
	}
}

func TestEvaluated(t *testing.T) {
	needsDay := []mrz.Rule{mrz.RuleExpired, mrz.RuleCentury, mrz.RuleDateOrder, mrz.RuleValidityPeriod}
	for _, s := range specimens {
		d := mrz.MustParse(s.text)
		for name, tt := range map[string]struct {
			o   *mrz.VerifyOptions
			day bool
		}{
			"nil":            {nil, false},
			"zero":           {&mrz.VerifyOptions{}, false},
			"a day":          {&mrz.VerifyOptions{AsOf: today}, true},
			"no day":         {&mrz.VerifyOptions{AsOf: day(2026, 2, 29)}, false},
			"half a day":     {&mrz.VerifyOptions{AsOf: mrz.CalendarDate{Year: 2026}}, false},
			"issue only":     {&mrz.VerifyOptions{Issued: today}, false},
			"day and issue":  {&mrz.VerifyOptions{AsOf: today, Issued: today}, true},
			"no day, strict": {&mrz.VerifyOptions{Severities: mrz.StrictSeverities()}, false},
		} {
			r := d.Verify(tt.o)
			for _, rule := range ruleOrder() {
				want := tt.day || !slices.Contains(needsDay, rule)
				if got := r.Evaluated(rule); got != want {
					t.Errorf("%v, %s: Evaluated(%s) = %v", s.layout, name, rule, got)
				}
			}
			for _, rule := range []mrz.Rule{"", "other", "Expired"} {
				if r.Evaluated(rule) {
					t.Errorf("%v, %s: Evaluated(%q)", s.layout, name, rule)
				}
			}
			for _, f := range r.Findings() {
				if !r.Evaluated(f.Rule) {
					t.Errorf("%v, %s: %s is found and was not evaluated", s.layout, name, f.Rule)
				}
			}
		}
	}
}

// TestReportEqual wants == Reports of equal documents, however they are
// written, and a Report that needs no document any more.
func TestReportEqual(t *testing.T) {
	for _, v := range zoneVectors(t) {
		d := mrz.MustParse(v.Text())
		o := optionsOf(t, v)
		want := d.Verify(o)
		seen := map[mrz.Report]bool{want: true}
		for _, form := range textForms {
			again := *o
			if r := mrz.MustParse(form.text(d.Lines())).Verify(&again); r != want || !seen[r] {
				t.Errorf("%s, %s: another report", v.Name, form.name)
			}
		}
		if d.Clone().Verify(o) != want {
			t.Errorf("%s: the clone has another report", v.Name)
		}
		if *o != *optionsOf(t, v) {
			t.Errorf("%s: Verify has changed the options", v.Name)
		}
		if d.Verify(nil) != d.Verify(&mrz.VerifyOptions{}) {
			t.Errorf("%s: nil and zero options have other reports", v.Name)
		}
		if want.Layout() != d.Layout() {
			t.Errorf("%s: layout %v", v.Name, want.Layout())
		}
		a, b := want.Findings(), want.Findings()
		if !slices.Equal(a, b) {
			t.Errorf("%s: other findings the second time", v.Name)
		}
		if len(a) > 0 {
			a[0] = mrz.Finding{}
			if !slices.Equal(want.Findings(), b) {
				t.Errorf("%s: Findings returns a slice of the Report's own", v.Name)
			}
		}
		if (len(a) == 0) != (a == nil) || (len(a) == 0) != (want.Worst() == 0) {
			t.Errorf("%s: %d findings, worst %v", v.Name, len(a), want.Worst())
		}
	}
}

// TestNoFindingHidesAnother puts two faults that have nothing to do with each
// other into a zone: each is found as it is found alone.
func TestNoFindingHidesAnother(t *testing.T) {
	faults := []struct {
		field mrz.Field
		text  string
	}{
		{mrz.FieldDocumentCode, "7X"},
		{mrz.FieldIssuingState, "QQQ"},
		{mrz.FieldName, "<FNU<<<A1<<B"},
		{mrz.FieldDocumentNumber, ""},
		{mrz.FieldNationality, "1<A"},
		{mrz.FieldDateOfBirth, "74134O"},
		{mrz.FieldSex, "X"},
		{mrz.FieldDateOfExpiry, "<<0231"},
		{mrz.FieldDateOfBirthCheckDigit, "<"},
		{mrz.FieldDateOfExpiryCheckDigit, "E"},
		{mrz.FieldCompositeCheckDigit, "E"},
		{mrz.FieldOptionalDataCheckDigit, "<"},
	}
	about := func(d mrz.Document, f mrz.Field) (list []mrz.Finding) {
		s, _ := d.Layout().Span(f)
		for _, x := range d.Verify(&mrz.VerifyOptions{AsOf: today}).Findings() {
			digit := x.Rule == mrz.RuleCheckDigit || x.Rule == mrz.RuleCheckDigitBlank || x.Rule == mrz.RuleCompositeCheckDigit
			if x.Span.Line == s.Line && s.Column <= x.Span.Column && x.Span.Column < s.Column+s.Len && (!digit || s.Len == 1) {
				list = append(list, x)
			}
		}
		return list
	}
	for l := range mrz.Layouts() {
		for i, a := range faults {
			if _, ok := l.Span(a.field); !ok || a.field == mrz.FieldDocumentCode && (l == mrz.MRVA || l == mrz.MRVB) {
				continue
			}
			alone := about(with(l, map[mrz.Field]string{a.field: a.text}), a.field)
			if len(alone) == 0 {
				t.Errorf("%v: %v is no fault", l, a.field)
			}
			for j, b := range faults {
				if _, ok := l.Span(b.field); !ok || i == j || b.field == mrz.FieldDocumentCode && (l == mrz.MRVA || l == mrz.MRVB) {
					continue
				}
				both := about(with(l, map[mrz.Field]string{a.field: a.text, b.field: b.text}), a.field)
				for _, f := range alone {
					if f.Rule == mrz.RuleDateOrder || f.Rule == mrz.RuleCentury || f.Rule == mrz.RuleStatePair || f.Rule == mrz.RuleCheckDigitBlank {
						continue // about two fields
					}
					if !slices.Contains(both, f) {
						t.Errorf("%v: %v is hidden by a fault in %v", l, f, b.field)
					}
				}
			}
		}
	}
}

func TestChecksBreak(t *testing.T) {
	r := mrz.MustParse(td3Zone).Verify(nil)
	for want := 1; want <= 5; want++ {
		n := 0
		for range r.Checks() {
			if n++; n == want {
				break
			}
		}
		if n != want {
			t.Errorf("%d checks; want %d", n, want)
		}
	}
}

// TestChecksOfDigits tries each character in the place of each digit.
func TestChecksOfDigits(t *testing.T) {
	for _, s := range specimens {
		for f := range s.layout.Checks() {
			place := map[mrz.Field]mrz.Field{
				mrz.FieldDocumentNumber: mrz.FieldDocumentNumberCheckDigit, mrz.FieldDateOfBirth: mrz.FieldDateOfBirthCheckDigit,
				mrz.FieldDateOfExpiry: mrz.FieldDateOfExpiryCheckDigit, mrz.FieldOptionalData: mrz.FieldOptionalDataCheckDigit,
				mrz.FieldCompositeCheckDigit: mrz.FieldCompositeCheckDigit,
			}[f]
			plain := mrz.MustParse(s.text)
			right, _ := plain.CheckDigit(f)
			if got := plain.Verify(nil).Verdict(f); got != checkdigit.Match {
				t.Fatalf("%v: the digit of %v is %v", s.layout, f, got)
			}
			for _, c := range []byte(refAlphabet) {
				d := with(s.layout, map[mrz.Field]string{place: string(c)})
				want := checkdigit.Unreadable
				switch {
				case c == right:
					want = checkdigit.Match
				case c == '<':
					want = checkdigit.Blank
				case '0' <= c && c <= '9':
					want = checkdigit.Mismatch
				}
				r := d.Verify(nil)
				if r.Verdict(f) != want || r.Verdict(place) != want {
					t.Errorf("%v: %v is %v with %c; want %v", s.layout, f, r.Verdict(f), c, want)
				}
				for check := range r.Checks() {
					if check.Field == f && (check.Printed != c || check.Computed != right) {
						t.Errorf("%v: %v with %c: %c is printed, %c computed; want %c", s.layout, f, c, check.Printed, check.Computed, right)
					}
				}
				if got, _ := d.CheckDigit(f); got != c {
					t.Errorf("%v: CheckDigit(%v) = %c; want %c", s.layout, f, got, c)
				}
			}
		}
	}
}

func TestValidityText(t *testing.T) {
	for v, want := range map[mrz.Validity]string{mrz.ValidityUnknown: "unknown", mrz.Valid: "valid", mrz.Expired: "expired", mrz.Unlimited: "unlimited"} {
		b, err := v.MarshalText()
		if v.String() != want || string(b) != want || err != nil {
			t.Errorf("%d is %q, %q, %v; want %q", v, v, b, err, want)
		}
	}
	if s := mrz.Validity(4).String(); s != "" {
		t.Errorf("Validity(4) is %q", s)
	}
}

// TestValidityDays looks at a document on the days around its last one.
func TestValidityDays(t *testing.T) {
	for l := range mrz.Layouts() {
		d := with(l, map[mrz.Field]string{mrz.FieldDateOfExpiry: "261123"})
		for asOf, want := range map[mrz.CalendarDate]mrz.Validity{
			day(2026, 11, 22): mrz.Valid, day(2026, 11, 23): mrz.Valid, day(2026, 11, 24): mrz.Expired, day(2027, 1, 1): mrz.Expired, {}: mrz.ValidityUnknown,
		} {
			r := d.Verify(&mrz.VerifyOptions{AsOf: asOf})
			if r.Validity() != want {
				t.Errorf("%v as of %v: %v; want %v", l, asOf, r.Validity(), want)
			}
			expired := slices.ContainsFunc(r.Findings(), func(f mrz.Finding) bool { return f.Rule == mrz.RuleExpired })
			if expired != (want == mrz.Expired) {
				t.Errorf("%v as of %v: the rule expired is %v", l, asOf, expired)
			}
		}
	}
}

// TestFindingsLieInTheZone wants the place of each finding to be in the field
// that it names, or in that of its digit, or where a long number goes on.
func TestFindingsLieInTheZone(t *testing.T) {
	vectors := zoneVectors(t)
	m := mutator{rand.New(rand.NewPCG(9303, 4)), []string{"UTO", "D", "GBR"}}
	digits := map[mrz.Field]mrz.Field{
		mrz.FieldDocumentNumber: mrz.FieldDocumentNumberCheckDigit, mrz.FieldDateOfBirth: mrz.FieldDateOfBirthCheckDigit,
		mrz.FieldDateOfExpiry: mrz.FieldDateOfExpiryCheckDigit, mrz.FieldOptionalData: mrz.FieldOptionalDataCheckDigit,
	}
	in := func(s, whole mrz.Span) bool {
		return s.Line == whole.Line && s.Len >= 1 && whole.Column <= s.Column && s.Column+s.Len <= whole.Column+whole.Len
	}
	for n := range 5_000 {
		v := vectors[n%len(vectors)]
		l, rows, _ := refParse(v.Text())
		rows = slices.Clone(rows)
		for range n / len(vectors) {
			m.mutate(l, rows)
		}
		d, err := mrz.Parse(strings.Join(rows, "\n"))
		if err != nil {
			continue
		}
		_, long, _ := d.LongNumber()
		for _, f := range d.Verify(optionsOf(t, v)).Findings() {
			whole, ok := d.Layout().Span(f.Field)
			digit, _ := d.Layout().Span(digits[f.Field])
			if !ok || !in(f.Span, whole) && !in(f.Span, digit) && (f.Field != mrz.FieldDocumentNumber || f.Span != long) {
				t.Errorf("a mutant of %s: %s %s of %v is at %v", v.Name, f.Rule, f.Cause, f.Field, f.Span)
			}
		}
	}
}

// TestReportString counts what was found, and tells no more.
func TestReportString(t *testing.T) {
	d := mrz.MustParse("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10")
	for _, tt := range []struct {
		asOf mrz.CalendarDate
		want string
	}{
		{mrz.CalendarDate{}, "TD3, findings of 2 kinds"}, // a specimen, by the code of each field
		{mrz.CalendarDate{Year: 2026, Month: 11, Day: 23}, "TD3, findings of 3 kinds"},
	} {
		if got := d.Verify(&mrz.VerifyOptions{AsOf: tt.asOf}).String(); got != tt.want {
			t.Errorf("as of %v: %q; want %q", tt.asOf, got, tt.want)
		}
	}
}
