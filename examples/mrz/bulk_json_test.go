package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

const (
	line1 = `"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"`
	line2 = `"L898902C36UTO7408122F1204159ZE184226B<<<<<10"`
	zone3 = `"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"`
)

var jsonTests = []struct {
	name string
	in   string
	id   string
	want string
}{
	{"lines", `{"id":"a","lines":[` + line1 + `,` + line2 + `]}`, `"a"`, "TD3 ok"},
	{"mrz", `{"mrz":` + zone3 + `,"id":-0.10e+05}`, `-0.10e+05`, "TD3 ok"},
	{"mrz with blanks around", `{"mrz":" ` + zone3[1:len(zone3)-1] + `\r\n"}`, ``, "TD3 ok"},
	{"escaped key", `{"\u006drz":` + zone3 + `}`, ``, "TD3 ok"},
	{"other keys", `{"a":{"mrz":1},"mrz":` + zone3 + `,"Lines":[]}`, ``, "TD3 ok"},
	{"null is nothing", `{"id":null,"lines":null,"text":null,"mrz":` + zone3 + `}`, `null`, "TD3 ok"},
	{"white space", "\t{ \"id\" : { \"a\\n\" : [ ] } , \"mrz\" :" + zone3 + "} \r", `{"a\n":[]}`, "TD3 ok"},

	{"id with a key twice", `{"id":{"a":1,"a":2},"mrz":""}`, `{"a":1,"a":2}`, "line-count 1:1"},
	{"id that is half a surrogate pair", `{"id":"\udead","mrz":""}`, `"\udead"`, "line-count 1:1"},
	{"id with controls", "{\"id\":\"\x7f\u0085\u2028\u202eé\U000E0001\",\"mrz\":\"\"}", `"\u007f\u0085\u2028\u202eé\udb40\udc01"`, "line-count 1:1"},
	{"large id", `{"id":` + strings.Repeat("9", 1000) + `,"mrz":""}`, strings.Repeat("9", 1000), "line-count 1:1"},
	{"deep id", `{"id":` + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + `,"mrz":""}`, strings.Repeat("[", 5000) + strings.Repeat("]", 5000), "line-count 1:1"},

	{"no array", `{"lines":{},"id":1}`, `1`, "json 1:10"},
	{"no string in it", `{"lines":["A", 5],"id":1}`, `1`, "json 1:16"},
	{"mrz is no string", `{"mrz":["A"],"id":1}`, `1`, "json 1:8"},
	{"text is no string", `{"id":1,"text":["A"]}`, `1`, "json 1:16"},
	{"neither", `{"id":1}`, `1`, "json 1:1"},
	{"both", `{"id":1,"mrz":"","lines":[]}`, `1`, "json 1:1"},
	{"text and mrz", `{"id":1,"text":"","mrz":""}`, `1`, "json 1:1"},
	{"mrz twice", `{"id":1,"mrz":"","mrz":""}`, `1`, "json 1:18"},
	{"id twice", `{"id":1,"id":1,"mrz":""}`, ``, "json 1:9"},
	{"no object", `[1]`, ``, "json 1:1"},
	{"a string", `"é"`, ``, "json 1:1"},
	{"a word", `nul`, ``, "json 1:1"},
	{"a brace", `{`, ``, "json 1:2"},
	{"a stray brace", `}`, ``, "json 1:1"},
	{"broken off", `{"id":"é","mrz":"A`, `"é"`, "json 1:19"},
	{"broken off in lines", `{"id":2,"lines":["A",`, `2`, "json 1:22"},
	{"broken off in the id", `{"id":[1`, ``, "json 1:9"},
	{"two objects", `{"id":1,"mrz":""} {}`, `1`, "json 1:19"},
	{"an object and rubbish", `{"id":1,"mrz":""} x`, `1`, "json 1:19"},
	{"comma at the end", `{"id":1,"mrz":"",}`, `1`, "json 1:17"},
	{"a control character", "{\"id\":1,\"mrz\":\"\x00\"}", `1`, "json 1:16"},
	{"too deep", `{"id":1,"a":` + strings.Repeat("[", 20000), `1`, "json 1:10012"},
	{"no UTF-8", "{\"mrz\":\"é\xff\",\"id\":1}", `1`, "json 1:10"},
	{"no UTF-8 in the id", "{\"id\":\"\xff\",\"mrz\":\"\"}", ``, "json 1:8"},
	{"no UTF-8 in a key", "{\"\xff\":1,\"mrz\":\"\"}", ``, "json 1:3"},

	{"no lines", `{"lines":[]}`, ``, "line-count 1:1"},
	{"one line", `{"lines":[` + line1 + `]}`, ``, "line-count 2:1"},
	{"empty first line", `{"lines":["",` + line2 + `]}`, ``, "line-length 1:1"},
	{"empty second line", `{"lines":[` + line1 + `,""]}`, ``, "line-length 2:1"},
	{"empty third line", `{"lines":[` + line1 + `,` + line2 + `,""]}`, ``, "line-count 3:1"},
	{"blank behind a line", `{"lines":[` + line1[:45] + ` ",` + line2 + `]}`, ``, "line-length 1:45"},
	{"blank in place of the last character", `{"lines":[` + line1[:44] + ` ",` + line2 + `]}`, ``, "character 1:44"},
	{"line break in a line", `{"lines":[` + line1 + `,"L898902C36\nTO7408122F1204159ZE184226B<<<<<10"]}`, ``, "character 2:11"},
	{"line break behind a line", `{"lines":[` + line1[:45] + `\n",` + line2 + `]}`, ``, "line-length 1:45"},
	{"lower case", `{"lines":[` + strings.ToLower(line1) + `,` + line2 + `]}`, ``, "character 1:1"},
}

