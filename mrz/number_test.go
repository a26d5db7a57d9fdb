package mrz_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"example.org/traveldoc/mrz"
)

// numberTests have a document number as it stands in its field, in the place of
// the digit and at the beginning of the optional data. They hold for TD1 and
// TD2, whose optional data have 15 and 7 places, if only is zero.
var numberTests = []struct {
	name              string
	nine, digit, data string
	only              mrz.Layout
	number, optional  string
	rest              int // its characters in the optional data
	place             int // that of its digit there, from 1; 0 if the number is not a long one
}{
	{name: "nine characters", nine: "D23145890", digit: "7", data: "", number: "D23145890"},
	{name: "fewer", nine: "D23145<<<", digit: "7", data: "", number: "D23145"},
	{name: "one", nine: "D<<<<<<<<", digit: "7", data: "", number: "D"},
	{name: "a filler inside", nine: "D23<45890", digit: "7", data: "", number: "D23<45890"},
	{name: "fillers in front", nine: "<<D231458", digit: "7", data: "", number: "<<D231458"},
	{name: "none", nine: "<<<<<<<<<", digit: "7", data: "", number: ""},
	{name: "none, with data", nine: "<<<<<<<<<", digit: "<", data: "7349", number: "", optional: "7349"},
	{name: "none, digit with data", nine: "<<<<<<<<<", digit: "<", data: "7", number: "", optional: "7"},
	{name: "its digit missing", nine: "D23145890", digit: "<", data: "", number: "D23145890"},
	{name: "its digit missing, other data", nine: "D23145890", digit: "<", data: "AB<12", number: "D23145890", optional: "AB<12"},
	{name: "its digit missing, data behind a filler", nine: "D23145890", digit: "<", data: "<7349", number: "D23145890", optional: "<7349"},
	{name: "its digit a letter", nine: "D23145890", digit: "O", data: "7349", number: "D23145890", optional: "7349"},
	{name: "its digit there", nine: "D23145890", digit: "0", data: "7349", number: "D23145890", optional: "7349"},

	{name: "long", nine: "D23145890", digit: "<", data: "7349", number: "D23145890734", rest: 3, place: 4},
	{name: "a rest of one", nine: "D23145890", digit: "<", data: "79", number: "D231458907", rest: 1, place: 2},
	{name: "letters in the rest", nine: "D23145890", digit: "<", data: "ABC9", number: "D23145890ABC", rest: 3, place: 4},
	{name: "long, with data", nine: "D23145890", digit: "<", data: "79<XY", number: "D231458907", optional: "XY", rest: 1, place: 2},
	{name: "long, with data behind two fillers", nine: "D23145890", digit: "<", data: "79<<XY", number: "D231458907", optional: "<XY", rest: 1, place: 2},
	{name: "long, with a number behind it", nine: "D23145890", digit: "<", data: "79<12<3", number: "D231458907", optional: "12<3", rest: 1, place: 2},
	{name: "a filler inside the first nine", nine: "D23<45890", digit: "<", data: "7349", number: "D23<45890734", rest: 3, place: 4},
	{name: "fillers before the rest", nine: "D2314<<<<", digit: "<", data: "7349", number: "D2314<<<<734", rest: 3, place: 4},
	{name: "the digit alone", nine: "D23145890", digit: "<", data: "7", number: "D23145890", place: 1},
	{name: "the digit alone, a short number", nine: "D2314<<<<", digit: "<", data: "7", number: "D2314", place: 1},
	{name: "the digit alone, with data", nine: "D23145890", digit: "<", data: "7<XY", number: "D23145890", optional: "XY", place: 1},

	{name: "full field", nine: "D23145890", digit: "<", data: "734567890123459", only: mrz.TD1, number: "D2314589073456789012345", rest: 14, place: 15},
	{name: "full field", nine: "D23145890", digit: "<", data: "7345679", only: mrz.TD2, number: "D23145890734567", rest: 6, place: 7},
	{name: "full but the filler", nine: "D23145890", digit: "<", data: "73456789012349", only: mrz.TD1, number: "D231458907345678901234", rest: 13, place: 14},
	{name: "full but the filler", nine: "D23145890", digit: "<", data: "734569", only: mrz.TD2, number: "D2314589073456", rest: 5, place: 6},
	{name: "full field of other data", nine: "D23145890", digit: "<", data: "73456789012345X", only: mrz.TD1, number: "D23145890", optional: "73456789012345X"},
	{name: "full field of other data", nine: "D23145890", digit: "<", data: "734567X", only: mrz.TD2, number: "D23145890", optional: "734567X"},
	{name: "one place of data", nine: "D23145890", digit: "<", data: "7345678901239<X", only: mrz.TD1, number: "D23145890734567890123", optional: "X", rest: 12, place: 13},
	{name: "one place of data", nine: "D23145890", digit: "<", data: "73459<X", only: mrz.TD2, number: "D231458907345", optional: "X", rest: 4, place: 5},

	{name: "no long ones", nine: "D23145890", digit: "<", data: "7349", only: mrz.TD3, number: "D23145890", optional: "7349"},
	{name: "no long ones", nine: "D23145890", digit: "<", data: "7349", only: mrz.MRVA, number: "D23145890", optional: "7349"},
	{name: "no long ones", nine: "D23145890", digit: "<", data: "7349", only: mrz.MRVB, number: "D23145890", optional: "7349"},
}

