package compare

import (
	"slices"
	"strings"
	"unicode/utf8"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/translit"
)

// This file finds, among all spellings of a name, the one that is nearest to the
// letters of a zone. There may be very many of them, so that they are not looked at
// one by one: the letters of the zone are aligned with the characters of the name,
// each of which has some spellings.

const (
	// maxPieces is the number of characters of the longest name that is looked at.
	// That of a zone has 39 letters at most; what is longer by far is no spelling
	// of it, and may be cut.
	maxPieces = 160
	maxTarget = 80 // letters
	far       = 100

	// maxWork is what the comparison of a name may take, in cells of alignments. What
	// people are called takes some ten thousand.
	maxWork = 1 << 18
)

// A piece is a character of a name, or several together, with its spellings.
type piece = translit.Choice

// A run is the letters from:to of the target that a piece stands for, in one of its
// spellings.
type run struct{ spelling, from, to int }

// An alignment is the spelling of pieces that is nearest to a target.
type alignment struct {
	distance int // characters to alter, to put in or to take out
	runs     []run
}

type cell struct{ distance, from, spelling uint8 }

// align finds the spelling of pieces that is nearest to a target of letters. With
// open set the target may be the beginning of it. It is false if the distance is
// more than limit, or if there is no work left, of which it takes what it needs.
func align(pieces []piece, target string, open bool, limit int, work *int) (alignment, bool) {
	m := len(target)
	*work -= len(pieces)
	if m > maxTarget || len(pieces) > maxPieces || len(pieces) == 0 || *work < 0 {
		return alignment{}, false
	}
	if !open && !mayFit(pieces, m+limit) {
		return alignment{}, false
	}
	var few [48 * 40]cell
	var cells []cell
	if need := (len(pieces) + 1) * (m + 1); need <= len(few) {
		cells = few[:need]
	} else {
		cells = make([]cell, need)
	}
	for j := range m + 1 {
		cells[j] = cell{distance: uint8(min(j, far))}
	}
	var a, b [maxTarget + 1]cell
	for i, p := range pieces {
		before, after := cells[i*(m+1):(i+1)*(m+1)], cells[(i+1)*(m+1):(i+2)*(m+1)]
		for j := range after {
			after[j].distance = far
		}
		// What is beyond the limit already does not come back.
		low, high := 0, m
		for low < m && int(before[low].distance) > limit {
			low++
		}
		for high > low && int(before[high].distance) > limit {
			high--
		}
		least := far
		for s, letters := range p.Letters {
			row, next := &a, &b
			top := min(m, high+len(letters)+limit)
			*work -= (len(letters) + 1) * (top + 1 - low)
			for j := low; j <= top; j++ {
				row[j] = cell{before[j].distance, uint8(j), uint8(s)}
			}
			for k := range len(letters) {
				next[low] = row[low]
				if !open || low < m {
					next[low].distance++
				}
				for j := low + 1; j <= top; j++ {
					best := row[j-1]
					if target[j-1] != letters[k] {
						best.distance++
					}
					taken := row[j] // the letter is in the name alone
					if !open || j < m {
						taken.distance++
					}
					if taken.distance < best.distance {
						best = taken
					}
					if next[j-1].distance+1 < best.distance { // in the target alone
						best = next[j-1]
						best.distance++
					}
					next[j] = best
				}
				row, next = next, row
			}
			for j := low; j <= top; j++ {
				if row[j].distance < after[j].distance {
					after[j] = row[j]
					least = min(least, int(row[j].distance))
				}
			}
		}
		if least > limit || *work < 0 {
			return alignment{}, false
		}
	}
	j := m
	found := alignment{distance: int(cells[len(pieces)*(m+1)+m].distance), runs: make([]run, len(pieces))}
	if found.distance > limit {
		return alignment{}, false
	}
	for i := len(pieces) - 1; i >= 0; i-- {
		c := cells[(i+1)*(m+1)+j]
		found.runs[i] = run{int(c.spelling), int(c.from), j}
		j = int(c.from)
	}
	found.runs[0].from = 0 // letters that stand before all
	return found, true
}

// mayFit reports whether the shortest spelling of pieces has no more than n letters.
func mayFit(pieces []piece, n int) bool {
	for _, p := range pieces {
		shortest := len(p.Letters[0])
		for _, letters := range p.Letters[1:] {
			shortest = min(shortest, len(letters))
		}
		if n -= shortest; n < 0 {
			return false
		}
	}
	return true
}

// spelled returns the letters of the pieces in the spelling of the alignment.
func (a alignment) spelled(pieces []piece) string {
	var b []byte
	for i, r := range a.runs {
		b = append(b, pieces[i].Letters[r.spelling]...)
	}
	return string(b)
}

// first reports whether each piece has its first spelling.
func (a alignment) first() bool {
	for _, r := range a.runs {
		if r.spelling != 0 {
			return false
		}
	}
	return true
}

