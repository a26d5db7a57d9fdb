package repair

import (
	"slices"

	"example.org/traveldoc/mrz"
)

// A grammar is what a part of a zone may be, as a weighted automaton: a level
// of nodes before each position, and arcs from level to level. A part is what
// one composite digit ties together: the lines with the data, or the line with
// the name.
type grammar struct {
	layout mrz.Layout
	lines  []int // of the zone, from 0
	width  int   // of a line
	pos    []position
	final  []cost // of the nodes behind the last position
	// classes are the symbols that the positions of a class allow.
	classes [][]symbol
}

// A position has the arcs from the nodes before it to those behind it.
type position struct {
	nodes  int     // before it
	arcs   []arc   // by node
	first  []int32 // of each node in arcs
	bySym  []arc   // the same arcs by symbol
	syms   [numSymbols + 1]int32
	groups []group          // the same arcs once more
	kind   []uint8          // of the nodes: what was before, as a place of insertion
	prior  [numSymbols]cost // the cheapest arc of each symbol
	class  int32            // positions of the same priors have the same
	gapped bool             // has arcs of lost runs
	sums   bool             // the sum of a field runs here, and not only that of the composite
}

// The kinds of arcs.
const (
	arcPlain = iota
	arcCheck // a digit that must be the sum of its field, which ends here
	arcTotal // a digit that must be the sum of all
	arcKeep  // a filler, through which a sum goes on
	arcDrop  // a sum ends without a digit
	arcGap   // a filler that is lost with its neighbours: the first one
	arcMore  // and the others
)

// An arc is a symbol at a position.
type arc struct {
	from, to uint16
	sym      symbol
	op       uint8
	wf, wc   uint8 // weights in the sums of the field and of the composite
	cost     cost
}

// A group is arcs that do the same to the sums between the same nodes: all letters
// and digits of one value, most of all.
type group struct {
	arc  // one of them, for all but the symbol and the cost
	syms []symbol
	cost []cost
}

// builder makes a grammar, a position at a time.
type builder struct {
	g  *grammar
	wc []uint8 // weights in the composite, by position
	// floor is what a symbol costs at least in the relaxed costs: that of a
	// letter in a name does not depend on the letter before.
	floor [numSymbols]cost
}

func newBuilder(l mrz.Layout, lines ...int) *builder {
	_, width := l.Size()
	b := &builder{g: &grammar{layout: l, lines: lines, width: width}}
	n := width * len(lines)
	b.g.pos = make([]position, n+1)
	b.wc = make([]uint8, n)
	index := 0
	for _, span := range l.Covers(mrz.FieldCompositeCheckDigit) {
		for c := range span.Len {
			if i := slices.Index(lines, span.Line-1); i >= 0 {
				b.wc[i*width+span.Column-1+c] = weights[index%3]
			}
			index++
		}
	}
	return b
}

var weights = [3]uint8{7, 3, 1}

// field returns where a field begins in the part, and its length.
func (b *builder) field(f mrz.Field) (at, n int) {
	span, _ := b.g.layout.Span(f)
	return slices.Index(b.g.lines, span.Line-1)*b.g.width + span.Column - 1, span.Len
}

// arc adds an arc. index is that of the position in its field, or -1 if the
// field has no digit.
func (b *builder) arc(at int, from, to int, s symbol, c cost, index int, op uint8) {
	a := arc{from: uint16(from), to: uint16(to), sym: s, cost: c, op: op, wc: b.wc[at]}
	if index >= 0 {
		a.wf = weights[index%3]
	}
	b.g.pos[at].arcs = append(b.g.pos[at].arcs, a)
}

// letters and digits add an arc for each.
func (b *builder) letters(at, from, to int, c cost, index int) {
	for s := symbol(10); s < 36; s++ {
		b.arc(at, from, to, s, c+nat26, index, arcPlain)
	}
}

func (b *builder) digits(at, from, to int, c cost, index int) {
	for s := range symbol(10) {
		b.arc(at, from, to, s, c+nat10, index, arcPlain)
	}
}

const (
	nat10 = 2358 // ln 10
	nat26 = 3336 // ln 26
)

// check adds the digit of a field.
func (b *builder) check(at, from, to int, c cost) {
	for s := range symbol(10) {
		b.arc(at, from, to, s, c, -1, arcCheck)
	}
}

// pad adds the fillers at the end of a field: the nodes pad and gap are for
// what stands behind the first, and inside a run that was lost.
func (b *builder) pad(at, pad, gap, index int) {
	b.arc(at, pad, pad, fillLater, 0, index, arcPlain)
	b.arc(at, pad, gap, fillLater, 0, index, arcGap)
	b.arc(at, gap, gap, fillLater, 0, index, arcMore)
	b.arc(at, gap, pad, fillLater, 0, index, arcPlain)
}

