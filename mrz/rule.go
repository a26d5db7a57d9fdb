package mrz

import (
	"encoding"
	"errors"
	"iter"
)

// A Rule is the stable name of something that Verify looks for, such as
// "check-digit". It is an error, so that errors.Is(err, mrz.RuleExpired) tells
// whether [Report.Err] has a finding of the rule. Other packages may have rules
// of their own.
type Rule string

// The rules of Verify. Rules returns them with their causes and severities.
const (
	RuleCheckDigit            Rule = "check-digit"
	RuleCheckDigitBlank       Rule = "check-digit-blank"
	RuleCompositeCheckDigit   Rule = "composite-check-digit"
	RuleDocumentNumberReading Rule = "document-number-reading"
	RuleDocumentNumber        Rule = "document-number"
	RuleDocumentCode          Rule = "document-code"
	RuleIssuingState          Rule = "issuing-state"
	RuleNationality           Rule = "nationality"
	RuleStateWithdrawn        Rule = "state-withdrawn"
	RuleStateUse              Rule = "state-use"
	RuleSpecimen              Rule = "specimen"
	RuleStatePair             Rule = "state-pair"
	RuleName                  Rule = "name"
	RuleNameTruncation        Rule = "name-truncation"
	RuleNamePlaceholder       Rule = "name-placeholder"
	RuleDate                  Rule = "date"
	RuleDateAssigned          Rule = "date-assigned"
	RuleExpiryUnlimited       Rule = "expiry-unlimited"
	RuleDateOrder             Rule = "date-order"
	RuleCentury               Rule = "century"
	RuleExpired               Rule = "expired"
	RuleValidityPeriod        Rule = "validity-period"
	RuleSex                   Rule = "sex"
	RuleFieldAlphabet         Rule = "field-alphabet"
	RuleCrewCertificate       Rule = "crew-certificate"
	RuleOptionalData          Rule = "optional-data"
)

// Error returns the name of the rule.
func (r Rule) Error() string { return string(r) }

// A Cause says which of the things that a rule looks for was found, such as
// "mismatch". Rule and cause together choose the sentence that tells a person.
type Cause string

// A Severity says how grave a finding is. The zero value is no severity.
type Severity uint8

// The severities.
const (
	SeverityInfo    Severity = 1 + iota // worth knowing
	SeverityWarning                     // unusual but met in practice, or a matter of lists
	SeverityError                       // the zone breaks a normative rule
)

var severityNames = [...]string{SeverityInfo: "info", SeverityWarning: "warning", SeverityError: "error"}

// String returns "info", "warning" or "error", and "" for a value that is none.
func (s Severity) String() string {
	if int(s) < len(severityNames) {
		return severityNames[s]
	}
	return ""
}

var errSeverity = errors.New("mrz: no such severity")

// MarshalText returns the text of String; it fails for a value that is no
// severity.
func (s Severity) MarshalText() ([]byte, error) {
	if s.String() == "" {
		return nil, errSeverity
	}
	return []byte(s.String()), nil
}

// UnmarshalText reads what MarshalText writes.
func (s *Severity) UnmarshalText(text []byte) error {
	for i, name := range severityNames {
		if i > 0 && name == string(text) {
			*s = Severity(i)
			return nil
		}
	}
	return errSeverity
}

var (
	_ encoding.TextMarshaler   = Severity(0)
	_ encoding.TextUnmarshaler = (*Severity)(nil)
)

// A clause is where a rule stands: a place in Doc 9303, or one of these, which
// every layout has in its own part.
type clause string

const (
	clauseElements clause = "elements" // the data elements
	clauseNames    clause = "names"    // the truncation of names
	clauseDigits   clause = "digits"   // the check digits
	clauseDigit    clause = "digit"    // the same, and what a check digit is
	clauseCode     clause = "code"     // the document code
	clauseNote     clause = "note"     // long document numbers
	clausePair     clause = "pair"     // issuer and nationality

	clauseStates   clause = "9303-3 5"
	clauseName     clause = "9303-3 4.6"
	clauseDate     clause = "9303-3 4.8"
	clausePractice clause = "practice" // in no clause: met on documents
	clauseCentury  clause = "9303-3 4.8; century by the rule of this library"
)

