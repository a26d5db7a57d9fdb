package apis

import (
	"errors"
	"io"
	"iter"
)

// A Decoder reads PAXLST messages from a stream, person by person.
//
//	d := apis.NewDecoder(r)
//	for {
//		m, err := d.Next()
//		if err == io.EOF {
//			break
//		} else if err != nil {
//			return err
//		}
//		for p, err := range d.Passengers() {
//			…
//		}
//		// Now m.Total and m.Trailer are known.
//	}
//	for _, f := range d.Findings() {
//		…
//	}
//
// It reads what can be read. What is wrong with a message is a [Finding] with the
// number of its segment and its place in it, and costs as little as it can: a
// value that cannot be read costs itself, and a segment that cannot be read costs
// that segment. Segments that it does not know are kept where they stand. Only a
// stream that is cut off, one without any message, and one that cannot be read at
// all are errors; all that stands in front of the fault has been returned then.
//
// A Decoder needs little memory, whatever the stream is: see [MaxSegment] and
// [MaxGroup]. A Passenger has strings of the segments that it was read from, and
// of no other. A Decoder may be used by one goroutine at a time.
type Decoder struct {
	r        SegmentReader
	findings Findings
	counts   [kinds]int // how many there are of each kind
	err      error      // what ends the stream; not told yet unless it is io.EOF
	ahead    bool       // the segment in r is not used yet

	interchange, inGroup, inMessage bool
	headed                          bool // a header has been read at some time
	seen                            bool // a message has been read
	header                          InterchangeHeader
	group                           GroupHeader
	groups, groupMessages, messages int // in the interchange; messages in the group

	piece
	number     int // of the message in the stream
	segments   int // of the message, with those that cannot be read
	passengers int
	size       int // bytes of the group of segments that is being read
	trailing   int // bytes of what stands behind the persons, wherever it stands
	current    Passenger
}

// NewDecoder returns a Decoder of r. It reads r in blocks, and may read beyond
// the end of the interchange.
func NewDecoder(r io.Reader) *Decoder {
	return &Decoder{r: *NewSegmentReader(r)}
}

// Decode reads the first interchange of r, and returns all of it that can be read,
// with the findings, also if there is an error. It needs memory for all of it: of a
// stream that cannot be trusted a [Decoder] reads more safely. The error is
// [io.EOF] if r is empty.
func Decode(r io.Reader) (*Interchange, Findings, error) {
	d := NewDecoder(r)
	ic := new(Interchange)
	for {
		m, err := d.next(true)
		if err == errNextInterchange || err == io.EOF && d.headed {
			err = nil
		}
		if m == nil {
			ic.Header = d.header
			return ic, d.findings, err
		}
		ic.Header = d.header
		if n := len(ic.Groups); n == 0 || d.inGroup && d.groupMessages == 1 || !d.inGroup && !ic.Groups[n-1].Header.IsZero() {
			ic.Groups = append(ic.Groups, Group{Header: d.group})
		}
		g := &ic.Groups[len(ic.Groups)-1]
		for p, err := range d.Passengers() {
			if err != nil {
				g.Messages = append(g.Messages, *m)
				return ic, d.findings, err
			}
			m.Passengers = append(m.Passengers, p)
		}
		g.Messages = append(g.Messages, *m)
	}
}

// errNextInterchange says that a second interchange begins.
var errNextInterchange = errors.New("apis: next interchange")

// Header returns the header of the interchange that is being read.
func (d *Decoder) Header() InterchangeHeader { return d.header }

// Group returns the header of the group that is being read; zero for none.
func (d *Decoder) Group() GroupHeader { return d.group }

// maxFindings is how many findings of a kind are kept for the caller: those of one
// kind must not hide those of another.
const maxFindings = 1000

// Findings returns what was found since the last call: of each rule and cause the
// first 1000.
func (d *Decoder) Findings() Findings {
	f := d.findings
	d.findings, d.counts = nil, [kinds]int{}
	return f
}

