package main

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/fileio"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/textio"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"example.org/traveldoc/examples/internal/records"
	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/repair"
)

const (
	inLines  = "lines"
	inNDJSON = "ndjson"
)

// A job is what is to be done. Beam sends it to the workers as JSON.
//
// A worker takes a whole file and writes one, under a name that follows from that of
// its input. So no record moves between machines; and when a worker fails, or two do
// the same, the file is written anew with the same in it: none is lost or doubled.
type job struct {
	Input, Output, Rejected, Summary string
	In                               string
	Repair, Redact                   bool
	AsOf                             mrz.CalendarDate
}

func init() {
	register.DoFn3x1[context.Context, fileio.ReadableFile, func(string), error](&job{})
	register.Emitter1[string]()
	register.Function2x1(mergeSummaries)
}

// build adds the steps to a pipeline.
func (j *job) build(s beam.Scope) {
	matches := fileio.MatchFiles(s, j.Input, fileio.MatchEmptyDisallow())
	files := fileio.ReadMatches(s, matches, fileio.ReadAutoCompression())
	// Without this the runner may do all files one after another.
	summaries := beam.ParDo(s.Scope("verify"), j, beam.Reshuffle(s, files))
	if j.Summary != "" {
		textio.Write(s, j.Summary, beam.Combine(s, mergeSummaries, summaries))
	}
}

// mergeSummaries returns the summary of two parts of the input.
func mergeSummaries(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	x, y := readSummary(a), readSummary(b)
	x.Counts.Merge(y.Counts)
	x.Tally.Merge(y.Tally)
	return writeSummary(records.NewSummary(x.AsOf, x.Counts, x.Tally))
}

// readSummary and writeSummary are for what this program alone has written.
func readSummary(text string) *records.Summary {
	s := &records.Summary{Tally: records.NewTally()}
	if err := json.Unmarshal([]byte(text), s); err != nil {
		panic(err)
	}
	return s
}

func writeSummary(s *records.Summary) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// ProcessElement verifies the records of a file, writes the results, and emits their
// summary.
func (j *job) ProcessElement(ctx context.Context, file fileio.ReadableFile, emit func(string)) error {
	r, err := file.Open(ctx)
	if err != nil {
		return err
	}
	defer r.Close()
	counts, tally, err := j.file(ctx, file.Metadata.Path, r)
	if err != nil {
		return err
	}
	count(ctx, counts, tally)
	emit(writeSummary(records.NewSummary(j.AsOf, counts, tally)))
	return nil
}

// outputName returns the name of the file for an input: a part of its own name, which
// may hold anything, and a sum that no other name has.
func outputName(folder, input string) string {
	sum := sha256.Sum256([]byte(input))
	name := strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '-' || r == '.' {
			return r
		}
		return '_'
	}, path.Base(strings.ReplaceAll(input, `\`, "/")))
	return strings.TrimRight(folder, "/") + "/" + name + "-" + hex.EncodeToString(sum[:6]) + ".ndjson"
}

// file verifies the records of r, which is the input of a name.
func (j *job) file(ctx context.Context, name string, r io.Reader) (counts records.Counts, tally *records.Tally, err error) {
	fs, err := filesystem.New(ctx, j.Output)
	if err != nil {
		return counts, nil, err
	}
	defer fs.Close()
	out, err := newOut(ctx, fs, outputName(j.Output, name))
	if err != nil {
		return counts, nil, err
	}
	rejected := out
	if j.Rejected != "" {
		if rejected, err = newOut(ctx, fs, outputName(j.Rejected, name)); err != nil {
			out.close()
			return counts, nil, err
		}
		defer func() {
			if e := rejected.close(); err == nil {
				err = e
			}
		}()
	}
	defer func() {
		if e := out.close(); err == nil {
			err = e
		}
	}()

	tally = records.NewTally()
	judge := &records.Judge{Options: &mrz.VerifyOptions{AsOf: j.AsOf}}
	if j.Repair {
		judge.Repair = &repair.Options{}
	}
	encoder := records.Encoder{AsOf: j.AsOf, Redact: j.Redact}
	each, decode := records.EachZone, func(*records.Record) {}
	if j.In == inNDJSON {
		each, decode = records.EachLine, records.NewJSON(false, j.Repair).Decode
	}
	var line []byte
	b := bufio.NewReader(r)
	records.SkipBOM(b)
	err = each(b, 0, 0, func(rec records.Record, _ int64) error {
		if rec.Err.Kind == "" {
			decode(&rec)
		}
		result := judge.Judge(&rec)
		counts.Add(&result)
		tally.Add(&result, j.AsOf)
		to := out
		if result.Err.Kind != "" && j.Rejected != "" {
			to, line = rejected, records.AppendReject(line[:0], name, &rec, result.Err)
		} else {
			line = encoder.Append(line[:0], &rec, &result)
		}
		if _, err := to.Write(line); err != nil {
			return err
		}
		return ctx.Err()
	})
	return counts, tally, err
}

// An out is a file that is written in blocks.
type out struct {
	*bufio.Writer
	file io.Closer
}

func newOut(ctx context.Context, fs filesystem.Interface, name string) (*out, error) {
	f, err := fs.OpenWrite(ctx, name)
	if err != nil {
		return nil, err
	}
	return &out{bufio.NewWriterSize(f, 1<<20), f}, nil
}

func (o *out) close() error {
	err := o.Flush()
	if e := o.file.Close(); err == nil {
		err = e
	}
	if err != nil {
		return fmt.Errorf("the output cannot be written: %w", err)
	}
	return nil
}

// namespace is that of the counters.
const namespace = "mrz"

// count tells the runner what was found, for its page and its alarms.
func count(ctx context.Context, c records.Counts, t *records.Tally) {
	add := func(name string, n int) { beam.NewCounter(namespace, name).Inc(ctx, int64(n)) }
	add("ok", c.OK)
	add("not-ok", c.NotOK)
	add("rejected", c.Rejected)
	for kind, words := range map[string]records.Count{"rule": t.Rules, "layout": t.Layouts, "error": t.Errors, "status": t.Statuses} {
		for word, n := range words {
			add(kind+":"+word, n)
		}
	}
}
