package repair

import (
	"cmp"
	"iter"
	"math"
	"slices"

	"example.org/traveldoc/mrz"
)

// A stretch is some signs that may be a line of a zone: a line of the text, or
// two that may have been one.
type stretch struct {
	from, to    int32
	first, last int32 // lines of the text
}

func (s stretch) len() int    { return int(s.to - s.from) }
func (s stretch) empty() bool { return s.to == s.from }

// A window is where a zone of some layout may stand. Lines that are not there are
// empty stretches.
type window struct {
	layout mrz.Layout
	name   stretch
	data   [2]stretch // the second is for a TD1
	cost   cost       // relaxed, against page text
}

// stretches yields the lines that are there.
func (w *window) stretches(yield func(stretch) bool) {
	for _, s := range [...]stretch{w.name, w.data[0], w.data[1]} {
		if !s.empty() && !yield(s) {
			return
		}
	}
}

// span returns the signs from the first line of the window to its last.
func (w *window) span() (from, to int32) {
	from = math.MaxInt32
	for s := range w.stretches {
		from, to = min(from, s.from), max(to, s.to)
	}
	return from, to
}

// lines returns what the lines of the zone are read from, in their order.
func (w *window) lines() []stretch {
	if w.layout == mrz.TD1 {
		return []stretch{w.data[0], w.data[1], w.name}
	}
	return []stretch{w.name, w.data[0]}
}

// missing returns the lines of the zone that are not there, from 1.
func (w *window) missing() (missing []int) {
	for i, s := range w.lines() {
		if s.empty() {
			missing = append(missing, i+1)
		}
	}
	return missing
}

const (
	longestLoss = 18 // characters that a line may have lost
	longestGain = 12
	junkCost    = 4 * unit // of a line between those of a zone
	windowSpan  = 12 * unit
	maxWindows  = 4
)

// likely reports whether a stretch can be a line of a zone at all.
func (o *observation) likely(s stretch) bool {
	if s.len() < 30-longestLoss || s.len() > 100 {
		return false
	}
	zone, lower := 0, 0
	for _, g := range o.signs[s.from:s.to] {
		if g <= signFiller {
			zone++
		} else if g < signOther {
			lower++
		}
	}
	return zone*100 >= s.len()*55
}

// stretches returns what of a section may be a line of a zone.
func (d *decoder) stretches(sec section) {
	o := &d.o
	d.lines = d.lines[:0]
	for i := sec.from; i < sec.to; i++ {
		l := o.lines[i]
		if d.taken[i] {
			continue
		}
		s := stretch{l.from, l.to, int32(i), int32(i)}
		if o.likely(s) {
			d.lines = append(d.lines, s)
		}
		if i > sec.from && !d.taken[i-1] {
			p := o.lines[i-1]
			both := stretch{p.from, l.to, int32(i - 1), int32(i)}
			if n := both.len(); p.len() <= 38 && l.len() <= 38 && n >= 28 && n <= 46 && o.likely(both) {
				d.lines = append(d.lines, both)
			}
		}
	}
}

// A part is what has a grammar of its own: what the relaxed costs are kept of, for
// each stretch and layout.
type part int

const (
	partName  part = iota
	partData       // the line with the data, or the first of a TD1
	partLower      // the second of a TD1
	numParts
)

// missingCost is that of each line that is not there.
const missingCost = 8 * unit

// at returns the place of the relaxed cost of a stretch, taken for a part.
func (d *decoder) at(i int, l mrz.Layout, p part) *cost {
	return &d.relaxed[(i*6+int(l))*int(numParts)+int(p)]
}

// A section is some lines of the text: from, to before.
type section struct{ from, to int }

// all is the section of all lines.
func (o *observation) all() section { return section{0, len(o.lines)} }

