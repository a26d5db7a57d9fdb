// Beam verifies zones, or repairs them, on many machines: the same as mrz bulk, record
// for record, as an Apache Beam pipeline. See README.md.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"strings"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"

	"example.org/traveldoc/mrz"
)

func main() {
	j := &job{}
	flag.StringVar(&j.Input, "input", "", "a pattern of the files to read; those with .gz are unpacked")
	flag.StringVar(&j.In, "in", inLines, "the format of the input, lines or ndjson, as mrz bulk has it")
	flag.StringVar(&j.Output, "output", "", "the folder of the results: a file for each of the input")
	flag.StringVar(&j.Rejected, "rejected", "", "the folder of the records that cannot be laid out; none: among the results")
	flag.StringVar(&j.Summary, "summary", "", "the file of all counts, as JSON; none: not written")
	flag.BoolVar(&j.Repair, "repair", false, "repair zones, and those in text; for --in ndjson")
	flag.BoolVar(&j.Redact, "redact", false, "mask what tells who the holder is")
	flag.TextVar(&j.AsOf, "as-of", mrz.CalendarDate{}, "look at documents on this day, as 2026-11-23 (default today)")
	flag.Parse()
	beam.Init() // on a worker it does not return
	if err := run(context.Background(), j); err != nil {
		log.SetFlags(0)
		log.Fatalf("beam: %v", err)
	}
}

// run builds the pipeline and runs it on the runner of the flag --runner.
func run(ctx context.Context, j *job) error {
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
	for flag, value := range map[string]string{"input": j.Input, "output": j.Output} {
		if value == "" {
			return fmt.Errorf("--%s is missing", flag)
		}
	}
	if j.In != inLines && j.In != inNDJSON {
		return fmt.Errorf("--in must be one of %s, %s", inLines, inNDJSON)
	}
	if j.Repair && j.In != inNDJSON {
		return fmt.Errorf("--repair is for --in %s", inNDJSON)
	}
	if strings.TrimRight(j.Output, "/") == strings.TrimRight(j.Rejected, "/") {
		return fmt.Errorf("--output and --rejected need different folders")
	}
	if info, err := os.Stat(j.Output); err == nil && !info.IsDir() {
		return fmt.Errorf("%s: is no folder", j.Output)
	}
	return nil
}
