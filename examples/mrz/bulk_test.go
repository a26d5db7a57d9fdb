package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/iotest"
	"time"

	"example.org/traveldoc/examples/internal/records"
	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/compose"
)

// runBulk runs the command with a fixed day.
func runBulk(in io.Reader, args ...string) (code int, stdout, stderr string) {
	var out, err bytes.Buffer
	code = run(append([]string{"bulk", "--as-of", "2026-11-23"}, args...), in, &out, &err)
	return code, out.String(), err.String()
}

// A result is the part of an output object that the tests look at.
type result struct {
	ID     json.RawMessage
	Layout string
	OK     bool
	Fields struct{ DocumentNumber string }
	Error  *struct {
		Kind         string
		Line, Column int
		Message      string
	}
}

// String returns a short form: "TD3 ok", "TD3 not ok" or "line-length 2:45".
func (r result) String() string {
	switch {
	case r.Error != nil:
		return fmt.Sprintf("%s %d:%d", r.Error.Kind, r.Error.Line, r.Error.Column)
	case r.OK:
		return r.Layout + " ok"
	}
	return r.Layout + " not ok"
}

func results(t testing.TB, stdout string) (list []result) {
	t.Helper()
	for line := range strings.Lines(stdout) {
		var r result
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatalf("%v: %q", err, line)
		}
		list = append(list, r)
	}
	return list
}

var bulkTests = []struct {
	name string
	args string
	in   string
	want string // results, with semicolons between them
}{
	{"empty", "", "", ""},
	{"one", "", passport, "TD3 ok"},
	{"mark of UTF-8", "", "\uFEFF" + passport, "TD3 ok"},
	{"part of the mark", "", "\xef\xbb" + passport, "line-length 1:45; line-count 2:1"},
	{"lost line", "", passport[:45] + passport, "line-count 2:1; TD3 ok"},
	{"short line", "", passport + "P<UTO\n" + passport, "TD3 ok; line-length 1:6; TD3 ok"},
	{"wrong digit", "", strings.Replace(passport, "C36", "C37", 1), "TD3 not ok"},
	{"warning", "--fail-on warning", passport, "TD3 ok"},
	{"JSON, empty", "--in ndjson", "\n \t\r\n\v\f\n", ""},
	{"JSON, mark of UTF-8", "--in ndjson", "\uFEFF{}", "json 1:1"},
	{"JSON, mark in the second line", "--in ndjson", "{}\n\uFEFF{}", "json 1:1; json 2:1"},
	{"JSON, no line break", "--in ndjson", `{"mrz":"x"}`, "line-count 2:1"},
	{"CSV", "--in csv --column mrz", "n,mrz\n1,\"" + passport + "\"\n2,x\n", "TD3 ok; line-count 2:1"},
	{"CSV, mark of UTF-8", "--in csv --column mrz", "\uFEFFmrz\r\n" + strings.ReplaceAll(passport, "\n", "") + "\r\n", "TD3 ok"},
	{"CSV, blank lines", "--in csv --column mrz", "\nmrz\n\n\r\nx\n\n", "line-count 2:1"},
	{"CSV, empty cell", "--in csv --column mrz", "n,mrz\n1,\n", "line-count 1:1"},
	{"CSV, ragged", "--in csv --column mrz", "n,mrz\n1\n2,x,y\n3,x\n", "csv 2:1; csv 3:1; line-count 2:1"},
	{"CSV, bare quote", "--in csv --column mrz", "n,mrz\n1é,x\"y\n2,x\n", "csv 2:5; line-count 2:1"},
	{"CSV, text behind a quote", "--in csv --column mrz", "n,mrz\n1,\"a\nb\"c\n2,x\n", "csv 3:2; line-count 2:1"},
	{"CSV, unfinished quote", "--in csv --column mrz", "n,mrz\n2,x\n1,\"a\nb", "line-count 2:1; csv 4:2"},
}

func TestBulk(t *testing.T) {
	for _, test := range bulkTests {
		t.Run(test.name, func(t *testing.T) {
			for how, r := range map[string]io.Reader{
				"at once":      strings.NewReader(test.in),
				"byte by byte": iotest.OneByteReader(strings.NewReader(test.in)),
				"data and EOF": iotest.DataErrReader(strings.NewReader(test.in)),
			} {
				code, stdout, stderr := runBulk(r, strings.Fields(test.args)...)
				var got []string
				var want records.Counts
				for _, r := range results(t, stdout) {
					got = append(got, r.String())
					switch {
					case r.Error != nil:
						want.Rejected++
					case r.OK && !strings.Contains(test.args, "--fail-on"):
						want.OK++
					default:
						want.NotOK++
					}
				}
				if s := strings.Join(got, "; "); s != test.want {
					t.Errorf("%s: got %s, want %s", how, s, test.want)
				}
				if stderr != want.String()+"\n" {
					t.Errorf("%s: got %q, want %q", how, stderr, want.String()+"\n")
				}
				if (code == exitOK) != (want.OK == len(got)) || code > exitFailed {
					t.Errorf("%s: exit code %d", how, code)
				}
			}
		})
	}
}

