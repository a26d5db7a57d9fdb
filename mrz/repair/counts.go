package repair

//go:generate go run gen.go

// The kinds of rows of data/counts.tsv.
const (
	rowSub = iota
	rowDel
	rowIns
	rowAt
	rowGaps
	rowWorth
	rowAmong
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
			c.worth.truth[r.level][r.what/numAltBands][r.what%numAltBands][r.sign] = n
		case rowAmong:
			c.worth.letter[r.what][r.sign] = n
		}
	}
	return c
}
