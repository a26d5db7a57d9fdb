package apis

import (
	"strings"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/state"
)

// FromDocument returns the elements that a zone has, as a profile wants them
// written; nil is the generic profile. asOf is the day on which the document is
// looked at: that of the arrival, as a rule.
//
// The findings are those of Verify on that day (but for what is merely worth
// knowing), and what does not go over as it stands: a code that is not one of ISO
// 3166, a name that is cut, a date of which a part is not known. What stands for
// nothing that a message could say is left empty, and never guessed:
//
//   - The issuing State and the nationality are the codes of the zone; D is DEU
//     unless the profile says otherwise. Other codes that are not of ISO 3166 (XXA,
//     GBN, UNO, RKS and so on) stay as they are, and are reported.
//   - A sex that is not stated is X or U, as the profile says.
//   - A name is that of the zone: if that is cut, so is this one. A person without a
//     primary identifier has the secondary one as Surname. The components of a
//     message have room for 35 letters; what is longer is cut and reported.
//   - The document number is without fillers, of a long number the whole.
//   - The date of birth is written whole or, if a part of it is not known, as the
//     profile says. An expiry that is no date or may stand for no limit is left out.
//   - The optional data is never sent.
//
// A date keeps its two digits of the year, which is all that a message has. What
// century they mean is told by [Passenger.BirthDate], and where that is in doubt
// the findings have the rules century and date-order of package mrz.
//
// The type of the document follows from its code: P, V, I, C, A, IP and AC.
// UNCONFIRMED for national profiles, which may replace it.
//
// The strings refer to the text of the document.
func FromDocument(d mrz.Document, profile *Profile, asOf mrz.CalendarDate) (Passenger, Findings) {
	m := mapping{Profile: profile.orGeneric(), d: d}
	m.verify(asOf)
	m.documentType()
	number := d.DocumentNumber()
	m.document.Number = strings.ReplaceAll(number, "<", "")
	if m.document.Number != number {
		m.found(kindNumberMarks, DocumentNumber, mrz.FieldDocumentNumber)
	}
	m.document.IssuingState = m.code(IssuingState, mrz.FieldIssuingState, d.IssuingState())
	m.expiry()
	m.name()
	m.p.Nationality = m.code(Nationality, mrz.FieldNationality, d.Nationality())
	m.birth()
	m.sex()
	m.p.Documents = []TravelDocument{m.document}
	for e, f := range elementFields {
		if given := Element(e) == GivenNames; f != 0 && m.p.Sources.fields[e] == 0 && m.p.has(Element(e)) && !(given && m.noGiven) {
			m.p.Sources.fields[e] = f
		}
	}
	return m.p, m.findings
}

// elementFields are the fields that the elements come from.
var elementFields = [Gender + 1]mrz.Field{
	DocumentType: mrz.FieldDocumentCode, DocumentNumber: mrz.FieldDocumentNumber, IssuingState: mrz.FieldIssuingState,
	DateOfExpiry: mrz.FieldDateOfExpiry, Surname: mrz.FieldPrimaryIdentifier, GivenNames: mrz.FieldSecondaryIdentifier,
	Nationality: mrz.FieldNationality, DateOfBirth: mrz.FieldDateOfBirth, Gender: mrz.FieldSex,
}

// elementOf returns the element that comes from a field, or 0.
func elementOf(f mrz.Field) Element {
	for e, field := range elementFields {
		if field == f && f != 0 {
			return Element(e)
		}
	}
	if f == mrz.FieldName {
		return Surname
	}
	return 0
}

// A mapping is the way from a zone to a person.
type mapping struct {
	*Profile
	d         mrz.Document
	p         Passenger
	document  TravelDocument
	unlimited bool
	noGiven   bool
	findings  Findings
}

func (m *mapping) found(k kind, e Element, f mrz.Field) {
	x := k.finding()
	x.Element, x.Field = e, f
	x.Span, _ = m.d.Layout().Span(f)
	if f == mrz.FieldPrimaryIdentifier || f == mrz.FieldSecondaryIdentifier {
		x.Span, _ = m.d.Layout().Span(mrz.FieldName)
	}
	m.findings = append(m.findings, x)
}

