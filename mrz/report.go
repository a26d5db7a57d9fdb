package mrz

import (
	"cmp"
	"encoding"
	"fmt"
	"io"
	"iter"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"example.org/traveldoc/checkdigit"
)

// A Report is what Verify says of a document. It is a comparable value that
// holds no reference to the document and no character of its data, except the
// printed check digits. The zero value is the Report of no document.
//
// A Report tells two things that are not the same: OK says that the zone is
// well made, Validity says what its date means on the given day. It prints as
// its layout and the number of its findings.
type Report struct {
	found      [2]uint64 // a bit a kind
	severities Severities
	facts      facts  // of the Document
	printed    digits // if they are not all the expected ones
	validity   Validity
	reading    Reading
	evaluated  bool // the rules that need a day
	ok         bool

	// Where the findings are whose place is not fixed by their kind.
	tail                      uint8 // as in the Document
	numberLead, numberTrail   uint8 // fillers in front of the number, and behind its first nine characters
	numberLen                 uint8
	issuerBad, nationalityBad uint8    // a bit a character that cannot stand there
	birthBad, expiryBad       uint8    // the same
	expiryUnknown             uint8    // the same, of what is blank
	repeatAt                  [4]uint8 // columns, in the order of the kinds
	nameDigits                uint64
	placeholders              uint64 // the first characters of the components
}

func (r *Report) add(k kind) { r.found[k/64] |= 1 << (k % 64) }

// kinds yields the kinds of the findings.
func (r *Report) kinds() iter.Seq[kind] {
	return func(yield func(kind) bool) {
		for i, w := range r.found {
			for ; w != 0; w &= w - 1 {
				if !yield(kind(64*i + bits.TrailingZeros64(w))) {
					return
				}
			}
		}
	}
}

// Layout returns the layout of the document, or zero for the zero Report.
func (r Report) Layout() Layout { return r.layout() }

func (r *Report) layout() Layout { return r.facts.layout() }

// fillers are the fillers of the name, a bit a character.
func (r *Report) fillers() uint64 { return uint64(r.facts.name() &^ nameDigits) }

// OK reports whether the zone is well made: there is no finding of
// SeverityError. It is false for the zero Report. An expired document is OK
// unless the severities say otherwise.
func (r Report) OK() bool { return r.ok }

// Worst returns the severity of the gravest finding, or zero if there is none.
func (r Report) Worst() (worst Severity) {
	for k := range r.kinds() {
		worst = max(worst, r.severities.of(k))
	}
	return worst
}

// Err returns nil if no finding has SeverityError, else the Findings that have
// it. errors.Is(err, mrz.RuleCheckDigit) tells whether one is of a rule.
func (r Report) Err() error {
	var errs Findings
	for _, f := range r.Findings() {
		if f.Severity == SeverityError {
			errs = append(errs, f)
		}
	}
	if len(errs) == 0 {
		return nil
	}
	return errs
}

// Verdict returns what the check digit of a field says; f is the field of the
// digit, or of the data that it vouches for. It is Unchecked if the layout has
// no such digit.
func (r Report) Verdict(f Field) checkdigit.Verdict {
	if c := r.layout().check(f); c >= 0 {
		return r.verdict(c)
	}
	return checkdigit.Unchecked
}

func (r *Report) verdict(check int) checkdigit.Verdict {
	printed, computed := r.digitsOf(check)
	switch {
	case printed == 0:
		return checkdigit.Unchecked
	case printed == '<':
		return checkdigit.Blank
	case printed == computed:
		return checkdigit.Match
	case isDigit(printed):
		return checkdigit.Mismatch
	}
	return checkdigit.Unreadable
}

// digitsOf returns the printed and the computed digit of a check, zeros if the
// layout does not have it.
func (r *Report) digitsOf(check int) (printed, computed byte) {
	computed = r.facts.expected().at(check)
	printed = computed
	if r.facts.odd() {
		printed = r.printed.at(check)
	}
	if computed == '<' { // the blank digit of blank optional data
		computed = '0'
	}
	if check == checkNumber && r.reading == FillerIncluded {
		computed = printed
	}
	return printed, computed
}

// A Check is a check digit of a document.
type Check struct {
	Field    Field // the data that it vouches for, or FieldCompositeCheckDigit
	Verdict  checkdigit.Verdict
	Printed  byte    // as printed, any character
	Computed byte    // '0' to '9'
	Reading  Reading // of a long document number
}

// A Reading says in which way the check digit of a long document number holds.
// Doc 9303 leaves the filler in the midst of the number out; cards are met on
// which it is counted.
type Reading uint8

// The readings.
const (
	ReadingAny     Reading = iota // both or none, or the number is not a long one
	FillerExcluded                // the digit holds by Doc 9303 only
	FillerIncluded                // the digit holds only if the filler is counted
)

var readingNames = [...]string{FillerExcluded: "filler-excluded", FillerIncluded: "filler-included"}

// String returns "filler-excluded" or "filler-included", and "" for ReadingAny.
func (r Reading) String() string {
	if int(r) < len(readingNames) {
		return readingNames[r]
	}
	return ""
}

