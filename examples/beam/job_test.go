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
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/metrics"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/testing/ptest"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"example.org/traveldoc/examples/internal/records"
	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/compose"
	"example.org/traveldoc/mrz/repair"
)

// asProgram makes of the program of the tests that which they test.
const asProgram = "TRAVELDOC_BEAM_TEST_RUN"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		if slices.Contains(os.Args, "--worker=true") {
			go endWithBoot()
		}
		main()
		return
	}
	ptest.MainWithDefault(m, "prism")
}

// endWithBoot ends a worker when the one who has started it is killed, which a
// container does otherwise, and removes the copy of the program that it runs.
func endWithBoot() {
	for boot := os.Getppid(); os.Getppid() == boot; {
		time.Sleep(20 * time.Millisecond)
	}
	if self, err := os.Executable(); err == nil && filepath.Base(self) == "worker" {
		os.Remove(self)
		os.Remove(filepath.Dir(self))
	}
	os.Exit(0)
}

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

// hostile returns what nobody should write: a record that is too large, control
// characters, halves of characters, brackets without end.
func hostile(_, seed int) string {
	return strings.Repeat("A", records.MaxSize+seed) + "\n" +
		"{\"mrz\":\"" + strings.Repeat("<", records.MaxSize) + "\n\n" +
		strings.Repeat("[", 100000) + "\n" + strings.Repeat(`{"id":`, 1000) + "\n" +
		"\x00\x1b[2J\xff\xfe\r\r\n{\"id\":\"\u2028\\ud800\",\"mrz\":\"\x00\"}\n" +
		objects(3, seed) + lines(3, seed) + `{"id":1`
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

// judged is a job with the values that flags have by default.
func judged(j job) job {
	if j.In == "" {
		j.In = inLines
	}
	j.AsOf, j.Candidates, j.MinConfidence = asOf, repair.DefaultMaxCandidates, repair.DefaultMinConfidence
	return j
}

// pack returns a text as it is, or packed, by the number of its file.
func pack(t *testing.T, i int, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	switch i % 3 {
	case 1:
		w := gzip.NewWriter(&b)
		w.Write([]byte(text))
		w.Close()
	case 2:
		w, err := zstd.NewWriter(&b)
		if err != nil {
			t.Fatal(err)
		}
		w.Write([]byte(text))
		w.Close()
	default:
		b.WriteString(text)
	}
	return b.Bytes()
}

// inputs writes files, of which some are packed, and returns their pattern. Nothing in
// a name tells which.
func inputs(t *testing.T, files int, text func(i int) string) string {
	t.Helper()
	dir := t.TempDir()
	for i := range files {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprint(i)), pack(t, i, "\uFEFF"+text(i)), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "*")
}

// places sets where the results of a job go.
func (j *job) places(t *testing.T) {
	t.Helper()
	dir := t.TempDir()
	j.Output, j.Rejected, j.Summary = filepath.Join(dir, "out"), filepath.Join(dir, "rejected"), filepath.Join(dir, "summary")
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
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
		{"lines", job{}, "", 10, lines, 10000}, // a hundred thousand
		{"lines, redacted", job{Redact: true}, "--redact", 3, lines, 500},
		{"lines, strict", job{Strict: true}, "--strict", 3, lines, 500},
		{"lines, warnings", job{FailOn: records.FailOnWarning}, "--fail-on warning", 3, lines, 500},
		{"lines, hostile", job{}, "", 2, hostile, 1},
		{"JSON", job{In: inNDJSON}, "--in ndjson", 3, objects, 1000},
		{"JSON, expired", job{In: inNDJSON, FailOn: records.FailOnExpired}, "--in ndjson --fail-on expired", 3, objects, 500},
		{"JSON, hostile", job{In: inNDJSON}, "--in ndjson", 2, hostile, 1},
		{"JSON, repaired", job{In: inNDJSON, Repair: true}, "--in ndjson --repair", 3, objects, 100},
	} {
		t.Run(test.name, func(t *testing.T) {
			j := judged(test.job)
			j.places(t)
			j.Input = inputs(t, test.files, func(i int) string { return test.input(test.number, i) })
			p, s := beam.NewPipelineWithRoot()
			j.build(s)
			result, err := ptest.RunWithMetrics(p)
			if err != nil {
				t.Fatal(err)
			}

			want := filepath.Join(t.TempDir(), "want")
			args := append([]string{"bulk", "--as-of", day, "-o", want, "--errors", want + ".errors", "--summary", want + ".summary"}, strings.Fields(test.args)...)
			var stderr bytes.Buffer
			c := exec.Command(program, append(args, j.Input)...)
			c.Stderr = &stderr
			if err := c.Run(); c.ProcessState.ExitCode() > 1 {
				t.Fatalf("%v: %s", err, &stderr)
			}
			if !slices.Equal(sortedLines(readFolder(t, j.Output)), sortedLines(readFile(t, want))) {
				t.Error("the results differ from those of mrz bulk")
			}
			if !slices.Equal(sortedLines(readFolder(t, j.Rejected)), sortedLines(readFile(t, want+".errors"))) {
				t.Error("the rejected records differ from those of mrz bulk")
			}
			if got, want := readFile(t, j.Summary), readFile(t, want+".summary"); got != want {
				t.Errorf("summary: got %s; want %s", got, want)
			}

			summary := readSummary(readFile(t, j.Summary))
			if want := test.files * test.number; summary.Records != want && j.In == inNDJSON && test.number > 1 {
				t.Errorf("%d records; want %d", summary.Records, want)
			}
			// Prism keeps the counters of a new name by name alone until it has asked
			// what they are: of two files that end at once it may lose one. The whole
			// is for TestCounters.
			told := wantCounters(summary)
			counters := allCounters(result)
			for name, n := range counters {
				if n > told[name] {
					t.Errorf("counter %s: got %d; want %d", name, n, told[name])
				}
			}
			if summary.Rejected == 0 {
				t.Error("none is rejected")
			}
			t.Logf("%d records, %d counters", summary.Records, len(counters))
		})
	}
}

