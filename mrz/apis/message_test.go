package apis_test

import (
	"bytes"
	"errors"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/apis"
)

// frame puts segments of a message into a message and an interchange whose counts
// are right.
func frame(segments ...string) string {
	all := append([]string{"UNH+1+PAXLST:D:15B:UN:IATA", "BGM+745"}, segments...)
	return "UNB+UNOA:4+A+B+130620:0900+1'" + strings.Join(all, "'") + "'UNT+" + itoa(len(all)+1) + "+1'UNZ+1+1'"
}

// groups has two groups of a message each, with counts of messages and of groups.
func groups(first, second, all string) string {
	message := "UNH+1+PAXLST:D:15B:UN:IATA'BGM+745'UNT+3+1'"
	return "UNB+UNOA:4+A+B+130620:0900+1'UNG+PAXLST+A+B+130620:0900+1+UN+D:15B'" + message + "UNE+" + first + "+1'" +
		"UNG+PAXLST+A+B+130620:0900+2+UN+D:15B'" + message + "UNE+" + second + "+2'UNZ+" + all + "+1'"
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + itoa(n%10)
}

// TestFindings has a message for each thing that a Decoder finds.
func TestFindings(t *testing.T) {
	long := strings.Repeat("A", apis.MaxSegment)
	for _, test := range []struct {
		name, text string
		findings   []string
		persons    int
	}{
		{"nothing", frame("NAD+FL+++A:B", "CNT+42:1"), nil, 1},
		{"lower case", frame("NAD+FL+++Abc:B", "CNT+42:1"), []string{"character not-in-set 4:4:1 NAD"}, 1},
		{"two components", frame("NAD+FL+++a:b@:C", "CNT+42:1"), []string{"character not-in-set 4:4:1 NAD", "character not-in-set 4:4:2 NAD"}, 1},
		{"UNOB", strings.Replace(frame("NAD+FL+++Abc@:B", "CNT+42:1"), "UNOA", "UNOB", 1), []string{"character not-in-set 4:4:1 NAD"}, 1},
		{"unknown set", strings.Replace(frame("NAD+FL+++\xc4:B", "CNT+42:1"), "UNOA", "UNOC", 1), []string{"character unknown-set 1:1:1 UNB"}, 1},
		{"needless release", frame("NAD+FL+++?A:B", "CNT+42:1"), []string{"character needless-release 4:4:1 NAD"}, 1},
		{"released", frame("NAD+FL+++O?'NEIL?+?:??:B", "CNT+42:1"), nil, 1},
		{"no tag", frame("NAD+FL+++A:B", "nad+FL", "CNT+42:1"), []string{"segment tag 5:0:0 "}, 1},
		{"not released", frame("NAD+FL+++O'NEIL:B", "CNT+42:1"), []string{"segment tag 5:0:0 ", "count segments 7:1:1 UNT"}, 1},
		{"long segment", frame("NAD+FL+++A:B", "FTX+BAG+++"+long, "CNT+42:1"), []string{"segment length 5:0:0 "}, 1},
		{"unknown segment", frame("NAD+FL+++A:B", "XYZ+1", "CNT+42:1"), []string{"segment unknown 5:0:0 "}, 1},
		{"unknown qualifier", frame("NAD+FL+++A:B", "LOC+13+ABC", "CNT+42:1"), []string{"segment unknown 5:0:0 LOC"}, 1},
		{"twice", frame("NAD+FL+++A:B", "NAT+2+UTO", "NAT+2+UTO", "CNT+42:1"), []string{"segment repeated 6:0:0 NAT"}, 1},
		{"all twice", frame("BGM+745", "RFF+TN:1", "RFF+TN:2", "NAD+MS+1", "NAD+MS+2", "TDT+20+ZZ1", "LOC+125+SYD", "DTM+189:1306210900:201", "DTM+189:1306210900:201",
			"NAD+FL+++A", "ATT+2++M", "ATT+2++F", "DTM+329:740812", "DTM+329:740812", "MEA+CT++:1", "MEA+CT++:2", "GEI+4+173", "GEI+4+174", "LOC+22+A", "LOC+22+B",
			"EMP+1+CR1", "EMP+1+CR2", "DOC+P+1", "DTM+36:301231", "DTM+36:301231", "LOC+91+UTO", "LOC+91+UTO", "CNT+42:1", "CNT+42:1"), []string{
			"segment repeated 4:0:0 BGM", "segment repeated 6:0:0 RFF", "segment repeated 8:0:0 NAD", "segment repeated 12:0:0 DTM", "segment repeated 15:0:0 ATT",
			"segment repeated 17:0:0 DTM", "segment repeated 19:0:0 MEA", "segment repeated 21:0:0 GEI", "segment repeated 23:0:0 LOC", "segment repeated 25:0:0 EMP",
			"segment repeated 28:0:0 DTM", "segment repeated 30:0:0 LOC", "segment repeated 32:0:0 CNT"}, 1},
		{"all without a value", frame("NAD+FL+++A", "ATT+2", "DTM+329", "MEA+CT", "GEI+4", "FTX+BAG", "LOC+22", "COM", "EMP+1", "NAT+2", "RFF+AVF", "DOC+P+1", "DTM+36", "LOC+91", "CNT+42"), []string{
			"segment-value malformed 5:0:0 ATT", "segment-value malformed 6:0:0 DTM", "segment-value malformed 7:0:0 MEA", "segment-value malformed 8:0:0 GEI",
			"segment-value malformed 9:0:0 FTX", "segment-value malformed 10:0:0 LOC", "segment-value malformed 11:0:0 COM", "segment-value malformed 12:0:0 EMP",
			"segment-value malformed 13:0:0 NAT", "segment-value malformed 14:0:0 RFF", "segment-value malformed 16:0:0 DTM", "segment-value malformed 17:0:0 LOC",
			"segment-value malformed 18:0:0 CNT"}, 1},
		{"too much for a person", frame("NAD+FL+++A", strings.TrimSuffix(strings.Repeat("XYZ+"+strings.Repeat("A", 16000)+"'", 20), "'"), "NAD+FL+++B", "CNT+42:2"),
			append(slices.Repeat([]string{"segment unknown"}, 16), "segment group-length 21:0:0 ", "count segments 27:1:1 UNT"), 2},
		{"groups", groups("1", "1", "2"), nil, 0},
		{"number of groups", groups("1", "1", "3"), []string{"count groups 12:1:1 UNZ"}, 0},
		{"messages of a group", groups("2", "1", "2"), []string{"count messages 6:1:1 UNE"}, 0},
		{"reference of a group", strings.Replace(groups("1", "1", "2"), "UNE+1+2", "UNE+1+3", 1), []string{"reference differs 11:2:1 UNE"}, 0},
		{"no UNE", strings.Replace(groups("1", "1", "2"), "UNE+1+1'", "", 1), []string{"missing-segment UNE 6:0:0 UNG"}, 0},
		{"no UNE at the end", strings.Replace(groups("1", "1", "2"), "UNE+1+2'", "", 1), []string{"missing-segment UNE 11:0:0 UNZ"}, 0},
		{"UNE outside", strings.Replace(frame("CNT+42:0"), "UNZ", "UNE+1+1'UNZ", 1), []string{"segment-order outside 6:0:0 UNE"}, 0},
		{"bad date", frame("NAD+FL+++A:B", "DTM+329:741308", "CNT+42:1"), []string{"segment-value malformed 5:0:0 DTM"}, 1},
		{"bad time", frame("TDT+20+ZZ1", "LOC+125+SYD", "DTM+189:1306212400:201", "NAD+FL+++A:B", "CNT+42:1"), []string{"segment-value malformed 6:0:0 DTM"}, 1},
		{"surplus", frame("NAD+FL+1++A:B", "CNT+42:1"), []string{"segment-value surplus 4:2:1 NAD"}, 1},
		{"blanks", frame("NAD+FL+++ A:B", "CNT+42:1"), []string{"character blank 4:4:1 NAD"}, 1},
		{"outside", "UNB+UNOA:4+A+B+130620:0900+1'NAD+FL'UNZ+0+1'", []string{"segment-order outside 2:0:0 NAD"}, 0},
		{"no BGM", strings.Replace(frame("NAD+FL+++A:B", "CNT+42:1"), "BGM+745'", "", 1), []string{"missing-segment BGM 2:0:0 UNH", "count segments 5:1:1 UNT"}, 1},
		{"no UNT", "UNB+UNOA:4+A+B+130620:0900+1'UNH+1+PAXLST:D:15B:UN:IATA'BGM+745'NAD+FL+++A'UNZ+1+1'", []string{"missing-segment UNT 5:0:0 UNZ"}, 1},
		{"no UNB", "UNH+1+PAXLST:D:15B:UN:IATA'BGM+745'NAD+FL+++A'UNT+4+1'", []string{"missing-segment UNB 1:0:0 UNH"}, 1},
		{"no UNZ", strings.TrimSuffix(frame("CNT+42:0"), "UNZ+1+1'") + frame("CNT+42:0"), []string{"missing-segment UNZ 6:0:0 UNB"}, 0},
		{"segments", strings.Replace(frame("CNT+42:0"), "UNT+4", "UNT+5", 1), []string{"count segments 5:1:1 UNT"}, 0},
		{"messages", strings.Replace(frame("CNT+42:0"), "UNZ+1", "UNZ+2", 1), []string{"count messages 6:1:1 UNZ"}, 0},
		{"references", strings.Replace(strings.Replace(frame("CNT+42:0"), "UNZ+1+1", "UNZ+1+2", 1), "UNT+4+1", "UNT+4+2", 1), []string{"reference differs 5:2:1 UNT", "reference differs 6:2:1 UNZ"}, 0},
		{"persons", frame("NAD+FL+++A", "NAD+FL+++B", "CNT+42:1"), []string{"count persons 7:0:0 UNT"}, 2},
		{"more persons", frame("NAD+FL+++A", "CNT+42:2"), []string{"count more-persons 6:0:0 UNT"}, 1},
		{"another message", strings.Replace(frame("CNT+42:0"), "PAXLST", "CUSRES", 1), []string{"message-type not-paxlst 2:2:1 UNH"}, 0},
		{"release", strings.Replace(frame("CNT+42:0"), "15B", "05B", 1), []string{"message-type release 2:2:3 UNH"}, 0},
		{"service string", "UNA:::? '" + frame("CNT+42:0"), []string{"segment service-string 0:0:0 "}, 0},
		{"no release", "UNA:+.  '" + frame("NAD+FL+++O?NEIL", "CNT+42:1"), nil, 1},
		{"other marks", "UNA|*.\\ ~" + strings.NewReplacer(":", "|", "+", "*", "'", "~").Replace(frame("NAD+FL+++A", "CNT+42:1")), nil, 1},
		{"order", frame("NAD+FL+++A", "NAT+2+UTO", "ATT+2++M", "CNT+42:1"), []string{"segment-order late 6:0:0 ATT"}, 1},
		{"behind a document", frame("NAD+FL+++A", "DOC+P+1", "NAT+2+UTO", "CNT+42:1"), []string{"segment-order late 6:0:0 NAT"}, 1},
		{"a whole year and a time", frame("TDT+20+ZZ1", "LOC+125+SYD", "DTM+189:201306210900:203", "NAD+FL+++A:B", "CNT+42:1"), []string{"segment-value surplus 6:1:3 DTM"}, 1},
		{"whole years", frame("NAD+FL+++A", "DTM+329:19740812:102", "CNT+42:1"), []string{"segment-value surplus 5:1:3 DTM"}, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			ic, found, err := apis.Decode(strings.NewReader(test.text))
			if err != nil {
				t.Fatal(err)
			}
			got := findings(found)
			for i := range got {
				if i < len(test.findings) && test.findings[i] == "segment unknown" { // whatever its place
					got[i] = got[i][:len("segment unknown")]
				}
			}
			if !slices.Equal(got, test.findings) {
				t.Errorf("findings %q; want %q", got, test.findings)
			}
			persons := 0
			for _, m := range ic.Messages() {
				persons += len(m.Passengers)
			}
			if persons != test.persons {
				t.Errorf("%d persons; want %d", persons, test.persons)
			}
		})
	}
}

