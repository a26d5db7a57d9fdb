package mrz_test

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/internal/vectors"
)

// An outcome is all that can be seen of a text: how it fails, or what is read
// and found in it. The package, the reference and the vectors are compared as
// outcomes.
type outcome struct {
	syntax   string // kind line:column, or ""
	layout   string
	rows     []string
	fields   map[string]string
	checks   []vectors.Check
	findings []vectors.Finding
	dates    [3]string // birth, other birth, expiry
	validity string
	ok       bool
}

// diff tells where two outcomes differ: by field, rule and place, never by
// what is printed in the zone.
func (o outcome) diff(want outcome) []string {
	var d []string
	if o.syntax != want.syntax {
		d = append(d, fmt.Sprintf("syntax error %q; want %q", o.syntax, want.syntax))
	}
	if o.layout != want.layout {
		d = append(d, fmt.Sprintf("layout %q; want %q", o.layout, want.layout))
	}
	if !slices.Equal(o.rows, want.rows) {
		d = append(d, "lines differ")
	}
	keys := slices.Sorted(maps.Keys(want.fields))
	for _, k := range keys {
		if got, ok := o.fields[k]; !ok || got != want.fields[k] {
			d = append(d, fmt.Sprintf("field %s differs (length %d; want %d)", k, len(got), len(want.fields[k])))
		}
	}
	if len(o.fields) != len(want.fields) {
		d = append(d, "number of fields differs")
	}
	short := func(c vectors.Check) string { return strings.TrimSpace(c.Field + " " + c.Verdict + " " + c.Reading) }
	for i := range max(len(o.checks), len(want.checks)) {
		switch {
		case i >= len(o.checks):
			d = append(d, "no check "+short(want.checks[i]))
		case i >= len(want.checks):
			d = append(d, "check too many: "+short(o.checks[i]))
		case o.checks[i] != want.checks[i]:
			d = append(d, fmt.Sprintf("check %s (computed %c); want %s (computed %c)",
				short(o.checks[i]), o.checks[i].Computed, short(want.checks[i]), want.checks[i].Computed))
		}
	}
	d = append(d, missing("finding too many: ", o.findings, want.findings)...)
	d = append(d, missing("no finding ", want.findings, o.findings)...)
	for i, name := range []string{"birth date", "other birth date", "expiry date"} {
		if o.dates[i] != want.dates[i] {
			d = append(d, name+" differs")
		}
	}
	if o.validity != want.validity {
		d = append(d, fmt.Sprintf("validity %s; want %s", o.validity, want.validity))
	}
	if o.ok != want.ok {
		d = append(d, fmt.Sprintf("OK %v; want %v", o.ok, want.ok))
	}
	return d
}

// missing lists the findings of a, with their number, that are not in b.
func missing(prefix string, a, b []vectors.Finding) []string {
	left := make(map[vectors.Finding]int)
	for _, f := range b {
		left[f]++
	}
	var d []string
	for _, f := range a {
		if left[f]--; left[f] < 0 {
			d = append(d, prefix+f.String())
		}
	}
	return d
}

// fromVector gives what a vector expects.
func fromVector(v vectors.Vector) outcome {
	if v.Expect == vectors.ExpectSyntax {
		return outcome{syntax: fmt.Sprintf("%s %d:%d", v.Error.Kind, v.Error.Line, v.Error.Column)}
	}
	rows := v.Lines
	if len(rows) == 1 {
		n := map[string]int{"TD1": 30, "TD2": 36, "TD3": 44, "MRV-A": 44, "MRV-B": 36}[v.Layout]
		all := rows[0]
		rows = nil
		for i := 0; i < len(all); i += n {
			rows = append(rows, all[i:i+n])
		}
	}
	fields := maps.Clone(v.Fields)
	fields["nameTruncation"] = v.NameTruncation
	return outcome{
		layout:   v.Layout,
		rows:     rows,
		fields:   fields,
		checks:   v.Checks,
		findings: v.Findings,
		dates:    [3]string{v.BirthDate, v.OtherBirthDate, v.ExpiryDate},
		validity: v.Validity,
		ok:       v.Expect == vectors.ExpectOK,
	}
}

