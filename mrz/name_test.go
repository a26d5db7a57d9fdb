package mrz_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"example.org/traveldoc/mrz"
)

// nameTests have name fields without the fillers behind them; a · at the end
// stands for letters up to the last place of the field.
var nameTests = []struct {
	field              string
	primary, secondary []string
	rawPrimary         string
	rawSecondary       string
	truncation         mrz.Truncation
}{
	{field: "ERIKSSON<<ANNA<MARIA", primary: []string{"ERIKSSON"}, secondary: []string{"ANNA", "MARIA"}, rawPrimary: "ERIKSSON", rawSecondary: "ANNA<MARIA"},
	{field: "VAN<DER<BERG<<A", primary: []string{"VAN", "DER", "BERG"}, secondary: []string{"A"}, rawPrimary: "VAN<DER<BERG", rawSecondary: "A"},
	{field: "ERIKSSON", primary: []string{"ERIKSSON"}, rawPrimary: "ERIKSSON"},
	{field: "E", primary: []string{"E"}, rawPrimary: "E"},
	{field: "ANNA<MARIA", primary: []string{"ANNA", "MARIA"}, rawPrimary: "ANNA<MARIA"},
	{field: "<<ANNA<MARIA", secondary: []string{"ANNA", "MARIA"}, rawSecondary: "ANNA<MARIA"},
	{field: "<ERIKSSON<<ANNA", primary: []string{"ERIKSSON"}, secondary: []string{"ANNA"}, rawPrimary: "<ERIKSSON", rawSecondary: "ANNA"},
	{field: "<<<ANNA", secondary: []string{"ANNA"}, rawSecondary: "<ANNA"},
	{field: "<<<<<ANNA<<B", secondary: []string{"ANNA", "B"}, rawSecondary: "<<<ANNA<<B"},
	{field: "ERIKSSON<<<ANNA", primary: []string{"ERIKSSON"}, secondary: []string{"ANNA"}, rawPrimary: "ERIKSSON", rawSecondary: "<ANNA"},
	{field: "ERIKSSON<<<<ANNA", primary: []string{"ERIKSSON"}, secondary: []string{"ANNA"}, rawPrimary: "ERIKSSON", rawSecondary: "<<ANNA"},
	{field: "A<<B<<C", primary: []string{"A"}, secondary: []string{"B", "C"}, rawPrimary: "A", rawSecondary: "B<<C"},
	{field: "A<B<<C<<<D<E", primary: []string{"A", "B"}, secondary: []string{"C", "D", "E"}, rawPrimary: "A<B", rawSecondary: "C<<<D<E"},
	{field: "ERIKSS0N<<4NNA", primary: []string{"ERIKSS0N"}, secondary: []string{"4NNA"}, rawPrimary: "ERIKSS0N", rawSecondary: "4NNA"},
	{field: ""},
	{field: "ERIKSSON<<ANNA<·", primary: []string{"ERIKSSON"}, secondary: []string{"ANNA", "·"}, rawPrimary: "ERIKSSON", rawSecondary: "ANNA<·", truncation: mrz.TruncationPossible},
	{field: "ERIKSSON<<·", primary: []string{"ERIKSSON"}, secondary: []string{"·"}, rawPrimary: "ERIKSSON", rawSecondary: "·", truncation: mrz.TruncationPossible},
	{field: "A<·", primary: []string{"A", "·"}, rawPrimary: "A<·", truncation: mrz.TruncationPossible},
	{field: "·", primary: []string{"·"}, rawPrimary: "·", truncation: mrz.TruncationPossible},
	{field: "<<·", secondary: []string{"·"}, rawSecondary: "·", truncation: mrz.TruncationPossible},
}

