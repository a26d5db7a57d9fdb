package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"example.org/traveldoc/examples/internal/zone"
	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/repair"
)

func newRepairCommand(a *app) *cobra.Command {
	f := &repairer{app: a}
	c := &cobra.Command{
		Use:   "repair [FILE | -]",
		Short: "Find zones in text that a machine has read, and repair them",
		Long: `Find all zones in a text, whatever stands around them, and say what they are
where they were misread. Under each line stands what was read in the place of a
character that was altered, or ^ under one that was not read at all.

A zone is clean if it stands there exactly and is well made: nothing is altered
then. It is repaired if one answer is likely enough (--min-confidence) and known
errors of reading explain it. It is ambiguous if a person should look: there are
several answers, or it may be the document that is wrong. Else it is unresolved,
and the answer is a guess.

What an edit rests on is its proof: check-digit, class (what was read cannot
stand there), code (of a State), or none, which is called unproven.

A zone of which only a part is in the text is told as a part, and never repaired.

With --json each zone is an object in a line of its own.

Exit codes: 0 if every zone is clean or repaired; 1 if one is not, or if there
is none; 2 for a wrong use of the program and for input that cannot be read.`,
		Example: `  tesseract scan.png - --psm 6 | mrz repair
  mrz repair --json --candidates 20 page.txt`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := f.mend.check(); err != nil {
				return err
			}
			return f.run(args)
		},
	}
	f.judging.add(c)
	f.mend.add(c)
	addRedact(c, &f.redact)
	addJSON(c, &f.json)
	return c
}

// A repairer is the command repair.
type repairer struct {
	*app
	judging
	mend         repairing
	redact, json bool
}

func (f *repairer) run(args []string) error {
	name := "-"
	if len(args) > 0 {
		name = args[0]
	}
	text, err := f.readAll(name)
	if err != nil {
		return err
	}
	o := f.options(f.app)
	code, n := exitOK, 0
	for m := range repair.Find(text, f.mend.options()) {
		doc := m.Candidates[0].Document
		r := doc.Verify(o)
		if m.Status < repair.Repaired || f.failOn.Fails(r) {
			code = exitFailed
		}
		if n++; f.json {
			err = f.printJSON(zone.Append(nil, doc, r, zone.Options{AsOf: o.AsOf, Redact: f.redact, Repair: &zone.Repair{Result: &m.Result, Start: m.Start, End: m.End}}))
		} else {
			s := f.newScreen()
			if n > 1 {
				s.rule()
			}
			s.repair(view{doc: doc, report: r, asOf: o.AsOf, redact: f.redact, missing: m.Missing}, &m.Result)
			err = f.print(s)
		}
		if err != nil {
			return err
		}
	}
	if n == 0 {
		if f.json {
			if err := f.printJSON(zone.AppendError(nil, nil, zone.Error{Kind: zone.LineCount, Line: 1, Column: 1, Message: "no zone found"})); err != nil {
				return err
			}
		}
		f.complain(errors.New("no zone found"))
		code = exitFailed
	}
	if code != exitOK {
		return exitError{code}
	}
	return nil
}

// repair writes a zone that was read, with what was altered.
func (s *screen) repair(v view, r *repair.Result) {
	s.paragraph(0, cell{v.title(), bold})
	s.blank()
	s.drawEdits(v.lines(), r.Candidates[0].Edits, v.redact)
	s.blank()
	s.table(v.fields())
	if edits := r.Candidates[0].Edits; len(edits) > 0 {
		s.heading("Edits")
		s.table(editRows(edits, v.redact))
	}
	if len(r.Candidates) > 1 {
		s.heading("Candidates")
		s.table(candidateRows(r, v.redact))
		if words := choiceWords(r.Choices(), v.redact); words != "" {
			s.blank()
			s.sentences([]cell{{words, plain}})
		}
	}
	s.blank()
	s.sentences([]cell{statusWords(r)})
}

