package compose_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/language"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/compose"
	"example.org/traveldoc/mrz/translit"
)

// nameExamples are all worked examples of the standard (9303-4 4.2.3, 9303-5
// 4.2.3, 9303-6 4.2.3, 9303-7 4.2.3 and 7.2.3), with the way of cutting that gives
// each: the standard leaves the choice to the issuing State, and where no rule
// gives what it chose, the numbers of letters do.
var nameExamples = []struct {
	layout             mrz.Layout
	name               string
	primary, secondary string
	want               string
	by                 string
	cut                compose.Cut
}{
	{mrz.TD3, "usual", "ERIKSSON", "ANNA MARIA", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "", nil},
	{mrz.TD3, "central primary identifier", "HENG", "DEBORAH MING LO", "HENG<<DEBORAH<MING<LO<<<<<<<<<<<<<<<<<<", "", nil},
	{mrz.TD3, "hyphen", "SMITH-JONES", "SUSIE MARGARET", "SMITH<JONES<<SUSIE<MARGARET<<<<<<<<<<<<", "", nil},
	{mrz.TD3, "apostrophe", "O'CONNOR", "ENYA SIOBHAN", "OCONNOR<<ENYA<SIOBHAN<<<<<<<<<<<<<<<<<<", "", nil},
	{mrz.TD3, "several components", "VAN DER MUELLEN", "MARTIN", "VAN<DER<MUELLEN<<MARTIN<<<<<<<<<<<<<<<<", "", nil},
	{mrz.TD3, "several components", "AL-BASRI", "HUDA MUHAMMAD JAWAD", "AL<BASRI<<HUDA<MUHAMMAD<JAWAD<<<<<<<<<<", "", nil},
	{mrz.TD3, "several components", "VILARCHAO FERNANDEZ", "JOSE RAMON", "VILARCHAO<FERNANDEZ<<JOSE<RAMON<<<<<<<<", "", nil},
	{mrz.TD3, "no secondary identifier", "ARKFREITH", "", "ARKFREITH<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<", "", nil},
	{mrz.TD3, "no secondary identifier", "SATRIYA SUDARPA", "", "SATRIYA<SUDARPA<<<<<<<<<<<<<<<<<<<<<<<<", "", nil},
	{mrz.TD3, "cut: components to initials", "NILAVADHANANANDA", "CHAYAPA DEJTHAMRONG KRASUANG", "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K", "plain", compose.CutPlain},
	{mrz.TD3, "cut: components shortened", "NILAVADHANANANDA", "ARNPOL PETCH CHARONGUANG", "NILAVADHANANANDA<<ARNPOL<PETCH<CHARONGU", "plain", compose.CutPlain},
	{mrz.TD3, "cut: components to initials", "BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL", "DINGO POTOROO", "BENNELONG<WOOLOOMOOLOO<WARRANDYTE<W<<DI", "initials", compose.CutInitials},
	{mrz.TD3, "cut: components shortened", "BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL", "DINGO POTOROO", "BENNELONG<WOOLOOM<WARRAND<WARNAM<<DINGO", "lengths", compose.CutLengths([]int{9, 7, 7, 6}, []int{5, 0})},
	{mrz.TD3, "cut: components to a fixed length", "BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL", "DINGO POTOROO", "BENNEL<WOOLOO<WARRAN<WARNAM<<DINGO<POTO", "fixed 6", compose.CutFixed(6)},
	{mrz.TD3, "just fits", "PAPANDROPOULOUS", "JONATHON WARREN TREVOR", "PAPANDROPOULOUS<<JONATHON<WARREN<TREVOR", "", nil},
	{mrz.TD1, "cut: components to initials", "NILAVADHANANANDA", "CHAYAPA DEJTHAMRONG KRASUANG", "NILAVADHANANANDA<<CHAYAPA<DE<K", "lengths", compose.CutLengths([]int{16}, []int{7, 2, 1})},
	{mrz.TD1, "cut: components shortened", "NILAVADHANANANDA", "ARNPOL PETCH CHARONGUANG", "NILAVADHANANANDA<<ARNPOL<PE<CH", "lengths", compose.CutLengths([]int{16}, []int{6, 2, 2})},
	{mrz.TD1, "cut: components to initials", "BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL", "DINGO POTOROO", "BENNELONG<WOOLOOMOOLOO<W<W<<DI", "initials", compose.CutInitials},
	{mrz.TD1, "cut: components shortened", "BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL", "DINGO POTOROO", "BENNELONG<WOOLOOM<WA<WARN<<D<P", "lengths", compose.CutLengths([]int{9, 7, 2, 4}, []int{1, 1})},
	{mrz.TD1, "cut: components to a fixed length", "BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL", "DINGO POTOROO", "BENNE<WOOLO<WARRA<WARNA<<DIN<P", "lengths", compose.CutLengths([]int{5, 5, 5, 5}, []int{3, 1})},
	{mrz.TD1, "just fits", "PAPANDROPOULOUS", "JONATHON ALEC", "PAPANDROPOULOUS<<JONATHON<ALEC", "", nil},
	{mrz.TD1, "several components", "VAN DER MUELLEN", "MARTIN", "VAN<DER<MUELLEN<<MARTIN<<<<<<<", "", nil},
	{mrz.TD1, "several components", "AL-BASRI", "HUDA MUHAMMAD JAWAD", "AL<BASRI<<HUDA<MUHAMMAD<JAWAD<", "", nil},
	{mrz.TD1, "several components (and cut)", "VILARCHAO FERNANDEZ", "JOSE RAMON", "VILARCHAO<FERNANDEZ<<JOSE<RAMO", "plain", compose.CutPlain},
	{mrz.TD1, "no secondary identifier", "ARKFREITH", "", "ARKFREITH<<<<<<<<<<<<<<<<<<<<<", "", nil},
	{mrz.TD1, "no secondary identifier", "SATRIYA SUDARPA", "", "SATRIYA<SUDARPA<<<<<<<<<<<<<<<", "", nil},
	{mrz.TD2, "cut: components to initials", "NILAVADHANANANDA", "CHAYAPA DEJTHAMRONG KRASUANG", "NILAVADHANANANDA<<CHAYAPA<DEJ<K", "lengths", compose.CutLengths([]int{16}, []int{7, 3, 1})},
	{mrz.TD2, "cut: components shortened", "NILAVADHANANANDA", "ARNPOL PETCH CHARONGUANG", "NILAVADHANANANDA<<ARN<PET<CHARO", "lengths", compose.CutLengths([]int{16}, []int{3, 3, 5})},
	{mrz.TD2, "cut: components to initials", "BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL", "DINGO POTOROO", "BENNELONG<WOOLOOMOOLOO<W<W<<D<P", "lengths", compose.CutLengths([]int{9, 12, 1, 1}, []int{1, 1})},
	{mrz.TD2, "cut: components shortened", "BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL", "DINGO POTOROO", "BENNELONG<WOOLOOM<WAR<WARN<<D<P", "lengths", compose.CutLengths([]int{9, 7, 3, 4}, []int{1, 1})},
	{mrz.TD2, "cut: components to a fixed length", "BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL", "DINGO POTOROO", "BENNEL<WOOLO<WARRA<WARNA<<DIN<P", "lengths", compose.CutLengths([]int{6, 5, 5, 5}, []int{3, 1})},
	{mrz.TD2, "just fits", "PAPANDROPOULOUS", "JONATHOON ALEC", "PAPANDROPOULOUS<<JONATHOON<ALEC", "", nil},
	{mrz.TD2, "several components", "VAN DER MUELLEN", "MARTIN", "VAN<DER<MUELLEN<<MARTIN<<<<<<<<", "", nil},
	{mrz.TD2, "several components", "AL-BASRI", "HUDA MUHAMMAD JAWAD", "AL<BASRI<<HUDA<MUHAMMAD<JAWAD<<", "", nil},
	{mrz.TD2, "several components (just fits)", "VILARCHAO FERNANDEZ", "JOSE RAMON", "VILARCHAO<FERNANDEZ<<JOSE<RAMON", "", nil},
	{mrz.TD2, "no secondary identifier", "ARKFREITH", "", "ARKFREITH<<<<<<<<<<<<<<<<<<<<<<", "", nil},
	{mrz.TD2, "no secondary identifier", "SATRIYA SUDARPA", "", "SATRIYA<SUDARPA<<<<<<<<<<<<<<<<", "", nil},
	{mrz.MRVA, "usual", "ERIKSSON", "ANNA MARIA", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "", nil},
	{mrz.MRVA, "central primary identifier", "HENG", "DEBORAH MING LO", "HENG<<DEBORAH<MING<LO<<<<<<<<<<<<<<<<<<", "", nil},
	{mrz.MRVA, "hyphen", "SMITH-JONES", "SUSIE MARGARET", "SMITH<JONES<<SUSIE<MARGARET<<<<<<<<<<<<", "", nil},
	{mrz.MRVA, "apostrophe", "O'CONNOR", "ENYA SIOBHAN", "OCONNOR<<ENYA<SIOBHAN<<<<<<<<<<<<<<<<<<", "", nil},
	{mrz.MRVA, "several components", "VAN DER MUELLEN", "MARTIN", "VAN<DER<MUELLEN<<MARTIN<<<<<<<<<<<<<<<<", "", nil},
	{mrz.MRVA, "no secondary identifier", "ARKFREITH", "", "ARKFREITH<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<", "", nil},
	{mrz.MRVA, "cut: components to initials", "NILAVADHANANANDA", "CHAYAPA DEJTHAMRONG KRASUANG", "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K", "plain", compose.CutPlain},
	{mrz.MRVA, "cut: components shortened", "NILAVADHANANANDA", "ARNPOL PETCH CHARONGUANG", "NILAVADHANANANDA<<ARNPOL<PETCH<CHARONGU", "plain", compose.CutPlain},
	{mrz.MRVA, "cut: components to initials", "BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL", "DINGO POTOROO", "BENNELONG<WOOLOOMOOLOO<WARRANDYTE<W<<DI", "initials", compose.CutInitials},
	{mrz.MRVA, "cut: components shortened", "BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL", "DINGO POTOROO", "BENNELONG<WOOLOOM<WARRAND<WARNAM<<DINGO", "lengths", compose.CutLengths([]int{9, 7, 7, 6}, []int{5, 0})},
	{mrz.MRVA, "cut: components to a fixed length", "BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL", "DINGO POTOROO", "BENNEL<WOOLOO<WARRAN<WARNAM<<DINGO<POTO", "fixed 6", compose.CutFixed(6)},
	{mrz.MRVA, "just fits", "PAPANDROPOULOUS", "JONATHON WARREN TREVOR", "PAPANDROPOULOUS<<JONATHON<WARREN<TREVOR", "", nil},
	{mrz.MRVB, "usual", "ERIKSSON", "ANNA MARIA", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "", nil},
	{mrz.MRVB, "central primary identifier", "HENG", "DEBORAH MING LO", "HENG<<DEBORAH<MING<LO<<<<<<<<<<", "", nil},
	{mrz.MRVB, "hyphen", "SMITH-JONES", "SUSIE MARGARET", "SMITH<JONES<<SUSIE<MARGARET<<<<", "", nil},
	{mrz.MRVB, "apostrophe", "O'CONNOR", "ENYA SIOBHAN", "OCONNOR<<ENYA<SIOBHAN<<<<<<<<<<", "", nil},
	{mrz.MRVB, "several components", "VAN DER MUELLEN", "MARTIN", "VAN<DER<MUELLEN<<MARTIN<<<<<<<<", "", nil},
	{mrz.MRVB, "no secondary identifier", "ARKFREITH", "", "ARKFREITH<<<<<<<<<<<<<<<<<<<<<<", "", nil},
	{mrz.MRVB, "cut: components to initials", "NILAVADHANANANDA", "CHAYAPA DEJTHAMRONG KRASUANG", "NILAVADHANANANDA<<CHAYAPA<DEJ<K", "lengths", compose.CutLengths([]int{16}, []int{7, 3, 1})},
	{mrz.MRVB, "cut: components shortened", "NILAVADHANANANDA", "ARNPOL PETCH CHARONGUANG", "NILAVADHANANANDA<<ARNP<PE<CHARO", "lengths", compose.CutLengths([]int{16}, []int{4, 2, 5})},
	{mrz.MRVB, "cut: components to initials", "BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL", "DINGO POTOROO", "BENNELONG<WOOLOOMOOLOO<WAR<W<<D", "lengths", compose.CutLengths([]int{9, 12, 3, 1}, []int{1, 0})},
	{mrz.MRVB, "cut: components shortened", "BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL", "DINGO POTOROO", "BENNELONG<WOOLOOM<WAR<WA<<DINGO", "lengths", compose.CutLengths([]int{9, 7, 3, 2}, []int{5, 0})},
	{mrz.MRVB, "cut: components to a fixed length", "BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL", "DINGO POTOROO", "BENN<WOOL<WARR<WARN<<DINGO<POTO", "fixed 4", compose.CutFixed(4)},
	{mrz.MRVB, "just fits", "PAPANDROPOULOUS", "STEPHEN TREVOR", "PAPANDROPOULOUS<<STEPHEN<TREVOR", "", nil},
}

