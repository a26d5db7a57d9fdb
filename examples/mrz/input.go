package main

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"regexp"
	"strings"

	"golang.org/x/term"

	"example.org/traveldoc/mrz"
)

// maxInput is the size of the largest input that is looked at as a whole.
// Larger ones are for the command bulk.
const maxInput = 16 << 20

var errTooLarge = errors.New("the input has more than 16 MiB: use mrz bulk")

// An entry is a zone, or what stands in place of one, in an input.
type entry struct {
	input string // the name of the input, "" for the standard input
	line  int    // in the input, where the entry begins
	doc   mrz.Document
	err   error // the input cannot be read, or a *mrz.SyntaxError
}

// describe returns the error of an entry for a person. It names the input and
// the place, and nothing of what stands there.
func (r entry) describe() error {
	where := "standard input"
	if r.input != "" {
		where = r.input
	}
	var syntax *mrz.SyntaxError
	if r.err == errZoneArgument {
		return r.err
	} else if !errors.As(r.err, &syntax) {
		return fmt.Errorf("%s: %w", where, r.err)
	}
	line := r.line + syntax.Line - 1
	switch syntax.Err {
	case mrz.ErrLineCount:
		return fmt.Errorf("%s: line %d: %w: a zone has 3 lines of 30 characters, or 2 of 36 or 44", where, line, syntax.Err)
	case mrz.ErrLineLength:
		return fmt.Errorf("%s: line %d, column %d: %w: a zone has 3 lines of 30 characters, or 2 of 36 or 44", where, line, syntax.Column, syntax.Err)
	}
	return fmt.Errorf("%s: line %d, column %d: %w", where, line, syntax.Column, syntax.Err)
}

// entries yields what the named inputs hold; no name, and "-", are the
// standard input. An input that cannot be read is an entry with an error.
func (a *app) entries(names []string) iter.Seq[entry] {
	if len(names) == 0 {
		names = []string{"-"}
	}
	return func(yield func(entry) bool) {
		for _, name := range names {
			text, err := a.readAll(name)
			if name == "-" {
				name = ""
			}
			if err != nil {
				if !yield(entry{input: name, err: err}) {
					return
				}
				continue
			}
			for r := range zones(text) {
				r.input = name
				if !yield(r) {
					return
				}
			}
		}
	}
}

// zones yields what a text holds. A text that is one zone is that, whatever
// its line breaks are; any other is read as a stream of zones.
func zones(text string) iter.Seq[entry] {
	return func(yield func(entry) bool) {
		doc, whole := mrz.Parse(text)
		if whole == nil {
			yield(entry{line: 1, doc: doc})
			return
		}
		var failed []entry
		r := mrz.NewReader(strings.NewReader(text))
		found := false
		for doc, err := range r.All() {
			rec := entry{line: r.Line(), doc: doc, err: err}
			if err != nil && !found {
				failed = append(failed, rec) // perhaps there is no zone at all
				continue
			}
			for _, f := range failed {
				if !yield(f) {
					return
				}
			}
			failed, found = nil, true
			if !yield(rec) {
				return
			}
		}
		if !found {
			// What Parse says of the whole fits a zone that has gone wrong
			// better than what the Reader says of its parts.
			yield(entry{line: 1, err: whole})
		}
	}
}

// readAll reads an input, without the mark of UTF-8 at its beginning.
func (a *app) readAll(name string) (string, error) {
	in := a.stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return "", openError(name, err)
		}
		defer f.Close()
		in = f
	} else if f, ok := in.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		fmt.Fprintln(a.stderr, "mrz: reading from the terminal: end with Ctrl-D (in Windows Ctrl-Z and Enter)")
	}
	b, err := io.ReadAll(io.LimitReader(in, maxInput+1))
	if err != nil {
		return "", plainError(err)
	}
	if len(b) > maxInput {
		return "", errTooLarge
	}
	return strings.TrimPrefix(string(b), "\uFEFF"), nil
}

// plainError returns an error of the file system without the name of the file.
func plainError(err error) error {
	var path *os.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// zoneLike matches an argument that is a line of a zone and no file name.
var zoneLike = regexp.MustCompile(`^[A-Z0-9<\s]*<[A-Z0-9<\s]*$`)

// errZoneArgument does not say the argument, which is personal data.
var errZoneArgument = errors.New("an argument is a zone and no file name: write the zone to the standard input")

func openError(name string, err error) error {
	if zoneLike.MatchString(name) {
		return errZoneArgument
	}
	return plainError(err)
}
