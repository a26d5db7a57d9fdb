package mrz

import "example.org/traveldoc/mrz/state"

// A Document is a zone that has been laid out: its lines, and what they are
// made of. Nothing in it has been judged; [Document.Verify] does that.
//
// A Document is a small immutable value. Two Documents are equal (==) if and
// only if they have the same layout and the same characters, whatever the line
// breaks were, so that it can be the key of a map. The zero value is no
// document: its Layout is zero, and what its methods return is empty.
//
// A Document refers to the text it was parsed from and keeps it alive: see
// [Document.Clone]. Its methods may be called by several goroutines at once.
//
// A Document prints redacted: see Personal data in the package comment.
type Document struct {
	lines zoneLines
	facts facts // of the lines, so that they change nothing in what is equal
}

// zoneLines are the lines of a zone, those that it does not have being empty. They
// are no array, so that a Document goes from function to function in registers.
type zoneLines struct{ a, b, c string }

// maxLines is the greatest number of lines in a zone.
const maxLines = 3

// line returns a line; they count from 1.
func (l *zoneLines) line(n uint8) string {
	switch n {
	case 1:
		return l.a
	case 2:
		return l.b
	}
	return l.c
}

// IsZero reports whether d is the zero Document.
func (d Document) IsZero() bool { return d.facts == 0 }

// Layout returns the layout, or zero for the zero Document.
func (d Document) Layout() Layout { return d.facts.layout() }

// Lines returns the lines, as printed, in a new slice.
func (d Document) Lines() []string {
	n, _ := d.Layout().Size()
	return append([]string(nil), []string{d.lines.a, d.lines.b, d.lines.c}[:n]...)
}

// Line returns a line, as printed; they count from 1. It is "" if there is no
// such line.
func (d Document) Line(n int) string {
	if n < 1 || n > maxLines {
		return ""
	}
	return d.lines.line(uint8(n))
}

// at returns the characters of a place.
func (d *Document) at(p place) string { return p.of(&d.lines) }

// Raw returns a field as printed, with its fillers. FieldPrimaryIdentifier and
// FieldSecondaryIdentifier are the parts of the name before and behind its
// first two fillers. Of a long document number it returns the first nine
// characters. It is "" for a field that the layout does not have.
func (d Document) Raw(f Field) string {
	if !d.facts.layout().valid() || int(f) >= numFields {
		return ""
	}
	switch f {
	case FieldPrimaryIdentifier:
		return d.primary()
	case FieldSecondaryIdentifier:
		return d.secondary()
	}
	return d.raw(f)
}

// DocumentCode returns the one or two characters of the document code, without
// a filler behind them.
func (d Document) DocumentCode() string { return trimFillers(d.Raw(FieldDocumentCode)) }

// IssuingState returns the code of the issuing State or organization. It is the
// zero Code if the field holds no code at all (Raw has what it holds), and one
// that is not Known if the code is in no list.
func (d Document) IssuingState() state.Code { return stateCode(d.Raw(FieldIssuingState)) }

// Nationality returns the code of the nationality, in the form of
// IssuingState.
func (d Document) Nationality() state.Code { return stateCode(d.Raw(FieldNationality)) }

func stateCode(s string) state.Code {
	c, err := state.Parse(s)
	if err != nil {
		return state.Code{}
	}
	return c
}

// DateOfBirth returns the date of birth, as printed.
func (d Document) DateOfBirth() Date { return newDate(d.Raw(FieldDateOfBirth)) }

// DateOfExpiry returns the date of expiry, as printed; of a visa it is the date
// until which it is valid.
func (d Document) DateOfExpiry() Date { return newDate(d.Raw(FieldDateOfExpiry)) }

func newDate(s string) (d Date) {
	copy(d[:], s)
	return d
}

// Sex returns the character in the sex field, or 0 for the zero Document.
func (d Document) Sex() Sex {
	s := d.Raw(FieldSex)
	if s == "" {
		return 0
	}
	return Sex(s[0])
}

// CheckDigit returns the printed check digit of a field, which may be any
// character. f is the field of the digit, or of the data that it vouches for.
// It is false if the layout has no such digit.
//
// The digit of a long document number is returned from where it stands, in the
// optional data.
func (d Document) CheckDigit(f Field) (digit byte, ok bool) {
	c := d.Layout().check(f)
	if c < 0 {
		return 0, false
	}
	return d.printed(c), true
}

