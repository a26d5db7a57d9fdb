package compose

import "example.org/traveldoc/mrz"

// A Report is what a zone does not hold of the names. The zero value says that it
// holds all.
type Report struct {
	// Changes are in the order of the identifiers, of their components and of the
	// kinds: what has no letters or other ones first, then what was cut.
	Changes []Change
	// Truncation is TruncationPossible if the last place of the name field is a
	// letter: a reader has to take such a name for one that may be cut, whether
	// it is or just fits.
	Truncation mrz.Truncation
}

// Cut reports whether letters of a name had to be left out.
func (r Report) Cut() bool {
	for _, c := range r.Changes {
		if c.Kind != Alternative && !c.NoLetters {
			return true
		}
	}
	return false
}

// A Change is what has become of a component of a name. It has numbers only.
type Change struct {
	Field     mrz.Field // FieldPrimaryIdentifier or FieldSecondaryIdentifier
	Kind      Kind
	Component int // in the name as it was given, from 1
	Kept      int // letters that stand in the zone; of an Alternative, characters that have several spellings
	Lost      int // letters that do not; if NoLetters is set, characters
	// NoLetters is set if the zone has no letters for what is Dropped: a soft
	// sign, or a character that [translit.DropUnmapped] leaves out. Kept is then
	// 0, whatever else of the component is written.
	NoLetters bool
}

// A Kind is what becomes of a component.
type Kind uint8

// The kinds.
const (
	Shortened   Kind = 1 + iota // its end is left out
	Dropped                     // all of it, or characters that have no letters
	Alternative                 // characters of it have other spellings
)

var kindNames = [...]string{Shortened: "shortened", Dropped: "dropped", Alternative: "alternative"}

// String returns "shortened", "dropped" or "alternative".
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return ""
}

// MarshalText returns the text of String.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }
