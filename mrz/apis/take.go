package apis

import "slices"

// A piece is where a segment of a message belongs: what has been read so far, from
// the outside to the inside. Those that have not begun are nil.
type piece struct {
	message  *Message
	leg      *Leg
	stop     *Stop
	person   *Passenger
	document *TravelDocument
	trailer  bool
	counted  bool // the CNT has been read
	kind     bool // the BGM has been read
	reporter bool
	rank     int // of the last segment
}

// take puts the values of a segment where they belong. The innermost piece comes
// first: a person may go on behind a document, out of the order of the guide.
func (p *piece) take(c cursor) took {
	switch {
	case p.trailer:
		return p.takeTrailer(c)
	case p.person != nil:
		if p.document != nil {
			if t := p.document.take(c); t != tookNot {
				return t
			}
		}
		if c.tag == "DOC" {
			return p.takeDocument(c)
		}
		return p.person.take(c)
	}
	if p.leg != nil {
		if t := p.takeStop(c); t != tookNot {
			return t
		}
	}
	return p.takeHeader(c)
}

// other returns where a segment is kept that nothing takes.
func (p *piece) other() *[]Segment {
	switch {
	case p.trailer:
		return &p.message.Trailer
	case p.document != nil:
		return &p.document.Other
	case p.person != nil:
		return &p.person.Other
	case p.stop != nil:
		return &p.stop.Other
	case p.leg != nil:
		return &p.leg.Other
	}
	return &p.message.Other
}

func (p *piece) takeHeader(c cursor) took {
	m := p.message
	switch {
	case c.tag == "BGM":
		if p.kind {
			return tookRepeated
		}
		kind := c.get(1, 1)
		if kind == "" {
			return tookBad
		}
		m.Kind, m.Function, p.kind = Kind(kind), Function(c.get(2, 1)), true
		return tookIt
	case c.is("RFF", "TN"):
		if m.Transaction != "" || m.Revision != "" {
			return tookRepeated
		}
		m.Transaction, m.Revision = c.get(1, 2), c.get(1, 5)
		if m.Transaction == "" && m.Revision == "" {
			return tookBad
		}
		return tookIt
	case c.is("NAD", "MS"):
		if p.reporter {
			return tookRepeated
		}
		m.Reporter.ID, m.Reporter.Name, p.reporter = c.get(2, 1), c.name(4), true
		return tookIt
	case c.tag == "COM":
		return c.contacts(&m.Reporter.Contacts)
	case c.is("TDT", "20"), c.is("TDT", "34"):
		m.Legs = append(m.Legs, Leg{Flight: c.get(2, 1), Carrier: c.get(5, 1), Overflight: c.peek(1, 1) == "34"})
		p.leg, p.stop = &m.Legs[len(m.Legs)-1], nil
		return tookIt
	}
	return tookNot
}

func (p *piece) takeStop(c cursor) took {
	switch {
	case c.tag == "LOC" && StopUse(c.peek(1, 1)).known():
		s := Stop{Use: StopUse(c.get(1, 1)), Airport: c.get(2, 1)}
		if s.Airport == "" {
			return tookBad
		}
		p.leg.Stops = append(p.leg.Stops, s)
		p.stop = &p.leg.Stops[len(p.leg.Stops)-1]
		return tookIt
	case p.stop == nil:
		return tookNot
	case c.is("DTM", "189"):
		return c.setTime(&p.stop.Departs)
	case c.is("DTM", "232"):
		return c.setTime(&p.stop.Arrives)
	}
	return tookNot
}

// roleOf returns the role of a person that a segment begins.
func roleOf(c cursor) (Role, bool) {
	if c.tag != "NAD" {
		return 0, false
	}
	i := slices.Index(roleCodes[:], c.peek(1, 1))
	return Role(max(i, 0)), i >= 0
}

// name returns the name in an element.
func (c cursor) name(element int) Name {
	return Name{c.get(element, 1), c.get(element, 2), c.get(element, 3)}
}

// begin sets what a NAD says of a person.
func (p *Passenger) begin(c cursor, role Role) {
	c.get(1, 1)
	p.Role, p.Name = role, c.name(4)
	p.Address = Address{
		Street: c.get(5, 1), City: c.get(6, 1), Region: Location{c.get(7, 1), c.get(7, 4)},
		Postcode: c.get(8, 1), Country: c.get(9, 1),
	}
}

// contacts adds those of a COM.
func (c cursor) contacts(list *[]Contact) took {
	for e := range c.elements() {
		if c.peek(e+1, 1) == "" {
			return tookBad
		}
	}
	if c.elements() == 0 {
		return tookBad
	}
	for e := range c.elements() {
		*list = append(*list, Contact{c.get(e+1, 1), c.get(e+1, 2)})
	}
	return tookIt
}

