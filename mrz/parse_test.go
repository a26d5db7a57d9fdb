package mrz_test

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"example.org/traveldoc/mrz"
)

// The specimens of the standard.
const (
	td1Zone = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
	td2Zone = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"
	td3Zone = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
	mrvZone = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C<3UTO6908061F9406236ZE184226B<<<<<<<"
	mrbZone = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL898902C<3UTO6908061F9406236ZE184226"
)

var specimens = []struct {
	layout mrz.Layout
	text   string
}{
	{mrz.TD1, td1Zone},
	{mrz.TD2, td2Zone},
	{mrz.TD3, td3Zone},
	{mrz.MRVA, mrvZone},
	{mrz.MRVB, mrbZone},
}

// textForms are the forms of text that Parse accepts of the same lines.
var textForms = []struct {
	name string
	text func(lines []string) string
}{
	{"LF", func(l []string) string { return strings.Join(l, "\n") }},
	{"LF at the end", func(l []string) string { return strings.Join(l, "\n") + "\n" }},
	{"CRLF", func(l []string) string { return strings.Join(l, "\r\n") }},
	{"CRLF at the end", func(l []string) string { return strings.Join(l, "\r\n") + "\r\n" }},
	{"CR", func(l []string) string { return strings.Join(l, "\r") }},
	{"CR at the end", func(l []string) string { return strings.Join(l, "\r") + "\r" }},
	{"LF, CR at the end", func(l []string) string { return strings.Join(l, "\n") + "\r" }},
	{"CR, LF at the end", func(l []string) string { return strings.Join(l, "\r") + "\n" }},
	{"LF CR", func(l []string) string { return strings.Join(l, "\n\r") + "\n\r" }},
	{"several at the end", func(l []string) string { return strings.Join(l, "\n") + "\n\n\r\n\r" }},
	{"one in front", func(l []string) string { return "\n" + strings.Join(l, "\n") }},
	{"several in front", func(l []string) string { return "\r\n\n\r" + strings.Join(l, "\n") }},
	{"empty lines between", func(l []string) string { return strings.Join(l, "\n\n") }},
	{"many empty lines between", func(l []string) string { return strings.Join(l, strings.Repeat("\n", 1000)) }},
	{"lines of blanks between", func(l []string) string { return strings.Join(l, "\n \t \r\n\x02\x03\n") }},
	{"blanks behind", func(l []string) string { return strings.Join(l, "  \n") + "  " }},
	{"blanks in front", func(l []string) string { return "  " + strings.Join(l, "\n  ") }},
	{"tabs around", func(l []string) string { return "\t" + strings.Join(l, "\t\n\t") + "\t\n" }},
	{"STX and ETX around all", func(l []string) string { return "\x02" + strings.Join(l, "\r") + "\x03" }},
	{"STX and ETX around each", func(l []string) string { return "\x02" + strings.Join(l, "\x03\r\x02") + "\x03\r" }},
	{"STX and ETX on their lines", func(l []string) string { return "\x02\r" + strings.Join(l, "\r") + "\r\x03\r" }},
	{"many blanks around", func(l []string) string {
		b := strings.Repeat(" \t\x02\x03", 1000)
		return b + strings.Join(l, b+"\n"+b) + b
	}},
	{"one string", func(l []string) string { return strings.Join(l, "") }},
	{"one string with blanks around", func(l []string) string { return " \t" + strings.Join(l, "") + " \r\n" }},
	{"one string with CR", func(l []string) string { return strings.Join(l, "") + "\r" }},
}

