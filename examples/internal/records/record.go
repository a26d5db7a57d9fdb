// Package records has what becomes of the records of a stream, one by one: how they
// are decoded, verified or repaired, and counted. The command bulk and the pipeline
// on many machines share it, so that both give the same.
//
// # Personal data
//
// A [Record] and a [Result] hold personal data. A zone.Error and a [Tally] do not.
package records

import (
	"fmt"

	"example.org/traveldoc/examples/internal/zone"
	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/repair"
)

// MaxSize is the size in bytes of the largest record that is read.
const MaxSize = 16 << 20

// maxKept is the size up to which a buffer is kept for the next record.
const maxKept = 4 << 20

// A Record is one of the input.
type Record struct {
	Line int    // of the input, where it begins
	Raw  []byte // what is still to be decoded, if anything is
	ID   []byte // JSON in one line, or nil
	Doc  mrz.Document
	Err  zone.Error // why there is no Doc, if it has a Kind

	text   string         // in which zones are looked for
	search bool           // there is such a text, in the place of a zone
	bent   bool           // text is a zone that may need repair
	glyphs []repair.Glyph // of the characters of text
	// Several readings of one zone; nil if there is a text instead.
	readings []repair.Reading
}

// SizeError is the error of a record of more than MaxSize.
func SizeError(line int) zone.Error {
	return zone.Error{Kind: zone.Size, Line: line, Column: 1, Message: fmt.Sprintf("a record of more than %d MiB", MaxSize>>20)}
}

// ZoneError is the error of a record that is no zone, told with the line of
// the input, since its own line and column are those within the record.
func ZoneError(err *mrz.SyntaxError, line int) zone.Error {
	e := zone.SyntaxError(err)
	e.Message = fmt.Sprintf("%s (record at line %d of the input)", e.Message, line)
	return e
}
