package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"example.org/traveldoc/examples/internal/records"
	"example.org/traveldoc/mrz"
)

// A checkpoint is what a run has to know to go on where another one ended. It has no
// personal data.
type checkpoint struct {
	Schema   int              `json:"schema"`   // 1
	Settings string           `json:"settings"` // of the flags and the input: see settings
	AsOf     mrz.CalendarDate `json:"asOf"`
	Place    place            `json:"place"`              // of the input, up to which all is done
	Output   int64            `json:"output"`             // bytes of the output, for that part
	Segments []int64          `json:"segments,omitempty"` // where those of a Parquet output end
	Errors   int64            `json:"errors"`             // bytes of the file of errors
	Counts   records.Counts   `json:"counts"`
	Tally    *records.Tally   `json:"tally,omitempty"`
	Done     bool             `json:"done"` // the files are whole, and perhaps not yet in their place
}

func checkpointName(output string) string { return output + ".checkpoint" }

// settings tells runs apart that cannot go on for each other: by all flags that the
// output depends on, and by the names, sizes and times of the input.
func (f *bulk) settings(a *app, files []string, sizes []int64) string {
	times := make([]int64, len(files))
	for i, name := range files {
		if info, err := os.Stat(name); err == nil && sizes[i] >= 0 {
			times[i] = info.ModTime().UnixNano()
		}
	}
	b, _ := json.Marshal([]any{
		f.in, f.out, f.column, f.delimiter, f.noHeader, columnNames(f.columns()), f.fields, f.redact, a.ascii, f.errors != "", f.tallied(),
		f.asOf.date.String(), f.issued.String(), f.strict, f.failOn,
		f.mend.on, f.mend.candidates, f.mend.confidence, f.mend.independence, files, sizes, times,
	}) // strings, numbers and truths: it never fails
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// readCheckpoint returns the checkpoint of an output, or nil if there is none.
func readCheckpoint(output string) (*checkpoint, error) {
	name := checkpointName(output)
	b, err := os.ReadFile(name)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	c := &checkpoint{}
	if err == nil {
		err = json.Unmarshal(b, c)
		if err != nil || c.Schema != 1 || c.AsOf.IsZero() || c.Place.File < 0 || c.Place.Offset < 0 || c.Output < 0 || c.Errors < 0 {
			err = errors.New("is no checkpoint of this program")
		}
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, plainError(err))
	}
	tally := records.NewTally()
	if c.Tally != nil {
		tally.Merge(c.Tally)
	}
	c.Tally = tally
	return c, nil
}

// resumable reports whether a run can be gone on with.
func (f *bulk) resumable() bool { return f.output != "" }

// checkNames reports a file that would be written twice, or that is read as well. It
// would be gone.
func (f *bulk) checkNames(a *app, files []string) error {
	var inputs []os.FileInfo
	for _, name := range files {
		info, err := os.Stat(name)
		if name == stdinName {
			info, err = statStream(a.stdin)
		}
		if err == nil && info.Mode().IsRegular() {
			inputs = append(inputs, info)
		}
	}
	isInput := func(info os.FileInfo) bool {
		return slices.ContainsFunc(inputs, func(in os.FileInfo) bool { return os.SameFile(in, info) })
	}
	if info, err := statStream(a.stdout); err == nil && f.out != outNone && f.output == "" && isInput(info) {
		return errors.New("standard output is an input as well")
	}
	names := []string{f.output, f.errors, f.summary, f.report}
	if f.output != "" {
		names = append(names, checkpointName(f.output))
	}
	seen := map[string]bool{}
	for _, name := range names {
		if name == "" || name == stdoutName {
			continue
		}
		for _, name := range []string{name, partName(name)} {
			if info, err := os.Stat(name); err == nil && isInput(info) {
				return fmt.Errorf("%s: is an input, and would be written over", name)
			}
			folder, err := filepath.Abs(filepath.Dir(name))
			if err == nil {
				if real, err := filepath.EvalSymlinks(folder); err == nil {
					folder = real
				}
				name = filepath.Join(folder, filepath.Base(name))
			}
			if seen[name] {
				return errors.New("--output, --errors, --summary and --report need different files")
			}
			seen[name] = true
		}
	}
	return nil
}

// statStream tells what a standard stream is.
func statStream(stream any) (os.FileInfo, error) {
	f, ok := stream.(*os.File)
	if !ok {
		return nil, os.ErrInvalid
	}
	return f.Stat()
}