// TestParseForms reads each form of the same zone, and wants the same Document.
func TestParseForms(t *testing.T) {
	keys := make(map[mrz.Document]int)
	for i, s := range specimens {
		lines := strings.Split(s.text, "\n")
		want, err := mrz.Parse(s.text)
		if err != nil {
			t.Fatalf("%v: %v", s.layout, err)
		}
		for _, form := range textForms {
			t.Run(s.layout.String()+"/"+form.name, func(t *testing.T) {
				text := form.text(lines)
				d, err := mrz.Parse(text)
				if err != nil {
					t.Fatal(err)
				}
				if d.Layout() != s.layout || !slices.Equal(d.Lines(), lines) {
					t.Errorf("layout %v, or other lines; want %v", d.Layout(), s.layout)
				}
				if d != want {
					t.Error("not equal to the document of the lines with LF")
				}
				b, err := mrz.ParseBytes([]byte(text))
				if err != nil || b != want {
					t.Errorf("ParseBytes: another document, or %v", err)
				}
				if mrz.MustParse(text) != want {
					t.Error("MustParse: another document")
				}
				keys[d] = i
			})
		}
	}
	if len(keys) != len(specimens) {
		t.Errorf("%d keys in a map of documents; want %d", len(keys), len(specimens))
	}
	for i, s := range specimens {
		if got, ok := keys[mrz.MustParse(s.text)]; !ok || got != i {
			t.Errorf("%v is not in the map", s.layout)
		}
	}
}

// TestParseEqual changes each character of a zone: the documents are no longer
// equal, nor are those of another layout.
func TestParseEqual(t *testing.T) {
	seen := make(map[mrz.Document]string)
	for _, s := range specimens {
		seen[mrz.MustParse(s.text)] = s.layout.String()
		for i := range len(s.text) {
			if s.text[i] == '\n' {
				continue
			}
			name := fmt.Sprintf("%v, byte %d", s.layout, i)
			c := "A"
			if s.text[i] == 'A' {
				c = "B"
			}
			d, err := mrz.Parse(s.text[:i] + c + s.text[i+1:])
			if err != nil {
				t.Errorf("%s: %v", name, err)
			} else if other := seen[d]; other != "" {
				t.Errorf("%s equals %s", name, other)
			}
			seen[d] = name
		}
	}
}

// TestParseBytes wants the Document to be independent of the bytes.
func TestParseBytes(t *testing.T) {
	for _, s := range specimens {
		b := []byte(s.text)
		d, err := mrz.ParseBytes(b)
		if err != nil {
			t.Fatal(err)
		}
		for i := range b {
			b[i] = '*'
		}
		if d != mrz.MustParse(s.text) {
			t.Errorf("%v: the document has changed with the bytes", s.layout)
		}
	}
	if d, err := mrz.ParseBytes(nil); !errors.Is(err, mrz.ErrLineCount) || !d.IsZero() {
		t.Errorf("ParseBytes(nil): %v", err)
	}
}

// Lines for the table of errors.
const (
	l44  = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
	m44  = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
	l36  = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<"
	m36  = "D231458907UTO7408122F1204159<<<<<<<6"
	l30  = "I<UTOD231458907<<<<<<<<<<<<<<<"
	m30  = "7408122F1204159UTO<<<<<<<<<<<6"
	n30  = "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"
	v44  = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
	huge = 5 << 20
)