// TestOffset pins that the offset of a finding is that of the byte at fault.
func TestOffset(t *testing.T) {
	text := "\uFEFF\r\n UNA:+.? '\r\n" + strings.ReplaceAll(frame("NAD+FL+++O?'NEIL:AB@C", "CNT+42:1"), "'U", "'\r\nU")
	_, found, err := apis.Decode(strings.NewReader(text))
	if err != nil || len(found) != 1 {
		t.Fatalf("%v, %v", err, found)
	}
	if got, want := found[0].Place.Offset, int64(strings.Index(text, "@")); got != want {
		t.Errorf("offset %d; want %d", got, want)
	}
}

// TestCut cuts an example off at each byte. What stands in front of the cut is
// read, and the error says where it is.
func TestCut(t *testing.T) {
	text := guide(t, "5.3")
	first, second := strings.Index(text, "NAD+FL"), strings.LastIndex(text, "NAD+FL")
	for n := range text {
		ic, found, err := apis.Decode(strings.NewReader(text[:n]))
		if n == 0 {
			if err != io.EOF {
				t.Errorf("nothing: %v", err)
			}
			continue
		}
		var syntax *apis.SyntaxError
		if !errors.As(err, &syntax) || syntax.Err != apis.ErrTruncated || syntax.Place.Offset != int64(n) {
			t.Fatalf("cut at byte %d: %v", n, err)
		}
		if len(found) > 0 && found.Worst() > mrz.SeverityInfo {
			t.Errorf("cut at byte %d: %v", n, found)
		}
		persons, want := 0, 0
		for _, m := range ic.Messages() {
			persons += len(m.Passengers)
		}
		if n > first+len("NAD+FL+++MARTINEZ:JULIO:XAVIER") {
			want++
		}
		if n > second+len("NAD+FL+++MARTINEZ:SORINA:MARIA") {
			want++
		}
		if persons != want {
			t.Errorf("cut at byte %d: %d persons; want %d", n, persons, want)
		}
	}
}

