package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/apis"
)

func newListCheckCommand(a *app) *cobra.Command {
	f := &listChecker{app: a}
	c := &cobra.Command{
		Use:   "check MESSAGE ZONES...",
		Short: "Hold a PAXLST message against the zones that were scanned at the gate",
		Long: `Compare the persons of all messages of an input with zones: who is there as the
list says (matched), of whom something differs (changed), who is on the list and
was not seen (missing), who was seen and is not on the list (surplus), and what
is listed or was seen twice (duplicate).

A document belongs to the person who has its number on the list, and with it its
issuing State, its name or its date of birth; what is left is paired by date of
birth and name. What the list leaves out is no difference. Two persons who are
listed with one document are a duplicate if they have one name; otherwise the one
who was not seen is missing.

Exit codes: 0 if every person and every document is matched; 1 if not; 2 if an
input cannot be read, is cut off, or holds what is no zone.`,
		Example: `  mrz apis check message.edi gate.ndjson
  mrz apis check --json message.edi gate.txt | jq 'select(.status != "matched")'`,
		Args: cobra.MinimumNArgs(2),
		RunE: func(_ *cobra.Command, args []string) error { return f.run(args[0], args[1:]) },
	}
	f.day.add(c)
	addRedact(c, &f.redact)
	addJSON(c, &f.json)
	return c
}

// A listChecker is the command apis check.
type listChecker struct {
	*app
	day          asOf
	redact, json bool
}

// A pairJSON is a person, a document, or both, as JSON.
type pairJSON struct {
	Schema    int            `json:"schema"`
	AsOf      string         `json:"asOf"`
	Status    apis.Status    `json:"status"`
	Passenger *passengerJSON `json:"passenger,omitempty"`
	Document  *scannedJSON   `json:"document,omitempty"`
	Repeats   int            `json:"repeats,omitempty"` // the number of what a duplicate repeats
	Changes   []changeJSON   `json:"changes,omitempty"`
}

type scannedJSON struct {
	Document int      `json:"document"` // from 1, in the order of the inputs
	Input    string   `json:"input,omitempty"`
	Line     int      `json:"line"`
	Lines    []string `json:"lines"`
}

type changeJSON struct {
	Element apis.Element `json:"element"`
	Listed  string       `json:"listed"`
	Scanned string       `json:"scanned"`
}

func (f *listChecker) run(message string, names []string) error {
	if message == "-" && slices.Contains(names, "-") {
		return errors.New("only one of the inputs can be the standard input")
	}
	var list []apis.Passenger
	err := f.messages(message, func(h heldMessage) error {
		list = append(list, h.message.Passengers...)
		if n := len(h.findings); n > 0 && h.findings.Worst() > mrz.SeverityInfo {
			f.complain(fmt.Errorf("%s: the message has faults: see mrz apis read", inputName(message)))
		}
		return nil
	})
	code := exitOK
	if err != nil {
		if err := f.unreadableList(message, err, f.json); !errors.As(err, new(exitError)) {
			return err
		}
		code = exitUsage // what stands in front of the fault is checked
	}
	var docs []mrz.Document
	var places []entry
	for r := range f.scanned(names) {
		if r.err != nil {
			code = exitUsage
			f.unreadableZone(r)
			continue
		}
		docs, places = append(docs, r.doc), append(places, r)
	}
	if len(list) == 0 && code == exitUsage {
		return exitError{code}
	}
	pairs, exact := apis.Check(list, docs, &apis.CheckOptions{Names: matchNames})
	if !exact {
		f.complain(errors.New("too many persons with one document number or one date of birth: not all were compared"))
		code = max(code, exitFailed)
	}
	c := pairing{shower{f.day.day(f.app), f.redact}, list, places}
	var s *screen
	if !f.json {
		s = f.newScreen()
	}
	counts := make(map[apis.Status]int)
	for _, p := range pairs {
		if counts[p.Status]++; p.Status != apis.Matched {
			code = max(code, exitFailed)
		}
		if f.json {
			if err := f.encodeText(c.pair(p)); err != nil {
				return err
			}
		} else if p.Status != apis.Matched {
			s.pair(c.pair(p))
		}
	}
	if !f.json {
		s.counts(counts)
		if err := f.print(s); err != nil {
			return err
		}
	}
	if code != exitOK {
		return exitError{code}
	}
	return nil
}