// outputs are where the results of a run go.
type outputs struct {
	f               *bulk
	table           *parquetWriter // for --out parquet
	stdout          io.Writer
	main            io.Writer
	file            *outFile // main, if it is a file that can be gone on with
	errs            *outFile // nil without --errors
	summary, report *outFile // nil without these
	now             func() time.Time
	saved           time.Time // when the last checkpoint was written

	checkpoint
}

// openOutputs opens them. For a run that goes on it returns as it was left.
func (f *bulk) openOutputs(a *app, files []string, sizes []int64) (*outputs, error) {
	if err := f.checkNames(a, files); err != nil {
		return nil, err
	}
	o := &outputs{f: f, stdout: a.stdout, main: a.stdout, now: a.now, saved: a.now()}
	o.checkpoint = checkpoint{Schema: 1, Settings: f.settings(a, files, sizes), AsOf: f.day(a), Tally: records.NewTally()}
	err := o.open()
	if err == nil && !o.Done {
		err = o.begin()
	}
	if err != nil {
		o.abandon()
		return nil, err
	}
	return o, nil
}

// open opens all files, so that what cannot be written shows now and not after hours,
// and reads the checkpoint, which belongs to the run that has the output.
func (o *outputs) open() error {
	for _, file := range []struct {
		name string
		file **outFile
	}{{o.f.output, &o.file}, {o.f.errors, &o.errs}, {o.f.summary, &o.summary}, {o.f.report, &o.report}} {
		if file.name == "" || file.name == stdoutName {
			continue
		}
		var err error
		if *file.file, err = openOut(file.name); err != nil {
			return err
		}
	}
	if !o.f.resumable() {
		return nil
	}
	old, err := readCheckpoint(o.f.output)
	switch {
	case err != nil:
		return err
	case old == nil:
	case !o.f.resume:
		return fmt.Errorf("%s: is of a run that was interrupted: go on with --resume, or delete it", checkpointName(o.f.output))
	case old.Settings != o.Settings:
		return fmt.Errorf("%s: is of a run with other flags or other input: delete it to begin anew", checkpointName(o.f.output))
	default:
		o.checkpoint = *old
	}
	return nil
}

// begin goes to the place in the files where the checkpoint says, or to their beginning.
func (o *outputs) begin() error {
	if o.file != nil {
		if err := o.file.cut(o.Output); err != nil {
			return err
		}
		o.main = o.file
	}
	if o.errs != nil {
		if err := o.errs.cut(o.Errors); err != nil {
			return err
		}
	}
	if o.f.out != outParquet {
		return nil
	}
	o.table = newParquetWriter(o.main, o.f.columns())
	o.main = o.table
	if o.Output == 0 && len(o.Segments) == 0 {
		return nil
	}
	err := o.table.goOn(o.file.f, o.Segments)
	if err == nil && (o.table.total != o.rows() || len(o.Segments) == 0 || o.Segments[len(o.Segments)-1] != o.Output) {
		err = errUntold
	}
	if err != nil {
		return outError(o.file.name, err)
	}
	return nil
}

// rows returns the number of records that are in the results.
func (o *outputs) rows() int64 {
	if o.errs != nil {
		return int64(o.Counts.Records() - o.Counts.Rejected)
	}
	return int64(o.Counts.Records())
}

// write writes the results of a batch.
func (o *outputs) write(b *batch) error {
	if len(b.out) > 0 {
		if _, err := o.main.Write(b.out); err != nil {
			return writeError(err)
		}
	}
	if len(b.rejects) > 0 {
		if _, err := o.errs.Write(b.rejects); err != nil {
			return err
		}
	}
	o.Counts.Merge(b.counts)
	if b.tally != nil {
		o.Tally.Merge(b.tally)
	}
	o.Place = b.end
	if o.table == nil { // which can be gone on with where a segment ends alone
		o.mark()
	}
	if o.f.resumable() && o.now().Sub(o.saved) >= o.f.every && (o.table == nil || o.table.ripe()) {
		return o.save()
	}
	return nil
}

// mark notes how large the files are for the part of the input that is done.
func (o *outputs) mark() {
	if o.file != nil {
		o.Output = o.file.size
	}
	if o.errs != nil {
		o.Errors = o.errs.size
	}
}

// save writes the checkpoint, when all that it tells of is safe.
func (o *outputs) save() error {
	if !o.f.resumable() {
		return nil
	}
	if o.table != nil {
		if err := o.endSegment(); err != nil {
			return err
		}
	}
	o.mark()
	return o.saveMarked()
}

