package main

import (
	"fmt"
	"slices"
	"time"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/repair"
)

// A trial is a reading, and what became of it.
type trial struct {
	record *ocrRecord
	outcome
	lowest []foundZone // with the least Options.MinConfidence
	time   time.Duration
}

// An evalReport is what mrz eval tells, as its JSON. Shares are of 1.
type evalReport struct {
	Schema        int         `json:"schema"`
	Readings      int         `json:"readings"`
	Images        int         `json:"images"`
	Glyphs        bool        `json:"glyphs"` // with conf and alt
	MinConfidence float64     `json:"minConfidence"`
	Groups        []evalGroup `json:"groups"`
	Answers       []evalGroup `json:"answers"` // by status
	Mixes         []evalGroup `json:"mixes"`
	Calibration   calibration `json:"calibration"`
	// CalibrationUnclean is that of the answers that are not clean.
	CalibrationUnclean calibration `json:"calibrationUnclean"`
	RiskCoverage       []riskPoint `json:"riskCoverage"`
	Pairs              []evalGroup `json:"pairs"` // two readings of an image
	Milliseconds       evalTimes   `json:"milliseconds"`

	trials []trial // for the plot
}

// An evalGroup is the figures of some readings.
type evalGroup struct {
	By       string  `json:"by"`
	Name     string  `json:"name"`
	Readings int     `json:"readings"`
	Share    float64 `json:"share"` // of the natural mix
	figures
}

// figures are shares of the readings, but for SilentOfAnswers.
type figures struct {
	Recovery        byKind       `json:"recovery"` // the best answer is the truth
	Answered        estimate     `json:"answered"` // clean or repaired
	AnsweredRight   estimate     `json:"answeredRight"`
	Silent          byKind       `json:"silentWrong"`          // clean or repaired, and wrong
	SilentOfAnswers byKind       `json:"silentWrongOfAnswers"` // the same as a share of those answered
	Statuses        statusCounts `json:"statuses"`
}

type byKind struct {
	All     estimate `json:"all"`
	NoNames estimate `json:"noNames"`
	Digits  estimate `json:"digits"`
}

type statusCounts struct {
	Clean      int `json:"clean"`
	Repaired   int `json:"repaired"`
	Ambiguous  int `json:"ambiguous"`
	Unresolved int `json:"unresolved"`
	None       int `json:"none"` // no zone was found
}

// A riskPoint is what a threshold of confidence gives.
type riskPoint struct {
	Threshold float64  `json:"threshold"`
	Balanced  riskOnly `json:"balanced"`
	Natural   riskOnly `json:"natural"`
}

// A riskOnly is shares of the readings.
type riskOnly struct {
	Coverage float64 `json:"coverage"` // answered
	Right    float64 `json:"answeredRight"`
	All      float64 `json:"silentWrong"`
	Digits   float64 `json:"silentWrongDigits"`
}

// evalTimes are in milliseconds.
type evalTimes struct {
	Median float64 `json:"median"`
	P90    float64 `json:"p90"`
	P99    float64 `json:"p99"`
	Worst  float64 `json:"worst"`
}

// A mixing gives a trial its stratum and its weight.
type mixing func(*trial) (stratum int, weight float64)

func balancedMix(*trial) (int, float64) { return 0, 1 }

// An errorBand is readings by their number of errors, with their share of a
// natural mix: that of the first 2200 images of ocr-dev, of which the readings
// were counted before any were chosen. The shares make 98 %: the rest is
// rounding, and readings without any text, which are not in the data. They are
// taken for 100 %.
type errorBand struct {
	most  int
	share float64
}

var naturalBands = []errorBand{{0, 7}, {5, 22}, {15, 29}, {40, 33}, {1 << 30, 7}}

// naturalMix weighs trials so that each band has its share.
func naturalMix(trials []trial) mixing {
	counts := make([]float64, len(naturalBands))
	for i := range trials {
		counts[errorBandOf(trials[i].record.Errors)]++
	}
	return func(t *trial) (int, float64) {
		b := errorBandOf(t.record.Errors)
		return b, naturalBands[b].share / counts[b]
	}
}

func errorBandOf(errors int) int {
	for i, b := range naturalBands {
		if errors <= b.most {
			return i
		}
	}
	return len(naturalBands) - 1
}

// figuresOf returns the figures of trials.
func figuresOf(trials []*trial, mix mixing) (f figures) {
	share := func(count func(*trial) (num, of bool)) estimate {
		samples := make([]sample, len(trials))
		for i, t := range trials {
			num, of := count(t)
			s := sample{image: t.record.image(), num: oneIf(num), den: oneIf(of)}
			s.stratum, s.weight = mix(t)
			samples[i] = s
		}
		return ratio(samples)
	}
	kinds := func(count func(*trial, fieldKind) (num, of bool)) byKind {
		of := func(k fieldKind) estimate {
			return share(func(t *trial) (bool, bool) { return count(t, k) })
		}
		return byKind{of(allFields), of(noNames), of(digitFields)}
	}
	f.Recovery = kinds(func(t *trial, k fieldKind) (bool, bool) { return t.right[k], true })
	f.Silent = kinds(func(t *trial, k fieldKind) (bool, bool) { return t.silent[k], true })
	f.SilentOfAnswers = kinds(func(t *trial, k fieldKind) (bool, bool) { return t.silent[k], t.answered })
	f.Answered = share(func(t *trial) (bool, bool) { return t.answered, true })
	f.AnsweredRight = share(func(t *trial) (bool, bool) { return t.answered && t.right[allFields], true })
	for _, t := range trials {
		f.Statuses.add(t)
	}
	return f
}

