package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"path"
	"strings"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
)

// maxReadable is how much of the name of an input is kept in that of its output:
// systems have limits for names.
const maxReadable = 100

// outputName returns the name of the file for an input: a part of its own name, which
// may hold anything, and a sum that no other name has.
func outputName(folder, input string) string {
	sum := sha256.Sum256([]byte(input))
	name := strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '-' || r == '.' {
			return r
		}
		return '_'
	}, path.Base(strings.ReplaceAll(input, `\`, "/")))
	// What comes first must not hide the file, from a shell or from Hadoop.
	name = strings.TrimLeft(name[max(0, len(name)-maxReadable):], "._")
	return strings.TrimRight(folder, "/") + "/" + name + "-" + hex.EncodeToString(sum[:16]) + ".ndjson"
}

// partName returns a name beside that of a file, which no other worker has, and which
// nobody takes for a result: hidden, and not .ndjson.
func partName(name string) string {
	i := strings.LastIndexAny(name, `/\`) + 1
	return name[:i] + "." + name[i:] + "." + rand.Text() + ".part"
}

// An out is a file that is written beside its place, and gets its name when it is
// whole: who reads the name sees all of it or none, however many workers write it.
type out struct {
	*bufio.Writer
	fs         filesystem.Interface
	name, part string
	file       io.WriteCloser
	cancel     context.CancelFunc

	closed, moved bool
}

// newOut begins a file. It needs end, whatever happens.
func newOut(ctx context.Context, name string) (*out, error) {
	fs, err := filesystem.New(ctx, name)
	if err != nil {
		return nil, outputError(name, err)
	}
	o := &out{fs: fs, name: name, part: partName(name)}
	ctx, o.cancel = context.WithCancel(ctx)
	if o.file, err = fs.OpenWrite(ctx, o.part); err != nil {
		o.cancel()
		fs.Close()
		return nil, outputError(name, err)
	}
	o.Writer = bufio.NewWriterSize(o.file, 64<<10)
	return o, nil
}

// close ends the writing: all of the file is there, under the name of its part.
func (o *out) close() error {
	err := o.Flush()
	if disk, ok := o.file.(interface{ Sync() error }); ok && err == nil {
		err = disk.Sync() // a name must not be safer than what it stands for
	}
	if err != nil {
		return outputError(o.name, err)
	}
	o.closed = true
	if err := o.file.Close(); err != nil {
		return outputError(o.name, err)
	}
	return nil
}

// move gives a file that is closed its name. If there is one, it goes: it has the same
// in it, or is of an earlier job.
func (o *out) move(ctx context.Context) error {
	if err := filesystem.Rename(ctx, o.fs, o.part, o.name); err != nil {
		return outputError(o.name, err)
	}
	o.moved = true
	return nil
}

// end lets go of the file. If it has not got its name, it goes away.
func (o *out) end(ctx context.Context) {
	// Most stores of objects keep what has been written when an object is closed, even
	// if that is a part, but not when the context has ended before.
	o.cancel()
	if !o.closed {
		o.file.Close()
	}
	if remover, ok := o.fs.(filesystem.Remover); ok && !o.moved {
		// It may have been ctx that ended; and nobody is helped by an error here.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
		remover.Remove(ctx, o.part)
		cancel()
	}
	o.fs.Close()
}

// writeWhole writes a small file.
func writeWhole(ctx context.Context, name, text string) error {
	o, err := newOut(ctx, name)
	if err != nil {
		return err
	}
	defer o.end(ctx)
	if _, err := o.WriteString(text); err != nil {
		return outputError(name, err)
	}
	if err := o.close(); err != nil {
		return err
	}
	return o.move(ctx)
}

func outputError(name string, err error) error {
	return fmt.Errorf("the output cannot be written: %w", fileError(name, err))
}
