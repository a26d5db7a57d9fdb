package main

import (
	"encoding/json"
	"math"
	"time"
)

// An estimate is a share with its interval of 95 %. It is none if there was
// nothing to share.
type estimate struct {
	value, low, high float64
	some             bool
}

// MarshalJSON writes null for none.
func (e estimate) MarshalJSON() ([]byte, error) {
	if !e.some {
		return []byte("null"), nil
	}
	return json.Marshal(struct {
		Value float64 `json:"value"`
		Low   float64 `json:"low"`
		High  float64 `json:"high"`
	}{round6(e.value), round6(e.low), round6(e.high)})
}

func round6(x float64) float64 { return math.Round(x*1e6) / 1e6 }

// A sample is what a reading gives to a share: num of den, times its weight.
// The samples of an image are not independent of each other. A stratum is what
// the readings were drawn by, in numbers that were fixed.
type sample struct {
	image    string
	stratum  int
	weight   float64
	num, den float64
}

// ratio estimates a share as the ratio of two weighted sums. Its variance is
// that of the linearised ratio, by images: of the sums over an image of
// w(num-R·den)/Σw·den, from which the mean of their stratum is taken. The
// interval is that of Wilson for as many independent readings as would have this
// variance, so that it stays within 0 and 1 and is none too short where nothing,
// or all, was counted. Without clusters and weights it is Wilson's own.
func ratio(samples []sample) estimate {
	var num, den float64
	for _, s := range samples {
		num += s.weight * s.num
		den += s.weight * s.den
	}
	if den == 0 {
		return estimate{}
	}
	r := num / den
	low, high := wilson(r, effective(samples, r, den))
	return estimate{r, low, high, true}
}

// effective returns the number of independent readings that a ratio rests on:
// by its variance, but no more than there are for their weights, and where the
// variance is 0, no more than there are images.
func effective(samples []sample, r, den float64) float64 {
	type sum struct{ z, n float64 }
	strata := make(map[int]sum)
	residual := func(s *sample) float64 { return s.weight * (s.num - r*s.den) / den }
	for i := range samples {
		t := strata[samples[i].stratum]
		strata[samples[i].stratum] = sum{t.z + residual(&samples[i]), t.n + 1}
	}
	index := make(map[string]int) // in the order of the samples: sums must not vary
	var images []sum
	squares := 0.0
	for i := range samples {
		s := &samples[i]
		at, ok := index[s.image]
		if !ok {
			at = len(images)
			index[s.image] = at
			images = append(images, sum{})
		}
		w := s.weight * s.den / den
		images[at].z += residual(s) - strata[s.stratum].z/strata[s.stratum].n
		images[at].n += w
		squares += w * w
	}
	variance, imageSquares := 0.0, 0.0
	for _, c := range images {
		variance += c.z * c.z
		imageSquares += c.n * c.n
	}
	const tiny = 1e-12 // what rounding leaves of 0
	if variance < tiny {
		return 1 / imageSquares
	}
	return min(r*(1-r)/variance, 1/squares)
}

// wilson returns the interval of 95 % of a share p of n.
func wilson(p, n float64) (low, high float64) {
	const z = 1.959964
	a := 1 + z*z/n
	middle := (p + z*z/(2*n)) / a
	half := z / a * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return max(0, middle-half), min(1, middle+half)
}

// percentile returns the least of the times, which are sorted, that a share p of
// them does not exceed.
func percentile(sorted []time.Duration, p float64) time.Duration {
	at := int(math.Ceil(p*float64(len(sorted)))) - 1
	return sorted[min(max(at, 0), len(sorted)-1)]
}

// A prediction is a probability, and whether what it was given for came true.
type prediction struct {
	confidence float64
	right      bool
}

// A bin is predictions of about the same confidence.
type bin struct {
	From  float64 `json:"from"` // and to below To, but to 1 inclusive
	To    float64 `json:"to"`
	Count int     `json:"count"`
	Mean  float64 `json:"meanConfidence"`
	Right float64 `json:"right"` // a share
}

// binEdges are tenths; the highest one, in which most of the confidences are, is
// in three. Finer bins make no calibration error smaller.
var binEdges = []float64{0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1}

// A calibration says how far confidences can be believed.
type calibration struct {
	Count int     `json:"count"`
	Error float64 `json:"expectedCalibrationError"`
	Bins  []bin   `json:"bins"` // those that are not empty
}

// calibrate bins predictions. The expected calibration error is the mean
// difference of the mean confidence and the share right of a bin, by its count.
func calibrate(predictions []prediction) (c calibration) {
	bins := make([]bin, len(binEdges)-1)
	for i := range bins {
		bins[i].From, bins[i].To = binEdges[i], binEdges[i+1]
	}
	for _, p := range predictions {
		at := 0
		for at+1 < len(bins) && p.confidence >= bins[at].To {
			at++
		}
		b := &bins[at]
		b.Count++
		b.Mean += p.confidence
		if p.right {
			b.Right++
		}
	}
	c.Bins = []bin{}
	for _, b := range bins {
		if b.Count == 0 {
			continue
		}
		n := float64(b.Count)
		c.Error += math.Abs(b.Mean-b.Right) / float64(len(predictions))
		b.Mean, b.Right = round6(b.Mean/n), round6(b.Right/n)
		c.Bins = append(c.Bins, b)
	}
	c.Count, c.Error = len(predictions), round6(c.Error)
	return c
}
