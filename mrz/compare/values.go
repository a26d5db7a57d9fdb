package compare

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/state"
	"example.org/traveldoc/mrz/translit"
)

func absent(f mrz.Field, r Reason) Comparison { return Comparison{Field: f, Reason: r} }
func different(f mrz.Field, r Reason) Comparison {
	return Comparison{Field: f, Relation: Different, Reason: r}
}

// blank reports whether nothing is given.
func blank(text string) bool { return strings.TrimSpace(text) == "" }

// A value is a printed value as the letters and digits of a zone, each with its
// place in the text as it was given.
type value struct {
	text    string
	columns []int // in characters, from 1
	bare    bool  // nothing but these stands there, but for blanks around them
}

// valueOf returns the letters and digits of a text, in capitals. It is false if the
// text has other letters.
func valueOf(text string) (v value, ok bool) {
	v.bare = true
	if len(text) > maxText {
		return value{}, false
	}
	trimmed := strings.TrimSpace(text)
	var b []byte
	column := 0
	for _, r := range text {
		column++
		switch upper := unicode.ToUpper(r); {
		case '0' <= r && r <= '9', 'A' <= upper && upper <= 'Z':
			b = append(b, byte(upper))
			v.columns = append(v.columns, column)
		case unicode.IsLetter(r), unicode.IsDigit(r):
			return value{}, false
		}
	}
	v.text = string(b)
	v.bare = len(trimmed) == len(b)
	return v, true
}

// documentCode compares the document code. That of the page may be the first letter
// alone, but not that of the zone.
func documentCode(d mrz.Document, text string) Comparison {
	const f = mrz.FieldDocumentCode
	code := d.DocumentCode()
	if blank(text) {
		return absent(f, ReasonNotGiven)
	}
	v, ok := valueOf(text)
	switch {
	case !ok || v.text == "" || len(v.text) > 2:
		return absent(f, ReasonUnreadable)
	case code == "":
		return different(f, ReasonMissing)
	case v.text == code:
		return Comparison{Field: f, Relation: Equal}
	case strings.HasPrefix(code, v.text):
		return Comparison{Field: f, Relation: Truncated, Reason: ReasonCut}
	}
	return different(f, ReasonNone)
}

// stateOf compares a code of a State.
func stateOf(d mrz.Document, f mrz.Field, text string, o *Options) Comparison {
	raw := strings.TrimRight(d.Raw(f), "<")
	given := strings.Trim(strings.TrimSpace(text), "<")
	switch {
	case given == "":
		return absent(f, ReasonNotGiven)
	case raw == "":
		return different(f, ReasonMissing)
	case strings.EqualFold(given, raw):
		return Comparison{Field: f, Relation: Equal}
	}
	in, err := state.Parse(raw)
	code, ok := stateNamed(given, o)
	switch {
	case !ok:
		return absent(f, ReasonUnreadable)
	case err == nil && sameState(in, code):
		return Comparison{Field: f, Relation: Equivalent, Reason: ReasonCode}
	case err == nil && in.Known() && code.Known():
		return different(f, ReasonNone)
	}
	return characters(f, fieldAt(d, f, raw), value{text: code.String()}, o)
}

// sameState reports whether two codes mean the same State: they are equal, or one
// is another form of the other, as DEU of D. What took the place of a State is not
// the same.
func sameState(a, b state.Code) bool {
	if a == b {
		return true
	}
	return a.Known() && b.Known() && a.Kind() != state.KindWithdrawn && b.Kind() != state.KindWithdrawn && a.Canonical() == b.Canonical()
}

