package mrz

import (
	"strings"

	"example.org/traveldoc/checkdigit"
)

// Long document numbers (Doc 9303-5 and 9303-6, note j). A number of more than
// nine characters leaves a filler in the place of its check digit; the rest of
// it opens the optional data, then come its digit and a filler:
//
//	I<UTOD23145890<7349<<<<<<<<<<<
//	     --------- ---^           the number D23145890734 and its digit, 9
//
// The digit is computed over the number without the filler that stands in its
// midst; cards are met whose digit counts it (it has the value 0, but it moves
// the weights). Both readings are computed, and a Report says which one holds.

// maxNumber is the length of the longest number: nine characters and, on a TD1
// that breaks the rule of the filler behind the digit, fourteen.
const maxNumber = 9 + 14

// tailOf returns how many of the first characters of the optional data belong
// to a number of nine characters whose digit place holds a filler. It is 1 if
// only the digit of a number that fits its field stands there, and 0 if the
// optional data are other data, and the digit of a short number is missing.
func tailOf(nine, optional string) int {
	n := strings.IndexByte(optional, '<')
	if n < 0 {
		n = len(optional)
	}
	if n == 0 || !isDigit(optional[n-1]) || nine[0] == '<' && isFiller(nine) {
		return 0
	}
	return n
}

// tail returns how many characters of the optional data of a zone belong to a long
// number, its digit among them; 0 if it has none.
func (l Layout) tail(lines *zoneLines) int {
	f := &layouts[l].fields
	if (l != TD1 && l != TD2) || f[FieldDocumentNumberCheckDigit].of(lines) != "<" {
		return 0
	}
	return tailOf(f[FieldDocumentNumber].of(lines), f[FieldOptionalData].of(lines))
}

// tail is that of the layout, for the document.
func (d *Document) tail() int { return d.facts.layout().tail(&d.lines) }

// longDigits returns the digit of a long number with a tail: the printed one, and
// the computed ones without and with the filler in its midst.
func (d *Document) longDigits(tail int) (printed, excluded, included byte) {
	optional := d.raw(FieldOptionalData)
	excluded = d.facts.expected().at(checkNumber)
	var sum checkdigit.Sum
	for _, s := range []string{d.raw(FieldDocumentNumber), "<", optional[:tail-1]} {
		sum.Add(s)
	}
	return optional[tail-1], excluded, sum.Digit()
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// A field of fillers of any length up to the longest is a part of this.
const allFillers = "<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<"

func isFiller(s string) bool { return s == allFillers[:len(s)] }

func trimFillers(s string) string {
	n := len(s)
	for n > 0 && s[n-1] == '<' {
		n--
	}
	return s[:n]
}

// LongNumber reports whether the document number has more characters than its
// field, so that its end and its check digit stand in the optional data
// (TD1 and TD2 only; Doc 9303-5 and 9303-6, note j). rest and digit are their
// places there; rest is the zero Span if the digit alone is.
func (d Document) LongNumber() (rest, digit Span, ok bool) {
	tail := d.tail()
	if tail == 0 {
		return Span{}, Span{}, false
	}
	s, _ := d.Layout().Span(FieldOptionalData)
	digit = Span{s.Line, s.Column + tail - 1, 1}
	if tail > 1 {
		rest = Span{s.Line, s.Column, tail - 1}
	}
	return rest, digit, true
}

// DocumentNumber returns the document number, without the fillers behind it
// and, if it is a long one, with its rest. A filler inside it, which stands for
// a blank or a special character of the printed page, stays a filler.
//
// A long number is a new string, else it is part of the text.
func (d Document) DocumentNumber() string {
	nine := d.Raw(FieldDocumentNumber)
	if tail := d.tail(); tail > 1 {
		return nine + d.raw(FieldOptionalData)[:tail-1]
	}
	return trimFillers(nine)
}

// AppendDocumentNumber appends the document number to b.
func (d Document) AppendDocumentNumber(b []byte) []byte { return d.appendNumber(b) }

func (d *Document) appendNumber(b []byte) []byte {
	if d.IsZero() {
		return b
	}
	nine := d.raw(FieldDocumentNumber)
	if tail := d.tail(); tail > 1 {
		return append(append(b, nine...), d.raw(FieldOptionalData)[:tail-1]...)
	}
	return append(b, trimFillers(nine)...)
}

// optionalPlace returns the place of the optional data, behind the rest of a
// long number, its digit and one filler.
func (d *Document) optionalPlace() place {
	p := layouts[d.facts.layout()].fields[FieldOptionalData]
	if tail := d.tail(); tail > 0 {
		p.first = min(p.first+uint8(tail)+1, p.last+1)
	}
	return p
}

// OptionalData returns the optional data without the fillers behind them. Of a
// TD1 these are those of the first line. The rest of a long document number and
// its check digit are no part of them.
func (d Document) OptionalData() string { return trimFillers(d.at(d.optionalPlace())) }

// OptionalData2 returns the optional data of the second line of a TD1, without
// the fillers behind them, and "" for the other layouts.
func (d Document) OptionalData2() string { return trimFillers(d.Raw(FieldOptionalData2)) }

// Employer returns the airline that employs the holder of a crew member
// certificate (TD1 with the document code AC): a designator of two characters
// (IATA) or three letters (ICAO Doc 8585), which stands in positions 16 to 18
// of the first line (Doc 9303-5 Appendix C). It is false for other documents,
// and if what stands there is neither.
func (d Document) Employer() (designator string, ok bool) {
	if d.facts.layout() != TD1 || d.lines.a[:2] != "AC" {
		return "", false
	}
	s := d.lines.a[15:18]
	switch {
	case isAlnum(s[0]) && isAlnum(s[1]) && s[2] == '<':
		return s[:2], true
	case isLetter(s[0]) && isLetter(s[1]) && isLetter(s[2]):
		return s, true
	}
	return "", false
}

func isLetter(c byte) bool { return 'A' <= c && c <= 'Z' }

func isAlnum(c byte) bool { return isDigit(c) || isLetter(c) }
