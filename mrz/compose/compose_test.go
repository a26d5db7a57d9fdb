package compose_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/language"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/compose"
	"example.org/traveldoc/mrz/internal/vectors"
	"example.org/traveldoc/mrz/translit"
)

var passport = mrz.Fields{
	DocumentCode: "P", IssuingState: "UTO", PrimaryIdentifier: "Eriksson", SecondaryIdentifier: "Anna Maria",
	DocumentNumber: "L898902C3", Nationality: "UTO", DateOfBirth: "740812", Sex: "F", DateOfExpiry: "120415",
	OptionalData: "ZE184226B",
}

func lines(d mrz.Document) string { return strings.Join(d.Lines(), "\n") }

// TestDocument composes the specimens of the standard and what is special in each
// layout.
func TestDocument(t *testing.T) {
	with := func(change func(f *mrz.Fields)) mrz.Fields {
		f := passport
		f.OptionalData = ""
		change(&f)
		return f
	}
	card := with(func(f *mrz.Fields) {
		f.DocumentCode, f.DocumentNumber = "I", "D23145890"
		f.SecondaryIdentifier = "Anna"
	})
	for _, tt := range []struct {
		name   string
		layout mrz.Layout
		fields mrz.Fields
		want   string
	}{
		{"TD3", mrz.TD3, passport, "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"},
		{"no optional data", mrz.TD3, with(func(f *mrz.Fields) {}), "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159<<<<<<<<<<<<<<<8"},
		{"MRV-A", mrz.MRVA, with(func(f *mrz.Fields) { f.DocumentCode, f.OptionalData = "V", "6ZE184226B" }), "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F12041596ZE184226B<<<<<<"},
		{"MRV-B", mrz.MRVB, with(func(f *mrz.Fields) { f.DocumentCode, f.OptionalData = "V", "6ZE18422" }), "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL898902C36UTO7408122F12041596ZE18422"},
		{"TD1", mrz.TD1, card, "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<<<<<<<<<<<<<<<<"},
		{"TD2", mrz.TD2, card, "I<UTOERIKSSON<<ANNA<<<<<<<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"},
		{"small letters", mrz.TD2, with(func(f *mrz.Fields) {
			*f = card
			f.DocumentCode, f.IssuingState, f.Nationality, f.DocumentNumber, f.Sex = "i", "uto", "uto", "d23145890", "f"
		}), "I<UTOERIKSSON<<ANNA<<<<<<<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"},
		{"a long number", mrz.TD1, with(func(f *mrz.Fields) { *f = card; f.DocumentNumber = "D23145890734" }), "I<UTOD23145890<7349<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<<<<<<<<<<<<<<<<"},
		{"a long number and optional data", mrz.TD2, with(func(f *mrz.Fields) { *f = card; f.DocumentNumber, f.OptionalData = "D23145890734", "XY" }), "I<UTOERIKSSON<<ANNA<<<<<<<<<<<<<<<<<\nD23145890<UTO7408122F12041597349<XY3"},
		{"the longest number", mrz.TD1, with(func(f *mrz.Fields) { *f = card; f.DocumentNumber = "D231458907345678901234" }), "I<UTOD23145890<73456789012346<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<<<<<<<<<<<<<<<<"},
		{"a number with a blank and a hyphen", mrz.TD3, with(func(f *mrz.Fields) { f.DocumentNumber = "AB 123-4" }), "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nAB<123<4<1UTO7408122F1204159<<<<<<<<<<<<<<<8"},
		{"Germany", mrz.TD3, with(func(f *mrz.Fields) { f.IssuingState, f.Nationality = "D", "D<<" }), "P<D<<ERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36D<<7408122F1204159<<<<<<<<<<<<<<<8"},
		{"unknown day of birth", mrz.TD3, with(func(f *mrz.Fields) { f.DateOfBirth = "7408<<" }), "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408<<7F1204159<<<<<<<<<<<<<<<8"},
		{"unknown birth", mrz.TD3, with(func(f *mrz.Fields) { f.DateOfBirth, f.Sex = "<<<<<<", "X" }), "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO<<<<<<0<1204159<<<<<<<<<<<<<<<8"},
		{"whole dates", mrz.TD3, with(func(f *mrz.Fields) { f.DateOfBirth, f.DateOfExpiry = "1974-08-12", "2012-04-15" }), "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159<<<<<<<<<<<<<<<8"},
		{"crew certificate", mrz.TD1, with(func(f *mrz.Fields) { *f = card; f.DocumentCode, f.OptionalData = "AC", "XYZ" }), "ACUTOD231458907XYZ<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<4\nERIKSSON<<ANNA<<<<<<<<<<<<<<<<"},
		{"second optional data", mrz.TD1, with(func(f *mrz.Fields) { *f = card; f.OptionalData2 = "12345678901" }), "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO123456789016\nERIKSSON<<ANNA<<<<<<<<<<<<<<<<"},
		{"one name", mrz.TD3, with(func(f *mrz.Fields) { f.PrimaryIdentifier, f.SecondaryIdentifier = "Arkfreith", "" }), "P<UTOARKFREITH<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159<<<<<<<<<<<<<<<8"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d, r, err := compose.Document(tt.layout, tt.fields, nil)
			if err != nil {
				t.Fatal(err)
			}
			if got := lines(d); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
			if !d.Verify(nil).OK() || len(r.Changes) > 0 {
				t.Errorf("%v, %v", d.Verify(nil).Err(), r)
			}
		})
	}
}

