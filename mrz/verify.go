package mrz

import (
	"math/bits"
	"strings"

	"example.org/traveldoc/mrz/state"
)

// VerifyOptions are the options of Verify. The zero value, or nil, is right
// where no day is known; it is comparable and may be used by several goroutines
// at once.
type VerifyOptions struct {
	// AsOf is the day on which the document is looked at, which decides what
	// the two digits of a year mean. If it is zero, or no day, the rules
	// expired, century, date-order and validity-period are not evaluated, and
	// Report.Evaluated says so.
	AsOf CalendarDate
	// Issued is the date of issue, which no zone has, if it is known from the
	// printed page or the chip. The rule document-code needs it for the dates
	// from which the harmonised codes bind the issuer (1 January 2026 and 2028).
	Issued CalendarDate
	// Severities are the severities of the rules.
	Severities Severities
}

// The days from which the codes of Doc 9303-4 4.4 are binding.
const (
	harmonisedIfLetter = 2026*year + newYear // issued with a second letter
	harmonisedAlways   = 2028*year + newYear // issued
	harmonisedExpiry   = 2038*year + newYear // expiry
)

// Verify judges a document by all rules that Rules returns, and by no other.
// The Report has the verdict of each check digit and all findings: none hides
// another. Verify does not allocate. The Report of the zero Document is the
// zero Report.
//
// Nearly all documents are in order in nearly all respects. Parse has seen in
// which ones this is certain; here is the rest, and what the dates mean.
func (d Document) Verify(o *VerifyOptions) (r Report) {
	d.verify(o, &r)
	return r
}

// verify is Verify. That one is so short that the compiler puts it into its caller,
// which saves a copy of the Report.
func (d *Document) verify(o *VerifyOptions, r *Report) {
	f := d.facts
	if f == 0 {
		return
	}
	var today, issued day
	if o != nil {
		r.severities = o.Severities
		today = o.AsOf.day()
		if o.Issued.Year != 0 {
			issued = o.Issued.day()
		}
	}
	doubt, verdicts := f&doubts, f&factsReport|reportOK
	switch {
	case doubt&doubtDates != 0:
	case isPlainDay(today):
		birth, expiry := f.days(today)
		if expiry < birth || uint32(expiry-today+49*year) > uint32(98*year) {
			doubt |= doubtDates
			break
		}
		// Whether a date has passed is as good as random in a file of documents. So
		// there is no branch on it that a processor could guess wrong.
		expired := bit(expiry < today)
		found := expired<<(kindExpired%64) | bit(today-birth < 16*year)<<(kindCentury%64)
		if f.layout() == TD3 {
			if expiry > today+maxValidity {
				found |= 1 << (kindValidityLong % 64)
			}
			if expiry >= harmonisedExpiry {
				doubt |= doubtCode
			}
		}
		r.found[1] = found
		verdicts |= reportEvaluated | (facts(Valid)+facts(expired))<<reportValidity
	case today != 0:
		doubt |= doubtDates
	}
	r.facts = verdicts
	if issued != 0 {
		doubt |= doubtCode
	}
	if doubt != 0 {
		r.judge(d, doubt, today, issued)
	}
	if r.severities != (Severities{}) && r.Worst() == SeverityError {
		r.facts &^= reportOK
	}
}

// isPlainDay reports whether a day is so far from the ends of the calendar that
// plain dates have a meaning on it.
func isPlainDay(today day) bool { return uint32(today-200*year) <= uint32(9700*year) }

// days returns the days of two plain dates as seen on a plain day: the expiry in the
// same century, the birth not after that day.
func (f facts) days(today day) (birth, expiry day) {
	birth, expiry = f.dates()
	start := today - day(uint32(today)%uint32(century))
	birth += start
	birth -= century * day(bit(birth > today))
	return birth, expiry + start
}

// maxValidity is how long a passport is valid at most, as seen from a day before
// its issue is over.
const maxValidity = 11 * year

