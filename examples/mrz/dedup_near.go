package main

import (
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/language"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/compare"
	"example.org/traveldoc/mrz/repair"
	"example.org/traveldoc/mrz/translit"
)

// A reason is why two records are held for the same document. Of those of one kind the
// first is the best.
type reason byte

const (
	noReason     reason = iota
	sameNumber          // or, below, misread characters alone can tell them apart
	numberAlike         // one of the commonest, or few of these
	numberNear          // any one, or two that look alike; or neighbours are swapped
	sameBirth           // as it is printed
	birthNear           // see birthReason
	sameName            // as it is printed
	nameSpelling        // equivalent, as mrz compare has it
	nameOrder           // the same, in another order
	nameCut             // one is what the other is cut to
	nameNear            // a few characters differ
)

var reasonTexts = [...]string{
	"", "same-number", "number-alike", "number-near", "same-birth", "birth-near", "same-name", "name-spelling", "name-order", "name-cut", "name-near",
}

// The reasons of number, birth and name.
type reasons [3]reason

func (r reasons) exact() bool { return r[0] == sameNumber && r[1] == sameBirth }

// compareDoubles returns why two records are the same document, if they are.
func compareDoubles(a, b *double) (why reasons, ok bool) {
	number, birth := numberReason(a.number, b.number), birthReason(a.birth, b.birth)
	if number == noReason || number != sameNumber && birth != sameBirth {
		return why, false
	}
	why = reasons{number, birth, nameReason(a, b)}
	if why[2] == noReason && (number == numberNear || birth == noReason) {
		return reasons{}, false
	}
	return why, true
}

// The costs of misreading, in nats, up to which numbers are alike and near. One error
// that costs 5 is made in one of 150 characters: these are O and 0, I and 1, B and 8 and
// the like. No error of one character costs 14, so that each is near.
const (
	alikeCost = 5
	nearCost  = 14
)

func numberReason(a, b string) reason {
	if a == b {
		return sameNumber
	}
	switch d := repair.Distance(a, b); {
	case d <= alikeCost:
		return numberAlike
	case d <= nearCost, swapped(a, b):
		return numberNear
	}
	return noReason
}

// swapped reports whether two neighbours are swapped: what people do who type.
func swapped(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) - 1 {
		if a[i] != b[i] {
			return a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
		}
	}
	return false
}

// alike has for each character the one that stands for it in a key. A digit stands for
// itself, and for the letters that are nearest to it and within half of what is near, so
// that two of them are near; a letter for those that are left. That all are near to the
// one that stands for them keeps a class from going on: I is near to 1, T to I, and 7
// to Z and T.
var alike = sync.OnceValue(func() (t [128]byte) {
	const characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<"
	var first []byte // of the classes
	for _, c := range []byte(characters) {
		t[c] = c
		least := float64(nearCost) / 2
		for _, f := range first {
			if d := repair.Distance(string(c), string(f)); c > '9' && d < least {
				t[c], least = f, d
			}
		}
		if t[c] == c {
			first = append(first, c)
		}
	}
	return t
})

func appendAlike(dst []byte, number string) []byte {
	t := alike()
	for i := range len(number) {
		dst = append(dst, t[number[i]])
	}
	return dst
}

// birthReason returns why two dates of birth, of six characters, may be the same. Where
// one has a filler, it does not say.
func birthReason(a, b string) reason {
	if a == b {
		return sameBirth
	}
	known, differ := 0, 0
	for i := range min(len(a), len(b)) {
		switch {
		case a[i] == '<' || b[i] == '<':
		case a[i] == b[i]:
			known++
		default:
			differ++
		}
	}
	complete := len(a) == 6 && len(b) == 6 && known+differ == 6
	switch {
	case differ == 0 && known >= 2, complete && differ == 1, complete && swapped(a, b),
		complete && a[:2] == b[:2] && a[2:4] == b[4:] && a[4:] == b[2:4]:
		return birthNear
	}
	return noReason
}

