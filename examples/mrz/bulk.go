package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
)

// exitInterrupted is the exit code after an interrupt, as shells have it.
const exitInterrupted = 130

// stopSignals end a run as soon as what is in hand is written: those of a keyboard, and
// of a system that shuts down.
var stopSignals = []os.Signal{os.Interrupt, syscall.SIGTERM}

// A bulk is the flags of the command bulk.
type bulk struct {
	judging
	in, out string
	column  string

	output, errors  string // files
	summary, report string
	fields          string
	resume          bool
	every           time.Duration // a checkpoint
	progress        string

	delimiter string
	noHeader  bool

	redact bool
	jobs   int
	mend   repairing
}

// What --in and --out can be.
var (
	bulkIns  = []string{inLines, inNDJSON, inCSV, inParquet}
	bulkOuts = []string{outNDJSON, outCSV, outParquet, outNone}
)

const (
	inLines   = "lines"
	inNDJSON  = "ndjson"
	inCSV     = "csv"
	inParquet = "parquet"

	outNDJSON  = "ndjson"
	outCSV     = "csv"
	outParquet = "parquet"
	outNone    = "none"
)

func newBulkCommand(a *app) *cobra.Command {
	f := &bulk{}
	c := &cobra.Command{
		Use:   "bulk [FILE]...",
		Short: "Verify a stream of zones",
		Long:  bulkHelp(),
		Example: `  mrz bulk < zones.txt > results.ndjson
  mrz bulk --in csv --column mrz --out csv --redact guests.csv
  mrz bulk --in ndjson --out none --fail-on expired a.ndjson b.ndjson`,
		RunE: func(c *cobra.Command, files []string) error {
			if err := f.check(); err != nil {
				return err
			}
			return f.run(c.Context(), a, files)
		},
	}
	f.add(c)
	flags := c.Flags()
	flags.StringVar(&f.in, "in", inLines, "the `format` of the input: "+strings.Join(bulkIns, ", "))
	flags.StringVar(&f.out, "out", outNDJSON, "the `format` of the output: "+strings.Join(bulkOuts, ", "))
	flags.StringVar(&f.column, "column", "", "the `name` of the column with the zone, for --in csv")
	flags.StringVar(&f.delimiter, "delimiter", "", "the `character` between the cells of --in csv, or tab (default a comma)")
	flags.BoolVar(&f.noHeader, "no-header", false, "the first row of --in csv is a record: --column is a number, from 1")
	flags.IntVarP(&f.jobs, "jobs", "j", runtime.GOMAXPROCS(0), "verify `n` batches of records at a time")
	addRedact(c, &f.redact)
	flags.StringVarP(&f.output, "output", "o", "", "write the results to this `file`, and go on with it by --resume")
	flags.StringVar(&f.fields, "fields", "", "tell these columns alone: `names` with commas between them")
	flags.StringVar(&f.errors, "errors", "", "write records that cannot be laid out to this `file`, and not to the results")
	flags.StringVar(&f.summary, "summary", "", "write all counts to this `file`, as JSON, or to standard output for -")
	flags.StringVar(&f.report, "report", "", "draw the counts in this `file`, a page of HTML")
	flags.BoolVar(&f.resume, "resume", false, "go on where an earlier run with the same flags ended, if it did not get to the end")
	flags.DurationVar(&f.every, "checkpoint-every", 5*time.Second, "note after this `time` how far the output is")
	flags.StringVar(&f.progress, "progress", progressAuto, "tell how far it is: `how`, one of "+strings.Join(progressModes, ", "))
	flags.BoolVar(&f.mend.on, "repair", false, "repair zones, and those in text: see mrz help repair")
	f.mend.add(c)
	flags.Float64Var(&f.mend.independence, "independence", 0, "of several readings of a zone this `share` is news: 0 for readings of one image by\none engine, 1 for different engines on different images")
	complete(c, "in", cobra.FixedCompletions(bulkIns, cobra.ShellCompDirectiveNoFileComp))
	complete(c, "progress", cobra.FixedCompletions(progressModes, cobra.ShellCompDirectiveNoFileComp))
	complete(c, "fields", cobra.FixedCompletions(columnNames(columns), cobra.ShellCompDirectiveNoFileComp))
	complete(c, "out", cobra.FixedCompletions(bulkOuts, cobra.ShellCompDirectiveNoFileComp))
	return c
}

