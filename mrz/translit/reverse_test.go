package translit_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/language"

	"example.org/traveldoc/mrz/translit"
)

func candidates(tag, letters string) []translit.Candidate {
	return slices.Collect(translit.Reverse(language.MustParse(tag)).Candidates(letters))
}

// TestWorkedWords reads the worked examples of Doc 9303-3 Appendix B in both
// directions. Of its eleven rows, 7 to 11 do not follow the table: see
// TestWorkedDeviations.
func TestWorkedWords(t *testing.T) {
	for _, tt := range []struct{ arabic, letters string }{
		{"ابو بكر محمد بن زكريا الرازي", "ABW<BKR<MXHMD<BN<ZKRYA<ALRAZY"},
		{"هاري الشماع", "HARY<ALXSHMAE"},
		{"سمير بادمكدوذيل", "SMYR<BADMKDWXDHYL"},
		{"جمال عبد الناصر", "JMAL<EBD<ALNAXSSR"},
		{"محمد", "MXHMD"}, {"زكريا", "ZKRYA"}, {"الرازي", "ALRAZY"}, {"بكر", "BKR"}, {"ابو", "ABW"}, {"بن", "BN"},
		{"الناصر", "ALNAXSSR"}, {"السفاح", "ALSFAXH"}, {"جميلة", "JMYLXAH"}, {"نعيمة", "NEYMXAH"},
		{"إسماعيل", "ISMAEYL"}, {"متعب", "MTEB"}, {"سمير", "SMYR"},
	} {
		if got, err := translit.New(language.Arabic).String(tt.arabic); got != tt.letters || err != nil {
			t.Errorf("%s: got %q, %v; want %q", tt.arabic, got, err, tt.letters)
		}
		want := []translit.Candidate{{Name: tt.arabic, Certain: true}}
		if got := candidates("ar", tt.letters); !slices.Equal(got, want) {
			t.Errorf("%s: got %v; want %v", tt.letters, got, want)
		}
	}
}

// TestWorkedDeviations pins what the table gives where an example of Appendix B
// has something else, and what the way back from the example is.
func TestWorkedDeviations(t *testing.T) {
	for _, tt := range []struct {
		row             int
		arabic, printed string
		table, back     string
		why             string
	}{
		{7, "العباس عبد الله بن محمد السفاح", "ALEBAS<EBD<ALLXH<BN<MXHMD<ALSFAXH", "ALEBAS<EBD<ALLH<BN<MXHMD<ALSFAXH", "العباس عبد الله بن محمد السفاح", "ALLXH for Allah has the code of hah"},
		{8, "عبدالله محمد", "EBD<ALLXH<MXHMD", "EBDALLH<MXHMD", "عبد الله محمد", "one word becomes two components"},
		{9, "عبدالعزيز بن متعب", "EBD<ALEZYZ<BN<MTEB", "EBDALEZYZ<BN<MTEB", "عبد العزيز بن متعب", "one word becomes two components"},
		{10, "عز الدين إسماعيل", "ISMAEYL<EZZ<ALDYN", "EZ<ALDYN<ISMAEYL", "إسماعيل عزّ الدين", "another order, and doubled without a shadda"},
		{11, "نعيمة جميلة", "JMYLXAH<NEYMXAH", "NEYMXAH<JMYLXAH", "جميلة نعيمة", "another order"},
	} {
		if got, err := translit.New(language.Arabic).String(tt.arabic); got != tt.table || err != nil {
			t.Errorf("row %d (%s): got %q, %v; want %q", tt.row, tt.why, got, err, tt.table)
		}
		if got := candidates("ar", tt.printed); len(got) == 0 || got[0].Name != tt.back {
			t.Errorf("row %d (%s): got %v; want %q first", tt.row, tt.why, got, tt.back)
		}
	}
}