// A difference is a range of the target that is not as a piece has it. It is extra if
// the piece is there, and the range beside it; behind says on which side.
type difference struct {
	from, to, piece int
	extra, behind   bool
}

// differences returns where the target is not as spelled. With open set, what the
// pieces have behind the target is no difference.
func (a alignment) differences(pieces []piece, target string, open bool) (all []difference) {
	for i, r := range a.runs {
		letters := pieces[i].Letters[r.spelling]
		from, to := r.from, r.to
		for from < to && letters != "" && target[from] == letters[0] {
			from, letters = from+1, letters[1:]
		}
		behind := letters == ""
		for from < to && letters != "" && target[to-1] == letters[len(letters)-1] {
			to, letters = to-1, letters[:len(letters)-1]
		}
		if from < to || letters != "" && !(open && to == len(target)) {
			all = append(all, difference{from, to, i, letters == "", behind})
		}
	}
	return all
}

// printed returns the place of a difference in a printed value, given the column of
// its piece.
func (d difference) printed(column int) mrz.Span {
	switch {
	case d.extra && d.behind:
		return mrz.Span{Column: column + 1}
	case d.extra:
		return mrz.Span{Column: column}
	}
	return mrz.Span{Column: column, Len: 1}
}

// A component is a component of a name.
type component struct {
	pieces []piece
	start  int    // of the text, in the text that the offsets of the pieces count in
	text   string // up to the next component
	column int    // of the first character of the text, from 1
}

// components cuts a text, which begins in a column, into components. It is false if
// it has characters that have no letters, or none that have.
func components(t translit.Transformer, text string, column int) (all []component, ok bool) {
	pieces, err := t.Choices(text)
	if err != nil || len(pieces) == 0 {
		return nil, false
	}
	first := 0 // the index of the first piece of the component at hand
	add := func(last, end int) {
		start := pieces[first].Offset
		all = append(all, component{pieces[first:last], start, text[start:end], column})
		column += utf8.RuneCountInString(text[start:end])
		first = last
	}
	column += utf8.RuneCountInString(text[:pieces[0].Offset])
	for i, p := range pieces {
		withoutFillers(p.Letters)
		if p.Filler && i > 0 {
			add(i, p.Offset)
		}
	}
	add(len(pieces), len(text))
	return all, true
}

// lettersIn returns how many letters components have as they are spelled first.
func lettersIn(all []component) (n int) {
	for _, c := range all {
		for _, p := range c.pieces {
			n += len(p.Letters[0])
		}
	}
	return n
}

// sameSpellings reports whether the components of a text have the same spellings in
// two languages.
func sameSpellings(a, b []component) bool {
	return slices.EqualFunc(a, b, func(c, d component) bool {
		return slices.EqualFunc(c.pieces, d.pieces, func(p, q piece) bool { return slices.Equal(p.Letters, q.Letters) })
	})
}

// withoutFillers takes the fillers from the spellings of a character that stands for
// several words.
func withoutFillers(spellings []string) {
	for i, s := range spellings {
		if len(s) > 2 && strings.Contains(s, "<") {
			spellings[i] = strings.ReplaceAll(s, "<", "")
		}
	}
}

// word returns the letters of a component as they are spelled first.
func (c component) word() string {
	var b []byte
	for _, p := range c.pieces {
		b = append(b, p.Letters[0]...)
	}
	return string(b)
}

// columnOf returns the column of a piece of the joined components.
func columnOf(all []component, piece int) int {
	for _, c := range all {
		if piece < len(c.pieces) {
			return c.column + utf8.RuneCountInString(c.text[:c.pieces[piece].Offset-c.start])
		}
		piece -= len(c.pieces)
	}
	return 1
}

// joined returns the pieces of components, nil if they are more than maxPieces.
func joined(all []component) []piece {
	total, adjoining := 0, true // those of a text stand one behind the other
	for i, c := range all {
		if i > 0 {
			p := all[i-1].pieces
			adjoining = adjoining && len(p) < cap(p) && &p[:len(p)+1][len(p)] == &c.pieces[0]
		}
		total += len(c.pieces)
	}
	switch {
	case total > maxPieces || total == 0:
		return nil
	case adjoining:
		return all[0].pieces[:total]
	}
	pieces := make([]piece, 0, total)
	for _, c := range all {
		pieces = append(pieces, c.pieces...)
	}
	return pieces
}

// lettersOf returns letters as pieces that have one spelling each.
func lettersOf(s string) []piece {
	pieces := make([]piece, len(s))
	spellings := make([]string, len(s))
	for i := range len(s) {
		spellings[i] = s[i : i+1]
		pieces[i] = piece{Letters: spellings[i : i+1], Offset: i}
	}
	return pieces
}