// MarshalText returns the text of String.
func (r Reading) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// Checks yields the check digits that the layout has, in the order
// documentNumber, dateOfBirth, dateOfExpiry, optionalData, composite.
//
// Computed of a long number is the digit by Doc 9303, unless the printed one
// holds only with the filler counted.
func (r Report) Checks() iter.Seq[Check] {
	return func(yield func(Check) bool) {
		if !r.layout().valid() {
			return
		}
		for i, c := range &layouts[r.layout()].checks {
			if c.field == 0 {
				continue
			}
			x := Check{Field: c.field, Verdict: r.verdict(i)}
			x.Printed, x.Computed = r.digitsOf(i)
			if i == checkNumber {
				x.Reading = r.reading
			}
			if !yield(x) {
				return
			}
		}
	}
}

// Validity returns what the date of expiry means on the day AsOf.
func (r Report) Validity() Validity { return r.validity }

// Validity says whether a document is still valid on a day. On its last day it
// is.
type Validity uint8

// The validities.
const (
	ValidityUnknown Validity = iota // no day was given, or the expiry is no date
	Valid
	Expired
	Unlimited // the expiry may stand for validity without a limit
)

var validityNames = [...]string{"unknown", "valid", "expired", "unlimited"}

// String returns "unknown", "valid", "expired" or "unlimited".
func (v Validity) String() string {
	if int(v) < len(validityNames) {
		return validityNames[v]
	}
	return ""
}

// MarshalText returns the text of String.
func (v Validity) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// Evaluated reports whether a rule could be judged: it is false for the rules
// that need AsOf, if it was not given, and for what is no rule of Verify.
func (r Report) Evaluated(rule Rule) bool {
	switch rule {
	case RuleExpired, RuleCentury, RuleDateOrder, RuleValidityPeriod:
		return r.evaluated
	}
	return r.layout() != 0 && ruleIndex(rule) >= 0
}

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
		wide, second := separators(r.fillers(), ^r.fillers()&(1<<whole.Len-1))
		if k == kindNameSecondSeparator {
			wide = second
		}
		for first, n := range runs(r.fillers()) {
			if wide>>first&1 != 0 {
				spans = append(spans, part(first, n))
			}
		}
		return spans
	case kindNameLeadingFiller, kindNameNoPrimary:
		return append(spans, part(0, bits.TrailingZeros64(^r.fillers())))
	case kindNameTruncation:
		return append(spans, part(whole.Len-1, 1))
	case kindNamePlaceholder:
		for first := range runs(r.placeholders) {
			spans = append(spans, part(first, len("FNU")))
		}
		return spans
	case kindNameRepeated:
		n := r.facts.name().form(whole.Len)
		lead := bits.TrailingZeros64(^r.fillers() >> n.second)
		return append(spans, part(n.second+lead, n.end-n.second-lead))
	case kindNameInitial:
		return append(spans, part(bits.TrailingZeros64(^r.fillers()), 1))
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
	if check == checkNumber && r.tail > 0 {
		s := layouts[r.layout()].fields[FieldOptionalData].span()
		return Span{s.Line, s.Column + int(r.tail) - 1, 1}
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

// Format prints the layout and the number of findings, whatever the verb: the
// printed check digits are part of what identifies a document.
func (r Report) Format(f fmt.State, _ rune) { io.WriteString(f, r.String()) }

// String returns the layout and the number of findings.
func (r Report) String() string {
	if r.layout() == 0 {
		return "no document"
	}
	n := 0
	for range r.kinds() {
		n++
	}
	return r.layout().String() + ", findings of " + strconv.Itoa(n) + " kinds"
}

// A RuleInfo is a line of the list of rules: something that Verify looks for in
// a field. Its Rule and Cause are those of the Findings. The zero value is no
// line; Rules makes them.
type RuleInfo struct {
	Rule     Rule
	Cause    Cause
	Severity Severity // by default
	Field    Field

	kind kind // one more, as in a Finding
}

// Message returns what a Finding says.
func (i RuleInfo) Message() string { return i.kind.message() }

// Layouts yields the layouts for which Verify looks for it.
func (i RuleInfo) Layouts() iter.Seq[Layout] {
	return func(yield func(Layout) bool) {
		for l := range Layouts() {
			if i.appliesTo(l) && !yield(l) {
				return
			}
		}
	}
}

func (i RuleInfo) appliesTo(l Layout) bool {
	return i.kind != 0 && kinds[i.kind-1].layouts>>l&1 != 0
}

// Clause returns where the rule stands, for documents of a layout; "" for a
// layout for which Verify does not look for it.
func (i RuleInfo) Clause(l Layout) string {
	if !l.valid() || !i.appliesTo(l) {
		return ""
	}
	return kinds[i.kind-1].clause.in(l)
}

// Rules returns the list of what Verify looks for, by rule, in a new slice.
func Rules() []RuleInfo {
	var list []RuleInfo
	for _, r := range ruleOrder {
		for k := range kinds {
			if row := &kinds[k]; row.rule == r {
				list = append(list, RuleInfo{r, row.cause, row.severity, row.field, kind(k) + 1})
			}
		}
	}
	return list
}

var (
	_ encoding.TextMarshaler = Reading(0)
	_ encoding.TextMarshaler = Validity(0)
	_ error                  = Finding{}
	_ error                  = Findings{}
)
