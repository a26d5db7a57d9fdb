package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/apis"
)

func newPaxlstCommand(a *app) *cobra.Command {
	x := &paxlst{app: a}
	c := &cobra.Command{
		Use:   "paxlst [FILE | -]...",
		Short: "Write a PAXLST message with a passenger for each zone",
		Long: `Write a UN/EDIFACT PAXLST message (D.15B) with a passenger for each zone, in the
order of the input. Each is checked against the profile before anything is sent:
what is missing or malformed, and documents that expire before the arrival. If
anything is an error, the message is not written, unless --force is given.

The zones say who travels. All else is for the flags: the flight, its times in
local time of the place, who sends and who receives. --leg adds a leg behind the
first: FROM,DEPARTS,TO,ARRIVES. --from, --to and the place of clearance, which is
--to, are written for each passenger; --no-places leaves them out.

Defaults: --prepared is now, in the zone of this machine; --reference is that time
as YYMMDDHHMM; the group and the transaction have the same reference; the carrier
is the first two characters of the flight.

A profile is a JSON object. What it leaves out is as in the guide:
  {"required": "documentNumber,surname,dateOfBirth,countryOfResidence",
   "requiredCrew": "documentNumber,surname", "genders": "MFX",
   "unspecifiedGender": "X", "keepD": false,
   "codes": [{"from": "RKS", "to": "XKX"}], "types": [{"from": "PD", "to": "P"}],
   "documentTypes": ["P", "I"], "noGivenName": "FNU", "splitGivenNames": true,
   "nameMarks": "-'", "unknownBirth": "first", "spareMonths": 6, "maxNumber": 15}

Exit codes: 0; 1 if something is an error; 2 if an input holds what is no zone, or
for a wrong use.`,
		Example: `  mrz apis paxlst --flight ZZ123 --from SYD --departs 2026-11-23T09:00 \
    --to HNL --arrives 2026-11-23T22:00 --sender ZZAIRLINE --recipient CUSTOMS \
    passports.txt
  mrz bulk scans.txt | mrz apis paxlst --kind status --function CLOB ...`,
		RunE: x.run,
	}
	f := c.Flags()
	f.StringVar(&x.flight, "flight", "", "the `flight`, such as ZZ123")
	f.StringVar(&x.carrier, "carrier", "", "the `carrier`, two characters")
	f.StringVar(&x.from, "from", "", "the `airport` of departure")
	f.StringVar(&x.to, "to", "", "the `airport` of arrival")
	f.StringVar(&x.departs, "departs", "", "the scheduled local `time` of departure, as 2026-11-23T09:00")
	f.StringVar(&x.arrives, "arrives", "", "the scheduled local `time` of arrival")
	f.StringArrayVar(&x.legs, "leg", nil, "a further `leg`: FROM,DEPARTS,TO,ARRIVES")
	f.StringVar(&x.sender, "sender", "", "the identification of the `sender`")
	f.StringVar(&x.recipient, "recipient", "", "the identification of the `recipient`")
	f.StringVar(&x.reporter, "reporter", "", "the `identification` of the reporting party")
	f.StringArrayVar(&x.contacts, "contact", nil, "a `contact` of the reporting party, as '202 628 9292:TE' (FX telefax, EM electronic mail)")
	f.StringVar(&x.prepared, "prepared", "", "the `time` of preparation")
	f.StringVar(&x.reference, "reference", "", "the `reference` of the interchange")
	f.StringVar(&x.messageReference, "message-reference", "PAX001", "the `reference` of the message")
	f.StringVar(&x.transaction, "transaction", "", "the `reference` of the transaction")
	f.StringVar(&x.kind, "kind", "passengers", "the `kind` of message: passengers, crew or status")
	f.StringVar(&x.function, "function", "", "the `function`: CP, XR, RP, CF, XF, CL, CLNB or CLOB")
	f.BoolVar(&x.verified, "verified", false, "say that the data have been compared with the documents")
	f.BoolVar(&x.noPlaces, "no-places", false, "write no places of embarkation, debarkation and clearance")
	f.BoolVar(&x.noGroup, "no-group", false, "write no group (UNG)")
	f.BoolVar(&x.lines, "lines", false, "begin a line with each segment, for reading")
	f.BoolVar(&x.force, "force", false, "write the message in spite of errors")
	complete(c, "kind", cobra.FixedCompletions([]string{"passengers", "crew", "status"}, cobra.ShellCompDirectiveNoFileComp))
	for _, name := range []string{"flight", "from", "to", "departs", "arrives", "sender", "recipient"} {
		if err := c.MarkFlagRequired(name); err != nil {
			panic(err) // there is no such flag
		}
	}
	x.profiling.add(c)
	return c
}

// paxlst is the command apis paxlst.
type paxlst struct {
	*app
	profiling
	flight, carrier, from, to, departs, arrives, sender, recipient string
	reporter, prepared, reference, messageReference, transaction   string
	kind, function                                                 string
	legs, contacts                                                 []string
	verified, noPlaces, noGroup, lines, force                      bool
}

const timeForm = "2006-01-02T15:04"

// errPaxlst is a flag that cannot be read; its value may be anything.
func errPaxlst(flag, want string) error { return fmt.Errorf("--%s: want %s", flag, want) }

// timeOf reads the time of a flag.
func timeOf(flag, s string) (time.Time, error) {
	t, err := time.Parse(timeForm, s)
	if err != nil {
		return time.Time{}, errPaxlst(flag, "a time as "+timeForm)
	}
	return t, nil
}

