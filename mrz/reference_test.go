package mrz_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"example.org/traveldoc/mrz"
)

// This file is the slow reference: parsing, check digits, fields and rules of
// verification straight from Doc 9303, written without regard to speed and
// without looking at the package. It shares nothing with the package but the
// three sentinels of a syntax error, and reads the State table from its source.

// A refSpan is a field in the tables of the standard: line, first and last
// position, counted from 1 and inclusive.
type refSpan struct{ line, first, last int }

func (s refSpan) len() int { return s.last - s.first + 1 }

// A refLayout is one format of Doc 9303. A field with line 0 does not exist.
type refLayout struct {
	name          string
	lines, length int

	code, issuer, names refSpan
	number, numberDigit refSpan
	nationality         refSpan
	birth, birthDigit   refSpan
	sex                 refSpan
	expiry, expiryDigit refSpan
	optional            refSpan
	optionalDigit       refSpan // TD3 only
	optional2           refSpan // TD1 only
	composite           refSpan // not visas
	compositeOver       []refSpan

	longNumbers bool // note j of 9303-5 and 9303-6
	visa        bool
}

// Doc 9303-5 4.2.2 and 4.2.4.
var refTD1 = refLayout{
	name: "TD1", lines: 3, length: 30,
	code:          refSpan{1, 1, 2},
	issuer:        refSpan{1, 3, 5},
	number:        refSpan{1, 6, 14},
	numberDigit:   refSpan{1, 15, 15},
	optional:      refSpan{1, 16, 30},
	birth:         refSpan{2, 1, 6},
	birthDigit:    refSpan{2, 7, 7},
	sex:           refSpan{2, 8, 8},
	expiry:        refSpan{2, 9, 14},
	expiryDigit:   refSpan{2, 15, 15},
	nationality:   refSpan{2, 16, 18},
	optional2:     refSpan{2, 19, 29},
	composite:     refSpan{2, 30, 30},
	compositeOver: []refSpan{{1, 6, 30}, {2, 1, 7}, {2, 9, 15}, {2, 19, 29}},
	names:         refSpan{3, 1, 30},
	longNumbers:   true,
}

// Doc 9303-6 4.2.2 and 4.2.4.
var refTD2 = refLayout{
	name: "TD2", lines: 2, length: 36,
	code:          refSpan{1, 1, 2},
	issuer:        refSpan{1, 3, 5},
	names:         refSpan{1, 6, 36},
	number:        refSpan{2, 1, 9},
	numberDigit:   refSpan{2, 10, 10},
	nationality:   refSpan{2, 11, 13},
	birth:         refSpan{2, 14, 19},
	birthDigit:    refSpan{2, 20, 20},
	sex:           refSpan{2, 21, 21},
	expiry:        refSpan{2, 22, 27},
	expiryDigit:   refSpan{2, 28, 28},
	optional:      refSpan{2, 29, 35},
	composite:     refSpan{2, 36, 36},
	compositeOver: []refSpan{{2, 1, 10}, {2, 14, 20}, {2, 22, 35}},
	longNumbers:   true,
}

// Doc 9303-4 4.2.2 and 4.2.4.
var refTD3 = refLayout{
	name: "TD3", lines: 2, length: 44,
	code:          refSpan{1, 1, 2},
	issuer:        refSpan{1, 3, 5},
	names:         refSpan{1, 6, 44},
	number:        refSpan{2, 1, 9},
	numberDigit:   refSpan{2, 10, 10},
	nationality:   refSpan{2, 11, 13},
	birth:         refSpan{2, 14, 19},
	birthDigit:    refSpan{2, 20, 20},
	sex:           refSpan{2, 21, 21},
	expiry:        refSpan{2, 22, 27},
	expiryDigit:   refSpan{2, 28, 28},
	optional:      refSpan{2, 29, 42},
	optionalDigit: refSpan{2, 43, 43},
	composite:     refSpan{2, 44, 44},
	compositeOver: []refSpan{{2, 1, 10}, {2, 14, 20}, {2, 22, 43}},
}

// Doc 9303-7 4.2.2.
var refMRVA = refLayout{
	name: "MRV-A", lines: 2, length: 44,
	code:        refSpan{1, 1, 2},
	issuer:      refSpan{1, 3, 5},
	names:       refSpan{1, 6, 44},
	number:      refSpan{2, 1, 9},
	numberDigit: refSpan{2, 10, 10},
	nationality: refSpan{2, 11, 13},
	birth:       refSpan{2, 14, 19},
	birthDigit:  refSpan{2, 20, 20},
	sex:         refSpan{2, 21, 21},
	expiry:      refSpan{2, 22, 27},
	expiryDigit: refSpan{2, 28, 28},
	optional:    refSpan{2, 29, 44},
	visa:        true,
}

