package repair

import (
	"math"
	"slices"

	"example.org/traveldoc/mrz"
)

// Readings returns what several readings of one zone have it be: frames of a video,
// or several engines. It is false if there is nothing like a zone in any of them.
//
// How much surer several readings make an answer than one is for the caller to say:
// see [Options.Independence]. A reading without a zone counts for nothing, and one
// that shows something else altogether does not outvote the others. A line that is
// missing in some readings is taken from the others.
//
// The edits are those of the reading that is nearest to the answer, and so are
// AsRead and Report; the place of it is among the readings, from 0. A line that it
// lacks has no edits. Of many readings the first sixteen with a zone are heard.
func Readings(rs []Reading, o *Options) (m Match, reading int, ok bool) {
	var pooled [maxReadings]*decoder
	for i := range pooled[:min(len(rs), maxReadings)] {
		pooled[i] = decoders.Get().(*decoder)
		defer decoders.Put(pooled[i])
	}
	return readings(pooled[:], rs, o)
}

// readings is Readings with a decoder for each reading that is heard.
func readings(free []*decoder, rs []Reading, o *Options) (m Match, reading int, ok bool) {
	views := make([]*view, 0, min(len(rs), maxReadings))
	for i := range rs {
		if len(views) == maxReadings {
			break
		}
		if v := free[len(views)].view(rs[i], o); v != nil {
			v.index = i
			views = append(views, v)
		}
	}
	if len(views) == 0 {
		return m, 0, false
	}
	j := join{views: views}
	lines := [2]int{} // how many readings have the data, and the name
	for _, v := range views {
		lines[0] += btoi(v.wins[0].data != [2]stretch{})
		lines[1] += btoi(!v.wins[0].name.empty())
	}
	for part, n := range lines {
		j.share[part] = o.share(max(n, 1))
	}
	j.all()
	v, zones := j.nearest()
	v.d.bestZone, v.d.missedZone = j.best, j.missed
	if m, ok = v.d.match(rs[v.index].Text, answer(zones, v.d.temper(), o), o); ok {
		return m, v.index, true
	}
	// They have nothing in common: the surest of them then.
	for _, v := range views {
		for other := range v.d.find(rs[v.index], o) {
			if !ok || other.Candidates[0].Confidence > m.Candidates[0].Confidence {
				m, reading, ok = other, v.index, true
			}
		}
	}
	return m, reading, ok
}

const maxReadings = 16

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// share is the power that the likelihood of each of n readings is raised to.
func (o *Options) share(n int) float64 {
	// The answer is the likeliest of what all of them offer, and so a little likelier
	// than it should be.
	const choice = 0.95
	switch {
	case n == 1:
		return 1
	case o == nil || !(o.Independence > 0): // or NaN
		return choice / float64(n)
	}
	return choice * (1 + float64(float64(n-1)*min(o.Independence, 1))) / float64(n)
}

// A view is a reading with the windows that the zone may stand in.
type view struct {
	d     *decoder
	index int
	wins  []*window // of the best group
}

// view returns the best group of windows of a reading, or nil if there is none.
func (d *decoder) view(r Reading, o *Options) *view {
	d.observe(r)
	d.taken = grow(d.taken, len(d.o.lines))
	clear(d.taken)
	d.windows(d.o.all(), o.layout())
	for group := range d.groups(d.o.all()) {
		last := len(group)
		for i, w := range group {
			if i == maxWindows || w.cost > group[0].cost+windowSpan {
				last = i
				break
			}
		}
		return &view{d: d, wins: group[:last]}
	}
	return nil
}

// of returns the best window of a layout, or nil.
func (v *view) of(l mrz.Layout) *window {
	for _, w := range v.wins {
		if w.layout == l {
			return w
		}
	}
	return nil
}

// join is the work of several readings on one zone.
type join struct {
	views        []*view
	share        [2]float64 // for what is said of the data, and of the name
	zones        []joined
	best, missed cost
}

// A joined is a zone with the logarithm of its weight, and of what each reading has
// it be.
type joined struct {
	layout     mrz.Layout
	data, name *option
	weight     float64
	views      [][2]float64 // of the data, and of the name besides
}

// leastView is how much worse than its own best a reading may have an answer of
// others be: the logarithm of a ratio.
const leastView = -30

// all finds the zones.
func (j *join) all() {
	j.best, j.missed = never, never
	for l := range mrz.Layouts() {
		if slices.ContainsFunc(j.views, func(v *view) bool { return v.of(l) != nil }) {
			j.layout(l)
		}
	}
	// What a reading says of the zones is bounded from below by its own best.
	for i := range j.views {
		for part, share := range j.share {
			best := math.Inf(-1)
			for k := range j.zones {
				best = max(best, j.zones[k].views[i][part])
			}
			for k := range j.zones {
				z := &j.zones[k]
				z.weight += float64(share * max(z.views[i][part], best+leastView))
			}
		}
	}
}

