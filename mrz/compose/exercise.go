package compose

import (
	"slices"
	"strings"

	"example.org/traveldoc/checkdigit"
	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/state"
)

// A Fault is a way in which a zone is wrong.
type Fault string

// The faults. Each can be noticed from the zone alone.
const (
	FaultSubstitution          Fault = "substitution"             // a character of a checked field is another one
	FaultTransposition         Fault = "transposition"            // two neighbours of a checked field are swapped
	FaultWrongCheckDigit       Fault = "wrong_check_digit"        // another digit
	FaultBadDate               Fault = "bad_date"                 // no such month or day; the digits agree
	FaultLetterInDate          Fault = "letter_in_date"           // a letter for a digit
	FaultIllegalCharacter      Fault = "illegal_character"        // none of A-Z, 0-9 and the filler
	FaultWrongLength           Fault = "wrong_length"             // a character too few or too many
	FaultMissingLine           Fault = "missing_line"             // a line is left out
	FaultUnknownState          Fault = "unknown_state"            // issuer or nationality is no code
	FaultDigitInName           Fault = "digit_in_name"            // a digit for a letter
	FaultSexX                  Fault = "sex_x"                    // X for an unspecified sex
	FaultBadSex                Fault = "bad_sex"                  // another character
	FaultBadDocumentCode       Fault = "bad_document_code"        // a first character that the layout does not have
	FaultNoPrimaryName         Fault = "no_primary_name"          // the name begins with a filler
	FaultLongNumberRestMissing Fault = "long_number_rest_missing" // a filler for the digit of the number, and no rest
	FaultLongNumberDigit       Fault = "long_number_digit"        // the digit behind the rest is wrong in both readings
	FaultDigitBlank            Fault = "digit_blank"              // a filler where a digit must stand
	FaultOptionalCheckBlank    Fault = "optional_check_blank"     // a filler for the digit of optional data that are there
	FaultForbiddenCode         Fault = "forbidden_code"           // AI, a second letter V, AC on a TD2
	FaultLeadingFillerNumber   Fault = "leading_filler_number"    // the number begins with a filler; the digits agree
	FaultEmptyNumber           Fault = "empty_number"             // fillers for the number; the digits agree
	FaultEmptyName             Fault = "empty_name"               // fillers for the name
)

// Faults returns all faults, in the order above.
func Faults() []Fault {
	all := make([]Fault, len(faultTable))
	for i, f := range faultTable {
		all[i] = f.fault
	}
	return all
}

var faultTable = []struct {
	fault Fault
	spoil func(*exercise) bool // false if that can't be done to the zone, or was not this time
}{
	{FaultSubstitution, (*exercise).substitution},
	{FaultTransposition, (*exercise).transposition},
	{FaultWrongCheckDigit, (*exercise).wrongDigit},
	{FaultBadDate, (*exercise).badDate},
	{FaultLetterInDate, (*exercise).letterInDate},
	{FaultIllegalCharacter, (*exercise).illegal},
	{FaultWrongLength, (*exercise).wrongLength},
	{FaultMissingLine, (*exercise).missingLine},
	{FaultUnknownState, (*exercise).unknownState},
	{FaultDigitInName, (*exercise).digitInName},
	{FaultSexX, func(e *exercise) bool { return e.set(mrz.FieldSex, 0, "X") }},
	{FaultBadSex, func(e *exercise) bool {
		return e.set(mrz.FieldSex, 0, string(e.r.of("ABCDEGHIJKLNOPQRSTUVWYZ0123456789")))
	}},
	{FaultBadDocumentCode, func(e *exercise) bool {
		return e.set(mrz.FieldDocumentCode, 0, string(e.r.of("BDEFGHJKLMNOQRSTUWXYZ")))
	}},
	{FaultNoPrimaryName, func(e *exercise) bool { return e.set(mrz.FieldName, 0, "<") }},
	{FaultLongNumberRestMissing, (*exercise).restMissing},
	{FaultLongNumberDigit, (*exercise).longDigit},
	{FaultDigitBlank, (*exercise).digitBlank},
	{FaultOptionalCheckBlank, (*exercise).optionalBlank},
	{FaultForbiddenCode, (*exercise).forbiddenCode},
	{FaultLeadingFillerNumber, (*exercise).leadingFiller},
	{FaultEmptyNumber, (*exercise).emptyNumber},
	{FaultEmptyName, func(e *exercise) bool {
		return e.set(mrz.FieldName, 0, strings.Repeat("<", len(e.field(mrz.FieldName))))
	}},
}