func syntaxKind(err error) string {
	switch {
	case errors.Is(err, mrz.ErrLineCount):
		return "line-count"
	case errors.Is(err, mrz.ErrLineLength):
		return "line-length"
	case errors.Is(err, mrz.ErrCharacter):
		return "character"
	}
	return "unknown"
}

// fromReference gives what the reference reads and finds.
func fromReference(text string, asOf, issued refDate) outcome {
	l, rows, syntax := refParse(text)
	if syntax != nil {
		return outcome{syntax: fmt.Sprintf("%s %d:%d", syntaxKind(syntax.err), syntax.line, syntax.column)}
	}
	o := outcome{layout: l.name, rows: rows, ok: true}
	var truncation string
	o.fields, truncation = refFields(l, rows)
	o.fields["nameTruncation"] = truncation
	for _, c := range refChecks(l, rows) {
		o.checks = append(o.checks, vectors.Check{Field: c.field, Verdict: c.verdict, Printed: c.printed, Computed: c.computed, Reading: c.reading})
	}
	for _, f := range refVerify(l, rows, asOf, issued) {
		o.findings = append(o.findings, vectors.Finding{Rule: f.rule, Cause: f.cause, Severity: f.severity, Field: f.field,
			Line: f.line, Column: f.column, Len: f.len})
		o.ok = o.ok && f.severity != "error"
	}
	iso := func(d refDate) string {
		if d.isZero() {
			return ""
		}
		return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
	}
	if b := refBirth(l, rows, asOf); b.complete {
		o.dates[0], o.dates[1] = iso(b.chosen), iso(b.other)
	}
	o.dates[2] = iso(refExpiry(l, rows, asOf))
	o.validity = refValidity(l, rows, asOf)
	return o
}

func calendar(d refDate) mrz.CalendarDate {
	return mrz.CalendarDate{Year: d.year, Month: time.Month(d.month), Day: d.day}
}

