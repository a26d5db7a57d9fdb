package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"example.org/traveldoc/examples/internal/records"
	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/emrtd"
)

func zoneSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat() // dates are dates
	s, err := c.Compile(filepath.Join("schema", "zone.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// vectorTexts returns the test vectors of package mrz: zones with every kind of
// fault, and texts that are none.
func vectorTexts(t *testing.T) (texts []string) {
	t.Helper()
	names, err := filepath.Glob("../../mrz/internal/vectors/testdata/*.mrz")
	if err != nil || len(names) == 0 {
		t.Fatalf("no test vectors: %v", err)
	}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		_, text, _ := strings.Cut(string(b), "\n\n")
		texts = append(texts, text)
	}
	return texts
}

// TestSchema holds what the program prints to the published schema.
func TestSchema(t *testing.T) {
	schema := zoneSchema(t)
	valid := func(args string, in string) {
		t.Helper()
		var stdout, stderr bytes.Buffer
		run(strings.Fields(args), strings.NewReader(in), &stdout, &stderr)
		n := 0
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
		if n == 0 {
			t.Errorf("%s: no output: %s", args, &stderr)
		}
	}
	texts := vectorTexts(t)
	for _, text := range texts {
		valid("verify --json --as-of 2026-11-23", text)
		valid("verify --json --as-of 2026-11-23 --redact", text)
	}
	for _, text := range badInputs() {
		valid("verify --json", text)
	}
	valid("verify --json none", "")
	valid("parse --json", passport)
	composed := "compose --json --layout TD1 --document-code I --issuing-state UTO --nationality UTO --date-of-birth 740812 --sex F --date-of-expiry 301231 --document-number D23145890 "
	valid(composed+"--primary-identifier Eriksson", "")
	valid(composed+"--primary-identifier Müller-Nilavadhanananda --secondary-identifier Chayapa-Dejthamrong-Krasuang --redact", "")
	all := strings.Join(texts, "\n\n")
	for _, args := range []string{"bulk", "bulk --redact --strict", "bulk --in ndjson"} {
		valid(args, all)
	}
	for _, test := range jsonTests {
		valid("bulk --in ndjson", test.in)
	}
	misread, _ := json.Marshal(strings.Replace(passport, "L898902C3", "L8989O2C3", 1))
	for _, args := range []string{"bulk --in ndjson", "bulk --in ndjson --repair", "bulk --in ndjson --repair --redact"} {
		for _, key := range []string{"text", "mrz"} {
			valid(args, `{"id":1,"`+key+`":`+string(misread)+`}`)
			valid(args, `{"id":1,"`+key+`":"no zone"}`)
		}
	}
	valid("repair --json", strings.Replace(passport, "L898902C3", "L8989O2C3", 1))
	valid("repair --json --redact", "heading\n"+passport)
	for line := range strings.Lines(passport) {
		valid("repair --json", line)
		valid("repair --json --redact", line)
	}
	valid("repair --json", "7408122F1204159UTO<<<<<<<<<<<6")
	valid("repair --json", "I<UTOD231458907<<<<<<<<<<<<<<<\nERIKSSON<<ANNA<MARIA<<<<<<<<<<")
	valid("repair --json", "L898902C<3UTO6908061F9406236ZE184226B<<<<<<<")
	valid("bulk --in ndjson --repair", `{"readings":["`+strings.ReplaceAll(strings.TrimSpace(passport), "\n", `\n`)+`","x"]}`)
	valid("repair --json", "no zone")
	valid("emrtd dg1 --json", string(emrtd.AppendDG1(nil, mrz.MustParse(passport))))
	valid("emrtd dg1 --json --redact", string(emrtd.AppendDG1(nil, mrz.MustParse(passport))))
	valid("emrtd dg1 --json", "615B5F1F58")
	valid("emrtd dg1 --json", "")
	valid("bulk --in csv --column a", "a\nx\ny,z\n\"")
	valid("bulk --in ndjson", strings.Repeat("x", records.MaxSize+1))
}

// TestSchemaRefuses pins that the schema is not so wide that all passes.
func TestSchemaRefuses(t *testing.T) {
	schema := zoneSchema(t)
	_, stdout, _ := runBulk(strings.NewReader(passport))
	for _, edit := range [][2]string{
		{`"schema":1,`, ``},
		{`"schema":1`, `"schema":2`},
		{`TD3`, `TD1`},
		{`TD3`, `TD2`},
		{`MARIA<<`, `MARIA<`},
		{`"740812"`, `"74081"`},
		{`1974-08-12`, `1974-02-30`},
		{`"optionalData":"ZE184226B"`, `"optionalData":"ZE184226B","optionalData2":""`},
		{`,"nationality":"UTO"`, ``},
		{`"verdict":"match"`, `"verdict":"good"`},
		{`"ok":true`, `"ok":"true"`},
		{`,"ok":true`, ``},
		{`"line":1`, `"line":0`},
		{`"ok":true`, `"ok":true,"error":{}`},
		{`"ok":true`, `"ok":true,"report":[{"kind":"shortened"}]`},
	} {
		text := strings.Replace(stdout, edit[0], edit[1], 1)
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil || text == stdout {
			t.Fatalf("%q: %v", edit, err)
		}
		if schema.Validate(v) == nil {
			t.Errorf("%q passes", edit)
		}
	}
}