func TestNameExamples(t *testing.T) {
	if len(nameExamples) != 61 {
		t.Errorf("%d examples; the standard has 61", len(nameExamples))
	}
	for _, tt := range nameExamples {
		t.Run(tt.layout.String()+"/"+tt.name+"/"+tt.by, func(t *testing.T) {
			got, r, err := compose.Name(tt.layout, tt.primary, tt.secondary, &compose.Options{Cut: tt.cut})
			if got != tt.want || err != nil {
				t.Errorf("got %q, %v; want %q", got, err, tt.want)
			}
			if r.Cut() != (tt.cut != nil) {
				t.Errorf("Cut() = %v, %v", r.Cut(), r.Changes)
			}
			if filled := tt.want[len(tt.want)-1] != '<'; filled != (r.Truncation == mrz.TruncationPossible) {
				t.Errorf("truncation %v", r.Truncation)
			}
			checkName(t, tt.layout, tt.primary, tt.secondary, got, r)
		})
	}
}

// split returns the components of an identifier of letters, blanks, hyphens and
// apostrophes.
func split(s string) []string {
	return strings.FieldsFunc(strings.ReplaceAll(s, "'", ""), func(r rune) bool { return r == ' ' || r == '-' || r == '<' })
}

// checkName wants a name field to be legal by names.md section 3, and the Report to
// account for each letter.
func checkName(t *testing.T, l mrz.Layout, primary, secondary, field string, r compose.Report) {
	t.Helper()
	s, _ := l.Span(mrz.FieldName)
	if len(field) != s.Len {
		t.Fatalf("%d characters; want %d", len(field), s.Len)
	}
	p, q, two := strings.Cut(strings.TrimRight(field, "<"), "<<")
	whole := [][]string{split(primary), split(secondary)}
	if two != (len(whole[1]) > 0) {
		t.Errorf("%q: identifiers", field)
	}
	lost := 0
	for i, part := range []string{p, q} {
		kept := split(part)
		room := s.Len
		if two {
			room -= 3
		}
		if strings.Contains(part, "<<") || len(kept) > len(whole[i]) || i == 0 && len(kept) < len(whole[i]) && 2*len(kept)+1 <= room {
			t.Errorf("%q: components", field)
			return
		}
		f := []mrz.Field{mrz.FieldPrimaryIdentifier, mrz.FieldSecondaryIdentifier}[i]
		for j, c := range whole[i] {
			n := 0
			if j < len(kept) {
				n = len(kept[j])
				if !strings.HasPrefix(c, kept[j]) {
					t.Errorf("%q: component %d is no beginning", field, j)
				}
			}
			want := compose.Change{Field: f, Component: j + 1, Kept: n, Lost: len(c) - n, Kind: compose.Shortened}
			if n == 0 {
				want.Kind = compose.Dropped
			}
			if reported := slices.Contains(r.Changes, want); reported != (n < len(c)) {
				t.Errorf("%q: %v reported: %v", field, want, reported)
			}
			lost += len(c) - n
		}
	}
	if lost > 0 && field[len(field)-1] == '<' && longestOf(split(field)) > 1 {
		t.Errorf("%q: cut, and not a letter at the end", field)
	}
	if lost == 0 && len(r.Changes) > 0 {
		t.Errorf("%q: %v", field, r.Changes)
	}
}

