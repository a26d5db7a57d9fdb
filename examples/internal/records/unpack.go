package records

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// The first bytes of packed input.
const (
	gzipMagic = "\x1f\x8b"
	zstdMagic = "\x28\xb5\x2f\xfd"
)

// maxWindow is how far back packed input may refer, which is kept in memory. It is
// what zstd --ultra --long=25 needs.
const maxWindow = 32 << 20

// Unpack returns what is in an input, unpacked if it is packed with gzip or zstd, and
// without the mark that some programs put before UTF-8. done lets go of memory; r is
// the caller's to close.
//
// An error says what is wrong with packed data, after the name of the input. Those of
// r are passed on: they must begin with the name, and a colon, by themselves.
func Unpack(r io.Reader, name string) (in *bufio.Reader, done func(), err error) {
	b := small(r)
	switch {
	case begins(b, gzipMagic):
		z, err := gzip.NewReader(bufio.NewReaderSize(b, blockSize))
		if err != nil {
			return nil, nil, packedError(name, "gzip", err)
		}
		return text(packed{z, name, "gzip"}), func() {}, nil
	case begins(b, zstdMagic):
		// One goroutine: an input is not to be read by another than its own.
		z, err := zstd.NewReader(b, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return nil, nil, packedError(name, "zstd", err)
		}
		return text(packed{z, name, "zstd"}), z.Close, nil
	}
	skipBOM(b)
	return b, func() {}, nil
}

// small returns a reader that can look ahead. Its buffer is too small to be used for
// anything but the beginning.
func small(r io.Reader) *bufio.Reader { return bufio.NewReaderSize(r, 16) }

func text(r io.Reader) *bufio.Reader {
	b := small(r)
	skipBOM(b)
	return b
}

// A packed tells what is wrong with packed input.
type packed struct {
	io.Reader
	name, format string
}

func (p packed) Read(b []byte) (int, error) {
	n, err := p.Reader.Read(b)
	if err != nil && err != io.EOF {
		err = packedError(p.name, p.format, err)
	}
	return n, err
}

// packedError returns an error of a format. One of reading has its words already.
func packedError(name, format string, err error) error {
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case err == io.EOF || err == io.ErrUnexpectedEOF:
		return fmt.Errorf("%s: the %s data ends too early", name, format)
	case errors.Is(err, zstd.ErrWindowSizeExceeded), errors.Is(err, zstd.ErrDecoderSizeExceeded):
		return fmt.Errorf("%s: the %s data needs more than %d MiB to unpack", name, format, maxWindow>>20)
	case strings.HasPrefix(err.Error(), name+": "):
		return err
	}
	return fmt.Errorf("%s: not valid %s data", name, format)
}
