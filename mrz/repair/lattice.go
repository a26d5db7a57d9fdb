package repair

// A lattice is what a part of a zone can be, given what was read: for each
// position and each number of signs consumed the cost of the best way to the
// end. It is computed from behind, so that the search from the front knows what
// each step will cost, and takes none that it need not take.
type lattice struct {
	g     *grammar
	t     *tuned
	c     *costs
	signs []sign
	ev    []evidence // of the signs, or nil
	waist int        // signs of the first line, or -1 if there is one line

	lo, hi []int32 // signs consumed before a position: the places that are kept
	off    []int32 // of the first of them in cell
	cell   []int32 // where the costs of a place begin in h, or -1
	h      []cost
	node   []int32 // of a place, where the least costs of its nodes are in least
	least  []cost
	subs   [][numSymbols]cost // what the symbols cost for each sign, if there is evidence
	emits  []cost             // the least of them at a position, by class and sign; -1 is not known yet
	f, b   []cost             // relaxed costs of the way here and on, by place; stride apart
	stride int
	limit  cost // of a whole way; the dearer ones are not in the lattice
	best   cost // relaxed
	numC   int
	work   int
}

// tuned is what a grammar and a level of noise give together: for each position
// the least that a sign can cost there, and the loss of a character.
type tuned struct {
	emit  [][numSigns]cost
	erase []cost
	ins   [numSigns]cost
}

func tune(g *grammar, c *costs) *tuned {
	t := &tuned{emit: make([][numSigns]cost, len(g.pos)), erase: make([]cost, len(g.pos))}
	for s := range t.ins {
		t.ins[s] = never
		for p := range numInsPlaces {
			t.ins[s] = min(t.ins[s], c.ins[p][s])
		}
	}
	for j := range len(g.pos) - 1 {
		p := &g.pos[j]
		t.erase[j] = never
		for s := range t.emit[j] {
			t.emit[j][s] = never
		}
		for s, prior := range p.prior {
			if prior >= never {
				continue
			}
			t.erase[j] = min(t.erase[j], prior+c.del[s])
			for g := range numSigns {
				t.emit[j][g] = min(t.emit[j][g], prior+c.sub[s][g])
			}
		}
		if p.gapped {
			t.erase[j] = min(t.erase[j], c.more)
		}
	}
	return t
}

// slack is how many characters may be lost or added beyond what the lengths
// tell.
const slack = 7

// relax computes the relaxed costs, which no way can undercut: characters go
// without regard to each other. It reports whether there is a way at all.
func (l *lattice) relax(g *grammar, t *tuned, c *costs, signs []sign, waist int) bool {
	l.g, l.t, l.c, l.signs, l.waist = g, t, c, signs, waist
	n, m := len(g.pos)-1, len(signs)
	l.weigh()
	l.stride = m + 1
	l.f = grow(l.f, (n+1)*l.stride)
	l.b = grow(l.b, (n+1)*l.stride)
	l.lo, l.hi = grow(l.lo, n+1), grow(l.hi, n+1)
	for j := range n + 1 {
		l.lo[j], l.hi[j] = l.band(j)
	}
	for i := range l.f {
		l.f[i], l.b[i] = never, never
	}
	for j := range n + 1 {
		for i := l.lo[j]; i <= l.hi[j]; i++ {
			v := never
			if j == 0 && i == 0 {
				v = 0
			}
			if i > l.lo[j] {
				v = min(v, l.f[j*l.stride+int(i)-1]+t.ins[signs[i-1]]+l.added(int(i)-1))
			}
			if j > 0 && l.allowed(j-1, int(i)) && i >= l.lo[j-1] && i <= l.hi[j-1] {
				v = min(v, l.f[(j-1)*l.stride+int(i)]+t.erase[j-1])
			}
			if j > 0 && i > 0 && l.takes(j-1, int(i)-1) && i-1 >= l.lo[j-1] && i-1 <= l.hi[j-1] {
				v = min(v, l.f[(j-1)*l.stride+int(i)-1]+l.emit(j-1, int(i)-1))
			}
			l.f[j*l.stride+int(i)] = min(v, never)
		}
	}
	for j := n; j >= 0; j-- {
		for i := l.hi[j]; i >= l.lo[j]; i-- {
			v := never
			if j == n && int(i) == m {
				v = 0
			}
			if i < l.hi[j] {
				v = min(v, l.b[j*l.stride+int(i)+1]+t.ins[signs[i]]+l.added(int(i)))
			}
			if j < n && l.allowed(j, int(i)) && i >= l.lo[j+1] && i <= l.hi[j+1] {
				v = min(v, l.b[(j+1)*l.stride+int(i)]+t.erase[j])
			}
			if j < n && int(i) < m && l.takes(j, int(i)) && i+1 >= l.lo[j+1] && i+1 <= l.hi[j+1] {
				v = min(v, l.b[(j+1)*l.stride+int(i)+1]+l.emit(j, int(i)))
			}
			l.b[j*l.stride+int(i)] = min(v, never)
		}
	}
	l.best = l.b[0]
	return l.best < never
}

