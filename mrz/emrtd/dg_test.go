package emrtd_test

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/emrtd"
	"example.org/traveldoc/mrz/internal/vectors"
)

func allVectors(t testing.TB) []vectors.Vector {
	t.Helper()
	all, err := vectors.All()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// tlv returns an object; its length in as few bytes as it needs.
func tlv(tag string, value ...string) string {
	v := strings.Join(value, "")
	switch n := len(v) / 2; {
	case n < 0x80:
		return fmt.Sprintf("%s%02X%s", tag, n, v)
	case n < 0x100:
		return fmt.Sprintf("%s81%02X%s", tag, n, v)
	default:
		return fmt.Sprintf("%s82%04X%s", tag, n, v)
	}
}

func text(s string) string { return upper([]byte(s)) }

// exampleDG11 is the example of Doc 9303-10 Appendix A.5, with the telephone number
// that its text and its lengths have.
var exampleDG11 = "6B63" + "5C0A5F0E5F115F425F125F13" +
	"5F0E0D" + text("SMITH<<JOHN<J") + "5F110A" + text("ANYTOWN<MN") +
	"5F4217" + text("123 MAPLE RD<ANYTOWN<MN") + "5F120E" + text("1-612-555-1212") +
	"5F130C" + text("TRAVEL<AGENT")

// TestDG1 takes the zone of each vector through DG1 and back.
func TestDG1(t *testing.T) {
	heads := map[int]string{90: "615D5F1F5A", 72: "614B5F1F48", 88: "615B5F1F58"}
	n := 0
	for _, v := range allVectors(t) {
		if v.Expect == vectors.ExpectSyntax {
			continue
		}
		n++
		d := mrz.MustParse(v.Text())
		zone := strings.Join(d.Lines(), "")
		want := unhex(t, heads[len(zone)]+text(zone))
		b := emrtd.AppendDG1([]byte("in front"), d)
		if string(b) != "in front"+string(want) {
			t.Errorf("%s: got %X; want %X", v.Name, b, want)
		}
		got, remarks, err := emrtd.DecodeDG1(want)
		if err != nil || got != d || remarks != nil {
			t.Errorf("%s: %v, %v, equal %v", v.Name, err, remarks, got == d)
		}
	}
	if n < 100 {
		t.Errorf("%d vectors", n)
	}
	if b := emrtd.AppendDG1(nil, mrz.Document{}); b != nil {
		t.Errorf("the zero Document has a DG1: %X", b)
	}
}

// TestDG1Keeps pins that a Document does not change with the bytes it came from.
func TestDG1Keeps(t *testing.T) {
	d := mrz.MustParse(exampleTD3)
	b := emrtd.AppendDG1(nil, d)
	got, _, err := emrtd.DecodeDG1(b)
	clear(b)
	if err != nil || got != d {
		t.Error("the document changed")
	}
}

func TestDG1Errors(t *testing.T) {
	zone := text(strings.ReplaceAll(exampleTD3, "\n", ""))
	good := tlv("61", tlv("5F1F", zone))
	for _, test := range []struct {
		name, in string
		offset   int
		tag      string
		want     error
	}{
		{"empty", "", 0, "00", emrtd.ErrShort},
		{"tag alone", "61", 1, "61", emrtd.ErrShort},
		{"half a tag", "5F", 1, "00", emrtd.ErrShort},
		{"another data group", exampleDG11, 0, "6B", emrtd.ErrTag},
		{"the zone by itself", tlv("5F1F", zone), 0, "5F1F", emrtd.ErrTag},
		{"end marker", "0000", 0, "00", emrtd.ErrTag},
		{"tag of three bytes", "5F8101", 0, "00", emrtd.ErrTag},
		{"indefinite length", "61805F1F" + zone, 1, "61", emrtd.ErrLength},
		{"length of five bytes", "61850000000001", 1, "61", emrtd.ErrLength},
		{"half a length", "618200", 3, "61", emrtd.ErrShort},
		{"no length bytes", "6181", 2, "61", emrtd.ErrShort},
		{"length of four bytes, too much", "6184FFFFFFFF", 1, "61", emrtd.ErrShort},
		{"cut", good[:len(good)-2], 1, "61", emrtd.ErrShort},
		{"trailing byte", good + "00", 93, "61", emrtd.ErrTrailing},
		{"nothing inside", "6100", 2, "61", emrtd.ErrShort},
		{"another tag inside", tlv("61", tlv("5F1E", zone)), 2, "5F1E", emrtd.ErrTag},
		{"inner length too long", strings.Replace(good, "5F1F58", "5F1F59", 1), 4, "5F1F", emrtd.ErrShort},
		{"inner length too short", strings.Replace(good, "5F1F58", "5F1F57", 1), 92, "5F1F", emrtd.ErrTrailing},
		{"inner indefinite length", strings.Replace(good, "5F1F58", "5F1F80", 1), 4, "5F1F", emrtd.ErrLength},
		{"second object", tlv("61", tlv("5F1F", zone), tlv("5F1F", zone)), 94, "5F1F", emrtd.ErrTrailing},
		{"87 characters", tlv("61", tlv("5F1F", zone[2:])), 5, "5F1F", emrtd.ErrSize},
		{"89 characters", tlv("61", tlv("5F1F", zone, "3C")), 5, "5F1F", emrtd.ErrSize},
		{"no characters", tlv("61", "5F1F00"), 5, "5F1F", emrtd.ErrSize},
		{"line break", tlv("61", tlv("5F1F", zone[:86], "0D0A", zone[90:])), 5 + 43, "5F1F", mrz.ErrCharacter},
		{"small letter", tlv("61", tlv("5F1F", "70", zone[2:])), 5, "5F1F", mrz.ErrCharacter},
		{"last character", tlv("61", tlv("5F1F", zone[:174], "FF")), 5 + 87, "5F1F", mrz.ErrCharacter},
	} {
		t.Run(test.name, func(t *testing.T) {
			d, remarks, err := emrtd.DecodeDG1(unhex(t, test.in))
			var e *emrtd.SyntaxError
			if !errors.As(err, &e) || !errors.Is(err, test.want) || e.Offset != test.offset || e.Tag.String() != test.tag {
				t.Errorf("got %v; want byte %d, tag %s: %v", err, test.offset, test.tag, test.want)
			}
			if !d.IsZero() || remarks != nil {
				t.Error("results beside an error")
			}
			if err != nil && strings.Contains(err.Error(), "ERIKSSON") {
				t.Errorf("the error holds data: %v", err)
			}
		})
	}
	_, _, err := emrtd.DecodeDG1(unhex(t, good+"00"))
	if got, want := err.Error(), "emrtd: byte 93, tag 61: data behind the object"; got != want {
		t.Errorf("got %q; want %q", got, want)
	}
	_, _, err = emrtd.DecodeDG1(nil)
	if got, want := err.Error(), "emrtd: byte 0: the data end before the object does"; got != want {
		t.Errorf("got %q; want %q", got, want)
	}
}

// TestLongLengths reads lengths in more bytes than they need, which live chips have.
func TestLongLengths(t *testing.T) {
	d := mrz.MustParse(exampleTD3)
	zone := text(strings.ReplaceAll(exampleTD3, "\n", ""))
	for _, test := range []struct {
		outer, inner string
		want         []emrtd.Remark
	}{
		{"815C", "8158", []emrtd.Remark{{emrtd.RemarkLongLength, 0x61, 0}, {emrtd.RemarkLongLength, 0x5F1F, 3}}},
		{"82005B", "58", []emrtd.Remark{{emrtd.RemarkLongLength, 0x61, 0}}},
		{"8300005D", "820058", []emrtd.Remark{{emrtd.RemarkLongLength, 0x61, 0}, {emrtd.RemarkLongLength, 0x5F1F, 5}}},
		{"5F", "8400000058", []emrtd.Remark{{emrtd.RemarkLongLength, 0x5F1F, 2}}},
	} {
		got, remarks, err := emrtd.DecodeDG1(unhex(t, "61"+test.outer+"5F1F"+test.inner+zone))
		if err != nil || got != d || !slices.Equal(remarks, test.want) {
			t.Errorf("%s %s: %v, %v", test.outer, test.inner, remarks, err)
		}
	}
	if got, want := (emrtd.Remark{Kind: emrtd.RemarkLongLength, Tag: 0x5F1F, Offset: 3}).String(), "byte 3, tag 5F1F: the length has more bytes than it needs"; got != want {
		t.Errorf("got %q; want %q", got, want)
	}
}

func TestDG11Example(t *testing.T) {
	b := unhex(t, exampleDG11)
	g, remarks, err := emrtd.DecodeDG11(b)
	if err != nil || remarks != nil {
		t.Fatal(err, remarks)
	}
	want := emrtd.DG11{
		FullName: "SMITH<<JOHN<J", PlaceOfBirth: "ANYTOWN<MN", Address: "123 MAPLE RD<ANYTOWN<MN",
		Telephone: "1-612-555-1212", Profession: "TRAVEL<AGENT",
		Tags: []emrtd.Tag{0x5F0E, 0x5F11, 0x5F42, 0x5F12, 0x5F13},
	}
	if !reflect.DeepEqual(g, want) {
		t.Error("the fields differ")
	}
	if g.FullName.Primary() != "SMITH" || g.FullName.Secondary() != "JOHN J" {
		t.Errorf("%q, %q", g.FullName.Primary(), g.FullName.Secondary())
	}
	if got := slices.Collect(emrtd.Parts(g.Address)); !slices.Equal(got, []string{"123 MAPLE RD", "ANYTOWN", "MN"}) {
		t.Errorf("address: %q", got)
	}
	if got, err := emrtd.AppendDG11([]byte("x"), g); err != nil || string(got) != "x"+string(b) {
		t.Errorf("got %X, %v; want %X", got, err, b)
	}
}

// Every object there can be, in the order of the standard.
func fullDG11() (emrtd.DG11, string) {
	g := emrtd.DG11{
		FullName: "Згурська<<Марія<Іванівна", OtherNames: []emrtd.Name{"ПРИКЛАД<<ЗРАЗОК", "X"},
		PersonalNumber: "12-34", DateOfBirth: "19640812", PlaceOfBirth: "МІСТО<ОБЛАСТЬ", Address: "A<B", Telephone: "+380",
		Profession: "POET", Title: "DR", PersonalSummary: "S", ProofOfCitizenship: "\xFF\xD8\xFF", OtherTravelDocuments: "A1<B2",
		CustodyInformation: "NONE", Unknown: []emrtd.Object{{0x5F7F, "\x00\x01"}, {0x80, ""}},
	}
	list := "5F0E A0 5F10 5F2B 5F11 5F42 5F12 5F13 5F14 5F15 5F16 5F17 5F18 5F7F 80"
	content := tlv("5C", strings.ReplaceAll(list, " ", "")) + tlv("5F0E", text("Згурська<<Марія<Іванівна")) +
		tlv("A0", "020102", tlv("5F0F", text("ПРИКЛАД<<ЗРАЗОК")), tlv("5F0F", text("X"))) +
		tlv("5F10", text("12-34")) + tlv("5F2B", text("19640812")) + tlv("5F11", text("МІСТО<ОБЛАСТЬ")) + tlv("5F42", text("A<B")) +
		tlv("5F12", text("+380")) + tlv("5F13", text("POET")) + tlv("5F14", text("DR")) + tlv("5F15", text("S")) + tlv("5F16", "FFD8FF") +
		tlv("5F17", text("A1<B2")) + tlv("5F18", text("NONE")) + "5F7F020001" + "8000"
	return g, tlv("6B", content)
}

func fullDG12() (emrtd.DG12, string) {
	g := emrtd.DG12{
		IssuingAuthority: "UNITED STATES OF AMERICA", DateOfIssue: "\x20\x02\x05\x31", OtherPersons: []emrtd.Name{"SMITH<<BRENDA<P"},
		Endorsements: "NONE", TaxExitRequirements: "E", ImageOfFront: "F", ImageOfRear: "R", PersonalizedAt: "20020531235960", PersonalizedBy: "P-1",
	}
	list := "5F19 5F26 A0 5F1B 5F1C 5F1D 5F1E 5F55 5F56"
	content := tlv("5C", strings.ReplaceAll(list, " ", "")) + tlv("5F19", text("UNITED STATES OF AMERICA")) + "5F260420020531" +
		tlv("A0", "020101", tlv("5F1A", text("SMITH<<BRENDA<P"))) + tlv("5F1B", text("NONE")) + tlv("5F1C", text("E")) +
		tlv("5F1D", text("F")) + tlv("5F1E", text("R")) + tlv("5F55", text("20020531235960")) + tlv("5F56", text("P-1"))
	return g, tlv("6C", content)
}

func TestAllMembers(t *testing.T) {
	g11, want := fullDG11()
	b, err := emrtd.AppendDG11(nil, g11)
	if err != nil || upper(b) != want {
		t.Errorf("DG11: got %X, %v; want %s", b, err, want)
	}
	got11, remarks, err := emrtd.DecodeDG11(b)
	if len(got11.Tags) != 15 {
		t.Errorf("DG11: %d tags", len(got11.Tags))
	}
	got11.Tags = nil
	if err != nil || remarks != nil || !reflect.DeepEqual(got11, g11) {
		t.Errorf("DG11: %v, %v, equal %v", remarks, err, reflect.DeepEqual(got11, g11))
	}
	g12, want := fullDG12()
	b, err = emrtd.AppendDG12(nil, g12)
	if err != nil || upper(b) != want {
		t.Errorf("DG12: got %X, %v; want %s", b, err, want)
	}
	got12, remarks, err := emrtd.DecodeDG12(b)
	got12.Tags = nil
	if err != nil || remarks != nil || !reflect.DeepEqual(got12, g12) {
		t.Errorf("DG12: %v, %v, equal %v", remarks, err, reflect.DeepEqual(got12, g12))
	}
	// Each field of the structs is there, so that a new one is not forgotten.
	for _, v := range []any{g11, g12} {
		for i := range reflect.TypeOf(v).NumField() {
			if f := reflect.TypeOf(v).Field(i); reflect.ValueOf(v).Field(i).IsZero() && f.Name != "Tags" && (f.Name != "Unknown" || reflect.TypeOf(v).Name() == "DG11") {
				t.Errorf("%T.%s is empty", v, f.Name)
			}
		}
	}
}

func TestDG11Remarks(t *testing.T) {
	name, number := tlv("5F0E", text("A<<B")), tlv("5F10", text("1"))
	list := func(tags string) string { return tlv("5C", tags) }
	for _, test := range []struct {
		name, content, want string
		check               func(emrtd.DG11) bool
	}{
		{"empty", "", "no-tag-list 6B 0", nil},
		{"empty list", "5C00", "", nil},
		{"no list", name, "no-tag-list 6B 0", nil},
		{"unlisted", list("5F0E") + name + number, "unlisted 5F10 13", nil},
		{"missing", list("5F0E5F10") + name, "missing 5F10 2", nil},
		{"missing, listed twice", list("5F0E5F105F10") + name, "missing 5F10 2", nil},
		{"order", list("5F105F0E") + name + number, "order 5F10 15", nil},
		{"order of the list", list("5F105F0E") + number + name, "", nil},
		{"list behind", name + list("5F0E"), "order 5C 9", nil},
		{"second list", list("5F0E") + list("5F0E") + name, "duplicate 5C 6; unlisted 5C 6; order 5F0E 10", nil},
		{"twice", list("5F0E") + name + tlv("5F0E", text("C")), "duplicate 5F0E 13", func(g emrtd.DG11) bool {
			return g.FullName == "A<<B" && slices.Equal(g.Unknown, []emrtd.Object{{0x5F0E, "C"}})
		}},
		{"unknown", list("5F0E5F70") + name + tlv("5F70", "FF"), "", func(g emrtd.DG11) bool { return g.Unknown[0] == emrtd.Object{Tag: 0x5F70, Value: "\xFF"} }},
		{"unknown, twice", list("5F70") + "5F700101" + "5F700102", "duplicate 5F70 10", func(g emrtd.DG11) bool { return len(g.Unknown) == 2 }},
		{"empty object", list("5F0E") + "5F0E00", "empty 5F0E 6", nil},
		{"empty, then not", list("5F0E") + "5F0E00" + name, "empty 5F0E 6", func(g emrtd.DG11) bool { return g.FullName == "A<<B" }},
		{"99 bytes", list("5F13") + tlv("5F13", strings.Repeat("41", 99)), "", nil},
		{"100 bytes", list("5F13") + tlv("5F13", strings.Repeat("41", 100)), "too-long 5F13 6", func(g emrtd.DG11) bool { return len(g.Profession) == 100 }},
		{"999 bytes of custody", list("5F18") + tlv("5F18", strings.Repeat("41", 999)), "", nil},
		{"1000 bytes of custody", list("5F18") + tlv("5F18", strings.Repeat("41", 1000)), "too-long 5F18 8", nil},
		{"Latin-1", list("5F0E") + tlv("5F0E", "4DFC4C"), "not-utf8 5F0E 6", func(g emrtd.DG11) bool { return g.FullName == "M\xFCL" }},
		{"BCD", list("5F2B") + "5F2B0419740812", "", func(g emrtd.DG11) bool { return g.DateOfBirth.Digits() == "19740812" }},
		{"no date", list("5F2B") + tlv("5F2B", text("1974081")), "date 5F2B 6", func(g emrtd.DG11) bool { return g.DateOfBirth == "1974081" }},
		{"no date of letters", list("5F2B") + tlv("5F2B", text("1974081O")), "date 5F2B 6", nil},
		{"no BCD", list("5F2B") + "5F2B041974081A", "date 5F2B 6", nil},
		{"an image is no text", list("5F16") + tlv("5F16", "FFD8", strings.Repeat("00", 200)), "", nil},
		{"names, listed by their tag", list("5F0F") + tlv("A0", "020101", tlv("5F0F", "41")), "", nil},
		{"names, too few", list("A0") + tlv("A0", "020102", tlv("5F0F", "41")), "name-count A0 5", func(g emrtd.DG11) bool { return len(g.OtherNames) == 1 }},
		{"names, count of two bytes", list("A0") + tlv("A0", "02020001", tlv("5F0F", "41")), "name-count A0 5", nil},
		{"names, none", list("A0") + tlv("A0", "020100"), "empty A0 5", nil},
		{"names, nothing", list("A0") + tlv("A0", ""), "empty A0 5", nil},
		{"names, none and then one", list("A0") + tlv("A0", "020100") + tlv("A0", "020101", tlv("5F0F", "41")), "empty A0 5", func(g emrtd.DG11) bool { return len(g.OtherNames) == 1 && g.Unknown == nil }},
		{"names, twice", list("A0") + tlv("A0", "020101", tlv("5F0F", "41")) + tlv("A0", "020101", tlv("5F0F", "42")), "duplicate A0 14", func(g emrtd.DG11) bool { return len(g.OtherNames) == 1 && len(g.Unknown) == 1 }},
		{"names without a count", list("A0") + tlv("A0", tlv("5F0F", "41")), "name-list A0 5", func(g emrtd.DG11) bool { return g.OtherNames == nil && g.Unknown[0].Value == "\x5F\x0F\x01A" }},
		{"names and others", list("A0") + tlv("A0", "020101", tlv("5F0F", "41"), "800101"), "name-list A0 5", nil},
		{"names, count in the middle", list("A0") + tlv("A0", "020101", tlv("5F0F", "41"), "020101"), "name-list A0 5", nil},
		{"names, long and not UTF-8", list("A0") + tlv("A0", "020102", tlv("5F0F", strings.Repeat("41", 100)), "5F0F01FF"), "too-long 5F0F 10; not-utf8 5F0F 113", nil},
		{"name by itself", list("5F0F") + tlv("5F0F", "41"), "name-outside 5F0F 6", func(g emrtd.DG11) bool { return g.OtherNames[0] == "A" }},
		{"names by themselves", list("5F0F") + tlv("5F0F", "41") + tlv("5F0F", "42"), "name-outside 5F0F 6; name-outside 5F0F 10", func(g emrtd.DG11) bool { return len(g.OtherNames) == 2 }},
		{"long length inside", list("5F0E") + "5F0E810141", "long-length 5F0E 6", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			in := tlv("6B", test.content)
			g, remarks, err := emrtd.DecodeDG11(unhex(t, in))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, r := range remarks {
				got = append(got, fmt.Sprintf("%v %v %d", r.Kind, r.Tag, r.Offset))
				if strings.HasSuffix(r.String(), ": ") {
					t.Errorf("no text for %v", r.Kind)
				}
			}
			if s := strings.Join(got, "; "); s != test.want {
				t.Errorf("got %q; want %q", s, test.want)
			}
			if test.check != nil && !test.check(g) {
				t.Error("a field is not as it should be")
			}
			testRoundTrip11(t, unhex(t, in))
		})
	}
}