func bulkHelp() string {
	return `Verify a stream of records and write a result for each of them, in the order of
the input, on all processors and in bounded memory. Without a file, or for -,
the input is standard input; a file begins anew where the one before it ended.
A name with *, ? or [ that is no file is a pattern, and stands for the files that
match it. What is packed with gzip or zstd is unpacked, whatever its name.

--in lines    the lines of zones: of 36 or 44 characters in pairs, of 30 in
              threes, of 72, 88 or 90 alone; a blank line starts afresh
--in ndjson   a JSON object a line, with an id, which may be any value, and
              either lines (an array of strings, each exactly a line of the
              zone), mrz (the zone in one string) or text (in which zones are
              to be found). A null is as good as nothing; one of these keys
              twice is an error; others are ignored
--in csv      a header row, and a zone in the cell of --column, which may have
              line breaks. It stands in quotes then, and an unfinished quote
              takes in all that follows

--in parquet  a Parquet file, which is no stream: a row is what an object of
              --in ndjson is that has its columns id, lines (a list of strings),
              mrz, text and conf for keys. --column names another one for mrz.
              The line of a record is its row

--out ndjson  an object a record: what is printed by mrz verify --json, with
              the id, or the reason why there is none:
              {"schema":1,"id":7,"error":{"kind":"line-length","line":2,
              "column":45,"message":"..."}}
--out csv     a header row and a row a record
--out parquet a table of all columns below, with types: ok is a truth, birthDate
              and expiryDate are dates, errorLine, errorColumn and line numbers,
              confidence a double, findings a list, and the others are texts. A
              masked date is null
--out none    nothing but the counts

With text the result has the zones, in the order of the text:
              {"schema":1,"id":7,"zones":[...]}
Without --repair they are those that stand there exactly. With it, zones that
were misread are repaired, as mrz repair does it, and so are lines and mrz; each
zone then has its status, edits, confidence and candidates. What comes by --in csv or
lines is not repaired. A record is ok if its zones are, and if there is one; with
--repair they must be clean or repaired.

Beside text there may be what the engine says of its characters: conf, a string
of as many characters, of which the one at place i in 0-9A-Za-z stands for i/61,
and alt, an object of strings by the number of the character from 0: up to three
times another character and two digits of percent ({"7":"K53X22"}).

The columns of --out csv are
` + wrapColumns(columnNames(columns[:csvColumns])) + `
An id is written as JSON, but a string without its quotes, unless it needs
escapes. A finding is its severity and its rule, as in error:check-digit; there
is a blank between two of them.

A bad record costs itself and no other. Its error is of the kind line-count,
line-length or character, with line and column within the record, or json, csv,
or size (a record of more than 16 MiB), with those in the input.

Output is written whenever the input pauses, so that the program can be used as
a partner that answers each record at once.

In the place of text there may be readings, an array of several readings of one
zone, each a text or an object with text, conf and alt: frames of a video, or
several engines. The result is that of a text with one zone; the source tells
which of the readings it is nearest to, from 1. By default several readings are
no more evidence than one: see --independence.

--output writes to a file beside the one that is named, which takes its place when
it is whole. Now and then it notes in FILE.checkpoint how far it is. After an
interrupt, a crash or a full disk the same command with --resume goes on from there,
and no record is lost or doubled; the part of the input before is read over. It goes
on with the day that it began with. If there is nothing to go on with, it begins. The
checkpoints of --out parquet are at the ends of row groups. A file that is replaced
keeps its permissions, and one that another run writes, or that is an input, is refused.
Input that has changed is not gone on with; standard input is to be given again from its
beginning, and is not checked.

--errors takes the records that cannot be laid out out of the results, into a file of
their own: {"schema":1,"id":7,"error":{...},"file":"guests.txt","inputLine":12}.
--summary counts layouts, issuing States, rules, severities, verdicts of check
digits, validity, years of expiry and outcomes of repair, and --report draws them;
both have no personal data.

--fields chooses columns, and their order. NDJSON is then flat: {"schema":1,"id":7,
"documentNumber":"L898902C3","ok":true}; what has no value is left out. Besides the
columns above there are
` + wrapColumns(columnNames(columns[csvColumns:])) + `
At the end the counts are written to standard error. The rejected are the records
that cannot be laid out. Exit codes: 0 if every record is ok, 1 if some are not, the
rejected among them, 2 for a wrong use of the program, for input that cannot be read
and for output that cannot be written, 130 after an interrupt, or when the system ends it.`
}

