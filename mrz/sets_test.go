package mrz_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"example.org/traveldoc/checkdigit"
	"example.org/traveldoc/mrz"
)

// The sets of testdata/README.md.
type setRecord struct {
	ID     string
	Format string
	Lines  []string
	Fields struct {
		Code, State, Number, Nationality, Birth, Sex, Expiry, Optional, Optional2, Surname, Given string
	}
	BirthISO  string `json:"birth_iso"`
	ExpiryISO string `json:"expiry_iso"`
	Fault     struct {
		Kind string
		Line int
		Pos  *int
	}
	Expect struct {
		Checks map[string]string
	}
}

var setAsOf = mrz.CalendarDate{Year: 2026, Month: 11, Day: 23}

var setLayouts = map[string]mrz.Layout{"TD1": mrz.TD1, "TD2": mrz.TD2, "TD3": mrz.TD3, "MRVA": mrz.MRVA, "MRVB": mrz.MRVB}

func readSet(t *testing.T, name string) (set []setRecord) {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var r setRecord
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatalf("%s: record %d: %v", name, len(set)+1, err)
		}
		set = append(set, r)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return set
}

// TestValidSet reads zones that are in order back field by field: no finding but
// that they have expired, and what is worth knowing.
func TestValidSet(t *testing.T) {
	set := readSet(t, "valid.jsonl")
	if len(set) < 300 {
		t.Fatalf("%d records", len(set))
	}
	for _, rec := range set {
		d, err := mrz.Parse(strings.Join(rec.Lines, "\n"))
		if err != nil {
			t.Errorf("%s: %v", rec.ID, err)
			continue
		}
		f := rec.Fields
		want := mrz.Fields{
			DocumentCode: f.Code, IssuingState: f.State, PrimaryIdentifier: f.Surname, SecondaryIdentifier: f.Given,
			DocumentNumber: f.Number, Nationality: f.Nationality, DateOfBirth: f.Birth, Sex: f.Sex, DateOfExpiry: f.Expiry,
			OptionalData: f.Optional, OptionalData2: f.Optional2,
		}
		if name := d.Raw(mrz.FieldName); !strings.HasSuffix(name, "<") {
			want.NameTruncation = mrz.TruncationPossible
		}
		if d.Layout() != setLayouts[rec.Format] || d.Fields() != want {
			t.Errorf("%s: layout %v, or the fields are not those of the record", rec.ID, d.Layout())
		}
		birth, _ := d.BirthDate(setAsOf)
		if want := rec.BirthISO; birth.String() != want && len(want) == len("2006-01-02") || len(want) < len("2006-01-02") && !birth.IsZero() {
			t.Errorf("%s: the date of birth is not that of the record", rec.ID)
		}
		if d.ExpiryDate(setAsOf).String() != rec.ExpiryISO {
			t.Errorf("%s: the date of expiry is not that of the record", rec.ID)
		}
		r := d.Verify(&mrz.VerifyOptions{AsOf: setAsOf})
		for _, f := range r.Findings() {
			if f.Severity > mrz.SeverityInfo && f.Rule != mrz.RuleExpired {
				t.Errorf("%s: %v", rec.ID, f)
			}
		}
		for c := range r.Checks() {
			if c.Verdict != checkdigit.Match && c.Verdict != checkdigit.Blank {
				t.Errorf("%s: check digit of %v: %v", rec.ID, c.Field, c.Verdict)
			}
		}
	}
}

// TestInvalidSet looks for the one fault of each zone: it is noticed, each check
// digit says what it should, and a finding covers the place of the fault, where
// it has one that can be known.
func TestInvalidSet(t *testing.T) {
	set := readSet(t, "invalid.jsonl")
	if len(set) < 400 {
		t.Fatalf("%d records", len(set))
	}
	for _, rec := range set {
		d, err := mrz.Parse(strings.Join(rec.Lines, "\n"))
		if err != nil {
			checkSetSyntax(t, &rec, err)
			continue
		}
		checkSetDigits(t, &rec, d)
		loud, covered := false, false
		for _, f := range d.Verify(&mrz.VerifyOptions{AsOf: setAsOf}).Findings() {
			if f.Severity == mrz.SeverityInfo || f.Rule == mrz.RuleExpired {
				continue
			}
			loud = true
			s := f.Span
			covered = covered || rec.Fault.Pos != nil && s.Line == rec.Fault.Line+1 && s.Column <= *rec.Fault.Pos+1 && *rec.Fault.Pos+1 < s.Column+s.Len
		}
		switch rec.Fault.Kind {
		case "illegal_character", "wrong_length", "missing_line":
			t.Errorf("%s: %s is no error", rec.ID, rec.Fault.Kind)
		case "substitution", "transposition": // a digit tells that there is one, not where
			covered = true
		}
		if !loud {
			t.Errorf("%s: %s is not noticed", rec.ID, rec.Fault.Kind)
		} else if !covered && rec.Fault.Pos != nil {
			t.Errorf("%s: no finding covers the place of %s", rec.ID, rec.Fault.Kind)
		}
	}
}

func checkSetSyntax(t *testing.T, rec *setRecord, err error) {
	t.Helper()
	var e *mrz.SyntaxError
	if !errors.As(err, &e) {
		t.Fatalf("%s: %T", rec.ID, err)
	}
	ok := false
	switch rec.Fault.Kind {
	case "illegal_character":
		// A blank at the end of a line is around it.
		ok = e.Err == mrz.ErrCharacter && e.Line == rec.Fault.Line+1 && e.Column == *rec.Fault.Pos+1 || e.Err == mrz.ErrLineLength
	case "wrong_length":
		ok = e.Err == mrz.ErrLineLength && e.Line == rec.Fault.Line+1
	case "missing_line":
		ok = e.Err == mrz.ErrLineCount
	}
	if !ok {
		t.Errorf("%s: %s: %v", rec.ID, rec.Fault.Kind, err)
	}
}

func checkSetDigits(t *testing.T, rec *setRecord, d mrz.Document) {
	t.Helper()
	r := d.Verify(nil)
	for name, field := range map[string]mrz.Field{
		"number": mrz.FieldDocumentNumber, "birth": mrz.FieldDateOfBirth, "expiry": mrz.FieldDateOfExpiry,
		"optional": mrz.FieldOptionalData, "composite": mrz.FieldCompositeCheckDigit,
	} {
		v := r.Verdict(field)
		ok := false
		switch rec.Expect.Checks[name] {
		case "none":
			ok = v == checkdigit.Unchecked
		case "ok":
			ok = v == checkdigit.Match || v == checkdigit.Blank
		case "fail":
			// The set knows the reading of the standard alone.
			ok = v != checkdigit.Match && v != checkdigit.Unchecked || errors.Is(findingsOf(r, mrz.SeverityWarning), mrz.RuleDocumentNumberReading)
		}
		if !ok {
			t.Errorf("%s: check digit of %v: %v; want %s", rec.ID, field, v, rec.Expect.Checks[name])
		}
	}
}

func findingsOf(r mrz.Report, s mrz.Severity) (list mrz.Findings) {
	for _, f := range r.Findings() {
		if f.Severity == s {
			list = append(list, f)
		}
	}
	return list
}