func (p *Passenger) take(c cursor) took {
	switch c.tag {
	case "ATT":
		if c.is("ATT", "2") {
			return set(&p.Gender, c.get(3, 1))
		}
	case "DTM":
		if c.is("DTM", "329") {
			return c.setDate(&p.DateOfBirth)
		}
	case "MEA":
		switch {
		case c.is("MEA", "CT"):
			return c.measure(&p.Bags)
		case c.is("MEA", "WT"):
			return c.measure(&p.Weight)
		}
	case "GEI":
		if c.is("GEI", "4") {
			return p.verify(c.get(2, 1))
		}
	case "FTX":
		if c.is("FTX", "BAG") {
			t := BagTag{c.get(4, 1), c.get(4, 2)}
			if t.Number == "" {
				return tookBad
			}
			p.BagTags = append(p.BagTags, t)
			return tookIt
		}
	case "LOC":
		if i := slices.Index(personLocations[:], c.peek(1, 1)); i >= 0 {
			c.get(1, 1)
			return c.location(p.locations()[i])
		}
	case "COM":
		return c.contacts(&p.Contacts)
	case "EMP":
		if c.is("EMP", "1") {
			return c.code(2, &p.CrewRole)
		}
	case "NAT":
		if c.is("NAT", "2") {
			return set(&p.Nationality, c.get(2, 1))
		}
	case "RFF":
		r := Reference{ReferenceUse(c.peek(1, 1)), c.peek(1, 2)}
		if !r.Use.known() {
			break
		}
		if c.get(1, 1); c.get(1, 2) == "" {
			return tookBad
		}
		p.References = append(p.References, r)
		return tookIt
	}
	return tookNot
}

func (p *Passenger) verify(code string) took {
	i := slices.Index(verificationCodes[1:], code)
	switch {
	case i < 0:
		return tookBad
	case p.Verified != VerificationUnstated:
		return tookRepeated
	}
	p.Verified = Verification(i + 1)
	return tookIt
}

func (c cursor) measure(dst *Measure) took {
	m := Measure{Value: c.get(3, 2), Unit: c.get(3, 1)}
	switch {
	case m.Value == "":
		return tookBad
	case *dst != Measure{}:
		return tookRepeated
	}
	*dst = m
	return tookIt
}

func (c cursor) location(dst *Location) took {
	l := Location{c.get(2, 1), c.get(2, 4)}
	switch {
	case l == Location{}:
		return tookBad
	case *dst != Location{}:
		return tookRepeated
	}
	*dst = l
	return tookIt
}

func (c cursor) code(element int, dst *Code) took {
	v := Code{c.get(element, 1), c.get(element, 2), c.get(element, 3)}
	switch {
	case v.Value == "":
		return tookBad
	case *dst != Code{}:
		return tookRepeated
	}
	*dst = v
	return tookIt
}

func (p *piece) takeDocument(c cursor) took {
	d := TravelDocument{Number: c.get(2, 1)}
	d.Type = Code{c.get(1, 1), c.get(1, 2), c.get(1, 3)}
	p.person.Documents = append(p.person.Documents, d)
	p.document = &p.person.Documents[len(p.person.Documents)-1]
	return tookIt
}

func (d *TravelDocument) take(c cursor) took {
	switch {
	case c.is("DTM", "36"):
		return c.setDate(&d.Expiry)
	case c.is("DTM", "182"):
		return c.setDate(&d.Issued)
	case c.is("LOC", "91"):
		return set(&d.IssuingState, c.get(2, 1))
	}
	return tookNot
}

// takeTrailer takes what stands behind the persons: the CNT.
func (p *piece) takeTrailer(c cursor) took {
	if c.tag != "CNT" || c.peek(1, 1) != countCode(p.message.Kind) {
		return tookNot
	}
	c.get(1, 1)
	n, ok := number(c.get(1, 2))
	switch {
	case !ok:
		return tookBad
	case p.counted:
		return tookRepeated
	}
	p.message.Total, p.counted = n, true
	return tookIt
}

// maxNumber is the largest number that number reads.
const maxNumber = 999999999

// number reads a number of at most nine digits.
func number(s string) (n int, ok bool) {
	if s == "" || len(s) > 9 {
		return 0, false
	}
	for i := range len(s) {
		if !isDigit(s[i]) {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// begins reports whether a segment begins a person, the end of the persons, or
// what is outside of the message. No piece takes such a segment.
func begins(c cursor) bool {
	switch c.tag {
	case "CNT", "UNT", "UNE", "UNZ", "UNH", "UNG", "UNB", "UNA":
		return true
	}
	_, person := roleOf(c)
	return person
}

// The order of the segments in front of the persons, and of those of a person.
var (
	headerOrder = [...]string{"BGM", "RFF", "NAD", "COM", "TDT", "LOC", "DTM"}
	personOrder = [...]string{"NAD", "ATT", "DTM", "MEA", "GEI", "FTX", "LOC", "COM", "EMP", "NAT", "RFF", "DOC"}
)

// late reports whether a segment that was taken stands behind one that the guide
// has behind it.
func (p *piece) late(tag string) bool {
	if p.trailer {
		return false
	}
	if tag == "DTM" || tag == "LOC" {
		if p.document != nil || p.person == nil {
			return false // of a document, or of a leg: what they belong to is in its place
		}
	}
	order := headerOrder[:]
	if p.person != nil {
		order = personOrder[:]
	}
	rank := slices.Index(order, tag)
	late := rank < p.rank
	p.rank = max(rank, 0)
	return late
}
