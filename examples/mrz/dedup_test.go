package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/compose"
)

// person returns a zone of a passport, with right digits.
func person(t testing.TB, number, birth, primary, secondary string) string {
	t.Helper()
	d, _, err := compose.Document(mrz.TD3, mrz.Fields{
		DocumentCode: "P", IssuingState: "UTO", PrimaryIdentifier: primary, SecondaryIdentifier: secondary, DocumentNumber: number,
		Nationality: "UTO", DateOfBirth: birth, Sex: "F", DateOfExpiry: "301231",
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(d.Lines(), "\n") + "\n"
}

func TestDedupPairs(t *testing.T) {
	first := []string{"L898902C3", "740812", "ERIKSSON", "ANNA MARIA"}
	for _, test := range []struct {
		name   string
		second []string
		want   string // kind and reasons; none if they are different
	}{
		{"the same", first, "exact same-number same-birth same-name"},
		{"another name", []string{"L898902C3", "740812", "SMITH", "JOHN"}, "exact same-number same-birth"},
		{"one figure of the birth", []string{"L898902C3", "740813", "SMITH", "JOHN"}, "likely same-number birth-near"},
		{"day and month", []string{"L898902C3", "741208", "ERIKSSON", "ANNA MARIA"}, "likely same-number birth-near same-name"},
		{"birth not known", []string{"L898902C3", "74<<<<", "SMITH", "JOHN"}, "likely same-number birth-near"},
		{"the number alone", []string{"L898902C3", "500101", "SMITH", "JOHN"}, ""},
		{"look alike", []string{"L8989O2C3", "740812", "SMITH", "JOHN"}, "likely number-alike same-birth"},
		{"order of names", []string{"L898902C4", "740812", "ERIKSSON", "MARIA ANNA"}, "likely number-near same-birth name-order"},
		{"swapped", []string{"L898920C3", "740812", "ERIKSON", "ANNA MARIA"}, "likely number-near same-birth name-spelling"},
		{"near number, another name", []string{"L898902C4", "740812", "ERIKSSON", "BRITTA"}, ""},
		{"a new passport", []string{"M111111D5", "740812", "ERIKSSON", "ANNA MARIA"}, ""},
		{"another person", []string{"M111111D5", "500101", "SMITH", "JOHN"}, ""},
	} {
		in := person(t, first[0], first[1], first[2], first[3]) + person(t, test.second[0], test.second[1], test.second[2], test.second[3])
		var stdout, stderr bytes.Buffer
		code := run([]string{"dedup"}, strings.NewReader(in), &stdout, &stderr)
		got := ""
		var g struct {
			Records []struct{ Line int }
			Pairs   []struct {
				A, B    int
				Kind    string
				Reasons []string
			}
		}
		if stdout.Len() > 0 {
			if err := json.Unmarshal(stdout.Bytes(), &g); err != nil { // of one object
				t.Fatalf("%s: %v: %s", test.name, err, &stdout)
			}
			got = g.Pairs[0].Kind + " " + strings.Join(g.Pairs[0].Reasons, " ")
			if len(g.Records) != 2 || g.Records[0].Line != 1 || g.Records[1].Line != 3 || g.Pairs[0].A != 0 || g.Pairs[0].B != 1 {
				t.Errorf("%s: %s", test.name, &stdout)
			}
		}
		if got != test.want || (code == exitOK) != (test.want == "") || code > exitFailed {
			t.Errorf("%s: exit code %d, got %q; want %q; %s", test.name, code, got, test.want, &stderr)
		}
		for _, never := range []string{"ERIK", "SMITH", "L898", "7408"} {
			if strings.Contains(stdout.String()+stderr.String(), never) {
				t.Errorf("%s: the output has %q", test.name, never)
			}
		}
	}
}

// TestDedupMany finds the doubles that were put into many records, in order and not,
// and exactly these.
func TestDedupMany(t *testing.T) {
	const n, doubles = 3000, 200
	specimen := mrz.MustParse(passport)
	var zones []string
	for i := range n {
		zones = append(zones, strings.Join(compose.Surrogate(specimen, uint64(i)).Lines(), "\n")+"\n")
	}
	zones = append(zones, zones[:doubles]...)
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(zones), func(i, j int) { zones[i], zones[j] = zones[j], zones[i] })
	at := map[string][]int{}
	for i, z := range zones {
		at[z] = append(at[z], 2*i+1)
	}
	var stdout, stderr bytes.Buffer
	if code := run([]string{"dedup", "--exact"}, strings.NewReader(strings.Join(zones, "")), &stdout, &stderr); code != exitFailed {
		t.Fatalf("exit code %d, %s", code, &stderr)
	}
	found := map[string]bool{}
	for line := range strings.Lines(stdout.String()) {
		var g struct{ Records []struct{ Line int } }
		if err := json.Unmarshal([]byte(line), &g); err != nil {
			t.Fatal(err)
		}
		var lines []int
		for _, r := range g.Records {
			lines = append(lines, r.Line)
		}
		found[fmt.Sprint(lines)] = true
	}
	for _, lines := range at {
		if len(lines) > 1 && !found[fmt.Sprint(lines)] {
			t.Fatalf("the double in the lines %v was not found", lines)
		}
	}
	if want := fmt.Sprintf("records: %d, errors: 0, groups: %d, exact pairs: %[2]d, likely pairs: 0\n", n+doubles, doubles); stderr.String() != want {
		t.Errorf("got %q; want %q", &stderr, want)
	}
}

// TestDedupGroups writes large groups in parts, and counts every record.
func TestDedupGroups(t *testing.T) {
	const n = 2*maxGroup + 5
	var stdout, stderr bytes.Buffer
	run([]string{"dedup", "--exact"}, strings.NewReader(strings.Repeat(passport, n)), &stdout, &stderr)
	if want := fmt.Sprintf("records: %d, errors: 0, groups: 3, exact pairs: %d, likely pairs: 0\n", n, n-1); stderr.String() != want {
		t.Errorf("got %q; want %q", &stderr, want)
	}
}

func TestSorter(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for _, limit := range []int{1, 200, 5000, 1 << 20} {
		dir := t.TempDir()
		s, err := newSorter(dir, limit, 3)
		if err != nil {
			t.Fatal(err)
		}
		var want [][]byte
		for range 500 {
			b := make([]byte, random.IntN(40))
			for i := range b {
				b[i] = byte(random.IntN(4))
			}
			want = append(want, b)
			if err := s.add(b); err != nil {
				t.Fatal(err)
			}
		}
		slices.SortFunc(want, bytes.Compare)
		m, err := s.sorted()
		if err != nil {
			t.Fatal(err)
		}
		for i, w := range want {
			if got, err := m.next(); err != nil || !bytes.Equal(got, w) {
				t.Fatalf("limit %d: entry %d: %v, %v; want %v", limit, i, got, err, w)
			}
		}
		if _, err := m.next(); err != io.EOF {
			t.Errorf("limit %d: got %v; want io.EOF", limit, err)
		}
		if len(s.runs) > s.fan {
			t.Errorf("limit %d: %d runs are merged at a time", limit, len(s.runs))
		}
		m.close()
		s.close()
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("limit %d: %d files are left, %v", limit, len(left), err)
		}
	}
}
