package main

import (
	"io"

	"example.org/traveldoc/examples/internal/records"
	"example.org/traveldoc/mrz"
)

// A worker turns records into results. Each goroutine has its own.
type worker struct {
	decode decoder
	judge  records.Judge
	encode encoder // nil: no results are wanted
	asOf   mrz.CalendarDate
	tally  bool
	errors bool // are for another file
}

// A decoder lays out the zone of a record from its raw bytes: it sets the Doc,
// or the Err, and the ID.
type decoder func(*record)

func newWorker(a *app, f *bulk, o *mrz.VerifyOptions) *worker {
	w := &worker{judge: records.Judge{Options: o, Fails: f.failOn.Fails}, asOf: o.AsOf, tally: f.tallied(), errors: f.errors != ""}
	if f.mend.on {
		w.judge.Repair = f.mend.options()
	}
	switch f.in {
	case inNDJSON, inParquet:
		d := records.NewJSON(a.ascii, f.mend.on)
		w.decode = func(r *record) { d.Decode(&r.Record) }
	case inCSV:
		w.decode = newCSVDecoder().decode
	default:
		w.decode = func(*record) {} // mrz.Reader does it
	}
	switch {
	case f.out == outNDJSON && f.fields != "":
		w.encode = (&flatEncoder{columns: f.columns(), view: rowView{asOf: o.AsOf, redact: f.redact}}).append
	case f.out == outNDJSON:
		e := records.Encoder{AsOf: o.AsOf, Redact: f.redact}
		w.encode = func(dst []byte, r *record, result *records.Result) []byte { return e.Append(dst, &r.Record, result) }
	case f.out == outCSV:
		w.encode = newCSVEncoder(f.columns(), o.AsOf, f.redact).append
	case f.out == outParquet:
		w.encode = (&cellEncoder{columns: f.columns(), view: rowView{asOf: o.AsOf, redact: f.redact}}).append
	}
	return w
}

// do makes the results of a batch.
func (w *worker) do(b *batch) {
	switch {
	case b.zones == nil:
		b.in = len(b.records)
		for i := range b.records {
			r := &b.records[i]
			if r.Err.Kind == "" {
				w.decode(r)
			}
			w.one(b, r)
		}
	case w.encode == nil && !w.tally && !w.errors:
		w.count(b)
	default:
		for {
			r, err := records.ReadZone(b.zones, b.lines)
			if err != nil {
				return // io.EOF: it has nothing else
			}
			b.in++
			w.one(b, &record{Record: r, file: b.file})
		}
	}
}

// one makes the result of a record.
func (w *worker) one(b *batch, r *record) {
	result := w.judge.Judge(&r.Record)
	b.counts.Add(&result)
	if w.tally {
		if b.tally == nil {
			b.tally = records.NewTally()
		}
		b.tally.Add(&result, w.asOf)
	}
	if w.errors && result.Err.Kind != "" {
		b.rejects = records.AppendReject(b.rejects, r.file, &r.Record, result.Err)
	} else if w.encode != nil {
		b.out = w.encode(b.out, r, &result)
	}
}

// count counts the records of a block and does no more, which is the fastest.
func (w *worker) count(b *batch) {
	for {
		doc, err := b.zones.Read()
		switch {
		case err == io.EOF:
			return
		case err != nil:
			b.counts.Rejected++
		case w.judge.Fails(doc.Verify(w.judge.Options)):
			b.counts.NotOK++
		default:
			b.counts.OK++
		}
		b.in++
	}
}