// TestBulkOrder runs many records of very different cost through many workers.
func TestBulkOrder(t *testing.T) {
	const n = 20000
	var in strings.Builder
	for i := range n {
		if i%5000 == 17 {
			fmt.Fprintf(&in, `{"pad":"%s","id":%d,"mrz":""}`+"\n", strings.Repeat("x", keepBuffer+1), i)
			continue
		}
		fmt.Fprintf(&in, `{"pad":"%s","id":%d,"mrz":""}`+"\n", strings.Repeat("x", i*i%300), i)
	}
	_, stdout, stderr := runBulk(strings.NewReader(in.String()), "--in", "ndjson", "-j", "7")
	list := results(t, stdout)
	if len(list) != n {
		t.Fatalf("%d results, want %d", len(list), n)
	}
	for i, r := range list {
		if string(r.ID) != fmt.Sprint(i) {
			t.Fatalf("result %d has id %s", i, r.ID)
		}
	}
	if want := fmt.Sprintf("records: %d in = 0 out + %[1]d rejected; ok: 0, not ok: 0\n", n); stderr != want {
		t.Errorf("got %q, want %q", stderr, want)
	}
}

// TestBulkLive pins that each record is answered before the next one comes.
func TestBulkLive(t *testing.T) {
	object := `{"mrz":"` + strings.ReplaceAll(passport, "\n", `\n`) + `"}` + "\n"
	for _, test := range []struct{ args, head, record string }{
		{"", "", passport},
		{"--in ndjson", "", object},
		{"--in csv --column mrz", "mrz\n", `"` + passport + `"` + "\n"},
		{"--out csv", "", passport},
	} {
		in, send := io.Pipe()
		receive, out := io.Pipe()
		done := make(chan int)
		go func() {
			code := run(append([]string{"bulk"}, strings.Fields(test.args)...), in, out, io.Discard)
			out.Close()
			done <- code
		}()
		answers := bufio.NewReader(receive)
		if strings.Contains(test.args, "--out csv") {
			answers.ReadString('\n') // the header row
		}
		io.WriteString(send, test.head)
		for range 3 {
			io.WriteString(send, test.record)
			if line, err := answers.ReadString('\n'); err != nil || !strings.Contains(line, "ERIKSSON") {
				t.Fatalf("%s: got %q, %v", test.args, line, err)
			}
		}
		send.Close()
		if code := <-done; code != exitOK {
			t.Errorf("%s: exit code %d", test.args, code)
		}
	}
}

