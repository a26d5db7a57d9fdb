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
		for l := r.lang; ; l++ {
			in := *r
			in.lang, in.report = l, nil
			if !in.spellings(name, seen, yield) || r.lang != langAny || l+1 == langOther {
				return
			}
		}
	}
}

// spellings yields the spellings of a name that have not been seen. It is false
// when enough has been.
func (r *rules) spellings(name string, seen map[string]bool, yield func(string) bool) bool {
	parts := r.parts(name)
	var open []int // the parts that have a choice
	for i, p := range parts {
		if len(p) > 1 {
			open = append(open, i)
		}
	}
	choice := make([]int, len(parts))
	tries := 0 // some of them may come to the same
	// pick changes n more of the open parts from the one at index from on.
	var pick func(from, n int) bool
	pick = func(from, n int) bool {
		if n == 0 {
			var b strings.Builder
			for i, p := range parts {
				b.WriteString(p[choice[i]])
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
			for c := 1; c < len(parts[i]); c++ {
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

// parts cuts a name that has letters into what its characters become: of each the
// spelling that counts first, then the others.
func (r *rules) parts(name string) (parts [][]string) {
	var s state
	var letters [3]rune // the last three
	for i := 0; i < len(name); {
		p, err := next(r, &s, name[i:], true)
		if err != nil {
			return nil
		}
		i += p.size
		prefix := ""
		if s.parted {
			prefix = "<"
		}
		p.append(nil, &s)
		if p.filler {
			letters = [3]rune{}
		}
		if p.value == "" {
			continue
		}
		var part []string
		add := func(value string) {
			if p.double {
				part = append(part, prefix+value+value)
			}
			part = append(part, prefix+value)
		}
		add(p.value)
		if p.repeats {
			part = append(part, "")
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
		parts = append(parts, part)
	}
	return parts
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
