package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/apis"
)

func newDocsCommand(a *app) *cobra.Command {
	d := &docsLines{app: a}
	c := &cobra.Command{
		Use:   "docs [FILE | -]...",
		Short: "Write a line for the reservation (SSR DOCS) for each zone, or read such lines",
		Long: `Write an SSR DOCS for each zone, a line each. What is wrong with a zone, and what
does not go over as it stands, is told on the standard error; the line is written
all the same. A visa gives no line.

A person without a given name has FNU for it. Names are without hyphens and
apostrophes.

With --parse it goes the other way: lines with DOCS, DOCO or DOCA are read, and
what they say is printed, as objects with --json.

Exit codes: 0; 1 if something has the severity error, or a line cannot be read
whole; 2 if an input cannot be read or holds what is no zone.`,
		Example: `  mrz apis docs passport.txt
  mrz bulk scans.txt | mrz apis docs --hyphen --airline BA
  mrz apis docs --parse --json < lines.txt`,
		RunE: d.run,
	}
	f := c.Flags()
	f.BoolVar(&d.parse, "parse", false, "read lines")
	f.BoolVar(&d.hyphen, "hyphen", false, "part the fields by hyphens, as one large system takes it: SRDOCSYYHK1-P-...")
	f.StringVar(&d.header.Airline, "airline", "YY", "the `airline`: two characters")
	f.StringVar(&d.header.Status, "status", "HK1", "the `status` and the number of persons")
	d.day.add(c)
	d.profiling.add(c)
	addRedact(c, &d.redact)
	addJSON(c, &d.json)
	return c
}

// docsLines is the command apis docs.
type docsLines struct {
	*app
	profiling
	day           asOf
	header        apis.SSRHeader
	parse, hyphen bool
	redact, json  bool
}

func (d *docsLines) run(c *cobra.Command, args []string) error {
	if d.parse {
		return d.readLines(args)
	}
	if d.json || d.redact {
		return errors.New("--json and --redact are for --parse")
	}
	profile, err := d.profile(c, d.app)
	if err != nil {
		return err
	}
	form := apis.SlashForm
	if d.hyphen {
		form = apis.HyphenForm
	}
	day := d.day.day(d.app)
	code := exitOK
	for r := range d.scanned(args) {
		if r.err != nil {
			code = exitUsage
			d.unreadableZone(r)
			continue
		}
		p, findings := apis.FromDocument(r.doc, profile, day)
		if d.report(r, append(findings, profile.Check(&p, day)...)) {
			code = max(code, exitFailed)
		}
		s, ok := apis.NewDOCS(&p)
		if !ok {
			d.complain(fmt.Errorf("%s: a visa has no DOCS", r.place()))
			code = max(code, exitFailed)
			continue
		}
		s.Header = d.header
		line, err := s.Append(nil, form)
		if err != nil {
			d.complain(fmt.Errorf("%s: %w", r.place(), plainAPIS(err)))
			code = max(code, exitFailed)
			continue
		}
		d.report(r, s.Findings())
		if err := d.printLine(line); err != nil {
			return err
		}
	}
	if code != exitOK {
		return exitError{code}
	}
	return nil
}

// plainAPIS leaves the name of the package out of an error.
func plainAPIS(err error) error {
	return errors.New(strings.TrimPrefix(err.Error(), "apis: "))
}

// An ssrJSON is a line of a reservation as JSON.
type ssrJSON struct {
	Schema      int       `json:"schema"`
	SSR         string    `json:"ssr"`
	Airline     string    `json:"airline"`
	Status      string    `json:"status"`
	Fields      ssrFields `json:"fields"`
	Association string    `json:"association,omitempty"`
	Error       *ssrError `json:"error,omitempty"`
}

// ssrFields are the fields of the three kinds of lines.
type ssrFields struct {
	Type         string `json:"type,omitempty"`
	IssuingState string `json:"issuingState,omitempty"`
	Number       string `json:"number,omitempty"`
	Nationality  string `json:"nationality,omitempty"`
	DateOfBirth  string `json:"dateOfBirth,omitempty"`
	Gender       string `json:"gender,omitempty"`
	DateOfExpiry string `json:"dateOfExpiry,omitempty"`
	Surname      string `json:"surname,omitempty"`
	Given        string `json:"given,omitempty"`
	Second       string `json:"second,omitempty"`
	Holder       bool   `json:"holder,omitempty"`
	PlaceOfBirth string `json:"placeOfBirth,omitempty"`
	PlaceOfIssue string `json:"placeOfIssue,omitempty"`
	DateOfIssue  string `json:"dateOfIssue,omitempty"`
	Country      string `json:"country,omitempty"`
	Street       string `json:"street,omitempty"`
	City         string `json:"city,omitempty"`
	State        string `json:"state,omitempty"`
	Postcode     string `json:"postcode,omitempty"`
	Infant       bool   `json:"infant,omitempty"`
}

// An ssrError says where a line cannot be read.
type ssrError struct {
	Field   int    `json:"field"`
	Column  int    `json:"column"`
	Message string `json:"message"`
}

// readLines reads lines of reservations.
func (d *docsLines) readLines(args []string) error {
	if len(args) == 0 {
		args = []string{"-"}
	}
	failed := false
	for _, name := range args {
		text, err := d.readAll(name)
		if err != nil {
			return fmt.Errorf("%s: %w", inputName(name), err)
		}
		n := 0
		for line := range strings.Lines(text) {
			if n++; strings.TrimSpace(line) == "" {
				continue
			}
			v, err := d.parseLine(line)
			if err != nil {
				failed = true
				d.complain(fmt.Errorf("%s: line %d: %w", inputName(name), n, plainAPIS(err)))
			}
			if err := d.show(v); err != nil {
				return err
			}
		}
	}
	if failed {
		return exitError{exitFailed}
	}
	return nil
}

