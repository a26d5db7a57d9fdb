package mrz_test

import (
	"bytes"
	"io"
	"log/slog"
	"strings"
	"testing"

	"example.org/traveldoc/mrz"
)

// must panics if a call in an allocation test has failed, which would otherwise
// pass as one that does not allocate.
func must(ok bool) {
	if !ok {
		panic("the call has failed")
	}
}

func TestAllocs(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector allocates")
	}
	long := with(mrz.TD1, map[mrz.Field]string{mrz.FieldDocumentNumberCheckDigit: "<", mrz.FieldOptionalData: "7349<XY"})
	words := with(mrz.TD3, map[mrz.Field]string{mrz.FieldName: "VAN<DER<BERG<<ANNA<MARIA"})
	type test struct {
		name string
		want float64
		f    func()
	}
	tests := []test{
		{"ParseBytes", 1, func() { d, err := mrz.ParseBytes([]byte(td3Zone)); must(err == nil && !d.IsZero()) }},
		{"Parse, an error", 1, func() { _, err := mrz.Parse(l44); must(err != nil) }},
		{"Parse, a long line", 1, func() { _, err := mrz.Parse(hugeLine); must(err != nil) }},
		{"DocumentNumber, long", 1, func() { must(len(long.DocumentNumber()) == 12) }},
		{"AppendDocumentNumber, long", 0, func() { var b [24]byte; must(len(long.AppendDocumentNumber(b[:0])) == 12) }},
		{"OptionalData behind a long number", 0, func() { must(long.OptionalData() == "XY") }},
		{"LongNumber", 0, func() { _, _, ok := long.LongNumber(); must(ok) }},
		{"PrimaryIdentifier, several components", 1, func() { must(words.PrimaryIdentifier() == "VAN DER BERG") }},
		{"SecondaryIdentifier, several components", 1, func() { must(words.SecondaryIdentifier() == "ANNA MARIA") }},
		{"Fields, several components", 2, func() { must(words.Fields().SecondaryIdentifier == "ANNA MARIA") }},
		{"Layouts", 0, func() {
			n := 0
			for range mrz.Layouts() {
				n++
			}
			must(n == 5)
		}},
		{"Verify of the zero Document", 0, func() { must(!mrz.Document{}.Verify(nil).OK()) }},
		{"Severities.With", 0, func() {
			must(mrz.StrictSeverities().With(mrz.RuleExpired, mrz.SeverityError) != mrz.Severities{})
		}},
		{"Date.Within", 0, func() { must(dateOf("740812").Within(day(1930, 1, 1)).Year == 1974) }},
		{"ParseCalendarDate", 0, func() { d, err := mrz.ParseCalendarDate("2026-11-23"); must(err == nil && d == today) }},
		{"CalendarDate.AppendText", 0, func() { var b [10]byte; x, err := today.AppendText(b[:0]); must(err == nil && len(x) == 10) }},
	}
	for _, s := range specimens {
		d := mrz.MustParse(s.text)
		strict := &mrz.VerifyOptions{AsOf: today, Issued: today, Severities: mrz.StrictSeverities().With(mrz.RuleName, mrz.SeverityInfo)}
		add := func(name string, want float64, f func()) {
			tests = append(tests, test{s.layout.String() + "/" + name, want, f})
		}
		for _, form := range textForms {
			text := form.text(strings.Split(s.text, "\n"))
			add("Parse, "+form.name, 0, func() { x, err := mrz.Parse(text); must(err == nil && x == d) })
		}
		add("Verify(nil)", 0, func() { must(d.Verify(nil).OK()) })
		add("Verify with a day", 0, func() { must(d.Verify(&mrz.VerifyOptions{AsOf: today}).Validity() == mrz.Expired) })
		add("Verify with all options", 0, func() { r := d.Verify(strict); must(!r.OK() && r.Worst() == mrz.SeverityError) })
		add("Raw", 0, func() {
			n := 0
			for f := range s.layout.Fields() {
				n += len(d.Raw(f))
			}
			must(n >= 72 && d.Raw(mrz.FieldPrimaryIdentifier) == "ERIKSSON")
		})
		add("accessors", 0, func() {
			must(d.DocumentNumber() != "" && d.DocumentCode() != "" && d.PrimaryIdentifier() == "ERIKSSON" && d.IssuingState().Known() &&
				d.Nationality().Known() && d.DateOfBirth().IsComplete() && d.DateOfExpiry().IsComplete() && d.Sex() == mrz.SexFemale &&
				d.Line(2) != "" && d.Truncation() == mrz.TruncationNo && d.Layout() == s.layout && !d.IsZero())
			d.OptionalData()
			d.OptionalData2()
			_, _ = d.Employer()
		})
		add("dates", 0, func() {
			born, _ := d.BirthDate(today)
			age, ok := d.Age(today)
			must(ok && age > 50 && born.Year > 1900 && d.ExpiryDate(today).IsValid())
		})
		add("Layout", 0, func() {
			span, ok := s.layout.Span(mrz.FieldSex)
			lines, _ := s.layout.Size()
			n := 0
			for range s.layout.Fields() {
				n++
			}
			for range s.layout.Checks() {
				n++
			}
			must(ok && span.Len == 1 && lines > 1 && n > 10 && s.layout.String() != "")
		})
		add("components", 0, func() {
			n := 0
			for c := range d.PrimaryComponents() {
				n += len(c)
			}
			for c := range d.SecondaryComponents() {
				n += len(c)
			}
			must(n == len("ERIKSSONANNAMARIA"))
		})
		add("CheckDigit", 0, func() { c, ok := d.CheckDigit(mrz.FieldDateOfBirth); must(ok && c != 0) })
		add("Report", 0, func() {
			r := d.Verify(strict)
			n := 0
			for c := range r.Checks() {
				n += int(c.Verdict)
			}
			must(n > 0 && r.Verdict(mrz.FieldDateOfBirth) != 0 && r.Evaluated(mrz.RuleExpired) && r.Layout() == s.layout)
		})
		add("Clone", 1, func() { must(d.Clone() == d) })
		add("Lines", 1, func() { must(len(d.Lines()) >= 2) })
		add("Fields", 1, func() { must(d.Fields().SecondaryIdentifier == "ANNA MARIA") })
	}
	for _, tt := range tests {
		if got := testing.AllocsPerRun(100, tt.f); got != tt.want {
			t.Errorf("%s: %v allocations; want %v", tt.name, got, tt.want)
		}
	}
}

