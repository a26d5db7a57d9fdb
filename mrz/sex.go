package mrz

// A Sex is the character in the sex field, as printed. The zero value is no
// character of a zone. Doc 9303-4 4.2.2.2 note p and the notes f of Parts 5, 6
// and 7 allow M, F and the filler; no check digit covers the field.
type Sex byte

// The characters of the field. X is for the printed page; in a zone it is a
// deviation that means SexUnspecified.
const (
	SexMale        Sex = 'M'
	SexFemale      Sex = 'F'
	SexUnspecified Sex = '<'
)

// Valid reports whether s is one of the three characters of the standard.
func (s Sex) Valid() bool { return s == SexMale || s == SexFemale || s == SexUnspecified }

// Unspecified reports whether the document does not state the sex: a filler,
// or an X in its place.
func (s Sex) Unspecified() bool { return s == SexUnspecified || s == 'X' }

// String returns the character, or "" for the zero value.
func (s Sex) String() string {
	if s == 0 {
		return ""
	}
	return string(rune(s))
}
