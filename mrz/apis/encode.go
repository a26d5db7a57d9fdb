package apis

import (
	"io"
	"slices"
	"strconv"
)

// An Encoder writes an interchange piece by piece, so that a list of any length
// needs little memory: a header, then messages, and behind each its passengers.
//
//	e := apis.NewEncoder(w, header)
//	e.Group(group) // unless there is none
//	e.Message(message)
//	for … {
//		e.Passenger(&p)
//	}
//	err := e.Close()
//
// It counts what it writes, and repeats references where the standard wants it.
// The first error, an *EncodeError or that of w, is returned by this and all
// further calls; what has been handed to w by then ends behind a passenger, and is
// no whole message. An Encoder may be used by one goroutine at a time.
type Encoder struct {
	w   io.Writer
	out segmentWriter
	err error

	header                  InterchangeHeader
	group                   GroupHeader
	message                 *Message
	groups, inGroup, total  int // groups; messages in the group, and in all
	passengers              int
	begun, grouped, closing bool
}

// NewEncoder returns an Encoder that writes to w. Nothing is kept of the header
// but its strings.
func NewEncoder(w io.Writer, h InterchangeHeader) *Encoder {
	return &Encoder{w: w, header: h.withDefaults()}
}

// withDefaults returns h with what stands for "" in it.
func (h InterchangeHeader) withDefaults() InterchangeHeader {
	if h.Charset == "" {
		h.Charset = UNOA
	}
	if h.Version == "" {
		h.Version = "4"
	}
	return h
}

// Append appends the interchange to dst: what an [Encoder] writes. The error is an
// *EncodeError, and then dst is returned as it was.
func (ic *Interchange) Append(dst []byte) ([]byte, error) {
	b := appender{dst}
	e := NewEncoder(&b, ic.Header)
	for i := range ic.Groups {
		g := &ic.Groups[i]
		if !g.Header.IsZero() {
			e.Group(g.Header)
		} else if len(ic.Groups) > 1 || len(g.Messages) == 0 {
			e.out.fail(ErrRequired)
		}
		for j := range g.Messages {
			e.Message(&g.Messages[j])
		}
	}
	if err := e.Close(); err != nil {
		return dst, err
	}
	return b.b, nil
}

type appender struct{ b []byte }

func (a *appender) Write(p []byte) (int, error) {
	a.b = append(a.b, p...)
	return len(p), nil
}

// flush hands over what was written if there is enough of it, and after an error
// drops it.
func (e *Encoder) flush(least int) error {
	if e.err == nil && e.out.err != nil {
		e.err = e.out.err
	}
	if e.err == nil && len(e.out.b) >= least {
		_, e.err = e.w.Write(e.out.b)
		e.out.b = e.out.b[:0]
	}
	if e.err != nil {
		e.out.b = nil
	}
	return e.err
}

const flushSize = 1 << 14

// begin writes the header, once.
func (e *Encoder) begin() {
	if e.begun {
		return
	}
	e.begun = true
	h := &e.header
	service := defaultService
	if h.ServiceString != "" {
		if len(h.ServiceString) != len(service) || !serviceString([]byte(h.ServiceString)).valid() {
			e.out.fail(ErrServiceString)
			return
		}
		service = serviceString([]byte(h.ServiceString))
		e.out.b = append(append(e.out.b, "UNA"...), h.ServiceString...)
	}
	e.out.init(service, h.Charset)
	w := &e.out
	w.begin("UNB")
	if !h.Charset.Known() {
		w.fail(ErrCharset)
	}
	w.element(string(h.Charset), h.Version)
	w.party(h.Sender)
	w.party(h.Recipient)
	w.prepared(h.Prepared)
	w.element(w.required(h.Reference))
	w.element()
	w.element(h.Application)
	w.element()
	w.element()
	w.element()
	if h.Test {
		w.element("1")
	}
	w.end()
}

func (w *segmentWriter) party(p Party) {
	if trimBlanks(p.ID) == "" {
		w.required("")
	}
	w.element(p.ID, p.Qualifier)
}

