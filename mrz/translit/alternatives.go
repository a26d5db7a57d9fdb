package translit

import (
	"iter"
	"slices"
	"strings"
)

// maxAlternatives bounds what Alternatives yields.
const maxAlternatives = 1024

// Alternatives yields all spellings of a name that the standard allows, each
// once: first the one that String returns, then those that differ from it in one
// character, then in two, and so on, but no more than 1024. There is none if
// String fails.
//
// Besides the other letters of a row, they are: the letters in any language, if
// the Transformer is for none; those of the standard where the ones chosen go
// beyond it; and shadda left out, which writers often do (Doc 9303-3 Appendix B).
func (t Transformer) Alternatives(name string) iter.Seq[string] {
	return func(yield func(string) bool) {
		parts, ok := t.rules().parts(name)
		if !ok {
			return
		}
		var open []int // the parts that have a choice
		for i, p := range parts {
			if len(p) > 1 {
				open = append(open, i)
			}
		}
		choice := make([]int, len(parts))
		seen := make(map[string]bool)
		tries := 0 // some of them may come to the same
		// pick changes n more of the open parts from the one at index from on. It
		// is false when enough has been seen.
		var pick func(from, n int) bool
		pick = func(from, n int) bool {
			if n == 0 {
				var b strings.Builder
				for i, p := range parts {
					b.WriteString(p[choice[i]])
				}
				s := b.String()
				tries++
				if !seen[s] {
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
				return
			}
		}
	}
}

// parts cuts a name into what its characters become: of each the spelling that
// counts first, then the others.
func (r *rules) parts(name string) (parts [][]string, ok bool) {
	var s state
	var letters [3]rune // the last three
	for i := 0; i < len(name); {
		p, err := next(r, &s, name[i:], true)
		if err != nil {
			return nil, false
		}
		i += p.size
		prefix := ""
		if s.parted {
			prefix = "<"
		}
		middle := !s.first()
		p.append(nil, &s)
		var part []string
		add := func(value string) {
			if p.double {
				part = append(part, prefix+value+value)
			}
			part = append(part, prefix+value)
		}
		switch {
		case p.value != "":
			add(p.value)
			if p.repeats {
				part = append(part, "")
			}
		case middle && !p.filler:
			part = append(part, "")
		default:
			letters = [3]rune{}
			continue
		}
		for _, other := range r.others(&p) {
			add(other)
		}
		if p.row != nil && p.row.r != 0 {
			if letters == [3]rune{'ا', 'ل', 'ل'} && p.row.r == 'ه' {
				add("XH") // so the standard writes Allah, and does not say why
			}
			letters = [3]rune{letters[1], letters[2], p.row.r}
		}
		parts = append(parts, part)
	}
	return parts, true
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
	if p.row == nil {
		return others
	}
	add(p.row.value)
	add(p.row.others)
	for i := rowsOf(p.row.r); i > 0 && i < len(rows) && rows[i].r == p.row.r; i++ {
		w := &rows[i]
		switch {
		case r.lang == langAny: // any of the languages
			add(w.value)
			add(w.others)
		case p.row.ext && !w.ext && w.lang == langAny && w.pos == posAny:
			add(w.value)
		}
	}
	return others
}
