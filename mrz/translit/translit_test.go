package translit_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"math/bits"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"example.org/traveldoc/mrz/translit"
)

// texts have something of everything that is read with a look ahead.
var texts = []string{
	"",
	"ANNA",
	"ANNA<MARIA",
	"ANNA MARIA",
	"<ANNA<<MARIA<",
	"Anna-Maria O'Connor, d’Artagnan",
	"MU\u0308LLER",
	"Müller  Lüdenscheidt ",
	"Nguye\u0302\u0303n",
	"ǰ ŉ ß ﬁ",
	"Щукин Юрий",
	"Й Й",
	"فضّة نعيمة",
	"فضة\u200d نعيمة.",
	"عبـّاس",
	"ﷺ ﷲ ﹱ",
	"Παύλος Αυγή Αύρα Μπάμπης Ταμπ Αγγελόπουλος",
	"Згурський ЗГ З Г",
	"Мария Илия.",
	"A" + strings.Repeat("\u0300", 30) + "B",
	"ة" + strings.Repeat("ـ", 40) + "ب",
	strings.Repeat("'", 100) + "A",
	"\u0651\u0651ب\u0651\u0651",
	"\ufeffAnna",
}

// badTexts have a character without a mapping, at an offset.
var badTexts = []struct {
	text   string
	r      rune
	offset int
	script string
}{
	{"A1", '1', 1, "Common"},
	{"张伟", '张', 0, "Han"},
	{"Anna 김", '김', 5, "Hangul"},
	{"გიორგი", 'გ', 0, "Georgian"},
	{"Արամ", 'Ա', 0, "Armenian"},
	{"Müller דוד", 'ד', 8, "Hebrew"},
	{"AɐB", 'ɐ', 1, "Latin"},
	{"A\x80B", utf8.RuneError, 1, "Common"},
	{"A\xd0", utf8.RuneError, 1, "Common"},
	{"A\ufffdB", utf8.RuneError, 1, "Common"},
	{"A\x00", 0, 1, "Common"},
	{"ئۆ", 'ۆ', 2, "Arabic"},
	{"A" + strings.Repeat("\u0300", 31), '\u0300', 61, "Inherited"},
}

// feed gives chunks to a Transformer as a caller does who keeps what has not been
// read, with room for some bytes of output at a time.
func feed(t transform.Transformer, chunks [][]byte, room int) (string, error) {
	t.Reset()
	var out, src []byte
	for i, chunk := range chunks {
		src = append(src, chunk...)
		atEOF := i == len(chunks)-1
		for {
			dst := make([]byte, room)
			nDst, nSrc, err := t.Transform(dst, src, atEOF)
			out = append(out, dst[:nDst]...)
			src = src[nSrc:]
			if err == transform.ErrShortDst && nDst+nSrc > 0 {
				continue
			}
			if err == transform.ErrShortDst {
				room++ // no piece fits
				continue
			}
			if err == transform.ErrShortSrc && !atEOF {
				break
			}
			if err != nil {
				return string(out), err
			}
			if len(src) > 0 {
				return string(out), errors.New("neither read nor an error")
			}
			break
		}
	}
	return string(out), nil
}

// feedSpan lets Span and Transform take turns over a text, by the bits of turns.
func feedSpan(t transform.SpanningTransformer, src []byte, turns uint) (string, error) {
	t.Reset()
	var out []byte
	for len(src) > 0 {
		if turns&1 == 0 {
			n, _ := t.Span(src, true)
			out = append(out, src[:n]...)
			src = src[n:]
		}
		dst := make([]byte, 128)
		n := min(len(src), int(turns%7)+1)
		nDst, nSrc, err := t.Transform(dst, src[:n], n == len(src))
		out = append(out, dst[:nDst]...)
		src = src[nSrc:]
		if err == transform.ErrShortSrc {
			nDst, nSrc, err = t.Transform(dst, src, true)
			out = append(out, dst[:nDst]...)
			src = src[nSrc:]
		}
		if err != nil && err != transform.ErrShortDst {
			return "", err
		}
		turns = bits.RotateLeft(turns, -1)
	}
	return string(out), nil
}