// check reports what is wrong with the flags.
func (f *bulk) check() error {
	if err := oneOf("in", f.in, bulkIns); err != nil {
		return err
	}
	if err := oneOf("out", f.out, bulkOuts); err != nil {
		return err
	}
	if f.in == inCSV && f.column == "" {
		return errors.New("--in csv needs --column, the name of the column with the zone")
	}
	if f.in != inCSV && f.in != inParquet && f.column != "" {
		return errors.New("--column is for --in csv and --in parquet")
	}
	if f.in != inCSV && (f.delimiter != "" || f.noHeader) {
		return errors.New("--delimiter and --no-header are for --in csv")
	}
	if f.delimiter != "" {
		if err := checkDelimiter(f.delimiter); err != nil {
			return err
		}
	}
	if err := f.mend.check(); err != nil {
		return err
	}
	if f.fields != "" {
		if _, err := chosenColumns(f.fields); err != nil {
			return err
		}
	}
	if err := f.checkFiles(); err != nil {
		return err
	}
	if f.mend.on && f.in != inNDJSON && f.in != inParquet {
		return errors.New("--repair is for --in ndjson and --in parquet")
	}
	if f.jobs < 1 {
		return errors.New("--jobs must be at least 1")
	}
	return nil
}

// checkFiles reports what is wrong with the flags about files.
func (f *bulk) checkFiles() error {
	if f.output == stdoutName {
		f.output = ""
	}
	if f.resume && f.output == "" {
		return errors.New("--resume needs --output, a file to go on with")
	}
	if f.resumable() && f.every <= 0 {
		return errors.New("--checkpoint-every must be more than 0")
	}
	if f.output != "" && f.out == outNone {
		return errors.New("--output is not for --out none")
	}
	if f.summary == stdoutName && f.out != outNone && f.output == "" {
		return errors.New("--summary - needs the results elsewhere: --output, or --out none")
	}
	var names []string
	for _, name := range []string{f.output, f.errors, f.summary, f.report} {
		if name != "" && slices.Contains(names, name) {
			return errors.New("--output, --errors, --summary and --report need different files")
		}
		names = append(names, name)
	}
	if slices.Contains([]string{f.errors, f.report}, stdoutName) {
		return errors.New("--errors and --report need a file")
	}
	return oneOf("progress", f.progress, progressModes)
}

func oneOf(flag, value string, values []string) error {
	if slices.Contains(values, value) {
		return nil
	}
	return fmt.Errorf("--%s must be one of %s", flag, strings.Join(values, ", "))
}