// TestNoMessage has texts that are none at all.
func TestNoMessage(t *testing.T) {
	for _, test := range []struct {
		name, text string
		err        error
		offset     int64
	}{
		{"words", "hello", apis.ErrTruncated, 5},
		{"tags", "ABC'DEF+1'", apis.ErrNoMessage, 0},
		{"release at the end", "UNB+A?", apis.ErrTruncated, 6},
		{"released terminator", "UNB+A?'", apis.ErrTruncated, 7},
		{"service string", "UNA:+", apis.ErrTruncated, 5},
		{"releases", strings.Repeat("?", 1001), apis.ErrTruncated, 1001},
	} {
		_, _, err := apis.Decode(strings.NewReader(test.text))
		var syntax *apis.SyntaxError
		if !errors.As(err, &syntax) || !errors.Is(err, test.err) || syntax.Place.Offset != test.offset {
			t.Errorf("%s: %v; want %v at byte %d", test.name, err, test.err, test.offset)
		}
	}
}

// A flood is a stream without an end that repeats a text behind a beginning.
type flood struct {
	begin, repeat string
	left          int64
}

func (f *flood) Read(p []byte) (n int, err error) {
	for n < len(p) && f.left > 0 {
		s := f.begin
		if s == "" {
			s = f.repeat
		}
		m := copy(p[n:], s[:min(int64(len(s)), f.left)])
		f.begin = f.begin[min(m, len(f.begin)):]
		if n += m; m < len(s) && f.begin == "" {
			f.begin = s[m:]
		}
		f.left -= int64(m)
	}
	if n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

// TestFloods reads 10 MB and more without what should end it. It takes bounded
// memory, and loses nothing that stands in front.
func TestFloods(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	begin := strings.TrimSuffix(frame("NAD+FL+++A:B"), "UNT+4+1'UNZ+1+1'")
	for _, test := range []struct{ name, begin, repeat string }{
		{"no terminator", begin + "FTX+BAG+++", "A"},
		{"releases", begin + "FTX+BAG+++", "??"},
		{"unknown segments", begin, "XYZ+1'"},
		{"empty elements", begin, "XYZ++++++++++++++++++++++++++'"},
		{"no tags", begin, "x'"},
		{"contacts", begin, "COM+1:TE'"},
		{"bad characters", begin, "XYZ+a+a+a+a+a'"},
		{"blanks", begin, " "},
		{"legs", strings.TrimSuffix(begin, "NAD+FL+++A:B'"), "TDT+20+A'"},
		{"service strings", begin, "UNA:+.? '"},
		{"bad service strings", begin, "UNA:::::'"},
		{"totals and persons", begin, "CNT+42:1'NAD+FL'"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := apis.NewDecoder(&flood{test.begin, test.repeat, 12 << 20})
			m, err := d.Next()
			if err != nil {
				t.Fatal(err)
			}
			if test.name != "legs" {
				if p, err := d.Passenger(); err != nil || p.Name.Surname != "A" {
					t.Errorf("%v", err)
				}
			}
			kept := len(m.Legs)
			for err = nil; err == nil; {
				_, err = d.Passenger()
			}
			if !errors.Is(err, apis.ErrTruncated) {
				t.Errorf("error %v", err)
			}
			if n := len(m.Trailer); n*len("CNT+42:1'") > apis.MaxGroup+100 {
				t.Errorf("%d segments are kept behind the persons", n)
			}
			if _, err := d.Next(); err != io.EOF {
				t.Errorf("behind the end: %v", err)
			}
			if n := len(d.Findings()); n > 20000 || kept*len("TDT+20+A'") > apis.MaxGroup+100 {
				t.Errorf("%d findings, %d legs", n, kept)
			}
		})
	}
}

