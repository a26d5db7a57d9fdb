package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/compose"
)

func newSurrogateCommand(a *app) *cobra.Command {
	s := &surrogates{app: a}
	c := &cobra.Command{
		Use:   "surrogate [FILE | -]...",
		Short: "Make up zones for tests, bug reports and training",
		Long: `Print made-up zones, with an empty line between each two. Of the zones in a file
each gets one of its shape: the same layout, document code and issuing State, a
number and a name of the same length, and nothing of the holder. Without a file the
zones are of the shape of specimens. The same seed gives the same zones.

With --fault each zone is wrong in one way, which is one of a kind or any one:
exercises for officers. --key writes the answers to a file, an object a line: which
fault, where, what stood there (from) and what stands there now (to). All faults:

  ` + wrapFaults() + `

Exit codes: 0; 1 if a zone has no place for the fault; 2 if an input is no zone.`,
		Example: `  mrz surrogate passport.txt
  mrz surrogate --layout TD1 -n 20 --fault any --key answers.json > exercises.txt`,
		RunE: s.run,
	}
	f := c.Flags()
	f.TextVar(&s.layout, "layout", mrz.TD3, "the `layout` of zones that have no file: TD1, TD2, TD3, MRV-A or MRV-B")
	f.IntVarP(&s.n, "number", "n", 1, "make `n` zones, or n of each in a file")
	f.Uint64Var(&s.seed, "seed", 1, "draw from this `number`")
	f.StringVar(&s.fault, "fault", "", "spoil each zone in this `way`, or in any")
	f.StringVar(&s.key, "key", "", "write the answers to this `file`")
	completeLayout(c)
	complete(c, "fault", cobra.FixedCompletions(append(faultNames(), "any"), cobra.ShellCompDirectiveNoFileComp))
	return c
}

func faultNames() (names []string) {
	for _, f := range compose.Faults() {
		names = append(names, string(f))
	}
	return names
}

// wrapFaults returns the names of the faults in lines for a help text.
func wrapFaults() string {
	var b strings.Builder
	width := 0
	for i, name := range faultNames() {
		if i > 0 {
			b.WriteString(",")
			if width += len(name) + 2; width > 70 {
				b.WriteString("\n ")
				width = len(name)
			}
			b.WriteString(" ")
		}
		b.WriteString(name)
	}
	return b.String()
}

// shapes are the zones whose shape those without a file have: specimens, with what
// a fault may need.
var shapes = map[mrz.Layout][]string{
	mrz.TD1: {
		"I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<",
		"I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<",
	},
	mrz.TD2: {
		"I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6",
		"I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<\nD23145890<UTO3407127M95071227349<<<8",
	},
	mrz.TD3: {
		"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10",
		"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159<<<<<<<<<<<<<<<8",
	},
	mrz.MRVA: {"V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<"},
	mrz.MRVB: {"V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<"},
}

// A surrogates is the command surrogate.
type surrogates struct {
	*app
	layout     mrz.Layout
	n          int
	seed       uint64
	fault, key string

	out  io.Writer
	made int // zones
	line int // in which the next one begins
	keys []exerciseKey
}

// An exerciseKey is the answer to an exercise.
type exerciseKey struct {
	Schema     int           `json:"schema"`
	Exercise   int           `json:"exercise"` // from 1
	Begins     int           `json:"begins"`   // the line of the output, from 1
	Layout     mrz.Layout    `json:"layout"`
	Fault      compose.Fault `json:"fault"`
	Field      mrz.Field     `json:"field,omitempty"`
	Line       int           `json:"line"`
	Column     int           `json:"column,omitempty"`
	From       string        `json:"from"`
	To         string        `json:"to"`
	Recomputed []mrz.Field   `json:"recomputed,omitempty"`
	Original   []string      `json:"original"`
}

var errNoPlace = errors.New("the zone has no place for this fault")

func (s *surrogates) run(_ *cobra.Command, args []string) error {
	if s.fault != "" && s.fault != "any" && !slices.Contains(faultNames(), s.fault) {
		return errors.New("--fault: no such fault: see mrz help surrogate")
	}
	if s.n < 1 {
		return errors.New("-n: one zone at least")
	}
	if s.key != "" && s.fault == "" {
		return errors.New("--key is for exercises: use it with --fault")
	}
	// In blocks: a stream of millions for a test is made this way.
	out := bufio.NewWriterSize(s.stdout, blockSize)
	err := s.makeAll(out, args)
	if err := out.Flush(); err != nil {
		return err
	}
	if err != nil && err != errNoPlace {
		return err
	}
	if s.key != "" {
		if err := s.writeKey(); err != nil {
			return err
		}
	}
	if err != nil {
		s.complain(err)
		return exitError{exitFailed}
	}
	return nil
}

// makeAll makes the zones that were asked for. It goes on after errNoPlace, which it
// returns at the end.
func (s *surrogates) makeAll(out io.Writer, args []string) error {
	s.out, s.line = out, 1
	var failed error
	if len(args) == 0 {
		for i := range s.n {
			var docs []mrz.Document
			for j := range shapes[s.layout] {
				all := shapes[s.layout]
				docs = append(docs, mrz.MustParse(all[(i+j)%len(all)]))
			}
			if err := s.make(docs); err == errNoPlace {
				failed = err
				break
			} else if err != nil {
				return err
			}
		}
	} else {
		err := s.eachZone(args, false, func(d mrz.Document) (bool, error) {
			for range s.n {
				if err := s.make([]mrz.Document{d}); err == errNoPlace {
					failed = err
				} else if err != nil {
					return true, err
				}
			}
			return false, nil
		})
		if err != nil {
			return err
		}
	}
	return failed
}

// make makes a zone in the shape of the first document that has a place for the
// fault.
func (s *surrogates) make(docs []mrz.Document) error {
	seed := s.seed<<32 + uint64(s.made)
	for _, d := range docs {
		made := compose.Surrogate(d, seed)
		if s.fault == "" {
			return s.show(made.Lines())
		}
		faults := []compose.Fault{compose.Fault(s.fault)}
		if s.fault == "any" {
			all := compose.Faults()
			first := int(seed * 0x9E3779B97F4A7C15 >> 33 % uint64(len(all))) // by the seed, and hardly twice in a row
			faults = append(all[first:], all[:first]...)
		}
		for _, fault := range faults {
			e, ok := compose.NewExercise(made, fault, seed)
			if !ok {
				continue
			}
			s.keys = append(s.keys, exerciseKey{
				Schema: 1, Exercise: s.made + 1, Begins: s.line, Layout: made.Layout(), Fault: e.Fault, Field: e.Field, Line: e.Line,
				Column: e.Column, From: e.From, To: e.To, Recomputed: e.Recomputed, Original: e.Original.Lines(),
			})
			return s.show(e.Lines)
		}
	}
	return errNoPlace
}

// show prints a zone.
func (s *surrogates) show(lines []string) error {
	text := strings.Join(lines, "\n") + "\n"
	if s.made > 0 {
		text = "\n" + text
	}
	s.made++
	s.line += len(lines) + 1
	_, err := io.WriteString(s.out, text)
	return err
}

func (s *surrogates) writeKey() error {
	f, err := os.Create(s.key)
	if err != nil {
		return fmt.Errorf("%s: %w", s.key, plainError(err))
	}
	e := json.NewEncoder(f)
	e.SetEscapeHTML(false)
	for _, k := range s.keys {
		if err := e.Encode(k); err != nil {
			f.Close()
			return fmt.Errorf("%s: %w", s.key, plainError(err))
		}
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("%s: %w", s.key, plainError(err))
	}
	return nil
}