// windows sets the windows of a section.
func (d *decoder) windows(sec section, layout mrz.Layout) {
	d.wins = d.wins[:0]
	d.stretches(sec)
	n := len(d.lines)
	d.relaxed = grow(d.relaxed, n*6*int(numParts))
	for i := range d.relaxed {
		d.relaxed[i] = never
	}
	for i, s := range d.lines {
		for l := range mrz.Layouts() {
			if layout != 0 && l != layout {
				continue
			}
			if !fits(l, s) {
				d.joined(l, s)
				continue
			}
			name := d.rough(&window{layout: l, name: s})
			data := d.rough(&window{layout: l, data: [2]stretch{s}})
			*d.at(i, l, partName), *d.at(i, l, partData) = name, data
			d.window(window{layout: l, data: [2]stretch{s}, cost: data})
			if l != mrz.TD1 {
				d.window(window{layout: l, name: s, cost: name})
				continue
			}
			lower := d.rough(&window{layout: l, data: [2]stretch{1: s}})
			*d.at(i, l, partLower) = lower
			d.window(window{layout: l, data: [2]stretch{1: s}, cost: lower})
		}
	}
	for i, s := range d.lines {
		for k := i + 1; k < n; k++ {
			t := d.lines[k]
			skip := int(t.first - s.last - 1)
			if skip > 1 {
				break
			}
			if skip < 0 {
				continue
			}
			junk := cost(skip) * junkCost
			for l := mrz.TD2; l <= mrz.MRVB; l++ {
				d.window(window{layout: l, name: s, data: [2]stretch{t}, cost: *d.at(i, l, partName) + *d.at(k, l, partData) + junk})
			}
			if layout != 0 && layout != mrz.TD1 {
				continue
			}
			name := *d.at(k, mrz.TD1, partName) + junk
			d.window(window{layout: mrz.TD1, data: [2]stretch{s}, name: t, cost: *d.at(i, mrz.TD1, partData) + name})
			d.window(window{layout: mrz.TD1, data: [2]stretch{1: s}, name: t, cost: *d.at(i, mrz.TD1, partLower) + name})
			d.card(s, t, k, skip)
		}
	}
}

// fits reports whether a stretch can be a line of a layout, by its length.
func fits(l mrz.Layout, s stretch) bool {
	_, width := l.Size()
	return s.len() >= width-longestLoss && s.len() <= width+longestGain
}

// card adds the windows of a TD1 whose first two lines are s and t.
func (d *decoder) card(s, t stretch, k, skip int) {
	if !fits(mrz.TD1, s) || !fits(mrz.TD1, t) {
		return
	}
	w := window{layout: mrz.TD1, data: [2]stretch{s, t}}
	both := d.rough(&w)
	w.cost = both + cost(skip)*junkCost
	d.window(w)
	for m := k + 1; m < len(d.lines); m++ {
		u := d.lines[m]
		skip2 := int(u.first - t.last - 1)
		if skip2 > 1 {
			break
		}
		if skip2 < 0 || skip+skip2 > 1 {
			continue
		}
		w.name, w.cost = u, both+*d.at(m, mrz.TD1, partName)+cost(skip+skip2)*junkCost
		d.window(w)
	}
}

// joined adds the best window of a line that may be all of a zone.
func (d *decoder) joined(l mrz.Layout, s stretch) {
	lines, width := l.Size()
	if n := s.len() - lines*width; n < -6 || n > 6 {
		return
	}
	const play = 3
	best := window{layout: l, cost: never}
	cut := func(s stretch, at int32) (a, b stretch) {
		a, b = s, s
		a.to, b.from = at, at
		return a, b
	}
	try := func(w window, cost cost) {
		if cost < best.cost {
			best = w
			best.cost = cost
		}
	}
	for c := -play; c <= play; c++ {
		if l != mrz.TD1 {
			name, data := cut(s, s.from+int32(width+c))
			try(window{layout: l, name: name, data: [2]stretch{data}}, d.rough(&window{layout: l, name: name})+d.rough(&window{layout: l, data: [2]stretch{data}}))
			continue
		}
		both, name := cut(s, s.to-int32(width+c))
		a := d.rough(&window{layout: l, name: name})
		for c := -play; c <= play; c++ {
			first, second := cut(both, s.from+int32(width+c))
			if second.len() < width-longestLoss {
				continue
			}
			w := window{layout: l, name: name, data: [2]stretch{first, second}}
			try(w, a+d.rough(&window{layout: l, data: w.data}))
		}
	}
	best.cost += junkCost
	d.window(best)
}

// window takes a window in, if it is better than page text and has what any zone has:
// letters and a filler in the name, digits in the data.
func (d *decoder) window(w window) {
	w.cost += cost(len(w.missing())) * missingCost
	if w.cost > minEvidence {
		return
	}
	if !w.name.empty() {
		if n := d.tally(w.name); n.letters+n.digits < 4 || n.fillers < 1 {
			return
		}
	}
	upper, lower := d.tally(w.data[0]), d.tally(w.data[1])
	if n := upper.letters + upper.digits + lower.letters + lower.digits; w.data != [2]stretch{} && n < 9 {
		return
	}
	// Dates and check digits are in the last of the lines with data, and so is the
	// nationality.
	const dates, number = 4, 1
	switch {
	case w.layout != mrz.TD1 && !w.data[0].empty() && (upper.digits < dates || upper.letters == 0),
		w.layout == mrz.TD1 && !w.data[0].empty() && upper.digits < number,
		!w.data[1].empty() && (lower.digits < dates || lower.letters == 0):
		return
	}
	d.wins = append(d.wins, w)
}

