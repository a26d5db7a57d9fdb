package state_test

import (
	"crypto/sha256"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"example.org/traveldoc/mrz/state"
)

var (
	_ encoding.TextAppender    = state.Code{}
	_ encoding.TextMarshaler   = state.Code{}
	_ encoding.TextUnmarshaler = new(state.Code)
)

// readRows returns the rows of data/states.tsv, each a map from column to text.
func readRows(t testing.TB) []map[string]string {
	t.Helper()
	data, err := os.ReadFile("data/states.tsv")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
	columns := strings.Split(lines[0], "\t")
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := make(map[string]string)
		for i, text := range strings.Split(line, "\t") {
			row[columns[i]] = text
		}
		rows = append(rows, row)
	}
	return rows
}

// list joins codes as the column successor does.
func list(codes []state.Code) string {
	var texts []string
	for _, c := range codes {
		texts = append(texts, c.String())
	}
	return strings.Join(texts, "|")
}

func yesNo(b bool) string {
	if b {
		return "y"
	}
	return "n"
}

func TestTable(t *testing.T) {
	rows := readRows(t)
	if len(rows) != 316 {
		t.Errorf("%d rows; want 316", len(rows))
	}
	for _, row := range rows {
		c, err := state.Parse(row["code"])
		if err != nil || !c.Known() {
			t.Errorf("%s: %v, known %t", row["code"], err, c.Known())
		}
		got := map[string]string{
			"code":        c.String(),
			"name":        c.Name(),
			"kind":        c.Kind().String(),
			"issuer":      yesNo(c.Issuer()),
			"nationality": yesNo(c.Nationality()),
			"iso3166":     yesNo(c.ISO()),
			"alpha2":      c.Alpha2(),
			"numeric":     c.Numeric(),
			"withdrawn":   c.Withdrawn(),
			"successor":   list(slices.Collect(c.Successors())),
			"note":        c.Note(),
		}
		for column, want := range row {
			if got[column] != want {
				t.Errorf("%s: %s = %q; want %q", row["code"], column, got[column], want)
			}
		}
	}
}

func TestCounts(t *testing.T) {
	kinds := make(map[state.Kind]int)
	iso := 0
	for c := range state.All() {
		kinds[c.Kind()]++
		if c.ISO() {
			iso++
		}
	}
	if iso != 249 {
		t.Errorf("%d codes of ISO 3166-1; want 249", iso)
	}
	want := map[state.Kind]int{
		state.KindState:        196,
		state.KindDependent:    55,
		state.KindOrganisation: 14,
		state.KindSpecial:      11,
		state.KindWithdrawn:    31,
		state.KindUnofficial:   7,
		state.KindTest:         2,
	}
	if len(kinds) != len(want) {
		t.Errorf("%d kinds; want %d", len(kinds), len(want))
	}
	for k, n := range want {
		if kinds[k] != n {
			t.Errorf("%d codes of kind %v; want %d", kinds[k], k, n)
		}
	}
}

func TestAll(t *testing.T) {
	codes := slices.Collect(state.All())
	if n := len(readRows(t)); len(codes) != n {
		t.Errorf("All: %d codes; want %d", len(codes), n)
	}
	if !slices.IsSortedFunc(codes, state.Code.Compare) {
		t.Error("All is not in the order of Compare")
	}
	if !slices.IsSortedFunc(codes, func(a, b state.Code) int { return strings.Compare(a.String(), b.String()) }) {
		t.Error("All is not in alphabetical order")
	}
	if n := len(slices.Compact(slices.Clone(codes))); n != len(codes) {
		t.Errorf("All: %d of %d codes are different", n, len(codes))
	}
	for _, c := range codes {
		if !c.Known() || c.Name() == "" || c.Kind() == state.KindUnknown {
			t.Errorf("%v: known %t, name %q, kind %v", c, c.Known(), c.Name(), c.Kind())
		}
		if s := c.String(); len(s) != 3 && s != "D" {
			t.Errorf("%v has %d letters", c, len(s))
		}
	}
	n := 0
	for range state.All() {
		if n++; n == 3 {
			break
		}
	}
}

