package emrtd

import "example.org/traveldoc/mrz"

// The tags of DG1 (Doc 9303-10 section 4.7.1).
const (
	tagDG1  Tag = 0x61
	tagZone Tag = 0x5F1F
)

// DecodeDG1 decodes data group 1, which repeats the zone: 90 characters of a TD1,
// 72 of a TD2 or 88 of a TD3, without line breaks.
//
// The error is a *[SyntaxError] for everything but such a group and nothing else
// in front, inside or behind; with it, the other results are zero. The only Remark
// that there can be is RemarkLongLength. What the zone says is judged by
// [mrz.Document.Verify], and whether it is the printed one by package compare.
func DecodeDG1(b []byte) (mrz.Document, []Remark, error) {
	c := cursor{data: string(b), end: len(b)}
	outer, err := c.expect(tagDG1)
	if err != nil {
		return mrz.Document{}, nil, err
	}
	c.enter(outer)
	zone, err := c.expect(tagZone)
	if err != nil {
		return mrz.Document{}, nil, err
	}
	switch len(zone.Value) {
	case 72, 88, 90:
	default:
		return mrz.Document{}, nil, &SyntaxError{zone.value, tagZone, ErrSize}
	}
	for i, r := range []byte(zone.Value) {
		if (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '<' {
			return mrz.Document{}, nil, &SyntaxError{zone.value + i, tagZone, mrz.ErrCharacter}
		}
	}
	d, err := mrz.Parse(zone.Value)
	if err != nil { // which its length and its characters rule out
		return mrz.Document{}, nil, &SyntaxError{zone.value, tagZone, err}
	}
	return d, c.remarks, nil
}

// AppendDG1 appends data group 1 with the zone of a document to dst. It appends
// nothing for the zero Document.
func AppendDG1(dst []byte, d mrz.Document) []byte {
	if d.IsZero() {
		return dst
	}
	var zone []byte
	for _, line := range d.Lines() {
		zone = append(zone, line...)
	}
	return appendObject(dst, tagDG1, string(appendObject(nil, tagZone, string(zone))))
}
