package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/sdf"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/rtrackers/offsetrange"
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
	Redact, Strict                   bool
	FailOn                           records.FailOn
	AsOf                             mrz.CalendarDate

	Repair                      bool
	Candidates                  int
	MinConfidence, Independence float64
}

func init() {
	register.DoFn3x1[context.Context, string, func(string), error](&lister{})
	register.DoFn4x1[context.Context, *sdf.LockRTracker, string, func(string), error](&job{})
	register.DoFn2x1[context.Context, string, error](&teller{})
	register.Emitter1[string]()
	register.Function2x1(mergeSummaries)
}

// build adds the steps to a pipeline.
func (j *job) build(s beam.Scope) {
	files := beam.ParDo(s.Scope("list"), &lister{*j}, beam.Create(s, j.Input))
	// Without this the runner may take all files for the work of the one who lists them.
	summaries := beam.ParDo(s.Scope("verify"), j, beam.Reshuffle(s, files))
	if j.Summary != "" {
		s := s.Scope("summary")
		beam.ParDo0(s, &teller{j.Summary}, beam.Combine(s, mergeSummaries, summaries))
	}
}

// A lister lists the files of a pattern. Those of Beam ask for the size and the age
// of each file, one after another, before there is any work.
type lister struct{ Job job }

// ProcessElement emits the names of the files.
func (l *lister) ProcessElement(ctx context.Context, pattern string, emit func(string)) error {
	store, err := filesystem.New(ctx, pattern)
	if err != nil {
		return fileError(pattern, err)
	}
	defer store.Close()
	names, err := store.List(ctx, pattern)
	if err == nil && len(names) == 0 {
		err = errors.New("no file matches")
	}
	if err != nil {
		return fileError(pattern, err)
	}
	for _, name := range names {
		ok, err := l.Job.reads(name)
		if err != nil {
			return fileError(name, err)
		}
		if ok {
			emit(name)
		}
	}
	return nil
}

// reads reports whether a name that matches is a file to be read: better before the
// first result than after hours. The folders of the output are none, so that a job
// with a pattern like /data/* can be run again.
func (j *job) reads(name string) (bool, error) {
	full := fullName(name)
	ours := false
	for _, folder := range []string{j.Output, j.Rejected} {
		switch folder := fullName(folder); {
		case folder == "":
		case full == folder:
			ours = true
		case strings.HasPrefix(full, folder+"/"), strings.HasPrefix(full, folder+string(filepath.Separator)):
			return false, errors.New("is in a folder of the output")
		}
	}
	if full == fullName(j.Summary) {
		return false, errors.New("is the file for the summary")
	}
	if isURL(name) {
		return !ours, nil
	}
	info, err := os.Stat(name)
	if err == nil && info.IsDir() && !ours {
		err = errors.New("is a directory")
	}
	return !ours, err
}

// fullName returns a name that is the same for all names of a file, or of a folder.
func fullName(name string) string {
	if name == "" || isURL(name) {
		return strings.TrimRight(name, "/")
	}
	if full, err := filepath.Abs(name); err == nil {
		return full
	}
	return filepath.Clean(name)
}

// isURL reports whether a name is not one of this machine.
func isURL(name string) bool { return strings.Contains(name, "://") }

// fileError adds the name of a file to an error about it, once.
func fileError(name string, err error) error {
	if path := (*fs.PathError)(nil); errors.As(err, &path) {
		err = path.Err
	}
	if link := (*os.LinkError)(nil); errors.As(err, &link) {
		err = link.Err
	}
	return fmt.Errorf("%s: %w", shown(name), err)
}