// TestFloodMemory pins that the memory of a Decoder has a limit.
func TestFloodMemory(t *testing.T) {
	begin := strings.TrimSuffix(frame("NAD+FL+++A:B"), "UNT+4+1'UNZ+1+1'")
	result := testing.Benchmark(func(b *testing.B) {
		b.ReportAllocs()
		for range b.N {
			d := apis.NewDecoder(&flood{begin + "FTX+BAG+++", "A", 4 << 20})
			for {
				if _, err := d.Next(); err != nil {
					break
				}
			}
		}
	})
	if got := result.AllocedBytesPerOp(); got > 1<<18 {
		t.Errorf("%d bytes allocated for a segment of 4 MiB", got)
	}
}

// TestUnknownKept wants unknown segments to be where they were.
func TestUnknownKept(t *testing.T) {
	text := frame("XAA+1", "TDT+20+ZZ1+++ZZ", "XBB+A:B", "LOC+125+SYD", "XCC++:", "NAD+FL+++A:B", "NAT+2+UTO", "LOC+13+ABC", "DOC+P+1", "XEE+?'", "DOC+V+2", "XFF", "CNT+42:1", "AUT+1")
	ic, found, err := apis.Decode(strings.NewReader(text))
	if err != nil || found.Worst() > mrz.SeverityInfo {
		t.Fatal(err, found)
	}
	m := &ic.Groups[0].Messages[0]
	for i, list := range [][]apis.Segment{m.Other, m.Legs[0].Other, m.Legs[0].Stops[0].Other, m.Passengers[0].Other, m.Passengers[0].Documents[0].Other, m.Passengers[0].Documents[1].Other, m.Trailer} {
		if len(list) != 1 {
			t.Fatalf("list %d has %d segments", i, len(list))
		}
	}
	if b, err := ic.Append(nil); err != nil || string(b) != text {
		t.Errorf("%v\n%s\nwant\n%s", err, b, text)
	}
}

func TestSeveralInterchanges(t *testing.T) {
	text := guide(t, "5.1") + "\r\n" + guide(t, "5.2") + guide(t, "5.3")
	d := apis.NewDecoder(strings.NewReader(text))
	var names []string
	for {
		m, err := d.Next()
		if err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		for p, err := range d.Passengers() {
			if err != nil {
				t.Fatal(err)
			}
			names = append(names, d.Header().Reference+" "+m.Reference+" "+p.Name.Given)
		}
	}
	if want := []string{"000000001 PAX001 JOHN", "QF00321 PAX001 MICHAEL", "123456789 123 JULIO", "123456789 123 SORINA"}; !slices.Equal(names, want) {
		t.Errorf("got %q; want %q", names, want)
	}
	ic, _, err := apis.Decode(strings.NewReader(text))
	if err != nil || len(ic.Messages()) != 1 {
		t.Errorf("Decode reads more than the first: %v", err)
	}
}