// parseErrors has texts that are no zones. A ∑ marks the place of the error;
// it is no part of the text.
var parseErrors = []struct {
	name string
	err  error
	text string
}{
	{"empty", mrz.ErrLineCount, "∑"},
	{"line breaks", mrz.ErrLineCount, "∑\r\n\n\r"},
	{"blanks", mrz.ErrLineCount, "∑ \t\x02\x03\n "},
	{"one character", mrz.ErrLineCount, "P\n∑"},
	{"one line break and one character", mrz.ErrLineCount, "\nP\n∑"},
	{"NUL", mrz.ErrLineCount, "\x00\n∑"},
	{"one byte that is no UTF-8", mrz.ErrLineCount, "\xff\n∑"},
	{"byte order mark", mrz.ErrLineCount, "\uFEFF\n∑"},

	{"one line of 30", mrz.ErrLineCount, l30 + "\n∑"},
	{"one line of 36", mrz.ErrLineCount, l36 + "\n∑"},
	{"one line of 44", mrz.ErrLineCount, l44 + "\n∑"},
	{"one line of 60", mrz.ErrLineCount, l30 + m30 + "\n∑"},
	{"two lines of 30", mrz.ErrLineCount, l30 + "\n" + m30 + "\n∑"},
	{"three lines of 36", mrz.ErrLineCount, l36 + "\n" + m36 + "\n∑" + m36},
	{"three lines of 44", mrz.ErrLineCount, l44 + "\n" + m44 + "\n∑" + m44},
	{"four lines of 44", mrz.ErrLineCount, l44 + "\n" + m44 + "\n∑" + l44 + "\n" + m44},
	{"two passports", mrz.ErrLineCount, l44 + "\r\n" + m44 + "\r\n\r\n∑" + l44 + "\r\n" + m44},
	{"four lines of 30", mrz.ErrLineCount, l30 + "\n" + m30 + "\n" + n30 + "\n∑" + n30},
	{"a zone and one character", mrz.ErrLineCount, l44 + "\n" + m44 + "\n∑A"},
	{"a card and one character", mrz.ErrLineCount, l30 + "\n" + m30 + "\n" + n30 + "\n∑A"},
	{"a million lines", mrz.ErrLineCount, "A\nA\nA\n∑A" + strings.Repeat("\nA", 1_000_000)},

	{"44 and 43", mrz.ErrLineLength, l44 + "\n" + m44[:43] + "∑"},
	{"44 and 45", mrz.ErrLineLength, l44 + "\n" + m44 + "∑<"},
	{"43 and 44", mrz.ErrLineLength, l44[:43] + "∑\n" + m44},
	{"45 and 44", mrz.ErrLineLength, l44 + "∑<\n" + m44},
	{"44 and 1", mrz.ErrLineLength, l44 + "\nA∑"},
	{"44 and 36", mrz.ErrLineLength, l44 + "\n" + m36 + "∑"},
	{"36 and 44", mrz.ErrLineLength, l36 + "\n" + m44[:36] + "∑" + m44[36:]},
	{"36 and 35", mrz.ErrLineLength, l36 + "\n" + m36[:35] + "∑"},
	{"36 and 37", mrz.ErrLineLength, l36 + "\n" + m36 + "∑<"},
	{"35 and 36", mrz.ErrLineLength, l36[:35] + "∑\n" + m36},
	{"37 and 36", mrz.ErrLineLength, l36 + "∑<\n" + m36},
	{"visa, 44 and 43", mrz.ErrLineLength, v44 + "\n" + m44[:43] + "∑"},
	{"29, 30, 30", mrz.ErrLineLength, l30[:29] + "∑\n" + m30 + "\n" + n30},
	{"31, 30, 30", mrz.ErrLineLength, l30 + "∑<\n" + m30 + "\n" + n30},
	{"30, 31, 30", mrz.ErrLineLength, l30 + "\n" + m30 + "∑<\n" + n30},
	{"30, 30, 29", mrz.ErrLineLength, l30 + "\n" + m30 + "\n" + n30[:29] + "∑"},
	{"30, 30, 90", mrz.ErrLineLength, l30 + "\n" + m30 + "\n" + n30 + "∑" + l30 + m30},
	{"32 and 32", mrz.ErrLineCount, l36[:32] + "\n" + m36[:32] + "\n∑"},
	{"33 and 32", mrz.ErrLineLength, l36[:33] + "∑\n" + m36[:32]},
	{"32 and 33", mrz.ErrLineLength, l36[:32] + "∑\n" + m36[:33]},
	{"38 and 44", mrz.ErrLineLength, l44[:38] + "∑\n" + m44},
	{"42 and 36", mrz.ErrLineLength, l44[:36] + "∑" + l44[36:42] + "\n" + m36},
	{"39 and 50", mrz.ErrLineLength, l44[:36] + "∑" + l44[36:39] + "\n" + m44 + "<<<<<<"},
	{"40 and 50", mrz.ErrLineLength, l44[:40] + "∑\n" + m44 + "<<<<<<"},
	{"33, 33, 30", mrz.ErrLineCount, l36[:33] + "\n" + m36[:33] + "\n∑" + n30},
	{"32, 33, 30", mrz.ErrLineLength, l36[:30] + "∑" + l36[30:32] + "\n" + m36[:33] + "\n" + n30},
	{"33, 32, 30", mrz.ErrLineLength, l36[:30] + "∑" + l36[30:33] + "\n" + m36[:32] + "\n" + n30},
	{"33, 33, 30, 30", mrz.ErrLineCount, l36[:33] + "\n" + m36[:33] + "\n∑" + n30 + "\n" + n30},
	{"33, 32, 30, 30", mrz.ErrLineCount, l36[:33] + "\n" + m36[:32] + "\n" + n30 + "\n∑" + n30},
	{"string of 61", mrz.ErrLineLength, l36 + m36[:25] + "∑"},
	{"string of 80", mrz.ErrLineLength, l36 + m36 + "∑<<<<<<<<"},
	{"string of 81", mrz.ErrLineLength, l44 + m44[:37] + "∑"},
	{"string of 71", mrz.ErrLineLength, l36 + m36[:35] + "∑"},
	{"string of 73", mrz.ErrLineLength, l36 + m36 + "∑<"},
	{"string of 87", mrz.ErrLineLength, l44 + m44[:43] + "∑"},
	{"string of 89, passport", mrz.ErrLineLength, l44 + m44 + "∑<"},
	{"string of 89, visa", mrz.ErrLineLength, v44 + m44 + "∑<"},
	{"string of 89, card", mrz.ErrLineLength, l30 + m30 + n30[:29] + "∑"},
	{"string of 91", mrz.ErrLineLength, l30 + m30 + n30 + "∑<"},
	{"two strings of 88", mrz.ErrLineLength, l44 + "∑" + m44 + "\n" + l44 + m44},
	{"line of 5 MB", mrz.ErrLineLength, strings.Repeat("A", 90) + "∑" + strings.Repeat("A", huge-90)},
	{"second line of 5 MB", mrz.ErrLineLength, l44 + "\n" + m44 + "∑" + strings.Repeat("<", huge)},
	{"5 MB that are no UTF-8", mrz.ErrLineLength, strings.Repeat("\x80", 90) + "∑" + strings.Repeat("\x80", huge-90)},
	{"byte order mark and a zone", mrz.ErrLineLength, "\uFEFF" + l44[:43] + "∑" + l44[43:] + "\n" + m44},
	{"blank inside too many", mrz.ErrLineLength, l44[:5] + " " + l44[5:43] + "∑" + l44[43:] + "\n" + m44},
	{"outside ASCII and too long", mrz.ErrLineLength, "é" + l44[:43] + "∑" + l44[43:] + "\n" + m44},
	{"length before character", mrz.ErrLineLength, "p" + l44[1:] + "\n" + m44[:43] + "∑"},
	{"blanks around and too short", mrz.ErrLineLength, " \t" + l44 + "\t\n\n\t " + m44[:40] + "∑ \t\x03"},
	{"other line breaks: NEL, VT, FF, LS", mrz.ErrLineLength, l36[:36] + "\u0085" + m36[:35] + "∑" + m36[35:]},

	{"lower case", mrz.ErrCharacter, "∑p" + l44[1:] + "\n" + m44},
	{"all lower case", mrz.ErrCharacter, "∑" + strings.ToLower(l44) + "\n" + m44},
	{"lower case, last", mrz.ErrCharacter, l44 + "\n" + m44[:43] + "∑a"},
	{"in a name", mrz.ErrCharacter, l44[:20] + "∑-" + l44[21:] + "\n" + m44},
	{"in the nationality", mrz.ErrCharacter, l44 + "\n" + m44[:11] + "∑." + m44[12:]},
	{"as sex", mrz.ErrCharacter, l44 + "\n" + m44[:20] + "∑f" + m44[21:]},
	{"as check digit", mrz.ErrCharacter, l44 + "\n" + m44[:27] + "∑o" + m44[28:]},
	{"two of them", mrz.ErrCharacter, l44[:7] + "∑ü" + l44[8:] + "\n" + m44[:1] + "?" + m44[2:]},
	{"blank inside", mrz.ErrCharacter, l44[:13] + "∑ " + l44[14:] + "\n" + m44},
	{"tab inside", mrz.ErrCharacter, l44[:13] + "∑\t" + l44[14:] + "\n" + m44},
	{"STX inside", mrz.ErrCharacter, l44[:13] + "∑\x02" + l44[14:] + "\n" + m44},
	{"NUL inside", mrz.ErrCharacter, l44[:13] + "∑\x00" + l44[14:] + "\n" + m44},
	{"DEL inside", mrz.ErrCharacter, l44[:13] + "∑\x7f" + l44[14:] + "\n" + m44},
	{"escape sequence", mrz.ErrCharacter, l44[:13] + "∑\x1b[2J" + l44[17:] + "\n" + m44},
	{"no UTF-8, in the name", mrz.ErrCharacter, l44[:43] + "∑\xff\n" + m44},
	{"no UTF-8, in the number", mrz.ErrCharacter, l44 + "\n∑\xff" + m44[1:]},
	{"half a character", mrz.ErrCharacter, l44 + "\n" + m44[:42] + "∑\xc3<"},
	{"outside ASCII", mrz.ErrCharacter, l44[:5] + "∑É" + l44[6:] + "\n" + m44},
	{"behind one outside ASCII", mrz.ErrCharacter, l44[:5] + "∑É" + l44[6:10] + "é" + l44[11:] + "\n" + m44},
	{"full width", mrz.ErrCharacter, "∑" + fullWidth(l44) + "\n" + fullWidth(m44)},
	{"full width, one character", mrz.ErrCharacter, l44[:5] + "∑" + fullWidth(l44[5:6]) + l44[6:] + "\n" + m44},
	{"Cyrillic", mrz.ErrCharacter, "∑Р" + l44[1:] + "\n" + m44},
	{"guillemet", mrz.ErrCharacter, l44[:1] + "∑«" + l44[2:] + "\n" + m44},
	{"combining character", mrz.ErrCharacter, l44[:6] + "∑\u0301" + l44[7:] + "\n" + m44},
	{"outside the first plane", mrz.ErrCharacter, l44[:6] + "∑𝐀" + l44[7:] + "\n" + m44},
	{"no-break space around", mrz.ErrCharacter, "∑\u00a0" + l44[1:] + "\n" + m44},
	{"byte order mark in place of a character", mrz.ErrCharacter, "∑\uFEFF" + l44[1:] + "\n" + m44},
	{"in a card, first line", mrz.ErrCharacter, l30[:14] + "∑_" + l30[15:] + "\n" + m30 + "\n" + n30},
	{"in a card, second line", mrz.ErrCharacter, l30 + "\n" + m30[:28] + "∑_" + m30[29:] + "\n" + n30},
	{"in a card, third line", mrz.ErrCharacter, l30 + "\n" + m30 + "\n" + n30[:29] + "∑_"},
	{"in lines of 36", mrz.ErrCharacter, l36 + "\n" + m36[:34] + "∑_" + m36[35:]},
	{"in a visa", mrz.ErrCharacter, v44 + "\n" + m44[:43] + "∑_"},
	{"behind blanks and empty lines", mrz.ErrCharacter, "\n  " + l44 + "\r\n\r\n\t\x02" + m44[:8] + "∑*" + m44[9:] + " \n"},
	{"ends of the alphabet", mrz.ErrCharacter, l44[:13] + "∑@" + l44[14:] + "\n" + m44},
	{"behind Z", mrz.ErrCharacter, l44[:13] + "∑[" + l44[14:] + "\n" + m44},
	{"before 0", mrz.ErrCharacter, l44[:13] + "∑/" + l44[14:] + "\n" + m44},
	{"behind 9", mrz.ErrCharacter, l44[:13] + "∑:" + l44[14:] + "\n" + m44},
	{"before the filler", mrz.ErrCharacter, l44[:13] + "∑;" + l44[14:] + "\n" + m44},
	{"behind the filler", mrz.ErrCharacter, l44[:13] + "∑=" + l44[14:] + "\n" + m44},
}

