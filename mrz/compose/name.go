package compose

import (
	"fmt"
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
	if err != nil {
		errs.add(mrz.FieldPrimaryIdentifier, nameError(err))
	} else if len(b) == 0 {
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
	if !isASCII(primary) || !isASCII(secondary) {
		r.Changes = notes(r.Changes, o.Names, mrz.FieldPrimaryIdentifier, primary)
		r.Changes = notes(r.Changes, o.Names, mrz.FieldSecondaryIdentifier, secondary)
	}
	if len(b) > len(dst) {
		name, ok := cut(string(b[:sep]), string(b[min(sep+2, len(b)):]), len(dst), o.Cut, r)
		if !ok {
			errs.add(mrz.FieldName, ErrCut)
			return errs
		}
		b = append(b[:0], name...)
	}
	copy(dst, b)
	if dst[len(dst)-1] != '<' {
		r.Truncation = mrz.TruncationPossible
	}
	return nil
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// nameError adds the cause to an error of package translit.
func nameError(err error) error { return fmt.Errorf("%w: %w", ErrCharacter, err) }

// notes adds what the spelling of a name leaves out.
func notes(changes []Change, t translit.Transformer, f mrz.Field, name string) []Change {
	begin := len(changes)
	add := func(kind Kind, component, kept, lost int) {
		for i := range changes[begin:] {
			if c := &changes[begin+i]; c.Kind == kind && c.Component == component {
				c.Kept += kept
				c.Lost += lost
				return
			}
		}
		changes = append(changes, Change{Field: f, Kind: kind, Component: component, Kept: kept, Lost: lost, Unmapped: kind == Dropped})
	}
	for n := range t.Notes(name) {
		if n.Dropped {
			add(Dropped, n.Component, 0, 1)
		} else {
			add(Alternative, n.Component, 1, 0)
		}
	}
	return changes
}

// cut shortens a name and reports it. It is false if the Cut does what the
// standard does not have.
func cut(primary, secondary string, width int, c Cut, r *Report) (name string, ok bool) {
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
	if len(name) > width || len(cs) == 0 != (len(s) == 0) {
		return "", false
	}
	// The field has to end with a letter, which no name of initials alone can
	// always do.
	if len(name) < width && (longest(cp) > 1 || longest(cs) > 1) {
		return "", false
	}
	if len(cp) == 0 || len(cp) < len(p) && longest(cp) > 1 || !beginnings(cp, p) || !beginnings(cs, s) {
		return "", false
	}
	report := func(f mrz.Field, kept, whole []string) {
		for i, c := range whole {
			n := 0
			if i < len(kept) {
				n = len(kept[i])
			}
			switch {
			case n == 0:
				r.Changes = append(r.Changes, Change{Field: f, Kind: Dropped, Component: i + 1, Lost: len(c)})
			case n < len(c):
				r.Changes = append(r.Changes, Change{Field: f, Kind: Shortened, Component: i + 1, Kept: n, Lost: len(c) - n})
			}
		}
	}
	report(mrz.FieldPrimaryIdentifier, cp, p)
	report(mrz.FieldSecondaryIdentifier, cs, s)
	return name, true
}

func longest(components []string) (n int) {
	for _, c := range components {
		n = max(n, len(c))
	}
	return n
}

// beginnings reports whether components are beginnings of others, none of them
// empty.
func beginnings(components, whole []string) bool {
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
