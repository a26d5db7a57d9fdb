package mrz_test

import (
	"strings"
	"testing"

	"example.org/traveldoc/mrz"
)

// fieldNames has the name of each field, which programs read in JSON, and its
// noun, which people read.
var fieldNames = []struct {
	field      mrz.Field
	name, noun string
}{
	{mrz.FieldDocumentCode, "documentCode", "document code"},
	{mrz.FieldIssuingState, "issuingState", "issuing State or organization"},
	{mrz.FieldName, "name", "name"},
	{mrz.FieldPrimaryIdentifier, "primaryIdentifier", "primary identifier"},
	{mrz.FieldSecondaryIdentifier, "secondaryIdentifier", "secondary identifier"},
	{mrz.FieldDocumentNumber, "documentNumber", "document number"},
	{mrz.FieldDocumentNumberCheckDigit, "documentNumberCheckDigit", "check digit of the document number"},
	{mrz.FieldNationality, "nationality", "nationality"},
	{mrz.FieldDateOfBirth, "dateOfBirth", "date of birth"},
	{mrz.FieldDateOfBirthCheckDigit, "dateOfBirthCheckDigit", "check digit of the date of birth"},
	{mrz.FieldSex, "sex", "sex"},
	{mrz.FieldDateOfExpiry, "dateOfExpiry", "date of expiry"},
	{mrz.FieldDateOfExpiryCheckDigit, "dateOfExpiryCheckDigit", "check digit of the date of expiry"},
	{mrz.FieldOptionalData, "optionalData", "optional data"},
	{mrz.FieldOptionalDataCheckDigit, "optionalDataCheckDigit", "check digit of the optional data"},
	{mrz.FieldOptionalData2, "optionalData2", "second optional data"},
	{mrz.FieldCompositeCheckDigit, "composite", "composite check digit"},
}

func TestFieldNames(t *testing.T) {
	named := make(map[mrz.Field]bool)
	for _, tt := range fieldNames {
		named[tt.field] = true
		if got := tt.field.String(); got != tt.name {
			t.Errorf("Field(%d).String() = %q; want %q", tt.field, got, tt.name)
		}
		if got := tt.field.Noun(); got != tt.noun {
			t.Errorf("%v.Noun() = %q; want %q", tt.field, got, tt.noun)
		}
		b, err := tt.field.MarshalText()
		if err != nil || string(b) != tt.name {
			t.Errorf("%v.MarshalText() = %q, %v", tt.field, b, err)
		}
		var f mrz.Field
		if err := f.UnmarshalText([]byte(tt.name)); err != nil || f != tt.field {
			t.Errorf("UnmarshalText(%q): %v, %v", tt.name, f, err)
		}
	}
	for i := range 256 {
		f := mrz.Field(i)
		if named[f] {
			continue
		}
		if f.String() != "" || f.Noun() != "" {
			t.Errorf("Field(%d) has the name %q and the noun %q", i, f.String(), f.Noun())
		}
		if b, err := f.MarshalText(); err == nil || b != nil {
			t.Errorf("Field(%d).MarshalText() = %q, %v", i, b, err)
		}
	}
	for l := range mrz.Layouts() {
		for f := range l.Fields() {
			if !named[f] {
				t.Errorf("%v has Field(%d), which has no name", l, f)
			}
		}
	}
}

func TestFieldUnmarshalText(t *testing.T) {
	for _, s := range []string{"", "Name", "names", "compositeCheckDigit", "optionalData3", strings.Repeat("a", 1000)} {
		f := mrz.FieldSex
		if err := f.UnmarshalText([]byte(s)); err == nil || f != mrz.FieldSex {
			t.Errorf("UnmarshalText(%.20q): %v, %v; want an error and no change", s, f, err)
		}
	}
}
