package translit

import (
	"iter"
	"slices"
	"strings"
)

const (
	maxAlternatives = 1024 // of a name
	maxAmbiguous    = 256  // bytes of a name that has any
)

// Alternatives yields all spellings of a name that the standard allows, each
// once: first the one that String returns, then those that differ from it in one
// character, then in two, and so on, but no more than 1024. There is none if
// String fails, and no other than that of String for a name of more than 256
// bytes.
//
// The others are: those of a row that has several; those of the standard where a
// row goes beyond it; those without a shadda, which writers often leave out, and
// ALLXH for Allah (Doc 9303-3 Appendix B). For a Transformer of no language, those
// in each language follow.
func (t Transformer) Alternatives(name string) iter.Seq[string] {
	return func(yield func(string) bool) {
		r := t.rules()
		first, err := Transformer{r, nil}.String(name)
		if err != nil || !yield(first) || len(name) > maxAmbiguous {
			return
		}
		seen := map[string]bool{first: true}
		for in := range t.Languages() {
			if !in.r.spellings(name, seen, yield) {
				return
			}
		}
	}
}

// Languages yields t or, if it is of no language, one for the rows without a
// language and one for each language that has rows of its own. They have the other
// options of t, and tell nothing to the function of DropUnmapped. They are for
// String and its like: Transform and Span take each call for a text of its own.
func (t Transformer) Languages() iter.Seq[Transformer] {
	return func(yield func(Transformer) bool) {
		r := t.rules()
		for l := r.lang; ; l++ {
			in := *r
			in.lang, in.report = l, nil
			if !yield(Transformer{&in, nil}) || r.lang != langAny || l+1 == langOther {
				return
			}
		}
	}
}

// A Choice is what a character of a name, or several together, may become.
type Choice struct {
	Offset  int      // in the name, in bytes from 0
	Filler  bool     // a filler parts the letters from those before them
	Letters []string // the spellings: that of String first, "" if there may be none
}

// Choices returns the characters of a name that have letters, with the spellings
// of each: one taken of each Choice gives the spellings of Alternatives, of which
// there may be too many to look at one by one. A Transformer of no language takes
// the rows without one: see Languages. The error is that of String.
func (t Transformer) Choices(name string) ([]Choice, error) { return t.rules().choices(name) }

// spellings yields the spellings of a name that have not been seen. It is false
// when enough has been.
func (r *rules) spellings(name string, seen map[string]bool, yield func(string) bool) bool {
	choices, err := r.choices(name)
	if err != nil {
		return true
	}
	var open []int // those that have a choice
	for i, c := range choices {
		if len(c.Letters) > 1 {
			open = append(open, i)
		}
	}
	choice := make([]int, len(choices))
	tries := 0 // some of them may come to the same
	// pick changes n more of the open choices from the one at index from on.
	var pick func(from, n int) bool
	pick = func(from, n int) bool {
		if n == 0 {
			var b strings.Builder
			for i, c := range choices {
				letters := c.Letters[choice[i]]
				if c.Filler && letters != "" {
					b.WriteByte('<')
				}
				b.WriteString(letters)
			}
			tries++
			if s := b.String(); !seen[s] {
				seen[s] = true
				if !yield(s) {
					return false
				}
			}
			return len(seen) < maxAlternatives && tries < 4*maxAlternatives
		}
		for ; from+n <= len(open); from++ {
			i := open[from]
			for c := 1; c < len(choices[i].Letters); c++ {
				choice[i] = c
				if !pick(from+1, n-1) {
					return false
				}
			}
			choice[i] = 0
		}
		return true
	}
	for n := 0; n <= len(open); n++ {
		if !pick(0, n) {
			return false
		}
	}
	return true
}

// choices cuts a name that has letters into what its characters become: of each the
// spelling that counts first, then the others.
func (r *rules) choices(name string) (choices []Choice, err error) {
	var s state
	var letters [3]rune                                              // the last three
	spellings := make([]string, 0, min(len(name), maxAmbiguous)*3/2) // of all characters, one behind the other
	choices = make([]Choice, 0, min(len(name), maxAmbiguous))
	for i := 0; i < len(name); {
		c := Choice{Offset: i, Filler: s.parted}
		first := len(spellings)
		if isLatin(name, i) {
			at := name[i]&^('a'-'A') - 'A'
			spellings = append(spellings, capitals[at:at+1])
			c.Letters = spellings[first:len(spellings):len(spellings)]
			choices = append(choices, c)
			s.begun, s.parted, s.last = true, false, ""
			i++
			continue
		}
		p, err := next(r, &s, name[i:], true)
		if err != nil {
			return nil, shift(err, i)
		}
		i += p.size
		p.append(nil, &s)
		if p.filler {
			letters = [3]rune{}
		}
		if p.value == "" {
			continue
		}
		add := func(value string) {
			if p.double {
				spellings = append(spellings, value+value)
			}
			spellings = append(spellings, value)
		}
		add(p.value)
		if p.repeats {
			spellings = append(spellings, "")
		}
		for _, other := range r.others(&p) {
			add(other)
		}
		if p.row != nil {
			if letters == [3]rune{'ا', 'ل', 'ل'} && p.row.r == 'ه' {
				add("XH") // so the standard writes Allah, and does not say why
			}
			letters = [3]rune{letters[1], letters[2], p.row.r}
		}
		c.Letters = spellings[first:len(spellings):len(spellings)]
		choices = append(choices, c)
	}
	return choices, nil
}

// others returns the other letters that a piece may become.
func (r *rules) others(p *piece) (others []string) {
	add := func(values string) {
		for v := range strings.SplitSeq(values, "|") {
			if v != "" && v != "<" && v != p.value && !slices.Contains(others, v) {
				others = append(others, v)
			}
		}
	}
	add(p.more)
	w := p.row
	if w == nil || w.value == "" {
		return others
	}
	add(w.value)
	add(w.others)
	if w.ext && w.lang != langAny {
		if plain := rowOf(rowsOf(w.r), langOther, false, false); !plain.ext {
			add(plain.value)
		}
	}
	return others
}
