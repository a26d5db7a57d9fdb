package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"example.org/traveldoc/examples/internal/records"
	"example.org/traveldoc/mrz"
)

// An outFile is written beside its place, and moved there when it is whole: who reads
// the name sees all of it or none.
type outFile struct {
	name string
	f    *os.File
	size int64
}

// partName is where a file is written.
func partName(name string) string { return name + ".part" }

// openOut begins a file, or goes on behind the first keep bytes of it.
func openOut(name string, keep int64) (*outFile, error) {
	flags := os.O_WRONLY | os.O_CREATE
	if keep == 0 {
		flags |= os.O_TRUNC
	}
	f, err := os.OpenFile(partName(name), flags, 0o666)
	if err != nil {
		return nil, outError(name, err)
	}
	o := &outFile{name: name, f: f}
	if keep > 0 {
		if err := o.cut(keep); err != nil {
			f.Close()
			return nil, outError(name, err)
		}
	}
	return o, nil
}

// cut goes back to the first bytes of a file.
func (o *outFile) cut(keep int64) error {
	info, err := o.f.Stat()
	if err != nil {
		return err
	}
	if info.Size() < keep {
		return errors.New("is shorter than the checkpoint says")
	}
	if err := o.f.Truncate(keep); err != nil {
		return err
	}
	o.size, err = o.f.Seek(keep, io.SeekStart)
	return err
}

func outError(name string, err error) error {
	return &outputError{fmt.Errorf("%s: %w", name, plainError(err))}
}

func (o *outFile) Write(p []byte) (int, error) {
	n, err := o.f.Write(p)
	o.size += int64(n)
	if err != nil {
		err = outError(o.name, err)
	}
	return n, err
}

func (o *outFile) sync() error {
	if err := o.f.Sync(); err != nil {
		return outError(o.name, err)
	}
	return nil
}

// finish moves a file that is whole to its place.
func (o *outFile) finish() error {
	err := o.f.Close()
	if err == nil {
		err = os.Rename(partName(o.name), o.name)
	}
	if err != nil {
		return outError(o.name, err)
	}
	return nil
}

// writeWhole writes a small file, beside its place at first.
func writeWhole(name string, data []byte) error {
	o, err := openOut(name, 0)
	if err != nil {
		return err
	}
	_, err = o.Write(data)
	if err == nil {
		err = o.sync()
	}
	if err != nil {
		o.f.Close()
		os.Remove(partName(name))
		return err
	}
	return o.finish()
}

// A checkpoint is what a run has to know to go on where another one ended. It has no
// personal data.
type checkpoint struct {
	Schema   int              `json:"schema"`   // 1
	Settings string           `json:"settings"` // of the flags and the input: see settings
	AsOf     mrz.CalendarDate `json:"asOf"`
	Place    place            `json:"place"`  // of the input, up to which all is done
	Output   int64            `json:"output"` // bytes of the output, for that part
	Errors   int64            `json:"errors"` // and of the file of errors
	Counts   records.Counts   `json:"counts"`
	Tally    *records.Tally   `json:"tally,omitempty"`
	Done     bool             `json:"done"` // the files are whole, and perhaps not yet in their place
}

func checkpointName(output string) string { return output + ".checkpoint" }

