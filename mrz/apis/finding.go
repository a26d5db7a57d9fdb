package apis

import (
	"strconv"

	"example.org/traveldoc/mrz"
)

// A Finding is something that is noticed about a message, or about the data of a
// person: evidence, not an error of the program. It holds none of the data.
//
// A Finding is an error for those who want one: errors.Is(f, f.Rule) is true.
type Finding struct {
	Rule     mrz.Rule // one of this package, or of package mrz
	Cause    mrz.Cause
	Severity mrz.Severity
	// Message and Passenger count from 1; 0 is none.
	Message, Passenger int
	Element            Element // or 0
	// Place is the place in a message that was read, or zero.
	Place Place
	// Field and Span are the place in a zone, or zero.
	Field mrz.Field
	Span  mrz.Span

	text string
}

// Text returns a plain English sentence that says what was found, without any
// data and without a full stop.
func (f Finding) Text() string { return f.text }

// Error returns the place, the rule and the sentence.
func (f Finding) Error() string {
	b := []byte("apis: ")
	if f.Message > 0 {
		b = append(append(append(b, "message "...), strconv.Itoa(f.Message)...), ", "...)
	}
	if f.Passenger > 0 {
		b = append(append(append(b, "passenger "...), strconv.Itoa(f.Passenger)...), ", "...)
	}
	if !f.Place.IsZero() {
		b = append(append(b, f.Place.String()...), ", "...)
	}
	if f.Span.Line > 0 {
		b = append(append(append(b, "line "...), strconv.Itoa(f.Span.Line)...), ", "...)
		b = append(append(append(b, "column "...), strconv.Itoa(f.Span.Column)...), ", "...)
	}
	if f.Element != 0 {
		b = append(append(b, f.Element.String()...), ", "...)
	}
	b = append(b[:len(b)-2], ": "...)
	return string(b) + string(f.Rule) + ": " + f.text
}

// Unwrap returns the rule.
func (f Finding) Unwrap() error { return f.Rule }

// Findings are findings in the order in which they were made. They are an error
// whose parts errors.Is and errors.As look at.
type Findings []Finding

// Error returns the first finding and the number of the others.
func (f Findings) Error() string {
	switch len(f) {
	case 0:
		return "apis: no findings"
	case 1:
		return f[0].Error()
	}
	return f[0].Error() + " (and " + strconv.Itoa(len(f)-1) + " more)"
}

// Unwrap returns the findings.
func (f Findings) Unwrap() []error {
	errs := make([]error, len(f))
	for i := range f {
		errs[i] = f[i]
	}
	return errs
}

// Worst returns the severity of the gravest finding, or zero if there is none.
func (f Findings) Worst() (worst mrz.Severity) {
	for i := range f {
		worst = max(worst, f[i].Severity)
	}
	return worst
}

// Err returns nil if no finding has [mrz.SeverityError], else the Findings that
// have it.
func (f Findings) Err() error {
	var errs Findings
	for _, x := range f {
		if x.Severity == mrz.SeverityError {
			errs = append(errs, x)
		}
	}
	if errs == nil {
		return nil
	}
	return errs
}

// The rules of this package: what a [Decoder] looks for in a message, and what
// [FromDocument] and [Profile.Check] look for in the data of a person. Rules
// returns them with their causes and severities.
const (
	RuleCharacter      mrz.Rule = "character"
	RuleSegment        mrz.Rule = "segment"
	RuleSegmentOrder   mrz.Rule = "segment-order"
	RuleSegmentValue   mrz.Rule = "segment-value"
	RuleMissingSegment mrz.Rule = "missing-segment"
	RuleCount          mrz.Rule = "count"
	RuleReference      mrz.Rule = "reference"
	RuleMessageType    mrz.Rule = "message-type"

	RuleRequired     mrz.Rule = "required"
	RuleMalformed    mrz.Rule = "malformed"
	RuleCode         mrz.Rule = "code"
	RuleDocumentType mrz.Rule = "document-type"
	RuleName         mrz.Rule = "name-mapping"
	RuleNumber       mrz.Rule = "number-mapping"
	RuleDate         mrz.Rule = "date-mapping"
	RuleSpareMonths  mrz.Rule = "spare-months"
)

// A RuleInfo is a line of the list of rules. The zero value is no line.
type RuleInfo struct {
	Rule     mrz.Rule
	Cause    mrz.Cause
	Severity mrz.Severity
	Text     string // what a Finding says
}

