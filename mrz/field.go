package mrz

import (
	"encoding"
	"errors"
)

// A Field names a part of a zone, in the terms of Doc 9303. The zero value
// names nothing; Doc 9303-4 4.2.2 and the same places of Parts 5 to 7 list the
// data elements.
//
// FieldName is the name field as it stands on the document;
// FieldPrimaryIdentifier and FieldSecondaryIdentifier are the two parts of it,
// whose places depend on the name.
type Field uint8

// The data elements of a zone and their check digits.
const (
	FieldDocumentCode Field = 1 + iota
	FieldIssuingState
	FieldName
	FieldPrimaryIdentifier
	FieldSecondaryIdentifier
	FieldDocumentNumber
	FieldDocumentNumberCheckDigit
	FieldNationality
	FieldDateOfBirth
	FieldDateOfBirthCheckDigit
	FieldSex
	FieldDateOfExpiry // "valid until" in visas
	FieldDateOfExpiryCheckDigit
	FieldOptionalData
	FieldOptionalDataCheckDigit // TD3 only
	FieldOptionalData2          // TD1 only
	FieldCompositeCheckDigit    // not in visas

	numFields = iota + 1
)

var fieldNames = [numFields]string{
	FieldDocumentCode:             "documentCode",
	FieldIssuingState:             "issuingState",
	FieldName:                     "name",
	FieldPrimaryIdentifier:        "primaryIdentifier",
	FieldSecondaryIdentifier:      "secondaryIdentifier",
	FieldDocumentNumber:           "documentNumber",
	FieldDocumentNumberCheckDigit: "documentNumberCheckDigit",
	FieldNationality:              "nationality",
	FieldDateOfBirth:              "dateOfBirth",
	FieldDateOfBirthCheckDigit:    "dateOfBirthCheckDigit",
	FieldSex:                      "sex",
	FieldDateOfExpiry:             "dateOfExpiry",
	FieldDateOfExpiryCheckDigit:   "dateOfExpiryCheckDigit",
	FieldOptionalData:             "optionalData",
	FieldOptionalDataCheckDigit:   "optionalDataCheckDigit",
	FieldOptionalData2:            "optionalData2",
	FieldCompositeCheckDigit:      "composite",
}

// The fields as a sentence names them.
var fieldNouns = [numFields]string{
	FieldDocumentCode:             "document code",
	FieldIssuingState:             "issuing State or organization",
	FieldName:                     "name",
	FieldPrimaryIdentifier:        "primary identifier",
	FieldSecondaryIdentifier:      "secondary identifier",
	FieldDocumentNumber:           "document number",
	FieldDocumentNumberCheckDigit: "check digit of the document number",
	FieldNationality:              "nationality",
	FieldDateOfBirth:              "date of birth",
	FieldDateOfBirthCheckDigit:    "check digit of the date of birth",
	FieldSex:                      "sex",
	FieldDateOfExpiry:             "date of expiry",
	FieldDateOfExpiryCheckDigit:   "check digit of the date of expiry",
	FieldOptionalData:             "optional data",
	FieldOptionalDataCheckDigit:   "check digit of the optional data",
	FieldOptionalData2:            "second optional data",
	FieldCompositeCheckDigit:      "composite check digit",
}

// String returns the name of the field in lower camel case, such as
// "dateOfBirth"; "composite" for the composite check digit, which has no data
// element of its own; and "" for a value that names no field.
func (f Field) String() string {
	if int(f) < len(fieldNames) {
		return fieldNames[f]
	}
	return ""
}

// Noun returns the name of the field as an English sentence has it, such as
// "date of birth", or "" for a value that names no field.
func (f Field) Noun() string {
	if int(f) < len(fieldNouns) {
		return fieldNouns[f]
	}
	return ""
}

var errField = errors.New("mrz: no such field")

// MarshalText returns the text of String; it fails for a value that names no
// field.
func (f Field) MarshalText() ([]byte, error) {
	if f.String() == "" {
		return nil, errField
	}
	return []byte(f.String()), nil
}

// UnmarshalText sets f to the field whose String is text.
func (f *Field) UnmarshalText(text []byte) error {
	for i, name := range fieldNames {
		if i > 0 && name == string(text) {
			*f = Field(i)
			return nil
		}
	}
	return errField
}

var (
	_ encoding.TextMarshaler   = Field(0)
	_ encoding.TextUnmarshaler = (*Field)(nil)
)
