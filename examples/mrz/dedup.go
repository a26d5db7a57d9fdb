package main

import (
	"bytes"
	"context"
	varint "encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/spf13/cobra"

	"example.org/traveldoc/examples/internal/records"
	"example.org/traveldoc/mrz"
)

// A dedup is the flags of the command dedup, and its work.
type dedup struct {
	bulk  // how to read
	temp  string
	exact bool

	files  []string
	out    io.Writer
	groups int
	pairs  [2]int // exact and likely
	line   []byte
}

// maxGroup is the number of records in a group that is kept in memory, and of those
// that another one is compared with.
const (
	maxGroup = 10000
	maxHeads = 200
)

func newDedupCommand(a *app) *cobra.Command {
	d := &dedup{}
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

Near are numbers, dates and names of which one character differs, is missing, or is
swapped with the next; dates with day and month swapped, or of which one does not say
all; names of which one is cut, or has its parts in another order, or other spellings
(UE and U). The first four letters of the name are the same in the last case.

  {"schema":1,"group":1,"records":[{"file":"a.txt","line":1},
   {"file":"b.txt","line":7,"id":"x"}],"pairs":[{"a":0,"b":1,"kind":"likely",
   "reasons":["same-number","birth-near","same-name"]}]}

The numbers of a pair are places in records, from 0. A record stands in each group
that it belongs to; two groups are not joined. Groups of more than ` + strconv.Itoa(maxGroup) + ` records
come in parts that have their first record in common. There is no personal data in the
output but the ids, if these are.

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
	flags.StringVar(&d.temp, "temp", "", "the `folder` for temporary files, some 300 bytes a record (default that of the system)")
	flags.BoolVar(&d.exact, "exact", false, "exact doubles alone")
	complete(c, "in", cobra.FixedCompletions(bulkIns, cobra.ShellCompDirectiveNoFileComp))
	return c
}

func (d *dedup) run(ctx context.Context, a *app, files []string) error {
	d.out, d.progress, d.mend = nil, progressNone, repairing{candidates: 1, confidence: 1}
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
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt)
	defer stop()
	ignoreBrokenPipes()
	s, err := newSorter(d.temp, sortLimit, sortFan)
	if err != nil {
		return err
	}
	defer s.close()
	d.files, d.out = files, a.stdout
	counts, err := d.sort(ctx, a, s)
	if err == nil {
		err = d.find(ctx, s)
	}
	if errors.Is(err, context.Canceled) {
		a.complain(errors.New("interrupted"))
		return exitError{exitInterrupted}
	}
	fmt.Fprintf(a.stderr, "records: %d, errors: %d, groups: %d, exact pairs: %d, likely pairs: %d\n", counts.Records(), counts.Rejected, d.groups, d.pairs[0], d.pairs[1])
	if err == nil && d.groups > 0 {
		return exitError{exitFailed}
	}
	return err
}

// sort reads the input into a sorter.
func (d *dedup) sort(ctx context.Context, a *app, s *sorter) (counts records.Counts, err error) {
	number := map[string]int{}
	for i, name := range d.files {
		number[name] = i
	}
	options := &mrz.VerifyOptions{} // what is asked for is the layout alone
	p := newPipeline(d.jobs, func() *worker {
		w := newWorker(a, &d.bulk, options)
		w.encode = func(dst []byte, r *record, result *records.Result) []byte {
			for i := range result.Zones {
				dst = d.appendEntries(dst, number[r.file], r, result.Zones[i].Doc)
			}
			return dst
		}
		return w
	})
	read := func(ctx context.Context, to *sender) error {
		for i, name := range d.files {
			to.file, to.name = i, name
			if err := d.readFile(ctx, a, name, 0, to); err != nil {
				return err
			}
		}
		return nil
	}
	err = p.run(ctx, read, func(b *batch) error {
		for rest := b.out; len(rest) > 0; {
			var entry []byte
			entry, rest = cutBytes(rest)
			if err := s.add(entry); err != nil {
				return err
			}
		}
		counts.Merge(b.counts)
		return nil
	})
	return counts, err
}

// A double is a record that may be one.
type double struct {
	file, line         int
	id                 string
	number, birth      string
	primary, secondary string
	cut                bool // the name may be
}

// The kinds of keys. Two records are compared under the first key that they share.
const (
	keyNumber = 'a' // State and number
	keyAlike  = 'b' // State, birth, and the number without differences of look
	keyName   = 'c' // State, birth, and the beginning of the name
)

const nameStart = 4 // characters of a name in a key

// keys returns the keys of a record. One without a number has none: nothing would tell
// it from others.
func (d *dedup) keys(state string, r *double) (keys []string) {
	if strings.Trim(r.number, "<") == "" {
		return nil
	}
	keys = []string{string(keyNumber) + state + r.number}
	if !d.exact {
		keys = append(keys, string(keyAlike)+state+r.birth+foldAlike(r.number),
			string(keyName)+state+r.birth+foldSpelling(r.primary)[:min(nameStart, len(foldSpelling(r.primary)))])
	}
	return keys
}