func TestBulkLarge(t *testing.T) {
	large := strings.Repeat("x", records.MaxSize)
	for _, test := range []struct{ name, args, in, want string }{
		{"largest line", "--in ndjson", large + "\n{}", "json 1:1; json 2:1"},
		{"too large", "--in ndjson", large + "x\n{}", "size 1:1; json 2:1"},
		{"too large, at the end", "--in ndjson", "{}\n" + large + large, "json 1:1; size 2:1"},
		{"white space", "--in ndjson", strings.Repeat(" ", records.MaxSize+1) + "\n" + strings.Repeat(" ", 2*records.MaxSize) + "\n{}\n", "json 3:1"},
		{"a cell of lines", "--in csv --column a", "a,b\n\"" + strings.Repeat("x,\"\"\n", records.MaxSize/5+1) + "\",\nx,\n", "size 2:1; line-count 2:1"},
		{"unfinished quote", "--in csv --column a", "a,b\n\"" + large + "\nx,\n", "size 2:1"},
		{"lines", "", large + large + "\n" + passport, "line-length 1:91; TD3 ok"},
	} {
		t.Run(test.name, func(t *testing.T) {
			code, stdout, _ := runBulk(strings.NewReader(test.in), strings.Fields(test.args)...)
			var got []string
			for _, r := range results(t, stdout) {
				got = append(got, r.String())
			}
			if s := strings.Join(got, "; "); s != test.want || code != exitFailed {
				t.Errorf("got %s, exit code %d, want %s", s, code, test.want)
			}
		})
	}
	// The line numbers go on behind what was dropped.
	_, stdout, _ := runBulk(strings.NewReader("a\n\""+strings.Repeat("x\n", records.MaxSize)+"\"\n\"\"x\n"), "--in", "csv", "--column", "a")
	if got, want := results(t, stdout)[1].String(), fmt.Sprintf("csv %d:2", records.MaxSize+3); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestBulkUsage(t *testing.T) {
	for _, test := range []struct{ args, in, want string }{
		{"--in xml", "", "--in must be one of lines, ndjson, csv, parquet"},
		{"--out xml", "", "--out must be one of ndjson, csv, parquet, none"},
		{"--in csv", "", "--in csv needs --column"},
		{"--column x", "", "--column is for --in csv and --in parquet"},
		{"--jobs 0", "", "--jobs must be at least 1"},
		{"--in csv --column x", "", "the CSV input has no header row"},
		{"--in csv --column x", "\"a\n", "the header row of the CSV input is malformed"},
		{"--in csv --column x", "a,b\n", `the CSV input has no column "x"`},
		{"--in csv --column x", "x,y,x\n", `the CSV input has more than one column "x"`},
		{"--as-of x", "", "--as-of"},
		{"P<UTO<<", "", "an argument is a zone"},
		{"none", "", "none: no such file"},
		{"testdata", "", "testdata: is a directory"},
	} {
		code, stdout, stderr := runBulk(strings.NewReader(test.in), strings.Fields(test.args)...)
		if code != exitUsage || stdout != "" || !strings.Contains(stderr, test.want) {
			t.Errorf("%s: exit code %d, %q, %q; want %q", test.args, code, stdout, stderr, test.want)
		}
	}
}

func TestBulkBrokenInput(t *testing.T) {
	for _, args := range []string{"", "--in ndjson", "--in csv --column a"} {
		in := io.MultiReader(strings.NewReader("a\n"+passport), brokenReader{})
		code, _, stderr := runBulk(in, strings.Fields(args)...)
		if code != exitUsage || !strings.HasSuffix(stderr, "\nmrz: standard input: broken\n") || !strings.HasPrefix(stderr, "records: ") {
			t.Errorf("%s: exit code %d, %q", args, code, stderr)
		}
	}
}

func TestBulkClosedPipe(t *testing.T) {
	for _, args := range []string{"bulk", "bulk --out csv", "bulk -j 1"} {
		var stderr bytes.Buffer
		in := strings.NewReader(strings.Repeat(passport, 10000))
		if code := run(strings.Fields(args), in, closedPipe{}, &stderr); code != exitUsage {
			t.Errorf("%s: exit code %d", args, code)
		}
		if want := "records: 0 in = 0 out + 0 rejected; ok: 0, not ok: 0\nmrz: the output cannot be written: "; !strings.HasPrefix(stderr.String(), want) {
			t.Errorf("%s: got %q, want %q", args, &stderr, want)
		}
	}
	if code := run([]string{"bulk", "--out", "none"}, strings.NewReader(passport), closedPipe{}, io.Discard); code != exitOK {
		t.Errorf("--out none: exit code %d", code)
	}
}

// interrupted runs bulk on input that never ends after what is given, to standard
// output, and interrupts it when it writes. It returns what it has told.
func interrupted(t *testing.T, input string, args ...string) (stderr string) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var b bytes.Buffer
	in, send := io.Pipe()
	defer send.Close()
	out := writerFunc(func(p []byte) (int, error) { cancel(); return len(p), nil })
	a := &app{stdin: in, stdout: out, stderr: &b, now: time.Now, getenv: os.Getenv}
	go io.WriteString(send, input)
	c := newBulkCommand(a)
	c.SetArgs(append([]string{}, args...)) // nil would be the arguments of the test
	c.SilenceErrors, c.SilenceUsage = true, true
	err := c.ExecuteContext(ctx)
	if exit := (exitError{}); !errors.As(err, &exit) || exit.code != exitInterrupted {
		t.Errorf("got %v", err)
	}
	return b.String()
}

