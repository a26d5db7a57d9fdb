package repair

import "example.org/traveldoc/mrz"

// symbols appends the symbols of the lines of a part of a zone: it tells the
// fillers at the end of a field from the others.
func symbols(g *grammar, text string, syms []symbol) []symbol {
	for i := range len(text) {
		syms = append(syms, symbolOf(text[i]))
	}
	for f := range g.layout.Fields() {
		switch f {
		case mrz.FieldName, mrz.FieldOptionalData, mrz.FieldOptionalData2:
		case mrz.FieldOptionalDataCheckDigit:
			if at, _ := g.place(f); at >= 0 && text[at] == '<' {
				syms[at] = fillLater
			}
			continue
		default:
			continue
		}
		at, n := g.place(f)
		if at < 0 {
			continue
		}
		end := at + n
		for end > at && text[end-1] == '<' {
			end--
		}
		for i := end; i < at+n; i++ {
			syms[i] = fillLater
			if i == end && !(f == mrz.FieldOptionalData && i == at && syms[at-1] == fillLater) {
				syms[i] = fillFirst
			}
		}
	}
	return syms
}

// place returns where a field stands in the part, or -1.
func (g *grammar) place(f mrz.Field) (at, n int) {
	span, ok := g.layout.Span(f)
	if !ok {
		return -1, 0
	}
	for i, line := range g.lines {
		if line == span.Line-1 {
			return i*g.width + span.Column - 1, span.Len
		}
	}
	return -1, 0
}

// A scorer weighs texts at all levels of noise, over all alignments.
type scorer struct {
	a, gap []float64 // by signs consumed
	a2, g2 []float64
}

// weigh returns how likely the signs are given a text, against page text, at a
// level of noise.
func (s *scorer) weigh(l *lattice, syms []symbol, c *costs) float64 {
	m := len(l.signs)
	s.a, s.gap, s.a2, s.g2 = grow(s.a, m+2), grow(s.gap, m+2), grow(s.a2, m+2), grow(s.g2, m+2)
	clear(s.a)
	clear(s.gap)
	clear(s.a2)
	clear(s.g2)
	s.a[0] = 1
	kind := insStart
	n := len(syms)
	for j := 0; ; j++ {
		lo, hi := int(l.lo[j]), int(l.hi[j])
		if kind == insOther && j < n && syms[j] >= fillInside {
			kind = insBefore
		}
		for i := lo; i < hi; i++ { // insertions
			p := c.pins[kind][l.signs[i]]
			if l.ev != nil {
				p = float64(p * l.ev[i].insRatio)
			}
			s.a[i+1] += float64(s.a[i] * p)
		}
		if j == n {
			break
		}
		y := syms[j]
		lo2, hi2 := int(l.lo[j+1]), int(l.hi[j+1])
		for i := lo2; i <= hi2; i++ {
			s.a2[i], s.g2[i] = 0, 0
		}
		for i := lo; i <= hi; i++ {
			v := s.a[i] + s.gap[i]
			if v == 0 {
				continue
			}
			if l.allowed(j, i) && i >= lo2 && i <= hi2 {
				s.a2[i] += float64(v * c.pdel[y])
				if y == fillLater {
					s.g2[i] += float64(s.a[i]*c.pgap) + float64(s.gap[i]*c.pmor)
				}
			}
			if i < m && i+1 >= lo2 && i+1 <= hi2 && l.takes(j, i) {
				p := c.psub[y][l.signs[i]]
				if l.ev != nil {
					e := &l.ev[i]
					p = float64(p * e.ratios[e.outcome(y, l.signs[i])])
				}
				s.a2[i+1] += float64(v * p)
			}
		}
		for i := lo; i <= hi; i++ {
			s.a[i], s.gap[i] = 0, 0
		}
		s.a, s.a2, s.gap, s.g2 = s.a2, s.a, s.g2, s.gap
		switch {
		case j == n-1:
			kind = insEnd
		case (j+1)%l.g.width == 0:
			kind = insStart
		case y == fillInside:
			kind = insFiller
		case y > fillInside:
			kind = insTrail
		default:
			kind = insOther
		}
	}
	return s.a[m] + s.gap[m]
}
