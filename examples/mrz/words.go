package main

import (
	"fmt"
	"strings"
	"time"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/state"
)

// codeWords are the document codes whose meaning the standard fixes: of
// passports (Doc 9303-4 4.4), of emergency travel documents on a single sheet
// (9303-8) and of crew members (9303-5 Appendix C).
var codeWords = map[string]string{
	"TD3 P":  "passport",
	"TD3 PP": "ordinary passport",
	"TD3 PE": "emergency passport",
	"TD3 PD": "diplomatic passport",
	"TD3 PO": "official or service passport",
	"TD3 PR": "travel document of a refugee",
	"TD3 PT": "passport of an alien",
	"TD3 PS": "passport of a stateless person",
	"TD3 PL": "laissez-passer",
	"TD3 PM": "military passport",
	"TD2 PU": "emergency travel document, a single sheet",
	"TD1 AC": "crew member certificate",
}

// documentWords says what kind of document a zone belongs to. Where the
// standard leaves the second character to the issuer, so does this.
func documentWords(l mrz.Layout, code string) string {
	if w := codeWords[l.String()+" "+code]; w != "" {
		return w
	}
	switch {
	case l == mrz.MRVA || l == mrz.MRVB:
		return "visa"
	case l == mrz.TD3 && strings.HasPrefix(code, "P"):
		return "passport, of a type that the issuer has named"
	case l != mrz.TD3 && strings.HasPrefix(code, "I"):
		return "identity card or other official document"
	case l != mrz.TD3 && code != "" && strings.Contains("AC", code[:1]):
		return "official travel document"
	}
	return "no kind of document that the standard knows"
}

// stateWords names a State, and says what is out of the ordinary about its
// code.
func stateWords(c state.Code, raw string) string {
	switch {
	case strings.Trim(raw, "<") == "":
		return ""
	case c == state.Code{}:
		return "no code"
	case !c.Known():
		return "in no list of codes"
	}
	switch c.Kind() {
	case state.KindWithdrawn:
		return fmt.Sprintf("%s (withdrawn %s)", c.Name(), c.Withdrawn())
	case state.KindUnofficial:
		return c.Name() + " (unofficial code)"
	case state.KindTest:
		return c.Name() + " (specimens only)"
	}
	return c.Name()
}

func sexWords(s mrz.Sex) string {
	switch {
	case s == mrz.SexMale:
		return "male"
	case s == mrz.SexFemale:
		return "female"
	case s.Unspecified():
		return "not specified"
	}
	return "none that the standard knows"
}

// dayWords writes a day so that it means the same everywhere.
func dayWords(d mrz.CalendarDate) string {
	return fmt.Sprintf("%d %s %d", d.Day, d.Month, d.Year)
}

func birthWords(d mrz.Document, asOf mrz.CalendarDate) string {
	date, other := d.BirthDate(asOf)
	if date.IsZero() {
		words := printedDateWords(d.DateOfBirth())
		if d.DateOfBirth().IsComplete() {
			words += ", in no century that fits"
		}
		return words
	}
	words := dayWords(date)
	if years, ok := d.Age(asOf); ok {
		words += fmt.Sprintf(", aged %d", years)
	}
	if !other.IsZero() {
		words += fmt.Sprintf("; or else %d", other.Year)
	}
	return words
}

func expiryWords(d mrz.Document, v mrz.Validity, asOf mrz.CalendarDate) string {
	if date := d.ExpiryDate(asOf); !date.IsZero() {
		return dayWords(date)
	}
	if v == mrz.Unlimited {
		return "perhaps valid without a limit"
	}
	return printedDateWords(d.DateOfExpiry())
}

// printedDateWords says what is known of a date whose century is not, or that is
// no day of a calendar.
func printedDateWords(d mrz.Date) string {
	if d.IsUnknown() {
		return "not known"
	}
	var known, unknown []string
	part := func(name, printed, words string, ok bool) {
		if ok {
			known = append(known, words)
		} else if printed == "<<" {
			unknown = append(unknown, name)
		}
	}
	s := d.String()
	year, knownYear := d.Year()
	month, knownMonth := d.Month()
	day, knownDay := d.Day()
	part("day", s[4:], fmt.Sprint(day), knownDay)
	part("month", s[2:4], time.Month(month).String(), knownMonth)
	part("year", s[:2], fmt.Sprintf("’%02d", year), knownYear)
	words := strings.Join(known, " ")
	switch {
	case len(known)+len(unknown) < 3, unknown == nil && !d.IsComplete():
		return "no such date"
	case unknown != nil:
		words += ", " + strings.Join(unknown, " and ") + " not known"
	}
	return words
}

// sentence makes a sentence of the message of a finding.
func sentence(message string) string {
	if message == "" {
		return ""
	}
	return strings.ToUpper(message[:1]) + message[1:] + "."
}

// count writes a number with a noun whose plural ends in s.
func count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}

// placeWords says where something stands.
func placeWords(s mrz.Span) string {
	return fmt.Sprintf("line %d, %s", s.Line, columnWords(s))
}

func columnWords(s mrz.Span) string {
	if s.Len == 1 {
		return fmt.Sprintf("column %d", s.Column)
	}
	return fmt.Sprintf("columns %d–%d", s.Column, s.Column+s.Len-1)
}

// clauseWords says where a rule stands.
func clauseWords(clause string) string {
	if strings.HasPrefix(clause, "9303") {
		return "Doc " + clause
	}
	return clause
}
