package compare

import (
	"strings"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/state"
)

// Documents compares two zones, such as the printed one and that of the chip, with
// all fields that one of them has and their check digits. The relations are the same
// for Documents(b, a), with the places the other way round. If the layouts differ,
// the composite digits are not compared, since they vouch for other places.
//
// Zones of one layout are the same, character by character, if and only if they are
// equal (==).
func Documents(a, b mrz.Document) Result {
	r := Result{Fields: make([]Comparison, 0, 17)}
	if a.IsZero() || b.IsZero() {
		return r
	}
	for f := mrz.FieldDocumentCode; f <= mrz.FieldCompositeCheckDigit; f++ {
		if f == mrz.FieldName {
			continue // its parts are compared
		}
		if x, y := rawOf(a, f), rawOf(b, f); x != "" || y != "" {
			r.Fields = append(r.Fields, field(a, b, f, x, y))
		}
	}
	r.judge(&defaultOptions)
	return r
}

// rawOf returns a field as printed; a document number and optional data whole, and
// without the fillers behind them.
func rawOf(d mrz.Document, f mrz.Field) string {
	switch f {
	case mrz.FieldDocumentNumber:
		return d.DocumentNumber()
	case mrz.FieldDocumentNumberCheckDigit:
		if _, digit, ok := d.LongNumber(); ok {
			return d.Line(digit.Line)[digit.Column-1 : digit.Column]
		}
	case mrz.FieldOptionalData:
		return d.OptionalData()
	}
	return d.Raw(f)
}

// has reports whether the layout of a document has a field.
func has(d mrz.Document, f mrz.Field) bool {
	if f == mrz.FieldPrimaryIdentifier || f == mrz.FieldSecondaryIdentifier {
		return true
	}
	_, ok := d.Layout().Span(f)
	return ok
}

// field compares a field.
func field(a, b mrz.Document, f mrz.Field, x, y string) Comparison {
	tx, ty := strings.TrimRight(x, "<"), strings.TrimRight(y, "<")
	switch {
	case x == y && tx == "" && f == mrz.FieldSex:
		return Comparison{Field: f, Relation: Equivalent, Reason: ReasonUnknown}
	case tx == "" && ty == "", !has(a, f), !has(b, f), f == mrz.FieldCompositeCheckDigit && a.Layout() != b.Layout():
		return absent(f, ReasonNotGiven)
	case x == y:
		return Comparison{Field: f, Relation: Equal}
	}
	switch f {
	case mrz.FieldPrimaryIdentifier, mrz.FieldSecondaryIdentifier:
		if tx == ty {
			return Comparison{Field: f, Relation: Equal}
		}
		return identifiers(a, b, f, tx, ty)
	case mrz.FieldIssuingState, mrz.FieldNationality:
		cx, errx := state.Parse(x)
		cy, erry := state.Parse(y)
		switch {
		case errx != nil || erry != nil:
		case sameState(cx, cy):
			return Comparison{Field: f, Relation: Equivalent, Reason: ReasonCode, Places: places(a, b, f, x, y)}
		case cx.Known() && cy.Known():
			return Comparison{Field: f, Relation: Different, Places: places(a, b, f, x, y)}
		}
	case mrz.FieldSex:
		if a.Sex().Unspecified() && b.Sex().Unspecified() {
			return Comparison{Field: f, Relation: Equivalent, Reason: ReasonUnknown, Places: places(a, b, f, x, y)}
		}
	case mrz.FieldOptionalDataCheckDigit:
		// Doc 9303-4 4.2.2.2 leaves it to the issuing State.
		if a.OptionalData() == "" && b.OptionalData() == "" && strings.Contains("0<", x) && strings.Contains("0<", y) {
			return Comparison{Field: f, Relation: Equivalent, Reason: ReasonBlank, Places: places(a, b, f, x, y)}
		}
	case mrz.FieldDateOfBirth, mrz.FieldDateOfExpiry:
		for i := 0; i < len(x); i += 2 {
			if (x[i:i+2] == "<<") != (y[i:i+2] == "<<") {
				return Comparison{Field: f, Relation: Different, Reason: ReasonMissing, Places: places(a, b, f, x, y)}
			}
		}
	}
	if tx == "" || ty == "" {
		return Comparison{Field: f, Relation: Different, Reason: ReasonMissing, Places: places(a, b, f, x, y)}
	}
	return changed(a, b, f, tx, ty)
}

