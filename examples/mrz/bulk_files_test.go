package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// mixedLines returns zones and what is none, all different.
func mixedLines(n int) string {
	var b strings.Builder
	for i := range n {
		switch i % 7 {
		case 3:
			fmt.Fprintf(&b, "P<UTO%d\r\n", i) // no length of a zone
		case 5:
			b.WriteString("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\r\n\n") // without a second line
		default:
			fmt.Fprintf(&b, "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n%09d6UTO7408122F1204159ZE184226B<<<<<10\n", i)
		}
	}
	return b.String()
}

func mixedNDJSON(n int) string {
	var b strings.Builder
	for i := range n {
		if i%11 == 4 {
			b.WriteString("{\n \n")
		}
		fmt.Fprintf(&b, `{"id":%d,"mrz":"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<%09d6UTO7408122F1204159ZE184226B<<<<<10"}`+"\n", i, i)
	}
	return b.String()
}

func mixedCSV(n int) string {
	var b strings.Builder
	b.WriteString("\r\nid,\"mrz\n\"\n")
	for i := range n {
		fmt.Fprintf(&b, "%d,\"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n%09d6UTO7408122F1204159ZE184226B<<<<<10\"\n", i, i)
		if i%9 == 1 {
			b.WriteString("x\"\n")
		}
	}
	return b.String()
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// outFiles returns what a run leaves in a folder: everything.
func outFiles(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		files[e.Name()] = readFile(t, filepath.Join(dir, e.Name()))
	}
	return files
}

// TestBulkKilled kills or interrupts the program at random moments, fifty times for each kind of
// input, and has it go on. What it leaves is what it leaves undisturbed.
func TestBulkKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	const n = 20000
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	for _, test := range []struct{ name, args, in string }{
		{"lines", "", mixedLines(n)},
		{"lines, packed, to CSV", "--out csv", pack(t, "gzip", mixedLines(n))},
		{"JSON", "--in ndjson", mixedNDJSON(n)},
		{"CSV", "--in csv --out csv --column id --no-header --column 2", mixedCSV(n)},
		{"JSON to Parquet", "--in ndjson --out parquet", mixedNDJSON(n)},
		{"Parquet to Parquet", "--in parquet --out parquet", readFile(t, writeParquet(t, n))},
	} {
		t.Run(test.name, func(t *testing.T) {
			in := filepath.Join(t.TempDir(), "in")
			if err := os.WriteFile(in, []byte(test.in), 0o666); err != nil {
				t.Fatal(err)
			}
			run := func(dir string, kill time.Duration) (killed bool, seen string) {
				out := func(name string) string { return filepath.Join(dir, name) }
				args := append([]string{"bulk", "--as-of", "2026-11-23", "--resume", "--checkpoint-every", "1ms", "-j", "1", "-o", out("out"), "--errors", out("errors"), "--summary", out("summary")}, strings.Fields(test.args)...)
				c := exec.Command(program, append(args, in, in)...)
				c.Env = append(os.Environ(), asProgram+"=1")
				var stderr bytes.Buffer
				c.Stderr = &stderr
				if err := c.Start(); err != nil {
					t.Fatal(err)
				}
				if kill > 0 {
					// Each third time it is asked to end, where that can be asked.
					ask := random.IntN(3) == 0
					timer := time.AfterFunc(kill, func() {
						if !ask || c.Process.Signal(os.Interrupt) != nil {
							c.Process.Kill()
						}
					})
					defer timer.Stop()
				}
				c.Wait()
				code := c.ProcessState.ExitCode()
				if code > exitFailed && code != exitInterrupted {
					t.Fatalf("exit code %d: %s", code, &stderr)
				}
				return code < 0 || code == exitInterrupted, stderr.String()
			}
			whole := t.TempDir()
			start := time.Now()
			_, wantSeen := run(whole, 0)
			took := time.Since(start)
			outFiles := func(t *testing.T, dir string) map[string]string {
				files := outFiles(t, dir)
				if strings.Contains(test.args, "--out parquet") {
					// Its segments are where it was killed.
					files["out"] = parquetText(t, files["out"])
				}
				return files
			}
			want := outFiles(t, whole)
			if len(want) != 3 || len(want["errors"]) == 0 {
				t.Fatalf("%d files; want out, errors and summary", len(want))
			}
			dir, finished := t.TempDir(), 0
			for kills := 0; kills < 50; {
				// A run may end before it is killed. Another one then begins.
				killed, seen := run(dir, max(time.Millisecond, time.Duration(random.Int64N(int64(took/2)))))
				if killed {
					kills++
					continue
				}
				compareFiles(t, outFiles(t, dir), want)
				if seen != wantSeen {
					t.Errorf("got %s; want %s", seen, wantSeen)
				}
				dir = t.TempDir()
				finished++
			}
			run(dir, 0)
			compareFiles(t, outFiles(t, dir), want)
			t.Logf("killed 50 times, finished %d times", finished+1)
		})
	}
}

