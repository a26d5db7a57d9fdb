package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// neverRead is an input that must not be read.
type neverRead struct{ t *testing.T }

func (r neverRead) Read([]byte) (int, error) {
	r.t.Error("the input is read")
	return 0, errors.New("read")
}

func writeFile(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestBulkWrittenInput names an input as an output, in many ways.
func TestBulkWrittenInput(t *testing.T) {
	const text = "P<UTO\n"
	for _, test := range []struct{ name, args string }{
		{"output", "-o in in"},
		{"errors", "--errors in in"},
		{"summary", "--summary in in"},
		{"report", "--report in in"},
		{"not the first input", "-o in other in"},
		{"another name", "-o ../in/in in"},
		{"a link", "-o link in"},
		{"a link as the input", "-o in link"},
		{"a hard link", "-o hard in"},
		{"the part", "-o x x.part"},
		{"the part of the errors", "--errors x x.part"},
		{"the checkpoint", "-o x x.checkpoint"},
		{"the part of the checkpoint", "-o x x.checkpoint.part"},
		{"a pattern", "-o in i*"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "in")
			if err := os.Mkdir(dir, 0o777); err != nil {
				t.Fatal(err)
			}
			t.Chdir(dir)
			for _, name := range []string{"in", "other", "x.part", "x.checkpoint", "x.checkpoint.part"} {
				writeFile(t, name, text)
			}
			if os.Symlink("in", "link") != nil || os.Link("in", "hard") != nil {
				t.Skip("no links")
			}
			before := outFiles(t, ".")
			code, stdout, stderr := runBulk(strings.NewReader(""), strings.Fields(test.args)...)
			if code != exitUsage || stdout != "" || !strings.Contains(stderr, "is an input, and would be written over") {
				t.Errorf("exit code %d, %s", code, stderr)
			}
			compareFiles(t, outFiles(t, "."), before)
		})
	}

	name := filepath.Join(t.TempDir(), "in")
	writeFile(t, name, text)
	in, err := os.OpenFile(name, os.O_RDWR|os.O_APPEND, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	code, _, stderr := runBulk(in, "-o", name)
	if code != exitUsage || !strings.Contains(stderr, "is an input, and would be written over") {
		t.Errorf("standard input: exit code %d, %s", code, stderr)
	}
	// Without end, were it not refused.
	var b bytes.Buffer
	if code := run([]string{"bulk"}, in, in, &b); code != exitUsage || !strings.Contains(b.String(), "standard output is an input as well") {
		t.Errorf("standard output: exit code %d, %s", code, &b)
	}
	if readFile(t, name) != text {
		t.Error("the input has been written to")
	}
}

// TestBulkSameFile names two outputs that are one file.
func TestBulkSameFile(t *testing.T) {
	for _, args := range []string{
		"-o out --errors ./out",
		"-o out --summary folder/../out",
		"--errors out --report link/out",
		"-o out --errors out.part",
		"-o out --errors out.checkpoint",
		"-o out --summary out.checkpoint.part",
	} {
		t.Chdir(t.TempDir())
		if os.Mkdir("folder", 0o777) != nil || os.Symlink(".", "link") != nil {
			t.Skip("no links")
		}
		code, _, stderr := runBulk(neverRead{t}, strings.Fields(args)...)
		if code != exitUsage || !strings.Contains(stderr, "need different files") {
			t.Errorf("%s: exit code %d, %s", args, code, stderr)
		}
	}
}

// TestBulkNoFile has outputs that can never be written. That shows before anything is
// read, and leaves nothing.
func TestBulkNoFile(t *testing.T) {
	for _, flag := range []string{"--output", "--errors", "--summary", "--report"} {
		for _, test := range []struct{ name, want string }{
			{"folder", "folder: is there, and is no regular file"},
			{"device", "device: is there, and is no regular file"},
			{"none/file", "none/file: "},
		} {
			t.Chdir(t.TempDir())
			if os.Mkdir("folder", 0o777) != nil || os.Symlink(os.DevNull, "device") != nil {
				t.Skip("no links")
			}
			args := []string{"--errors", "a", "--summary", "b", "--report", "c", flag, test.name}
			if flag != "--output" {
				args = append(args, "--output", "d")
			}
			code, _, stderr := runBulk(neverRead{t}, args...)
			if code != exitUsage || !strings.HasPrefix(stderr, "mrz: the output cannot be written: "+test.want) {
				t.Errorf("%s %s: exit code %d, %s", flag, test.name, code, stderr)
			}
			if entries, _ := os.ReadDir("."); len(entries) != 2 {
				t.Errorf("%s %s: left %v", flag, test.name, entries)
			}
		}
	}
}