// weigh sets what the symbols cost with the evidence.
func (l *lattice) weigh() {
	if l.ev == nil {
		return
	}
	m := len(l.signs)
	l.subs = grow(l.subs, m)
	for i, g := range l.signs {
		e := &l.ev[i]
		for s := range l.subs[i] {
			l.subs[i][s] = min(l.c.sub[s][g]+e.costs[e.outcome(symbol(s), g)], never)
		}
	}
	l.emits = grow(l.emits, len(l.g.classes)*m)
	for i := range l.emits {
		l.emits[i] = unknown
	}
}

// unknown is no cost: none is so low.
const unknown = -never

// band returns how many signs can have been consumed before a position.
func (l *lattice) band(j int) (lo, hi int32) {
	n, m := len(l.g.pos)-1, len(l.signs)
	from, to, jj := 0, m, j
	if l.waist >= 0 {
		if j < l.g.width {
			to, n = l.waist, l.g.width
		} else if j == l.g.width {
			return int32(max(0, l.waist-slack*2)), int32(min(m, l.waist+slack))
		} else {
			from, n, jj = l.waist, n-l.g.width, j-l.g.width
		}
	}
	d := (to - from) - n // signs too many
	lo = int32(max(from, from+jj+min(d, 0)-slack))
	hi = int32(min(to, from+jj+max(d, 0)+slack))
	return lo, max(hi, lo)
}

// takes reports whether position j may take sign i, which is in its line.
func (l *lattice) takes(j, i int) bool {
	return l.waist < 0 || (j < l.g.width) == (i < l.waist)
}

// allowed reports whether an arc of position j may leave from behind i signs.
func (l *lattice) allowed(j, i int) bool {
	if l.waist < 0 {
		return true
	}
	if j < l.g.width {
		return i <= l.waist
	}
	return i >= l.waist
}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/4)
	}
	return s[:n]
}