// saveMarked writes the checkpoint of the last mark.
func (o *outputs) saveMarked() error {
	for _, file := range []*outFile{o.file, o.errs} {
		if file == nil {
			continue
		}
		if err := file.sync(); err != nil {
			return err
		}
	}
	o.saved = o.now()
	b, err := json.Marshal(&o.checkpoint)
	if err != nil {
		return err
	}
	return writeWhole(checkpointName(o.f.output), b)
}

// saveFull writes the checkpoint when the results could not be written: what stands
// behind the last mark makes room for it, being a part of a batch. A Parquet output has
// the checkpoint of its last segment.
func (o *outputs) saveFull() {
	if !o.f.resumable() || o.table != nil {
		return
	}
	err := o.file.cut(o.Output)
	if err == nil && o.errs != nil {
		err = o.errs.cut(o.Errors)
	}
	if err == nil {
		o.saveMarked() // or the one before it stays
	}
}

// endSegment ends that of a Parquet output, if there is anything in it.
func (o *outputs) endSegment() error {
	before := o.file.size
	if err := o.table.endSegment(); err != nil {
		return writeError(err)
	}
	if o.file.size > before {
		o.Segments = append(o.Segments, o.file.size)
	}
	return nil
}

// endTable ends a Parquet output.
func (o *outputs) endTable() error {
	if o.table.total != o.rows() {
		return errors.New("rows were lost: this is a fault of the program")
	}
	if len(o.Segments) == 0 {
		return o.table.Close()
	}
	if err := o.endSegment(); err != nil || len(o.Segments) == 1 {
		return err
	}
	return o.table.join(o.file.f, o.Segments)
}

// finish moves the files to their places. It may be called again by another run, if
// this one is ended in the midst of it.
func (o *outputs) finish() error {
	defer o.abandon() // what has not got to its place
	if o.Done {
		if err := o.moveLeft(); err != nil {
			return err
		}
	} else if err := o.moveAll(); err != nil {
		return err
	}
	if o.f.summary != "" {
		b, err := json.Marshal(records.NewSummary(o.AsOf, o.Counts, o.Tally))
		if err != nil {
			return err
		}
		if b = append(b, '\n'); o.summary == nil {
			if _, err := o.stdout.Write(b); err != nil {
				return writeError(err)
			}
		} else if err := o.summary.writeAll(b); err != nil {
			return err
		}
	}
	if o.report != nil {
		if err := o.report.writeAll(bulkReport(records.NewSummary(o.AsOf, o.Counts, o.Tally))); err != nil {
			return err
		}
	}
	if o.f.resumable() {
		os.Remove(checkpointName(o.f.output)) // the last thing: all is in its place
	}
	return nil
}

// moveAll ends the files, and moves them when the checkpoint says that they are whole.
func (o *outputs) moveAll() error {
	if o.table != nil {
		if err := o.endTable(); err != nil {
			return writeError(err)
		}
		o.table = nil
	}
	o.Done = true
	if err := o.save(); err != nil {
		return err
	}
	for _, file := range []*outFile{o.file, o.errs} {
		if file == nil {
			continue
		}
		if err := file.finish(); err != nil {
			return err
		}
	}
	return nil
}

// moveLeft moves what an earlier run has finished and not moved.
func (o *outputs) moveLeft() error {
	for _, left := range []struct {
		file *outFile
		size int64
	}{{o.file, o.Output}, {o.errs, o.Errors}} {
		file := left.file
		if file == nil {
			continue
		}
		if file.size == left.size {
			if err := file.finish(); err != nil {
				return err
			}
			continue
		}
		// It has been moved, and the part is an empty one that this run has begun.
		info, err := os.Stat(file.name)
		if err != nil || info.Size() != left.size || file.size > 0 {
			return outError(file.name, errUntold)
		}
		file.discard()
	}
	return nil
}

// abandon lets go of files that are not whole. They stay if a run can go on with them,
// and there is something in them. Where the results have gone to standard output, as far
// as there are any, the rejected records before them go to their place as well.
func (o *outputs) abandon() {
	for _, file := range []*outFile{o.file, o.errs, o.summary, o.report} {
		switch {
		case file == nil || file.f == nil:
		case o.f.resumable() && file.size > 0 && (file == o.file || file == o.errs):
			file.close()
		case file == o.errs && !o.f.resumable() && file.size > 0:
			if file.finish() != nil {
				file.close()
			}
		default:
			file.discard()
		}
	}
}