func fullWidth(s string) string {
	return strings.Map(func(r rune) rune { return r - '!' + '！' }, s)
}

// markedPlace cuts the ∑ out of a text and gives its place: its line among
// those that are not empty, and its column behind what stands around the line.
func markedPlace(marked string) (text string, line, column int) {
	before, after, _ := strings.Cut(marked, "∑")
	rows := refBreak.Split(before, -1)
	for i, row := range rows {
		if i == len(rows)-1 || strings.Trim(row, " \t\x02\x03") != "" {
			line++
		}
	}
	last := strings.TrimLeft(rows[len(rows)-1], " \t\x02\x03")
	return before + after, line, utf8.RuneCountInString(last) + 1
}

func TestParseErrors(t *testing.T) {
	for _, tt := range parseErrors {
		t.Run(tt.name, func(t *testing.T) {
			if strings.Count(tt.text, "∑") != 1 {
				t.Fatal("no mark, or several")
			}
			text, line, column := markedPlace(tt.text)
			d, err := mrz.Parse(text)
			checkSyntaxError(t, err, tt.err, line, column)
			if d != (mrz.Document{}) {
				t.Error("a document beside the error")
			}
			if d, again := mrz.ParseBytes([]byte(text)); again == nil || again.Error() != err.Error() || !d.IsZero() {
				t.Error("ParseBytes: another error")
			}
		})
	}
}