func TestDocumentErrors(t *testing.T) {
	type want struct {
		field mrz.Field
		err   error
	}
	card := passport
	card.DocumentCode, card.OptionalData = "I", ""
	for _, tt := range []struct {
		name   string
		layout mrz.Layout
		change func(f *mrz.Fields)
		want   []want
	}{
		{"no layout", 0, func(f *mrz.Fields) {}, []want{{0, compose.ErrLayout}}},
		{"nothing", mrz.TD3, func(f *mrz.Fields) { *f = mrz.Fields{} }, []want{
			{mrz.FieldDocumentCode, compose.ErrRequired}, {mrz.FieldIssuingState, compose.ErrRequired}, {mrz.FieldPrimaryIdentifier, compose.ErrRequired},
			{mrz.FieldDocumentNumber, compose.ErrRequired}, {mrz.FieldNationality, compose.ErrRequired}, {mrz.FieldDateOfBirth, compose.ErrRequired}, {mrz.FieldDateOfExpiry, compose.ErrRequired},
		}},
		{"too long", mrz.TD3, func(f *mrz.Fields) {
			f.DocumentCode, f.IssuingState, f.DocumentNumber, f.Nationality, f.OptionalData = "PAB", "UTOP", "L898902C36", "UTOP", "123456789012345"
		}, []want{
			{mrz.FieldDocumentCode, compose.ErrTooLong}, {mrz.FieldIssuingState, compose.ErrTooLong}, {mrz.FieldDocumentNumber, compose.ErrTooLong},
			{mrz.FieldNationality, compose.ErrTooLong}, {mrz.FieldOptionalData, compose.ErrTooLong},
		}},
		{"characters", mrz.TD3, func(f *mrz.Fields) {
			f.DocumentCode, f.IssuingState, f.DocumentNumber, f.Nationality, f.OptionalData = "P-", "ÜTO", "L89890Ü", "U O", "12 3"
			f.PrimaryIdentifier = "張"
		}, []want{
			{mrz.FieldDocumentCode, compose.ErrCharacter}, {mrz.FieldIssuingState, compose.ErrCharacter}, {mrz.FieldPrimaryIdentifier, compose.ErrCharacter},
			{mrz.FieldDocumentNumber, compose.ErrCharacter}, {mrz.FieldNationality, compose.ErrCharacter}, {mrz.FieldOptionalData, compose.ErrCharacter},
		}},
		{"dates", mrz.TD3, func(f *mrz.Fields) { f.DateOfBirth, f.DateOfExpiry = "7408123", "2012-02-30" }, []want{{mrz.FieldDateOfBirth, compose.ErrDate}, {mrz.FieldDateOfExpiry, compose.ErrDate}}},
		{"impossible dates", mrz.TD3, func(f *mrz.Fields) { f.DateOfBirth, f.DateOfExpiry = "740832", "121315" }, []want{{mrz.FieldDateOfBirth, compose.ErrDate}, {mrz.FieldDateOfExpiry, compose.ErrDate}}},
		{"what is missing and what is wrong", mrz.TD2, func(f *mrz.Fields) {
			*f = mrz.Fields{DocumentCode: "IV", DocumentNumber: "L898902C3123456", DateOfBirth: "740832", PrimaryIdentifier: "Ann4", Sex: "F"}
		}, []want{
			{mrz.FieldDocumentCode, compose.ErrCode}, {mrz.FieldIssuingState, compose.ErrRequired}, {mrz.FieldPrimaryIdentifier, compose.ErrCharacter},
			{mrz.FieldDocumentNumber, compose.ErrTooLong}, {mrz.FieldNationality, compose.ErrRequired}, {mrz.FieldDateOfBirth, compose.ErrDate}, {mrz.FieldDateOfExpiry, compose.ErrRequired},
		}},
		{"a harmonised code is required", mrz.TD3, func(f *mrz.Fields) { f.DateOfExpiry = "2040-01-01" }, []want{{mrz.FieldDocumentCode, compose.ErrCode}}},
		{"expired before birth", mrz.TD3, func(f *mrz.Fields) { f.DateOfBirth, f.DateOfExpiry = "2030-01-02", "2020-04-15" }, []want{{mrz.FieldDateOfExpiry, compose.ErrDate}}},
		{"a long number with another letter", mrz.TD1, func(f *mrz.Fields) { *f = card; f.DocumentNumber = "L898902C31Ü" }, []want{{mrz.FieldDocumentNumber, compose.ErrCharacter}}},
		{"half a part of a date", mrz.TD3, func(f *mrz.Fields) { f.DateOfBirth = "74081<" }, []want{{mrz.FieldDateOfBirth, compose.ErrDate}}},
		{"unknown expiry", mrz.TD3, func(f *mrz.Fields) { f.DateOfExpiry = "12<<<<" }, []want{{mrz.FieldDateOfExpiry, compose.ErrDate}}},
		{"sex", mrz.TD3, func(f *mrz.Fields) { f.Sex = "Q" }, []want{{mrz.FieldSex, compose.ErrCode}}},
		{"a number with a filler in front", mrz.TD3, func(f *mrz.Fields) { f.DocumentNumber = "-L898902" }, []want{{mrz.FieldDocumentNumber, compose.ErrCharacter}}},
		{"State in digits", mrz.TD3, func(f *mrz.Fields) { f.IssuingState = "U1O" }, []want{{mrz.FieldIssuingState, compose.ErrCode}}},
		{"second letter V", mrz.TD1, func(f *mrz.Fields) { *f = card; f.DocumentCode = "IV" }, []want{{mrz.FieldDocumentCode, compose.ErrCode}}},
		{"a passport's code in digits", mrz.TD3, func(f *mrz.Fields) { f.DocumentCode = "5<" }, []want{{mrz.FieldDocumentCode, compose.ErrCode}}},
		{"second optional data", mrz.TD3, func(f *mrz.Fields) { f.OptionalData2 = "1" }, []want{{mrz.FieldOptionalData2, compose.ErrNoField}}},
		{"a long number on a visa", mrz.MRVB, func(f *mrz.Fields) { f.DocumentCode, f.DocumentNumber, f.OptionalData = "V", "L898902C36", "" }, []want{{mrz.FieldDocumentNumber, compose.ErrTooLong}}},
		{"a number too long for a card", mrz.TD2, func(f *mrz.Fields) { *f = card; f.DocumentNumber = "L898902C3123456" }, []want{{mrz.FieldDocumentNumber, compose.ErrTooLong}}},
		{"a long number with a filler in its rest", mrz.TD1, func(f *mrz.Fields) { *f = card; f.DocumentNumber = "L898902C31 2" }, []want{{mrz.FieldDocumentNumber, compose.ErrCharacter}}},
		{"no room behind a long number", mrz.TD2, func(f *mrz.Fields) { *f = card; f.DocumentNumber, f.OptionalData = "L898902C31234", "12" }, []want{{mrz.FieldOptionalData, compose.ErrTooLong}}},
		{"a visa that is none", mrz.MRVA, func(f *mrz.Fields) {}, []want{{mrz.FieldDocumentCode, compose.ErrCode}}},
		{"a passport that is a visa", mrz.TD3, func(f *mrz.Fields) { f.DocumentCode = "V" }, []want{{mrz.FieldDocumentCode, compose.ErrCode}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := passport
			tt.change(&f)
			d, r, err := compose.Document(tt.layout, f, nil)
			if !d.IsZero() || len(r.Changes) > 0 {
				t.Error("a document with an error")
			}
			var all compose.Errors
			if !errors.As(err, &all) {
				t.Fatalf("error %v", err)
			}
			if len(all) != len(tt.want) {
				t.Fatalf("got %v; want %v", all, tt.want)
			}
			for i, w := range tt.want {
				if all[i].Field != w.field || !errors.Is(all[i], w.err) || !errors.Is(err, w.err) {
					t.Errorf("%d: got %v; want %v, %v", i, all[i], w.field, w.err)
				}
			}
		})
	}
}

