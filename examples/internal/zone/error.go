package zone

import (
	"errors"
	"strconv"

	"example.org/traveldoc/mrz"
)

// An ErrorKind says why a record has no zone object.
type ErrorKind string

// The kinds of errors.
const (
	LineCount  ErrorKind = "line-count"  // mrz.ErrLineCount
	LineLength ErrorKind = "line-length" // mrz.ErrLineLength
	Character  ErrorKind = "character"   // mrz.ErrCharacter
	JSON       ErrorKind = "json"        // an NDJSON record that is no JSON, or not what is wanted
	CSV        ErrorKind = "csv"         // a CSV record that is malformed
	Size       ErrorKind = "size"        // a record that is too large to be read
	TLV        ErrorKind = "tlv"         // a data group of a chip that is none
)

// An Error is the reason why a record could not be laid out.
type Error struct {
	Kind ErrorKind
	// Line and Column count from 1, within the record for the first three
	// kinds and within the input for the others. A data group has one line, the
	// columns of which are its bytes.
	Line, Column int
	// Message tells a person. It holds no value of the record.
	Message string
}

// SyntaxError returns the Error of an error of package mrz.
func SyntaxError(err *mrz.SyntaxError) Error {
	e := Error{Line: err.Line, Column: err.Column, Message: err.Err.Error()}
	switch {
	case errors.Is(err, mrz.ErrLineCount):
		e.Kind = LineCount
	case errors.Is(err, mrz.ErrLineLength):
		e.Kind = LineLength
	default:
		e.Kind = Character
	}
	return e
}

// AppendError appends the object of a record that could not be laid out to
// dst, without a line break. id is that of the input, as in [Options], or nil.
func AppendError(dst, id []byte, e Error) []byte {
	dst = appendHead(dst, id)
	dst = append(dst, `,"error":{"kind":`...)
	dst = appendQuoted(dst, string(e.Kind))
	dst = append(dst, `,"line":`...)
	dst = strconv.AppendInt(dst, int64(e.Line), 10)
	dst = append(dst, `,"column":`...)
	dst = strconv.AppendInt(dst, int64(e.Column), 10)
	dst = append(dst, `,"message":`...)
	dst = appendQuoted(dst, e.Message)
	return append(dst, '}', '}')
}
