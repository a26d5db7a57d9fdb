package mrz

import (
	"encoding"
	"errors"
	"iter"
	"slices"
	"strings"
)

// Truncation tells whether a name may have been cut to fit its field.
//
// The standard has no mark that says "cut". It says that the last position of
// the field is a letter if it was (Doc 9303-4 4.2.3 and the same place of
// Parts 5 to 7), but a name that just fits has one there as well. So nothing
// in a zone proves that a name is cut, and TruncationPossible asks to compare
// it with the printed page as a prefix, component by component.
type Truncation uint8

const (
	TruncationNo       Truncation = iota // the field ends in a filler
	TruncationPossible                   // it does not
)

var truncationNames = [...]string{TruncationNo: "no", TruncationPossible: "possible"}

// String returns "no" or "possible".
func (t Truncation) String() string {
	if int(t) < len(truncationNames) {
		return truncationNames[t]
	}
	return ""
}

// MarshalText returns the text of String.
func (t Truncation) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (t *Truncation) UnmarshalText(text []byte) error {
	for i, name := range truncationNames {
		if name == string(text) {
			*t = Truncation(i)
			return nil
		}
	}
	return errTruncation
}

var errTruncation = errors.New(`mrz: neither "no" nor "possible"`)

var (
	_ encoding.TextMarshaler   = Truncation(0)
	_ encoding.TextUnmarshaler = (*Truncation)(nil)
)

// A nameForm is where the identifiers stand in a name field, as offsets:
// [0, sep) is the primary identifier, [second, end) the secondary; each may be
// empty, and each may begin or end with fillers.
type nameForm struct{ sep, second, end int }

// nameForm splits the field at its first two fillers in a row (Doc 9303-3 4.6).
func (d *Document) nameForm() nameForm {
	s := trimFillers(d.nameField())
	if sep := strings.Index(s, "<<"); sep >= 0 {
		return nameForm{sep, sep + 2, len(s)}
	}
	return nameForm{len(s), len(s), len(s)}
}

// identifier returns the components of part of a name field, joined by one
// blank. It allocates only if there are several.
func identifier(s string) string {
	s = strings.Trim(s, "<")
	if strings.IndexByte(s, '<') < 0 {
		return s
	}
	b := make([]byte, 0, len(s))
	for c := range components(s) {
		if len(b) > 0 {
			b = append(b, ' ')
		}
		b = append(b, c...)
	}
	return string(b)
}

// components yields the runs of other characters than fillers.
func components(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for {
			s = strings.TrimLeft(s, "<")
			if s == "" {
				return
			}
			n := strings.IndexByte(s, '<')
			if n < 0 {
				n = len(s)
			}
			if !yield(s[:n]) {
				return
			}
			s = s[n:]
		}
	}
}

// Abbreviates reports whether the components of an identifier may be what is left
// of whole ones in a name that was cut: each is the beginning of the one in its
// place, and the last ones may be missing (Doc 9303-4 4.2.3 and the same place of
// Parts 5 to 7). An empty component is no beginning. What is not cut at all
// abbreviates itself.
//
// That no component of a primary identifier is left out, and one of a secondary
// identifier is there, is for the caller to see to, and that the field says that
// it may be cut: see Truncation.
func Abbreviates(components, whole []string) bool {
	if len(components) > len(whole) {
		return false
	}
	for i, c := range components {
		if c == "" || !strings.HasPrefix(whole[i], c) {
			return false
		}
	}
	return true
}

// sameIdentifier reports whether two parts of a name field have the same
// components.
func sameIdentifier(a, b string) bool {
	for {
		a, b = strings.TrimLeft(a, "<"), strings.TrimLeft(b, "<")
		n := strings.IndexByte(a, '<')
		if n < 0 {
			n = len(a)
		}
		if len(b) < n || a[:n] != b[:n] || len(b) > n && b[n] != '<' {
			return false
		}
		if n == 0 {
			return true
		}
		a, b = a[n:], b[n:]
	}
}

// nameField returns the name field.
func (d *Document) nameField() string {
	if d.facts.layout() == TD1 {
		return d.lines.c
	}
	if len(d.lines.a) < 5 {
		return ""
	}
	return d.lines.a[5:]
}

func (d *Document) primary() string { return d.nameField()[:d.nameForm().sep] }

func (d *Document) secondary() string {
	n := d.nameForm()
	return d.nameField()[n.second:n.end]
}

// PrimaryIdentifier returns what stands before the first two fillers of the
// name, its components joined by a blank. Which part of a name is the primary
// identifier is the issuing State's choice (Doc 9303-3 4.6); a holder with one
// name only has it here. It is empty if the name begins with two fillers.
//
// A name of several components is a new string, else it is part of the text.
func (d Document) PrimaryIdentifier() string { return identifier(d.primary()) }

// SecondaryIdentifier returns what stands behind the first two fillers of the
// name, in the form of PrimaryIdentifier.
func (d Document) SecondaryIdentifier() string { return identifier(d.secondary()) }

// PrimaryComponents yields the components of the primary identifier, parts of
// the text.
func (d Document) PrimaryComponents() iter.Seq[string] { return components(d.primary()) }

// SecondaryComponents yields the components of the secondary identifier, parts
// of the text.
func (d Document) SecondaryComponents() iter.Seq[string] { return components(d.secondary()) }

// Truncation returns whether the name may have been cut.
func (d Document) Truncation() Truncation {
	f := d.Raw(FieldName)
	if f == "" || f[len(f)-1] == '<' {
		return TruncationNo
	}
	return TruncationPossible
}

// NameFits reports whether the holder of the document can have a whole name, one
// that no field has cut. The identifiers are letters of a zone, their components
// parted by blanks.
//
// If nothing is cut the components are equal. If Truncation is TruncationPossible,
// each component of the zone may be the beginning of the one in its place, and
// components may be missing at the end of the secondary identifier, or of the
// primary one if there is no other (Doc 9303-4 4.2.3 and the same place of Parts
// 5 to 7; all examples there keep to it).
func (d Document) NameFits(primary, secondary string) bool {
	cut := d.Truncation() == TruncationPossible
	alone := strings.Trim(d.secondary(), "<") == ""
	return componentsFit(d.primary(), primary, cut, cut && alone) && componentsFit(d.secondary(), secondary, cut, cut && !alone)
}

// componentsFit reports whether the components of a part of a name field are those
// of a whole identifier or, if cut is set, abbreviate them. open allows components
// to be missing at the end.
func componentsFit(field, whole string, cut, open bool) bool {
	a, b := slices.Collect(components(field)), strings.Fields(whole)
	if !cut {
		return slices.Equal(a, b)
	}
	return Abbreviates(a, b) && (open || len(a) == len(b))
}