// TestBulkInterrupt ends a run whose input never ends.
func TestBulkInterrupt(t *testing.T) {
	if got, want := interrupted(t, passport), "records: 1 in = 1 out + 0 rejected; ok: 1, not ok: 0\nmrz: interrupted\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestBulkInterruptErrors pins that an interrupt keeps what has been rejected where the
// results went to standard output, since nothing else tells of it.
func TestBulkInterruptErrors(t *testing.T) {
	name := filepath.Join(t.TempDir(), "errors")
	got := interrupted(t, "P<UTO\n"+passport, "--errors", name)
	if want := "records: 2 in = 1 out + 1 rejected; ok: 1, not ok: 0\nmrz: interrupted\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if b, err := os.ReadFile(name); err != nil || bytes.Count(b, []byte("\n")) != 1 {
		t.Errorf("errors: %q, %v; want one line", b, err)
	}
	if _, err := os.Stat(partName(name)); err == nil {
		t.Error("the part is still there")
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

// TestBulkBackpressure pins that a slow writer holds the reader up.
func TestBulkBackpressure(t *testing.T) {
	var read atomic.Int64
	src := strings.NewReader(strings.Repeat(passport, 1000))
	in := readerFunc(func(p []byte) (int, error) {
		read.Add(1)
		return src.Read(p[:min(len(p), len(passport))])
	})
	const jobs = 2
	slow := make(chan struct{})
	out := writerFunc(func(p []byte) (int, error) { <-slow; return len(p), nil })
	done := make(chan int)
	go func() { done <- run([]string{"bulk", "-j", "2"}, in, out, io.Discard) }()
	time.Sleep(50 * time.Millisecond)
	// A Read gives some one record here, and so a batch.
	if n := read.Load(); n > 2*jobs+4 {
		t.Errorf("%d reads while nothing was written", n)
	}
	close(slow)
	if code := <-done; code != exitOK {
		t.Errorf("exit code %d", code)
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

func BenchmarkBulk(b *testing.B) {
	const n = 20000
	text := strings.ReplaceAll(passport, "UTO", "D<<")
	row := `{"id":1,"mrz":"` + strings.ReplaceAll(text, "\n", `\n`) + `"}` + "\n"
	for _, bench := range []struct{ name, args, in string }{
		{"lines", "", strings.Repeat(text, n)},
		{"lines, to CSV", "--out csv", strings.Repeat(text, n)},
		{"lines, to nothing", "--out none", strings.Repeat(text, n)},
		{"JSON", "--in ndjson", strings.Repeat(row, n)},
		{"CSV", "--in csv --column mrz", "mrz\n" + strings.Repeat(`"`+text+"\"\n", n)},
	} {
		b.Run(bench.name, func(b *testing.B) {
			args := append([]string{"bulk"}, strings.Fields(bench.args)...)
			b.SetBytes(int64(len(bench.in)))
			for b.Loop() {
				run(args, strings.NewReader(bench.in), io.Discard, io.Discard)
			}
			b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "records/s")
		})
	}
}

// BenchmarkBulkFile works through a file of a million zones, all of them different,
// beside the floors: what it takes to read the file and do nothing with it, and what
// one goroutine takes that reads and verifies it and tells nobody. The ratio is the
// time against that of this goroutine divided by the processors.
func BenchmarkBulkFile(b *testing.B) {
	if testing.Short() {
		b.Skip("writes a file of 90 MB")
	}
	const n = 1_000_000
	name := filepath.Join(b.TempDir(), "zones")
	var zones bytes.Buffer
	specimen := mrz.MustParse(passport)
	for i := range uint64(n) {
		zones.WriteString(strings.Join(compose.Surrogate(specimen, i).Lines(), "\n") + "\n")
	}
	if err := os.WriteFile(name, zones.Bytes(), 0o600); err != nil {
		b.Fatal(err)
	}
	size := int64(zones.Len())
	zones = bytes.Buffer{}
	var floor float64 // seconds of the Reader
	each := func(name string, f func(b *testing.B)) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(size)
			for b.Loop() {
				f(b)
			}
			seconds := b.Elapsed().Seconds() / float64(b.N)
			b.ReportMetric(n/seconds, "records/s")
			if name == "Reader" {
				floor = seconds
			}
			if floor > 0 {
				b.ReportMetric(seconds/floor*float64(runtime.GOMAXPROCS(0)), "x-Reader/cores")
			}
		})
	}
	each("cat", func(b *testing.B) {
		if err := exec.Command("cat", name).Run(); err != nil {
			b.Skip(err)
		}
	})
	open := func(b *testing.B) *os.File {
		f, err := os.Open(name)
		if err != nil {
			b.Fatal(err)
		}
		return f
	}
	each("Scanner", func(b *testing.B) {
		f := open(b)
		defer f.Close()
		for s := bufio.NewScanner(f); s.Scan(); {
		}
	})
	each("Reader", func(b *testing.B) {
		f := open(b)
		defer f.Close()
		o := mrz.VerifyOptions{AsOf: mrz.CalendarDate{Year: 2026, Month: time.November, Day: 23}}
		ok := 0
		for doc, err := range mrz.NewReader(f).All() {
			if err == nil && doc.Verify(&o).OK() {
				ok++
			}
		}
		if ok != n {
			b.Fatalf("%d are ok; want %d", ok, n)
		}
	})
	for _, bench := range []struct{ name, args string }{
		{"none", "--out none"},
		{"none, with a summary", "--out none --summary " + name + ".summary"},
		{"NDJSON", "--out ndjson"},
		{"CSV", "--out csv"},
		{"Parquet", "--out parquet -o " + name + ".parquet"},
	} {
		args := append([]string{"bulk", name}, strings.Fields(bench.args)...)
		each(bench.name, func(b *testing.B) {
			if code := run(args, nil, io.Discard, io.Discard); code != exitOK {
				b.Fatalf("exit code %d", code)
			}
		})
	}
}