func TestNames(t *testing.T) {
	for l := range mrz.Layouts() {
		s, _ := l.Span(mrz.FieldName)
		for _, tt := range nameTests {
			head, _, _ := strings.Cut(tt.field, "·")
			fill := func(s string) string { return strings.ReplaceAll(s, "·", strings.Repeat("N", fieldLen(l)-len(head))) }
			join := func(c []string) string { return fill(strings.Join(c, " ")) }
			d := with(l, map[mrz.Field]string{mrz.FieldName: fill(tt.field)})
			if got := d.PrimaryIdentifier(); got != join(tt.primary) {
				t.Errorf("%v, %s: PrimaryIdentifier() = %q; want %q", l, tt.field, got, join(tt.primary))
			}
			if got := d.SecondaryIdentifier(); got != join(tt.secondary) {
				t.Errorf("%v, %s: SecondaryIdentifier() = %q; want %q", l, tt.field, got, join(tt.secondary))
			}
			if got := strings.Join(slices.Collect(d.PrimaryComponents()), " "); got != join(tt.primary) {
				t.Errorf("%v, %s: PrimaryComponents() = %q; want %q", l, tt.field, got, join(tt.primary))
			}
			if got := strings.Join(slices.Collect(d.SecondaryComponents()), " "); got != join(tt.secondary) {
				t.Errorf("%v, %s: SecondaryComponents() = %q; want %q", l, tt.field, got, join(tt.secondary))
			}
			if got := d.Raw(mrz.FieldPrimaryIdentifier); got != fill(tt.rawPrimary) {
				t.Errorf("%v, %s: Raw(primaryIdentifier) = %q; want %q", l, tt.field, got, fill(tt.rawPrimary))
			}
			if got := strings.TrimRight(d.Raw(mrz.FieldSecondaryIdentifier), "<"); got != fill(tt.rawSecondary) {
				t.Errorf("%v, %s: Raw(secondaryIdentifier) = %q; want %q", l, tt.field, got, fill(tt.rawSecondary))
			}
			if got := d.Truncation(); got != tt.truncation {
				t.Errorf("%v, %s: Truncation() = %v; want %v", l, tt.field, got, tt.truncation)
			}
			if got := len(d.Raw(mrz.FieldName)); got != s.Len {
				t.Errorf("%v, %s: Raw(name) has %d characters; want %d", l, tt.field, got, s.Len)
			}
		}
	}
}

// fieldLen returns the number of characters of the name field.
func fieldLen(l mrz.Layout) int {
	s, _ := l.Span(mrz.FieldName)
	return s.Len
}

// TestNamesReference compares names of all shapes with the reference: short
// ones completely, longer ones at random.
func TestNamesReference(t *testing.T) {
	check := func(l mrz.Layout, field string) {
		d := with(l, map[mrz.Field]string{mrz.FieldName: field})
		primary, secondary := refIdentifiers(d.Raw(mrz.FieldName))
		if d.PrimaryIdentifier() != primary || d.SecondaryIdentifier() != secondary ||
			strings.Join(slices.Collect(d.PrimaryComponents()), " ") != primary ||
			strings.Join(slices.Collect(d.SecondaryComponents()), " ") != secondary {
			t.Errorf("%v, %q: other identifiers", l, field)
		}
	}
	const letters = "A<"
	for n := range 1 << 11 {
		field := ""
		for i := range 11 {
			field += letters[n>>i&1:][:1]
		}
		check(mrz.TD3, field)
		check(mrz.TD1, strings.Repeat("<", 19)+field) // at the end of the field
	}
	r := rand.New(rand.NewPCG(9303, 1))
	for range 2000 {
		l := layoutTables[r.IntN(5)].layout
		field := ""
		for range fieldLen(l) {
			field += "AB<<"[r.IntN(4):][:1]
		}
		check(l, field)
	}
}

// TestComponentsBreak leaves the iterators after each number of components.
func TestComponentsBreak(t *testing.T) {
	d := with(mrz.TD3, map[mrz.Field]string{mrz.FieldName: "A<B<C<<D<E<F"})
	for want := 1; want <= 3; want++ {
		n := 0
		for range d.PrimaryComponents() {
			if n++; n == want {
				break
			}
		}
		m := 0
		for range d.SecondaryComponents() {
			if m++; m == want {
				break
			}
		}
		if n != want || m != want {
			t.Errorf("%d and %d components; want %d", n, m, want)
		}
	}
}