func (w *segmentWriter) prepared(d DateTime) {
	if !d.IsValid() {
		w.failNext(ErrDate)
	}
	w.element(string(d.Date[:]), string(d.Time[:]))
}

// Group begins a group of messages, and ends the one before it. Once a message has
// been written outside of a group there can be none.
func (e *Encoder) Group(h GroupHeader) error {
	e.begin()
	e.endGroup()
	if e.total > 0 && !e.grouped || e.closing {
		e.out.fail(ErrOrder)
	}
	if h.Release == "" {
		h.Release = DefaultRelease
	}
	e.group, e.grouped, e.inGroup = h, true, 0
	e.groups++
	w := &e.out
	w.group = 0
	w.begin("UNG")
	w.element("PAXLST")
	w.party(h.Sender)
	w.party(h.Recipient)
	w.prepared(h.Prepared)
	w.element(w.required(h.Reference))
	w.element("UN")
	w.release(h.Release)
	w.end()
	return e.flush(flushSize)
}

// release writes the version and the release of a directory, and what else the
// element has.
func (w *segmentWriter) release(release string, more ...string) {
	w.element(more...)
	version, number := cutRelease(release)
	w.component(version)
	w.component(number)
}

// cutRelease cuts D:15B.
func cutRelease(release string) (version, number string) {
	for i := range len(release) {
		if release[i] == ':' {
			return release[:i], release[i+1:]
		}
	}
	return release, ""
}

// Message begins a message, and ends the one before it. It writes the passengers
// of m; more may follow by Passenger. m is read again when the message ends, and
// must stay as it is until then.
func (e *Encoder) Message(m *Message) error {
	e.begin()
	e.endMessage()
	if e.closing {
		e.out.fail(ErrOrder)
	}
	e.message = m
	e.passengers = 0
	e.inGroup++
	e.total++
	w := &e.out
	w.place = EncodeError{Message: e.total}
	w.segments = 0
	w.message(m)
	for i := range m.Passengers {
		if err := e.Passenger(&m.Passengers[i]); err != nil {
			return err
		}
	}
	return e.flush(flushSize)
}

// message writes what stands in front of the passengers.
func (w *segmentWriter) message(m *Message) {
	release := m.Release
	if release == "" {
		release = DefaultRelease
	}
	w.group = 0
	w.begin("UNH")
	w.element(w.required(m.Reference))
	w.release(release, "PAXLST")
	w.component("UN")
	w.component("IATA")
	w.end()
	kind := m.Kind
	if kind == "" {
		kind = PassengerList
	}
	w.begin("BGM")
	w.element(w.required(string(kind)))
	w.element(string(m.Function))
	w.end()
	if m.Transaction != "" || m.Revision != "" {
		w.begin("RFF")
		w.required(m.Transaction + m.Revision)
		w.element("TN", m.Transaction, "", "", m.Revision)
		w.end()
	}
	if r := &m.Reporter; !r.isZero() {
		w.begin("NAD")
		w.element("MS")
		w.element(r.ID)
		w.element()
		w.name(r.Name)
		w.end()
		w.contacts(r.Contacts)
	}
	header := func() piece { return piece{message: m.spoil(), kind: true, reporter: !m.Reporter.isZero()} }
	w.others(m.Other, header)
	for i := range m.Legs {
		w.leg(&m.Legs[i], header)
	}
}

func (r *Reporter) isZero() bool { return r.ID == "" && r.Name == (Name{}) && len(r.Contacts) == 0 }

// maxName is the number of characters that a component of a name has room for
// (C080, 3036).
const maxName = 35

func (w *segmentWriter) name(n Name) {
	w.element()
	for _, c := range [...]string{n.Surname, n.Given, n.Second} {
		w.component(c)
		if len(trimBlanks(c)) > maxName {
			w.place.Character = maxName + 1
			w.fail(ErrTooLong)
			w.place.Character = 0
		}
	}
}

// contacts writes as many COM as it needs: each has room for three.
func (w *segmentWriter) contacts(list []Contact) {
	for len(list) > 0 {
		n := min(len(list), 3)
		w.begin("COM")
		for _, c := range list[:n] {
			w.element(w.required(c.Number), c.Means)
		}
		w.end()
		list = list[n:]
	}
}

