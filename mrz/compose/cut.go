package compose

import "strings"

// A Cut shortens a name that does not fit its field (Doc 9303-4 4.2.3 and the same
// place of Parts 5 to 7). It is given the components of the identifiers and the
// length of the field, and returns what is left of each component: a beginning
// of it, of one letter at least, or "" for components at the end of the secondary
// identifier, and of the primary one if not even initials have room. Put together, with one filler between components and two between
// the identifiers, they must fill the field to its last place; there must be a
// letter of the secondary identifier if the name has one.
//
// Which components are cut and how is for the issuing State to say. The Cuts of
// this package give all worked examples of the standard. A Cut must not change
// the slices that it is given.
type Cut func(primary, secondary []string, width int) (p, s []string)

// CutPlain keeps as much as possible from the front: it is the Cut where none is
// given. The primary identifier loses letters only if it leaves no room for the
// first letter of the secondary one, and then always from its longest component.
func CutPlain(primary, secondary []string, width int) (p, s []string) {
	return fill(clone(primary), primary, secondary, width)
}

// fill shortens p, which is the primary identifier or beginnings of its
// components, and the secondary identifier until they fill the field; where p
// leaves more room than that, its components get letters back, from the first on.
func fill(p, primary, secondary []string, width int) (cut, s []string) {
	if len(secondary) == 0 {
		if cut := fit(p, nil, width); len(cut) == len(p) && size(cut) == width {
			return cut, nil
		}
		p = p[:min(len(p), mostOf(width))]
		shrink(p, width)
		restore(p, primary, width)
		return p, nil
	}
	p = p[:min(len(p), mostOf(width-3))]
	shrink(p, width-3)
	s = fit(secondary, p, width-size(p)-2)
	restore(p, primary, width-size(s)-2)
	return p, s
}

// mostOf returns how many components have room for an initial and a filler between
// each two.
func mostOf(width int) int { return (width + 1) / 2 }

// CutInitials cuts components of the primary identifier to their initials, from
// the last one on but never the first, until there is room for the secondary
// identifier to begin; where that is not enough, or not needed, it goes on like
// CutPlain.
func CutInitials(primary, secondary []string, width int) (p, s []string) {
	p = clone(primary)
	least := width
	if len(secondary) > 0 {
		least -= 3
	}
	for i := len(p) - 1; i > 0 && size(p) > least; i-- {
		p[i] = p[i][:1]
	}
	return fill(p, primary, secondary, width)
}

// CutFixed cuts all components of the primary identifier that are longer to n
// letters, and goes on like CutPlain. If that leaves more room than the name needs,
// the components get letters back, from the first on, since a name that was cut
// must fill its field.
func CutFixed(n int) Cut {
	return func(primary, secondary []string, width int) (p, s []string) {
		p = clone(primary)
		for i := range p {
			p[i] = p[i][:min(max(n, 1), len(p[i]))]
		}
		return fill(p, primary, secondary, width)
	}
}

// CutLengths cuts components to given numbers of letters, in order; 0 leaves a
// component out, and components without a number stay whole. It is for those who
// follow a rule that is not the one of the other Cuts, or decide by hand.
func CutLengths(primary, secondary []int) Cut {
	return func(p, s []string, width int) ([]string, []string) {
		cut := func(components []string, lengths []int) []string {
			c := clone(components)
			for i := range min(len(c), len(lengths)) {
				c[i] = c[i][:min(max(lengths[i], 0), len(c[i]))]
			}
			return c
		}
		return cut(p, primary), cut(s, secondary)
	}
}

func clone(s []string) []string { return append([]string(nil), s...) }

// size returns the length of components with a filler between each two.
func size(components []string) int {
	n := 0
	for _, c := range components {
		n += len(c)
	}
	return n + max(len(components)-1, 0)
}

// shrink takes letters from the longest components until all have a size, if
// initials can.
func shrink(components []string, to int) {
	for size(components) > to && shorten(components) {
	}
}

// shorten takes a letter from the longest component, the last one of several. It
// is false if all are initials.
func shorten(components []string) bool {
	longest := -1
	for i, c := range components {
		if len(c) > 1 && (longest < 0 || len(c) >= len(components[longest])) {
			longest = i
		}
	}
	if longest < 0 {
		return false
	}
	c := components[longest]
	components[longest] = c[:len(c)-1]
	return true
}

// fit cuts components at a width. If a filler would be the last character, a
// letter goes from the longest component before it, or else from the others, which
// stand in front, so that the initial of the next component becomes the last.
func fit(components, others []string, width int) (out []string) {
	room := width
	for i, c := range components {
		if i > 0 {
			room-- // a filler
		}
		if room <= 0 {
			if i > 0 && room == 0 && (shorten(out) || shorten(others)) {
				out = append(out, c[:1])
			}
			break
		}
		c = c[:min(len(c), room)]
		out = append(out, c)
		room -= len(c)
		if room == 0 {
			break
		}
	}
	return out
}

// restore gives letters back to components until they have a size, if they lost as
// many, from the first on.
func restore(components, whole []string, to int) {
	room := to - size(components)
	for i := range components {
		n := min(max(room, 0), len(whole[i])-len(components[i]))
		components[i] = whole[i][:len(components[i])+n]
		room -= n
	}
}

// written returns the name field without the fillers behind it.
func written(p, s []string) string {
	name := strings.Join(p, "<")
	if len(s) > 0 {
		name += "<<" + strings.Join(s, "<")
	}
	return name
}
