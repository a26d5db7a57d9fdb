package compare_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/language"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/compare"
	"example.org/traveldoc/mrz/internal/vectors"
	"example.org/traveldoc/mrz/state"
)

// short writes a comparison: relation, reason and places.
func short(c compare.Comparison) string {
	text := c.Relation.String()
	if c.Reason != "" {
		text += " " + string(c.Reason)
	}
	for _, p := range c.Places {
		text += fmt.Sprintf(" %d:%d+%d", p.A.Line, p.A.Column, p.A.Len)
		if p.B.Line > 0 {
			text += fmt.Sprintf("=%d:%d+%d", p.B.Line, p.B.Column, p.B.Len)
		} else {
			text += fmt.Sprintf("=%d+%d", p.B.Column, p.B.Len)
		}
	}
	return text
}

// TestNameRelations has the relations of both identifiers, with their reasons.
func TestNameRelations(t *testing.T) {
	type v = compare.VisualZone
	any := &compare.Options{AnyOrder: true}
	for _, test := range []struct {
		state, zone string
		v           v
		o           *compare.Options
		want        string
	}{
		{"D", "MUELLER<<JUERGEN", v{PrimaryIdentifier: "MUELLER", SecondaryIdentifier: "Juergen"}, nil, "equal | equal"},
		{"D", "MUELLER<<JUERGEN", v{PrimaryIdentifier: "Müller", SecondaryIdentifier: "Jürgen"}, nil, "equivalent habit | equivalent habit"},
		{"D", "MULLER<<JUERGEN", v{PrimaryIdentifier: "Müller", SecondaryIdentifier: "Jürgen"}, nil, "equivalent spelling | equivalent habit"},
		{"D", "MUXXLLER<<JUERGEN", v{PrimaryIdentifier: "Müller", SecondaryIdentifier: "Jürgen"}, nil, "equivalent spelling | equivalent habit"},
		{"TUR", "MULLER<<UMIT", v{PrimaryIdentifier: "Müller", SecondaryIdentifier: "Ümit"}, nil, "equivalent habit | equivalent habit"},
		{"TUR", "MUELLER<<UMIT", v{PrimaryIdentifier: "Müller", SecondaryIdentifier: "Ümit"}, nil, "equivalent spelling | equivalent habit"},
		{"RUS", "ZGURSKII<<IURII", v{Name: "Згурский, Юрий"}, nil, "equivalent habit | equivalent habit"},
		{"RUS", "ZGHURSKYI<<YURII", v{Name: "Згурський, Юрій"}, nil, "equivalent spelling | equivalent spelling"},
		{"UKR", "ZGHURSKYI<<YURII", v{Name: "Згурський, Юрій"}, nil, "equivalent habit | equivalent habit"},
		{"KAZ", "QANAT<<ASEL", v{Name: "Қанат, Әсел"}, nil, "equivalent spelling | equivalent habit"},
		{"UZB", "QODIR<<HAMID", v{Name: "Қодир, Ҳамид"}, nil, "equivalent habit | equivalent habit"},
		{"UTO", "UNKNOWN<<Q", v{Name: "Unknown, Q"}, nil, "equal | equal"},
		{"EGY", "ALRAZY<<MXHMD", v{Name: "الرازي, محمد"}, nil, "equivalent habit | equivalent habit"},
		// by ear
		{"EGY", "ALRAZI<<MOHAMMED", v{Name: "الرازي, محمد"}, nil, "equivalent transcription | equivalent transcription"},
		{"EGY", "AR<RASHID<<HUSSEIN", v{Name: "الرشيد, حسين"}, nil, "equivalent transcription | equivalent transcription"},
		{"EGY", "ALRAZY<<MXHMD", v{Name: "al-Rāzi, Mohammed"}, nil, "equivalent transcription | equivalent transcription"},
		{"EGY", "MXHMD", v{Name: "Muhammad"}, nil, "equivalent transcription | absent not-given"},
		{"UTO", "ALRAZY<<MXHMD", v{Name: "al-Razi, Mohammed"}, nil, "near characters 1:11+1=7+1 | different"},
		{"UTO", "ALRAZY<<MXHMD", v{Name: "al-Razi, Mohammed"}, &compare.Options{Language: language.Arabic}, "equivalent transcription | equivalent transcription"},
		{"EGY", "ALRAZI<<MOHAMMED", v{Name: "الرازي, كريم"}, nil, "near characters 1:11+1=6+1 | different"},
		// punctuation, affixes, birth names
		{"GBR", "SMITH<JONES<<SUSIE", v{Name: "Smith-Jones, Susie"}, nil, "equivalent punctuation | equal"},
		{"IRL", "OCONNOR<<ENYA", v{Name: "O'Connor, Enya"}, nil, "equivalent punctuation | equal"},
		{"GBR", "SMITHJONES<<SUSIE", v{Name: "Smith Jones, Susie"}, nil, "equivalent punctuation | equal"},
		{"GBR", "SMITH<<JOHN", v{Name: "Smith, Dr. John Jr."}, nil, "equal | equivalent affix"},
		{"GBR", "SMITH<<JOHN<JR", v{Name: "Smith, John"}, nil, "equal | equivalent affix"},
		{"GBR", "SMITH<<JOHN<JR", v{Name: "Smith, John Jr."}, nil, "equal | equivalent punctuation"},
		{"D", "MUSTERMANN<<ERIKA", v{Name: "Mustermann geb. Gabler, Erika"}, nil, "equivalent birth-name | equal"},
		{"D", "GABLER<<ERIKA", v{Name: "Mustermann geb. Gabler, Erika"}, nil, "equivalent birth-name | equal"},
		{"FRA", "MARTIN<EPOUSE<DUPONT<<MARIE", v{Name: "Martin, Marie"}, nil, "equivalent birth-name | equal"},
		{"FRA", "MARTIN<<MARIE", v{Name: "Martin, Marie née Dupont"}, nil, "equal | equivalent birth-name"},
		{"FRA", "MARTIN<<DUPONT", v{Name: "Martin, Marie née Dupont"}, nil, "equal | different"},
		{"USA", "SMITH<<JOHN<JR", v{Name: "Dr. Smith, John"}, nil, "equivalent affix | equivalent affix"},
		{"USA", "SMITH<<JOHN<JR", v{Name: "Smith Sr., John"}, nil, "different | near characters 1:18+2=16+0"},
		{"USA", "SMITH<<JOHN<JR", v{Name: "Dr. Smith, John Jr."}, nil, "equivalent affix | equivalent punctuation"},
		{"USA", "SMITH<<JOHN<JR", v{Name: "Smith, Dr. John Jr."}, nil, "equal | equivalent affix"},
		// letters and marks in two characters
		{"D", "MUELLER<<JUERGEN", v{Name: "Mu\u0308ller, Ju\u0308rgen"}, nil, "equivalent habit | equivalent habit"},
		{"D", "MULLER<<JUERGEN", v{Name: "Mu\u0308ller, Ju\u0308rgen"}, nil, "equivalent spelling | equivalent habit"},
		// order and mononyms
		{"UTO", "ERIKSSON<<ANNA<MARIA", v{Name: "Anna Maria Eriksson"}, nil, "equivalent order | equivalent order"},
		{"UTO", "ERIKSSON<<ANNA<MARIA", v{Name: "Eriksson Anna Maria"}, nil, "equal | equal"},
		{"UTO", "ERIKSSON<<ANNA<MARIA", v{PrimaryIdentifier: "Anna Maria", SecondaryIdentifier: "Eriksson"}, nil, "different | different"},
		{"UTO", "ERIKSSON<<ANNA<MARIA", v{PrimaryIdentifier: "Anna Maria", SecondaryIdentifier: "Eriksson"}, any, "equivalent order | equivalent order"},
		{"UTO", "ERIKSSON<<ANNA<MARIA", v{PrimaryIdentifier: "Eriksson", SecondaryIdentifier: "Maria Anna"}, any, "equivalent order | equivalent order"},
		{"UTO", "ERIKSSON<<ANNA<MARIA", v{PrimaryIdentifier: "Maria", SecondaryIdentifier: "Anna Eriksson"}, any, "equivalent order | equivalent order"},
		{"UTO", "ERIKSSON<<ANNA<MARIA", v{PrimaryIdentifier: "Maria", SecondaryIdentifier: "Anna Erikson"}, any, "near characters 1:10+1=10+0 | different"},
		{"IND", "<<RAJESH", v{Name: "Rajesh"}, nil, "equivalent mononym | equivalent mononym"},
		{"IND", "<<RAJESH", v{SecondaryIdentifier: "Rajesh"}, nil, "absent not-given | equal"},
		{"IND", "RAJESH", v{SecondaryIdentifier: "Rajesh"}, nil, "equivalent mononym | equivalent mononym"},
		{"IDN", "SUTARJO<<SUTARJO", v{Name: "Sutarjo"}, nil, "equivalent mononym | equivalent mononym"},
		{"USA", "SUTARJO<<FNU", v{Name: "Sutarjo"}, nil, "equivalent mononym | equivalent mononym"},
		{"USA", "SUTARJO<<ANN", v{Name: "Sutarjo"}, nil, "equal | different missing"},
		// what is not given
		{"UTO", "ERIKSSON<<ANNA", v{}, nil, "absent not-given | absent not-given"},
		{"UTO", "ERIKSSON<<ANNA", v{PrimaryIdentifier: "Eriksson"}, nil, "equal | absent not-given"},
		{"UTO", "ERIKSSON<<ANNA", v{SecondaryIdentifier: "Anna"}, nil, "absent not-given | equal"},
		{"UTO", "ERIKSSON<<ANNA", v{Name: "Eriksson,"}, nil, "equal | different missing"},
		{"UTO", "ERIKSSON", v{PrimaryIdentifier: "Eriksson", SecondaryIdentifier: "Anna"}, nil, "equal | different missing"},
		{"UTO", "", v{PrimaryIdentifier: "Eriksson", SecondaryIdentifier: "Anna"}, nil, "different missing | different missing"},
		{"UTO", "ERIKSSON<<ANNA", v{Name: " "}, nil, "absent unreadable | absent unreadable"},
		{"UTO", "ERIKSSON<<ANNA", v{Name: "山田"}, nil, "absent unreadable | absent unreadable"},
		{"UTO", "ERIKSSON<<ANNA", v{Name: "Eriksson, \xff"}, nil, "equal | absent unreadable"},
		{"UTO", "ERIKSSON<<ANNA", v{Name: "山田, Anna"}, nil, "absent unreadable | equal"},
		{"UTO", "ERIKSSON<<ANNA", v{Name: strings.Repeat("A", 5000)}, nil, "absent unreadable | absent unreadable"},
		// near, with the places
		{"UTO", "ERIKSSON<<ANNA", v{Name: "Erikssen, Anna"}, nil, "near characters 1:12+1=7+1 | equal"},
		{"UTO", "ERIKSSON<<ANNA", v{Name: "Erikson, Anna"}, nil, "near characters 1:10+1=5+0 | equal"},
		{"UTO", "VAN<DER<BERG<<JAN", v{Name: "van der Borg, Jan"}, nil, "near characters 1:15+1=10+1 | equal"},
		{"UTO", "VAN<DER<BERG<<JANNE", v{Name: "van der Berg, Janna"}, nil, "equal | near characters 1:24+1=19+1"},
		{"D", "MUELLEN<<JUERGEN", v{Name: "Müller, Jürgen"}, nil, "near characters 1:12+1=6+1 | equivalent habit"},
		{"UTO", "ERIKSSON<<ANNA", v{Name: "Erikssen, Anna"}, &compare.Options{MaxNear: -1}, "different | equal"},
		{"UTO", "ERIKSSEM<<ANNA", v{Name: "Eriksson, Anna"}, &compare.Options{MaxNear: 1}, "different | equal"},
		// cut
		{"UTO", "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K", v{Name: "Nilavadhanananda, Chayapa Dejthamrong Krasuang"}, nil, "equal | truncated cut"},
		{"UTO", "BENNELONG<WOOLOOM<WARRAND<WARNAM<<DINGO", v{Name: "Bennelong Wooloomooloo Warrandyte Warnambool, Dingo Potoroo"}, nil, "truncated cut | truncated cut"},
		{"UTO", "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K", v{Name: "Nilavadhanananda, Chayapa Dejthamrang Krasuang"}, nil, "equal | near characters 1:40+1=35+1"},
		{"UTO", "BENNELONG<WOOLOOMOOLOO<WARRANDYTE<WARNA", v{PrimaryIdentifier: "Bennelong Wooloomooloo Warrandyte Warnambool"}, nil, "truncated cut | absent not-given"},
		{"UTO", "BENNELONG<WOOLOOM<WARRAND<WARNAM<<DINGO", v{PrimaryIdentifier: "Bennelong Wooloomooloo Warrandyte Warnambool"}, nil, "truncated cut | absent not-given"},
		{"UTO", "BENNELONG<WOOLOOM<WARRAND<WARNAM<<DINGO", v{SecondaryIdentifier: "Dingo Potoroo"}, nil, "absent not-given | truncated cut"},
		{"UTO", "BENNELONG<WOOLOOM<WARRAND<WARNAM<<DINGO", v{Name: "Bennelong Wooloomooloo Warrandyte Warnambool, Koala"}, nil, "truncated cut | different"},
		{"D", "OESTERREICHER<MUELLER<<JUERGEN<MAXIMILIA", v{Name: "Österreicher-Müller, Jürgen Maximilian"}, nil, "equivalent habit | truncated cut"},
	} {
		if len(test.zone) > 39 {
			test.zone = test.zone[:39]
		}
		d := set(t, "TD3", map[mrz.Field]string{mrz.FieldIssuingState: test.state, mrz.FieldName: test.zone})
		r := compare.Visual(d, test.v, test.o)
		if got := short(r.Of(mrz.FieldPrimaryIdentifier)) + " | " + short(r.Of(mrz.FieldSecondaryIdentifier)); got != test.want {
			t.Errorf("%s, %q: got %s; want %s", test.zone, []string{test.v.Name, test.v.PrimaryIdentifier, test.v.SecondaryIdentifier}, got, test.want)
		}
	}
}

