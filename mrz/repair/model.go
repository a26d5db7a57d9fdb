package repair

import (
	"sync"

	"example.org/traveldoc/mrz"
)

// A model is a channel with what the grammars make of it.
type model struct {
	ch    *channel
	data  [6][2][numBand]*tuned
	name  [6][numBand]*tuned
	plans [6]*plan
	known [numSymbols][numSigns]bool // the confusions that were counted
	worth worth                      // of confidences and alternatives
	added [numSigns]bool             // the signs that were read where there was nothing
}

func newModel(n *counts) *model {
	m := &model{ch: newChannel(n), plans: plans()}
	m.worth = n.worth
	m.learn(n)
	for l := range mrz.Layouts() {
		for b := range numBand {
			for v := range m.plans[l].data {
				m.data[l][v][b] = tune(m.plans[l].data[v].grammar, &m.ch.level[b])
			}
			m.name[l][b] = tune(m.plans[l].name, &m.ch.level[b])
		}
	}
	return m
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
