package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/apis"
)

func newReadCommand(a *app) *cobra.Command {
	f := &listReader{app: a}
	c := &cobra.Command{
		Use:   "read [MESSAGE | -]",
		Short: "Say what a PAXLST message says, and what is wrong with it",
		Long: `Read PAXLST messages: the flight, the passengers, and what is wrong, each with the
number of its segment and its place. What can be read is read: a fault costs no
more than what it is in, and of a message that is cut off all is printed that
stands in front of the cut.

Years have two digits in a message. What they mean depends on the day, which
--as-of names.

With --json each message is an object in a line of its own.

Exit codes: 0; 1 if a finding has the severity error; 2 if the input cannot be
read, is cut off or has no message.`,
		Example: `  mrz apis read message.edi
  mrz apis read --json message.edi | jq -r '.passengers[].surname'`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return f.run(args) },
	}
	f.day.add(c)
	addRedact(c, &f.redact)
	addJSON(c, &f.json)
	return c
}

// A listReader is the command apis read.
type listReader struct {
	*app
	day          asOf
	redact, json bool
}

// maxPersons is how many persons of an input are kept in memory. No ship has as
// many.
const maxPersons = 100000

var (
	errPersons   = fmt.Errorf("the input has more than %d persons", maxPersons)
	errNoMessage = errors.New("no EDIFACT message")
)

// A heldMessage is a message with all that was found about it.
type heldMessage struct {
	header   apis.InterchangeHeader
	message  *apis.Message
	findings apis.Findings
}

// messages calls show for each message of an input, when all that belongs to it
// has been read. It returns the error of the input.
func (a *app) messages(name string, show func(heldMessage) error) error {
	in := a.stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return openError(name, err)
		}
		defer f.Close()
		in = f
	}
	d := apis.NewDecoder(in)
	var held *heldMessage
	number, persons := 0, 0
	for {
		m, err := d.Next()
		found := d.Findings()
		own := 0 // where those of the next message begin
		if held != nil {
			for own < len(found) && found[own].Message <= number {
				own++
			}
			held.findings = append(held.findings, found[:own]...)
			if err := show(*held); err != nil {
				return err
			}
		}
		switch {
		case err == io.EOF && held == nil:
			return errNoMessage
		case err == io.EOF:
			return nil
		case err != nil:
			return plainError(err)
		}
		number++
		held = &heldMessage{d.Header(), m, found[own:]}
		for p, err := range d.Passengers() {
			if persons++; err == nil && persons > maxPersons {
				err = errPersons
			}
			if err != nil {
				held.findings = append(held.findings, d.Findings()...)
				if err := show(*held); err != nil {
					return err
				}
				return plainError(err)
			}
			m.Passengers = append(m.Passengers, p)
		}
	}
}

func (f *listReader) run(args []string) error {
	name := "-"
	if len(args) > 0 {
		name = args[0]
	}
	v := shower{asOf: f.day.day(f.app), redact: f.redact}
	code, n := exitOK, 0
	err := f.messages(name, func(h heldMessage) error {
		if h.findings.Worst() == mrz.SeverityError {
			code = exitFailed
		}
		j := v.message(h.header, h.message, h.findings)
		if f.json {
			return f.encodeText(j)
		}
		s := f.newScreen()
		if n++; n > 1 {
			s.rule()
		}
		s.list(j)
		return f.print(s)
	})
	switch {
	case err != nil:
		return f.unreadableList(name, err, f.json)
	case code != exitOK:
		return exitError{code}
	}
	return nil
}

// A listError says why an input is not a message, or not a whole one.
type listError struct {
	Schema int `json:"schema"`
	Error  struct {
		Kind    string `json:"kind"`
		Segment int    `json:"segment"`
		Offset  int64  `json:"offset"`
		Message string `json:"message"`
	} `json:"error"`
}

// unreadableList reports an input that cannot be read to its end.
func (a *app) unreadableList(name string, err error, asJSON bool) error {
	if err == errZoneArgument {
		return err
	}
	var j listError
	j.Schema, j.Error.Kind, j.Error.Message = 1, "input", printable(err.Error())
	var syntax *apis.SyntaxError
	switch {
	case errors.As(err, &syntax):
		j.Error.Kind, j.Error.Segment, j.Error.Offset, j.Error.Message = "no-message", syntax.Place.Segment, syntax.Place.Offset, syntax.Err.Error()
		if syntax.Err == apis.ErrTruncated {
			j.Error.Kind = "cut-off"
		}
	case err == errNoMessage:
		j.Error.Kind = "no-message"
	case err == errPersons:
		j.Error.Kind = "size"
	}
	a.complain(fmt.Errorf("%s: %w", inputName(name), plainAPIS(err)))
	if asJSON {
		if err := a.encodeText(j); err != nil {
			return err
		}
	}
	return exitError{exitUsage}
}