func TestDates(t *testing.T) {
	for _, test := range []struct{ zone, printed, want string }{
		{"420712", "12 LUG/JUIL 1942", "equal"}, {"420712", "12 LUG/JUIL 42", "equal"}, {"420712", "12 July 1942", "equal"}, {"420712", "12 July 42", "equal"},
		{"420712", "12JUIL1942", "equal"}, {"420712", "12JUIL42", "equal"}, {"420712", "12JUL 1942", "equal"}, {"420712", "12JUL 42", "equal"},
		{"420712", "120742", "equal"}, {"420712", "12.07.42", "equal"}, {"420712", "1207 1942", "equal"}, {"420712", "12.07.1942", "equal"},
		{"420712", "12 07 42", "equal"}, {"420712", "1942-07-12", "equal"}, {"420712", "12071942", "equal"}, {"420712", "19420712", "equal"}, {"081210", "20081210", "equal"}, {"081220", "20122008", "equal"}, {"640812", "19640813", "near characters 2:19+1=1+8"}, {"420712", "12 juillet 1942", "equal"},
		{"420712", "12/07/1942", "equal"}, {"420712", " 12. Jul. 1942 ", "equal"}, {"420702", "2.7.1942", "equal"},
		{"420201", "01 FÉV 1942", "equal"}, {"420201", "01 FE\u0301V 1942", "equal"}, {"420301", "01 MARS 1942", "equal"}, {"420801", "01 AOÛT 1942", "equal"},
		{"421201", "01 DÉC 1942", "equal"}, {"420101", "01 ENE 1942", "equal"}, {"420501", "01 MAYO 1942", "equal"}, {"420901", "01 SEPT 1942", "equal"}, {"421201", "01 DIC 1942", "equal"},
		{"420401", "01 AVR/ABR 1942", "equal"}, {"420401", "01 AVR/MAI 1942", "absent unreadable"},
		{"<<<<<<", "XX XX XX", "equivalent unknown"}, {"<<<<<<", "XX XX XXXX", "equivalent unknown"}, {"<<<<<<", "XX XXX XX", "equivalent unknown"}, {"<<<<<<", "XXXXXX", "equivalent unknown"},
		{"<<<<<<", "XXXX-XX-XX", "equivalent unknown"}, {"42<<<<", "XX XX 1942", "equivalent unknown"}, {"4207<<", "XX JUL 1942", "equivalent unknown"}, {"4207<<", "XXJUL1942", "equivalent unknown"},
		{"<<0712", "12JULXX", "equivalent unknown"}, {"<<0712", "12 JUL XXXX", "equivalent unknown"}, {"4207<<", "1942-07-XX", "equivalent unknown"}, {"4207<<", "xx.07.42", "equivalent unknown"},
		{"42<<<<", "12 JUL 1942", "different missing"}, {"420712", "XX XX 1942", "different missing"}, {"<<<<<<", "12 JUL 1942", "different missing"},
		{"420712", "13 JUL 1942", "near characters 2:19+1=1+11"}, {"420712", "12 JUL 1943", "near characters 2:15+1=1+11"}, {"420712", "21 JUL 1942", "near characters 2:18+1=1+11 2:19+1=1+11"},
		{"420712", "23 AUG 1942", "different 2:17+1=1+11 2:18+1=1+11 2:19+1=1+11"},
		{"420712", "", "absent not-given"}, {"420712", "  ", "absent not-given"},
		{"420712", "12 FOO 1942", "absent unreadable"}, {"420712", "12 FOO/BAR 1942", "absent unreadable"}, {"420712", "1942", "absent unreadable"}, {"420712", "12 JUL", "absent unreadable"},
		{"420712", "12 JUL 1942 1", "absent unreadable"}, {"420712", "12 JUL 19421", "absent unreadable"}, {"420712", "JUL 12 42 1", "absent unreadable"}, {"420712", "12*07*42", "absent unreadable"},
		{"420712", strings.Repeat("1", 1000), "absent unreadable"}, {"420712", "1942-07", "absent unreadable"}, {"420712", "１２.07.42", "absent unreadable"}, {"420712", "-", "absent unreadable"},
	} {
		d := set(t, "TD3", map[mrz.Field]string{mrz.FieldDateOfBirth: test.zone})
		r := compare.Visual(d, compare.VisualZone{DateOfBirth: test.printed}, nil)
		if got := short(r.Of(mrz.FieldDateOfBirth)); got != test.want {
			t.Errorf("%s, %q: got %s; want %s", test.zone, test.printed, got, test.want)
		}
	}
	d := set(t, "TD3", map[mrz.Field]string{mrz.FieldDateOfExpiry: "420712"})
	o := &compare.Options{Months: map[string]time.Month{"LUG": time.July, "BAD": 13}}
	for printed, want := range map[string]string{"12 LUG 1942": "equal", "12 lug 1942": "equal", "12 BAD 1942": "absent unreadable", "12 JUL 2042": "equal"} {
		if got := short(compare.Visual(d, compare.VisualZone{DateOfExpiry: printed}, o).Of(mrz.FieldDateOfExpiry)); got != want {
			t.Errorf("%q: got %s; want %s", printed, got, want)
		}
	}
}