// checkSyntaxError wants err to be a *SyntaxError of a kind and a place. Its
// text is made of these alone, so that no character of the input can be in it.
func checkSyntaxError(t *testing.T, err, kind error, line, column int) {
	t.Helper()
	var syntax *mrz.SyntaxError
	if !errors.As(err, &syntax) {
		t.Fatalf("%T is no *SyntaxError", err)
	}
	if syntax.Err != kind || syntax.Line != line || syntax.Column != column {
		t.Errorf("got %v at %d:%d; want %v at %d:%d", syntax.Err, syntax.Line, syntax.Column, kind, line, column)
	}
	for _, e := range []error{mrz.ErrLineCount, mrz.ErrLineLength, mrz.ErrCharacter} {
		if errors.Is(err, e) != (e == kind) {
			t.Errorf("errors.Is(err, %v) is %v", e, e != kind)
		}
	}
	if syntax.Unwrap() != kind {
		t.Errorf("Unwrap() = %v", syntax.Unwrap())
	}
	want := fmt.Sprintf("mrz: line %d, column %d: %s", line, column, map[error]string{
		mrz.ErrLineCount:  "wrong number of lines",
		mrz.ErrLineLength: "wrong line length",
		mrz.ErrCharacter:  "character other than A-Z, 0-9 and <",
	}[kind])
	if err.Error() != want {
		t.Errorf("the text of the error is not %q", want)
	}
}