// stateNamed returns the State of a code of one to three letters, of a name of the
// options, or of an English name.
func stateNamed(text string, o *Options) (state.Code, bool) {
	if len(text) > maxText {
		return state.Code{}, false
	}
	upper := strings.ToUpper(text)
	if c, ok := o.States[upper]; ok {
		return c, true
	}
	if c, ok := state.ByAlpha2(upper); ok {
		return c, true
	}
	if c, err := state.Parse(upper); err == nil {
		return c, true
	}
	name := folded(text)
	if name == "" {
		return state.Code{}, false
	}
	for c := range state.All() {
		// Most names are told apart by their first letter.
		if first := c.Name()[0]; 'A' <= first && first <= 'Z' && first != name[0] {
			continue
		}
		if c.Kind() != state.KindWithdrawn && c.Kind() != state.KindUnofficial && folded(c.Name()) == name {
			return c.Canonical(), true
		}
	}
	return state.Code{}, false
}

// folded returns a name in the letters of a zone without fillers, "" if it has
// others.
func folded(s string) string {
	letters, err := translit.Transformer{}.String(s)
	if err != nil {
		return ""
	}
	return strings.ReplaceAll(letters, "<", "")
}

// A zoneValue is characters of a zone with their places.
type zoneValue struct {
	text string
	at   func(i int) mrz.Span // of a character; of what is behind the last one as well
}

// fieldAt returns the value of a field, the beginning of its raw text.
func fieldAt(d mrz.Document, f mrz.Field, text string) zoneValue {
	s, _ := d.Layout().Span(f)
	return zoneValue{text, func(i int) mrz.Span { return mrz.Span{Line: s.Line, Column: s.Column + i, Len: 1} }}
}

// numberAt returns the document number without the fillers inside, wherever its
// characters stand.
func numberAt(d mrz.Document) zoneValue {
	number := d.DocumentNumber()
	var b []byte
	var index []int
	for i := range len(number) {
		if number[i] != '<' {
			b, index = append(b, number[i]), append(index, i)
		}
	}
	index = append(index, len(number))
	field, _ := d.Layout().Span(mrz.FieldDocumentNumber)
	rest, _, _ := d.LongNumber()
	return zoneValue{string(b), func(i int) mrz.Span {
		i = index[i]
		if i >= field.Len && rest.Len > 0 {
			return mrz.Span{Line: rest.Line, Column: rest.Column + i - field.Len, Len: 1}
		}
		return mrz.Span{Line: field.Line, Column: field.Column + i, Len: 1}
	}}
}

// documentNumber compares the document number.
func documentNumber(d mrz.Document, text string, o *Options) Comparison {
	const f = mrz.FieldDocumentNumber
	if blank(text) {
		return absent(f, ReasonNotGiven)
	}
	v, ok := valueOf(text)
	z := numberAt(d)
	switch {
	case !ok || v.text == "":
		return absent(f, ReasonUnreadable)
	case z.text == "":
		return different(f, ReasonMissing)
	case v.text == z.text && v.bare && z.text == d.DocumentNumber():
		return Comparison{Field: f, Relation: Equal}
	case v.text == z.text:
		return Comparison{Field: f, Relation: Equivalent, Reason: ReasonPunctuation}
	case cutNumber(d) && strings.HasPrefix(v.text, z.text):
		return Comparison{Field: f, Relation: Truncated, Reason: ReasonCut}
	}
	return characters(f, z, v, o)
}

// cutNumber reports whether the document number may be the beginning of a longer one:
// a visa has the first nine characters of a passport number (Doc 9303-7).
func cutNumber(d mrz.Document) bool {
	s, _ := d.Layout().Span(mrz.FieldDocumentNumber)
	return (d.Layout() == mrz.MRVA || d.Layout() == mrz.MRVB) && len(d.DocumentNumber()) == s.Len
}

