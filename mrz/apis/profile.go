package apis

import (
	"errors"
	"slices"
	"strings"
	"time"

	"example.org/traveldoc/mrz"
)

// A Profile says what a State wants to know of a person, and how it is to be
// written. It is plain data: each State has rules of its own, which override the
// guide, and a program may have them in a file. The zero value wants nothing, and
// writes as the fields say.
//
// A Profile may be used by several goroutines at once as long as it is not
// changed.
type Profile struct {
	Name string `json:"name"` // for people

	// Required are the elements that each passenger must have, and RequiredCrew
	// those of each member of a crew.
	Required     Elements `json:"required"`
	RequiredCrew Elements `json:"requiredCrew"`

	// Genders are the codes that are taken, one character each; "" is MFXU.
	Genders string `json:"genders"`
	// UnspecifiedGender is written for a sex that the document does not state; "" is
	// X.
	UnspecifiedGender string `json:"unspecifiedGender"`

	// KeepD writes D for Germany, as the zone has it. Otherwise it is DEU.
	KeepD bool `json:"keepD"`
	// Codes replace codes of States that the receiver has others for, such as RKS by
	// XKX. They come before all else.
	Codes []Replacement `json:"codes"`

	// Types replace the type that a document code stands for: the longest From that
	// the code begins with counts.
	Types []Replacement `json:"types"`
	// DocumentTypes are the types that are taken; none is all.
	DocumentTypes []string `json:"documentTypes"`

	// NoGivenName is written for a person without a given name: "" or FNU.
	NoGivenName string `json:"noGivenName"`
	// SplitGivenNames parts the first given name from the others, as the guide does
	// in its examples. Otherwise they are one value.
	SplitGivenNames bool `json:"splitGivenNames"`
	// NameMarks are the characters that a name may have besides letters and blanks:
	// hyphen and apostrophe, say.
	NameMarks string `json:"nameMarks"`

	// UnknownBirth says what becomes of a date of birth with unknown parts.
	UnknownBirth UnknownBirth `json:"unknownBirth"`

	// SpareMonths is how long a document must be valid after the arrival: 6 in the
	// rule that many States have.
	SpareMonths int `json:"spareMonths"`
	// MaxNumber is how many characters a document number may have; 0 is any number.
	// More is a warning.
	MaxNumber int `json:"maxNumber"`
}

// A Replacement is a code for another one.
type Replacement struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// UnknownBirth says what is written of a date of birth of which a part is not
// known. There is no standard code for it: UNCONFIRMED, States differ.
type UnknownBirth uint8

const (
	OmitUnknownBirth UnknownBirth = iota // no date of birth
	AssumeFirst                          // 01 for the month and the day that are not known
)

var unknownBirthNames = [...]string{OmitUnknownBirth: "omit", AssumeFirst: "first"}

// String returns "omit" or "first", and "" for a value that is neither.
func (u UnknownBirth) String() string {
	if int(u) < len(unknownBirthNames) {
		return unknownBirthNames[u]
	}
	return ""
}