func (d *Decoder) found(k kind, p Place) {
	if d.counts[k] == maxFindings {
		return
	}
	d.counts[k]++
	f := k.finding()
	f.Place = p
	if d.inMessage {
		f.Message = d.number
		if d.person != nil {
			f.Passenger = d.passengers
		}
	}
	d.findings = append(d.findings, f)
}

// here returns the place of a component of the segment that is being read, or of
// the end of the segment if there is no such component.
func (d *Decoder) here(element, component int) Place {
	s := &d.r.seg
	p := s.place
	p.Element, p.Component = element, component
	if i := s.index(element, component); i >= 0 {
		p.Offset += int64(s.at[i])
	} else {
		p.Offset += int64(s.size)
	}
	return p
}

// read makes sure that there is a segment in d.r. What can't be read is a finding;
// the end of the stream is an error, which stays until raise.
func (d *Decoder) read() error {
	for !d.ahead && d.err == nil {
		err := d.r.next()
		switch {
		case err == nil:
			d.ahead = true
			d.segments++
		case recoverable(err):
			d.unreadable(err.(*SyntaxError))
		case err == io.EOF:
			d.err = d.end()
		default:
			d.err = err
		}
	}
	if d.ahead {
		return nil
	}
	return d.err
}

// raise returns the error of read for the caller. The end of a stream that is cut
// off is told once.
func (d *Decoder) raise() error {
	err := d.err
	if _, cut := err.(*SyntaxError); cut {
		d.err = io.EOF
	}
	return err
}

// end returns the error of a stream that ends between two segments.
func (d *Decoder) end() error {
	switch {
	case d.inMessage || d.interchange || d.inGroup:
		return d.r.fail(d.r.offset, ErrTruncated)
	case !d.headed && d.r.seg.place.Segment > 0:
		return &SyntaxError{Err: ErrNoMessage}
	}
	return io.EOF
}

// use takes the segment that has been read.
func (d *Decoder) use() cursor {
	d.ahead = false
	return cursor{&d.r.seg}
}

// faults reports the characters of a segment.
func (d *Decoder) faults() {
	for _, f := range d.r.seg.faults {
		k := kindCharacterSet
		if f.release {
			k = kindRelease
		}
		d.found(k, f.place)
	}
}

func (d *Decoder) unreadable(e *SyntaxError) {
	switch e.Err {
	case ErrTag:
		d.segments++
		d.found(kindTag, e.Place)
	case ErrSegmentLength:
		d.segments++
		d.found(kindSegmentLength, e.Place)
	default:
		d.found(kindServiceString, e.Place)
	}
}

// done reports what is left of a segment that was taken.
func (d *Decoder) done(c cursor) {
	d.faults()
	element := 1
	for i, s := range c.comps {
		for i >= c.starts[element] {
			element++
		}
		trimmed := trimBlanks(s)
		switch {
		case !c.used[i] && trimmed != "":
			d.found(kindSurplus, d.here(element, i-c.starts[element-1]+1))
		case c.used[i] && trimmed != s:
			d.found(kindBlank, d.here(element, i-c.starts[element-1]+1))
		}
	}
}

// Next returns the next message: all that stands in front of its persons. Those
// of the message before it that have not been read are passed over. At the end of
// the stream the error is [io.EOF]; it is a *SyntaxError if the stream is cut off
// or has no message at all, and otherwise that of the underlying reader.
//
// When all persons of the message have been read, its Total and its Trailer are
// set.
func (d *Decoder) Next() (*Message, error) { return d.next(false) }

func (d *Decoder) next(one bool) (*Message, error) {
	for d.inMessage {
		if _, err := d.Passenger(); err != nil && err != io.EOF {
			return nil, err
		}
	}
	for {
		if d.read() != nil {
			return nil, d.raise()
		}
		if one && d.seen && d.r.seg.tag == "UNB" {
			if d.interchange {
				d.found(kindNoUNZ, d.r.seg.place)
			}
			return nil, errNextInterchange
		}
		c := d.use()
		switch c.tag {
		case "UNB":
			d.readUNB(c)
		case "UNG":
			d.readUNG(c)
		case "UNH":
			return d.readMessage(c), nil
		case "UNE":
			d.readUNE(c)
		case "UNZ":
			d.readUNZ(c)
		default:
			d.found(kindMisplaced, c.place)
		}
	}
}