func TestTruncationText(t *testing.T) {
	for tr, want := range map[mrz.Truncation]string{mrz.TruncationNo: "no", mrz.TruncationPossible: "possible"} {
		b, err := tr.MarshalText()
		if tr.String() != want || string(b) != want || err != nil {
			t.Errorf("%d is %q, %q, %v; want %q", tr, tr, b, err, want)
		}
		got := 1 - tr
		if err := got.UnmarshalText(b); err != nil || got != tr {
			t.Errorf("UnmarshalText(%q): %v, %v", b, got, err)
		}
	}
	for _, s := range []string{"", "No", "yes", "possible "} {
		tr := mrz.TruncationPossible
		if err := tr.UnmarshalText([]byte(s)); err == nil || tr != mrz.TruncationPossible {
			t.Errorf("UnmarshalText(%q): %v, %v; want an error and no change", s, tr, err)
		}
	}
	if s := mrz.Truncation(2).String(); s != "" {
		t.Errorf("Truncation(2) is %q", s)
	}
}

func TestAbbreviates(t *testing.T) {
	whole := []string{"DINGO", "POTOROO"}
	for _, test := range []struct {
		components []string
		want       bool
	}{
		{[]string{"DINGO", "POTOROO"}, true},
		{[]string{"DINGO", "P"}, true},
		{[]string{"D"}, true},
		{nil, true},
		{[]string{"DINGO", ""}, false},
		{[]string{"DINGOS"}, false},
		{[]string{"POTOROO"}, false},
		{[]string{"DINGO", "POTOROO", "A"}, false},
	} {
		if got := mrz.Abbreviates(test.components, whole); got != test.want {
			t.Errorf("%q: got %v; want %v", test.components, got, test.want)
		}
	}
}

func TestNameFits(t *testing.T) {
	for _, test := range []struct {
		name               string // with fillers, to the last place if it may be cut
		primary, secondary string
		want               bool
	}{
		{"ERIKSSON<<ANNA<MARIA", "ERIKSSON", "ANNA MARIA", true},
		{"ERIKSSON<<ANNA<MARIA", " ERIKSSON ", "ANNA  MARIA", true},
		{"ERIKSSON<<ANNA<MARIA", "ERIKSSON", "ANNA", false},
		{"ERIKSSON<<ANNA", "ERIKSSON", "ANNA MARIA", false},
		{"ERIKSSON<<ANNA<MARIA", "ERIKSSO", "ANNA MARIA", false},
		{"ERIKSSON<<ANNA<MARIA", "ERIKSSONS", "ANNA MARIA", false},
		{"ARKFREITH", "ARKFREITH", "", true},
		{"ARKFREITH", "ARKFREITH", "ANNA", false},
		{"ARKFREITH", "", "", false},
		{"BENNELONG<WOOLOOMOOLOO<WARRANDYTE<W<<DI", "BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL", "DINGO POTOROO", true},
		{"BENNEL<WOOLOO<WARRAN<WARNAM<<DINGO<POTO", "BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL", "DINGO POTOROO", true},
		{"BENNEL<WOOLOO<WARRAN<WARNAM<<DINGO<POTO", "BENNELONG WOOLOOMOOLOO WARRANDYTE", "DINGO POTOROO", false},
		{"BENNEL<WOOLOO<WARRAN<WARNAM<<DINGO<POTO", "BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL X", "DINGO POTOROO", false},
		{"BENNEL<WOOLOO<WARRAN<WARNAM<<DINGO<POTO", "BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL", "DINGO", false},
		{"BENNEL<WOOLOO<WARRAN<WARNAM<<DINGO<POTO", "BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL", "DINGO TOROO", false},
		{"NILAVADHANANANDA<CHAYAPA<DEJTHAMRONG<KR", "NILAVADHANANANDA CHAYAPA DEJTHAMRONG KRASUANG ARNPOL", "", true},
		{"NILAVADHANANANDA<CHAYAPA<DEJTHAMRONG<KR", "NILAVADHANANANDA CHAYAPA DEJTHAMRONG KRASUANG", "ARNPOL", false},
		{"PAPANDROPOULOUS<<JONATHON<WARREN<TREVOR", "PAPANDROPOULOUS", "JONATHON WARREN TREVOR", true},
	} {
		line := "P<UTO" + test.name + strings.Repeat("<", 39-len(test.name))
		d := mrz.MustParse(line + "\nL898902C36UTO7408122F1204159ZE184226B<<<<<10")
		if got := d.NameFits(test.primary, test.secondary); got != test.want {
			t.Errorf("%s: %q, %q: %v; want %v", test.name, test.primary, test.secondary, got, test.want)
		}
	}
}