func TestDG11Errors(t *testing.T) {
	for _, test := range []struct {
		name, in string
		offset   int
		tag      emrtd.Tag
		want     error
	}{
		{"DG12", "6C025C00", 0, 0x6C, emrtd.ErrTag},
		{"trailing", "6B025C0000", 4, 0x6B, emrtd.ErrTrailing},
		{"list of half a tag", tlv("6B", "5C015F"), 5, 0x5C, emrtd.ErrShort},
		{"list of no tags", tlv("6B", "5C0100"), 4, 0x5C, emrtd.ErrTag},
		{"half a tag", tlv("6B", "5C005F"), 5, 0x6B, emrtd.ErrShort},
		{"a name too long", tlv("6B", "5C00", "5F0E0341"), 6, 0x5F0E, emrtd.ErrShort},
		{"indefinite", tlv("6B", "5C00", "A080"), 5, 0xA0, emrtd.ErrLength},
		{"inside the names", tlv("6B", "5C00", tlv("A0", "020101", "5F0F0241")), 11, 0x5F0F, emrtd.ErrShort},
		{"half a tag in the names", tlv("6B", "5C00", tlv("A0", "020101", "5F")), 10, 0xA0, emrtd.ErrShort},
	} {
		g, remarks, err := emrtd.DecodeDG11(unhex(t, test.in))
		var e *emrtd.SyntaxError
		if !errors.As(err, &e) || *e != (emrtd.SyntaxError{Offset: test.offset, Tag: test.tag, Err: test.want}) {
			t.Errorf("%s: got %v; want byte %d, tag %v: %v", test.name, err, test.offset, test.tag, test.want)
		}
		if !reflect.DeepEqual(g, emrtd.DG11{}) || remarks != nil {
			t.Errorf("%s: results beside an error", test.name)
		}
	}
	if g, remarks, err := emrtd.DecodeDG12(unhex(t, "6B00")); err == nil || remarks != nil || !reflect.DeepEqual(g, emrtd.DG12{}) {
		t.Error("DG11 is taken for DG12")
	}
	for _, tag := range []emrtd.Tag{0, 0x5F, 0x1234, 0x5F80} {
		for _, g := range []emrtd.DG11{{Tags: []emrtd.Tag{tag}}, {Unknown: []emrtd.Object{{Tag: tag}}, Tags: []emrtd.Tag{}}} {
			if b, err := emrtd.AppendDG11([]byte("x"), g); err != emrtd.ErrTag || string(b) != "x" {
				t.Errorf("tag %v: %q, %v", tag, b, err)
			}
		}
	}
}

