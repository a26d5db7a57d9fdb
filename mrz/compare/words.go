package compare

import "slices"

// The words of this file are practice, and no part of Doc 9303: UNCONFIRMED. Words
// are in the letters of a zone.

// affixes are titles and suffixes, which Doc 9303-3 4.6 leaves out of the zone unless
// the issuing State regards them as part of the name. Those that are names of many
// people as well, such as Md (for Mohammed) and Lady, are not among them.
var affixes = map[string]bool{
	"DR": true, "PROF": true, "SIR": true, "DAME": true, "MR": true, "MRS": true, "MS": true,
	"MISS": true, "JR": true, "SR": true, "JNR": true, "SNR": true, "II": true, "III": true, "IV": true, "PHD": true,
	"ING": true, "DIPL": true, "MAG": true, "REV": true, "HERR": true, "FRAU": true, "ESQ": true,
}

// generations are the affixes that tell people apart who have all else of a name in
// common.
var generations = map[string]bool{"JR": true, "SR": true, "JNR": true, "SNR": true, "II": true, "III": true, "IV": true}

// hasGeneration reports whether a name has one of them.
func hasGeneration(primary, secondary []string) bool {
	is := func(word string) bool { return generations[word] }
	return slices.ContainsFunc(primary, is) || slices.ContainsFunc(secondary, is)
}

// A marker is words between the name of a person and one before or by marriage. Those
// that are given names as well count in a primary identifier only.
type marker struct {
	words   []string
	primary bool
}

var markers = []marker{
	{[]string{"GEB"}, false}, {[]string{"GEBORENE"}, false}, {[]string{"GEBORENER"}, false}, {[]string{"NEE"}, false},
	{[]string{"BORN"}, true}, {[]string{"ROZ"}, true}, {[]string{"ROZENA"}, false}, {[]string{"NATA"}, true},
	{[]string{"NACIDA"}, false}, {[]string{"Z", "DOMU"}, false}, // born
	{[]string{"EPOUSE"}, false}, {[]string{"EP"}, true}, {[]string{"EPSE"}, false}, {[]string{"VEUVE"}, false},
	{[]string{"VVE"}, false}, {[]string{"E", "V"}, true}, // married to, widow of
}

// special reports whether a word may be an affix or begin a marker.
func special(word string) bool {
	return affixes[word] || slices.ContainsFunc(markers, func(m marker) bool { return m.words[0] == word })
}

// A part is the indexes of the components of an identifier that may stand for it.
type part struct {
	keep   []int
	reason Reason
}

// partsOf returns the parts of an identifier of some words: all of it, first; it
// without titles and suffixes, of which generations may be kept; and the names before
// and behind a marker. Behind one in a secondary identifier stands a surname.
func partsOf(words []string, primary, keep bool) []part {
	all, plain := make([]int, len(words)), []int(nil)
	for i, w := range words {
		all[i] = i
		if !affixes[w] || keep && generations[w] {
			plain = append(plain, i)
		}
	}
	list := []part{{all, ReasonNone}}
	if 0 < len(plain) && len(plain) < len(all) {
		list = append(list, part{plain, ReasonAffix})
	}
	for _, m := range markers {
		if m.primary && !primary {
			continue
		}
		for i := 1; i+len(m.words) < len(all); i++ {
			if !slices.Equal(words[i:i+len(m.words)], m.words) {
				continue
			}
			list = append(list, part{all[:i], ReasonBirthName})
			if primary {
				list = append(list, part{all[i+len(m.words):], ReasonBirthName})
			}
			return list
		}
	}
	return list
}

// pick returns some elements.
func pick[T any](all []T, keep []int) []T {
	picked := make([]T, 0, len(keep))
	for _, i := range keep {
		picked = append(picked, all[i])
	}
	return picked
}

// maxComponents is how many components a name may have of which parts are looked at.
const maxComponents = 24

// anySpecial reports whether an identifier may have other parts than all of it, for
// most have none.
func anySpecial(all []component) bool {
	if len(all) > maxComponents {
		return false
	}
	var buf [16]byte // more than the longest word
	for _, c := range all {
		word := buf[:0]
		for _, p := range c.pieces {
			if len(word)+len(p.Letters[0]) > len(buf) {
				word = word[:0]
				break
			}
			word = append(word, p.Letters[0]...)
		}
		if special(string(word)) {
			return true
		}
	}
	return false
}

// wordsOf returns the words of components, as they are spelled first.
func wordsOf(all []component) []string {
	words := make([]string, len(all))
	for i, c := range all {
		words[i] = c.word()
	}
	return words
}