// nameReason returns why two names may be the same.
func nameReason(a, b *double) reason {
	switch {
	case a.name == "" || b.name == "":
		return noReason
	case a.name == b.name:
		return sameName
	case excess(a.name, b.name) > 2*compare.DefaultMaxNear:
		return noReason // without the work that follows
	}
	// Each is compared with the other as if that were printed; and, since a zone has
	// UE for Ü, with the national letters that it may stand for.
	x, y := a.zone(), b.zone()
	best := better(printedReason(x.doc, b.name), printedReason(y.doc, a.name))
	if best != noReason && best <= nameOrder {
		return best
	}
	if y.national != "" {
		best = better(best, printedReason(x.doc, y.national))
	}
	if x.national != "" {
		best = better(best, printedReason(y.doc, x.national))
	}
	return best
}

func better(a, b reason) reason {
	if a == noReason || b != noReason && b < a {
		return b
	}
	return a
}

// excess returns how many letters the one of two names that has fewer of its own has
// besides those of the other: it takes as many to misread, and none to be cut, to be
// in another order, or to be spelled with one letter for two.
func excess(a, b string) int {
	var n [128]int8
	for i := range len(a) {
		n[a[i]]++
	}
	for i := range len(b) {
		n[b[i]]--
	}
	n['<'] = 0
	x, y := 0, 0
	for _, d := range n {
		x += int(max(d, 0))
		y += int(max(-d, 0))
	}
	return min(x, y)
}

// printedReason returns why a name may be that of a zone.
func printedReason(zone mrz.Document, name string) reason {
	primary, secondary, _ := strings.Cut(name, "<<")
	r := compare.Visual(zone, compare.VisualZone{Name: primary + "<<" + secondary}, &compare.Options{AnyOrder: true})
	p, s := r.Of(mrz.FieldPrimaryIdentifier), r.Of(mrz.FieldSecondaryIdentifier)
	worst := p
	switch {
	case p.Reason == compare.ReasonUnreadable || s.Reason == compare.ReasonUnreadable:
		return noReason
	case p.Relation == compare.Absent, s.Relation != compare.Absent && s.Relation < p.Relation:
		worst = s // a name may have one part
	}
	switch {
	case worst.Relation == compare.Equal:
		return sameName
	case worst.Relation == compare.Equivalent && (p.Reason == compare.ReasonOrder || s.Reason == compare.ReasonOrder):
		return nameOrder
	case worst.Relation == compare.Equivalent:
		return nameSpelling
	case worst.Relation == compare.Truncated:
		return nameCut
	case worst.Relation == compare.Near:
		return nameNear
	}
	return noReason
}

// A nameZone is what package compare takes for the name of a record.
type nameZone struct {
	doc      mrz.Document
	national string // see national
}

// zone returns the name of a record for package compare. It is made once.
func (x *double) zone() *nameZone {
	if x.made == nil {
		x.made = &nameZone{zoneOf(x), national(x.name)}
	}
	return x.made
}

var latin = sync.OnceValue(func() translit.Reverser { return translit.Reverse(language.Und) })

// national returns the shortest of the names in Latin letters that a zone may stand for,
// MÜLLER for MUELLER, or "" if there is none but the one that it has.
func national(name string) string {
	const most = 64 // that are looked at
	primary, secondary, _ := strings.Cut(name, "<<")
	found := false
	shortest := func(letters string) string {
		best, n := letters, 0
		for c := range latin().Candidates(letters) {
			if utf8.RuneCountInString(c.Name) < utf8.RuneCountInString(best) {
				best, found = c.Name, true
			}
			if n++; n == most {
				break
			}
		}
		return best
	}
	if name = shortest(primary) + "<<" + shortest(secondary); !found {
		return ""
	}
	return name
}

// zoneOf returns a zone with the name of a record and its State, for package compare.
func zoneOf(x *double) mrz.Document {
	fill := func(s string, n int) string { return s + strings.Repeat("<", max(0, n-len(s))) }
	name := fill(x.name, x.field)
	text := ""
	switch x.field {
	case 30:
		text = fill("I<"+x.state, 30) + "\n" + fill("", 30) + "\n" + name
	default:
		text = "P<" + x.state + name + "\n" + fill("", 5+x.field)
	}
	doc, _ := mrz.Parse(text) // the zero document is like no other
	return doc
}
