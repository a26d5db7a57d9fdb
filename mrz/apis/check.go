package apis

import (
	"slices"
	"strings"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/state"
)

// A Status says what has become of a person on a list, or of a document at the
// gate.
type Status uint8

// The statuses.
const (
	Matched   Status = 1 + iota // the list says what the document says
	Changed                     // it is the same person or document, and something differs
	Missing                     // on the list, and no document was seen
	Surplus                     // a document was seen that is not on the list
	Duplicate                   // listed, or seen, a second time
)

var statusNames = [...]string{Matched: "matched", Changed: "changed", Missing: "missing", Surplus: "surplus", Duplicate: "duplicate"}

// String returns "matched", "changed", "missing", "surplus" or "duplicate", and ""
// for a value that is none.
func (s Status) String() string {
	if int(s) < len(statusNames) {
		return statusNames[s]
	}
	return ""
}

// MarshalText returns the text of String.
func (s Status) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// A Pair is a line of what Check returns. It holds places in the two lists, and
// no data.
type Pair struct {
	Status Status
	// Passenger and Document are indices of the lists, -1 for none.
	Passenger, Document int
	// Listed is an index of the Documents of the Passenger: of the one that the
	// Document was held against, -1 for none.
	Listed int
	// Of a Duplicate: the index, in the same list, of what it repeats; otherwise -1.
	First int
	// Of a Changed: the elements that differ.
	Changes Elements
}

// A NameMatcher says whether a name on a list and the name of a document can be
// that of one person. Each name may be cut in its own way.
type NameMatcher func(Name, mrz.Document) bool

// CheckOptions are the options of Check. The zero value, or nil, is right for names
// in the letters of zones.
type CheckOptions struct {
	// Names matches names; nil is SameName.
	Names NameMatcher
}

// Check compares a list of passengers with the zones that were scanned at the
// gate. It returns a Pair for each passenger, in the order of the list, and then
// one for each document that belongs to none or that was seen before, in their
// order. A passenger with several documents that were seen has a Pair for each.
//
// A document belongs to the passenger who has its number on the list, and with it
// its issuing State, its name or its date of birth: a number alone may be that of
// two States. A visa is held against visas alone. What is left is paired by the
// date of birth and the name together: a person who comes with another document
// than the listed one is Changed. One who has another number and another name, or
// another number and another date of birth, is Missing, and the document is
// Surplus: whether they are one is for a person to say. For the same reason two
// passengers with one document are a Duplicate only if they have one name, and no
// two dates of birth.
//
// Compared is what the list says: an element that it leaves out is no change. D
// and DEU are the same, and so are a gender that a document does not state and X
// or U. Of a date of birth the known parts count.
//
// exact is false if so many passengers have one document number, or one date of
// birth, that some were not compared.
func Check(passengers []Passenger, documents []mrz.Document, o *CheckOptions) (pairs []Pair, exact bool) {
	c := checker{
		passengers: passengers, documents: documents, names: SameName, exact: true,
		tries: 1<<20 + 16*(len(passengers)+len(documents)), // no real list needs them
		seen:  make([]bool, len(passengers)), own: make([][]Pair, len(passengers)),
	}
	if o != nil && o.Names != nil {
		c.names = o.Names
	}
	return c.check()
}

// A listed is a document on the list.
type listed struct {
	passenger, document int
	seen                int // 1 + index of the document that was scanned; 0 for none
}

type checker struct {
	passengers []Passenger
	documents  []mrz.Document
	names      NameMatcher
	tries      int // of comparisons that are left
	exact      bool

	numbers map[string][]*listed
	seen    []bool // of each passenger: a document that is no visa
	own     [][]Pair
	rest    []Pair
}

func (c *checker) check() ([]Pair, bool) {
	c.list()
	var left []int
	zones := make(map[mrz.Document]int)
	for j, d := range c.documents {
		if first, ok := zones[d]; ok {
			c.rest = append(c.rest, Pair{Duplicate, -1, j, -1, first, 0})
			continue
		}
		zones[d] = j
		l := c.find(d)
		switch {
		case l == nil:
			left = append(left, j)
		case l.seen > 0:
			c.rest = append(c.rest, Pair{Duplicate, l.passenger, j, l.document, l.seen - 1, 0})
		default:
			l.seen = j + 1
			c.pair(l.passenger, j, l.document)
		}
	}
	c.byName(left)
	first := c.listedTwice()
	pairs := make([]Pair, 0, len(c.passengers)+len(c.rest))
	for i := range c.passengers {
		switch {
		case len(c.own[i]) > 0:
			pairs = append(pairs, c.own[i]...)
		case first[i] >= 0:
			pairs = append(pairs, Pair{Duplicate, i, -1, -1, first[i], 0})
		default:
			pairs = append(pairs, Pair{Missing, i, -1, -1, -1, 0})
		}
	}
	slices.SortStableFunc(c.rest, func(a, b Pair) int { return a.Document - b.Document })
	return append(pairs, c.rest...), c.exact
}

