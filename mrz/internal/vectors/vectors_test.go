package vectors

import (
	"strings"
	"testing"
	"testing/fstest"
)

const good = `layout: TD3
expect: ok
asOf: 2026-11-23
source: Doc 9303-4 Appendix B
comment: first
comment: second
documentCode: P
issuingState: UTO
primaryIdentifier: ERIKSSON
secondaryIdentifier: ANNA MARIA
documentNumber: L898902C3
nationality: UTO
dateOfBirth: 740812
sex: F
dateOfExpiry: 120415
optionalData:
nameTruncation: no
birthDate: 1974-08-12
expiryDate: 2012-04-15
validity: expired
check: documentNumber match 6 6
check: dateOfBirth match 2 2
check: dateOfExpiry match 9 9
check: optionalData blank < 0
check: composite match 4 4
finding: specimen specimen warning issuingState 1:3+3
finding: expired expired warning dateOfExpiry 2:22+6

P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
L898902C36UTO7408122F1204159<<<<<<<<<<<<<<<4
`

const goodSyntax = `expect: syntax
error: line-count 2:1
source: synthetic
comment: one line too few

P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
`

func TestParse(t *testing.T) {
	v, err := parse(good)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := v.Comment, "first\nsecond"; got != want {
		t.Errorf("Comment = %q; want %q", got, want)
	}
	if got, want := v.Text(), good[strings.Index(good, "P<UTO"):len(good)-1]; got != want {
		t.Errorf("Text = %q; want %q", got, want)
	}
	if got, want := v.Findings[1].String(), "expired expired warning dateOfExpiry 2:22+6"; got != want {
		t.Errorf("Findings[1] = %q; want %q", got, want)
	}
	if got, want := v.Checks[3].String(), "optionalData blank < 0"; got != want {
		t.Errorf("Checks[3] = %q; want %q", got, want)
	}
	if got, ok := v.Fields["optionalData"]; got != "" || !ok {
		t.Errorf("optionalData = %q, %v; want an empty value", got, ok)
	}
	if v, err = parse(goodSyntax); err != nil {
		t.Fatal(err)
	}
	if got, want := v.Error, (Syntax{"line-count", 2, 1}); got != want {
		t.Errorf("Error = %v; want %v", got, want)
	}
	if v, err = parse("expect: syntax\nerror: line-count 1:1\nsource: synthetic\n\n"); err != nil || v.Text() != "" {
		t.Errorf("no lines: %v", err)
	}
}

