package zone

import (
	"strconv"

	"example.org/traveldoc/mrz/repair"
)

// A Repair is what an object tells of a zone that was found in a text. With no
// Result it tells the place alone.
type Repair struct {
	Result     *repair.Result
	Start, End int // bytes of the text; no place if End is 0
	Reading    int // which of several readings the text is, from 1, or 0
}

func (p *Repair) missing() []int {
	if p == nil || p.Result == nil {
		return nil
	}
	return p.Result.Missing
}

// appendRepair appends the keys of a repair.
func appendRepair(dst []byte, p *Repair, redact bool) []byte {
	if r := p.Result; r != nil && len(r.Candidates) > 0 {
		dst = appendMember(dst, `,"status":"`, r.Status.String())
		dst = appendEdits(dst, r.Candidates[0].Edits, redact)
		dst = appendConfidence(dst, r.Candidates[0].Confidence)
		dst = append(dst, `,"candidates":[`...)
		for i := range r.Candidates {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = appendCandidate(dst, &r.Candidates[i], r.Missing, redact)
		}
		dst = append(dst, ']')
	}
	if p.End > 0 {
		dst = append(dst, `,"source":{`...)
		if p.Reading > 0 {
			dst = append(dst, `"reading":`...)
			dst = append(strconv.AppendInt(dst, int64(p.Reading), 10), ',')
		}
		dst = append(dst, `"start":`...)
		dst = strconv.AppendInt(dst, int64(p.Start), 10)
		dst = append(dst, `,"end":`...)
		dst = strconv.AppendInt(dst, int64(p.End), 10)
		dst = append(dst, '}')
	}
	return dst
}

func appendCandidate(dst []byte, c *repair.Candidate, missing []int, redact bool) []byte {
	start := len(dst)
	p := part{c.Document, missing}
	dst = p.appendLines(dst, redact)
	dst[start] = '{' // in the place of the comma
	dst = appendConfidence(dst, c.Confidence)
	dst = appendEdits(dst, c.Edits, redact)
	return append(dst, '}')
}

func appendConfidence(dst []byte, p float64) []byte {
	return strconv.AppendFloat(append(dst, `,"confidence":`...), p, 'f', -1, 64)
}

// appendEdits appends edits. What was read, and what it is held for, is masked
// with the zone.
func appendEdits(dst []byte, edits []repair.Edit, redact bool) []byte {
	dst = append(dst, `,"edits":[`...)
	for i, e := range edits {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, `{"line":`...)
		dst = strconv.AppendInt(dst, int64(e.Line), 10)
		dst = append(dst, `,"column":`...)
		dst = strconv.AppendInt(dst, int64(e.Column), 10)
		from, to := e.From, e.To
		if redact {
			from, to = maskEdit(from), maskEdit(to)
		}
		dst = append(dst, `,"from":`...)
		dst = appendQuoted(dst, from)
		dst = append(dst, `,"to":`...)
		dst = appendQuoted(dst, to)
		dst = appendMember(dst, `,"proof":"`, e.Proof.String())
		dst = append(dst, '}')
	}
	return append(dst, ']')
}

// maskEdit keeps whether there was a character.
func maskEdit(s string) string {
	if s == "" {
		return ""
	}
	return string(rune(maskByte))
}

// AppendZones appends the object of a text in which zones were looked for. Each
// zone is one that append appends.
func AppendZones(dst, id []byte, n int, zone func(dst []byte, i int) []byte) []byte {
	dst = appendHead(dst, id)
	dst = append(dst, `,"zones":[`...)
	for i := range n {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = zone(dst, i)
	}
	return append(dst, ']', '}')
}
