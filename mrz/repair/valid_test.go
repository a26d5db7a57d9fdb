package repair

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// zones returns the zones of a set of package mrz.
func zones(t testing.TB, name string) (list [][]string) {
	f, err := os.Open("../testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	for s.Scan() {
		var r struct{ Lines []string }
		if err := json.Unmarshal(s.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		list = append(list, r.Lines)
	}
	return list
}

// TestValid pins that zones that stand there exactly stay as they are.
func TestValid(t *testing.T) {
	for _, lines := range zones(t, "valid.jsonl") {
		text := strings.Join(lines, "\n")
		n := 0
		for m := range Find(text, nil) {
			c := m.Candidates[0]
			if n++; m.Status != Clean || strings.Join(c.Document.Lines(), "\n") != text || len(c.Edits) > 0 {
				t.Errorf("%q: %v %v %q %v", text, m.Status, c.Confidence, c.Document.Lines(), c.Edits)
			}
		}
		if n != 1 {
			t.Errorf("%q: %d zones", text, n)
		}
	}
}
