package main

import (
	"fmt"
	"slices"
	"strings"

	"example.org/traveldoc/checkdigit"
	"example.org/traveldoc/examples/internal/zone"
	"example.org/traveldoc/mrz"
)

// masked stands for what --redact hides, as in JSON.
const masked = zone.Mask

// A view is a zone as it is shown to a person on a day.
type view struct {
	doc    mrz.Document
	report mrz.Report
	asOf   mrz.CalendarDate
	redact bool
	// missing are the lines that a repair did not find, from 1: there is nothing to
	// be said of them.
	missing []int
}

// lines returns the lines as they may be shown.
func (v view) lines() []string {
	lines := v.doc.Lines()
	if v.redact {
		lines = v.doc.Mask()
	}
	for _, n := range v.missing {
		lines[n-1] = fmt.Sprintf("(line %d is missing)", n)
	}
	return lines
}

// has reports whether the line of a field is there.
func (v view) has(f mrz.Field) bool {
	if f == mrz.FieldPrimaryIdentifier || f == mrz.FieldSecondaryIdentifier {
		f = mrz.FieldName
	}
	span, ok := v.doc.Layout().Span(f)
	return ok && !slices.Contains(v.missing, span.Line)
}

// title names the document: "Passport, Utopia (TD3)".
func (v view) title() string {
	if !v.has(mrz.FieldDocumentCode) {
		return "Part of a zone (" + v.doc.Layout().String() + ")"
	}
	kind, _, _ := strings.Cut(documentWords(v.doc.Layout(), v.doc.DocumentCode()), ",")
	if name := v.doc.IssuingState().Name(); name != "" {
		kind += ", " + name
	}
	return strings.TrimSuffix(sentence(kind), ".") + " (" + v.doc.Layout().String() + ")"
}

// public reports whether a field stays when a zone is redacted.
func public(f mrz.Field) bool {
	switch f {
	case mrz.FieldDocumentCode, mrz.FieldIssuingState, mrz.FieldNationality, mrz.FieldSex:
		return true
	}
	return false
}

// label is what a table calls a field.
func label(l mrz.Layout, f mrz.Field) string {
	switch {
	case f == mrz.FieldIssuingState:
		return "Issuing State"
	case f == mrz.FieldOptionalData2:
		return "Optional data, line 2"
	case f == mrz.FieldDateOfExpiry && (l == mrz.MRVA || l == mrz.MRVB):
		return "Valid until"
	}
	return strings.TrimSuffix(sentence(f.Noun()), ".")
}

// value returns the data of a field without the fillers behind them.
func (v view) value(f mrz.Field) string {
	d := v.doc
	switch f {
	case mrz.FieldDocumentCode:
		return d.DocumentCode()
	case mrz.FieldPrimaryIdentifier:
		return d.PrimaryIdentifier()
	case mrz.FieldSecondaryIdentifier:
		return d.SecondaryIdentifier()
	case mrz.FieldDocumentNumber:
		return d.DocumentNumber()
	case mrz.FieldOptionalData:
		return d.OptionalData()
	case mrz.FieldOptionalData2:
		return d.OptionalData2()
	case mrz.FieldDateOfBirth, mrz.FieldDateOfExpiry, mrz.FieldSex:
		return d.Raw(f)
	}
	return strings.TrimRight(d.Raw(f), "<")
}

// meaning says in words what the data of a field mean, or "" if they speak for
// themselves.
func (v view) meaning(f mrz.Field) string {
	d := v.doc
	switch f {
	case mrz.FieldDocumentCode:
		return documentWords(d.Layout(), d.DocumentCode())
	case mrz.FieldIssuingState:
		return stateWords(d.IssuingState(), d.Raw(f))
	case mrz.FieldNationality:
		return stateWords(d.Nationality(), d.Raw(f))
	case mrz.FieldDateOfBirth:
		return birthWords(d, v.asOf)
	case mrz.FieldDateOfExpiry:
		return expiryWords(d, v.report.Validity(), v.asOf)
	case mrz.FieldSex:
		return sexWords(d.Sex())
	case mrz.FieldOptionalData:
		if airline, ok := d.Employer(); ok {
			return "employer: airline " + airline
		}
	}
	return ""
}