// TestNextInterchange pins that a service string and a character set are those of
// one interchange (ISO 9735: without a UNA the marks are :+.? '), and that the UNB
// itself keeps to its set.
func TestNextInterchange(t *testing.T) {
	plain := frame("NAD+FL+++A:B", "CNT+42:1")
	other := "UNA|*.\\ ~" + strings.NewReplacer(":", "|", "+", "*", "'", "~").Replace(plain)
	small := strings.NewReplacer("UNOA", "UNOB", "+A+B+", "+airline+B+").Replace(plain)
	for _, test := range []struct {
		name, text string
		want       []string
		messages   int
	}{
		{"a service string, then none", other + "\r\n" + plain, nil, 2},
		{"none, then one, then none", plain + other + plain, nil, 3},
		{"small letters, then none", small + plain, nil, 2},
		{"none, then small letters", plain + small, nil, 2},
		{"small letters in a UNB of UNOA", strings.Replace(small, "UNOB", "UNOA", 1), []string{"character not-in-set 1:2:1 UNB"}, 1},
		{"behind a malformed one", other + "UNA:::? '" + plain, []string{"segment service-string 7:0:0 "}, 2},
	} {
		d := apis.NewDecoder(strings.NewReader(test.text))
		n := 0
		for {
			if _, err := d.Next(); err != nil {
				if err != io.EOF {
					t.Errorf("%s: %v", test.name, err)
				}
				break
			}
			n++
		}
		if got := findings(d.Findings()); !slices.Equal(got, test.want) || n != test.messages {
			t.Errorf("%s: %d messages, findings %q; want %d, %q", test.name, n, got, test.messages, test.want)
		}
	}
}

// TestManyFindings pins that many findings of one kind hide none of another.
func TestManyFindings(t *testing.T) {
	text := frame("NAD+FL+++A", strings.TrimSuffix(strings.Repeat("NAD+FL+++A'XYZ'", 12000), "'"), "CNT+42:12001")
	_, found, err := apis.Decode(strings.NewReader(strings.Replace(text, "'UNZ+1+1", "'UNZ+1+2", 1)))
	if err != nil || found.Worst() != mrz.SeverityError {
		t.Errorf("%v, %d findings, the gravest is %v", err, len(found), found.Worst())
	}
}

// TestOutsideGroup has a message behind the end of a group: it is not in that
// group.
func TestOutsideGroup(t *testing.T) {
	message := "UNH+2+PAXLST:D:15B:UN:IATA'BGM+745'UNT+3+2'"
	text := strings.Replace(groups("1", "1", "2"), "UNZ", message+"UNZ", 1)
	d := apis.NewDecoder(strings.NewReader(text))
	for _, want := range []string{"1", "2", ""} {
		if _, err := d.Next(); err != nil || d.Group().Reference != want {
			t.Errorf("%v; a message in the group %q; want %q", err, d.Group().Reference, want)
		}
	}
	ic, found, err := apis.Decode(strings.NewReader(text))
	if err != nil || len(ic.Groups) != 3 || !ic.Groups[2].Header.IsZero() {
		t.Errorf("%v, %d groups", err, len(ic.Groups))
	}
	if got := findings(found); !slices.Equal(got, []string{"segment-order no-group 12:0:0 UNH"}) {
		t.Errorf("findings %q", got)
	}
}

// TestLimits pins the limits to the byte, and that nothing is written which the
// Decoder would leave out.
func TestLimits(t *testing.T) {
	segment := "XYZ+" + strings.Repeat("A", apis.MaxSegment-4)
	for extra, want := range []error{nil, apis.ErrSegmentLength} {
		s, err := apis.NewSegmentReader(strings.NewReader(segment + strings.Repeat("A", extra) + "'")).Read()
		if !errors.Is(err, want) {
			t.Errorf("%d bytes too many: %v; %v", extra, err, s)
		}
	}
	for _, test := range []struct {
		name string
		edit func(*apis.Passenger)
		want apis.EncodeError
	}{
		{"longest segment", func(p *apis.Passenger) { p.Gender = strings.Repeat("A", apis.MaxSegment-len("ATT+2++")) }, apis.EncodeError{}},
		{"too long", func(p *apis.Passenger) { p.Gender = strings.Repeat("A", apis.MaxSegment-len("ATT+2++")+1) },
			apis.EncodeError{Message: 1, Passenger: 1, Tag: "ATT", Err: apis.ErrTooLong}},
		{"too long with releases", func(p *apis.Passenger) { p.Gender = strings.Repeat("?", apis.MaxSegment/2) },
			apis.EncodeError{Message: 1, Passenger: 1, Tag: "ATT", Err: apis.ErrTooLong}},
		{"too many", func(p *apis.Passenger) {
			p.References = slices.Repeat([]apis.Reference{{Use: apis.Seat, Number: strings.Repeat("A", 16000)}}, 17)
		}, apis.EncodeError{Message: 1, Passenger: 1, Tag: "RFF", Err: apis.ErrTooLong}},
	} {
		ic := example51()
		test.edit(&ic.Groups[0].Messages[0].Passengers[0])
		b, err := ic.Append(nil)
		var got *apis.EncodeError
		if errors.As(err, &got) && *got != test.want || err == nil && test.want != (apis.EncodeError{}) {
			t.Errorf("%s: %v; want %v", test.name, err, &test.want)
		}
		if err == nil {
			if again, _, err := apis.Decode(bytes.NewReader(b)); err != nil || !reflect.DeepEqual(again, ic) {
				t.Errorf("%s: it differs when it is read: %v", test.name, err)
			}
		}
	}
}

