package main

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"example.org/traveldoc/checkdigit"
)

func newCheckCommand(a *app) *cobra.Command {
	k := &checker{app: a}
	c := &cobra.Command{
		Use:   "check [STRING | -]",
		Short: "Compute or verify a check digit",
		Long: `Print the check digit of a string of the characters A-Z, 0-9 and <, which needs
quotes in most shells. Without a string, and for -, the standard input is read,
so that the string does not show in the list of processes.

With --printed the digit is verified. --all tells what one misread character
could have been: those that make the sum give the printed digit or, if it is
right already, those that a check digit cannot tell from what stands there.

Exit codes: 0; 1 if the printed digit is not the one computed; 2 if the string
has a character without a value.`,
		Example: `  mrz check L898902C3
  mrz check --working 'AB2134<<<'
  mrz check --printed 7 --all L898902C3`,
		Args: cobra.MaximumNArgs(1),
		RunE: k.run,
	}
	c.Flags().StringVar(&k.printed, "printed", "", "verify this `digit`")
	c.Flags().BoolVar(&k.working, "working", false, "show the sum")
	c.Flags().BoolVar(&k.all, "all", false, "show what one misread character could have been")
	addJSON(c, &k.json)
	return c
}

// A checker is the command check.
type checker struct {
	*app
	printed            string
	working, all, json bool
}

func (k *checker) run(_ *cobra.Command, args []string) error {
	data, err := k.data(args)
	if err != nil {
		return err
	}
	steps, err := checkdigit.Working(data)
	if err != nil {
		return explainCharacter(data, err)
	}
	computed, err := checkdigit.Compute(data)
	if err != nil {
		return explainCharacter(data, err)
	}
	r := checked{Schema: 1, Computed: string(rune(computed))}
	wanted := computed
	if k.printed != "" {
		if len(k.printed) != 1 {
			return errors.New("--printed takes one character")
		}
		wanted = k.printed[0]
		v := checkdigit.Verify(data, wanted)
		r.Printed, r.Verdict = k.printed, &v
	}
	if k.working {
		r.Steps = explainSteps(steps)
	}
	if k.all {
		if wanted < '0' || wanted > '9' {
			return errors.New("--all takes a digit as --printed")
		}
		r.Misread = misread(steps, int(wanted-'0'))
	}
	if err := k.show(data, r); err != nil {
		return err
	}
	if r.Verdict != nil && *r.Verdict != checkdigit.Match {
		return exitError{exitFailed}
	}
	return nil
}

// data returns the string to compute a digit of.
func (k *checker) data(args []string) (string, error) {
	if len(args) > 0 && args[0] != "-" {
		return args[0], nil
	}
	text, err := k.readAll("-")
	return strings.TrimSpace(text), err
}

// explainCharacter says where a character without a value stands, and what is
// wrong with it if that is known, but not which one it is.
func explainCharacter(data string, err error) error {
	var bad *checkdigit.CharError
	if !errors.As(err, &bad) {
		return err
	}
	n := utf8.RuneCountInString(data[:bad.Offset]) + 1
	what := "has no value: only A-Z, 0-9 and < have one"
	switch c := data[bad.Offset]; {
	case 'a' <= c && c <= 'z':
		what = "is a lower case letter: a zone has capitals only"
	case c == ' ' || c == '\t' || c == '\n' || c == '\r':
		what = "is a blank: a zone has a filler, <, in its place"
	}
	return fmt.Errorf("character %d %s", n, what)
}

// A checked is what the command says, as its JSON.
type checked struct {
	Schema   int                 `json:"schema"`
	Computed string              `json:"computed"`
	Printed  string              `json:"printed,omitempty"`
	Verdict  *checkdigit.Verdict `json:"verdict,omitempty"`
	Steps    []checkedStep       `json:"steps,omitempty"`
	Misread  []misreading        `json:"misread,omitempty"`
}

type checkedStep struct {
	Character string `json:"character"`
	Value     int    `json:"value"`
	Weight    int    `json:"weight"`
	Product   int    `json:"product"`
	Sum       int    `json:"sum"`
}

func explainSteps(steps []checkdigit.Step) (list []checkedStep) {
	for _, p := range steps {
		list = append(list, checkedStep{string(rune(p.Char)), p.Value, p.Weight, p.Product, p.Sum})
	}
	return list
}

// A misreading is the characters that a character may stand for if it alone
// has been misread.
type misreading struct {
	Column    int    `json:"column"`
	Character string `json:"character"`
	Perhaps   string `json:"perhaps"`
}

// misread returns what each character would have to be for the sum to give a
// digit. The weights 7, 3 and 1 have no factor in common with 10, so that for
// each place it is one class of characters that have equal values modulo 10.
func misread(steps []checkdigit.Step, digit int) (list []misreading) {
	classes := checkdigit.Classes()
	sum := 0
	if len(steps) > 0 {
		sum = steps[len(steps)-1].Sum
	}
	for i, p := range steps {
		for residue, class := range classes {
			if (sum-p.Product+residue*p.Weight)%10 == digit {
				perhaps := strings.ReplaceAll(class, string(rune(p.Char)), "")
				list = append(list, misreading{i + 1, string(rune(p.Char)), perhaps})
			}
		}
	}
	return list
}

func (k *checker) show(data string, r checked) error {
	if k.json {
		return k.encode(r)
	}
	s := k.newScreen()
	if r.Steps != nil {
		s.working(data)
	}
	if r.Steps != nil && r.Verdict != nil {
		s.blank()
	}
	switch {
	case r.Verdict == nil && !k.working:
		s.line(cell{text: r.Computed})
	case r.Verdict == nil:
	case *r.Verdict == checkdigit.Match:
		s.line(cell{"✓ ", green}, cell{text: r.Printed + " is the check digit."})
	default:
		s.line(cell{"✗ ", red}, cell{text: fmt.Sprintf("%s is not the check digit: computed is %s.", printable(r.Printed), r.Computed)})
	}
	if r.Misread != nil {
		s.misread(r)
	}
	return k.print(s)
}

func (s *screen) misread(r checked) {
	title := "No check digit can tell these from what stands there:"
	if r.Verdict != nil && *r.Verdict != checkdigit.Match {
		title = "If one character has been misread, it could be:"
	}
	s.blank()
	s.paragraph(0, cell{title, plain})
	s.blank()
	var rows [][]cell
	for _, m := range r.Misread {
		rows = append(rows, []cell{{fmt.Sprintf("%2d", m.Column), dim}, {m.Character, bold}, {text: strings.Join(strings.Split(m.Perhaps, ""), " ")}})
	}
	s.table(rows)
}
