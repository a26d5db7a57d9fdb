package repair

import (
	"slices"
	"strings"

	"example.org/traveldoc/checkdigit"
	"example.org/traveldoc/mrz"
)

// An aligner finds what was read for each character of a line.
type aligner struct {
	cost []int32
}

// line appends the edits between a line of a zone, which is line n from 1, and
// the signs from, to of the text.
func (a *aligner) line(d *decoder, text string, z *weighted, n int, answer string, syms []symbol, s stretch, edits []Edit) []Edit {
	signs := d.o.signs[s.from:s.to]
	c := &d.m.ch.level[1]
	rows, cols := len(syms)+1, len(signs)+1
	a.cost = grow(a.cost, rows*cols)
	del := func(i int) cost {
		if syms[i] == fillLater {
			return 2 * unit // a run of them is lost as easily as one
		}
		return min(c.del[syms[i]], 20*unit)
	}
	const ins = 5 * unit
	for i := range rows {
		for j := range cols {
			v := int32(0)
			switch {
			case i > 0 && j > 0:
				v = min(a.cost[(i-1)*cols+j-1]+a.sub(c, syms[i-1], signs[j-1]), a.cost[(i-1)*cols+j]+del(i-1), a.cost[i*cols+j-1]+ins)
			case i > 0:
				v = a.cost[(i-1)*cols] + del(i-1)
			case j > 0:
				v = a.cost[j-1] + ins
			}
			a.cost[i*cols+j] = v
		}
	}
	first := len(edits)
	for i, j := rows-1, cols-1; i > 0 || j > 0; {
		at := a.cost[i*cols+j]
		switch {
		case i > 0 && j > 0 && at == a.cost[(i-1)*cols+j-1]+a.sub(c, syms[i-1], signs[j-1]):
			i, j = i-1, j-1
			if from := d.source(text, s.from+int32(j)); from != answer[i:i+1] {
				edits = append(edits, Edit{Line: n, Column: i + 1, From: from, To: answer[i : i+1], doubted: d.doubts(s.from+int32(j), syms[i])})
			}
		case i > 0 && at == a.cost[(i-1)*cols+j]+del(i-1):
			i--
			edits = append(edits, Edit{Line: n, Column: i + 1, To: answer[i : i+1]})
		default:
			j--
			edits = append(edits, Edit{Line: n, Column: i + 1, From: d.source(text, s.from+int32(j))})
		}
	}
	for i, j := first, len(edits)-1; i < j; i, j = i+1, j-1 {
		edits[i], edits[j] = edits[j], edits[i]
	}
	return edits
}

// sub is the cost of a substitution, within bounds and never negative.
func (a *aligner) sub(c *costs, s symbol, g sign) cost {
	if s.right(g) {
		return 0
	}
	return min(max(c.sub[s][g]+4*unit, unit), 8*unit)
}

// doubts reports whether the engine held a symbol for possible where it read a
// sign, or was far from sure of it.
func (d *decoder) doubts(k int32, s symbol) bool {
	if int(k) >= len(d.ev) {
		return false
	}
	e := &d.ev[k]
	return e.mask>>min(s, fillInside)&1 != 0 || e.ratios[outcomeRight] < 0.8
}

// source returns what a sign was read from. Of two signs from one character the
// second has none.
func (d *decoder) source(text string, k int32) string {
	if k > 0 && d.o.starts[k] == d.o.starts[k-1] {
		return ""
	}
	return text[d.o.starts[k]:d.o.ends[k]]
}

// edits returns what the reading and a zone differ in, in the lines that are there.
func (d *decoder) edits(text string, z *weighted) (edits []Edit) {
	p := d.m.plans[z.win.layout]
	lines := strings.Split(z.text(), "\n")
	data := p.of(z.win)[0].grammar
	for i, s := range z.win.lines() {
		if s.empty() || slices.Contains(z.missing(), i+1) {
			continue
		}
		var syms []symbol
		if s == z.win.name {
			syms = symbols(p.name, z.name.text, nil)
		} else {
			at := slices.Index(data.lines, i) * data.width
			syms = symbols(data, z.data.text, nil)[at : at+data.width]
		}
		edits = d.al.line(d, text, z, i+1, lines[i], syms, s, edits)
	}
	return edits
}

// prove sets the proofs of edits. sure tells of a place of the zone whether the
// candidates agree on it.
func prove(doc mrz.Document, r mrz.Report, edits []Edit, sure func(line, column int) bool) {
	for i := range edits {
		e := &edits[i]
		if len(e.To) != 1 || e.From == "" {
			continue
		}
		f := fieldAt(doc.Layout(), e.Line, e.Column)
		switch {
		case covered(doc.Layout(), r, e.Line, e.Column) && changes(e) && sure(e.Line, e.Column):
			e.Proof = ByCheckDigit
		case !belongs(doc.Layout(), f, e.Column, e.From):
			e.Proof = ByClass
		case (f == mrz.FieldIssuingState && doc.IssuingState().Known() || f == mrz.FieldNationality && doc.Nationality().Known()) && sure(e.Line, e.Column):
			e.Proof = ByCode
		}
	}
}

// fieldAt returns the field that holds a place.
func fieldAt(l mrz.Layout, line, column int) mrz.Field {
	for f := range l.Fields() {
		if s, _ := l.Span(f); s.Line == line && s.Column <= column && column < s.Column+s.Len {
			return f
		}
	}
	return 0
}

// covered reports whether a check digit that is right covers a place, or stands
// there.
func covered(l mrz.Layout, r mrz.Report, line, column int) bool {
	for f := range l.Checks() {
		if r.Verdict(f) != checkdigit.Match {
			continue
		}
		for _, s := range l.Covers(f) {
			if s.Line == line && s.Column <= column && column <= s.Column+s.Len { // the digit stands behind its field
				return true
			}
		}
	}
	return false
}

// changes reports whether an edit is one that a check digit can see.
func changes(e *Edit) bool {
	if len(e.From) != 1 || !zoneChar(e.From[0]) {
		return true // it had no value at all
	}
	return !checkdigit.Indistinguishable(e.From[0], e.To[0])
}

func zoneChar(c byte) bool { return 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '<' }

// belongs reports whether what was read can stand in a field.
func belongs(l mrz.Layout, f mrz.Field, column int, from string) bool {
	if len(from) != 1 || !zoneChar(from[0]) {
		return false
	}
	const (
		digits  = "0123456789"
		letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	)
	may := digits + letters + "<"
	switch f {
	case mrz.FieldName, mrz.FieldIssuingState, mrz.FieldNationality, mrz.FieldDocumentCode:
		may = letters + "<"
	case mrz.FieldDateOfBirth, mrz.FieldDateOfExpiry, mrz.FieldDocumentNumberCheckDigit, mrz.FieldOptionalDataCheckDigit:
		may = digits + "<"
	case mrz.FieldDateOfBirthCheckDigit, mrz.FieldDateOfExpiryCheckDigit, mrz.FieldCompositeCheckDigit:
		may = digits
	case mrz.FieldSex:
		may = "MF<X"
	}
	return strings.Contains(may, from)
}
