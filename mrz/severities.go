package mrz

// Severities says how grave the findings of each rule are. The zero value is
// the default: what Rules says. Severities are immutable and comparable.
type Severities struct {
	set    uint64 // two bits a rule: its Severity, or 0 for that of the list
	strict uint32 // a bit a rule: its warnings are errors
}

// StrictSeverities returns the severities for a desk that takes no document
// which is out of the ordinary: every warning about lists and structure is an
// error. Warnings about dates (expired, validity-period, date-order,
// expiry-unlimited) stay what they are, since they do not say that the zone is
// ill made.
func StrictSeverities() Severities {
	var s Severities
	for i, r := range ruleOrder {
		switch r {
		case RuleExpired, RuleValidityPeriod, RuleDateOrder, RuleExpiryUnlimited:
		default:
			s.strict |= 1 << i
		}
	}
	return s
}

// With returns s with one severity for all findings of a rule, whatever their
// cause. It returns s unchanged if Verify has no such rule or there is no such
// severity.
func (s Severities) With(r Rule, severity Severity) Severities {
	if i := ruleIndex(r); i >= 0 && severity.String() != "" {
		s.set = s.set&^(3<<(2*i)) | uint64(severity)<<(2*i)
	}
	return s
}

// of returns the severity of a kind.
func (s Severities) of(k kind) Severity {
	severity := kinds[k].severity
	if s == (Severities{}) {
		return severity
	}
	i := ruleIndex(kinds[k].rule)
	if set := Severity(s.set >> (2 * i) & 3); set != 0 {
		return set
	}
	if severity == SeverityWarning && s.strict>>i&1 != 0 {
		return SeverityError
	}
	return severity
}

// ruleOrder has each rule once; a rule's index in it is its place in Severities.
var ruleOrder = [...]Rule{
	RuleCheckDigit, RuleCheckDigitBlank, RuleCompositeCheckDigit, RuleDocumentNumberReading, RuleDocumentNumber,
	RuleDocumentCode, RuleIssuingState, RuleNationality, RuleStateWithdrawn, RuleStateUse, RuleSpecimen, RuleStatePair,
	RuleName, RuleNameTruncation, RuleNamePlaceholder, RuleDate, RuleDateAssigned, RuleExpiryUnlimited, RuleDateOrder,
	RuleCentury, RuleExpired, RuleValidityPeriod, RuleSex, RuleFieldAlphabet, RuleCrewCertificate, RuleOptionalData,
}

func ruleIndex(r Rule) int {
	for i, x := range ruleOrder {
		if x == r {
			return i
		}
	}
	return -1
}
