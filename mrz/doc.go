// Package mrz reads and verifies the machine readable zone (MRZ) of travel
// documents, as Doc 9303 of the International Civil Aviation Organization
// defines it (8th edition, with amendments to February 2026): passports (TD3),
// cards and other documents of two sizes (TD1, TD2), and visas (MRV-A, MRV-B).
//
//	doc, err := mrz.Parse(text)
//	if err != nil {
//		return err // no zone: a *mrz.SyntaxError tells the line and the column
//	}
//	report := doc.Verify(&mrz.VerifyOptions{AsOf: mrz.DateOf(time.Now())})
//	for _, f := range report.Findings() {
//		fmt.Println(f.Rule, f.Severity, f.Field, f.Span, f.Message())
//	}
//
// [Parse] lays a text out and judges nothing. [Document.Verify] judges, and
// changes nothing. So a single wrong digit never hides the rest of a document,
// and no character is ever corrected unnoticed. A [Reader] reads a stream of
// zones, one bad record of which costs itself and no other.
//
// # What a zone proves
//
// A check digit vouches for the characters that go into it, and even there it is
// blind to some errors: it does not see a character in the place of one whose
// value is the same modulo 10, such as 6 for G or 1 for L (see package
// checkdigit). The document code, the issuing
// State, the name, the nationality and the sex are under no digit at all. A
// well-made zone is not a genuine document, since anyone can compute the digits.
//
// Two questions are kept apart: [Report.OK] says whether the zone is well made,
// [Report.Validity] what its date of expiry means on a day.
//
// # Dates
//
// A zone has years of two digits and Doc 9303 has no rule for the century. The
// package reads no clock: a caller who wants to know what a date means passes
// the day on which the document is looked at. Then the date of expiry lies in
// the years from 50 before to 49 after it, and the birth is the latest day that
// is not after it. If the document expires before that birth, only a century
// earlier fits: both are told, and the rule date-order warns. If the holder
// would be up to 15 years old, a birth a hundred years earlier is as plausible:
// it is told as well, and the rule century says so.
//
// Any part of a date of birth may be unknown, which fillers stand for. A date of
// expiry that is all fillers on a TD1 or TD2, or 1 January or 31 December of 99,
// may stand for no limit: UNCONFIRMED in the standard, met in practice.
//
// # Personal data
//
// Almost all of a zone is personal data. A [Document] prints as its layout, code
// and issuing State, with package fmt, with log/slog, and in no way as JSON.
// Errors and findings hold places and rules, never characters. The ways out are
// deliberate: the accessors, [Document.Lines], [Document.Raw] and
// [Document.Fields]; [Document.Mask] gives lines that may be shown.
//
// Two ways out are not. Package fmt calls no method of an unexported field, so
// that a Document in an unexported field of a struct prints raw if the struct is
// printed with %v: give such a struct a String method of its own. And fmt prints
// with %p and %w, which are for other operands, whatever it gets; go vet finds
// these.
//
// # Errors
//
// Parse and Reader.Read fail with a *[SyntaxError], which wraps [ErrLineCount],
// [ErrLineLength] or [ErrCharacter]. Whatever else is wrong with a document is a
// [Finding], not an error; [Report.Err] makes an error of the findings that have
// [SeverityError], for those who want one: errors.Is(err, mrz.RuleCheckDigit).
//
// # Rules
//
// These are the rules of Verify: name, severity, cause, and the fields that they
// look at. [Rules] returns them with the layouts and the clauses of the standard.
//
//	check-digit              error    mismatch               documentNumber, dateOfBirth, dateOfExpiry, optionalData
//	check-digit              error    unreadable             documentNumber, dateOfBirth, dateOfExpiry, optionalData
//	check-digit-blank        error    blank                  documentNumber, dateOfBirth, dateOfExpiry, optionalData
//	check-digit-blank        warning  blank-unknown          dateOfBirth
//	check-digit-blank        warning  blank-zero             optionalData
//	composite-check-digit    error    mismatch               composite
//	composite-check-digit    error    unreadable             composite
//	composite-check-digit    error    blank                  composite
//	document-number-reading  warning  filler-included        documentNumber
//	document-number-reading  warning  may-be-short           documentNumber
//	document-number          error    empty                  documentNumber
//	document-number          warning  leading-filler         documentNumber
//	document-number          warning  needless-overflow      documentNumber
//	document-number          warning  no-filler-after-digit  documentNumber
//	document-number          warning  filler-before-rest     documentNumber
//	document-code            error    first-not-letter       documentCode
//	document-code            error    second-forbidden       documentCode
//	document-code            error    harmonised-required    documentCode
//	document-code            warning  first-letter           documentCode
//	document-code            warning  not-emergency          documentCode
//	document-code            warning  single-sheet           documentCode
//	document-code            info     not-harmonised         documentCode
//	document-code            info     older-meaning          documentCode
//	issuing-state            error    malformed              issuingState
//	issuing-state            error    blank                  issuingState
//	issuing-state            warning  unknown                issuingState
//	nationality              error    malformed              nationality
//	nationality              error    blank                  nationality
//	nationality              warning  unknown                nationality
//	state-withdrawn          warning  withdrawn              issuingState, nationality
//	state-withdrawn          warning  unofficial             issuingState, nationality
//	state-withdrawn          warning  not-used               issuingState, nationality
//	state-use                warning  not-issuer             issuingState
//	state-use                warning  not-nationality        nationality
//	specimen                 warning  specimen               issuingState, nationality
//	state-pair               warning  united-nations         nationality
//	state-pair               warning  british                nationality
//	state-pair               warning  stateless              nationality
//	state-pair               warning  refugee                nationality
//	name                     error    digit                  name
//	name                     error    blank                  name
//	name                     error    wide-separator         name
//	name                     warning  leading-filler         name
//	name                     warning  no-primary             name
//	name                     warning  second-separator       name
//	name-truncation          info     last-place             name
//	name-placeholder         info     placeholder            name
//	name-placeholder         info     repeated               name
//	name-placeholder         info     initial                name
//	date                     error    characters             dateOfBirth, dateOfExpiry
//	date                     error    month                  dateOfBirth, dateOfExpiry
//	date                     error    day                    dateOfBirth, dateOfExpiry
//	date                     error    leap-day               dateOfBirth, dateOfExpiry
//	date                     error    unknown                dateOfExpiry
//	date-assigned            info     assigned               dateOfBirth
//	expiry-unlimited         warning  blank                  dateOfExpiry
//	expiry-unlimited         warning  far                    dateOfExpiry
//	date-order               error    impossible             dateOfBirth
//	date-order               warning  earlier-century        dateOfBirth
//	century                  info     ambiguous              dateOfBirth
//	expired                  warning  expired                dateOfExpiry
//	validity-period          warning  long                   dateOfExpiry
//	sex                      error    invalid                sex
//	sex                      warning  x                      sex
//	field-alphabet           error    digit                  documentCode
//	crew-certificate         info     employer               optionalData
//	optional-data            info     repeats-number         optionalData, optionalData2
//	optional-data            info     repeats-birth          optionalData, optionalData2
//
// No finding at all are fillers inside or in front of optional data; the check
// digit of blank optional data of a TD3, which may be 0 or a filler; an unknown
// date of birth with its right check digit; P with a filler; a second character
// at the issuer's choice in the codes of cards and visas; PU on a TD2; that a
// visa has no composite check digit; a long document number whose digit holds in
// both readings.
package mrz
