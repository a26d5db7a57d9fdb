package repair_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
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

// TestNone pins that nothing is made up of a text without a zone: there is no
// answer that is clean or repaired, and no guess either. Where half a zone stands in
// the text it may be told, marked so, and as it stands.
func TestNone(t *testing.T) {
	if testing.Short() {
		t.Skip("eight hundred texts")
	}
	texts := noneTexts(t)
	seen := make(map[string]bool)
	halves := 0
	for _, text := range texts {
		if seen[text.name] {
			t.Errorf("%s: two texts of this name", text.name)
		}
		seen[text.name] = true
		for m := range repair.Find(text.text, nil) {
			doc := m.Candidates[0].Document
			if m.Status >= repair.Repaired {
				t.Errorf("%s: %v: %q in %q", text.name, m.Status, doc.Lines(), text.text[m.Start:m.End])
			}
			if len(m.Missing) > 0 {
				halves++
			}
			for i, line := range doc.Lines() {
				if len(m.Missing) == 0 || !slices.Contains(m.Missing, i+1) && !strings.Contains(text.text[m.Start:m.End], line) {
					t.Errorf("%s: %v with %v, missing %v: %q in %q", text.name, m.Status, m.Candidates[0].Confidence, m.Missing, doc.Lines(), text.text[m.Start:m.End])
					break
				}
			}
		}
	}
	if len(texts) < 300 || halves < 100 {
		t.Errorf("%d texts, %d halves of a zone found: want some hundreds", len(texts), halves)
	}
}
