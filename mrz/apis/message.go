package apis

import (
	"time"

	"example.org/traveldoc/mrz"
)

// An Interchange is what is sent at once: a header and groups of messages
// (UNB to UNZ). Nearly always it is one group with one message.
type Interchange struct {
	Header InterchangeHeader
	Groups []Group
}

// Messages returns the messages of all groups, in a new slice. They are shared
// with the Interchange.
func (ic *Interchange) Messages() []*Message {
	var all []*Message
	for g := range ic.Groups {
		for m := range ic.Groups[g].Messages {
			all = append(all, &ic.Groups[g].Messages[m])
		}
	}
	return all
}

// An InterchangeHeader is what a UNB says, and a UNA in front of it.
type InterchangeHeader struct {
	// ServiceString are the six characters of a UNA, or "" for none and the
	// characters :+.? ' of the standard.
	ServiceString string
	Charset       Charset // "" is written as UNOA
	Version       string  // of the syntax; "" is written as 4
	Sender        Party
	Recipient     Party
	Prepared      DateTime
	Reference     string // the control reference; UNZ repeats it
	Application   string // the application reference (0026), or ""
	Test          bool   // the test indicator (0035)
}

// A Party is a sender or a recipient, by an identification that the two have
// agreed on.
type Party struct {
	ID        string
	Qualifier string // of the identification, or ""
}

// A Group is a group of messages (UNG to UNE). Its header may be zero: then the
// messages stand in no group, and the Group is the only one of its Interchange. A
// Group has a message at least.
type Group struct {
	Header   GroupHeader
	Messages []Message
}

// A GroupHeader is what a UNG says.
type GroupHeader struct {
	Sender    Party
	Recipient Party
	Prepared  DateTime
	Reference string // UNE repeats it
	Release   string // "" is written as D:15B
}

// IsZero reports whether h is the header of no group.
func (h GroupHeader) IsZero() bool { return h == GroupHeader{} }

// DefaultRelease is the release of the directory that the guide uses, in its 6th
// edition. Earlier editions have D:02B, D:05B and D:12B.
const DefaultRelease = "D:15B"

// A Message is a PAXLST message: a list of passengers or of a crew, or the status
// of a flight.
type Message struct {
	Reference string   // of the message, within the interchange
	Release   string   // "" is written as D:15B
	Kind      Kind     // "" is written as a passenger list
	Function  Function // "" for a list that is sent whole
	// Transaction is the reference of the transaction (RFF+TN), and Revision that of
	// its revision.
	Transaction, Revision string
	Reporter              Reporter
	Legs                  []Leg
	// Other are segments in front of the persons that the package does not know.
	Other []Segment

	Passengers []Passenger

	// Total is the number of persons on the flight (CNT), which may be more than
	// the message has. If it is 0 the number of Passengers is written.
	Total int
	// Trailer are unknown segments behind the persons.
	Trailer []Segment
}

// A Kind is the kind of a message: the code in a BGM.
type Kind string

// The kinds of messages.
const (
	PassengerList  Kind = "745"
	CrewList       Kind = "250"
	FlightStatus   Kind = "266" // a change of the status of a flight; its Function says which
	MasterCrewList Kind = "336"
	GatePass       Kind = "655"
)

// A Function says what a message changes: the second element of a BGM.
type Function string

// The functions.
const (
	ChangePassenger   Function = "CP"
	CancelReservation Function = "XR"
	ReduceParty       Function = "RP"
	ChangeFlight      Function = "CF"
	CancelFlight      Function = "XF"
	CloseFlight       Function = "CL"
	CloseNoBoarding   Function = "CLNB"
	CloseOnBoard      Function = "CLOB" // who is on board, after the doors have been closed
)

// crew reports whether the persons of a message are counted as a crew.
func (k Kind) crew() bool { return k == CrewList || k == MasterCrewList }