var hugeLine = strings.Repeat("A", 1<<20)

// TestVerifyAllocs verifies each vector, with findings of all kinds.
func TestVerifyAllocs(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector allocates")
	}
	for _, v := range zoneVectors(t) {
		text, o := v.Text(), optionsOf(t, v)
		ok := v.Expect == "ok"
		if got := testing.AllocsPerRun(10, func() {
			d, err := mrz.Parse(text)
			must(err == nil && d.Verify(o).OK() == ok)
		}); got != 0 {
			t.Errorf("%s: %v allocations; want 0", v.Name, got)
		}
		d := mrz.MustParse(text)
		if got := testing.AllocsPerRun(10, func() { must(len(d.Verify(o).Findings()) == len(v.Findings)) }); got > 6 {
			t.Errorf("%s: %v allocations for %d findings", v.Name, got, len(v.Findings))
		}
	}
}

// TestReaderAllocs wants one allocation a block, and none a record.
func TestReaderAllocs(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector allocates")
	}
	for _, end := range []string{"\n", "\r\n", "\r"} {
		stream := []byte(strings.Repeat(strings.ReplaceAll(td3Zone, "\n", end)+end, 10_000))
		blocks := float64(len(stream)/(64<<10) + 1)
		got := testing.AllocsPerRun(5, func() {
			r := mrz.NewReader(bytes.NewReader(stream))
			n := 0
			for {
				d, err := r.Read()
				if err == io.EOF {
					break
				}
				must(err == nil && d.Layout() == mrz.TD3)
				n++
			}
			must(n == 10_000)
		})
		if got > blocks+5 {
			t.Errorf("%q: %v allocations for %v blocks", end, got, blocks)
		}
	}
}

// TestLogAllocs keeps what is logged and not printed cheap.
func TestLogAllocs(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector allocates")
	}
	d := mrz.MustParse(td3Zone)
	l := slog.New(slog.NewTextHandler(io.Discard, &slog.HandlerOptions{Level: slog.LevelError}))
	if got := testing.AllocsPerRun(100, func() { l.Debug("m", "doc", d) }); got > 2 {
		t.Errorf("%v allocations for a log line that is not written", got)
	}
}