// characters compares values that are not equal. Places of what is Different are told
// if the lengths are the same.
func characters(f mrz.Field, z zoneValue, v value, o *Options) Comparison {
	column := func(i int) int {
		switch {
		case i < len(v.columns):
			return v.columns[i]
		case len(v.columns) > 0:
			return v.columns[len(v.columns)-1] + 1
		}
		return i + 1
	}
	c := different(f, ReasonNone)
	pieces, work := lettersOf(v.text), maxWork
	if a, ok := align(pieces, z.text, false, o.near(min(len(z.text), len(v.text))), &work); ok {
		c.Relation, c.Reason = Near, ReasonCharacters
		for _, x := range a.differences(pieces, z.text, false) {
			at := z.at(x.from)
			at.Len = x.to - x.from
			c.Places = append(c.Places, Place{at, x.printed(column(x.piece))})
		}
		return c
	}
	if len(z.text) == len(v.text) {
		for i := range len(z.text) {
			if z.text[i] != v.text[i] {
				c.Places = append(c.Places, Place{z.at(i), mrz.Span{Column: column(i), Len: 1}})
			}
		}
	}
	return c
}

// sexWords are what the sex is printed as: the characters of the standard, and words
// in English, French and Spanish, folded.
var sexWords = map[string]mrz.Sex{
	"M": mrz.SexMale, "MALE": mrz.SexMale, "MAN": mrz.SexMale, "MASCULIN": mrz.SexMale, "HOMME": mrz.SexMale, "MASCULINO": mrz.SexMale, "HOMBRE": mrz.SexMale,
	"F": mrz.SexFemale, "FEMALE": mrz.SexFemale, "WOMAN": mrz.SexFemale, "FEMININ": mrz.SexFemale, "FEMME": mrz.SexFemale, "FEMENINO": mrz.SexFemale, "MUJER": mrz.SexFemale,
	"X": mrz.SexUnspecified, "UNSPECIFIED": mrz.SexUnspecified, "NONSPECIFIE": mrz.SexUnspecified, "NOESPECIFICADO": mrz.SexUnspecified,
}

// sexOf compares the sex, which may be printed twice, as in Ж/F.
func sexOf(d mrz.Document, text string) Comparison {
	const f = mrz.FieldSex
	if blank(text) {
		return absent(f, ReasonNotGiven)
	}
	in := d.Sex()
	given := mrz.Sex(0)
	for part := range strings.SplitSeq(text[:min(len(text), maxText)], "/") {
		switch s := sexWords[folded(part)]; {
		case strings.Trim(part, " ") == "<":
			given = mrz.SexUnspecified
		case s == 0:
		case given != 0 && given != s:
			return absent(f, ReasonUnreadable)
		default:
			given = s
		}
	}
	switch {
	case given == 0:
		return absent(f, ReasonUnreadable)
	case given == mrz.SexUnspecified && in.Unspecified():
		return Comparison{Field: f, Relation: Equivalent, Reason: ReasonUnknown}
	case given != in:
		reason := ReasonNone
		if given == mrz.SexUnspecified || in.Unspecified() {
			reason = ReasonMissing
		}
		s, _ := d.Layout().Span(f)
		return Comparison{Field: f, Relation: Different, Reason: reason, Places: []Place{{A: s, B: mrz.Span{Column: 1, Len: utf8.RuneCountInString(text)}}}}
	case strings.EqualFold(text, in.String()):
		return Comparison{Field: f, Relation: Equal}
	}
	return Comparison{Field: f, Relation: Equivalent, Reason: ReasonWord}
}

// optionalData compares a personal number with the optional data, which may hold it
// or something else.
func optionalData(d mrz.Document, text string) Comparison {
	c := absent(mrz.FieldOptionalData, ReasonNotGiven)
	if blank(text) {
		return c
	}
	v, ok := valueOf(text)
	if !ok || v.text == "" {
		return absent(mrz.FieldOptionalData, ReasonUnreadable)
	}
	for _, field := range []struct {
		f    mrz.Field
		data string
	}{{mrz.FieldOptionalData, d.OptionalData()}, {mrz.FieldOptionalData2, d.OptionalData2()}} {
		switch {
		case field.data == "":
		case field.data == v.text && v.bare:
			return Comparison{Field: field.f, Relation: Equal}
		case strings.ReplaceAll(field.data, "<", "") == v.text:
			return Comparison{Field: field.f, Relation: Equivalent, Reason: ReasonPunctuation}
		}
	}
	return c
}