func sameError(a, b error) bool {
	var x, y *translit.RuneError
	if errors.As(a, &x) && errors.As(b, &y) {
		return *x == *y
	}
	return a == b
}

// TestSplits wants the same output and the same error however a text is cut and
// however little room there is.
func TestSplits(t *testing.T) {
	all := slices.Clone(texts)
	for _, bad := range badTexts {
		all = append(all, bad.text)
	}
	for _, tag := range []string{"und", "uk", "bg", "tr"} {
		tr := translit.New(language.MustParse(tag))
		for _, text := range all {
			want, wantErr := tr.String(text)
			for i := range len(text) + 1 {
				for room := range 14 {
					got, err := feed(tr, [][]byte{[]byte(text[:i]), []byte(text[i:])}, room)
					if !sameError(err, wantErr) || err == nil && got != want {
						t.Fatalf("%s: %q cut at %d, room %d: got %q, %v; want %q, %v", tag, text, i, room, got, err, want, wantErr)
					}
				}
			}
			var bites [][]byte
			for i := range len(text) {
				bites = append(bites, []byte{text[i]})
			}
			bites = append(bites, nil)
			if got, err := feed(tr, bites, 3); !sameError(err, wantErr) || err == nil && got != want {
				t.Errorf("%s: %q in bytes: got %q, %v; want %q, %v", tag, text, got, err, want, wantErr)
			}
		}
	}
}

// TestHandover lets Span read what it can and Transform the rest, for every
// beginning of a text.
func TestHandover(t *testing.T) {
	tr := translit.New(language.Und)
	for _, text := range texts {
		want, err := tr.String(text)
		if err != nil {
			t.Fatal(err)
		}
		src := []byte(text)
		for i := range len(src) + 1 {
			tr.Reset()
			n, err := tr.Span(src[:i], false)
			if n > i || err == nil && n < i {
				t.Fatalf("%q: Span of %d: %d, %v", text, i, n, err)
			}
			dst := make([]byte, 10*len(src)+100)
			nDst, nSrc, err := tr.Transform(dst, src[n:], true)
			if err != nil || n+nSrc != len(src) {
				t.Fatalf("%q: Transform behind Span of %d: %d, %v", text, i, nSrc, err)
			}
			if got := text[:n] + string(dst[:nDst]); got != want {
				t.Errorf("%q: Span of %d and Transform: got %q; want %q", text, i, got, want)
			}
		}
	}
}

func TestSpan(t *testing.T) {
	for _, tt := range []struct {
		text  string
		atEOF bool
		n     int
		err   error
	}{
		{"", true, 0, nil},
		{"ANNA", true, 4, nil},
		{"ANNA", false, 3, transform.ErrShortSrc},
		{"ANNA<MARIA", true, 10, nil},
		{"ANNA<", true, 4, transform.ErrEndOfSpan},
		{"ANNA<", false, 4, transform.ErrShortSrc},
		{"ANNA<<B", true, 4, transform.ErrEndOfSpan},
		{"<A", true, 0, transform.ErrEndOfSpan},
		{"ANNa", true, 3, transform.ErrEndOfSpan},
		{"AN A", true, 2, transform.ErrEndOfSpan},
		{"U\u0308", true, 0, transform.ErrEndOfSpan},
		{"ANÖ", true, 1, transform.ErrEndOfSpan},
	} {
		tr := translit.New(language.Und)
		if n, err := tr.Span([]byte(tt.text), tt.atEOF); n != tt.n || err != tt.err {
			t.Errorf("Span(%q, %v) = %d, %v; want %d, %v", tt.text, tt.atEOF, n, err, tt.n, tt.err)
		}
	}
}