func longestOf(components []string) (n int) {
	for _, c := range components {
		n = max(n, len(c))
	}
	return n
}

// TestCutPlain takes the edges of the algorithm of names.md section 3.
func TestCutPlain(t *testing.T) {
	a := func(n int) string { return strings.Repeat("ABCDEFGHIJ", 10)[:n] }
	for _, tt := range []struct{ name, primary, secondary, want string }{ // of a TD1: 30 characters
		{"just fits", a(30), "", a(30)},
		{"one letter more", a(31), "", a(30)},
		{"a filler at the end", a(14) + " " + a(14) + " BCD", "", a(14) + "<" + a(13) + "<B"},
		{"a filler at the end, the first is longer", a(20) + " " + a(8) + " BCD", "", a(19) + "<" + a(8) + "<B"},
		{"room for one letter", a(27), "XYZ", a(27) + "<<X"},
		{"no room", a(28), "XYZ", a(27) + "<<X"},
		{"no room by far", a(60), "XYZ", a(27) + "<<X"},
		{"the longest first", a(20) + " " + a(20), "XYZ", a(13) + "<" + a(13) + "<<X"},
		{"of two the last", a(14) + " " + a(13), "X", a(13) + "<" + a(13) + "<<X"},
		{"in the secondary", a(20), "XY ZAB CDE", a(20) + "<<XY<ZAB<C"},
		{"in the secondary, a filler at the end", a(20), "XYZABCD EFG", a(20) + "<<XYZABC<E"},
		{"in the secondary, initials and a filler", a(25), "X YZ V", a(25) + "<<X<Y"},
		{"in the secondary, initials and a filler at the end", a(26), "X YZ", a(25) + "<<X<Y"},
		{"components that a plain cut would leave out", "WIJESINGHE MUDIYANSELAGE CHANDRASEKARA BANDARA", "", "WIJESIN<MUDIYAN<CHANDRA<BANDAR"},
		{"more components than there is room for", "ABC" + strings.Repeat(" DEF", 20), "", "AB<D<D<D<D<D<D<D<D<D<D<D<D<D<D"},
		{"more components than there is room for, and a secondary", "ABC" + strings.Repeat(" DEF", 20), "XYZ", "A<D<D<D<D<D<D<D<D<D<D<D<D<D<<X"},
		{"initials, even", strings.TrimSpace(strings.Repeat("A ", 20)), "XY", strings.Repeat("A<", 13) + "A<<X"},
		{"initials and a secondary", strings.TrimSpace(strings.Repeat("A ", 20)), "X", strings.Repeat("A<", 13) + "A<<X"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, r, err := compose.Name(mrz.TD1, tt.primary, tt.secondary, nil)
			if got != tt.want || err != nil {
				t.Errorf("got %q, %v; want %q", got, err, tt.want)
			}
			checkName(t, mrz.TD1, tt.primary, tt.secondary, got, r)
		})
	}
}