func TestJSON(t *testing.T) {
	for _, test := range jsonTests {
		t.Run(test.name, func(t *testing.T) {
			_, stdout, _ := runBulk(strings.NewReader(test.in), "--in", "ndjson")
			list := results(t, stdout)
			if len(list) != 1 || list[0].String() != test.want || string(list[0].ID) != test.id {
				t.Errorf("got %.200v with id %.200s, want %v with id %.200s", list, list[0].ID, test.want, test.id)
			}
			if !utf8.ValidString(stdout) {
				t.Errorf("no UTF-8: %q", stdout)
			}
		})
	}
}

func TestJSONInASCII(t *testing.T) {
	_, stdout, _ := runBulk(strings.NewReader(`{"id":"é€😀","mrz":""}`), "--in", "ndjson", "--ascii")
	if want := `{"schema":1,"id":"\u00e9\u20ac\ud83d\ude00",`; !strings.HasPrefix(stdout, want) {
		t.Errorf("got %s, want %s", stdout, want)
	}
}

// TestJSONErrorsHoldNoData pins that what is wrong is told without it.
func TestJSONErrorsHoldNoData(t *testing.T) {
	for _, in := range []string{
		`{"mrz":"ERIKSSON"}`, `{"lines":["ERIKSSON",7408122]}`, `{"mrz":"ERIKSSON`, `{"ERIKSSON":1}`, `{"ERIKSSON":ERIKSSON}`,
		`ERIKSSON`, "{\"mrz\":\"ERIKSSON\xff\"}", `{"mrz":7408122}`, `"ERIKSSON"`, `{"text":"ERIKSSON"}`, `{"mrz":"","mrz":"ERIKSSON"}`,
	} {
		_, stdout, stderr := runBulk(strings.NewReader(in), "--in", "ndjson")
		if strings.Contains(stdout+stderr, "ERIK") || strings.Contains(stdout+stderr, "740") {
			t.Errorf("%s: got %s", in, stdout)
		}
	}
}

// FuzzNDJSON gives any input to --in ndjson. Each line that is not white space
// has one result, which is an object in one line of UTF-8.
func FuzzNDJSON(f *testing.F) {
	for _, test := range jsonTests {
		f.Add([]byte(test.in))
	}
	f.Add([]byte("{}\r\n\n{\n}\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		want := 0
		for line := range bytes.Lines(bytes.TrimPrefix(in, []byte("\uFEFF"))) {
			if len(bytes.Trim(line, " \t\n\v\f\r")) > 0 {
				want++
			}
		}
		for _, args := range []string{"--redact", "--ascii"} {
			code, stdout, stderr := runBulk(bytes.NewReader(in), "--in", "ndjson", args)
			if code > exitFailed {
				t.Errorf("exit code %d: %s", code, stderr)
			}
			testJSONLines(t, []byte(stdout))
			testPlain(t, "output", stdout)
			if list := results(t, stdout); len(list) != want {
				t.Errorf("%d results for %d lines", len(list), want)
			} else {
				testIDs(t, in, list)
			}
		}
	})
}

// testIDs holds the ids to what encoding/json makes of the lines, where it
// makes anything of them.
func testIDs(t *testing.T, in []byte, list []result) {
	t.Helper()
	i := 0
	for line := range bytes.Lines(bytes.TrimPrefix(in, []byte("\uFEFF"))) {
		if len(bytes.Trim(line, " \t\n\v\f\r")) == 0 {
			continue
		}
		var object map[string]any
		if err := json.Unmarshal(line, &object); err == nil && list[i].Error == nil {
			want, _ := json.Marshal(object["id"])
			var id any
			if err := json.Unmarshal(list[i].ID, &id); err != nil && len(list[i].ID) > 0 {
				t.Errorf("id %s: %v", list[i].ID, err)
			}
			if got, _ := json.Marshal(id); !bytes.Equal(got, want) {
				t.Errorf("id %s, want %s", got, want)
			}
		}
		i++
	}
}