// allCounters gives those of the job.
func allCounters(result beam.PipelineResult) map[string]int {
	counters := map[string]int{}
	for _, c := range result.Metrics().Query(func(metrics.SingleResult) bool { return true }).Counters() {
		if c.Namespace() == namespace {
			counters[c.Name()] += int(c.Result())
		}
	}
	return counters
}

// wantCounters gives what they tell if they tell all of a summary.
func wantCounters(summary *records.Summary) map[string]int {
	want := map[string]int{"ok": summary.OK, "not-ok": summary.NotOK, "rejected": summary.Rejected}
	for kind, words := range map[string]records.Count{"rule": summary.Rules, "layout": summary.Layouts, "error": summary.Errors, "status": summary.Statuses} {
		for word, n := range words {
			want[kind+":"+word] = n
		}
	}
	return want
}

// TestCounters runs jobs of one file, of which no counter can be lost.
func TestCounters(t *testing.T) {
	for name, j := range map[string]job{
		"lines":    {},
		"repaired": {In: inNDJSON, Repair: true},
	} {
		t.Run(name, func(t *testing.T) {
			j := judged(j)
			j.places(t)
			input := lines
			if j.In == inNDJSON {
				input = objects
			}
			j.Input = inputs(t, 1, func(i int) string { return input(100, i) })
			p, s := beam.NewPipelineWithRoot()
			j.build(s)
			result, err := ptest.RunWithMetrics(p)
			if err != nil {
				t.Fatal(err)
			}
			summary := readSummary(readFile(t, j.Summary))
			if got, want := allCounters(result), wantCounters(summary); !maps.Equal(got, want) || summary.Rejected == 0 || summary.OK == 0 {
				t.Errorf("counters: got %v; want %v, and some rejected", got, want)
			}
		})
	}
}

// TestFails has a worker fail half-way, and another one do its work anew.
func TestFails(t *testing.T) {
	text := lines(2000, 1)
	j := judged(job{})
	j.places(t)
	want, err := j.file(t.Context(), "a/b c.txt", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	out, rejected := readFolder(t, j.Output), readFolder(t, j.Rejected)
	broken := errors.New("broken")
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for _, length := range []int{0, 1, 1000, len(text) / 2, len(text) - 1} {
		j.places(t)
		fail := func() {
			t.Helper()
			_, err := j.file(t.Context(), "a/b c.txt", io.MultiReader(strings.NewReader(text[:length]), iotest.ErrReader(broken)))
			if !errors.Is(err, broken) || err.Error() != "a/b c.txt: broken" {
				t.Errorf("broken after %d bytes: got %v", length, err)
			}
			if _, err := j.file(ended, "a/b c.txt", strings.NewReader(text)); !errors.Is(err, context.Canceled) {
				t.Errorf("cancelled: got %v", err)
			}
		}
		fail()
		for _, folder := range []string{j.Output, j.Rejected} {
			if left, _ := os.ReadDir(folder); len(left) > 0 {
				t.Errorf("broken after %d bytes: %v is left", length, left)
			}
		}
		got, err := j.file(t.Context(), "a/b c.txt", strings.NewReader(text))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("after it was broken: %v, %v; want %v", got, err, want)
		}
		fail() // which leaves what is there
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
