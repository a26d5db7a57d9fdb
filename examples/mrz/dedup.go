package main

import (
	"context"
	varint "encoding/binary"
	"errors"
	"fmt"
	"io"
	"os/signal"
	"runtime"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"example.org/traveldoc/examples/internal/records"
	"example.org/traveldoc/mrz"
)

// A dedup is the flags of the command dedup, and its work.
type dedup struct {
	bulk   // how to read
	temp   string
	exact  bool
	limits dedupLimits

	files    []string
	out      io.Writer
	dir      *tempDir
	refs     *spool
	counts   records.Counts
	compared int // records
	leftOut  int // comparisons
	groups   int
	grouped  int    // records in them
	pairs    [2]int // exact and likely
}

// The dedupLimits are what is kept in memory.
type dedupLimits struct {
	run   int // bytes that are sorted at a time
	fan   int // runs that are merged at a time
	heads int // records that another one is compared with under a key
	part  int // pairs of a group that are written at a time
}

// usualDedup needs some 50 MiB, and some 300 open files.
var usualDedup = dedupLimits{run: 8 << 20, fan: 96, heads: 200, part: 10000}

func newDedupCommand(a *app) *cobra.Command {
	d := &dedup{limits: usualDedup}
	c := &cobra.Command{
		Use:   "dedup [FILE]...",
		Short: "Find records that are the same document",
		Long: `Find records of the same document in a stream, and write them in groups, an object
a line. The input is that of mrz bulk. It is sorted on disk, in the folder --temp, in
memory that does not grow with it.

Two records are the same document exactly if number, issuing State and date of birth
are the same. They are likely the same (State and one of these being the same) if

  - the number is, and birth or name are near;
  - the birth is, and the numbers differ in characters that look alike (O and 0);
  - the birth is, the number is near, and so is the name.

How near two numbers are is what mrz repair has counted of misread characters:
number-alike is one of the commonest, or O for 0 twice; number-near any character that
differs or is missing, two that look alike, or two neighbours swapped. Near are dates
of which one figure differs, with day and month swapped, or of which one does not say
all. Names are compared as by mrz compare: of which one is cut (name-cut), with their
parts in another order (name-order), written otherwise (name-spelling: UE and U), or
with up to two characters in each part that differ (name-near).

  {"schema":1,"group":1,"records":[{"file":"a.txt","line":1},
   {"file":"b.txt","line":7,"id":"x"}],"pairs":[{"a":0,"b":1,"kind":"likely",
   "reasons":["same-number","birth-near","same-name"]}]}

A group is all records that pairs join, if by others in between: each record stands in
one group. Groups are in the order of their first record in the input, and so are the
records of a group. The numbers of a pair are places in records, from 0. Of exact
doubles each is paired with one alone, so that a hundred of them are 99 pairs; what is
near is told of one of them. A group of more than ` + strconv.Itoa(usualDedup.part) + ` pairs comes in parts,
{"group":1,"part":2,...}, which have the records of their own pairs. A zone in a text,
after the first one, has its number ("zone":2). There is no personal data in the output
but the ids, if these are.

Exact doubles are always found. Likely ones are looked for among records that share
State and number; or State, birth and the look of the number; or State, birth and the
first or the last ` + strconv.Itoa(sharedPart) + ` characters of the number. Each is compared with the ` + strconv.Itoa(usualDedup.heads) + ` before it in
the order of their numbers (or births, for one number). How many comparisons were left
out for that is told at the end.

The counts on standard error add up: a record is compared, has no number (or no zone),
or is rejected since it cannot be laid out.

Exit codes: 0 if no two are the same, 1 if some are, 2 as for mrz bulk.`,
		Example: `  mrz dedup list.txt more-*.txt.gz > groups.ndjson
  mrz dedup --in csv --column mrz --exact guests.csv`,
		RunE: func(c *cobra.Command, files []string) error { return d.run(c.Context(), a, files) },
	}
	flags := c.Flags()
	flags.StringVar(&d.in, "in", inLines, "the `format` of the input: "+strings.Join(bulkIns, ", "))
	flags.StringVar(&d.column, "column", "", "the `name` of the column with the zone, for --in csv and --in parquet")
	flags.StringVar(&d.delimiter, "delimiter", "", "the `character` between the cells of --in csv, or tab (default a comma)")
	flags.BoolVar(&d.noHeader, "no-header", false, "the first row of --in csv is a record: --column is a number, from 1")
	flags.IntVarP(&d.jobs, "jobs", "j", runtime.GOMAXPROCS(0), "read `n` batches of records at a time")
	flags.StringVar(&d.temp, "temp", "", "the `folder` for temporary files, some 400 bytes a record (default that of the system)")
	flags.BoolVar(&d.exact, "exact", false, "exact doubles alone")
	complete(c, "in", cobra.FixedCompletions(bulkIns, cobra.ShellCompDirectiveNoFileComp))
	return c
}