// at returns the place of a character of a field.
func at(d mrz.Document, f mrz.Field, i int) mrz.Span {
	s, ok := d.Layout().Span(f)
	rest, digit, long := d.LongNumber()
	switch {
	case f == mrz.FieldPrimaryIdentifier, f == mrz.FieldSecondaryIdentifier:
		s, _ = d.Layout().Span(mrz.FieldName)
		if f == mrz.FieldSecondaryIdentifier {
			s.Column += len(d.Raw(mrz.FieldPrimaryIdentifier)) + 2
		}
	case !ok:
		return mrz.Span{}
	case long && f == mrz.FieldDocumentNumberCheckDigit:
		return digit
	case long && f == mrz.FieldDocumentNumber && i >= s.Len && rest.Len > 0:
		s, i = rest, i-s.Len
	case long && f == mrz.FieldOptionalData:
		s.Column = digit.Column + 2 // behind the digit and a filler
	}
	return mrz.Span{Line: s.Line, Column: s.Column + i, Len: 1}
}

// places returns the places of the characters that differ in values of one length,
// and nil for others.
func places(a, b mrz.Document, f mrz.Field, x, y string) (all []Place) {
	if len(x) != len(y) {
		return nil
	}
	for i := range len(x) {
		if x[i] != y[i] {
			all = append(all, Place{at(a, f, i), at(b, f, i)})
		}
	}
	return all
}

// changed compares values that are not equal, and of which neither is empty.
func changed(a, b mrz.Document, f mrz.Field, x, y string) Comparison {
	limit := defaultOptions.near(min(len(x), len(y)))
	pieces, work := lettersOf(y), maxWork
	found, ok := align(pieces, x, false, limit, &work)
	if !ok {
		return Comparison{Field: f, Relation: Different, Places: places(a, b, f, x, y)}
	}
	c := Comparison{Field: f, Relation: Near, Reason: ReasonCharacters}
	if c.Places = places(a, b, f, x, y); len(c.Places) == found.distance {
		return c
	}
	c.Places = nil
	for _, d := range found.differences(pieces, x, false) {
		p := Place{at(a, f, d.from), at(b, f, d.piece)}
		p.A.Len = d.to - d.from
		in := d.printed(p.B.Column)
		p.B.Column, p.B.Len = in.Column, in.Len
		c.Places = append(c.Places, p)
	}
	return c
}

// identifiers compares identifiers that are not the same characters.
func identifiers(a, b mrz.Document, f mrz.Field, x, y string) Comparison {
	split := func(s string) []string { return strings.FieldsFunc(s, func(r rune) bool { return r == '<' }) }
	cx, cy := split(x), split(y)
	switch {
	case len(cx) == 0 || len(cy) == 0:
		return Comparison{Field: f, Relation: Different, Reason: ReasonMissing}
	case strings.Join(cx, "") == strings.Join(cy, ""):
		return Comparison{Field: f, Relation: Equivalent, Reason: ReasonPunctuation}
	case cutFrom(a, f, cx, cy), cutFrom(b, f, cy, cx):
		return Comparison{Field: f, Relation: Truncated, Reason: ReasonCut}
	}
	return changed(a, b, f, x, y)
}

// cutFrom reports whether the components of a name that may be cut can be what is
// left of others, which may be cut as well.
func cutFrom(d mrz.Document, f mrz.Field, components, whole []string) bool {
	return d.Truncation() == mrz.TruncationPossible && mrz.Abbreviates(components, whole) &&
		(f == mrz.FieldSecondaryIdentifier || len(components) == len(whole))
}