// judge judges what is in doubt.
func (r *Report) judge(d *Document, doubt facts, today, issued day) {
	if doubt&doubtNumber != 0 {
		r.number(d)
	}
	if doubt&doubtDigits != 0 {
		r.digits(d)
	}
	var expires day
	if doubt&doubtDates != 0 {
		expires = r.dates(d, today)
	} else if today != 0 {
		_, expires = d.facts.days(today)
	}
	if doubt&doubtCode != 0 || expires >= harmonisedExpiry {
		r.code(d, expires, issued)
	}
	if doubt&doubtStates != 0 {
		r.states(d.raw(FieldIssuingState), d.raw(FieldNationality))
	}
	if doubt&doubtName != 0 {
		r.name(d)
	}
	if doubt&doubtSex != 0 {
		r.sex(d.raw(FieldSex)[0])
	}
	if doubt&doubtOptional != 0 {
		r.optional(d)
	}
	if r.severities == (Severities{}) && r.found[0]&errorKinds != 0 {
		r.facts &^= reportOK
	}
}

// sex judges the character in the sex field.
func (r *Report) sex(c byte) {
	switch {
	case c == 'X':
		r.add(kindSexX)
	case !isSex(c):
		r.add(kindSexInvalid)
	}
}

// digits judges the check digits, of which some are not the expected ones.
func (r *Report) digits(d *Document) {
	checks := &layouts[r.layout()].checks
	for i := range checks {
		if checks[i].field != 0 {
			r.printed = r.printed.set(i, d.printed(i))
		}
	}
	for i := range checks {
		if printed, computed := r.digitsOf(i); printed != computed {
			r.digit(d, i, printed, computed)
		}
	}
}

// digit judges a digit that is not the computed one.
func (r *Report) digit(d *Document, check int, printed, computed byte) {
	first := kind(check * kindsPerCheck)
	switch {
	case isDigit(printed):
		r.add(first + offMismatch)
	case printed != '<':
		r.add(first + offUnreadable)
	case check == checkNumber && isFiller(d.raw(FieldDocumentNumber)):
		// The rule document-number says that all of it is missing.
	case check == checkBirth && isFiller(d.raw(FieldDateOfBirth)):
		r.add(kindBirthBlankUnknown)
	case check == checkOptional && isFiller(d.raw(FieldOptionalData)):
		// Doc 9303-4 4.2.2.2 leaves it to the issuer.
	case check == checkOptional && computed == '0':
		r.add(kindOptionalBlankZero)
	default:
		r.add(first + offBlank)
	}
}

// number judges the document number.
func (r *Report) number(d *Document) {
	if nine := d.raw(FieldDocumentNumber); nine[0] == '<' {
		if isFiller(nine) {
			r.add(kindNumberEmpty)
			return
		}
		r.numberLead = uint8(len(nine) - len(strings.TrimLeft(nine, "<")))
		r.add(kindNumberLeadingFiller)
	}
	if tail := d.tail(); tail > 0 {
		r.longNumber(d, tail)
	}
}

// longNumber judges a long number. Where its digit holds in neither reading,
// digits finds that it is not the one of the standard.
func (r *Report) longNumber(d *Document, tail int) {
	r.numberTail = uint8(tail)
	switch printed, excluded, included := d.longDigits(tail); {
	case printed == excluded && printed == included:
	case printed == excluded:
		r.reading = FillerExcluded
	case printed == included:
		r.reading = FillerIncluded
		r.add(kindFillerIncluded)
	case tail > 1:
		r.add(kindMayBeShort)
	}
	if tail == 1 {
		r.add(kindNumberNeedlessOverflow)
		return
	}
	nine := d.raw(FieldDocumentNumber)
	if n := len(nine) - len(trimFillers(nine)); n > 0 {
		r.numberTrail = uint8(n)
		r.add(kindNumberFillerBeforeRest)
	}
	if tail == len(d.raw(FieldOptionalData)) {
		r.add(kindNumberNoFillerAfter)
	}
}

// dates judges the two dates and, on a day that is given, what they mean. It
// returns the day of expiry, 0 if it is not known.
func (r *Report) dates(d *Document, today day) (expires day) {
	born, until := d.raw(FieldDateOfBirth), d.raw(FieldDateOfExpiry)
	birth, expiry := partsOf(born), partsOf(until)
	if birth.day == 1 && (birth.month == 1 || birth.month == 7) {
		r.add(kindBirthAssigned)
	}
	if !birth.ok() {
		r.dateParts(birth, born, kindBirthCharacters, &r.birthBad)
		birth.year = partInvalid
	}
	if !expiry.plain() || expiry.year == 99 {
		if !r.expiry(d, expiry, until) {
			expiry.year = partInvalid
		}
	}
	if today == 0 {
		return 0
	}
	var res resolved
	res.resolve(birth, expiry, today)
	r.times(&res, today)
	return res.expiry
}

