package records

import (
	"strconv"

	"example.org/traveldoc/mrz"
)

// A Tally counts what stands in the results of a stream. It has no personal data:
// words that are known, codes of States, and years of expiry. A record may have
// several zones, and a zone several findings.
type Tally struct {
	Zones      int   `json:"zones"`
	Layouts    Count `json:"layouts"`
	States     Count `json:"issuingStates"` // Unlisted for a code that is none
	Rules      Count `json:"rules"`         // of all findings
	Severities Count `json:"severities"`    // of all findings
	Verdicts   Count `json:"verdicts"`      // of all check digits
	Validity   Count `json:"validity"`
	Expiry     Count `json:"expiryYears"` // of the dates of expiry that are known
	Statuses   Count `json:"statuses"`    // of zones that were to be repaired
	Errors     Count `json:"errorKinds"`  // of records that could not be laid out
}

// A Count has how often each of some words was met.
type Count map[string]int

// Unlisted stands for all codes of States that are in no list: what was misread as
// a code may be a part of something else.
const Unlisted = "unlisted"

// NewTally returns a tally of nothing.
func NewTally() *Tally {
	t := &Tally{}
	for _, c := range t.counts() {
		*c = Count{}
	}
	return t
}

func (t *Tally) counts() []*Count {
	return []*Count{&t.Layouts, &t.States, &t.Rules, &t.Severities, &t.Verdicts, &t.Validity, &t.Expiry, &t.Statuses, &t.Errors}
}

// Add counts a result. asOf is the day that it was verified for.
func (t *Tally) Add(r *Result, asOf mrz.CalendarDate) {
	if r.Err.Kind != "" {
		t.Errors[string(r.Err.Kind)]++
	}
	for i := range r.Zones {
		t.zone(&r.Zones[i], asOf)
	}
}

func (t *Tally) zone(z *Zone, asOf mrz.CalendarDate) {
	t.Zones++
	t.Layouts[z.Doc.Layout().String()]++
	issuer := Unlisted
	if code := z.Doc.IssuingState(); code.Known() {
		issuer = code.String()
	}
	t.States[issuer]++
	for _, f := range z.Report.Findings() {
		t.Rules[string(f.Rule)]++
		t.Severities[f.Severity.String()]++
	}
	for c := range z.Report.Checks() {
		t.Verdicts[c.Verdict.String()]++
	}
	t.Validity[z.Report.Validity().String()]++
	if expiry := z.Doc.ExpiryDate(asOf); !expiry.IsZero() {
		t.Expiry[strconv.Itoa(expiry.Year)]++
	}
	if z.Repair != nil && z.Repair.Result != nil {
		t.Statuses[z.Repair.Result.Status.String()]++
	}
}

// Merge adds the counts of other results.
func (t *Tally) Merge(u *Tally) {
	t.Zones += u.Zones
	from := u.counts()
	for i, c := range t.counts() {
		for word, n := range *from[i] {
			(*c)[word] += n
		}
	}
}

// Reset forgets everything.
func (t *Tally) Reset() {
	t.Zones = 0
	for _, c := range t.counts() {
		clear(*c)
	}
}

// A Summary is what is told of a whole stream.
type Summary struct {
	Schema  int              `json:"schema"` // 1
	AsOf    mrz.CalendarDate `json:"asOf"`
	Records int              `json:"records"` // the sum of the counts
	Counts
	*Tally
}

// NewSummary returns the summary of a stream.
func NewSummary(asOf mrz.CalendarDate, c Counts, t *Tally) *Summary {
	return &Summary{1, asOf, c.Records(), c, t}
}
