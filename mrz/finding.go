package mrz

import (
	"cmp"
	"iter"
	"math/bits"
	"slices"
	"strconv"
	"strings"
)

// A Finding is something that Verify noticed. It is evidence about the
// document and holds none of its data.
//
// A Finding is an error for those who want one: errors.Is(f, f.Rule) is true.
type Finding struct {
	Rule     Rule
	Cause    Cause
	Severity Severity
	Field    Field  // the field whose data it is about, never that of a digit but the composite
	Span     Span   // the faulty characters; of a check digit, its place
	Clause   string // where the rule stands in Doc 9303, or "practice"

	kind kind // one more, so that zero is a Finding of another package
}

// Message returns a plain English sentence that says what was found, without
// any data and without a full stop. It is "" for a Finding that is not of a
// Report.
func (f Finding) Message() string { return f.kind.message() }

// message returns the sentence of the kind before k, "" for zero.
func (k kind) message() string {
	if k == 0 {
		return ""
	}
	return strings.ReplaceAll(kinds[k-1].text, "%", kinds[k-1].field.Noun())
}

// Error returns the place, the rule and the message.
func (f Finding) Error() string {
	s := "mrz: line " + strconv.Itoa(f.Span.Line) + ", column " + strconv.Itoa(f.Span.Column) + ": " + string(f.Rule)
	if m := f.Message(); m != "" {
		s += ": " + m
	}
	return s
}

// Unwrap returns the rule.
func (f Finding) Unwrap() error { return f.Rule }

// Findings are findings in the order of their places. They are an error whose
// parts errors.Is and errors.As look at.
type Findings []Finding

// Error returns the first finding and the number of the others.
func (f Findings) Error() string {
	switch len(f) {
	case 0:
		return "mrz: no findings"
	case 1:
		return f[0].Error()
	}
	return f[0].Error() + " (and " + strconv.Itoa(len(f)-1) + " more)"
}

// Unwrap returns the findings.
func (f Findings) Unwrap() []error {
	errs := make([]error, len(f))
	for i := range f {
		errs[i] = f[i]
	}
	return errs
}

// Findings returns the findings, sorted by line and column and then by the order
// of the rules, in a new slice; nil if there are none.
func (r Report) Findings() Findings {
	if r.found == [2]uint64{} {
		return nil
	}
	list := make(Findings, 0, 4)
	var buf [4]Span
	for k := range r.kinds() {
		row := &kinds[k]
		for _, s := range r.appendSpans(buf[:0], k) {
			list = append(list, Finding{row.rule, row.cause, r.severities.of(k), row.field, s, row.clause.in(r.layout()), k + 1})
		}
	}
	slices.SortStableFunc(list, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Span.Line, b.Span.Line), cmp.Compare(a.Span.Column, b.Span.Column),
			cmp.Compare(ruleIndex(a.Rule), ruleIndex(b.Rule)))
	})
	return list
}

