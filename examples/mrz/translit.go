package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"example.org/traveldoc/mrz/translit"
)

func newTranslitCommand(a *app) *cobra.Command {
	t := &transliterator{app: a}
	c := &cobra.Command{
		Use:   "translit [NAME | -]",
		Short: "Turn a name into the letters of a zone, or back",
		Long: `Print the letters of a zone that stand for a name in national characters, by Doc
9303-3 section 6: Latin, Cyrillic, Arabic and Greek. Components are parted by one
filler. Without a name, and for -, the standard input is read, so that the name
does not show in the list of processes.

The language decides about the letters that have exceptions, the issuing State,
which is the region of the tag, about Ä, Å, Ñ, Ö and Ü.

With --alternatives all spellings are printed that the standard allows. With
--reverse the names are printed that some letters may stand for, each with
"certain" or "possible" behind a tab: a zone tells few names for certain.

With --lines each line of the input is a name, and gives a line of output; of
several results tabs stand between them. A name that has no letters gives an empty
line, and a message with its number.

Exit codes: 0; 1 if a name has no letters or, with --reverse, stands for nothing.`,
		Example: `  mrz translit --lang de 'Müller-Lüdenscheidt'
  mrz translit --lang uk --lines < names.txt
  mrz translit --alternatives Björn
  mrz translit --reverse --lang ar ALRAZY`,
		Args: cobra.MaximumNArgs(1),
		RunE: t.run,
	}
	t.spelling.add(c)
	c.Flags().BoolVar(&t.reverse, "reverse", false, "find the names that letters of a zone may stand for")
	c.Flags().BoolVar(&t.alternatives, "alternatives", false, "print all spellings")
	c.Flags().BoolVar(&t.lines, "lines", false, "take each line of the input for a name")
	c.Flags().IntVar(&t.max, "max", 20, "print `n` results for a name at most")
	c.MarkFlagsMutuallyExclusive("reverse", "alternatives")
	return c
}

// A transliterator is the command translit.
type transliterator struct {
	*app
	spelling
	reverse, alternatives, lines bool
	max                          int

	names translit.Transformer
	back  translit.Reverser
	where string // of what is dropped
}

func (t *transliterator) run(_ *cobra.Command, args []string) (err error) {
	t.names, err = t.transformer(func(e translit.RuneError) { t.complain(fmt.Errorf("%sleft out: %w", t.where, translitError(&e))) })
	if err != nil {
		return err
	}
	tag, err := t.tag()
	if err != nil {
		return err
	}
	t.back = translit.Reverse(tag)
	if t.max < 1 {
		return errors.New("--max: one result at least")
	}
	if t.lines {
		return t.each(args)
	}
	name := ""
	if len(args) > 0 && args[0] != "-" {
		name = args[0]
	} else {
		if name, err = t.readAll("-"); err != nil {
			return fmt.Errorf("standard input: %w", err)
		}
		name = firstLine(name)
	}
	results, err := t.results(name)
	if err != nil {
		t.complain(err)
		return exitError{exitFailed}
	}
	_, err = io.WriteString(t.stdout, strings.Join(results, "\n")+"\n")
	return err
}

// each reads names line by line.
func (t *transliterator) each(args []string) error {
	in := t.stdin
	if len(args) > 0 && args[0] != "-" {
		f, err := os.Open(args[0])
		if err != nil {
			return fmt.Errorf("%s: %w", args[0], plainError(err))
		}
		defer f.Close()
		in = f
	}
	out := bufio.NewWriter(t.stdout)
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, maxInput)
	failed := false
	for n := 1; lines.Scan(); n++ {
		t.where = fmt.Sprintf("line %d: ", n)
		line := strings.TrimPrefix(firstLine(lines.Text()), "\uFEFF")
		results, err := t.results(line)
		if err != nil {
			failed = true
			if err := out.Flush(); err != nil {
				return err
			}
			t.complain(fmt.Errorf("%s%w", t.where, err))
			results = nil
		}
		if _, err := out.WriteString(strings.Join(results, "\t") + "\n"); err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("standard input: %w", plainError(err))
	}
	if failed {
		return exitError{exitFailed}
	}
	return nil
}

var errNoName = errors.New("no name of this language is written so")

// results returns what to print of a name.
func (t *transliterator) results(name string) (results []string, err error) {
	switch {
	case t.reverse:
		for c := range t.back.Candidates(strings.ToUpper(name)) {
			if len(results) == t.max {
				break
			}
			how := "possible"
			if c.Certain {
				how = "certain"
			}
			results = append(results, c.Name+"\t"+how)
		}
		if len(results) == 0 && name != "" {
			return nil, errNoName
		}
		return results, nil
	case t.alternatives:
		if _, err := t.names.String(name); err != nil {
			return nil, translitError(err)
		}
		for s := range t.names.Alternatives(name) {
			if len(results) == t.max {
				break
			}
			results = append(results, s)
		}
		return results, nil
	}
	s, err := t.names.String(name)
	if err != nil {
		return nil, translitError(err)
	}
	return []string{s}, nil
}

// translitError leaves the name of the package out of an error.
func translitError(err error) error {
	return errors.New(strings.TrimPrefix(err.Error(), "translit: "))
}