// TestEveryCode takes all codes that there are, known and unknown, through the
// methods that must agree.
func TestEveryCode(t *testing.T) {
	known := 0
	check := func(s string) {
		c, err := state.Parse(s)
		if err != nil {
			t.Fatalf("Parse(%q): %v", s, err)
		}
		field := (s + "<<")[:3]
		if c.String() != s || c.Field() != field {
			t.Errorf("%q: String %q, Field %q", s, c, c.Field())
		}
		if padded, err := state.Parse(field); padded != c || err != nil {
			t.Errorf("Parse(%q) = %v, %v; want %v", field, padded, err, c)
		}
		text, err := c.MarshalText()
		if string(text) != s || err != nil {
			t.Errorf("%q: MarshalText = %q, %v", s, text, err)
		}
		var back state.Code
		if err := back.UnmarshalText(text); back != c || err != nil {
			t.Errorf("UnmarshalText(%q): %v, %v; want %v", text, back, err, c)
		}
		if c.Canonical().Canonical() != c.Canonical() {
			t.Errorf("%v: Canonical %v has another", c, c.Canonical())
		}
		if c.Known() {
			known++
			return
		}
		if c.Kind() != state.KindUnknown || c.Issuer() || c.Nationality() || c.ISO() ||
			c.Name()+c.Alpha2()+c.Numeric()+c.Withdrawn()+c.Note() != "" ||
			c.Canonical() != c || len(slices.Collect(c.Successors())) > 0 {
			t.Errorf("%v is not known and has properties", c)
		}
	}
	for a := 'A'; a <= 'Z'; a++ {
		check(string([]rune{a}))
		for b := 'A'; b <= 'Z'; b++ {
			check(string([]rune{a, b}))
			for c := 'A'; c <= 'Z'; c++ {
				check(string([]rune{a, b, c}))
			}
		}
	}
	if want := len(readRows(t)); known != want {
		t.Errorf("%d codes are known; want %d", known, want)
	}
}

func TestParseErrors(t *testing.T) {
	tests := []struct{ name, text string }{
		{"empty", ""},
		{"filler", "<"},
		{"two fillers", "<<"},
		{"only fillers", "<<<"},
		{"filler first", "<DE"},
		{"filler between", "D<E"},
		{"filler before one", "<<D"},
		{"filler before the last of two", "<D"},
		{"digit first", "0<<"},
		{"digit inside", "U7O"},
		{"digit last", "UT0"},
		{"digit of one", "1"},
		{"lower case", "uto"},
		{"lower case last", "UTo"},
		{"one in lower case", "d"},
		{"space", "D  "},
		{"space after filler", "D< "},
		{"too long", "UTOP"},
		{"too many fillers", "D<<<"},
		{"before A", "UT@"},
		{"after Z", "UT["},
		{"zero byte", "UT\x00"},
		{"byte over 127", "UT\xC1"},
		{"two-byte letter", "DÉ"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if c, err := state.Parse(tt.text); c != (state.Code{}) || !errors.Is(err, state.ErrSyntax) {
				t.Errorf("Parse = %v, %v; want the zero Code and ErrSyntax", c, err)
			}
			if tt.text == "" {
				return
			}
			c := state.MustParse("UTO")
			if err := c.UnmarshalText([]byte(tt.text)); c != state.MustParse("UTO") || !errors.Is(err, state.ErrSyntax) {
				t.Errorf("UnmarshalText: %v, %v; want ErrSyntax and no change", c, err)
			}
		})
	}
}

func TestMustParse(t *testing.T) {
	defer func() {
		if err, _ := recover().(error); !errors.Is(err, state.ErrSyntax) {
			t.Errorf("panic with %v; want ErrSyntax", err)
		}
	}()
	state.MustParse("uto")
}

func TestZero(t *testing.T) {
	c := state.MustParse("UTO")
	if err := c.UnmarshalText(nil); err != nil || c != (state.Code{}) {
		t.Errorf("UnmarshalText of nothing: %v, %v; want the zero Code", c, err)
	}
	if c.Known() || c.String() != "" || c.Field() != "<<<" || c.Kind() != state.KindUnknown || c.Canonical() != c {
		t.Errorf("zero Code: known %t, %q, %q, %v", c.Known(), c.String(), c.Field(), c.Kind())
	}
	if c.Compare(state.MustParse("A")) >= 0 {
		t.Error("the zero Code is not before A")
	}
	if text, err := c.MarshalText(); len(text) != 0 || err != nil {
		t.Errorf("MarshalText = %q, %v; want no text", text, err)
	}
}

func TestJSON(t *testing.T) {
	type document struct {
		Issuer state.Code         `json:"issuer"`
		None   state.Code         `json:"none,omitzero"`
		Kind   state.Kind         `json:"kind"`
		Seen   map[state.Code]int `json:"seen"`
	}
	d := document{
		Issuer: state.MustParse("D"),
		Kind:   state.KindState,
		Seen:   map[state.Code]int{state.MustParse("ZZZ"): 2, state.MustParse("D"): 1},
	}
	got, err := json.Marshal(d)
	want := `{"issuer":"D","kind":"state","seen":{"D":1,"ZZZ":2}}`
	if err != nil || string(got) != want {
		t.Fatalf("got %s, %v; want %s", got, err, want)
	}
	var back document
	if err := json.Unmarshal(got, &back); err != nil || back.Issuer != d.Issuer || back.Kind != d.Kind || len(back.Seen) != 2 {
		t.Errorf("got %+v, %v; want %+v", back, err, d)
	}
}