// list enters the documents of the list by their numbers.
func (c *checker) list() {
	c.numbers = make(map[string][]*listed, len(c.passengers))
	for i := range c.passengers {
		for k := range c.passengers[i].Documents {
			if number := squeeze(c.passengers[i].Documents[k].Number); number != "" {
				c.numbers[number] = append(c.numbers[number], &listed{passenger: i, document: k})
			}
		}
	}
}

// listedTwice returns for each passenger who was not seen the one whom he repeats,
// or -1: the same document, the same letters of the name, and the same date of
// birth if both have one. A number alone repeats nobody: it may have been typed for
// the wrong person, who is missing then.
func (c *checker) listedTwice() (first []int) {
	if !slices.ContainsFunc(c.own, func(pairs []Pair) bool { return len(pairs) == 0 }) {
		return nil // which is as it should be
	}
	type person struct {
		number         string
		issuer         state.Code
		surname, given string
		birth          mrz.Date
	}
	anyBirth := mrz.Date{'*'}
	entered := make(map[person]int, len(c.passengers))
	first = make([]int, len(c.passengers))
	keys := func(i int, yield func(person)) {
		p := &c.passengers[i]
		for k := range p.Documents {
			d := &p.Documents[k]
			if number := squeeze(d.Number); number != "" {
				yield(person{number, canonical(d.IssuingState), squeeze(p.Name.Surname), squeeze(givenOf(p.Name)), p.DateOfBirth})
			}
		}
	}
	enter := func(i int) {
		keys(i, func(key person) {
			for _, birth := range [...]mrz.Date{key.birth, anyBirth} {
				key.birth = birth
				if _, ok := entered[key]; !ok {
					entered[key] = i
				}
			}
		})
	}
	for i := range c.passengers {
		if first[i] = -1; len(c.own[i]) > 0 {
			enter(i)
		}
	}
	for i := range c.passengers {
		if len(c.own[i]) > 0 {
			continue
		}
		keys(i, func(key person) {
			births := [...]mrz.Date{key.birth, {}}
			if key.birth == (mrz.Date{}) {
				births[1] = anyBirth
			}
			for _, birth := range births {
				key.birth = birth
				if other, ok := entered[key]; ok && first[i] < 0 {
					first[i] = other
				}
			}
		})
		if first[i] < 0 {
			enter(i)
		}
	}
	return first
}

// try counts a comparison of a passenger with a document, and reports whether it may be made.
func (c *checker) try() bool {
	if c.tries == 0 {
		c.exact = false
		return false
	}
	c.tries--
	return true
}

// find returns the document of the list with the number of one that was scanned,
// if anything else agrees: of several the one that agrees best, and of those the
// first that was not seen.
func (c *checker) find(d mrz.Document) (best *listed) {
	score := 1 // which takes more than not having been seen
	issuer := d.IssuingState().Canonical()
	for _, l := range c.numbers[squeeze(d.DocumentNumber())] {
		p := &c.passengers[l.passenger]
		t := &p.Documents[l.document]
		if !c.try() {
			break
		}
		if (t.Type.Value == visaType) != visa(d) {
			continue
		}
		n := 0
		if canonical(t.IssuingState) == issuer {
			n += 8
		}
		if c.names(p.Name, d) {
			n += 4
		}
		if p.DateOfBirth == d.DateOfBirth() {
			n += 2
		}
		if l.seen == 0 {
			n++
		}
		if n > score {
			best, score = l, n
		}
	}
	return best
}

func visa(d mrz.Document) bool { return d.Layout() == mrz.MRVA || d.Layout() == mrz.MRVB }

// pair enters that a document belongs to a passenger, held against one that is
// listed, or none if that is -1.
func (c *checker) pair(passenger, document, listed int) {
	var t TravelDocument
	if listed >= 0 {
		t = c.passengers[passenger].Documents[listed]
	}
	status, d := Matched, c.documents[document]
	changes := c.changes(passenger, &t, d)
	if changes != 0 {
		status = Changed
	}
	c.own[passenger] = append(c.own[passenger], Pair{status, passenger, document, listed, -1, changes})
	c.seen[passenger] = c.seen[passenger] || !visa(d)
}

// byName pairs documents with passengers who have not been seen by the date of
// birth and the name.
func (c *checker) byName(left []int) {
	births := make(map[mrz.Date][]int)
	for i := range c.passengers {
		if birth := c.passengers[i].DateOfBirth; !c.seen[i] && birth.IsComplete() {
			births[birth] = append(births[birth], i)
		}
	}
	for _, j := range left {
		d := c.documents[j]
		same := births[d.DateOfBirth()]
		if visa(d) || !c.exact {
			same = nil
		}
		found := slices.IndexFunc(same, func(i int) bool { return c.try() && c.names(c.passengers[i].Name, d) })
		if found < 0 {
			c.rest = append(c.rest, Pair{Surplus, -1, j, -1, -1, 0})
			continue
		}
		i := same[found]
		births[d.DateOfBirth()] = slices.Delete(same, found, found+1)
		c.pair(i, j, c.passengers[i].travelDocument())
	}
}

