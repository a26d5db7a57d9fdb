package repair

import (
	"cmp"
	"slices"

	"example.org/traveldoc/mrz"
)

// A stretch is some signs that may be a line of a zone: a line of the text, or
// two that may have been one.
type stretch struct {
	from, to    int32
	first, last int32 // lines of the text
}

func (s stretch) len() int { return int(s.to - s.from) }

// A window is where a zone of some layout may stand.
type window struct {
	layout mrz.Layout
	name   stretch
	data   [2]stretch // the second is empty but in a TD1
	cost   cost       // relaxed, against page text
}

// span returns the signs from the first line of the window to its last.
func (w *window) span() (from, to int32) {
	from, to = w.name.from, w.name.to
	for _, s := range w.data {
		if s.to > s.from {
			from, to = min(from, s.from), max(to, s.to)
		}
	}
	return from, to
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

// stretches returns what may be a line of a zone.
func (d *decoder) stretches() {
	o := &d.o
	d.lines = d.lines[:0]
	for i, l := range o.lines {
		if d.taken[i] {
			continue
		}
		s := stretch{l.from, l.to, int32(i), int32(i)}
		if o.likely(s) {
			d.lines = append(d.lines, s)
		}
		if i > 0 && !d.taken[i-1] {
			p := o.lines[i-1]
			both := stretch{p.from, l.to, int32(i - 1), int32(i)}
			if n := both.len(); p.len() <= 38 && l.len() <= 38 && n >= 28 && n <= 46 && o.likely(both) {
				d.lines = append(d.lines, both)
			}
		}
	}
}

// windows sets the windows of the text, the best first.
func (d *decoder) windows(layout mrz.Layout) {
	d.wins = d.wins[:0]
	d.stretches()
	n := len(d.lines)
	d.relaxed = grow(d.relaxed, n*6*2)
	for i := range d.relaxed {
		d.relaxed[i] = never
	}
	for i, s := range d.lines {
		for l := range mrz.Layouts() {
			if layout != 0 && l != layout {
				continue
			}
			_, width := l.Size()
			if s.len() < width-longestLoss || s.len() > width+longestGain {
				d.joined(l, s)
				continue
			}
			d.relaxed[(i*6+int(l))*2] = d.rough(l, true, s, stretch{})
			if l != mrz.TD1 {
				d.relaxed[(i*6+int(l))*2+1] = d.rough(l, false, s, stretch{})
			}
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
			for l := mrz.TD2; l <= mrz.MRVB; l++ {
				a, b := d.relaxed[(i*6+int(l))*2], d.relaxed[(k*6+int(l))*2+1]
				if a < never && b < never {
					d.window(window{layout: l, name: s, data: [2]stretch{t}, cost: a + b + cost(skip)*junkCost})
				}
			}
			if layout != 0 && layout != mrz.TD1 {
				continue
			}
			d.card(s, t, k, skip)
		}
	}
}

// card adds the windows of a TD1 whose first two lines are s and t.
func (d *decoder) card(s, t stretch, k, skip int) {
	const width = 30
	if s.len() < width-longestLoss || s.len() > width+longestGain || t.len() < width-longestLoss || t.len() > width+longestGain {
		return
	}
	both := never
	for m := k + 1; m < len(d.lines); m++ {
		u := d.lines[m]
		skip2 := int(u.first - t.last - 1)
		if skip2 > 1 {
			break
		}
		if skip2 < 0 || skip+skip2 > 1 {
			continue
		}
		c := d.relaxed[(m*6+int(mrz.TD1))*2]
		if c >= never {
			continue
		}
		if both == never {
			both = d.rough(mrz.TD1, false, s, t)
		}
		if both < never {
			d.window(window{layout: mrz.TD1, name: u, data: [2]stretch{s, t}, cost: both + c + cost(skip+skip2)*junkCost})
		}
	}
}

// joined adds the windows of a line that may be all of a zone.
func (d *decoder) joined(l mrz.Layout, s stretch) {
	lines, width := l.Size()
	if d := s.len() - lines*width; d < -6 || d > 6 {
		return
	}
	best := window{layout: l, cost: never}
	const play = 3
	if l == mrz.TD1 {
		for c := -play; c <= play; c++ {
			cut := s.to - int32(width+c)
			name := stretch{cut, s.to, s.first, s.last}
			a := d.rough(l, true, name, stretch{})
			for c := -play; c <= play; c++ {
				first, second := stretch{s.from, s.from + int32(width+c), s.first, s.last}, stretch{s.from + int32(width+c), cut, s.first, s.last}
				if second.len() < width-longestLoss {
					continue
				}
				if b := d.rough(l, false, first, second); a < never && b < never && a+b < best.cost {
					best = window{layout: l, name: name, data: [2]stretch{first, second}, cost: a + b}
				}
			}
		}
	} else {
		for c := -play; c <= play; c++ {
			name := stretch{s.from, s.from + int32(width+c), s.first, s.last}
			data := stretch{name.to, s.to, s.first, s.last}
			if a, b := d.rough(l, true, name, stretch{}), d.rough(l, false, data, stretch{}); a < never && b < never && a+b < best.cost {
				best = window{layout: l, name: name, data: [2]stretch{data}, cost: a + b}
			}
		}
	}
	if best.cost < never {
		best.cost += junkCost
		d.window(best)
	}
}

// window takes a window in, if it is better than page text.
func (d *decoder) window(w window) {
	if w.cost > minEvidence || d.written(w.name) < 4 || d.written(w.data[0])+d.written(w.data[1]) < 9 {
		return
	}
	d.wins = append(d.wins, w)
}

// lines returns the first line of the text that a window is in, and the last.
func (w *window) lines() (first, last int32) {
	first, last = w.name.first, w.name.last
	for _, s := range w.data {
		if s.to > s.from {
			first, last = min(first, s.first), max(last, s.last)
		}
	}
	return first, last
}

// tallest is more lines than a window is in: three stretches of two lines each, and
// one line of junk.
const tallest = 8

// groups yields windows of which each overlaps the first of its group, which is the
// best of those that are left; the others of a group follow by their cost. A text
// may hold any number of zones, so that only the windows near by are looked at.
func (d *decoder) groups(yield func(group []*window) bool) {
	wins := d.wins
	slices.SortStableFunc(wins, func(a, b window) int { return cmp.Compare(a.cost, b.cost) })
	byLine := make([][]int32, len(d.o.lines)) // the windows that begin in a line, by cost
	for i := range wins {
		first, _ := wins[i].lines()
		byLine[first] = append(byLine[first], int32(i))
	}
	done := make([]bool, len(wins))
	for i := range wins {
		if done[i] {
			continue
		}
		from, to := wins[i].span()
		first, last := wins[i].lines()
		var near []int32
		for line := max(first-tallest, 0); line <= last; line++ {
			for _, k := range byLine[line] {
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

// written returns how many signs of a stretch are not fillers, nor what fillers
// are read as. A page of fillers is no zone.
func (d *decoder) written(s stretch) (n int) {
	for _, g := range d.o.signs[s.from:s.to] {
		if g < signFiller && g != 'K'-'A'+10 {
			n++
		}
	}
	return n
}

// minEvidence is what a zone must be better than page text by.
const minEvidence = -30 * unit

// rough returns the relaxed cost of a part, against page text.
func (d *decoder) rough(l mrz.Layout, name bool, s, t stretch) cost {
	signs, waist := d.part(s, t)
	p := d.m.plans[l]
	if name {
		if d.lat.relax(p.name, d.m.name[l][1], &d.m.ch.level[1], signs, waist) {
			return d.lat.best
		}
		return never
	}
	best := never
	for v := range p.data {
		if d.lat.relax(p.data[v].grammar, d.m.data[l][v][1], &d.m.ch.level[1], signs, waist) {
			best = min(best, d.lat.best+p.data[v].prior)
		}
	}
	return best
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