// TestRandomNames composes names of made-up words in each layout with each Cut: the
// field is legal, and no Cut of the package breaks the rules.
func TestRandomNames(t *testing.T) {
	rnd := rand.New(rand.NewPCG(9303, 4))
	word := func() string { return strings.Repeat("BACEDIFOGU", 3)[:1+rnd.IntN(16)] }
	words := func(n int) string {
		var all []string
		for range n {
			all = append(all, word())
		}
		return strings.Join(all, " ")
	}
	cuts := []compose.Cut{compose.CutPlain, compose.CutInitials, compose.CutFixed(1), compose.CutFixed(5), compose.CutFixed(12)}
	for range 20_000 {
		primary, secondary := words(1+rnd.IntN(1+rnd.IntN(30))), words(rnd.IntN(5))
		layout := mrz.Layout(1 + rnd.IntN(5))
		got, r, err := compose.Name(layout, primary, secondary, &compose.Options{Cut: cuts[rnd.IntN(len(cuts))]})
		if err != nil {
			t.Fatalf("%v, %q, %q: %v", layout, primary, secondary, err)
		}
		checkName(t, layout, primary, secondary, got, r)
	}
}

// TestCutsGiveBack wants room that a Cut leaves over to be used: a name that was
// cut ends with a letter.
func TestCutsGiveBack(t *testing.T) {
	for _, tt := range []struct {
		name, primary, secondary, want string
		cut                            compose.Cut
	}{
		{"initials", "ABCDEFGHIJKLMNOP ABCDEFGHIJKLMNOP", "X", "ABCDEFGHIJKLMNOP<ABCDEFGHIJ<<X", compose.CutInitials},
		{"initials, nothing to cut", "ABCDEFGHIJKLMNOP", "ABCDEFGHIJKLMNOP", "ABCDEFGHIJKLMNOP<<ABCDEFGHIJKL", compose.CutInitials},
		{"initials, no secondary", "ABCDEFGHIJKLMNOP ABCDEFGHIJKLMNOP", "", "ABCDEFGHIJKLMNOP<ABCDEFGHIJKLM", compose.CutInitials},
		{"fixed", "ABCDEFGHIJKLMNOP ABCDEFGHIJKLMNOP", "X", "ABCDEFGHIJKLMNOP<ABCDEFGHIJ<<X", compose.CutFixed(3)},
		{"fixed, too many", "ABCDEFGHIJKLMNOP ABCDEFGHIJKLMNOP", "X", "ABCDEFGHIJKLM<ABCDEFGHIJKLM<<X", compose.CutFixed(100)},
		{"fixed, none", "ABCDEFGHIJKLMNOP ABCDEFGHIJKLMNOP", "XYZ", "ABCDEFGHIJKLMNOP<ABCDEFGH<<XYZ", compose.CutFixed(0)},
	} {
		got, r, err := compose.Name(mrz.TD1, tt.primary, tt.secondary, &compose.Options{Cut: tt.cut})
		if got != tt.want || err != nil {
			t.Errorf("%s: got %q, %v; want %q", tt.name, got, err, tt.want)
			continue
		}
		checkName(t, mrz.TD1, tt.primary, tt.secondary, got, r)
	}
}