// CompositeCheckDigit returns the printed composite check digit. It is false
// for visas, which have none.
func (d Document) CompositeCheckDigit() (digit byte, ok bool) {
	return d.CheckDigit(FieldCompositeCheckDigit)
}

// printed returns the character in the place of a check digit of the layout.
func (d *Document) printed(c int) byte {
	if c == checkNumber {
		if tail := d.tail(); tail > 0 {
			return d.raw(FieldOptionalData)[tail-1]
		}
	}
	return d.raw(layouts[d.facts.layout()].checks[c].digit)[0]
}

// BirthDate returns the day of birth, given the day on which the document is
// looked at: its century is chosen by the rule in the package comment, together
// with that of the expiry. other is the day in the other century if that is as
// plausible, else zero.
//
// date is zero if a part of the date is unknown, if there is no such day, if no
// century fits, or if asOf is no day.
func (d Document) BirthDate(asOf CalendarDate) (date, other CalendarDate) {
	birth, r, ok := d.resolve(asOf)
	if !ok || !birth.complete() {
		return CalendarDate{}, CalendarDate{}
	}
	return r.birth.date(), r.other.date()
}

// ExpiryDate returns the last day on which the document is valid, given the day
// on which it is looked at. It is zero if there is no such day, if the date
// stands for unlimited validity, or if asOf is no day.
func (d Document) ExpiryDate(asOf CalendarDate) CalendarDate {
	_, r, _ := d.resolve(asOf)
	return r.expiry.date()
}

// Age returns the age of the holder in years on a day. It is false if
// BirthDate does not know the day of birth.
func (d Document) Age(asOf CalendarDate) (years int, ok bool) {
	birth, r, ok := d.resolve(asOf)
	if !ok || !birth.complete() || r.birth == 0 {
		return 0, false
	}
	return r.birth.age(asOf.day()), true
}

func (d *Document) resolve(asOf CalendarDate) (birth dateParts, r resolved, ok bool) {
	if !asOf.IsValid() || d.IsZero() {
		return dateParts{}, resolved{}, false
	}
	birth, expiry := partsOf(d.raw(FieldDateOfBirth)), partsOf(d.raw(FieldDateOfExpiry))
	if expiry.complete() && d.unlimited() != expiryDated {
		expiry.year = partInvalid
	}
	return birth, resolveParts(birth, expiry, asOf), true
}

// resolveParts resolves two dates of which nothing is known yet.
func resolveParts(birth, expiry dateParts, asOf CalendarDate) (r resolved) {
	if !birth.ok() {
		birth.year = partInvalid
	}
	if !expiry.complete() || !expiry.ok() {
		expiry.year = partInvalid
	}
	r.resolve(birth, expiry, asOf.day())
	return r
}

// raw is Raw of a field that the layout has.
func (d *Document) raw(f Field) string { return d.at(layouts[d.facts.layout()].fields[f]) }

// How an expiry may say that a document is valid without a limit, for which
// Doc 9303 has no notation.
type expiryKind uint8

const (
	expiryDated expiryKind = iota
	expiryBlank            // all fillers, as on Moldovan cards
	expiryFar              // the first or the last day of 99; UNCONFIRMED on Italian cards
)

func (d *Document) unlimited() expiryKind {
	switch s, l := d.raw(FieldDateOfExpiry), d.facts.layout(); {
	case isFiller(s) && (l == TD1 || l == TD2):
		return expiryBlank
	case farExpiry(s):
		return expiryFar
	}
	return expiryDated
}

// farExpiry reports whether a date may stand for no limit, as an expiry.
func farExpiry(s string) bool { return s == "990101" || s == "991231" }

// Clone returns a Document of its own text: a copy of the lines. It lets go of
// the text that d refers to, which may be larger (that of a Reader is).
func (d Document) Clone() Document {
	text := d.lines.a + d.lines.b + d.lines.c
	n := len(d.lines.a)
	d.lines = zoneLines{text[:n], text[n : 2*n], text[2*n:]}
	return d
}