// fill computes the lattice of all ways that can cost up to beam more than the
// relaxed best. It gives up, and is false, when that takes more than budget.
func (l *lattice) fill(beam cost, budget int) bool {
	g := l.g
	n, m := len(g.pos)-1, len(l.signs)
	l.limit = l.best + beam
	l.numC = 1
	for _, a := range g.pos[n-1].arcs {
		if a.op == arcTotal {
			l.numC = 10
		}
	}
	// Which places are kept, and where their costs are.
	l.off = grow(l.off, n+2)
	l.cell, l.node = l.cell[:0], l.node[:0]
	size, nodes := int32(0), int32(0)
	for j := range n + 1 {
		lo, hi := l.band(j)
		for lo < hi && !l.kept(j, lo) {
			lo++
		}
		for hi > lo && !l.kept(j, hi) {
			hi--
		}
		l.lo[j], l.hi[j] = lo, hi
		l.off[j] = int32(len(l.cell))
		for i := lo; i <= hi; i++ {
			if !l.kept(j, i) {
				l.cell = append(l.cell, -1)
				l.node = append(l.node, -1)
				continue
			}
			l.cell = append(l.cell, size)
			l.node = append(l.node, nodes)
			nodes += int32(g.pos[j].nodes)
			size += int32(g.pos[j].nodes * l.states(j))
		}
	}
	l.off[n+1] = int32(len(l.cell))
	l.work = 0
	if int(size) > budget/4 {
		return false
	}
	l.work = int(size) / 2 // to clear them
	l.h = grow(l.h, int(size))
	l.least = grow(l.least, int(nodes))
	for i := range l.h {
		l.h[i] = never
	}
	for j := n; j >= 0; j-- {
		for i := l.hi[j]; i >= l.lo[j]; i-- {
			at := l.at(j, int(i))
			if at < 0 {
				continue
			}
			if j == n {
				if int(i) == m {
					st := l.states(n)
					for k, c := range g.final {
						l.h[int(at)+k*st] = c
					}
				}
			} else if l.arcs(j, int(i), at); l.work > budget {
				return false
			}
			l.insertions(j, int(i), at)
			st := int32(l.states(j))
			least := l.least[l.node[int(l.off[j])+int(i-l.lo[j])]:][:g.pos[j].nodes]
			for k := range least {
				v := never
				for _, c := range l.h[at+int32(k)*st : at+int32(k)*st+st] {
					v = min(v, c)
				}
				least[k] = v
			}
		}
	}
	return true
}

func (l *lattice) kept(j int, i int32) bool {
	k := j*l.stride + int(i)
	return l.f[k]+l.b[k] <= l.limit
}

// states returns the number of pairs of sums before a position.
func (l *lattice) states(j int) int {
	if l.g.pos[j].sums {
		return 10 * l.numC
	}
	return l.numC
}

// at returns where the costs of a place begin, or -1.
func (l *lattice) at(j, i int) int32 {
	if i < int(l.lo[j]) || i > int(l.hi[j]) {
		return -1
	}
	return l.cell[int(l.off[j])+i-int(l.lo[j])]
}

// insertions takes in that the next sign stands for nothing.
func (l *lattice) insertions(j, i int, at int32) {
	if i >= len(l.signs) {
		return
	}
	next := l.at(j, i+1)
	if next < 0 {
		return
	}
	p := &l.g.pos[j]
	st := int32(l.states(j))
	for k := range int32(p.nodes) {
		c := l.c.ins[p.kind[k]][l.signs[i]] + l.added(i)
		here, there := l.h[at+k*st:at+k*st+st], l.h[next+k*st:next+k*st+st]
		for x, v := range there {
			if v += c; v < here[x] {
				here[x] = v
			}
		}
	}
	l.work += p.nodes * int(st)
}

// play is how far a way may be beyond the limit where its rest is known exactly
// but its beginning only by the relaxed costs.
const play = 6 * unit

