package compose

import (
	"fmt"
	"slices"
	"strings"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/translit"
)

// Name composes the name field of a layout, with the fillers behind the name: 30
// characters for TD1, 31 for TD2 and MRV-B, 39 for TD3 and MRV-A. A holder with
// one name only has it as primary identifier (Doc 9303-3 4.6). The error is of
// type Errors.
func Name(l mrz.Layout, primary, secondary string, o *Options) (string, Report, error) {
	s, ok := l.Span(mrz.FieldName)
	if !ok {
		return "", Report{}, Errors{{0, ErrLayout}}
	}
	var buf [maxName]byte
	dst := buf[:s.Len]
	for i := range dst {
		dst[i] = '<'
	}
	var r Report
	if errs := writeName(dst, primary, secondary, o, &r); len(errs) > 0 {
		return "", Report{}, errs
	}
	return string(dst), r, nil
}

const maxName = 39

// writeName writes a name into its field, which is fillers.
func writeName(dst []byte, primary, secondary string, o *Options, r *Report) (errs Errors) {
	if o == nil {
		o = new(Options)
	}
	var buf [2 * maxName]byte
	b, err := o.Names.Append(buf[:0], primary)
	switch {
	case err != nil:
		errs.add(mrz.FieldPrimaryIdentifier, nameError(err))
	case strings.Contains(strings.Trim(primary, "<"), "<<"):
		errs.add(mrz.FieldPrimaryIdentifier, errTwoFillers)
	case len(b) == 0:
		errs.add(mrz.FieldPrimaryIdentifier, ErrRequired)
	}
	sep := len(b)
	b = append(b, "<<"...)
	b, err = o.Names.Append(b, secondary)
	if err != nil {
		errs.add(mrz.FieldSecondaryIdentifier, nameError(err))
	}
	if len(errs) > 0 {
		return errs
	}
	if len(b) == sep+2 {
		b = b[:sep] // one name only
	}
	var parts [2]identifier
	if !isPlain(primary) || !isPlain(secondary) {
		parts[0].note(o.Names, primary)
		parts[1].note(o.Names, secondary)
	}
	if len(b) > len(dst) {
		name, ok := cut(string(b[:sep]), string(b[min(sep+2, len(b)):]), len(dst), o.Cut, &parts)
		if !ok {
			errs.add(mrz.FieldName, ErrCut)
			return errs
		}
		b = append(b[:0], name...)
	}
	copy(dst, b)
	r.Changes = parts[0].appendChanges(r.Changes, mrz.FieldPrimaryIdentifier)
	r.Changes = parts[1].appendChanges(r.Changes, mrz.FieldSecondaryIdentifier)
	if dst[len(dst)-1] != '<' {
		r.Truncation = mrz.TruncationPossible
	}
	return nil
}

// isPlain reports whether a name is letters of ASCII, blanks and hyphens, of which
// nothing is lost.
func isPlain(s string) bool {
	for i := range len(s) {
		if c := upper(s[i]); (c < 'A' || c > 'Z') && c != ' ' && c != '-' && c != '<' {
			return false
		}
	}
	return true
}

// errTwoFillers is for an identifier that is both identifiers of a zone.
var errTwoFillers = fmt.Errorf("%w: two fillers part the identifiers, which are given one by one", ErrCharacter)

// nameError adds the cause to an error of package translit.
func nameError(err error) error { return fmt.Errorf("%w: %w", ErrCharacter, err) }

// An identifier is what becomes of the components of one.
type identifier struct {
	noted []Change // by what its spelling does not tell, in order
	empty []int    // the numbers of the components of which nothing is left
	cut   []Change
}

// note takes down what the spelling of a name does not tell.
func (id *identifier) note(t translit.Transformer, name string) {
	for n := range t.Notes(name) {
		c := Change{Component: n.Component}
		switch n.Kind {
		case translit.NoteEmpty:
			id.empty = append(id.empty, n.Component)
			continue
		case translit.NoteAlternative:
			c.Kind, c.Kept = Alternative, 1
		default:
			c.Kind, c.Lost, c.NoLetters = Dropped, 1, true
		}
		i := slices.IndexFunc(id.noted, func(o Change) bool { return o.Kind == c.Kind && o.Component == c.Component })
		if i < 0 {
			id.noted = append(id.noted, c)
			continue
		}
		id.noted[i].Kept += c.Kept
		id.noted[i].Lost += c.Lost
	}
}

// number returns the number that a component has in the name, given its index
// among those that are written.
func (id *identifier) number(i int) int {
	n := i + 1
	for _, empty := range id.empty {
		if empty <= n {
			n++
		}
	}
	return n
}

// shorten takes down how a component was cut.
func (id *identifier) shorten(i, kept, length int) {
	c := Change{Kind: Shortened, Component: id.number(i), Kept: kept, Lost: length - kept}
	switch kept {
	case length:
		return
	case 0:
		c.Kind = Dropped
	}
	id.cut = append(id.cut, c)
}

// appendChanges appends the changes of an identifier in the order of its
// components.
func (id *identifier) appendChanges(changes []Change, f mrz.Field) []Change {
	all := append(id.noted, id.cut...)
	slices.SortStableFunc(all, func(a, b Change) int { return a.Component - b.Component })
	for _, c := range all {
		c.Field = f
		changes = append(changes, c)
	}
	return changes
}

// cut shortens a name and reports it. It is false if the Cut does what the
// standard does not have.
func cut(primary, secondary string, width int, c Cut, parts *[2]identifier) (name string, ok bool) {
	if c == nil {
		c = CutPlain
	}
	p, s := strings.Split(primary, "<"), []string(nil)
	if secondary != "" {
		s = strings.Split(secondary, "<")
	}
	cp, cs := c(p, s, width)
	for len(cs) > 0 && cs[len(cs)-1] == "" {
		cs = cs[:len(cs)-1]
	}
	name = written(cp, cs)
	room := width
	if len(s) > 0 {
		room -= 3 // two fillers and an initial
	}
	switch {
	case len(name) != width || name[width-1] == '<': // a letter at the end tells of the cut
	case len(cs) == 0 != (len(s) == 0):
	case len(cp) < min(len(p), mostOf(room)): // none is left out that has room for an initial
	case !mrz.Abbreviates(cp, p) || !mrz.Abbreviates(cs, s):
	default:
		for i, whole := range [][]string{p, s} {
			kept := [][]string{cp, cs}[i]
			for j, c := range whole {
				n := 0
				if j < len(kept) {
					n = len(kept[j])
				}
				parts[i].shorten(j, n, len(c))
			}
		}
		return name, true
	}
	return "", false
}