// in returns the clause for a document of a layout.
func (c clause) in(l Layout) string {
	switch c {
	case clauseElements:
		return layouts[l].elements
	case clauseNames:
		return layouts[l].names
	case clauseDigits:
		return layouts[l].digits
	case clauseDigit:
		return layouts[l].digit
	case clauseCode:
		switch l {
		case TD1:
			return "9303-5 note k"
		case TD2:
			return "9303-6 note k"
		case TD3:
			return "9303-4 4.4"
		}
		return layouts[l].elements
	case clauseNote:
		if l == TD2 {
			return "9303-6 note j"
		}
		return "9303-5 note j"
	case clausePair:
		switch l {
		case TD1:
			return "9303-5 note h"
		case TD2:
			return "9303-6 note h"
		}
		return "9303-4 notes f, o"
	}
	return string(c)
}

// A kind is one line of the list of rules: a rule, a cause, and the field in
// which it looks. It is the number of a bit in a Report.
type kind uint8

// The kinds whose severity by default is SeverityError come first, so that a
// mask tells whether there is one.
const (
	// Three in a row for each check, in the order of the checks.
	kindNumberMismatch kind = iota
	kindNumberUnreadable
	kindNumberBlank
	kindBirthMismatch
	kindBirthUnreadable
	kindBirthBlank
	kindExpiryMismatch
	kindExpiryUnreadable
	kindExpiryBlank
	kindOptionalMismatch
	kindOptionalUnreadable
	kindOptionalBlank
	kindCompositeMismatch
	kindCompositeUnreadable
	kindCompositeBlank

	kindNumberEmpty
	kindCodeFirstNotLetter
	kindCodeSecondForbidden
	kindCodeHarmonisedRequired
	kindCodeDigit
	kindIssuerMalformed
	kindIssuerBlank
	kindNationalityMalformed
	kindNationalityBlank
	kindNameDigit
	kindNameBlank
	kindNameWideSeparator
	// In the same order for both dates.
	kindBirthCharacters
	kindBirthMonth
	kindBirthDay
	kindBirthLeapDay
	kindExpiryCharacters
	kindExpiryMonth
	kindExpiryDay
	kindExpiryLeapDay
	kindExpiryUnknown
	kindOrderImpossible
	kindSexInvalid

	numErrorKinds = iota
)

const (
	kindBirthBlankUnknown kind = numErrorKinds + iota
	kindOptionalBlankZero
	kindFillerIncluded
	kindMayBeShort
	kindNumberLeadingFiller
	kindNumberNeedlessOverflow
	kindNumberNoFillerAfter
	kindNumberFillerBeforeRest
	kindCodeFirstLetter
	kindCodeNotEmergency
	kindCodeSingleSheet
	// In the same order for both fields.
	kindIssuerUnknown
	kindIssuerWithdrawn
	kindIssuerUnofficial
	kindIssuerNotUsed
	kindIssuerUse
	kindIssuerSpecimen
	kindNationalityUnknown
	kindNationalityWithdrawn
	kindNationalityUnofficial
	kindNationalityNotUsed
	kindNationalityUse
	kindNationalitySpecimen
	kindPairUnitedNations
	kindPairBritish
	kindPairStateless
	kindPairRefugee
	kindNameLeadingFiller
	kindNameNoPrimary
	kindNameSecondSeparator
	kindUnlimitedBlank
	kindUnlimitedFar
	kindOrderEarlier
	kindExpired
	kindValidityLong
	kindSexX

	kindCodeNotHarmonised
	kindCodeOlderMeaning
	kindNameTruncation
	kindNamePlaceholder
	kindNameRepeated
	kindNameInitial
	kindBirthAssigned
	kindCentury
	kindCrewEmployer
	kindOptionalRepeatsNumber
	kindOptionalRepeatsBirth
	kindOptional2RepeatsNumber
	kindOptional2RepeatsBirth

	numKinds = numErrorKinds + iota
)

