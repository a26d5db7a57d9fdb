package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

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

// A dedupGroup is an object of the output.
type dedupGroup struct {
	Group, Part int
	Records     []struct {
		File       string
		Line, Zone int
		ID         json.RawMessage
	}
	Pairs []struct {
		A, B    int
		Kind    string
		Reasons []string
	}
}

// dedupOf runs the command with limits of its own.
func dedupOf(t *testing.T, in string, set func(*dedup)) (groups []dedupGroup, stderr string, err error) {
	t.Helper()
	var out, errs bytes.Buffer
	d := &dedup{bulk: bulk{in: inLines, jobs: 2}, temp: t.TempDir(), limits: usualDedup}
	if set != nil {
		set(d)
	}
	a := &app{stdin: strings.NewReader(in), stdout: &out, stderr: &errs, now: time.Now, getenv: os.Getenv}
	err = d.run(t.Context(), a, nil)
	for line := range strings.Lines(out.String()) {
		var g dedupGroup
		if err := json.Unmarshal([]byte(line), &g); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		groups = append(groups, g)
	}
	if left, err := os.ReadDir(d.temp); err != nil || len(left) > 0 {
		t.Errorf("%d files are left, %v", len(left), err)
	}
	return groups, errs.String(), err
}

func TestDedupPairs(t *testing.T) {
	first := []string{"L898902C3", "740812", "ERIKSSON", "ANNA MARIA"}
	german := []string{"C01X0006H", "640812", "MUELLER", "JUERGEN"}
	for _, test := range []struct {
		name   string
		first  []string
		second []string
		want   string // kind and reasons; none if they are different
	}{
		{"the same", first, first, "exact same-number same-birth same-name"},
		{"another name", first, []string{"L898902C3", "740812", "SMITH", "JOHN"}, "exact same-number same-birth"},
		{"one figure of the birth", first, []string{"L898902C3", "740813", "SMITH", "JOHN"}, "likely same-number birth-near"},
		{"day and month", first, []string{"L898902C3", "741208", "ERIKSSON", "ANNA MARIA"}, "likely same-number birth-near same-name"},
		{"figures swapped", first, []string{"L898902C3", "740821", "SMITH", "JOHN"}, "likely same-number birth-near"},
		{"birth not known", first, []string{"L898902C3", "74<<<<", "SMITH", "JOHN"}, "likely same-number birth-near"},
		{"birth not known, and another", first, []string{"L898902C3", "75<<<<", "SMITH", "JOHN"}, ""},
		{"two figures of the birth", first, []string{"L898902C3", "750813", "SMITH", "JOHN"}, ""},
		{"the number and name", first, []string{"L898902C3", "500101", "ERIKSSON", "ANNA MARIA"}, "likely same-number same-name"},
		{"the number alone", first, []string{"L898902C3", "500101", "SMITH", "JOHN"}, ""},
		{"look alike", first, []string{"L8989O2C3", "740812", "SMITH", "JOHN"}, "likely number-alike same-birth"},
		{"look alike, another birth", first, []string{"L8989O2C3", "740813", "ERIKSSON", "ANNA MARIA"}, ""},
		{"two that look alike", []string{"B12345678", "740812", "ERIKSSON", "ANNA"}, []string{"81234567B", "740812", "ERIKSSON", "ANNA"}, "likely number-near same-birth same-name"},
		{"three that look alike", []string{"B12845678", "740812", "ERIKSSON", "ANNA"}, []string{"812B4567B", "740812", "ERIKSSON", "ANNA"}, ""},
		{"order of names", first, []string{"L898902C4", "740812", "ERIKSSON", "MARIA ANNA"}, "likely number-near same-birth name-order"},
		{"identifiers", first, []string{"L898902C4", "740812", "ANNA MARIA", "ERIKSSON"}, "likely number-near same-birth name-order"},
		{"swapped", first, []string{"L898920C3", "740812", "ERIKSON", "ANNA MARIA"}, "likely number-near same-birth name-near"},
		{"letters swapped", []string{"LV1234567", "740812", "ERIKSSON", "ANNA"}, []string{"VL1234567", "740812", "ERIKSSON", "ANNA"}, "likely number-near same-birth same-name"},
		{"one is missing", first, []string{"L89802C3", "740812", "ERIKSSON", "ANNAMARIA"}, "likely number-near same-birth name-spelling"},
		{"near number, another name", first, []string{"L898902C4", "740812", "ERIKSSON", "BRITTA"}, ""},
		{"near number, no name", first, []string{"L898902C4", "740812", "ERIKSSON", ""}, ""},
		{"UE and U", german, []string{"C01X0006J", "640812", "MULLER", "JURGEN"}, "likely number-near same-birth name-spelling"},
		{"UE and UXX", german, []string{"C01X0006J", "640812", "MUXXLLER", "JUERGEN"}, "likely number-near same-birth name-spelling"},
		{"a new passport", first, []string{"M111111D5", "740812", "ERIKSSON", "ANNA MARIA"}, ""},
		{"another person", first, []string{"M111111D5", "500101", "SMITH", "JOHN"}, ""},
	} {
		x, y := test.first, test.second
		for range 2 { // and the other way round
			in := person(t, x[0], x[1], x[2], x[3]) + person(t, y[0], y[1], y[2], y[3])
			groups, stderr, err := dedupOf(t, in, nil)
			got := ""
			for _, g := range groups { // one
				got += g.Pairs[0].Kind + " " + strings.Join(g.Pairs[0].Reasons, " ")
				if len(g.Records) != 2 || g.Records[0].Line != 1 || g.Records[1].Line != 3 || g.Pairs[0].A != 0 || g.Pairs[0].B != 1 || g.Part != 0 {
					t.Errorf("%s: %v", test.name, g)
				}
			}
			if got != test.want || (err == nil) != (test.want == "") {
				t.Errorf("%s: error %v, got %q; want %q; %s", test.name, err, got, test.want, stderr)
			}
			for _, never := range []string{"ERIK", "SMITH", "L898", "7408"} {
				if strings.Contains(stderr, never) {
					t.Errorf("%s: the output has %q", test.name, never)
				}
			}
			x, y = y, x
		}
	}
}