// An Exercise is a zone with a fault, and the answer.
type Exercise struct {
	Lines      []string // with the fault; they may be no zone any more
	Original   mrz.Document
	Fault      Fault
	Field      mrz.Field   // in which the fault is, or 0 if it is in a whole line
	Line       int         // from 1
	Column     int         // from 1; 0 for a missing line
	From, To   string      // what stood there and what stands there now
	Recomputed []mrz.Field // the check digits that agree with the fault
}

// NewExercise returns a zone with a fault, which is drawn from seed: the same zone,
// fault and seed give the same. It is false if the zone has no place for the
// fault: a passport has no long number, and optional data may be missing. The zone
// should be one that Verify does not fault; [Surrogate] makes them.
func NewExercise(d mrz.Document, fault Fault, seed uint64) (Exercise, bool) {
	i := slices.IndexFunc(faultTable, func(f struct {
		fault Fault
		spoil func(*exercise) bool
	}) bool {
		return f.fault == fault
	})
	if i < 0 || d.IsZero() {
		return Exercise{}, false
	}
	r := newRandom(seed)
	for range 100 { // not each draw can be noticed
		e := newExercise(d, r)
		e.Fault = fault
		if faultTable[i].spoil(e) && e.noticed() {
			e.Lines = e.lines()
			return e.Exercise, true
		}
	}
	return Exercise{}, false
}

// An exercise is an Exercise in the making: a zone that is being spoilt.
type exercise struct {
	Exercise
	zone
	r     *random
	tail  int
	count int // of lines
	cut   []string
}

func newExercise(d mrz.Document, r *random) *exercise {
	e := &exercise{r: r}
	e.Original = d
	e.layout = d.Layout()
	e.count, e.width = e.layout.Size()
	for i, line := range d.Lines() {
		copy(e.text[i*(e.width+1):], line+"\n")
	}
	if rest, digit, ok := d.LongNumber(); ok {
		e.tail = rest.Len + digit.Len + 1
	}
	return e
}

func (e *exercise) lines() []string {
	if e.cut != nil {
		return e.cut
	}
	return strings.Split(strings.TrimSuffix(string(e.text[:e.count*(e.width+1)]), "\n"), "\n")
}

// noticed reports whether Parse or Verify finds more than in the original.
func (e *exercise) noticed() bool {
	d, err := mrz.Parse(strings.Join(e.lines(), "\n"))
	if err != nil || d.Layout() != e.layout {
		return true
	}
	before := e.Original.Verify(nil).Findings()
	for _, f := range d.Verify(nil).Findings() {
		if f.Severity > mrz.SeverityInfo && !slices.Contains(before, f) {
			return true
		}
	}
	return false
}

// set writes something else into a field, and notes it. It is false if it is not
// something else.
func (e *exercise) set(f mrz.Field, at int, to string) bool {
	s, ok := e.layout.Span(f)
	if !ok {
		return false
	}
	dst := e.at(s)[at : at+len(to)]
	if string(dst) == to {
		return false
	}
	e.Field, e.Line, e.Column, e.From, e.To = f, s.Line, s.Column+at, string(dst), to
	copy(dst, to)
	return true
}

// recompute makes the digits of fields agree with what stands there now.
func (e *exercise) recompute(fields ...mrz.Field) {
	for check := range e.layout.Checks() {
		if slices.Contains(fields, check) {
			e.digit(check, e.tail, false)
			e.Recomputed = append(e.Recomputed, check)
		}
	}
}