func (d *Decoder) readUNB(c cursor) {
	if d.interchange {
		d.found(kindNoUNZ, c.place)
	}
	d.interchange, d.headed, d.inGroup = true, true, false
	d.groups, d.groupMessages, d.messages = 0, 0, 0
	d.group = GroupHeader{}
	h := InterchangeHeader{ServiceString: d.r.advice, Charset: Charset(c.get(1, 1)), Version: c.get(1, 2)}
	h.Sender, h.Recipient = Party{c.get(2, 1), c.get(2, 2)}, Party{c.get(3, 1), c.get(3, 2)}
	h.Prepared = d.prepared(c, 4)
	h.Reference, h.Application = c.get(5, 1), c.get(7, 1)
	if c.peek(11, 1) == "1" {
		c.get(11, 1)
		h.Test = true
	}
	d.header = h
	d.done(c)
	if !h.Charset.Known() {
		d.found(kindCharsetUnknown, d.here(1, 1))
	}
}

// prepared reads the date and the time of preparation.
func (d *Decoder) prepared(c cursor, element int) DateTime {
	date := c.get(element, 1)
	if len(date) == len("20130620") { // as version 4 of the syntax has it
		date = date[2:]
		d.found(kindDateForm, d.here(element, 1))
	}
	t, ok := parseDateTime(date, c.get(element, 2))
	if !ok {
		d.found(kindValue, d.here(element, 1))
	}
	return t
}

func (d *Decoder) readUNG(c cursor) {
	d.begun(c)
	if d.inGroup {
		d.found(kindNoUNE, c.place)
	}
	d.inGroup, d.groupMessages = true, 0
	d.groups++
	if c.get(1, 1) != "PAXLST" {
		d.found(kindMessageType, d.here(1, 1))
	}
	g := GroupHeader{Sender: Party{c.get(2, 1), c.get(2, 2)}, Recipient: Party{c.get(3, 1), c.get(3, 2)}}
	g.Prepared = d.prepared(c, 4)
	g.Reference = c.get(5, 1)
	c.get(6, 1)
	g.Release = release(c.get(7, 1), c.get(7, 2))
	d.group = g
	d.done(c)
}

// begun reports what stands in no interchange.
func (d *Decoder) begun(c cursor) {
	if !d.interchange && !d.headed {
		d.found(kindNoUNB, c.place)
	}
	d.headed = true
}

// release joins the version and the number of a release.
func release(version, number string) string {
	if number == "" {
		return version
	}
	return version + ":" + number
}

func (d *Decoder) readMessage(c cursor) *Message {
	d.begun(c)
	d.seen = true
	d.number++
	d.messages++
	d.groupMessages++
	d.segments = 1
	d.passengers = 0
	m := &Message{Reference: c.get(1, 1), Release: release(c.get(2, 2), c.get(2, 3))}
	d.inMessage = true
	d.piece = piece{message: m}
	d.trailing = 0
	if d.groups > 0 && !d.inGroup {
		d.found(kindNoGroup, c.place)
	}
	if kind, agency, association := c.get(2, 1), c.get(2, 4), c.get(2, 5); kind != "PAXLST" || agency != "UN" || association != "IATA" {
		d.found(kindMessageType, d.here(2, 1))
	} else if m.Release != DefaultRelease {
		d.found(kindOtherRelease, d.here(2, 3))
	}
	d.done(c)
	place := c.place
	d.collect(c.size + 1)
	if !d.kind && d.err == nil {
		d.found(kindNoBGM, place)
	}
	return m
}

// collect reads the segments of a group: of a person, or those in front of the
// first. It ends in front of the segment that begins another one; whether there
// is none is for the next call to say.
func (d *Decoder) collect(size int) {
	d.size = size
	for d.read() == nil && !begins(cursor{&d.r.seg}) {
		d.put(d.use())
	}
}

