package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/metrics"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/testing/ptest"

	"example.org/traveldoc/examples/internal/records"
	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/compose"
)

func TestMain(m *testing.M) { ptest.MainWithDefault(m, "prism") }

const day = "2026-11-23"

var asOf = func() (d mrz.CalendarDate) {
	if err := d.UnmarshalText([]byte(day)); err != nil {
		panic(err)
	}
	return d
}()

// mrzProgram builds the command line tool, whose results are to be the same.
func mrzProgram(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "mrz.exe")
	build := exec.Command("go", "build", "-o", name, "./mrz")
	build.Dir = ".."
	build.Env = append(os.Environ(), "GOWORK=off")
	if b, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, b)
	}
	return name
}

var shapes = []mrz.Document{
	mrz.MustParse("I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"),
	mrz.MustParse("I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<\nD23145890<UTO3407127M95071227349<<<8"),
	mrz.MustParse("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"),
	mrz.MustParse("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<"),
}

// lines returns made-up zones, some with a wrong digit and some that are none.
func lines(n, seed int) string {
	var b strings.Builder
	for i := range n {
		d := compose.Surrogate(shapes[i%len(shapes)], uint64(seed*n+i))
		text := strings.Join(d.Lines(), "\n") + "\n"
		switch i % 50 {
		case 7:
			text = strings.Replace(text, "7", "8", 1)
		case 9:
			text = text[:len(text)-4] + "\n"
		case 11:
			text = text[strings.Index(text, "\n")+1:] + "\n"
		}
		b.WriteString(text)
	}
	return b.String()
}

// objects returns the same as NDJSON.
func objects(n, seed int) string {
	var b strings.Builder
	for i := range n {
		d := compose.Surrogate(shapes[i%len(shapes)], uint64(seed*n+i))
		text := strings.Join(d.Lines(), "\n")
		if i%5 == 1 {
			text = strings.Replace(text, "0", "O", 1)
		}
		quoted, _ := json.Marshal(text)
		key := []string{"mrz", "text", "none"}[i%3]
		fmt.Fprintf(&b, `{"id":"%d-%d","%s":%s}`+"\n", seed, i, key, quoted)
	}
	return b.String()
}

func sortedLines(text string) []string { return slices.Sorted(strings.Lines(text)) }

