package repair

import (
	"cmp"
	"iter"
	"math"
	"slices"
	"strings"

	"example.org/traveldoc/mrz"
)

// A decoder holds the memory of a decoding. It is used by one goroutine.
type decoder struct {
	m       *model
	o       observation
	lines   []stretch
	wins    []window
	relaxed []cost
	both    []sign
	lat     lattice
	srch    search
	sc      scorer
	paths   []path
	syms    []symbol
	budget  int // work that is left for the zone
	// Of a part: what its best text costs, and what one costs at least that was
	// not looked for.
	best, missed cost
	// The same of whole zones.
	bestZone, missedZone cost
	al                   aligner
	ev                   []evidence // of the signs, if there are glyphs
	taken                []bool     // the lines that a zone has been found in
	bothEv               []evidence
}

// missedSpan is how much dearer than the best a zone must be to be missed without
// regret.
const missedSpan = 3 * unit

const (
	budgetZone   = 5_000_000 // for all of a zone
	budgetFill   = 2_500_000 // for one lattice
	budgetSearch = 400_000
	leastSearch  = 20_000 // whatever is left
	searchWork   = 8      // what a step of a search is of the zone's work
	pathSpan     = 10 * unit
	partPaths    = 20
)

// beams are how far the lattice reaches beyond the relaxed best, one after the
// other, until enough is in it: what is within margin of its best.
var beams = [...]cost{13 * unit, 21 * unit, 32 * unit}

const margin = 4 * unit

// narrow is how far it reaches where that is too much work.
var narrow = [...]cost{10 * unit, 6 * unit}

// levelPrior is how often each level of noise is met.
var levelPrior = [numLevels]float64{0.45, 0.3, 0.18, 0.07}

// An option is a text of a part with its weight at each level.
type option struct {
	text  string
	prior float64
	like  [numLevels]float64
}

// A weighted is a zone with its weight: how much likelier the signs are with it than
// as page text.
type weighted struct {
	win    *window
	data   *option
	name   *option
	weight float64
	conf   float64
	lines  string // what text returns, once it was asked
}

// options returns the texts that a part may be.
func (d *decoder) options(g *grammar, prior cost, signs []sign, waist, k int, room cost, accept func([]byte) bool, out []option) []option {
	tuned := d.m.tuned[g]
	band, best := -1, never
	for b := range numBand {
		if d.lat.relax(g, tuned[b], &d.m.ch.level[b], signs, waist) && d.lat.best+bandPrior[b] < best {
			band, best = b, d.lat.best+bandPrior[b]
		}
	}
	if band < 0 {
		return out
	}
	// What is dearer than the best of another variant or window by more than this
	// is not looked for.
	if d.best < never {
		room = min(room, d.best+pathSpan-prior-(best-bandPrior[band]))
	}
	if room <= 0 || !d.lattice(g, tuned[band], &d.m.ch.level[band], signs, waist, band == numBand-1, room) {
		return out
	}
	var missed cost
	d.paths, missed = d.srch.run(&d.lat, d.paths[:0], k, pathSpan, accept, min(budgetSearch, max(d.budget/searchWork, leastSearch)))
	d.budget -= searchWork * d.srch.work
	d.missed = min(d.missed, missed+prior)
	if len(d.paths) > 0 {
		d.best = min(d.best, d.paths[0].cost+prior)
	}
	for _, p := range d.paths {
		d.syms = symbols(g, p.text, d.syms[:0])
		o := option{text: p.text, prior: exp(-float64(p.prior+prior) / unit)}
		for lv := range numLevels {
			o.like[lv] = d.sc.weigh(&d.lat, d.syms, &d.m.ch.level[lv])
		}
		out = append(out, o)
	}
	return out
}