// put puts a segment where it belongs, if there is room for it.
func (d *Decoder) put(c cursor) {
	full := d.size > MaxGroup
	if d.size += c.size + 1; d.size > MaxGroup {
		if !full {
			d.found(kindGroupLength, c.place)
		}
		return
	}
	switch t := d.take(c); t {
	case tookIt:
		if d.late(c.tag) {
			d.found(kindOrder, c.place)
		}
		d.done(c)
	default:
		d.faults()
		other := d.other()
		*other = append(*other, c.segment())
		d.found([...]kind{tookNot: kindUnknown, tookRepeated: kindRepeated, tookBad: kindValue}[t], c.place)
	}
}

// Passenger returns the next person of the message. Behind the last one the error
// is [io.EOF]. If the stream is cut off, the person that it is cut off in is
// returned as far as it goes, and the next call returns the *SyntaxError.
func (d *Decoder) Passenger() (Passenger, error) {
	for d.inMessage {
		if d.read() != nil {
			d.inMessage = false
			return Passenger{}, d.raise()
		}
		c := cursor{&d.r.seg}
		if role, ok := roleOf(c); ok {
			d.use()
			return d.readPerson(c, role), nil
		}
		switch c.tag {
		case "UNT":
			d.readUNT(d.use())
			d.inMessage = false
		case "UNB", "UNG", "UNH", "UNE", "UNZ":
			d.found(kindNoUNT, c.place)
			d.inMessage = false
		default:
			if !d.trailer {
				d.person, d.document, d.trailer, d.size = nil, nil, true, d.trailing
			}
			d.put(d.use())
			d.trailing = d.size
		}
	}
	return Passenger{}, io.EOF
}

// Passengers yields the persons of the message that are left, as Passenger returns
// them; with an error it ends.
func (d *Decoder) Passengers() iter.Seq2[Passenger, error] {
	return func(yield func(Passenger, error) bool) {
		for {
			p, err := d.Passenger()
			if err == io.EOF || !yield(p, err) || err != nil {
				return
			}
		}
	}
}

func (d *Decoder) readPerson(c cursor, role Role) Passenger {
	d.passengers++
	d.current = Passenger{}
	d.person, d.document, d.trailer, d.rank = &d.current, nil, false, 0
	d.current.begin(c, role)
	d.done(c)
	d.collect(c.size + 1)
	d.person, d.document = nil, nil
	return d.current
}

func (d *Decoder) readUNT(c cursor) {
	d.person, d.document = nil, nil
	if n, ok := number(c.get(1, 1)); !ok || n != d.segments {
		d.found(kindCountSegments, d.here(1, 1))
	}
	if c.get(2, 1) != d.message.Reference {
		d.found(kindReference, d.here(2, 1))
	}
	if d.counted {
		switch n := d.message.Total; {
		case n < d.passengers:
			d.found(kindCountPersons, c.place)
		case n > d.passengers:
			d.found(kindCountMore, c.place)
		}
	}
	d.done(c)
}

func (d *Decoder) readUNE(c cursor) {
	if !d.inGroup {
		d.found(kindMisplaced, c.place)
		return
	}
	d.inGroup = false
	if n, ok := number(c.get(1, 1)); !ok || n != d.groupMessages {
		d.found(kindCountMessages, d.here(1, 1))
	}
	if c.get(2, 1) != d.group.Reference {
		d.found(kindReference, d.here(2, 1))
	}
	d.group = GroupHeader{}
	d.done(c)
}

func (d *Decoder) readUNZ(c cursor) {
	if d.inGroup {
		d.found(kindNoUNE, c.place)
		d.inGroup, d.group = false, GroupHeader{}
	}
	if !d.interchange {
		d.found(kindMisplaced, c.place)
		return
	}
	d.interchange = false
	count, k := d.messages, kindCountMessages
	if d.groups > 0 {
		count, k = d.groups, kindCountGroups
	}
	if n, ok := number(c.get(1, 1)); !ok || n != count {
		d.found(k, d.here(1, 1))
	}
	if c.get(2, 1) != d.header.Reference {
		d.found(kindReference, d.here(2, 1))
	}
	d.done(c)
}