// TestCutErrors wants a Cut that breaks the rules to be an error.
func TestCutErrors(t *testing.T) {
	const primary, secondary = "BENNELONG WOOLOOMOOLOO", "DINGO POTOROO"
	give := func(p, s []string) compose.Cut {
		return func(_, _ []string, _ int) ([]string, []string) { return p, s }
	}
	for _, tt := range []struct {
		name string
		cut  compose.Cut
	}{
		{"too long", compose.CutLengths(nil, nil)},
		{"a filler at the end", compose.CutLengths([]int{9, 12}, []int{4, 0})},
		{"no secondary", compose.CutLengths([]int{9, 12}, []int{0, 0})},
		{"a component left out in between", compose.CutLengths([]int{9, 12}, []int{0, 6})},
		{"a primary component left out", compose.CutLengths([]int{9, 0}, []int{5, 7})},
		{"nothing", give(nil, nil)},
		{"other letters", give([]string{"BENNELONX", "WOOLOOMOOLOO"}, []string{"DINGO"})},
		{"too many", give([]string{"BENNELONG", "WOOLOOMOOLO", "W"}, []string{"DINGO"})},
	} {
		got, r, err := compose.Name(mrz.TD1, primary, secondary, &compose.Options{Cut: tt.cut})
		var e *compose.FieldError
		if got != "" || len(r.Changes) > 0 || !errors.Is(err, compose.ErrCut) || !errors.As(err, &e) || e.Field != mrz.FieldName {
			t.Errorf("%s: %q, %v, %v", tt.name, got, r, err)
		}
	}
	// A name that fits is not given to a Cut.
	if got, _, err := compose.Name(mrz.TD1, "ERIKSSON", "ANNA", &compose.Options{Cut: give(nil, nil)}); got != "ERIKSSON<<ANNA<<<<<<<<<<<<<<<<" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
}