// lattice fills the lattice of a part as far as it must reach, and as far as the
// work allows. done is whether it is relaxed already.
func (d *decoder) lattice(g *grammar, t *tuned, c *costs, signs []sign, waist int, done bool, room cost) bool {
	fill := func(beam cost) bool {
		if !done {
			d.lat.relax(g, t, c, signs, waist)
		}
		done = false
		ok := d.lat.fill(beam, min(budgetFill, d.budget))
		d.budget -= d.lat.work
		return ok
	}
	good := cost(0) // a beam in which there is an answer
	for _, beam := range beams {
		last := beam >= room
		if !fill(min(beam, room)) {
			break
		}
		if at := d.lat.at(0, 0); at >= 0 && d.lat.h[at] < never {
			if d.lat.h[at]+margin <= d.lat.limit {
				return true
			}
			good = min(beam, room)
		}
		if last {
			return good > 0
		}
	}
	if good > 0 {
		d.missed = min(d.missed, d.lat.best+good)
		return fill(good)
	}
	d.missed = min(d.missed, d.lat.best)
	for _, beam := range narrow {
		if fill(beam) {
			return true
		}
	}
	return false
}

// bandPrior is what a level of noise costs.
var bandPrior = [numBand]cost{0, 400, 900}

// decode returns the zones that a window may be.
func (d *decoder) decode(w *window, k int, out []weighted) []weighted {
	p := d.m.plans[w.layout]
	// The name first: it costs little, and the work for the data has no such end.
	room := never
	if d.bestZone < never {
		room = 2*d.bestZone + windowSpan - w.cost
	}
	name := d.names(w, p.name, k, room)
	if len(name) == 0 {
		return out
	}
	bestName, missedName := d.best, d.missed
	data := d.datas(w, p.of(w), k, room)
	d.bestZone = min(d.bestZone, d.best/2+bestName/2)
	d.missedZone = min(d.missedZone, d.best/2+missedName/2, d.missed/2+bestName/2, d.missed/2+missedName/2)
	extra := exp(-float64(w.junk()*junkCost+len(w.missing())*missingCost) / unit)
	for i := range data {
		for j := range name {
			a, b := &data[i], &name[j]
			weight := 0.0
			for lv := range numLevels {
				weight += float64(levelPrior[lv] * float64(a.like[lv]*b.like[lv]))
			}
			z := weighted{win: w, data: a, name: b}
			z.weight = weight * float64(a.prior*b.prior) * extra * z.same() * d.born(a, w)
			out = append(out, z)
		}
	}
	return out
}

// absent is the text of what is not there, which says nothing of any level of noise.
var absent = option{prior: 1, like: [numLevels]float64{1, 1, 1, 1}}

// names returns what the line with the name may be.
func (d *decoder) names(w *window, g *grammar, k int, room cost) []option {
	if w.name.empty() {
		d.best, d.missed = 0, never
		return []option{absent}
	}
	d.best, d.missed = never, never
	signs, waist := d.part(w.name, stretch{})
	name := d.options(g, 0, signs, waist, k, room, nil, nil)
	at, _ := g.place(mrz.FieldName)
	for i := range name {
		name[i].prior *= exp(names().weigh(name[i].text[at:]))
	}
	return name
}

// datas returns what the lines with the data may be.
func (d *decoder) datas(w *window, variants []variant, k int, room cost) (data []option) {
	if w.data[0].empty() && w.data[1].empty() {
		d.best, d.missed = 0, never
		return []option{absent}
	}
	d.best, d.missed = never, never
	signs, waist := d.data(w)
	for v := range variants {
		var accept func([]byte) bool
		if variants[v].long && w.layout == mrz.TD2 {
			accept = holds
		}
		if d.possible(variants, v, signs, waist) {
			data = d.options(variants[v].grammar, variants[v].prior, signs, waist, k, room, accept, data)
		}
	}
	return data
}

// possible reports whether a variant of the data is worth a search.
func (d *decoder) possible(variants []variant, v int, signs []sign, waist int) bool {
	if len(variants) == 1 {
		return true
	}
	var best [2]cost
	for i := range variants {
		g := variants[i].grammar
		best[i] = never
		if d.lat.relax(g, d.m.tuned[g][1], &d.m.ch.level[1], signs, waist) {
			best[i] = d.lat.best + variants[i].prior
		}
	}
	return best[v] <= min(best[0], best[1])+windowSpan
}

func (w *window) junk() int {
	first, last := w.rows()
	n := int32(0)
	for s := range w.stretches {
		n += s.last - s.first + 1
	}
	return max(0, int(last-first+1-n))
}

