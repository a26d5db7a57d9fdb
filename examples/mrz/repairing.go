package main

import (
	"errors"

	"github.com/spf13/cobra"

	"example.org/traveldoc/mrz/repair"
)

// A repairing is the flags of the commands that repair zones.
type repairing struct {
	on         bool
	candidates int
	confidence float64
	// Of several readings of one zone, which only bulk takes.
	independence float64
}

func (f *repairing) add(c *cobra.Command) {
	c.Flags().IntVar(&f.candidates, "candidates", repair.DefaultMaxCandidates, "tell at most this `number` of candidates")
	c.Flags().Float64Var(&f.confidence, "min-confidence", repair.DefaultMinConfidence, "a repair needs this `probability` to be one")
}

func (f *repairing) check() error {
	if f.candidates < 1 {
		return errors.New("--candidates must be at least 1")
	}
	if !(f.confidence > 0 && f.confidence <= 1) {
		return errors.New("--min-confidence must be more than 0 and at most 1")
	}
	if !(f.independence >= 0 && f.independence <= 1) {
		return errors.New("--independence must be between 0 and 1")
	}
	return nil
}

func (f *repairing) options() *repair.Options {
	return &repair.Options{MinConfidence: f.confidence, MaxCandidates: f.candidates, Independence: f.independence}
}