func TestNameLetters(t *testing.T) {
	for _, tt := range []struct {
		tag                string
		opts               []translit.Option
		primary, secondary string
		want               string
		changes            []compose.Change
	}{
		{"de", nil, "Müller-Lüdenscheidt", "Jörg", "MUELLER<LUEDENSCHEIDT<<JOERG<<", []compose.Change{
			{Field: mrz.FieldPrimaryIdentifier, Kind: compose.Alternative, Component: 1, Kept: 1},
			{Field: mrz.FieldPrimaryIdentifier, Kind: compose.Alternative, Component: 2, Kept: 1},
			{Field: mrz.FieldSecondaryIdentifier, Kind: compose.Alternative, Component: 1, Kept: 1},
		}},
		{"tr", nil, "Çağlar", "Gökçe Ümit", "CAGLAR<<GOKCE<UMIT<<<<<<<<<<<<", []compose.Change{
			{Field: mrz.FieldSecondaryIdentifier, Kind: compose.Alternative, Component: 1, Kept: 1},
			{Field: mrz.FieldSecondaryIdentifier, Kind: compose.Alternative, Component: 2, Kept: 1},
		}},
		{"ru", nil, "Щукин", "Соль", "SHCHUKIN<<SOL<<<<<<<<<<<<<<<<<", []compose.Change{
			{Field: mrz.FieldSecondaryIdentifier, Kind: compose.Dropped, Component: 1, Lost: 1, NoLetters: true},
		}},
		{"de", []translit.Option{translit.DropUnmapped(nil)}, "ANN4", "BOB 7 C", "ANN<<BOB<C<<<<<<<<<<<<<<<<<<<<", []compose.Change{
			{Field: mrz.FieldPrimaryIdentifier, Kind: compose.Dropped, Component: 1, Lost: 1, NoLetters: true},
			{Field: mrz.FieldSecondaryIdentifier, Kind: compose.Dropped, Component: 2, Lost: 1, NoLetters: true},
		}},
		{"de", []translit.Option{translit.DropUnmapped(nil)}, "明 ABCDEFGHIJKLMNOPQRSTUVWXYZ", "Ömer 77 Ünal", "ABCDEFGHIJKLMNOPQRSTUVWXYZ<<OE", []compose.Change{
			{Field: mrz.FieldPrimaryIdentifier, Kind: compose.Dropped, Component: 1, Lost: 1, NoLetters: true},
			{Field: mrz.FieldSecondaryIdentifier, Kind: compose.Alternative, Component: 1, Kept: 1},
			{Field: mrz.FieldSecondaryIdentifier, Kind: compose.Shortened, Component: 1, Kept: 2, Lost: 3},
			{Field: mrz.FieldSecondaryIdentifier, Kind: compose.Dropped, Component: 2, Lost: 2, NoLetters: true},
			{Field: mrz.FieldSecondaryIdentifier, Kind: compose.Alternative, Component: 3, Kept: 1},
			{Field: mrz.FieldSecondaryIdentifier, Kind: compose.Dropped, Component: 3, Lost: 5},
		}},
		{"fr", nil, "D’Artagnan", "Charles", "DARTAGNAN<<CHARLES<<<<<<<<<<<<", nil},
		{"und", []translit.Option{translit.DropUnmapped(nil)}, "Éa张 B", "5A", "EA<B<<A<<<<<<<<<<<<<<<<<<<<<<<", []compose.Change{
			{Field: mrz.FieldPrimaryIdentifier, Kind: compose.Dropped, Component: 1, Lost: 1, NoLetters: true},
			{Field: mrz.FieldSecondaryIdentifier, Kind: compose.Dropped, Component: 1, Lost: 1, NoLetters: true},
		}},
	} {
		o := &compose.Options{Names: translit.New(language.MustParse(tt.tag), tt.opts...)}
		got, r, err := compose.Name(mrz.TD1, tt.primary, tt.secondary, o)
		if got != tt.want || err != nil {
			t.Errorf("%s: got %q, %v; want %q", tt.tag, got, err, tt.want)
		}
		if !slices.Equal(r.Changes, tt.changes) {
			t.Errorf("%s: %v; want %v", tt.tag, r.Changes, tt.changes)
		}
		if r.Cut() != strings.HasSuffix(tt.want, "OE") {
			t.Errorf("%s: Cut() = %v", tt.tag, r.Cut())
		}
	}
}

