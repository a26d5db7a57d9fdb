package repair

import (
	"math"
	"strings"
	"testing"

	"example.org/traveldoc/mrz"
)

// misread is a line in which some characters were read as others.
func misread(line string, pairs ...string) string { return strings.NewReplacer(pairs...).Replace(line) }

func TestReadings(t *testing.T) {
	truth := passport1 + "\n" + passport2
	doc, err := mrz.Parse(truth)
	if err != nil {
		t.Fatal(err)
	}
	// The first has lost the number, the second a date: each shows what the other lacks.
	first := misread(truth, "ZS12345677", "ZS1234S677")
	second := misread(truth, "8503150F", "B5O3l5OF")
	other := strings.Join([]string{card1, card2, card3}, "\n")
	for _, test := range []struct {
		name     string
		readings []string
		ok       bool
		want     mrz.Document
		missing  int
	}{
		{"none", nil, false, mrz.Document{}, 0},
		{"no zone", []string{"", "nothing", "\x00"}, false, mrz.Document{}, 0},
		{"one", []string{first}, true, doc, 0},
		{"two", []string{first, second}, true, doc, 0},
		{"one of them empty", []string{"", truth, "PAGE 3"}, true, doc, 0},
		{"an outlier", []string{first, other, second, truth}, true, doc, 0},
		{"a line each", []string{passport1, passport2}, true, doc, 0},
		{"a line in one of them", []string{passport2, truth, passport2}, true, doc, 0},
		{"the same line", []string{passport2, passport2}, true, mrz.Document{}, 1},
		{"many", strings.Split(strings.Repeat(first+"\x00", 40)+second, "\x00"), true, doc, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			var rs []Reading
			for _, text := range test.readings {
				rs = append(rs, Reading{Text: text})
			}
			m, i, ok := Readings(rs, nil)
			if ok != test.ok || ok && (len(m.Missing) != test.missing || i < 0 || i >= len(rs)) {
				t.Fatalf("%v, reading %d, missing %v", ok, i, m.Missing)
			}
			if !test.want.IsZero() && m.Candidates[0].Document != test.want {
				t.Errorf("%q", m.Candidates[0].Document.Lines())
			}
			if ok && (m.Start < 0 || m.Start >= m.End || m.End > len(rs[i].Text)) {
				t.Errorf("place %d to %d of %d", m.Start, m.End, len(rs[i].Text))
			}
		})
	}
}

// TestReadingsAlike pins that the same reading again makes no answer surer, and that
// it does if the caller says that the readings are independent.
func TestReadingsAlike(t *testing.T) {
	read := Reading{Text: misread(passport1, "<MARIA", "KMARLA") + "\n" + misread(passport2, "8503150F", "B5O3150F")}
	confidence := func(n int, o *Options) float64 {
		var rs []Reading
		for range n {
			rs = append(rs, read)
		}
		m, _, ok := Readings(rs, o)
		if !ok {
			t.Fatal("nothing found")
		}
		return m.Candidates[0].Confidence
	}
	one := confidence(1, nil)
	m, ok := Document(read.Text, nil)
	if !ok || math.Abs(m.Candidates[0].Confidence-one) > 1e-6 {
		t.Errorf("one reading has %v by Readings, %v by Document", one, m.Candidates[0].Confidence)
	}
	for n := 2; n < 6; n++ {
		if c := confidence(n, nil); c > one {
			t.Errorf("%d readings have %v, one has %v", n, c, one)
		}
		if c := confidence(n, &Options{Independence: 1}); c <= one {
			t.Errorf("%d independent readings have %v, one has %v", n, c, one)
		}
	}
}

