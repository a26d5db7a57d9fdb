package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"example.org/traveldoc/examples/internal/zone"
	"example.org/traveldoc/mrz"
)

func newVerifyCommand(a *app) *cobra.Command {
	v := &verifier{app: a}
	c := &cobra.Command{
		Use:   "verify [FILE | -]...",
		Short: "Say what a zone says, and what is wrong with it",
		Long: `Read zones and verify them by all rules: every check digit, the dates, the
codes and the name. A file holds one zone, with any line breaks or none, or
several zones line by line. Without a file, and for -, the standard input is
read.

What is wrong is told by severity: an error breaks a rule of the standard, a
warning is unusual but met in practice, an info is worth knowing. Whether a
document is still valid depends on the day, which is always told.

With --json each zone is an object in a line of its own.

Exit codes: 0 if no zone has an error (an expired document has a warning); 1 if
one has, or what --fail-on names; 2 if an input is no zone or cannot be read.`,
		Example: `  mrz verify passport.txt
  mrz verify --as-of 2030-01-01 --fail-on expired passport.txt
  mrz verify --json < zones.txt`,
		RunE: func(_ *cobra.Command, args []string) error {
			return a.eachZone(args, v.json, v.show)
		},
	}
	v.judging.add(c)
	addRedact(c, &v.redact)
	addJSON(c, &v.json)
	return c
}

// A verifier is the command verify.
type verifier struct {
	*app
	judging
	redact, json bool
}

// show prints the verification of a zone, and reports whether it is a failure.
func (v *verifier) show(d mrz.Document) (failed bool, err error) {
	o := v.options(v.app)
	r := d.Verify(o)
	failed = v.failOn.Fails(r)
	if v.json {
		return failed, v.printJSON(zone.Append(nil, d, r, zone.Options{AsOf: o.AsOf, Redact: v.redact}))
	}
	s := v.newScreen()
	s.verification(view{doc: d, report: r, asOf: o.AsOf, redact: v.redact})
	return failed, v.print(s)
}

// verification writes all that there is to say about a zone, and the verdict
// as its last line.
func (s *screen) verification(v view) {
	findings := v.report.Findings()
	s.paragraph(0, cell{v.title(), bold})
	s.blank()
	s.draw(v.lines(), findings)
	s.blank()
	s.table(v.fields())
	s.heading("Check digits")
	s.table(v.digits())
	if len(findings) > 0 {
		s.heading("Findings")
		for i, f := range findings {
			s.finding(i+1, f)
		}
	}
	s.blank()
	s.sentences(v.conclusion())
	if slices.ContainsFunc(findings, func(f mrz.Finding) bool { return f.Rule == mrz.RuleCheckDigit || f.Rule == mrz.RuleCompositeCheckDigit }) {
		s.sentences([]cell{{"If a machine has read this, mrz repair may tell what it misread.", dim}})
	}
}

// severityWidth is the length of the longest name of a severity.
const severityWidth = len("warning")

// finding writes a finding under the number that its carets have.
func (s *screen) finding(n int, f mrz.Finding) {
	colour := severityColour(f.Severity)
	where := placeWords(f.Span) + " · " + clauseWords(f.Clause) + " · " + string(f.Rule)
	s.table([][]cell{
		{{fmt.Sprintf("%2d", n), colour}, {fmt.Sprintf("%-*s", severityWidth, f.Severity), colour}, {text: sentence(f.Message())}},
		{{text: "  "}, {text: strings.Repeat(" ", severityWidth)}, {where, dim}},
	})
}

// eachZone calls show for each zone of the inputs, and reports what is no
// zone. It returns the error that says with which code to end.
func (a *app) eachZone(names []string, asJSON bool, show func(mrz.Document) (failed bool, err error)) error {
	code, shown, misread := exitOK, 0, false
	for r := range a.entries(names) {
		if r.err != nil {
			code = exitUsage
			if err := a.unreadable(r, asJSON); err != nil {
				return err
			}
			misread = misread || errors.As(r.err, new(*mrz.SyntaxError))
			continue
		}
		if shown++; shown > 1 && !asJSON {
			s := a.newScreen()
			s.rule()
			if err := a.print(s); err != nil {
				return err
			}
		}
		failed, err := show(r.doc)
		if err != nil {
			return err
		}
		if failed {
			code = max(code, exitFailed)
		}
	}
	if misread {
		a.complain(errors.New("mrz repair finds zones in text, and tells what a machine has misread"))
	}
	if code != exitOK {
		return exitError{code}
	}
	return nil
}

// kindInput is the kind of the error of an input that cannot be read.
const kindInput zone.ErrorKind = "input"

// unreadable reports an entry that is no zone.
func (a *app) unreadable(r entry, asJSON bool) error {
	a.complain(r.describe())
	if !asJSON {
		return nil
	}
	e := zone.Error{Kind: kindInput, Line: 1, Column: 1, Message: printable(r.err.Error())}
	var syntax *mrz.SyntaxError
	switch {
	case errors.As(r.err, &syntax):
		e = zone.SyntaxError(syntax)
		e.Line += r.line - 1
	case r.err == errTooLarge:
		e.Kind = zone.Size
	}
	return a.printJSON(zone.AppendError(nil, nil, e))
}

// failed reports an error about an input as an object, if JSON is asked for.
func (a *app) failed(err error, asJSON bool) error {
	var exit exitError
	if err == nil || !asJSON || errors.As(err, &exit) {
		return err
	}
	a.complain(err)
	if err := a.printJSON(zone.AppendError(nil, nil, zone.Error{Kind: kindInput, Line: 1, Column: 1, Message: printable(err.Error())})); err != nil {
		return err
	}
	return exitError{exitUsage}
}

// encode prints a value as an object in a line.
func (a *app) encode(v any) error {
	e := json.NewEncoder(a.stdout)
	e.SetEscapeHTML(false) // a filler is no tag
	return e.Encode(v)
}

// printJSON prints an object as a line.
func (a *app) printJSON(object []byte) error {
	_, err := a.stdout.Write(append(object, '\n'))
	return err
}
