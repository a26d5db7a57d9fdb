package repair

import "math"

// A cost is minus the logarithm of a probability, in units of 1/1024.
type cost = int32

const (
	unit    = 1024
	never   = cost(1 << 28)
	numBand = 3 // levels of noise that are counted
	// numLevels has one more: few errors, but of any kind. Without it a channel
	// that was counted from one engine is sure of what it cannot know.
	numLevels = numBand + 1
)

// The places of an insertion: what the character before it was; but a filler is
// often read as two signs, and the first of them stands behind the character before.
const (
	insStart = iota
	insOther
	insFiller
	insTrail
	insEnd
	insBefore // behind a character that is no filler, before one
	numInsPlaces
)

// counts are what the channel is made of: how often what was read for what, in
// texts with few, some and many errors.
type counts struct {
	sub   [numBand][numSymbols][numSigns]int
	del   [numBand][numSymbols]int
	ins   [numBand][numInsPlaces][numSigns]int
	at    [numBand][numInsPlaces]int // places where something could be inserted
	gaps  [numBand]int               // runs of three or more fillers lost at once
	worth worth
}

// A channel has the costs of what may happen to a character.
type channel struct {
	level [numLevels]costs
}

type costs struct {
	sub  [numSymbols][numSigns]cost
	del  [numSymbols]cost
	ins  [numInsPlaces][numSigns]cost
	gap  cost // a run of fillers begins to be lost
	more cost // and goes on

	psub [numSymbols][numSigns]float64 // the same as probabilities, the sign against page text
	pdel [numSymbols]float64
	pins [numInsPlaces][numSigns]float64
	pgap float64
	pmor float64
}

// background returns the probability of a sign in text that is no zone. Much of
// that is in capitals around a zone, and has no fillers.
func background(g int) float64 {
	const letters, digits, filler = 0.65, 0.12, 0.003
	switch {
	case g < 10:
		return digits / 10
	case g < int(signFiller):
		return letters / 26
	case g == int(signFiller):
		return filler
	}
	return (1 - letters - digits - filler) / float64(numSigns-37)
}

// costOf returns the cost of a probability.
func costOf(p float64) cost {
	if p < 1e-30 {
		return never
	}
	return cost(math.Round(-ln(p) * unit))
}

// newChannel makes the channel of counts.
func newChannel(n *counts) *channel {
	ch := &channel{}
	var all counts
	for b := range numBand {
		for s := range numSymbols {
			for g := range numSigns {
				all.sub[0][s][g] += n.sub[b][s][g]
			}
			all.del[0][s] += n.del[b][s]
		}
		for p := range numInsPlaces {
			all.at[0][p] += n.at[b][p]
			for g := range numSigns {
				all.ins[0][p][g] += n.ins[b][p][g]
			}
		}
	}
	for b := range numBand {
		ch.level[b].count(n, &all, b)
	}
	ch.level[numBand].any()
	for l := range ch.level {
		ch.level[l].finish()
	}
	return ch
}

