package records

import "fmt"

// Counts are how many records there were, by what became of them.
type Counts struct {
	OK       int `json:"ok"`       // no finding of severity error, nor another that fails
	NotOK    int `json:"notOk"`    // the others that have a result
	Rejected int `json:"rejected"` // could not be laid out
}

// Add counts a result.
func (c *Counts) Add(r *Result) {
	switch {
	case r.Err.Kind != "":
		c.Rejected++
	case r.OK:
		c.OK++
	default:
		c.NotOK++
	}
}

// Merge adds the counts of other records.
func (c *Counts) Merge(d Counts) {
	c.OK += d.OK
	c.NotOK += d.NotOK
	c.Rejected += d.Rejected
}

// Records returns the number of all.
func (c Counts) Records() int { return c.OK + c.NotOK + c.Rejected }

// String returns the counts in a line, in which they add up.
func (c Counts) String() string {
	return fmt.Sprintf("records: %d in = %d out + %d rejected; ok: %d, not ok: %d", c.Records(), c.OK+c.NotOK, c.Rejected, c.OK, c.NotOK)
}
