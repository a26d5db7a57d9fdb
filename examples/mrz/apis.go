package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/apis"
	"example.org/traveldoc/mrz/compare"
	"example.org/traveldoc/mrz/repair"
)

// matchNames reports whether a name on a list can be that of a document: letter by
// letter, cut, or as package compare takes names for the same: parted otherwise, or
// with a title.
func matchNames(n apis.Name, d mrz.Document) bool {
	if apis.SameName(n, d) {
		return true
	}
	given := n.GivenNames()
	if given == apis.FNU {
		given = ""
	}
	r := compare.Visual(d, compare.VisualZone{PrimaryIdentifier: n.Surname, SecondaryIdentifier: given}, nil)
	if r.Of(mrz.FieldPrimaryIdentifier).Relation < compare.Truncated {
		return false
	}
	return r.Of(mrz.FieldSecondaryIdentifier).Relation >= compare.Truncated || given == "" && d.SecondaryIdentifier() == ""
}

func newAPISCommand(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "apis",
		Short: "Advance passenger information: from zones to messages, and back",
		Long: `What carriers send to the States of a route about the persons on a flight: lines
for a reservation (SSR DOCS) and messages (UN/EDIFACT PAXLST), written from the
zones of travel documents, read, and held against the zones at the gate.

Zones are lines, as for mrz verify, or what mrz verify --json, mrz bulk and mrz
repair --json print. A repaired zone is taken, one whose repair is ambiguous or
unresolved is not.`,
		Example: `  mrz apis docs passports.txt
  mrz apis paxlst --flight ZZ123 --from SYD --departs 2026-11-23T09:00 \
    --to HNL --arrives 2026-11-23T22:00 --sender ZZAIRLINE --recipient CUSTOMS \
    passports.txt > message.edi
  mrz apis read message.edi
  mrz apis check message.edi gate.ndjson`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return errors.New("apis: no such command: see mrz help apis")
			}
			return nil
		},
		RunE: func(c *cobra.Command, _ []string) error {
			c.SetOut(a.stderr)
			if err := c.Help(); err != nil {
				return err
			}
			return exitError{exitUsage}
		},
	}
	c.AddCommand(newDocsCommand(a), newPaxlstCommand(a), newReadCommand(a), newListCheckCommand(a))
	return c
}

// A profiling is the flags about what a State wants.
type profiling struct {
	file        string
	spareMonths int
}

func (f *profiling) add(c *cobra.Command) {
	c.Flags().StringVar(&f.file, "profile", "", "read what the State wants from a JSON `file` (default: the guide)")
	c.Flags().IntVar(&f.spareMonths, "spare-months", 0, "want documents to be valid `n` months after the arrival, such as 6")
}

// maxSpareMonths is more than the life of a document.
const maxSpareMonths = 1200

var (
	errProfile     = errors.New("not a profile: see mrz help apis paxlst")
	errSpareMonths = errors.New("--spare-months: want a number of months")
)

// profile reads the profile. What its file leaves out is as in the guide.
func (f *profiling) profile(c *cobra.Command, a *app) (*apis.Profile, error) {
	p := apis.Generic()
	if f.file != "" {
		text, err := a.readAll(f.file)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.file, err)
		}
		d := json.NewDecoder(strings.NewReader(text))
		d.DisallowUnknownFields()
		if d.Decode(&p) != nil || d.More() {
			return nil, fmt.Errorf("%s: %w", f.file, errProfile)
		}
	}
	if f.spareMonths < 0 || f.spareMonths > maxSpareMonths {
		return nil, errSpareMonths
	}
	if c.Flags().Changed("spare-months") {
		p.SpareMonths = f.spareMonths
	}
	return &p, nil
}

var errNoZone = errors.New("no zone")

