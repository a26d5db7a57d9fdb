package mrz_test

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"example.org/traveldoc/mrz"
)

// ruleTable has the severity of each cause of each rule, and the fields that it
// looks at. The names and the severities are fixed: programs read them.
const ruleTable = `
	check-digit             error   mismatch              documentNumber dateOfBirth dateOfExpiry optionalData
	check-digit             error   unreadable            documentNumber dateOfBirth dateOfExpiry optionalData
	check-digit-blank       error   blank                 documentNumber dateOfBirth dateOfExpiry optionalData
	check-digit-blank       warning blank-unknown         dateOfBirth
	check-digit-blank       warning blank-zero            optionalData
	composite-check-digit   error   mismatch              composite
	composite-check-digit   error   unreadable            composite
	composite-check-digit   error   blank                 composite
	document-number-reading warning filler-included       documentNumber
	document-number-reading warning may-be-short          documentNumber
	document-number         error   empty                 documentNumber
	document-number         warning leading-filler        documentNumber
	document-number         warning needless-overflow     documentNumber
	document-number         warning no-filler-after-digit documentNumber
	document-number         warning filler-before-rest    documentNumber
	document-code           error   first-not-letter      documentCode
	document-code           error   second-forbidden      documentCode
	document-code           error   harmonised-required   documentCode
	document-code           warning first-letter          documentCode
	document-code           warning not-emergency         documentCode
	document-code           warning single-sheet          documentCode
	document-code           info    not-harmonised        documentCode
	document-code           info    older-meaning         documentCode
	issuing-state           error   malformed             issuingState
	issuing-state           error   blank                 issuingState
	issuing-state           warning unknown               issuingState
	nationality             error   malformed             nationality
	nationality             error   blank                 nationality
	nationality             warning unknown               nationality
	state-withdrawn         warning withdrawn             issuingState nationality
	state-withdrawn         warning unofficial            issuingState nationality
	state-withdrawn         warning not-used              issuingState nationality
	state-use               warning not-issuer            issuingState
	state-use               warning not-nationality       nationality
	specimen                warning specimen              issuingState nationality
	state-pair              warning united-nations        nationality
	state-pair              warning british               nationality
	state-pair              warning stateless             nationality
	state-pair              warning refugee               nationality
	name                    error   digit                 name
	name                    error   blank                 name
	name                    error   wide-separator        name
	name                    warning leading-filler        name
	name                    warning no-primary            name
	name                    warning second-separator      name
	name-truncation         info    last-place            name
	name-placeholder        info    placeholder           name
	name-placeholder        info    repeated              name
	name-placeholder        info    initial               name
	date                    error   characters            dateOfBirth dateOfExpiry
	date                    error   month                 dateOfBirth dateOfExpiry
	date                    error   day                   dateOfBirth dateOfExpiry
	date                    error   leap-day              dateOfBirth dateOfExpiry
	date                    error   unknown               dateOfExpiry
	date-assigned           info    assigned              dateOfBirth
	expiry-unlimited        warning blank                 dateOfExpiry
	expiry-unlimited        warning far                   dateOfExpiry
	date-order              error   impossible            dateOfBirth
	date-order              warning earlier-century       dateOfBirth
	century                 info    ambiguous             dateOfBirth
	expired                 warning expired               dateOfExpiry
	validity-period         warning long                  dateOfExpiry
	sex                     error   invalid               sex
	sex                     warning x                     sex
	field-alphabet          error   digit                 documentCode
	crew-certificate        info    employer              optionalData
	optional-data           info    repeats-number        optionalData optionalData2
	optional-data           info    repeats-birth         optionalData optionalData2`

func TestRules(t *testing.T) {
	want := make(map[string]bool)
	var order []mrz.Rule
	for line := range strings.Lines(strings.TrimSpace(ruleTable)) {
		w := strings.Fields(line)
		for _, field := range w[3:] {
			want[w[0]+" "+w[1]+" "+w[2]+" "+field] = true
		}
		if r := mrz.Rule(w[0]); len(order) == 0 || order[len(order)-1] != r {
			order = append(order, r)
		}
	}
	for _, i := range mrz.Rules() {
		k := fmt.Sprintf("%s %s %s %s", i.Rule, i.Severity, i.Cause, i.Field)
		if !want[k] {
			t.Errorf("%s is not in the table, or there twice", k)
		}
		delete(want, k)
	}
	for k := range want {
		t.Errorf("%s is not in Rules", k)
	}
	if !slices.Equal(ruleOrder(), order) {
		t.Errorf("the rules are in the order %v; want %v", ruleOrder(), order)
	}
	list := mrz.Rules()
	list[0] = mrz.RuleInfo{}
	if mrz.Rules()[0] == list[0] {
		t.Error("Rules returns a slice of the package's own")
	}
}