// errorKinds has the bits of the kinds that are errors by default, all of which
// are in the first word of a Report.
const errorKinds = 1<<numErrorKinds - 1

// What the kinds of a check add to the first of them.
const (
	offMismatch = iota
	offUnreadable
	offBlank
	kindsPerCheck
)

// What the warnings about the code of a State add to the first of them.
const (
	offUnknown = iota
	offWithdrawn
	offUnofficial
	offNotUsed
	offUse
	offSpecimen
)

// What the kinds of errors in a date add to the first of them.
const (
	offCharacters = iota
	offMonth
	offDay
	offLeapDay
)

// A layoutSet has a bit for each layout.
type layoutSet uint8

const (
	onTD1       layoutSet = 1 << TD1
	onTD2       layoutSet = 1 << TD2
	onTD3       layoutSet = 1 << TD3
	onCards               = onTD1 | onTD2
	onDocuments           = onCards | onTD3
	onAll                 = onDocuments | 1<<MRVA | 1<<MRVB
)

// kinds is the one list of the rules. In a text, "%" is the noun of the field.
var kinds = [numKinds]struct {
	rule     Rule
	cause    Cause
	severity Severity
	field    Field
	layouts  layoutSet
	clause   clause
	text     string
}{
	kindNumberMismatch:     {RuleCheckDigit, "mismatch", SeverityError, FieldDocumentNumber, onAll, clauseDigit, textMismatch},
	kindNumberUnreadable:   {RuleCheckDigit, "unreadable", SeverityError, FieldDocumentNumber, onAll, clauseDigit, textUnreadable},
	kindNumberBlank:        {RuleCheckDigitBlank, "blank", SeverityError, FieldDocumentNumber, onAll, clauseDigit, textBlank},
	kindBirthMismatch:      {RuleCheckDigit, "mismatch", SeverityError, FieldDateOfBirth, onAll, clauseDigit, textMismatch},
	kindBirthUnreadable:    {RuleCheckDigit, "unreadable", SeverityError, FieldDateOfBirth, onAll, clauseDigit, textUnreadable},
	kindBirthBlank:         {RuleCheckDigitBlank, "blank", SeverityError, FieldDateOfBirth, onAll, clauseDigit, textBlank},
	kindBirthBlankUnknown:  {RuleCheckDigitBlank, "blank-unknown", SeverityWarning, FieldDateOfBirth, onAll, clauseElements, "the date of birth is unknown and its check digit is a filler, where 0 must stand"},
	kindExpiryMismatch:     {RuleCheckDigit, "mismatch", SeverityError, FieldDateOfExpiry, onAll, clauseDigit, textMismatch},
	kindExpiryUnreadable:   {RuleCheckDigit, "unreadable", SeverityError, FieldDateOfExpiry, onAll, clauseDigit, textUnreadable},
	kindExpiryBlank:        {RuleCheckDigitBlank, "blank", SeverityError, FieldDateOfExpiry, onAll, clauseDigit, textBlank},
	kindOptionalMismatch:   {RuleCheckDigit, "mismatch", SeverityError, FieldOptionalData, onTD3, clauseDigit, textMismatch},
	kindOptionalUnreadable: {RuleCheckDigit, "unreadable", SeverityError, FieldOptionalData, onTD3, clauseDigit, textUnreadable},
	kindOptionalBlank:      {RuleCheckDigitBlank, "blank", SeverityError, FieldOptionalData, onTD3, clauseDigit, textBlank},
	kindOptionalBlankZero:  {RuleCheckDigitBlank, "blank-zero", SeverityWarning, FieldOptionalData, onTD3, clauseElements, "the check digit of the optional data is a filler, where 0 must stand since there are data"},

	kindCompositeMismatch:   {RuleCompositeCheckDigit, "mismatch", SeverityError, FieldCompositeCheckDigit, onDocuments, clauseDigits, "the composite check digit is not the one computed"},
	kindCompositeUnreadable: {RuleCompositeCheckDigit, "unreadable", SeverityError, FieldCompositeCheckDigit, onDocuments, clauseDigits, "the place of the composite check digit holds a letter"},
	kindCompositeBlank:      {RuleCompositeCheckDigit, "blank", SeverityError, FieldCompositeCheckDigit, onDocuments, clauseDigits, "the composite check digit is missing: a filler stands in its place"},

	kindFillerIncluded: {RuleDocumentNumberReading, "filler-included", SeverityWarning, FieldDocumentNumber, onCards, clauseNote, "the check digit of the long document number holds only if the filler inside the number is counted, which the standard leaves out"},
	kindMayBeShort:     {RuleDocumentNumberReading, "may-be-short", SeverityWarning, FieldDocumentNumber, onCards, clauseNote, "the check digit of the long document number holds in neither reading: perhaps the number has nine characters, its digit is blank and the rest is other data"},

	kindNumberEmpty:            {RuleDocumentNumber, "empty", SeverityError, FieldDocumentNumber, onAll, clauseElements, "the document number is missing"},
	kindNumberLeadingFiller:    {RuleDocumentNumber, "leading-filler", SeverityWarning, FieldDocumentNumber, onAll, "9303-3 4.10", "the document number begins with a filler"},
	kindNumberNeedlessOverflow: {RuleDocumentNumber, "needless-overflow", SeverityWarning, FieldDocumentNumber, onCards, clauseDigits, "the check digit stands in the optional data though the document number fits its field"},
	kindNumberNoFillerAfter:    {RuleDocumentNumber, "no-filler-after-digit", SeverityWarning, FieldDocumentNumber, onCards, clauseDigits, "no filler follows the check digit of the long document number"},
	kindNumberFillerBeforeRest: {RuleDocumentNumber, "filler-before-rest", SeverityWarning, FieldDocumentNumber, onCards, clauseDigits, "the first nine characters of the long document number end in a filler though more of it follows"},

	kindCodeFirstNotLetter:     {RuleDocumentCode, "first-not-letter", SeverityError, FieldDocumentCode, onDocuments, clauseCode, "the document code does not begin with a letter"},
	kindCodeSecondForbidden:    {RuleDocumentCode, "second-forbidden", SeverityError, FieldDocumentCode, onCards, clauseCode, "the second letter of the document code is one that the standard forbids here"},
	kindCodeHarmonisedRequired: {RuleDocumentCode, "harmonised-required", SeverityError, FieldDocumentCode, onTD3, "9303-4 4.4", "a passport of these dates must have a document code of the harmonised table"},
	kindCodeFirstLetter:        {RuleDocumentCode, "first-letter", SeverityWarning, FieldDocumentCode, onDocuments, clauseCode, "the document code begins with a letter that is not used for documents of this size"},
	kindCodeNotEmergency:       {RuleDocumentCode, "not-emergency", SeverityWarning, FieldDocumentCode, onTD2, clauseCode, "a zone of this size with the letter P is an emergency travel document, PU, or none of the standard"},
	kindCodeSingleSheet:        {RuleDocumentCode, "single-sheet", SeverityWarning, FieldDocumentCode, onTD3, clauseCode, "PU is the code of a single sheet, whose zone has lines of 36 characters"},
	kindCodeNotHarmonised:      {RuleDocumentCode, "not-harmonised", SeverityInfo, FieldDocumentCode, onTD3, clauseCode, "the second letter of the document code is not in the harmonised table, which is required of passports that expire from 2038 on"},
	kindCodeOlderMeaning:       {RuleDocumentCode, "older-meaning", SeverityInfo, FieldDocumentCode, onTD3, clauseCode, "before the harmonisation some States used this document code with a meaning of their own"},

	kindIssuerMalformed:  {RuleIssuingState, "malformed", SeverityError, FieldIssuingState, onAll, clauseStates, textStateMalformed},
	kindIssuerBlank:      {RuleIssuingState, "blank", SeverityError, FieldIssuingState, onAll, clauseStates, textStateBlank},
	kindIssuerUnknown:    {RuleIssuingState, "unknown", SeverityWarning, FieldIssuingState, onAll, "9303-3 4.7", textStateUnknown},
	kindIssuerWithdrawn:  {RuleStateWithdrawn, "withdrawn", SeverityWarning, FieldIssuingState, onAll, clauseStates, textStateWithdrawn},
	kindIssuerUnofficial: {RuleStateWithdrawn, "unofficial", SeverityWarning, FieldIssuingState, onAll, clauseStates, textStateUnofficial},
	kindIssuerNotUsed:    {RuleStateWithdrawn, "not-used", SeverityWarning, FieldIssuingState, onAll, clauseStates, textStateNotUsed},
	kindIssuerUse:        {RuleStateUse, "not-issuer", SeverityWarning, FieldIssuingState, onAll, clauseStates, "the code is not one of an issuing State or organization"},
	kindIssuerSpecimen:   {RuleSpecimen, "specimen", SeverityWarning, FieldIssuingState, onAll, clauseStates, textSpecimen},

	kindNationalityMalformed:  {RuleNationality, "malformed", SeverityError, FieldNationality, onAll, clauseStates, textStateMalformed},
	kindNationalityBlank:      {RuleNationality, "blank", SeverityError, FieldNationality, onAll, clauseStates, textStateBlank},
	kindNationalityUnknown:    {RuleNationality, "unknown", SeverityWarning, FieldNationality, onAll, "9303-3 4.7", textStateUnknown},
	kindNationalityWithdrawn:  {RuleStateWithdrawn, "withdrawn", SeverityWarning, FieldNationality, onAll, clauseStates, textStateWithdrawn},
	kindNationalityUnofficial: {RuleStateWithdrawn, "unofficial", SeverityWarning, FieldNationality, onAll, clauseStates, textStateUnofficial},
	kindNationalityNotUsed:    {RuleStateWithdrawn, "not-used", SeverityWarning, FieldNationality, onAll, clauseStates, textStateNotUsed},
	kindNationalityUse:        {RuleStateUse, "not-nationality", SeverityWarning, FieldNationality, onAll, clauseStates, "the code is not one of a nationality"},
	kindNationalitySpecimen:   {RuleSpecimen, "specimen", SeverityWarning, FieldNationality, onAll, clauseStates, textSpecimen},

	kindPairUnitedNations: {RuleStatePair, "united-nations", SeverityWarning, FieldNationality, onDocuments, clausePair, "a document of the United Nations has the code of the organization as nationality"},
	kindPairBritish:       {RuleStatePair, "british", SeverityWarning, FieldNationality, onDocuments, clausePair, "a British nationality of this class on a document of another issuer than GBR and GBD"},
	kindPairStateless:     {RuleStatePair, "stateless", SeverityWarning, FieldNationality, onTD3, clausePair, "PS is a passport for stateless persons, whose nationality is XXA"},
	kindPairRefugee:       {RuleStatePair, "refugee", SeverityWarning, FieldNationality, onTD3, clausePair, "PR is a travel document for refugees, whose nationality is XXB or XXC"},

	kindNameDigit:           {RuleName, "digit", SeverityError, FieldName, onAll, clauseName, "a digit stands in the name"},
	kindNameBlank:           {RuleName, "blank", SeverityError, FieldName, onAll, clauseName, "the name is missing"},
	kindNameWideSeparator:   {RuleName, "wide-separator", SeverityError, FieldName, onAll, clauseName, "more than two fillers stand between parts of the name"},
	kindNameLeadingFiller:   {RuleName, "leading-filler", SeverityWarning, FieldName, onAll, clauseName, "the name begins with a filler"},
	kindNameNoPrimary:       {RuleName, "no-primary", SeverityWarning, FieldName, onAll, clauseName, "the name begins with two fillers: it has no primary identifier"},
	kindNameSecondSeparator: {RuleName, "second-separator", SeverityWarning, FieldName, onAll, clauseName, "two fillers stand inside the secondary identifier"},
	kindNameTruncation:      {RuleNameTruncation, "last-place", SeverityInfo, FieldName, onAll, clauseNames, "the name reaches the last place of its field and may be truncated"},
	kindNamePlaceholder:     {RuleNamePlaceholder, "placeholder", SeverityInfo, FieldName, onAll, clausePractice, "a word that stands for an unknown part of the name"},
	kindNameRepeated:        {RuleNamePlaceholder, "repeated", SeverityInfo, FieldName, onAll, clausePractice, "the secondary identifier repeats the primary identifier"},
	kindNameInitial:         {RuleNamePlaceholder, "initial", SeverityInfo, FieldName, onAll, clausePractice, "the primary identifier is a single letter"},

	kindBirthCharacters:  {RuleDate, "characters", SeverityError, FieldDateOfBirth, onAll, clauseDate, "the % has a character that is neither a digit nor part of a pair of fillers"},
	kindBirthMonth:       {RuleDate, "month", SeverityError, FieldDateOfBirth, onAll, clauseDate, textMonth},
	kindBirthDay:         {RuleDate, "day", SeverityError, FieldDateOfBirth, onAll, clauseDate, textDay},
	kindBirthLeapDay:     {RuleDate, "leap-day", SeverityError, FieldDateOfBirth, onAll, clauseDate, textLeapDay},
	kindExpiryCharacters: {RuleDate, "characters", SeverityError, FieldDateOfExpiry, onAll, clauseDate, "the % has a character that is not a digit"},
	kindExpiryMonth:      {RuleDate, "month", SeverityError, FieldDateOfExpiry, onAll, clauseDate, textMonth},
	kindExpiryDay:        {RuleDate, "day", SeverityError, FieldDateOfExpiry, onAll, clauseDate, textDay},
	kindExpiryLeapDay:    {RuleDate, "leap-day", SeverityError, FieldDateOfExpiry, onAll, clauseDate, textLeapDay},
	kindExpiryUnknown:    {RuleDate, "unknown", SeverityError, FieldDateOfExpiry, onAll, clauseDate, "the % may not be left unknown"},
	kindBirthAssigned:    {RuleDateAssigned, "assigned", SeverityInfo, FieldDateOfBirth, onAll, clausePractice, "1 January and 1 July are often assigned when the day of birth is not known"},
	kindUnlimitedBlank:   {RuleExpiryUnlimited, "blank", SeverityWarning, FieldDateOfExpiry, onCards, clausePractice, "the date of expiry is blank: the document may be valid without a limit"},
	kindUnlimitedFar:     {RuleExpiryUnlimited, "far", SeverityWarning, FieldDateOfExpiry, onAll, clausePractice, "the date of expiry is one that may stand for validity without a limit"},
	kindOrderEarlier:     {RuleDateOrder, "earlier-century", SeverityWarning, FieldDateOfBirth, onAll, clauseCentury, "the document expires before the latest date of birth: only a birth a hundred years earlier fits"},
	kindOrderImpossible:  {RuleDateOrder, "impossible", SeverityError, FieldDateOfBirth, onAll, clauseCentury, "the document expires before the date of birth in any century"},
	kindCentury:          {RuleCentury, "ambiguous", SeverityInfo, FieldDateOfBirth, onAll, clauseCentury, "the holder may as well be a hundred years older: a zone has no century"},
	kindExpired:          {RuleExpired, "expired", SeverityWarning, FieldDateOfExpiry, onAll, clauseElements, "the document has expired"},
	kindValidityLong:     {RuleValidityPeriod, "long", SeverityWarning, FieldDateOfExpiry, onTD3, "9303-4", "the passport is valid for more than eleven years from this day"},

	kindSexX:                   {RuleSex, "x", SeverityWarning, FieldSex, onAll, clauseElements, "an X stands for an unspecified sex, where a zone has a filler"},
	kindSexInvalid:             {RuleSex, "invalid", SeverityError, FieldSex, onAll, clauseElements, "the sex is none of M, F and the filler"},
	kindCodeDigit:              {RuleFieldAlphabet, "digit", SeverityError, FieldDocumentCode, onTD3, clauseElements, "the second character of the document code is a digit, which no passport has"},
	kindCrewEmployer:           {RuleCrewCertificate, "employer", SeverityInfo, FieldOptionalData, onTD1, "9303-5 C.2", "the optional data do not begin with the designator of an airline, which a crew member certificate has there"},
	kindOptionalRepeatsNumber:  {RuleOptionalData, "repeats-number", SeverityInfo, FieldOptionalData, onAll, clausePractice, textRepeatsNumber},
	kindOptionalRepeatsBirth:   {RuleOptionalData, "repeats-birth", SeverityInfo, FieldOptionalData, onAll, clausePractice, textRepeatsBirth},
	kindOptional2RepeatsNumber: {RuleOptionalData, "repeats-number", SeverityInfo, FieldOptionalData2, onTD1, clausePractice, textRepeatsNumber},
	kindOptional2RepeatsBirth:  {RuleOptionalData, "repeats-birth", SeverityInfo, FieldOptionalData2, onTD1, clausePractice, textRepeatsBirth},
}

