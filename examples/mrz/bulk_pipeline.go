package main

import (
	"context"

	"example.org/traveldoc/examples/internal/records"
	"example.org/traveldoc/mrz"
)

// A record is one of the input.
type record struct {
	records.Record
	file string     // its name
	csv  *csvHeader // of its file, for --in csv
}

// A batch is some records in a row, and what becomes of them.
type batch struct {
	records []record
	zones   *mrz.Reader // or a block of --in lines, in their place
	lines   int         // of the input before the first of zones,
	file    string      // which has this name
	in      int         // the records of the batch, counted as they are read
	read    int64       // bytes of all input that had been read when it was cut off
	end     place       // behind the last of the records
	out     []byte
	rejects []byte         // for --errors
	tally   *records.Tally // nil if none is wanted
	counts  records.Counts
	done    chan struct{} // has a value when a worker is through with it
}

// maxBatch is the number of records that a batch may have. One Read of an input
// gives some 700.
const maxBatch = 1024

// keepBuffer is the size up to which a buffer is kept for the next batch.
const keepBuffer = 4 << 20

func (b *batch) reset() {
	clear(b.records) // lets go of the input
	b.records = b.records[:0]
	b.zones, b.in = nil, 0
	b.counts = records.Counts{}
	if b.tally != nil {
		b.tally.Reset()
	}
	if b.rejects = b.rejects[:0]; cap(b.rejects) > keepBuffer {
		b.rejects = nil
	}
	if b.out = b.out[:0]; cap(b.out) > keepBuffer {
		b.out = nil
	}
}

// A pipeline takes batches from a reader, through workers that run at the same
// time, to a writer, in order. There is a fixed number of batches, so that a
// slow writer holds the reader up.
type pipeline struct {
	jobs      int
	newWorker func() *worker
	free      chan *batch // nobody's
	work      chan *batch // for the workers
	order     chan *batch // the same ones, for the writer
}

func newPipeline(jobs int, newWorker func() *worker) *pipeline {
	n := 2*jobs + 2 // one in each hand, one waiting for each
	p := &pipeline{jobs: jobs, newWorker: newWorker, free: make(chan *batch, n), work: make(chan *batch, n), order: make(chan *batch, n)}
	for range n {
		p.free <- &batch{done: make(chan struct{}, 1)}
	}
	return p
}

// run calls read in a goroutine of its own, and write for each batch, in order.
// It returns the first error of write, that of read once all batches are
// written, or that of ctx.
//
// When it returns early, a read that waits for input is left behind.
func (p *pipeline) run(ctx context.Context, read func(context.Context, *sender) error, write func(*batch) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for range p.jobs {
		go func() {
			w := p.newWorker()
			for b := range p.work {
				w.do(b)
				b.done <- struct{}{}
			}
		}()
	}
	var readErr error
	go func() {
		s := &sender{p: p, ctx: ctx}
		readErr = read(ctx, s)
		s.send()
		close(p.work)
		close(p.order)
	}()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case b, ok := <-p.order:
			if !ok {
				return readErr
			}
			select {
			case <-ctx.Done(): // it may take long, with repair
				return ctx.Err()
			case <-b.done:
			}
			if err := write(b); err != nil {
				return err
			}
			b.reset()
			p.free <- b
		}
	}
}

// A sender fills batches and sends them off.
type sender struct {
	p    *pipeline
	ctx  context.Context
	b    *batch // that is being filled, if there is one
	read int64  // bytes of input
	file int    // the number of the input that is read
	name string // of it
}

// add adds a record, which ends at an offset of its file. The error is that of the
// context.
func (s *sender) add(r record, end int64) error {
	large := len(r.Raw) > keepBuffer
	if large {
		// Many of these at a time would take much memory: this one goes alone,
		// when all before it have been written.
		s.send()
		if err := s.settle(); err != nil {
			return err
		}
	}
	if s.b == nil {
		b, err := s.take()
		if err != nil {
			return err
		}
		s.b = b
	}
	r.file = s.name
	s.b.records = append(s.b.records, r)
	s.b.end = place{s.file, end}
	if large || len(s.b.records) == maxBatch {
		s.send()
	}
	return nil
}

// addZones adds a block of the lines of zones, as a batch of its own. Before its file
// there stand some lines; it ends at an offset. The error is that of the context.
func (s *sender) addZones(zones *mrz.Reader, lines int, end int64) error {
	b, err := s.take()
	if err != nil {
		return err
	}
	b.zones, b.lines, b.file, b.end = zones, lines, s.name, place{s.file, end}
	s.b = b
	s.send()
	return nil
}

func (s *sender) take() (*batch, error) {
	select {
	case b := <-s.p.free:
		return b, nil
	case <-s.ctx.Done():
		return nil, s.ctx.Err()
	}
}

// settle waits until all batches are free.
func (s *sender) settle() error {
	var held []*batch
	for range cap(s.p.free) {
		b, err := s.take()
		if err != nil {
			return err
		}
		held = append(held, b)
	}
	for _, b := range held {
		s.p.free <- b
	}
	return nil
}

// send sends off what there is, full or not. It is called whenever the input
// may pause. The channels have room for all batches, so that it never waits.
func (s *sender) send() {
	if s.b == nil {
		return
	}
	s.b.read = s.read
	s.p.work <- s.b
	s.p.order <- s.b
	s.b = nil
}