// layout finds the zones of a layout.
func (j *join) layout(l mrz.Layout) {
	p := j.views[0].d.m.plans[l]
	names, datas := newUnion(), newUnion()
	for _, v := range j.views {
		w := v.of(l)
		if w == nil {
			continue
		}
		v.d.budget = budgetZone
		if !w.name.empty() {
			names.add(v.d.names(w, p.name, partPaths, never))
		}
		best, missed := v.d.best, v.d.missed
		if p.whole(w) {
			datas.add(v.d.datas(w, p.data, partPaths, never))
		}
		j.best = min(j.best, v.d.best/2+best/2)
		j.missed = min(j.missed, v.d.best/2+missed/2, v.d.missed/2+best/2)
	}
	for _, u := range []*union{names, datas} {
		if len(u.options) == 0 {
			u.add([]option{absent}) // it is in no reading
		}
	}
	like := func(v *view, o *option, name bool) (like [numLevels]float64) {
		w := v.of(l)
		switch {
		case o.text == "", name && w.name.empty(), !name && !p.whole(w):
			return absent.like
		case name:
			return v.d.likelihoods(p.name, o.text, w.name, stretch{})
		}
		return v.d.likelihoods(p.data[0].grammar, o.text, w.data[0], w.data[1])
	}
	names.weigh(j.views, l, func(v *view, o *option) [numLevels]float64 { return like(v, o, true) })
	datas.weigh(j.views, l, func(v *view, o *option) [numLevels]float64 { return like(v, o, false) })
	for a := range datas.options {
		for b := range names.options {
			z := joined{layout: l, data: &datas.options[a], name: &names.options[b], views: make([][2]float64, len(j.views))}
			pair := weighted{win: &window{layout: l}, data: z.data, name: z.name}
			z.weight = ln(float64(z.data.prior*z.name.prior) * pair.same())
			for i, v := range j.views {
				if v.of(l) == nil {
					continue // as good as page text
				}
				one, both := 0.0, 0.0
				for lv := range numLevels {
					one += float64(levelPrior[lv] * datas.like[a][i][lv])
					both += float64(levelPrior[lv] * float64(datas.like[a][i][lv]*names.like[b][i][lv]))
				}
				z.views[i] = [2]float64{ln(one), ln(max(both, math.SmallestNonzeroFloat64)) - ln(max(one, math.SmallestNonzeroFloat64))}
			}
			j.zones = append(j.zones, z)
		}
	}
}

// A union is the options of all readings for a part, with what each reading says.
type union struct {
	options []option
	index   map[string]int
	like    [][][numLevels]float64 // by option, then by reading
}

func newUnion() *union { return &union{index: map[string]int{}} }

func (u *union) add(options []option) {
	for _, o := range options {
		if _, ok := u.index[o.text]; !ok {
			u.index[o.text] = len(u.options)
			u.options = append(u.options, o)
		}
	}
}

// weigh sets what the readings that have a window of a layout say.
func (u *union) weigh(views []*view, l mrz.Layout, like func(*view, *option) [numLevels]float64) {
	u.like = make([][][numLevels]float64, len(u.options))
	for k := range u.options {
		u.like[k] = make([][numLevels]float64, len(views))
		for i, v := range views {
			if v.of(l) != nil {
				u.like[k][i] = like(v, &u.options[k])
			}
		}
	}
}

// likelihoods returns how likely the signs of a part are with a text.
func (d *decoder) likelihoods(g *grammar, text string, s, t stretch) (like [numLevels]float64) {
	signs, waist := d.part(s, t)
	if !d.lat.relax(g, d.m.tuned[g][1], &d.m.ch.level[1], signs, waist) {
		return like
	}
	d.syms = symbols(g, text, d.syms[:0])
	for lv := range like {
		like[lv] = d.sc.weigh(&d.lat, d.syms, &d.m.ch.level[lv])
	}
	return like
}

// lacks counts against a reading that it does not have what others have.
func lacks(z *joined, w *window) (n float64) {
	const line = 1000
	if z.name.text != "" && w.name.empty() {
		n += line
	}
	if z.data.text != "" && len(w.missing()) > 0 && !w.name.empty() {
		n += line
	}
	return n
}

// nearest returns the reading that the best zone is likeliest in, and the zones as
// they are read there.
func (j *join) nearest() (*view, []weighted) {
	slices.SortStableFunc(j.zones, func(a, b joined) int {
		switch {
		case a.weight > b.weight:
			return -1
		case a.weight < b.weight:
			return 1
		}
		return 0
	})
	if len(j.zones) == 0 {
		return j.views[0], nil
	}
	best, at, most := &j.zones[0], -1, 0.0
	for i, v := range j.views {
		w := v.of(best.layout)
		if w == nil {
			continue
		}
		if n := best.views[i][0] + best.views[i][1] - lacks(best, w); at < 0 || n > most {
			at, most = i, n
		}
	}
	v := j.views[at]
	const large = 600 // a logarithm that is not too large to be a number
	shift := max(best.weight-large, 0)
	var zones []weighted
	for i := range j.zones {
		z := &j.zones[i]
		if w := v.of(z.layout); w != nil {
			zones = append(zones, weighted{win: w, data: z.data, name: z.name, weight: exp(z.weight - shift)})
		}
	}
	return v, zones
}
