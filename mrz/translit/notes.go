package translit

import "iter"

// A Note says that the letters of a zone don't tell everything of a name.
type Note struct {
	Kind      NoteKind
	Offset    int // of the character in the name, in bytes from 0
	Component int // the number of its component in the name, from 1; empty ones count
}

// A NoteKind is what a zone does not tell.
type NoteKind uint8

// The kinds.
const (
	// NoteAlternative is a character with other spellings: see
	// [Transformer.Alternatives].
	NoteAlternative NoteKind = 1 + iota
	// NoteDropped is a character that is left out: a letter for which the zone
	// has none, as the soft sign, or one without a mapping (see DropUnmapped).
	NoteDropped
	// NoteEmpty is a component of which nothing is left. Its offset is where the
	// component ends.
	NoteEmpty
)

// Notes yields the Notes of a name, in order. It ends where String fails, and
// tells nothing to the function of DropUnmapped.
func (t Transformer) Notes(name string) iter.Seq[Note] {
	return func(yield func(Note) bool) {
		r := t.rules()
		var s state
		component := 1
		written, dropped := false, false // in this component
		for i := 0; i < len(name); {
			p, err := next(r, &s, name[i:], true)
			if err != nil {
				return
			}
			p.append(nil, &s)
			n := Note{Offset: i, Component: component}
			switch {
			case p.filler:
				if dropped && !written {
					n.Kind = NoteEmpty
				}
				if written || dropped {
					component++
				}
				written, dropped = false, false
			case p.dropped, p.omitted:
				n.Kind = NoteDropped
				n.Offset += p.dropIndex
				dropped = true
			case p.double, p.repeats && p.value != "", len(r.others(&p)) > 0:
				n.Kind = NoteAlternative
			}
			written = written || p.value != ""
			if n.Kind != 0 && !yield(n) {
				return
			}
			i += p.size
		}
		if dropped && !written {
			yield(Note{NoteEmpty, len(name), component})
		}
	}
}
