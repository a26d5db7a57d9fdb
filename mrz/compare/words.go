package compare

import "slices"

// The words of this file are practice, and no part of Doc 9303: UNCONFIRMED. Words
// are in the letters of a zone.

// affixes are titles and suffixes, which Doc 9303-3 4.6 leaves out of the zone unless
// the issuing State regards them as part of the name.
var affixes = map[string]bool{
	"DR": true, "PROF": true, "SIR": true, "DAME": true, "LORD": true, "LADY": true, "MR": true, "MRS": true, "MS": true,
	"MISS": true, "JR": true, "SR": true, "JNR": true, "SNR": true, "II": true, "III": true, "IV": true, "PHD": true,
	"MD": true, "ING": true, "DIPL": true, "MAG": true, "HON": true, "REV": true, "HERR": true, "FRAU": true, "ESQ": true,
}

// markers are words between the name of a person and one before or by marriage.
var markers = [][]string{
	{"GEB"}, {"GEBORENE"}, {"GEBORENER"}, {"NEE"}, {"NE"}, {"BORN"}, {"ROZ"}, {"ROZENA"}, {"NATA"}, {"NACIDA"}, {"Z", "DOMU"}, // born
	{"EPOUSE"}, {"EP"}, {"EPSE"}, {"VEUVE"}, {"VVE"}, {"E", "V"}, // married to, widow of
}

// special reports whether a word may be an affix or begin a marker.
func special(word string) bool {
	return affixes[word] || slices.ContainsFunc(markers, func(m []string) bool { return m[0] == word })
}

// A part is the indexes of the components of an identifier that may stand for it.
type part struct {
	keep   []int
	reason Reason
}

// partsOf returns the parts of an identifier of some words: all of it, first; it
// without titles and suffixes; and the names before and behind a marker.
func partsOf(words []string) []part {
	all, plain := make([]int, len(words)), []int(nil)
	for i, w := range words {
		all[i] = i
		if !affixes[w] {
			plain = append(plain, i)
		}
	}
	list := []part{{all, ReasonNone}}
	if 0 < len(plain) && len(plain) < len(all) {
		list = append(list, part{plain, ReasonAffix})
	}
	for _, m := range markers {
		for i := 1; i+len(m) < len(all); i++ {
			if slices.Equal(words[i:i+len(m)], m) {
				return append(list, part{all[:i], ReasonBirthName}, part{all[i+len(m):], ReasonBirthName})
			}
		}
	}
	return list
}

// pick returns some elements.
func pick[T any](all []T, keep []int) (picked []T) {
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