// TestParseCharacters puts each byte in each place of each layout.
func TestParseCharacters(t *testing.T) {
	for _, s := range specimens {
		_, length := s.layout.Size()
		for i := range len(s.text) {
			if s.text[i] == '\n' {
				continue
			}
			line, column := i/(length+1)+1, i%(length+1)+1
			edge := column == 1 || column == length
			for b := range 256 {
				c := byte(b)
				if c == '\n' || c == '\r' || edge && strings.IndexByte(" \t\x02\x03", c) >= 0 {
					continue // not in the line
				}
				d, err := mrz.Parse(s.text[:i] + string([]byte{c}) + s.text[i+1:])
				legal := 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '<'
				if legal {
					if err != nil || d.Line(line)[column-1] != c {
						t.Fatalf("%v %d:%d, byte %#x: %v", s.layout, line, column, c, err)
					}
					continue
				}
				var syntax *mrz.SyntaxError
				if !errors.As(err, &syntax) || syntax.Err != mrz.ErrCharacter || syntax.Line != line || syntax.Column != column {
					t.Fatalf("%v %d:%d, byte %#x: %v", s.layout, line, column, c, err)
				}
			}
		}
	}
}

func TestMustParsePanics(t *testing.T) {
	for _, text := range []string{"", l44, "p" + l44[1:] + "\n" + m44} {
		_, want := mrz.Parse(text)
		func() {
			defer func() {
				err, ok := recover().(*mrz.SyntaxError)
				if !ok {
					t.Fatal("no panic with a *SyntaxError")
				}
				if err.Error() != want.Error() {
					t.Error("the panic is not the error of Parse")
				}
			}()
			mrz.MustParse(text)
		}()
	}
}