// checked returns one of the fields that have a digit of their own.
func (e *exercise) checked() mrz.Field {
	fields := []mrz.Field{mrz.FieldDocumentNumber, mrz.FieldDateOfBirth, mrz.FieldDateOfExpiry}
	if e.layout == mrz.TD3 && !blank(e.field(mrz.FieldOptionalData)) {
		fields = append(fields, mrz.FieldOptionalData)
	}
	return fields[e.r.n(len(fields))]
}

func (e *exercise) substitution() bool {
	f := e.checked()
	field := e.field(f)
	i := e.r.n(len(field))
	set := digits + letters
	if f == mrz.FieldDateOfBirth || f == mrz.FieldDateOfExpiry {
		set = digits
	}
	if field[i] == '<' {
		return false
	}
	c := e.r.of(set)
	return !checkdigit.Indistinguishable(field[i], c) && e.set(f, i, string(c))
}

func (e *exercise) transposition() bool {
	f := e.checked()
	field := e.field(f)
	i := e.r.n(len(field) - 1)
	a, b := field[i], field[i+1]
	return a != '<' && b != '<' && e.set(f, i, string([]byte{b, a}))
}

func (e *exercise) wrongDigit() bool {
	checks := slices.Collect(e.layout.Checks())
	check := checks[e.r.n(len(checks))]
	f := digitField(check)
	if c := e.field(f)[0]; c == '<' {
		return false
	}
	if !e.set(f, 0, string(e.r.of(digits))) {
		return false
	}
	if check != mrz.FieldCompositeCheckDigit && e.r.n(2) == 0 {
		e.recompute(mrz.FieldCompositeCheckDigit)
	}
	return true
}

// date returns one of the two dates, if it is digits.
func (e *exercise) date() (f mrz.Field, ok bool) {
	f = []mrz.Field{mrz.FieldDateOfBirth, mrz.FieldDateOfExpiry}[e.r.n(2)]
	return f, strings.Trim(string(e.field(f)), digits) == ""
}

func (e *exercise) badDate() bool {
	f, ok := e.date()
	if !ok {
		return false
	}
	if e.r.n(2) == 0 {
		ok = e.set(f, 2, two([]int{0, 13 + e.r.n(87)}[e.r.n(2)]))
	} else {
		ok = e.set(f, 4, two([]int{0, 32 + e.r.n(68)}[e.r.n(2)]))
	}
	e.recompute(f, mrz.FieldCompositeCheckDigit)
	return ok
}

func (e *exercise) letterInDate() bool {
	f, ok := e.date()
	if !ok || !e.set(f, e.r.n(6), string(e.r.of(letters))) {
		return false
	}
	if e.r.n(2) == 0 {
		e.recompute(f, mrz.FieldCompositeCheckDigit)
	}
	return true
}

// place returns a place in the zone, and its field.
func (e *exercise) place() (f mrz.Field, s mrz.Span, at int) {
	line, column := 1+e.r.n(e.count), 1+e.r.n(e.width)
	for f := range e.layout.Fields() {
		if s, ok := e.layout.Span(f); ok && s.Line == line && s.Column <= column && column < s.Column+s.Len {
			return f, s, column - s.Column
		}
	}
	return 0, mrz.Span{}, 0
}

func (e *exercise) illegal() bool {
	f, s, at := e.place()
	to := e.r.of("abcdefghijklmnopqrstuvwxyz .,-/*")
	if column := s.Column + at; to == ' ' && (column == 1 || column == e.width) {
		return false // a blank around a line is no part of it
	}
	return f != 0 && e.set(f, at, string(to))
}

func (e *exercise) wrongLength() bool {
	f, s, at := e.place()
	if f == 0 {
		return false
	}
	e.cut = e.lines()
	line := &e.cut[s.Line-1]
	i := s.Column - 1 + at
	e.Field, e.Line, e.Column = f, s.Line, i+1
	if e.r.n(2) == 0 {
		e.From = (*line)[i : i+1]
		*line = (*line)[:i] + (*line)[i+1:]
	} else {
		e.To = (*line)[i : i+1]
		*line = (*line)[:i] + e.To + (*line)[i:]
	}
	return true
}

