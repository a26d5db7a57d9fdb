package repair

import (
	"slices"
	"strings"

	"example.org/traveldoc/mrz"
)

const (
	// leastClean is what a valid zone must have, as it stands, to be Clean.
	leastClean = 0.4
	// leastAmbiguous is what the candidates must have together to be more than
	// a guess.
	leastAmbiguous = 0.5
	// noise is the number of explained edits that show that a reading is bad:
	// then others may be errors of reading as well.
	noise = 3
)

// match makes a result of zones, the best of which comes first.
func (d *decoder) match(text string, zones []weighted, o *Options) (m Match, ok bool) {
	if len(zones) == 0 || zones[0].weight < exp(-minEvidence/unit) {
		return m, false
	}
	best := &zones[0]
	from, to := best.win.span()
	m.Start, m.End = int(d.o.starts[from]), int(d.o.ends[to-1])
	m.Missing = best.missing()
	m.Exact = 2*(d.missedZone-d.bestZone) > missedSpan
	mass := 0.0
	for i := range zones {
		if len(m.Candidates) == o.maxCandidates() {
			break
		}
		z := &zones[i]
		if f, t := z.win.span(); f != from || t != to || !slices.Equal(z.missing(), m.Missing) {
			continue // it is read from other lines
		}
		doc, err := mrz.Parse(z.text())
		if z.conf < leastListed && i > 0 {
			break
		}
		if err != nil {
			continue
		}
		mass += z.conf
		c := Candidate{Document: doc, Confidence: z.conf, Edits: d.edits(text, z)}
		prove(doc, doc.Verify(nil), c.Edits, func(line, column int) bool { return agreed(zones, z, line, column) })
		m.Candidates = append(m.Candidates, c)
	}
	if len(m.Candidates) == 0 || madeUp(&m.Candidates[0], m.Missing) {
		return m, false
	}
	read, laid := d.asRead(text, best.win)
	if laid {
		m.AsRead, m.Report = read.Clone(), read.Verify(o.verify())
	}
	m.Status = d.judge(&m.Result, read, laid, mass, o)
	return m, true
}

// What is written in a line that is there may be altered in this share of its
// characters: beyond that it is made up, and not read.
const (
	mostAltered = 0.5
	leastLikely = 0.07 // and this likely it must be
	// The same of a zone that lacks a line.
	mostAlteredPart = 0.15
	leastLikelyPart = 0.5
)

// madeUp reports whether a candidate has more of its own than of the reading.
func madeUp(c *Candidate, missing []int) bool {
	most, least := mostAltered, leastLikely
	if len(missing) > 0 {
		most, least = mostAlteredPart, leastLikelyPart
	}
	if c.Confidence < least {
		return true
	}
	doc := c.Document
	lines, _ := doc.Layout().Size()
	state, _ := doc.Layout().Span(mrz.FieldIssuingState) // behind the document code
	for n := 1; n <= lines; n++ {
		if slices.Contains(missing, n) {
			continue
		}
		written := len(strings.ReplaceAll(doc.Line(n), "<", ""))
		altered := 0
		for _, e := range c.Edits {
			switch {
			case e.Line != n || e.To == "" && upper(signOf(e.From)) > signFiller:
				continue
			case len(missing) > 0 && n == state.Line && e.Column < state.Column+state.Len:
				return true // nothing else tells what the line is
			case e.To == "":
				continue
			case e.To == "<", e.From != "" && symbolOf(e.To[0]).right(upper(signOf(e.From))):
				// A filler is read as anything, and this letter is only written otherwise.
			default:
				altered++
			}
		}
		if float64(altered) > most*float64(written) {
			return true
		}
	}
	return false
}

// leastListed is the confidence below which a zone is no candidate, unless it
// is the best.
const leastListed = 1e-6

// judge returns the status of a result.
func (d *decoder) judge(r *Result, read mrz.Document, laid bool, mass float64, o *Options) Status {
	best := &r.Candidates[0]
	valid := laid && read.Verify(nil).OK()
	switch {
	case len(r.Missing) > 0 && mass >= leastAmbiguous:
		return Ambiguous
	case len(r.Missing) > 0:
		return Unresolved
	case valid && read == best.Document && best.Confidence >= leastClean:
		return Clean
	case best.Confidence >= o.minConfidence() && r.Exact && read != best.Document && best.Document.Verify(nil).OK() && d.explained(best.Document, best.Edits, laid):
		return Repaired
	case mass >= leastAmbiguous:
		return Ambiguous
	}
	return Unresolved
}

// explained reports whether known errors of reading explain all edits, so that
// it need not be the document that is wrong.
func (d *decoder) explained(doc mrz.Document, edits []Edit, laid bool) bool {
	known, other := 0, 0
	for i := range edits {
		if d.usual(doc, &edits[i]) {
			known++
		} else {
			other++
		}
	}
	return other == 0 || !laid && known >= noise && known > 2*other
}

// usual reports whether an edit undoes an error of reading that is met so often
// that it needs no other evidence.
func (d *decoder) usual(doc mrz.Document, e *Edit) bool {
	line := doc.Line(e.Line)
	filler := func(column int) bool { return 1 <= column && column <= len(line) && line[column-1] == '<' }
	if e.From == "" { // a filler of a run
		return e.To == "<" && (filler(e.Column-1) || filler(e.Column+1) && e.Column > 1)
	}
	g := signOf(e.From)
	if e.To == "" { // something beside a filler, or a mark at the end of the line
		return d.m.added[g] && (filler(e.Column-1) || filler(e.Column)) || g > signFiller && (e.Column == 1 || e.Column > len(line))
	}
	s := symbolOf(e.To[0])
	return s.right(g) || e.doubted || d.m.known[s][g] || g > signFiller && e.Proof == ByCheckDigit
}

// signOf returns the first sign of what was read for a character.
func signOf(s string) sign {
	if entity(s) > 0 {
		return signFiller
	}
	for _, r := range s {
		g, _ := signsOf(r)
		return min(g, sign(numSigns-1))
	}
	return signOther
}

// upper returns the sign of a capital letter for that of a small one.
func upper(g sign) sign {
	if signLower <= g && g < signOther {
		return g - signLower + 10
	}
	return g
}

// agreed reports whether hardly any weight is with zones that have another
// character in a place.
func agreed(zones []weighted, z *weighted, line, column int) bool {
	const doubt = 0.1
	at := (line - 1) * (z.width() + 1)
	char := z.text()[at+column-1]
	other := 0.0
	for i := range zones {
		y := &zones[i]
		if other > doubt || y.conf < leastListed {
			break
		}
		if y.win.layout != z.win.layout || y.text()[at+column-1] != char {
			other += y.conf
		}
	}
	return other <= doubt
}

func (z *weighted) width() int {
	_, n := z.win.layout.Size()
	return n
}

// asRead returns the zone of a window as it stands, if it is laid out exactly.
func (d *decoder) asRead(text string, w *window) (mrz.Document, bool) {
	var b strings.Builder
	_, width := w.layout.Size()
	for i, s := range w.lines() {
		if s.len() != width || s.first != s.last {
			return mrz.Document{}, false
		}
		if d.o.ends[s.to-1]-d.o.starts[s.from] != int32(width) {
			return mrz.Document{}, false
		}
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(text[d.o.starts[s.from]:d.o.ends[s.to-1]])
	}
	doc, err := mrz.Parse(b.String())
	return doc, err == nil && doc.Layout() == w.layout
}