// TestBulkTwoRuns begins a run while another one is at the same files.
func TestBulkTwoRuns(t *testing.T) {
	switch runtime.GOOS {
	case "darwin", "linux", "windows":
	default:
		t.Skip("there may be no locks")
	}
	dir := t.TempDir()
	out, errs := filepath.Join(dir, "out"), filepath.Join(dir, "errors")
	text := mixedLines(3000)
	read, write := io.Pipe()
	done := make(chan int)
	go func() {
		code, _, _ := runBulk(read, "-o", out, "--errors", errs)
		done <- code
	}()
	io.WriteString(write, text[:50000])
	for _, args := range [][]string{{"-o", out}, {"-o", out, "--resume"}, {"-o", out, "--out", "parquet"}, {"-o", filepath.Join(dir, "other"), "--errors", errs}, {"--errors", errs}} {
		code, _, stderr := runBulk(neverRead{t}, args...)
		if code != exitUsage || !strings.Contains(stderr, ": another run is writing it") {
			t.Errorf("%q: exit code %d, %s", args, code, stderr)
		}
	}
	io.WriteString(write, text[50000:])
	write.Close()
	if code := <-done; code != exitFailed {
		t.Errorf("exit code %d", code)
	}
	got := outFiles(t, dir)
	if n := strings.Count(got["out"]+got["errors"], "\n"); n != 3000 || len(got) != 2 {
		t.Errorf("%d records in %d files", n, len(got))
	}
}

// TestBulkPermissions pins who may read the results: whom the user lets, and of a file
// that is replaced no others than before.
func TestBulkPermissions(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("has other permissions")
	}
	t.Chdir(t.TempDir())
	writeFile(t, "usual", "")
	usual, err := os.Stat("usual")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name string
		old  os.FileMode // of the file that is there, or 0
		part os.FileMode // of what an earlier run has left, or 0
		want os.FileMode
	}{
		{"new", 0, 0, usual.Mode()},
		{"private", 0o600, 0, 0o600},
		{"private, with a part", 0o600, 0o644, 0o600},
		{"for a group", 0o660, 0, 0o660},
		{"read only", 0o444, 0, 0o644},
	} {
		for _, file := range []struct {
			name string
			mode os.FileMode
		}{{"out", test.old}, {"out.part", test.part}} {
			os.Remove(file.name)
			if file.mode > 0 {
				writeFile(t, file.name, "before")
				if err := os.Chmod(file.name, file.mode); err != nil {
					t.Fatal(err)
				}
			}
		}
		if code, _, stderr := runBulk(strings.NewReader(passport), "-o", "out"); code != exitOK {
			t.Fatalf("%s: exit code %d, %s", test.name, code, stderr)
		}
		if info, err := os.Stat("out"); err != nil || info.Mode() != test.want {
			t.Errorf("%s: %v, %v; want %v", test.name, err, info.Mode(), test.want)
		}
	}
}

