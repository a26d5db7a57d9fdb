package mrz_test

import (
	"bytes"
	"encoding"
	"encoding/gob"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/template"

	"example.org/traveldoc/mrz"
)

// A leak looks for what a text must not hold: the values of the fields of a
// document, its lines, and long words of them.
type leak struct {
	allowed string // the one text with anything of the document
	secrets []string
}

var longWord = regexp.MustCompile(`[A-Z0-9]{5,}`)

// newLeak takes the secrets from a text. The document code, the issuing State,
// the nationality and the sex are none.
func newLeak(text string) *leak {
	k := &leak{allowed: "no document"}
	add := func(s string, n int) {
		if len(strings.Trim(s, "<")) >= n {
			k.secrets = append(k.secrets, s)
		}
	}
	for _, line := range refBreak.Split(text, -1) {
		add(strings.Trim(line, " \t\x02\x03"), 4)
		for _, word := range longWord.FindAllString(line, -1) {
			add(word, 5)
		}
	}
	if l, rows, err := refParse(text); err == nil {
		fields, _ := refFields(l, rows)
		k.allowed = l.name + " " + fields["documentCode"] + " " + fields["issuingState"] + " [redacted]"
		for _, key := range []string{"primaryIdentifier", "secondaryIdentifier"} {
			add(fields[key], 5)
			for component := range strings.FieldsSeq(fields[key]) {
				add(component, 3)
			}
		}
		for _, key := range []string{"documentNumber", "dateOfBirth", "dateOfExpiry", "optionalData", "optionalData2"} {
			add(strings.Trim(fields[key], "<"), 3)
		}
		for _, row := range rows {
			add(row, 4)
		}
	}
	slices.Sort(k.secrets)
	k.secrets = slices.Compact(k.secrets)
	return k
}

// in reports whether a secret is in a text besides the allowed one: as it is,
// in hexadecimal, or as the numbers of its bytes.
func (k *leak) in(text string) bool {
	text = strings.ReplaceAll(strings.ReplaceAll(text, k.allowed, ""), "mrz_test.holder", "")
	for _, s := range k.secrets {
		h := hex.EncodeToString([]byte(s))
		for _, form := range []string{s, h, strings.ToUpper(h), strings.Trim(fmt.Sprint([]byte(s)), "[]")} {
			if strings.Contains(text, form) {
				return true
			}
		}
	}
	return false
}

// verbs are all the verbs and flags that package fmt leaves to a Formatter, and
// some that it does not know. See TestPrintedRaw for %p and %w.
func verbs() []string {
	var list []string
	for _, flags := range []string{"", "+", "#", "-", " ", "0", "+#", "100", ".3", "-20.10"} {
		for c := 'A'; c <= 'z'; c++ {
			if c != 'p' && c != 'w' && c != 'T' && (c <= 'Z' || c >= 'a') {
				list = append(list, "%"+flags+string(c))
			}
		}
	}
	return list
}

// TestRedactedFormat wants every verb to write the redacted text of each vector
// and no more, alone and inside of other values.
func TestRedactedFormat(t *testing.T) {
	type holder struct{ D mrz.Document }
	all := verbs()
	for n, v := range zoneVectors(t) {
		d := mrz.MustParse(v.Text())
		k := newLeak(v.Text())
		if len(k.secrets) < 3 && v.Name != "td3-all-filler" && !strings.Contains(v.Name, "blank") && !strings.Contains(v.Name, "zeros") {
			t.Errorf("%s: %d secrets only", v.Name, len(k.secrets))
		}
		r := d.Verify(optionsOf(t, v))
		some := all
		if n%80 != 0 || testing.Short() { // all of them for some vectors, some for all
			some = []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t"}
		}
		for _, verb := range some {
			if got := fmt.Sprintf(verb, d); got != k.allowed {
				t.Errorf("%s: %s is not the redacted text", v.Name, verb)
			}
			if got := fmt.Sprintf(verb, &d); got != k.allowed {
				t.Errorf("%s: %s of a pointer is not the redacted text", v.Name, verb)
			}
			for i, x := range []any{
				[]mrz.Document{d, d}, [1]mrz.Document{d}, holder{d}, &holder{d}, []holder{{d}}, map[string]mrz.Document{"": d}, map[mrz.Document]int{d: 0},
				[]any{d, &d}, r, &r, []mrz.Report{r}, r.Findings(), r.Err(), slices.Collect(r.Checks()),
			} {
				if k.in(fmt.Sprintf(verb, x)) {
					t.Errorf("%s: %s of value %d holds data", v.Name, verb, i)
				}
			}
		}
		if d.String() != k.allowed || fmt.Sprint(d) != k.allowed || fmt.Sprintln(d) != k.allowed+"\n" || d.LogValue().String() != k.allowed {
			t.Errorf("%s: String, Print or LogValue is not the redacted text", v.Name)
		}
		if got := fmt.Sprintf("%T %T", d, &d); got != "mrz.Document *mrz.Document" {
			t.Errorf("%s: %%T is %s", v.Name, got)
		}
		for _, faulty := range []string{"", "%!", "%", "%[2]*[1]d", "%*d", "%.*d", "%v %v %v"} {
			if k.in(fmt.Sprintf(faulty, d, d)) {
				t.Errorf("%s: the faulty format %q prints data", v.Name, faulty)
			}
		}
		if k.in(r.String()) {
			t.Errorf("%s: Report.String holds data", v.Name)
		}
	}
}