// TestPrior pins that what the caller knows of numbers decides where no digit does,
// and does not outweigh what was read.
func TestPrior(t *testing.T) {
	letters := func(d mrz.Document) float64 {
		if n := d.DocumentNumber(); d.IssuingState().String() == "POL" && n[0] >= 'A' {
			return 50
		}
		return 1
	}
	// 6 and G are the same to the digits.
	text := passport1 + "\n" + misread(passport2, "ZS12345677", "6S12345677", "<<8", "<<8")
	lines := strings.Split(text, "\n")
	doc, err := mrz.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	text = lines[0] + "\n" + restored(t, doc)
	plain, _ := Document(text, nil)
	told, _ := Document(text, &Options{Prior: letters})
	if c := plain.Candidates[0].Document.DocumentNumber()[0]; c != '6' {
		t.Fatalf("without a prior the number begins with %q", c)
	}
	if c := told.Candidates[0].Document.DocumentNumber()[0]; c != 'G' {
		t.Errorf("with a prior the number begins with %q", c)
	}
	for _, p := range []float64{0, -1, math.Inf(1), math.NaN()} {
		if m, ok := Document(text, &Options{Prior: func(mrz.Document) float64 { return p }}); !ok || math.IsNaN(m.Candidates[0].Confidence) {
			t.Errorf("prior %v: %v", p, ok)
		}
	}
}

// restored returns the second line of a document with digits that are right.
func restored(t *testing.T, d mrz.Document) string {
	t.Helper()
	line := []byte(d.Line(2))
	for _, f := range []mrz.Field{mrz.FieldDocumentNumber, mrz.FieldCompositeCheckDigit} {
		for c := range d.Verify(nil).Checks() {
			if c.Field == f {
				at := 9
				if f == mrz.FieldCompositeCheckDigit {
					at = 43
				}
				line[at] = c.Computed
			}
		}
		next, err := mrz.Parse(d.Line(1) + "\n" + string(line))
		if err != nil {
			t.Fatal(err)
		}
		d = next
	}
	return string(line)
}

// TestAsOf pins that a day makes an expiry in the far future unlikely.
func TestAsOf(t *testing.T) {
	day := mrz.CalendarDate{Year: 2026, Month: 11, Day: 23}
	o := &Options{AsOf: day}
	near, _ := mrz.Parse(passport1 + "\n" + passport2)
	far, _ := mrz.Parse(passport1 + "\n" + strings.Replace(passport2, "F3003150", "F4903150", 1))
	if n, f := o.weigh(near), o.weigh(far); n != 1 || f >= 1 {
		t.Errorf("2030 weighs %v, 2049 %v", n, f)
	}
	m, ok := Document(passport1+"\n"+passport2, o)
	if !ok || m.Status != Clean || m.Report.Validity() != mrz.Valid {
		t.Errorf("%v, %v", m.Status, m.Report.Validity())
	}
}

func TestChoices(t *testing.T) {
	if (&Result{}).Choices() != nil {
		t.Error("choices of nothing")
	}
	text := passport1 + "\n" + misread(passport2, "ZS12345677", "ZSI2345677")
	m, ok := Document(text, &Options{MaxCandidates: 20})
	if !ok || len(m.Candidates) < 2 {
		t.Fatal("no candidates to choose from")
	}
	choices := m.Choices()
	for i, c := range choices {
		sum := 0.0
		for k, x := range c.Chars {
			if sum += x.Confidence; k > 0 && x.Confidence > c.Chars[k-1].Confidence {
				t.Errorf("%v: not in order", c)
			}
		}
		if len(c.Chars) < 2 || sum > 1.00001 || i > 0 && (c.Line < choices[i-1].Line || c.Line == choices[i-1].Line && c.Column <= choices[i-1].Column) {
			t.Errorf("%v after %v, with %v", c, choices[max(i-1, 0)], sum)
		}
		if c.Chars[0].Char != m.Candidates[0].Document.Line(c.Line)[c.Column-1] && c.Chars[0].Confidence < m.Candidates[0].Confidence {
			t.Errorf("%v: the best candidate is not the best", c)
		}
	}
	if len(choices) == 0 {
		t.Error("no choices")
	}
}
