package repair

import (
	"iter"
	"math"
)

// A Glyph is what an engine says of a character that it has read.
type Glyph struct {
	// Confidence is that of the engine, 0 to 1. Zero is none.
	Confidence float64
	// Alternatives are other characters that it may be.
	Alternatives []Alternative
}

// An Alternative is another reading of a character, with the confidence of the
// engine in it.
type Alternative struct {
	Char       rune
	Confidence float64
}

// A Reading is a text with what the engine says of its characters. Glyphs are
// those of the characters (runes) of the text; there may be none, or fewer.
type Reading struct {
	Text   string
	Glyphs []Glyph
}

// Find is [Find] in the text of a reading. What the engine says of a character
// counts for as much as it was worth when it was counted: see data/README.md.
func (r Reading) Find(o *Options) iter.Seq[Match] {
	return func(yield func(Match) bool) {
		d := decoders.Get().(*decoder)
		d.glyphs = r.Glyphs
		matches := d.find(r.Text, o)
		d.glyphs = nil
		decoders.Put(d)
		for _, m := range matches {
			if !yield(m) {
				return
			}
		}
	}
}

// evidence is what a glyph says for and against the symbols: for the one that
// was read, for the alternatives and for the others.
type evidence struct {
	mask     uint64 // the alternatives, by symbol; fillers are one
	costs    [numOutcomes]cost
	ratios   [numOutcomes]float64 // of likelihoods: the same, not as costs
	ins      cost                 // of a sign that stands for nothing
	insRatio float64
}

// plainEvidence says nothing.
var plainEvidence = evidence{ratios: [numOutcomes]float64{1, 1, 1}, insRatio: 1}

// outcome returns what it is if a symbol was read as a sign.
func (e *evidence) outcome(s symbol, g sign) int {
	switch {
	case s.right(g):
		return outcomeRight
	case e.mask>>min(s, fillInside)&1 != 0:
		return outcomeIn
	}
	return outcomeOut
}

// The cells that evidence is counted in: the kind of the sign, the band of its
// confidence, whether there are alternatives; and what it was.
const (
	numKinds    = 3 // letter or digit, filler, other
	numBands    = 8
	numOutcomes = 3
)

// The outcomes.
const (
	outcomeRight = iota
	outcomeIn    // wrong, and among the alternatives
	outcomeOut   // wrong, and not among them
)

type worth [numKinds][numBands][2][numOutcomes]int

func kindOf(g sign) int {
	switch {
	case g < signFiller:
		return 0
	case g == signFiller:
		return 1
	}
	return 2
}

func bandOf(confidence float64) int {
	for i, c := range [...]float64{0.99, 0.98, 0.965, 0.95, 0.9, 0.8, 0.6} {
		if confidence >= c {
			return i
		}
	}
	return numBands - 1
}

// maskOf returns the symbols of alternatives, without that of the sign itself.
// What is no character of a zone stands for the filler as often as not.
func maskOf(g sign, alternatives []Alternative) (mask uint64) {
	for _, a := range alternatives {
		const least = 0.1
		s, _ := signsOf(a.Char)
		switch {
		case a.Confidence < least || s == g || s == noSign:
		case s <= signFiller:
			mask |= 1 << s
		default:
			mask |= 1 << signFiller
			if s < signOther {
				mask |= 1 << (s - signLower + 10)
			}
		}
	}
	if g <= signFiller {
		mask &^= 1 << g
	}
	return mask
}

// weigh sets the evidence of a glyph.
func (m *model) weigh(g sign, glyph *Glyph) (e evidence) {
	const power = 0.8 // the neighbours of a character say much of the same
	e.mask = maskOf(g, glyph.Alternatives)
	kind, band, has := kindOf(g), bandOf(glyph.Confidence), 0
	if e.mask != 0 {
		has = 1
	}
	w := &m.worth[kind]
	cell := &w[band][has]
	var all [numOutcomes]float64
	total := 0.0
	for b := range w {
		for h := range w[b] {
			for o, n := range w[b][h] {
				all[o] += float64(n)
				total += float64(n)
			}
		}
	}
	if total == 0 {
		return plainEvidence
	}
	const smooth = 10
	wrongAll := all[1] + all[2] + 1
	base := wrongAll / (total + 2)
	n := float64(cell[0] + cell[1] + cell[2])
	wrong := (float64(cell[1]+cell[2]) + smooth*base) / (n + smooth)
	e.ratios[outcomeRight] = bound((1 - wrong) / (1 - base))
	misread := bound(wrong / base)
	e.ratios[outcomeIn], e.ratios[outcomeOut], e.insRatio = misread, misread, misread
	if has == 1 {
		// How much of what it may be instead is among the alternatives.
		c := &m.ch.level[1]
		in, every := 0.0, 0.0
		for s := range fillInside + 1 {
			if s.right(g) {
				continue
			}
			p := c.psub[s][g]
			if s == fillInside {
				p *= 8 // they are many
			}
			every += p
			if e.mask>>s&1 != 0 {
				in += p
			}
		}
		share := min(max(in/every, 0.1), 0.95)
		q := (float64(cell[1]) + 3*0.6) / (float64(cell[1]+cell[2]) + 3)
		e.ratios[outcomeIn] *= bound(q / share)
		e.ratios[outcomeOut] *= bound((1 - q) / (1 - share))
	}
	for i := range e.ratios {
		e.costs[i] = weaken(&e.ratios[i], power)
	}
	e.ins = weaken(&e.insRatio, power)
	return e
}

// bound keeps a ratio of likelihoods from being decisive.
func bound(p float64) float64 { return min(max(p, 1.0/60), 60) }

// weaken raises a ratio to a power and returns its cost.
func weaken(p *float64, power float64) cost {
	*p = math.Pow(*p, power)
	return costOf(*p)
}