func TestDocumentNumber(t *testing.T) {
	for _, tt := range numberTests {
		layouts := []mrz.Layout{tt.only}
		if tt.only == 0 {
			layouts = []mrz.Layout{mrz.TD1, mrz.TD2}
		}
		for _, l := range layouts {
			t.Run(l.String()+"/"+tt.name, func(t *testing.T) {
				d := with(l, map[mrz.Field]string{
					mrz.FieldDocumentNumber: tt.nine, mrz.FieldDocumentNumberCheckDigit: tt.digit, mrz.FieldOptionalData: tt.data,
				})
				if got := d.DocumentNumber(); got != tt.number {
					t.Errorf("DocumentNumber() = %q; want %q", got, tt.number)
				}
				if got := string(d.AppendDocumentNumber([]byte("No. "))); got != "No. "+tt.number {
					t.Errorf("AppendDocumentNumber = %q; want %q", got, "No. "+tt.number)
				}
				if got := d.OptionalData(); got != tt.optional {
					t.Errorf("OptionalData() = %q; want %q", got, tt.optional)
				}
				if got := d.Raw(mrz.FieldDocumentNumber); got != tt.nine {
					t.Errorf("Raw(documentNumber) = %q; want %q", got, tt.nine)
				}
				if got := strings.TrimRight(d.Raw(mrz.FieldOptionalData), "<"); got != tt.data {
					t.Errorf("Raw(optionalData) = %q; want %q", got, tt.data)
				}

				data, _ := l.Span(mrz.FieldOptionalData)
				var wantRest, wantDigit mrz.Span
				printed := tt.digit[0]
				if tt.place > 0 {
					printed = tt.data[tt.place-1]
					wantDigit = mrz.Span{Line: data.Line, Column: data.Column + tt.place - 1, Len: 1}
				}
				if tt.rest > 0 {
					wantRest = mrz.Span{Line: data.Line, Column: data.Column, Len: tt.rest}
				}
				rest, digit, ok := d.LongNumber()
				if rest != wantRest || digit != wantDigit || ok != (tt.place > 0) {
					t.Errorf("LongNumber() = %v, %v, %v; want %v, %v, %v", rest, digit, ok, wantRest, wantDigit, tt.place > 0)
				}
				for _, f := range []mrz.Field{mrz.FieldDocumentNumber, mrz.FieldDocumentNumberCheckDigit} {
					if got, ok := d.CheckDigit(f); got != printed || !ok {
						t.Errorf("CheckDigit(%v) = %q, %v; want %q", f, got, ok, printed)
					}
				}
				if s, _ := l.Span(mrz.FieldDocumentNumber); s.Len != 9 {
					t.Errorf("the span of the number has %d characters", s.Len)
				}
			})
		}
	}
}

// TestDocumentNumberReference compares numbers and optional data of all shapes
// with the reference.
func TestDocumentNumberReference(t *testing.T) {
	r := rand.New(rand.NewPCG(9303, 2))
	chars := func(n int) string {
		s := ""
		for range n {
			s += "<<<1A07"[r.IntN(7):][:1]
		}
		return s
	}
	long := 0
	for range 20_000 {
		tt := layoutTables[r.IntN(5)]
		data, _ := tt.layout.Span(mrz.FieldOptionalData)
		d := with(tt.layout, map[mrz.Field]string{
			mrz.FieldDocumentNumber: chars(9), mrz.FieldDocumentNumberCheckDigit: chars(1), mrz.FieldOptionalData: chars(data.Len),
		})
		want := (&refZone{refLayout: tt.table, rows: d.Lines()}).refReadNumber()
		rest, digit, ok := d.LongNumber()
		if ok {
			long++
		}
		if d.DocumentNumber() != want.number || d.OptionalData() != strings.TrimRight(want.optional, "<") || ok != (want.long || want.lone) ||
			want.long && rest.Len != len(want.number)-9 || ok && digit != spanOf(want.place) {
			t.Errorf("%v: nine %s, data %s: another number", tt.layout, d.Raw(mrz.FieldDocumentNumber), d.Raw(mrz.FieldOptionalData))
		}
	}
	if long < 1000 {
		t.Errorf("%d long numbers only", long)
	}
}

func TestOptionalData(t *testing.T) {
	for l := range mrz.Layouts() {
		d := with(l, map[mrz.Field]string{mrz.FieldOptionalData: "<A<B"})
		if got := d.OptionalData(); got != "<A<B" {
			t.Errorf("%v: OptionalData() = %q", l, got)
		}
		if l != mrz.TD1 && d.OptionalData2() != "" {
			t.Errorf("%v: OptionalData2 is not empty", l)
		}
	}
	d := with(mrz.TD1, map[mrz.Field]string{mrz.FieldOptionalData: "", mrz.FieldOptionalData2: "<X1<<Y"})
	if d.OptionalData() != "" || d.OptionalData2() != "<X1<<Y" {
		t.Errorf("%q, %q", d.OptionalData(), d.OptionalData2())
	}
}

func TestReadingText(t *testing.T) {
	for r, want := range map[mrz.Reading]string{mrz.ReadingAny: "", mrz.FillerExcluded: "filler-excluded", mrz.FillerIncluded: "filler-included", 3: ""} {
		b, err := r.MarshalText()
		if r.String() != want || string(b) != want || err != nil {
			t.Errorf("%d is %q, %q, %v; want %q", r, r, b, err, want)
		}
	}
}