// arcs takes in the arcs that leave a place.
func (l *lattice) arcs(j, i int, at int32) {
	p := &l.g.pos[j]
	here := l.f[j*l.stride+i]
	match, lost, twin := int32(-1), int32(-1), int32(-1)
	var bm, bl cost
	if i < len(l.signs) && l.takes(j, i) {
		if match = l.at(j+1, i+1); match >= 0 {
			bm = here + l.b[(j+1)*l.stride+i+1]
		}
	}
	if l.allowed(j, i) {
		if lost = l.at(j+1, i); lost >= 0 {
			bl = here + l.b[(j+1)*l.stride+i]
		}
	}
	if l.twins(j, i) {
		twin = l.at(j+1, i+2)
	}
	if match < 0 && lost < 0 && twin < 0 {
		return
	}
	// What each symbol costs here, or never if no way through it is cheap enough.
	var em, el [numSymbols]cost
	for s := range numSymbols {
		em[s], el[s] = never, never
		if p.prior[s] >= never {
			continue
		}
		if match >= 0 {
			if c := l.sub(symbol(s), i); bm+p.prior[s]+c <= l.limit {
				em[s] = c
			}
		}
		if lost >= 0 {
			if c := l.c.del[s]; bl+p.prior[s]+c <= l.limit {
				el[s] = c
			}
		}
	}
	st, st2 := int32(l.states(j)), int32(l.states(j+1))
	var lm, ll []cost
	if match >= 0 {
		lm = l.least[l.node[int(l.off[j+1])+i+1-int(l.lo[j+1])]:]
	}
	if lost >= 0 {
		ll = l.least[l.node[int(l.off[j+1])+i-int(l.lo[j+1])]:]
	}
	limit := l.limit + play - here
	if twin >= 0 {
		lt := l.least[l.node[int(l.off[j+1])+i+2-int(l.lo[j+1])]:]
		for s := fillInside; s < numSymbols; s++ {
			arcs, c := p.bySym[p.syms[s]:p.syms[s+1]], l.twin(s, i)
			l.work += len(arcs)
			for k := range arcs {
				a := &arcs[k]
				if a.op != arcGap && a.op != arcMore && p.kind[a.from] == insOther && lt[a.to]+c+a.cost <= limit {
					l.step(a, l.h[at+int32(a.from)*st:][:st], l.h[twin+int32(a.to)*st2:][:st2], c+a.cost)
				}
			}
		}
	}
	if st > 1 || st2 > 1 {
		l.groups(p, &em, &el, limit, at, match, lost, st, st2, lm, ll)
		return
	}
	for s := range numSymbols {
		if em[s] >= never && el[s] >= never && !(p.gapped && lost >= 0 && s == int(fillLater)) {
			continue
		}
		arcs, cm, cl := p.bySym[p.syms[s]:p.syms[s+1]], em[s], el[s]
		l.work += len(arcs)
		for k := range arcs {
			a := &arcs[k]
			f := &l.h[at+int32(a.from)]
			if a.op == arcGap || a.op == arcMore {
				if c := l.gap(a); lost >= 0 && ll[a.to]+c+a.cost <= limit {
					*f = min(*f, ll[a.to]+c+a.cost)
				}
				continue
			}
			if cm < never && lm[a.to]+cm+a.cost <= limit {
				*f = min(*f, lm[a.to]+cm+a.cost)
			}
			if cl < never && ll[a.to]+cl+a.cost <= limit {
				*f = min(*f, ll[a.to]+cl+a.cost)
			}
		}
	}
}

// gap returns what a filler costs that is lost with its neighbours.
func (l *lattice) gap(a *arc) cost {
	if a.op == arcMore {
		return l.c.more
	}
	return l.c.gap
}

// groups takes in the arcs of a position where sums run. em and el are what each
// symbol costs if it was read and if it was lost.
func (l *lattice) groups(p *position, em, el *[numSymbols]cost, limit cost, at, match, lost, st, st2 int32, lm, ll []cost) {
	l.work += len(p.arcs) / 4
	for k := range p.groups {
		q := &p.groups[k]
		from := at + int32(q.from)*st
		if q.op == arcGap || q.op == arcMore {
			if c := l.gap(&q.arc) + q.cost[0]; lost >= 0 && ll[q.to]+c <= limit {
				l.step(&q.arc, l.h[from:][:st], l.h[lost+int32(q.to)*st2:][:st2], c)
			}
			continue
		}
		cm, cl := never, never
		for i, s := range q.syms {
			c := q.cost[i]
			cm, cl = min(cm, em[s]+c), min(cl, el[s]+c)
		}
		if match >= 0 && cm < never && lm[q.to]+cm <= limit {
			l.step(&q.arc, l.h[from:][:st], l.h[match+int32(q.to)*st2:][:st2], cm)
		}
		if lost >= 0 && cl < never && ll[q.to]+cl <= limit {
			l.step(&q.arc, l.h[from:][:st], l.h[lost+int32(q.to)*st2:][:st2], cl)
		}
	}
}