// TestRuleConstants wants each constant in the list, and no rule without one.
func TestRuleConstants(t *testing.T) {
	constants := []mrz.Rule{
		mrz.RuleCheckDigit, mrz.RuleCheckDigitBlank, mrz.RuleCompositeCheckDigit, mrz.RuleDocumentNumberReading, mrz.RuleDocumentNumber,
		mrz.RuleDocumentCode, mrz.RuleIssuingState, mrz.RuleNationality, mrz.RuleStateWithdrawn, mrz.RuleStateUse, mrz.RuleSpecimen,
		mrz.RuleStatePair, mrz.RuleName, mrz.RuleNameTruncation, mrz.RuleNamePlaceholder, mrz.RuleDate, mrz.RuleDateAssigned,
		mrz.RuleExpiryUnlimited, mrz.RuleDateOrder, mrz.RuleCentury, mrz.RuleExpired, mrz.RuleValidityPeriod, mrz.RuleSex,
		mrz.RuleFieldAlphabet, mrz.RuleCrewCertificate, mrz.RuleOptionalData,
	}
	slices.Sort(constants)
	listed := slices.Clone(ruleOrder())
	slices.Sort(listed)
	if !slices.Equal(constants, listed) {
		t.Errorf("constants %v; listed %v", constants, listed)
	}
	for _, r := range constants {
		if r.Error() != string(r) || !errors.Is(r, r) {
			t.Errorf("%s is no error of its name", r)
		}
	}
}

// TestRuleMessages wants a sentence for each line of the list, which is what the
// findings of the vectors say.
func TestRuleMessages(t *testing.T) {
	type key struct {
		rule  mrz.Rule
		cause mrz.Cause
		field mrz.Field
	}
	sentence := regexp.MustCompile(`^([a-z]|1 January|PS |PR |PU )[^%.]*[a-zA-Z0-9]$`)
	messages := make(map[key]string)
	for _, i := range mrz.Rules() {
		message := i.Message()
		if !sentence.MatchString(message) || strings.Contains(message, "  ") {
			t.Errorf("%s %s %s: %q", i.Rule, i.Cause, i.Field, message)
		}
		messages[key{i.Rule, i.Cause, i.Field}] = message
	}
	for _, v := range zoneVectors(t) {
		for _, f := range mrz.MustParse(v.Text()).Verify(optionsOf(t, v)).Findings() {
			message := messages[key{f.Rule, f.Cause, f.Field}]
			if f.Message() != message {
				t.Errorf("%s: %s %s %s says %q; want %q", v.Name, f.Rule, f.Cause, f.Field, f.Message(), message)
			}
			want := fmt.Sprintf("mrz: line %d, column %d: %s: %s", f.Span.Line, f.Span.Column, f.Rule, message)
			if f.Error() != want {
				t.Errorf("%s: %q; want %q", v.Name, f.Error(), want)
			}
			if !errors.Is(f, f.Rule) || errors.Is(f, mrz.Rule("other")) || f.Unwrap() != error(f.Rule) {
				t.Errorf("%s: %s is no error of its rule only", v.Name, f.Rule)
			}
		}
	}
	other := mrz.Finding{Rule: "other", Cause: "other", Field: mrz.FieldName, Span: mrz.Span{Line: 1, Column: 6, Len: 2}}
	if other.Message() != "" || other.Error() != "mrz: line 1, column 6: other" || !errors.Is(other, mrz.Rule("other")) {
		t.Errorf("a rule of another package: %q, %q", other.Message(), other.Error())
	}
}

// TestNoRule asks a RuleInfo that is not from the list.
func TestNoRule(t *testing.T) {
	for _, i := range []mrz.RuleInfo{{}, {Rule: mrz.RuleSex, Cause: "x", Field: mrz.FieldSex}, {Rule: "other"}} {
		if i.Message() != "" {
			t.Errorf("%q: %q", i.Rule, i.Message())
		}
		for l := range i.Layouts() {
			t.Errorf("%q is for %v", i.Rule, l)
		}
		for l := range mrz.Layouts() {
			if c := i.Clause(l); c != "" {
				t.Errorf("%q: the clause for %v is %q", i.Rule, l, c)
			}
		}
	}
}