// inputName says in words where an input comes from.
func inputName(name string) string {
	if name == "-" {
		return "standard input"
	}
	return name
}

// parseLine reads a line as what it says it is.
func (d *docsLines) parseLine(line string) (v ssrJSON, err error) {
	head := line[:min(len(line), 10)]
	switch {
	case strings.Contains(head, "DOCO"):
		var s apis.DOCO
		s, err = apis.ParseDOCO(line)
		v = ssrJSON{SSR: "DOCO", Airline: s.Header.Airline, Status: s.Header.Status, Association: s.Association, Fields: ssrFields{
			PlaceOfBirth: s.Birthplace, Type: s.Type, Number: s.Number, PlaceOfIssue: s.PlaceOfIssue, DateOfIssue: s.Issued.String(),
			Country: s.Country, Infant: s.Infant,
		}}
	case strings.Contains(head, "DOCA"):
		var s apis.DOCA
		s, err = apis.ParseDOCA(line)
		v = ssrJSON{SSR: "DOCA", Airline: s.Header.Airline, Status: s.Header.Status, Association: s.Association, Fields: ssrFields{
			Type: s.Type, Country: s.Country, Street: s.Street, City: s.City, State: s.State, Postcode: s.Postcode, Infant: s.Infant,
		}}
	default:
		var s apis.DOCS
		s, err = apis.ParseDOCS(line)
		v = ssrJSON{SSR: "DOCS", Airline: s.Header.Airline, Status: s.Header.Status, Association: s.Association, Fields: ssrFields{
			Type: s.Type, IssuingState: s.IssuingState, Number: s.Number, Nationality: s.Nationality, DateOfBirth: s.DateOfBirth.String(),
			Gender: s.Gender, DateOfExpiry: s.Expiry.String(), Surname: s.Name.Surname, Given: s.Name.Given, Second: s.Name.Second, Holder: s.Holder,
		}}
	}
	v.Schema = 1
	var e *apis.SSRError
	if errors.As(err, &e) {
		v.Error = &ssrError{e.Field, e.Column, e.Err.Error()}
	}
	if errors.Is(err, apis.ErrNotSSR) {
		v.Airline, v.Status = "", ""
	}
	if d.redact {
		v.Association = maskValue(v.Association)
		for _, s := range v.Fields.private() {
			*s = maskValue(*s)
		}
		if err != nil { // a code may be anything that stands in the wrong place
			for _, s := range v.codes() {
				*s = maskValue(*s)
			}
		}
	}
	return v, err
}

// private are the fields that --redact masks.
func (f *ssrFields) private() []*string {
	return []*string{
		&f.Number, &f.DateOfBirth, &f.DateOfExpiry, &f.Surname, &f.Given, &f.Second, &f.PlaceOfBirth, &f.PlaceOfIssue, &f.DateOfIssue,
		&f.Street, &f.City, &f.State, &f.Postcode,
	}
}

// codes are what --redact masks of a line that cannot be read whole.
func (v *ssrJSON) codes() []*string {
	return []*string{&v.Airline, &v.Status, &v.Fields.Type, &v.Fields.IssuingState, &v.Fields.Nationality, &v.Fields.Gender, &v.Fields.Country}
}

// maskValue masks a value that is there.
func maskValue(s string) string {
	if s == "" {
		return ""
	}
	return masked
}

func (d *docsLines) show(v ssrJSON) error {
	if d.json {
		return d.encodeText(v)
	}
	if v.Airline == "" && v.Fields == (ssrFields{}) {
		return nil // what is wrong has been said
	}
	s := d.newScreen()
	s.paragraph(0, cell{strings.TrimSpace("SSR " + v.SSR + " " + printable(v.Airline) + " " + printable(v.Status)), bold})
	f := v.Fields
	var rows [][]cell
	for _, row := range [][2]string{
		{"Type", f.Type}, {"Issuing State", f.IssuingState}, {"Number", f.Number}, {"Surname", f.Surname}, {"Given name", f.Given},
		{"Second given name", f.Second}, {"Nationality", f.Nationality}, {"Date of birth", dateWords(f.DateOfBirth)}, {"Gender", f.Gender},
		{"Date of expiry", dateWords(f.DateOfExpiry)}, {"Holder", yesOrNothing(f.Holder)}, {"Place of birth", f.PlaceOfBirth},
		{"Place of issue", f.PlaceOfIssue}, {"Date of issue", dateWords(f.DateOfIssue)}, {"Country", f.Country}, {"Street", f.Street},
		{"City", f.City}, {"State", f.State}, {"Postcode", f.Postcode}, {"Infant", yesOrNothing(f.Infant)}, {"Association", v.Association},
	} {
		if row[1] != "" {
			rows = append(rows, []cell{{row[0], dim}, {text: printable(row[1])}})
		}
	}
	s.table(rows)
	s.blank()
	return d.print(s)
}

func yesOrNothing(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

// dateWords writes a date of two digits of the year with what of it means the
// same everywhere: 12 August ’74.
func dateWords(s string) string {
	if len(s) != len(mrz.Date{}) {
		return s
	}
	return printedDateWords(mrz.Date([]byte(s)))
}