// kind is a line of the list of rules.
type kind uint8

const (
	kindCharacterSet kind = iota
	kindCharsetUnknown
	kindRelease
	kindBlank
	kindTag
	kindSegmentLength
	kindGroupLength
	kindServiceString
	kindUnknown
	kindRepeated
	kindOrder
	kindMisplaced
	kindNoGroup
	kindValue
	kindSurplus
	kindDateForm
	kindNoUNB
	kindNoUNT
	kindNoUNE
	kindNoUNZ
	kindNoBGM
	kindCountSegments
	kindCountMessages
	kindCountGroups
	kindCountPersons
	kindCountMore
	kindReference
	kindMessageType
	kindOtherRelease

	kindRequired
	kindBadName
	kindBadNumber
	kindBadDate
	kindBadCode
	kindBadGender
	kindTooLong
	kindCodeBlank
	kindCodeUnknown
	kindCodeNotISO
	kindCodeReplaced
	kindTypeUnknown
	kindTypeNotTaken
	kindNoSurname
	kindNoGiven
	kindNameCut
	kindNumberMarks
	kindNumberLong
	kindTextLong
	kindBirthUnknown
	kindBirthAssumed
	kindExpiryNone
	kindSpareMonths
	kindSexInvalid
	kindExpired

	kinds
)

