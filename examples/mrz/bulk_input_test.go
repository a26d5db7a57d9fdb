package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

func pack(t testing.TB, format, text string) string {
	t.Helper()
	var b bytes.Buffer
	var w io.WriteCloser
	switch format {
	case "gzip":
		w = gzip.NewWriter(&b)
	case "zstd":
		z, err := zstd.NewWriter(&b)
		if err != nil {
			t.Fatal(err)
		}
		w = z
	}
	io.WriteString(w, text)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestBulkPacked(t *testing.T) {
	const n = 5000
	text := "\uFEFF" + strings.Repeat(passport, n)
	for _, format := range []string{"gzip", "zstd"} {
		whole := pack(t, format, text)
		for _, test := range []struct {
			name, in string
			records  int
			want     string // of the error
		}{
			{"whole", whole, n, ""},
			{"two in a row", whole + pack(t, format, passport), n + 1, ""},
			{"nothing", pack(t, format, ""), 0, ""},
			{"cut off", whole[:len(whole)-3], -1, "standard input: the " + format + " data ends too early"},
			{"no data", whole[:4], 0, "standard input: the " + format + " data ends too early"},
			{"spoilt", whole[:len(whole)/2] + "spoilt" + whole[len(whole)/2+6:], -1, "standard input: not valid " + format + " data"},
		} {
			for how, r := range map[string]io.Reader{
				"at once":      strings.NewReader(test.in),
				"byte by byte": iotest.OneByteReader(strings.NewReader(test.in)),
			} {
				code, stdout, stderr := runBulk(r)
				got := strings.Count(stdout, "\n")
				if test.records >= 0 && got != test.records {
					t.Errorf("%s, %s, %s: %d results; want %d", format, test.name, how, got, test.records)
				}
				if want := fmt.Sprintf("records: %d in = ", got); !strings.HasPrefix(stderr, want) {
					t.Errorf("%s, %s, %s: %q; want %q", format, test.name, how, stderr, want)
				}
				switch {
				case test.want == "" && code != exitOK:
					t.Errorf("%s, %s, %s: exit code %d, %s", format, test.name, how, code, stderr)
				case test.want != "" && (code != exitUsage || !strings.Contains(stderr, test.want)):
					t.Errorf("%s, %s, %s: exit code %d, %s; want %s", format, test.name, how, code, stderr, test.want)
				}
			}
		}
	}
	// What only begins like packed data is text, and is answered.
	for _, in := range []string{"\x1f", "(\n", "\x28\xb5"} {
		if code, stdout, _ := runBulk(strings.NewReader(in)); code != exitFailed || strings.Count(stdout, "\n") != 1 {
			t.Errorf("%q: exit code %d, %s", in, code, stdout)
		}
	}
}

func TestBulkGlobs(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"b.txt": passport, "a.txt": passport + passport, "c.gz": pack(t, "gzip", passport), "[x].txt": passport,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		names string
		want  string
	}{
		{"?.txt", "records: 3 in = "},
		{"?.txt c.gz", "records: 4 in = "},
		{"[x].txt", "records: 1 in = "}, // a file of that name
		{"[ab].txt", "records: 3 in = "},
		{"*", "records: 5 in = "},
		{"z*", "no file matches"},
		{"[", "syntax error in pattern"},
	} {
		var names []string
		for _, name := range strings.Fields(test.names) {
			names = append(names, filepath.Join(dir, name))
		}
		if _, _, stderr := runBulk(strings.NewReader(""), names...); !strings.Contains(stderr, test.want) {
			t.Errorf("%s: %s; want %s", test.names, stderr, test.want)
		}
	}
}

func TestBulkCSVShape(t *testing.T) {
	row := `"` + passport + `"`
	for _, test := range []struct {
		args, in string
		want     string // results
	}{
		{"--delimiter ; --column mrz", "n;mrz\n1,5;" + row + "\n", "TD3 ok"},
		{"--delimiter tab --column mrz", "n\tmrz\n1\t" + row + "\n1,2\n", "TD3 ok; csv 5:1"},
		{"--delimiter | --column mrz", "n|mrz\n1|" + row + "|\n", "csv 2:1"},
		{"--no-header --column 2", "1," + row + "\n2," + row + "\n3\n", "TD3 ok; TD3 ok; csv 7:1"},
		{"--no-header --column 1 --delimiter ;", row + ";x\n", "TD3 ok"},
	} {
		_, stdout, stderr := runBulk(strings.NewReader(test.in), append([]string{"--in", "csv"}, strings.Fields(test.args)...)...)
		var got []string
		for _, r := range results(t, stdout) {
			got = append(got, r.String())
		}
		if s := strings.Join(got, "; "); s != test.want {
			t.Errorf("%s: got %s, want %s; %s", test.args, s, test.want, stderr)
		}
	}
	for _, test := range []struct{ args, in, want string }{
		{"--in csv --column x --delimiter ab", "", "--delimiter must be"},
		{"--in csv --column x --delimiter \"", "", "--delimiter must be"},
		{"--delimiter ;", "", "are for --in csv"},
		{"--in csv --no-header --column mrz", "a,b\n", "--column must be a number from 1 to 2"},
		{"--in csv --no-header --column 3", "a,b\n", "--column must be a number from 1 to 2"},
		{"--in csv --no-header --column 1", "", "the CSV input has no rows"},
	} {
		code, _, stderr := runBulk(strings.NewReader(test.in), strings.Fields(test.args)...)
		if code != exitUsage || !strings.Contains(stderr, test.want) {
			t.Errorf("%s: exit code %d, %s; want %s", test.args, code, stderr, test.want)
		}
	}
}