func TestNameReason(t *testing.T) {
	for _, test := range []struct {
		state string
		a, b  string // name fields: of 30 characters, or filled up to 39
		want  reason
	}{
		{"UTO", "PAPADIMITRIOU<<KONSTANTINOS<AL", "PAPADIMITRIOU<<KONSTANTINOS<ALEXANDROS", nameCut},
		{"UTO", "PAPADIMITRIOU<<KONSTANTINOS<AL", "PAPADIMITRIOU<<NIKOLAOS<GEORGIOS", noReason},
		{"UTO", "PAPADIMITRIOU<<KONSTANTINOS<<<", "PAPADIMITRIOU<<KONSTANTINOS<ALEXANDROS", noReason},
		{"UTO", "ERIKSSON<<ANNA", "ERIKSSON<<ANNA<<<<<<<<<<<<<<<<", sameName},
		{"UTO", "ERIKSSON<<ANNA", "ANNA<<ERIKSSON", nameOrder},
		{"UTO", "ERIKSSON<<ANNA", "ERIKSSON", noReason},
		{"UTO", "ERIKSSON<<ANNA", "", noReason},
		{"UTO", "", "", noReason},
		{"UTO", "SUHARTO", "SUHARTO<<SUHARTO", nameSpelling},
		{"UTO", "HAAKONSEN<<LOE", "HAKONSEN<<LO", nameSpelling},
		{"UTO", "LI<<WEI", "LU<<WEI", noReason},
		{"UTO", "SMITH<<JOHN", "SMYTH<<JON", nameNear},
		{"UTO", "SMITHSON<<JONATHAN", "SMYTHSEN<<JANATHEN", nameNear},
		{"UTO", "SMITH<<JOHN", "SMITH<<JANE", noReason},
		{"EGY", "MXHMD<<ALI", "MOHAMMED<<ALI", nameSpelling},
	} {
		of := func(field string) *double {
			x := &double{state: test.state, name: strings.TrimRight(field, "<"), field: 39}
			if len(field) == 30 {
				x.field = 30
			}
			return x
		}
		x, y := of(test.a), of(test.b)
		if got, back := nameReason(x, y), nameReason(y, x); got != test.want || back != got {
			t.Errorf("%s, %s: got %q and %q; want %q", test.a, test.b, reasonTexts[got], reasonTexts[back], reasonTexts[test.want])
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
	want := fmt.Sprintf("records: %d = compared: %[1]d + without a number: 0 + rejected: 0\n", n+doubles) +
		fmt.Sprintf("groups: %d, of records: %d, exact pairs: %[1]d, likely pairs: 0\n", doubles, 2*doubles)
	if stderr.String() != want {
		t.Errorf("got %q; want %q", &stderr, want)
	}
}

// TestDedupParts writes a group of many pairs in parts, each with the records of its
// pairs.
func TestDedupParts(t *testing.T) {
	const n, most = 25, 10
	groups, stderr, _ := dedupOf(t, strings.Repeat(passport, n), func(d *dedup) { d.limits.part = most })
	if len(groups) != 3 || !strings.Contains(stderr, "groups: 1, of records: 25, exact pairs: 24, likely pairs: 0\n") {
		t.Fatalf("%d objects, %s", len(groups), stderr)
	}
	seen := map[int]bool{}
	for i, g := range groups {
		if g.Group != 1 || g.Part != i+1 || len(g.Pairs) > most || len(g.Records) != len(g.Pairs)+1 {
			t.Errorf("got group %d, part %d, %d pairs of %d records", g.Group, g.Part, len(g.Pairs), len(g.Records))
		}
		for _, r := range g.Records {
			seen[r.Line] = true
		}
		for j, p := range g.Pairs {
			if p.A != 0 || p.B != j+1 {
				t.Errorf("part %d has the pair %d, %d", g.Part, p.A, p.B)
			}
		}
	}
	if len(seen) != n {
		t.Errorf("got %d records; want %d", len(seen), n)
	}
}

// TestDedupReference finds what the comparison of all with all finds: the same groups,
// and no pair for another reason.
func TestDedupReference(t *testing.T) {
	for seed := range uint64(5) {
		zones := planted(t, rand.New(rand.NewPCG(seed, 9)))
		var all []double
		for i, z := range zones {
			x := doubleOf(mrz.MustParse(strings.TrimSpace(z)))
			x.node = node(i)
			all = append(all, x)
		}
		group := make([]int, len(all)) // the first record of it
		why := map[[2]int]reasons{}
		for i := range all {
			group[i] = i
			for j := range i {
				r, ok := compareDoubles(&all[j], &all[i])
				if !ok || all[i].state != all[j].state {
					continue
				}
				why[[2]int{j, i}] = r
				from, to := max(group[i], group[j]), min(group[i], group[j])
				for k := range i + 1 {
					if group[k] == from {
						group[k] = to
					}
				}
			}
		}
		size, singles := map[int]int{}, 0
		for _, first := range group {
			size[first]++
		}
		for _, n := range size {
			if n == 1 {
				singles++
			}
		}
		groups, stderr, _ := dedupOf(t, strings.Join(zones, ""), func(d *dedup) { d.limits = dedupLimits{run: 500, fan: 3, heads: 50, part: 7} })
		got := make([]int, len(all))
		for i := range got {
			got[i] = i
		}
		firstOf := map[int]int{}
		for _, g := range groups {
			for i, r := range g.Records {
				at := (r.Line - 1) / 2
				if i > 0 && r.Line <= g.Records[i-1].Line {
					t.Errorf("the records of group %d are not in order", g.Group)
				}
				if _, ok := firstOf[g.Group]; !ok {
					firstOf[g.Group] = at
				}
				got[at] = firstOf[g.Group]
			}
			for _, p := range g.Pairs {
				key := [2]int{(g.Records[p.A].Line - 1) / 2, (g.Records[p.B].Line - 1) / 2}
				var want []string
				for _, r := range why[key] {
					if r != noReason {
						want = append(want, reasonTexts[r])
					}
				}
				if p.A >= p.B || fmt.Sprint(p.Reasons) != fmt.Sprint(want) || (p.Kind == "exact") != why[key].exact() {
					t.Errorf("seed %d, pair %v: %s %v; want %v", seed, key, p.Kind, p.Reasons, want)
				}
				delete(why, key) // each pair once
			}
		}
		if !slices.Equal(got, group) {
			t.Errorf("seed %d: got the groups %v; want %v", seed, got, group)
		}
		for i := 1; i < len(firstOf); i++ {
			if firstOf[i] >= firstOf[i+1] {
				t.Errorf("seed %d: the groups %d and %d are not in the order of the input", seed, i, i+1)
			}
		}
		if want := fmt.Sprintf("groups: %d, of records: %d, ", len(size)-singles, len(all)-singles); !strings.Contains(stderr, want) || strings.Contains(stderr, "left out") {
			t.Errorf("seed %d: got %s; want %s", seed, stderr, want)
		}
		if len(size)-singles < 50 {
			t.Errorf("seed %d: %d groups are few", seed, len(size)-singles)
		}
	}
}

// planted returns records with doubles of all kinds, and chains of them.
func planted(t *testing.T, random *rand.Rand) (zones []string) {
	names := [][2]string{{"ERIKSSON", "ANNA MARIA"}, {"MUELLER", "JOERG PETER"}, {"OKONKWO", "CHIDI"}, {"SOERENSEN", "AASE"}, {"DE LA CRUZ", "JUAN"}}
	births := []string{"740812", "800101", "990630"}
	for range 120 {
		number := []byte("000000000")
		for i := range number {
			number[i] = zoneCharacters[random.IntN(36)]
		}
		birth, name := births[random.IntN(len(births))], names[random.IntN(len(names))]
		zones = append(zones, person(t, string(number), birth, name[0], name[1]))
		for range random.IntN(5) { // each of the one before it
			switch random.IntN(8) {
			case 0: // the same
			case 1:
				name = names[random.IntN(len(names))]
			case 2:
				name[1] = reversed(name[1])
			case 3:
				name[0] = strings.Replace(name[0], "E", "A", 1)
			case 4:
				number[random.IntN(9)] = zoneCharacters[random.IntN(36)]
			case 5:
				for i := range number { // the first and the last that look like others
					if k := strings.IndexByte("0O1I5S8B2Z", number[i]); k >= 0 {
						number[i] = "O0I1S5B8Z2"[k]
						break
					}
				}
			case 6:
				i := random.IntN(8)
				number[i], number[i+1] = number[i+1], number[i]
			case 7:
				birth = birth[:5] + string('0'+byte(random.IntN(10)))
				if birth[4:] == "30" || birth[4:] == "00" || birth[4:] > "30" {
					birth = birth[:4] + "11"
				}
			}
			zones = append(zones, person(t, string(number), birth, name[0], name[1]))
		}
	}
	random.Shuffle(len(zones), func(i, j int) { zones[i], zones[j] = zones[j], zones[i] })
	return zones
}

func reversed(name string) string {
	parts := strings.Fields(name)
	slices.Reverse(parts)
	return strings.Join(parts, " ")
}

// TestDedupChain joins a long chain in few passes: the first record of all has to be
// known to the last one.
func TestDedupChain(t *testing.T) {
	const n = 100000
	for _, order := range []string{"sorted", "shuffled"} {
		label := make([]node, n)
		for i := range label {
			label[i] = node(i)
		}
		if order == "shuffled" {
			rand.New(rand.NewPCG(1, 1)).Shuffle(n, func(i, j int) { label[i], label[j] = label[j], label[i] })
		}
		files := 0
		d := &dedup{limits: dedupLimits{run: 64 << 20, fan: 8}}
		d.dir = &tempDir{path: t.TempDir(), make: func(dir, pattern string) (*os.File, error) {
			files++ // one of each pass
			return os.CreateTemp(dir, pattern)
		}}
		edges := d.newSorter()
		for i := range n - 1 {
			if err := edges.addEdge(label[i], label[i+1], true); err != nil {
				t.Fatal(err)
			}
		}
		first, err := d.stars(t.Context(), edges)
		if err != nil {
			t.Fatal(err)
		}
		leaves := 0
		if err := first.eachEdge(t.Context(), func(from, to node) error {
			if leaves++; from != node(leaves) || to != 0 {
				t.Fatalf("%d hangs on %d", from, to)
			}
			return nil
		}); err != nil || leaves != n-1 {
			t.Fatalf("%s: %d leaves, %v; want %d", order, leaves, err, n-1)
		}
		first.close()
		if files > 40 {
			t.Errorf("%s: %d passes", order, files)
		}
	}
}

// TestDedupStars hangs all on the first where the passes have least to go by: two that
// meet in a later one.
func TestDedupStars(t *testing.T) {
	d := &dedup{limits: usualDedup, dir: &tempDir{path: t.TempDir(), make: os.CreateTemp}}
	edges := d.newSorter()
	for _, from := range []node{1, 2} {
		if err := edges.addEdge(from, 3, true); err != nil {
			t.Fatal(err)
		}
	}
	first, err := d.stars(t.Context(), edges)
	if err != nil {
		t.Fatal(err)
	}
	defer first.close()
	var got []node
	if err := first.eachEdge(t.Context(), func(from, to node) error {
		got = append(got, from, to)
		return nil
	}); err != nil || !slices.Equal(got, []node{2, 1, 3, 1}) {
		t.Errorf("got %v, %v", got, err)
	}
}

// TestDedupExact pairs exact doubles with one of them, whatever their names.
func TestDedupExact(t *testing.T) {
	var in strings.Builder
	for _, name := range []string{"AAA", "BBB", "CCC", "DDD"} {
		in.WriteString(person(t, "L898902C3", "740812", name, "X"))
	}
	groups, _, _ := dedupOf(t, in.String(), func(d *dedup) { d.limits.heads = 1 })
	if len(groups) != 1 || len(groups[0].Pairs) != 3 {
		t.Fatalf("got %v", groups)
	}
	for i, p := range groups[0].Pairs {
		if p.A != 0 || p.B != i+1 {
			t.Errorf("got the pair %d, %d", p.A, p.B)
		}
	}
}

// TestDedupHot tells how many comparisons were left out where too many records share a
// key, and finds exact doubles all the same.
func TestDedupHot(t *testing.T) {
	const n, heads = 60, 10
	var in strings.Builder
	random := rand.New(rand.NewPCG(7, 8))
	for i := range n { // numbers with the same beginning, far from each other
		in.WriteString(person(t, fmt.Sprintf("AB0%06d", min(i, 1)*(1000+random.IntN(999000))), "800101", "ERIKSSON", "ANNA"))
	}
	in.WriteString(person(t, "AB0000000", "800101", "SMITH", "JOHN"))
	in.WriteString(person(t, "AB0000001", "800101", "ERIKSSON", "ANNA")) // beside the first
	_, stderr, _ := dedupOf(t, in.String(), func(d *dedup) { d.limits.heads = heads })
	if !strings.Contains(stderr, "exact pairs: 1, ") || !strings.Contains(stderr, "likely pairs: 1\n") ||
		!strings.Contains(stderr, "comparisons left out, since too many records share a key: ") {
		t.Errorf("got %s", stderr)
	}
	var want int // under keyFirst; the ends of the numbers are different
	for i := range n + 2 {
		want += max(0, i-heads)
	}
	if got := stderr[strings.LastIndex(stderr, " ")+1:]; got != fmt.Sprintln(want) {
		t.Errorf("got %s left out; want %d", strings.TrimSpace(got), want)
	}
}

// TestDedupIDs carries ids of any size through to the output, and not through the sorter.
func TestDedupIDs(t *testing.T) {
	long := `"` + strings.Repeat("x", 1<<20) + `"`
	in := ""
	for _, id := range []string{long, "7", "null", long} {
		zone, _ := json.Marshal(passport)
		in += `{"id":` + id + `,"mrz":` + string(zone) + "}\n"
	}
	groups, stderr, _ := dedupOf(t, in, func(d *dedup) { d.in, d.limits.run = inNDJSON, 1000 })
	if len(groups) != 1 || len(groups[0].Records) != 4 {
		t.Fatalf("got %d groups, %s", len(groups), stderr)
	}
	for i, want := range []string{long, "7", "null", long} {
		if got := string(groups[0].Records[i].ID); got != want && !(want == "null" && got == "") {
			t.Errorf("record %d has an id of %d bytes; want %d", i+1, len(got), len(want))
		}
	}
}

// TestDedupZones tells apart the zones of one text, and what has no zone or number.
func TestDedupZones(t *testing.T) {
	text, _ := json.Marshal("seen\n" + person(t, "M1234567", "740812", "SMITH", "JOHN") + "\nand\n" + passport)
	in := `{"text":` + string(text) + "}\n" + `{"text":"nothing"}` + "\n" + `{"text":` + string(text) + "}\n{\n"
	groups, stderr, _ := dedupOf(t, in, func(d *dedup) { d.in = inNDJSON })
	if want := "records: 4 = compared: 2 + without a number: 1 + rejected: 1\ngroups: 2, of records: 4, exact pairs: 2, likely pairs: 0\n"; stderr != want {
		t.Errorf("got %s; want %s", stderr, want)
	}
	for i, g := range groups {
		if len(g.Records) != 2 || g.Records[0].Zone != 2*i || g.Records[1].Zone != 2*i || g.Records[1].Line != 3 {
			t.Errorf("got %v", g)
		}
	}
}

// TestDedupInterrupted leaves no files (see dedupOf) and says so.
func TestDedupInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	zones := strings.Repeat(passport, 20000)
	d := &dedup{bulk: bulk{in: inLines, jobs: 2}, temp: t.TempDir(), limits: usualDedup}
	d.limits.run = 10000
	var out, errs bytes.Buffer
	in := io.MultiReader(strings.NewReader(zones), readerFunc(func([]byte) (int, error) {
		left, err := os.ReadDir(d.temp)
		if err != nil || len(left) != 1 {
			t.Errorf("there are %d folders, %v", len(left), err)
		}
		if info, err := left[0].Info(); runtime.GOOS != "windows" && (err != nil || info.Mode().Perm() != 0o700) {
			t.Errorf("others may read the folder: %v, %v", info.Mode(), err)
		}
		for tries := 0; runtime.GOOS == "linux"; tries++ { // one may be about to lose its name
			files, err := os.ReadDir(filepath.Join(d.temp, left[0].Name()))
			if err == nil && len(files) == 0 {
				break
			}
			if tries == 100 {
				t.Errorf("%d files have a name, %v", len(files), err)
				break
			}
			time.Sleep(time.Millisecond)
		}
		cancel()
		<-t.Context().Done() // as a terminal that says nothing more
		return 0, io.EOF
	}))
	a := &app{stdin: in, stdout: &out, stderr: &errs, now: time.Now, getenv: os.Getenv}
	err := d.run(ctx, a, nil)
	if exit := (exitError{}); !errors.As(err, &exit) || exit.code != exitInterrupted || errs.String() != "mrz: interrupted\n" || out.Len() > 0 {
		t.Errorf("got %v, %s", err, &errs)
	}
	if left, err := os.ReadDir(d.temp); err != nil || len(left) > 0 {
		t.Errorf("%d files are left, %v", len(left), err)
	}
}

// TestDedupDiskFull fails wherever the disk is full, and leaves nothing.
func TestDedupDiskFull(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("there is no /dev/full")
	}
	in := strings.Repeat(passport, 6000)
	failed := 0
	for good := range 1000 { // files that are no trouble
		dir := t.TempDir()
		d := &dedup{bulk: bulk{in: inLines, jobs: 2, mend: repairing{candidates: 1, confidence: 1}}, files: []string{stdinName}, out: io.Discard, limits: usualDedup}
		d.bulk.out, d.progress, d.limits.run = outNone, progressNone, 200000
		made := 0
		d.dir = &tempDir{path: dir, make: func(dir, pattern string) (*os.File, error) {
			if made++; made <= good {
				return os.CreateTemp(dir, pattern)
			}
			full := filepath.Join(dir, "full"+fmt.Sprint(made))
			if err := os.Symlink("/dev/full", full); err != nil {
				t.Fatal(err)
			}
			return os.OpenFile(full, os.O_RDWR, 0)
		}}
		err := d.work(t.Context(), &app{stdin: strings.NewReader(in), stdout: io.Discard, stderr: io.Discard, now: time.Now, getenv: os.Getenv})
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("%d good files: %d are left, %v", good, len(left), err)
		}
		if err == nil {
			break
		}
		if failed++; !errors.Is(err, syscall.ENOSPC) || err.Error() != "the temporary files cannot be used: no space left on device" {
			t.Errorf("%d good files: %v", good, err)
		}
	}
	if failed < 10 {
		t.Errorf("it failed at %d files alone", failed)
	}
}

