package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestChipSchemas holds what the commands emrtd and compare print to the published
// schemas, and pins that these do not let all pass.
func TestChipSchemas(t *testing.T) {
	for _, test := range []struct {
		schema, args, in string
		edits            [][2]string
	}{
		{"emrtd", "emrtd keys --json", passport, [][2]string{{`"kSeed"`, `"seed"`}, {`"aes128":"`, `"aes128":"0`}, {`L898902C3`, `l898902c3`}}},
		{"emrtd", "emrtd dg11 --json", "6B185C065F0E5F2B5F700F0E024DFC5F2B04197408125F700101", nil},
		{"emrtd", "emrtd dg11 --json testdata/dg11.hex", "", [][2]string{{`"group":11`, `"group":12`}, {`"5F0E"`, `"5f0e"`}, {`"remarks":[]`, `"remarks":[{}]`}}},
		{"emrtd", "emrtd dg11 --json --redact testdata/dg11.hex", "", nil},
		{"emrtd", "emrtd dg11 --json", "6B255C0B5F0EA05F2B5F165F705F185F0E034DFC4C5F2B04197408125F1603FFD8FF5F70020001", [][2]string{{`"bcd":"1974`, `"bcd":"197A`}, {`"hex":"4D`, `"hex":"4`}}},
		{"emrtd", "emrtd dg12 --json", "6C025C00", nil},
		{"emrtd", "emrtd dg12 --json", "6C115C045F265F705F2604200204155F700101", [][2]string{{`"schema":1`, `"schema":2`}}},
		{"emrtd", "emrtd dg12 --json --redact", "6C115C045F265F705F2604200204155F700101", nil},
		{"compare", "compare --mrz testdata/passport.txt --visual - --json", `{"name":"Erikssen, Anna","dateOfBirth":"12 AUG 1974","sex":"male","nationality":"?"}`, [][2]string{{`"verdict":"disagree"`, `"verdict":"no"`}, {`"relation":"near"`, `"relation":"close"`}, {`"line":1`, `"line":0`}}},
		{"compare", "compare --mrz testdata/passport.txt --visual - --json --redact", `{}`, nil},
		{"compare", "compare --mrz testdata/passport.txt --dg11 testdata/dg11.hex --json", "", nil},
		{"compare", "compare --mrz testdata/td1.txt --mrz testdata/td1.txt --dg1 - --json", "615B5F1F58503C55544F4552494B53534F4E3C3C414E4E413C4D415249413C3C3C3C3C3C3C3C3C3C3C3C3C3C3C3C3C3C3C4C38393839303243333655544F3734303831323246313230343135395A45313834323236423C3C3C3C3C3130", nil},
		{"zone", "compare --mrz none --visual none --json", "", nil},
		{"zone", "emrtd dg11 --json none", "", nil},
		{"zone", "emrtd dg12 --json", "6C", nil},
	} {
		c := jsonschema.NewCompiler()
		s, err := c.Compile(filepath.Join("schema", test.schema+".schema.json"))
		if err != nil {
			t.Fatal(err)
		}
		var stdout, stderr bytes.Buffer
		run(strings.Fields(test.args), strings.NewReader(test.in), &stdout, &stderr)
		validate := func(text string) error {
			v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
			if err == nil {
				err = s.Validate(v)
			}
			return err
		}
		if err := validate(stdout.String()); err != nil {
			t.Errorf("%s: %v: %s%s", test.args, err, &stdout, &stderr)
		}
		for _, edit := range test.edits {
			text := strings.Replace(stdout.String(), edit[0], edit[1], 1)
			if text == stdout.String() {
				t.Fatalf("%s: no %s in %s", test.args, edit[0], text)
			}
			if validate(text) == nil {
				t.Errorf("%s: %q passes", test.args, edit)
			}
		}
	}
}