// expiry judges an expiry that is no date in every year, or may stand for no
// limit. It reports whether it is a date in some year, and meant as one.
func (r *Report) expiry(d *Document, p dateParts, s string) bool {
	switch d.unlimited() {
	case expiryBlank:
		r.add(kindUnlimitedBlank)
	case expiryFar:
		r.add(kindUnlimitedFar)
	default:
		for i, part := range [...]datePart{p.year, p.month, p.day} {
			if part == partUnknown {
				r.expiryUnknown |= 3 << (2 * i)
				r.add(kindExpiryUnknown)
			}
		}
		r.dateParts(p, s, kindExpiryCharacters, &r.expiryBad)
		return p.complete() && p.ok()
	}
	r.setValidity(Unlimited)
	return false
}

// dateParts adds what is wrong with the known parts of a date; first is the
// first of its kinds.
func (r *Report) dateParts(p dateParts, s string, first kind, bad *uint8) {
	for i, part := range [...]datePart{p.year, p.month, p.day} {
		if part == partInvalid {
			for j := 2 * i; j < 2*i+2; j++ {
				if !isDigit(s[j]) {
					*bad |= 1 << j
				}
			}
			r.add(first + offCharacters)
		}
	}
	if p.month >= 0 && !p.monthOK() {
		r.add(first + offMonth)
	}
	if p.day >= 0 && !p.dayOK() {
		r.add(first + offDay)
		if 1 <= p.day && p.day <= 31 {
			*bad |= dayOfMonth
		}
	}
	if !p.leapOK() {
		r.add(first + offLeapDay)
	}
}

// times judges what the dates mean.
func (r *Report) times(res *resolved, today day) {
	r.facts |= reportEvaluated
	if res.expiry != 0 {
		r.expires(res.expiry, today)
	} else if res.leap {
		r.add(kindExpiryLeapDay)
	}
	switch {
	case res.order == orderEarlier:
		r.add(kindOrderEarlier)
	case res.order == orderImpossible:
		r.add(kindOrderImpossible)
	case res.other != 0:
		r.add(kindCentury)
	}
}

// expires judges the day of expiry.
func (r *Report) expires(expiry, today day) {
	if expiry < today {
		r.setValidity(Expired)
		r.add(kindExpired)
	} else {
		r.setValidity(Valid)
	}
	if expiry > today+maxValidity && r.layout() == TD3 {
		r.add(kindValidityLong)
	}
}

