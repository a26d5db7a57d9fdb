package mrz

import (
	"encoding"
	"fmt"
	"io"
	"iter"
	"math/bits"
	"strconv"

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
	facts      facts  // of the Document, with verdicts in the place of its dates
	printed    digits // if they are not all the expected ones
	reading    Reading

	// Where the findings are whose place is not fixed by their kind.
	numberLead, numberTrail   uint8    // fillers in front of the number, and behind its first nine characters
	numberTail, numberLen     uint8    // what of a long number stands in the optional data; the length of the number
	nameSecond, nameEnd       uint8    // the secondary identifier, if it is the primary one again
	issuerBad, nationalityBad uint8    // a bit a character that cannot stand there
	birthBad, expiryBad       uint8    // the same
	expiryUnknown             uint8    // the same, of what is blank
	repeatAt                  [4]uint8 // columns, in the order of the kinds
	fillers, nameDigits       uint64   // of the name, a bit a character
	placeholders              uint64   // the first characters of the components
}

// What stands in the facts of a Report besides those of the Document. All of them
// are one word, and stored at once, since a Report is copied as soon as it is made.
const (
	reportOK        facts = 1 << (factsBirth + iota)
	reportEvaluated       // the rules that need a day

	reportValidity = factsBirth + 2 // two bits
)

func (r *Report) setValidity(v Validity) { r.facts |= facts(v) << reportValidity }

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

// OK reports whether the zone is well made: there is no finding of
// SeverityError. It is false for the zero Report. An expired document is OK
// unless the severities say otherwise.
func (r Report) OK() bool { return r.facts&reportOK != 0 }

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
func (r Report) Validity() Validity { return Validity(r.facts >> reportValidity & 3) }

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
		return r.facts&reportEvaluated != 0
	}
	return r.layout() != 0 && ruleIndex(rule) >= 0
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

var (
	_ encoding.TextMarshaler = Reading(0)
	_ encoding.TextMarshaler = Validity(0)
)
