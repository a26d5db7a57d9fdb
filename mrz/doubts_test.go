package mrz_test

import (
	"strings"

	"example.org/traveldoc/checkdigit"
	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/state"
)

// wantDoubts returns what Parse is to leave to Verify: all of a zone that is not an
// ordinary one, and else what the short tests cannot let pass. That nothing is let
// pass wrongly shows in what Verify finds; here is that no more is looked into than
// must be.
func wantDoubts(d mrz.Document) string {
	visa := d.Layout() == mrz.MRVA || d.Layout() == mrz.MRVB
	if !isOrdinary(d) {
		return "digits number dates code states name sex optional"
	}
	var names []string
	add := func(name string, doubt bool) {
		if doubt {
			names = append(names, name)
		}
	}
	number := d.Raw(mrz.FieldDocumentNumber)
	birth, expiry := d.Raw(mrz.FieldDateOfBirth), d.Raw(mrz.FieldDateOfExpiry)
	_, _, long := d.LongNumber()
	add("number", number[0] == '<' || long)
	add("dates", !isPlainDate(birth) || birth[2:] == "0101" || birth[2:] == "0701" || !isPlainDate(expiry) || expiry[:2] == "99")
	code := d.Raw(mrz.FieldDocumentCode)
	switch {
	case visa:
	case d.Layout() == mrz.TD3:
		add("code", code != "P<" && code != "PP" && code != "PD" && code != "PL")
	default:
		add("code", code[1] == 'V' || !strings.Contains("ACI", code[:1]) || code == "AI" || code == "AC")
	}
	issuer, nationality := d.Raw(mrz.FieldIssuingState), d.Raw(mrz.FieldNationality)
	i, j := d.IssuingState(), d.Nationality()
	add("states", !i.Issuer() || i.Kind() == state.KindTest || !j.Nationality() || j.Kind() == state.KindTest ||
		issuer != nationality && !visa && (issuer[0] == 'U' || nationality[0] == 'G'))
	add("name", doubtsName(d.Raw(mrz.FieldName)))
	data, data2 := d.Raw(mrz.FieldOptionalData), d.Raw(mrz.FieldOptionalData2)
	add("optional", strings.Trim(data+data2, "<") != "" && (beginsIn(data, number, birth) || beginsIn(data2, number, birth)))
	return strings.Join(names, " ")
}

// isOrdinary reports whether each character is of the class of its field, and all
// digits hold.
func isOrdinary(d mrz.Document) bool {
	r := d.Verify(nil)
	for c := range r.Checks() {
		blank := c.Field == mrz.FieldOptionalData && c.Printed == '<' && strings.Trim(d.Raw(c.Field), "<") == ""
		if c.Verdict != checkdigit.Match && !blank || c.Reading == mrz.FillerIncluded {
			return false
		}
	}
	letters := d.Raw(mrz.FieldName)
	if d.Layout() != mrz.TD1 {
		letters = d.Line(1)
	}
	dates := d.Raw(mrz.FieldDateOfBirth) + d.Raw(mrz.FieldDateOfExpiry)
	return !strings.ContainsAny(letters, "0123456789") && strings.Trim(dates, "<0123456789") == "" && strings.Contains("MF<", d.Raw(mrz.FieldSex))
}

// isPlainDate reports whether a date is one of each year.
func isPlainDate(s string) bool {
	if strings.Contains(s, "<") || s[2:] == "0229" {
		return false
	}
	month, day := int(s[2]-'0')*10+int(s[3]-'0'), int(s[4]-'0')*10+int(s[5]-'0')
	return (refDate{2000, month, day}).exists()
}

// doubtsName is the short test of a name, in words.
func doubtsName(s string) bool {
	end := len(strings.TrimRight(s, "<"))
	if end == 0 || end == len(s) || strings.Contains(s[:2], "<") {
		return true
	}
	pairs, sep := 0, -1
	for i := range end {
		if s[i:i+2] == "<<" {
			pairs++
			sep = i
		}
	}
	if pairs > 1 || pairs == 1 && end-sep-2 == sep && s[0] == s[sep+2] {
		return true
	}
	var threes []string
	for _, c := range strings.Split(s, "<") {
		if len(c) == 3 {
			threes = append(threes, c)
		}
	}
	if len(threes) == 0 {
		threes = []string{s[:2]} // which costs no branch
	}
	return len(threes) > 1 || strings.Contains("FLX", threes[0][:1]) && strings.Contains("NX", threes[0][1:2])
}

// beginsIn reports whether the first three characters of a number or of a date stand
// in optional data, filled up to sixteen. Behind the eighth it looks only if
// something stands there.
func beginsIn(data, number, birth string) bool {
	if data == "" {
		return false
	}
	data = (data + "<<<<<<<<<<<<<<<<")[:16]
	if strings.Trim(data[8:], "<") == "" {
		data = data[:8]
	}
	return strings.Contains(data, number[:3]) || strings.Contains(data, birth[:3])
}
