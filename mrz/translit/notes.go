package translit

import "iter"

// A Note says that the letters of a zone don't tell everything of a character.
type Note struct {
	Offset      int  // of its first byte in the name, from 0
	Component   int  // the number of the component in which it stands, from 1
	Dropped     bool // it has no letters and is left out: see DropUnmapped
	Alternative bool // it has several spellings, of which one was chosen
}

// Notes yields a Note for each character of a name that is dropped for want of
// letters, or that has other spellings: see [Transformer.Alternatives]. It ends
// where String fails. It reports nothing to the function of DropUnmapped.
func (t Transformer) Notes(name string) iter.Seq[Note] {
	return func(yield func(Note) bool) {
		r := t.rules()
		var s state
		component := 1
		for i := 0; i < len(name); {
			p, err := next(r, &s, name[i:], true)
			if err != nil {
				return
			}
			if s.parted && p.value != "" {
				component++
			}
			var buf [maxPiece]byte
			p.append(buf[:0], &s)
			n := Note{i, component, p.dropped, p.double || p.repeats || len(r.others(&p)) > 0}
			if p.dropped {
				n.Offset += p.dropIndex
			}
			if (n.Dropped || n.Alternative) && !yield(n) {
				return
			}
			i += p.size
		}
	}
}
