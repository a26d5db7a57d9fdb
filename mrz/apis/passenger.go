package apis

import (
	"slices"
	"strings"

	"example.org/traveldoc/mrz"
)

// A Passenger is a person on a list, passenger or crew, with the elements of
// advance passenger information. The zero value is a passenger of whom nothing is
// known. [FromDocument] makes one of a zone, and [Decoder] one of a message; what
// is in neither (residence, places, seat) is for the caller to set.
//
// A Passenger is personal data. It prints redacted; its fields are the way out,
// and with them package encoding/json.
type Passenger struct {
	Role    Role
	Name    Name
	Address Address
	// Gender is M, F, X for unspecified or U for not disclosed; "" if it is not
	// told.
	Gender      string
	DateOfBirth mrz.Date // zero if it is not told
	Nationality string   // three letters
	// Residence is the country of residence, Birthplace where the person was born.
	Residence, Birthplace Location
	// Clearance is where the person is cleared by the State; Embarkation and
	// Debarkation are where the journey begins and ends.
	Clearance, Embarkation, Debarkation Location

	Bags     Measure // number of bags
	Weight   Measure // of the bags
	BagTags  []BagTag
	Verified Verification
	Contacts []Contact
	CrewRole Code // CR1 to CR5
	// References are the locator of the reservation, the seat and so on.
	References []Reference
	Documents  []TravelDocument
	// Other are unknown segments about the person.
	Other []Segment

	// Sources tells from which fields of a zone the elements come. It is not sent.
	Sources Sources
}

// Reference returns the number of the first reference of a use, or "".
func (p *Passenger) Reference(use ReferenceUse) string {
	for _, r := range p.References {
		if r.Use == use {
			return r.Number
		}
	}
	return ""
}

// A Role is the part that a person has on a flight: the qualifier of a NAD. The
// zero value is a passenger.
type Role uint8

// The roles.
const (
	RolePassenger        Role = iota // FL
	RoleCrew                         // FM
	RoleTransitCrew                  // DDT
	RoleTransitPassenger             // DDU
)

var roleCodes = [...]string{RolePassenger: "FL", RoleCrew: "FM", RoleTransitCrew: "DDT", RoleTransitPassenger: "DDU"}

// String returns the code of the role, and "" for a value that is none.
func (r Role) String() string {
	if int(r) < len(roleCodes) {
		return roleCodes[r]
	}
	return ""
}

// Crew reports whether r is that of a member of a crew.
func (r Role) Crew() bool { return r == RoleCrew || r == RoleTransitCrew }

// A Name is the name of a person as a message or an SSR has it, in capital
// letters. A person with one name has it as Surname. It prints redacted.
type Name struct {
	Surname string
	// Given is the first given name, or all of them, as the State wants it.
	Given string
	// Second are further given names.
	Second string
}

// GivenNames returns all given names, parted by a blank.
func (n Name) GivenNames() string {
	if n.Second == "" {
		return n.Given
	}
	return strings.TrimSpace(n.Given + " " + n.Second)
}

// FNU, for "first name unknown", stands for the given name of a person who has
// none, where a State or an airline asks for it.
const FNU = "FNU"

// An Address is where a person lives or stays.
type Address struct {
	Street   string
	City     string
	Region   Location // by code or by name
	Postcode string
	Country  string
}

// A Location is a place: a code, or a name where there is no code.
type Location struct {
	Code string // of an airport, or three letters of a country
	Name string
}

// A Measure is a number with a unit, as it is written: a decimal point where the
// service string has none else. "" is not told.
type Measure struct {
	Value string
	Unit  string // KGM or LBR; "" for a count
}

// A BagTag is the number on the tag of a bag; of several with consecutive numbers
// it is the first.
type BagTag struct {
	Number string
	Bags   string // how many, or ""
}

// A Verification says whether somebody has compared the data with the travel
// document. The zero value says nothing.
type Verification uint8

// The verifications.
const (
	VerificationUnstated Verification = iota
	Verified                          // GEI+4+173
	NotVerified                       // GEI+4+174
)

var verificationCodes = [...]string{Verified: "173", NotVerified: "174"}

// String returns "verified", "not verified" or "".
func (v Verification) String() string {
	switch v {
	case Verified:
		return "verified"
	case NotVerified:
		return "not verified"
	}
	return ""
}

// A Code is a code with the list that it is from and the agency that keeps the
// list, both of which may be "".
type Code struct{ Value, List, Agency string }

// A ReferenceUse says what a reference is: the qualifier of an RFF.
type ReferenceUse string

// The references of a person.
const (
	Reservation     ReferenceUse = "AVF" // the locator of the reservation
	UniqueReference ReferenceUse = "ABO" // of the person, for the carrier
	Seat            ReferenceUse = "SEA"
	GovernmentID    ReferenceUse = "AEA" // UNCONFIRMED: the guide names the code
	CustomerID      ReferenceUse = "CR"  // UNCONFIRMED: the guide names the code
)

func (u ReferenceUse) known() bool {
	return u == Reservation || u == UniqueReference || u == Seat || u == GovernmentID || u == CustomerID
}

// A Reference is a reference about a person (RFF).
type Reference struct {
	Use    ReferenceUse
	Number string
}

// A TravelDocument is a document on which a person travels, or a visa (DOC). It
// prints redacted.
type TravelDocument struct {
	// Type is P for a passport, V visa, I identity card, C another card, IP passport
	// card, AC crew member certificate, A, or F for another approved document.
	// Its list and agency are as a rule "".
	Type   Code
	Number string
	// IssuingState is a three-letter code, as a rule of ISO 3166: DEU and not D.
	IssuingState string
	Expiry       mrz.Date
	Issued       mrz.Date
	// Other are unknown segments about the document.
	Other []Segment
}

// visaType is the type of a visa, which is no travel document by itself.
const visaType = "V"

// travelDocument returns the index of the first document that is no visa, or -1.
func (p *Passenger) travelDocument() int {
	return slices.IndexFunc(p.Documents, func(d TravelDocument) bool { return d.Type.Value != visaType })
}

// document returns the first document that is no visa, or else the first.
func (p *Passenger) document() (d TravelDocument) {
	if len(p.Documents) > 0 {
		d = p.Documents[max(p.travelDocument(), 0)]
	}
	return d
}

// BirthDate returns the day of birth with the century that the rule of package
// mrz gives it, on a day and with the expiry of the first document that is no
// visa, and the day in the other century if that is as plausible.
func (p *Passenger) BirthDate(asOf mrz.CalendarDate) (date, other mrz.CalendarDate) {
	date, other, _ = mrz.ResolveDates(p.DateOfBirth, p.document().Expiry, asOf)
	return date, other
}

// ExpiryDate returns the last day on which the document is valid, by the rule of
// package mrz.
func (d *TravelDocument) ExpiryDate(asOf mrz.CalendarDate) mrz.CalendarDate {
	_, _, expiry := mrz.ResolveDates(mrz.Date{}, d.Expiry, asOf)
	return expiry
}
