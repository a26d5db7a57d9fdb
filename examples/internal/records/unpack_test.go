package records

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

func gzipped(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func zstded(t *testing.T, text string, opts ...zstd.EOption) string {
	t.Helper()
	w, err := zstd.NewWriter(nil, opts...)
	if err != nil {
		t.Fatal(err)
	}
	return string(w.EncodeAll([]byte(text), nil))
}

func unpackAll(r io.Reader) (string, error) {
	in, done, err := Unpack(r, "a.txt")
	if err != nil {
		return "", err
	}
	defer done()
	b, err := io.ReadAll(in)
	return string(b), err
}

func TestUnpack(t *testing.T) {
	const bom = "\uFEFF"
	text := strings.Repeat("some lines\n", 20000)
	for _, test := range []struct{ name, in, want string }{
		{"empty", "", ""},
		{"one byte of gzip's mark", "\x1f", "\x1f"},
		{"plain", text, text},
		{"plain with a mark", bom + text, text},
		{"gzip", gzipped(t, text), text},
		{"gzip with a mark", gzipped(t, bom+text), text},
		{"gzip in two parts", gzipped(t, text) + gzipped(t, "end"), text + "end"},
		{"gzip of nothing", gzipped(t, ""), ""},
		{"zstd", zstded(t, text), text},
		{"zstd with a mark", zstded(t, bom+text), text},
		{"gzip, packed twice", gzipped(t, gzipped(t, "a")), gzipped(t, "a")},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, r := range []io.Reader{strings.NewReader(test.in), iotest.OneByteReader(strings.NewReader(test.in))} {
				if got, err := unpackAll(r); err != nil || got != test.want {
					t.Errorf("got %d bytes, %v; want %d", len(got), err, len(test.want))
				}
			}
		})
	}
}

func TestUnpackErrors(t *testing.T) {
	text := strings.Repeat("some lines\n", 20000)
	g, z := gzipped(t, text), zstded(t, text)
	// Heads that want 64 MiB, as a window and as the size of all that is in the frame,
	// and a last block that is empty.
	const window, single, last = "\x00\x80", "\xa0\x00\x00\x00\x04", "\x01\x00\x00"
	for _, test := range []struct{ name, in, want string }{
		{"gzip, the mark only", g[:2], "a.txt: the gzip data ends too early"},
		{"gzip, half", g[:len(g)/2], "a.txt: the gzip data ends too early"},
		{"gzip, without its end", g[:len(g)-1], "a.txt: the gzip data ends too early"},
		{"gzip, damaged", g[:len(g)-8] + "\x00\x00\x00\x00" + g[len(g)-4:], "a.txt: not valid gzip data"},
		{"gzip, another method", "\x1f\x8b\x01" + g[3:], "a.txt: not valid gzip data"},
		{"zstd, the mark only", z[:4], "a.txt: the zstd data ends too early"},
		{"zstd, half", z[:len(z)/2], "a.txt: the zstd data ends too early"},
		{"zstd, damaged", z[:len(z)-4] + "\x00\x00\x00\x00", "a.txt: not valid zstd data"},
		{"zstd, a large window", zstdMagic + window + last, "a.txt: the zstd data needs more than 32 MiB to unpack"},
		{"zstd, a large frame", zstdMagic + single + last, "a.txt: the zstd data needs more than 32 MiB to unpack"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, err := unpackAll(strings.NewReader(test.in)); err == nil || err.Error() != test.want {
				t.Errorf("got %v; want %s", err, test.want)
			}
		})
	}

	for _, in := range []string{text, g, z} {
		// What goes wrong with reading keeps its own words, and what it is.
		failed := errors.New("a.txt: the disk is broken")
		for _, failed := range []error{failed, context.Canceled} {
			_, err := unpackAll(io.MultiReader(strings.NewReader(in[:len(in)/2]), iotest.ErrReader(failed)))
			if !errors.Is(err, failed) || err.Error() != failed.Error() {
				t.Errorf("got %v; want %v", err, failed)
			}
		}
	}
}
