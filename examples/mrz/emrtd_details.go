package main

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"example.org/traveldoc/mrz/emrtd"
)

// A details is a data group of optional fields, DG11 or DG12, as the tool shows
// it.
type details struct {
	number  int
	title   string
	fields  []detail
	names   *[]emrtd.Name
	tags    *[]emrtd.Tag
	unknown *[]emrtd.Object
	decode  func([]byte) ([]emrtd.Remark, error)
	encode  func() ([]byte, error)
}

// A detail is a field of a data group. Without a value it is the list of names.
type detail struct {
	key, label string
	value      *string
	digits     int // of a date (8) or a time (14), 0 for other fields
	image      bool
}

func (f detail) isNames() bool { return f.value == nil }

// words returns the value as a person reads it: fillers part its pieces.
func (f detail) words() string {
	switch {
	case f.bcd() != "":
		return f.bcd() + " (BCD)"
	case f.image:
		return "an image of " + count(len(*f.value), "byte")
	case !utf8.ValidString(*f.value):
		return "hex " + upperHex([]byte(*f.value))
	}
	return *f.value
}

// bcd returns the digits of a date in BCD, "" for every other value.
func (f detail) bcd() string {
	switch {
	case f.digits == 0 || len(*f.value)*2 != f.digits:
		return ""
	case f.digits == 8:
		return emrtd.Date(*f.value).Digits()
	}
	return emrtd.Timestamp(*f.value).Digits()
}

func newDG11() *details {
	g := new(emrtd.DG11)
	return &details{
		number: 11,
		title:  "Data group 11, additional personal details",
		fields: []detail{
			{key: "fullName", label: "Full name", value: (*string)(&g.FullName)},
			{key: "otherNames", label: "Other name"},
			{key: "personalNumber", label: "Personal number", value: &g.PersonalNumber},
			{key: "dateOfBirth", label: "Date of birth", value: (*string)(&g.DateOfBirth), digits: 8},
			{key: "placeOfBirth", label: "Place of birth", value: &g.PlaceOfBirth},
			{key: "address", label: "Address", value: &g.Address},
			{key: "telephone", label: "Telephone", value: &g.Telephone},
			{key: "profession", label: "Profession", value: &g.Profession},
			{key: "title", label: "Title", value: &g.Title},
			{key: "personalSummary", label: "Personal summary", value: &g.PersonalSummary},
			{key: "proofOfCitizenship", label: "Proof of citizenship", value: (*string)(&g.ProofOfCitizenship), image: true},
			{key: "otherTravelDocuments", label: "Other travel documents", value: &g.OtherTravelDocuments},
			{key: "custodyInformation", label: "Custody information", value: &g.CustodyInformation},
		},
		names: &g.OtherNames, tags: &g.Tags, unknown: &g.Unknown,
		decode: func(b []byte) (remarks []emrtd.Remark, err error) { *g, remarks, err = emrtd.DecodeDG11(b); return },
		encode: func() ([]byte, error) { return emrtd.AppendDG11(nil, *g) },
	}
}

func newDG12() *details {
	g := new(emrtd.DG12)
	return &details{
		number: 12,
		title:  "Data group 12, additional document details",
		fields: []detail{
			{key: "issuingAuthority", label: "Issuing authority", value: &g.IssuingAuthority},
			{key: "dateOfIssue", label: "Date of issue", value: (*string)(&g.DateOfIssue), digits: 8},
			{key: "otherPersons", label: "Other person"},
			{key: "endorsements", label: "Endorsements", value: &g.Endorsements},
			{key: "taxExitRequirements", label: "Tax or exit requirements", value: &g.TaxExitRequirements},
			{key: "imageOfFront", label: "Image of the front", value: (*string)(&g.ImageOfFront), image: true},
			{key: "imageOfRear", label: "Image of the rear", value: (*string)(&g.ImageOfRear), image: true},
			{key: "personalizedAt", label: "Personalized at", value: (*string)(&g.PersonalizedAt), digits: 14},
			{key: "personalizedBy", label: "Personalized by", value: &g.PersonalizedBy},
		},
		names: &g.OtherPersons, tags: &g.Tags, unknown: &g.Unknown,
		decode: func(b []byte) (remarks []emrtd.Remark, err error) { *g, remarks, err = emrtd.DecodeDG12(b); return },
		encode: func() ([]byte, error) { return emrtd.AppendDG12(nil, *g) },
	}
}