// MarshalText returns the text of String.
func (u UnknownBirth) MarshalText() ([]byte, error) { return []byte(u.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (u *UnknownBirth) UnmarshalText(text []byte) error {
	i := slices.Index(unknownBirthNames[:], string(text))
	if i < 0 {
		return errUnknownBirth
	}
	*u = UnknownBirth(i)
	return nil
}

var errUnknownBirth = errors.New(`apis: neither "omit" nor "first"`)

// fromZone are the elements that a zone has.
var fromZone = ElementsOf(DocumentType, DocumentNumber, IssuingState, DateOfExpiry, Surname, GivenNames, Nationality, DateOfBirth, Gender)

// Generic returns the profile of the guide: it requires what a zone has but for the
// given names, which not everybody has, parts the first given name from the
// others, and takes hyphens and apostrophes in names.
func Generic() Profile {
	required := fromZone &^ ElementsOf(GivenNames)
	return Profile{
		Name: "generic", Required: required, RequiredCrew: required,
		SplitGivenNames: true, NameMarks: "-'",
	}
}

// generic is what nil stands for.
var generic = Generic()

func (p *Profile) orGeneric() *Profile {
	if p == nil {
		return &generic
	}
	return p
}

// has reports whether a person has an element.
func (p *Passenger) has(e Element) bool {
	d := p.document()
	switch e {
	case DocumentType:
		return d.Type.Value != ""
	case DocumentNumber:
		return d.Number != ""
	case IssuingState:
		return d.IssuingState != ""
	case DateOfExpiry:
		return d.Expiry != mrz.Date{}
	case Surname:
		return p.Name.Surname != ""
	case GivenNames:
		return p.Name.GivenNames() != ""
	case Nationality:
		return p.Nationality != ""
	case DateOfBirth:
		return p.DateOfBirth != mrz.Date{}
	case Gender:
		return p.Gender != ""
	case CountryOfResidence:
		return p.Residence != Location{}
	case PlaceOfBirth:
		return p.Birthplace != Location{}
	case HomeAddress:
		return p.Address != Address{}
	case PlaceOfClearance:
		return p.Clearance != Location{}
	case PlaceOfEmbarkation:
		return p.Embarkation != Location{}
	case PlaceOfDebarkation:
		return p.Debarkation != Location{}
	case ContactInformation:
		return len(p.Contacts) > 0
	case VerificationStatus:
		return p.Verified != VerificationUnstated
	case ReservationLocator:
		return p.Reference(Reservation) != ""
	case PassengerReference:
		return p.Reference(UniqueReference) != ""
	case SeatNumber:
		return p.Reference(Seat) != ""
	case BaggageCount:
		return p.Bags != Measure{}
	case BagTagNumbers:
		return len(p.BagTags) > 0
	case CrewPosition:
		return p.CrewRole != Code{}
	}
	return false
}

// Check says what a State would not take of a person who arrives on a day: what is
// missing, what is malformed, and documents that have expired by then. A zero
// arrival leaves out what needs it. nil is the generic profile.
//
// It looks at the values alone. What a zone says against them is for
// [FromDocument] to tell.
func (p *Profile) Check(who *Passenger, arrival mrz.CalendarDate) Findings {
	c := checking{Profile: p.orGeneric(), arrival: arrival}
	required := c.Required
	if who.Role.Crew() {
		required = c.RequiredCrew
	}
	for e := range required.All() {
		if !who.has(e) {
			c.found(kindRequired, e)
		}
	}
	c.name(Surname, who.Name.Surname)
	c.name(GivenNames, who.Name.Given)
	c.name(GivenNames, who.Name.Second)
	c.date(DateOfBirth, who.DateOfBirth)
	if genders := c.Genders; who.Gender != "" {
		if genders == "" {
			genders = "MFXU"
		}
		if len(who.Gender) != 1 || !strings.Contains(genders, who.Gender) {
			c.found(kindBadGender, Gender)
		}
	}
	c.code(Nationality, who.Nationality)
	c.code(CountryOfResidence, who.Residence.Code)
	c.code(HomeAddress, who.Address.Country)
	for i := range who.Documents {
		c.document(&who.Documents[i])
	}
	return c.findings
}

// A checking is the check of a person.
type checking struct {
	*Profile
	arrival  mrz.CalendarDate
	findings Findings
}

func (c *checking) found(k kind, e Element) {
	f := k.finding()
	f.Element = e
	c.findings = append(c.findings, f)
}

func (c *checking) name(e Element, s string) {
	if len(s) > maxName {
		c.found(kindTooLong, e)
	}
	for i := range len(s) {
		if ch := s[i]; (ch < 'A' || ch > 'Z') && ch != ' ' && strings.IndexByte(c.NameMarks, ch) < 0 {
			c.found(kindBadName, e)
			return
		}
	}
}

func (c *checking) date(e Element, d mrz.Date) {
	if d != (mrz.Date{}) && !d.IsComplete() {
		c.found(kindBadDate, e)
	}
}

func (c *checking) code(e Element, s string) {
	if s != "" && !(isLetters(s) && len(s) == 3) && s != "D" {
		c.found(kindBadCode, e)
	}
}

// isLetters reports whether a text is letters A-Z and nothing else.
func isLetters(s string) bool {
	for i := range len(s) {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	return true
}

func (c *checking) document(d *TravelDocument) {
	if t := d.Type.Value; t != "" && len(c.DocumentTypes) > 0 && !slices.Contains(c.DocumentTypes, t) {
		c.found(kindTypeNotTaken, DocumentType)
	}
	for i := range len(d.Number) {
		if !isAlnum(d.Number[i]) {
			c.found(kindBadNumber, DocumentNumber)
			break
		}
	}
	if c.MaxNumber > 0 && len(d.Number) > c.MaxNumber {
		c.found(kindNumberLong, DocumentNumber)
	}
	c.code(IssuingState, d.IssuingState)
	c.date(DateOfExpiry, d.Expiry)
	expiry := d.ExpiryDate(c.arrival)
	switch {
	case expiry.IsZero():
	case expiry.Compare(c.arrival) < 0:
		c.found(kindExpired, DateOfExpiry)
	case expiry.Compare(addMonths(c.arrival, c.SpareMonths)) < 0:
		c.found(kindSpareMonths, DateOfExpiry)
	}
}

// addMonths returns the day with the same number some months later, or the last
// one of the month if that has not so many.
func addMonths(d mrz.CalendarDate, months int) mrz.CalendarDate {
	first := mrz.DateOf(time.Date(d.Year, d.Month+time.Month(months), 1, 0, 0, 0, 0, time.UTC))
	last := mrz.DateOf(time.Date(first.Year, first.Month+1, 0, 0, 0, 0, 0, time.UTC))
	return mrz.CalendarDate{Year: first.Year, Month: first.Month, Day: min(d.Day, last.Day)}
}
