package emrtd

import (
	"fmt"
	"io"
	"log/slog"
)

// DG12 is data group 12, additional document details (Doc 9303-10 section
// 4.7.12), in the manner of [DG11]: all of it is optional, and it prints redacted.
type DG12 struct {
	IssuingAuthority    string
	DateOfIssue         Date   // it settles the century of a birth, which is not after it
	OtherPersons        []Name // on the document
	Endorsements        string // and observations
	TaxExitRequirements string
	ImageOfFront        Image // of the document
	ImageOfRear         Image
	PersonalizedAt      Timestamp
	PersonalizedBy      string   // the serial number of the personalization system
	Tags                []Tag    // the tag list; nil stands for the tags of what there is
	Unknown             []Object // with other tags, or tags that came twice
}

var dg12 = template[DG12]{
	tag:  0x6C,
	name: 0x5F1A,
	members: []member[DG12]{
		{0x5F19, formText, 0, func(g *DG12) *string { return &g.IssuingAuthority }},
		{0x5F26, formDate, 0, func(g *DG12) *string { return (*string)(&g.DateOfIssue) }},
		{tag: tagNames, form: formNames},
		{0x5F1B, formText, 0, func(g *DG12) *string { return &g.Endorsements }},
		{0x5F1C, formText, 0, func(g *DG12) *string { return &g.TaxExitRequirements }},
		{0x5F1D, formImage, 0, func(g *DG12) *string { return (*string)(&g.ImageOfFront) }},
		{0x5F1E, formImage, 0, func(g *DG12) *string { return (*string)(&g.ImageOfRear) }},
		{0x5F55, formTime, 0, func(g *DG12) *string { return (*string)(&g.PersonalizedAt) }},
		{0x5F56, formText, 0, func(g *DG12) *string { return &g.PersonalizedBy }},
	},
	common: func(g *DG12) common { return common{&g.OtherPersons, &g.Tags, &g.Unknown} },
}

// DecodeDG12 decodes data group 12. The error is a *[SyntaxError], with zero for
// the other results.
func DecodeDG12(b []byte) (DG12, []Remark, error) {
	var g DG12
	remarks, err := dg12.decode(b, &g)
	if err != nil {
		return DG12{}, nil, err
	}
	return g, remarks, nil
}

// AppendDG12 appends data group 12 to dst, in the manner of [AppendDG11].
func AppendDG12(dst []byte, g DG12) ([]byte, error) { return dg12.append(dst, &g) }

// String returns "DG12 [redacted]".
func (DG12) String() string { return "DG12 " + redacted }

// Format implements [fmt.Formatter]: it writes the text of String, whatever the
// verb.
func (g DG12) Format(f fmt.State, _ rune) { io.WriteString(f, g.String()) }

// LogValue implements [slog.LogValuer] with the text of String.
func (g DG12) LogValue() slog.Value { return slog.StringValue(g.String()) }

// MarshalJSON fails with ErrMarshal.
func (DG12) MarshalJSON() ([]byte, error) { return nil, ErrMarshal }
