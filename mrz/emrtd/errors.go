package emrtd

import (
	"errors"
	"fmt"
)

// A SyntaxError says why bytes are no data group. It holds a place and no value.
type SyntaxError struct {
	Offset int   // of the byte where the fault is, from 0
	Tag    Tag   // of the object that it is in or, for ErrTag, that is there; 0 if there is none
	Err    error // one of the reasons below, or mrz.ErrCharacter
}

// The reasons in a SyntaxError. Another one is [mrz.ErrCharacter]: a character of
// DG1 that may not stand in a zone.
var (
	ErrTag      = errors.New("a tag that may not stand here")
	ErrLength   = errors.New("a length that is indefinite or has more than four bytes")
	ErrShort    = errors.New("the data end before the object does")
	ErrTrailing = errors.New("data behind the object") // the object is all that stands before Offset
	ErrSize     = errors.New("a zone that does not have 72, 88 or 90 characters")
)

// Error returns the place and the reason.
func (e *SyntaxError) Error() string {
	if e.Tag == 0 {
		return fmt.Sprintf("emrtd: byte %d: %v", e.Offset, e.Err)
	}
	return fmt.Sprintf("emrtd: byte %d, tag %v: %v", e.Offset, e.Tag, e.Err)
}

// Unwrap returns Err.
func (e *SyntaxError) Unwrap() error { return e.Err }

// A Remark is something about a data group that the standard has otherwise, or
// that a reader should know, and that hides nothing.
type Remark struct {
	Kind   RemarkKind
	Tag    Tag // of the object that it is about
	Offset int // of that object in bytes from 0; of the tag list for a tag that is listed and not there
}

// A RemarkKind says what a Remark is about. The zero value is none.
type RemarkKind uint8

// The kinds of remarks.
const (
	RemarkLongLength  RemarkKind = 1 + iota // the length has more bytes than it needs, which DER forbids
	RemarkNoTagList                         // there is no tag list
	RemarkUnlisted                          // the object is not in the tag list
	RemarkMissing                           // the tag is in the tag list, the object is not there
	RemarkOrder                             // the object does not stand where the tag list has it
	RemarkDuplicate                         // the tag has been there before: this object is among the unknown ones
	RemarkEmpty                             // the object is empty: it reads like one that is not there
	RemarkTooLong                           // the value is longer than the standard allows
	RemarkNotUTF8                           // the text is not UTF-8: its bytes are kept
	RemarkDate                              // the value is no date, in digits or in BCD
	RemarkNameCount                         // the number of names is not the one that is given
	RemarkNameList                          // the object is no list of names: it is among the unknown ones
	RemarkNameOutside                       // the name stands by itself and in no list
)

var remarkNames = [...]struct{ name, text string }{
	RemarkLongLength:  {"long-length", "the length has more bytes than it needs"},
	RemarkNoTagList:   {"no-tag-list", "there is no tag list"},
	RemarkUnlisted:    {"unlisted", "the tag is not in the tag list"},
	RemarkMissing:     {"missing", "the tag is in the tag list, and nothing has it"},
	RemarkOrder:       {"order", "the object does not stand where the tag list has it"},
	RemarkDuplicate:   {"duplicate", "an object with the tag stood before"},
	RemarkEmpty:       {"empty", "the object is empty"},
	RemarkTooLong:     {"too-long", "the value is longer than the standard allows"},
	RemarkNotUTF8:     {"not-utf8", "the text is not UTF-8"},
	RemarkDate:        {"date", "the value is no date, in digits or in BCD"},
	RemarkNameCount:   {"name-count", "the number of names is not the one that is given"},
	RemarkNameList:    {"name-list", "the object is not a number and as many names"},
	RemarkNameOutside: {"name-outside", "the name is in no list of names"},
}

// String returns the name of the kind, such as "long-length", which is stable, and
// "" for a value that is no kind.
func (k RemarkKind) String() string {
	if int(k) < len(remarkNames) {
		return remarkNames[k].name
	}
	return ""
}

// MarshalText returns the text of String.
func (k RemarkKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// String returns a sentence with the place.
func (r Remark) String() string {
	text := ""
	if int(r.Kind) < len(remarkNames) {
		text = remarkNames[r.Kind].text
	}
	return fmt.Sprintf("byte %d, tag %v: %s", r.Offset, r.Tag, text)
}