// verify takes over the findings of the zone.
func (m *mapping) verify(asOf mrz.CalendarDate) {
	for _, f := range m.d.Verify(&mrz.VerifyOptions{AsOf: asOf}).Findings() {
		m.unlimited = m.unlimited || f.Rule == mrz.RuleExpiryUnlimited
		if f.Severity == mrz.SeverityInfo && f.Rule != mrz.RuleCentury && f.Rule != mrz.RuleNameTruncation {
			continue
		}
		m.findings = append(m.findings, Finding{
			Rule: f.Rule, Cause: f.Cause, Severity: f.Severity, Element: elementOf(f.Field), Field: f.Field, Span: f.Span, text: f.Message(),
		})
	}
}

// The types that document codes stand for, the longer codes first. UNCONFIRMED for
// national profiles.
var types = [...]Replacement{{"AC", "AC"}, {"IP", "IP"}, {"A", "A"}, {"C", "C"}, {"I", "I"}, {"P", "P"}, {"V", "V"}}

func (m *mapping) documentType() {
	code := m.d.DocumentCode()
	best := Replacement{}
	for _, list := range [...][]Replacement{m.Types, types[:]} {
		for _, r := range list {
			if strings.HasPrefix(code, r.From) && len(r.From) > len(best.From) {
				best = r
			}
		}
		if best.To != "" {
			m.document.Type.Value = best.To
			return
		}
	}
	m.found(kindTypeUnknown, DocumentType, mrz.FieldDocumentCode)
}

func (m *mapping) code(e Element, f mrz.Field, c state.Code) string {
	code := c.String()
	for _, r := range m.Codes {
		if r.From == code && code != "" {
			m.found(kindCodeReplaced, e, f)
			return r.To
		}
	}
	switch {
	case code == "" && strings.Trim(m.d.Raw(f), "<") == "":
		m.found(kindCodeBlank, e, f)
	case code == "":
		m.found(kindBadCode, e, f)
	case code == "D" && !m.KeepD:
		return "DEU"
	case code == "D" || c.ISO():
	case !c.Known():
		m.found(kindCodeUnknown, e, f)
	default:
		m.found(kindCodeNotISO, e, f)
	}
	return code
}

func (m *mapping) expiry() {
	if date := m.d.DateOfExpiry(); date.IsComplete() && !m.unlimited {
		m.document.Expiry = date
		return
	}
	m.found(kindExpiryNone, DateOfExpiry, mrz.FieldDateOfExpiry)
}

func (m *mapping) name() {
	surname, given := m.d.PrimaryIdentifier(), m.d.SecondaryIdentifier()
	switch {
	case surname == "" && given != "":
		m.found(kindNoSurname, Surname, mrz.FieldSecondaryIdentifier)
		surname, given = given, ""
		m.p.Sources.set(Surname, mrz.FieldSecondaryIdentifier)
	case given == "":
		m.found(kindNoGiven, GivenNames, mrz.FieldName)
	}
	m.p.Name.Surname = m.room(Surname, surname)
	if given == "" {
		m.noGiven = true // what stands there is not from the zone
		m.p.Name.Given = m.NoGivenName
		return
	}
	if m.SplitGivenNames {
		given, m.p.Name.Second, _ = strings.Cut(given, " ")
		m.p.Name.Second = m.room(GivenNames, m.p.Name.Second)
	}
	m.p.Name.Given = m.room(GivenNames, given)
}

// room cuts a name to what a component of a message has room for.
func (m *mapping) room(e Element, s string) string {
	if len(s) <= maxName {
		return s
	}
	field := elementFields[e]
	if from := m.p.Sources.Of(e); from != 0 {
		field = from
	}
	m.found(kindNameCut, e, field)
	return strings.TrimRight(s[:maxName], " ")
}

func (m *mapping) birth() {
	date := m.d.DateOfBirth()
	if date.IsComplete() {
		m.p.DateOfBirth = date
		return
	}
	if m.UnknownBirth == AssumeFirst {
		for i := 2; i < len(date); i += 2 {
			if date[i] == '<' && date[i+1] == '<' {
				date[i], date[i+1] = '0', '1'
			}
		}
		if date.IsComplete() {
			m.p.DateOfBirth = date
			m.found(kindBirthAssumed, DateOfBirth, mrz.FieldDateOfBirth)
			return
		}
	}
	m.found(kindBirthUnknown, DateOfBirth, mrz.FieldDateOfBirth)
}

func (m *mapping) sex() {
	switch s := m.d.Sex(); {
	case s == mrz.SexMale || s == mrz.SexFemale:
		m.p.Gender = s.String()
	case !s.Unspecified():
		m.found(kindSexInvalid, Gender, mrz.FieldSex)
	case m.UnspecifiedGender != "":
		m.p.Gender = m.UnspecifiedGender
	default:
		m.p.Gender = "X"
	}
}