// TestCentury compares whole years, given a day.
func TestCentury(t *testing.T) {
	asOf := &compare.Options{AsOf: mrz.CalendarDate{Year: 2010, Month: 1, Day: 1}}
	for _, test := range []struct {
		birth, printed string
		o              *compare.Options
		want           string
	}{
		{"740812", "12 AUG 1974", asOf, "equal"},
		{"740812", "12 AUG 1874", asOf, "different century"},
		{"740812", "12 AUG 1874", nil, "equal"},
		{"740812", "12 AUG 74", asOf, "equal"},
		{"050812", "12 AUG 1905", asOf, "equal"}, // as plausible as 2005
		{"050812", "12 AUG 2005", asOf, "equal"},
		{"050812", "12 AUG 1805", asOf, "different century"},
	} {
		d := set(t, "TD3", map[mrz.Field]string{mrz.FieldDateOfBirth: test.birth})
		if got := short(compare.Visual(d, compare.VisualZone{DateOfBirth: test.printed}, test.o).Of(mrz.FieldDateOfBirth)); got != test.want {
			t.Errorf("%s, %s: got %s; want %s", test.birth, test.printed, got, test.want)
		}
	}
}

func TestOtherFields(t *testing.T) {
	type v = compare.VisualZone
	o := &compare.Options{States: map[string]state.Code{"DEUTSCH": state.MustParse("D")}}
	for _, test := range []struct {
		layout string
		fields map[mrz.Field]string
		f      mrz.Field
		v      v
		want   string
	}{
		{"TD3", nil, mrz.FieldDocumentNumber, v{DocumentNumber: "L898902C3"}, "equal"},
		{"TD3", nil, mrz.FieldDocumentNumber, v{DocumentNumber: " l898902c3 "}, "equal"},
		{"TD3", nil, mrz.FieldDocumentNumber, v{DocumentNumber: "L 898-902 C3"}, "equivalent punctuation"},
		{"TD3", nil, mrz.FieldDocumentNumber, v{DocumentNumber: "L8989O2C3"}, "near characters 2:6+1=6+1"},
		{"TD3", nil, mrz.FieldDocumentNumber, v{DocumentNumber: "L 898 9O2 C3"}, "near characters 2:6+1=8+1"},
		{"TD3", nil, mrz.FieldDocumentNumber, v{DocumentNumber: "L89892C3"}, "near characters 2:6+1=6+0"},
		{"TD3", nil, mrz.FieldDocumentNumber, v{DocumentNumber: "X123456Y3"}, "different 2:1+1=1+1 2:2+1=2+1 2:3+1=3+1 2:4+1=4+1 2:5+1=5+1 2:6+1=6+1 2:7+1=7+1 2:8+1=8+1"},
		{"TD3", nil, mrz.FieldDocumentNumber, v{DocumentNumber: "12"}, "different"},
		{"TD3", nil, mrz.FieldDocumentNumber, v{DocumentNumber: "№ Ж1"}, "absent unreadable"},
		{"TD3", nil, mrz.FieldDocumentNumber, v{DocumentNumber: "--"}, "absent unreadable"},
		{"TD3", map[mrz.Field]string{mrz.FieldDocumentNumber: ""}, mrz.FieldDocumentNumber, v{DocumentNumber: "L898902C3"}, "different missing"},
		{"TD3", map[mrz.Field]string{mrz.FieldDocumentNumber: ""}, mrz.FieldDocumentNumber, v{DocumentNumber: " "}, "absent not-given"},
		// A visa has room for nine characters of a passport number (9303-7).
		{"MRV-A", map[mrz.Field]string{mrz.FieldDocumentNumber: "D23145890"}, mrz.FieldDocumentNumber, v{DocumentNumber: "D23145890734"}, "truncated cut"},
		{"MRV-B", map[mrz.Field]string{mrz.FieldDocumentNumber: "D23145890"}, mrz.FieldDocumentNumber, v{DocumentNumber: "D23-145-890-7"}, "truncated cut"},
		{"MRV-B", map[mrz.Field]string{mrz.FieldDocumentNumber: "D2314589"}, mrz.FieldDocumentNumber, v{DocumentNumber: "D231458907"}, "near characters 2:9+0=9+1 2:9+0=10+1"},
		{"TD3", map[mrz.Field]string{mrz.FieldDocumentNumber: "D23145890"}, mrz.FieldDocumentNumber, v{DocumentNumber: "D23145890734"}, "different"},
		{"TD3", map[mrz.Field]string{mrz.FieldDocumentNumber: "AB<1234"}, mrz.FieldDocumentNumber, v{DocumentNumber: "AB-1234"}, "equivalent punctuation"},
		{"TD3", map[mrz.Field]string{mrz.FieldDocumentNumber: "AB<1234"}, mrz.FieldDocumentNumber, v{DocumentNumber: "AB-1235"}, "near characters 2:7+1=7+1"},
		{"TD1", map[mrz.Field]string{mrz.FieldDocumentNumber: "D23145890", mrz.FieldDocumentNumberCheckDigit: "<", mrz.FieldOptionalData: "7349"}, mrz.FieldDocumentNumber, v{DocumentNumber: "D23145890734"}, "equal"},
		{"TD1", map[mrz.Field]string{mrz.FieldDocumentNumber: "D23145890", mrz.FieldDocumentNumberCheckDigit: "<", mrz.FieldOptionalData: "7349"}, mrz.FieldDocumentNumber, v{DocumentNumber: "D23145890744"}, "near characters 1:17+1=11+1"},

		{"TD3", nil, mrz.FieldIssuingState, v{IssuingState: "uto"}, "equal"},
		{"TD3", nil, mrz.FieldIssuingState, v{IssuingState: "Utopia"}, "equivalent code"},
		{"TD3", nil, mrz.FieldIssuingState, v{IssuingState: "AUT"}, "different"},
		{"TD3", map[mrz.Field]string{mrz.FieldIssuingState: "D"}, mrz.FieldIssuingState, v{IssuingState: "DEU"}, "equivalent code"},
		{"TD3", map[mrz.Field]string{mrz.FieldIssuingState: "DEU"}, mrz.FieldIssuingState, v{IssuingState: "D<<"}, "equivalent code"},
		{"TD3", map[mrz.Field]string{mrz.FieldIssuingState: "D"}, mrz.FieldIssuingState, v{IssuingState: "Germany"}, "equivalent code"},
		{"TD3", map[mrz.Field]string{mrz.FieldIssuingState: "D"}, mrz.FieldIssuingState, v{IssuingState: "DE"}, "equivalent code"},
		{"TD3", map[mrz.Field]string{mrz.FieldIssuingState: "D"}, mrz.FieldIssuingState, v{IssuingState: "DDR"}, "different"},
		{"TD3", map[mrz.Field]string{mrz.FieldIssuingState: "DDR"}, mrz.FieldIssuingState, v{IssuingState: "DEU"}, "different"},
		{"TD3", map[mrz.Field]string{mrz.FieldIssuingState: "D"}, mrz.FieldIssuingState, v{IssuingState: "deutsch"}, "equivalent code"},
		{"TD3", map[mrz.Field]string{mrz.FieldIssuingState: "CIV"}, mrz.FieldIssuingState, v{IssuingState: "Cote d’Ivoire"}, "equivalent code"},
		{"TD3", map[mrz.Field]string{mrz.FieldIssuingState: "UTX"}, mrz.FieldIssuingState, v{IssuingState: "UTO"}, "near characters 1:5+1=3+1"},
		{"TD3", map[mrz.Field]string{mrz.FieldIssuingState: ""}, mrz.FieldIssuingState, v{IssuingState: "UTO"}, "different missing"},
		{"TD3", map[mrz.Field]string{mrz.FieldIssuingState: ""}, mrz.FieldIssuingState, v{IssuingState: " <"}, "absent not-given"},
		{"TD3", nil, mrz.FieldNationality, v{Nationality: "British Citizen"}, "absent unreadable"},
		{"TD3", nil, mrz.FieldNationality, v{Nationality: "UTO"}, "equal"},

		{"TD3", nil, mrz.FieldSex, v{Sex: "f"}, "equal"},
		{"TD3", nil, mrz.FieldSex, v{Sex: "Female"}, "equivalent word"},
		{"TD3", nil, mrz.FieldSex, v{Sex: "féminin"}, "equivalent word"},
		{"TD3", nil, mrz.FieldSex, v{Sex: "Mujer"}, "equivalent word"},
		{"TD3", nil, mrz.FieldSex, v{Sex: "Ж/F"}, "equivalent word"},
		{"TD3", nil, mrz.FieldSex, v{Sex: "M"}, "different 2:21+1=1+1"},
		{"TD3", nil, mrz.FieldSex, v{Sex: "F/M"}, "absent unreadable"},
		{"TD3", nil, mrz.FieldSex, v{Sex: "?"}, "absent unreadable"},
		{"TD3", nil, mrz.FieldSex, v{Sex: "X"}, "different missing 2:21+1=1+1"},
		{"TD3", map[mrz.Field]string{mrz.FieldSex: "<"}, mrz.FieldSex, v{Sex: "X"}, "equivalent unknown"},
		{"TD3", map[mrz.Field]string{mrz.FieldSex: "<"}, mrz.FieldSex, v{Sex: "<"}, "equivalent unknown"},
		{"TD3", map[mrz.Field]string{mrz.FieldSex: "X"}, mrz.FieldSex, v{Sex: "unspecified"}, "equivalent unknown"},
		{"TD3", map[mrz.Field]string{mrz.FieldSex: "<"}, mrz.FieldSex, v{Sex: "F"}, "different missing 2:21+1=1+1"},

		{"TD3", nil, mrz.FieldDocumentCode, v{DocumentCode: "P"}, "equal"},
		{"TD3", map[mrz.Field]string{mrz.FieldDocumentCode: "PP"}, mrz.FieldDocumentCode, v{DocumentCode: "P"}, "truncated cut"},
		{"TD3", nil, mrz.FieldDocumentCode, v{DocumentCode: "V"}, "different"},
		{"TD3", nil, mrz.FieldDocumentCode, v{DocumentCode: "PD"}, "different"},
		{"TD3", map[mrz.Field]string{mrz.FieldDocumentCode: "PD"}, mrz.FieldDocumentCode, v{DocumentCode: "pd"}, "equal"},
		{"TD3", nil, mrz.FieldDocumentCode, v{DocumentCode: "Passport"}, "absent unreadable"},
		{"TD3", map[mrz.Field]string{mrz.FieldDocumentCode: ""}, mrz.FieldDocumentCode, v{DocumentCode: "P"}, "different missing"},
		{"TD3", nil, mrz.FieldDocumentCode, v{DocumentCode: "Ж"}, "absent unreadable"},

		{"TD3", nil, mrz.FieldOptionalData, v{PersonalNumber: "ZE184226B"}, "equal"},
		{"TD3", nil, mrz.FieldOptionalData, v{PersonalNumber: "ZE-184226-B"}, "equivalent punctuation"},
		{"TD3", nil, mrz.FieldOptionalData, v{PersonalNumber: "0000"}, "absent not-given"},
		{"TD3", nil, mrz.FieldOptionalData, v{PersonalNumber: "Ж"}, "absent unreadable"},
		{"TD1", map[mrz.Field]string{mrz.FieldOptionalData2: "7<8"}, mrz.FieldOptionalData2, v{PersonalNumber: "7-8"}, "equivalent punctuation"},
	} {
		r := compare.Visual(set(t, test.layout, test.fields), test.v, o)
		if got := short(r.Of(test.f)); got != test.want {
			t.Errorf("%v %v: got %s; want %s", test.f, test.fields, got, test.want)
		}
	}
}