var kinds = map[string]apis.Kind{"passengers": apis.PassengerList, "crew": apis.CrewList, "status": apis.FlightStatus}

func (x *paxlst) run(c *cobra.Command, args []string) error {
	ic, arrival, err := x.interchange()
	if err != nil {
		return err
	}
	profile, err := x.profile(c, x.app)
	if err != nil {
		return err
	}
	m := &ic.Groups[0].Messages[0]
	code := exitOK
	for r := range x.scanned(args) {
		if r.err != nil {
			code = exitUsage
			x.unreadableZone(r)
			continue
		}
		p, findings := apis.FromDocument(r.doc, profile, arrival)
		x.complete(&p)
		if x.report(r, append(findings, profile.Check(&p, arrival)...)) {
			code = max(code, exitFailed)
		}
		m.Passengers = append(m.Passengers, p)
	}
	if code != exitOK && !x.force {
		x.complain(errors.New("the message is not written: see --force"))
		return exitError{code}
	}
	b, err := ic.Append(nil)
	if err != nil {
		return plainAPIS(err)
	}
	if x.lines {
		b = segmentLines(b)
	}
	if err := x.printLine(b); err != nil {
		return err
	}
	if code != exitOK {
		return exitError{code}
	}
	return nil
}

// segmentLines begins a line with each segment.
func segmentLines(message []byte) (lines []byte) {
	released := false
	for i, c := range message {
		lines = append(lines, c)
		if c == '\'' && !released && i < len(message)-1 {
			lines = append(lines, '\n')
		}
		released = c == '?' && !released
	}
	return lines
}

// complete adds what the flags say of each passenger.
func (x *paxlst) complete(p *apis.Passenger) {
	if x.kind == "crew" {
		p.Role = apis.RoleCrew
	}
	if x.verified {
		p.Verified = apis.Verified
	}
	if !x.noPlaces {
		p.Clearance.Code, p.Embarkation.Code, p.Debarkation.Code = x.to, x.from, x.to
	}
}

// interchange returns what the flags say, with a message without passengers, and
// the day of the arrival.
func (x *paxlst) interchange() (*apis.Interchange, mrz.CalendarDate, error) {
	departs, err := timeOf("departs", x.departs)
	if err != nil {
		return nil, mrz.CalendarDate{}, err
	}
	arrives, err := timeOf("arrives", x.arrives)
	if err != nil {
		return nil, mrz.CalendarDate{}, err
	}
	prepared := x.now()
	if x.prepared != "" {
		if prepared, err = timeOf("prepared", x.prepared); err != nil {
			return nil, mrz.CalendarDate{}, err
		}
	}
	kind, ok := kinds[x.kind]
	if !ok {
		return nil, mrz.CalendarDate{}, errPaxlst("kind", "passengers, crew or status")
	}
	reference := x.reference
	if reference == "" {
		reference = apis.DateTimeOf(prepared).String()
	}
	transaction := x.transaction
	if transaction == "" {
		transaction = reference
	}
	carrier := x.carrier
	if carrier == "" {
		carrier = x.flight[:min(2, len(x.flight))]
	}
	m := apis.Message{
		Reference: x.messageReference, Kind: kind, Function: apis.Function(x.function), Transaction: transaction,
		Reporter: apis.Reporter{ID: x.reporter},
		Legs: []apis.Leg{{Flight: x.flight, Carrier: carrier, Stops: []apis.Stop{
			{Use: apis.LastDeparture, Airport: x.from, Departs: apis.DateTimeOf(departs)},
			{Use: apis.FirstArrival, Airport: x.to, Arrives: apis.DateTimeOf(arrives)},
		}}},
	}
	for _, s := range x.contacts {
		number, means, ok := strings.Cut(s, ":")
		if !ok {
			return nil, mrz.CalendarDate{}, errPaxlst("contact", "a number and its means, as '202 628 9292:TE'")
		}
		m.Reporter.Contacts = append(m.Reporter.Contacts, apis.Contact{Number: number, Means: means})
	}
	for _, s := range x.legs {
		leg, err := legOf(s, x.flight, carrier)
		if err != nil {
			return nil, mrz.CalendarDate{}, err
		}
		m.Legs = append(m.Legs, leg)
	}
	sender, recipient := apis.Party{ID: x.sender}, apis.Party{ID: x.recipient}
	h := apis.InterchangeHeader{Sender: sender, Recipient: recipient, Prepared: apis.DateTimeOf(prepared), Reference: reference}
	g := apis.Group{Messages: []apis.Message{m}}
	if !x.noGroup {
		g.Header = apis.GroupHeader{Sender: sender, Recipient: recipient, Prepared: h.Prepared, Reference: reference}
	}
	return &apis.Interchange{Header: h, Groups: []apis.Group{g}}, mrz.DateOf(arrives), nil
}

// legOf reads a further leg.
func legOf(s, flight, carrier string) (apis.Leg, error) {
	parts := strings.Split(s, ",")
	if len(parts) != 4 {
		return apis.Leg{}, errPaxlst("leg", "FROM,DEPARTS,TO,ARRIVES")
	}
	departs, err := timeOf("leg", parts[1])
	if err != nil {
		return apis.Leg{}, err
	}
	arrives, err := timeOf("leg", parts[3])
	if err != nil {
		return apis.Leg{}, err
	}
	return apis.Leg{Flight: flight, Carrier: carrier, Stops: []apis.Stop{
		{Use: apis.OtherStop, Airport: parts[0], Departs: apis.DateTimeOf(departs)},
		{Use: apis.OtherStop, Airport: parts[2], Arrives: apis.DateTimeOf(arrives)},
	}}, nil
}
