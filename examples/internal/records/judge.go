package records

import (
	"example.org/traveldoc/examples/internal/zone"
	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/repair"
)

// A Judge verifies records, and repairs them if it is asked to. One goroutine uses
// it at a time.
type Judge struct {
	Options *mrz.VerifyOptions
	// Fails reports whether a zone is not ok; nil is any that has an error.
	Fails  func(mrz.Report) bool
	Repair *repair.Options // nil: nothing is repaired

	zones []Zone
}

// A Result is what becomes of a record.
type Result struct {
	Err zone.Error // why there is no zone, if it has a Kind
	// Search reports that the record was a text: it may have any number of zones.
	// Otherwise there is one, or the Err.
	Search bool
	Zones  []Zone
	OK     bool
}

// A Zone is one of a Result.
type Zone struct {
	Doc    mrz.Document
	Report mrz.Report
	Repair *zone.Repair // nil if there was none to do
}

// Judge returns what becomes of a decoded record. Its Zones are good until the next
// call.
func (j *Judge) Judge(r *Record) Result {
	clear(j.zones) // lets go of the record before
	j.zones = j.zones[:0]
	switch {
	case r.search:
		return j.find(r)
	case r.bent:
		return j.bent(r)
	case r.Err.Kind != "":
		return Result{Err: r.Err}
	}
	return j.one(r.Doc, nil)
}

// one returns the result of a single zone.
func (j *Judge) one(d mrz.Document, p *zone.Repair) Result {
	report := d.Verify(j.Options)
	j.zones = append(j.zones, Zone{d, report, p})
	return Result{Zones: j.zones, OK: !j.fails(report)}
}

func (j *Judge) fails(r mrz.Report) bool {
	if j.Fails == nil {
		return !r.OK()
	}
	return j.Fails(r)
}

// find looks for zones in the text of a record.
func (j *Judge) find(r *Record) Result {
	matches, reading := j.matches(r)
	ok := len(matches) > 0
	for i := range matches {
		m := &matches[i]
		p := &zone.Repair{Start: m.Start, End: m.End, Reading: reading}
		doc := m.AsRead
		if j.Repair != nil {
			p.Result, doc = &m.Result, m.Candidates[0].Document
			ok = ok && m.Status >= repair.Repaired
		}
		ok = j.one(doc, p).OK && ok
	}
	return Result{Search: true, Zones: j.zones, OK: ok}
}

// matches returns the zones of the text of a record: without Repair those that
// stand there exactly. Several readings are of one zone; reading is the one, from
// 1, that it is nearest to.
func (j *Judge) matches(r *Record) (matches []repair.Match, reading int) {
	if r.readings != nil {
		m, i, ok := repair.Readings(r.readings, j.Repair)
		if ok && (j.Repair != nil || !m.AsRead.IsZero()) {
			return []repair.Match{m}, i + 1
		}
		return nil, 0
	}
	for m := range (repair.Reading{Text: r.text, Glyphs: r.glyphs}).Find(j.Repair) {
		if j.Repair != nil || !m.AsRead.IsZero() {
			matches = append(matches, m)
		}
	}
	return matches, 0
}

// bent returns the result of a record that should be one zone, and may need repair.
func (j *Judge) bent(r *Record) Result {
	matches, _ := j.matches(r)
	best := -1
	for i := range matches {
		if best < 0 || matches[i].Candidates[0].Confidence > matches[best].Candidates[0].Confidence {
			best = i
		}
	}
	if best < 0 {
		if r.Err.Kind != "" {
			return Result{Err: r.Err}
		}
		result := j.one(r.Doc, nil)
		result.OK = false
		return result
	}
	m := &matches[best]
	result := j.one(m.Candidates[0].Document, &zone.Repair{Result: &m.Result})
	result.OK = result.OK && m.Status >= repair.Repaired
	return result
}