func TestErrorTexts(t *testing.T) {
	_, _, err := compose.Document(mrz.TD3, mrz.Fields{DocumentCode: "P", PrimaryIdentifier: "X1"}, nil)
	if want := "compose: issuingState: required (and 5 more)"; err == nil || err.Error() != want {
		t.Errorf("got %v; want %s", err, want)
	}
	_, _, err = compose.Document(0, mrz.Fields{}, nil)
	if want := "compose: no such layout"; err == nil || err.Error() != want {
		t.Errorf("got %v; want %s", err, want)
	}
	_, _, err = compose.Name(mrz.TD3, "ERIKSSON", "ANNA 2", nil)
	if want := "compose: secondaryIdentifier: a character that has no place in a zone: translit: byte 5: a digit may not stand in a name"; err == nil || err.Error() != want {
		t.Errorf("got %v; want %s", err, want)
	}
	if got := compose.Errors(nil).Error(); got != "compose: no error" {
		t.Errorf("got %q", got)
	}
}

// TestValidSet composes the zones of the valid set from their fields: they are to
// be the very lines, but for names that were cut, which are to be legal.
func TestValidSet(t *testing.T) {
	f, err := os.Open("../testdata/valid.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	layouts := map[string]mrz.Layout{"TD1": mrz.TD1, "TD2": mrz.TD2, "TD3": mrz.TD3, "MRVA": mrz.MRVA, "MRVB": mrz.MRVB}
	n, cut := 0, 0
	for s := bufio.NewScanner(f); s.Scan(); n++ {
		var r struct {
			ID, Format string
			Lines      []string
			Fields     struct {
				Code, State, Number, Nationality, Birth, Sex, Expiry, Optional, Optional2, Surname, Given string
			}
			Full *struct{ Surname, Given string }
		}
		if err := json.Unmarshal(s.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		f := mrz.Fields{
			DocumentCode: r.Fields.Code, IssuingState: r.Fields.State, PrimaryIdentifier: r.Fields.Surname, SecondaryIdentifier: r.Fields.Given,
			DocumentNumber: r.Fields.Number, Nationality: r.Fields.Nationality, DateOfBirth: r.Fields.Birth, Sex: r.Fields.Sex,
			DateOfExpiry: r.Fields.Expiry, OptionalData: r.Fields.Optional, OptionalData2: r.Fields.Optional2,
		}
		zero := r.Format == "TD3" && r.Lines[1][42] == '0' // which the fields don't tell
		d, report, err := compose.Document(layouts[r.Format], f, &compose.Options{ZeroDigit: zero})
		if err != nil || lines(d) != strings.Join(r.Lines, "\n") || len(report.Changes) > 0 {
			t.Errorf("%s: %v, %v", r.ID, err, report)
		}
		if r.Full == nil {
			continue
		}
		cut++
		name, nameReport, err := compose.Name(layouts[r.Format], r.Full.Surname, r.Full.Given, nil)
		if err != nil {
			t.Errorf("%s: %v", r.ID, err)
			continue
		}
		checkName(t, layouts[r.Format], r.Full.Surname, r.Full.Given, name, nameReport)
		if name != d.Raw(mrz.FieldName) {
			t.Errorf("%s: another cut", r.ID) // the set is cut by the recipe of CutPlain
		}
	}
	if n != 300 || cut == 0 {
		t.Errorf("%d records, %d of them cut", n, cut)
	}
}

// TestFieldsBack composes each vector that is in order from its Fields again.
func TestFieldsBack(t *testing.T) {
	all, err := vectors.All()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, v := range all {
		d, err := mrz.Parse(v.Text())
		if err != nil || !d.Verify(nil).OK() {
			continue
		}
		got, _, err := compose.Document(d.Layout(), d.Fields(), nil)
		if err != nil {
			continue // what Verify warns of may be what compose does not write
		}
		n++
		want := d.Fields()
		if f := got.Fields(); f != want && want.Sex != "X" && !strings.Contains(d.Raw(mrz.FieldName), "<<<") && !strings.Contains(want.SecondaryIdentifier, "  ") {
			t.Errorf("%s: other fields", v.Name)
		}
	}
	if n < 100 {
		t.Errorf("%d vectors composed", n)
	}
}

// FuzzCompose wants a zone that Verify does not fault, with the fields that were
// given unless the Report or the way of writing says otherwise.
func FuzzCompose(f *testing.F) {
	add := func(l mrz.Layout, x mrz.Fields) {
		f.Add(uint8(l), x.DocumentCode, x.IssuingState, x.PrimaryIdentifier, x.SecondaryIdentifier, x.DocumentNumber, x.Nationality, x.DateOfBirth, x.Sex, x.DateOfExpiry, x.OptionalData, x.OptionalData2)
	}
	add(mrz.TD3, passport)
	all, err := vectors.All()
	if err != nil {
		f.Fatal(err)
	}
	for _, v := range all {
		if d, err := mrz.Parse(v.Text()); err == nil {
			add(d.Layout(), d.Fields())
		}
	}
	for _, e := range nameExamples {
		x := passport
		x.PrimaryIdentifier, x.SecondaryIdentifier, x.OptionalData = e.primary, e.secondary, ""
		add(e.layout, x)
	}
	cuts := []compose.Cut{nil, compose.CutInitials, compose.CutFixed(4), compose.CutFixed(1)}
	f.Fuzz(func(t *testing.T, l uint8, code, issuer, primary, secondary, number, nationality, birth, sex, expiry, optional, optional2 string) {
		fields := mrz.Fields{
			DocumentCode: code, IssuingState: issuer, PrimaryIdentifier: primary, SecondaryIdentifier: secondary, DocumentNumber: number,
			Nationality: nationality, DateOfBirth: birth, Sex: sex, DateOfExpiry: expiry, OptionalData: optional, OptionalData2: optional2,
		}
		layout := mrz.Layout(l % 6)
		for _, cut := range cuts {
			o := &compose.Options{Names: translit.New(language.Und, translit.DropUnmapped(nil)), Cut: cut}
			d, r, err := compose.Document(layout, fields, o)
			if err != nil {
				var all compose.Errors
				p, _ := o.Names.String(primary)
				s, _ := o.Names.String(secondary)
				if !d.IsZero() || !errors.As(err, &all) || errors.Is(err, compose.ErrCut) && longestOf(split(p+"<"+s)) > 1 && longestOf(split(p)) > 1 {
					t.Fatalf("%v, %v", d, err)
				}
				continue
			}
			again, err := mrz.Parse(lines(d))
			if err != nil || again != d || d.Layout() != layout {
				t.Fatalf("%v, %v", again, err)
			}
			if v := d.Verify(nil); !v.OK() {
				t.Fatalf("%v", v.Err())
			}
			if s := d.Raw(mrz.FieldSex); s != strings.ToUpper(sex) && (s != "<" || sex != "" && sex != "X" && sex != "x") {
				t.Fatal("the sex does not survive")
			}
			for c := range d.Verify(nil).Checks() {
				if c.Printed != c.Computed && c.Printed != '<' {
					t.Fatalf("digit of %v", c.Field)
				}
			}
			got := d.Fields()
			for _, same := range []struct{ name, got, want string }{
				{"documentCode", got.DocumentCode, code}, {"issuingState", got.IssuingState, issuer}, {"nationality", got.Nationality, nationality},
				{"optionalData", got.OptionalData, optional}, {"optionalData2", got.OptionalData2, optional2},
			} {
				if same.got != strings.ToUpper(strings.TrimRight(same.want, "<")) {
					t.Fatalf("%s does not survive", same.name)
				}
			}
			if strings.Trim(number, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" && got.DocumentNumber != number {
				t.Fatal("the number does not survive")
			}
			if len(birth) == 6 && got.DateOfBirth != birth || len(expiry) == 6 && got.DateOfExpiry != expiry {
				t.Fatal("a date does not survive")
			}
			p, _ := o.Names.String(primary)
			s, _ := o.Names.String(secondary)
			name := strings.ReplaceAll(got.PrimaryIdentifier, " ", "<") + "/" + strings.ReplaceAll(got.SecondaryIdentifier, " ", "<")
			if (name == p+"/"+s) == r.Cut() {
				t.Fatalf("Cut() = %v", r.Cut())
			}
			if slices.ContainsFunc(r.Changes, func(c compose.Change) bool { return c.Component < 1 || c.Kept < 0 || c.Lost < 0 || c.Kept+c.Lost == 0 }) {
				t.Fatalf("%v", r.Changes)
			}
		}
	})
}

func BenchmarkDocument(b *testing.B) {
	national := passport
	national.PrimaryIdentifier, national.SecondaryIdentifier = "Müller-Lüdenscheidt", "Jörg Änne"
	long := passport
	long.PrimaryIdentifier, long.SecondaryIdentifier = "Bennelong Wooloomooloo Warrandyte Warnambool", "Dingo Potoroo"
	card := passport
	card.DocumentCode, card.DocumentNumber = "I", "D23145890734"
	for _, bb := range []struct {
		name   string
		layout mrz.Layout
		fields mrz.Fields
	}{
		{"TD3", mrz.TD3, passport}, {"TD3/National", mrz.TD3, national}, {"TD3/Cut", mrz.TD3, long}, {"TD1/LongNumber", mrz.TD1, card},
	} {
		b.Run(bb.name, func(b *testing.B) {
			o := &compose.Options{Names: translit.New(language.German)}
			fields := bb.fields
			if bb.layout == mrz.TD1 {
				fields.OptionalData = ""
			}
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := compose.Document(bb.layout, fields, o); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
