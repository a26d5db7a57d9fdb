package repair

import "example.org/traveldoc/mrz"

// Options say what is wanted. The zero value, and nil, are right for most.
type Options struct {
	// Layout is the layout of the zone, if it is known. Zero is any.
	Layout mrz.Layout
	// MinConfidence is what an answer must have to be Repaired. Zero is 0.9.
	MinConfidence float64
	// MaxCandidates is the greatest number of candidates. Zero is 5.
	MaxCandidates int
}

// DefaultMinConfidence and DefaultMaxCandidates are what zeros in Options mean.
const (
	DefaultMinConfidence = 0.9
	DefaultMaxCandidates = 5
)

func (o *Options) minConfidence() float64 {
	if o == nil || o.MinConfidence <= 0 {
		return DefaultMinConfidence
	}
	return o.MinConfidence
}

func (o *Options) maxCandidates() int {
	if o == nil || o.MaxCandidates <= 0 {
		return DefaultMaxCandidates
	}
	return min(o.MaxCandidates, maxCandidates)
}

// maxCandidates is the most that a search returns.
const maxCandidates = 64
