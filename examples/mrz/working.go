package main

import (
	"fmt"
	"strconv"
	"strings"

	"example.org/traveldoc/checkdigit"
)

// working writes the sum of a check digit as the worked examples of Doc 9303-3
// Appendix A set it out, and how the digit follows from it. The data are known
// to have no character that cannot stand in a zone.
func (s *screen) working(data ...string) {
	steps, err := checkdigit.Working(data...)
	if err != nil {
		s.paragraph(tableIndent, cell{"The data have a character without a value.", red})
		return
	}
	total := 0
	if len(steps) > 0 {
		total = steps[len(steps)-1].Sum
	}
	const labelWidth = len("Character")
	width := max(2, len(strconv.Itoa(total))) + 1
	perRow := max(1, (s.width-tableIndent-labelWidth)/width)
	for at := 0; at < len(steps); at += perRow {
		if at > 0 {
			s.blank()
		}
		s.steps(steps[at:min(at+perRow, len(steps))], labelWidth, width)
	}
	s.blank()
	s.paragraph(tableIndent, cell{text: fmt.Sprintf("%d = %d × 10 + %d: the check digit is %d.", total, total/10, total%10, total%10)})
}

// steps writes some steps of a sum in columns of a width.
func (s *screen) steps(steps []checkdigit.Step, labelWidth, width int) {
	for _, row := range []struct {
		label  string
		number func(checkdigit.Step) string
		colour
	}{
		{"Character", func(p checkdigit.Step) string { return string(rune(p.Char)) }, bold},
		{"Value", func(p checkdigit.Step) string { return strconv.Itoa(p.Value) }, plain},
		{"Weight", func(p checkdigit.Step) string { return strconv.Itoa(p.Weight) }, plain},
		{"Product", func(p checkdigit.Step) string { return strconv.Itoa(p.Product) }, plain},
		{"Sum", func(p checkdigit.Step) string { return strconv.Itoa(p.Sum) }, plain},
	} {
		var numbers strings.Builder
		for _, p := range steps {
			fmt.Fprintf(&numbers, "%*s", width, row.number(p))
		}
		s.line(cell{text: strings.Repeat(" ", tableIndent)}, cell{fmt.Sprintf("%-*s", labelWidth, row.label), dim}, cell{numbers.String(), row.colour})
	}
}