func (e *exercise) missingLine() bool {
	e.cut = e.lines()
	i := e.r.n(len(e.cut))
	e.Line, e.From = i+1, e.cut[i]
	e.cut = slices.Delete(e.cut, i, i+1)
	return true
}

func (e *exercise) unknownState() bool {
	code := string([]byte{e.r.of(letters), e.r.of(letters), e.r.of(letters)})
	if c, err := state.Parse(code); err != nil || c.Known() {
		return false
	}
	return e.set([]mrz.Field{mrz.FieldIssuingState, mrz.FieldNationality}[e.r.n(2)], 0, code)
}

func (e *exercise) digitInName() bool {
	name := e.field(mrz.FieldName)
	i := e.r.n(len(name))
	return name[i] != '<' && e.set(mrz.FieldName, i, string(e.r.of(digits)))
}

func (e *exercise) restMissing() bool {
	if e.layout != mrz.TD1 && e.layout != mrz.TD2 || !blank(e.field(mrz.FieldOptionalData)) {
		return false
	}
	ok := e.set(mrz.FieldDocumentNumberCheckDigit, 0, "<")
	e.recompute(mrz.FieldCompositeCheckDigit)
	return ok
}

func (e *exercise) longDigit() bool {
	if e.tail < 3 || !e.set(mrz.FieldOptionalData, e.tail-2, string(e.r.of(digits))) {
		return false
	}
	e.recompute(mrz.FieldCompositeCheckDigit)
	d, err := mrz.Parse(strings.Join(e.lines(), "\n"))
	return err == nil && d.Verify(nil).Verdict(mrz.FieldDocumentNumber) == checkdigit.Mismatch
}

func (e *exercise) digitBlank() bool {
	f := digitField([]mrz.Field{mrz.FieldDocumentNumber, mrz.FieldDateOfBirth, mrz.FieldDateOfExpiry}[e.r.n(3)])
	if f == mrz.FieldDocumentNumberCheckDigit && (e.layout == mrz.TD1 || e.layout == mrz.TD2) {
		return false // where it says that the number is a long one
	}
	ok := e.set(f, 0, "<")
	e.recompute(mrz.FieldCompositeCheckDigit)
	return ok
}

func (e *exercise) optionalBlank() bool {
	if e.layout != mrz.TD3 || blank(e.field(mrz.FieldOptionalData)) {
		return false
	}
	ok := e.set(mrz.FieldOptionalDataCheckDigit, 0, "<")
	e.recompute(mrz.FieldCompositeCheckDigit)
	return ok
}

func (e *exercise) forbiddenCode() bool {
	switch e.layout {
	case mrz.TD1:
		return e.set(mrz.FieldDocumentCode, 0, []string{"AI", "IV", "CV"}[e.r.n(3)])
	case mrz.TD2:
		return e.set(mrz.FieldDocumentCode, 0, []string{"AC", "IV", "CV"}[e.r.n(3)])
	}
	return false
}

func (e *exercise) leadingFiller() bool {
	number := e.field(mrz.FieldDocumentNumber)
	if e.tail > 0 {
		return false
	}
	ok := e.set(mrz.FieldDocumentNumber, 0, "<"+string(number[:len(number)-1]))
	e.recompute(mrz.FieldDocumentNumber, mrz.FieldCompositeCheckDigit)
	return ok
}

func (e *exercise) emptyNumber() bool {
	if e.tail > 0 {
		return false
	}
	ok := e.set(mrz.FieldDocumentNumber, 0, strings.Repeat("<", len(e.field(mrz.FieldDocumentNumber))))
	e.recompute(mrz.FieldDocumentNumber, mrz.FieldCompositeCheckDigit)
	return ok
}