func TestCompare(t *testing.T) {
	tests := []struct {
		a, b string
		want int
	}{
		{"D", "DEU", -1},
		{"DEU", "D", +1},
		{"CZE", "D", -1},
		{"D", "D<<", 0},
		{"UNA", "UNO", -1},
		{"ZZZ", "AAA", +1},
	}
	for _, tt := range tests {
		if got := state.MustParse(tt.a).Compare(state.MustParse(tt.b)); got != tt.want {
			t.Errorf("%s, %s: got %d; want %d", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestCanonical(t *testing.T) {
	for code, want := range map[string]string{
		"DEU": "D", "D": "D", "DDR": "D",
		"ROM": "ROU", "ROU": "ROU",
		"XKX": "RKS", "XXK": "RKS", "UNK": "RKS",
		"YTO": "UTO", "INP": "XPO", "ZIM": "ZWE",
		"CSK": "CSK", "YUG": "YUG", // two each
		"SUN": "SUN", "ANT": "ANT", // none named
		"UTO": "UTO", "ZZZ": "ZZZ",
	} {
		if got := state.MustParse(code).Canonical(); got.String() != want {
			t.Errorf("%s: got %v; want %s", code, got, want)
		}
	}
}

func TestSuccessors(t *testing.T) {
	for code, want := range map[string]string{
		"PCI": "FSM|MHL|MNP|PLW", // as many as a record holds
		"CSK": "CZE|SVK",
		"DEU": "D",
		"SUN": "", "UTO": "", "ZZZ": "",
	} {
		if got := list(slices.Collect(state.MustParse(code).Successors())); got != want {
			t.Errorf("%s: got %q; want %q", code, got, want)
		}
	}
	for s := range state.MustParse("CSK").Successors() {
		if s != state.MustParse("CZE") {
			t.Errorf("first successor %v; want CZE", s)
		}
		break
	}
}

func TestByAlpha2(t *testing.T) {
	want := make(map[string]string)
	for _, row := range readRows(t) {
		if row["alpha2"] != "" {
			want[row["alpha2"]] = row["code"]
		}
	}
	want["DE"], want["UN"] = "D", "UNO" // the two that are shared
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			s := string([]rune{a, b})
			got, ok := state.ByAlpha2(s)
			if got.String() != want[s] || ok != (want[s] != "") {
				t.Errorf("%s: got %v, %t; want %q", s, got, ok, want[s])
			}
			if ok && got.Alpha2() != s {
				t.Errorf("%s: Alpha2 of %v is %q", s, got, got.Alpha2())
			}
		}
	}
	for _, s := range []string{"", "D", "DEU", "de", "D<", "<<", "D1", "@A", "Z[", "É"} {
		if got, ok := state.ByAlpha2(s); ok || got != (state.Code{}) {
			t.Errorf("%q: got %v, %t; want none", s, got, ok)
		}
	}
}

// TestGenerated checks that tables.go is what gen.go makes of the data.
func TestGenerated(t *testing.T) {
	tables, err := os.ReadFile("tables.go")
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("data/states.tsv")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(tables), fmt.Sprintf("SHA-256 %x", sha256.Sum256(data))) {
		t.Error("tables.go was made from other data: run go generate")
	}
	if !strings.HasPrefix(string(tables), "// Code generated by gen.go from data/states.tsv. DO NOT EDIT.\n") {
		t.Error("tables.go does not say that it is generated")
	}
}

func TestAllocs(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector allocates")
	}
	germany, unknown := state.MustParse("D"), state.MustParse("QQ")
	buf, text := make([]byte, 0, 8), []byte("UTO")
	parse := func(s string, want error) func() error {
		return func() error {
			if _, err := state.Parse(s); err != want {
				return fmt.Errorf("Parse(%q): %v", s, err)
			}
			return nil
		}
	}
	equal := func(f func() string, want string) func() error {
		return func() error {
			if got := f(); got != want {
				return fmt.Errorf("got %q; want %q", got, want)
			}
			return nil
		}
	}
	appendText := func(c state.Code, want string) func() error {
		return func() error {
			if b, err := c.AppendText(buf); string(b) != want || err != nil {
				return fmt.Errorf("got %q, %v; want %q", b, err, want)
			}
			return nil
		}
	}
	tests := []struct {
		name string
		want float64
		f    func() error
	}{
		{"Parse", 0, parse("UTO", nil)},
		{"Parse padded", 0, parse("D<<", nil)},
		{"Parse unknown", 0, parse("QQQ", nil)},
		{"Parse malformed", 0, parse("UT0", state.ErrSyntax)},
		{"String", 0, equal(germany.String, "D")},
		{"String unknown", 1, equal(unknown.String, "QQ")},
		{"String zero", 0, equal(state.Code{}.String, "")},
		{"Field", 0, equal(germany.Field, "D<<")},
		{"Field unknown", 1, equal(unknown.Field, "QQ<")},
		{"Name", 0, equal(germany.Name, "Germany")},
		{"Alpha2", 0, equal(germany.Alpha2, "DE")},
		{"Numeric", 0, equal(germany.Numeric, "276")},
		{"AppendText", 0, appendText(germany, "D")},
		{"AppendText unknown", 0, appendText(unknown, "QQ")},
		{"UnmarshalText", 0, func() error {
			var c state.Code
			return c.UnmarshalText(text)
		}},
		{"ByAlpha2", 0, func() error {
			if c, ok := state.ByAlpha2("DE"); c != germany || !ok {
				return fmt.Errorf("got %v, %t", c, ok)
			}
			return nil
		}},
		{"All", 0, func() error {
			n := 0
			for c := range state.All() {
				for range c.Successors() {
					n++
				}
			}
			if n == 0 {
				return errors.New("no successors")
			}
			return nil
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := testing.AllocsPerRun(100, func() {
				if err := tt.f(); err != nil {
					t.Fatal(err)
				}
			})
			if got != tt.want {
				t.Errorf("got %v allocations; want %v", got, tt.want)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"UTO", "D<<", "D", "DE<", "QQQ", "", "<<<", "<D<", "D<E", "0<<", "UTOP", "uto", "UT\xC1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, err := state.Parse(s)
		letters := strings.TrimRight(s, "<")
		wellFormed := len(s) <= 3 && letters != "" && strings.Trim(letters, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
		if wellFormed != (err == nil) {
			t.Fatalf("Parse(%q): %v; want an error: %t", s, err, !wellFormed)
		}
		if err != nil {
			if !errors.Is(err, state.ErrSyntax) || c != (state.Code{}) {
				t.Fatalf("Parse(%q) = %v, %v; want the zero Code and ErrSyntax", s, c, err)
			}
			return
		}
		if c.String() != letters || c.Field() != (letters + "<<")[:3] {
			t.Errorf("Parse(%q): String %q, Field %q", s, c, c.Field())
		}
		for _, text := range []string{c.String(), c.Field()} {
			if back, err := state.Parse(text); back != c || err != nil {
				t.Errorf("Parse(%q) = %v, %v; want %v", text, back, err, c)
			}
		}
		if c.Known() != (c.Name() != "") {
			t.Errorf("%v: known %t, name %q", c, c.Known(), c.Name())
		}
	})
}

func BenchmarkParse(b *testing.B) {
	var fields []string
	for c := range state.All() {
		fields = append(fields, c.Field())
	}
	for _, bb := range []struct {
		name   string
		fields []string
	}{
		{"UTO", []string{"UTO"}},
		{"D<<", []string{"D<<"}},
		{"all known", fields},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				c, err := state.Parse(bb.fields[i])
				if err != nil || !c.Known() {
					b.Fatal(bb.fields[i], err)
				}
				if i++; i == len(bb.fields) {
					i = 0
				}
			}
		})
	}
	for _, s := range []string{"QQQ", "UT0"} {
		b.Run(s, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if c, err := state.Parse(s); err == nil && c.Known() {
					b.Fatal(c)
				}
			}
		})
	}
}

// TestEveryByteInEveryPlace tries each byte in each place of a code: letters
// alone make one, and a filler in the last place.
func TestEveryByteInEveryPlace(t *testing.T) {
	for c := range 256 {
		letter := 'A' <= c && c <= 'Z'
		for i := range 3 {
			s := []byte("AAA")
			s[i] = byte(c)
			_, err := state.Parse(string(s))
			if ok := letter || i == 2 && c == '<'; (err == nil) != ok {
				t.Errorf("Parse with byte %#x in place %d: %v", c, i, err)
			}
			if i < 2 && !letter {
				if _, ok := state.ByAlpha2(string(s[:2])); ok {
					t.Errorf("ByAlpha2 with byte %#x in place %d: found", c, i)
				}
			}
		}
	}
}