func TestNameErrors(t *testing.T) {
	for _, tt := range []struct {
		name               string
		layout             mrz.Layout
		primary, secondary string
		fields             []mrz.Field
		cause              error
	}{
		{"nothing", mrz.TD3, "", "", []mrz.Field{mrz.FieldPrimaryIdentifier}, compose.ErrRequired},
		{"nothing but punctuation", mrz.TD3, "-'-", "", []mrz.Field{mrz.FieldPrimaryIdentifier}, compose.ErrRequired},
		{"secondary only", mrz.TD3, "", "ANNA", []mrz.Field{mrz.FieldPrimaryIdentifier}, compose.ErrRequired},
		{"both identifiers in one", mrz.TD3, "ERIKSSON<<ANNA", "", []mrz.Field{mrz.FieldPrimaryIdentifier}, compose.ErrCharacter},
		{"nothing but initials, which cannot fill the field", mrz.TD1, strings.Repeat("A ", 20), "", []mrz.Field{mrz.FieldName}, compose.ErrCut},
		{"other scripts", mrz.TD3, "张", "김", []mrz.Field{mrz.FieldPrimaryIdentifier, mrz.FieldSecondaryIdentifier}, compose.ErrCharacter},
		{"a digit", mrz.TD3, "ERIKSSON", "ANNA2", []mrz.Field{mrz.FieldSecondaryIdentifier}, compose.ErrCharacter},
		{"no layout", 0, "ERIKSSON", "ANNA", []mrz.Field{0}, compose.ErrLayout},
	} {
		got, _, err := compose.Name(tt.layout, tt.primary, tt.secondary, nil)
		var all compose.Errors
		if got != "" || !errors.As(err, &all) || !errors.Is(err, tt.cause) {
			t.Errorf("%s: %q, %v", tt.name, got, err)
			continue
		}
		var fields []mrz.Field
		for _, e := range all {
			fields = append(fields, e.Field)
		}
		if !slices.Equal(fields, tt.fields) {
			t.Errorf("%s: fields %v; want %v", tt.name, fields, tt.fields)
		}
		var r *translit.RuneError
		if (tt.cause == compose.ErrCharacter && !strings.Contains(tt.primary, "<<")) != errors.As(err, &r) {
			t.Errorf("%s: %v has no place", tt.name, err)
		}
	}
}