// TestManyNames has more names than a byte can count.
func TestManyNames(t *testing.T) {
	for _, n := range []int{255, 256, 300} {
		g := emrtd.DG11{OtherNames: slices.Repeat([]emrtd.Name{"A"}, n)}
		b, err := emrtd.AppendDG11(nil, g)
		if err != nil {
			t.Fatal(err)
		}
		got, remarks, err := emrtd.DecodeDG11(b)
		if err != nil || remarks != nil || len(got.OtherNames) != n {
			t.Errorf("%d names: %d, %v, %v", n, len(got.OtherNames), remarks, err)
		}
	}
}

func TestTag(t *testing.T) {
	for _, tag := range []emrtd.Tag{0x5F0E, 0x61, 0xA0, 2} {
		text, err := tag.MarshalText()
		var back emrtd.Tag
		if err != nil || back.UnmarshalText(text) != nil || back != tag {
			t.Errorf("%v: %s", tag, text)
		}
	}
	for _, bad := range []string{"", "0", "00", "5F", "5F80", "1234", "0061", "5F0E00", "xy", "+5", "5F0e "} {
		tag := emrtd.Tag(7)
		if tag.UnmarshalText([]byte(bad)) == nil || tag != 7 {
			t.Errorf("%q is a tag", bad)
		}
	}
}

