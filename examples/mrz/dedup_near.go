package main

import "strings"

// The reasons why two records are held for the same document.
const (
	sameNumber    = "same-number"
	numberAlike   = "number-alike" // but for characters that look alike
	numberNear    = "number-near"  // one character differs, or two next to each other are swapped
	sameBirth     = "same-birth"
	birthNear     = "birth-near"
	sameName      = "same-name"
	nameCut       = "name-cut" // one is the beginning of the other
	nameOrder     = "name-order"
	nameSpelling  = "name-spelling"  // two spellings of a letter: UE and U
	nameNear      = "name-near"      // as number-near
	noReason      = ""               //
	alikeFrom     = "OQDILBSZGUTAYJ" // each may be read for the one below it
	alikeTo       = "000118526V7447"
	longEnough    = 5 // characters of a name of which one may differ
	spellingPairs = "AE A OE O UE U AA A SS S IJ Y KH H TS C"
)

// alike folds the characters that engines and people take for each other.
var alike = func() (t [256]byte) {
	for i := range t {
		t[i] = byte(i)
	}
	for i := range alikeFrom {
		t[alikeFrom[i]] = alikeTo[i]
	}
	return t
}()

func foldAlike(s string) string {
	b := []byte(s)
	for i := range b {
		b[i] = alike[b[i]]
	}
	return string(b)
}

// near reports whether one character differs, or two neighbours are swapped, or one
// is missing.
func near(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	if i == len(a) {
		return true
	}
	return a[i+1:] == b[i+1:] || i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}

// numberReason returns why two numbers may be the same.
func numberReason(a, b string) string {
	switch {
	case a == b:
		return sameNumber
	case foldAlike(a) == foldAlike(b):
		return numberAlike
	case near(a, b):
		return numberNear
	}
	return noReason
}

// birthReason returns why two dates of birth, of six characters, may be the same. Where
// one has a filler, it does not say.
func birthReason(a, b string) string {
	if a == b {
		return sameBirth
	}
	known := 0
	for i := range min(len(a), len(b)) {
		if a[i] == '<' || b[i] == '<' {
			continue
		}
		if a[i] != b[i] {
			known = -len(a)
		}
		known++
	}
	if known >= 2 || near(a, b) && len(a) == len(b) || len(a) == 6 && len(b) == 6 && a[:2] == b[:2] && a[2:4] == b[4:] && a[4:] == b[2:4] {
		return birthNear
	}
	return noReason
}

// nameReason returns why two names may be the same.
func nameReason(a, b *double) string {
	x, y := a.primary+"<"+a.secondary, b.primary+"<"+b.secondary
	switch {
	case x == y:
		return sameName
	case a.cut && isCutOf(x, y) || b.cut && isCutOf(y, x):
		return nameCut
	case sameWords(x, y):
		return nameOrder
	case foldSpelling(x) == foldSpelling(y):
		return nameSpelling
	case min(len(x), len(y)) >= longEnough && near(x, y):
		return nameNear
	}
	return noReason
}

// isCutOf reports whether a name that may have been cut is a part of another one. A word
// may have lost its end where the name ends.
func isCutOf(cut, whole string) bool { return len(cut) >= longEnough && strings.HasPrefix(whole, cut) }

func words(s string) map[string]int {
	m := map[string]int{}
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ' ' || r == '<' }) {
		m[word]++
	}
	return m
}

func sameWords(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	x, y := words(a), words(b)
	for word, n := range x {
		if y[word] != n {
			return false
		}
	}
	return len(x) == len(y)
}

var spellings = strings.NewReplacer(strings.Fields(spellingPairs)...)

func foldSpelling(s string) string { return spellings.Replace(s) }