// count sets the probabilities of a level of noise: the errors are as many as
// in that level, and of the kinds that all levels have.
func (c *costs) count(n, all *counts, b int) {
	for s := range symbol(numSymbols) {
		total, wrong, anyWrong, total0 := 0.0, 0.0, 0.0, 0.0
		for g := range numSigns {
			total += float64(n.sub[b][s][g])
			total0 += float64(all.sub[0][s][g])
			if !s.right(sign(g)) {
				wrong += float64(n.sub[b][s][g])
				anyWrong += float64(all.sub[0][s][g])
			}
		}
		// How often this symbol is wrong at this level: its own count leans on that of all symbols of its kind.
		rate := (wrong + 40*c.typical(n, b, s)) / (total + 40)
		for g := range numSigns {
			if s.right(sign(g)) {
				c.psub[s][g] = 1 - rate
				continue
			}
			own := float64(n.sub[b][s][g])
			mix := (float64(all.sub[0][s][g]) + 3*vague(s, sign(g))) / (anyWrong + 3)
			c.psub[s][g] = rate * (own + 12*mix) / (wrong + 12)
		}
		lost := (float64(n.del[b][s]) + 60*c.lost(n, b, s)) / (total + float64(n.del[b][s]) + 60)
		c.pdel[s] = lost
	}
	for p := range numInsPlaces {
		sum, total := 0.0, float64(n.at[b][p])
		all0, all1 := 0.0, 0.0
		for g := range numSigns {
			sum += float64(n.ins[b][p][g])
			all0 += float64(all.ins[0][p][g])
		}
		all1 = float64(all.at[0][p])
		rate := (sum + 20*(all0+0.5)/(all1+100)) / (total + 20)
		for g := range numSigns {
			c.pins[p][g] = rate * (float64(all.ins[0][p][g]) + 1.0/float64(numSigns)) / (all0 + 1)
		}
	}
	trail := 100.0 // places where a run of fillers could begin to be lost
	for g := range numSigns {
		trail += float64(n.sub[b][fillLater][g])
	}
	c.pgap = (float64(n.gaps[b]) + 0.5) / trail
	c.pmor = 0.8
}

// typical returns how often a symbol of the kind of s is misread.
func (c *costs) typical(n *counts, b int, s symbol) float64 {
	wrong, total := 1.0, 200.0
	for t := range symbol(numSymbols) {
		if (t < 36) != (s < 36) {
			continue
		}
		for g := range numSigns {
			total += float64(n.sub[b][t][g])
			if !t.right(sign(g)) {
				wrong += float64(n.sub[b][t][g])
			}
		}
	}
	return wrong / total
}

// lost returns how often a symbol of the kind of s is lost.
func (c *costs) lost(n *counts, b int, s symbol) float64 {
	lost, total := 0.5, 200.0
	for t := range symbol(numSymbols) {
		if (t < 36) != (s < 36) {
			continue
		}
		lost += float64(n.del[b][t])
		for g := range numSigns {
			total += float64(n.sub[b][t][g])
		}
	}
	return lost / total
}

// vague returns the share of a sign among errors that were never counted.
func vague(s symbol, g sign) float64 {
	if s >= 10 && s < 36 && g == signLower+sign(s-10) {
		return 0.3
	}
	if g <= signFiller {
		return 0.5 / 37
	}
	return 0.2 / float64(numSigns-37)
}

// any sets the probabilities of few errors of any kind.
func (c *costs) any() {
	const (
		sub = 0.004
		del = 0.002
		ins = 0.001
		run = 0.004
	)
	for s := range symbol(numSymbols) {
		for g := range numSigns {
			switch {
			case s.right(sign(g)):
				c.psub[s][g] = 1 - sub - del
			case g <= int(signFiller):
				c.psub[s][g] = sub * 0.8 / 36
			default:
				c.psub[s][g] = sub * 0.2 / float64(numSigns-37)
			}
		}
		c.pdel[s] = del
	}
	for p := range numInsPlaces {
		for g := range numSigns {
			c.pins[p][g] = ins / float64(numSigns)
		}
	}
	// Fillers in a run are lost and added by whoever counts them.
	for _, p := range [...]int{insFiller, insTrail, insEnd} {
		c.pins[p][signFiller] = run
	}
	c.pdel[fillLater] = run
	c.pgap, c.pmor = 0.0002, 0.8
}

// finish sets the costs of the probabilities, and the probabilities against
// page text.
func (c *costs) finish() {
	for s := range numSymbols {
		for g := range numSigns {
			c.psub[s][g] *= 1 - c.pdel[s]
			c.sub[s][g] = costOf(c.psub[s][g] / background(g))
			c.psub[s][g] /= background(g)
		}
		c.del[s] = costOf(c.pdel[s])
	}
	for p := range numInsPlaces {
		for g := range numSigns {
			c.pins[p][g] /= background(g)
			c.ins[p][g] = costOf(c.pins[p][g])
		}
	}
	c.gap, c.more = costOf(c.pgap), costOf(c.pmor)
}