func TestDate(t *testing.T) {
	for _, test := range []struct {
		date emrtd.Date
		want string
	}{
		{"19740812", "19740812 1974 8 12 true 1974-08-12"},
		{"\x19\x74\x08\x12", "19740812 1974 8 12 true 1974-08-12"},
		{"19740800", "19740800 1974 8 0 true "},
		{"00000000", "00000000 0 0 0 true "},
		{"\x00\x00\x08\x12", "00000812 0 8 12 true "},
		{"19740230", "19740230 1974 2 30 true "},
		{"", " 0 0 0 false "},
		{"1974081A", " 0 0 0 false "},
		{"\x19\x74\x08\x1A", " 0 0 0 false "},
		{"\x19\x74\x08\xA1", " 0 0 0 false "},
		{"1974-08-12", " 0 0 0 false "},
	} {
		y, m, d, ok := test.date.Parts()
		if got := fmt.Sprint(test.date.Digits(), " ", y, m, d, ok, " ", test.date.CalendarDate()); got != test.want {
			t.Errorf("%q: got %q; want %q", string(test.date), got, test.want)
		}
	}
	if got := emrtd.NewDate(mrz.CalendarDate{Year: 974, Month: time.August, Day: 2}); got != "09740802" {
		t.Errorf("got %q", got)
	}
	if got := emrtd.NewDate(mrz.CalendarDate{Year: 1974, Month: 2, Day: 30}); got != "" {
		t.Errorf("got %q for no day", got)
	}
	for _, test := range []struct {
		time emrtd.Timestamp
		want string
	}{
		{"20020531235960", "20020531235960 20020531 23 59 60 true"},
		{"\x20\x02\x05\x31\x01\x02\x03", "20020531010203 20020531 1 2 3 true"},
		{"20020531240000", "20020531240000 20020531 0 0 0 false"},
		{"20020531006000", "20020531006000 20020531 0 0 0 false"},
		{"20020531000061", "20020531000061 20020531 0 0 0 false"},
		{"20020531", "  0 0 0 false"},
	} {
		h, m, s, ok := test.time.Clock()
		if got := fmt.Sprint(test.time.Digits(), " ", string(test.time.Date()), " ", h, m, s, ok); got != test.want {
			t.Errorf("%q: got %q; want %q", string(test.time), got, test.want)
		}
	}
}