func TestVerdict(t *testing.T) {
	type v = compare.VisualZone
	for _, test := range []struct {
		name   string
		fields map[mrz.Field]string
		v      v
		o      *compare.Options
		want   compare.Verdict
	}{
		{"nothing", nil, v{}, nil, compare.Inconclusive},
		{"only the sex", nil, v{Sex: "F"}, nil, compare.Inconclusive},
		{"only the given names", nil, v{SecondaryIdentifier: "Anna Maria"}, nil, compare.Inconclusive},
		{"unknown birth", map[mrz.Field]string{mrz.FieldDateOfBirth: "<<<<<<"}, v{DateOfBirth: "XX XX XXXX"}, nil, compare.Inconclusive},
		{"the number", nil, v{DocumentNumber: "L898902C3"}, nil, compare.Agree},
		{"all", nil, v{Name: "Eriksson, Anna Maria", DocumentNumber: "L898902C3", DateOfBirth: "12 AUG 1974", Sex: "F", Nationality: "UTO"}, nil, compare.Agree},
		{"one differs", nil, v{Name: "Eriksson, Anna Maria", DocumentNumber: "L898902C3", DateOfBirth: "12 AUG 1974", Sex: "M"}, nil, compare.Disagree},
		{"one is near, one differs", nil, v{Name: "Eriksson, Anna Mario", Sex: "M"}, nil, compare.Disagree},
		{"one is near", nil, v{Name: "Eriksson, Anna Mario", DocumentNumber: "L898902C3"}, nil, compare.Doubtful},
		{"one is unreadable", nil, v{Name: "Eriksson, Anna Maria", Nationality: "Utopian"}, nil, compare.Doubtful},
		{"required and absent", nil, v{Name: "Eriksson, Anna Maria"}, &compare.Options{Required: []mrz.Field{mrz.FieldDocumentNumber}}, compare.Doubtful},
		{"required and compared", nil, v{DocumentNumber: "L898902C3"}, &compare.Options{Required: []mrz.Field{mrz.FieldDocumentNumber}}, compare.Agree},
		{"required and of another layout", nil, v{DocumentNumber: "L898902C3"}, &compare.Options{Required: []mrz.Field{mrz.FieldOptionalData2}}, compare.Doubtful},
		{"spelling", map[mrz.Field]string{mrz.FieldName: "MULLER", mrz.FieldIssuingState: "D"}, v{Name: "Müller"}, nil, compare.Agree},
		{"spelling, strict", map[mrz.Field]string{mrz.FieldName: "MULLER", mrz.FieldIssuingState: "D"}, v{Name: "Müller"}, &compare.Options{Strict: true}, compare.Doubtful},
		{"habit, strict", map[mrz.Field]string{mrz.FieldName: "MUELLER", mrz.FieldIssuingState: "D"}, v{Name: "Müller"}, &compare.Options{Strict: true}, compare.Agree},
		{"by ear", map[mrz.Field]string{mrz.FieldName: "MOHAMED", mrz.FieldIssuingState: "EGY"}, v{Name: "محمد"}, nil, compare.Doubtful},
	} {
		if got := compare.Visual(set(t, "TD3", test.fields), test.v, test.o).Verdict; got != test.want {
			t.Errorf("%s: got %v; want %v", test.name, got, test.want)
		}
	}
	if r := compare.Visual(mrz.Document{}, v{Name: "A"}, nil); r.Verdict != compare.Inconclusive || len(r.Fields) != 0 {
		t.Error("the zero Document is compared")
	}
	if got := short(compare.Result{}.Of(mrz.FieldSex)); got != "absent not-given" {
		t.Errorf("got %s", got)
	}
}

