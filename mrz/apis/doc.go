// Package apis writes and reads advance passenger information: what carriers send
// to the States of a route about the persons on a flight, most of it from the
// zones of their travel documents.
//
//	p, findings := apis.FromDocument(doc, nil, arrival) // the elements of a zone
//	findings = append(findings, profile.Check(&p, arrival)...)
//
//	e := apis.NewEncoder(w, header) // a PAXLST message
//	e.Message(&message)
//	e.Passenger(&p)
//	err := e.Close()
//
//	docs, ok := apis.NewDOCS(&p) // or a line for the reservation
//	line, err := docs.Append(nil, apis.SlashForm)
//
// The other way, a [Decoder] reads messages person by person, [ParseDOCS] a line,
// and [Check] holds a list against the zones that were scanned at the gate.
//
// # Sources
//
// PAXLST follows the implementation guide of WCO, IATA and ICAO, 6th edition
// (UN/EDIFACT D.15B), the SSRs help pages of airline systems. What could not be
// confirmed is marked UNCONFIRMED here, and is never an error. The rules of each
// State override the guide: a [Profile] has them as data.
//
// # Segments
//
// These are the segments of a message, and where their values are. What a Decoder
// does not know it keeps in the field Other of the piece it stands in, behind the
// persons in Trailer.
//
//	UNA                        InterchangeHeader.ServiceString
//	UNB, UNZ                   InterchangeHeader
//	UNG, UNE                   GroupHeader
//	UNH, UNT                   Message.Reference, Release
//	BGM                        Message.Kind, Function
//	RFF+TN                     Message.Transaction, Revision
//	NAD+MS, COM                Message.Reporter
//	TDT+20, TDT+34             Message.Legs
//	LOC+125, +87, +92, +130    Leg.Stops
//	DTM+189, DTM+232           Stop.Departs, Arrives
//	NAD+FL, +FM, +DDT, +DDU    Passenger.Role, Name, Address
//	ATT+2                      Passenger.Gender
//	DTM+329                    Passenger.DateOfBirth
//	MEA+CT, MEA+WT             Passenger.Bags, Weight
//	GEI+4                      Passenger.Verified
//	FTX+BAG                    Passenger.BagTags
//	LOC+22, +174, +178, +179   Passenger.Clearance, Residence, Embarkation, Debarkation
//	LOC+180                    Passenger.Birthplace
//	COM                        Passenger.Contacts
//	EMP+1                      Passenger.CrewRole
//	NAT+2                      Passenger.Nationality
//	RFF+AVF, ABO, SEA, AEA, CR Passenger.References
//	DOC                        Passenger.Documents
//	DTM+36, DTM+182, LOC+91    TravelDocument.Expiry, Issued, IssuingState
//	CNT+42, CNT+41             Message.Total
//
// # Dates
//
// Years have two digits in a zone, in PAXLST and in an SSR, and values here keep
// them as they are: see [mrz.Date] and [DateTime]. Who receives a message resolves
// the century again, on a day of his: see [Passenger.BirthDate]. The package reads
// no clock; the time of preparation and the references of a message are values of
// the caller.
//
// # Errors and findings
//
// A message that cannot be written gives an *EncodeError, an SSR an *SSRError,
// both with the place and a reason to be had by errors.Is. A stream that is cut
// off gives a *SyntaxError. All else that is wrong with a message or with the data
// of a person is a [Finding]: evidence, with a rule, a severity and a place. These
// are the rules of this package; findings about a zone have those of package mrz
// as well. Rules returns them.
//
//	character        error    not-in-set
//	character        warning  unknown-set
//	character        warning  needless-release
//	character        info     blank
//	segment          error    tag
//	segment          error    length
//	segment          error    group-length
//	segment          error    service-string
//	segment          info     unknown
//	segment          warning  repeated
//	segment-order    info     late
//	segment-order    error    outside
//	segment-order    error    no-group
//	segment-value    error    malformed
//	segment-value    warning  surplus
//	segment-value    info     date-form
//	missing-segment  error    UNB
//	missing-segment  error    UNT
//	missing-segment  error    UNE
//	missing-segment  error    UNZ
//	missing-segment  error    BGM
//	count            warning  segments
//	count            warning  messages
//	count            warning  groups
//	count            warning  persons
//	count            info     more-persons
//	reference        error    differs
//	message-type     error    not-paxlst
//	message-type     info     release
//	required         error    missing
//	malformed        error    name
//	malformed        error    number
//	malformed        error    date
//	malformed        error    code
//	malformed        error    gender
//	malformed        error    length
//	code             error    blank
//	code             warning  unknown
//	code             warning  not-iso
//	code             info     replaced
//	document-type    error    unknown
//	document-type    error    not-taken
//	name-mapping     warning  no-primary
//	name-mapping     info     no-secondary
//	name-mapping     warning  cut
//	number-mapping   info     filler
//	number-mapping   warning  long
//	malformed        warning  text-length
//	date-mapping     warning  unknown
//	date-mapping     warning  assumed
//	date-mapping     warning  no-expiry
//	spare-months     error    short
//	malformed        error    sex
//	expired          error    expired
//
// # Personal data
//
// A list of passengers is personal data. What holds some prints redacted, with
// package fmt and with log/slog; errors and findings hold places, never
// characters. The fields are the way out, and with them package encoding/json,
// which is not stopped: a slice of passengers in a log that is written as JSON is
// a leak, as is a [Passenger] in an unexported field that is printed with %v.
//
// # Concurrency
//
// Values may be read by several goroutines at once, and functions called. An
// [Encoder], a [Decoder] and a [SegmentReader] are for one at a time.
package apis