// TestNoEnd reads on where an interchange has no end.
func TestNoEnd(t *testing.T) {
	d := apis.NewDecoder(strings.NewReader(strings.TrimSuffix(frame("CNT+42:0"), "UNZ+1+1'") + frame("CNT+42:0")))
	for range 2 {
		if _, err := d.Next(); err != nil {
			t.Fatal(err)
		}
	}
	_, err := d.Next()
	if got := findings(d.Findings()); err != io.EOF || !slices.Equal(got, []string{"missing-segment UNZ 6:0:0 UNB"}) {
		t.Errorf("%v, %q", err, got)
	}
}

// TestCutOnce pins that the cut is told once, and then the end.
func TestCutOnce(t *testing.T) {
	d := apis.NewDecoder(strings.NewReader(guide(t, "5.1")[:300]))
	if _, err := d.Next(); err != nil {
		t.Fatal(err)
	}
	_, first := d.Passenger()
	_, second := d.Passenger()
	_, third := d.Next()
	if !errors.Is(first, apis.ErrTruncated) || second != io.EOF || third != io.EOF {
		t.Errorf("%v, %v, %v", first, second, third)
	}
}

// TestContacts writes as many COM as it takes.
func TestContacts(t *testing.T) {
	ic := example51()
	p := &ic.Groups[0].Messages[0].Passengers[0]
	for i := range 6 {
		p.Contacts = append(p.Contacts, apis.Contact{Number: itoa(i), Means: "TE"})
	}
	b, err := ic.Append(nil)
	if want := "'COM+44 188 84 14151:TE+0:TE+1:TE'COM+2:TE+3:TE+4:TE'COM+5:TE'"; err != nil || !bytes.Contains(b, []byte(want)) {
		t.Errorf("%v: no %s in\n%s", err, want, b)
	}
}

// TestSkip passes over the persons of a message.
func TestSkip(t *testing.T) {
	d := apis.NewDecoder(strings.NewReader(guide(t, "5.3")))
	if _, err := d.Next(); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Next(); err != io.EOF {
		t.Errorf("got %v; want %v", err, io.EOF)
	}
}

type brokenReader struct{ r io.Reader }

var errBroken = errors.New("broken")

func (b brokenReader) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if err == io.EOF {
		err = errBroken
	}
	return n, err
}

func TestBrokenReader(t *testing.T) {
	text := guide(t, "5.3")
	for _, n := range []int{0, 5, 30, 500, len(text)} {
		ic, _, err := apis.Decode(brokenReader{strings.NewReader(text[:n])})
		if err != errBroken {
			t.Errorf("%d bytes: %v; want %v", n, err, errBroken)
		}
		if n == 500 && len(ic.Messages()[0].Passengers) != 1 {
			t.Error("what was read is gone")
		}
	}
}