// Texts that several rules share.
const (
	textMismatch        = "the check digit of the % is not the one computed from it"
	textUnreadable      = "the place of the check digit of the % holds a letter"
	textBlank           = "the check digit of the % is missing: a filler stands in its place"
	textStateMalformed  = "the code of the % has a character that cannot stand there"
	textStateBlank      = "the code of the % is missing"
	textStateUnknown    = "the code of the % is in no list"
	textStateWithdrawn  = "the code of the % has been withdrawn"
	textStateUnofficial = "the code of the % is met but in no edition of the standard"
	textStateNotUsed    = "the code of Germany in a zone is D, not DEU"
	textSpecimen        = "the code stands for Utopia: a specimen, no travel document"
	textMonth           = "the month of the % does not exist"
	textDay             = "the day of the % does not exist in its month"
	textLeapDay         = "the % is 29 February of a year that is no leap year"
	textRepeatsNumber   = "the % repeat the document number"
	textRepeatsBirth    = "the % repeat the date of birth"
)

// A RuleInfo is a line of the list of rules: something that Verify looks for in
// a field. Its Rule and Cause are those of the Findings. The zero value is no
// line; Rules makes them.
type RuleInfo struct {
	Rule     Rule
	Cause    Cause
	Severity Severity // by default
	Field    Field

	kind kind // one more, as in a Finding
}

// Message returns what a Finding says.
func (i RuleInfo) Message() string { return i.kind.message() }

// Layouts yields the layouts for which Verify looks for it.
func (i RuleInfo) Layouts() iter.Seq[Layout] {
	return func(yield func(Layout) bool) {
		for l := range Layouts() {
			if i.appliesTo(l) && !yield(l) {
				return
			}
		}
	}
}

func (i RuleInfo) appliesTo(l Layout) bool {
	return i.kind != 0 && kinds[i.kind-1].layouts>>l&1 != 0
}

// Clause returns where the rule stands, for documents of a layout; "" for a
// layout for which Verify does not look for it.
func (i RuleInfo) Clause(l Layout) string {
	if !l.valid() || !i.appliesTo(l) {
		return ""
	}
	return kinds[i.kind-1].clause.in(l)
}

// Rules returns the list of what Verify looks for, by rule, in a new slice.
func Rules() []RuleInfo {
	var list []RuleInfo
	for _, r := range ruleOrder {
		for k := range kinds {
			if row := &kinds[k]; row.rule == r {
				list = append(list, RuleInfo{r, row.cause, row.severity, row.field, kind(k) + 1})
			}
		}
	}
	return list
}
