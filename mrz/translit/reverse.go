package translit

import (
	"container/heap"
	"iter"
	"slices"
	"strings"

	"golang.org/x/text/language"
)

// A Candidate is a name in national characters for which a zone may have some
// letters.
type Candidate struct {
	// Name is in capitals where the script has any, with a blank between two
	// components.
	Name string
	// Certain is set if the language has no other letters that are written so.
	// What no zone has is not counted: vowel marks, a shadda that was not written
	// (Doc 9303-3 Appendix B), apostrophes, and whether two components stand
	// apart or with a hyphen. Letters that a zone leaves out and marks that make
	// another letter are counted, so that it is never set for Russian, whose soft
	// sign may stand in many places, nor in Latin and Greek.
	Certain bool
}

// A Reverser finds the names for which a zone may have some letters. Reverse
// makes one; the zero value finds none. It may be used by several goroutines at
// once.
type Reverser struct {
	near, all *alphabet
	spell     []*rules // as the letters may have been written
}

const (
	maxCandidates = 1024
	maxReverse    = 64 // bytes of a name; a zone has 39
)

// Reverse returns a Reverser for names of a language and its script. The script
// is the likely one of the language, unless the tag tells (und-Arab, uz-Cyrl).
// Arabic, Cyrillic, Greek and Latin are known; a tag of any other script is
// taken for Latin. Of Latin letters only those come back that are spelled with
// several ones (Ü of UE or UXX); the others stay without their marks.
//
// A zone does not say in which language its name was, nor by which scheme it was
// written: the issuing State may tell.
func Reverse(tag language.Tag) Reverser {
	name := ""
	if base, confidence := tag.Base(); confidence == language.Exact {
		name = base.String()
	}
	script, _ := tag.Script()
	r := Reverser{}
	l := langOf(tag)
	r.near, r.all = alphabetsOf(name, script.String(), l)
	for _, s := range []style{styleOf(tag), styleDigraphs, stylePlain, styleRecoverable} {
		r.spell = append(r.spell, &rules{lang: l, style: s})
	}
	return r
}

// Candidates yields the names for which the letters of a component, or of several
// with fillers or blanks between them, may stand: the likeliest first, each once
// and no more than 1024. What is likely is judged by the letters of the language
// and by few letters instead of many, and by nothing that is known of names. Where
// the letters are not the first ones of a row of the tables, names with other
// letters of the script follow. There is none for letters that no name is written
// with, and for more than 64 bytes.
func (r Reverser) Candidates(letters string) iter.Seq[Candidate] {
	return func(yield func(Candidate) bool) {
		if r.near == nil || len(letters) > maxReverse {
			return
		}
		letters = strings.Join(strings.FieldsFunc(letters, func(c rune) bool { return c == '<' || c == ' ' }), "<")
		// The first two tell whether the first is certain, and whether all are
		// written in the way that comes first.
		var found []Candidate
		plain := false
		seen := make(map[string]bool)
		flush := func() bool {
			for _, c := range found {
				if !yield(c) {
					return false
				}
			}
			found = nil
			return true
		}
		for _, a := range []*alphabet{r.near, r.all} {
			for name := range a.names(letters) {
				if seen[name] {
					continue
				}
				first, ok := r.written(name, letters)
				if !ok {
					continue
				}
				seen[name] = true
				plain = plain || first
				if len(seen) == 1 {
					found = append(found, Candidate{name, first && a == r.near && a.exact})
					continue
				}
				if len(found) == 1 {
					found[0].Certain = false
				}
				found = append(found, Candidate{name, false})
				if !flush() || len(seen) == maxCandidates {
					return
				}
			}
			if plain || r.all == r.near {
				break
			}
			if len(found) > 0 {
				found[0].Certain = false
			}
		}
		flush()
	}
}

// written reports whether a name is written with some letters: first, if it is so
// in the way that String chooses.
func (r Reverser) written(name, letters string) (first, ok bool) {
	for i, rules := range r.spell {
		if s, err := (Transformer{rules, nil}).String(name); err == nil && s == letters {
			return i == 0, true
		}
	}
	for s := range (Transformer{r.spell[0], nil}).Alternatives(name) {
		if s == letters {
			return false, true
		}
	}
	return false, false
}

// An alphabet is the letters of a language with what stands for them.
type alphabet struct {
	tokens map[byte][]token // by the first letter of a token
	exact  bool             // no letter is lost on the way into a zone
}

// A token is some letters of a zone and what they may stand for.
type token struct {
	letters, name string
	places        uint8 // a bit for each place where it may stand, by placeOf
	cost          int
}

// placeOf numbers the four places in a component.
func placeOf(isFirst, isLast bool) (n uint8) {
	if isFirst {
		n = 1
	}
	if isLast {
		n |= 2
	}
	return n
}

const anyPlace = 0b1111

// The costs of tokens. That of one letter is the unit, so that few are likelier
// than many; the others are less than one or two of it.
const (
	costLetter = 10
	costOther  = 8  // the letters are not those that the row has first
	costRare   = 15 // the letter hardly occurs
	costDouble = 2  // a letter with a shadda
	costTwice  = 15 // a letter with a shadda, where two of it are likelier
)