// TestBulkOtherInput goes on with an input that is not the same any more.
func TestBulkOtherInput(t *testing.T) {
	text := mixedNDJSON(300)
	t.Run("changed", func(t *testing.T) {
		t.Chdir(t.TempDir())
		writeFile(t, "in", text+"x")
		if err := os.Mkdir("later", 0o777); err != nil {
			t.Fatal(err)
		}
		// It breaks off at the second input, which is a broken file.
		writeFile(t, "broken", "\x1f\x8b\x08")
		args := []string{"--in", "ndjson", "-o", "out", "--resume", "in", "broken"}
		if code, _, stderr := runBulk(nil, args...); code != exitUsage || !strings.Contains(stderr, "broken: ") {
			t.Fatalf("exit code %d, %s", code, stderr)
		}
		info, err := os.Stat("in")
		if err != nil {
			t.Fatal(err)
		}
		writeFile(t, "in", text+"y")
		if err := os.Chtimes("in", time.Time{}, info.ModTime().Add(time.Second)); err != nil {
			t.Fatal(err)
		}
		if code, _, stderr := runBulk(nil, args...); code != exitUsage || !strings.Contains(stderr, "with other flags or other input") {
			t.Errorf("exit code %d, %s", code, stderr)
		}
	})
	row := `{"mrz":"` + strings.ReplaceAll(passport, "\n", `\n`) + `"}`
	for _, test := range []struct{ name, args, text string }{
		{"lines", "", mixedLines(300) + strings.TrimSuffix(passport, "\n")},
		{"JSON", "--in ndjson", text + row},
		{"CSV", "--in csv --column 2 --no-header", mixedCSV(300) + strings.TrimSuffix(strings.ReplaceAll(passport, "\n", ","), ",")},
	} {
		t.Run("shorter, "+test.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			args := append([]string{"-o", "out", "--resume"}, strings.Fields(test.args)...)
			runBulk(io.MultiReader(strings.NewReader(test.text+"\n"), brokenReader{}), args...)
			part := readFile(t, "out.part")
			// Without a line break at the end, as it may have been.
			for _, n := range []int{len(test.text) / 2, len(test.text) - 2} {
				code, _, stderr := runBulk(strings.NewReader(test.text[:n]), args...)
				if code != exitUsage || !strings.Contains(stderr, "the input is shorter than the part of it that is done") {
					t.Errorf("%d bytes: exit code %d, %s", n, code, stderr)
				}
				if readFile(t, "out.part") != part {
					t.Error("what there was has changed")
				}
			}
			if code, _, stderr := runBulk(strings.NewReader(test.text+"\n"), args...); code != exitFailed {
				t.Errorf("exit code %d, %s", code, stderr)
			}
			if readFile(t, "out") != part {
				t.Error("the output is not what had been written")
			}
		})
	}
}

// TestBulkDone goes on with runs that were ended while their files were being moved, at
// each step, and with what such a run cannot have left.
func TestBulkDone(t *testing.T) {
	text := mixedLines(100)
	args := []string{"-o", "out", "--errors", "errors", "--summary", "summary", "--report", "report"}
	t.Chdir(t.TempDir())
	if code, _, stderr := runBulk(strings.NewReader(text), args...); code != exitFailed {
		t.Fatalf("exit code %d, %s", code, stderr)
	}
	want := outFiles(t, ".")
	// A run that could not write its report leaves the last checkpoint.
	t.Chdir(t.TempDir())
	if err := os.Symlink("/dev/full", "report.part"); err != nil {
		t.Skip("no links")
	}
	if _, err := os.Stat("report.part"); err != nil {
		t.Skip("there is no /dev/full")
	}
	if code, _, stderr := runBulk(strings.NewReader(text), args...); code != exitUsage {
		t.Fatalf("exit code %d, %s", code, stderr)
	}
	last := readFile(t, "out.checkpoint")
	if err := os.Symlink("/dev/full", "report.part"); err != nil {
		t.Fatal(err)
	}
	if code, _, stderr := runBulk(strings.NewReader(text), append(args, "--resume")...); code != exitUsage {
		t.Fatalf("exit code %d, %s", code, stderr)
	}
	if left := outFiles(t, "."); len(left) != 4 || left["out.checkpoint"] != last || left["summary"] != want["summary"] {
		t.Errorf("left %d files", len(left))
	}

	for _, test := range []struct {
		name  string
		files string // that are there, of those that are written
		lost  string // what is told of one that is not what it should be
	}{
		{"nothing moved", "out.part errors.part", ""},
		{"out moved", "out errors.part", ""},
		{"all moved", "out errors", ""},
		{"summary moved", "out errors summary", ""},
		{"in the midst of the report", "out errors summary report.part", ""},
		{"report moved", "out errors summary report", ""},
		{"replaces older files", "out.part old-out errors.part old-errors old-report", ""},
		{"nothing there", "", "out: "},
		{"no errors", "out.part", "errors: "},
		{"another file", "old-out errors.part", "out: "},
		{"a short part", "short-out.part errors.part", "out: "},
		{"a short part beside the file", "short-out.part out errors.part", "out: "},
		{"a short part, and another file", "short-out.part old-out errors.part", "out: "},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			for name := range strings.FieldsSeq(test.files) {
				text := want[strings.TrimSuffix(name, ".part")]
				if old, ok := strings.CutPrefix(name, "old-"); ok {
					name, text = old, "old"
				}
				if short, ok := strings.CutPrefix(name, "short-"); ok {
					name, text = short, "short"
				}
				writeFile(t, name, text)
			}
			writeFile(t, "out.checkpoint", last)
			code, _, stderr := runBulk(strings.NewReader(text), append(args, "--resume")...)
			if test.lost == "" {
				if code != exitFailed {
					t.Errorf("exit code %d, %s", code, stderr)
				}
				compareFiles(t, outFiles(t, "."), want)
				return
			}
			if code != exitUsage || !strings.Contains(stderr, test.lost+"is not what the checkpoint tells of") {
				t.Errorf("exit code %d, %s", code, stderr)
			}
			if readFile(t, "out.checkpoint") != last {
				t.Error("the checkpoint has gone")
			}
		})
	}
}