func (w *segmentWriter) leg(l *Leg, header func() piece) {
	use := "20"
	if l.Overflight {
		use = "34"
	}
	w.segment("TDT", use, l.Flight, "", "", l.Carrier)
	w.others(l.Other, func() piece {
		p, spoilt := header(), *l
		p.leg, spoilt.Stops = &spoilt, slices.Clip(l.Stops)
		return p
	})
	for i := range l.Stops {
		s := &l.Stops[i]
		w.begin("LOC")
		if w.place.Element = 1; !s.Use.known() {
			w.fail(ErrCode)
		}
		w.place.Element = 0
		w.element(string(s.Use))
		w.element(w.required(s.Airport))
		w.end()
		w.time("189", s.Departs)
		w.time("232", s.Arrives)
		w.others(s.Other, func() piece {
			p, leg, stop := header(), *l, *s
			p.leg, p.stop, leg.Stops = &leg, &stop, slices.Clip(l.Stops)
			return p
		})
	}
}

func (w *segmentWriter) time(use string, d DateTime) {
	if d.IsZero() {
		return
	}
	w.begin("DTM")
	w.element(use)
	if !d.IsValid() {
		w.place.Component = 2
		w.fail(ErrDate)
	}
	w.component(d.String())
	w.component("201")
	w.end()
}

// Passenger writes a person of the message that was begun last. It keeps nothing
// of p.
func (e *Encoder) Passenger(p *Passenger) error {
	if e.message == nil {
		e.out.fail(ErrOrder)
		return e.flush(flushSize)
	}
	e.passengers++
	e.out.place.Passenger = e.passengers
	e.out.passenger(p)
	e.out.place.Passenger = 0
	return e.flush(flushSize)
}

// passenger writes a person, the segments in the order of the guide.
func (w *segmentWriter) passenger(p *Passenger) {
	w.group = 0
	w.begin("NAD")
	if p.Role.String() == "" {
		w.failNext(ErrCode)
	}
	w.element(p.Role.String())
	w.element()
	w.element()
	w.name(p.Name)
	w.element(p.Address.Street)
	w.element(p.Address.City)
	w.element(p.Address.Region.Code, "", "", p.Address.Region.Name)
	w.element(p.Address.Postcode)
	w.element(p.Address.Country)
	w.end()
	if p.Gender != "" {
		w.valued("ATT", "2", "", p.Gender)
	}
	w.date("329", p.DateOfBirth)
	w.measure("CT", p.Bags)
	w.measure("WT", p.Weight)
	if p.Verified != VerificationUnstated {
		if int(p.Verified) >= len(verificationCodes) {
			w.fail(ErrCode)
			return
		}
		w.segment("GEI", "4", verificationCodes[p.Verified])
	}
	for _, t := range p.BagTags {
		w.begin("FTX")
		w.element("BAG")
		w.element()
		w.element()
		w.element(w.required(t.Number), t.Bags)
		w.end()
	}
	for i, l := range p.locations() {
		w.location(personLocations[i], *l)
	}
	w.contacts(p.Contacts)
	if p.CrewRole != (Code{}) {
		w.begin("EMP")
		w.element("1")
		w.element(w.required(p.CrewRole.Value), p.CrewRole.List, p.CrewRole.Agency)
		w.end()
	}
	if p.Nationality != "" {
		w.valued("NAT", "2", p.Nationality)
	}
	for _, r := range p.References {
		if !r.Use.known() {
			w.fail(ErrCode)
		}
		w.begin("RFF")
		w.element(string(r.Use))
		if trimBlanks(r.Number) == "" {
			w.fail(ErrRequired)
		}
		w.component(r.Number)
		w.end()
	}
	w.others(p.Other, func() piece { return piece{person: p.spoil()} })
	for i := range p.Documents {
		w.document(p, &p.Documents[i])
	}
}

// personLocations are the uses of the places of a person, in the order of the
// guide.
var personLocations = [...]string{"22", "174", "178", "179", "180"}