func compareFiles(t *testing.T, got, want map[string]string) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%d files; want %d", len(got), len(want))
	}
	for name, text := range want {
		if got[name] != text {
			t.Errorf("%s: %d bytes that are not the %d bytes of a run that was not killed", name, len(got[name]), len(text))
		}
	}
}

// TestBulkResume goes on with runs whose input broke off, and which were interrupted.
func TestBulkResume(t *testing.T) {
	text := mixedLines(3000)
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	_, want, _ := runBulk(strings.NewReader(text))

	// What was written is kept when reading fails, after each of some lengths.
	for _, length := range []int{50000, 50001, 100000} {
		code, _, stderr := runBulk(io.MultiReader(strings.NewReader(text[:length]), brokenReader{}), "-o", out, "--resume")
		if code != exitUsage || !strings.Contains(stderr, "standard input: broken") {
			t.Fatalf("exit code %d, %s", code, stderr)
		}
		if _, err := os.Stat(out); err == nil {
			t.Fatal("the output is in its place before it is whole")
		}
	}
	code, _, stderr := runBulk(strings.NewReader(text), "-o", out)
	if code != exitUsage || !strings.Contains(stderr, "go on with --resume, or delete it") {
		t.Errorf("without --resume: exit code %d, %s", code, stderr)
	}
	code, _, stderr = runBulk(strings.NewReader(text), "-o", out, "--resume", "--redact")
	if code != exitUsage || !strings.Contains(stderr, "with other flags or other input") {
		t.Errorf("with other flags: exit code %d, %s", code, stderr)
	}
	code, _, stderr = runBulk(strings.NewReader(text), "-o", out, "--resume")
	if got := outFiles(t, dir); code != exitFailed || got["out"] != want || len(got) != 1 {
		t.Errorf("exit code %d, %d files, %s", code, len(got), stderr)
	}
	if want := "records: 3000 in = 2143 out + 857 rejected; ok: 211, not ok: 1932\n"; !strings.HasSuffix(stderr, want) {
		t.Errorf("got %q; want %q", stderr, want)
	}

	for name, text := range map[string]string{"empty": "", "no JSON": "x", "another": `{"schema":2}`, "hostile": `{"schema":1,"output":-1}`} {
		if err := os.WriteFile(checkpointName(out), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		if code, _, stderr := runBulk(strings.NewReader(""), "-o", out, "--resume"); code != exitUsage || !strings.Contains(stderr, "is no checkpoint of this program") {
			t.Errorf("%s: exit code %d, %s", name, code, stderr)
		}
	}
}

// TestBulkFull writes to a device that is full.
func TestBulkFull(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("there is no /dev/full")
	}
	for _, name := range []string{"out", "errors", "summary", "report"} {
		dir := t.TempDir()
		if err := os.Symlink("/dev/full", filepath.Join(dir, name+".part")); err != nil {
			t.Fatal(err)
		}
		code, _, stderr := runBulk(strings.NewReader(mixedLines(100)),
			"-o", filepath.Join(dir, "out"), "--errors", filepath.Join(dir, "errors"), "--summary", filepath.Join(dir, "summary"), "--report", filepath.Join(dir, "report"))
		if code != exitUsage || !strings.Contains(stderr, "mrz: the output cannot be written: ") || !strings.Contains(stderr, "no space left on device") {
			t.Errorf("%s: exit code %d, %s", name, code, stderr)
		}
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			t.Errorf("%s: is in its place", name)
		}
	}
}

func TestBulkSummary(t *testing.T) {
	dir := t.TempDir()
	report := filepath.Join(dir, "report.html")
	text, _ := json.Marshal(passport)
	code, stdout, _ := runBulk(strings.NewReader(fmt.Sprintf("{\"mrz\":%s}\n{\"text\":%s}\n{}\n", text, text)), "--in", "ndjson", "--repair", "--out", "none", "--summary", "-", "--report", report)
	var got struct {
		Schema, Records, OK, NotOK, Rejected, Zones int
		AsOf                                        string
		Layouts, IssuingStates, Rules, Severities   map[string]int
		Verdicts, Validity, ExpiryYears             map[string]int
		Statuses, ErrorKinds                        map[string]int
	}
	d := json.NewDecoder(strings.NewReader(stdout))
	d.DisallowUnknownFields()
	if err := d.Decode(&got); err != nil || code != exitFailed {
		t.Fatalf("%v: %s", err, stdout)
	}
	s := fmt.Sprint(got)
	want := "{1 3 2 0 1 2 2026-11-23 map[TD3:2] map[UTO:2] map[expired:2 specimen:4] map[warning:6] map[match:10] map[expired:2] map[2012:2] map[clean:2] map[json:1]}"
	if s != want {
		t.Errorf("got %s; want %s", s, want)
	}
	page, err := os.ReadFile(report)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"3 records", "UTO Utopia", "specimen", "2012", "Share of repaired: 0.0 % of 2 zones"} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the report does not tell %q", want)
		}
	}
	for _, never := range []string{"ERIKSSON", "ANNA", "L898902C", "740812", "1974", "ZE184226B", "<script", "src=", "href="} {
		if strings.Contains(stdout+string(page), never) {
			t.Errorf("the summary or the report has %q", never)
		}
	}
}