// settings tells runs apart that cannot go on for each other: by all flags that the
// output depends on, and by the names and sizes of the input.
func (f *bulk) settings(a *app, files []string, sizes []int64) string {
	b, _ := json.Marshal([]any{
		f.in, f.out, f.column, f.delimiter, f.noHeader, f.fields, f.redact, a.ascii, f.errors != "", f.tallied(),
		f.asOf.date.String(), f.issued.String(), f.strict, f.failOn,
		f.mend.on, f.mend.candidates, f.mend.confidence, f.mend.independence, files, sizes,
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
	c := &checkpoint{Tally: records.NewTally()}
	if err == nil {
		err = json.Unmarshal(b, c)
		if err != nil || c.Schema != 1 || c.Tally == nil || c.Place.File < 0 || c.Place.Offset < 0 || c.Output < 0 || c.Errors < 0 {
			err = errors.New("is no checkpoint of this program")
		}
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, plainError(err))
	}
	return c, nil
}

// resumable reports whether a run can be gone on with.
func (f *bulk) resumable() bool { return f.output != "" && f.out != outParquet }

// outputs are where the results of a run go.
type outputs struct {
	f      *bulk
	table  *parquetWriter // for --out parquet
	stdout io.Writer
	main   io.Writer
	file   *outFile // main, if it is a file that can be gone on with
	errs   *outFile // nil without --errors
	now    func() time.Time
	saved  time.Time // when the last checkpoint was written

	checkpoint
}

// openOutputs opens them. For a run that goes on it returns as it was left.
func (f *bulk) openOutputs(a *app, files []string, sizes []int64) (*outputs, error) {
	o := &outputs{f: f, stdout: a.stdout, main: a.stdout, now: a.now, saved: a.now()}
	o.checkpoint = checkpoint{Schema: 1, Settings: f.settings(a, files, sizes), AsOf: f.day(a), Tally: records.NewTally()}
	if f.resumable() {
		old, err := readCheckpoint(f.output)
		switch {
		case err != nil:
			return nil, err
		case old == nil:
		case !f.resume:
			return nil, fmt.Errorf("%s: is of a run that was interrupted: go on with --resume, or delete it", checkpointName(f.output))
		case old.Settings != o.Settings:
			return nil, fmt.Errorf("%s: is of a run with other flags or other input", checkpointName(f.output))
		default:
			o.checkpoint = *old
		}
	}
	if o.Done {
		return o, nil
	}
	var err error
	if f.output != "" {
		if o.file, err = openOut(f.output, o.Output); err != nil {
			return nil, err
		}
		o.main = o.file
	}
	if f.out == outParquet {
		o.table = newParquetWriter(o.main, f.columns())
		o.main = o.table
	}
	if f.errors != "" {
		if o.errs, err = openOut(f.errors, o.Errors); err != nil {
			o.abandon()
			return nil, err
		}
	}
	return o, nil
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
	if o.f.resumable() && o.now().Sub(o.saved) >= o.f.every {
		return o.save()
	}
	return nil
}

// save writes the checkpoint, when all that it tells of is safe.
func (o *outputs) save() error {
	if !o.f.resumable() {
		return nil
	}
	for _, file := range []*outFile{o.file, o.errs} {
		if file == nil {
			continue
		}
		if err := file.sync(); err != nil {
			return err
		}
	}
	o.Output = o.file.size
	if o.errs != nil {
		o.Errors = o.errs.size
	}
	o.saved = o.now()
	b, err := json.Marshal(&o.checkpoint)
	if err != nil {
		return err
	}
	return writeWhole(checkpointName(o.f.output), b)
}

// finish moves the files to their places. It may be called again by another run, if
// this one is ended in the midst of it.
func (o *outputs) finish() error {
	if !o.Done {
		if o.table != nil {
			if err := o.table.Close(); err != nil {
				return writeError(err)
			}
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
	} else if err := o.moveLeft(); err != nil {
		return err
	}
	if o.f.summary != "" {
		b, err := json.Marshal(records.NewSummary(o.AsOf, o.Counts, o.Tally))
		if err != nil {
			return err
		}
		if b = append(b, '\n'); o.f.summary == stdoutName {
			if _, err := o.stdout.Write(b); err != nil {
				return writeError(err)
			}
		} else if err := writeWhole(o.f.summary, b); err != nil {
			return err
		}
	}
	if o.f.report != "" {
		if err := writeWhole(o.f.report, bulkReport(records.NewSummary(o.AsOf, o.Counts, o.Tally))); err != nil {
			return err
		}
	}
	if o.f.resumable() {
		os.Remove(checkpointName(o.f.output)) // the last thing: all is in its place
	}
	return nil
}

// moveLeft moves what an earlier run has finished and not moved.
func (o *outputs) moveLeft() error {
	for _, name := range []string{o.f.output, o.f.errors} {
		if name == "" {
			continue
		}
		if err := os.Rename(partName(name), name); err != nil && !errors.Is(err, os.ErrNotExist) {
			return outError(name, err)
		}
	}
	return nil
}

// abandon lets go of files that are not whole. They stay if a run can go on with them.
func (o *outputs) abandon() {
	for _, file := range []*outFile{o.file, o.errs} {
		if file != nil {
			file.f.Close()
		}
	}
	if o.f.resumable() {
		return
	}
	for _, file := range []*outFile{o.file, o.errs} {
		if file != nil {
			os.Remove(partName(file.name))
		}
	}
}