// changes returns the elements of the list that a document contradicts.
func (c *checker) changes(passenger int, t *TravelDocument, d mrz.Document) (changes Elements) {
	p := &c.passengers[passenger]
	differs := func(e Element, yes bool) {
		if yes {
			changes |= ElementsOf(e)
		}
	}
	seen, _ := FromDocument(d, nil, mrz.CalendarDate{})
	zone := &seen.Documents[0]
	differs(DocumentType, t.Type.Value != "" && zone.Type.Value != "" && t.Type.Value != zone.Type.Value)
	differs(DocumentNumber, t.Number != "" && squeeze(t.Number) != zone.Number)
	differs(IssuingState, t.IssuingState != "" && canonical(t.IssuingState) != d.IssuingState().Canonical())
	expiry := d.DateOfExpiry() // one that may stand for no limit is a date, too
	differs(DateOfExpiry, t.Expiry != mrz.Date{} && expiry.IsComplete() && t.Expiry != expiry)
	differs(Nationality, p.Nationality != "" && canonical(p.Nationality) != d.Nationality().Canonical())
	differs(DateOfBirth, p.DateOfBirth != mrz.Date{} && !sameKnown(p.DateOfBirth, d.DateOfBirth()))
	differs(Gender, p.Gender != "" && !sameGender(p.Gender, d.Sex()))
	if !c.names(p.Name, d) {
		squeezed := squeeze(p.Name.Surname)
		surname := squeezed == squeeze(seen.Name.Surname)
		given := squeeze(givenOf(p.Name)) == squeeze(givenOf(seen.Name))
		differs(Surname, !surname)
		differs(GivenNames, !given || surname)
	}
	return changes
}

// sameGender reports whether a gender can be that of a document. One that the
// document does not state is X, U or undisclosed.
func sameGender(gender string, s mrz.Sex) bool {
	if gender == "X" || gender == "U" {
		return s.Unspecified()
	}
	return gender == s.String()
}

// sameKnown reports whether a date can be the one of a zone of which parts may be
// unknown.
func sameKnown(listed, zone mrz.Date) bool {
	for i := 0; i < len(zone); i += 2 {
		if pair := zone[i : i+2]; string(pair) != "<<" && string(pair) != string(listed[i:i+2]) {
			return false
		}
	}
	return true
}

// canonical returns the code of a State that a list has, in two or three letters.
func canonical(s string) state.Code {
	if len(s) == 2 {
		if c, ok := state.ByAlpha2(s); ok {
			return c.Canonical()
		}
	}
	c, _ := state.Parse(s)
	return c.Canonical()
}

// squeeze drops what is written in one source and not in another: blanks,
// hyphens, apostrophes and fillers.
func squeeze(s string) string {
	if !strings.ContainsAny(s, " -'<") {
		return s
	}
	return squeezer.Replace(s)
}

var squeezer = strings.NewReplacer(" ", "", "-", "", "'", "", "<", "")

// givenOf returns the given names, "" for the word that stands for none.
func givenOf(n Name) string {
	if g := n.GivenNames(); g != FNU {
		return g
	}
	return ""
}

// SameName reports whether a name on a list and the name of a document can be
// those of one person: the same letters, whatever parts them; or, if the field of
// the document may have cut it, such that each of its components is the beginning
// of a listed one (see [mrz.Document.NameFits]). A listed identifier of 35
// letters, for which a message has no more room, may itself be cut. FNU is no
// given name. An empty name is nobody's.
func SameName(n Name, d mrz.Document) bool {
	primary, secondary := d.PrimaryIdentifier(), d.SecondaryIdentifier()
	if primary == "" {
		primary, secondary = secondary, "" // as FromDocument has it
	}
	surname, given := n.Surname, givenOf(n)
	if surname == "" || primary == "" {
		return false
	}
	if sameLetters(surname, primary) && sameLetters(given, secondary) {
		return true
	}
	return d.NameFits(components(surname), components(given))
}

// sameLetters reports whether two identifiers have the same letters. The first may
// be cut where a message has no more room.
func sameLetters(listed, zone string) bool {
	a, b := squeeze(listed), squeeze(zone)
	return a == b || len(listed) >= maxName-1 && strings.HasPrefix(b, a)
}

// components returns an identifier with its components parted by blanks.
func components(s string) string {
	if !strings.ContainsAny(s, "-'") {
		return s
	}
	return componentReplacer.Replace(s)
}

var componentReplacer = strings.NewReplacer("-", " ", "'", "")