func TestTexts(t *testing.T) {
	for r := compare.Absent; r <= compare.Equal; r++ {
		if text, err := r.MarshalText(); err != nil || len(text) == 0 || string(text) != r.String() {
			t.Errorf("%d: %q", r, text)
		}
	}
	for v := compare.Inconclusive; v <= compare.Agree; v++ {
		if text, err := v.MarshalText(); err != nil || len(text) == 0 || string(text) != v.String() {
			t.Errorf("%d: %q", v, text)
		}
	}
	if (compare.Equal+1).String() != "" || (compare.Agree+1).String() != "" {
		t.Error("a text for what is none")
	}
	for _, r := range []compare.Reason{compare.ReasonNotGiven, compare.ReasonUnreadable, compare.ReasonHabit, compare.ReasonSpelling, compare.ReasonTranscription, compare.ReasonPunctuation, compare.ReasonAffix, compare.ReasonBirthName, compare.ReasonMononym, compare.ReasonOrder, compare.ReasonCode, compare.ReasonWord, compare.ReasonUnknown, compare.ReasonBlank, compare.ReasonCut, compare.ReasonCharacters, compare.ReasonMissing, compare.ReasonCentury} {
		if r.Explanation() == "" {
			t.Errorf("no explanation for %s", r)
		}
	}
}