// months are the names of months, folded: the abbreviations of Doc 9303-3 3.8 and the
// whole names, in English, French and Spanish.
var months = map[string]time.Month{
	"JAN": 1, "JANUARY": 1, "JANVIER": 1, "JANV": 1, "ENE": 1, "ENERO": 1,
	"FEB": 2, "FEBRUARY": 2, "FEV": 2, "FEVRIER": 2, "FEVR": 2, "FEBRERO": 2,
	"MAR": 3, "MARCH": 3, "MARS": 3, "MARZO": 3,
	"APR": 4, "APRIL": 4, "AVR": 4, "AVRIL": 4, "ABR": 4, "ABRIL": 4,
	"MAY": 5, "MAI": 5, "MAYO": 5,
	"JUN": 6, "JUNE": 6, "JUIN": 6, "JUNIO": 6,
	"JUL": 7, "JULY": 7, "JUIL": 7, "JUILLET": 7, "JULIO": 7,
	"AUG": 8, "AUGUST": 8, "AOUT": 8, "AGO": 8, "AGOSTO": 8,
	"SEP": 9, "SEPT": 9, "SEPTEMBER": 9, "SEPTEMBRE": 9, "SEPTIEMBRE": 9,
	"OCT": 10, "OCTOBER": 10, "OCTOBRE": 10, "OCTUBRE": 10,
	"NOV": 11, "NOVEMBER": 11, "NOVEMBRE": 11, "NOVIEMBRE": 11,
	"DEC": 12, "DECEMBER": 12, "DECEMBRE": 12, "DIC": 12, "DICIEMBRE": 12,
}

const maxDate = 64 // bytes of a date that is looked at

// A printedDate is a date of the printed page. Parts are two digits, or fillers where
// it has X; the century is two digits, fillers, or "" if it is not printed.
type printedDate struct{ century, year, month, day string }

// dateWords cuts a date into its runs of digits and of letters. It is false if there
// is something else but what separates them.
func dateWords(text string) (words []string, ok bool) {
	const (
		separator = iota
		digit
		letter
	)
	last := separator
	for _, r := range text {
		class := separator
		switch {
		case '0' <= r && r <= '9':
			class = digit
		case unicode.IsLetter(r), unicode.Is(unicode.Mn, r):
			class = letter
		case !strings.ContainsRune(" .,/-\u00A0", r):
			return nil, false
		}
		switch {
		case class == separator:
		case class == last:
			words[len(words)-1] += string(r)
		default:
			words = append(words, string(r))
		}
		last = class
	}
	return words, true
}

// parseDate reads a date. Months are names besides the usual ones.
func parseDate(text string, more map[string]time.Month) (d printedDate, ok bool) {
	if len(text) > maxDate {
		return printedDate{}, false
	}
	words, ok := dateWords(strings.ToUpper(strings.TrimSpace(text)))
	if !ok {
		return printedDate{}, false
	}
	var parts []string // runs of digits and, for X, of fillers
	month, named, yearFirst := "", false, false
	for _, w := range words {
		before, name, after := w, "", ""
		if isName := w[0] > '9' && strings.Trim(w, "X") != ""; isName {
			// The X of what is unknown may touch the month: XXJULXX.
			name = strings.Trim(w, "X")
			before, after, _ = strings.Cut(w, name)
			if monthOf(w, more) != "" {
				before, name, after = "", w, ""
			}
		}
		for _, part := range []string{before, after} {
			if part != "" {
				yearFirst = yearFirst || len(parts) == 0 && len(part) == 4 && strings.Contains(text, "-")
				parts = append(parts, strings.ReplaceAll(part, "X", "<"))
			}
		}
		if name == "" {
			continue
		}
		// Of two names, LUG/JUIL, one is in a language that is not known here.
		named = true
		switch m := monthOf(name, more); {
		case m == "":
		case month != "" && month != m:
			return printedDate{}, false
		default:
			month = m
		}
	}
	if named && (month == "" || len(parts) != 2) {
		return printedDate{}, false
	}
	if named {
		parts = []string{parts[0], month, parts[1]}
	}
	return assemble(parts, yearFirst)
}

