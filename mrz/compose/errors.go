package compose

import (
	"errors"
	"slices"
	"strconv"

	"example.org/traveldoc/mrz"
)

// The causes of a FieldError. Another one is the [mrz.Rule] that the zone would
// break.
var (
	ErrRequired  = errors.New("required")
	ErrTooLong   = errors.New("too long")
	ErrCharacter = errors.New("a character that has no place in a zone")
	ErrDate      = errors.New("not a date of the form YYMMDD or YYYY-MM-DD")
	ErrCode      = errors.New("not a code for this field")
	ErrNoField   = errors.New("not a field of the layout")
	ErrCut       = errors.New("cut in a way that the standard does not have")
	ErrLayout    = errors.New("no such layout")
)

// A FieldError is a field of which no zone can be made. Its text has nothing of
// the value.
type FieldError struct {
	Field mrz.Field // FieldName where both identifiers are meant; 0 for ErrLayout
	Err   error     // wraps one of the causes; of a name also a *translit.RuneError
}

// Error returns the field and the cause.
func (e *FieldError) Error() string {
	if e.Field == 0 {
		return "compose: " + e.Err.Error()
	}
	return "compose: " + e.Field.String() + ": " + e.Err.Error()
}

// Unwrap returns the cause.
func (e *FieldError) Unwrap() error { return e.Err }

// Errors are all FieldErrors of a zone, in the order of the fields of mrz.Fields.
// There is one at least.
type Errors []*FieldError

// Error returns the text of the first one, and how many more there are.
func (e Errors) Error() string {
	switch len(e) {
	case 0:
		return "compose: no error"
	case 1:
		return e[0].Error()
	}
	return e[0].Error() + " (and " + strconv.Itoa(len(e)-1) + " more)"
}

// Unwrap returns the errors, for errors.Is and errors.As.
func (e Errors) Unwrap() []error {
	errs := make([]error, len(e))
	for i, err := range e {
		errs[i] = err
	}
	return errs
}

func (e *Errors) add(f mrz.Field, err error) { *e = append(*e, &FieldError{f, err}) }

func (e Errors) has(f mrz.Field) bool {
	return slices.ContainsFunc(e, func(x *FieldError) bool { return x.Field == f })
}

// order is that of mrz.Fields, and the name before its parts.
var order = []mrz.Field{
	mrz.FieldDocumentCode, mrz.FieldIssuingState, mrz.FieldName, mrz.FieldPrimaryIdentifier, mrz.FieldSecondaryIdentifier,
	mrz.FieldDocumentNumber, mrz.FieldNationality, mrz.FieldDateOfBirth, mrz.FieldSex, mrz.FieldDateOfExpiry,
	mrz.FieldOptionalData, mrz.FieldOptionalData2,
}

func (e Errors) sort() {
	slices.SortStableFunc(e, func(a, b *FieldError) int { return slices.Index(order, a.Field) - slices.Index(order, b.Field) })
}
