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
// two States. A visa is held against visas alone. What is left is paired by the date of birth and the name
// together: a person who comes with another document than the listed one is
// Changed. One who has another number and another name, or another number and
// another date of birth, is Missing, and the document is Surplus: whether they are
// one is for a person to say.
//
// Compared is what the list says: an element that it leaves out is no change. D
// and DEU are the same, and so are a gender that a document does not state and X
// or U. Of a date of birth the known parts count.
//
// exact is false if the names of so many passengers with one date of birth were
// to be tried that some were not.
func Check(passengers []Passenger, documents []mrz.Document, o *CheckOptions) (pairs []Pair, exact bool) {
	c := checker{passengers: passengers, documents: documents, names: SameName, seen: make([]int, len(passengers))}
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

	numbers map[string][]*listed
	seen    []int // of each passenger: how many pairs there are
	first   []int // of each passenger: the one who is listed with the same document, or -1
	own     [][]Pair
	rest    []Pair
}

func (c *checker) check() ([]Pair, bool) {
	c.list()
	c.own = make([][]Pair, len(c.passengers))
	var left []int
	zones := make(map[mrz.Document]int)
	for j, d := range c.documents {
		if first, ok := zones[d]; ok {
			c.rest = append(c.rest, Pair{Duplicate, -1, j, first, 0})
			continue
		}
		zones[d] = j
		l := c.find(d)
		switch {
		case l == nil:
			left = append(left, j)
		case l.seen > 0:
			c.rest = append(c.rest, Pair{Duplicate, l.passenger, j, l.seen - 1, 0})
		default:
			l.seen = j + 1
			c.pair(l.passenger, j, c.changes(l.passenger, &c.passengers[l.passenger].Documents[l.document], d))
		}
	}
	exact := c.byName(left)
	pairs := make([]Pair, 0, len(c.passengers)+len(c.rest))
	for i := range c.passengers {
		switch {
		case len(c.own[i]) > 0:
			pairs = append(pairs, c.own[i]...)
		case c.first[i] >= 0:
			pairs = append(pairs, Pair{Duplicate, i, -1, c.first[i], 0})
		default:
			pairs = append(pairs, Pair{Missing, i, -1, -1, 0})
		}
	}
	slices.SortStableFunc(c.rest, func(a, b Pair) int { return a.Document - b.Document })
	return append(pairs, c.rest...), exact
}

// list enters the documents of the list by their numbers.
func (c *checker) list() {
	c.numbers = make(map[string][]*listed, len(c.passengers))
	c.first = make([]int, len(c.passengers))
	type document struct {
		number string
		issuer state.Code
	}
	persons := make(map[document]int, len(c.passengers))
	for i := range c.passengers {
		c.first[i] = -1
		for k := range c.passengers[i].Documents {
			d := &c.passengers[i].Documents[k]
			number := squeeze(d.Number)
			if number == "" {
				continue
			}
			c.numbers[number] = append(c.numbers[number], &listed{passenger: i, document: k})
			key := document{number, canonical(d.IssuingState)}
			if first, ok := persons[key]; !ok {
				persons[key] = i
			} else if first != i && c.first[i] < 0 {
				c.first[i] = first
			}
		}
	}
}

// find returns the document of the list with the number of one that was scanned,
// if anything else agrees: of several the one that agrees best, and of those the
// first that was not seen.
func (c *checker) find(d mrz.Document) (best *listed) {
	score := 1 // which takes more than not having been seen
	issuer := d.IssuingState().Canonical()
	candidates := c.numbers[squeeze(d.DocumentNumber())]
	// Many with one number are a list that is not meant well.
	for _, l := range candidates[:min(len(candidates), 16)] {
		t := &c.passengers[l.passenger].Documents[l.document]
		if (t.Type.Value == "V") != visa(d) {
			continue
		}
		p := &c.passengers[l.passenger]
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

func (c *checker) pair(passenger, document int, changes Elements) {
	status := Matched
	if changes != 0 {
		status = Changed
	}
	c.own[passenger] = append(c.own[passenger], Pair{status, passenger, document, -1, changes})
	c.seen[passenger]++
}

// byName pairs documents with passengers who have not been seen by the date of
// birth and the name.
func (c *checker) byName(left []int) (exact bool) {
	births := make(map[mrz.Date][]int)
	for i := range c.passengers {
		if birth := c.passengers[i].DateOfBirth; c.seen[i] == 0 && birth.IsComplete() {
			births[birth] = append(births[birth], i)
		}
	}
	tries := 1<<16 + 16*(len(c.passengers)+len(left)) // no real list needs them
	exact = true
	for _, j := range left {
		d := c.documents[j]
		found := -1
		for _, i := range births[d.DateOfBirth()] {
			if c.seen[i] > 0 || visa(d) {
				continue
			}
			if tries--; tries < 0 {
				exact = false
				break
			}
			if c.names(c.passengers[i].Name, d) {
				found = i
				break
			}
		}
		if found < 0 {
			c.rest = append(c.rest, Pair{Surplus, -1, j, -1, 0})
			continue
		}
		var listed TravelDocument
		if p := &c.passengers[found]; len(p.Documents) > 0 {
			listed = p.Documents[0]
		}
		c.pair(found, j, c.changes(found, &listed, d)|ElementsOf(DocumentNumber))
	}
	return exact
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
	differs(IssuingState, t.IssuingState != "" && canonical(t.IssuingState) != d.IssuingState().Canonical())
	differs(DateOfExpiry, t.Expiry != mrz.Date{} && zone.Expiry != mrz.Date{} && t.Expiry != zone.Expiry)
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
