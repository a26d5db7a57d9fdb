package main

import (
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"example.org/traveldoc/mrz"
)

func TestWrap(t *testing.T) {
	for _, test := range []struct {
		text  string
		width int
		want  []string
	}{
		{"", 10, nil},
		{"one", 10, []string{"one"}},
		{"one two", 7, []string{"one two"}},
		{"one two", 6, []string{"one", "two"}},
		{"  one \n two  ", 80, []string{"one two"}},
		{"abcdefg hi", 3, []string{"abc", "def", "g", "hi"}},
		{"é’é’é’", 2, []string{"é’", "é’", "é’"}},
		{"ab", 1, []string{"a", "b"}},
	} {
		if got := wrap(test.text, test.width); !slices.Equal(got, test.want) {
			t.Errorf("wrap(%q, %d) = %q; want %q", test.text, test.width, got, test.want)
		}
	}
}

func TestTable(t *testing.T) {
	rows := [][]cell{
		{{text: "a"}, {text: "one two three four"}},
		{{text: "long"}, {text: ""}, {text: "five"}},
		{{text: "b"}, {text: ""}},
		{{text: "c"}},
	}
	for width, want := range map[int]string{
		80: "  a     one two three four\n  long    five\n  b\n  c\n",
		22: "  a     one two three\n        four\n  long    five\n  b\n  c\n",
		16: "  a\n      one two\n      three four\n  long    five\n  b\n  c\n",
	} {
		s := &screen{width: width}
		s.table(rows)
		if got := s.b.String(); got != want {
			t.Errorf("width %d: got\n%s\nwant\n%s", width, got, want)
		}
	}
}

func TestPrintable(t *testing.T) {
	for text, want := range map[string]string{
		"plain Ü ✓":       "plain Ü ✓",
		"\x1b[31m":        `\x1b[31m`,
		"\xff\u202e\x00é": `\xff\u202e\x00é`,
		"\ufffd":          "\ufffd",
	} {
		if got := printable(text); got != want {
			t.Errorf("printable(%q) = %q; want %q", text, got, want)
		}
	}
}

func TestASCII(t *testing.T) {
	if got, want := toASCII("✓ 1–9 · Côte d’Ivoire ─ 日"), "+ 1-9 - Cote d'Ivoire - ?"; got != want {
		t.Errorf("got %q; want %q", got, want)
	}
}

func TestColour(t *testing.T) {
	s := &screen{width: 80, colour: true}
	s.line(cell{"  ", red}, cell{"bad", red}, cell{text: " plain"})
	if got, want := s.b.String(), "  \x1b[31mbad\x1b[0m plain\n"; got != want {
		t.Errorf("got %q; want %q", got, want)
	}
}

func TestNewScreen(t *testing.T) {
	for _, test := range []struct {
		columns string
		want    int
	}{
		{"", defaultWidth}, {"40", 40}, {"5", minWidth}, {"500", maxWidth}, {"wide", defaultWidth}, {"-1", defaultWidth},
	} {
		a := &app{stdout: io.Discard, getenv: func(name string) string {
			return map[string]string{"COLUMNS": test.columns, "LANG": "C"}[name]
		}}
		s := a.newScreen()
		if s.width != test.want || s.colour || s.ascii {
			t.Errorf("COLUMNS=%q: %+v; want width %d without colour, in Unicode", test.columns, s, test.want)
		}
	}
}

func TestUTF8(t *testing.T) {
	for _, test := range []struct {
		env  map[string]string
		want bool
	}{
		{nil, true},
		{map[string]string{"LANG": "de_DE.UTF-8"}, true},
		{map[string]string{"LANG": "de_DE.utf8"}, true},
		{map[string]string{"LANG": "C"}, false},
		{map[string]string{"LANG": "C", "LC_ALL": "C.UTF-8"}, true},
		{map[string]string{"LC_CTYPE": "de_DE.ISO-8859-1", "LANG": "C.UTF-8"}, false},
	} {
		a := &app{getenv: func(name string) string { return test.env[name] }}
		if got := a.utf8(); got != test.want {
			t.Errorf("%v: got %v; want %v", test.env, got, test.want)
		}
	}
}

// TestDraw draws lines whose findings overlap, and one that is folded.
func TestDraw(t *testing.T) {
	at := func(column, length int) mrz.Finding {
		return mrz.Finding{Severity: mrz.SeverityError, Span: mrz.Span{Line: 1, Column: column, Len: length}}
	}
	for _, test := range []struct {
		name     string
		width    int
		line     string
		findings mrz.Findings
		want     string
	}{
		{"none", 80, "ABC", nil, "  ABC\n"},
		{"apart", 80, "ABCDEFGH", mrz.Findings{at(1, 2), at(7, 2)}, "  ABCDEFGH\n  ^^ 1  ^^ 2\n"},
		{"too near", 80, "ABCDEFGH", mrz.Findings{at(1, 2), at(5, 2)}, "  ABCDEFGH\n  ^^ 1\n      ^^ 2\n"},
		{"same place", 80, "ABC", mrz.Findings{at(2, 1), at(2, 1)}, "  ABC\n   ^ 1\n   ^ 2\n"},
		{"folded", 12, "ABCDEFGHIJ", mrz.Findings{at(4, 4)}, "  ABCDE\n     ^^ 1\n  FGHIJ\n  ^^ 1\n"},
	} {
		s := &screen{width: test.width}
		s.draw([]string{test.line}, test.findings)
		if got := s.b.String(); got != test.want {
			t.Errorf("%s: got\n%s\nwant\n%s", test.name, got, test.want)
		}
	}
}

// TestWidth pins that no line is wider than the screen, whatever is shown.
func TestWidth(t *testing.T) {
	zones := []string{
		passport,
		"P<UTOERIKSS0N<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36XYZ7413122F1204150ZE184226B<<<<<10\n",
		"I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nNILAVADHANANANDA<<ARNPOL<PETCH\n",
	}
	for width := minWidth; width <= maxWidth; width += 4 {
		for _, zone := range zones {
			d := mrz.MustParse(zone)
			asOf := mrz.CalendarDate{Year: 2026, Month: 11, Day: 23}
			s := &screen{width: width}
			v := view{doc: d, report: d.Verify(&mrz.VerifyOptions{AsOf: asOf}), asOf: asOf}
			s.verification(v)
			s.explanation(v)
			for line := range strings.Lines(s.b.String()) {
				if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > width {
					t.Errorf("width %d: %d characters: %q", width, n, line)
				}
			}
		}
	}
}
