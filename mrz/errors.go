package mrz

import (
	"errors"
	"strconv"
)

// A SyntaxError says why a text is no zone. It is the only error of Parse, and
// it means one of three things, which Err tells: the number of lines, the
// length of a line, or a character. Everything else that may be wrong with a
// document is a [Finding].
//
// The error holds a place and never a character of the text.
type SyntaxError struct {
	// Line and Column count from 1. Lines are those of the zone (lines of
	// blanks are left out, and so are blanks around a line); columns are
	// characters, and each byte that is not UTF-8 is one.
	//
	// The place is that of the first line too many or missing, of the first
	// character too many or missing, or of the first character that may not
	// stand in a zone.
	Line, Column int
	// Err is ErrLineCount, ErrLineLength or ErrCharacter.
	Err error
}

// The reasons in a SyntaxError.
var (
	ErrLineCount  = errors.New("wrong number of lines")
	ErrLineLength = errors.New("wrong line length")
	ErrCharacter  = errors.New("character other than A-Z, 0-9 and <")
)

// Error returns the place and the reason.
func (e *SyntaxError) Error() string {
	return "mrz: line " + strconv.Itoa(e.Line) + ", column " + strconv.Itoa(e.Column) + ": " + e.Err.Error()
}

// Unwrap returns Err.
func (e *SyntaxError) Unwrap() error { return e.Err }
