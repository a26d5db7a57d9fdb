package apis

import (
	"errors"
	"iter"
	"math/bits"
	"slices"
	"strings"

	"example.org/traveldoc/mrz"
)

// An Element is an element of advance passenger information about a person, as
// the guide names them. The zero value is none.
type Element uint8

// The elements. The first nine can come from a zone.
const (
	DocumentType Element = 1 + iota
	DocumentNumber
	IssuingState
	DateOfExpiry
	Surname
	GivenNames
	Nationality
	DateOfBirth
	Gender
	CountryOfResidence
	PlaceOfBirth
	HomeAddress
	PlaceOfClearance
	PlaceOfEmbarkation
	PlaceOfDebarkation
	ContactInformation
	VerificationStatus
	ReservationLocator
	PassengerReference
	SeatNumber
	BaggageCount
	BagTagNumbers
	CrewPosition

	elements
)

var elementNames = [elements]string{
	DocumentType: "documentType", DocumentNumber: "documentNumber", IssuingState: "issuingState", DateOfExpiry: "dateOfExpiry",
	Surname: "surname", GivenNames: "givenNames", Nationality: "nationality", DateOfBirth: "dateOfBirth", Gender: "gender",
	CountryOfResidence: "countryOfResidence", PlaceOfBirth: "placeOfBirth", HomeAddress: "address",
	PlaceOfClearance: "placeOfClearance", PlaceOfEmbarkation: "placeOfEmbarkation", PlaceOfDebarkation: "placeOfDebarkation",
	ContactInformation: "contact", VerificationStatus: "verification", ReservationLocator: "reservation",
	PassengerReference: "passengerReference", SeatNumber: "seat", BaggageCount: "bags", BagTagNumbers: "bagTags",
	CrewPosition: "crewRole",
}

// String returns the name of the element in lower camel case, such as
// "documentNumber", and "" for a value that is none.
func (e Element) String() string {
	if e < elements {
		return elementNames[e]
	}
	return ""
}

var errElement = errors.New("apis: no such element")

// MarshalText returns the text of String; it fails for a value that is none.
func (e Element) MarshalText() ([]byte, error) {
	if e.String() == "" {
		return nil, errElement
	}
	return []byte(e.String()), nil
}

// UnmarshalText reads what MarshalText writes.
func (e *Element) UnmarshalText(text []byte) error {
	i := slices.Index(elementNames[:], string(text))
	if i < 1 {
		return errElement
	}
	*e = Element(i)
	return nil
}

// Elements are a set of elements. The zero value is the empty set. Elements are
// comparable.
type Elements uint32

// ElementsOf returns the set of some elements.
func ElementsOf(list ...Element) (set Elements) {
	for _, e := range list {
		if 0 < e && e < elements {
			set |= 1 << e
		}
	}
	return set
}

// Has reports whether an element is in the set.
func (s Elements) Has(e Element) bool { return e < elements && s>>e&1 != 0 }

// All yields the elements of the set, in their order.
func (s Elements) All() iter.Seq[Element] {
	s &= 1<<elements - 2 // the elements that there are
	return func(yield func(Element) bool) {
		for s := s; s != 0; s &= s - 1 {
			if e := Element(bits.TrailingZeros32(uint32(s))); !yield(e) {
				return
			}
		}
	}
}

// String returns the names of the elements, parted by commas.
func (s Elements) String() string {
	var names []string
	for e := range s.All() {
		names = append(names, e.String())
	}
	return strings.Join(names, ",")
}

// MarshalText returns the text of String, so that a profile can be a file.
func (s Elements) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads what MarshalText writes, with blanks around the commas.
func (s *Elements) UnmarshalText(text []byte) error {
	var set Elements
	for name := range strings.SplitSeq(string(text), ",") {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		var e Element
		if err := e.UnmarshalText([]byte(name)); err != nil {
			return err
		}
		set |= ElementsOf(e)
	}
	*s = set
	return nil
}

// Sources tells for each element from which field of a zone it comes. The zero
// value is that of a person who comes from no zone. Sources are comparable.
type Sources struct{ fields [Gender + 1]mrz.Field }

// Of returns the field that an element comes from, or 0.
func (s Sources) Of(e Element) mrz.Field {
	if int(e) < len(s.fields) {
		return s.fields[e]
	}
	return 0
}

func (s *Sources) set(e Element, f mrz.Field) { s.fields[e] = f }
