package main

import (
	"example.org/traveldoc/examples/internal/zone"
	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/repair"
)

// find looks for zones in the text of a record and appends the result.
func (w *worker) find(b *batch, r *record) []byte {
	matches, reading := w.matches(r)
	if r.bent {
		return w.bent(b, r, matches)
	}
	ok := len(matches) > 0
	docs := make([]mrz.Document, len(matches))
	reports := make([]mrz.Report, len(matches))
	for i := range matches {
		m := &matches[i]
		docs[i] = w.document(m)
		reports[i] = docs[i].Verify(w.options)
		ok = ok && !w.failOn.fails(reports[i]) && (w.repair == nil || m.Status >= repair.Repaired)
	}
	if ok {
		b.counts.ok++
	} else {
		b.counts.notOK++
	}
	return w.encode.zones(b.out, r, docs, reports, w.repairs(matches, reading))
}

// matches returns the zones of the text of a record: without --repair those
// that stand there exactly. Several readings are of one zone; reading is the one,
// from 1, that it is nearest to.
func (w *worker) matches(r *record) (matches []repair.Match, reading int) {
	if r.readings != nil {
		m, i, ok := repair.Readings(r.readings, w.repair)
		if ok && (w.repair != nil || !m.AsRead.IsZero()) {
			return []repair.Match{m}, i + 1
		}
		return nil, 0
	}
	for m := range (repair.Reading{Text: r.text, Glyphs: r.glyphs}).Find(w.repair) {
		if w.repair != nil || !m.AsRead.IsZero() {
			matches = append(matches, m)
		}
	}
	return matches, 0
}

// document returns the zone that is answered for a match.
func (w *worker) document(m *repair.Match) mrz.Document {
	if w.repair == nil {
		return m.AsRead
	}
	return m.Candidates[0].Document
}

func (w *worker) repairs(matches []repair.Match, reading int) []zone.Repair {
	repairs := make([]zone.Repair, len(matches))
	for i := range matches {
		m := &matches[i]
		repairs[i] = zone.Repair{Start: m.Start, End: m.End, Reading: reading}
		if w.repair != nil {
			repairs[i].Result = &m.Result
		}
	}
	return repairs
}

// bent appends the result of a record that should be one zone.
func (w *worker) bent(b *batch, r *record, matches []repair.Match) []byte {
	best := -1
	for i := range matches {
		if best < 0 || matches[i].Candidates[0].Confidence > matches[best].Candidates[0].Confidence {
			best = i
		}
	}
	if best < 0 {
		if r.err.Kind != "" {
			b.counts.errors++
			return w.encode.error(b.out, r)
		}
		report := r.doc.Verify(w.options)
		b.counts.notOK++
		return w.encode.zone(b.out, r, report)
	}
	m := &matches[best]
	r.doc = m.Candidates[0].Document
	report := r.doc.Verify(w.options)
	if m.Status >= repair.Repaired && !w.failOn.fails(report) {
		b.counts.ok++
	} else {
		b.counts.notOK++
	}
	r.repair = &zone.Repair{Result: &m.Result}
	return w.encode.zone(b.out, r, report)
}