func readFolder(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	names, err := filepath.Glob(filepath.Join(dir, "*.ndjson"))
	if err != nil || len(names) == 0 {
		t.Fatalf("%s: no files (%v)", dir, err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(text)
	}
	return b.String()
}

// TestSame compares the pipeline with mrz bulk, record for record.
func TestSame(t *testing.T) {
	program := mrzProgram(t)
	for _, test := range []struct {
		name   string
		job    job
		args   string
		files  int
		input  func(n, seed int) string
		number int // of records in a file
	}{
		{"lines", job{In: inLines}, "", 10, lines, 10000}, // a hundred thousand
		{"lines, redacted", job{In: inLines, Redact: true}, "--redact", 2, lines, 500},
		{"JSON", job{In: inNDJSON}, "--in ndjson", 3, objects, 1000},
		{"JSON, repaired", job{In: inNDJSON, Repair: true}, "--in ndjson --repair", 3, objects, 100},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			j := test.job
			j.AsOf, j.Input = asOf, filepath.Join(dir, "in", "*")
			j.Output, j.Rejected, j.Summary = filepath.Join(dir, "out"), filepath.Join(dir, "rejected"), filepath.Join(dir, "summary")
			if err := os.Mkdir(filepath.Join(dir, "in"), 0o777); err != nil {
				t.Fatal(err)
			}
			for i := range test.files {
				if err := os.WriteFile(filepath.Join(dir, "in", fmt.Sprint(i)), []byte("\uFEFF"+test.input(test.number, i)), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			p, s := beam.NewPipelineWithRoot()
			j.build(s)
			result, err := ptest.RunWithMetrics(p)
			if err != nil {
				t.Fatal(err)
			}

			want := filepath.Join(dir, "want")
			args := append([]string{"bulk", "--as-of", day, "-o", want, "--errors", want + ".errors", "--summary", want + ".summary"}, strings.Fields(test.args)...)
			var stderr bytes.Buffer
			c := exec.Command(program, append(args, j.Input)...)
			c.Stderr = &stderr
			if err := c.Run(); c.ProcessState.ExitCode() > 1 {
				t.Fatalf("%v: %s", err, &stderr)
			}
			read := func(name string) string {
				b, err := os.ReadFile(name)
				if err != nil {
					t.Fatal(err)
				}
				return string(b)
			}
			if !slices.Equal(sortedLines(readFolder(t, j.Output)), sortedLines(read(want))) {
				t.Error("the results differ from those of mrz bulk")
			}
			if !slices.Equal(sortedLines(readFolder(t, j.Rejected)), sortedLines(read(want+".errors"))) {
				t.Error("the rejected records differ from those of mrz bulk")
			}
			if got, want := strings.TrimSpace(read(j.Summary)), strings.TrimSpace(read(want+".summary")); got != want {
				t.Errorf("summary: got %s; want %s", got, want)
			}

			summary := readSummary(read(j.Summary))
			if summary.Records != test.files*test.number && test.job.In == inNDJSON {
				t.Errorf("%d records; want %d", summary.Records, test.files*test.number)
			}
			counters := map[string]int{}
			for _, c := range result.Metrics().Query(func(metrics.SingleResult) bool { return true }).Counters() {
				if c.Namespace() == namespace {
					counters[c.Name()] += int(c.Result())
				}
			}
			for layout, n := range summary.Layouts {
				if counters["layout:"+layout] != n {
					t.Errorf("counter of layout %s: %d; want %d", layout, counters["layout:"+layout], n)
				}
			}
			for rule, n := range summary.Rules {
				if counters["rule:"+rule] != n {
					t.Errorf("counter of rule %s: %d; want %d", rule, counters["rule:"+rule], n)
				}
			}
			if counters["rejected"] != summary.Rejected || summary.Rejected == 0 {
				t.Errorf("counter of the rejected: %d; want %d, and some", counters["rejected"], summary.Rejected)
			}
			t.Logf("%d records, %d counters", summary.Records, len(counters))
		})
	}
}

// TestFails has a worker fail half-way, and another one do its work anew.
func TestFails(t *testing.T) {
	text := lines(2000, 1)
	dir := t.TempDir()
	j := &job{In: inLines, AsOf: asOf, Output: filepath.Join(dir, "out"), Rejected: filepath.Join(dir, "rejected")}
	want, wantTally, err := j.file(t.Context(), "a/b c.txt", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	out, rejected := readFolder(t, j.Output), readFolder(t, j.Rejected)
	broken := errors.New("broken")
	for _, length := range []int{0, 1, 1000, len(text) / 2, len(text) - 1} {
		j.Output, j.Rejected = filepath.Join(t.TempDir(), "out"), filepath.Join(t.TempDir(), "rejected")
		_, _, err := j.file(t.Context(), "a/b c.txt", io.MultiReader(strings.NewReader(text[:length]), iotest.ErrReader(broken)))
		if !errors.Is(err, broken) {
			t.Errorf("broken after %d bytes: got %v", length, err)
		}
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		if _, _, err := j.file(ended, "a/b c.txt", strings.NewReader(text)); !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled: got %v", err)
		}
		got, tally, err := j.file(t.Context(), "a/b c.txt", strings.NewReader(text))
		if err != nil || got != want || !maps.Equal(tally.Rules, wantTally.Rules) {
			t.Errorf("after it was broken: %v, %v; want %v", got, err, want)
		}
		if readFolder(t, j.Output) != out || readFolder(t, j.Rejected) != rejected {
			t.Error("the results differ from those of a run that was not broken")
		}
	}
}

func TestMergeSummaries(t *testing.T) {
	a := writeSummary(records.NewSummary(asOf, records.Counts{OK: 1, NotOK: 2, Rejected: 3}, records.NewTally()))
	if got := mergeSummaries(a, ""); got != a {
		t.Errorf("got %s; want %s", got, a)
	}
	if got := readSummary(mergeSummaries(a, a)); got.Records != 12 || got.Rejected != 6 {
		t.Errorf("got %+v", got)
	}
}
