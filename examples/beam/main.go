// Beam verifies zones, or repairs them, on many machines: the same as mrz bulk, record
// for record, as an Apache Beam pipeline. See README.md.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/repair"
)

func main() {
	j := &job{}
	flag.StringVar(&j.Input, "input", "", "a `pattern` of the files to read; what is packed with gzip or zstd is unpacked")
	flag.StringVar(&j.In, "in", inLines, "the `format` of the input, lines or ndjson, as mrz bulk has it")
	flag.StringVar(&j.Output, "output", "", "the `folder` of the results: a file for each of the input")
	flag.StringVar(&j.Rejected, "rejected", "", "the `folder` of the records that cannot be laid out; none: among the results")
	flag.StringVar(&j.Summary, "summary", "", "the `file` of all counts, as JSON, written last; none: not written")
	flag.BoolVar(&j.Redact, "redact", false, "mask what tells who the holder is")
	flag.TextVar(&j.AsOf, "as-of", mrz.CalendarDate{}, "look at documents on this `day`, as 2026-11-23 (default today)")
	flag.BoolVar(&j.Strict, "strict", false, "take warnings about lists and structure for errors")
	flag.Var(&j.FailOn, "fail-on", "count documents with a finding of this `kind` as not ok too: warning or expired")
	flag.BoolVar(&j.Repair, "repair", false, "repair zones, and those in text; for --in ndjson")
	flag.IntVar(&j.Candidates, "candidates", repair.DefaultMaxCandidates, "tell at most this `number` of candidates")
	flag.Float64Var(&j.MinConfidence, "min-confidence", repair.DefaultMinConfidence, "a repair needs this `probability` to be one")
	flag.Float64Var(&j.Independence, "independence", 0, "of several readings of a zone this `share` is news")
	flag.Parse()
	beam.Init() // on a worker it does not return
	if err := run(context.Background(), j, flag.Args()); err != nil {
		// Not by package log, which Beam takes for its own. Beam's error has the plan
		// of the pipeline first, and what has happened in its last line.
		fmt.Fprintf(os.Stderr, "beam: %v\n", err)
		os.Exit(2)
	}
}

// run builds the pipeline and runs it on the runner of the flag --runner.
func run(ctx context.Context, j *job, args []string) error {
	if len(args) > 0 {
		// A shell has put names in the place of the pattern: all but the first, and the
		// flags behind them, would be left out without a word.
		return errors.New("an argument that is no flag: a pattern with * needs quotes")
	}
	if err := j.check(); err != nil {
		return err
	}
	if j.AsOf.IsZero() {
		j.AsOf = mrz.DateOf(time.Now()) // once: all workers have the same day
	}
	p, s := beam.NewPipelineWithRoot()
	j.build(s)
	return beamx.Run(ctx, p)
}

// check reports what is wrong with the flags.
func (j *job) check() error {
	switch {
	case j.Input == "":
		return errors.New("--input is missing")
	case j.Output == "":
		return errors.New("--output is missing")
	case j.In != inLines && j.In != inNDJSON:
		return fmt.Errorf("--in must be one of %s, %s", inLines, inNDJSON)
	case j.Repair && j.In != inNDJSON:
		return fmt.Errorf("--repair is for --in %s", inNDJSON)
	case j.Candidates < 1:
		return errors.New("--candidates must be at least 1")
	case !(j.MinConfidence > 0 && j.MinConfidence <= 1):
		return errors.New("--min-confidence must be more than 0 and at most 1")
	case !(j.Independence >= 0 && j.Independence <= 1):
		return errors.New("--independence must be between 0 and 1")
	}
	names := map[string]bool{}
	for _, name := range []string{j.Output, j.Rejected, j.Summary} {
		if names[fullName(name)] {
			return errors.New("--output, --rejected and --summary need different places")
		}
		names[fullName(name)] = name != ""
	}
	for _, folder := range []string{j.Output, j.Rejected} {
		if info, err := os.Stat(folder); folder != "" && err == nil && !info.IsDir() {
			return fileError(folder, errors.New("is no folder"))
		}
	}
	if info, err := os.Stat(j.Summary); err == nil && info.IsDir() {
		return fileError(j.Summary, errors.New("is a directory"))
	}
	return nil
}