// TestRedacted prints what holds personal data, and results, which do not.
func TestRedacted(t *testing.T) {
	v := compare.VisualZone{Name: "Erikssen, Anna", DocumentNumber: "L898902C4", DateOfBirth: "13 AUG 1974"}
	d := set(t, "TD3", nil)
	if _, err := json.Marshal(v); !errors.Is(err, compare.ErrMarshal) {
		t.Errorf("JSON: %v", err)
	}
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "v", struct{ V compare.VisualZone }{v})
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "v", v)
	texts := []string{fmt.Sprint(v), fmt.Sprintf("%+v %#v %q %x %d", v, v, v, v, v), fmt.Sprint([]compare.VisualZone{v}), log.String()}
	for _, r := range []compare.Result{compare.Visual(d, v, nil), compare.Documents(d, set(t, "TD3", map[mrz.Field]string{mrz.FieldDocumentNumber: "L898902C4"}))} {
		b, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, fmt.Sprintf("%v %+v %#v", r, r, r), string(b))
	}
	for _, text := range texts {
		for _, secret := range []string{"Erikss", "ERIKSS", "Anna", "ANNA", "L8989", "1974", "740812"} {
			if strings.Contains(text, secret) {
				t.Errorf("%q is in %s", secret, text)
			}
		}
	}
}