func TestCandidates(t *testing.T) {
	for _, tt := range []struct {
		tag, letters string
		first        []string // the first ones, or all if total is their number
		certain      bool
		total        int // 0: more
	}{
		{"ar", "", nil, false, 0},
		{"ar", "EBBAS", []string{"عبّاس", "عبباس"}, false, 2},
		{"ar", "FXDZXDZXAH", []string{"فضّة", "فضضة"}, false, 2},
		{"ar", "ALLH", []string{"الله", "الّه"}, false, 2},
		{"ar", "BXTAB", []string{"بةب"}, true, 1}, // no word, but so it is written
		{"ar", "BXTA", []string{"بة"}, false, 1},  // at the end it should be XAH
		{"ar", "XCA", []string{"چا"}, false, 1},   // no letter of Arabic, but of its script
		{"ar", "OC", nil, false, 0},
		{"ps", "Y", []string{"ې"}, false, 0},
		{"und-Arab", "Y", []string{"ي", "ې"}, false, 0},
		{"mk", "GJORGJI", []string{"ЃОРЃИ", "ЃОРГЈИ", "ГЈОРЃИ", "ГЈОРГЈИ"}, false, 4},
		{"bg", "DOM", []string{"ДОМ"}, true, 1},
		{"bg", "MARIA", []string{"МАРИЯ", "МАРИА"}, false, 0},
		{"ru", "IURII", []string{"ЮРИЙ"}, false, 0},
		{"ru", "SHCHUKIN", []string{"ЩУКИН"}, false, 0},
		{"ru", "DOM", []string{"ДОМ"}, false, 1}, // the soft sign may be missing
		{"uk", "ZGHURSKYI", []string{"ЗГУРСКИЙ"}, false, 0},
		{"uk", "YURII", []string{"ЮРІІ"}, false, 0},
		{"sr", "DOM", []string{"ДОМ", "ЂОМ"}, false, 2},
		{"el", "ANGELOPOULOS", []string{"ΑΓΓΕΛΟΠΟΥΛΟΣ"}, false, 0},
		{"el", "BETA", []string{"ΜΠΕΤΑ"}, false, 1},
		{"el", "MAY", nil, false, 0}, // AY before the end is AF
		{"el", "AVT", []string{"ΑΒΤ"}, false, 1},
		{"el", "GG", nil, false, 0},
		{"el", "AFTI", []string{"ΑΥΤΗ", "ΑΥΤΙ", "ΑΦΤΗ"}, false, 0},
		{"fa", "YAR", []string{"یار", "يار"}, false, 0}, // Y is another spelling of it
		{"ar", "ALLXH", []string{"الله", "اللح"}, false, 0},
		{"es", "CANXXON", []string{"CAÑON", "CANXXON"}, false, 2},
		{"es", "MUXXOZ", []string{"MÜOZ", "MUXXOZ"}, false, 2},
		{"de", "MUELLER", []string{"MÜLLER", "MUELLER"}, false, 2},
		{"de", "ANNA<MARIA", []string{"ANNA MARIA"}, false, 1},
		{"de", "<ANNA MARIA<<<", []string{"ANNA MARIA"}, false, 1},
		{"en", "MUELLER", []string{"MUELLER", "MÜLLER"}, false, 2},
		{"de", "ANNA1", nil, false, 0},
		{"de", strings.Repeat("A", 65), nil, false, 0},
	} {
		got := candidates(tt.tag, tt.letters)
		if len(got) < len(tt.first) || len(tt.first) == 0 && len(got) > 0 || tt.total > 0 && len(got) != tt.total {
			t.Errorf("%s, %q: got %d, %v; want %v", tt.tag, tt.letters, len(got), got[:min(len(got), 5)], tt.first)
			continue
		}
		for i, want := range tt.first {
			if got[i].Name != want || got[i].Certain != tt.certain {
				t.Errorf("%s, %q, %d: got %v; want %q, %v", tt.tag, tt.letters, i, got[i], want, tt.certain)
			}
		}
	}
}

// TestReverseFinds wants names that are made of the letters of a language to be
// among the candidates, and alone there if they are certain.
func TestReverseFinds(t *testing.T) {
	for tag, letters := range map[string]string{
		"ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئى",
		"fa": "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی",
		"ru": "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЫЭЮЯ",
		"uk": "АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЮЯ",
		"be": "АБВГДЕЁЖЗІЙКЛМНОПРСТУЎФХЦЧШЫЭЮЯ",
		"bg": "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЮЯ",
		"mk": "АБВГДЃЕЖЗЅИЈКЛЉМНЊОПРСТЌУФХЦЧЏШ",
		"sr": "АБВГДЂЕЖЗИЈКЛЉМНЊОПРСТЋУФХЦЧЏШ",
		"kk": "АӘБВГҒДЕЖЗИКҚЛМНҢОӨПРСТУҰҮФХҺШЩЫІЮЯ",
		"tg": "АБВГҒДЕЖЗИӢЙКҚЛМНОПРСТУӮФХҲЧҶШЭЮЯ",
		"de": "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜ",
	} {
		rnd := rand.New(rand.NewPCG(9303, uint64(len(letters))))
		tr := translit.New(language.MustParse(tag))
		alphabet := []rune(letters)
		for range 200 {
			var b strings.Builder
			for range 1 + rnd.IntN(4) {
				b.WriteRune(alphabet[rnd.IntN(len(alphabet))])
			}
			name := b.String()
			s, err := tr.String(name)
			if err != nil {
				t.Fatalf("%s: %v", tag, err)
			}
			got := candidates(tag, s)
			i := slices.IndexFunc(got, func(c translit.Candidate) bool { return c.Name == name })
			if i < 0 {
				t.Errorf("%s: %s is not among %d", tag, name, len(got))
			}
			if len(got) != 1 && got[0].Certain {
				t.Errorf("%s: certain, and one of %d", tag, len(got))
			}
		}
	}
}

// FuzzReverse wants the candidates to be written with the very letters.
func FuzzReverse(f *testing.F) {
	f.Add("ALLH<EBBAS", uint8(0))
	f.Add("SHCHUKIN", uint8(1))
	f.Add("ZGHURSKYI", uint8(2))
	f.Add("MARIA", uint8(3))
	f.Add("ANGELOPOULOS", uint8(4))
	f.Add("CANXXON", uint8(5))
	tags := []string{"ar", "ru", "uk", "bg", "el", "es", "und-Arab", "und-Cyrl", "mk", "kk"}
	f.Fuzz(func(t *testing.T, letters string, n uint8) {
		tag := language.MustParse(tags[int(n)%len(tags)])
		tr := translit.New(tag)
		i := 0
		for c := range translit.Reverse(tag).Candidates(letters) {
			if i++; i > 20 {
				break
			}
			var want []string
			for p := range strings.FieldsFuncSeq(letters, func(r rune) bool { return r == '<' || r == ' ' }) {
				want = append(want, p)
			}
			found := false
			for s := range tr.Alternatives(c.Name) {
				if found = s == strings.Join(want, "<"); found {
					break
				}
			}
			if !found && len(letters) < 12 { // Alternatives has a bound
				t.Fatalf("%q is not written %q", c.Name, letters)
			}
		}
	})
}