// TestLeakFinds wants the means of these tests to find something.
func TestLeakFinds(t *testing.T) {
	k := newLeak(td3Zone)
	for _, text := range []string{
		"ERIKSSON", "ANNA MARIA", "L898902C3", "740812", "120415", "ZE184226B", td3Zone, hex.EncodeToString([]byte("MARIA")),
		fmt.Sprint([]byte("740812")), "x" + l44 + "x", "TD3 P UTO [redacted] L898902C3",
	} {
		if !k.in(text) {
			t.Errorf("%.10q is not found", text)
		}
	}
	for _, text := range []string{"", "TD3 P UTO [redacted]", "mrz: line 2, column 10: wrong line length"} {
		if k.in(text) {
			t.Errorf("%q is found", text)
		}
	}
}

// TestPrintedRaw pins what nothing can be done about: package fmt calls no
// method of an unexported field, and none for the verbs %p and %w, where it
// prints what it takes for a mistake. The package comment warns of it.
func TestPrintedRaw(t *testing.T) {
	d := mrz.MustParse(td3Zone)
	hidden := struct{ d mrz.Document }{d}
	k := newLeak(td3Zone)
	for _, tt := range []struct {
		verb string
		x    any
	}{{"%v", hidden}, {"%+v", hidden}, {"%p", d}, {"%w", d}} {
		if !k.in(fmt.Sprintf(tt.verb, tt.x)) {
			t.Errorf("%s of %T is redacted now: say so in the package comment", tt.verb, tt.x)
		}
	}
}

// TestRedactedLogs logs each vector, alone and inside of other values, with
// the handlers of log/slog, and with log.
func TestRedactedLogs(t *testing.T) {
	type holder struct{ D mrz.Document }
	var out bytes.Buffer
	noTime := &slog.HandlerOptions{Level: slog.LevelDebug, ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}
	loggers := []*slog.Logger{slog.New(slog.NewTextHandler(&out, noTime)), slog.New(slog.NewJSONHandler(&out, noTime))}
	for _, v := range zoneVectors(t) {
		d := mrz.MustParse(v.Text())
		k := newLeak(v.Text())
		r := d.Verify(optionsOf(t, v))
		for _, l := range loggers {
			out.Reset()
			l.Info("m", "doc", d)
			if !strings.Contains(out.String(), k.allowed) {
				t.Errorf("%s: the log does not have the redacted text", v.Name)
			}
			for _, x := range []any{&d, []mrz.Document{d}, holder{d}, &holder{d}, map[string]mrz.Document{"": d}, r, &r, r.Findings(), r.Err(), []any{d}} {
				l.Info("m", "x", x)
				l.With("x", x).WithGroup("g").Debug("m", slog.Group("h", "x", x))
			}
			if k.in(out.String()) {
				t.Errorf("%s: a log holds data", v.Name)
			}
		}
		out.Reset()
		log.New(&out, "", 0).Print(d, &d, []mrz.Document{d}, r, r.Findings(), r.Err())
		if err := template.Must(template.New("").Parse("{{.}} {{printf `%v %q` . .}}")).Execute(&out, d); err != nil {
			t.Error(err)
		}
		if k.in(out.String()) {
			t.Errorf("%s: log or text/template holds data", v.Name)
		}
	}
}