// same weighs how nationality and issuer go together: the grammar of a part
// cannot know the other part.
func (z *weighted) same() float64 {
	const equal = 0.75
	issuer, nation := "", ""
	if z.win.layout != mrz.TD1 {
		if z.data.text == "" || z.name.text == "" {
			return 1
		}
		issuer, nation = z.name.text[2:5], z.data.text[10:13]
	} else {
		if len(z.data.text) < 60 {
			return 1
		}
		issuer, nation = z.data.text[2:5], z.data.text[45:48]
	}
	if issuer == nation {
		return equal * 200
	}
	return 1 - equal
}

// born weighs whether the optional data hold the date of birth: in the personal
// numbers of many States they do (year, month, day, or day, month, year).
func (d *decoder) born(o *option, w *window) float64 {
	const known = 300 // one in a million would by chance
	p := d.m.plans[w.layout]
	if !p.whole(w) || o.text == "" {
		return 1
	}
	g := p.data[0].grammar
	at, _ := g.place(mrz.FieldDateOfBirth)
	birth := o.text[at : at+6]
	if strings.Contains(birth, "<") {
		return 1
	}
	turned := birth[4:6] + birth[2:4] + birth[0:2]
	for _, f := range [...]mrz.Field{mrz.FieldOptionalData, mrz.FieldOptionalData2} {
		at, n := g.place(f)
		if at < 0 {
			continue
		}
		data := o.text[at : at+n]
		for i := range 3 { // behind a digit or two that tell the century or the sex
			if strings.HasPrefix(data[i:], birth) || strings.HasPrefix(data[i:], turned) {
				return known
			}
		}
	}
	return 1
}

// missing returns the lines that are not there, from 1. Of several readings another
// one may have what the one of the window lacks.
func (z *weighted) missing() (missing []int) {
	_, width := z.win.layout.Size()
	data := func(line stretch) bool { return z.data.text != "" && (len(z.data.text) > width || !line.empty()) }
	there := []bool{z.name.text != "", z.data.text != ""}
	if z.win.layout == mrz.TD1 {
		there = []bool{data(z.win.data[0]), data(z.win.data[1]), z.name.text != ""}
	}
	for i, ok := range there {
		if !ok {
			missing = append(missing, i+1)
		}
	}
	return missing
}

// text returns the lines of a zone. One that is not there has fillers, behind the
// letter that tells a visa apart.
func (z *weighted) text() string {
	if z.lines == "" {
		z.lines = z.join()
	}
	return z.lines
}

func (z *weighted) join() string {
	_, width := z.win.layout.Size()
	blank := strings.Repeat("<", width)
	data, name := z.data.text, z.name.text
	if name == "" && (z.win.layout == mrz.MRVA || z.win.layout == mrz.MRVB) {
		name = "V" + blank[1:]
	}
	if name == "" {
		name = blank
	}
	if data == "" {
		data = blank
	}
	if z.win.layout != mrz.TD1 {
		return name + "\n" + data
	}
	upper, lower := data[:width], data[len(data)-width:]
	switch {
	case z.win.data[0].empty():
		upper = blank
	case z.win.data[1].empty():
		lower = blank
	}
	return upper + "\n" + lower + "\n" + name
}

// temper is the power that weights are raised to. The model takes for independent
// what is not, errors of one reading above all, and so it is too sure. It was chosen
// on all of the development data, so that of the answers with a confidence as many
// are right.
const temper = 0.76

// temperGlyphs is that where the engine says how sure it is.
const temperGlyphs = 0.86

// answer sets the confidences of zones and puts the best first.
func answer(zones []weighted, temper float64, o *Options) []weighted {
	if len(zones) == 0 {
		return zones
	}
	slices.SortStableFunc(zones, func(a, b weighted) int { return cmp.Compare(b.weight, a.weight) })
	best := zones[0].weight
	if best == 0 {
		return nil
	}
	total := pow(exp(-minEvidence/unit)/best, temper) // page text
	asks := o != nil && (o.Prior != nil || !o.AsOf.IsZero())
	for i := range zones {
		z := &zones[i]
		z.conf = pow(z.weight/best, temper)
		if asks && z.conf >= leastListed {
			if doc, err := mrz.Parse(z.text()); err == nil {
				z.conf *= o.weigh(doc)
			}
		}
		total += z.conf
	}
	if asks {
		slices.SortStableFunc(zones, func(a, b weighted) int { return cmp.Compare(b.conf, a.conf) })
	}
	for i := range zones {
		zones[i].conf = round6(zones[i].conf / total)
	}
	return zones
}