// bit returns 1 if b, else 0.
func bit(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

// code judges the document code: Doc 9303-4 4.4, 9303-5 and 9303-6 note k,
// 9303-8. A visa needs no more than its V, which is what made it one.
func (r *Report) code(d *Document, expiry, issued day) {
	first, second := d.lines.a[0], d.lines.a[1]
	switch r.layout() {
	case TD1, TD2:
		switch {
		case first == 'A' || first == 'C' || first == 'I':
		case first == 'P' && r.layout() == TD2:
			if second != 'U' {
				r.add(kindCodeNotEmergency)
			}
		default:
			r.codeFirst(first)
		}
		if second == 'V' || first == 'A' && (second == 'I' && r.layout() == TD1 || second == 'C' && r.layout() == TD2) {
			r.add(kindCodeSecondForbidden)
		}
		if first == 'A' && second == 'C' && r.layout() == TD1 {
			if _, ok := d.Employer(); !ok {
				r.add(kindCrewEmployer)
			}
		}
	case TD3:
		if first != 'P' {
			r.codeFirst(first)
		}
		if isDigit(second) {
			r.add(kindCodeDigit)
		}
		harmonised := first == 'P' && isHarmonisedLetter(second)
		required := expiry >= harmonisedExpiry || issued >= harmonisedAlways || issued >= harmonisedIfLetter && second != '<'
		switch {
		case !harmonised && required:
			r.add(kindCodeHarmonisedRequired)
		case first != 'P' || !isLetter(second):
		case harmonised:
			if isOlder(second) && issued < harmonisedIfLetter {
				r.add(kindCodeOlderMeaning)
			}
		case second != 'U':
			r.add(kindCodeNotHarmonised)
		}
		if first == 'P' && second == 'U' {
			r.add(kindCodeSingleSheet)
		}
		r.pairOfCode(d.lines.a[:2], d.raw(FieldNationality))
	}
}

// codeFirst judges a first character that is none of its layout.
func (r *Report) codeFirst(c byte) {
	if isLetter(c) {
		r.add(kindCodeFirstLetter)
	} else {
		r.add(kindCodeFirstNotLetter)
	}
}

// Sets of letters, a bit a letter.
const (
	harmonisedLetters = 1<<('P'-'A') | 1<<('E'-'A') | 1<<('D'-'A') | 1<<('O'-'A') | 1<<('R'-'A') |
		1<<('T'-'A') | 1<<('S'-'A') | 1<<('L'-'A') | 1<<('M'-'A') // Doc 9303-4 4.4
	olderLetters = 1<<('M'-'A') | 1<<('S'-'A') | 1<<('E'-'A') | 1<<('T'-'A') | 1<<('O'-'A') // met with another meaning
)

func isHarmonisedLetter(c byte) bool { return isLetter(c) && harmonisedLetters>>(c-'A')&1 != 0 }

func isOlder(c byte) bool { return isLetter(c) && olderLetters>>(c-'A')&1 != 0 }

// states judges the codes of the issuing State and of the nationality.
func (r *Report) states(issuer, nationality string) {
	c, err := state.Parse(issuer)
	if err != nil || !c.Issuer() || c.Kind() == state.KindTest {
		r.state(c, issuer, c.Issuer(), kindIssuerMalformed, kindIssuerUnknown, &r.issuerBad)
	}
	c, err = state.Parse(nationality)
	if err != nil || !c.Nationality() || c.Kind() == state.KindTest {
		r.state(c, nationality, c.Nationality(), kindNationalityMalformed, kindNationalityUnknown, &r.nationalityBad)
	}
	if !r.layout().visa() { // the issuer of a visa is not the holder's State
		r.pair(issuer, nationality)
	}
}

// state judges a code that is not simply one for its field: use says that it is
// none of those that may not stand there. The kinds of errors begin with bad,
// those of warnings with odd.
func (r *Report) state(c state.Code, s string, use bool, bad, odd kind, places *uint8) {
	if isFiller(s) {
		r.add(bad + 1)
		return
	}
	for i := range len(s) {
		if isDigit(s[i]) || s[i] == '<' && trimFillers(s[i:]) != "" {
			*places |= 1 << i
		}
	}
	if *places != 0 {
		r.add(bad)
		return
	}
	switch c.Kind() {
	case state.KindUnknown:
		r.add(odd + offUnknown)
	case state.KindWithdrawn:
		r.add(odd + offWithdrawn)
	case state.KindUnofficial:
		r.add(odd + offUnofficial)
	case state.KindTest:
		r.add(odd + offSpecimen)
	default:
		switch {
		case s == "DEU":
			r.add(odd + offNotUsed)
		case !use:
			r.add(odd + offUse)
		}
	}
}

// pair judges whether two codes go together, on a document that is no visa.
func (r *Report) pair(issuer, nationality string) {
	if issuer != nationality && (issuer == "UNO" || issuer == "UNA") {
		r.add(kindPairUnitedNations)
	}
	if nationality[0] == 'G' && nationality[1] == 'B' && issuer != "GBR" && issuer != "GBD" {
		switch nationality[2] {
		case 'D', 'N', 'O', 'P', 'S':
			r.add(kindPairBritish)
		}
	}
}

// pairOfCode judges whether the document code of a passport fits the
// nationality.
func (r *Report) pairOfCode(code, nationality string) {
	switch {
	case code == "PS" && nationality != "XXA":
		r.add(kindPairStateless)
	case code == "PR" && nationality != "XXB" && nationality != "XXC":
		r.add(kindPairRefugee)
	}
}

// name judges the name field (Doc 9303-3 4.6).
func (r *Report) name(d *Document) {
	s := d.nameField()
	fillers, odd := d.nameFillers()
	if odd != 0 {
		for i := range len(s) {
			if isDigit(s[i]) {
				r.nameDigits |= 1 << i
			}
		}
	}
	r.fillers = fillers &^ r.nameDigits
	letters := ^r.fillers // and digits
	if letters == 0 {
		r.add(kindNameBlank)
		return
	}
	if s[len(s)-1] != '<' {
		r.add(kindNameTruncation)
	}
	if r.nameDigits != 0 {
		r.add(kindNameDigit)
	}
	switch bits.TrailingZeros64(letters) {
	case 0:
	case 2:
		r.add(kindNameNoPrimary)
	default:
		r.add(kindNameLeadingFiller)
	}
	wide, second := separators(r.fillers, letters)
	if wide != 0 {
		r.add(kindNameWideSeparator)
	}
	if second != 0 {
		r.add(kindNameSecondSeparator)
	}
	n := d.nameForm()
	primary := letters & (1<<n.sep - 1)
	if primary != 0 && primary&(primary-1) == 0 && isLetter(s[bits.TrailingZeros64(primary)]) {
		r.add(kindNameInitial)
	}
	if n.second < n.end && sameIdentifier(s[:n.sep], s[n.second:n.end]) {
		r.nameSecond, r.nameEnd = uint8(n.second+bits.TrailingZeros64(letters>>n.second)), uint8(n.end)
		r.add(kindNameRepeated)
	}
	r.namePlaceholders(s, letters)
}

// namePlaceholders judges the components of three letters.
func (r *Report) namePlaceholders(s string, letters uint64) {
	three := letters &^ (letters << 1) & (letters >> 1) & (letters >> 2) &^ (letters >> 3) // their first ones
	for ; three != 0; three &= three - 1 {
		i := bits.TrailingZeros64(three)
		if w := s[i : i+3]; w == "FNU" || w == "LNU" || w == "XXX" {
			r.placeholders |= 1 << i
			r.add(kindNamePlaceholder)
		}
	}
}

// separators returns where the fillers between letters break the rules, each
// run by its first bit: wide are runs of three or more, second are runs of two
// behind the one that ends the primary identifier.
func separators(fillers, letters uint64) (wide, second uint64) {
	inner := fillers & (1<<bits.Len64(letters) - 1)
	starts := inner & (inner >> 1) &^ (inner << 1) // of runs of two or more
	wide = starts & (inner >> 2)
	if starts&1 == 0 {
		second = starts & (starts - 1) // the first is the one
	} else {
		second = starts &^ 1
		wide &^= 1 // fillers that lead are another kind
	}
	return wide, second &^ wide
}

// optional judges optional data.
func (r *Report) optional(d *Document) {
	fields := &layouts[r.layout()].fields
	number := trimFillers(d.at(fields[FieldDocumentNumber]))
	at := fields[FieldOptionalData]
	var buf [maxNumber]byte
	if d.tail() > 0 {
		at = d.optionalPlace()
		number = string(d.appendNumber(buf[:0]))
	}
	r.numberLen = uint8(len(number))
	born := d.at(fields[FieldDateOfBirth])
	if !partsOf(born).complete() {
		born = ""
	}
	r.repeats(d, at, number, born, kindOptionalRepeatsNumber)
	if r.layout() == TD1 {
		r.repeats(d, fields[FieldOptionalData2], number, born, kindOptional2RepeatsNumber)
	}
}

// repeats looks for the document number and the date of birth in optional data.
// Numbers of fewer than five characters would be found anywhere.
func (r *Report) repeats(d *Document, at place, number, born string, first kind) {
	s := d.at(at)
	if isFiller(s) {
		return
	}
	if len(number) >= 5 {
		if i := strings.Index(s, number); i >= 0 {
			r.repeatAt[first-kindOptionalRepeatsNumber] = at.first + uint8(i)
			r.add(first)
		}
	}
	if born != "" {
		if i := strings.Index(s, born); i >= 0 {
			r.repeatAt[first+1-kindOptionalRepeatsNumber] = at.first + uint8(i)
			r.add(first + 1)
		}
	}
}