func (d *dedup) run(ctx context.Context, a *app, files []string) error {
	d.progress, d.mend = progressNone, repairing{candidates: 1, confidence: 1}
	d.bulk.out = outNone
	if err := d.check(); err != nil {
		return err
	}
	if len(files) == 0 {
		files = []string{stdinName}
	}
	files, err := expandGlobs(files)
	if err != nil {
		return err
	}
	if _, err := inputSizes(files); err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(ctx, stopSignals...)
	context.AfterFunc(ctx, stop) // so that a second interrupt ends a write that hangs
	defer stop()
	ignoreBrokenPipes()
	d.files, d.out = files, a.stdout
	if d.dir, err = newTempDir(d.temp); err != nil {
		return err
	}
	defer d.dir.close()
	err = d.work(ctx, a)
	if errors.Is(err, context.Canceled) {
		a.complain(errors.New("interrupted"))
		return exitError{exitInterrupted}
	}
	d.tell(a.stderr)
	if err == nil && d.groups > 0 {
		return exitError{exitFailed}
	}
	return err
}

// tell tells the counts.
func (d *dedup) tell(w io.Writer) {
	fmt.Fprintf(w, "records: %d = compared: %d + without a number: %d + rejected: %d\n",
		d.counts.Records(), d.compared, d.counts.Records()-d.compared-d.counts.Rejected, d.counts.Rejected)
	fmt.Fprintf(w, "groups: %d, of records: %d, exact pairs: %d, likely pairs: %d\n", d.groups, d.grouped, d.pairs[0], d.pairs[1])
	if d.leftOut > 0 {
		fmt.Fprintf(w, "comparisons left out, since too many records share a key: %d\n", d.leftOut)
	}
}

// work goes from the input to the groups: records are sorted by what doubles share,
// those side by side are compared, and the pairs are put together.
func (d *dedup) work(ctx context.Context, a *app) (err error) {
	if d.refs, err = newSpool(d.dir); err != nil {
		return err
	}
	defer d.refs.close()
	entries := d.newSorter()
	defer entries.close()
	if err := d.read(ctx, a, entries); err != nil {
		return err
	}
	pairs := d.newSorter()
	defer pairs.close()
	if err := d.find(ctx, entries, pairs); err != nil {
		return err
	}
	entries.close() // gives the disk back
	groups, err := d.group(ctx, pairs)
	if err != nil {
		return err
	}
	defer groups.close()
	pairs.close()
	return d.writeGroups(ctx, groups)
}

func (d *dedup) newSorter() *sorter { return newSorter(d.dir, d.limits.run, d.limits.fan) }

// read reads the input into a sorter.
func (d *dedup) read(ctx context.Context, a *app, to *sorter) error {
	number := map[string]int{}
	for i, name := range d.files {
		number[name] = i
	}
	options := &mrz.VerifyOptions{} // what is asked for is the layout alone
	p := newPipeline(d.jobs, func() *worker {
		w := newWorker(a, &d.bulk, options)
		w.encode = func(dst []byte, r *record, result *records.Result) []byte {
			return appendDoubles(dst, number[r.file], r, result, d.exact)
		}
		return w
	})
	read := func(ctx context.Context, s *sender) error {
		for i, name := range d.files {
			s.file, s.name = i, name
			if err := d.readFile(ctx, a, name, 0, s); err != nil {
				return err
			}
		}
		return nil
	}
	var entry []byte
	return p.run(ctx, read, func(b *batch) error {
		d.counts.Merge(b.counts)
		for rest := b.out; len(rest) > 0; {
			var zones, keys uint64
			if zones, rest = cutNumber(rest); zones > 0 {
				d.compared++
			}
			for range zones {
				var ref []byte
				ref, rest = cutBytes(rest)
				at, err := d.refs.add(ref)
				if err != nil {
					return err
				}
				for keys, rest = cutNumber(rest); keys > 0; keys-- {
					var begin []byte
					begin, rest = cutBytes(rest)
					entry = varint.BigEndian.AppendUint64(append(entry[:0], begin...), uint64(at))
					if err := to.add(entry); err != nil {
						return err
					}
				}
			}
		}
		return nil
	})
}
