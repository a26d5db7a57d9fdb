package apis_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/apis"
)

// withDefaults sets what is written for "".
func withDefaults(ic *apis.Interchange) {
	set := func(s *string, value string) {
		if *s == "" {
			*s = value
		}
	}
	if ic.Header.Charset == "" {
		ic.Header.Charset = apis.UNOA
	}
	set(&ic.Header.Version, "4")
	for i := range ic.Groups {
		g := &ic.Groups[i]
		if !g.Header.IsZero() {
			set(&g.Header.Release, apis.DefaultRelease)
		}
		for j := range g.Messages {
			m := &g.Messages[j]
			set(&m.Release, apis.DefaultRelease)
			if m.Kind == "" {
				m.Kind = apis.PassengerList
			}
			if m.Total == 0 {
				m.Total = len(m.Passengers)
			}
		}
	}
}

// same reports whether an interchange is what is read of it when it is written,
// or that it cannot be written.
func same(t *testing.T, ic *apis.Interchange) {
	t.Helper()
	b, err := ic.Append(nil)
	if err != nil {
		return
	}
	again, _, err := apis.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatalf("%v\n%s", err, b)
	}
	withDefaults(ic)
	if !reflect.DeepEqual(again, ic) {
		c, _ := again.Append(nil)
		t.Errorf("it differs when it is read\n%s\n%s", b, c)
	}
}

// FuzzDecode reads any bytes: no panic, and what can be written again is the same
// when it is read again.
func FuzzDecode(f *testing.F) {
	for _, name := range []string{"5.1", "5.2", "5.3"} {
		f.Add([]byte(guide(f, name)))
	}
	f.Add([]byte(frame("XAA+1", "TDT+20+ZZ1+++ZZ", "XBB+A:B", "LOC+125+SYD", "NAD+FL+++A:B", "LOC+13+ABC", "DOC+P+1", "XEE+?'", "CNT+42:1", "AUT+1")))
	f.Add([]byte(frame("NAD+FL+++A", "EMP+1+CR1:110:111", "MEA+WT++KGM:31", "GEI+4+173", "RFF+SEA:14C", "RFF+TN:1", "COM+", "NAT+2+", "NAT+2+UTO", "CNT+41:1")))
	f.Add([]byte("UNA|*.\\ ~" + strings.NewReplacer(":", "|", "+", "*", "'", "~").Replace(frame("NAD+FL+++A", "CNT+42:1"))))
	f.Fuzz(func(t *testing.T, b []byte) {
		ic, found, _ := apis.Decode(bytes.NewReader(b))
		for _, x := range found {
			if x.Place.Offset < 0 || x.Place.Offset > int64(len(b)) || x.Text() == "" {
				t.Errorf("finding %v", x)
			}
		}
		pieces, again, _ := apis.Decode(&slowReader{b})
		if !reflect.DeepEqual(pieces, ic) || !reflect.DeepEqual(found, again) {
			t.Error("read byte by byte it is something else")
		}
		same(t, ic)
	})
}

// FuzzFromDocument takes any zone: its elements go into a message and come back,
// and into a DOCS.
func FuzzFromDocument(f *testing.F) {
	for _, d := range append(made(5), zones(f, "../testdata/valid.jsonl")...) {
		f.Add(strings.Join(d.Lines(), "\n"), true, "-'", uint8(0))
	}
	f.Fuzz(func(t *testing.T, text string, yes bool, marks string, birth uint8) {
		d, err := mrz.Parse(text)
		if err != nil {
			return
		}
		profile := apis.Generic()
		profile.KeepD, profile.SplitGivenNames, profile.NameMarks, profile.UnknownBirth = yes, !yes, marks, apis.UnknownBirth(birth%2)
		p, _ := apis.FromDocument(d, &profile, asOf)
		profile.Check(&p, asOf)
		ic := example51()
		p.Sources = apis.Sources{}
		ic.Groups[0].Messages[0].Passengers = []apis.Passenger{p}
		b, err := ic.Append(nil)
		if err != nil {
			t.Fatal(err)
		}
		again, found, err := apis.Decode(bytes.NewReader(b))
		if err != nil || found.Worst() > mrz.SeverityInfo || !reflect.DeepEqual(again, ic) {
			t.Errorf("%v, %v", err, found)
		}
		if pairs, _ := apis.Check([]apis.Passenger{p}, []mrz.Document{d}, nil); len(pairs) == 0 || pairs[0].Passenger != 0 {
			t.Errorf("%d pairs", len(pairs))
		}
	})
}

// A slowReader gives a byte at a time.
type slowReader struct{ b []byte }

func (r *slowReader) Read(p []byte) (int, error) {
	n := copy(p, r.b[:min(1, len(r.b))])
	if r.b = r.b[n:]; n == 0 {
		return bytes.NewReader(nil).Read(p)
	}
	return n, nil
}

// FuzzEncode writes values of any kind: they are read as they are, or refused.
func FuzzEncode(f *testing.F) {
	f.Add("ERIKSSON", "ANNA", "M", "740812", "L898902C3", "UTO", "XYZ", ":+.? '", uint8(0), true)
	f.Add("O'NEIL", "A+B", "X", "<<<<<<", "", "D", "LOC", "", uint8(3), false)
	f.Add(" ", "?", "", "", "1", "", "NAD", "=/.! &", uint8(2), true)
	f.Fuzz(func(t *testing.T, surname, given, gender, day, number, code, tag, service string, small uint8, group bool) {
		s := []string{surname, given, gender, number, code, tag}
		some := func(i int) string { return strings.Trim(s[(i+int(small))%len(s)], " ") }
		ic := example51()
		ic.Header.ServiceString = service
		if !group {
			ic.Groups[0].Header = apis.GroupHeader{}
		}
		m := &ic.Groups[0].Messages[0]
		m.Kind, m.Function, m.Transaction, m.Revision = apis.Kind(some(0)), apis.Function(some(1)), some(2), some(3)
		m.Reporter.ID = some(4)
		m.Legs[0].Carrier, m.Legs[0].Overflight, m.Legs[0].Stops[1].Airport = some(5), group, some(2)
		segment := apis.Segment{Tag: tag, Elements: [][]string{{given, some(1)}, {""}}}
		m.Other = []apis.Segment{segment}
		p := &m.Passengers[0]
		p.Role, p.Verified = apis.Role(small%4), apis.Verification(small%3)
		p.Name = apis.Name{Surname: some(0), Given: some(1), Second: some(5)}
		p.Gender, p.DateOfBirth, p.Nationality = some(2), date(day), some(4)
		p.Address.Street, p.Address.Region.Code = some(1), some(3)
		p.Bags, p.Weight = apis.Measure{Value: some(3)}, apis.Measure{Value: some(4), Unit: some(5)}
		p.BagTags = append(p.BagTags, apis.BagTag{Number: some(1)})
		p.CrewRole = apis.Code{Value: some(5), List: some(0)}
		p.Documents[0] = apis.TravelDocument{Type: apis.Code{Value: some(4), Agency: some(1)}, Number: some(3), IssuingState: some(4), Issued: date(day)}
		p.Documents[0].Other = []apis.Segment{segment}
		same(t, ic)
	})
}
