package mrz

import (
	"strings"
	"unicode/utf8"
)

// Parse lays out a zone. It takes the lines of a zone with any line breaks (LF,
// CRLF, or the lone CR of swipe readers), with blanks, tabs, STX and ETX around
// a line and with empty lines between them, or the whole zone as one string of
// 72, 88 or 90 characters.
//
// The shape tells the layout, and a V as first character makes it a visa. The
// error is a *[SyntaxError], with the zero Document: the text has no such
// shape, or a character that may not stand in a zone. Nothing else is an error:
// a wrong check digit, an impossible date or an unknown State is for
// [Document.Verify] to find.
//
// The Document refers to s and keeps it alive. Parse does not allocate unless
// it fails.
func Parse(s string) (d Document, err error) {
	err = d.parse(s)
	return d, err
}

func (d *Document) parse(s string) (err error) {
	// Most zones come as two lines of 44 that LF ends, the second one perhaps not.
	if n := len(s) - 89; (n == 0 || n == 1 && s[89] == '\n') && s[44] == '\n' {
		d.lines.a, d.lines.b = s[:44], s[45:89]
		d.facts = ordinaryTD3(s[:44], s[45:89], s[0] == 'V')
	} else {
		d.parseExact(s)
	}
	if d.facts == 0 {
		*d, err = parseText(s)
	}
	return err
}

// ParseBytes is Parse of a copy of b.
func ParseBytes(b []byte) (Document, error) { return Parse(string(b)) }

