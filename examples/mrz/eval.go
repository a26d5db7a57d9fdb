package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/spf13/cobra"

	"example.org/traveldoc/mrz/repair"
)

// An evaluation is the command eval.
type evaluation struct {
	*app
	mend      repairing
	alt, json bool
	plot      string
}

func newEvalCommand(a *app) *cobra.Command {
	f := &evaluation{app: a, mend: repairing{candidates: repair.DefaultMaxCandidates}}
	c := &cobra.Command{
		Use:   "eval FILE",
		Short: "Measure repair on readings whose truth is known",
		Long: `Repair each reading of a file, as mrz bulk --repair does, and say how often the
answer is right and how often it is wrong without a word. It is for those who
work on this program.

The file has an object a line: id (the number of the image, then p for a plain
reading or w for one with a whitelist), format (TD1, TD2, TD3, MRVA, MRVB), ocr
(what was read), errors (how many), whitelist, page, fields (the truth), conf
and alt. It is that of the set ocr-dev, of 1500 readings of drawn zones by
Tesseract, which is no part of the repository. The model that the program has
was counted on that set: there its figures are those of the data that it was
fitted to. Cross-validated ones are those of TestEval in mrz/repair.

Recovery: the best answer of a reading is the truth, whatever its status. Silent
wrong: a zone that is answered, which means clean or repaired, is not. Each is
told for all fields, for all but names, and for those under a digit: number,
birth, expiry, and optional data but in visas. Fillers and spaces count alike,
and so do X and < for the sex. Of several zones of a reading the answer is the
first that is clean or repaired, else the first.

Intervals are of 95 %, by the linearised ratio estimator with the images as
clusters and Wilson's formula for as many independent readings. The natural mix
weighs the readings by their number of errors as they were before the set was
balanced: 0: 7 %, 1-5: 22 %, 6-15: 29 %, 16-40: 33 %, more: 7 %. What these lack
to 100 % is rounding and readings without any text: they are scaled to it.`,
		Example: `  mrz eval ../shared/testdata/ocr-dev.jsonl
  mrz eval --alt --plot repair.svg ../shared/testdata/ocr-dev.jsonl`,
		Args:   cobra.ExactArgs(1),
		Hidden: true,
		RunE: func(_ *cobra.Command, args []string) error {
			if err := f.mend.check(); err != nil {
				return err
			}
			return f.run(args[0])
		},
	}
	c.Flags().BoolVar(&f.alt, "alt", false, "take what the engine says of the characters too: conf and alt")
	c.Flags().StringVar(&f.plot, "plot", "", "draw calibration and risk by coverage as SVG to this `file`")
	c.Flags().Float64Var(&f.mend.confidence, "min-confidence", repair.DefaultMinConfidence, "a repair needs this `probability` to be one")
	addJSON(c, &f.json)
	return c
}

func (f *evaluation) run(name string) error {
	records, err := f.records(name)
	if err != nil {
		return err
	}
	r := newEvalReport(f.try(records))
	r.Glyphs, r.MinConfidence = f.alt, f.mend.confidence
	r.Pairs = evalPairs(pairsOf(records), joiners(f.mend.options()), f.alt)
	if f.plot != "" {
		if err := os.WriteFile(f.plot, []byte(r.svg()), 0o666); err != nil {
			return fmt.Errorf("the plot cannot be written: %w", plainError(err))
		}
	}
	if f.json {
		return f.encode(r)
	}
	s := f.newScreen()
	s.eval(r)
	return f.print(s)
}

// records reads the file.
func (f *evaluation) records(name string) ([]ocrRecord, error) {
	text, err := f.readAll(name)
	where := name
	if name == stdinName {
		where = "standard input"
	}
	switch {
	case err == errZoneArgument:
		return nil, err
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: %w: the readings are no part of the repository, see mrz help eval", where, err)
	case err != nil:
		return nil, fmt.Errorf("%s: %w", where, err)
	}
	records, err := parseOCRRecords(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", where, err)
	}
	return records, nil
}

// leastConfidence makes a repair of all that is one but for its confidence.
const leastConfidence = 1e-9

// try repairs the readings: one at a time with the options, timed, and then once
// more with the least Options.MinConfidence, for the curve.
func (f *evaluation) try(records []ocrRecord) []trial {
	o := f.mend.options()
	lowest := *o
	lowest.MinConfidence = leastConfidence
	trials := make([]trial, len(records))
	// What is built when it is needed first counts for no reading.
	_ = slices.Collect(records[0].reading(f.alt).Find(o))
	for i := range records {
		r := &records[i]
		reading := r.reading(f.alt)
		start := f.now()
		matches := slices.Collect(reading.Find(o))
		trials[i] = trial{record: r, time: f.now().Sub(start), outcome: outcomeOf(r.scored(matches))}
	}
	parallel(len(records), func(i int) {
		r := &records[i]
		trials[i].lowest = r.scored(slices.Collect(r.reading(f.alt).Find(&lowest)))
	})
	return trials
}

// parallel calls do for 0 to n-1, on all processors.
func parallel(n int, do func(i int)) {
	var next atomic.Int64
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
				do(int(i))
			}
		})
	}
	wait.Wait()
}
