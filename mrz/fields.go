package mrz

// Fields are the data of a document by name, for programs that store or show
// them: a deliberate way out of a [Document]. They are personal data.
//
// Fillers behind a field are left out, so that an empty field is ""; inside a
// name a filler is a blank, inside other fields it stays a filler. Dates are the
// six characters as printed, with all fillers, and so is the sex. A long
// document number is whole.
type Fields struct {
	DocumentCode        string     `json:"documentCode"`
	IssuingState        string     `json:"issuingState"`
	PrimaryIdentifier   string     `json:"primaryIdentifier"`
	SecondaryIdentifier string     `json:"secondaryIdentifier"`
	NameTruncation      Truncation `json:"nameTruncation"`
	DocumentNumber      string     `json:"documentNumber"`
	Nationality         string     `json:"nationality"`
	DateOfBirth         string     `json:"dateOfBirth"`
	Sex                 string     `json:"sex"`
	DateOfExpiry        string     `json:"dateOfExpiry"`
	OptionalData        string     `json:"optionalData"`
	OptionalData2       string     `json:"optionalData2,omitempty"` // TD1 only
}

// Fields returns the fields of the document.
func (d Document) Fields() Fields {
	return Fields{
		DocumentCode:        d.DocumentCode(),
		IssuingState:        trimFillers(d.Raw(FieldIssuingState)),
		PrimaryIdentifier:   d.PrimaryIdentifier(),
		SecondaryIdentifier: d.SecondaryIdentifier(),
		NameTruncation:      d.Truncation(),
		DocumentNumber:      d.DocumentNumber(),
		Nationality:         trimFillers(d.Raw(FieldNationality)),
		DateOfBirth:         d.Raw(FieldDateOfBirth),
		Sex:                 d.Raw(FieldSex),
		DateOfExpiry:        d.Raw(FieldDateOfExpiry),
		OptionalData:        d.OptionalData(),
		OptionalData2:       d.OptionalData2(),
	}
}