var kindInfo = [kinds]RuleInfo{
	kindCharacterSet:   {RuleCharacter, "not-in-set", mrz.SeverityError, "a character is not in the character set of the interchange"},
	kindCharsetUnknown: {RuleCharacter, "unknown-set", mrz.SeverityWarning, "the character set is neither UNOA nor UNOB, and is not checked"},
	kindRelease:        {RuleCharacter, "needless-release", mrz.SeverityWarning, "a release character stands in front of a character that needs none"},
	kindBlank:          {RuleCharacter, "blank", mrz.SeverityInfo, "blanks around a value were left out"},
	kindTag:            {RuleSegment, "tag", mrz.SeverityError, "a segment without a tag was left out"},
	kindSegmentLength:  {RuleSegment, "length", mrz.SeverityError, "a segment is too long and was left out"},
	kindGroupLength:    {RuleSegment, "group-length", mrz.SeverityError, "a person has too many segments, and the rest of them were left out"},
	kindServiceString:  {RuleSegment, "service-string", mrz.SeverityError, "the service string advice is malformed and was left out"},
	kindUnknown:        {RuleSegment, "unknown", mrz.SeverityInfo, "a segment is not one that the guide uses there, and is kept as it is"},
	kindRepeated:       {RuleSegment, "repeated", mrz.SeverityWarning, "a segment stands twice where one is due, and is kept as it is"},
	kindOrder:          {RuleSegmentOrder, "late", mrz.SeverityInfo, "a segment stands behind one that the guide has behind it"},
	kindMisplaced:      {RuleSegmentOrder, "outside", mrz.SeverityError, "a segment stands outside of a message and was left out"},
	kindNoGroup:        {RuleSegmentOrder, "no-group", mrz.SeverityError, "a message stands in no group, and others of the interchange do"},
	kindValue:          {RuleSegmentValue, "malformed", mrz.SeverityError, "the value of a segment cannot be read, and the segment is kept as it is"},
	kindSurplus:        {RuleSegmentValue, "surplus", mrz.SeverityWarning, "a part of a segment is not one that the guide uses, and was left out"},
	kindDateForm:       {RuleSegmentValue, "date-form", mrz.SeverityInfo, "a date has a form other than that of the guide"},
	kindNoUNB:          {RuleMissingSegment, "UNB", mrz.SeverityError, "the interchange has no header"},
	kindNoUNT:          {RuleMissingSegment, "UNT", mrz.SeverityError, "the message has no end"},
	kindNoUNE:          {RuleMissingSegment, "UNE", mrz.SeverityError, "the group has no end"},
	kindNoUNZ:          {RuleMissingSegment, "UNZ", mrz.SeverityError, "the interchange has no end"},
	kindNoBGM:          {RuleMissingSegment, "BGM", mrz.SeverityError, "the message does not say of what kind it is"},
	kindCountSegments:  {RuleCount, "segments", mrz.SeverityWarning, "the number of segments is not what the end of the message says"},
	kindCountMessages:  {RuleCount, "messages", mrz.SeverityWarning, "the number of messages is not what the end says"},
	kindCountGroups:    {RuleCount, "groups", mrz.SeverityWarning, "the number of groups is not what the end of the interchange says"},
	kindCountPersons:   {RuleCount, "persons", mrz.SeverityWarning, "the message has more persons than it says are on the flight"},
	kindCountMore:      {RuleCount, "more-persons", mrz.SeverityInfo, "the message has fewer persons than it says are on the flight"},
	kindReference:      {RuleReference, "differs", mrz.SeverityError, "the reference at the end is not that at the beginning"},
	kindMessageType:    {RuleMessageType, "not-paxlst", mrz.SeverityError, "the message is not a PAXLST message of IATA"},
	kindOtherRelease:   {RuleMessageType, "release", mrz.SeverityInfo, "the release is not that of the guide"},

	kindRequired:     {RuleRequired, "missing", mrz.SeverityError, "the element is required and missing"},
	kindBadName:      {RuleMalformed, "name", mrz.SeverityError, "the name has a character other than letters, blanks and the marks that are allowed"},
	kindBadNumber:    {RuleMalformed, "number", mrz.SeverityError, "the document number has a character other than letters and digits"},
	kindBadDate:      {RuleMalformed, "date", mrz.SeverityError, "there is no such date"},
	kindBadCode:      {RuleMalformed, "code", mrz.SeverityError, "the code is not three letters"},
	kindBadGender:    {RuleMalformed, "gender", mrz.SeverityError, "the gender is not one of the codes that are taken"},
	kindTooLong:      {RuleMalformed, "length", mrz.SeverityError, "the value is longer than there is room for"},
	kindCodeBlank:    {RuleCode, "blank", mrz.SeverityError, "the zone has no code there"},
	kindCodeUnknown:  {RuleCode, "unknown", mrz.SeverityWarning, "the code is in no list, and is sent as it is"},
	kindCodeNotISO:   {RuleCode, "not-iso", mrz.SeverityWarning, "the code is not one of ISO 3166, and the receiver may want another one"},
	kindCodeReplaced: {RuleCode, "replaced", mrz.SeverityInfo, "the code was replaced by the one that the profile wants"},
	kindTypeUnknown:  {RuleDocumentType, "unknown", mrz.SeverityError, "the document code stands for no type of document"},
	kindTypeNotTaken: {RuleDocumentType, "not-taken", mrz.SeverityError, "documents of this type are not taken"},
	kindNoSurname:    {RuleName, "no-primary", mrz.SeverityWarning, "the zone has no primary identifier, and the secondary one stands as surname"},
	kindNoGiven:      {RuleName, "no-secondary", mrz.SeverityInfo, "the zone has no secondary identifier"},
	kindNameCut:      {RuleName, "cut", mrz.SeverityWarning, "the name has more letters than a message has room for, and is cut"},
	kindNumberMarks:  {RuleNumber, "filler", mrz.SeverityInfo, "fillers in the document number were left out"},
	kindNumberLong:   {RuleNumber, "long", mrz.SeverityWarning, "the document number may be too long for the receiver"},
	kindTextLong:     {RuleMalformed, "text-length", mrz.SeverityWarning, "the line may be too long for the receiver, and be cut"},
	kindBirthUnknown: {RuleDate, "unknown", mrz.SeverityWarning, "the date of birth is not known in all its parts, or is no date, and is not sent"},
	kindBirthAssumed: {RuleDate, "assumed", mrz.SeverityWarning, "the month or the day of birth is not known, and 01 is sent for it"},
	kindExpiryNone:   {RuleDate, "no-expiry", mrz.SeverityWarning, "the date of expiry is no date, or stands for no limit, and is not sent"},
	kindSpareMonths:  {RuleSpareMonths, "short", mrz.SeverityError, "the document expires too soon after the arrival"},
	kindSexInvalid:   {RuleMalformed, "sex", mrz.SeverityError, "the sex is none that the standard knows, and is not sent"},
	kindExpired:      {mrz.RuleExpired, "expired", mrz.SeverityError, "the document expires before the arrival"},
}

// Rules returns the list of what this package looks for, in a new slice. Findings
// about a zone may be of a rule of package mrz as well.
func Rules() []RuleInfo { return append([]RuleInfo(nil), kindInfo[:]...) }

// finding returns a Finding of a kind.
func (k kind) finding() Finding {
	i := &kindInfo[k]
	return Finding{Rule: i.Rule, Cause: i.Cause, Severity: i.Severity, text: i.Text}
}
