package repair_test

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"example.org/traveldoc/mrz/repair"
)

// A noneText is a text without a zone. All that is in it is made up.
type noneText struct{ name, text string }

// noneTexts are those that are made (none_made_test.go), those with a part of a
// zone, and those of testdata/none.txt.
func noneTexts(t testing.TB) (texts []noneText) {
	texts = append(madeTexts(), halfTexts(t)...)
	return append(texts, writtenTexts(t)...)
}

// writtenTexts reads testdata/none.txt: texts below lines with their names.
func writtenTexts(t testing.TB) (texts []noneText) {
	data, err := os.ReadFile("testdata/none.txt")
	if err != nil {
		t.Fatal(err)
	}
	heads := regexp.MustCompile(`(?m)^-- (.+) --\n`).FindAllSubmatchIndex(data, -1)
	for i, h := range heads {
		end := len(data)
		if i+1 < len(heads) {
			end = heads[i+1][0]
		}
		texts = append(texts, noneText{"written/" + string(data[h[2]:h[3]]), string(data[h[1]:end])})
	}
	return texts
}

// validLines returns the lines of made-up zones that are valid.
func validLines(t testing.TB) (zones [][]string) {
	f, err := os.Open("../testdata/valid.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		var r struct{ Lines []string }
		if err := json.Unmarshal(s.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		zones = append(zones, r.Lines)
	}
	return zones
}

// halfTexts have lines of a zone, and not all of them: nothing tells what stood in
// the others.
func halfTexts(t testing.TB) (texts []noneText) {
	const each = 3 // of each layout and document code
	counts := make(map[string]int)
	for _, lines := range validLines(t) {
		shape := fmt.Sprintf("%dx%d%c", len(lines), len(lines[0]), lines[0][0])
		if counts[shape]++; counts[shape] > each {
			continue
		}
		add := func(what string, lines ...string) {
			name := fmt.Sprintf("half/%s/%d/%s", shape, counts[shape], what)
			texts = append(texts, noneText{name, strings.Join(lines, "\n") + "\n"})
		}
		for i, line := range lines {
			add(fmt.Sprintf("line %d", i+1), line)
			add(fmt.Sprintf("line %d on a page", i+1), "REPUBLIC OF UTOPIA", "Surname / Nom", "Date of birth / Date de naissance", line)
			add(fmt.Sprintf("line %d in the middle of a page", i+1), "Type / Type   Code / Code", "", line, "", "This page is reserved for official observations", "CETTE PAGE EST RESERVEE AUX AUTORITES")
		}
		if len(lines) == 3 {
			add("lines 1 and 2", lines[0], lines[1])
			add("lines 2 and 3", lines[1], lines[2])
			add("lines 1 and 3", lines[0], lines[2])
		}
		width, last := len(lines[0]), lines[len(lines)-1]
		filled := func(s string) string { return strings.Repeat(s, 3)[:width] }
		add("line 1 and prose", lines[0], filled("THIS PAGE IS RESERVED FOR OFFICIAL OBSERVATIONS "))
		add("line 1 and digits", lines[0], filled("74081212041589890223145890734"))
		add("line 1 and base32", lines[0], filled("MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U"))
		add("line 1 and a bar code", lines[0], "M1ERIKSSON/ANNA        EABC123 YULFRAAC 0834 326J001A0025 100")
		add("prose and the last line", filled("THISPAGEISRESERVEDFOROFFICIALOBSERVATIONS"), last)
		add("a heading and the last line", "PASSPORT PASSEPORT REISEPASS PASAPORTE", last)
		add("an IBAN and the last line", "GB29NWBK60161331926819", last)
		add("line 1 twice", lines[0], lines[0])
		add("the last line twice", last, last)
	}
	return texts
}

// updateNone writes the texts that fail to the list of those.
var updateNone = flag.Bool("update-none", false, "write testdata/none_known.txt")

const noneKnown = "testdata/none_known.txt"

// TestNone pins that a text without a zone is answered with none: never as clean
// or repaired, and with no guess either. Texts in which a guess is made up today
// stand in a list of known failures, each with the statuses of what is found: one
// that is not in it fails, and one that is mended has to go out of it.
func TestNone(t *testing.T) {
	texts := noneTexts(t)
	known := readKnown(t)
	seen := make(map[string]bool)
	var failed []string
	for _, text := range texts {
		if seen[text.name] {
			t.Errorf("%s: two texts of this name", text.name)
		}
		seen[text.name] = true
		var found []string
		for m := range repair.Find(text.text, nil) {
			found = append(found, m.Status.String())
			if m.Status >= repair.Repaired {
				t.Errorf("%s: %v: %q in %q", text.name, m.Status, m.Candidates[0].Document.Lines(), text.text[m.Start:m.End])
			} else if !known[text.name] {
				t.Logf("%s: %v with %v: %q in %q", text.name, m.Status, m.Candidates[0].Confidence, m.Candidates[0].Document.Lines(), text.text[m.Start:m.End])
			}
		}
		if len(found) > 0 {
			failed = append(failed, text.name+": "+strings.Join(found, ", "))
		}
		switch {
		case *updateNone:
		case len(found) > 0 && !known[text.name]:
			t.Errorf("%s: a zone is made up", text.name)
		case len(found) == 0 && known[text.name]:
			t.Errorf("%s: nothing is found, as it should be: take it out of %s", text.name, noneKnown)
		}
	}
	for name := range known {
		if !seen[name] {
			t.Errorf("%s: no such text", name)
		}
	}
	t.Logf("%d texts; a zone is made up in %d", len(texts), len(failed))
	if len(texts) < 300 {
		t.Error("want some hundreds of texts")
	}
	if *updateNone {
		if err := os.WriteFile(noneKnown, []byte(strings.Join(failed, "\n")+"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func readKnown(t *testing.T) map[string]bool {
	data, err := os.ReadFile(noneKnown)
	if err != nil && !*updateNone {
		t.Fatal(err)
	}
	known := make(map[string]bool)
	for line := range strings.Lines(string(data)) {
		if name, _, ok := strings.Cut(line, ": "); ok {
			known[name] = true
		}
	}
	return known
}