// TestVectorsVisual compares each vector with its own fields.
func TestVectorsVisual(t *testing.T) {
	all, err := vectors.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range all {
		if x.Expect != vectors.ExpectOK {
			continue
		}
		d := mrz.MustParse(x.Text())
		f := d.Fields()
		v := compare.VisualZone{
			DocumentCode: f.DocumentCode, IssuingState: f.IssuingState, PrimaryIdentifier: f.PrimaryIdentifier, SecondaryIdentifier: f.SecondaryIdentifier,
			DocumentNumber: f.DocumentNumber, Nationality: f.Nationality, Sex: f.Sex, PersonalNumber: f.OptionalData,
		}
		r := compare.Visual(d, v, nil)
		for _, c := range r.Fields {
			if c.Relation != compare.Equal && c.Reason != compare.ReasonNotGiven && c.Reason != compare.ReasonUnknown && !(c.Field == mrz.FieldDocumentNumber && strings.Contains(f.DocumentNumber, "<")) && !(c.Field == mrz.FieldOptionalData && strings.Contains(f.OptionalData, "<")) {
				t.Errorf("%s: %v: %s", x.Name, c.Field, short(c))
			}
		}
	}
}

// FuzzVisual compares zones with any text. Nothing is the same as nothing, places
// are in the zone, and the verdict follows from the relations.
func FuzzVisual(f *testing.F) {
	for i, row := range nameRows(f) {
		if i%5 == 0 {
			f.Add(strings.Join(row.doc.Lines(), "\n"), row.printed, "12 LUG/JUIL 1942", "L 8989-O2C3", uint8(i))
		}
	}
	f.Add(strings.Join(bases["TD1"], "\n"), "ﷺ, ﷲ", "XXJULXX", "\u0130ß", uint8(1))
	f.Fuzz(func(t *testing.T, zone, name, date, other string, mode uint8) {
		d, err := mrz.Parse(zone)
		if err != nil || len(name)+len(date)+len(other) > 10000 {
			return
		}
		o := &compare.Options{AnyOrder: mode&1 != 0, Strict: mode&2 != 0, MaxNear: int(mode>>2)%8 - 2}
		v := compare.VisualZone{Name: name, DateOfBirth: date, DateOfExpiry: date, DocumentNumber: other, Nationality: other, IssuingState: name, Sex: other, DocumentCode: other, PersonalNumber: other}
		if mode&0x80 != 0 {
			v.PrimaryIdentifier, v.SecondaryIdentifier = name, other
		}
		r := compare.Visual(d, v, o)
		lines, width := d.Layout().Size()
		for _, c := range r.Fields {
			if c.Relation >= compare.Near && c.Relation <= compare.Equal && strings.Trim(d.Raw(c.Field), "<") == "" && c.Reason != compare.ReasonUnknown && c.Reason != compare.ReasonMononym {
				t.Errorf("%v: %s of nothing", c.Field, short(c))
			}
			if c.Relation == compare.Near && len(c.Places) == 0 {
				t.Errorf("%v: near without a place", c.Field)
			}
			for _, p := range c.Places {
				if p.A.Line < 1 || p.A.Line > lines || p.A.Column < 1 || p.A.Len < 0 || p.A.Column+p.A.Len-1 > width || p.B.Column < 1 {
					t.Errorf("%v: %s", c.Field, short(c))
				}
			}
		}
		if name == "" && date == "" && other == "" && r.Verdict != compare.Inconclusive {
			t.Error("a verdict on nothing")
		}
		same := compare.VisualZone{PrimaryIdentifier: d.PrimaryIdentifier(), SecondaryIdentifier: d.SecondaryIdentifier()}
		if same.PrimaryIdentifier != "" && !strings.ContainsAny(same.PrimaryIdentifier+same.SecondaryIdentifier, "0123456789") {
			if got := compare.Visual(d, same, nil).Of(mrz.FieldPrimaryIdentifier).Relation; got < compare.Equivalent {
				t.Errorf("a name is %v to itself", got)
			}
		}
	})
}

