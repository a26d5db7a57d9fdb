package compare_test

import (
	"strings"
	"testing"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/compare"
	"example.org/traveldoc/mrz/internal/vectors"
)

func TestDocuments(t *testing.T) {
	type fields = map[mrz.Field]string
	long := fields{mrz.FieldDocumentNumber: "D23145890", mrz.FieldDocumentNumberCheckDigit: "<", mrz.FieldOptionalData: "7349<XY"}
	for _, test := range []struct {
		name    string
		la      string
		a       fields
		lb      string
		b       fields
		want    string // what is not equal
		verdict compare.Verdict
	}{
		{"same", "TD3", nil, "TD3", nil, "", compare.Agree},
		{"number", "TD3", nil, "TD3", fields{mrz.FieldDocumentNumber: "L8989O2C3"}, "documentNumber near characters 2:6+1=2:6+1", compare.Doubtful},
		{"number, shorter", "TD3", nil, "TD3", fields{mrz.FieldDocumentNumber: "L89892C3"}, "documentNumber near characters 2:6+1=2:6+0", compare.Doubtful},
		{"number, other", "TD3", nil, "TD3", fields{mrz.FieldDocumentNumber: "X123456Y3"}, "documentNumber different 2:1+1=2:1+1 2:2+1=2:2+1 2:3+1=2:3+1 2:4+1=2:4+1 2:5+1=2:5+1 2:6+1=2:6+1 2:7+1=2:7+1 2:8+1=2:8+1", compare.Disagree},
		{"number, blank", "TD3", nil, "TD3", fields{mrz.FieldDocumentNumber: ""}, "documentNumber different missing", compare.Disagree},
		{"check digit", "TD3", nil, "TD3", fields{mrz.FieldDocumentNumberCheckDigit: "7"}, "documentNumberCheckDigit different 2:10+1=2:10+1", compare.Disagree},
		{"code of Germany", "TD3", fields{mrz.FieldIssuingState: "D"}, "TD3", fields{mrz.FieldIssuingState: "DEU"}, "issuingState equivalent code 1:4+1=1:4+1 1:5+1=1:5+1", compare.Agree},
		{"codes", "TD3", fields{mrz.FieldNationality: "AUT"}, "TD3", fields{mrz.FieldNationality: "AUS"}, "nationality different 2:13+1=2:13+1", compare.Disagree},
		{"code that is none", "TD3", fields{mrz.FieldNationality: "UTO"}, "TD3", fields{mrz.FieldNationality: "UT0"}, "nationality near characters 2:13+1=2:13+1", compare.Doubtful},
		{"sex", "TD3", nil, "TD3", fields{mrz.FieldSex: "M"}, "sex different 2:21+1=2:21+1", compare.Disagree},
		{"sex, X for a filler", "TD3", fields{mrz.FieldSex: "<"}, "TD3", fields{mrz.FieldSex: "X"}, "sex equivalent unknown 2:21+1=2:21+1", compare.Agree},
		{"sex, not stated", "TD3", fields{mrz.FieldSex: "<"}, "TD3", fields{mrz.FieldSex: "<"}, "sex equivalent unknown", compare.Agree},
		{"sex, stated on one side", "TD3", fields{mrz.FieldSex: "<"}, "TD3", nil, "sex different missing 2:21+1=2:21+1", compare.Disagree},
		{"birth", "TD3", nil, "TD3", fields{mrz.FieldDateOfBirth: "740813"}, "dateOfBirth near characters 2:19+1=2:19+1", compare.Doubtful},
		{"birth, unknown day", "TD3", nil, "TD3", fields{mrz.FieldDateOfBirth: "7408<<"}, "dateOfBirth different missing 2:18+1=2:18+1 2:19+1=2:19+1", compare.Disagree},
		{"blank digit", "TD3", fields{mrz.FieldOptionalData: "", mrz.FieldOptionalDataCheckDigit: "0"}, "TD3", fields{mrz.FieldOptionalData: "", mrz.FieldOptionalDataCheckDigit: "<"}, "optionalDataCheckDigit equivalent blank 2:43+1=2:43+1", compare.Agree},
		{"digit of data", "TD3", fields{mrz.FieldOptionalDataCheckDigit: "0"}, "TD3", fields{mrz.FieldOptionalDataCheckDigit: "<"}, "optionalDataCheckDigit different missing 2:43+1=2:43+1", compare.Disagree},
		{"optional data", "TD3", nil, "TD3", fields{mrz.FieldOptionalData: "ZE184226C"}, "optionalData near characters 2:37+1=2:37+1", compare.Doubtful},
		{"name", "TD3", nil, "TD3", fields{mrz.FieldName: "ERIKSSEN<<ANNA<MARIA"}, "primaryIdentifier near characters 1:12+1=1:12+1", compare.Doubtful},
		{"given name", "TD3", nil, "TD3", fields{mrz.FieldName: "ERIKSSON<<ANNA<MARIO"}, "secondaryIdentifier near characters 1:25+1=1:25+1", compare.Doubtful},
		{"name, joined", "TD3", nil, "TD3", fields{mrz.FieldName: "ERIKSSON<<ANNAMARIA"}, "secondaryIdentifier equivalent punctuation", compare.Agree},
		{"name, shorter without a cut", "TD3", nil, "TD3", fields{mrz.FieldName: "ERIKSSON<<ANNA"}, "secondaryIdentifier different", compare.Disagree},
		{"name, missing", "TD3", nil, "TD3", fields{mrz.FieldName: "ERIKSSON"}, "secondaryIdentifier different missing", compare.Disagree},
		{"another layout", "TD1", fields{mrz.FieldDocumentNumber: "L898902C3", mrz.FieldDocumentNumberCheckDigit: "6"}, "TD3", fields{mrz.FieldDocumentCode: "P"}, "documentCode different 1:1+1=1:1+1; optionalData different missing; optionalDataCheckDigit absent not-given; optionalData2 absent not-given; composite absent not-given", compare.Disagree},
		{"cut otherwise", "TD1", fields{mrz.FieldName: "BENNE<WOOLO<WARRA<WARNA<<DIN<P"}, "TD3", fields{mrz.FieldName: "BENNEL<WOOLOO<WARRAN<WARNAM<<DINGO<POTO", mrz.FieldDocumentCode: "I"}, "primaryIdentifier truncated cut; secondaryIdentifier truncated cut", compare.Disagree},
		{"cut, a component left out", "TD3", fields{mrz.FieldName: "BENNELONG<WOOLOOMOOLOO<WARRANDYTE<<DING"}, "TD3", fields{mrz.FieldName: "BENNELONG<WOOLOOMOOLOO<WARRANDYTE<W<<DI"}, "primaryIdentifier near characters 1:39+0=1:39+1 1:39+0=1:40+1; secondaryIdentifier truncated cut", compare.Doubtful},
		{"long number", "TD1", long, "TD1", long, "", compare.Agree},
		{"long number, rest", "TD1", long, "TD1", fields{mrz.FieldDocumentNumber: "D23145890", mrz.FieldDocumentNumberCheckDigit: "<", mrz.FieldOptionalData: "7449<XY"}, "documentNumber near characters 1:17+1=1:17+1", compare.Doubtful},
		{"long number, digit", "TD1", long, "TD1", fields{mrz.FieldDocumentNumber: "D23145890", mrz.FieldDocumentNumberCheckDigit: "<", mrz.FieldOptionalData: "7348<XY"}, "documentNumberCheckDigit different 1:19+1=1:19+1", compare.Disagree},
		{"behind a long number", "TD1", long, "TD1", fields{mrz.FieldDocumentNumber: "D23145890", mrz.FieldDocumentNumberCheckDigit: "<", mrz.FieldOptionalData: "7349<XYZ"}, "", 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			a, b := set(t, test.la, test.a), set(t, test.lb, test.b)
			r := compare.Documents(a, b)
			var all []string
			for _, c := range r.Fields {
				if c.Relation != compare.Equal && !(c.Field == mrz.FieldOptionalData2 && test.la == test.lb) && !(test.la == "TD1" && test.lb == "TD1" && c.Field == mrz.FieldOptionalData2) {
					all = append(all, c.Field.String()+" "+short(c))
				}
			}
			got := strings.Join(all, "; ")
			if test.name == "behind a long number" {
				if !strings.HasPrefix(got, "optionalData different") {
					t.Errorf("got %s", got)
				}
				return
			}
			if test.name == "cut otherwise" {
				if !strings.Contains(got, test.want) {
					t.Errorf("got %s; want %s in it", got, test.want)
				}
				return
			}
			if got != test.want || r.Verdict != test.verdict {
				t.Errorf("got %v: %s; want %v: %s", r.Verdict, got, test.verdict, test.want)
			}
		})
	}
	if r := compare.Documents(mrz.Document{}, set(t, "TD3", nil)); r.Verdict != compare.Inconclusive || len(r.Fields) > 0 {
		t.Error("the zero Document is compared")
	}
}

