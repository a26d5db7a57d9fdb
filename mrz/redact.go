package mrz

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
)

// String returns the layout, the document code and the issuing State, and
// nothing of the holder: "TD3 P UTO [redacted]".
func (d Document) String() string {
	if d.IsZero() {
		return "no document"
	}
	return d.Layout().String() + " " + d.DocumentCode() + " " + trimFillers(d.Raw(FieldIssuingState)) + " [redacted]"
}

// Format implements [fmt.Formatter]: it writes the text of String for every
// verb that package fmt leaves to a type, %+v, %#v, %q and %x among them. Two it
// does not leave, %p and %w, which are for other operands and which go vet
// finds.
func (d Document) Format(f fmt.State, _ rune) { io.WriteString(f, d.String()) }

// LogValue implements [slog.LogValuer] with the text of String.
func (d Document) LogValue() slog.Value { return slog.StringValue(d.String()) }

// MarshalJSON fails, so that a Document inside something that is logged or
// stored as JSON does not carry personal data there unnoticed. The ways out are
// deliberate: Lines, Raw and Fields.
func (d Document) MarshalJSON() ([]byte, error) { return nil, ErrMarshal }

// ErrMarshal is the error of Document.MarshalJSON.
var ErrMarshal = errors.New("mrz: a Document has no JSON, since it is personal data: use Lines, Raw or Fields")

// maskedFields are what Mask hides.
var maskedFields = [...]Field{
	FieldName, FieldDocumentNumber, FieldDateOfBirth, FieldDateOfExpiry, FieldOptionalData, FieldOptionalData2,
	FieldDocumentNumberCheckDigit, FieldDateOfBirthCheckDigit, FieldDateOfExpiryCheckDigit, FieldOptionalDataCheckDigit,
	FieldCompositeCheckDigit,
}

// Mask returns the lines of a zone that may be shown: an asterisk in each place
// of the name, the document number, the dates, the optional data and the check
// digits. The document code, the issuing State, the nationality and the sex
// stay. The result is no zone.
func (d Document) Mask() []string {
	lines := d.Lines()
	for i, l := range lines {
		b := []byte(l)
		for _, f := range maskedFields {
			if s, ok := d.Layout().Span(f); ok && s.Line == i+1 {
				for j := range s.Len {
					b[s.Column-1+j] = '*'
				}
			}
		}
		lines[i] = string(b)
	}
	return slices.Clip(lines)
}

var (
	_ fmt.Formatter  = Document{}
	_ slog.LogValuer = Document{}
)
