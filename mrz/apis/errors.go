package apis

import (
	"errors"
	"strconv"
)

// The reasons in a SyntaxError.
var (
	// ErrTruncated: the text ends in the midst of a segment, or before the
	// segments that end a message and an interchange.
	ErrTruncated = errors.New("cut off")
	// ErrNoMessage: the text has no message.
	ErrNoMessage = errors.New("no EDIFACT message")
	// ErrTag: a segment does not begin with a tag. What stands in it is not kept.
	ErrTag = errors.New("no tag of three characters")
	// ErrSegmentLength: a segment has more than MaxSegment bytes. It is not kept.
	ErrSegmentLength = errors.New("segment too long")
	// ErrGroupLength: the segments of one person, or those in front of the first,
	// have more than MaxGroup bytes. What comes behind is not kept.
	ErrGroupLength = errors.New("too many segments for a person")
	// ErrServiceString: a UNA that names no four different marks.
	ErrServiceString = errors.New("malformed service string advice")
)

// A SyntaxError says why a text, or a segment of it, cannot be read. It has a
// place and never a character of the text.
type SyntaxError struct {
	Place Place // zero for ErrNoMessage, which is about the whole
	Err   error // one of the reasons above
}

// Error returns the place and the reason.
func (e *SyntaxError) Error() string {
	if e.Place.IsZero() {
		return "apis: " + e.Err.Error()
	}
	return "apis: " + e.Place.String() + ": " + e.Err.Error()
}

// Unwrap returns Err.
func (e *SyntaxError) Unwrap() error { return e.Err }

// The reasons in an EncodeError and in an SSRError.
var (
	// ErrCharacter: a character that the character set, or the field, does not have.
	ErrCharacter = errors.New("a character that cannot stand there")
	// ErrTooLong: more characters than there is room for.
	ErrTooLong = errors.New("too long")
	// ErrRequired: what cannot be left out is empty.
	ErrRequired = errors.New("required")
	// ErrDate: neither empty nor a date of known parts.
	ErrDate = errors.New("not a date")
	// ErrCode: not one of the codes that there are.
	ErrCode = errors.New("not a code for this place")
	// ErrCharset: neither UNOA nor UNOB.
	ErrCharset = errors.New("character set not known")
	// ErrSegment: an unknown segment that is kept would be read as a known one.
	ErrSegment = errors.New("not a segment to be kept as it is")
	// ErrOrder: a call of an Encoder out of its order.
	ErrOrder = errors.New("out of order")
)

// An EncodeError says what cannot be written as a message. It has a place and
// never a character of the data.
type EncodeError struct {
	Message   int    // from 1; 0 for what is outside of messages
	Passenger int    // of the message, from 1; 0 for what is of none
	Tag       string // the segment, if it is one that this package knows
	// Element, Component and Character count from 1; Character counts bytes. 0 is
	// the whole.
	Element, Component, Character int
	Err                           error // one of the reasons above
}

// Error returns the place and the reason.
func (e *EncodeError) Error() string {
	b := []byte("apis: ")
	for _, part := range []struct {
		name string
		n    int
	}{{"message ", e.Message}, {"passenger ", e.Passenger}} {
		if part.n > 0 {
			b = append(append(append(b, part.name...), strconv.Itoa(part.n)...), ", "...)
		}
	}
	if e.Tag != "" {
		b = append(append(b, e.Tag...), ", "...)
	}
	for _, part := range []struct {
		name string
		n    int
	}{{"element ", e.Element}, {"component ", e.Component}, {"character ", e.Character}} {
		if part.n > 0 {
			b = append(append(append(b, part.name...), strconv.Itoa(part.n)...), ", "...)
		}
	}
	b = append(b[:len(b)-2], ": "...)
	return string(append(b, e.Err.Error()...))
}

// Unwrap returns Err.
func (e *EncodeError) Unwrap() error { return e.Err }