// TestDocumentsVectors compares each vector with itself, and with itself with one
// character altered, at every place.
func TestDocumentsVectors(t *testing.T) {
	all, err := vectors.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range all {
		if v.Expect == vectors.ExpectSyntax {
			continue
		}
		d := mrz.MustParse(v.Text())
		for _, c := range compare.Documents(d, d.Clone()).Fields {
			if c.Relation != compare.Equal && c.Relation != compare.Absent && c.Reason != compare.ReasonUnknown || c.Places != nil {
				t.Errorf("%s: %v: %s", v.Name, c.Field, short(c))
			}
		}
		text := strings.Join(d.Lines(), "")
		for i := range len(text) {
			other, err := mrz.Parse(text[:i] + string(altered(text[i])) + text[i+1:])
			if err != nil || other.Layout() != d.Layout() {
				continue
			}
			same := true
			for _, c := range compare.Documents(d, other).Fields {
				same = same && (c.Relation == compare.Equal || c.Relation == compare.Absent || c.Reason == compare.ReasonUnknown && c.Places == nil)
			}
			if same {
				t.Errorf("%s: a change of character %d is not seen", v.Name, i)
			}
		}
	}
}

// altered returns another character of the same class.
func altered(c byte) byte {
	switch c {
	case '<':
		return 'A'
	case '9':
		return '0'
	case 'Z':
		return 'A'
	}
	return c + 1
}

