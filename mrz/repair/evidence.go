package repair

import "iter"

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
		defer decoders.Put(d)
		d.find(r, o)(yield)
	}
}

// evidence is what a glyph says for and against the symbols.
type evidence struct {
	best     symbol // the letter or digit that is the likeliest alternative, or numSymbols
	mask     uint64 // the alternatives, by symbol; fillers are one
	costs    [numOutcomes]cost
	ratios   [numOutcomes]float64 // of likelihoods: the same, not as costs
	ins      cost                 // of a sign that stands for nothing
	insRatio float64
}

// plainEvidence says nothing.
var plainEvidence = evidence{best: numSymbols, ratios: [numOutcomes]float64{1, 1, 1, 1, 1}, insRatio: 1}

// What a symbol is to a glyph that was read.
const (
	outcomeRight  = iota // what was read
	outcomeBest          // another letter or digit, the likeliest alternative
	outcomeAmong         // another alternative
	outcomeOut           // no alternative
	outcomeFiller        // a filler, among the alternatives or not
	numOutcomes
)

// outcome returns what it is if a symbol was read as a sign.
func (e *evidence) outcome(s symbol, g sign) int {
	switch {
	case s.right(g):
		return outcomeRight
	case s >= fillInside:
		return outcomeFiller
	case s == e.best:
		return outcomeBest
	case e.mask>>s&1 != 0:
		return outcomeAmong
	}
	return outcomeOut
}

// What a glyph may be, apart from which letter.
const (
	truthRight  = iota // what was read
	truthLetter        // another letter or digit
	truthFiller        // a filler
	truthNone          // nothing: it was added
	numTruths
)

// The cells that evidence is counted in: the band of the confidence, and that of
// the likeliest alternative.
const (
	numBands    = 8
	numAltBands = 5
)

// worth counts what glyphs were, whose sign is a letter or digit, or is no
// character of a zone. A filler that was read is one, whatever the engine says of
// it: two in 35,000 were not.
type worth struct {
	truth  [2][numBands][numAltBands][numTruths]int
	letter [numAltBands][3]int // of other letters: the best alternative, another one, none
}

func bandOf(confidence float64) int {
	for i, c := range [...]float64{0.98, 0.965, 0.95, 0.9, 0.8, 0.6, 0.4} {
		if confidence >= c {
			return i
		}
	}
	return numBands - 1
}

func altBandOf(confidence float64) int {
	for i, c := range [...]float64{0.35, 0.2, 0.1, 0.001} {
		if confidence >= c {
			return numAltBands - 1 - i
		}
	}
	return 0
}

// alternatives returns the symbols that a glyph may be besides the sign that was
// read, the likeliest letter or digit of them, and the band of the likeliest of all.
// What is no character of a zone stands for the filler as often as not.
func alternatives(g sign, all []Alternative) (best symbol, mask uint64, band int) {
	best = numSymbols
	most, most2 := 0.0, 0.0
	for _, a := range all {
		s, _ := signsOf(a.Char)
		if s == g || s == noSign {
			continue
		}
		most = max(most, a.Confidence)
		if s >= signFiller {
			mask |= 1 << fillInside
		}
		if s > signFiller && s < signOther {
			s = s - signLower + 10
		}
		if s < signFiller && s != g {
			mask |= 1 << s
			if a.Confidence > most2 {
				best, most2 = symbol(s), a.Confidence
			}
		}
	}
	if g == signFiller {
		mask &^= 1 << fillInside
	}
	return best, mask, altBandOf(most)
}

// weigh sets the evidence of a glyph.
func (m *model) weigh(g sign, glyph *Glyph) evidence {
	e := plainEvidence
	if g == signFiller {
		return e
	}
	var band int
	e.best, e.mask, band = alternatives(g, glyph.Alternatives)
	kind := 0
	if g > signFiller {
		kind = 1
	}
	w := &m.worth
	cell := &w.truth[kind][bandOf(glyph.Confidence)][band]
	var all [numTruths]float64
	total, here := 0.0, 0.0
	for b := range w.truth[kind] {
		for a := range w.truth[kind][b] {
			for t, n := range w.truth[kind][b][a] {
				all[t] += float64(n)
				total += float64(n)
			}
		}
	}
	for _, n := range cell {
		here += float64(n)
	}
	// How much likelier the cell is if this is true: its counts lean on those of all cells.
	const smooth = 8
	var ratio [numTruths]float64
	for t := range ratio {
		share := (all[t] + 1) / (total + numTruths)
		ratio[t] = bound((float64(cell[t]) + float64(smooth*share)) / (here + smooth) / share)
	}
	e.ratios[outcomeRight], e.insRatio = ratio[truthRight], ratio[truthNone]
	e.ratios[outcomeFiller] = ratio[truthFiller]
	e.ratios[outcomeBest], e.ratios[outcomeAmong], e.ratios[outcomeOut] = ratio[truthLetter], ratio[truthLetter], ratio[truthLetter]
	if band > 0 {
		// How much of what it may be instead is among the alternatives anyway.
		c := &m.ch.level[1]
		first, other, every := 0.0, 0.0, 0.0
		for s := range fillInside {
			if s.right(g) {
				continue
			}
			p := c.psub[s][g]
			every += p
			switch {
			case s == e.best:
				first += p
			case e.mask>>s&1 != 0:
				other += p
			}
		}
		n := &w.letter[band]
		sum := float64(n[0]+n[1]+n[2]) + 5
		q := [3]float64{(float64(n[0]) + 3) / sum, (float64(n[1]) + 1) / sum, (float64(n[2]) + 1) / sum}
		if e.best < numSymbols {
			first, other = first/every, other/every
			e.ratios[outcomeBest] *= bound(q[0] / max(first, 0.001))
			e.ratios[outcomeAmong] *= bound(q[1] / max(other, 0.001))
			e.ratios[outcomeOut] *= bound(q[2] / max(1-first-other, 0.01))
		}
	}
	for i := range e.ratios {
		e.ratios[i] = bound(e.ratios[i])
		e.costs[i] = costOf(e.ratios[i])
	}
	e.ins = costOf(e.insRatio)
	return e
}

// bound keeps a ratio of likelihoods from being decisive.
func bound(p float64) float64 { return min(max(p, 1.0/30), 30) }
