package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"example.org/traveldoc/examples/internal/records"
	"example.org/traveldoc/mrz"
)

// What stands for the standard streams in the place of a file.
const (
	stdinName  = "-"
	stdoutName = "-"
)

// expandGlobs returns the names with those that are patterns replaced by the files
// that match them, for a shell that has not done so. A file of that very name is
// no pattern.
func expandGlobs(names []string) (files []string, err error) {
	for _, name := range names {
		if !strings.ContainsAny(name, "*?[") {
			files = append(files, name)
			continue
		}
		if _, err := os.Lstat(name); err == nil {
			files = append(files, name)
			continue
		}
		found, err := filepath.Glob(name)
		if err == nil && len(found) == 0 {
			err = errors.New("no file matches")
		}
		if err != nil {
			return nil, inputError(name, err)
		}
		files = append(files, found...)
	}
	return files, nil
}

// inputSizes returns the number of bytes in each of files, or -1 where it is not
// known. It fails if one cannot be read: better before the first result than after
// hours.
func inputSizes(files []string) (sizes []int64, err error) {
	for _, name := range files {
		size := int64(-1)
		if name != stdinName {
			info, err := os.Stat(name)
			if err == nil && info.IsDir() {
				err = errors.New("is a directory")
			}
			if err != nil {
				return nil, inputError(name, err)
			}
			if info.Mode().IsRegular() {
				size = info.Size()
			}
		}
		sizes = append(sizes, size)
	}
	return sizes, nil
}

// inputError adds the name of a file to an error about it, once.
func inputError(name string, err error) error {
	if err = openError(name, err); err == errZoneArgument {
		return err
	}
	return fmt.Errorf("%s: %w", name, err)
}

// A place is a point of the input between two records.
type place struct {
	File int `json:"file"` // the number of the input, from 0
	// Offset is the number of bytes of it that were read: unpacked, and without the
	// mark of UTF-8.
	Offset int64 `json:"offset"`
}

// readFile sends the records of an input, from an offset.
func (f *bulk) readFile(ctx context.Context, a *app, name string, from int64, s *sender) error {
	if f.in == inParquet {
		if name == stdinName {
			return errors.New("--in parquet needs a file: it is read from its end")
		}
		return f.sendParquet(ctx, name, from, s)
	}
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
	r, done, err := records.Unpack(in, in.name)
	if err != nil {
		return err
	}
	defer done()
	switch f.in {
	case inCSV:
		return sendCSV(r, f.csvShape(), from, s)
	case inNDJSON:
		return sendLines(r, from, s)
	}
	return sendZones(r, from, s)
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

// newline ends a line.
var newline = []byte{'\n'}

// blockSize is how much is read or written at a time.
const blockSize = 64 << 10

// skip reads n bytes and returns how many lines end in them: at a LF, and with cr at
// a CR that has no LF behind it as well. An input that ends before is not the one that
// an earlier run has read. last is the last of these bytes, with cr.
func skip(r io.Reader, n int64, cr bool) (lines int, last byte, err error) {
	block := make([]byte, blockSize)
	for n > 0 {
		got, err := r.Read(block[:min(n, blockSize)])
		b := block[:got]
		n -= int64(got)
		lines += bytes.Count(b, newline)
		if cr && got > 0 {
			lines += bytes.Count(b, []byte{'\r'}) - bytes.Count(b, []byte("\r\n"))
			if last == '\r' && b[0] == '\n' {
				lines--
			}
			last = b[got-1]
		}
		if err == io.EOF && n > 0 {
			return lines, last, errShorter
		}
		if err != nil && err != io.EOF {
			return lines, last, err
		}
	}
	return lines, last, nil
}

var errShorter = errors.New("the input is shorter than the part of it that is done")

// sendZones sends the records of --in lines, in blocks that the workers read.
func sendZones(r *bufio.Reader, from int64, s *sender) error {
	lines, last, err := skip(r, from, true)
	if err != nil {
		return err
	}
	if last == '\r' {
		// A LF behind it is of the line break that has been counted.
		if next, _ := r.Peek(1); string(next) == "\n" {
			r.Discard(1)
			from++
		}
	}
	zones := mrz.NewReader(r)
	for block, err := range zones.Blocks() {
		if err == nil {
			err = s.addZones(block, lines, from+zones.InputOffset())
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// sendLines sends the records of --in ndjson.
func sendLines(r io.Reader, from int64, s *sender) error {
	lines, _, err := skip(r, from, false)
	if err != nil {
		return err
	}
	return records.EachLine(r, lines, from, func(rec records.Record, end int64) error { return s.add(record{Record: rec}, end) })
}