// shown returns a name as it is printed: in one line, and with nothing that commands
// a terminal.
func shown(name string) string {
	if quoted := strconv.Quote(name); quoted != `"`+name+`"` {
		return quoted
	}
	return name
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

// A teller writes the summary, when all is done.
type teller struct{ Name string }

// ProcessElement writes the file.
func (t *teller) ProcessElement(ctx context.Context, summary string) error {
	return writeWhole(ctx, t.Name, summary+"\n")
}

// A file is done as a whole. Yet the step is what Beam calls splittable, for Prism
// does the elements of any other step one after another.

// CreateInitialRestriction returns the whole of a file, which is not split.
func (j *job) CreateInitialRestriction(string) offsetrange.Restriction {
	return offsetrange.Restriction{Start: 0, End: 1}
}

// SplitRestriction returns it as it is.
func (j *job) SplitRestriction(_ string, whole offsetrange.Restriction) []offsetrange.Restriction {
	return []offsetrange.Restriction{whole}
}

// RestrictionSize returns how much of a file is to be done.
func (j *job) RestrictionSize(_ string, whole offsetrange.Restriction) float64 { return whole.Size() }

// CreateTracker returns what a worker tells Beam by that it does a file.
func (j *job) CreateTracker(whole offsetrange.Restriction) *sdf.LockRTracker {
	return sdf.NewLockRTracker(halfway{offsetrange.NewTracker(whole)})
}

// A halfway is always in the middle of its file. That a file is begun is all that there
// is to claim; were it told as the end, Beam would leave the next file to the worker of
// this one.
type halfway struct{ *offsetrange.Tracker }

func (halfway) GetProgress() (done, remaining float64) { return 0.5, 0.5 }

// ProcessElement verifies the records of a file, writes the results, and emits their
// summary.
func (j *job) ProcessElement(ctx context.Context, whole *sdf.LockRTracker, name string, emit func(string)) error {
	if !whole.TryClaim(int64(0)) {
		return nil // it has been given to another
	}
	store, err := filesystem.New(ctx, name)
	if err != nil {
		return fileError(name, err)
	}
	defer store.Close()
	r, err := store.OpenRead(ctx, name)
	if err != nil {
		return fileError(name, err)
	}
	defer r.Close()
	summary, err := j.file(ctx, name, r)
	if err != nil {
		return err
	}
	count(ctx, summary)
	emit(writeSummary(summary))
	return nil
}

// file verifies the records of r, which is the input of a name. Without an error the
// files of its results are in their place; with one, what was there before is.
func (j *job) file(ctx context.Context, name string, r io.Reader) (*records.Summary, error) {
	in, done, err := records.Unpack(named{r, name}, shown(name))
	if err != nil {
		return nil, err
	}
	defer done()
	out, err := newOut(ctx, outputName(j.Output, name))
	if err != nil {
		return nil, err
	}
	defer out.end(ctx)
	rejected := out
	if j.Rejected != "" {
		if rejected, err = newOut(ctx, outputName(j.Rejected, name)); err != nil {
			return nil, err
		}
		defer rejected.end(ctx)
	}
	summary, err := j.verify(ctx, name, in, out, rejected)
	if err != nil {
		return nil, err
	}
	if rejected != out {
		if err := rejected.close(); err != nil {
			return nil, err
		}
	}
	if err := out.close(); err != nil {
		return nil, err
	}
	// Only now, when both are whole. Should it end between the two, the file is not
	// counted, and both are written anew.
	if rejected != out {
		if err := rejected.move(ctx); err != nil {
			return nil, err
		}
	}
	return summary, out.move(ctx)
}

// A named tells which file cannot be read.
type named struct {
	io.Reader
	name string
}

func (n named) Read(p []byte) (int, error) {
	c, err := n.Reader.Read(p)
	if err != nil && err != io.EOF {
		err = fileError(n.name, err)
	}
	return c, err
}

// verify writes what becomes of the records of a file. Those that cannot be laid out
// go to rejected, which may be the same.
func (j *job) verify(ctx context.Context, name string, in io.Reader, out, rejected *out) (*records.Summary, error) {
	judge := &records.Judge{Options: &mrz.VerifyOptions{AsOf: j.AsOf}, Fails: j.FailOn.Fails}
	if j.Strict {
		judge.Options.Severities = mrz.StrictSeverities()
	}
	if j.Repair {
		judge.Repair = &repair.Options{MinConfidence: j.MinConfidence, MaxCandidates: j.Candidates, Independence: j.Independence}
	}
	encoder := records.Encoder{AsOf: j.AsOf, Redact: j.Redact}
	each, decode := records.EachZone, func(*records.Record) {}
	if j.In == inNDJSON {
		each, decode = records.EachLine, records.NewJSON(false, j.Repair).Decode
	}
	var counts records.Counts
	var line []byte
	tally := records.NewTally()
	err := each(in, 0, 0, func(rec records.Record, _ int64) error {
		if rec.Err.Kind == "" {
			decode(&rec)
		}
		result := judge.Judge(&rec)
		counts.Add(&result)
		tally.Add(&result, j.AsOf)
		to := out
		if result.Err.Kind != "" && rejected != out {
			to, line = rejected, records.AppendReject(line[:0], name, &rec, result.Err)
		} else {
			line = encoder.Append(line[:0], &rec, &result)
		}
		if _, err := to.Write(line); err != nil {
			return outputError(to.name, err)
		}
		return ctx.Err()
	})
	return records.NewSummary(j.AsOf, counts, tally), err
}

// namespace is that of the counters.
const namespace = "mrz"

// count tells the runner what was found, for its page and its alarms.
func count(ctx context.Context, s *records.Summary) {
	add := func(name string, n int) { beam.NewCounter(namespace, name).Inc(ctx, int64(n)) }
	add("ok", s.OK)
	add("not-ok", s.NotOK)
	add("rejected", s.Rejected)
	for kind, words := range map[string]records.Count{"rule": s.Rules, "layout": s.Layouts, "error": s.Errors, "status": s.Statuses} {
		for word, n := range words {
			add(kind+":"+word, n)
		}
	}
}