// TestRedactedErrors makes errors of all vectors and of many mutants of them.
func TestRedactedErrors(t *testing.T) {
	messages := map[string]bool{"mrz: no findings": true}
	for _, i := range mrz.Rules() {
		messages[string(i.Rule)+": "+i.Message()] = true
	}
	for _, err := range []error{mrz.ErrLineCount, mrz.ErrLineLength, mrz.ErrCharacter} {
		messages[err.Error()] = true
	}
	place := regexp.MustCompile(`^mrz: line [0-9], column [0-9]{1,2}: `)
	more := regexp.MustCompile(` \(and [0-9]{1,2} more\)$`)
	check := func(name string, err error) {
		if err == nil {
			return
		}
		text := err.Error()
		if !place.MatchString(text) || !messages[more.ReplaceAllString(place.ReplaceAllString(text, ""), "")] {
			t.Errorf("%s: the text of an error is not made of a place and a message of the package", name)
		}
		for _, verb := range []string{"%s", "%q", "%+v"} {
			if again := fmt.Sprintf(verb, err); len(again) > len(text)+1000 {
				t.Errorf("%s: %s of an error is long", name, verb)
			}
		}
	}
	checkText := func(name, text string, o *mrz.VerifyOptions) {
		k := newLeak(text)
		d, err := mrz.Parse(text)
		check(name, err)
		if err != nil {
			var out bytes.Buffer
			fmt.Fprintf(&out, "%v %+v %#v %s %q %x", err, err, err, err, err, err)
			slog.New(slog.NewJSONHandler(&out, nil)).Error("m", "err", err)
			func() {
				defer func() { fmt.Fprintf(&out, "%v %+v", recover(), mrz.Document{}) }()
				mrz.MustParse(text)
			}()
			if k.in(strings.ReplaceAll(out.String(), "A-Z, 0-9", "")) {
				t.Errorf("%s: an error holds data", name)
			}
			return
		}
		findings := d.Verify(o).Findings()
		check(name, d.Verify(o).Err())
		for _, f := range findings {
			check(name, f)
		}
		b, err := json.Marshal(findings)
		if err != nil || k.in(string(b)) {
			t.Errorf("%s: JSON of findings holds data, or %v", name, err)
		}
	}
	m := mutator{rand.New(rand.NewPCG(9303, 5)), slices.Sorted(maps.Keys(refStates()))}
	for _, v := range allVectors(t) {
		o := optionsOf(t, v)
		checkText(v.Name, v.Text(), o)
		for range 4 {
			checkText("a mutant of "+v.Name, m.damage(v.Text()), o)
			if l, rows, err := refParse(v.Text()); err == nil {
				rows = slices.Clone(rows)
				m.mutate(l, rows)
				checkText("a mutant of "+v.Name, strings.Join(rows, "\n"), o)
			}
		}
	}
}

// TestMarshal wants a Document to have no form that a program stores unnoticed.
func TestMarshal(t *testing.T) {
	type holder struct{ D mrz.Document }
	for _, d := range []mrz.Document{{}, mrz.MustParse(td3Zone), mrz.MustParse(td1Zone)} {
		k := newLeak(strings.Join(d.Lines(), "\n"))
		for i, x := range []any{d, &d, []mrz.Document{d}, [1]mrz.Document{d}, holder{d}, &holder{d}, map[string]mrz.Document{"": d}, []any{d}} {
			b, err := json.Marshal(x)
			if !errors.Is(err, mrz.ErrMarshal) || b != nil || k.in(err.Error()) {
				t.Errorf("%v: JSON of value %d: %v", d, i, err)
			}
			if b, err := xml.Marshal(x); err == nil && k.in(string(b)) {
				t.Errorf("%v: XML of value %d holds data", d, i)
			}
			var out bytes.Buffer
			if err := gob.NewEncoder(&out).Encode(x); k.in(out.String()) || err != nil && k.in(err.Error()) {
				t.Errorf("%v: gob of value %d holds data", d, i)
			}
		}
		if b, err := d.MarshalJSON(); err != mrz.ErrMarshal || b != nil {
			t.Errorf("%v: MarshalJSON: %v", d, err)
		}
		for _, x := range []any{d, &d} {
			if _, ok := x.(encoding.TextMarshaler); ok {
				t.Errorf("%T has a MarshalText", x)
			}
			if _, ok := x.(encoding.BinaryMarshaler); ok {
				t.Errorf("%T has a MarshalBinary", x)
			}
			if _, ok := x.(fmt.GoStringer); ok {
				t.Errorf("%T has a GoString, which Format makes useless", x)
			}
		}
	}
}

// TestMask wants an asterisk for each character but those of the document code,
// the issuing State, the nationality and the sex.
func TestMask(t *testing.T) {
	for _, v := range zoneVectors(t) {
		d := mrz.MustParse(v.Text())
		l, rows, _ := refParse(v.Text())
		var want []string
		for _, row := range rows {
			want = append(want, strings.Repeat("*", len(row)))
		}
		for _, s := range []refSpan{l.code, l.issuer, l.nationality, l.sex} {
			row := want[s.line-1]
			want[s.line-1] = row[:s.first-1] + rows[s.line-1][s.first-1:s.last] + row[s.last:]
		}
		got := d.Mask()
		if !slices.Equal(got, want) {
			t.Errorf("%s: another mask", v.Name)
		}
		if _, err := mrz.Parse(strings.Join(got, "\n")); !errors.Is(err, mrz.ErrCharacter) {
			t.Errorf("%s: the mask is a zone", v.Name)
		}
		got[0] = ""
		if !slices.Equal(d.Mask(), want) || !slices.Equal(d.Lines(), rows) {
			t.Errorf("%s: Mask returns lines of the Document's own", v.Name)
		}
	}
}
