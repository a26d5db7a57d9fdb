package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/traveldoc/mrz"
)

// progressOf returns what a progress writes when it is told of some points, in seconds.
func progressOf(p progress, points ...point) string {
	var b bytes.Buffer
	begun := time.Unix(0, 0)
	now := begun
	p.w, p.now = &b, func() time.Time { return now }
	if p.every == barEvery {
		p.bar = newBar(&b, p.total, true)
	}
	for _, at := range points {
		now = at.at
		p.set(at.read, at.records)
	}
	p.clear()
	return b.String()
}

func at(seconds float64, read int64, records int) point {
	return point{time.Unix(0, 0).Add(time.Duration(seconds * float64(time.Second))), read, records}
}

// barStates returns what a terminal shows in the end of what is written to a line of it, and
// each state before it.
func barStates(text string, width int) (states []string) {
	line := bytes.Repeat([]byte{' '}, width)
	x := 0
	for _, r := range text {
		if r == '\r' {
			states = append(states, strings.TrimRight(string(line), " "))
			x = 0
			continue
		}
		if r > 127 {
			r = '='
		}
		line[x] = byte(r) // a panic for what is too wide
		x++
	}
	return append(states, strings.TrimRight(string(line), " "))
}

func TestProgress(t *testing.T) {
	for _, test := range []struct {
		name   string
		p      progress
		points []point
		want   string // the lines, or the states of the line that are not empty
	}{
		{"lines", progress{total: 1000, every: logEvery}, []point{at(0, 0, 0), at(4, 40, 400), at(8, 80, 800), at(12, 120, 1200), at(16, 160, 1600), at(24, 220, 1800)},
			"mrz: 1200 records, 100 a second, 12.0 %, 1m28s left/mrz: 1800 records, 50 a second, 22.0 %, 1m25s left"},
		{"lines, size not known", progress{every: logEvery}, []point{at(0, 0, 0), at(20, 100, 1000)}, "mrz: 1000 records, 50 a second"},
		{"lines, after half of it", progress{total: 1000, every: logEvery}, []point{at(60, 500, 5000), at(70, 600, 5100)}, "mrz: 5100 records, 10 a second, 60.0 %, 40s left"},
		{"lines, after a file", progress{total: 1000, done: 300, every: logEvery}, []point{at(5, 0, 3000), at(15, 100, 4000)}, "mrz: 4000 records, 100 a second, 40.0 %, 1m0s left"},
		{"bar", progress{total: 1000, every: barEvery}, []point{at(0, 0, 0), at(0.5, 100, 50), at(0.55, 101, 51), at(1, 200, 100), at(5, 1000, 500)},
			"10% [==>...........................] 50 records, 100 a second, 10.0 %/20% [=====>........................] 50 records, 100 a second, 10.0 %/20% [=====>........................] 100 records, 100 a second, 20.0 %, 4s left/99% [============================>.] 100 records, 100 a second, 20.0 %, 4s left/99% [============================>.] 500 records, 100 a second, 100.0 %, 0s left"},
		{"bar, size not known", progress{every: barEvery}, []point{at(0, 0, 0), at(2, 100, 50), at(20, 200, 60)}, "| 50 records, 25 a second// 60 records, 3 a second"},
		{"bar, after half of it", progress{total: 1000, every: barEvery}, []point{at(60, 500, 5000), at(61, 600, 5100)}, "60% [=================>............] 5100 records, 100 a second, 60.0 %, 4s left"},
		{"bar, more than there was", progress{total: 100, every: barEvery}, []point{at(0, 0, 0), at(1, 200, 1)}, "99% [============================>.] 1 records, 1 a second, 100.0 %, 0s left"},
		{"nothing yet", progress{total: 1000, every: barEvery}, []point{at(0, 0, 0)}, ""},
	} {
		got := progressOf(test.p, test.points...)
		if test.p.every == barEvery {
			states := barStates(got, 100)
			if last := states[len(states)-1]; last != "" {
				t.Errorf("%s: %q stays", test.name, last)
			}
			var told []string
			for _, s := range states {
				if s = strings.Join(strings.Fields(s), " "); s != "" && strings.Contains(s, "records") && !slices.Contains(told, s) {
					told = append(told, s)
				}
			}
			got = strings.Join(told, "/")
		} else {
			got = strings.ReplaceAll(strings.TrimSuffix(got, "\n"), "\n", "/")
		}
		if got != test.want {
			t.Errorf("%s: got %q; want %q", test.name, got, test.want)
		}
	}
}