// Doc 9303-7 7.2.2.
var refMRVB = refLayout{
	name: "MRV-B", lines: 2, length: 36,
	code:        refSpan{1, 1, 2},
	issuer:      refSpan{1, 3, 5},
	names:       refSpan{1, 6, 36},
	number:      refSpan{2, 1, 9},
	numberDigit: refSpan{2, 10, 10},
	nationality: refSpan{2, 11, 13},
	birth:       refSpan{2, 14, 19},
	birthDigit:  refSpan{2, 20, 20},
	sex:         refSpan{2, 21, 21},
	expiry:      refSpan{2, 22, 27},
	expiryDigit: refSpan{2, 28, 28},
	optional:    refSpan{2, 29, 36},
	visa:        true,
}

// refSyntax is a text that is no zone, and where.
type refSyntax struct {
	err          error
	line, column int
}

func (e *refSyntax) String() string { return fmt.Sprintf("%v at %d:%d", e.err, e.line, e.column) }

var (
	refBreak    = regexp.MustCompile("\r\n|\n|\r")
	refNumerals = regexp.MustCompile("[0-9]+")
	refFillers  = regexp.MustCompile("<+")
	refWords    = regexp.MustCompile("[^<]+")
	refAirline  = regexp.MustCompile("^([A-Z0-9][A-Z0-9]<|[A-Z][A-Z][A-Z])$")
)

// refParse lays out a text as lines of a zone.
func refParse(text string) (*refLayout, []string, *refSyntax) {
	// Lines end in LF, CRLF or CR. What stands around a line is blanks and the
	// framing characters of readers; what is then empty is no line.
	var lines []string
	for _, line := range refBreak.Split(text, -1) {
		if line = strings.Trim(line, " \t\x02\x03"); line != "" {
			lines = append(lines, line)
		}
	}
	if len(lines) == 0 {
		return nil, nil, &refSyntax{mrz.ErrLineCount, 1, 1}
	}
	count := utf8.RuneCountInString // a byte that is no UTF-8 counts as one

	// How many lines, how long? Where the text has no legal shape, the layout
	// that was meant is the nearest one; the standard says nothing about that.
	var want []int
	switch short := func(i int) bool { return count(lines[i]) <= 32 }; {
	case len(lines) == 1:
		n := count(lines[0])
		switch {
		case n <= 60:
			return nil, nil, &refSyntax{mrz.ErrLineCount, 2, 1}
		case n <= 80:
			want = []int{72}
		case n < 89 || n == 89 && strings.ContainsAny(lines[0][:1], "PV"): // 89: a passport or a visa, or a card
			want = []int{88}
		default:
			want = []int{90}
		}
	case len(lines) == 2 && short(0) && short(1):
		return nil, nil, &refSyntax{mrz.ErrLineCount, 3, 1}
	case len(lines) == 2:
		n := 36
		switch first, second := count(lines[0]), count(lines[1]); {
		case first == 36 || first == 44:
			n = first
		case second == 36 || second == 44:
			n = second
		case first >= 40:
			n = 44
		}
		want = []int{n, n}
	case !short(0) && !short(1):
		return nil, nil, &refSyntax{mrz.ErrLineCount, 3, 1}
	case len(lines) > 3:
		return nil, nil, &refSyntax{mrz.ErrLineCount, 4, 1}
	default:
		want = []int{30, 30, 30}
	}
	for i, n := range want {
		// The first character that is missing or too many.
		if got := count(lines[i]); got != n {
			return nil, nil, &refSyntax{mrz.ErrLineLength, i + 1, min(got, n) + 1}
		}
	}
	for i, line := range lines {
		column := 0
		for _, r := range line {
			column++
			if !strings.ContainsRune("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<", r) {
				return nil, nil, &refSyntax{mrz.ErrCharacter, i + 1, column}
			}
		}
	}

	var l *refLayout
	all := strings.Join(lines, "")
	visa := strings.HasPrefix(all, "V")
	switch {
	case len(all) == 90:
		l = &refTD1
	case len(all) == 88 && visa:
		l = &refMRVA
	case len(all) == 88:
		l = &refTD3
	case visa:
		l = &refMRVB
	default:
		l = &refTD2
	}
	lines = nil
	for i := range l.lines {
		lines = append(lines, all[i*l.length:(i+1)*l.length])
	}
	return l, lines, nil
}

// refDigit computes a check digit, Doc 9303-3 4.9: weights 7, 3, 1, the letters
// from 10, the filler 0, modulo 10.
func refDigit(data string) byte {
	const values = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	sum := 0
	for i, c := range data {
		value := 0
		if c != '<' {
			value = strings.IndexRune(values, c)
		}
		sum += value * []int{7, 3, 1}[i%3]
	}
	return byte('0' + sum%10)
}

// A refZone is a zone being verified.
type refZone struct {
	*refLayout
	rows     []string
	findings []refFinding
}