// FuzzParse reads any text. What is read, reads the same from its own lines;
// what is not, has an error of the one kind.
func FuzzParse(f *testing.F) {
	for _, v := range allVectors(f) {
		f.Add(v.Text())
	}
	for _, s := range specimens {
		for _, form := range textForms {
			if text := form.text(strings.Split(s.text, "\n")); len(text) < 500 {
				f.Add(text)
			}
		}
	}
	for _, tt := range parseErrors {
		if text, _, _ := markedPlace(tt.text); len(text) < 500 {
			f.Add(text)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := mrz.Parse(text)
		if err != nil {
			checkFuzzedError(t, d, err)
			return
		}
		checkFuzzedDocument(t, d)
	})
}

func checkFuzzedError(t *testing.T, d mrz.Document, err error) {
	var syntax *mrz.SyntaxError
	if !errors.As(err, &syntax) {
		t.Fatalf("%T is no *SyntaxError", err)
	}
	checkSyntaxError(t, err, syntax.Err, syntax.Line, syntax.Column)
	if syntax.Line < 1 || syntax.Line > 4 || syntax.Column < 1 || syntax.Column > 91 ||
		syntax.Err == mrz.ErrLineCount && syntax.Column != 1 || syntax.Err == mrz.ErrCharacter && syntax.Column == 91 {
		t.Errorf("%v", err)
	}
	if d != (mrz.Document{}) {
		t.Error("a document beside the error")
	}
}

func checkFuzzedDocument(t *testing.T, d mrz.Document) {
	rows := d.Lines()
	lines, length := d.Layout().Size()
	if d.IsZero() || lines == 0 || len(rows) != lines {
		t.Fatalf("%d lines in %v", len(rows), d.Layout())
	}
	for i, row := range rows {
		if len(row) != length || strings.Trim(row, refAlphabet) != "" {
			t.Fatalf("line %d of %v has %d bytes, or others than those of a zone", i+1, d.Layout(), len(row))
		}
		if d.Line(i+1) != row {
			t.Errorf("Line(%d) is not that of Lines", i+1)
		}
	}
	if visa := d.Layout() == mrz.MRVA || d.Layout() == mrz.MRVB; visa != (rows[0][0] == 'V') && d.Layout() != mrz.TD1 {
		t.Error("a visa without V, or a V that is none")
	}
	for _, form := range textForms {
		if again, err := mrz.Parse(form.text(rows)); err != nil || again != d {
			t.Errorf("%s: another document, or %v", form.name, err)
		}
	}
	all := ""
	for f := range d.Layout().Fields() {
		s, _ := d.Layout().Span(f)
		if raw := d.Raw(f); raw != rows[s.Line-1][s.Column-1:s.Column-1+s.Len] {
			t.Errorf("Raw(%v) is not what stands at %d:%d", f, s.Line, s.Column)
		}
		all += d.Raw(f)
	}
	if all != strings.Join(rows, "") {
		t.Error("the fields do not make the lines")
	}
	if d.Clone() != d {
		t.Error("the clone is another document")
	}
	useDocument(d)
}

// useDocument calls all methods: none may panic.
func useDocument(d mrz.Document) {
	for i := range 256 {
		f := mrz.Field(i)
		d.Raw(f)
		d.CheckDigit(f)
	}
	for range d.PrimaryComponents() {
	}
	for range d.SecondaryComponents() {
	}
	for _, n := range []int{-1, 0, 4, math.MaxInt} {
		d.Line(n)
	}
	d.Fields()
	d.IssuingState()
	d.Nationality()
	d.Sex()
	d.CompositeCheckDigit()
	d.LongNumber()
	d.AppendDocumentNumber(nil)
	_, _ = d.Employer()
	d.Mask()
	_ = d.String()
	d.LogValue()
	d.Truncation()
	for _, day := range someDays {
		d.BirthDate(day)
		d.ExpiryDate(day)
		d.Age(day)
		r := d.Verify(&mrz.VerifyOptions{AsOf: day, Issued: day, Severities: mrz.StrictSeverities()})
		r.Err()
		for range r.Checks() {
		}
		for i := range 256 {
			r.Verdict(mrz.Field(i))
		}
		_ = r.String()
	}
}