func FuzzDocuments(f *testing.F) {
	all, err := vectors.All()
	if err != nil {
		f.Fatal(err)
	}
	for i := 1; i < len(all); i += 7 {
		f.Add(all[i-1].Text(), all[i].Text())
		f.Add(all[i].Text(), all[i].Text())
	}
	f.Fuzz(func(t *testing.T, x, y string) {
		a, err1 := mrz.Parse(x)
		b, err2 := mrz.Parse(y)
		if err1 != nil || err2 != nil {
			return
		}
		there, back := compare.Documents(a, b), compare.Documents(b, a)
		if there.Verdict != back.Verdict || len(there.Fields) != len(back.Fields) {
			t.Fatalf("%v and %v", there.Verdict, back.Verdict)
		}
		differs := false
		for i, c := range there.Fields {
			o := back.Fields[i]
			if c.Field != o.Field || c.Relation != o.Relation || c.Reason != o.Reason {
				t.Errorf("%v: %s and %s", c.Field, short(c), short(o))
			}
			differs = differs || c.Relation != compare.Equal && c.Relation != compare.Absent && (c.Reason != compare.ReasonUnknown || c.Places != nil)
			if c.Relation == compare.Near && len(c.Places) == 0 {
				t.Errorf("%v: near without a place", c.Field)
			}
			for _, p := range c.Places {
				for j, at := range []mrz.Span{p.A, p.B} {
					lines, width := []mrz.Document{a, b}[j].Layout().Size()
					if at.Line < 1 || at.Line > lines || at.Column < 1 || at.Len < 0 || at.Column+at.Len-1 > width {
						t.Errorf("%v: %s", c.Field, short(c))
					}
				}
			}
		}
		if a == b && differs {
			t.Error("equal documents differ")
		}
	})
}