// TestBulkFullCheckpoint fills the disk when a checkpoint is to be written: what the one
// before tells of must stay.
func TestBulkFullCheckpoint(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("there is no /dev/full")
	}
	text := mixedLines(3000)
	_, want, _ := runBulk(strings.NewReader(text))
	t.Chdir(t.TempDir())
	runBulk(io.MultiReader(strings.NewReader(text[:50000]), brokenReader{}), "-o", "out", "--resume")
	before, err := readCheckpoint("out")
	if err != nil || before == nil {
		t.Fatalf("no checkpoint: %v", err)
	}
	if err := os.Symlink("/dev/full", "out.checkpoint.part"); err != nil {
		t.Fatal(err)
	}
	code, _, stderr := runBulk(strings.NewReader(text), "-o", "out", "--resume", "--checkpoint-every", "1ns")
	if code != exitUsage || !strings.Contains(stderr, "out.checkpoint: no space left on device") {
		t.Errorf("exit code %d, %s", code, stderr)
	}
	if after, err := readCheckpoint("out"); err != nil || after == nil || after.Counts.Records() < before.Counts.Records() {
		t.Errorf("the checkpoint before is gone: %v", err)
	}
	if code, _, stderr := runBulk(strings.NewReader(text), "-o", "out", "--resume"); code != exitFailed || readFile(t, "out") != want {
		t.Errorf("exit code %d, %s", code, stderr)
	}
}

// TestBulkStalePart begins where an earlier run was killed before its first checkpoint.
func TestBulkStalePart(t *testing.T) {
	t.Chdir(t.TempDir())
	_, want, _ := runBulk(strings.NewReader(passport))
	for _, resume := range []string{"--resume", "--resume=false"} {
		writeFile(t, "out.part", strings.Repeat("before\n", 1000))
		if code, _, stderr := runBulk(strings.NewReader(passport), "-o", "out", resume); code != exitOK || readFile(t, "out") != want {
			t.Errorf("%s: exit code %d, %s", resume, code, stderr)
		}
	}
}

// TestBulkEscapes has names of files that would command a terminal.
func TestBulkEscapes(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("has no such names")
	}
	const name = "\x1b[2J\x9b31m\u202e\n"
	t.Chdir(t.TempDir())
	writeFile(t, name+"in", "\x1f\x8b\x08")
	writeFile(t, name+".checkpoint", "x")
	writeFile(t, name+"parquet", "x")
	writeFile(t, name+"other.checkpoint", `{"schema":1,"asOf":"2026-11-23"}`)
	for _, args := range [][]string{
		{name},
		{name + "in"},
		{name + "*.none"},
		{"--in", "parquet", name + "parquet"},
		{"-o", name},
		{"-o", name + "other", "--resume"},
		{"-o", name + "/out"},
		{"--errors", name + "/out"},
		{"--summary", name + "/out"},
		{"--report", name + "/out"},
		{"-o", name + "in", name + "in"},
		{"--progress", name},
		{"--fields", name},
		{"--in", "csv", "--column", name},
	} {
		code, stdout, stderr := runBulk(strings.NewReader("a,b\nc,d\n"), args...)
		if code != exitUsage || strings.ContainsAny(stdout+stderr, "\x1b\u202e") || strings.Contains(stdout+stderr, "\x9b") || strings.Contains(strings.TrimSuffix(stderr, "\n"), "31m\n") {
			t.Errorf("%q: exit code %d, %q", args, code, stderr)
		}
	}
}