func (z *refZone) raw(s refSpan) string {
	if s.line == 0 {
		return ""
	}
	return z.rows[s.line-1][s.first-1 : s.last]
}

// A refFinding is a finding with all that can be seen of it.
type refFinding struct {
	rule, cause, severity, field string
	line, column, len            int
}

func (f refFinding) String() string {
	return fmt.Sprintf("%s %s %s %s %d:%d+%d", f.rule, f.cause, f.severity, f.field, f.line, f.column, f.len)
}

func (f refFinding) compare(g refFinding) int {
	if f.line != g.line {
		return f.line - g.line
	}
	if f.column != g.column {
		return f.column - g.column
	}
	if f.rule != g.rule {
		return strings.Compare(f.rule, g.rule)
	}
	return strings.Compare(f.String(), g.String())
}

// add notes a finding about n characters from the offset in the span, or about
// all of it when n is 0.
func (z *refZone) add(rule, cause, severity, field string, s refSpan, offset, n int) {
	if n == 0 {
		n = s.len()
	}
	z.findings = append(z.findings, refFinding{rule, cause, severity, field, s.line, s.first + offset, n})
}

// A refNumber is a document number as the standard wants it read.
type refNumber struct {
	number       string
	long         bool // there is a rest of one character or more
	lone         bool // no rest, but the digit stands in the optional field
	place        refSpan
	optional     string // what remains of the optional field
	optionalFrom int    // where in the field that begins
}

// refReadNumber reads a document number, 9303-5 and 9303-6 note j.
func (z *refZone) refReadNumber() refNumber {
	nine, field := z.raw(z.number), z.raw(z.optional)
	short := refNumber{number: strings.TrimRight(nine, "<"), place: z.numberDigit, optional: field}
	if !z.longNumbers || z.raw(z.numberDigit) != "<" || strings.Trim(nine, "<") == "" {
		return short
	}
	run, rest, _ := strings.Cut(field, "<")
	if run == "" || !strings.Contains("0123456789", run[len(run)-1:]) {
		return short
	}
	at := z.optional.first + len(run) - 1
	n := refNumber{
		number:       nine + run[:len(run)-1],
		long:         len(run) > 1,
		lone:         len(run) == 1,
		place:        refSpan{z.optional.line, at, at},
		optional:     rest,
		optionalFrom: len(field) - len(rest),
	}
	if n.lone {
		n.number = short.number
	}
	return n
}

// A refCheck is the result of one check digit.
type refCheck struct {
	field, verdict    string
	printed, computed byte
	reading           string
}

func (c refCheck) String() string {
	return strings.TrimSpace(fmt.Sprintf("%s %s %c %c %s", c.field, c.verdict, c.printed, c.computed, c.reading))
}

func refCompare(field string, printed string, computed byte) refCheck {
	c := refCheck{field: field, printed: printed[0], computed: computed}
	switch {
	case c.printed == c.computed:
		c.verdict = "match"
	case c.printed == '<':
		c.verdict = "blank"
	case '0' <= c.printed && c.printed <= '9':
		c.verdict = "mismatch"
	default:
		c.verdict = "unreadable"
	}
	return c
}

// refChecks gives the results of all check digits of the layout.
func refChecks(l *refLayout, rows []string) []refCheck {
	z := &refZone{refLayout: l, rows: rows}
	var checks []refCheck

	n := z.refReadNumber()
	number := refCompare("documentNumber", z.raw(n.place), refDigit(z.raw(z.number)))
	if n.long {
		// The filler of the digit place is excluded by the standard and
		// included by some issuers.
		rest := n.number[9:]
		excluded := refDigit(z.raw(z.number) + rest)
		included := refDigit(z.raw(z.number) + "<" + rest)
		number = refCompare("documentNumber", z.raw(n.place), excluded)
		if excluded != included && number.printed == excluded {
			number.reading = "filler-excluded"
		}
		if excluded != included && number.printed == included {
			number = refCompare("documentNumber", z.raw(n.place), included)
			number.reading = "filler-included"
		}
	}
	checks = append(checks, number,
		refCompare("dateOfBirth", z.raw(z.birthDigit), refDigit(z.raw(z.birth))),
		refCompare("dateOfExpiry", z.raw(z.expiryDigit), refDigit(z.raw(z.expiry))))
	if z.optionalDigit.line != 0 {
		checks = append(checks, refCompare("optionalData", z.raw(z.optionalDigit), refDigit(z.raw(z.optional))))
	}
	if z.composite.line != 0 {
		data := ""
		for _, s := range z.compositeOver {
			data += z.raw(s)
		}
		checks = append(checks, refCompare("composite", z.raw(z.composite), refDigit(data)))
	}
	return checks
}

// refIdentifiers splits a name field, 9303-3 4.6.
func refIdentifiers(names string) (primary, secondary string) {
	words := func(s string) string {
		return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '<' }), " ")
	}
	primary, secondary, _ = strings.Cut(names, "<<")
	return words(primary), words(secondary)
}