// TestState wants Reset to begin a text, and the other methods to leave the state
// alone.
func TestState(t *testing.T) {
	tr := translit.New(language.Und)
	transform := func(s string) string {
		dst := make([]byte, 100)
		n, _, err := tr.Transform(dst, []byte(s), true)
		if err != nil {
			t.Fatal(err)
		}
		return string(dst[:n])
	}
	if got := transform("anna "); got != "ANNA" {
		t.Errorf("got %q", got)
	}
	if got, err := tr.String("maria"); got != "MARIA" || err != nil {
		t.Errorf("String: got %q, %v", got, err)
	}
	if got := transform("maria"); got != "<MARIA" {
		t.Errorf("the next text: got %q", got)
	}
	tr.Reset()
	if got := transform(" maria"); got != "MARIA" {
		t.Errorf("behind Reset: got %q", got)
	}
}

func TestErrors(t *testing.T) {
	tr := translit.New(language.Und)
	for _, tt := range badTexts {
		s, err := tr.String(tt.text)
		var e *translit.RuneError
		if s != "" || !errors.As(err, &e) || e.Rune != tt.r || e.Offset != tt.offset || e.Script() != tt.script {
			t.Errorf("%q: %q, %#v", tt.text, s, err)
			continue
		}
		if tt.r >= utf8.RuneSelf && tt.r != utf8.RuneError && strings.ContainsRune(err.Error(), tt.r) {
			t.Errorf("%q: the error has the character", err)
		}
		if b, err := tr.Bytes([]byte(tt.text)); b != nil || err == nil {
			t.Errorf("Bytes(%q) = %q, %v", tt.text, b, err)
		}
		if b, err := tr.Append([]byte("X"), tt.text); string(b) != "X" || err == nil {
			t.Errorf("Append(%q) = %q, %v", tt.text, b, err)
		}
		for range tr.Alternatives(tt.text) {
			t.Errorf("Alternatives(%q) yields", tt.text)
		}
	}
}

func TestErrorTexts(t *testing.T) {
	for _, tt := range []struct {
		err  translit.RuneError
		want string
	}{
		{translit.RuneError{Rune: '张', Offset: 3}, "translit: byte 3: no letters for a letter of the script Han"},
		{translit.RuneError{Rune: '7', Offset: 0}, "translit: byte 0: a digit may not stand in a name"},
		{translit.RuneError{Rune: utf8.RuneError, Offset: 1}, "translit: byte 1: not valid UTF-8"},
		{translit.RuneError{Rune: 0, Offset: 1}, "translit: byte 1: no letters for a character of the script Common"},
		{translit.RuneError{Rune: 0xE000}, "translit: byte 0: no letters for a character of the script Unknown"},
	} {
		if got := tt.err.Error(); got != tt.want {
			t.Errorf("got %q; want %q", got, tt.want)
		}
	}
}

// TestRuneErrorPrints wants no character of a name in what is printed of an error,
// as a value or as a pointer.
func TestRuneErrorPrints(t *testing.T) {
	e := translit.RuneError{Rune: '明', Offset: 5}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		for _, arg := range []any{e, &e, []any{e}} {
			if got := fmt.Sprintf(verb, arg); strings.Contains(got, "明") || strings.Contains(got, "26126") || strings.Contains(got, "0x660e") {
				t.Errorf("%s: %s", verb, got)
			}
		}
	}
	var b bytes.Buffer
	slog.New(slog.NewJSONHandler(&b, nil)).Info("x", "e", e)
	slog.New(slog.NewTextHandler(&b, nil)).Info("x", "e", &e)
	if strings.Contains(b.String(), "26126") {
		t.Errorf("slog: %s", &b)
	}
}

// TestLanguages wants the rows of a language for its tags, whatever their region
// and script, and for tags that make it likely.
func TestLanguages(t *testing.T) {
	for _, tt := range []struct{ tag, want string }{
		{"und", "GI"}, {"ru", "GI"}, {"de", "GI"}, {"uk", "HY"}, {"uk-PL", "HY"}, {"und-UA", "HY"}, {"be", "HI"}, {"sr-Latn-ME", "HI"}, {"sh", "HI"}, {"bg", "GI"},
	} {
		if got, err := translit.New(language.MustParse(tt.tag)).String("Ги"); got != tt.want || err != nil {
			t.Errorf("%s: got %q, %v; want %q", tt.tag, got, err, tt.want)
		}
	}
}