func TestBulkEvery(t *testing.T) {
	for _, every := range []string{"0", "-1s"} {
		code, _, stderr := runBulk(neverRead{t}, "-o", filepath.Join(t.TempDir(), "out"), "--checkpoint-every", every)
		if want := "mrz: --checkpoint-every must be more than 0\n"; code != exitUsage || stderr != want {
			t.Errorf("%s: exit code %d, %s", every, code, stderr)
		}
	}
}

// TestCheckpointHostile goes on from checkpoints that no run has written: without a panic,
// and never with exit code 0.
func TestCheckpointHostile(t *testing.T) {
	text := mixedLines(3000)
	for i, change := range [][2]string{
		{`"tally":{`, `"tally":null,"x":{`},
		{`"layouts":{`, `"layouts":null,"x":{`},
		{`"asOf":"2026-11-23"`, `"asOf":""`},
		{`"asOf":"2026-11-23",`, ``},
		{`"file":0`, `"file":-1`},
		{`"offset":`, `"offset":9`},
		{`"output":`, `"output":9`},
		{`"output":`, `"output":-`},
		{`"schema":1`, `"schema":2`},
	} {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Chdir(t.TempDir())
			args := []string{"-o", "out", "--resume", "--summary", "summary"}
			runBulk(io.MultiReader(strings.NewReader(text[:50000]), brokenReader{}), args...)
			checkpoint := readFile(t, "out.checkpoint")
			changed := strings.Replace(checkpoint, change[0], change[1], 1)
			if changed == checkpoint {
				t.Fatal("nothing changed")
			}
			writeFile(t, "out.checkpoint", changed)
			if code, _, stderr := runBulk(strings.NewReader(text), args...); code != exitUsage && !strings.Contains(change[0], "{") {
				t.Errorf("exit code %d, %s", code, stderr)
			}
		})
	}
}

// TestBulkNothingDone pins that a run that could not begin is not one to go on with.
func TestBulkNothingDone(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFile(t, "in", "a,b\n1,2\n")
	if code, _, _ := runBulk(nil, "--in", "csv", "--column", "none", "-o", "out", "in"); code != exitUsage {
		t.Errorf("exit code %d", code)
	}
	if _, err := os.Stat("out.checkpoint"); err == nil {
		t.Error("there is a checkpoint")
	}
	if code, _, stderr := runBulk(nil, "--in", "csv", "--column", "a", "-o", "out", "in"); code != exitFailed {
		t.Errorf("then: exit code %d, %s", code, stderr)
	}
}

// TestBulkResumeCRLF goes on where a read has ended between CR and LF.
func TestBulkResumeCRLF(t *testing.T) {
	t.Chdir(t.TempDir())
	zones := strings.ReplaceAll(strings.Repeat(passport, 3), "\n", "\r\n")
	text := zones + "P<UTO\r\n" + zones
	first := text[:strings.LastIndex(zones, "\r")+1]
	runBulk(io.MultiReader(strings.NewReader(first), brokenReader{}), "-o", "out", "--resume")
	if c, err := readCheckpoint("out"); err != nil || c == nil || c.Place.Offset != int64(len(first)) {
		t.Fatalf("the checkpoint does not stand between CR and LF: %v", err)
	}
	runBulk(strings.NewReader(text), "-o", "out", "--resume")
	if _, want, _ := runBulk(strings.NewReader(text)); readFile(t, "out") != want {
		t.Error("the results differ from those of a run that was not interrupted")
	}
}

// TestSyncFails pins that what the system has lost is not safe when it is asked again.
func TestSyncFails(t *testing.T) {
	f, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	o := &outFile{name: "out", f: f, lost: io.ErrUnexpectedEOF}
	if err := o.sync(); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("got %v", err)
	}
}