// TestEncodeErrors has an interchange that cannot be written for each reason.
func TestEncodeErrors(t *testing.T) {
	for _, test := range []struct {
		name string
		edit func(*apis.Interchange, *apis.Message, *apis.Passenger)
		want apis.EncodeError
	}{
		{"character", func(_ *apis.Interchange, _ *apis.Message, p *apis.Passenger) { p.Name.Given = "JOhN" },
			apis.EncodeError{Message: 1, Passenger: 1, Tag: "NAD", Element: 4, Component: 2, Character: 3, Err: apis.ErrCharacter}},
		{"second passenger", func(_ *apis.Interchange, m *apis.Message, p *apis.Passenger) {
			m.Passengers = append(m.Passengers, apis.Passenger{Address: apis.Address{City: "É"}})
		}, apis.EncodeError{Message: 1, Passenger: 2, Tag: "NAD", Element: 6, Component: 1, Character: 1, Err: apis.ErrCharacter}},
		{"long name", func(_ *apis.Interchange, _ *apis.Message, p *apis.Passenger) {
			p.Name.Surname = strings.Repeat("A", 36)
		},
			apis.EncodeError{Message: 1, Passenger: 1, Tag: "NAD", Element: 4, Component: 1, Character: 36, Err: apis.ErrTooLong}},
		{"unknown part of a date", func(_ *apis.Interchange, _ *apis.Message, p *apis.Passenger) { p.DateOfBirth = date("74<<<<") },
			apis.EncodeError{Message: 1, Passenger: 1, Tag: "DTM", Element: 1, Component: 2, Err: apis.ErrDate}},
		{"no such date", func(_ *apis.Interchange, _ *apis.Message, p *apis.Passenger) { p.Documents[0].Expiry = date("301301") },
			apis.EncodeError{Message: 1, Passenger: 1, Tag: "DTM", Element: 1, Component: 2, Err: apis.ErrDate}},
		{"no sender", func(ic *apis.Interchange, _ *apis.Message, _ *apis.Passenger) { ic.Header.Sender = apis.Party{} },
			apis.EncodeError{Tag: "UNB", Element: 2, Err: apis.ErrRequired}},
		{"no reference", func(_ *apis.Interchange, m *apis.Message, _ *apis.Passenger) { m.Reference = " " },
			apis.EncodeError{Message: 1, Tag: "UNH", Element: 1, Err: apis.ErrRequired}},
		{"no time of preparation", func(ic *apis.Interchange, _ *apis.Message, _ *apis.Passenger) { ic.Header.Prepared = apis.DateTime{} },
			apis.EncodeError{Tag: "UNB", Element: 4, Err: apis.ErrDate}},
		{"character set", func(ic *apis.Interchange, _ *apis.Message, _ *apis.Passenger) { ic.Header.Charset = "UNOC" },
			apis.EncodeError{Tag: "UNB", Err: apis.ErrCharset}},
		{"service string", func(ic *apis.Interchange, _ *apis.Message, _ *apis.Passenger) { ic.Header.ServiceString = "::" },
			apis.EncodeError{Err: apis.ErrServiceString}},
		{"use of a stop", func(_ *apis.Interchange, m *apis.Message, _ *apis.Passenger) { m.Legs[0].Stops[0].Use = "22" },
			apis.EncodeError{Message: 1, Tag: "LOC", Element: 1, Err: apis.ErrCode}},
		{"known segment", func(_ *apis.Interchange, _ *apis.Message, p *apis.Passenger) {
			p.Documents = nil
			p.Other = []apis.Segment{{Tag: "DOC", Elements: [][]string{{"P"}, {"1"}}}}
		}, apis.EncodeError{Message: 1, Passenger: 1, Tag: "DOC", Err: apis.ErrSegment}},
		{"service segment", func(_ *apis.Interchange, m *apis.Message, _ *apis.Passenger) {
			m.Trailer = []apis.Segment{{Tag: "UNT"}}
		},
			apis.EncodeError{Message: 1, Tag: "UNT", Err: apis.ErrSegment}},
		{"tag", func(_ *apis.Interchange, m *apis.Message, _ *apis.Passenger) { m.Trailer = []apis.Segment{{Tag: "X+"}} },
			apis.EncodeError{Message: 1, Err: apis.ErrSegment}},
		{"role", func(_ *apis.Interchange, _ *apis.Message, p *apis.Passenger) { p.Role = 9 },
			apis.EncodeError{Message: 1, Passenger: 1, Tag: "NAD", Element: 1, Err: apis.ErrCode}},
		{"verification", func(_ *apis.Interchange, _ *apis.Message, p *apis.Passenger) { p.Verified = 9 },
			apis.EncodeError{Message: 1, Passenger: 1, Err: apis.ErrCode}},
		{"total", func(_ *apis.Interchange, m *apis.Message, _ *apis.Passenger) { m.Total = -1 },
			apis.EncodeError{Message: 1, Err: apis.ErrCode}},
		{"total of ten digits", func(_ *apis.Interchange, m *apis.Message, _ *apis.Passenger) { m.Total = 999999999 + 1 },
			apis.EncodeError{Message: 1, Err: apis.ErrCode}},
		{"group without messages", func(ic *apis.Interchange, _ *apis.Message, _ *apis.Passenger) {
			ic.Groups = append(ic.Groups, apis.Group{Header: ic.Groups[0].Header})
		}, apis.EncodeError{Tag: "UNE", Err: apis.ErrRequired}},
		{"nothing in no group", func(ic *apis.Interchange, _ *apis.Message, _ *apis.Passenger) { ic.Groups = []apis.Group{{}} },
			apis.EncodeError{Err: apis.ErrRequired}},
		{"blank kind", func(_ *apis.Interchange, m *apis.Message, _ *apis.Passenger) { m.Kind = " " },
			apis.EncodeError{Message: 1, Tag: "BGM", Element: 1, Err: apis.ErrRequired}},
		{"blank transaction", func(_ *apis.Interchange, m *apis.Message, _ *apis.Passenger) { m.Transaction = " " },
			apis.EncodeError{Message: 1, Tag: "RFF", Element: 1, Err: apis.ErrRequired}},
		{"blank gender", func(_ *apis.Interchange, _ *apis.Message, p *apis.Passenger) { p.Gender = " " },
			apis.EncodeError{Message: 1, Passenger: 1, Tag: "ATT", Element: 3, Err: apis.ErrRequired}},
		{"blank nationality", func(_ *apis.Interchange, _ *apis.Message, p *apis.Passenger) { p.Nationality = " " },
			apis.EncodeError{Message: 1, Passenger: 1, Tag: "NAT", Element: 2, Err: apis.ErrRequired}},
		{"blank place", func(_ *apis.Interchange, _ *apis.Message, p *apis.Passenger) { p.Residence.Code = " " },
			apis.EncodeError{Message: 1, Passenger: 1, Tag: "LOC", Element: 2, Err: apis.ErrRequired}},
		{"blank State", func(_ *apis.Interchange, _ *apis.Message, p *apis.Passenger) { p.Documents[0].IssuingState = " " },
			apis.EncodeError{Message: 1, Passenger: 1, Tag: "LOC", Element: 2, Err: apis.ErrRequired}},
		{"no release character", func(ic *apis.Interchange, _ *apis.Message, p *apis.Passenger) {
			ic.Header.ServiceString = ":+.  '"
			p.Name.Surname = "O'NEIL"
		}, apis.EncodeError{Message: 1, Passenger: 1, Tag: "NAD", Element: 4, Component: 1, Character: 2, Err: apis.ErrCharacter}},
	} {
		t.Run(test.name, func(t *testing.T) {
			ic := example51()
			m := &ic.Groups[0].Messages[0]
			test.edit(ic, m, &m.Passengers[0])
			b, err := ic.Append([]byte("before"))
			var got *apis.EncodeError
			if !errors.As(err, &got) || *got != test.want {
				t.Fatalf("got %v; want %v", err, &test.want)
			}
			if string(b) != "before" {
				t.Error("something was appended")
			}
			for _, secret := range []string{"WILLIAMS", "NEIL", "MB140241", "720907"} {
				if strings.Contains(err.Error(), secret) {
					t.Errorf("the error has data")
				}
			}
		})
	}
}

