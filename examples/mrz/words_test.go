package main

import (
	"strings"
	"testing"

	"example.org/traveldoc/checkdigit"
	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/state"
)

// day is the day of the tests.
var day = mrz.CalendarDate{Year: 2026, Month: 11, Day: 23}

// viewOf returns the view of a TD3 whose second line has been edited: each
// edit is put in at its column, which counts from 1.
func viewOf(t *testing.T, edits map[int]string) view {
	t.Helper()
	line1, line2, _ := strings.Cut(passport, "\n")
	for column, text := range edits {
		line2 = line2[:column-1] + text + line2[column-1+len(text):]
	}
	d, err := mrz.Parse(line1 + "\n" + line2)
	if err != nil {
		t.Fatal(err)
	}
	return view{doc: d, report: d.Verify(&mrz.VerifyOptions{AsOf: day}), asOf: day}
}

func TestDateWords(t *testing.T) {
	const birth, expiry = 14, 22
	for _, test := range []struct {
		column  int
		printed string
		want    string
	}{
		{birth, "740812", "12 August 1974, aged 52"},
		{birth, "<<<<<<", "not known"},
		{birth, "74<<<<", "’74, day and month not known"},
		{birth, "7408<<", "August ’74, day not known"},
		{birth, "<<0812", "12 August, year not known"},
		{birth, "741312", "no such date"},
		{birth, "7408O2", "no such date"},
		{expiry, "120415", "15 April 2012"},
		{expiry, "990101", "perhaps valid without a limit"},
		{expiry, "<<<<<<", "not known"},
		{expiry, "130229", "no such date"},
	} {
		field := mrz.FieldDateOfBirth
		if test.column == expiry {
			field = mrz.FieldDateOfExpiry
		}
		if got := viewOf(t, map[int]string{test.column: test.printed}).meaning(field); got != test.want {
			t.Errorf("%s %s: got %q; want %q", field, test.printed, got, test.want)
		}
	}
	young := viewOf(t, map[int]string{birth: "200812", expiry: "300415"})
	if got, want := young.meaning(mrz.FieldDateOfBirth), "12 August 2020, aged 6; or else 1920"; got != want {
		t.Errorf("got %q; want %q", got, want)
	}
	neither := viewOf(t, map[int]string{birth: "000229", expiry: "760101"})
	if got, want := neither.meaning(mrz.FieldDateOfBirth), "29 February ’00, in no century that fits"; got != want {
		t.Errorf("got %q; want %q", got, want)
	}
}

func TestDocumentWords(t *testing.T) {
	for _, test := range []struct {
		layout mrz.Layout
		code   string
		want   string
	}{
		{mrz.TD3, "P", "passport"},
		{mrz.TD3, "PD", "diplomatic passport"},
		{mrz.TD3, "PN", "passport, of a type that the issuer has named"},
		{mrz.TD3, "XX", "no kind of document that the standard knows"},
		{mrz.TD2, "PU", "emergency travel document, a single sheet"},
		{mrz.TD1, "AC", "crew member certificate"},
		{mrz.TD2, "AC", "official travel document"},
		{mrz.TD1, "ID", "identity card or other official document"},
		{mrz.TD1, "", "no kind of document that the standard knows"},
		{mrz.MRVB, "VX", "visa"},
	} {
		if got := documentWords(test.layout, test.code); got != test.want {
			t.Errorf("%v %s: got %q; want %q", test.layout, test.code, got, test.want)
		}
	}
}

func TestStateWords(t *testing.T) {
	for raw, want := range map[string]string{
		"D<<": "Germany",
		"UTO": "Utopia (specimens only)",
		"QQQ": "in no list of codes",
		"<<<": "",
		"1XX": "no code",
	} {
		c, _ := state.Parse(raw)
		if got := stateWords(c, raw); got != want {
			t.Errorf("%s: got %q; want %q", raw, got, want)
		}
	}
	if got := stateWords(state.MustParse("YUG"), "YUG"); !strings.HasSuffix(got, "(withdrawn 2003-07-23)") {
		t.Errorf("YUG: got %q", got)
	}
}

func TestVerdictWords(t *testing.T) {
	for _, test := range []struct {
		name  string
		edits map[int]string
		field mrz.Field
		want  string
		good  bool
	}{
		{"right", nil, mrz.FieldDocumentNumber, "right", true},
		{"wrong", map[int]string{10: "7"}, mrz.FieldDocumentNumber, "wrong: computed is 6", false},
		{"letter", map[int]string{10: "G"}, mrz.FieldDocumentNumber, "no digit: computed is 6", false},
		{"blank", map[int]string{10: "<"}, mrz.FieldDocumentNumber, "missing: computed is 6", false},
		{"allowed", map[int]string{29: "<<<<<<<<<<<<<<<"}, mrz.FieldOptionalData, "left blank, which is allowed here", true},
		{"composite", map[int]string{44: "<"}, mrz.FieldCompositeCheckDigit, "missing: computed is 0", false},
	} {
		v := viewOf(t, test.edits)
		for c := range v.report.Checks() {
			if words, good := v.verdict(c); c.Field == test.field && (words != test.want || good != test.good) {
				t.Errorf("%s: got %q, %v; want %q, %v", test.name, words, good, test.want, test.good)
			}
		}
	}
}

func TestConclusion(t *testing.T) {
	for _, test := range []struct {
		edits map[int]string
		want  string
	}{
		{nil, "✓ Well made.|✗ Expired as of 23 November 2026."},
		{map[int]string{10: "7"}, "✗ Not well made: 2 errors.|✗ Expired as of 23 November 2026."},
		{map[int]string{22: "3004157", 44: "6"}, "✓ Well made.|✓ Valid as of 23 November 2026."},
		{map[int]string{22: "9901018"}, "|! Perhaps valid without a limit, as of 23 November 2026."},
		{map[int]string{22: "121315"}, "|! Validity unknown as of 23 November 2026."},
	} {
		cells := viewOf(t, test.edits).conclusion()
		made, validity, _ := strings.Cut(test.want, "|")
		if made != "" && cells[0].text != made || cells[1].text != validity {
			t.Errorf("%v: got %v; want %q", test.edits, cells, test.want)
		}
	}
}

// TestMisread holds the classes that the command check --all prints to the
// definition: each character is put in each place.
func TestMisread(t *testing.T) {
	const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<"
	const data = "L898902C3<"
	steps, err := checkdigit.Working(data)
	if err != nil {
		t.Fatal(err)
	}
	for digit := range 10 {
		for i, m := range misread(steps, digit) {
			for _, c := range alphabet {
				computed, err := checkdigit.Compute(data[:i] + string(c) + data[i+1:])
				if err != nil {
					t.Fatal(err)
				}
				fits := int(computed-'0') == digit && byte(c) != data[i]
				if listed := strings.ContainsRune(m.Perhaps, c); m.Column != i+1 || listed != fits {
					t.Errorf("digit %d, column %d: %c listed %v; want %v", digit, i+1, c, listed, fits)
				}
			}
		}
	}
}
