package main

import (
	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/apis"
)

// A messageJSON is a message as JSON.
type messageJSON struct {
	Schema      int             `json:"schema"`
	AsOf        string          `json:"asOf"`
	Interchange interchangeJSON `json:"interchange"`
	Message     listJSON        `json:"message"`
	Passengers  []passengerJSON `json:"passengers"`
	Findings    []apisFinding   `json:"findings"`
	OK          bool            `json:"ok"`
}

type interchangeJSON struct {
	Sender      string `json:"sender"`
	Recipient   string `json:"recipient"`
	Prepared    string `json:"prepared"` // YYMMDDHHMM
	Reference   string `json:"reference"`
	Application string `json:"application,omitempty"`
	Test        bool   `json:"test,omitempty"`
}

type listJSON struct {
	Reference   string        `json:"reference"`
	Release     string        `json:"release"`
	Kind        string        `json:"kind"`
	Function    string        `json:"function,omitempty"`
	Transaction string        `json:"transaction,omitempty"`
	Revision    string        `json:"revision,omitempty"`
	Reporter    string        `json:"reporter,omitempty"`
	Contacts    []contactJSON `json:"contacts,omitempty"`
	Legs        []legJSON     `json:"legs"`
	Total       int           `json:"total"`
	Other       []segmentJSON `json:"other,omitempty"`
}

type contactJSON struct {
	Number string `json:"number"`
	Means  string `json:"means"`
}

type legJSON struct {
	Flight     string     `json:"flight"`
	Carrier    string     `json:"carrier"`
	Overflight bool       `json:"overflight,omitempty"`
	Stops      []stopJSON `json:"stops"`
}

type stopJSON struct {
	Use     string `json:"use"`
	Airport string `json:"airport"`
	Departs string `json:"departs,omitempty"` // YYMMDDHHMM
	Arrives string `json:"arrives,omitempty"`
}

type segmentJSON struct {
	Tag      string     `json:"tag"`
	Elements [][]string `json:"elements"`
}

type passengerJSON struct {
	Passenger   int            `json:"passenger"` // of the message, from 1
	Role        string         `json:"role"`
	Surname     string         `json:"surname"`
	Given       string         `json:"given"`
	Second      string         `json:"second"`
	Gender      string         `json:"gender"`
	DateOfBirth string         `json:"dateOfBirth"`         // YYMMDD
	BirthDate   string         `json:"birthDate,omitempty"` // with its century, as of asOf
	Nationality string         `json:"nationality"`
	Residence   string         `json:"residence,omitempty"`
	Birthplace  string         `json:"birthplace,omitempty"`
	Clearance   string         `json:"clearance,omitempty"`
	Embarkation string         `json:"embarkation,omitempty"`
	Debarkation string         `json:"debarkation,omitempty"`
	Address     *addressJSON   `json:"address,omitempty"`
	Contacts    []contactJSON  `json:"contacts,omitempty"`
	Bags        string         `json:"bags,omitempty"`
	Weight      string         `json:"weight,omitempty"` // with its unit
	BagTags     []bagTagJSON   `json:"bagTags,omitempty"`
	Verified    *bool          `json:"verified,omitempty"`
	CrewRole    string         `json:"crewRole,omitempty"`
	References  []useJSON      `json:"references,omitempty"`
	Documents   []documentJSON `json:"documents"`
	Other       []segmentJSON  `json:"other,omitempty"`
}

type addressJSON struct {
	Street   string `json:"street"`
	City     string `json:"city"`
	Region   string `json:"region"`
	Postcode string `json:"postcode"`
	Country  string `json:"country"`
}

type bagTagJSON struct {
	Number string `json:"number"`
	Bags   string `json:"bags,omitempty"`
}

type useJSON struct {
	Use    string `json:"use"`
	Number string `json:"number"`
}

type documentJSON struct {
	Type         string        `json:"type"`
	Number       string        `json:"number"`
	IssuingState string        `json:"issuingState"`
	DateOfExpiry string        `json:"dateOfExpiry"`         // YYMMDD
	ExpiryDate   string        `json:"expiryDate,omitempty"` // with its century, as of asOf
	DateOfIssue  string        `json:"dateOfIssue,omitempty"`
	Other        []segmentJSON `json:"other,omitempty"`
}

// An apisFinding is a finding about a message.
type apisFinding struct {
	Rule      string       `json:"rule"`
	Cause     string       `json:"cause"`
	Severity  mrz.Severity `json:"severity"`
	Passenger int          `json:"passenger,omitempty"`
	Segment   int          `json:"segment,omitempty"`
	Tag       string       `json:"tag,omitempty"`
	Element   int          `json:"element,omitempty"`
	Component int          `json:"component,omitempty"`
	Offset    int64        `json:"offset"`
	Message   string       `json:"message"`
}

func findingsJSON(findings apis.Findings) []apisFinding {
	list := []apisFinding{}
	for _, f := range findings {
		list = append(list, apisFinding{
			Rule: string(f.Rule), Cause: string(f.Cause), Severity: f.Severity, Passenger: f.Passenger, Segment: f.Place.Segment, Tag: f.Place.Tag,
			Element: f.Place.Element, Component: f.Place.Component, Offset: f.Place.Offset, Message: f.Text(),
		})
	}
	return list
}

// A shower turns messages into JSON, masked or not.
type shower struct {
	asOf   mrz.CalendarDate
	redact bool
}

// private returns a value that tells who somebody is.
func (v shower) private(s string) string {
	if v.redact && s != "" {
		return masked
	}
	return s
}

