package emrtd

import (
	"fmt"
	"io"
	"log/slog"
)

// DG11 is data group 11, additional personal details (Doc 9303-10 section
// 4.7.11). All of it is optional, and an empty field is one that is not there.
// Texts are UTF-8 as a rule; those of old chips may be in another encoding, of
// which nothing is known here, and are kept as they stand.
//
// All of it is personal data: a DG11 prints redacted.
type DG11 struct {
	FullName             Name // of the holder, in national characters
	OtherNames           []Name
	PersonalNumber       string
	DateOfBirth          Date   // with its century
	PlaceOfBirth         string // its parts separated by fillers: see Parts
	Address              string // permanent; its parts separated by fillers
	Telephone            string // as E.164 wants it, as a rule
	Profession           string
	Title                string
	PersonalSummary      string
	ProofOfCitizenship   Image
	OtherTravelDocuments string // their numbers, separated by fillers
	CustodyInformation   string
	Tags                 []Tag    // the tag list; nil stands for the tags of what there is
	Unknown              []Object // with other tags, or tags that came twice
}

var dg11 = template[DG11]{
	tag:  0x6B,
	name: 0x5F0F, maxName: maxText,
	members: []member[DG11]{
		{0x5F0E, formText, maxText, func(g *DG11) *string { return (*string)(&g.FullName) }},
		{tag: tagNames, form: formNames},
		{0x5F10, formText, maxText, func(g *DG11) *string { return &g.PersonalNumber }},
		{0x5F2B, formDate, 0, func(g *DG11) *string { return (*string)(&g.DateOfBirth) }},
		{0x5F11, formText, maxText, func(g *DG11) *string { return &g.PlaceOfBirth }},
		{0x5F42, formText, maxText, func(g *DG11) *string { return &g.Address }},
		{0x5F12, formText, maxText, func(g *DG11) *string { return &g.Telephone }},
		{0x5F13, formText, maxText, func(g *DG11) *string { return &g.Profession }},
		{0x5F14, formText, maxText, func(g *DG11) *string { return &g.Title }},
		{0x5F15, formText, maxText, func(g *DG11) *string { return &g.PersonalSummary }},
		{0x5F16, formImage, 0, func(g *DG11) *string { return (*string)(&g.ProofOfCitizenship) }},
		{0x5F17, formText, maxText, func(g *DG11) *string { return &g.OtherTravelDocuments }},
		{0x5F18, formText, maxCustody, func(g *DG11) *string { return &g.CustodyInformation }},
	},
	common: func(g *DG11) common { return common{&g.OtherNames, &g.Tags, &g.Unknown} },
}

// DecodeDG11 decodes data group 11. The error is a *[SyntaxError], with zero for
// the other results.
//
// The standard calls the title mandatory where there is a profession, and so on
// down to the proof of citizenship. Chips disregard it, and so does the example of
// the standard: there is no remark about it.
func DecodeDG11(b []byte) (DG11, []Remark, error) {
	var g DG11
	remarks, err := dg11.decode(b, &g)
	if err != nil {
		return DG11{}, nil, err
	}
	return g, remarks, nil
}

// AppendDG11 appends data group 11 to dst. Objects stand in the order of the tag
// list, and others behind them. The error is ErrTag, with dst as it was: a tag in
// Tags or Unknown is none. It is nil for what DecodeDG11 returned.
func AppendDG11(dst []byte, g DG11) ([]byte, error) { return dg11.append(dst, &g) }

// String returns "DG11 [redacted]".
func (DG11) String() string { return "DG11 " + redacted }

// Format implements [fmt.Formatter]: it writes the text of String, whatever the
// verb.
func (g DG11) Format(f fmt.State, _ rune) { io.WriteString(f, g.String()) }

// LogValue implements [slog.LogValuer] with the text of String.
func (g DG11) LogValue() slog.Value { return slog.StringValue(g.String()) }

// MarshalJSON fails with ErrMarshal.
func (DG11) MarshalJSON() ([]byte, error) { return nil, ErrMarshal }
