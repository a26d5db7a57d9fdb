package repair

import (
	"cmp"
	"fmt"
	"slices"

	"example.org/traveldoc/mrz"
)

// A Status says what may be done with a Result.
type Status uint8

// The statuses.
const (
	// Unresolved: there is a best guess, and no more.
	Unresolved Status = iota
	// Ambiguous: few candidates are left, and none is far likelier than the
	// others; or it cannot be told whether the reading is wrong or the document.
	Ambiguous
	// Repaired: the first candidate is likelier than Options.MinConfidence, and
	// a known kind of error explains each of its edits.
	Repaired
	// Clean: the zone as it stands, laid out exactly, with no finding of
	// severity error. Nothing was altered.
	Clean
)

// String returns "clean", "repaired", "ambiguous" or "unresolved".
func (s Status) String() string {
	switch s {
	case Clean:
		return "clean"
	case Repaired:
		return "repaired"
	case Ambiguous:
		return "ambiguous"
	}
	return "unresolved"
}

// A Proof says what speaks for an edit besides the likelihood.
type Proof uint8

// The proofs.
const (
	Unproven     Proof = iota
	ByClass            // what was read cannot stand there
	ByCode             // it is the only known code of a State
	ByCheckDigit       // with it, and not without it, the check digits are right
)

// String returns "unproven", "class", "code" or "check-digit".
func (p Proof) String() string {
	switch p {
	case ByClass:
		return "class"
	case ByCode:
		return "code"
	case ByCheckDigit:
		return "check-digit"
	}
	return "unproven"
}

// An Edit is a difference between what was read and a candidate. Line and
// column are those of the candidate, from 1. From is what was read, and empty
// for a character that was not read at all; To is the character, and empty for
// one that is not there: it stood before the column.
type Edit struct {
	Line, Column int
	From, To     string
	Proof        Proof

	doubted bool // by the engine that read it
}

// Format prints the place and the proof, whatever the verb, and not the
// characters, which are personal data: From and To are the way out.
func (e Edit) Format(f fmt.State, _ rune) {
	fmt.Fprintf(f, "line %d, column %d: %s", e.Line, e.Column, e.Proof.String())
}

// A Candidate is a zone that may be what was read.
type Candidate struct {
	Document   mrz.Document
	Confidence float64 // that it is the zone, 0 to 1
	Edits      []Edit
}

// A Result is what a reading may be.
type Result struct {
	Status     Status
	Candidates []Candidate // the likeliest first
	// Exact reports that the candidates are the likeliest ones there are: the
	// search was not cut short.
	Exact bool
	// Missing are the lines of the zone that are not in the text, from 1: it may have
	// been cut off at the edge. They are nil if none is missing. In the candidates
	// they are all fillers, but for the V that tells a visa apart, and mean nothing;
	// nor do digits that cover them. The status is never Clean or Repaired then.
	Missing []int
	// AsRead is the zone as it stands, errors and all, and Report what is to be
	// said of it. They are zero if it is not laid out exactly.
	AsRead mrz.Document
	Report mrz.Report
}

// A Match is a zone in a text: text[Start:End] is what was read.
type Match struct {
	Result
	Start, End int
}

// A Choice is a place in which the candidates differ.
type Choice struct {
	Line, Column int
	Chars        []Char // the likeliest first
}

// A Char is what may stand in a place, with the probability that it does.
type Char struct {
	Char       byte
	Confidence float64
}

// Format prints the place, whatever the verb, and not the characters, which are
// personal data.
func (c Choice) Format(f fmt.State, _ rune) {
	fmt.Fprintf(f, "line %d, column %d: %d characters", c.Line, c.Column, len(c.Chars))
}

// Choices returns the places in which the candidates of the layout of the first one
// differ, in their order: what to ask a person who has the document before him. If
// there is one place, the rest is not in doubt among them.
func (r *Result) Choices() (choices []Choice) {
	if len(r.Candidates) == 0 {
		return nil
	}
	best := r.Candidates[0].Document
	lines, width := best.Layout().Size()
	for n := 1; n <= lines; n++ {
		for col := range width {
			var chars []Char
			for _, c := range r.Candidates {
				if c.Document.Layout() != best.Layout() {
					continue
				}
				char := c.Document.Line(n)[col]
				i := slices.IndexFunc(chars, func(x Char) bool { return x.Char == char })
				if i < 0 {
					i = len(chars)
					chars = append(chars, Char{Char: char})
				}
				chars[i].Confidence += c.Confidence
			}
			if len(chars) > 1 {
				slices.SortStableFunc(chars, func(a, b Char) int { return cmp.Compare(b.Confidence, a.Confidence) })
				for i := range chars {
					chars[i].Confidence = round6(chars[i].Confidence)
				}
				choices = append(choices, Choice{n, col + 1, chars})
			}
		}
	}
	return choices
}

// Confidence returns the probability that a field is what it is in the first
// candidate: that of all candidates that have the same in it. The less probable
// zones that are no candidates are held to differ, so it is rather too low. It is 0
// for a field that the layout does not have, or whose line is missing.
func (r *Result) Confidence(f mrz.Field) float64 {
	if len(r.Candidates) == 0 {
		return 0
	}
	best := r.Candidates[0].Document
	if span, ok := best.Layout().Span(f); !ok || slices.Contains(r.Missing, span.Line) {
		return 0
	}
	sum := 0.0
	for _, c := range r.Candidates {
		if c.Document.Layout() == best.Layout() && c.Document.Raw(f) == best.Raw(f) {
			sum += c.Confidence
		}
	}
	return min(round6(sum), 1)
}