// A detailValue is a value in JSON that is no text.
type detailValue struct {
	Hex *string `json:"hex,omitempty"`
	BCD *string `json:"bcd,omitempty"`
}

type detailUnknown struct {
	Tag   emrtd.Tag `json:"tag"`
	Value string    `json:"value"` // hexadecimal
}

type detailRemark struct {
	Kind    emrtd.RemarkKind `json:"kind"`
	Tag     emrtd.Tag        `json:"tag"`
	Offset  int              `json:"offset"`
	Message string           `json:"message"`
}

// marshal returns the object of a data group.
func (g *details) marshal(remarks []emrtd.Remark, redact bool) []byte {
	b := fmt.Appendf(nil, `{"schema":1,"group":%d`, g.number)
	member := func(key string, v any) {
		b = append(b, `,"`+key+`":`...)
		b = append(b, compactJSON(v)...)
	}
	value := func(f detail, s string) any {
		switch {
		case redact:
			return masked
		case !f.isNames() && f.bcd() != "":
			digits := f.bcd()
			return detailValue{BCD: &digits}
		case !utf8.ValidString(s):
			digits := upperHex([]byte(s))
			return detailValue{Hex: &digits}
		}
		return s
	}
	for _, f := range g.fields {
		if f.isNames() && len(*g.names) > 0 {
			var all []any
			for _, n := range *g.names {
				all = append(all, value(f, string(n)))
			}
			member(f.key, all)
		} else if !f.isNames() && *f.value != "" {
			member(f.key, value(f, *f.value))
		}
	}
	if *g.tags != nil {
		member("tags", *g.tags)
	}
	if len(*g.unknown) > 0 {
		var all []detailUnknown
		for _, o := range *g.unknown {
			v := upperHex([]byte(o.Value))
			if redact {
				v = masked
			}
			all = append(all, detailUnknown{o.Tag, v})
		}
		member("unknown", all)
	}
	all := []detailRemark{}
	for _, r := range remarks {
		all = append(all, detailRemark{r.Kind, r.Tag, r.Offset, r.String()})
	}
	member("remarks", all)
	return append(b, '}')
}

// compactJSON returns a value as JSON in a line, in which a filler is no tag.
func compactJSON(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // none of the types that are passed has an error
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

var errDetails = errors.New("not an object as mrz emrtd prints it with --json")

// unmarshal reads the object of a data group. Its error has nothing of the text.
func (g *details) unmarshal(text string) error {
	var members map[string]json.RawMessage
	if json.Unmarshal([]byte(text), &members) != nil {
		return errDetails
	}
	take := func(key string, v any) bool {
		raw, ok := members[key]
		delete(members, key)
		return !ok || json.Unmarshal(raw, v) == nil
	}
	schema, number := 1, g.number
	ok := take("schema", &schema) && schema == 1 && take("group", &number) && number == g.number && take("tags", g.tags)
	for _, f := range g.fields {
		if !f.isNames() {
			var raw json.RawMessage
			ok = ok && take(f.key, &raw) && readDetail(raw, f.value, f.digits)
			continue
		}
		var all []json.RawMessage
		ok = ok && take(f.key, &all)
		for _, raw := range all {
			var name string
			ok = ok && readDetail(raw, &name, f.digits)
			*g.names = append(*g.names, emrtd.Name(name))
		}
	}
	var unknown []detailUnknown
	ok = ok && take("unknown", &unknown)
	for _, u := range unknown {
		value, err := hex.DecodeString(u.Value)
		ok = ok && err == nil
		*g.unknown = append(*g.unknown, emrtd.Object{Tag: u.Tag, Value: string(value)})
	}
	var remarks json.RawMessage // of what was decoded
	if !ok || !take("remarks", &remarks) || len(members) > 0 {
		return errDetails
	}
	return nil
}

// readDetail reads a value; nothing is the empty one. Only that of a date, which has
// some digits, may be in BCD.
func readDetail(raw json.RawMessage, value *string, digits int) bool {
	if raw == nil || json.Unmarshal(raw, value) == nil {
		return true
	}
	var v detailValue
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if d.Decode(&v) != nil || (v.Hex == nil) == (v.BCD == nil) {
		return false
	}
	text := v.Hex
	if text == nil {
		text = v.BCD // whose digits are those of its bytes
		if digits == 0 || len(*text) != digits || strings.Trim(*text, "0123456789") != "" {
			return false
		}
	}
	b, err := hex.DecodeString(*text)
	*value = string(b)
	return err == nil
}
