package repair

import "container/heap"

// A path is a way through a lattice: the characters of a part, and its cost.
type path struct {
	text  string
	cost  cost // with the errors, in the cheapest alignment
	prior cost // without them
}

// A point is where a prefix can stand in the lattice.
type point struct {
	i     int32
	node  uint16
	state uint16 // sums
	cost  cost
	prior cost
}

// A prefix is the beginning of a part, with all the points where it can stand:
// so each text is found once, however many ways there are to align it.
type prefix struct {
	cost     cost // of the best whole that begins so
	parent   int32
	from, to int32 // in points
	at       int16
	char     byte
}

// A search goes through the prefixes in the order of their best wholes.
type search struct {
	l        *lattice
	points   []point
	prefixes []prefix
	queue    []int32
	work     int
}

func (s *search) Len() int { return len(s.queue) }
func (s *search) Less(i, j int) bool {
	a, b := &s.prefixes[s.queue[i]], &s.prefixes[s.queue[j]]
	if a.cost != b.cost {
		return a.cost < b.cost
	}
	if a.at != b.at {
		return a.at > b.at // the nearer to the end
	}
	return s.queue[i] < s.queue[j]
}
func (s *search) Swap(i, j int) { s.queue[i], s.queue[j] = s.queue[j], s.queue[i] }
func (s *search) Push(x any)    { s.queue = append(s.queue, x.(int32)) }
func (s *search) Pop() any {
	n := len(s.queue) - 1
	x := s.queue[n]
	s.queue = s.queue[:n]
	return x
}

// run appends the cheapest texts to paths, at most k, none of them more than
// span dearer than the first. If the budget was spent before, missed is what the
// best of the others costs, else never.
func (s *search) run(l *lattice, paths []path, k int, span cost, accept func([]byte) bool, budget int) (_ []path, missed cost) {
	s.l, s.points, s.prefixes, s.queue, s.work = l, s.points[:0], s.prefixes[:0], s.queue[:0], 0
	at := l.at(0, 0)
	if at < 0 || l.h[at] >= never {
		return paths, never
	}
	limit := min(l.limit, l.h[at]+span)
	s.prefixes = append(s.prefixes, prefix{cost: l.h[at], parent: -1})
	s.queue = append(s.queue, 0)
	n := len(l.g.pos) - 1
	found := 0
	text := make([]byte, n)
	for len(s.queue) > 0 && found < k {
		if s.work > budget {
			return paths, s.prefixes[s.queue[0]].cost
		}
		x := heap.Pop(s).(int32)
		s.settle(x)
		p := s.prefixes[x]
		if int(p.at) < n {
			s.expand(x, limit)
			continue
		}
		for y, j := x, n-1; j >= 0; j-- {
			text[j] = s.prefixes[y].char
			y = s.prefixes[y].parent
		}
		if accept != nil && !accept(text) {
			continue
		}
		if found++; found == 1 {
			limit = min(l.limit, p.cost+span)
		}
		paths = append(paths, path{string(text), p.cost, s.prior(p)})
	}
	return paths, never
}

// prior returns what a whole text costs without errors.
func (s *search) prior(p prefix) cost {
	best, prior := never, never
	for _, e := range s.points[p.from:p.to] {
		if int(e.i) == len(s.l.signs) {
			if c := e.cost + s.l.g.final[e.node]; c < best {
				best, prior = c, e.prior+s.l.g.final[e.node]
			}
		}
	}
	return prior
}

// settle finds the points of a prefix from those of its parent.
func (s *search) settle(x int32) {
	p := &s.prefixes[x]
	p.from = int32(len(s.points))
	l := s.l
	if p.parent < 0 {
		s.points = append(s.points, point{})
	} else {
		j := int(p.at) - 1
		parent := s.prefixes[p.parent]
		for k := parent.from; k < parent.to; k++ {
			e := s.points[k]
			q := &l.g.pos[j]
			for _, a := range q.arcs[q.first[e.node]:q.first[e.node+1]] {
				if a.sym.char() == p.char {
					s.follow(p.from, j, e, &a)
				}
			}
		}
	}
	// A sign that stands for nothing may follow at each of them.
	for k := p.from; k < int32(len(s.points)); k++ {
		e := s.points[k]
		if int(e.i) < len(l.signs) && l.at(int(p.at), int(e.i)+1) >= 0 {
			e.cost += l.c.ins[l.g.pos[p.at].kind[e.node]][l.signs[e.i]] + l.added(int(e.i))
			e.i++
			s.add(p.from, int(p.at), e)
		}
	}
	p.to = int32(len(s.points))
}

