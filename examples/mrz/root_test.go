package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

const passport = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n"

// badInputs are texts that are no zone, or only just one.
func badInputs() map[string]string {
	first, second, _ := strings.Cut(passport, "\n")
	return map[string]string{
		"passport":         passport,
		"two":              passport + "\n" + passport,
		"empty":            "",
		"one character":    "P",
		"NUL":              "P<\x00" + passport[3:],
		"only NUL":         "\x00",
		"invalid UTF-8":    "P<\xff" + passport[3:],
		"44 and 45":        first + "\n" + strings.TrimSpace(second) + "0\n",
		"mixed line ends":  first + "\r" + strings.TrimSpace(second) + "\r\n" + first + "\n" + second,
		"lone CR":          strings.ReplaceAll(passport, "\n", "\r"),
		"mark of UTF-8":    "\uFEFF" + passport,
		"one line":         strings.ReplaceAll(passport, "\n", ""),
		"lower case":       strings.ToLower(passport),
		"full width":       strings.Map(func(r rune) rune { return r - 'A' + 'Ａ' }, first) + "\n" + second,
		"escape sequences": "\x1b[31m\x1b]0;title\x07" + passport,
		"right to left":    "\u202e" + passport,
		"JSON":             `{"id":1,"mrz":"` + first + `"}`,
		"wrong JSON":       "{\"id\":[1],\"lines\":{}}\n[]\nnull\n{",
		"message":          "UNB+UNOA:4+A+B+130620:0900+1'UNH+1+PAXLST:D:15B:UN:IATA'BGM+745'NAD+FL+++ERIKSSON:ANNA:MARIA'DTM+329:740812'DOC+P+L898902C3'CNT+42:1'UNT+7+1'UNZ+1+1'",
		"cut off message":  "UNB+UNOA:4+A+B+130620:0900+1'UNH+1+PAXLST:D:15B:UN:IATA'NAD+FL+++\x1b[31m\u0085\xff'XYZ+\x07",
		"reservation":      "SSR DOCS YY HK1/P/UTO/L898902C3/UTO/12AUG74/F/15APR12/ERIKSSON/ANNA/MARIA\nSRDOCAYYHK1-D-\x1b[31m\nSSR DOCO\xff",
		"ragged CSV":       "a,mrz\n1\n2,\"" + passport + "\"\n3,4,5\n\"",
	}
}

// TestBadInput runs every command on every bad input, and on one that is too
// large for a corpus.
func TestBadInput(t *testing.T) {
	inputs := badInputs()
	inputs["a line of 5 MB"] = strings.Repeat("A<", 5<<19) + "\n"
	for name, input := range inputs {
		zone := slices.Contains([]string{"passport", "two", "lone CR", "mark of UTF-8", "one line"}, name)
		for _, mode := range []string{"verify", "verify --json", "parse --json", "explain"} {
			var stdout, stderr bytes.Buffer
			code := run(strings.Fields(mode), strings.NewReader(input), &stdout, &stderr)
			want := exitUsage
			if zone {
				want = exitOK
			}
			if name == "mixed line ends" {
				continue // the Reader's own tests say what it makes of them
			}
			if code != want {
				t.Errorf("%s: %s: exit code %d, want %d", name, mode, code, want)
			}
			if zone != (stderr.Len() == 0) {
				t.Errorf("%s: %s: standard error %q", name, mode, &stderr)
			}
			testPlain(t, name, stdout.String()+stderr.String())
			if strings.HasSuffix(mode, "--json") {
				testJSONLines(t, stdout.Bytes())
			}
		}
	}
}

func TestErrorsHoldNoData(t *testing.T) {
	for name, input := range badInputs() {
		var stdout, stderr bytes.Buffer
		run([]string{"verify"}, strings.NewReader(input), &stdout, &stderr)
		for _, data := range []string{"ERIKSSON", "eriksson", "ANNA", "L898902C3", "740812", "ZE184226B"} {
			if strings.Contains(stderr.String(), data) {
				t.Errorf("%s: standard error has %q", name, data)
			}
		}
	}
}

func TestTooLarge(t *testing.T) {
	var stdout, stderr bytes.Buffer
	in := strings.NewReader(strings.Repeat(passport, maxInput/len(passport)+1))
	if code := run([]string{"verify", "--json"}, in, &stdout, &stderr); code != exitUsage {
		t.Errorf("exit code %d, want %d", code, exitUsage)
	}
	if !strings.Contains(stdout.String(), `"kind":"size"`) || !strings.Contains(stderr.String(), "mrz bulk") {
		t.Errorf("got %q and %q", &stdout, &stderr)
	}
}

// A closedPipe is a standard output that nobody reads.
type closedPipe struct{}

func (closedPipe) Write([]byte) (int, error) {
	return 0, &os.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.EPIPE}
}

func TestClosedPipe(t *testing.T) {
	for _, args := range []string{"verify", "verify --json", "parse", "explain", "explain --rules", "check", "check --json", "states", "states --json", "version"} {
		in := passport
		if strings.HasPrefix(args, "check") {
			in = "L898902C3"
		}
		var stderr bytes.Buffer
		if code := run(strings.Fields(args), strings.NewReader(in), closedPipe{}, &stderr); code != exitUsage {
			t.Errorf("%s: exit code %d, want %d", args, code, exitUsage)
		}
		if !strings.HasPrefix(stderr.String(), "mrz: ") {
			t.Errorf("%s: standard error %q", args, &stderr)
		}
	}
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, errors.New("broken") }

func TestBrokenInput(t *testing.T) {
	var stdout, stderr bytes.Buffer
	if code := run([]string{"verify"}, brokenReader{}, &stdout, &stderr); code != exitUsage || stderr.String() != "mrz: standard input: broken\n" {
		t.Errorf("exit code %d, standard error %q", code, &stderr)
	}
}

// TestToday pins that the day is that of the clock, where the clock is.
func TestToday(t *testing.T) {
	var stdout bytes.Buffer
	now := time.Date(2012, 4, 16, 1, 0, 0, 0, time.FixedZone("", 2*60*60)) // in UTC the 15th, its last day
	a := &app{stdin: strings.NewReader(passport), stdout: &stdout, stderr: &stdout, now: func() time.Time { return now }, getenv: os.Getenv}
	if code := a.run([]string{"verify", "--json"}); code != exitOK || !strings.Contains(stdout.String(), `"asOf":"2012-04-16"`) || !strings.Contains(stdout.String(), `"validity":"expired"`) {
		t.Errorf("exit code %d, %s", code, &stdout)
	}
}

// TestFileName pins that the name of a file does not reach a terminal raw.
func TestFileName(t *testing.T) {
	name := filepath.Join(t.TempDir(), "\x1b[31mx\u202e\n\xff")
	var stdout, stderr bytes.Buffer
	if code := run([]string{"verify", name}, strings.NewReader(""), &stdout, &stderr); code != exitUsage {
		t.Errorf("exit code %d", code)
	}
	testPlain(t, "standard error", stderr.String())
	if want := `\x1b[31mx\u202e\n\xff: no such file or directory`; !strings.Contains(stderr.String(), want) {
		t.Errorf("got %q, want %q in it", &stderr, want)
	}
}
