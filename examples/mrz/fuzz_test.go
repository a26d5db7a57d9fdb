package main

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// fuzzModes are the ways to run the program on a standard input.
var fuzzModes = []string{
	"verify --as-of 2026-11-23",
	"verify --ascii --as-of 2026-11-23 --issued 2026-01-01",
	"verify --redact --strict --as-of 2026-11-23",
	"verify --json --as-of 2026-11-23",
	"verify --json --redact --fail-on warning",
	"parse --as-of 2026-11-23",
	"parse --json",
	"parse --json --redact",
	"explain --as-of 2026-11-23",
	"explain --redact",
	"check",
	"check --working --all",
	"check --json --working --all --printed 0",
	"bulk --as-of 2026-11-23",
	"bulk --in ndjson --redact",
	"bulk --in csv --column mrz",
	"bulk --out none --summary -",
	"bulk --fields id,documentNumber,findings,line,errorMessage --in ndjson --repair",
	"bulk --in csv --no-header --column 1 --delimiter ;",
	"translit --lang uk",
	"translit --lang ar --alternatives --max 5",
	"translit --lang ar --reverse",
	"translit --lines --drop-unmapped",
	"compose --from -",
	"compose --from - --json --drop-unmapped --truncate initials --layout TD1",
	"repair --as-of 2026-11-23",
	"repair --json --candidates 64",
	"repair --redact --ascii --min-confidence 0.5",
	"bulk --in ndjson --repair --redact",
	"dedup",
	"dedup --in ndjson",
	"eval -",
	"eval --alt --json --min-confidence 0.5 -",
	"surrogate -",
	"surrogate --fault any -n 2 -",
	"emrtd keys",
	"emrtd keys --json",
	"emrtd keys --repair --json",
	"emrtd dg1 --as-of 2026-11-23",
	"emrtd dg1 --json --redact",
	"emrtd dg1 --encode",
	"emrtd dg11",
	"emrtd dg11 --json",
	"emrtd dg11 --encode",
	"emrtd dg12 --json --redact",
	"emrtd dg12 --encode",
	"compare --mrz testdata/passport.txt --visual - --as-of 2026-11-23",
	"compare --mrz testdata/passport.txt --visual - --json --redact --any-order",
	"compare --mrz testdata/passport.txt --dg1 -",
	"compare --mrz testdata/passport.txt --dg11 - --json --strict",
	"compare --mrz - --dg11 testdata/dg11.hex --ascii",
	"apis docs --as-of 2026-11-23",
	"apis docs --hyphen --airline BA --spare-months 6",
	"apis docs --parse",
	"apis docs --parse --json",
	"apis docs --parse --json --redact",
	"apis paxlst --flight ZZ1 --from SYD --to HNL --departs 2026-11-23T09:00 --arrives 2026-11-23T22:00 --sender A --recipient B --force",
	"apis read --as-of 2026-11-23",
	"apis read --redact --ascii",
	"apis read --json",
	"apis read --json --redact",
	"apis check - testdata/passport.txt",
	"apis check --json - testdata/passport.txt testdata/td1.txt",
	"apis check --json --redact - testdata/passport.txt",
	"apis check ../../mrz/apis/testdata/guide-5.3.edi -",
}

// FuzzCLI runs the program with any standard input. It never panics, ends with
// one of its three codes, prints JSON that is JSON where it is asked to, and
// prints nothing that commands a terminal.
func FuzzCLI(f *testing.F) {
	inputs := badInputs()
	inputs["DG1"] = "615B5F1F58" + strings.ToUpper(hex.EncodeToString([]byte(strings.ReplaceAll(passport, "\n", ""))))
	inputs["DG11"] = "6B185C065F0E5F2B5F700F0E024DFC5F2B04197408125F700101"
	inputs["DG11 as JSON"] = `{"schema":1,"fullName":{"hex":"4DFC"},"dateOfBirth":{"bcd":"19740812"},"tags":["5F0E"],"unknown":[{"tag":"5F70","value":"01"}]}`
	inputs["page"] = `{"name":"Erikssön, Änna","documentNumber":"L 898-9O2 C3","dateOfBirth":"XX AUG/AOÛT 1974","sex":"Ж/F","nationality":"Utopia","personalNumber":"\u0000"}`
	for _, name := range slices.Sorted(maps.Keys(inputs)) {
		for mode := range fuzzModes {
			f.Add(uint8(mode), []byte(inputs[name]))
		}
	}
	for mode, args := range fuzzModes {
		if strings.HasPrefix(args, "eval") {
			f.Add(uint8(mode), []byte(evalInput(f, evalReadings())))
		}
	}
	f.Fuzz(func(t *testing.T, mode uint8, input []byte) {
		args := strings.Fields(fuzzModes[int(mode)%len(fuzzModes)])
		var stdout, stderr bytes.Buffer
		code := run(args, bytes.NewReader(input), &stdout, &stderr)
		if code < exitOK || code > exitUsage {
			t.Errorf("exit code %d", code)
		}
		if code == exitUsage && stderr.Len() == 0 {
			t.Error("exit code 2 without a word")
		}
		if slices.Contains(args, "--json") || args[0] == "bulk" {
			testJSONLines(t, stdout.Bytes())
		}
		testPlain(t, "standard output", stdout.String())
		testPlain(t, "standard error", stderr.String())
	})
}

func testJSONLines(t *testing.T, text []byte) {
	t.Helper()
	for line := range bytes.Lines(text) {
		if !json.Valid(line) || line[0] != '{' || line[len(line)-1] != '\n' {
			t.Errorf("no object in a line: %q", line)
		}
	}
}

func testPlain(t *testing.T, what, text string) {
	t.Helper()
	if !utf8.ValidString(text) {
		t.Errorf("%s is not UTF-8: %q", what, text)
	}
	if i := strings.IndexFunc(text, func(r rune) bool { return r != '\n' && r != '\t' && unicode.IsControl(r) }); i >= 0 {
		t.Errorf("%s has a control character: %q", what, text[i:min(i+20, len(text))])
	}
}