func TestDropUnmappedReports(t *testing.T) {
	var dropped []translit.RuneError
	tr := translit.New(language.Und, translit.DropUnmapped(func(e translit.RuneError) { dropped = append(dropped, e) }))
	want := []translit.RuneError{{'1', 1}, {'张', 3}, {utf8.RuneError, 7}}
	text := "A1 张 \x80B"
	if got, err := tr.String(text); got != "A<B" || err != nil || !slices.Equal(dropped, want) {
		t.Errorf("got %q, %v, dropped %v; want %v", got, err, dropped, want)
	}
	dropped = nil
	if got, err := feed(tr, [][]byte{[]byte(text[:4]), []byte(text[4:])}, 1); got != "A<B" || err != nil || !slices.Equal(dropped, want) {
		t.Errorf("in parts: got %q, %v, dropped %v; want %v", got, err, dropped, want)
	}
	// The mark too much is told, and those behind it lie on nothing.
	dropped = nil
	if got, err := tr.String("A" + strings.Repeat("\u0300", 40) + "B"); got != "AB" || err != nil || len(dropped) != 1 || dropped[0].Offset != 61 {
		t.Errorf("got %q, %v, dropped %v", got, err, dropped)
	}
	// A ligature of letters of which one has none.
	if got, err := translit.New(language.Und, translit.DropUnmapped(nil)).String("ا\uFBF2ب"); got != "AB" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
	if got, err := translit.New(language.Und, translit.DropUnmapped(nil)).String("5A"); got != "A" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestStyles(t *testing.T) {
	const name = "ÄÅÆÑÖØÜ"
	for _, tt := range []struct {
		tag  string
		opts []translit.Option
		want string
	}{
		{"und", nil, "AEAAAENOEOEUE"},
		{"de", nil, "AEAAAENOEOEUE"},
		{"tr", nil, "AAAENOOEU"},
		{"hu", nil, "AAAENOOEU"},
		{"az", nil, "AAAENOOEU"},
		{"cs", nil, "AAAENOOEU"},
		{"sk", nil, "AAAENOOEU"},
		{"de-TR", nil, "AAAENOOEU"},
		{"tr-DE", nil, "AEAAAENOEOEUE"},
		{"und-HU", nil, "AAAENOOEU"},
		{"tr", []translit.Option{translit.Digraphs}, "AEAAAENOEOEUE"},
		{"de", []translit.Option{translit.Plain}, "AAAENOOEU"},
		{"es", []translit.Option{translit.Recoverable}, "AEAAAENXXOEOEUXX"},
		{"es", []translit.Option{translit.Recoverable, translit.Plain}, "AAAENOOEU"},
	} {
		if got, err := translit.New(language.MustParse(tt.tag), tt.opts...).String(name); got != tt.want || err != nil {
			t.Errorf("%s: got %q, %v; want %q", tt.tag, got, err, tt.want)
		}
	}
}

// TestZero wants the zero value to work where it has no state.
func TestZero(t *testing.T) {
	var tr translit.Transformer
	if got, err := tr.String("Zoë"); got != "ZOE" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
	tr.Reset()
	if n, err := tr.Span([]byte("ZOE"), true); n != 3 || err != nil {
		t.Errorf("Span: %d, %v", n, err)
	}
	dst := make([]byte, 10)
	if n, _, err := tr.Transform(dst, []byte("Zoë"), true); string(dst[:n]) != "ZOE" || err != nil {
		t.Errorf("Transform: %q, %v", dst[:n], err)
	}
}

// TestReaderWriter uses the Transformer as the packages of x/text do.
func TestReaderWriter(t *testing.T) {
	text := strings.Repeat("Щукин\u0306 Müller فضّة ", 2000)
	want, err := translit.New(language.Und).String(text)
	if err != nil {
		t.Fatal(err)
	}
	if got, _, err := transform.String(translit.New(language.Und), text); got != want || err != nil {
		t.Errorf("transform.String differs, %v", err)
	}
	var b bytes.Buffer
	if _, err := b.ReadFrom(transform.NewReader(strings.NewReader(text), translit.New(language.Und))); err != nil || b.String() != want {
		t.Errorf("transform.Reader differs, %v", err)
	}
	b.Reset()
	w := transform.NewWriter(&b, translit.New(language.Und))
	for i := range len(text) {
		if _, err := w.Write([]byte{text[i]}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil || b.String() != want {
		t.Errorf("transform.Writer differs, %v", err)
	}
}

// TestForms wants the same of each text in any normal form and case.
func TestForms(t *testing.T) {
	tr := translit.New(language.Und)
	for _, text := range texts {
		want, err := tr.String(text)
		if err != nil {
			t.Fatal(err)
		}
		for _, form := range []string{norm.NFC.String(text), norm.NFD.String(text), strings.ToUpper(text)} {
			if got, err := tr.String(form); got != want || err != nil {
				t.Errorf("%q: got %q, %v; want %q", form, got, err, want)
			}
		}
	}
}

func TestAlternatives(t *testing.T) {
	for _, tt := range []struct {
		tag, name string
		want      []string
	}{
		{"und", "", []string{""}},
		{"und", "Anna", []string{"ANNA"}},
		{"de", "Ö Ü", []string{"OE<UE", "O<UE", "OE<UXX", "OE<U", "O<UXX", "O<U"}},
		{"tr", "Ö", []string{"O", "OE"}},
		{"es", "Ñ", []string{"N", "NXX"}},
		{"uk", "Їжак", []string{"YIZHAK"}},
		{"uk", "Зг", []string{"ZGH", "ZH"}},
		{"ru", "Га", []string{"GA"}},
		{"ru", "Соль", []string{"SOL"}},
		{"und", "Га", []string{"GA", "HA"}},
		{"und", "АЄ", []string{"AIE"}}, // YE only at the beginning
		{"und", "Гагаринь", []string{"GAGARIN", "HAHARIN", "GAGARINY", "GAHARIN", "HAGARIN", "HAHARYN"}},
		{"ar", "ﷲ", []string{"ALLH", "ALLXH"}},
		{"ar", "اللـه", []string{"ALLH", "ALLXH"}},
		{"bg", "Христо", []string{"HRISTO", "KHRISTO"}},
		{"ar", "الله", []string{"ALLH", "ALLXH"}},
		{"ar", "عبّاس", []string{"EBBAS", "EBAS"}},
		{"ar", "عبـّاس", []string{"EBBAS", "EBAS"}},
		{"fa", "ی", []string{"XYA", "Y", "XAY"}},
		{"uz", "Ў", []string{"O", "U"}},
	} {
		tr := translit.New(language.MustParse(tt.tag))
		if got := slices.Collect(tr.Alternatives(tt.name)); !slices.Equal(got, tt.want) {
			t.Errorf("%s, %q: got %q; want %q", tt.tag, tt.name, got, tt.want)
		}
	}
}

// TestAlternativesBound wants an end, each spelling once, and String's first.
func TestAlternativesBound(t *testing.T) {
	tr := translit.New(language.Und)
	name := strings.Repeat("Ü", 100)
	first, err := tr.String(name)
	if err != nil {
		t.Fatal(err)
	}
	seen := make(map[string]bool)
	for s := range tr.Alternatives(name) {
		if len(seen) == 0 && s != first {
			t.Errorf("the first is not that of String")
		}
		if seen[s] {
			t.Fatal("twice")
		}
		seen[s] = true
	}
	if len(seen) != 1024 {
		t.Errorf("%d; want 1024", len(seen))
	}
	n := 0
	for range tr.Alternatives(strings.Repeat("Ü", 1000)) {
		n++
	}
	if n != 1 {
		t.Errorf("%d of a long name; want 1", n)
	}
	for range tr.Alternatives(name) {
		break
	}
}

func TestAllocs(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector allocates")
	}
	tr := translit.New(language.German)
	var buf [100]byte
	for _, tt := range []struct {
		name string
		want float64
		f    func() error
	}{
		{"Append of Latin", 0, func() error { _, err := tr.Append(buf[:0], "Müller-Lüdenscheidt"); return err }},
		{"Append of Cyrillic", 0, func() error { _, err := tr.Append(buf[:0], "Щукин Юрий"); return err }},
		{"Append of Arabic", 0, func() error { _, err := tr.Append(buf[:0], "الرازي فضة"); return err }},
		{"String", 1, func() error { _, err := tr.String("Müller-Lüdenscheidt"); return err }},
	} {
		if got := testing.AllocsPerRun(100, func() {
			if err := tt.f(); err != nil {
				t.Fatal(err)
			}
		}); got != tt.want {
			t.Errorf("%s: %v allocations; want %v", tt.name, got, tt.want)
		}
	}
}

// FuzzTransform wants any cut of any text to give the same, and the output to have
// the shape that is promised.
func FuzzTransform(f *testing.F) {
	for _, text := range texts {
		f.Add(text, uint(3), uint(7))
	}
	for _, tt := range badTexts {
		f.Add(tt.text, uint(1), uint(2))
	}
	transformers := []translit.Transformer{
		translit.New(language.Und),
		translit.New(language.Ukrainian),
		translit.New(language.Bulgarian, translit.DropUnmapped(nil)),
	}
	f.Fuzz(func(t *testing.T, text string, cut, room uint) {
		for i, tr := range transformers {
			want, wantErr := tr.String(text)
			n := int(cut % uint(len(text)+1))
			if spanned, err := feedSpan(tr, []byte(text), room); !sameError(err, wantErr) || err == nil && spanned != want {
				t.Fatalf("%d: with Span: %q, %v; want %q, %v", i, spanned, err, want, wantErr)
			}
			got, err := feed(tr, [][]byte{[]byte(text[:n]), []byte(text[n:])}, int(room%50))
			if !sameError(err, wantErr) || err == nil && got != want {
				t.Fatalf("%d: cut at %d, room %d: %q, %v; want %q, %v", i, n, room%50, got, err, want, wantErr)
			}
			if err != nil {
				if i == 2 {
					t.Fatal("nothing may fail where all is dropped")
				}
				continue
			}
			if strings.Trim(got, "ABCDEFGHIJKLMNOPQRSTUVWXYZ<") != "" || strings.HasPrefix(got, "<") || strings.HasSuffix(got, "<") || strings.Contains(got, "<<") {
				t.Fatalf("%q", got)
			}
			if again, err := tr.String(got); again != got || err != nil {
				t.Fatalf("%q becomes %q, %v", got, again, err)
			}
			for first := range tr.Alternatives(text) {
				if first != want {
					t.Fatalf("Alternatives begins with %q; want %q", first, want)
				}
				break
			}
		}
	})
}

func BenchmarkAppend(b *testing.B) {
	for _, bb := range []struct{ name, tag, text string }{
		{"Latin", "de", "Maximiliane Schröder"},
		{"ASCII", "und", "Eriksson Anna-Mariaa"},
		{"Decomposed", "de", "Maximiliane Schro\u0308der"},
		{"Vietnamese", "vi", "Nguyễn Thị Minh Khai"},
		{"Cyrillic", "ru", "Щукин Юрий Алексеев"},
		{"Arabic", "ar", "ابو بكر محمد بن زكريا"},
		{"Greek", "el", "Παύλος Αγγελόπουλος"},
	} {
		b.Run(bb.name, func(b *testing.B) {
			tr := translit.New(language.MustParse(bb.tag))
			buf := make([]byte, 0, 100)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := tr.Append(buf, bb.text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func TestNotes(t *testing.T) {
	for _, tt := range []struct {
		tag, name string
		want      []translit.Note
	}{
		{"de", "Anna Maria", nil},
		{"de", "Jörg-Uwe Müller", []translit.Note{{translit.NoteAlternative, 1, 1}, {translit.NoteAlternative, 11, 3}}},
		{"de", "A1 5B", []translit.Note{{translit.NoteDropped, 1, 1}, {translit.NoteDropped, 3, 2}}},
		{"de", "Anna 12 B", []translit.Note{{translit.NoteDropped, 5, 2}, {translit.NoteDropped, 6, 2}, {translit.NoteEmpty, 7, 2}}},
		{"de", "- 1 - A  2", []translit.Note{{translit.NoteDropped, 2, 1}, {translit.NoteEmpty, 3, 1}, {translit.NoteDropped, 9, 3}, {translit.NoteEmpty, 10, 3}}},
		{"ar", "عبّاس", []translit.Note{{translit.NoteAlternative, 2, 1}}},
		{"ar", "عبـّاس", []translit.Note{{translit.NoteAlternative, 4, 1}}},
		{"ar", "ڜا", []translit.Note{{translit.NoteDropped, 0, 1}}},
		{"ru", "Соль", []translit.Note{{translit.NoteDropped, 6, 1}}},
		{"ru", "Щукин", nil},
		{"uk", "Зг", []translit.Note{{translit.NoteAlternative, 0, 1}}},
	} {
		tr := translit.New(language.MustParse(tt.tag), translit.DropUnmapped(func(translit.RuneError) { t.Error("reported") }))
		if got := slices.Collect(tr.Notes(tt.name)); !slices.Equal(got, tt.want) {
			t.Errorf("%s, %q: got %v; want %v", tt.tag, tt.name, got, tt.want)
		}
		for range tr.Notes(tt.name) {
			break
		}
	}
	for range translit.New(language.Und).Notes("1") {
		t.Error("a note of a name that has no spelling")
	}
}

// TestChoices holds Choices to Alternatives: the spellings that one is made of are
// those of the other.
func TestChoices(t *testing.T) {
	for _, test := range []struct{ tag, name string }{
		{"de", "Müller-Lüdenscheidt"}, {"de", "Jörg"}, {"uk", "Згурський"}, {"bg", "Мария"}, {"ar", "عبّاس الله"}, {"el", "Παύλος Μπέης"},
		{"kk", "Қанат"}, {"und-RU", "Щукин"}, {"es", "d'Ñandú"}, {"de", "Anna Maria"},
	} {
		tr := translit.New(language.MustParse(test.tag))
		choices, err := tr.Choices(test.name)
		if err != nil {
			t.Fatal(err)
		}
		spellings := []string{""}
		for i, c := range choices {
			if i > 0 && c.Offset <= choices[i-1].Offset || len(c.Letters) == 0 {
				t.Fatalf("%s: %v", test.name, choices)
			}
			var longer []string
			for _, s := range spellings {
				for _, letters := range c.Letters {
					if c.Filler && letters != "" {
						letters = "<" + letters
					}
					longer = append(longer, s+letters)
				}
			}
			spellings = longer
		}
		slices.Sort(spellings)
		spellings = slices.Compact(spellings)
		want := slices.Sorted(tr.Alternatives(test.name))
		if !slices.Equal(spellings, want) {
			t.Errorf("%s: got %q; want %q", test.name, spellings, want)
		}
		first, err := tr.String(test.name)
		if b := ""; err == nil {
			for _, c := range choices {
				if c.Filler {
					b += "<"
				}
				b += c.Letters[0]
			}
			if b != first {
				t.Errorf("%s: the first letters are %s; want %s", test.name, b, first)
			}
		}
	}
	var e *translit.RuneError
	if c, err := translit.New(language.Und).Choices("Anna 明"); c != nil || !errors.As(err, &e) || e.Offset != 5 {
		t.Errorf("got %v, %v", c, err)
	}
	if c, err := translit.New(language.Und).Choices(" -"); len(c) != 0 || err != nil {
		t.Errorf("got %v, %v", c, err)
	}
}

func TestOneOfEachLanguage(t *testing.T) {
	var all []string
	for tr := range translit.New(language.Und, translit.Plain).Languages() {
		s, err := tr.String("Гү Ö")
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	if len(all) != 10 || !slices.Contains(all, "GU<O") || !slices.Contains(all, "HU<O") {
		t.Errorf("got %q", all)
	}
	for range (translit.New(language.Ukrainian)).Languages() {
		all = append(all, "")
	}
	if len(all) != 11 {
		t.Error("a Transformer of a language has several")
	}
}