func TestName(t *testing.T) {
	for _, test := range [][3]string{
		{"VAN<DER<MUELLEN<<MARTIN", "VAN DER MUELLEN", "MARTIN"},
		{"Згурська<<Марія<Іванівна", "Згурська", "Марія Іванівна"},
		{"ARKFREITH", "ARKFREITH", ""},
		{"<<GIVEN", "", "GIVEN"},
		{"A<<B<<C", "A", "B C"},
		{"", "", ""},
	} {
		n := emrtd.Name(test[0])
		if n.Primary() != test[1] || n.Secondary() != test[2] {
			t.Errorf("%q: %q, %q", test[0], n.Primary(), n.Secondary())
		}
	}
}

// testRoundTrip11 holds decoding and encoding to each other: what has no remark
// comes back as the same bytes, and everything as the same values.
func testRoundTrip11(t *testing.T, b []byte) {
	t.Helper()
	g, remarks, err := emrtd.DecodeDG11(b)
	if err != nil {
		return
	}
	enc, err := emrtd.AppendDG11(nil, g)
	if err != nil {
		t.Fatal(err)
	}
	// The kinds that say nothing of the form.
	free := map[emrtd.RemarkKind]bool{emrtd.RemarkUnlisted: true, emrtd.RemarkMissing: true, emrtd.RemarkTooLong: true, emrtd.RemarkNotUTF8: true, emrtd.RemarkDate: true}
	same := true
	for _, r := range remarks {
		same = same && free[r.Kind]
		if r.Offset < 0 || r.Offset >= len(b) || r.Kind.String() == "" {
			t.Errorf("remark %v", r)
		}
	}
	if same && !slices.ContainsFunc(remarks, func(r emrtd.Remark) bool { return r.Kind == emrtd.RemarkUnlisted }) && !bytes.Equal(enc, b) {
		t.Errorf("got %X; want %X", enc, b)
	}
	again, _, err := emrtd.DecodeDG11(enc)
	if err != nil {
		t.Fatal(err)
	}
	if g.Tags == nil {
		again.Tags = nil
	}
	if !reflect.DeepEqual(again, g) {
		t.Error("the values differ")
	}
}