// TestAlike keeps apart what is seldom taken for each other: all digits above all.
func TestAlike(t *testing.T) {
	classes := map[byte]string{}
	for _, c := range []byte(zoneCharacters) {
		classes[alike()[c]] += string(c)
	}
	var got []string
	for _, class := range classes {
		if len(class) > 1 {
			got = append(got, class)
		}
	}
	slices.Sort(got)
	if want := "0CDO 1IJL 2Z 5S 6G 8B AN EF HMU KR< VY"; strings.Join(got, " ") != want {
		t.Errorf("got %s; want %s", strings.Join(got, " "), want)
	}
}

const zoneCharacters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<"

func TestSorter(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for _, limit := range []int{1, 200, 5000, 1 << 20} {
		dir := t.TempDir()
		s := newSorter(&tempDir{path: dir, make: os.CreateTemp}, limit, 3)
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
		s.close()
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("limit %d: %d files are left, %v", limit, len(left), err)
		}
	}
}

// TestSorterLevels pins that an entry is written as often as its number of runs has
// figures, and not once for every few runs.
func TestSorterLevels(t *testing.T) {
	const fan, runs = 4, 4*4*4*4 + 4*4 + 3
	s := newSorter(&tempDir{path: t.TempDir(), make: os.CreateTemp}, 1, fan) // an entry is a run
	defer s.close()
	for i := range runs + 1 {
		if err := s.add([]byte{byte(i), byte(i >> 8)}); err != nil {
			t.Fatal(err)
		}
	}
	var levels []int
	for _, r := range s.runs {
		levels = append(levels, r.level)
	}
	if want := []int{4, 2, 0, 0, 0}; !slices.Equal(levels, want) {
		t.Errorf("got runs that were merged %v times; want %v", levels, want)
	}
	m, err := s.sorted()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for ; err == nil; n++ {
		_, err = m.next()
	}
	if n != runs+2 || len(s.runs) > fan {
		t.Errorf("%d entries of %d, in %d runs", n-1, runs+1, len(s.runs))
	}
}