// TestHostile has what would take for ever if there were a search.
func TestHostile(t *testing.T) {
	d := set(t, "TD3", map[mrz.Field]string{mrz.FieldName: strings.Repeat("AE", 19) + "A", mrz.FieldIssuingState: "D"})
	special := set(t, "TD3", map[mrz.Field]string{mrz.FieldName: "A<GEB<BJ<DR<<C<GEB<DU<JR<AEAEAEAEAEAEAE"})
	for _, name := range []string{
		strings.Repeat("др ", 30) + strings.Repeat("геб ", 10), "А геб БЙ др С геб ДЮ " + strings.Repeat("Я", 100),
		strings.Repeat("Ä", 500), strings.Repeat("Ä ", 300), strings.Repeat("Ä,", 300), strings.Repeat("геб Ж ", 90), strings.Repeat("ﷺ", 300),
		strings.Repeat("Dr ", 300), strings.Repeat("A geb ", 150), strings.Repeat("الله ", 100), strings.Repeat("\u0301", 500), strings.Repeat("A", 1<<20),
	} {
		for _, o := range []*compare.Options{nil, {AnyOrder: true, MaxNear: 100}} {
			r := compare.Visual(d, compare.VisualZone{Name: name, Nationality: name, DocumentNumber: name, DateOfBirth: name, Sex: name}, o)
			if r.Verdict == compare.Agree {
				t.Error("agrees")
			}
			compare.Visual(special, compare.VisualZone{PrimaryIdentifier: name, SecondaryIdentifier: name}, o)
		}
	}
}

// TestTooMuchWork has names that would take tens of milliseconds, in many languages,
// orders and parts: they are not read to the end, and that is no difference.
func TestTooMuchWork(t *testing.T) {
	for _, name := range hostileNames {
		d := set(t, "TD3", map[mrz.Field]string{mrz.FieldName: hostileZone, mrz.FieldIssuingState: "UKR"})
		r := compare.Visual(d, compare.VisualZone{PrimaryIdentifier: name, SecondaryIdentifier: name}, &compare.Options{AnyOrder: true})
		if p, s := short(r.Of(mrz.FieldPrimaryIdentifier)), short(r.Of(mrz.FieldSecondaryIdentifier)); p != "absent unreadable" || s != p || r.Verdict != compare.Doubtful {
			t.Errorf("%.20s: %v: %s, %s", name, r.Verdict, p, s)
		}
	}
}

const hostileZone = "ZHHE<YU<GEBHGA<A<GYU<<<GE<<DR<<GEB<A<<A"

var hostileNames = []string{
	strings.Repeat("Dr née геб ا", 8) + strings.Repeat("Щгеб A Dr ", 20),
	strings.Repeat("ж ﷺ", 80),
	strings.Repeat("ﷺ", 170),
	strings.Repeat("Ж", 250),
}

func TestAllocs(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector allocates")
	}
	a, b := set(t, "TD3", nil), set(t, "TD3", nil)
	v := compare.VisualZone{PrimaryIdentifier: "Eriksson", SecondaryIdentifier: "Anna Maria"}
	for name, f := range map[string]func() compare.Result{
		"Documents": func() compare.Result { return compare.Documents(a, b) },
		"Visual":    func() compare.Result { return compare.Visual(a, v, nil) },
	} {
		if n := testing.AllocsPerRun(1000, func() {
			if f().Verdict != compare.Agree {
				panic("the call has failed")
			}
		}); n > 1 {
			t.Errorf("%s: %v allocations for equal data; want one, the result", name, n)
		}
	}
}

func BenchmarkVisual(b *testing.B) {
	for _, bench := range []struct{ name, state, zone, primary, secondary string }{
		{"Equal", "UTO", "ERIKSSON<<ANNA<MARIA", "Eriksson", "Anna Maria"},
		{"Habit", "D", "MUELLER<<JUERGEN<MARIA", "Müller", "Jürgen Maria"},
		{"Spelling", "D", "MULLER<<JUERGEN<MARIA", "Müller", "Jürgen Maria"},
		{"Punctuation", "GBR", "SMITH<JONES<<SUSIE<MARGARET", "Smith-Jones", "Susie Margaret"},
		{"Different", "UTO", "ERIKSSON<<ANNA<MARIA", "Mustermann", "Erika"},
		{"Cyrillic", "RUS", "SHCHUKIN<<IURII", "Щукин", "Юрий"},
		{"CyrillicDifferent", "RUS", "SHCHUKIN<<IURII", "Иванов", "Сергей"},
	} {
		d := set(b, "TD3", map[mrz.Field]string{mrz.FieldIssuingState: bench.state, mrz.FieldName: bench.zone})
		v := compare.VisualZone{PrimaryIdentifier: bench.primary, SecondaryIdentifier: bench.secondary}
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if len(compare.Visual(d, v, nil).Fields) == 0 {
					b.Fatal("none")
				}
			}
		})
	}
}

func BenchmarkHostile(b *testing.B) {
	d := set(b, "TD3", map[mrz.Field]string{mrz.FieldName: hostileZone, mrz.FieldIssuingState: "UKR"})
	for i, name := range hostileNames {
		v := compare.VisualZone{PrimaryIdentifier: name, SecondaryIdentifier: name}
		b.Run(strconv.Itoa(i), func(b *testing.B) {
			for b.Loop() {
				if len(compare.Visual(d, v, &compare.Options{AnyOrder: true, MaxNear: 100}).Fields) == 0 {
					b.Fatal("none")
				}
			}
		})
	}
}

func BenchmarkDocuments(b *testing.B) {
	d := set(b, "TD3", nil)
	other := set(b, "TD3", map[mrz.Field]string{mrz.FieldDocumentNumber: "L8989O2C3"})
	for name, e := range map[string]mrz.Document{"Equal": d, "Near": other} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if len(compare.Documents(d, e).Fields) == 0 {
					b.Fatal("none")
				}
			}
		})
	}
}
