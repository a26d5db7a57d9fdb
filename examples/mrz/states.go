package main

import (
	"errors"
	"strings"
	"unicode"

	"github.com/spf13/cobra"
	"golang.org/x/text/unicode/norm"

	"example.org/traveldoc/mrz/state"
)

func newStatesCommand(a *app) *cobra.Command {
	var kind state.Kind
	var json bool
	c := &cobra.Command{
		Use:   "states [QUERY]",
		Short: "List the codes of States, organisations and nationalities",
		Long: `List the three-letter codes that a zone can hold, or those that a query finds: a
code, a two-letter code of ISO 3166, or a part of a name, whichever of these
finds one first. Letter case and accents do not count.

Exit codes: 0; 1 if the query finds nothing.`,
		Example: `  mrz states D
  mrz states tur
  mrz states --kind withdrawn
  mrz states --json`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			codes := codesOf(kind, c.Flags().Changed("kind"))
			if len(args) > 0 {
				codes = find(codes, args[0])
			}
			if len(codes) == 0 {
				a.complain(errors.New("no code and no name matches"))
				return exitError{exitFailed}
			}
			if json {
				return a.printStates(codes)
			}
			s := a.newScreen()
			if len(codes) == 1 {
				s.state(codes[0])
			} else {
				s.states(codes)
			}
			return a.print(s)
		},
	}
	c.Flags().TextVar(&kind, "kind", state.KindUnknown, "only codes of this `kind`: state, dependent, organisation, special, withdrawn, unofficial or test")
	c.Flag("kind").DefValue = "" // not to be shown as a default: without the flag all kinds are listed
	complete(c, "kind", func(*cobra.Command, []string, string) (kinds []string, _ cobra.ShellCompDirective) {
		for k := state.KindState; k <= state.KindTest; k++ {
			kinds = append(kinds, k.String())
		}
		return kinds, cobra.ShellCompDirectiveNoFileComp
	})
	addJSON(c, &json)
	return c
}

func codesOf(kind state.Kind, only bool) (codes []state.Code) {
	for c := range state.All() {
		if !only || c.Kind() == kind {
			codes = append(codes, c)
		}
	}
	return codes
}

// find returns the codes that a query means.
func find(codes []state.Code, query string) (found []state.Code) {
	code := strings.ToUpper(strings.TrimRight(query, "<"))
	part := folded(query)
	for _, matches := range []func(state.Code) bool{
		func(c state.Code) bool { return c.String() == code },
		func(c state.Code) bool { return c.Alpha2() == code && code != "" },
		func(c state.Code) bool { return strings.Contains(folded(c.Name()), part) },
	} {
		for _, c := range codes {
			if matches(c) {
				found = append(found, c)
			}
		}
		if found != nil {
			return found
		}
	}
	return nil
}

// folded returns a text without accents, in lower case.
func folded(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case r == '’':
			return '\''
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(s))
}

// A stateJSON is a code as JSON.
type stateJSON struct {
	Schema      int          `json:"schema"`
	Code        state.Code   `json:"code"`
	Alpha2      string       `json:"alpha2,omitempty"`
	Numeric     string       `json:"numeric,omitempty"`
	Name        string       `json:"name"`
	Kind        state.Kind   `json:"kind"`
	Issuer      bool         `json:"issuer"`
	Nationality bool         `json:"nationality"`
	Withdrawn   string       `json:"withdrawn,omitempty"`
	Successors  []state.Code `json:"successors,omitempty"`
	Note        string       `json:"note,omitempty"`
}

func (a *app) printStates(codes []state.Code) error {
	for _, c := range codes {
		err := a.encode(stateJSON{
			Schema: 1, Code: c, Alpha2: c.Alpha2(), Numeric: c.Numeric(), Name: c.Name(), Kind: c.Kind(),
			Issuer: c.Issuer(), Nationality: c.Nationality(), Withdrawn: c.Withdrawn(), Successors: successors(c), Note: c.Note(),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func successors(c state.Code) (codes []state.Code) {
	for s := range c.Successors() {
		codes = append(codes, s)
	}
	return codes
}

// states writes a table of codes.
func (s *screen) states(codes []state.Code) {
	var rows [][]cell
	for _, c := range codes {
		name := c.Name()
		if when := c.Withdrawn(); when != "" {
			name += ", withdrawn " + when
		}
		if next := joined(successors(c)); next != "" {
			name += ", now " + next
		}
		rows = append(rows, []cell{{c.Field(), bold}, {c.Alpha2(), dim}, {c.Kind().String(), dim}, {name, plain}})
	}
	s.table(rows)
}

// state writes all about a code.
func (s *screen) state(c state.Code) {
	s.paragraph(0, cell{c.Field() + ": " + c.Name(), bold})
	s.blank()
	var rows [][]cell
	for _, row := range [][2]string{
		{"Kind", c.Kind().String()},
		{"ISO 3166 alpha-2", c.Alpha2()},
		{"ISO 3166 numeric", c.Numeric()},
		{"Issuer", yesNo(c.Issuer())},
		{"Nationality", yesNo(c.Nationality())},
		{"Withdrawn", c.Withdrawn()},
		{"Now", joined(successors(c))},
		{"Note", c.Note()},
	} {
		if row[1] != "" {
			rows = append(rows, []cell{{row[0], dim}, {row[1], plain}})
		}
	}
	s.table(rows)
}

func joined(codes []state.Code) string {
	var names []string
	for _, c := range codes {
		names = append(names, c.String())
	}
	return strings.Join(names, ", ")
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
