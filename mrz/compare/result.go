package compare

import (
	"slices"

	"example.org/traveldoc/mrz"
)

// A Relation is what one value is to another. A greater one is better. The zero
// value is Absent, so that what has not been compared never passes for a match.
type Relation uint8

// The relations.
const (
	Absent     Relation = iota // nothing to compare: a side does not have it or does not say it
	Different                  // not the same
	Near                       // a few characters differ, which may have been misread: see Places
	Truncated                  // one is what the other is cut to
	Equivalent                 // written otherwise, with the same meaning: see Reason
	Equal                      // the same characters, in capitals or not
)

var relationNames = [...]string{"absent", "different", "near", "truncated", "equivalent", "equal"}

// String returns the name of the relation, such as "equivalent".
func (r Relation) String() string {
	if int(r) < len(relationNames) {
		return relationNames[r]
	}
	return ""
}

// MarshalText returns the text of String.
func (r Relation) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// A Reason says what a Relation rests on. The values are stable.
type Reason string

// The reasons.
const (
	ReasonNone          Reason = ""              // Equal, and Different without anything to say of it
	ReasonNotGiven      Reason = "not-given"     // Absent: a side does not say it, or does not have it
	ReasonUnreadable    Reason = "unreadable"    // Absent: what is given cannot be read as such a field
	ReasonHabit         Reason = "habit"         // Equivalent: spelled as the issuing State spells
	ReasonSpelling      Reason = "spelling"      // Equivalent: another spelling that the standard allows
	ReasonTranscription Reason = "transcription" // Equivalent: may be spelled so by ear
	ReasonPunctuation   Reason = "punctuation"   // Equivalent but for blanks, hyphens and the like
	ReasonAffix         Reason = "affix"         // Equivalent but for a title or suffix
	ReasonBirthName     Reason = "birth-name"    // Equivalent to the name before or behind words such as née
	ReasonMononym       Reason = "mononym"       // Equivalent: a name of one part, written as two
	ReasonOrder         Reason = "order"         // Equivalent: the parts of the name in another order
	ReasonCode          Reason = "code"          // Equivalent: two codes or names of one State
	ReasonWord          Reason = "word"          // Equivalent: a word or form for what the zone has in characters
	ReasonUnknown       Reason = "unknown"       // Equivalent: both say that it is not known or not stated
	ReasonBlank         Reason = "blank"         // Equivalent: a check digit of blank data, 0 or left out
	ReasonCut           Reason = "cut"           // Truncated: the end of a part is missing
	ReasonCharacters    Reason = "characters"    // Near: see Places
	ReasonMissing       Reason = "missing"       // Different: one side has nothing, or an unknown part, where the other has something
	ReasonCentury       Reason = "century"       // Different: the same two digits of the year in another century
)

var explanations = map[Reason]string{
	ReasonNone:          "",
	ReasonNotGiven:      "one side does not have it",
	ReasonUnreadable:    "what is given cannot be read",
	ReasonHabit:         "spelled as the issuing State spells",
	ReasonSpelling:      "another spelling that the standard allows",
	ReasonTranscription: "perhaps spelled by ear",
	ReasonPunctuation:   "written with other blanks, hyphens or punctuation",
	ReasonAffix:         "a title or suffix is left out",
	ReasonBirthName:     "the name before or after marriage is left out",
	ReasonMononym:       "a name of one part",
	ReasonOrder:         "the parts of the name stand in another order",
	ReasonCode:          "two codes or names of the same State",
	ReasonWord:          "written in words or in another form",
	ReasonUnknown:       "both say that it is not known or not stated",
	ReasonBlank:         "the check digit of blank data may be left out",
	ReasonCut:           "cut to fit",
	ReasonCharacters:    "a few characters differ: perhaps misread",
	ReasonMissing:       "one side leaves out what the other has",
	ReasonCentury:       "another century",
}

// Explanation returns the reason as half a sentence in English, "" for ReasonNone.
func (r Reason) Explanation() string { return explanations[r] }

// A Place is where two values differ. A is in the zone, or in the first of two. B
// is in the second zone or, with a line of 0, in the printed value as it was given,
// the columns of which are its characters from 1. A length of 0 is the place before
// the column, where something is missing.
type Place struct{ A, B mrz.Span }

// A Comparison is the relation of a field of two documents. It holds no data of
// them.
type Comparison struct {
	Field    mrz.Field
	Relation Relation
	Reason   Reason
	Places   []Place // where they differ, if that can be told: with Near always
}

// A Verdict is what the relations come to: see the package comment for the rule.
// The zero value is Inconclusive.
type Verdict uint8

// The verdicts.
const (
	Inconclusive Verdict = iota // nothing was compared that tells people apart
	Disagree                    // a field differs
	Doubtful                    // a person should look
	Agree                       // all that was compared agrees
)

var verdictNames = [...]string{"inconclusive", "disagree", "doubtful", "agree"}

// String returns the name of the verdict, such as "agree".
func (v Verdict) String() string {
	if int(v) < len(verdictNames) {
		return verdictNames[v]
	}
	return ""
}

// MarshalText returns the text of String.
func (v Verdict) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// A Result is a comparison of two documents: one Comparison for each field, in the
// order of the constants of mrz.Field, and what they come to. It holds no data of
// the documents.
type Result struct {
	Verdict Verdict
	Fields  []Comparison
}

// Of returns the Comparison of a field, which is Absent if there is none.
func (r Result) Of(f mrz.Field) Comparison {
	for _, c := range r.Fields {
		if c.Field == f {
			return c
		}
	}
	return Comparison{Field: f, Reason: ReasonNotGiven}
}

// judge sets the verdict.
func (r *Result) judge(o *Options) {
	compared, doubt := false, false
	for _, c := range r.Fields {
		switch {
		case c.Relation == Different:
			r.Verdict = Disagree
			return
		case c.Relation == Absent:
			doubt = doubt || c.Reason == ReasonUnreadable || slices.Contains(o.Required, c.Field)
			continue
		case c.Relation == Near, c.Reason == ReasonTranscription, c.Reason == ReasonSpelling && o.Strict:
			doubt = true
		}
		switch c.Field {
		case mrz.FieldPrimaryIdentifier, mrz.FieldDocumentNumber, mrz.FieldDateOfBirth:
			compared = compared || c.Reason != ReasonUnknown
		}
	}
	for _, f := range o.Required {
		doubt = doubt || r.Of(f).Relation == Absent
	}
	switch {
	case doubt:
		r.Verdict = Doubtful
	case compared:
		r.Verdict = Agree
	default:
		r.Verdict = Inconclusive
	}
}