func (a *alphabet) add(t token) {
	if t.letters != "" {
		a.tokens[t.letters[0]] = append(a.tokens[t.letters[0]], t)
	}
}

// newAlphabet makes the alphabet of some characters; those of rare come last.
func newAlphabet(chars, rare string, l lang) *alphabet {
	a := &alphabet{tokens: make(map[byte][]token), exact: true}
	for i, c := range []rune(chars) {
		first := rowsOf(c)
		if first == 0 {
			continue
		}
		cost := costLetter
		if strings.ContainsRune(rare, c) {
			cost += costRare
		}
		// In which places the character has which letters.
		places := make(map[*row]uint8)
		for _, place := range []struct{ first, last bool }{{false, false}, {true, false}, {false, true}, {true, true}} {
			places[rowOf(first, l, place.first, place.last)] |= 1 << placeOf(place.first, place.last)
		}
		for j := first; j < len(rows) && rows[j].r == c; j++ {
			w := &rows[j]
			if places[w] == 0 {
				continue
			}
			if w.value == "" {
				a.exact = false
			}
			values := []string{w.value}
			if w.others != "" {
				values = append(values, strings.Split(w.others, "|")...)
			}
			for k, v := range values {
				t := token{v, string(c), places[w], cost*64 + i} // of the same cost, in the order of the alphabet
				if k > 0 {
					t.cost += costOther * 64
				}
				a.add(t)
				if isArabic(c) && v != "" {
					double := costDouble
					if c == 'ل' { // mostly the article and another one
						double = costTwice
					}
					a.add(token{v + v, string(c) + string(shadda), places[w], t.cost + double*64})
				}
			}
		}
	}
	return a
}

// alphabetsOf returns the alphabet of a language, and that of its whole script.
func alphabetsOf(base, script string, l lang) (near, all *alphabet) {
	switch script {
	case "Arab":
		all = newArabic(charsOf(0x600, 0x700), l)
		chars, ok := arabicAlphabets[base]
		if !ok {
			return all, all
		}
		return newArabic(chars, l), all
	case "Cyrl":
		all = newAlphabet(charsOf(0x400, 0x530), rareCyrillic, l)
		all.exact = false
		chars, ok := cyrillicAlphabets[base]
		if !ok {
			near = all
			break
		}
		near = newAlphabet(chars, rareCyrillic, l)
	case "Grek":
		near = newAlphabet("ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", "", l)
		near.exact = false // accents are lost
		for letters, name := range greekTokens {
			near.add(token{letters, name, anyPlace, costLetter * 64})
		}
		near.add(token{"B", "ΜΠ", anyPlace &^ 1, costLetter * 64}) // first or last
		all = near
	default:
		near = newLatin(latinLetters[base])
		all = near
	}
	const last = 1<<2 | 1<<3
	switch base {
	case "uk":
		near.add(token{"ZGH", "ЗГ", anyPlace, costLetter * 64})
		near.add(token{"YI", "ИЙ", last, costLetter * 64}) // as most names that end so
	case "bg":
		near.add(token{"IA", "ИЯ", last, costLetter * 64})
	case "ru":
		near.add(token{"II", "ИЙ", last, costLetter * 64})
	}
	return near, all
}