// appendEntries appends what is to be sorted for a zone, each with its length. An entry
// begins with its key, and a byte that is in none.
func (d *dedup) appendEntries(dst []byte, file int, r *record, doc mrz.Document) []byte {
	x := double{
		file: file, line: r.Line, id: string(r.ID), number: doc.DocumentNumber(), birth: doc.Raw(mrz.FieldDateOfBirth),
		primary: doc.PrimaryIdentifier(), secondary: doc.SecondaryIdentifier(), cut: doc.Truncation() == mrz.TruncationPossible,
	}
	var entry []byte
	for _, key := range d.keys(doc.Raw(mrz.FieldIssuingState), &x) {
		entry = append(append(entry[:0], key...), 0)
		entry = varint.BigEndian.AppendUint32(entry, uint32(x.file)) // so that they sort by it
		entry = varint.BigEndian.AppendUint64(entry, uint64(x.line))
		for _, s := range []string{x.id, x.number, x.birth, x.primary, x.secondary, strconv.FormatBool(x.cut)} {
			entry = varint.AppendUvarint(entry, uint64(len(s)))
			entry = append(entry, s...)
		}
		dst = varint.AppendUvarint(dst, uint64(len(entry)))
		dst = append(dst, entry...)
	}
	return dst
}

// cutBytes cuts bytes off that come with their length.
func cutBytes(b []byte) (first, rest []byte) {
	n, size := varint.Uvarint(b)
	return b[size : size+int(n)], b[size+int(n):]
}

// readEntry returns the key of an entry and its record.
func readEntry(entry []byte) (key []byte, r *double) {
	key, rest, _ := bytes.Cut(entry, []byte{0})
	r = &double{file: int(varint.BigEndian.Uint32(rest)), line: int(varint.BigEndian.Uint64(rest[4:]))}
	rest = rest[12:]
	var cut string
	for _, s := range []*string{&r.id, &r.number, &r.birth, &r.primary, &r.secondary, &cut} {
		var value []byte
		value, rest = cutBytes(rest)
		*s = string(value)
	}
	r.cut = cut == "true"
	return key, r
}

// find compares the records that share a key.
func (d *dedup) find(ctx context.Context, s *sorter) error {
	m, err := s.sorted()
	if err != nil {
		return err
	}
	defer m.close()
	var key []byte
	var open []*group // of this key
	flush := func() error {
		for _, g := range open {
			if err := d.write(g); err != nil {
				return err
			}
		}
		open = open[:0]
		return nil
	}
	for {
		entry, err := m.next()
		if err == io.EOF {
			return flush()
		}
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		k, r := readEntry(entry)
		if !bytes.Equal(k, key) {
			if err := flush(); err != nil {
				return err
			}
			key = append(key[:0], k...)
		}
		if open, err = d.place(open, key[0], r); err != nil {
			return err
		}
	}
}

// A group is records that are like its first.
type group struct {
	records []*double
	pairs   []pair
}

type pair struct {
	exact   bool
	reasons []string
}

// place puts a record into each of the groups of a key whose first record is the same
// document, and begins a group if there is none.
func (d *dedup) place(open []*group, kind byte, r *double) ([]*group, error) {
	placed := false
	for _, g := range open {
		exact, reasons := d.compare(kind, g.records[0], r)
		if reasons == nil {
			continue
		}
		placed = true
		g.records = append(g.records, r)
		g.pairs = append(g.pairs, pair{exact, reasons})
		if len(g.records) == maxGroup {
			if err := d.write(g); err != nil {
				return open, err
			}
			*g = group{records: g.records[:1:1]}
		}
		break
	}
	if !placed && len(open) < maxHeads {
		open = append(open, &group{records: []*double{r}})
	}
	return open, nil
}

// compare returns why two records that share a key are the same document; nil if they
// are not, or if they share a key before this one.
func (d *dedup) compare(kind byte, a, b *double) (exact bool, reasons []string) {
	number, birth, name := numberReason(a.number, b.number), birthReason(a.birth, b.birth), nameReason(a, b)
	if kind != keyNumber && number == sameNumber || kind == keyName && number == numberAlike {
		return false, nil
	}
	switch {
	case number == sameNumber && birth == sameBirth:
		exact = true
	case d.exact || number == noReason || birth == noReason && name == noReason:
		return false, nil
	case number == numberNear && name == noReason:
		return false, nil
	}
	for _, reason := range []string{number, birth, name} {
		if reason != noReason {
			reasons = append(reasons, reason)
		}
	}
	return exact, reasons
}

// write writes a group, if it is one.
func (d *dedup) write(g *group) error {
	if len(g.pairs) == 0 {
		return nil
	}
	d.groups++
	b := append(d.line[:0], `{"schema":1,"group":`...)
	b = strconv.AppendInt(b, int64(d.groups), 10)
	for i, r := range g.records {
		b = append(b, []string{`,"records":[`, `,`}[min(i, 1)]...)
		b = append(b, `{"file":`...)
		b, _ = jsontext.AppendQuote(b, d.files[r.file]) // what is not UTF-8 in a name is replaced
		b = append(b, `,"line":`...)
		b = strconv.AppendInt(b, int64(r.line), 10)
		if r.id != "" {
			b = append(append(b, `,"id":`...), r.id...)
		}
		b = append(b, '}')
	}
	for i, p := range g.pairs {
		kind := "likely"
		if p.exact {
			kind = "exact"
			d.pairs[0]++
		} else {
			d.pairs[1]++
		}
		b = append(b, []string{`],"pairs":[`, `,`}[min(i, 1)]...)
		b = append(b, `{"a":0,"b":`...)
		b = strconv.AppendInt(b, int64(i+1), 10)
		b = append(b, `,"kind":"`+kind+`","reasons":["`+strings.Join(p.reasons, `","`)+`"]}`...)
	}
	d.line = append(b, "]}\n"...)
	if _, err := d.out.Write(d.line); err != nil {
		return writeError(err)
	}
	return nil
}