// TestRuleClauses wants a place in the standard for each line of the list and
// each layout that it is for, and in the part of the layout, or in Part 3.
func TestRuleClauses(t *testing.T) {
	parts := map[mrz.Layout]string{mrz.TD1: "9303-5 ", mrz.TD2: "9303-6 ", mrz.TD3: "9303-4", mrz.MRVA: "9303-7 4", mrz.MRVB: "9303-7 7"}
	for _, i := range mrz.Rules() {
		applies := slices.Collect(i.Layouts())
		if len(applies) == 0 {
			t.Errorf("%s %s is for no layout", i.Rule, i.Cause)
		}
		for l := range mrz.Layouts() {
			clause := i.Clause(l)
			if (clause != "") != slices.Contains(applies, l) {
				t.Errorf("%s %s: the clause for %v is %q", i.Rule, i.Cause, l, clause)
			}
			if clause == "" || clause == "practice" || strings.HasPrefix(clause, "9303-3 ") && !strings.Contains(clause, ", ") {
				continue
			}
			if !strings.Contains(clause, parts[l]) {
				t.Errorf("%s %s: the clause for %v is %q; want one of %q", i.Rule, i.Cause, l, clause, parts[l])
			}
		}
		for _, l := range []mrz.Layout{0, mrz.MRVB + 1, 255} {
			if c := i.Clause(l); c != "" {
				t.Errorf("%s %s: the clause for no layout is %q", i.Rule, i.Cause, c)
			}
		}
		for range i.Layouts() {
			break
		}
	}
}

// TestRuleLayouts wants each line of the list to be found in the layouts that it
// is for, and in no other: it looks at the vectors and at many mutants of them.
func TestRuleLayouts(t *testing.T) {
	type key struct {
		rule   mrz.Rule
		cause  mrz.Cause
		field  mrz.Field
		layout mrz.Layout
	}
	clauses := make(map[key]string)
	for _, i := range mrz.Rules() {
		for l := range i.Layouts() {
			clauses[key{i.Rule, i.Cause, i.Field, l}] = i.Clause(l)
		}
	}
	found := make(map[key]bool)
	look := func(name string, d mrz.Document, o *mrz.VerifyOptions) {
		for _, f := range d.Verify(o).Findings() {
			k := key{f.Rule, f.Cause, f.Field, d.Layout()}
			clause, ok := clauses[k]
			if !ok || clause != f.Clause {
				t.Errorf("%s: %s %s %s in %v with the clause %q; want %q", name, f.Rule, f.Cause, f.Field, d.Layout(), f.Clause, clause)
			}
			found[k] = true
		}
	}
	vectors := zoneVectors(t)
	for _, v := range vectors {
		look(v.Name, mrz.MustParse(v.Text()), optionsOf(t, v))
	}
	for l := range mrz.Layouts() { // what hardly comes about by chance
		look("rare", with(l, map[mrz.Field]string{mrz.FieldDateOfBirth: "000229", mrz.FieldDateOfExpiry: "991230", mrz.FieldSex: "X"}), &mrz.VerifyOptions{AsOf: today})
	}
	m := mutator{rand.New(rand.NewPCG(9303, 3)), slices.Sorted(maps.Keys(refStates()))}
	for n := 0; len(found) < len(clauses) && n < 100_000; n++ {
		v := vectors[m.IntN(len(vectors))]
		l, rows, _ := refParse(v.Text())
		rows = slices.Clone(rows)
		for range 1 + m.IntN(3) {
			m.mutate(l, rows)
		}
		o := &mrz.VerifyOptions{AsOf: calendar(comparedDays[m.IntN(len(comparedDays))]), Issued: calendar(comparedIssues[m.IntN(len(comparedIssues))])}
		if d, err := mrz.Parse(strings.Join(rows, "\n")); err == nil {
			look("a mutant of "+v.Name, d, o)
		}
	}
	for k := range clauses {
		if !found[k] {
			t.Errorf("%s %s %s is never found in %v", k.rule, k.cause, k.field, k.layout)
		}
	}
}

func TestSeverityText(t *testing.T) {
	for s, want := range map[mrz.Severity]string{mrz.SeverityInfo: "info", mrz.SeverityWarning: "warning", mrz.SeverityError: "error"} {
		b, err := s.MarshalText()
		if s.String() != want || string(b) != want || err != nil {
			t.Errorf("%d is %q, %q, %v; want %q", s, s, b, err, want)
		}
		var got mrz.Severity
		if err := got.UnmarshalText(b); err != nil || got != s {
			t.Errorf("UnmarshalText(%q): %v, %v", b, got, err)
		}
	}
	for _, s := range []mrz.Severity{0, 4, 255} {
		if b, err := s.MarshalText(); s.String() != "" || err == nil || b != nil {
			t.Errorf("Severity(%d) is %q, %q, %v", s, s, b, err)
		}
	}
	for _, text := range []string{"", "Error", "fatal", "error "} {
		s := mrz.SeverityInfo
		if err := s.UnmarshalText([]byte(text)); err == nil || s != mrz.SeverityInfo {
			t.Errorf("UnmarshalText(%q): %v, %v; want an error and no change", text, s, err)
		}
	}
	if !(mrz.SeverityInfo < mrz.SeverityWarning && mrz.SeverityWarning < mrz.SeverityError) {
		t.Error("the severities are not in their order")
	}
}

