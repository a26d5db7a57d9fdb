package repair

import (
	"math"
	"sync"
)

// maxDistance is the length of the longest text that Distance looks at: a line of the
// longest zone.
const maxDistance = 44

// distanceLevel is the level of noise of Distance: the middle one. Of readings with
// fewer errors too few were counted to tell of most characters what they are taken for,
// and with more of them nearly everything is taken for everything.
const distanceLevel = 1

// distances are what it costs, beside right readings, that two readings of one printed
// symbol, or of a place without one, have two signs, or a sign and nothing.
type distances struct {
	sub [signFiller + 1][signFiller + 1]cost
	gap [signFiller + 1]cost
}

// shippedDistances does without the shipped model, which is large for a few numbers.
var shippedDistances = sync.OnceValue(func() *distances { return newDistances(&newChannel(shippedCounts()).level[distanceLevel]) })

func newDistances(c *costs) *distances {
	d := &distances{}
	// What a sign costs more than the right one. The channel has it against page text,
	// which is no matter here.
	over := func(s symbol, g sign) cost {
		return c.sub[s][g] + costOf(background(int(g))) - c.sub[s][s] - costOf(background(int(s)))
	}
	lost := func(s symbol) cost { return c.del[s] - c.sub[s][s] - costOf(background(int(s))) }
	// Fillers at the end of a field are misread much more often than others. What is
	// compared has none: symbols and places are those of the inside of a text.
	for a := range signFiller + 1 {
		d.gap[a] = c.ins[insOther][a] + costOf(background(int(a)))
		for s := range fillInside + 1 {
			d.gap[a] = min(d.gap[a], over(s, a)+lost(s))
		}
		for b := range signFiller + 1 {
			if a == b {
				continue
			}
			d.sub[a][b] = never
			for s := range fillInside + 1 {
				d.sub[a][b] = min(d.sub[a][b], over(s, a)+over(s, b))
			}
		}
	}
	return d
}

// Distance returns how much less likely it is that a and b are two readings of one
// printed text than that two readings of it are both without an error, as a difference
// of natural logarithms: 0 for equal texts, 2.3 for O and 0, 12.5 for 0 and 1. It is
// that of the likeliest way in which it may have come about: what was printed is read as
// one character in a and as another in b, is lost in one of them, or was never there.
//
// It is made of the costs that repair has counted, in readings with some errors (6 to
// 15 in a zone), and is for texts without the fillers at the end of a field, which are
// misread in ways of their own. Who types a number makes other errors than who reads
// it, such as to swap two characters, of which it knows nothing.
//
// Distance(a, b) is Distance(b, a), and the same on all machines. It is no metric: two
// texts may both be near to a third one, and far from each other. It is +Inf if the two
// differ and one has another character than 0 to 9, A to Z and <, or more than 44 of
// them.
func Distance(a, b string) float64 {
	if a == b {
		return 0
	}
	if len(a) > maxDistance || len(b) > maxDistance || !zoneCharacters(a) || !zoneCharacters(b) {
		return math.Inf(1)
	}
	d := shippedDistances()
	// The rows of the alignments of all beginnings of a with all of b.
	var row [maxDistance + 1]cost
	for j := range len(b) {
		row[j+1] = row[j] + d.gap[asciiSigns[b[j]]]
	}
	for i := range len(a) {
		g := asciiSigns[a[i]]
		before := row[0]
		row[0] += d.gap[g]
		for j := range len(b) {
			h := asciiSigns[b[j]]
			both := before + d.sub[g][h]
			before = row[j+1]
			row[j+1] = min(both, row[j+1]+d.gap[g], row[j]+d.gap[h])
		}
	}
	return float64(row[len(b)]) / unit
}

// zoneCharacters reports whether a text has no others.
func zoneCharacters(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 || asciiSigns[s[i]] > signFiller {
			return false
		}
	}
	return true
}