// fromPackage gives what the package reads and finds, and what is wrong with
// its answers in themselves.
func fromPackage(text string, asOf, issued refDate) (o outcome, faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	doc, err := mrz.Parse(text)
	if err != nil {
		var syntax *mrz.SyntaxError
		if !errors.As(err, &syntax) {
			fault("Parse: the error is no *SyntaxError")
			return o, faults
		}
		if !doc.IsZero() {
			fault("Parse: a document beside the error")
		}
		return outcome{syntax: fmt.Sprintf("%s %d:%d", syntaxKind(err), syntax.Line, syntax.Column)}, faults
	}
	o = outcome{layout: doc.Layout().String(), rows: doc.Lines()}
	f := doc.Fields()
	o.fields = map[string]string{
		"documentCode": f.DocumentCode, "issuingState": f.IssuingState,
		"primaryIdentifier": f.PrimaryIdentifier, "secondaryIdentifier": f.SecondaryIdentifier,
		"documentNumber": f.DocumentNumber, "nationality": f.Nationality, "dateOfBirth": f.DateOfBirth,
		"sex": f.Sex, "dateOfExpiry": f.DateOfExpiry, "optionalData": f.OptionalData,
		"nameTruncation": f.NameTruncation.String(),
	}
	if doc.Layout() == mrz.TD1 {
		o.fields["optionalData2"] = f.OptionalData2
	} else if f.OptionalData2 != "" {
		fault("Fields: OptionalData2 outside TD1")
	}
	for key, got := range map[string]string{
		"documentCode": doc.DocumentCode(), "primaryIdentifier": doc.PrimaryIdentifier(),
		"secondaryIdentifier": doc.SecondaryIdentifier(), "documentNumber": doc.DocumentNumber(),
		"optionalData": doc.OptionalData(), "nameTruncation": doc.Truncation().String(),
	} {
		if got != o.fields[key] {
			fault("%s: the accessor and Fields differ", key)
		}
	}

	day := calendar(asOf)
	report := doc.Verify(&mrz.VerifyOptions{AsOf: day, Issued: calendar(issued)})
	o.ok = report.OK()
	if (report.Err() == nil) != o.ok {
		fault("Err and OK disagree")
	}
	for c := range report.Checks() {
		field := c.Field.String()
		o.checks = append(o.checks, vectors.Check{Field: field, Verdict: c.Verdict.String(), Printed: c.Printed, Computed: c.Computed, Reading: c.Reading.String()})
		if report.Verdict(c.Field) != c.Verdict {
			fault("%s: Verdict and Checks differ", field)
		}
	}
	findings := report.Findings()
	for i, f := range findings {
		o.findings = append(o.findings, vectors.Finding{Rule: string(f.Rule), Cause: string(f.Cause), Severity: f.Severity.String(), Field: f.Field.String(),
			Line: f.Span.Line, Column: f.Span.Column, Len: f.Span.Len})
		if i == 0 {
			continue
		}
		p := findings[i-1]
		byRule := slices.Index(ruleOrder(), p.Rule) - slices.Index(ruleOrder(), f.Rule)
		if cmp.Or(p.Span.Line-f.Span.Line, p.Span.Column-f.Span.Column, byRule) > 0 {
			fault("findings out of order: %s before %s", p.Rule, f.Rule)
		}
	}
	for _, rule := range []mrz.Rule{"expired", "century", "date-order", "validity-period"} {
		if report.Evaluated(rule) == asOf.isZero() {
			fault("Evaluated(%s) = %v", rule, asOf.isZero())
		}
	}
	birth, other := doc.BirthDate(day)
	expiry := doc.ExpiryDate(day)
	for i, d := range []mrz.CalendarDate{birth, other, expiry} {
		if !d.IsZero() {
			o.dates[i] = fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
		}
	}
	age, ok := doc.Age(day)
	if ok == birth.IsZero() {
		fault("Age and BirthDate disagree")
	} else if ok && age != refAge(refDate{birth.Year, int(birth.Month), birth.Day}, asOf) {
		fault("Age differs")
	}
	o.validity = report.Validity().String()
	return o, faults
}

// ruleOrder gives the rules in the order of Rules.
var ruleOrder = sync.OnceValue(func() []mrz.Rule {
	var order []mrz.Rule
	for _, info := range mrz.Rules() {
		if !slices.Contains(order, info.Rule) {
			order = append(order, info.Rule)
		}
	}
	return order
})

// refDateOf reads YYYY-MM-DD; "" is the zero date.
func refDateOf(t testing.TB, s string) refDate {
	var d refDate
	if s == "" {
		return d
	}
	if _, err := fmt.Sscanf(s, "%d-%d-%d", &d.year, &d.month, &d.day); err != nil {
		t.Fatal(err)
	}
	return d
}