// shown are the fields of the table, in its order.
var shown = []mrz.Field{
	mrz.FieldDocumentCode, mrz.FieldIssuingState, mrz.FieldPrimaryIdentifier, mrz.FieldSecondaryIdentifier,
	mrz.FieldDocumentNumber, mrz.FieldNationality, mrz.FieldDateOfBirth, mrz.FieldSex, mrz.FieldDateOfExpiry,
	mrz.FieldOptionalData, mrz.FieldOptionalData2,
}

// fields returns the table of the fields.
func (v view) fields() (rows [][]cell) {
	for _, f := range shown {
		if f == mrz.FieldOptionalData2 && v.doc.Layout() != mrz.TD1 || !v.has(f) {
			continue
		}
		row := []cell{{label(v.doc.Layout(), f), dim}}
		value, meaning := v.value(f), v.meaning(f)
		switch {
		case v.redact && !public(f):
			row = append(row, cell{text: masked})
		case value == "":
			row = append(row, cell{"none", dim})
		case meaning == "":
			row = append(row, cell{text: value})
		default:
			row = append(row, cell{text: value}, cell{text: meaning})
		}
		rows = append(rows, row)
	}
	if v.doc.Truncation() == mrz.TruncationPossible && v.has(mrz.FieldName) {
		rows = append(rows, []cell{{"", plain}, {"The name may have been cut to fit.", dim}})
	}
	return rows
}

// digits returns the table of the check digits.
func (v view) digits() (rows [][]cell) {
	for c := range v.report.Checks() {
		words, good := v.verdict(c)
		sign := cell{"✓", green}
		if !good {
			sign = cell{"✗", red}
		}
		printed := string(rune(c.Printed))
		if v.redact {
			printed = "*"
		}
		name := label(v.doc.Layout(), c.Field)
		if c.Field == mrz.FieldCompositeCheckDigit {
			name = "Composite"
		}
		rows = append(rows, []cell{{name, dim}, {text: printed}, sign, {text: words}})
	}
	return rows
}

// verdict says in words what a check digit proves, and whether it is as it
// should be.
func (v view) verdict(c mrz.Check) (words string, good bool) {
	computed := "computed is " + string(rune(c.Computed))
	if v.redact {
		computed = "another is computed"
	}
	switch c.Verdict {
	case checkdigit.Match:
		if c.Reading == mrz.FillerIncluded {
			return "right, if the filler inside the number is counted", true
		}
		return "right", true
	case checkdigit.Blank:
		if v.blankAllowed(c.Field) {
			return "left blank, which is allowed here", true
		}
		return "missing: " + computed, false
	case checkdigit.Unreadable:
		return "no digit: " + computed, false
	}
	return "wrong: " + computed, false
}

// blankAllowed reports whether a blank digit is one that no finding is about.
func (v view) blankAllowed(f mrz.Field) bool {
	for _, finding := range v.report.Findings() {
		if finding.Field == f && (finding.Rule == mrz.RuleCheckDigitBlank || finding.Rule == mrz.RuleCompositeCheckDigit) {
			return false
		}
	}
	return true
}

// conclusion is the last line of a verification: whether the zone is well
// made, and what its date means on the day.
func (v view) conclusion() []cell {
	made := cell{"✓ Well made.", green}
	if !v.report.OK() {
		made = cell{fmt.Sprintf("✗ Not well made: %s.", v.tally()), red}
	}
	day := dayWords(v.asOf)
	var validity cell
	switch v.report.Validity() {
	case mrz.Valid:
		validity = cell{"✓ Valid as of " + day + ".", green}
	case mrz.Expired:
		validity = cell{"✗ Expired as of " + day + ".", red}
	case mrz.Unlimited:
		validity = cell{"! Perhaps valid without a limit, as of " + day + ".", yellow}
	default:
		validity = cell{"! Validity unknown as of " + day + ".", yellow}
	}
	return []cell{made, validity}
}

// tally counts the findings that say that a zone is not well made.
func (v view) tally() string {
	n := 0
	for _, f := range v.report.Findings() {
		if f.Severity == mrz.SeverityError {
			n++
		}
	}
	return count(n, "error")
}