func testRoundTrip12(t *testing.T, b []byte) {
	t.Helper()
	g, remarks, err := emrtd.DecodeDG12(b)
	if err != nil {
		return
	}
	enc, err := emrtd.AppendDG12(nil, g)
	if err != nil {
		t.Fatal(err)
	}
	if len(remarks) == 0 && !bytes.Equal(enc, b) {
		t.Errorf("got %X; want %X", enc, b)
	}
	again, _, err := emrtd.DecodeDG12(enc)
	if err != nil {
		t.Fatal(err)
	}
	if g.Tags == nil {
		again.Tags = nil
	}
	if !reflect.DeepEqual(again, g) {
		t.Error("the values differ")
	}
}

func FuzzDG1(f *testing.F) {
	for _, v := range allVectors(f) {
		if v.Expect != vectors.ExpectSyntax {
			f.Add(emrtd.AppendDG1(nil, mrz.MustParse(v.Text())))
		}
	}
	f.Add(unhex(f, "61815C5F1F8158"))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, remarks, err := emrtd.DecodeDG1(b)
		if err != nil {
			var e *emrtd.SyntaxError
			if !errors.As(err, &e) || e.Offset < 0 || e.Offset > len(b) || !d.IsZero() {
				t.Errorf("%v", err)
			}
			if e.Err == emrtd.ErrTrailing && e.Tag == 0x61 {
				if _, _, err := emrtd.DecodeDG1(b[:e.Offset]); errors.Is(err, emrtd.ErrTrailing) && err.(*emrtd.SyntaxError).Tag == 0x61 {
					t.Error("there is data behind the object that was cut off")
				}
			}
			return
		}
		enc := emrtd.AppendDG1(nil, d)
		if (len(remarks) == 0) != bytes.Equal(enc, b) {
			t.Errorf("%v: got %X; want %X", remarks, enc, b)
		}
		if again, _, err := emrtd.DecodeDG1(enc); err != nil || again != d {
			t.Error("the documents differ")
		}
		if n := len(emrtd.MRZInformation(d).Bytes()); n < 24 || n > 38 {
			t.Errorf("%d characters of MRZ information", n)
		}
	})
}

