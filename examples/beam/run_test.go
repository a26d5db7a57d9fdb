package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners/prism"
)

// program returns the program with flags, to be run in a process of its own.
func program(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(self, args...)
	// Beam leaves an empty file there at each run.
	c.Env = append(os.Environ(), asProgram+"=1", "TMPDIR="+t.TempDir())
	return c
}

func (j *job) flags() []string {
	return []string{"--input", j.Input, "--output", j.Output, "--rejected", j.Rejected, "--summary", j.Summary, "--as-of", day}
}

// runProgram runs the program, and returns the exit code and what it says.
func runProgram(t *testing.T, args ...string) (code int, stderr string) {
	t.Helper()
	c := program(t, args...)
	var b bytes.Buffer
	c.Stderr = &b
	var exit *exec.ExitError
	if err := c.Run(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return c.ProcessState.ExitCode(), b.String()
}

// results are all that a job writes, by the name of the file in its folder.
type results struct {
	out, rejected map[string]string
	summary       string
}

// results returns what there is, without parts.
func (j *job) results(t *testing.T) results {
	t.Helper()
	folder := func(dir string) map[string]string {
		files := map[string]string{}
		names, err := filepath.Glob(filepath.Join(dir, "*.ndjson"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			files[filepath.Base(name)] = readFile(t, name)
		}
		return files
	}
	r := results{out: folder(j.Output), rejected: folder(j.Rejected)}
	if b, err := os.ReadFile(j.Summary); err == nil {
		r.summary = string(b)
	}
	return r
}

// run runs the program, with arguments besides the flags of the job, to a good end, and
// returns its results.
func (j *job) run(t *testing.T, args ...string) results {
	t.Helper()
	if code, stderr := runProgram(t, append(j.flags(), args...)...); code != 0 {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	return j.results(t)
}

// TestKilled kills the program, the runner and its workers, at random moments, and
// starts it again until it gets to the end.
func TestKilled(t *testing.T) {
	j := judged(job{})
	j.Input = inputs(t, 12, func(i int) string { return lines(2000, i) })
	j.places(t)
	start := time.Now()
	want := j.run(t)
	took := time.Since(start)
	if len(want.out) != 12 || len(want.rejected) != 12 || want.summary == "" {
		t.Fatalf("%d files of results, %d of rejected, summary %q", len(want.out), len(want.rejected), want.summary)
	}
	killed, partial, parts := 0, 0, 0
	for range 4 {
		j.places(t)
		for n := 0; ; n++ {
			c := program(t, j.flags()...)
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			if n < 4 {
				time.AfterFunc(rand.N(took), func() { c.Process.Kill() })
			}
			err := c.Wait()
			// What has its name is whole, whenever that is.
			got := j.results(t)
			for name, text := range got.out {
				if text != want.out[name] {
					t.Errorf("%s has its name and is not whole", name)
				}
			}
			for name, text := range got.rejected {
				if text != want.rejected[name] {
					t.Errorf("the rejected of %s have their name and are not whole", name)
				}
			}
			if got.summary != "" && !reflect.DeepEqual(got, want) {
				t.Error("there is a summary, and something is missing")
			}
			if err == nil {
				break
			}
			killed++
			if 0 < len(got.out) && len(got.out) < len(want.out) {
				partial++
			}
		}
		if !reflect.DeepEqual(j.results(t), want) {
			t.Error("the results differ from those of a run that was not killed")
		}
		left, _ := filepath.Glob(filepath.Join(j.Output, ".*.part"))
		parts += len(left)
	}
	t.Logf("killed %d times, %d of them half-way; %d parts are left", killed, partial, parts)
	if killed == 0 {
		t.Error("it was never killed")
	}
}

// TestBroken has a file that cannot be read to its end, in the midst of others.
func TestBroken(t *testing.T) {
	j := judged(job{})
	j.Input = inputs(t, 6, func(i int) string { return lines(1000, i) })
	j.places(t)
	want := j.run(t)
	for i, message := range map[int]string{4: "the gzip data ends too early", 5: "the zstd data ends too early"} {
		j.places(t)
		name := strings.Replace(j.Input, "*", fmt.Sprint(i), 1)
		whole := readFile(t, name)
		if err := os.WriteFile(name, []byte(whole[:len(whole)/2]), 0o666); err != nil {
			t.Fatal(err)
		}
		code, stderr := runProgram(t, j.flags()...)
		if last := name + ": " + message; code != 2 || !strings.HasSuffix(strings.TrimSpace(stderr), last) {
			t.Errorf("exit code %d, message %s; want 2, and %s at the end", code, stderr, last)
		}
		if got := j.results(t); got.summary != "" || got.out[filepath.Base(outputName("", name))] != "" {
			t.Error("the file that is broken has results, or the job a summary")
		}
		if err := os.WriteFile(name, []byte(whole), 0o666); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(j.run(t), want) {
			t.Error("the results differ from those of a run without a broken file")
		}
	}
}

// TestErrors has what is wrong with the use of the program.
func TestErrors(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	for _, folder := range []string{"in", "folders/one", "out", "odd"} {
		if err := os.MkdirAll(at(folder), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for _, file := range []string{"in/a.txt", "out/a.ndjson", "file", "odd/\x1b[2J"} {
		if err := os.WriteFile(at(file), nil, 0o666); err != nil && runtime.GOOS != "windows" {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(at("none"), at("odd/dangling\n")); err != nil {
		t.Log(err)
	}
	for _, test := range []struct {
		name string
		args []string
		want string // at the end of the message
	}{
		{"nothing", nil, "beam: --input is missing"},
		{"no output", []string{"--input", at("in/*")}, "beam: --output is missing"},
		{"no such flag", []string{"--inpt", "x"}, ""},
		{"a pattern without quotes", []string{"--output", at("new"), "--input", at("in/a.txt"), at("in/b.txt")}, "beam: an argument that is no flag: a pattern with * needs quotes"},
		{"format", []string{"--input", at("in/*"), "--output", at("new"), "--in", "csv"}, "beam: --in must be one of lines, ndjson"},
		{"repair of lines", []string{"--input", at("in/*"), "--output", at("new"), "--repair"}, "beam: --repair is for --in ndjson"},
		{"day", []string{"--as-of", "tomorrow"}, ""},
		{"kind", []string{"--fail-on", "error"}, ""},
		{"candidates", []string{"--input", at("in/*"), "--output", at("new"), "--candidates", "0"}, "beam: --candidates must be at least 1"},
		{"confidence", []string{"--input", at("in/*"), "--output", at("new"), "--min-confidence", "NaN"}, "beam: --min-confidence must be more than 0 and at most 1"},
		{"independence", []string{"--input", at("in/*"), "--output", at("new"), "--independence", "2"}, "beam: --independence must be between 0 and 1"},
		{"the same folder", []string{"--input", at("in/*"), "--output", at("new"), "--rejected", at("in/../new/")}, "beam: --output, --rejected and --summary need different places"},
		{"output is a file", []string{"--input", at("in/*"), "--output", at("file")}, "file: is no folder"},
		{"summary is a folder", []string{"--input", at("in/*"), "--output", at("new"), "--summary", at("in")}, "in: is a directory"},
		{"no file", []string{"--input", at("none/*"), "--output", at("new")}, at("none/*") + ": no file matches"},
		{"a pattern that is none", []string{"--input", at("[a"), "--output", at("new")}, at("[a") + ": syntax error in pattern"},
		{"a folder among the input", []string{"--input", at("folders/*"), "--output", at("new")}, at("folders/one") + ": is a directory"},
		{"the output is input", []string{"--input", at("out/*"), "--output", at("out")}, at("out/a.ndjson") + ": is in a folder of the output"},
		{"the rejected are input", []string{"--input", at("out/*"), "--output", at("new"), "--rejected", at("out")}, at("out/a.ndjson") + ": is in a folder of the output"},
		{"the summary is input", []string{"--input", at("in/*"), "--output", at("new"), "--summary", at("in/a.txt")}, at("in/a.txt") + ": is the file for the summary"},
		{"a scheme that is none", []string{"--input", "ftp://host/*", "--output", at("new")}, "file system scheme \"ftp\" not registered for \"ftp://host/*\""},
		{"a name with a line break", []string{"--input", at("odd/d*"), "--output", at("new")}, `odd/dangling\n": no such file or directory`},
		{"no place for the output", []string{"--input", at("in/*"), "--output", at("file/out")}, "not a directory"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if runtime.GOOS == "windows" && strings.ContainsAny(test.want, `\[`) {
				t.Skip("no such names here")
			}
			code, stderr := runProgram(t, test.args...)
			if code != 2 || !strings.HasSuffix(strings.TrimSpace(stderr), test.want) {
				t.Errorf("exit code %d, message %s; want 2, and %s at the end", code, stderr, test.want)
			}
			if strings.ContainsAny(stderr, "\x1b") {
				t.Error("the message commands a terminal")
			}
			if _, err := os.Stat(at("new")); err == nil {
				t.Error("there is output")
			}
		})
	}
}

// TestAgain runs a job again whose pattern has its own folders among its matches.
func TestAgain(t *testing.T) {
	j := judged(job{})
	j.Input = inputs(t, 2, func(i int) string { return lines(100, i) })
	dir := filepath.Dir(j.Input)
	j.Output, j.Rejected, j.Summary = filepath.Join(dir, "out"), filepath.Join(dir, "rejected"), filepath.Join(t.TempDir(), "summary")
	if err := os.WriteFile(filepath.Join(dir, "\x1b[2J\n"), []byte(lines(100, 2)), 0o666); err != nil {
		t.Log(err)
	}
	var first results
	for i := range 2 {
		got := j.run(t)
		if i == 0 {
			first = got
		} else if !reflect.DeepEqual(got, first) || first.summary == "" {
			t.Error("the results differ")
		}
	}
}

// TestPortable sends the job to a job server, as for Flink, Spark or any other runner
// that is not in the program: over gRPC, with the pipeline as a message. With LOOPBACK
// the workers are in the program; with PROCESS the server is given the program, and
// Beam's boot starts it, as it does in the containers of a cluster.
func TestPortable(t *testing.T) {
	j := judged(job{})
	j.Input = inputs(t, 6, func(i int) string { return lines(1000, i) })
	j.places(t)
	want := j.run(t)

	t.Setenv(asProgram, "1") // for the workers, which the server starts
	t.Setenv("TMPDIR", t.TempDir())
	port := freePort(t)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if _, err := prism.CreateJobServer(ctx, prism.Options{Port: port}); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name string
		args func(t *testing.T) []string
	}{
		{"LOOPBACK", func(*testing.T) []string { return nil }},
		{"PROCESS", func(t *testing.T) []string {
			self, err := os.Executable()
			if err != nil {
				t.Fatal(err)
			}
			return []string{"--worker_binary", self, "--environment_config", fmt.Sprintf(`{"command":%q}`, bootProgram(t))}
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			j.places(t)
			args := []string{"--runner", "flink", "--endpoint", fmt.Sprint("localhost:", port), "--parallelism", "2", "--job_name", "mrz", "--environment_type", test.name}
			if !reflect.DeepEqual(j.run(t, append(args, test.args(t)...)...), want) {
				t.Error("the results differ from those of Prism in the program")
			}
		})
	}
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Skipf("no port to listen on: %v", err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// bootProgram builds what starts a worker in a container of Beam.
func bootProgram(t *testing.T) string {
	t.Helper()
	sh, err := exec.LookPath("sh")
	if err != nil || runtime.GOOS == "windows" {
		t.Skip("there is no shell here")
	}
	dir := t.TempDir()
	boot := filepath.Join(dir, "boot")
	build := exec.Command("go", "build", "-o", boot, "github.com/apache/beam/sdks/v2/go/container")
	build.Env = append(os.Environ(), "GOWORK=off")
	if b, err := build.CombinedOutput(); err != nil {
		t.Skipf("Beam's boot cannot be built: %v: %s", err, b)
	}
	// Prism puts quotes around the id, as if for a shell; and boot writes a file into its
	// folder.
	script := filepath.Join(dir, "boot.sh")
	text := "#!" + sh + "\ncd '" + dir + "'\nid=${1#*\\'}\nexec '" + boot + "' --semi_persist_dir='" + dir + "' --id=\"${id%\\'}\" \"$2\"\n"
	if err := os.WriteFile(script, []byte(text), 0o777); err != nil {
		t.Fatal(err)
	}
	return script
}
