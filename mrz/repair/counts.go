package repair

//go:generate go run gen.go

// The kinds of rows of data/counts.tsv.
const (
	rowSub = iota
	rowDel
	rowIns
	rowAt
	rowGaps
	rowRuns
	rowWorth
)

// A countRow is a row of data/counts.tsv.
type countRow struct {
	level, kind, what, sign uint8
	n                       int32
}

// shippedCounts returns the counts of data/counts.tsv.
func shippedCounts() *counts {
	c := &counts{}
	for _, r := range countRows {
		n := int(r.n)
		switch r.kind {
		case rowSub:
			c.sub[r.level][r.what][r.sign] = n
		case rowDel:
			c.del[r.level][r.what] = n
		case rowIns:
			c.ins[r.level][r.what][r.sign] = n
		case rowAt:
			c.at[r.level][r.what] = n
		case rowGaps:
			c.gaps[r.level] = n
		case rowWorth:
			c.worth[r.level][r.what>>1][r.what&1][r.sign] = n
		case rowRuns:
			c.runs[r.level] = n
		}
	}
	return c
}