// follow adds the points that an arc leads to.
func (s *search) follow(from int32, j int, e point, a *arc) {
	l := s.l
	s.work++
	r, t := int(e.state)/10, int(e.state)%10
	r, t, ok := a.next(r, t, l.g.pos[j+1].sums)
	if !ok {
		return
	}
	if l.numC == 1 {
		t = 0
	}
	before := l.g.pos[j].kind[e.node]
	e.node, e.state = a.to, uint16(r*10+t)
	e.cost += a.cost
	e.prior += a.cost
	i := int(e.i)
	switch a.op {
	case arcGap:
		e.cost += l.c.gap
		if l.allowed(j, i) {
			s.add(from, j+1, e)
		}
		return
	case arcMore:
		e.cost += l.c.more
		if l.allowed(j, i) {
			s.add(from, j+1, e)
		}
		return
	}
	if l.allowed(j, i) {
		d := e
		d.cost += l.c.del[a.sym]
		s.add(from, j+1, d)
	}
	if a.sym >= fillInside && before == insOther && l.twins(j, i) {
		d := e
		d.cost += l.twin(a.sym, i)
		d.i += 2
		s.add(from, j+1, d)
	}
	if i < len(l.signs) && l.takes(j, i) {
		e.cost += l.sub(a.sym, i)
		e.i++
		s.add(from, j+1, e)
	}
}

// rest returns what the best way from a point costs.
func (s *search) rest(j int, e *point) cost {
	l := s.l
	at := l.at(j, int(e.i))
	if at < 0 {
		return never
	}
	x := int(e.state) % 10
	if l.g.pos[j].sums {
		x += int(e.state) / 10 * l.numC
	}
	return l.h[int(at)+int(e.node)*l.states(j)+x]
}

// add adds a point, unless it is too dear or known as cheap.
func (s *search) add(from int32, j int, e point) {
	if e.cost >= never || e.cost+s.rest(j, &e) > s.l.limit {
		return
	}
	for k := from; k < int32(len(s.points)); k++ {
		q := &s.points[k]
		if q.i == e.i && q.node == e.node && q.state == e.state {
			if e.cost < q.cost {
				q.cost, q.prior = e.cost, e.prior
				// What follows from it is found again.
				s.reinsert(from, j, *q)
			}
			return
		}
	}
	s.points = append(s.points, e)
}

// reinsert brings the points that follow from e by insertion up to date.
func (s *search) reinsert(from int32, j int, e point) {
	for k := from; k < int32(len(s.points)); k++ {
		q := &s.points[k]
		if q.node == e.node && q.state == e.state && q.i == e.i+1 {
			if c := e.cost + s.l.c.ins[s.l.g.pos[j].kind[e.node]][s.l.signs[e.i]] + s.l.added(int(e.i)); c < q.cost {
				q.cost, q.prior = c, e.prior
				s.reinsert(from, j, *q)
			}
			return
		}
	}
}

// expand puts the prefixes that are a character longer into the queue.
func (s *search) expand(x int32, limit cost) {
	l := s.l
	p := s.prefixes[x]
	j := int(p.at)
	q := &l.g.pos[j]
	var best [37]cost
	for c := range best {
		best[c] = never
	}
	nc := l.numC
	for k := p.from; k < p.to; k++ {
		e := &s.points[k]
		i := int(e.i)
		match, lost, twin := int32(-1), int32(-1), int32(-1)
		if i < len(l.signs) && l.takes(j, i) {
			match = l.at(j+1, i+1)
		}
		if l.allowed(j, i) {
			lost = l.at(j+1, i)
		}
		if q.kind[e.node] == insOther && l.twins(j, i) {
			twin = l.at(j+1, i+2)
		}
		st := l.states(j + 1)
		arcs := q.arcs[q.first[e.node]:q.first[e.node+1]]
		s.work += len(arcs)
		for n := range arcs {
			a := &arcs[n]
			r, t, ok := a.next(int(e.state)/10, int(e.state)%10, l.g.pos[j+1].sums)
			if !ok {
				continue
			}
			if nc == 1 {
				t = 0
			}
			y := int(a.to)*st + r*nc + t
			c := e.cost + a.cost
			char := min(int(a.sym), 36)
			switch {
			case a.op == arcGap || a.op == arcMore:
				g := l.c.gap
				if a.op == arcMore {
					g = l.c.more
				}
				if lost >= 0 {
					best[char] = min(best[char], c+g+l.h[int(lost)+y])
				}
				continue
			case lost >= 0:
				best[char] = min(best[char], c+l.c.del[a.sym]+l.h[int(lost)+y])
			}
			if match >= 0 {
				best[char] = min(best[char], c+l.sub(a.sym, i)+l.h[int(match)+y])
			}
			if twin >= 0 && a.sym >= fillInside {
				best[char] = min(best[char], c+l.twin(a.sym, i)+l.h[int(twin)+y])
			}
		}
	}
	for c, v := range best {
		if v <= limit {
			s.prefixes = append(s.prefixes, prefix{cost: v, parent: x, at: int16(j + 1), char: symbol(c).char()})
			heap.Push(s, int32(len(s.prefixes)-1))
		}
	}
}
