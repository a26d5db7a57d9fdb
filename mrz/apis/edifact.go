package apis

import (
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strconv"
	"strings"
)

// A Segment is a segment as UN/EDIFACT (ISO 9735) has it: a tag of three
// characters and data elements, each of which is a list of components. The
// characters are those of the data, without release characters.
//
// A message keeps the segments that this package does not know as Segments.
// They may hold personal data, so that a Segment prints as its tag.
type Segment struct {
	Tag      string
	Elements [][]string
}

// Component returns a component of a data element; both count from 1. It is ""
// if there is none.
func (s Segment) Component(element, component int) string {
	if element < 1 || element > len(s.Elements) || component < 1 || component > len(s.Elements[element-1]) {
		return ""
	}
	return s.Elements[element-1][component-1]
}

// String returns the tag and the number of data elements.
func (s Segment) String() string {
	return knownTag(s.Tag) + " with " + strconv.Itoa(len(s.Elements)) + " elements [redacted]"
}

// Format implements [fmt.Formatter] with the text of String.
func (s Segment) Format(f fmt.State, _ rune) { io.WriteString(f, s.String()) }

// LogValue implements [slog.LogValuer] with the text of String.
func (s Segment) LogValue() slog.Value { return slog.StringValue(s.String()) }

// A Place is a place in a message. The zero value is no place.
type Place struct {
	// Segment counts the segments of the stream from 1; a service string
	// advice (UNA) is none.
	Segment int
	// Tag is the tag of the segment, if it is one that this package knows.
	Tag string
	// Element and Component count from 1 behind the tag; 0 is the segment, or the
	// element, as a whole.
	Element, Component int
	// Offset counts the bytes of the stream from 0. It is that of the fault: of a
	// character, or of the component, the element or the segment that is at fault;
	// of something that is missing it is where it should stand.
	Offset int64
}

// IsZero reports whether p is the zero Place.
func (p Place) IsZero() bool { return p == Place{} }

// String returns the place in words.
func (p Place) String() string {
	if p.IsZero() {
		return "no place"
	}
	b := append([]byte("segment "), strconv.Itoa(p.Segment)...)
	if p.Tag != "" {
		b = append(append(append(b, " ("...), p.Tag...), ')')
	}
	if p.Element > 0 {
		b = append(append(b, ", element "...), strconv.Itoa(p.Element)...)
	}
	if p.Component > 0 {
		b = append(append(b, ", component "...), strconv.Itoa(p.Component)...)
	}
	return string(append(append(b, ", byte "...), strconv.FormatInt(p.Offset, 10)...))
}

// The tags that this package knows: the service segments of ISO 9735, and those
// of PAXLST in the guide.
var tags = [...]string{
	"UNB", "UNG", "UNH", "BGM", "RFF", "NAD", "COM", "TDT", "LOC", "DTM", "ATT", "MEA", "GEI", "FTX", "EMP", "NAT",
	"DOC", "CNT", "UNT", "UNE", "UNZ",
}

// knownTag returns a tag that may be shown: an unknown one may be a piece of
// data behind a terminator that was not released.
func knownTag(tag string) string {
	if slices.Contains(tags[:], tag) {
		return tag
	}
	return ""
}

// validTag reports whether a text has the form of a tag: a capital letter and two
// capital letters or digits.
func validTag[T string | []byte](s T) bool {
	if len(s) != 3 || s[0] < 'A' || s[0] > 'Z' {
		return false
	}
	return isAlnum(s[1]) && isAlnum(s[2])
}

func isAlnum(c byte) bool { return 'A' <= c && c <= 'Z' || isDigit(c) }
func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// A serviceString is what a UNA segment says: the characters that stand between
// things, in its order.
type serviceString [6]byte

// The places in a serviceString. The fifth is the repetition separator of later
// versions, which PAXLST does not use, or a blank.
const (
	separatorComponent = iota
	separatorElement
	markDecimal
	markRelease
	separatorRepetition
	markTerminator
)

// defaultService holds without a UNA.
var defaultService = serviceString([]byte(":+.? '"))

// valid reports whether a reader can tell things apart with s: the four marks
// that cut a text differ, are printable, and are neither letters nor digits.
// The release character may be a blank, which says that there is none.
func (s serviceString) valid() bool {
	cuts := []byte{s[separatorComponent], s[separatorElement], s[markTerminator]}
	if s[markRelease] != ' ' {
		cuts = append(cuts, s[markRelease])
	}
	for i, c := range cuts {
		letter := isAlnum(c) || 'a' <= c && c <= 'z'
		if c <= ' ' || c > '~' || letter || slices.Contains(cuts[:i], c) {
			return false
		}
	}
	return true
}

// release returns the release character, or 0 if there is none.
func (s serviceString) release() byte {
	if s[markRelease] == ' ' {
		return 0
	}
	return s[markRelease]
}

// A Charset is the syntax identifier in a UNB: the set of characters that the
// data may have.
type Charset string

// The character sets that PAXLST uses. Neither has the @ of an address of
// electronic mail.
const (
	UNOA Charset = "UNOA" // A-Z, 0-9, blank and . , - ( ) / = ! " % & * ; < > : + ? '
	UNOB Charset = "UNOB" // the same and a-z
)

// Known reports whether the characters of the set are known to this package.
func (c Charset) Known() bool { return c == UNOA || c == UNOB }

// has reports whether a character may stand in data. In a set that is not known
// every character may.
func (c Charset) has(b byte) bool {
	switch {
	case 'A' <= b && b <= 'Z', isDigit(b):
		return true
	case 'a' <= b && b <= 'z':
		return c != UNOA
	case c != UNOA && c != UNOB:
		return true
	}
	// The last four are separators: in data they are released.
	return strings.IndexByte(" .,-()/=!\"%&*;<>:+?'", b) >= 0
}
