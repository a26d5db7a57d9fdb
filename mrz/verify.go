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
	harmonisedIfLetter day = 2026_01_01 // issued with a second letter
	harmonisedAlways   day = 2028_01_01 // issued
	harmonisedExpiry   day = 2038_01_01 // expiry
)

// Verify judges a document by all rules that Rules returns, and by no other.
// The Report has the verdict of each check digit and all findings: none hides
// another. Verify does not allocate. The Report of the zero Document is the
// zero Report.
//
// Nearly all documents are in order in nearly all respects. So for each rule a
// short test in here lets pass what is certainly in order, and the method that
// knows the rule looks at the rest.
func (d Document) Verify(o *VerifyOptions) (r Report) {
	f := d.facts
	layout := f.layout()
	if layout == 0 {
		return r
	}
	var today, issued day
	if o != nil {
		r.severities = o.Severities
		today = o.AsOf.day()
		if o.Issued.Year != 0 {
			issued = o.Issued.day()
		}
	}
	r.facts = f
	var g glance
	d.glance(&g, layout)

	if g.digitBlank || byte(g.number) == '<' {
		r.number(&d)
	}
	if f.odd() {
		r.digits(&d)
	}

	expires, ok := r.plainDates(&g, today)
	if !ok {
		expires = r.dates(&d, &g, today)
	}

	if !g.plainCode || layout == TD3 && (expires >= harmonisedExpiry || issued != 0) {
		r.code(&d, expires, issued)
	}
	r.states(&g)
	r.name(&d, f.name())
	if !isSex(g.sex) {
		r.sex(g.sex)
	}
	if g.mayRepeat(layout) {
		r.optional(&d)
	}
	r.ok = r.found[0]&errorKinds == 0
	if r.severities != (Severities{}) {
		r.ok = r.Worst() < SeverityError
	}
	return r
}

// isSex reports whether c is one of the three characters that may stand in the
// sex field, with one test, since which of them it is cannot be guessed.
func isSex(c byte) bool {
	const set = 1 | 1<<(SexFemale-SexUnspecified) | 1<<(SexMale-SexUnspecified)
	n := c - byte(SexUnspecified)
	return n < 64 && set>>(n&63)&1 != 0
}

