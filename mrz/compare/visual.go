package compare

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"golang.org/x/text/language"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/state"
)

// A VisualZone is the data of the printed page (Doc 9303-3 section 3), as they are
// printed, typed or read by a machine, or those of data group 11. An empty field is
// one that is not given: it is compared with nothing.
//
// It is personal data and prints redacted.
type VisualZone struct {
	DocumentCode string // as in the zone, or its first letter
	IssuingState string // a code, or the English name
	// The name, in national or Latin letters, in any case. If neither identifier is
	// given, Name has both: the primary one, a comma or two fillers, and the
	// secondary one; or all components in either order, if there is neither.
	PrimaryIdentifier, SecondaryIdentifier, Name string
	DocumentNumber                               string // with blanks or hyphens, or without
	Nationality                                  string // a code, or the English name of the State
	// Dates are in the forms of Doc 9303-3 section 3.8, with X for what is unknown:
	// 12 JUL/JUIL 1942, 12JUL42, 12.07.1942, 120742, XX XX 42; or as 1942-07-12, or as
	// data group 11 has a day whose parts are all known, 19420712.
	DateOfBirth, DateOfExpiry string
	Sex                       string // M, F, X or a word
	// PersonalNumber, and what else may be in the optional data. What the issuing
	// State puts there is its own choice, so that it is no difference if it is not
	// there.
	PersonalNumber string
}

// String returns "visual zone [redacted]".
func (VisualZone) String() string { return "visual zone [redacted]" }

// Format implements [fmt.Formatter]: it writes the text of String, whatever the
// verb.
func (v VisualZone) Format(f fmt.State, _ rune) { io.WriteString(f, v.String()) }

// LogValue implements [slog.LogValuer] with the text of String.
func (v VisualZone) LogValue() slog.Value { return slog.StringValue(v.String()) }

// MarshalJSON fails with ErrMarshal, so that what is logged or stored as JSON does not
// carry personal data unnoticed. The fields are the way out.
func (VisualZone) MarshalJSON() ([]byte, error) { return nil, ErrMarshal }

// ErrMarshal is the error of VisualZone.MarshalJSON.
var ErrMarshal = errors.New("compare: a VisualZone has no JSON, since it is personal data: use its fields")

// Options are the options of Visual. The zero value, or nil, is right for most.
type Options struct {
	// Language is that of the names, if it is known and not that of the issuing
	// State: its spellings are looked at before those of other languages.
	Language language.Tag
	// AnyOrder takes the components of a name in any order, and the identifiers for
	// each other: for a name that was typed without regard to them.
	AnyOrder bool
	// MaxNear is how many characters may differ for Near; 0 is DefaultMaxNear, and
	// a negative number lets none differ. It is one for every three characters of a
	// field at most.
	MaxNear int
	// Strict makes a spelling of a name doubtful that the standard allows and that
	// is not the habit of the issuing State.
	Strict bool
	// Required are fields that must be compared for Agree.
	Required []mrz.Field
	// AsOf is the day on which the document is looked at, or that of issue if it is
	// known. If it is given, dates with their century are compared with theirs.
	AsOf mrz.CalendarDate
	// Months are names of months besides those in English, French and Spanish, in
	// capitals.
	Months map[string]time.Month
	// States are names of States, and words for nationalities, besides the English
	// names, in capitals.
	States map[string]state.Code
}

// DefaultMaxNear is how many characters may differ for Near.
const DefaultMaxNear = 2

var defaultOptions Options

// near returns how many of n characters may differ.
func (o *Options) near(n int) int {
	limit := o.MaxNear
	if limit == 0 {
		limit = DefaultMaxNear
	}
	return max(0, min(limit, n/3))
}

// Visual compares a zone with the printed page: document code, issuing State,
// identifiers, document number, nationality, dates, sex and optional data. Nil
// options are the zero ones.
func Visual(d mrz.Document, v VisualZone, o *Options) Result {
	if o == nil {
		o = &defaultOptions
	}
	r := Result{Fields: make([]Comparison, 0, 11)}
	if d.IsZero() {
		return r
	}
	primary, secondary := names(d, &v, o)
	r.Fields = append(r.Fields,
		documentCode(d, v.DocumentCode),
		stateOf(d, mrz.FieldIssuingState, v.IssuingState, o),
		primary, secondary,
		documentNumber(d, v.DocumentNumber, o),
		stateOf(d, mrz.FieldNationality, v.Nationality, o),
		dateOf(d, mrz.FieldDateOfBirth, v.DateOfBirth, o),
		sexOf(d, v.Sex),
		dateOf(d, mrz.FieldDateOfExpiry, v.DateOfExpiry, o),
		optionalData(d, v.PersonalNumber),
	)
	r.judge(o)
	return r
}