// charsOf returns the characters that have rows, from one up to another.
func charsOf(from, to rune) string {
	var b strings.Builder
	for i := range rows {
		if r := rows[i].r; from <= r && r < to && rows[i-1].r != r {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// The alphabets of languages, in their order.
var (
	cyrillicAlphabets = map[string]string{
		"be": "АБВГДЕЁЖЗІЙКЛМНОПРСТУЎФХЦЧШЫЬЭЮЯ",
		"bg": "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЬЮЯ",
		"kk": "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ",
		"ky": "АБВГДЕЁЖЗИЙКЛМНҢОӨПРСТУҮФХЦЧШЩЪЫЬЭЮЯ",
		"mk": "АБВГДЃЕЖЗЅИЈКЛЉМНЊОПРСТЌУФХЦЧЏШ",
		"ru": "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ",
		"sr": "АБВГДЂЕЖЗИЈКЛЉМНЊОПРСТЋУФХЦЧЏШ",
		"tg": "АБВГҒДЕЁЖЗИӢЙКҚЛМНОПРСТУӮФХҲЧҶШЪЭЮЯ",
		"uk": "АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯ",
		"uz": "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЪЬЭЮЯЎҚҒҲ",
	}
	arabicAlphabets = map[string]string{
		"ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى",
		"fa": "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیءآأؤئ",
		"ps": "ابپتټثجچځڅحخدډذرړزژږسشښصضطظعغفقکګلمنڼوهیېۍءآئ",
		"ur": "ابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھیےءآأؤئۂۃۓ",
	}
	greekTokens = map[string]string{
		"OU": "ΟΥ", "AV": "ΑΥ", "AF": "ΑΥ", "EV": "ΕΥ", "EF": "ΕΥ", "IV": "ΗΥ", "IF": "ΗΥ",
		"NG": "ΓΓ", "NX": "ΓΞ", "NCH": "ΓΧ",
	}
)

// rareCyrillic has the letters whose letters mostly stand for others.
const rareCyrillic = "ЪЫЭЁѪѴЀЍ"

// newArabic makes an alphabet with the spelling of Allah that Doc 9303-3 Appendix B
// has.
func newArabic(chars string, l lang) *alphabet {
	a := newAlphabet(chars, "", l)
	a.add(token{"ALLXH", "الله", anyPlace, costLetter * 64})
	return a
}

// newLatin makes the alphabet of A to Z and of those letters that a zone spells
// with several ones; own are those that the language has.
func newLatin(own string) *alphabet {
	a := &alphabet{tokens: make(map[byte][]token)}
	for i := range len(capitals) {
		c := capitals[i : i+1]
		a.add(token{c, c, anyPlace, costLetter * 64})
	}
	for i, c := range []rune("ÄÅÆÖØŒÜÑẞÞĲ") {
		w := rowOf(rowsOf(c), langAny, false, false)
		for v := range strings.SplitSeq(w.value+"|"+w.others, "|") {
			t := token{v, string(c), anyPlace, costLetter*64 + i}
			switch {
			case len(v) < 2:
				continue
			case !strings.HasSuffix(v, "XX") && !strings.ContainsRune(own, c):
				t.cost += costRare * 64
			}
			a.add(t)
		}
	}
	return a
}

// latinLetters are the letters of languages that a zone spells with several ones.
var latinLetters = map[string]string{
	"da": "ÅÆØ", "de": "ÄÖÜẞ", "et": "ÄÖÜ", "fi": "ÄÅÖ", "fo": "ÆØ", "fr": "Œ", "hu": "ÖÜ", "is": "ÆÖÞ",
	"nb": "ÅÆØ", "nl": "Ĳ", "nn": "ÅÆØ", "no": "ÅÆØ", "sv": "ÄÅÖ", "tr": "ÖÜ",
}

// A step is the last part of a name that is being put together.
type step struct {
	from *step
	name string
	pos  int // the letters of the zone that have been read
	cost int // so far, and at least to the end
	done int // the cost so far
	seq  int // of equal costs the earlier step comes first
}

type steps []*step

func (s steps) Len() int { return len(s) }
func (s steps) Less(i, j int) bool {
	if s[i].cost != s[j].cost {
		return s[i].cost < s[j].cost
	}
	return s[i].seq < s[j].seq
}
func (s steps) Swap(i, j int) { s[i], s[j] = s[j], s[i] }
func (s *steps) Push(x any)   { *s = append(*s, x.(*step)) }
func (s *steps) Pop() any {
	last := len(*s) - 1
	x := (*s)[last]
	*s = (*s)[:last]
	return x
}

// at calls f for each token that stands at a place of the letters.
func (a *alphabet) at(letters string, i int, f func(t token)) {
	if letters[i] == '<' {
		f(token{"<", " ", anyPlace, 0})
		return
	}
	isFirst := i == 0 || letters[i-1] == '<'
	for _, t := range a.tokens[letters[i]] {
		end := i + len(t.letters)
		if end > len(letters) || letters[i:end] != t.letters {
			continue
		}
		isLast := end == len(letters) || letters[end] == '<'
		if t.places>>placeOf(isFirst, isLast)&1 != 0 {
			f(t)
		}
	}
}

// names yields the names of the least cost, which is found by a search that knows
// what the rest costs at least.
func (a *alphabet) names(letters string) iter.Seq[string] {
	return func(yield func(string) bool) {
		const never = 1 << 30
		rest := make([]int, len(letters)+1) // the least cost from each letter on
		for i := len(letters) - 1; i >= 0; i-- {
			rest[i] = never
			a.at(letters, i, func(t token) {
				rest[i] = min(rest[i], t.cost+rest[i+len(t.letters)])
			})
		}
		if len(letters) == 0 || rest[0] >= never {
			return
		}
		seen := make(map[string]bool)
		seq := 0
		for open := (steps{{cost: rest[0]}}); len(open) > 0; {
			s := heap.Pop(&open).(*step)
			if s.pos == len(letters) {
				name := s.String()
				if seen[name] {
					continue
				}
				seen[name] = true
				if !yield(name) || len(seen) == maxCandidates {
					return
				}
				continue
			}
			a.at(letters, s.pos, func(t token) {
				end := s.pos + len(t.letters)
				if rest[end] >= never {
					return
				}
				seq++
				done := s.done + t.cost
				heap.Push(&open, &step{s, t.name, end, done + rest[end], done, seq})
			})
		}
	}
}

// String returns the name that ends with a step.
func (s *step) String() string {
	var parts []string
	for ; s.from != nil; s = s.from {
		parts = append(parts, s.name)
	}
	slices.Reverse(parts)
	return strings.Join(parts, "")
}
