package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"example.org/traveldoc/examples/internal/records"
	"example.org/traveldoc/mrz"
)

const stdinName = "-"

// inputSize returns the number of bytes in files, or 0 if it is not known for
// each of them. It fails if one cannot be read: better before the first result
// than after hours.
func inputSize(files []string) (total int64, err error) {
	known := true
	for _, name := range files {
		if name == stdinName {
			known = false
			continue
		}
		info, err := os.Stat(name)
		if err == nil && info.IsDir() {
			err = errors.New("is a directory")
		}
		if err != nil {
			return 0, inputError(name, err)
		}
		known = known && info.Mode().IsRegular()
		total += info.Size()
	}
	if !known {
		return 0, nil
	}
	return total, nil
}

// inputError adds the name of a file to an error about it, once.
func inputError(name string, err error) error {
	if err = openError(name, err); err == errZoneArgument {
		return err
	}
	return fmt.Errorf("%s: %w", name, err)
}

// readFile sends the records of a file.
func (f *bulk) readFile(ctx context.Context, a *app, name string, s *sender) error {
	in := &input{r: a.stdin, name: "standard input", ctx: ctx, s: s}
	if name != stdinName {
		in.name = name
		file, err := os.Open(name)
		if err != nil {
			return inputError(name, err)
		}
		defer file.Close()
		in.r = file
	}
	r := skipBOM(in)
	switch f.in {
	case inNDJSON:
		return sendNDJSON(r, s)
	case inCSV:
		return sendCSV(r, f.column, s)
	}
	return sendLines(r, s)
}

// An input is a file that is being read. Before it waits for more, it sends off
// the records that have been read, so that none of them waits as well. The
// batches are as large as what one Read gives: few records while they come
// slowly, many while they come fast.
type input struct {
	r    io.Reader
	name string
	ctx  context.Context
	s    *sender
}

func (in *input) Read(p []byte) (int, error) {
	in.s.send()
	if err := in.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := in.r.Read(p)
	in.s.read += int64(n)
	if err != nil && err != io.EOF {
		err = inputError(in.name, err)
	}
	return n, err
}

const bom = "\uFEFF"

// skipBOM returns r without the mark that some programs put before UTF-8. The
// buffer is too small to be used for anything but the beginning.
func skipBOM(r io.Reader) io.Reader {
	b := bufio.NewReaderSize(r, 16)
	if p, err := b.Peek(1); err == nil && p[0] == bom[0] {
		if p, err := b.Peek(len(bom)); err == nil && string(p) == bom {
			b.Discard(len(bom))
		}
	}
	return b
}

// sendLines sends the records of --in lines.
func sendLines(r io.Reader, s *sender) error {
	lines := mrz.NewReader(r)
	for doc, err := range lines.All() {
		rec := record{Record: records.Record{Line: lines.Line(), Doc: doc}}
		if err != nil {
			syntax, ok := err.(*mrz.SyntaxError)
			if !ok {
				return err
			}
			rec.Err = records.ZoneError(syntax, rec.Line)
		}
		if err := s.add(rec); err != nil {
			return err
		}
	}
	return nil
}
