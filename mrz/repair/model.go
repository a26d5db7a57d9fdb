package repair

import (
	"slices"
	"sync"

	"example.org/traveldoc/mrz"
)

// A model is a channel with what the grammars make of it.
type model struct {
	ch    *channel
	tuned map[*grammar]*[numBand]*tuned
	plans [6]*plan
	known [numSymbols][numSigns]bool // the confusions that were counted
	worth worth                      // of confidences and alternatives
	added [numSigns]bool             // the signs that were read where there was nothing
}

func newModel(n *counts) *model {
	m := &model{ch: newChannel(n), plans: plans(), tuned: map[*grammar]*[numBand]*tuned{}}
	m.worth = n.worth
	m.learn(n)
	for l := range mrz.Layouts() {
		p := m.plans[l]
		m.tune(p.name)
		for _, v := range slices.Concat(p.data, p.upper, p.lower) {
			m.tune(v.grammar)
		}
	}
	return m
}

// tune adds a grammar.
func (m *model) tune(g *grammar) {
	t := new([numBand]*tuned)
	for b := range t {
		t[b] = tune(g, &m.ch.level[b])
	}
	m.tuned[g] = t
}

var shipped = sync.OnceValue(func() *model { return newModel(shippedCounts()) })

// What has to be counted of an error to be one that is known: a count, and for
// letters and digits a share in a thousand, since a few are by chance. Fillers
// are many, and misread as nearly everything at some time.
const (
	knownCount  = 5
	knownFiller = 10
	knownAdded  = 8
	knownShareM = 1
)

// learn sets the errors that are known.
func (m *model) learn(n *counts) {
	for g := range numSigns {
		filler, added := 0, 0
		for b := range numBand {
			for s := fillInside; s < numSymbols; s++ {
				filler += n.sub[b][s][g]
			}
			for p := range numInsPlaces {
				added += n.ins[b][p][g]
			}
		}
		m.added[g] = added >= knownAdded
		for s := fillInside; s < numSymbols; s++ {
			m.known[s][g] = filler >= knownFiller
		}
		for s := range fillInside {
			seen, total := 0, 0
			for b := range numBand {
				seen += n.sub[b][s][g]
				for h := range numSigns {
					total += n.sub[b][s][h]
				}
			}
			m.known[s][g] = seen >= knownCount && seen*1000 >= knownShareM*total
		}
	}
}