// A Reporter is who reports (NAD+MS): an identification, or a name.
type Reporter struct {
	ID       string
	Name     Name
	Contacts []Contact
}

// A Contact is a way to reach somebody (COM).
type Contact struct {
	Number string
	Means  string // TE telephone, FX telefax, EM electronic mail
}

// A Leg is a flight from one place to the next, or several with one number (TDT).
type Leg struct {
	Flight     string // carrier and number: ZZ123
	Carrier    string // two characters
	Overflight bool   // the aircraft does not land (TDT+34)
	Stops      []Stop
	Other      []Segment
}

// A Stop is a place where a leg begins or ends, with its times (LOC, DTM).
type Stop struct {
	Use     StopUse
	Airport string // IATA three-letter code
	// Departs and Arrives are the scheduled local times (189, 232).
	Departs, Arrives DateTime
	Other            []Segment
}

// A StopUse is the part that a place has in a flight: the qualifier of a LOC.
type StopUse string

// The uses. Which one a place has depends on the State that receives the message.
const (
	LastDeparture StopUse = "125" // the last place before the State
	FirstArrival  StopUse = "87"  // the first place in the State
	OtherStop     StopUse = "92"  // another place: before, behind, or on the way
	FinalStop     StopUse = "130" // UNCONFIRMED: the guide names the code without explaining it
)

func (u StopUse) known() bool {
	return u == LastDeparture || u == FirstArrival || u == OtherStop || u == FinalStop
}

// Arrival returns the place and the time at which the flight reaches the State:
// those of the first stop that is a FirstArrival, or else of the last one that
// somebody arrives at. It is false if there is none.
func (m *Message) Arrival() (s Stop, ok bool) {
	for _, leg := range m.Legs {
		for _, stop := range leg.Stops {
			if stop.Use == FirstArrival {
				return stop, true
			}
			if !stop.Arrives.IsZero() {
				s, ok = stop, true
			}
		}
	}
	return s, ok
}

// A DateTime is a date and a time as a message has them: YYMMDD and HHMM, with
// neither a century nor a zone. The zero value is none. A DateTime is
// comparable.
type DateTime struct {
	Date mrz.Date
	Time [4]byte
}

// DateTimeOf returns the date and the time of t, in the location of t.
func DateTimeOf(t time.Time) (d DateTime) {
	t.AppendFormat(d.Date[:0], "060102")
	t.AppendFormat(d.Time[:0], "1504")
	return d
}

// parseDateTime reads YYMMDD and HHMM.
func parseDateTime(date, clock string) (d DateTime, ok bool) {
	if len(date) != len(d.Date) || len(clock) != len(d.Time) {
		return DateTime{}, false
	}
	copy(d.Date[:], date)
	copy(d.Time[:], clock)
	if !d.IsValid() {
		return DateTime{}, false
	}
	return d, true
}

// IsZero reports whether d is the zero value.
func (d DateTime) IsZero() bool { return d == DateTime{} }

// IsValid reports whether there is such a date and such a time.
func (d DateTime) IsValid() bool {
	for _, c := range d.Time {
		if !isDigit(c) {
			return false
		}
	}
	return d.Date.IsComplete() && string(d.Time[:2]) < "24" && string(d.Time[2:]) < "60"
}

// String returns the date and the time as YYMMDDHHMM, and "" for the zero value.
func (d DateTime) String() string {
	if d.IsZero() {
		return ""
	}
	return string(d.Date[:]) + string(d.Time[:])
}

// Day returns the day, in the century in which it is nearest to another day: that
// on which the message is looked at, say. It is zero if there is no such day.
func (d DateTime) Day(near mrz.CalendarDate) mrz.CalendarDate {
	if !d.IsValid() || !near.IsValid() {
		return mrz.CalendarDate{}
	}
	return d.Date.Within(mrz.CalendarDate{Year: max(near.Year-50, 1), Month: time.January, Day: 1})
}