// code returns a value that is to be a code. One that has not the form of a code
// may be anything that stands in the wrong place.
func (v shower) code(s string) string {
	if v.redact {
		return maskOther(s)
	}
	return s
}

// maskOther masks what is no code: three letters or digits at most.
func maskOther(s string) string {
	if len(s) > 3 {
		return masked
	}
	for _, c := range s {
		if (c < 'A' || c > 'Z') && (c < '0' || c > '9') {
			return masked
		}
	}
	return s
}

func (v shower) message(h apis.InterchangeHeader, m *apis.Message, findings apis.Findings) messageJSON {
	j := messageJSON{
		Schema: 1, AsOf: v.asOf.String(),
		Interchange: interchangeJSON{h.Sender.ID, h.Recipient.ID, h.Prepared.String(), h.Reference, h.Application, h.Test},
		Message: listJSON{
			Reference: m.Reference, Release: m.Release, Kind: string(m.Kind), Function: string(m.Function), Transaction: m.Transaction,
			Revision: m.Revision, Reporter: v.private(reporterWords(&m.Reporter)), Contacts: v.contacts(m.Reporter.Contacts), Legs: []legJSON{},
			Total: m.Total, Other: v.segments(append(m.Other[:len(m.Other):len(m.Other)], m.Trailer...)),
		},
		Passengers: []passengerJSON{}, Findings: findingsJSON(findings), OK: findings.Worst() < mrz.SeverityError,
	}
	for _, l := range m.Legs {
		leg := legJSON{Flight: l.Flight, Carrier: l.Carrier, Overflight: l.Overflight, Stops: []stopJSON{}}
		j.Message.Other = append(j.Message.Other, v.segments(l.Other)...)
		for _, s := range l.Stops {
			leg.Stops = append(leg.Stops, stopJSON{string(s.Use), s.Airport, s.Departs.String(), s.Arrives.String()})
			j.Message.Other = append(j.Message.Other, v.segments(s.Other)...)
		}
		j.Message.Legs = append(j.Message.Legs, leg)
	}
	for i := range m.Passengers {
		j.Passengers = append(j.Passengers, v.passenger(i+1, &m.Passengers[i]))
	}
	return j
}

func reporterWords(r *apis.Reporter) string {
	if r.ID != "" {
		return r.ID
	}
	return nameWords(r.Name)
}

// nameWords writes a name as ERIKSSON, ANNA MARIA.
func nameWords(n apis.Name) string {
	if given := n.GivenNames(); given != "" {
		return n.Surname + ", " + given
	}
	return n.Surname
}

func (v shower) contacts(list []apis.Contact) (contacts []contactJSON) {
	for _, c := range list {
		contacts = append(contacts, contactJSON{v.private(c.Number), v.code(c.Means)})
	}
	return contacts
}

// segments returns the tags alone if what is in them must not be shown.
func (v shower) segments(list []apis.Segment) (segments []segmentJSON) {
	for _, s := range list {
		elements := s.Elements
		if v.redact || elements == nil {
			elements = [][]string{}
		}
		segments = append(segments, segmentJSON{v.private(s.Tag), elements})
	}
	return segments
}

// locationWords returns the code of a place, or its name.
func locationWords(l apis.Location) string {
	if l.Code != "" {
		return l.Code
	}
	return l.Name
}

func (v shower) passenger(n int, p *apis.Passenger) passengerJSON {
	birth, _ := p.BirthDate(v.asOf)
	j := passengerJSON{
		Passenger: n, Role: p.Role.String(), Surname: v.private(p.Name.Surname), Given: v.private(p.Name.Given), Second: v.private(p.Name.Second),
		Gender: v.code(p.Gender), DateOfBirth: v.private(p.DateOfBirth.String()), BirthDate: v.private(birth.String()), Nationality: v.code(p.Nationality),
		Residence: v.private(locationWords(p.Residence)), Birthplace: v.private(locationWords(p.Birthplace)), Clearance: v.code(locationWords(p.Clearance)),
		Embarkation: v.code(locationWords(p.Embarkation)), Debarkation: v.code(locationWords(p.Debarkation)), Contacts: v.contacts(p.Contacts),
		Bags: v.code(p.Bags.Value), Weight: v.code(p.Weight.Value) + v.code(p.Weight.Unit), CrewRole: v.code(p.CrewRole.Value), Documents: []documentJSON{}, Other: v.segments(p.Other),
	}
	if a := p.Address; a != (apis.Address{}) {
		j.Address = &addressJSON{v.private(a.Street), v.private(a.City), v.private(locationWords(a.Region)), v.private(a.Postcode), v.private(a.Country)}
	}
	for _, t := range p.BagTags {
		j.BagTags = append(j.BagTags, bagTagJSON{v.private(t.Number), v.code(t.Bags)})
	}
	if p.Verified != apis.VerificationUnstated {
		yes := p.Verified == apis.Verified
		j.Verified = &yes
	}
	for _, r := range p.References {
		j.References = append(j.References, useJSON{string(r.Use), v.private(r.Number)})
	}
	for _, d := range p.Documents {
		j.Documents = append(j.Documents, documentJSON{
			Type: v.code(d.Type.Value), Number: v.private(d.Number), IssuingState: v.code(d.IssuingState), DateOfExpiry: v.private(d.Expiry.String()),
			ExpiryDate: v.private(d.ExpiryDate(v.asOf).String()), DateOfIssue: v.private(d.Issued.String()), Other: v.segments(d.Other),
		})
	}
	return j
}
