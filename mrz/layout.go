package mrz

import (
	"encoding"
	"errors"
	"iter"
)

// A Layout is one of the five shapes of a zone that Doc 9303 defines. The zero
// value is no layout.
//
// (It is called Layout and not Format since a method Format is what
// [fmt.Formatter] needs.)
type Layout uint8

// The layouts. Two of them share the shape of another; the first character of
// the zone tells them apart: V makes it a visa.
const (
	TD1  Layout = 1 + iota // card, three lines of 30 (Doc 9303-5)
	TD2                    // card or sheet, two lines of 36 (Doc 9303-6)
	TD3                    // passport, two lines of 44 (Doc 9303-4)
	MRVA                   // visa, two lines of 44 (Doc 9303-7 section 4)
	MRVB                   // visa, two lines of 36 (Doc 9303-7 section 7)
)

// A place is a run of positions in a line, as the standard prints it: line,
// first and last position, counted from 1.
type place struct{ line, first, last uint8 }

func (p place) span() Span {
	return Span{Line: int(p.line), Column: int(p.first), Len: int(p.last) - int(p.first) + 1}
}

// of returns the characters of the place, "" of the zero place.
func (p place) of(lines *zoneLines) string {
	if p.line == 0 {
		return ""
	}
	return lines.line(p.line)[p.first-1 : p.last]
}

// A check is a check digit: what it vouches for, where it stands, and the
// places whose characters go into it, in this order and without a restart of
// the weights.
type check struct {
	field Field // the data that a finding about the digit names
	digit Field
	over  []place
}

// The checks of a layout stand in this order. A visa has the first three, a
// TD1 or TD2 has no digit for its optional data.
const (
	checkNumber = iota
	checkBirth
	checkExpiry
	checkOptional
	checkComposite

	numChecks = iota
)

