package apis

import "example.org/traveldoc/mrz"

// A cursor looks at the components of a segment, and remembers which ones.
type cursor struct{ *rawSegment }

// cursorOf returns a cursor of a segment that is kept.
func cursorOf(s Segment) cursor {
	raw := rawSegment{tag: s.Tag, starts: []int{0}}
	for _, e := range s.Elements {
		if len(e) == 0 {
			e = []string{""}
		}
		raw.comps = append(raw.comps, e...)
		raw.starts = append(raw.starts, len(raw.comps))
	}
	raw.used = make([]bool, len(raw.comps))
	return cursor{&raw}
}

// peek returns a component without the blanks around it.
func (c cursor) peek(element, component int) string {
	if i := c.index(element, component); i >= 0 {
		return trimBlanks(c.comps[i])
	}
	return ""
}

// get is peek of a component that is taken.
func (c cursor) get(element, component int) string {
	i := c.index(element, component)
	if i < 0 {
		return ""
	}
	c.used[i] = true
	return trimBlanks(c.comps[i])
}

// is reports whether the segment has a tag, and a qualifier as its first
// component.
func (c cursor) is(tag, qualifier string) bool {
	if c.tag != tag || c.peek(1, 1) != qualifier {
		return false
	}
	c.get(1, 1)
	return true
}

// elements returns the number of elements.
func (c cursor) elements() int { return len(c.starts) - 1 }

// A took says what has become of a segment.
type took uint8

const (
	tookNot      took = iota // it is not known here
	tookIt                   // its values are in their places
	tookRepeated             // there is one already
	tookBad                  // its value cannot be read
)

// set puts a value in its place, where there is none yet.
func set(dst *string, value string) took {
	switch {
	case *dst != "":
		return tookRepeated
	case value == "":
		return tookBad
	}
	*dst = value
	return tookIt
}

// setDate puts the date of a DTM in its place.
func (c cursor) setDate(dst *mrz.Date) took {
	value := c.get(1, 2)
	switch c.peek(1, 3) {
	case "", "101": // YYMMDD
	case "102": // CCYYMMDD
		if len(value) == 8 {
			value = value[2:]
		}
	default:
		return tookBad
	}
	var d mrz.Date
	if len(value) != len(d) {
		return tookBad
	}
	copy(d[:], value)
	switch {
	case !d.IsComplete():
		return tookBad
	case *dst != mrz.Date{}:
		return tookRepeated
	}
	*dst = d
	return tookIt
}

// setTime puts the date and the time of a DTM in their place.
func (c cursor) setTime(dst *DateTime) took {
	value := c.get(1, 2)
	switch c.peek(1, 3) {
	case "201": // YYMMDDHHMM
		c.get(1, 3)
	case "203": // CCYYMMDDHHMM: not taken, so that it is told
		if len(value) != 12 {
			return tookBad
		}
		value = value[2:]
	default:
		return tookBad
	}
	if len(value) != 10 {
		return tookBad
	}
	d, ok := parseDateTime(value[:6], value[6:])
	switch {
	case !ok:
		return tookBad
	case !dst.IsZero():
		return tookRepeated
	}
	*dst = d
	return tookIt
}
