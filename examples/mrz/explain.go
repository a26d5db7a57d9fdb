package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"example.org/traveldoc/checkdigit"
	"example.org/traveldoc/mrz"
)

func newExplainCommand(a *app) *cobra.Command {
	e := &explainer{app: a}
	c := &cobra.Command{
		Use:   "explain [FILE | RULE | -]...",
		Short: "Explain a zone, a rule or a layout",
		Long: `Explain zones field by field, with their positions and meanings, and work out
the sum of each check digit so that it can be followed by hand. Files are those
of mrz verify. The name of a rule explains that rule.

Exit codes: 0 if every input holds zones and nothing else, 2 if not.`,
		Example: `  mrz explain passport.txt
  mrz explain check-digit
  mrz explain --rules
  mrz explain --layout TD3`,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return ruleNames(), cobra.ShellCompDirectiveDefault
		},
		RunE: e.run,
	}
	e.asOf.add(c)
	addRedact(c, &e.redact)
	c.Flags().BoolVar(&e.rules, "rules", false, "list all rules")
	c.Flags().TextVar(&e.layout, "layout", layoutFlag{}, "explain a `layout`: TD1, TD2, TD3, MRV-A or MRV-B")
	c.MarkFlagsMutuallyExclusive("rules", "layout")
	completeLayout(c)
	return c
}

// A layoutFlag is a layout, or none, which has no text of its own.
type layoutFlag struct{ mrz.Layout }

func (f layoutFlag) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

func (f *layoutFlag) UnmarshalText(text []byte) error {
	if f.Layout.UnmarshalText([]byte(strings.ToUpper(string(text)))) != nil {
		return errors.New("want TD1, TD2, TD3, MRV-A or MRV-B")
	}
	return nil
}

// An explainer is the command explain.
type explainer struct {
	*app
	asOf
	redact, rules bool
	layout        layoutFlag
}