func oneIf(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func (c *statusCounts) add(t *trial) {
	switch {
	case !t.found:
		c.None++
	case t.status == repair.Clean:
		c.Clean++
	case t.status == repair.Repaired:
		c.Repaired++
	case t.status == repair.Ambiguous:
		c.Ambiguous++
	default:
		c.Unresolved++
	}
}

// A grouping is a group of readings by something.
type grouping struct {
	by, name string
	has      func(*trial) bool
}

func groupings() (list []grouping) {
	for _, b := range []struct{ least, most int }{{0, 0}, {1, 5}, {6, 15}, {16, 1 << 30}} {
		name := fmt.Sprintf("%d-%d", b.least, b.most)
		switch {
		case b.least == b.most:
			name = fmt.Sprint(b.least)
		case b.most == 1<<30:
			name = fmt.Sprintf("%d+", b.least)
		}
		list = append(list, grouping{"errors", name, func(t *trial) bool { return b.least <= t.record.Errors && t.record.Errors <= b.most }})
	}
	for l := range mrz.Layouts() {
		list = append(list, grouping{"layout", l.String(), func(t *trial) bool { return ocrLayouts[t.record.Format] == l }})
	}
	return append(list,
		grouping{"whitelist", "no", func(t *trial) bool { return !t.record.Whitelist }},
		grouping{"whitelist", "yes", func(t *trial) bool { return t.record.Whitelist }},
		grouping{"page", "no", func(t *trial) bool { return !t.record.Page }},
		grouping{"page", "yes", func(t *trial) bool { return t.record.Page }},
		grouping{"all", "all", func(*trial) bool { return true }})
}

// groupOf returns the figures of the trials of a group.
func groupOf(trials []trial, g grouping, mix mixing) evalGroup {
	var in []*trial
	share, all := 0.0, 0.0
	natural := naturalMix(trials)
	for i := range trials {
		_, w := natural(&trials[i])
		all += w
		if g.has(&trials[i]) {
			in = append(in, &trials[i])
			share += w
		}
	}
	return evalGroup{By: g.by, Name: g.name, Readings: len(in), Share: round6(share / all), figures: figuresOf(in, mix)}
}

// newEvalReport returns what is to be said of trials, of which there is one at
// least.
func newEvalReport(trials []trial) *evalReport {
	r := &evalReport{Schema: 1, Readings: len(trials), trials: trials}
	images := make(map[string]bool)
	for i := range trials {
		images[trials[i].record.image()] = true
	}
	r.Images = len(images)
	for _, g := range groupings() {
		r.Groups = append(r.Groups, groupOf(trials, g, balancedMix))
	}
	for _, s := range []repair.Status{repair.Clean, repair.Repaired} {
		r.Answers = append(r.Answers, groupOf(trials, grouping{"status", s.String(), func(t *trial) bool { return t.found && t.status == s }}, balancedMix))
	}
	whole := grouping{"mix", "balanced", func(*trial) bool { return true }}
	r.Mixes = append(r.Mixes, groupOf(trials, whole, balancedMix))
	whole.name = "natural"
	r.Mixes = append(r.Mixes, groupOf(trials, whole, naturalMix(trials)))
	r.Calibration = calibrate(predictions(trials, func(t *trial) bool { return t.found }))
	r.CalibrationUnclean = calibrate(predictions(trials, func(t *trial) bool { return t.found && t.status != repair.Clean }))
	for _, threshold := range evalThresholds {
		r.RiskCoverage = append(r.RiskCoverage, riskAt(trials, threshold))
	}
	r.Milliseconds = timesOf(trials)
	return r
}

// predictions returns the confidences of answers, each with whether it is wholly
// right.
func predictions(trials []trial, has func(*trial) bool) (list []prediction) {
	for i := range trials {
		if t := &trials[i]; has(t) {
			list = append(list, prediction{t.confidence, t.right[allFields]})
		}
	}
	return list
}

var evalThresholds = []float64{0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.925, 0.95, 0.97, 0.98, 0.99, 0.995, 0.999}

// riskAt returns what a threshold of confidence gives: what is answered is what
// Options.MinConfidence makes of it, so that a clean zone always is.
func riskAt(trials []trial, threshold float64) riskPoint {
	p := riskPoint{Threshold: threshold}
	natural := naturalMix(trials)
	var all, allNatural float64
	for i := range trials {
		t := &trials[i]
		_, w := natural(t)
		all, allNatural = all+1, allNatural+w
		o := outcomeOf(atThreshold(t.lowest, threshold))
		p.Balanced.add(&o, 1)
		p.Natural.add(&o, w)
	}
	p.Balanced.divide(all)
	p.Natural.divide(allNatural)
	return p
}

func (r *riskOnly) add(o *outcome, weight float64) {
	r.Coverage += weight * oneIf(o.answered)
	r.Right += weight * oneIf(o.answered && o.right[allFields])
	r.All += weight * oneIf(o.silent[allFields])
	r.Digits += weight * oneIf(o.silent[digitFields])
}

func (r *riskOnly) divide(n float64) {
	for _, x := range []*float64{&r.Coverage, &r.Right, &r.All, &r.Digits} {
		*x = round6(*x / n)
	}
}

// of returns a share of the answers, or 0 without any.
func (r *riskOnly) of(share float64) float64 {
	if r.Coverage == 0 {
		return 0
	}
	return share / r.Coverage
}

func timesOf(trials []trial) evalTimes {
	times := make([]time.Duration, len(trials))
	for i := range trials {
		times[i] = trials[i].time
	}
	slices.Sort(times)
	at := func(p float64) float64 { return round6(percentile(times, p).Seconds() * 1000) }
	return evalTimes{at(0.5), at(0.9), at(0.99), at(1)}
}
