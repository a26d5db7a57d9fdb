package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

func apisSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat() // dates are dates
	s, err := c.Compile(filepath.Join("schema", "apis.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// guide returns a worked example of the implementation guide.
func guide(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile("../../mrz/apis/testdata/guide-" + name + ".edi")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// everything is a message with all that a message can have, and all that is wrong.
const everything = `UNA:+.? 'UNB+UNOA:4+A:ZZ+B:ZZ+20130620:0900+1++APIS++++1'UNH+1+PAXLST:D:12B:UN:IATA'BGM+266+CLOB'RFF+TN:T:::2'
NAD+MS+ID'COM+1:TE'XAA+1:2'TDT+34+ZZ1+++ZZ'XBB'LOC+92+AAA'DTM+189:1306210900:201'DTM+232:1306212400:201'XCC'
NAD+DDU++ +O?'NEIL:ANNA:M+STREET+CITY+R+P+C'ATT+2++F'DTM+329:741302'MEA+CT++:2'MEA+WT++KGM:31'GEI+4+173'FTX+BAG+++1:2'
LOC+22+HNL'LOC+174+GBR'LOC+178+SYD'LOC+179+HNL'LOC+180+:::AMBER HILL'COM+1:TE+2:FX'EMP+1+CR1:110:111'NAT+2+GBR'NAT+2+FRA'
RFF+AVF:1'RFF+SEA:14C'DOC+P:110:111+1'DTM+36:301231'DTM+182:201231'LOC+91+GBR'xyz'XEE+` + "\x1b" + `'CNT+42:0'AUT+1'UNT+1+2'UNZ+2+2'`

// TestAPISSchema holds what the program prints to the published schema.
func TestAPISSchema(t *testing.T) {
	schema := apisSchema(t)
	list := filepath.Join(t.TempDir(), "list.edi")
	if err := os.WriteFile(list, []byte(strings.NewReplacer("MARTINEZ:JULIO:XAVIER", "ERIKSSON:ANNA:MARIA", "YY3478621", "L898902C3").Replace(guide(t, "5.3"))), 0o600); err != nil {
		t.Fatal(err)
	}
	texts := []string{guide(t, "5.1"), guide(t, "5.2"), guide(t, "5.3"), everything, everything[:500], ""}
	for _, text := range badInputs() {
		texts = append(texts, text)
	}
	n := 0
	for _, args := range []string{
		"apis read --json --as-of 2026-11-23", "apis read --json --redact", "apis docs --parse --json", "apis docs --parse --json --redact",
		"apis check --json - testdata/passport.txt testdata/td1.txt", "apis check --json --redact - testdata/passport.txt testdata/passport.txt",
		"apis check --json " + list + " -", "apis check --json --redact " + list + " - testdata/passport.txt",
	} {
		for _, text := range texts {
			var stdout, stderr bytes.Buffer
			run(strings.Fields(args), strings.NewReader(text), &stdout, &stderr)
			for line := range bytes.Lines(stdout.Bytes()) {
				n++
				v, err := jsonschema.UnmarshalJSON(bytes.NewReader(line))
				if err == nil {
					err = schema.Validate(v)
				}
				if err != nil {
					t.Errorf("%s: %v: %s", args, err, line)
				}
			}
		}
	}
	if n < 50 {
		t.Errorf("%d lines only", n)
	}
}

// TestAPISSchemaRefuses pins that the schema is not so wide that all passes.
func TestAPISSchemaRefuses(t *testing.T) {
	schema := apisSchema(t)
	var stdout, stderr bytes.Buffer
	run([]string{"apis", "read", "--json", "--as-of", "2026-11-23"}, strings.NewReader(guide(t, "5.1")), &stdout, &stderr)
	for _, edit := range [][2]string{
		{`"schema":1`, `"schema":2`}, {`"schema":1,`, ``}, {`"role":"FL"`, `"role":"XX"`}, {`"720907"`, `"7209"`}, {`"1972-09-07"`, `"1972-02-30"`},
		{`"severity":"info"`, `"severity":"bad"`}, {`,"ok":true`, ``}, {`"passenger":1`, `"passenger":0`}, {`"use":"125"`, `"use":"1"`},
	} {
		text := strings.Replace(stdout.String(), edit[0], edit[1], 1)
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil || text == stdout.String() {
			t.Fatalf("%q: %v", edit, err)
		}
		if schema.Validate(v) == nil {
			t.Errorf("%q passes", edit)
		}
	}
}

// TestAPISErrorsHoldNoData wants no data of a list on the standard error.
func TestAPISErrorsHoldNoData(t *testing.T) {
	for _, args := range []string{"apis read", "apis read --json --redact", "apis check --json --redact - testdata/td1.txt"} {
		for _, text := range []string{guide(t, "5.1"), strings.Replace(guide(t, "5.1"), "WILLIAMS", "WILL'IAMS", 1), guide(t, "5.1")[:400], everything} {
			var stdout, stderr bytes.Buffer
			run(strings.Fields(args), strings.NewReader(text), &stdout, &stderr)
			told := stderr.String()
			if strings.Contains(args, "--redact") {
				told += stdout.String()
			}
			for _, data := range []string{"WILL", "IAMS", "DONALD", "720907", "MB140241", "NEIL", "STREET", "DAVIDSON"} {
				if strings.Contains(told, data) {
					t.Errorf("%s: data of the list is told", args)
				}
			}
		}
	}
}

// TestSegmentLines breaks lines at terminators that are not released.
func TestSegmentLines(t *testing.T) {
	if got, want := string(segmentLines([]byte("A+O?'N'B+??'C+???''D'"))), "A+O?'N'\nB+??'\nC+???''\nD'"; got != want {
		t.Errorf("got %q; want %q", got, want)
	}
}