// layouts is the one description of the five layouts. Whatever reads, draws,
// explains or composes a zone takes its positions from here; the code in
// ordinary.go, which has them in its hands for speed, is held to it by the tests.
var layouts = [...]struct {
	name         string
	lines, width uint8
	elements     string // where the standard describes the data elements,
	names        string // the truncation of names,
	digits       string // and the check digits,
	digit        string // with what a check digit is
	fields       [numFields]place
	checks       [numChecks]check
}{
	TD1: {
		name: "TD1", lines: 3, width: 30,
		elements: "9303-5 4.2.2", names: "9303-5 4.2.3", digits: "9303-5 4.2.4", digit: "9303-3 4.9, 9303-5 4.2.4",
		fields: [numFields]place{
			FieldDocumentCode:             {1, 1, 2},
			FieldIssuingState:             {1, 3, 5},
			FieldDocumentNumber:           {1, 6, 14},
			FieldDocumentNumberCheckDigit: {1, 15, 15},
			FieldOptionalData:             {1, 16, 30},
			FieldDateOfBirth:              {2, 1, 6},
			FieldDateOfBirthCheckDigit:    {2, 7, 7},
			FieldSex:                      {2, 8, 8},
			FieldDateOfExpiry:             {2, 9, 14},
			FieldDateOfExpiryCheckDigit:   {2, 15, 15},
			FieldNationality:              {2, 16, 18},
			FieldOptionalData2:            {2, 19, 29},
			FieldCompositeCheckDigit:      {2, 30, 30},
			FieldName:                     {3, 1, 30},
		},
		checks: [numChecks]check{
			checkNumber:    {FieldDocumentNumber, FieldDocumentNumberCheckDigit, []place{{1, 6, 14}}},
			checkBirth:     {FieldDateOfBirth, FieldDateOfBirthCheckDigit, []place{{2, 1, 6}}},
			checkExpiry:    {FieldDateOfExpiry, FieldDateOfExpiryCheckDigit, []place{{2, 9, 14}}},
			checkComposite: {FieldCompositeCheckDigit, FieldCompositeCheckDigit, []place{{1, 6, 30}, {2, 1, 7}, {2, 9, 15}, {2, 19, 29}}},
		},
	},
	TD2: {
		name: "TD2", lines: 2, width: 36,
		elements: "9303-6 4.2.2", names: "9303-6 4.2.3", digits: "9303-6 4.2.4", digit: "9303-3 4.9, 9303-6 4.2.4",
		fields: [numFields]place{
			FieldDocumentCode:             {1, 1, 2},
			FieldIssuingState:             {1, 3, 5},
			FieldName:                     {1, 6, 36},
			FieldDocumentNumber:           {2, 1, 9},
			FieldDocumentNumberCheckDigit: {2, 10, 10},
			FieldNationality:              {2, 11, 13},
			FieldDateOfBirth:              {2, 14, 19},
			FieldDateOfBirthCheckDigit:    {2, 20, 20},
			FieldSex:                      {2, 21, 21},
			FieldDateOfExpiry:             {2, 22, 27},
			FieldDateOfExpiryCheckDigit:   {2, 28, 28},
			FieldOptionalData:             {2, 29, 35},
			FieldCompositeCheckDigit:      {2, 36, 36},
		},
		checks: [numChecks]check{
			checkNumber:    {FieldDocumentNumber, FieldDocumentNumberCheckDigit, []place{{2, 1, 9}}},
			checkBirth:     {FieldDateOfBirth, FieldDateOfBirthCheckDigit, []place{{2, 14, 19}}},
			checkExpiry:    {FieldDateOfExpiry, FieldDateOfExpiryCheckDigit, []place{{2, 22, 27}}},
			checkComposite: {FieldCompositeCheckDigit, FieldCompositeCheckDigit, []place{{2, 1, 10}, {2, 14, 20}, {2, 22, 35}}},
		},
	},
	TD3: {
		name: "TD3", lines: 2, width: 44,
		elements: "9303-4 4.2.2", names: "9303-4 4.2.3", digits: "9303-4 4.2.4", digit: "9303-3 4.9, 9303-4 4.2.4",
		fields: [numFields]place{
			FieldDocumentCode:             {1, 1, 2},
			FieldIssuingState:             {1, 3, 5},
			FieldName:                     {1, 6, 44},
			FieldDocumentNumber:           {2, 1, 9},
			FieldDocumentNumberCheckDigit: {2, 10, 10},
			FieldNationality:              {2, 11, 13},
			FieldDateOfBirth:              {2, 14, 19},
			FieldDateOfBirthCheckDigit:    {2, 20, 20},
			FieldSex:                      {2, 21, 21},
			FieldDateOfExpiry:             {2, 22, 27},
			FieldDateOfExpiryCheckDigit:   {2, 28, 28},
			FieldOptionalData:             {2, 29, 42},
			FieldOptionalDataCheckDigit:   {2, 43, 43},
			FieldCompositeCheckDigit:      {2, 44, 44},
		},
		checks: [numChecks]check{
			checkNumber:    {FieldDocumentNumber, FieldDocumentNumberCheckDigit, []place{{2, 1, 9}}},
			checkBirth:     {FieldDateOfBirth, FieldDateOfBirthCheckDigit, []place{{2, 14, 19}}},
			checkExpiry:    {FieldDateOfExpiry, FieldDateOfExpiryCheckDigit, []place{{2, 22, 27}}},
			checkOptional:  {FieldOptionalData, FieldOptionalDataCheckDigit, []place{{2, 29, 42}}},
			checkComposite: {FieldCompositeCheckDigit, FieldCompositeCheckDigit, []place{{2, 1, 10}, {2, 14, 20}, {2, 22, 43}}},
		},
	},
	MRVA: {
		name: "MRV-A", lines: 2, width: 44,
		elements: "9303-7 4.2.2", names: "9303-7 4.2.3", digits: "9303-7 4.2.4", digit: "9303-3 4.9, 9303-7 4.2.4",
		fields: [numFields]place{
			FieldDocumentCode:             {1, 1, 2},
			FieldIssuingState:             {1, 3, 5},
			FieldName:                     {1, 6, 44},
			FieldDocumentNumber:           {2, 1, 9},
			FieldDocumentNumberCheckDigit: {2, 10, 10},
			FieldNationality:              {2, 11, 13},
			FieldDateOfBirth:              {2, 14, 19},
			FieldDateOfBirthCheckDigit:    {2, 20, 20},
			FieldSex:                      {2, 21, 21},
			FieldDateOfExpiry:             {2, 22, 27},
			FieldDateOfExpiryCheckDigit:   {2, 28, 28},
			FieldOptionalData:             {2, 29, 44},
		},
		checks: [numChecks]check{
			checkNumber: {FieldDocumentNumber, FieldDocumentNumberCheckDigit, []place{{2, 1, 9}}},
			checkBirth:  {FieldDateOfBirth, FieldDateOfBirthCheckDigit, []place{{2, 14, 19}}},
			checkExpiry: {FieldDateOfExpiry, FieldDateOfExpiryCheckDigit, []place{{2, 22, 27}}},
		},
	},
	MRVB: {
		name: "MRV-B", lines: 2, width: 36,
		elements: "9303-7 7.2.2", names: "9303-7 7.2.3", digits: "9303-7 7.2.4", digit: "9303-3 4.9, 9303-7 7.2.4",
		fields: [numFields]place{
			FieldDocumentCode:             {1, 1, 2},
			FieldIssuingState:             {1, 3, 5},
			FieldName:                     {1, 6, 36},
			FieldDocumentNumber:           {2, 1, 9},
			FieldDocumentNumberCheckDigit: {2, 10, 10},
			FieldNationality:              {2, 11, 13},
			FieldDateOfBirth:              {2, 14, 19},
			FieldDateOfBirthCheckDigit:    {2, 20, 20},
			FieldSex:                      {2, 21, 21},
			FieldDateOfExpiry:             {2, 22, 27},
			FieldDateOfExpiryCheckDigit:   {2, 28, 28},
			FieldOptionalData:             {2, 29, 36},
		},
		checks: [numChecks]check{
			checkNumber: {FieldDocumentNumber, FieldDocumentNumberCheckDigit, []place{{2, 1, 9}}},
			checkBirth:  {FieldDateOfBirth, FieldDateOfBirthCheckDigit, []place{{2, 14, 19}}},
			checkExpiry: {FieldDateOfExpiry, FieldDateOfExpiryCheckDigit, []place{{2, 22, 27}}},
		},
	},
}

