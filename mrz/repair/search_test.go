package repair

import (
	"math/rand/v2"
	"slices"
	"testing"

	"example.org/traveldoc/mrz"
)

// short returns a grammar of four positions with all kinds of arcs: two
// characters with their digit, letters or digits, and fillers.
func short() *grammar {
	b := &builder{g: &grammar{layout: mrz.TD3, lines: []int{1}, width: 5}, wc: []uint8{7, 3, 1, 7, 0}}
	b.g.pos = make([]position, 6)
	for _, s := range []symbol{1, 2, 8, 10, 11} {
		b.arc(0, 0, 0, s, cost(300*int(s)), 0, arcPlain)
		b.arc(0, 0, 1, s, cost(900+100*int(s)), 0, arcPlain)
		b.arc(1, 0, 2, s, cost(200*int(s)), 1, arcPlain)
		b.arc(1, 1, 2, s, cost(50*int(s)), 1, arcPlain)
	}
	b.arc(1, 0, 3, fillFirst, 700, 1, arcPlain)
	b.check(2, 2, 4, 0)
	b.check(2, 3, 5, 100)
	b.arc(3, 4, 5, fillFirst, 10, -1, arcPlain)
	b.digits(3, 4, 5, 500, -1)
	b.pad(3, 5, 6, -1)
	for _, from := range []int{5, 6} {
		for s := range symbol(10) {
			b.arc(4, from, 0, s, 0, -1, arcTotal)
		}
	}
	return b.finish(map[int]cost{0: 0})
}

// reference goes all the ways through a grammar, and returns the least cost of
// each text.
func reference(g *grammar, c *costs, signs []sign) map[string]cost {
	best := map[string]cost{}
	text := make([]byte, 0, 8)
	var walk func(j, node, i, r, t int, sum cost)
	walk = func(j, node, i, r, t int, sum cost) {
		p := &g.pos[j]
		if i < len(signs) {
			walk(j, node, i+1, r, t, sum+c.ins[p.kind[node]][signs[i]])
		}
		if j == len(g.pos)-1 {
			if i == len(signs) && g.final[node] < never {
				sum += g.final[node]
				if old, ok := best[string(text)]; !ok || sum < old {
					best[string(text)] = sum
				}
			}
			return
		}
		for _, a := range p.arcs {
			if int(a.from) != node {
				continue
			}
			v := a.sym.value()
			r2, t2 := (r+int(a.wf)*v)%10, (t+int(a.wc)*v)%10
			switch a.op {
			case arcCheck:
				if r2 = 0; v != r {
					continue
				}
			case arcTotal:
				if r2, t2 = 0, 0; v != t {
					continue
				}
			case arcDrop:
				r2 = 0
			}
			text = append(text, a.sym.char())
			switch a.op {
			case arcGap:
				walk(j+1, int(a.to), i, r2, t2, sum+a.cost+c.gap)
			case arcMore:
				walk(j+1, int(a.to), i, r2, t2, sum+a.cost+c.more)
			default:
				walk(j+1, int(a.to), i, r2, t2, sum+a.cost+c.del[a.sym])
				if i < len(signs) {
					walk(j+1, int(a.to), i+1, r2, t2, sum+a.cost+c.sub[a.sym][signs[i]])
				}
				if i+1 < len(signs) && a.sym >= fillInside && p.kind[node] == insOther { // a filler as two signs
					walk(j+1, int(a.to), i+2, r2, t2, sum+a.cost+c.ins[insBefore][signs[i]]+c.sub[a.sym][signs[i+1]])
				}
			}
			text = text[:len(text)-1]
		}
	}
	walk(0, 0, 0, 0, 0, 0)
	return best
}

// TestSearch holds the search to the reference: the same texts at the same
// costs, in order.
func TestSearch(t *testing.T) {
	g := short()
	c := &shipped().ch.level[1]
	tuned := tune(g, c)
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 60 {
		signs := make([]sign, 3+rnd.IntN(4))
		for i := range signs {
			signs[i] = []sign{1, 2, 8, 10, 11, 4, 7, signFiller, signLower, 20}[rnd.IntN(10)]
		}
		want := reference(g, c, signs)
		var l lattice
		var s search
		if !l.relax(g, tuned, c, signs, -1) || !l.fill(1<<26, 1<<28) {
			t.Fatalf("%v: no lattice", signs)
		}
		got, missed := s.run(&l, nil, 12, 1<<26, nil, 1<<28)
		if missed != never {
			t.Fatalf("%v: missed %d", signs, missed)
		}
		costs := make([]cost, 0, len(want))
		for _, c := range want {
			costs = append(costs, c)
		}
		slices.Sort(costs)
		if len(got) != min(12, len(costs)) {
			t.Fatalf("%v: %d texts, want %d", signs, len(got), min(12, len(costs)))
		}
		seen := map[string]bool{}
		for i, p := range got {
			if p.cost != costs[i] || want[p.text] != p.cost || seen[p.text] {
				t.Errorf("%v: text %d is %q at %d, want one at %d; the reference has it at %d", signs, i, p.text, p.cost, costs[i], want[p.text])
			}
			seen[p.text] = true
		}
	}
}