func (e *explainer) run(_ *cobra.Command, args []string) error {
	listing := e.rules || e.layout.Layout != 0
	if listing && len(args) > 0 {
		return errors.New("--rules and --layout take no argument")
	}
	s := e.newScreen()
	switch {
	case e.rules:
		s.rules(mrz.Rules())
	case e.layout.Layout != 0:
		s.layout(e.layout.Layout)
	case len(args) > 0 && len(rulesNamed(args[0])) > 0:
		for _, name := range args {
			infos := rulesNamed(name)
			if infos == nil {
				return errors.New("rules and files cannot be explained together")
			}
			s.rules(infos)
		}
	case len(args) > 0 && commandLike.MatchString(args[0]) && !exists(args[0]):
		return fmt.Errorf("%q is neither a rule nor a file: see mrz explain --rules", args[0])
	default:
		return e.eachZone(args, false, e.show)
	}
	return e.print(s)
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

func (e *explainer) show(d mrz.Document) (failed bool, err error) {
	asOf := e.day(e.app)
	s := e.newScreen()
	s.explanation(view{doc: d, report: d.Verify(&mrz.VerifyOptions{AsOf: asOf}), asOf: asOf, redact: e.redact})
	return false, e.print(s)
}

// explanation writes a zone field by field, and the sums of its check digits.
func (s *screen) explanation(v view) {
	s.paragraph(0, cell{v.title(), bold})
	for i, line := range v.lines() {
		s.heading(fmt.Sprintf("Line %d", i+1))
		s.draw([]string{line}, nil)
		s.blank()
		s.table(v.positions(i + 1))
	}
	s.blank()
	if v.redact {
		s.paragraph(0, cell{"The sums of the check digits are left out, since they show what they are made of.", dim})
	} else {
		s.paragraph(0, cell{"A check digit is a sum modulo 10: each character has a value (0–9 for digits, 10–35 for A–Z, 0 for <), which is multiplied by the weights 7, 3, 1, 7, 3, 1 and so on (Doc 9303-3 4.9).", plain})
		for c := range v.report.Checks() {
			s.check(v, c)
		}
	}
	s.blank()
	s.paragraph(0, cell{"Dates as of " + dayWords(v.asOf) + ".", dim})
}

// positions returns the table of the fields of a line, as they are printed.
func (v view) positions(line int) (rows [][]cell) {
	l := v.doc.Layout()
	for f := range l.Fields() {
		span, _ := l.Span(f)
		if span.Line != line {
			continue
		}
		position, raw, words := cell{positionWords(span), dim}, cell{text: v.raw(f)}, cell{text: v.explain(f)}
		if f == mrz.FieldName { // so wide that it would push the words of the others to the edge
			rows = append(rows, []cell{position, raw}, []cell{{}, words})
		} else {
			rows = append(rows, []cell{position, raw, words})
		}
	}
	return rows
}

// raw returns a field as it is printed.
func (v view) raw(f mrz.Field) string {
	if v.redact && !public(f) {
		return masked
	}
	return v.doc.Raw(f)
}

// explain says what a field is, and what it means here.
func (v view) explain(f mrz.Field) string {
	name := label(v.doc.Layout(), f)
	if v.redact && !public(f) {
		return name
	}
	switch f {
	case mrz.FieldName:
		return fmt.Sprintf("%s: primary identifier %s, secondary identifier %s", name, orNone(v.doc.PrimaryIdentifier()), orNone(v.doc.SecondaryIdentifier()))
	case mrz.FieldDocumentNumber:
		if _, _, long := v.doc.LongNumber(); long {
			return name + ", the first nine characters of " + v.doc.DocumentNumber()
		}
	case mrz.FieldDocumentNumberCheckDigit:
		if _, digit, long := v.doc.LongNumber(); long {
			return name + ": the number is a long one, and its digit stands in " + placeWords(digit)
		}
	case mrz.FieldOptionalData:
		if rest, digit, long := v.doc.LongNumber(); long {
			return name + v.overflowWords(rest, digit)
		}
	}
	if meaning := v.meaning(f); meaning != "" {
		return name + ": " + meaning
	}
	return name
}

// overflowWords says what stands in the optional data of a long number.
func (v view) overflowWords(rest, digit mrz.Span) string {
	words := fmt.Sprintf(": the check digit of the document number in %s, then %s", columnWords(digit), orNone(v.doc.OptionalData()))
	if rest.Len > 0 {
		words = fmt.Sprintf(": the rest of the document number in %s,", columnWords(rest)) + strings.TrimPrefix(words, ":")
	}
	return words
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

// positionWords writes positions as the standard does: "1–2", "10".
func positionWords(s mrz.Span) string {
	if s.Len == 1 {
		return fmt.Sprint(s.Column)
	}
	return fmt.Sprintf("%d–%d", s.Column, s.Column+s.Len-1)
}

// check writes how a check digit comes about.
func (s *screen) check(v view, c mrz.Check) {
	span := digitSpan(v.doc, c.Field)
	name := "Check digit of the " + c.Field.Noun()
	if c.Field == mrz.FieldCompositeCheckDigit {
		name = "Composite check digit"
	}
	s.heading(fmt.Sprintf("%s, %s", name, placeWords(span)))
	if c.Field == mrz.FieldDocumentNumber {
		if rest, _, long := v.doc.LongNumber(); long {
			s.longNumber(v, rest, c)
			return
		}
	}
	var covered []string
	places := v.doc.Layout().Covers(c.Field)
	for _, p := range places {
		covered = append(covered, text(v.doc, p))
	}
	s.paragraph(tableIndent, cell{"Over " + placesWords(places) + ".", dim})
	s.blank()
	s.working(covered...)
	words, good := v.verdict(c)
	s.printed(c, words, good)
}

// longNumber writes both sums of a long document number.
func (s *screen) longNumber(v view, rest mrz.Span, c mrz.Check) {
	first := v.doc.Raw(mrz.FieldDocumentNumber)
	s.paragraph(tableIndent, cell{"The number is a long one. By the standard, the filler in its midst is left out:", dim})
	s.blank()
	s.working(first, text(v.doc, rest))
	s.blank()
	s.paragraph(tableIndent, cell{"On some documents it is counted:", dim})
	s.blank()
	s.working(first, "<", text(v.doc, rest))
	s.blank()
	words, good := v.verdict(c)
	switch {
	case c.Verdict == checkdigit.Match && c.Reading == mrz.FillerExcluded:
		words += " by the standard"
	case c.Verdict == checkdigit.Match && c.Reading == mrz.ReadingAny:
		words += " either way"
	}
	s.printed(c, words, good)
}

// printed compares the digit that a document has with the sum above it.
func (s *screen) printed(c mrz.Check, words string, good bool) {
	sign := cell{"✓", green}
	if !good {
		sign = cell{"✗", red}
	}
	s.table([][]cell{{sign, {text: fmt.Sprintf("Printed is %c, %s.", c.Printed, words)}}})
}

// digitSpan returns the place of the check digit of a field: for a long
// document number, that in the optional data.
func digitSpan(d mrz.Document, f mrz.Field) mrz.Span {
	if _, digit, long := d.LongNumber(); long && f == mrz.FieldDocumentNumber {
		return digit
	}
	digits := map[mrz.Field]mrz.Field{
		mrz.FieldDocumentNumber:      mrz.FieldDocumentNumberCheckDigit,
		mrz.FieldDateOfBirth:         mrz.FieldDateOfBirthCheckDigit,
		mrz.FieldDateOfExpiry:        mrz.FieldDateOfExpiryCheckDigit,
		mrz.FieldOptionalData:        mrz.FieldOptionalDataCheckDigit,
		mrz.FieldCompositeCheckDigit: mrz.FieldCompositeCheckDigit,
	}
	span, _ := d.Layout().Span(digits[f])
	return span
}

// text returns what stands in a place of a zone.
func text(d mrz.Document, p mrz.Span) string {
	if p.Len == 0 {
		return ""
	}
	return d.Line(p.Line)[p.Column-1 : p.Column-1+p.Len]
}