func (f *bulk) run(ctx context.Context, a *app, files []string) error {
	ctx, stop := signal.NotifyContext(ctx, stopSignals...)
	context.AfterFunc(ctx, stop) // so that a second interrupt ends a write that hangs
	defer stop()
	// Without this a reader of standard output that goes away would end the
	// program on the spot, without the counts.
	ignoreBrokenPipes()
	defer f.lessGC(a)()

	if len(files) == 0 {
		files = []string{stdinName}
	}
	files, err := expandGlobs(files)
	if err != nil {
		return err
	}
	sizes, err := inputSizes(files)
	if err != nil {
		return err
	}
	out, err := f.openOutputs(a, files, sizes)
	if err != nil {
		return err
	}
	bar := newProgress(a, files, sizes, out.Place, out.Counts.Records(), f.progress, f.out != outNone && f.output == "")
	err = f.pipe(ctx, a, files, out, bar)
	bar.clear()
	fmt.Fprintln(a.stderr, out.Counts)
	switch {
	case errors.Is(err, context.Canceled):
		a.complain(errors.New("interrupted"))
		return exitError{exitInterrupted}
	case err != nil:
		return err
	case out.Counts.OK < out.Counts.Records():
		return exitError{exitFailed}
	}
	return nil
}

// lessGC has garbage collected less often, unless the environment says how often, and
// returns a function that ends that. What is alive is small here and what is thrown
// away are blocks of input, a GiB of them a second where only counts are wanted; by
// default each 4 MiB would start a collection.
func (f *bulk) lessGC(a *app) func() {
	if a.getenv("GOGC") != "" || f.in != inLines { // other records may be large
		return func() {}
	}
	percent := 150
	if f.out == outNone {
		percent = 400
	}
	old := debug.SetGCPercent(percent)
	return func() { debug.SetGCPercent(old) }
}

// pipe runs the input through the workers to the outputs.
func (f *bulk) pipe(ctx context.Context, a *app, files []string, out *outputs, bar *progress) error {
	if out.Done {
		return out.finish()
	}
	options := f.options(a)
	options.AsOf = out.AsOf // once: the day must not change on the way
	p := newPipeline(f.jobs, func() *worker { return newWorker(a, f, options) })
	from, in := out.Place, out.Counts.Records()
	read := func(ctx context.Context, s *sender) error {
		for i, name := range files {
			if i < from.File {
				continue
			}
			s.file, s.name = i, name
			if err := f.readFile(ctx, a, name, from.Offset, s); err != nil {
				return err
			}
			from.Offset = 0
		}
		return nil
	}
	err := f.head(out)
	if err == nil {
		err = p.run(ctx, read, func(b *batch) error {
			err := out.write(b)
			in += b.in
			bar.set(b.read, in)
			return err
		})
	}
	if err == nil && in != out.Counts.Records() {
		err = errors.New("records were lost: this is a fault of the program")
	}
	if err == nil {
		err = out.finish()
	} else if failed := (*outputError)(nil); !errors.As(err, &failed) {
		// It was not writing that failed: what has been written is good.
		if out.Counts.Records() > 0 {
			err = cmp.Or(out.save(), err)
		}
	} else if out.Counts.Records() > 0 {
		out.saveFull()
	}
	if err != nil {
		out.abandon()
	}
	return err
}

// head writes what stands before the first result.
func (f *bulk) head(out *outputs) error {
	if f.out != outCSV || out.Output > 0 {
		return nil
	}
	if _, err := out.main.Write(csvHeadRow(f.columns())); err != nil {
		return writeError(err)
	}
	return nil
}

// columns returns the columns of a table, or of a flat object.
func (f *bulk) columns() []column {
	chosen := columns[:csvColumns]
	if f.fields != "" {
		chosen, _ = chosenColumns(f.fields) // checked before
	} else if f.out == outParquet {
		chosen = columns
	}
	if f.out == outParquet {
		// The order of a Parquet file, which is its own.
		return slices.SortedFunc(slices.Values(chosen), func(a, b column) int { return cmp.Compare(a.name, b.name) })
	}
	return chosen
}

// tallied reports whether more than the counts is wanted.
func (f *bulk) tallied() bool { return f.summary != "" || f.report != "" }

// An outputError says that the output could not be written.
type outputError struct{ err error }

func (e *outputError) Error() string { return "the output cannot be written: " + e.err.Error() }
func (e *outputError) Unwrap() error { return e.err }

func writeError(err error) error {
	if failed := (*outputError)(nil); errors.As(err, &failed) {
		return err
	}
	return &outputError{plainError(err)}
}