// scanned yields the zones of an input: lines, or the objects that this program
// prints for zones, one a line.
func (a *app) scanned(names []string) iter.Seq[entry] {
	if len(names) == 0 {
		names = []string{"-"}
	}
	return func(yield func(entry) bool) {
		for _, name := range names {
			text, err := a.readAll(name)
			input := name
			if name == "-" {
				input = ""
			}
			switch {
			case err != nil:
				if !yield(entry{input: input, err: err}) {
					return
				}
				continue
			case !strings.HasPrefix(strings.TrimLeft(text, " \t\r\n"), "{"):
				for r := range zones(text) {
					r.input = input
					if !yield(r) {
						return
					}
				}
				continue
			}
			n := 0
			for line := range strings.Lines(text) {
				n++
				for r := range zonesOfObject(line) {
					r.input, r.line = input, n
					if !yield(r) {
						return
					}
				}
			}
		}
	}
}

// zonesOfObject yields the zones of an object: its own, or those of a text.
func zonesOfObject(line string) iter.Seq[entry] {
	return func(yield func(entry) bool) {
		if strings.TrimSpace(line) == "" {
			return
		}
		var object struct {
			zoneObject
			Zones json.RawMessage `json:"zones"`
		}
		if json.Unmarshal([]byte(line), &object) != nil {
			yield(entry{err: errors.New("no object of a zone")})
			return
		}
		if object.Zones != nil {
			var zones []zoneObject
			if json.Unmarshal(object.Zones, &zones) != nil {
				yield(entry{err: errors.New("no object of a zone")})
				return
			}
			for _, z := range zones {
				if !yield(z.entry()) {
					return
				}
			}
			return
		}
		yield(object.entry())
	}
}

// A zoneObject is what counts of an object of a zone.
type zoneObject struct {
	Lines  []string `json:"lines"`
	Status string   `json:"status"` // of a repair
}

// entry returns the zone of an object. One of several that may be meant is none:
// what is sent must not be a guess.
func (z zoneObject) entry() entry {
	if s := z.Status; s == repair.Ambiguous.String() || s == repair.Unresolved.String() {
		return entry{err: fmt.Errorf("the zone is %s: see mrz repair", s)}
	}
	if len(z.Lines) == 0 { // an error, say
		return entry{err: errNoZone}
	}
	doc, err := mrz.Parse(strings.Join(z.Lines, "\n"))
	if err != nil {
		return entry{err: errors.New("the lines of the object are no zone")}
	}
	return entry{doc: doc}
}

// printLine prints a line.
func (a *app) printLine(line []byte) error {
	_, err := a.stdout.Write(append(line, '\n'))
	return err
}

// encodeText prints a value that holds any text as an object in a line, without
// characters that command a terminal.
func (a *app) encodeText(v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err
	}
	var line []byte
	for _, r := range strings.TrimSuffix(b.String(), "\n") {
		if unicode.IsControl(r) { // those that JSON does not escape
			line = fmt.Appendf(line, `\u%04x`, r)
		} else {
			line = utf8.AppendRune(line, r)
		}
	}
	return a.printLine(line)
}

// place names an entry for a person.
func (r entry) place() string {
	where := "standard input"
	if r.input != "" {
		where = r.input
	}
	if r.line == 0 {
		return where
	}
	return fmt.Sprintf("%s: line %d", where, r.line)
}

// unreadableZone reports an entry that is no zone.
func (a *app) unreadableZone(r entry) {
	var syntax *mrz.SyntaxError
	if errors.As(r.err, &syntax) || r.line == 0 {
		a.complain(r.describe())
		return
	}
	a.complain(fmt.Errorf("%s: %w", r.place(), r.err))
}

// report prints what was found about a zone, and says whether it is grave.
func (a *app) report(r entry, findings apis.Findings) (failed bool) {
	for _, f := range findings {
		if f.Severity < mrz.SeverityWarning || f.Rule == mrz.RuleExpired && f.Severity == mrz.SeverityWarning {
			continue // an expiry before the arrival is an error of the profile as well
		}
		a.complain(fmt.Errorf("%s: %v: %s: %s", r.place(), f.Severity, elementWords(f.Element), f.Text()))
		failed = failed || f.Severity == mrz.SeverityError
	}
	return failed
}

// elementWords names an element in a sentence.
func elementWords(e apis.Element) string {
	var b bytes.Buffer
	for _, r := range e.String() {
		if 'A' <= r && r <= 'Z' {
			b.WriteByte(' ')
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	if b.Len() == 0 {
		return "zone"
	}
	return b.String()
}