func TestInputTotal(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFile(t, "in", "12345")
	stdin, err := os.Open("in")
	if err != nil {
		t.Fatal(err)
	}
	defer stdin.Close()
	for _, test := range []struct {
		name        string
		a           *app
		files       []string
		sizes       []int64
		from        place
		total, done int64
	}{
		{"one", &app{}, []string{"a"}, []int64{7}, place{}, 7, 0},
		{"the last of several", &app{}, []string{"a", "b", "c"}, []int64{1, 2, 4}, place{File: 2, Offset: 3}, 7, 3},
		{"one not known", &app{}, []string{"a", "b"}, []int64{1, -1}, place{File: 1}, 0, 0},
		{"standard input", &app{stdin: stdin}, []string{"a", stdinName}, []int64{1, -1}, place{File: 1}, 6, 1},
		{"a stream", &app{stdin: strings.NewReader("")}, []string{stdinName}, []int64{-1}, place{}, 0, 0},
	} {
		if total, done := inputTotal(test.a, test.files, test.sizes, test.from); total != test.total || done != test.done {
			t.Errorf("%s: %d, %d; want %d, %d", test.name, total, done, test.total, test.done)
		}
	}
}

// TestProgressRead pins that what is told of is bytes of the file as it is, packed or not:
// all of them at the end, in a run that goes on as well, and never less than before.
func TestProgressRead(t *testing.T) {
	const n = 5000
	text := mixedNDJSON(n)
	for _, test := range []struct {
		name, in, file string
		from           int64
	}{
		{"plain", inNDJSON, text, int64(strings.Index(text, "{\"id\":4000,"))},
		{"packed", inNDJSON, pack(t, "zstd", text), int64(strings.Index(text, "{\"id\":4000,"))},
		{"Parquet", inParquet, readFile(t, writeParquet(t, n)), 4000},
	} {
		name := filepath.Join(t.TempDir(), "in")
		writeFile(t, name, test.file)
		f, a := &bulk{in: test.in}, &app{}
		for _, from := range []int64{0, test.from} {
			var reads []int64
			p := newPipeline(1, func() *worker { return newWorker(a, f, &mrz.VerifyOptions{}) })
			read := func(ctx context.Context, s *sender) error { return f.readFile(ctx, a, name, from, s) }
			err := p.run(t.Context(), read, func(b *batch) error {
				reads = append(reads, b.read)
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			size := int64(len(test.file))
			if last := reads[len(reads)-1]; last < size-1 || last > size || !slices.IsSorted(reads) {
				t.Errorf("%s from %d: %d of %d bytes", test.name, from, reads, size)
			}
			if from > 0 && test.in == inParquet && reads[0] < size/2 {
				t.Errorf("%s from %d: begins at %d of %d bytes", test.name, from, reads[0], size)
			}
		}
	}
}

// TestProgressShown runs the program with a log, and with a bar that is none: what is not
// a terminal has no bar.
func TestProgressShown(t *testing.T) {
	t.Chdir(t.TempDir())
	text := mixedLines(300)
	runBulk(io.MultiReader(strings.NewReader(text), brokenReader{}), "-o", "out", "--resume")
	for _, test := range []struct{ mode, want string }{
		{progressLog, "mrz: going on after 300 records\nrecords: 300 in = "},
		{progressAuto, "records: 300 in = "},
		{progressNone, "records: 300 in = "},
	} {
		before := outFiles(t, ".")
		stderr, err := os.Create(filepath.Join(t.TempDir(), "stderr"))
		if err != nil {
			t.Fatal(err)
		}
		defer stderr.Close()
		run([]string{"bulk", "--as-of", "2026-11-23", "-o", "out", "--resume", "--progress", test.mode}, strings.NewReader(text), io.Discard, stderr)
		if got := readFile(t, stderr.Name()); !strings.HasPrefix(got, test.want) {
			t.Errorf("%s: got %q; want %q", test.mode, got, test.want)
		}
		os.Remove("out")
		for name, text := range before {
			writeFile(t, name, text)
		}
	}
}