// sex judges a character that may not stand in the sex field.
func (r *Report) sex(c byte) {
	if c == 'X' {
		r.add(kindSexX)
	} else {
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

// number judges a number that begins with a filler, or has one in the place of
// its digit.
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
func (r *Report) dates(d *Document, g *glance, today day) (expires day) {
	birth, expiry := g.birth.parts(), g.expiry.parts()
	if birth.day == 1 && (birth.month == 1 || birth.month == 7) {
		r.add(kindBirthAssigned)
	}
	if !birth.ok() {
		r.dateParts(birth, g.birth, kindBirthCharacters, &r.birthBad)
		birth.year = partInvalid
	}
	if !expiry.plain() || expiry.year == 99 {
		if !r.expiry(d, expiry, g.expiry) {
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

// plainDates is dates for two dates that every year has and that mean what they
// say. ok is false if they are not: then it has done nothing.
//
// What century a date has, and whether it has passed, is as good as random in a
// file of documents. So there is no branch on it that a processor could guess
// wrong.
func (r *Report) plainDates(g *glance, today day) (expires day, ok bool) {
	birthPairs, other1 := g.birth.pairs()
	expiryPairs, other2 := g.expiry.pairs()
	birth, other3 := dayOfPairs(birthPairs)
	expiry, other4 := dayOfPairs(expiryPairs)
	if (other1|other2)|(other3|other4) != 0 || g.birth.assigned() || g.expiry.far() {
		return 0, false
	}
	if uint32(today-200*year) > uint32(9700*year) {
		return 0, today == 0
	}
	start := today - day(uint32(today)%uint32(century))
	expiry += start
	birth += start
	birth -= century * day(bit(birth > today))
	if expiry < birth || uint32(expiry-today+49*year) > uint32(98*year) {
		return 0, false
	}
	r.evaluated = true
	r.expires(expiry, today)
	r.found[kindCentury/64] |= bit(today-birth < 16*year) << (kindCentury % 64)
	return expiry, true
}

// expiry judges an expiry that is no date in every year, or may stand for no
// limit. It reports whether it is a date in some year, and meant as one.
func (r *Report) expiry(d *Document, p dateParts, w dateWord) bool {
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
		r.dateParts(p, w, kindExpiryCharacters, &r.expiryBad)
		return p.complete() && p.ok()
	}
	r.validity = Unlimited
	return false
}

// dateParts adds what is wrong with the known parts of a date; first is the
// first of its kinds.
func (r *Report) dateParts(p dateParts, w dateWord, first kind, bad *uint8) {
	for i, part := range [...]datePart{p.year, p.month, p.day} {
		if part == partInvalid {
			for j := 2 * i; j < 2*i+2; j++ {
				if !isDigit(byte(w >> (8 * j))) {
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
	r.evaluated = true
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
	expired := bit(expiry < today)
	r.validity = Valid + Validity(expired)
	r.found[kindExpired/64] |= expired << (kindExpired % 64)
	if expiry > today+11*year && r.layout() == TD3 {
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
	first, second := d.lines[0][0], d.lines[0][1]
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
		harmonised := first == 'P' && isHarmonised(second)
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
		r.pairOfCode(d.lines[0][:2], d.raw(FieldNationality))
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

func isHarmonised(c byte) bool { return isLetter(c) && harmonisedLetters>>(c-'A')&1 != 0 }

func isOlder(c byte) bool { return isLetter(c) && olderLetters>>(c-'A')&1 != 0 }

// states judges the codes of the issuing State and of the nationality.
func (r *Report) states(g *glance) {
	issuer, err := state.Parse(g.issuer)
	if g.sameState && issuer.Issuer() && issuer.Nationality() && issuer.Kind() != state.KindTest {
		return
	}
	if err != nil || !issuer.Issuer() || issuer.Kind() == state.KindTest {
		r.state(issuer, g.issuer, issuer.Issuer(), kindIssuerMalformed, kindIssuerUnknown, &r.issuerBad)
	}
	nationality := issuer
	if !g.sameState {
		nationality, err = state.Parse(g.nationality)
	}
	if err != nil || !nationality.Nationality() || nationality.Kind() == state.KindTest {
		r.state(nationality, g.nationality, nationality.Nationality(), kindNationalityMalformed, kindNationalityUnknown, &r.nationalityBad)
	}
	if !g.sameState && !r.layout().visa() { // the issuer of a visa is not the holder's State
		r.pair(g.issuer, g.nationality)
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

// pair judges two different codes on a document that is no visa.
func (r *Report) pair(issuer, nationality string) {
	if issuer[0] == 'U' && (issuer == "UNO" || issuer == "UNA") {
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
func (r *Report) name(d *Document, m nameMask) {
	field := nameFields[d.facts.layout()]
	s := d.nameField()
	fillers := uint64(m &^ nameDigits)
	letters := ^fillers & field
	end := bits.Len64(letters)
	// The first fillers of runs of two or more that have a letter behind them. A
	// name in order has one at most, and none at its beginning.
	starts := fillers & (fillers >> 1) & (1<<(end&63) - 1)
	sep := bits.TrailingZeros64(starts)
	// The first letters of components of three.
	three := letters &^ (letters << 1) & (letters >> 1) & (letters >> 2) &^ (letters >> 3)
	first := bits.TrailingZeros64(three) & 63
	if second := (sep + 2) & 63; first+1 < len(s) && second < len(s) {
		// Several separators, a filler in one of the first two places, a digit;
		// several components of three letters, or one that begins like FNU, LNU
		// or XXX; a letter in the last place.
		odd := starts&(starts-1) | uint64(m&(nameDigits|0b11)) | three&(three-1) | letters&^(field>>1) |
			firstLetters>>(s[first]&63)&1&(secondLetters>>(s[first+1]&63))
		// The identifiers are as long as each other and begin alike.
		differ := (2*sep + 2) ^ end | int(s[0]^s[second])
		if odd == 0 && differ != 0 {
			return
		}
	}
	if letters&^(field>>1) != 0 {
		r.add(kindNameTruncation)
	}
	r.oddName(d, m, letters)
	r.namePlaceholders(d, three)
}

// The first and the second letters of FNU, LNU and XXX, a bit a letter by the low
// six bits of its byte.
const (
	firstLetters  = 1<<('F'&63) | 1<<('L'&63) | 1<<('X'&63)
	secondLetters = 1<<('N'&63) | 1<<('X'&63)
)

// nameFields have a bit for each character of the name field.
var nameFields = [8]uint64{TD1: 1<<30 - 1, TD2: 1<<31 - 1, TD3: 1<<39 - 1, MRVA: 1<<39 - 1, MRVB: 1<<31 - 1}

// oddName judges a name that is not certainly well made.
func (r *Report) oddName(d *Document, m nameMask, letters uint64) {
	if letters == 0 {
		r.add(kindNameBlank)
		return
	}
	s := d.nameField()
	if m&nameDigits != 0 {
		for i := range len(s) {
			if isDigit(s[i]) {
				r.nameDigits |= 1 << i
			}
		}
		r.add(kindNameDigit)
	}
	switch bits.TrailingZeros64(letters) {
	case 0:
	case 2:
		r.add(kindNameNoPrimary)
	default:
		r.add(kindNameLeadingFiller)
	}
	wide, second := separators(r.fillers(), letters)
	if wide != 0 {
		r.add(kindNameWideSeparator)
	}
	if second != 0 {
		r.add(kindNameSecondSeparator)
	}
	n := m.form(len(s))
	primary := letters & (1<<n.sep - 1)
	if primary != 0 && primary&(primary-1) == 0 && isLetter(s[bits.TrailingZeros64(primary)]) {
		r.add(kindNameInitial)
	}
	if n.second < n.end && sameIdentifier(s[:n.sep], s[n.second:n.end]) {
		r.add(kindNameRepeated)
	}
}

// namePlaceholders judges the components of three letters, given by their first.
func (r *Report) namePlaceholders(d *Document, three uint64) {
	s := d.nameField()
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
	if r.facts.tail() > 0 {
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
