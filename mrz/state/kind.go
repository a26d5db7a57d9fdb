package state

import (
	"errors"
	"strconv"
)

// Kind is what a [Code] stands for. The zero value is [KindUnknown].
type Kind uint8

const (
	// KindUnknown is the Kind of a code that is in no list.
	KindUnknown Kind = iota

	// KindState is a State: an entry of ISO 3166-1 that is marked independent
	// there, D, or RKS.
	KindState

	// KindDependent is an entry of ISO 3166-1 that is not marked independent
	// there. It says nothing else about the status of a territory.
	KindDependent

	// KindOrganisation is an organisation that issues travel documents (Doc 9303-3
	// section 5, Parts B to D).
	KindOrganisation

	// KindSpecial is what is neither: the British nationality classes (Part A),
	// holders of documents of UNMIK (Part C), persons without a defined
	// nationality (Part E), and ICAO as the signer of master lists (Part H).
	KindSpecial

	// KindWithdrawn is a code that was taken out of ISO 3166. It is found on old
	// documents and not used on new ones. Doc 9303-3 section 5 lists two of them in
	// Part F.
	KindWithdrawn

	// KindUnofficial is a code that is met, and that neither Doc 9303 nor ISO
	// 3166 knows.
	KindUnofficial

	// KindTest is Utopia, the State of specimens (Part G).
	KindTest
)

// ErrKind is the error for a text that names no [Kind], and for a value that is
// none of the constants.
var ErrKind = errors.New("state: unknown kind")

var kindNames = [...]string{
	KindUnknown:      "unknown",
	KindState:        "state",
	KindDependent:    "dependent",
	KindOrganisation: "organisation",
	KindSpecial:      "special",
	KindWithdrawn:    "withdrawn",
	KindUnofficial:   "unofficial",
	KindTest:         "test",
}

// String returns "unknown", "state", "dependent", "organisation", "special",
// "withdrawn", "unofficial" or "test", and a text of the form "Kind(9)" for a value
// that is none of the constants.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "Kind(" + strconv.Itoa(int(k)) + ")"
}

// AppendText appends the text of [Kind.String] to b. If k is none of the
// constants, it returns b unchanged and [ErrKind].
func (k Kind) AppendText(b []byte) ([]byte, error) {
	if int(k) >= len(kindNames) {
		return b, ErrKind
	}
	return append(b, kindNames[k]...), nil
}

// MarshalText returns the text of [Kind.String]. If k is none of the constants,
// the error is [ErrKind].
func (k Kind) MarshalText() ([]byte, error) { return k.AppendText(nil) }

// UnmarshalText sets k to the Kind that text names. Case counts. If it names none,
// the error is [ErrKind] and k is unchanged.
func (k *Kind) UnmarshalText(text []byte) error {
	for i, name := range kindNames {
		if string(text) == name {
			*k = Kind(i)
			return nil
		}
	}
	return ErrKind
}