// MustParse is Parse, except that it panics if s is no zone. It is for tests
// and for zones written in a program.
func MustParse(s string) Document {
	d, err := Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

// parseExact reads a zone of lines of 36 or 30 that LF ends, the last one
// perhaps not, with nothing around them. It leaves the facts zero for everything
// else.
func (d *Document) parseExact(s string) {
	switch len(s) {
	case 36 + 1 + 36, 36 + 1 + 36 + 1:
		if s[36] == '\n' && (len(s) == 73 || s[73] == '\n') {
			d.lines.a, d.lines.b = s[:36], s[37:73]
			d.facts = ordinaryTD2(s[:36], s[37:73], s[0] == 'V')
		}
	case 30 + 1 + 30 + 1 + 30, 30 + 1 + 30 + 1 + 30 + 1:
		if s[30] == '\n' && s[61] == '\n' && (len(s) == 92 || s[92] == '\n') {
			d.lines.a, d.lines.b, d.lines.c = s[:30], s[31:61], s[62:92]
			d.facts = ordinaryTD1(s[:30], s[31:61], s[62:92])
		}
	}
}

// parseLines reads lines whose number and length are those of a layout, which
// may be given. If they are not, or if a character may not stand in a zone, its
// facts are zero.
func parseLines(lines []string, l Layout) (d Document) {
	if len(lines) == 1 {
		s := lines[0]
		switch len(s) {
		case 72:
			lines = []string{s[:36], s[36:]}
		case 88:
			lines = []string{s[:44], s[44:]}
		case 90:
			lines = []string{s[:30], s[30:60], s[60:]}
		}
	}
	switch {
	case len(lines) == 2 && len(lines[0]) == 44 && len(lines[1]) == 44:
		d.lines = zoneLines{a: lines[0], b: lines[1]}
		visa := l == 0 && lines[0][0] == 'V' || l == MRVA
		if d.facts = ordinaryTD3(lines[0], lines[1], visa); d.facts == 0 {
			d.facts = scan(visaOr(visa, MRVA, TD3), &d.lines)
		}
	case len(lines) == 2 && len(lines[0]) == 36 && len(lines[1]) == 36:
		d.lines = zoneLines{a: lines[0], b: lines[1]}
		visa := l == 0 && lines[0][0] == 'V' || l == MRVB
		if d.facts = ordinaryTD2(lines[0], lines[1], visa); d.facts == 0 {
			d.facts = scan(visaOr(visa, MRVB, TD2), &d.lines)
		}
	case len(lines) == 3 && len(lines[0]) == 30 && len(lines[1]) == 30 && len(lines[2]) == 30:
		d.lines = zoneLines{lines[0], lines[1], lines[2]}
		if d.facts = ordinaryTD1(lines[0], lines[1], lines[2]); d.facts == 0 {
			d.facts = scan(TD1, &d.lines)
		}
	}
	return d
}

// visaOr returns the layout of a visa if visa is set, else the other one.
func visaOr(visa bool, l, other Layout) Layout {
	if visa {
		return l
	}
	return other
}

// parseText is Parse for every text: it is the one that fails.
func parseText(s string) (Document, error) {
	var buf [maxLines + 1]string
	lines := buf[:0]
	for len(lines) < len(buf) {
		var line string
		var more bool
		line, s, more = cutLine(s)
		if line = strings.Trim(line, aroundLines); line != "" {
			lines = append(lines, line)
		}
		if !more {
			break
		}
	}
	if d := parseLines(lines, 0); d.facts != 0 {
		return d, nil
	}
	return Document{}, syntaxError(lines)
}

// aroundLines are the characters that may stand around a line: blanks, and the
// marks of a transmission that a swipe reader may leave (STX, ETX).
const aroundLines = " \t\x02\x03"

// cutLine cuts s behind its first line break; more is false if it has none. Of
// a CRLF the LF ends a line of its own, which is empty.
func cutLine(s string) (line, rest string, more bool) {
	i := strings.IndexAny(s, "\r\n")
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

// syntaxError tells why lines are no zone. There may be one more than a zone
// can have. Of several reasons the number of lines comes first, then their
// length, then the characters, since each makes the next one doubtful.
func syntaxError(lines []string) *SyntaxError {
	var widths [maxLines + 1]int
	for i, l := range lines {
		widths[i] = utf8.RuneCountInString(l)
	}
	width := 0 // what the length of the lines seems meant to be
	switch len(lines) {
	case 0:
		return &SyntaxError{1, 1, ErrLineCount}
	case 1:
		width = widthOfString(widths[0], lines[0])
		if width == 0 {
			return &SyntaxError{2, 1, ErrLineCount} // one line of a zone alone
		}
	case 2:
		switch {
		case isWidth2(widths[0]):
			width = widths[0]
		case isWidth2(widths[1]):
			width = widths[1]
		case widths[0] < 33 && widths[1] < 33:
			return &SyntaxError{3, 1, ErrLineCount} // a TD1 without its third line
		case widths[0] < 40:
			width = 36
		default:
			width = 44
		}
	case 3:
		if widths[0] >= 33 && widths[1] >= 33 {
			return &SyntaxError{3, 1, ErrLineCount} // a zone of two lines, and one more
		}
		width = 30
	default:
		if widths[0] >= 33 && widths[1] >= 33 {
			return &SyntaxError{3, 1, ErrLineCount}
		}
		return &SyntaxError{4, 1, ErrLineCount}
	}
	for i := range lines {
		if widths[i] != width {
			return &SyntaxError{i + 1, min(widths[i], width) + 1, ErrLineLength}
		}
	}
	line, column := firstIllegal(lines)
	return &SyntaxError{line, column, ErrCharacter}
}

// firstIllegal returns the place of the first character that may not stand in
// a zone.
func firstIllegal(lines []string) (line, column int) {
	for i, l := range lines {
		column := 1
		for _, r := range l {
			if !isZoneRune(r) {
				return i + 1, column
			}
			column++
		}
	}
	return 0, 0
}

func isWidth2(n int) bool { return n == 36 || n == 44 }

func isZoneRune(r rune) bool { return 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '<' }

// widthOfString returns which of the three lengths of a zone in one string n
// seems meant to be, or 0 if it is rather the length of a single line.
func widthOfString(n int, s string) int {
	switch {
	case n <= 60:
		return 0
	case n <= 80:
		return 72
	case n < 88, n == 88:
		return 88
	case n == 89 && (s[0] == 'P' || s[0] == 'V'):
		return 88
	}
	return 90
}