var kindWords = map[string]string{
	"745": "Passenger list", "250": "Crew list", "266": "Status of a flight", "336": "Master crew list", "655": "Request of gate passes",
}

var functionWords = map[string]string{
	"CP": "change of passengers", "XR": "cancelled reservations", "RP": "reduction of a party", "CF": "change of the flight",
	"XF": "cancelled flight", "CL": "flight closed", "CLNB": "flight closed, not on board", "CLOB": "flight closed, on board",
}

// list writes a message.
func (s *screen) list(j messageJSON) {
	m := j.Message
	title := kindWords[m.Kind]
	if title == "" {
		title = "Message of the kind " + printable(m.Kind)
	}
	if m.Function != "" {
		title += ", " + strings.TrimSuffix(orElse(functionWords[m.Function], printable(m.Function)), ".")
	}
	s.paragraph(0, cell{title, bold})
	s.blank()
	var rows [][]cell
	row := func(name string, parts ...string) {
		if text := strings.TrimSpace(strings.Join(parts, " ")); text != "" {
			rows = append(rows, []cell{{name, dim}, {text: printable(text)}})
		}
	}
	row("From", j.Interchange.Sender)
	row("To", j.Interchange.Recipient)
	row("Prepared", momentWords(j.Interchange.Prepared))
	row("Reference", j.Interchange.Reference)
	row("Transaction", m.Transaction, m.Revision)
	row("Reported by", m.Reporter)
	for _, c := range m.Contacts {
		row("Contact", c.Number, c.Means)
	}
	for _, l := range m.Legs {
		row("Flight", l.Flight)
		for _, stop := range l.Stops {
			row("", stop.Airport, momentWords(stop.Departs), momentWords(stop.Arrives))
		}
	}
	row("Dates as of", j.AsOf)
	s.table(rows)
	if len(j.Passengers) > 0 {
		s.heading(count(len(j.Passengers), "person") + ofTotal(len(j.Passengers), m.Total))
		rows = nil
		for _, p := range j.Passengers {
			rows = append(rows, personRows(p)...)
		}
		s.table(rows)
	}
	if len(j.Findings) > 0 {
		s.heading("Findings")
		for _, f := range j.Findings {
			s.listFinding(f)
		}
	}
	s.blank()
	if j.OK {
		s.sentences([]cell{{"✓ Well made.", green}})
	} else {
		s.sentences([]cell{{"✗ Not well made.", red}})
	}
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func ofTotal(n, total int) string {
	if total == n {
		return ""
	}
	return fmt.Sprintf(" of %d", total)
}

// momentWords writes YYMMDDHHMM as 21 June ’13 09:00.
func momentWords(s string) string {
	if len(s) != len("1306210900") {
		return ""
	}
	day := mrz.Date([]byte(s[:6]))
	return printedDateWords(day) + " " + s[6:8] + ":" + s[8:]
}

// personRows returns a row for each document of a person, and one for a person
// without any.
func personRows(p passengerJSON) (rows [][]cell) {
	name := p.Surname
	if given := strings.TrimSpace(p.Given + " " + p.Second); given != "" {
		name += ", " + given
	}
	if p.Role != "FL" {
		name += " (" + p.Role + ")"
	}
	first := []cell{
		{fmt.Sprintf("%3d", p.Passenger), dim}, {printable(name), bold}, {text: orElse(printable(p.Gender), "-")},
		{text: orElse(p.BirthDate, orElse(p.DateOfBirth, "-"))}, {text: orElse(printable(p.Nationality), "-")},
	}
	for i, d := range p.Documents {
		if i > 0 {
			first = []cell{{text: "   "}, {text: ""}, {text: ""}, {text: ""}, {text: ""}}
		}
		rows = append(rows, append(first, cell{text: printable(strings.Join(nonempty(d.Type, d.IssuingState, d.Number, orElse(d.ExpiryDate, d.DateOfExpiry)), " "))}))
	}
	if rows == nil {
		rows = append(rows, append(first, cell{"no document", dim}))
	}
	return rows
}

func nonempty(list ...string) (some []string) {
	for _, s := range list {
		if s != "" {
			some = append(some, s)
		}
	}
	return some
}

func (s *screen) listFinding(f apisFinding) {
	colour := severityColour(f.Severity)
	where := ""
	if f.Passenger > 0 {
		where = fmt.Sprintf("passenger %d, ", f.Passenger)
	}
	where += fmt.Sprintf("segment %d", f.Segment)
	if f.Tag != "" {
		where += " (" + f.Tag + ")"
	}
	if f.Element > 0 {
		where += fmt.Sprintf(", element %d, component %d", f.Element, f.Component)
	}
	where += fmt.Sprintf(", byte %d", f.Offset)
	s.table([][]cell{
		{{fmt.Sprintf("%-*s", severityWidth, f.Severity), colour}, {text: sentence(f.Message)}},
		{{text: strings.Repeat(" ", severityWidth)}, {where + " · " + f.Rule, dim}},
	})
}