func monthOf(word string, more map[string]time.Month) string {
	m := more[word]
	if m == 0 {
		m = months[folded(word)]
	}
	if m < 1 || m > 12 {
		return ""
	}
	return string([]byte{'0' + byte(m/10), '0' + byte(m%10)})
}

// assemble makes a date of runs of digits and fillers: three, or fewer of which some
// touch.
func assemble(parts []string, yearFirst bool) (d printedDate, ok bool) {
	if len(parts) != 3 { // 120742, 1207 1942, 12071942
		all := strings.Join(parts, "")
		if yearFirst || len(all) != 6 && len(all) != 8 {
			return printedDate{}, false
		}
		parts = []string{all[:2], all[2:4], all[4:]}
		if len(all) == 8 && "01" <= all[4:6] && all[4:6] <= "12" { // 19420712: no year begins like a month
			parts, yearFirst = []string{all[:4], all[4:6], all[6:]}, true
		}
	}
	d.day, d.month, d.year = twoDigits(parts[0]), twoDigits(parts[1]), parts[2]
	if yearFirst {
		d.day, d.year = twoDigits(parts[2]), parts[0]
	}
	if d.month == "<<<" { // XX XXX XX: of letters
		d.month = "<<"
	}
	if len(d.year) == 4 {
		d.century, d.year = d.year[:2], d.year[2:]
	}
	return d, len(d.day) == 2 && len(d.month) == 2 && len(d.year) == 2
}

// twoDigits puts a zero before a single digit.
func twoDigits(s string) string {
	if len(s) == 1 && s[0] != '<' {
		return "0" + s
	}
	return s
}

// dateOf compares a date.
func dateOf(d mrz.Document, f mrz.Field, text string, o *Options) Comparison {
	raw := d.Raw(f)
	if blank(text) {
		return absent(f, ReasonNotGiven)
	}
	p, ok := parseDate(text, o.Months)
	if !ok {
		return absent(f, ReasonUnreadable)
	}
	v := value{text: p.year + p.month + p.day}
	switch {
	case v.text == raw && strings.Contains(raw, "<"):
		return Comparison{Field: f, Relation: Equivalent, Reason: ReasonUnknown}
	case v.text == raw && !sameCentury(d, f, p, o):
		return different(f, ReasonCentury)
	case v.text == raw:
		return Comparison{Field: f, Relation: Equal}
	}
	// What is unknown on one side only is no misreading.
	for i := 0; i < len(raw); i += 2 {
		if (raw[i:i+2] == "<<") != (v.text[i:i+2] == "<<") {
			return different(f, ReasonMissing)
		}
	}
	c := characters(f, fieldAt(d, f, raw), v, o)
	for i := range c.Places {
		c.Places[i].B = mrz.Span{Column: 1, Len: utf8.RuneCountInString(text)} // its parts stand elsewhere
	}
	return c
}

// sameCentury reports whether the century of a printed date may be that of the zone.
func sameCentury(d mrz.Document, f mrz.Field, p printedDate, o *Options) bool {
	if p.century == "" || strings.Contains(p.century, "<") || !o.AsOf.IsValid() {
		return true
	}
	date, other := d.ExpiryDate(o.AsOf), mrz.CalendarDate{}
	if f == mrz.FieldDateOfBirth {
		date, other = d.BirthDate(o.AsOf)
	}
	century := int(p.century[0]-'0')*10 + int(p.century[1]-'0')
	return date.IsZero() || date.Year/100 == century || !other.IsZero() && other.Year/100 == century
}