// valid reports whether l is one of the five layouts.
func (l Layout) valid() bool { return TD1 <= l && l <= MRVB }

// visa reports whether l is one of the two layouts of visas.
func (l Layout) visa() bool { return l == MRVA || l == MRVB }

// Layouts returns the five layouts in the order of their constants.
func Layouts() iter.Seq[Layout] {
	return func(yield func(Layout) bool) {
		for l := TD1; l <= MRVB; l++ {
			if !yield(l) {
				return
			}
		}
	}
}

// String returns "TD1", "TD2", "TD3", "MRV-A" or "MRV-B", and "" for a value
// that is no layout.
func (l Layout) String() string {
	if !l.valid() {
		return ""
	}
	return layouts[l].name
}

// Size returns the number of lines and the number of characters in each of
// them; zeros for a value that is no layout.
func (l Layout) Size() (lines, length int) {
	if !l.valid() {
		return 0, 0
	}
	return int(layouts[l].lines), int(layouts[l].width)
}

// Span returns the place of a field. It is false for a field that the layout
// does not have, and for the primary and the secondary identifier, whose
// places depend on the name: see FieldName.
//
// Of a long document number this is the place of its first nine characters.
func (l Layout) Span(f Field) (Span, bool) {
	if !l.valid() || int(f) >= numFields || layouts[l].fields[f].line == 0 {
		return Span{}, false
	}
	return layouts[l].fields[f].span(), true
}

// Fields returns the fields of the layout, check digits among them, in the
// order in which they stand in the zone. Together their spans cover each
// character of it once.
func (l Layout) Fields() iter.Seq[Field] {
	return func(yield func(Field) bool) {
		if !l.valid() {
			return
		}
		t := &layouts[l]
		for line := uint8(1); line <= t.lines; line++ {
			for first := uint8(1); first <= t.width; first++ {
				for f, p := range t.fields {
					if p.line == line && p.first == first && !yield(Field(f)) {
						return
					}
				}
			}
		}
	}
}

// Covers returns the places whose characters go into a check digit, in the
// order in which the weights run over them without a restart. f is the field
// of a check digit, or of the data that has one. It is nil where the layout
// has no such digit. A long document number has a digit over other places:
// see [Document.LongNumber].
func (l Layout) Covers(f Field) []Span {
	c := l.check(f)
	if c < 0 {
		return nil
	}
	var spans []Span
	for _, p := range layouts[l].checks[c].over {
		spans = append(spans, p.span())
	}
	return spans
}

// Checks returns the fields that have a check digit of their own, and at the
// end FieldCompositeCheckDigit, if the layout has one.
func (l Layout) Checks() iter.Seq[Field] {
	return func(yield func(Field) bool) {
		if !l.valid() {
			return
		}
		for _, c := range layouts[l].checks {
			if c.field != 0 && !yield(c.field) {
				return
			}
		}
	}
}

// check returns the index of the check digit f, or of the one that vouches for
// the data f, or -1.
func (l Layout) check(f Field) int {
	if l.valid() && f != 0 {
		for i, c := range layouts[l].checks {
			if c.field == f || c.digit == f {
				return i
			}
		}
	}
	return -1
}

var errLayout = errors.New("mrz: no such layout")

// MarshalText returns the text of String; it fails for a value that is no
// layout.
func (l Layout) MarshalText() ([]byte, error) {
	if !l.valid() {
		return nil, errLayout
	}
	return []byte(l.String()), nil
}

// UnmarshalText sets l to the layout whose String is text, so that a Layout
// can be a flag ([flag.TextVar]).
func (l *Layout) UnmarshalText(text []byte) error {
	for i := range Layouts() {
		if i.String() == string(text) {
			*l = i
			return nil
		}
	}
	return errLayout
}

// A Span is a run of characters in one line of a zone. Lines and columns count
// from 1, as the standard numbers positions; columns and lengths count
// characters, which in a zone are bytes. The zero value is no place.
type Span struct {
	Line   int `json:"line"`
	Column int `json:"column"`
	Len    int `json:"length"`
}

var (
	_ encoding.TextMarshaler   = Layout(0)
	_ encoding.TextUnmarshaler = (*Layout)(nil)
)