func TestParseErrors(t *testing.T) {
	tests := []struct{ name, file, old, new, want string }{
		{"no blank line", good, "\n\n", "\n", "no blank line"},
		{"carriage return", good, "4\n", "4\r\n", "carriage return"},
		{"no colon", good, "sex: F", "sex F", "no key"},
		{"no space", good, "sex: F", "sex:F", "no space"},
		{"blank before the value", good, "sex: F", "sex:  F", "blanks"},
		{"blank after the value", good, "sex: F", "sex: F ", "blanks"},
		{"unknown key", good, "sex: F", "gender: F", "unknown key"},
		{"key of other case", good, "sex: F", "Sex: F", "unknown key"},
		{"key twice", good, "sex: F", "sex: F\nsex: F", "twice"},
		{"layout", good, "layout: TD3", "layout: TD4", "not one of"},
		{"layout missing", good, "layout: TD3\n", "", "layout is required"},
		{"expect", good, "expect: ok", "expect: fine", "not one of"},
		{"expect missing", good, "expect: ok\n", "", "required"},
		{"expect disagrees", good, "expect: ok", "expect: findings", "does not agree"},
		{"severity disagrees", good, "warning dateOfExpiry", "error dateOfExpiry", "does not agree"},
		{"source missing", good, "source: Doc 9303-4 Appendix B\n", "", "required"},
		{"source empty", good, "source: Doc 9303-4 Appendix B", "source:", "empty"},
		{"comment empty", good, "comment: first", "comment:", "empty"},
		{"field missing", good, "nationality: UTO\n", "", "nationality is required"},
		{"field of another layout", good, "sex: F", "sex: F\noptionalData2: X", "TD1 only"},
		{"truncation", good, "nameTruncation: no", "nameTruncation: false", "not one of"},
		{"truncation missing", good, "nameTruncation: no\n", "", "nameTruncation is required"},
		{"validity", good, "validity: expired", "validity: over", "not one of"},
		{"validity missing", good, "validity: expired\n", "", "validity is required"},
		{"date form", good, "2026-11-23", "23.11.2026", "no date"},
		{"date short", good, "2026-11-23", "26-11-23", "no date"},
		{"date month", good, "2026-11-23", "2026-13-23", "no date"},
		{"date day", good, "2026-11-23", "2026-11-31", "no date"},
		{"date leap day", good, "1974-08-12", "1900-02-29", "no date"},
		{"date sign", good, "1974-08-12", "1974-08-+1", "no date"},
		{"finding parts", good, "finding: expired expired", "finding: expired", "want rule"},
		{"finding rule", good, "finding: expired", "finding: Expired", "kebab"},
		{"finding cause", good, "expired warning", "ex_pired warning", "kebab"},
		{"finding severity", good, "expired warning", "expired fatal", "not one of"},
		{"finding field", good, "warning dateOfExpiry", "warning expiry", "no such field"},
		{"finding of a digit", good, "warning dateOfExpiry", "warning dateOfExpiryCheckDigit", "no such field"},
		{"finding span", good, "2:22+6", "2:22", "line:column+length"},
		{"finding zero", good, "2:22+6", "2:0+6", "line:column+length"},
		{"finding sign", good, "2:22+6", "2:+22+6", "line:column+length"},
		{"finding line", good, "2:22+6", "3:22+6", "outside"},
		{"finding column", good, "2:22+6", "2:40+6", "outside"},
		{"check parts", good, "dateOfBirth match 2 2", "dateOfBirth match 2", "want field"},
		{"check printed", good, "dateOfBirth match 2 2", "dateOfBirth match 22 2", "want field"},
		{"check computed", good, "optionalData blank < 0", "optionalData blank < <", "no digit"},
		{"check verdict", good, "dateOfBirth match 2 2", "dateOfBirth ok 2 2", "not one of"},
		{"check reading", good, "dateOfBirth match 2 2", "dateOfBirth match 2 2 both", "not one of"},
		{"check missing", good, "check: composite match 4 4\n", "", "checks are not"},
		{"check order", good, "check: dateOfBirth match 2 2\ncheck: dateOfExpiry match 9 9", "check: dateOfExpiry match 9 9\ncheck: dateOfBirth match 2 2", "checks are not"},
		{"line short", good, "MARIA<", "MARIA", "size of the layout"},
		{"line missing", good, "\nL898902C36UTO7408122F1204159<<<<<<<<<<<<<<<4", "", "length of the layout"},
		{"line more", good, "<4\n", "<4\n\n", "size of the layout"},
		{"error without syntax", good, "sex: F", "sex: F\nerror: character 1:1", "without expect"},
		{"syntax without error", goodSyntax, "error: line-count 2:1\n", "", "error is required"},
		{"syntax kind", goodSyntax, "line-count", "lines", "not one of"},
		{"syntax parts", goodSyntax, "line-count 2:1", "line-count", "want kind"},
		{"syntax place", goodSyntax, "2:1", "2", "line:column"},
		{"syntax with a field", goodSyntax, "source", "sex: F\nsource", "out of place"},
		{"syntax with a date", goodSyntax, "source", "asOf: 2026-11-23\nsource", "out of place"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if !strings.Contains(tt.file, tt.old) {
				t.Fatal("the test replaces nothing")
			}
			v, err := parse(strings.Replace(tt.file, tt.old, tt.new, 1))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("err = %v; want one with %q", err, tt.want)
			}
			if v.Lines != nil || v.Fields != nil || v.Layout != "" {
				t.Error("a vector beside the error")
			}
		})
	}
}

func TestLoadNamesTheFile(t *testing.T) {
	fsys := fstest.MapFS{
		"d/b.mrz":   {Data: []byte(good)},
		"d/a.mrz":   {Data: []byte(goodSyntax)},
		"d/README":  {Data: []byte("no vector")},
		"d/c.other": {Data: []byte("no vector")},
	}
	all, err := load(fsys, "d")
	if err != nil || len(all) != 2 || all[0].Name != "a" || all[1].Name != "b" {
		t.Fatalf("got %d vectors, %v; want a and b", len(all), err)
	}
	fsys["d/c.mrz"] = &fstest.MapFile{Data: []byte("expect: ok\n\n")}
	if _, err := load(fsys, "d"); err == nil || !strings.Contains(err.Error(), "c.mrz: ") {
		t.Fatalf("err = %v; want one that names c.mrz", err)
	}
}

func TestAll(t *testing.T) {
	all, err := All()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 100 {
		t.Errorf("%d vectors; want the whole set", len(all))
	}
	texts := make(map[string]string)
	for i, v := range all {
		if i > 0 && all[i-1].Name+".mrz" >= v.Name+".mrz" {
			t.Errorf("%s is not after %s", v.Name, all[i-1].Name)
		}
		if strings.Trim(v.Name, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			t.Errorf("%s: not kebab-case", v.Name)
		}
		key := v.AsOf + "|" + v.Issued + "|" + v.Text()
		if other, ok := texts[key]; ok {
			t.Errorf("%s is %s again", v.Name, other)
		}
		texts[key] = v.Name
	}
}