func allVectors(t testing.TB) []vectors.Vector {
	all, err := vectors.All()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestVectors runs every vector through the package.
func TestVectors(t *testing.T) {
	for _, v := range allVectors(t) {
		t.Run(v.Name, func(t *testing.T) {
			got, faults := fromPackage(v.Text(), refDateOf(t, v.AsOf), refDateOf(t, v.Issued))
			for _, d := range append(faults, got.diff(fromVector(v))...) {
				t.Error(d)
			}
		})
	}
}

// TestReference runs every vector through the reference.
func TestReference(t *testing.T) {
	for _, v := range allVectors(t) {
		t.Run(v.Name, func(t *testing.T) {
			got := fromReference(v.Text(), refDateOf(t, v.AsOf), refDateOf(t, v.Issued))
			for _, d := range got.diff(fromVector(v)) {
				t.Error(d)
			}
		})
	}
}

// TestVectorsCoverRules wants each rule with each of its causes and fields, and
// each kind of syntax error, in at least one vector, and none there that is not
// in Rules.
func TestVectorsCoverRules(t *testing.T) {
	type key struct{ rule, cause, severity, field string }
	seen := make(map[key]string)
	kinds := make(map[string]bool)
	for _, v := range allVectors(t) {
		kinds[v.Error.Kind] = true
		for _, f := range v.Findings {
			seen[key{f.Rule, f.Cause, f.Severity, f.Field}] = v.Name
		}
	}
	for _, info := range mrz.Rules() {
		k := key{string(info.Rule), string(info.Cause), info.Severity.String(), info.Field.String()}
		if seen[k] == "" {
			t.Errorf("%v is in no vector", k)
		}
		delete(seen, k)
	}
	for k, name := range seen {
		t.Errorf("%v is in %s, not in Rules", k, name)
	}
	for _, kind := range []string{"line-count", "line-length", "character"} {
		if !kinds[kind] {
			t.Errorf("%s is in no vector", kind)
		}
	}
}

// The days and the dates of issue that texts are compared for: none, an
// ordinary day, leap days, centuries, and those that the rules name.
var (
	comparedDays = []refDate{
		{}, {2026, 11, 23}, {1999, 12, 31}, {2000, 2, 28}, {2000, 2, 29}, {2010, 1, 1}, {2024, 2, 29},
		{2026, 12, 31}, {2027, 1, 1}, {2037, 12, 31}, {2038, 1, 1}, {2049, 6, 15}, {2060, 11, 23}, {2099, 12, 31}, {2100, 3, 1},
	}
	comparedIssues = []refDate{{}, {2025, 12, 31}, {2026, 1, 1}, {2027, 12, 31}, {2028, 1, 1}}
)

// compareOne tells where package and reference differ about a text.
func compareOne(text string, asOf, issued refDate) []string {
	got, faults := fromPackage(text, asOf, issued)
	d := append(faults, got.diff(fromReference(text, asOf, issued))...)
	for i := range d {
		d[i] = fmt.Sprintf("%s as of %v, issued %v: %s", got.layout, calendar(asOf), calendar(issued), d[i])
	}
	return d
}

// FuzzVerify compares the package with the reference: the same error, or the
// same fields, check digits, findings, dates and validity on several days.
func FuzzVerify(f *testing.F) {
	for _, v := range allVectors(f) {
		f.Add(v.Text())
	}
	f.Add("")
	f.Add("\r\n\x02 \t\x03\n")
	f.Add("\x02V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\rL898902C<3UTO6908061F9406236ZE184226B<<<<<<<\x03\r")
	f.Add(" \tI<UTOD231458907<<<<<<<<<<<<<<<\r\n\r\n7408122F1204159UTO<<<<<<<<<<<6 \r\nERIKSSON<<ANNA<MARIA<<<<<<<<<<\r\n")
	f.Add("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<\xff\nL898902C36UTO7408122F1204159ZE184226B<<<<<10")
	f.Fuzz(func(t *testing.T, text string) {
		for i, day := range comparedDays {
			for _, d := range compareOne(text, day, comparedIssues[i%len(comparedIssues)]) {
				t.Error(d)
			}
		}
	})
}

// TestVerifyMutants compares the package with the reference on many zones
// made from the vectors by a few faults each.
func TestVerifyMutants(t *testing.T) {
	n := 30_000
	if testing.Short() {
		n = 3_000
	}
	m := mutator{rand.New(rand.NewPCG(9303, 8)), slices.Sorted(maps.Keys(refStates()))}
	all := allVectors(t)
	failed := 0
	for i := range n {
		v := all[m.IntN(len(all))]
		text := v.Text()
		if l, rows, err := refParse(text); err == nil {
			rows = slices.Clone(rows)
			for range 1 + m.IntN(4) {
				m.mutate(l, rows)
			}
			text = strings.Join(rows, "\n")
		} else {
			text = m.damage(text)
		}
		if m.IntN(20) == 0 {
			text = m.damage(text)
		}
		day := comparedDays[m.IntN(len(comparedDays))]
		if m.IntN(4) == 0 {
			day = refDate{1990 + m.IntN(120), 1 + m.IntN(12), 1 + m.IntN(28)}
		}
		issued := comparedIssues[m.IntN(len(comparedIssues))]
		d := compareOne(text, day, issued)
		for _, d := range d {
			t.Errorf("mutant %d of %s: %s", i, v.Name, d)
		}
		if len(d) > 0 {
			if failed++; failed == 20 {
				t.Fatal("and so on")
			}
		}
	}
}

// A mutator makes faulty zones.
type mutator struct {
	*rand.Rand
	codes []string
}

const refAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<"

func (m mutator) pick(from ...string) string { return from[m.IntN(len(from))] }

func (m mutator) char() string {
	switch m.IntN(4) {
	case 0:
		return "<"
	case 1:
		return refDigits[m.IntN(10):][:1]
	}
	return refAlphabet[m.IntN(len(refAlphabet)):][:1]
}

func (m mutator) chars(n int) string {
	s := ""
	for range n {
		s += m.char()
	}
	return s
}

// put writes s, cut or padded to the field, into the rows.
func put(rows []string, f refSpan, s string) {
	if f.line == 0 {
		return
	}
	s = (s + strings.Repeat("<", 44))[:f.len()]
	row := rows[f.line-1]
	rows[f.line-1] = row[:f.first-1] + s + row[f.last:]
}

// mutate makes one fault, or one unusual thing, in the rows.
func (m mutator) mutate(l *refLayout, rows []string) {
	z := &refZone{refLayout: l, rows: rows}
	fields := []refSpan{l.code, l.issuer, l.names, l.number, l.numberDigit, l.nationality, l.birth, l.birthDigit,
		l.sex, l.expiry, l.expiryDigit, l.optional, l.optionalDigit, l.optional2, l.composite}
	field := fields[m.IntN(len(fields))]
	line, column := 1+m.IntN(l.lines), 1+m.IntN(l.length)
	switch m.IntN(14) {
	case 0, 1: // substitute
		put(rows, refSpan{line, column, column}, m.char())
	case 2: // swap
		if column < l.length {
			at := refSpan{line, column, column + 1}
			s := z.raw(at)
			put(rows, at, s[1:]+s[:1])
		}
	case 3: // blank a field, or leave one character in it
		put(rows, field, "")
		if field.line > 0 && m.IntN(2) == 0 {
			at := field.first + m.IntN(field.len())
			put(rows, refSpan{field.line, at, at}, m.char())
		}
	case 4: // fill a field, or a part of it, at random
		if field.line > 0 {
			at := field
			at.first += m.IntN(field.len())
			put(rows, at, m.chars(at.len()))
		}
	case 5:
		put(rows, l.birth, m.date())
	case 6:
		put(rows, l.expiry, m.date())
	case 7:
		put(rows, l.issuer, m.code())
	case 8:
		put(rows, l.nationality, m.code())
	case 9:
		put(rows, l.code, m.pick("A", "C", "I", "P", "P", "P", "V", m.char())+m.pick("<", "U", "V", "C", "I", "P", "S", "R", "M", "E", m.char()))
	case 10:
		m.name(l, rows)
	case 11: // long number
		put(rows, l.numberDigit, "<")
		rest := m.chars(m.IntN(16))
		digit := string(refDigit(z.raw(l.number) + m.pick("", "<") + rest))
		put(rows, l.optional, rest+m.pick(digit, digit, m.char())+m.pick("", "<")+m.chars(m.IntN(8)))
	case 12: // repeat
		into := []refSpan{l.optional, l.optional2}[m.IntN(2)]
		n := z.refReadNumber()
		put(rows, into, m.pick("", "<", "A", "A<")+m.pick(n.number, z.raw(l.birth), z.raw(l.number))+m.char())
	case 13:
		m.rightDigits(z)
	}
}

// rightDigits sets the digits to what they should be, with or without the composite.
func (m mutator) rightDigits(z *refZone) {
	n := z.refReadNumber()
	places := map[string]refSpan{"documentNumber": n.place, "dateOfBirth": z.birthDigit, "dateOfExpiry": z.expiryDigit,
		"optionalData": z.optionalDigit, "composite": z.composite}
	for _, field := range []string{"documentNumber", "dateOfBirth", "dateOfExpiry", "optionalData", "composite"} {
		for _, c := range refChecks(z.refLayout, z.rows) {
			if c.field == field && m.IntN(8) > 0 {
				put(z.rows, places[field], string(c.computed))
			}
		}
	}
}

func (m mutator) date() string {
	part := func(limit int) string {
		if m.IntN(8) == 0 {
			return m.pick("<<", "<<", "<0", "3<", "O1", "00", m.chars(2))
		}
		return fmt.Sprintf("%02d", m.IntN(limit))
	}
	switch m.IntN(6) {
	case 0:
		return part(100) + m.pick("0229", "0230", "0101", "0701", "1231", "0431", "<<<<")
	case 1:
		return m.pick("000229", "990101", "991231", "<<<<<<", "980101", "380101", "371231", "261123", "261122", "101123", "101124", "371124")
	}
	return part(100) + part(14) + part(33)
}

func (m mutator) code() string {
	switch m.IntN(4) {
	case 0:
		return m.pick("D", "DEU", "UNO", "UNA", "GBR", "GBD", "GBN", "GBO", "GBP", "GBS", "XXA", "XXB", "XXC", "XXX", "UTO", "YTO", "IAO", "UNK", "")
	case 1:
		return m.chars(3)
	}
	return m.codes[m.IntN(len(m.codes))]
}

// name writes a name of short words with runs of fillers between them.
func (m mutator) name(l *refLayout, rows []string) {
	s := m.pick("", "", "", "<", "<<", "<<<")
	for len(s) < l.names.len() && m.IntN(8) > 0 {
		s += m.pick("A", "TEST", "FNU", "LNU", "XXX", "T3ST", "ANNA", "42", "FNUX", strings.Repeat("N", m.IntN(30)))
		s += m.pick("<", "<", "<<", "<<", "<<<", "<<<<")
	}
	put(rows, l.names, s)
}

// damage makes a text that may be no zone.
func (m mutator) damage(text string) string {
	r := []rune(text)
	at := m.IntN(len(r) + 1)
	head, tail := string(r[:at]), string(r[at:])
	switch m.IntN(7) {
	case 0: // cut
		return head
	case 1: // one character less
		return head + string(r[min(at+1, len(r)):])
	case 2: // something more
		return head + m.pick("A", "<", " ", "\n", "\r", "\r\n", "\t", "\x02", "\x03", "é", "«", "\x00", "\xff", "\xe2\x80", "\u2028") + tail
	case 3: // something else
		return head + m.pick("a", " ", "-", "\n", "é", "«", "\x00", "\xff", "\u2028") + string(r[min(at+1, len(r)):])
	case 4: // other line breaks
		return strings.ReplaceAll(text, "\n", m.pick("\r", "\r\n", "\n\n", " \n\t", "\x03\r\x02", "", "\n \n", "\r\r\n"))
	case 5: // a line more
		return text + m.pick("\n", "\r", "\r\n") + m.chars(m.size(1, 9, 29, 30, 36, 43, 44, 45, 90))
	}
	lines := strings.Split(text, "\n") // a line less
	i := m.IntN(len(lines))
	return strings.Join(slices.Delete(lines, i, i+1), "\n")
}

func (m mutator) size(from ...int) int { return from[m.IntN(len(from))] }