// locations returns the places in the order of personLocations.
func (p *Passenger) locations() [len(personLocations)]*Location {
	return [...]*Location{&p.Clearance, &p.Residence, &p.Embarkation, &p.Debarkation, &p.Birthplace}
}

func (w *segmentWriter) measure(use string, m Measure) {
	if m == (Measure{}) {
		return
	}
	w.begin("MEA")
	w.element(use)
	w.element()
	w.element(m.Unit, w.required(m.Value))
	w.end()
}

func (w *segmentWriter) location(use string, l Location) {
	if l == (Location{}) {
		return
	}
	w.begin("LOC")
	w.element(use)
	w.required(l.Code + l.Name)
	w.element(l.Code, "", "", l.Name)
	w.end()
}

func (w *segmentWriter) document(p *Passenger, d *TravelDocument) {
	w.begin("DOC")
	w.element(d.Type.Value, d.Type.List, d.Type.Agency)
	w.element(d.Number)
	w.end()
	w.date("36", d.Expiry)
	w.date("182", d.Issued)
	if d.IssuingState != "" {
		w.valued("LOC", "91", d.IssuingState)
	}
	w.others(d.Other, func() piece {
		spoilt := *d
		return piece{person: p.spoil(), document: &spoilt}
	})
}

// others writes the segments that are not known. One that would be read as
// something else than it was is refused: here stands a piece of a message that is
// like the one that they belong to, and that is spoilt by trying.
func (w *segmentWriter) others(list []Segment, here func() piece) {
	for i := range list {
		p := here()
		c := cursorOf(list[i])
		if end := begins(c) && !(p.trailer && c.tag == "CNT"); end || p.take(c) == tookIt {
			w.place.Tag = knownTag(list[i].Tag)
			w.fail(ErrSegment)
			return
		}
		w.raw(list[i])
	}
}

// spoil returns a copy of a message whose slices can be appended to.
func (m *Message) spoil() *Message {
	c := *m
	c.Legs, c.Reporter.Contacts = slices.Clip(c.Legs), slices.Clip(c.Reporter.Contacts)
	return &c
}

// spoil returns a copy of a person whose slices can be appended to.
func (p *Passenger) spoil() *Passenger {
	c := *p
	c.BagTags, c.Contacts = slices.Clip(c.BagTags), slices.Clip(c.Contacts)
	c.References, c.Documents = slices.Clip(c.References), slices.Clip(c.Documents)
	return &c
}

// endMessage ends the message that was begun last, if there is one.
func (e *Encoder) endMessage() {
	m := e.message
	if m == nil {
		return
	}
	e.message = nil
	w := &e.out
	total := m.Total
	if total == 0 {
		total = e.passengers
	}
	if total < 0 || total > maxNumber {
		w.fail(ErrCode)
	}
	w.group = 0
	w.begin("CNT")
	w.element(countCode(m.Kind), strconv.Itoa(total))
	w.end()
	w.others(m.Trailer, func() piece { return piece{message: m.spoil(), trailer: true, counted: true} })
	w.group = 0
	w.segment("UNT", strconv.Itoa(w.segments+1), m.Reference)
	w.place = EncodeError{}
}

// countCode returns the qualifier of the CNT of a kind of message.
func countCode(k Kind) string {
	if k.crew() {
		return "41"
	}
	return "42"
}

func (e *Encoder) endGroup() {
	e.endMessage()
	if !e.grouped {
		return
	}
	w := &e.out
	w.begin("UNE")
	if e.inGroup == 0 {
		w.fail(ErrRequired) // a message
	}
	w.element(strconv.Itoa(e.inGroup))
	w.element(e.group.Reference)
	w.end()
}

// Close ends the message, the group and the interchange, and hands the rest to
// the underlying writer, which it does not close.
func (e *Encoder) Close() error {
	if e.closing {
		return e.err
	}
	e.begin()
	e.endGroup()
	e.closing = true
	n := e.total
	if e.grouped {
		n = e.groups
	}
	e.out.segment("UNZ", strconv.Itoa(n), e.header.Reference)
	return e.flush(0)
}