// appendSpans appends the places of a kind of finding: one, or of some kinds
// more.
func (r *Report) appendSpans(spans []Span, k kind) []Span {
	field := kinds[k].field
	whole := layouts[r.layout()].fields[field].span()
	// part is the part of the field from an offset on.
	part := func(offset, n int) Span { return Span{whole.Line, whole.Column + offset, n} }
	switch k {
	case kindFillerIncluded, kindMayBeShort, kindNumberNeedlessOverflow, kindNumberNoFillerAfter:
		return append(spans, r.digitSpan(checkNumber))
	case kindNumberLeadingFiller:
		return append(spans, part(0, int(r.numberLead)))
	case kindNumberFillerBeforeRest:
		return append(spans, part(whole.Len-int(r.numberTrail), int(r.numberTrail)))
	case kindCodeFirstNotLetter, kindCodeFirstLetter:
		return append(spans, part(0, 1))
	case kindCodeSecondForbidden, kindCodeNotEmergency, kindCodeSingleSheet, kindCodeNotHarmonised, kindCodeOlderMeaning, kindCodeDigit:
		return append(spans, part(1, 1))
	case kindIssuerMalformed:
		return append(spans, part(extent(uint64(r.issuerBad))))
	case kindNationalityMalformed:
		return append(spans, part(extent(uint64(r.nationalityBad))))
	case kindNameDigit:
		for first, n := range runs(r.nameDigits) {
			spans = append(spans, part(first, n))
		}
		return spans
	case kindNameWideSeparator, kindNameSecondSeparator:
		wide, second := separators(r.fillers, ^r.fillers&(1<<whole.Len-1))
		if k == kindNameSecondSeparator {
			wide = second
		}
		for first, n := range runs(r.fillers) {
			if wide>>first&1 != 0 {
				spans = append(spans, part(first, n))
			}
		}
		return spans
	case kindNameLeadingFiller, kindNameNoPrimary:
		return append(spans, part(0, bits.TrailingZeros64(^r.fillers)))
	case kindNameTruncation:
		return append(spans, part(whole.Len-1, 1))
	case kindNamePlaceholder:
		for first := range runs(r.placeholders) {
			spans = append(spans, part(first, len("FNU")))
		}
		return spans
	case kindNameRepeated:
		return append(spans, part(int(r.nameSecond), int(r.nameEnd-r.nameSecond)))
	case kindNameInitial:
		return append(spans, part(bits.TrailingZeros64(^r.fillers), 1))
	case kindBirthCharacters:
		return appendPairs(spans, whole, r.birthBad)
	case kindExpiryCharacters:
		return appendPairs(spans, whole, r.expiryBad)
	case kindBirthMonth, kindExpiryMonth:
		return append(spans, part(2, 2))
	case kindBirthDay:
		return append(spans, part(daySpan(r.birthBad)))
	case kindExpiryDay:
		return append(spans, part(daySpan(r.expiryBad)))
	case kindBirthLeapDay, kindExpiryLeapDay:
		return append(spans, part(2, 4))
	case kindExpiryUnknown:
		if r.expiryUnknown != 0b11_11_11 {
			return appendPairs(spans, whole, r.expiryUnknown)
		}
	case kindCrewEmployer:
		return append(spans, part(0, 3))
	case kindOptionalRepeatsNumber, kindOptional2RepeatsNumber:
		return append(spans, Span{whole.Line, int(r.repeatAt[k-kindOptionalRepeatsNumber]), int(r.numberLen)})
	case kindOptionalRepeatsBirth, kindOptional2RepeatsBirth:
		return append(spans, Span{whole.Line, int(r.repeatAt[k-kindOptionalRepeatsNumber]), 6})
	}
	switch kinds[k].rule {
	case RuleCheckDigit, RuleCheckDigitBlank, RuleCompositeCheckDigit:
		return append(spans, r.digitSpan(r.layout().check(field)))
	}
	return append(spans, whole)
}

// dayOfMonth is a bit of birthBad and expiryBad behind those of the characters:
// the day is one of other months, so that the month may as well be wrong.
const dayOfMonth = 1 << 6

func daySpan(bad uint8) (offset, n int) {
	if bad&dayOfMonth != 0 {
		return 2, 4
	}
	return 4, 2
}

// appendPairs appends, for each part of a date, the place of what bad has bits
// of, from the first to the last.
func appendPairs(spans []Span, date Span, bad uint8) []Span {
	for i := 0; i < 6; i += 2 {
		if pair := uint64(bad >> i & 3); pair != 0 {
			first, n := extent(pair)
			spans = append(spans, Span{date.Line, date.Column + i + first, n})
		}
	}
	return spans
}

// digitSpan returns the place of a check digit.
func (r *Report) digitSpan(check int) Span {
	if tail := int(r.numberTail); check == checkNumber && tail > 0 {
		s := layouts[r.layout()].fields[FieldOptionalData].span()
		return Span{s.Line, s.Column + tail - 1, 1}
	}
	return layouts[r.layout()].fields[layouts[r.layout()].checks[check].digit].span()
}

// extent returns the offset of the lowest bit of m, and how far it is to the
// highest.
func extent(m uint64) (first, n int) {
	first = bits.TrailingZeros64(m)
	return first, bits.Len64(m) - first
}

// runs yields the runs of bits in m: the offset and the length of each.
func runs(m uint64) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		for at := 0; m != 0; {
			skip := bits.TrailingZeros64(m)
			n := bits.TrailingZeros64(^(m >> skip))
			if !yield(at+skip, n) {
				return
			}
			at += skip + n
			m = m >> skip >> n
		}
	}
}

var (
	_ error = Finding{}
	_ error = Findings{}
)
