package repair

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"
)

type invalidRecord struct {
	ID, Format string
	Lines      []string
	Original   []string
	Fault      struct {
		Kind, Field, From, To string
	}
}

func invalidRecords(t testing.TB) (rs []invalidRecord) {
	f, err := os.Open("../testdata/invalid.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	for s.Scan() {
		var r invalidRecord
		if err := json.Unmarshal(s.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		rs = append(rs, r)
	}
	return rs
}

// TestInvalid pins what becomes of zones with a fault of their own that were
// read without an error: none comes back as clean, and none as repaired but
// where a known error of reading explains the fault.
func TestInvalid(t *testing.T) {
	n := map[string]int{}
	for _, r := range invalidRecords(t) {
		text := strings.Join(r.Lines, "\n")
		for m := range Find(text, nil) {
			n[r.Fault.Kind+" "+m.Status.String()]++
			if m.Status != Repaired {
				continue
			}
			d := &decoder{m: shipped()}
			t.Logf("%s %s: %v %v %q %v", r.ID, r.Fault.Kind, m.Status, r.Lines, m.Candidates[0].Document.Lines(), m.Candidates[0].Edits)
			for _, e := range m.Candidates[0].Edits {
				if !d.usual(m.Candidates[0].Document, &e) {
					t.Errorf("%s %s: %v with %v", r.ID, r.Fault.Kind, m.Status, e)
				}
			}
		}
	}
	t.Log(n)
}