// refFields reads the fields, by their JSON keys, and the truncation.
func refFields(l *refLayout, rows []string) (fields map[string]string, truncation string) {
	z := &refZone{refLayout: l, rows: rows}
	n := z.refReadNumber()
	primary, secondary := refIdentifiers(z.raw(z.names))
	fields = map[string]string{
		"documentCode":        strings.TrimRight(z.raw(z.code), "<"),
		"issuingState":        strings.TrimRight(z.raw(z.issuer), "<"),
		"primaryIdentifier":   primary,
		"secondaryIdentifier": secondary,
		"documentNumber":      n.number,
		"nationality":         strings.TrimRight(z.raw(z.nationality), "<"),
		"dateOfBirth":         z.raw(z.birth),
		"sex":                 z.raw(z.sex),
		"dateOfExpiry":        z.raw(z.expiry),
		"optionalData":        strings.TrimRight(n.optional, "<"),
	}
	if z.optional2.line != 0 {
		fields["optionalData2"] = strings.TrimRight(z.raw(z.optional2), "<")
	}
	truncation = "possible"
	if strings.HasSuffix(z.raw(z.names), "<") {
		truncation = "no"
	}
	return fields, truncation
}

// A refDate is a day of the calendar; the zero value is none.
type refDate struct{ year, month, day int }

func (d refDate) isZero() bool { return d == refDate{} }

func (d refDate) before(e refDate) bool {
	if d.year != e.year {
		return d.year < e.year
	}
	if d.month != e.month {
		return d.month < e.month
	}
	return d.day < e.day
}

func (d refDate) exists() bool {
	return 1 <= d.month && d.month <= 12 && 1 <= d.day && d.day <= refDays(d.year, d.month)
}