// aboutDates are the rules whose warnings strict leaves alone.
var aboutDates = []mrz.Rule{mrz.RuleExpired, mrz.RuleValidityPeriod, mrz.RuleDateOrder, mrz.RuleExpiryUnlimited}

// TestSeverities verifies each vector by the default, by strict, and by ones
// that are set.
func TestSeverities(t *testing.T) {
	base := make(map[string]mrz.Severity)
	for _, i := range mrz.Rules() {
		base[fmt.Sprint(i.Rule, i.Cause, i.Field)] = i.Severity
	}
	byDefault := func(f mrz.Finding) mrz.Severity { return base[fmt.Sprint(f.Rule, f.Cause, f.Field)] }
	strict := func(f mrz.Finding) mrz.Severity {
		if s := byDefault(f); s != mrz.SeverityWarning || slices.Contains(aboutDates, f.Rule) {
			return s
		}
		return mrz.SeverityError
	}
	set := func(of func(mrz.Finding) mrz.Severity, r mrz.Rule, s mrz.Severity) func(mrz.Finding) mrz.Severity {
		return func(f mrz.Finding) mrz.Severity {
			if f.Rule == r {
				return s
			}
			return of(f)
		}
	}
	type profile struct {
		name       string
		severities mrz.Severities
		want       func(mrz.Finding) mrz.Severity
	}
	profiles := []profile{
		{"default", mrz.Severities{}, byDefault},
		{"strict", mrz.StrictSeverities(), strict},
	}
	for _, r := range ruleOrder() {
		for s := mrz.SeverityInfo; s <= mrz.SeverityError; s++ {
			profiles = append(profiles,
				profile{"default with " + string(r) + " " + s.String(), mrz.Severities{}.With(r, s), set(byDefault, r, s)},
				profile{"strict with " + string(r) + " " + s.String(), mrz.StrictSeverities().With(r, s), set(strict, r, s)})
		}
	}
	for _, v := range zoneVectors(t) {
		d := mrz.MustParse(v.Text())
		o := optionsOf(t, v)
		plain := d.Verify(o)
		for _, p := range profiles {
			o.Severities = p.severities
			r := d.Verify(o)
			var worst mrz.Severity
			want := plain.Findings()
			for i := range want {
				want[i].Severity = p.want(want[i])
				worst = max(worst, want[i].Severity)
			}
			if !slices.Equal(r.Findings(), want) {
				t.Errorf("%s, %s: other findings or severities", v.Name, p.name)
			}
			if r.Worst() != worst || r.OK() != (worst < mrz.SeverityError) || (r.Err() == nil) != r.OK() {
				t.Errorf("%s, %s: worst %v, OK %v, Err %v; want %v", v.Name, p.name, r.Worst(), r.OK(), r.Err(), worst)
			}
			if r.Validity() != plain.Validity() {
				t.Errorf("%s, %s: another validity", v.Name, p.name)
			}
		}
	}
}

func TestSeveritiesWith(t *testing.T) {
	a := mrz.Severities{}.With(mrz.RuleExpired, mrz.SeverityError).With(mrz.RuleSpecimen, mrz.SeverityInfo)
	b := mrz.Severities{}.With(mrz.RuleSpecimen, mrz.SeverityInfo).With(mrz.RuleExpired, mrz.SeverityError)
	if a != b {
		t.Error("the order of With matters")
	}
	if c := a.With(mrz.RuleExpired, mrz.SeverityInfo).With(mrz.RuleExpired, mrz.SeverityError); c != a {
		t.Error("the last With does not win")
	}
	for _, r := range ruleOrder() {
		for first := mrz.SeverityInfo; first <= mrz.SeverityError; first++ {
			for last := mrz.SeverityInfo; last <= mrz.SeverityError; last++ {
				if a.With(r, first).With(r, last) != a.With(r, last) {
					t.Errorf("%s: %v, then %v is not %v", r, first, last, last)
				}
			}
		}
	}
	if a == (mrz.Severities{}) || a == mrz.StrictSeverities() || mrz.StrictSeverities() == (mrz.Severities{}) {
		t.Error("severities do not compare by what they say")
	}
	for _, s := range []mrz.Severities{{}, mrz.StrictSeverities(), a} {
		if s.With("other", mrz.SeverityError) != s || s.With("", mrz.SeverityError) != s ||
			s.With(mrz.RuleExpired, 0) != s || s.With(mrz.RuleExpired, mrz.SeverityError+1) != s || s.With(mrz.RuleExpired, 255) != s {
			t.Error("With changes something for what is no rule or no severity")
		}
	}
}