// A pairing is the two lists that are compared.
type pairing struct {
	shower
	list   []apis.Passenger
	places []entry
}

func (c pairing) pair(p apis.Pair) pairJSON {
	j := pairJSON{Schema: 1, AsOf: c.asOf.String(), Status: p.Status}
	if p.Passenger >= 0 {
		who := c.passenger(p.Passenger+1, &c.list[p.Passenger])
		j.Passenger = &who
	}
	if p.Document >= 0 {
		r := c.places[p.Document]
		j.Document = &scannedJSON{p.Document + 1, r.input, r.line, r.doc.Lines()}
		if c.redact {
			j.Document.Lines = r.doc.Mask()
		}
	}
	if p.Status == apis.Duplicate {
		j.Repeats = p.First + 1
	}
	if p.Changes != 0 {
		seen, _ := apis.FromDocument(c.places[p.Document].doc, nil, c.asOf)
		for e := range p.Changes.All() {
			scanned := c.element(&seen, 0, e)
			if e == apis.DateOfExpiry { // also one that may stand for no limit
				scanned = c.private(c.places[p.Document].doc.DateOfExpiry().String())
			}
			j.Changes = append(j.Changes, changeJSON{e, c.element(&c.list[p.Passenger], p.Listed, e), scanned})
		}
	}
	return j
}

// element returns an element of a person and a document, which is none if it is -1.
func (c pairing) element(p *apis.Passenger, document int, e apis.Element) string {
	var d apis.TravelDocument
	if document >= 0 {
		d = p.Documents[document]
	}
	switch e {
	case apis.DocumentType:
		return c.code(d.Type.Value)
	case apis.DocumentNumber:
		return c.private(d.Number)
	case apis.IssuingState:
		return c.code(d.IssuingState)
	case apis.DateOfExpiry:
		return c.private(d.Expiry.String())
	case apis.Surname:
		return c.private(p.Name.Surname)
	case apis.GivenNames:
		return c.private(p.Name.GivenNames())
	case apis.Nationality:
		return c.code(p.Nationality)
	case apis.DateOfBirth:
		return c.private(p.DateOfBirth.String())
	}
	return c.code(p.Gender)
}

// pair writes what is to be looked at.
func (s *screen) pair(j pairJSON) {
	who := ""
	if p := j.Passenger; p != nil {
		who = fmt.Sprintf("passenger %d: %s", p.Passenger, printable(nameWords(apis.Name{Surname: p.Surname, Given: p.Given, Second: p.Second})))
	}
	if d := j.Document; d != nil {
		if who != "" {
			who += "; "
		}
		who += fmt.Sprintf("document %d", d.Document)
		if d.Input != "" {
			who += fmt.Sprintf(" (%s, line %d)", printable(d.Input), d.Line)
		}
	}
	if j.Repeats > 0 {
		who += fmt.Sprintf(", the same as %d", j.Repeats)
	}
	colour := red
	if j.Status == apis.Duplicate {
		colour = yellow
	}
	rows := [][]cell{{{fmt.Sprintf("%-9s", j.Status), colour}, {who, bold}}}
	if j.Status == apis.Surplus {
		for _, line := range j.Document.Lines {
			rows = append(rows, []cell{{text: strings.Repeat(" ", 9)}, {text: line}})
		}
	}
	for _, c := range j.Changes {
		rows = append(rows, []cell{{text: strings.Repeat(" ", 9)}, {text: fmt.Sprintf("%s: listed %s, scanned %s",
			elementWords(c.Element), printable(orElse(c.Listed, "nothing")), orElse(c.Scanned, "nothing"))}})
	}
	s.table(rows)
}

// counts writes how many there are of each status.
func (s *screen) counts(counts map[apis.Status]int) {
	var parts []string
	all := true
	for status := apis.Matched; status <= apis.Duplicate; status++ {
		if n := counts[status]; n > 0 || status == apis.Matched {
			parts = append(parts, fmt.Sprintf("%d %s", n, status))
			all = all && status == apis.Matched
		}
	}
	if len(counts) > 1 || !all {
		s.blank()
	}
	sign := cell{"✓ " + strings.Join(parts, ", ") + ".", green}
	if !all {
		sign = cell{"✗ " + strings.Join(parts, ", ") + ".", red}
	}
	s.sentences([]cell{sign})
}