func refDays(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// refParts reads the three parts of a printed date; -1 is an unknown part.
// A date is well-formed if each part is two digits or two fillers, and the
// month and the day exist as far as the known parts tell.
func refParts(printed string) (year, month, day int, wellFormed bool) {
	part := func(s string) int {
		n, err := strconv.Atoi(s)
		if err != nil || strings.ContainsAny(s, "+-") {
			n = -1
		}
		if n < 0 && s != "<<" {
			wellFormed = false
		}
		return n
	}
	wellFormed = true
	year, month, day = part(printed[0:2]), part(printed[2:4]), part(printed[4:6])
	if month == 0 || month > 12 {
		wellFormed = false
	}
	if day == 0 || day > 31 || month >= 1 && month <= 12 && day > refDays(2000, month) {
		wellFormed = false
	}
	if year >= 0 && year%4 != 0 && month == 2 && day == 29 {
		wellFormed = false
	}
	return year, month, day, wellFormed
}

// refUnlimited tells whether the expiry is one that is met on documents
// without an end of validity.
func refUnlimited(l *refLayout, printed string) bool {
	return printed == "990101" || printed == "991231" || printed == "<<<<<<" && l.longNumbers
}

// refExpiry resolves the date of expiry: the year lies from 50 years before
// asOf to 49 after it. Zero: unknown, unlimited, or no such day.
func refExpiry(l *refLayout, rows []string, asOf refDate) refDate {
	z := &refZone{refLayout: l, rows: rows}
	printed := z.raw(z.expiry)
	year, month, day, ok := refParts(printed)
	if asOf.isZero() || refUnlimited(l, printed) || !ok || year < 0 || month < 0 || day < 0 {
		return refDate{}
	}
	for y := asOf.year - 50; y <= asOf.year+49; y++ {
		if d := (refDate{y, month, day}); y%100 == year && d.exists() {
			return d
		}
	}
	return refDate{}
}

// A refBirthResult says which birth was chosen and why.
type refBirthResult struct {
	chosen, other refDate // of an unknown month or day the earliest
	complete      bool    // all parts are known
	cause         string  // "", "earlier-century", "impossible" or "ambiguous"
}

// refBirth resolves the date of birth: the latest day that is neither after
// asOf nor after the expiry.
func refBirth(l *refLayout, rows []string, asOf refDate) refBirthResult {
	z := &refZone{refLayout: l, rows: rows}
	year, month, day, ok := refParts(z.raw(z.birth))
	if asOf.isZero() || !ok || year < 0 {
		return refBirthResult{}
	}
	r := refBirthResult{complete: month >= 0 && day >= 0}
	latest := refDate{asOf.year, max(month, 1), max(day, 1)}
	for latest.year%100 != year || !latest.exists() || asOf.before(latest) {
		latest.year--
	}
	earlier := latest
	earlier.year -= 100
	if !earlier.exists() {
		earlier = refDate{}
	}
	expiry := refExpiry(l, rows, asOf)
	switch {
	case !expiry.isZero() && expiry.before(latest) && !earlier.isZero():
		r.chosen, r.other, r.cause = earlier, latest, "earlier-century"
	case !expiry.isZero() && expiry.before(latest):
		r.cause = "impossible"
	case refAge(latest, asOf) <= 15 && !earlier.isZero():
		r.chosen, r.other, r.cause = latest, earlier, "ambiguous"
	default:
		r.chosen = latest
	}
	return r
}

// refAge is the age in completed years.
func refAge(birth, asOf refDate) int {
	age := asOf.year - birth.year
	if asOf.before(refDate{asOf.year, birth.month, birth.day}) {
		age--
	}
	return age
}

// refValidity says what the expiry means on asOf.
func refValidity(l *refLayout, rows []string, asOf refDate) string {
	z := &refZone{refLayout: l, rows: rows}
	expiry := refExpiry(l, rows, asOf)
	switch {
	case refUnlimited(l, z.raw(z.expiry)):
		return "unlimited"
	case expiry.isZero():
		return "unknown"
	case expiry.before(asOf):
		return "expired"
	}
	return "valid"
}

// refVerify applies every rule with its default severity. The findings are
// sorted by line, column and rule.
func refVerify(l *refLayout, rows []string, asOf, issued refDate) []refFinding {
	z := &refZone{refLayout: l, rows: rows}
	z.checkDigits()
	z.documentNumber()
	z.documentCode(asOf, issued)
	z.state("issuing-state", "issuingState", z.issuer)
	z.state("nationality", "nationality", z.nationality)
	z.statePair()
	z.name()
	z.dates(asOf)
	z.sexAndCrew()
	z.optionalData()
	sort.SliceStable(z.findings, func(i, j int) bool { return z.findings[i].compare(z.findings[j]) < 0 })
	return z.findings
}

// checkDigits: rules check-digit, check-digit-blank, composite-check-digit and
// document-number-reading.
func (z *refZone) checkDigits() {
	n := z.refReadNumber()
	places := map[string]refSpan{
		"documentNumber": n.place,
		"dateOfBirth":    z.birthDigit,
		"dateOfExpiry":   z.expiryDigit,
		"optionalData":   z.optionalDigit,
		"composite":      z.composite,
	}
	for _, c := range refChecks(z.refLayout, z.rows) {
		place := places[c.field]
		switch {
		case c.verdict == "match":
		case c.field == "composite":
			z.add("composite-check-digit", c.verdict, "error", c.field, place, 0, 0)
		case c.verdict == "blank":
			z.blankDigit(c, place)
		default:
			z.add("check-digit", c.verdict, "error", c.field, place, 0, 0)
		}
		if c.reading == "filler-included" {
			z.add("document-number-reading", "filler-included", "warning", c.field, place, 0, 0)
		}
		if c.field == "documentNumber" && n.long && c.verdict == "mismatch" {
			z.add("document-number-reading", "may-be-short", "warning", c.field, place, 0, 0)
		}
	}
}

// blankDigit: a filler in the place of a digit.
func (z *refZone) blankDigit(c refCheck, place refSpan) {
	cause, severity := "blank", "error"
	switch empty := func(s refSpan) bool { return strings.Trim(z.raw(s), "<") == "" }; {
	case c.field == "documentNumber" && empty(z.number):
		return // the empty number itself is the finding
	case c.field == "optionalData" && empty(z.optional):
		return // 0 or filler, as the issuer likes: 9303-4 4.2.2.2
	case c.field == "optionalData" && c.computed == '0':
		cause, severity = "blank-zero", "warning"
	case c.field == "dateOfBirth" && empty(z.birth):
		cause, severity = "blank-unknown", "warning"
	}
	z.add("check-digit-blank", cause, severity, c.field, place, 0, 0)
}

// documentNumber: rule document-number.
func (z *refZone) documentNumber() {
	nine := z.raw(z.number)
	if strings.Trim(nine, "<") == "" {
		z.add("document-number", "empty", "error", "documentNumber", z.number, 0, 0)
		return
	}
	if lead := 9 - len(strings.TrimLeft(nine, "<")); lead > 0 {
		z.add("document-number", "leading-filler", "warning", "documentNumber", z.number, 0, lead)
	}
	n := z.refReadNumber()
	if n.lone {
		z.add("document-number", "needless-overflow", "warning", "documentNumber", n.place, 0, 0)
	}
	if n.long && !strings.Contains(z.raw(z.optional), "<") {
		z.add("document-number", "no-filler-after-digit", "warning", "documentNumber", n.place, 0, 0)
	}
	if trail := 9 - len(strings.TrimRight(nine, "<")); n.long && trail > 0 {
		z.add("document-number", "filler-before-rest", "warning", "documentNumber", z.number, 9-trail, trail)
	}
}

// refHarmonised is the table of 9303-4 4.4.
var refHarmonised = []string{"PP", "PE", "PD", "PO", "PR", "PT", "PS", "PL", "PM"}

const (
	refLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	refDigits  = "0123456789"
)

// documentCode: rules document-code and field-alphabet.
func (z *refZone) documentCode(asOf, issued refDate) {
	code := z.raw(z.code)
	first, second := code[:1], code[1:]
	at := func(rule, cause, severity string, offset, n int) {
		z.add(rule, cause, severity, "documentCode", z.code, offset, n)
	}
	letters := map[string]string{"TD1": "ACI", "TD2": "ACIP", "TD3": "P", "MRV-A": "V", "MRV-B": "V"}[z.refLayout.name]
	switch {
	case !strings.Contains(refLetters, first):
		at("document-code", "first-not-letter", "error", 0, 1)
	case !strings.Contains(letters, first):
		at("document-code", "first-letter", "warning", 0, 1)
	}
	switch z.refLayout.name {
	case "TD1":
		if second == "V" || code == "AI" {
			at("document-code", "second-forbidden", "error", 1, 1)
		}
	case "TD2":
		if second == "V" || code == "AC" {
			at("document-code", "second-forbidden", "error", 1, 1)
		}
		if first == "P" && second != "U" {
			at("document-code", "not-emergency", "warning", 1, 1)
		}
	case "TD3":
		inTable := slices.Contains(refHarmonised, code)
		expiry := refExpiry(z.refLayout, z.rows, asOf)
		from := func(d refDate, year int) bool { return !d.isZero() && !d.before(refDate{year, 1, 1}) }
		required := !inTable && (from(expiry, 2038) || from(issued, 2028) || from(issued, 2026) && second != "<")
		if required {
			at("document-code", "harmonised-required", "error", 0, 2)
		}
		if code == "PU" {
			at("document-code", "single-sheet", "warning", 1, 1)
		}
		if strings.Contains(refDigits, second) {
			at("field-alphabet", "digit", "error", 1, 1)
		}
		if first == "P" && strings.Contains(refLetters, second) && second != "U" && !inTable && !required {
			at("document-code", "not-harmonised", "info", 1, 1)
		}
		if slices.Contains([]string{"PM", "PS", "PE", "PT", "PO"}, code) && !from(issued, 2026) {
			at("document-code", "older-meaning", "info", 1, 1)
		}
	}
}

// A refState is one row of the State table.
type refState struct {
	kind                string
	issuer, nationality bool
}

var refStates = sync.OnceValue(func() map[string]refState {
	data, err := os.ReadFile("state/data/states.tsv")
	if err != nil {
		panic(err)
	}
	rows := strings.Split(strings.TrimSpace(string(data)), "\n")
	head := strings.Split(rows[0], "\t")
	column := func(name string) int { return slices.Index(head, name) }
	states := make(map[string]refState)
	for _, row := range rows[1:] {
		cells := strings.Split(row, "\t")
		states[cells[column("code")]] = refState{
			kind:        cells[column("kind")],
			issuer:      cells[column("issuer")] == "y",
			nationality: cells[column("nationality")] == "y",
		}
	}
	return states
})

// state: rules issuing-state, nationality, state-withdrawn, state-use and
// specimen, for one of the two fields.
func (z *refZone) state(rule, field string, s refSpan) {
	printed := z.raw(s)
	if printed == "<<<" {
		z.add(rule, "blank", "error", field, s, 0, 0)
		return
	}
	first, last := -1, -1
	for i := range printed {
		digit := strings.Contains(refDigits, printed[i:i+1])
		gap := printed[i] == '<' && strings.Trim(printed[i:], "<") != ""
		if digit || gap {
			last = i
			if first < 0 {
				first = i
			}
		}
	}
	if first >= 0 {
		z.add(rule, "malformed", "error", field, s, first, last-first+1)
		return
	}
	code := strings.TrimRight(printed, "<")
	st, known := refStates()[code]
	switch {
	case !known:
		z.add(rule, "unknown", "warning", field, s, 0, 0)
	case code == "DEU":
		z.add("state-withdrawn", "not-used", "warning", field, s, 0, 0)
	case st.kind == "withdrawn" || st.kind == "unofficial":
		z.add("state-withdrawn", st.kind, "warning", field, s, 0, 0)
	case st.kind == "test":
		z.add("specimen", "specimen", "warning", field, s, 0, 0)
	case field == "issuingState" && !st.issuer:
		z.add("state-use", "not-issuer", "warning", field, s, 0, 0)
	case field == "nationality" && !st.nationality:
		z.add("state-use", "not-nationality", "warning", field, s, 0, 0)
	}
}

// statePair: rule state-pair.
func (z *refZone) statePair() {
	issuer, nationality, code := z.raw(z.issuer), z.raw(z.nationality), z.raw(z.code)
	pair := func(cause string) {
		z.add("state-pair", cause, "warning", "nationality", z.nationality, 0, 0)
	}
	if (issuer == "UNO" || issuer == "UNA") && nationality != issuer && !z.visa {
		pair("united-nations")
	}
	british := []string{"GBD", "GBN", "GBO", "GBP", "GBS"}
	if slices.Contains(british, nationality) && issuer != "GBR" && issuer != "GBD" && !z.visa {
		pair("british")
	}
	if z.refLayout.name != "TD3" {
		return
	}
	if code == "PS" && nationality != "XXA" {
		pair("stateless")
	}
	if code == "PR" && nationality != "XXB" && nationality != "XXC" {
		pair("refugee")
	}
}

// name: rules name, name-truncation and name-placeholder.
func (z *refZone) name() {
	field := z.raw(z.names)
	at := func(rule, cause, severity string, offset, n int) {
		z.add(rule, cause, severity, "name", z.names, offset, n)
	}
	body := strings.TrimRight(field, "<")
	if body == "" {
		at("name", "blank", "error", 0, len(field))
		return
	}
	for _, run := range refNumerals.FindAllStringIndex(field, -1) {
		at("name", "digit", "error", run[0], run[1]-run[0])
	}
	// Runs of two and more fillers before the last character that is none.
	separators := 0
	for _, run := range refFillers.FindAllStringIndex(body, -1) {
		start, n := run[0], run[1]-run[0]
		switch {
		case start == 0 && n == 2:
			at("name", "no-primary", "warning", 0, n)
		case start == 0:
			at("name", "leading-filler", "warning", 0, n)
		case n >= 3:
			at("name", "wide-separator", "error", start, n)
		case n == 2 && separators > 0:
			at("name", "second-separator", "warning", start, n)
		}
		if n >= 2 {
			separators++
		}
	}
	if len(body) == len(field) {
		at("name-truncation", "last-place", "info", len(field)-1, 1)
	}
	for _, word := range refWords.FindAllStringIndex(field, -1) {
		if slices.Contains([]string{"FNU", "LNU", "XXX"}, field[word[0]:word[1]]) {
			at("name-placeholder", "placeholder", "info", word[0], 3)
		}
	}
	primary, secondary := refIdentifiers(field)
	if primary != "" && primary == secondary {
		start := strings.Index(field, "<<")
		for field[start] == '<' {
			start++
		}
		at("name-placeholder", "repeated", "info", start, len(body)-start)
	}
	if len(primary) == 1 && strings.Contains(refLetters, primary) {
		at("name-placeholder", "initial", "info", strings.Index(field, primary), 1)
	}
}

// dates: rules date, date-assigned, expiry-unlimited, date-order, century,
// expired and validity-period.
func (z *refZone) dates(asOf refDate) {
	birth, expiry := z.raw(z.birth), z.raw(z.expiry)
	z.dateParts("dateOfBirth", z.birth)
	if birth[2:] == "0101" || birth[2:] == "0701" {
		z.add("date-assigned", "assigned", "info", "dateOfBirth", z.birth, 0, 0)
	}
	switch {
	case refUnlimited(z.refLayout, expiry) && expiry == "<<<<<<":
		z.add("expiry-unlimited", "blank", "warning", "dateOfExpiry", z.expiry, 0, 0)
	case refUnlimited(z.refLayout, expiry):
		z.add("expiry-unlimited", "far", "warning", "dateOfExpiry", z.expiry, 0, 0)
	case expiry == "<<<<<<":
		z.add("date", "unknown", "error", "dateOfExpiry", z.expiry, 0, 0)
	default:
		z.dateParts("dateOfExpiry", z.expiry)
	}
	if asOf.isZero() {
		return
	}

	day := refExpiry(z.refLayout, z.rows, asOf)
	year, month, dd, ok := refParts(expiry)
	if day.isZero() && ok && year >= 0 && month == 2 && dd == 29 {
		// A year divisible by 4 that has no such day: a century year.
		z.add("date", "leap-day", "error", "dateOfExpiry", z.expiry, 2, 4)
	}
	switch b := refBirth(z.refLayout, z.rows, asOf); b.cause {
	case "earlier-century":
		z.add("date-order", b.cause, "warning", "dateOfBirth", z.birth, 0, 0)
	case "impossible":
		z.add("date-order", b.cause, "error", "dateOfBirth", z.birth, 0, 0)
	case "ambiguous":
		z.add("century", b.cause, "info", "dateOfBirth", z.birth, 0, 0)
	}
	if day.isZero() {
		return
	}
	if day.before(asOf) {
		z.add("expired", "expired", "warning", "dateOfExpiry", z.expiry, 0, 0)
	}
	limit := asOf
	limit.year += 11
	if z.refLayout.name == "TD3" && limit.before(day) {
		z.add("validity-period", "long", "warning", "dateOfExpiry", z.expiry, 0, 0)
	}
}

// dateParts: rule date, for one of the two dates.
func (z *refZone) dateParts(field string, s refSpan) {
	printed := z.raw(s)
	at := func(cause string, offset, n int) { z.add("date", cause, "error", field, s, offset, n) }
	number := func(p string) int { // -1: no number
		if strings.Trim(p, refDigits) != "" {
			return -1
		}
		n, _ := strconv.Atoi(p)
		return n
	}
	for i := 0; i < 6; i += 2 {
		p := printed[i : i+2]
		switch {
		case number(p) >= 0:
		case p == "<<" && field == "dateOfBirth":
		case p == "<<":
			at("unknown", i, 2)
		case strings.Contains(refDigits, p[:1]):
			at("characters", i+1, 1)
		case strings.Contains(refDigits, p[1:]):
			at("characters", i, 1)
		default:
			at("characters", i, 2)
		}
	}
	year, month, day := number(printed[:2]), number(printed[2:4]), number(printed[4:])
	if month == 0 || month > 12 {
		at("month", 2, 2)
		month = -1
	}
	days := 31
	if month > 0 {
		days = refDays(2000, month)
	}
	switch {
	case day == 0 || day > 31:
		at("day", 4, 2)
	case day > days: // a day of other months: the month may be the wrong one
		at("day", 2, 4)
	}
	if month == 2 && day == 29 && year >= 0 && year%4 != 0 {
		at("leap-day", 2, 4)
	}
}

// sexAndCrew: rules sex and crew-certificate.
func (z *refZone) sexAndCrew() {
	switch z.raw(z.sex) {
	case "M", "F", "<":
	case "X":
		z.add("sex", "x", "warning", "sex", z.sex, 0, 0)
	default:
		z.add("sex", "invalid", "error", "sex", z.sex, 0, 0)
	}
	if z.refLayout.name == "TD1" && z.raw(z.code) == "AC" {
		employer := z.raw(z.optional)[:3]
		if !refAirline.MatchString(employer) {
			z.add("crew-certificate", "employer", "info", "optionalData", z.optional, 0, 3)
		}
	}
}

// optionalData: rule optional-data.
func (z *refZone) optionalData() {
	n := z.refReadNumber()
	birth := z.raw(z.birth)
	look := func(field string, s refSpan, from int, data string) {
		if at := strings.Index(data, n.number); at >= 0 && len(n.number) >= 5 {
			z.add("optional-data", "repeats-number", "info", field, s, from+at, len(n.number))
		}
		if at := strings.Index(data, birth); at >= 0 && strings.Trim(birth, refDigits) == "" {
			z.add("optional-data", "repeats-birth", "info", field, s, from+at, 6)
		}
	}
	look("optionalData", z.optional, n.optionalFrom, n.optional)
	if z.optional2.line != 0 {
		look("optionalData2", z.optional2, 0, z.raw(z.optional2))
	}
}

// TestReferenceLayouts checks the table above against itself: the fields of a
// layout fill its lines without gap or overlap.
func TestReferenceLayouts(t *testing.T) {
	for _, l := range []*refLayout{&refTD1, &refTD2, &refTD3, &refMRVA, &refMRVB} {
		cover := make(map[[2]int]int)
		for _, s := range []refSpan{l.code, l.issuer, l.names, l.number, l.numberDigit, l.nationality, l.birth, l.birthDigit,
			l.sex, l.expiry, l.expiryDigit, l.optional, l.optionalDigit, l.optional2, l.composite} {
			for c := s.first; s.line > 0 && c <= s.last; c++ {
				cover[[2]int{s.line, c}]++
			}
		}
		for line := 1; line <= l.lines; line++ {
			for c := 1; c <= l.length; c++ {
				if n := cover[[2]int{line, c}]; n != 1 {
					t.Errorf("%s %d:%d is in %d fields; want 1", l.name, line, c, n)
				}
			}
		}
		if n := len(cover); n != l.lines*l.length {
			t.Errorf("%s: fields outside the lines", l.name)
		}
	}
}

// TestReferenceDigit recomputes the worked examples of 9303-3 Appendix A.
func TestReferenceDigit(t *testing.T) {
	tests := []struct {
		data string
		want byte
	}{
		{"520727", '3'},
		{"AB2134<<<", '5'},
		{"HA672242<658022549601086<<<<<<<<<<<<<<0", '8'},
		{"D231458907<<<<<<<<<<<<<<<34071279507122<<<<<<<<<<<", '2'},
		{"HA672242<658022549601086<<<<<<<", '8'},
		{"D23145890734", '9'},
		{"<<<<<<", '0'},
		{"74<<<<", '1'},
		{"7408<<", '7'},
	}
	for _, tt := range tests {
		if got := refDigit(tt.data); got != tt.want {
			t.Errorf("refDigit(%q) = %c; want %c", tt.data, got, tt.want)
		}
	}
}
