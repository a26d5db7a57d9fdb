package main

import (
	"io"
	"os"
	"runtime"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/term"
	"golang.org/x/text/unicode/norm"
)

// A screen is a text for a person that grows line by line, laid out for what
// it will be read on. Its parts are written with the signs of Unicode; what
// cannot show them gets others in the end.
type screen struct {
	b      strings.Builder
	width  int
	colour bool
	ascii  bool
}

const (
	defaultWidth = 80
	minWidth     = 24  // below this nothing can be laid out
	maxWidth     = 100 // lines longer than this are hard to read
)

// newScreen returns an empty screen for the standard output.
func (a *app) newScreen() *screen {
	s := &screen{width: defaultWidth, ascii: a.ascii}
	if n, err := strconv.Atoi(a.getenv("COLUMNS")); err == nil && n > 0 {
		s.width = n
	}
	if f, ok := a.stdout.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 0 {
			s.width = w
		}
		dumb := a.getenv("TERM") == "dumb"
		s.ascii = s.ascii || dumb || !a.utf8()
		s.colour = !dumb && a.getenv("NO_COLOR") == "" && enableColour(f)
	}
	s.width = min(max(s.width, minWidth), maxWidth)
	return s
}

// utf8 reports whether a terminal shows UTF-8. Windows does, whatever the
// locale; elsewhere a locale that is set and names another encoding says no.
func (a *app) utf8() bool {
	if runtime.GOOS == "windows" {
		return true
	}
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if locale := strings.ToUpper(a.getenv(name)); locale != "" {
			return strings.Contains(locale, "UTF-8") || strings.Contains(locale, "UTF8")
		}
	}
	return true
}

// print writes what is on a screen to the standard output.
func (a *app) print(s *screen) error {
	text := s.b.String()
	if s.ascii {
		text = toASCII(text)
	}
	_, err := io.WriteString(a.stdout, text)
	return err
}

// The signs that are used, and what stands for them in ASCII: one character
// for one, since columns are counted.
var asciiSigns = map[rune]rune{'✓': '+', '✗': 'x', '–': '-', '·': '-', '×': '*', '’': '\'', '─': '-', '…': '~'}

// toASCII replaces signs and takes the accents from letters.
func toASCII(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < utf8.RuneSelf:
			return r
		case asciiSigns[r] != 0:
			return asciiSigns[r]
		case unicode.Is(unicode.Mn, r):
			return -1
		}
		return '?'
	}, norm.NFD.String(s))
}

// printable returns s with an escape in place of each character that is not
// for printing, such as those that command a terminal.
func printable(s string) string {
	var b strings.Builder
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		if strconv.IsPrint(r) && (r != utf8.RuneError || n > 1) {
			b.WriteString(s[:n])
		} else {
			q := strconv.Quote(s[:n])
			b.WriteString(q[1 : len(q)-1])
		}
		s = s[n:]
	}
	return b.String()
}

// A colour is the number of an attribute of a terminal, or none.
type colour int

const (
	plain  colour = 0
	bold   colour = 1
	dim    colour = 2
	red    colour = 31
	green  colour = 32
	yellow colour = 33
)

// A cell is a piece of text in one colour.
type cell struct {
	text string
	colour
}

func (s *screen) write(c cell) {
	if !s.colour || c.colour == plain || strings.TrimSpace(c.text) == "" {
		s.b.WriteString(c.text)
		return
	}
	s.b.WriteString("\x1b[" + strconv.Itoa(int(c.colour)) + "m" + c.text + "\x1b[0m")
}

func (s *screen) blank() { s.b.WriteByte('\n') }

// line writes cells one behind the other as a line.
func (s *screen) line(cells ...cell) {
	for _, c := range cells {
		s.write(c)
	}
	s.b.WriteByte('\n')
}

// heading writes the heading of a part, with an empty line before it.
func (s *screen) heading(text string) {
	s.blank()
	s.paragraph(0, cell{text, bold})
}

// paragraph writes a text in as many lines as it needs, indented.
func (s *screen) paragraph(indent int, c cell) {
	for _, part := range wrap(c.text, s.width-indent) {
		s.line(cell{text: strings.Repeat(" ", indent)}, cell{part, c.colour})
	}
}

const (
	tableIndent = 2
	tableGap    = 2
	// A last cell that would have less room than this goes under its row.
	tableRoom = 12
	// ... where it is indented by this.
	tableUnder = 6
)

// table writes rows whose cells stand under one another. The last cell of a
// row takes the room that is left, in as many lines as it needs. Cells that have
// too little room go under the row.
func (s *screen) table(rows [][]cell) {
	var widths []int
	for _, row := range rows {
		for i, c := range row[:max(0, len(row)-1)] {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(c.text))
		}
	}
	for _, row := range rows {
		s.row(widths, row)
	}
}

func (s *screen) row(widths []int, row []cell) {
	last := len(row) - 1
	used, blanks := 0, tableIndent // blanks are owed until something follows them
	for i, c := range row {
		length := utf8.RuneCountInString(c.text)
		room := s.width - used - blanks
		switch {
		case length == 0 && i < last:
		case length > room && (i < last || room < tableRoom):
			s.under(used > 0, row[i:])
			return
		case i == last:
			s.hang(used+blanks, blanks, c)
			return
		default:
			s.write(cell{text: strings.Repeat(" ", blanks)})
			s.write(c)
			used, blanks = used+blanks+length, 0
		}
		blanks += widths[i] - length + tableGap
	}
}

// hang writes the last cell of a row behind some blanks, and what does not fit
// on the line below its beginning in a column.
func (s *screen) hang(column, blanks int, c cell) {
	if c.text == "" {
		s.blank()
		return
	}
	for i, part := range wrap(c.text, s.width-column) {
		if i > 0 {
			blanks = column
		}
		s.line(cell{text: strings.Repeat(" ", blanks)}, cell{part, c.colour})
	}
}

// under writes the cells that have no room in a row, which has begun or not.
func (s *screen) under(begun bool, cells []cell) {
	if begun {
		s.blank()
	}
	for _, c := range cells {
		s.paragraph(tableUnder, c)
	}
}

// wrap cuts a text into lines of no more than width characters, between words
// where it can.
func wrap(text string, width int) (lines []string) {
	width = max(width, 1)
	line, length := "", 0
	for word := range strings.FieldsSeq(text) {
		n := utf8.RuneCountInString(word)
		if length > 0 && length+1+n <= width {
			line, length = line+" "+word, length+1+n
			continue
		}
		if length > 0 {
			lines = append(lines, line)
		}
		for n > width {
			cut := len(string([]rune(word)[:width]))
			lines = append(lines, word[:cut])
			word, n = word[cut:], n-width
		}
		line, length = word, n
	}
	if length > 0 {
		lines = append(lines, line)
	}
	return lines
}

// sentences writes sentences on one line, or each on its own if that is too
// narrow.
func (s *screen) sentences(cells []cell) {
	length := 0
	for _, c := range cells {
		length += utf8.RuneCountInString(c.text) + tableGap
	}
	if length-tableGap > s.width {
		for _, c := range cells {
			s.paragraph(0, c)
		}
		return
	}
	for i, c := range cells {
		if i > 0 {
			s.write(cell{text: strings.Repeat(" ", tableGap)})
		}
		s.write(c)
	}
	s.blank()
}

// rule writes a line between two documents.
func (s *screen) rule() {
	s.blank()
	s.line(cell{strings.Repeat("─", s.width), dim})
	s.blank()
}
