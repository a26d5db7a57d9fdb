package main

import (
	"fmt"
	"slices"
	"strings"

	"example.org/traveldoc/mrz"
)

// rulesNamed returns what a rule looks for, nil if there is no such rule.
func rulesNamed(name string) (infos []mrz.RuleInfo) {
	for _, info := range mrz.Rules() {
		if string(info.Rule) == name {
			infos = append(infos, info)
		}
	}
	return infos
}

func ruleNames() (names []string) {
	for _, info := range mrz.Rules() {
		names = append(names, string(info.Rule))
	}
	return slices.Compact(names)
}

// rules writes rules with all that they look for, and below those that stand
// in the same place of the standard that place.
func (s *screen) rules(infos []mrz.RuleInfo) {
	for i, info := range infos {
		if i == 0 || info.Rule != infos[i-1].Rule {
			if s.b.Len() > 0 {
				s.blank()
			}
			s.paragraph(0, cell{string(info.Rule), bold})
		}
		s.table([][]cell{
			{{fmt.Sprintf("%-*s", severityWidth, info.Severity), severityColour(info.Severity)}, {text: sentence(info.Message())}},
			{{text: strings.Repeat(" ", severityWidth)}, {string(info.Cause) + " · " + info.Field.String(), dim}},
		})
		where := clausesWords(info)
		if i+1 == len(infos) || infos[i+1].Rule != info.Rule {
			s.paragraph(tableIndent, cell{where, dim})
		} else if clausesWords(infos[i+1]) != where {
			s.paragraph(tableIndent, cell{where, dim})
			s.blank()
		}
	}
}

// clausesWords says where a rule stands for each of the layouts.
func clausesWords(info mrz.RuleInfo) string {
	var clauses []string
	layouts := map[string][]string{}
	for l := range info.Layouts() {
		c := info.Clause(l)
		if !slices.Contains(clauses, c) {
			clauses = append(clauses, c)
		}
		layouts[c] = append(layouts[c], l.String())
	}
	if len(clauses) == 1 {
		return clauseWords(clauses[0])
	}
	for i, c := range clauses {
		clauses[i] = strings.Join(layouts[c], ", ") + ": " + clauseWords(c)
	}
	return strings.Join(clauses, "; ")
}

// layout writes the table of a layout, as the standard has it.
func (s *screen) layout(l mrz.Layout) {
	lines, length := l.Size()
	s.paragraph(0, cell{l.String() + ": " + count(lines, "line") + " of " + count(length, "character"), bold})
	for line := range lines {
		s.heading("Line " + string(rune('1'+line)))
		var rows [][]cell
		for f := range l.Fields() {
			span, _ := l.Span(f)
			if span.Line != line+1 {
				continue
			}
			row := []cell{{positionWords(span), dim}, {label(l, f), plain}}
			if over := l.Covers(f); isDigit(f) && over != nil {
				row = append(row, cell{"over " + placesWords(over), dim})
			}
			rows = append(rows, row)
		}
		s.table(rows)
	}
	if l == mrz.TD1 || l == mrz.TD2 {
		s.blank()
		s.paragraph(0, cell{"The number of a document with more than nine characters goes on in the optional data, where its check digit and a filler follow it; a filler stands in the place of the check digit.", plain})
	}
}

// isDigit reports whether a field is a check digit, not the data under one.
func isDigit(f mrz.Field) bool {
	switch f {
	case mrz.FieldDocumentNumberCheckDigit, mrz.FieldDateOfBirthCheckDigit, mrz.FieldDateOfExpiryCheckDigit,
		mrz.FieldOptionalDataCheckDigit, mrz.FieldCompositeCheckDigit:
		return true
	}
	return false
}

// placesWords says where some places are: "line 1, columns 6–30; line 2, columns 1–7".
func placesWords(spans []mrz.Span) string {
	words := ""
	for i, p := range spans {
		switch {
		case i > 0 && p.Line == spans[i-1].Line:
			words += ", " + positionWords(p)
		case i > 0:
			words += "; " + placeWords(p)
		default:
			words = placeWords(p)
		}
	}
	return words
}