// step takes in an arc: the costs of the node it leaves, by the sums.
func (l *lattice) step(a *arc, from, to []cost, c cost) {
	if len(from) == 1 && len(to) == 1 {
		if v := to[0] + c; v < from[0] {
			from[0] = v
		}
		return
	}
	l.work += len(from)
	nc := l.numC
	v := a.sym.value()
	dr, dt := int(mod10[int(a.wf)*v]), 0
	if nc > 1 {
		dt = int(mod10[int(a.wc)*v])
	}
	switch rows := len(from) / nc; a.op {
	case arcCheck:
		if v < rows {
			turn(from[v*nc:v*nc+nc], to[:nc], dt, c)
		}
	case arcTotal:
		if x := to[0] + c; x < from[v] {
			from[v] = x
		}
	case arcDrop:
		for r := range rows {
			turn(from[r*nc:r*nc+nc], to[:nc], dt, c)
		}
	default:
		for r := range rows {
			r2 := r + dr
			if r2 >= 10 {
				r2 -= 10
			}
			if r2*nc < len(to) {
				turn(from[r*nc:r*nc+nc], to[r2*nc:r2*nc+nc], dt, c)
			}
		}
	}
}

// turn takes in the costs of to, which stand d further on around the circle of
// sums.
func turn(from, to []cost, d int, c cost) {
	for t, v := range to[d:] {
		if v += c; v < from[t] {
			from[t] = v
		}
	}
	rest := from[len(to)-d:]
	for t, v := range to[:d] {
		if v += c; v < rest[t] {
			rest[t] = v
		}
	}
}

// next returns the sums behind an arc. runs is whether the sum of the field
// goes on behind it.
func (a *arc) next(r, t int, runs bool) (r2, t2 int, ok bool) {
	v := a.sym.value()
	t2 = int(mod10[(t+int(a.wc)*v)&511])
	switch a.op {
	case arcCheck:
		return 0, t2, v == r
	case arcTotal:
		return 0, 0, v == t && r == 0
	case arcDrop:
		return 0, t2, true
	}
	r2 = int(mod10[(r+int(a.wf)*v)&511])
	return r2, t2, runs || r2 == 0
}

var mod10 = func() (t [512]uint8) {
	for i := range t {
		t[i] = uint8(i % 10)
	}
	return t
}()

// sub returns what a symbol costs where a sign was read.
func (l *lattice) sub(s symbol, i int) cost {
	if l.ev != nil {
		return l.subs[i][s]
	}
	return l.c.sub[s][l.signs[i]]
}

// twins reports whether position j may take two signs from sign i on.
func (l *lattice) twins(j, i int) bool {
	return i+1 < len(l.signs) && l.takes(j, i) && l.takes(j, i+1)
}

// twin returns what a filler costs that was read as two signs, of which the second
// is its own.
func (l *lattice) twin(s symbol, i int) cost {
	return min(l.c.ins[insBefore][l.signs[i]]+l.added(i)+l.sub(s, i+1), never)
}

// emit returns the least that a sign can cost at a position.
func (l *lattice) emit(j, i int) cost {
	if l.ev == nil {
		return l.t.emit[j][l.signs[i]]
	}
	p := &l.g.pos[j]
	at := int(p.class)*len(l.signs) + i
	if v := l.emits[at]; v != unknown {
		return v
	}
	v, subs := never, &l.subs[i]
	for _, s := range l.g.classes[p.class] {
		v = min(v, p.prior[s]+subs[s])
	}
	l.emits[at] = v
	return v
}

// added returns what the evidence adds to a sign that stands for nothing.
func (l *lattice) added(i int) cost {
	if l.ev == nil {
		return 0
	}
	return l.ev[i].ins
}