// TestReleased writes each character that is released, with each set of marks.
func TestReleased(t *testing.T) {
	for _, service := range []string{"", ":+.? '", "=/.! &"} {
		ic := example51()
		ic.Header.ServiceString = service
		ic.Groups[0].Messages[0].Passengers[0].Name.Surname = `O'N+E:I?L=/!&`
		b, err := ic.Append(nil)
		if err != nil {
			t.Fatal(err)
		}
		again, _, err := apis.Decode(bytes.NewReader(b))
		if err != nil || !reflect.DeepEqual(again, ic) {
			t.Errorf("%q: %v\n%s", service, err, b)
		}
	}
}

// TestUNOB writes and reads small letters, which the other set does not have.
func TestUNOB(t *testing.T) {
	ic := example51()
	ic.Header.Charset = apis.UNOB
	ic.Groups[0].Messages[0].Reporter.Contacts[2].Number = "davidsonr.at. iata.org"
	b, err := ic.Append(nil)
	if err != nil || !bytes.HasPrefix(b, []byte("UNB+UNOB:4+")) {
		t.Fatalf("%v\n%s", err, b)
	}
	again, found, err := apis.Decode(bytes.NewReader(b))
	if err != nil || found.Worst() > mrz.SeverityInfo || !reflect.DeepEqual(again, ic) {
		t.Errorf("%v, %v", err, found)
	}
}

// TestEncoder writes piece by piece what Append writes at once.
func TestEncoder(t *testing.T) {
	for _, name := range []string{"5.1", "5.2", "5.3"} {
		ic, _, err := apis.Decode(strings.NewReader(guide(t, name)))
		if err != nil {
			t.Fatal(err)
		}
		want, err := ic.Append(nil)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		e := apis.NewEncoder(&b, ic.Header)
		g := ic.Groups[0]
		m := g.Messages[0]
		m.Passengers = nil
		e.Group(g.Header)
		e.Message(&m)
		for _, p := range g.Messages[0].Passengers {
			e.Passenger(&p)
		}
		if err := errors.Join(e.Close(), e.Close()); err != nil || b.String() != string(want) {
			t.Errorf("%s: %v\n%s", name, err, &b)
		}
	}
}

func TestEncoderOrder(t *testing.T) {
	for name, calls := range map[string]func(*apis.Encoder) error{
		"passenger first":  func(e *apis.Encoder) error { return e.Passenger(&apis.Passenger{}) },
		"message too late": func(e *apis.Encoder) error { e.Close(); return e.Message(&apis.Message{Reference: "1"}) },
		"group too late": func(e *apis.Encoder) error {
			e.Message(&apis.Message{Reference: "1"})
			return e.Group(example51().Groups[0].Header)
		},
		"passenger at last": func(e *apis.Encoder) error { e.Close(); return e.Passenger(&apis.Passenger{}) },
	} {
		if err := calls(apis.NewEncoder(io.Discard, example51().Header)); !errors.Is(err, apis.ErrOrder) {
			t.Errorf("%s: %v; want %v", name, err, apis.ErrOrder)
		}
	}
}

type fullWriter struct{}

func (fullWriter) Write([]byte) (int, error) { return 0, errBroken }

func TestBrokenWriter(t *testing.T) {
	e := apis.NewEncoder(fullWriter{}, example51().Header)
	e.Message(&apis.Message{Reference: "1"})
	for range 10000 {
		e.Passenger(&apis.Passenger{})
	}
	if err := e.Close(); err != errBroken {
		t.Errorf("got %v; want %v", err, errBroken)
	}
}

// TestFlightStatus writes the message that says who is on board, of two legs.
func TestFlightStatus(t *testing.T) {
	ic := example51()
	m := &ic.Groups[0].Messages[0]
	m.Kind, m.Function = apis.FlightStatus, apis.CloseOnBoard
	m.Legs = append(m.Legs, apis.Leg{Flight: "ZZ123", Carrier: "ZZ", Overflight: true, Stops: []apis.Stop{
		{Use: apis.OtherStop, Airport: "HNL", Departs: dateTime("1306212300")},
		{Use: apis.OtherStop, Airport: "LAX", Arrives: dateTime("1306220600")},
	}})
	b, err := ic.Append(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"'BGM+266+CLOB'", "'TDT+34+ZZ123+++ZZ'LOC+92+HNL'DTM+189:1306212300:201'LOC+92+LAX'DTM+232:1306220600:201'"} {
		if !bytes.Contains(b, []byte(want)) {
			t.Errorf("no %s in\n%s", want, b)
		}
	}
	again, found, err := apis.Decode(bytes.NewReader(b))
	if err != nil || found.Worst() > mrz.SeverityInfo || !reflect.DeepEqual(again, ic) {
		t.Errorf("%v, %v", err, found)
	}
	if stop, ok := m.Arrival(); !ok || stop.Airport != "HNL" {
		t.Error("the arrival is not the first one in the State")
	}
}