// A tally is how many signs of a stretch are of which kind. K is what a filler is
// read as, most of all: a page of fillers is no zone.
type tally struct{ letters, digits, fillers int }

func (d *decoder) tally(s stretch) (n tally) {
	const k = sign('K' - 'A' + 10)
	for _, g := range d.o.signs[s.from:s.to] {
		switch {
		case g < 10:
			n.digits++
		case g == signFiller || g == k:
			n.fillers++
		case g < signFiller:
			n.letters++
		}
	}
	return n
}

// rows returns the first line of the text that a window is in, and the last.
func (w *window) rows() (first, last int32) {
	first = math.MaxInt32
	for s := range w.stretches {
		first, last = min(first, s.first), max(last, s.last)
	}
	return first, last
}

// tallest is more lines than a window is in: three stretches of two lines each, and
// one line of junk.
const tallest = 8

// groups yields windows of which each overlaps the first of its group, which is the
// best of those that are left; the others of a group follow by their cost. A section
// may hold many zones, so that only the windows near by are looked at.
func (d *decoder) groups(sec section) iter.Seq[[]*window] {
	return func(yield func(group []*window) bool) {
		wins := d.wins
		slices.SortStableFunc(wins, func(a, b window) int { return cmp.Compare(a.cost, b.cost) })
		byLine := make([][]int32, sec.to-sec.from) // the windows that begin in a line, by cost
		for i := range wins {
			first, _ := wins[i].rows()
			byLine[int(first)-sec.from] = append(byLine[int(first)-sec.from], int32(i))
		}
		done := make([]bool, len(wins))
		for i := range wins {
			if done[i] {
				continue
			}
			from, to := wins[i].span()
			first, last := wins[i].rows()
			var near []int32
			for line := max(int(first)-tallest, sec.from); line <= int(last); line++ {
				for _, k := range byLine[line-sec.from] {
					if f, t := wins[k].span(); !done[k] && t > from && f < to {
						near = append(near, k)
						done[k] = true
					}
				}
			}
			slices.Sort(near)
			group := make([]*window, len(near))
			for j, k := range near {
				group[j] = &wins[k]
			}
			if !yield(group) {
				return
			}
		}
	}
}

// minEvidence is what a zone must be better than page text by.
const minEvidence = -30 * unit

// rough returns the relaxed cost of the name or of the data of a window, against
// page text.
func (d *decoder) rough(w *window) cost {
	p := d.m.plans[w.layout]
	relax := func(g *grammar, signs []sign, waist int) cost {
		if d.lat.relax(g, d.m.tuned[g][1], &d.m.ch.level[1], signs, waist) {
			return d.lat.best
		}
		return never
	}
	if !w.name.empty() {
		signs, waist := d.part(w.name, stretch{})
		return relax(p.name, signs, waist)
	}
	signs, waist := d.data(w)
	best := never
	for _, v := range p.of(w) {
		best = min(best, relax(v.grammar, signs, waist)+v.prior)
	}
	return best
}

// data returns the signs of the data of a window, as part does.
func (d *decoder) data(w *window) ([]sign, int) {
	if w.data[0].empty() {
		return d.part(w.data[1], stretch{})
	}
	return d.part(w.data[0], w.data[1])
}

// part returns the signs of one or two stretches, and the length of the first
// if there are two.
func (d *decoder) part(s, t stretch) ([]sign, int) {
	d.lat.ev = nil
	if t.len() == 0 {
		if len(d.ev) > 0 {
			d.lat.ev = d.ev[s.from:s.to]
		}
		return d.o.signs[s.from:s.to], -1
	}
	if s.to == t.from {
		if len(d.ev) > 0 {
			d.lat.ev = d.ev[s.from:t.to]
		}
		return d.o.signs[s.from:t.to], s.len()
	}
	if len(d.ev) > 0 {
		d.bothEv = append(append(d.bothEv[:0], d.ev[s.from:s.to]...), d.ev[t.from:t.to]...)
		d.lat.ev = d.bothEv
	}
	d.both = append(append(d.both[:0], d.o.signs[s.from:s.to]...), d.o.signs[t.from:t.to]...)
	return d.both, s.len()
}