func (d *decoder) temper() float64 {
	if len(d.ev) > 0 {
		return temperGlyphs
	}
	return temper
}

func round6(p float64) float64 { return math.Round(p*1e6) / 1e6 }

// A found is a match with the lines of the text from its first to its last.
type found struct {
	lines section
	Match
}

// A long text is searched by sections, so that the memory for it does not grow with
// its zones. A zone that begins in the lines in which two sections overlap is of the
// second of them. They are many times more than a zone has: what is found in the
// first lines of a section depends as little on what was before it as if it were
// one.
const (
	sectionLines   = 512
	sectionOverlap = 64
)

// find yields the zones of a reading.
func (d *decoder) find(r Reading, o *Options) iter.Seq[Match] {
	return func(yield func(Match) bool) {
		d.observe(r)
		n := len(d.o.lines)
		d.taken = grow(d.taken, n)
		clear(d.taken)
		for from, next := 0, 0; from < n; from = next {
			to := n
			if next = n; n-from > sectionLines+sectionOverlap {
				next, to = from+sectionLines, from+sectionLines+sectionOverlap
			}
			matches := d.section(section{from, to}, r.Text, o)
			clear(d.taken[next:to])
			for _, m := range matches {
				if m.lines.from >= next {
					break
				}
				d.mark(m.lines, true)
				if !yield(m.Match) {
					return
				}
			}
		}
	}
}

// section returns the zones of a section, in their order, and marks their lines as
// taken.
func (d *decoder) section(sec section, text string, o *Options) (out []found) {
	out = d.glance(sec, text, o)
	d.windows(sec, o.layout())
	for group := range d.groups(sec) {
		var zones []weighted
		d.bestZone, d.missedZone, d.budget = never, never, budgetZone
		n := 0
		for _, w := range group {
			if n < maxWindows && w.cost <= group[0].cost+windowSpan && w.cost/2 < d.bestZone+windowSpan/4 {
				zones = d.decode(w, partPaths, zones)
				n++
			}
		}
		zones = answer(zones, d.temper(), o)
		if m, ok := d.match(text, zones, o); ok && d.take(zones[0].win) {
			first, last := zones[0].win.rows()
			out = append(out, found{section{int(first), int(last) + 1}, m})
		}
	}
	slices.SortFunc(out, func(a, b found) int { return a.lines.from - b.lines.from })
	return out
}

// take marks the lines of a window as taken, unless one of them is: the windows of
// two groups may overlap, if not the first ones.
func (d *decoder) take(w *window) bool {
	for s := range w.stretches {
		if slices.Contains(d.taken[s.first:s.last+1], true) {
			return false
		}
	}
	for s := range w.stretches {
		d.mark(section{int(s.first), int(s.last) + 1}, true)
	}
	return true
}

// mark marks lines as taken or not.
func (d *decoder) mark(lines section, taken bool) {
	for i := lines.from; i < lines.to; i++ {
		d.taken[i] = taken
	}
}

// observe sets the signs of a reading and, if it has glyphs, their evidence.
func (d *decoder) observe(r Reading) {
	d.o.read(r.Text)
	d.ev = d.ev[:0]
	if len(r.Glyphs) == 0 {
		return
	}
	k, n := 0, 0
	for i := range r.Text {
		for ; k < len(d.o.signs) && int(d.o.starts[k]) == i; k++ {
			if n < len(r.Glyphs) && r.Glyphs[n].Confidence > 0 {
				d.ev = append(d.ev, d.m.weigh(d.o.signs[k], &r.Glyphs[n]))
			} else {
				d.ev = append(d.ev, plainEvidence)
			}
		}
		n++
	}
}