// choiceWords says where candidates differ, if that is in a few places.
func choiceWords(choices []repair.Choice, redact bool) string {
	const most = 3
	if len(choices) == 0 || len(choices) > most {
		return ""
	}
	var places []string
	for _, c := range choices {
		place := placeWords(mrz.Span{Line: c.Line, Column: c.Column, Len: 1})
		if !redact {
			var chars []string
			for _, x := range c.Chars {
				chars = append(chars, string(rune(x.Char)))
			}
			last := len(chars) - 1
			place += " (" + strings.Join(chars[:last], ", ") + " or " + chars[last] + ")"
		}
		places = append(places, place)
	}
	return "They differ in " + strings.Join(places, "; ") + " only: look there."
}

// statusWords says what may be done with a result.
func statusWords(r *repair.Result) cell {
	p := percent(r.Candidates[0].Confidence)
	if len(r.Missing) > 0 {
		return cell{"! Part of a zone: the rest is not in the text. What is there is right with a probability of " + p + ".", yellow}
	}
	switch r.Status {
	case repair.Clean:
		return cell{"✓ Clean: read as it stands.", green}
	case repair.Repaired:
		return cell{"✓ Repaired: right with a probability of " + p + ".", green}
	case repair.Ambiguous:
		if len(r.Candidates) == 1 || r.Candidates[0].Confidence >= repair.DefaultMinConfidence {
			return cell{"! Ambiguous: the best answer has a probability of " + p + ", if it was misread; or the document is wrong.", yellow}
		}
		return cell{"! Ambiguous: the best answer has a probability of " + p + ".", yellow}
	}
	return cell{"✗ Unresolved: a guess, with a probability of " + p + ".", red}
}

func percent(p float64) string { return strconv.FormatFloat(100*p, 'f', 1, 64) + " %" }

// drawEdits writes lines with what was read under what was altered.
func (s *screen) drawEdits(lines []string, edits []repair.Edit, redact bool) {
	for i, line := range lines {
		under := []byte(strings.Repeat(" ", len(line)+1))
		altered := false
		for _, e := range edits {
			if e.Line != i+1 || e.Column > len(under) {
				continue
			}
			altered = true
			switch {
			case e.From == "":
				under[e.Column-1] = '^'
			case e.To == "":
				under[e.Column-1] = '|'
			case redact || len(e.From) > 1 || e.From[0] <= ' ' || e.From[0] > '~':
				under[e.Column-1] = '*'
			default:
				under[e.Column-1] = e.From[0]
			}
		}
		s.line(cell{text: strings.Repeat(" ", drawIndent)}, cell{line, bold})
		if altered {
			s.line(cell{text: strings.Repeat(" ", drawIndent)}, cell{strings.TrimRight(string(under), " "), yellow})
		}
	}
}

// editRows returns the table of edits. Of a long list the first ones will do.
func editRows(edits []repair.Edit, redact bool) (rows [][]cell) {
	const most = 12
	for i, e := range edits {
		if i == most {
			return append(rows, []cell{{text: fmt.Sprintf("and %d more", len(edits)-most)}})
		}
		from, to := quoted(e.From, redact), quoted(e.To, redact)
		words := from + " is " + to
		switch {
		case e.From == "":
			words = to + " was not read"
		case e.To == "":
			words = from + " is nothing"
		}
		rows = append(rows, []cell{{placeWords(mrz.Span{Line: e.Line, Column: e.Column, Len: 1}), dim}, {text: words}, {e.Proof.String(), dim}})
	}
	return rows
}

func quoted(s string, redact bool) string {
	if redact {
		return "*"
	}
	return printable(s)
}

func candidateRows(r *repair.Result, redact bool) (rows [][]cell) {
	for _, c := range r.Candidates {
		v := view{doc: c.Document, redact: redact, missing: r.Missing}
		for i, line := range v.lines() {
			p := ""
			if i == 0 {
				p = percent(c.Confidence)
			}
			rows = append(rows, []cell{{p, dim}, {text: line}})
		}
	}
	return rows
}