func seeds(f *testing.F) {
	_, full11 := fullDG11()
	_, full12 := fullDG12()
	for _, s := range []string{
		exampleDG11, full11, full12, "6B00", "6C00", "6B025C00",
		tlv("6B", tlv("5C", "A05F0F"), tlv("A0", "020101", tlv("5F0F", "41")), tlv("5F0F", ""), tlv("A0", "020100")),
		tlv("6B", tlv("5F0E", ""), tlv("5F0E", "41"), tlv("5F0E", "42"), "5C00", "5C00"),
		tlv("6C", tlv("5C", "5F265F265F19"), "5F26811041", tlv("A0", "")),
	} {
		f.Add(unhex(f, s))
	}
}

func FuzzDG11(f *testing.F) { seeds(f); f.Fuzz(func(t *testing.T, b []byte) { testRoundTrip11(t, b) }) }
func FuzzDG12(f *testing.F) { seeds(f); f.Fuzz(func(t *testing.T, b []byte) { testRoundTrip12(t, b) }) }

// TestLarge decodes a quarter of a million objects, with which a quadratic loop
// would not come to an end.
func TestLarge(t *testing.T) {
	const n = 1 << 18
	content := strings.Repeat("\x5F\x70", n)
	content = "\x5C\x83\x08\x00\x00" + content
	for i := range 128 {
		content += strings.Repeat(string([]byte{0x5F, byte(i), 0}), n/128)
	}
	in := "\x6B\x83" + string([]byte{byte(len(content) >> 16), byte(len(content) >> 8), byte(len(content))}) + content
	g, _, err := emrtd.DecodeDG11([]byte(in))
	if err != nil || len(g.Unknown) < n/2 || len(g.Tags) != n {
		t.Fatal(err)
	}
	if b, err := emrtd.AppendDG11(nil, g); err != nil || len(b) < n {
		t.Fatal(err)
	}
}

func BenchmarkDecodeDG1(b *testing.B) {
	in := emrtd.AppendDG1(nil, mrz.MustParse(exampleTD3))
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := emrtd.DecodeDG1(in); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecodeDG11(b *testing.B) {
	in := unhex(b, exampleDG11)
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := emrtd.DecodeDG11(in); err != nil {
			b.Fatal(err)
		}
	}
}