// finish puts the arcs in order.
func (b *builder) finish(final map[int]cost) *grammar {
	g := b.g
	n := len(g.pos) - 1
	for j := range g.pos[:n] {
		p := &g.pos[j]
		nodes := 1
		for _, a := range p.arcs {
			nodes = max(nodes, int(a.from)+1)
		}
		if j > 0 {
			for _, a := range g.pos[j-1].arcs {
				nodes = max(nodes, int(a.to)+1)
			}
		}
		p.nodes = nodes
		slices.SortStableFunc(p.arcs, func(a, b arc) int {
			if a.from != b.from {
				return int(a.from) - int(b.from)
			}
			return int(a.sym) - int(b.sym)
		})
		p.first = make([]int32, nodes+1)
		for _, a := range p.arcs {
			p.first[a.from+1]++
		}
		for i := range nodes {
			p.first[i+1] += p.first[i]
		}
		p.bySym = slices.Clone(p.arcs)
		slices.SortStableFunc(p.bySym, func(a, b arc) int { return int(a.sym) - int(b.sym) })
		for _, a := range p.arcs {
			p.syms[a.sym+1]++
		}
		for s := range numSymbols {
			p.syms[s+1] += p.syms[s]
		}
		p.group()
		for s := range p.prior {
			p.prior[s] = never
		}
		for _, a := range p.arcs {
			p.prior[a.sym] = min(p.prior[a.sym], max(a.cost, b.floor[a.sym]))
			p.gapped = p.gapped || a.op == arcGap || a.op == arcMore
		}
	}
	g.classify()
	last := &g.pos[n]
	last.nodes = 1
	for _, a := range g.pos[n-1].arcs {
		last.nodes = max(last.nodes, int(a.to)+1)
	}
	g.final = make([]cost, last.nodes)
	for i := range g.final {
		g.final[i] = never
	}
	for i, c := range final {
		if i < len(g.final) {
			g.final[i] = c
		}
	}
	g.kinds()
	g.live()
	return g
}

// group sets the groups of the arcs.
func (p *position) group() {
	type key struct {
		from, to         uint16
		op, field, total uint8
		value            int // of a check digit
	}
	at := map[key]int{}
	for _, a := range p.arcs {
		v := a.sym.value()
		k := key{from: a.from, to: a.to, op: a.op, field: mod10[int(a.wf)*v], total: mod10[int(a.wc)*v]}
		if a.op == arcCheck || a.op == arcTotal {
			k.value = v
		}
		i, ok := at[k]
		if !ok {
			i = len(p.groups)
			at[k] = i
			p.groups = append(p.groups, group{arc: a})
		}
		p.groups[i].syms = append(p.groups[i].syms, a.sym)
		p.groups[i].cost = append(p.groups[i].cost, a.cost)
	}
}

// classify sets the classes of the positions.
func (g *grammar) classify() {
	seen := map[[numSymbols]cost]int32{}
	for j := range len(g.pos) - 1 {
		p := &g.pos[j]
		class, ok := seen[p.prior]
		if !ok {
			class = int32(len(g.classes))
			seen[p.prior] = class
			var allowed []symbol
			for s, prior := range p.prior {
				if prior < never {
					allowed = append(allowed, symbol(s))
				}
			}
			g.classes = append(g.classes, allowed)
		}
		p.class = class
	}
}

// kinds sets what was before each node.
func (g *grammar) kinds() {
	for j := range g.pos {
		p := &g.pos[j]
		p.kind = make([]uint8, p.nodes)
		for i := range p.kind {
			switch {
			case j%g.width == 0 && j < len(g.pos)-1:
				p.kind[i] = insStart
			case j == len(g.pos)-1:
				p.kind[i] = insEnd
			default:
				p.kind[i] = insOther
			}
		}
		if j == 0 || j%g.width == 0 {
			continue
		}
		for _, a := range g.pos[j-1].arcs {
			switch a.sym {
			case fillInside:
				p.kind[a.to] = insFiller
			case fillFirst, fillLater:
				p.kind[a.to] = insTrail
			}
		}
	}
}

// live sets where the sum of a field runs.
func (g *grammar) live() {
	run := false
	for j := range g.pos {
		p := &g.pos[j]
		p.sums = run
		if j == len(g.pos)-1 {
			break
		}
		next := false
		for _, a := range p.arcs {
			if a.op == arcPlain || a.op == arcKeep || a.op == arcGap || a.op == arcMore {
				next = next || a.wf != 0 || a.op == arcKeep
			}
		}
		run = next
	}
	g.pos[len(g.pos)-1].sums = false
}
