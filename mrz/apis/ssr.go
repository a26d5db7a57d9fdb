package apis

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"strings"

	"example.org/traveldoc/mrz"
)

// A Form is the way in which an SSR parts its fields.
type Form uint8

const (
	SlashForm  Form = iota // SSR DOCS YY HK1/P/…, as the IATA messages have it
	HyphenForm             // SRDOCSYYHK1-P-…, as one large system takes it
)

func (f Form) separator() byte {
	if f == HyphenForm {
		return '-'
	}
	return '/'
}

// An SSRHeader is what stands in front of the fields of an SSR.
type SSRHeader struct {
	Airline string // two characters; "" is written as YY, which is all airlines
	Status  string // and number of persons; "" is written as HK1, confirmed for one
}

// DOCS is the SSR of a travel document. It prints redacted.
//
// Its fields are those of the guide of the airlines, as far as it is confirmed.
// Limits are not: see Findings.
type DOCS struct {
	Header       SSRHeader
	Type         string // as TravelDocument.Type, or ""
	IssuingState string // one to three letters
	Number       string
	Nationality  string // one to three letters
	DateOfBirth  mrz.Date
	Gender       string // M, F, X unspecified, U undisclosed; of an infant MI, FI
	Expiry       mrz.Date
	Name         Name
	// Holder says that the person is the holder of a passport of several.
	Holder bool
	// Association says which segment and which person of a reservation it belongs to,
	// as /S2/P1 behind the hyphen form. UNCONFIRMED; it is kept as it is.
	Association string
}

// DOCO is the SSR of a visa, or of a number that a State gives to travellers. It
// prints redacted. UNCONFIRMED in its details, so that only its fields and their
// characters are looked at.
type DOCO struct {
	Header       SSRHeader
	Birthplace   string
	Type         string // V visa, R redress, K known traveller
	Number       string
	PlaceOfIssue string
	Issued       mrz.Date
	Country      string // for which it is
	Infant       bool
	Association  string
}

// DOCA is the SSR of an address. It prints redacted. UNCONFIRMED in its details,
// as DOCO.
type DOCA struct {
	Header      SSRHeader
	Type        string // R residence, D destination
	Country     string
	Street      string
	City        string
	State       string
	Postcode    string
	Infant      bool
	Association string
}

// ErrNotSSR is the reason of an SSRError where a text is no SSR of the kind.
var ErrNotSSR = errors.New("not an SSR of this kind")

// An SSRError says what is wrong with an SSR that was to be read or written. It
// holds a place and never a character.
type SSRError struct {
	Field  int // from 1, behind the status; 0 is what stands in front
	Column int // byte from 1 in the text; when writing in the field; 0 if it has no place
	Err    error
}

// Error returns the place and the reason.
func (e *SSRError) Error() string {
	s := "apis: SSR, "
	if e.Field > 0 {
		s += "field " + strconv.Itoa(e.Field) + ", "
	}
	if e.Column > 0 {
		s += "column " + strconv.Itoa(e.Column) + ", "
	}
	return s[:len(s)-2] + ": " + e.Err.Error()
}

// Unwrap returns Err.
func (e *SSRError) Unwrap() error { return e.Err }

// An ssrWriter writes the fields of an SSR. Empty ones at the end are left out,
// the others keep their separator.
type ssrWriter struct {
	b     []byte
	sep   byte
	field int
	owed  int
	err   error
}

// ssr begins an SSR.
func ssr(dst []byte, kind string, h SSRHeader, form Form) *ssrWriter {
	w := &ssrWriter{b: dst, sep: form.separator()}
	if h.Airline == "" {
		h.Airline = "YY"
	}
	if h.Status == "" {
		h.Status = "HK1"
	}
	if !validAirline(h.Airline) || !validStatus(h.Status) {
		w.fail(0, ErrCode)
	}
	if form == HyphenForm {
		w.b = append(append(append(append(w.b, "SR"...), kind...), h.Airline...), h.Status...)
	} else {
		w.b = fmt.Appendf(w.b, "SSR %s %s %s", kind, h.Airline, h.Status)
	}
	return w
}

func (w *ssrWriter) fail(column int, err error) {
	if w.err == nil {
		w.err = &SSRError{w.field, column, err}
	}
}

// put writes a field, of which valid has said what is wrong.
func (w *ssrWriter) put(s string, valid func(string) (int, error)) {
	w.field++
	if i, err := valid(s); err != nil {
		w.fail(i+1, err)
	} else if i := strings.IndexByte(s, w.sep); i >= 0 {
		w.fail(i+1, ErrCharacter)
	}
	if w.owed++; s == "" {
		return
	}
	for ; w.owed > 0; w.owed-- {
		w.b = append(w.b, w.sep)
	}
	w.b = append(w.b, s...)
}

func (w *ssrWriter) date(d mrz.Date) {
	if d == (mrz.Date{}) {
		w.put("", anything)
		return
	}
	s, ok := ssrDate(d)
	if !ok {
		w.field++
		w.fail(0, ErrDate)
		w.field--
	}
	w.put(s, anything)
}

func (w *ssrWriter) flag(set bool, s string) {
	if !set {
		s = ""
	}
	w.put(s, anything)
}

func (w *ssrWriter) end(association string, dst []byte) ([]byte, error) {
	if association != "" && (w.sep != HyphenForm.separator() || !validAssociation(association)) {
		w.field++
		w.fail(0, ErrCode)
	}
	if w.err != nil {
		return dst, w.err
	}
	if association != "" && w.owed == w.field { // no field is there to tell the form
		w.b = append(w.b, w.sep)
	}
	if w.sep != HyphenForm.separator() {
		return w.b, nil
	}
	fields := len(w.b)
	w.b = append(w.b, association...)
	at := associationAt(string(w.b[len(dst):]))
	switch {
	case at == fields-len(dst):
	case w.owed > 0: // a field ends as an association does: an empty one behind it tells that it is none
		w.b = append(append(w.b[:fields], w.sep), association...)
	default:
		w.field = strings.Count(string(w.b[len(dst):len(dst)+at]), "-")
		w.fail(0, ErrCharacter)
		return dst, w.err
	}
	return w.b, nil
}

const ssrMonths = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC"

// ssrDate returns DDMMMYY.
func ssrDate(d mrz.Date) (string, bool) {
	month, ok := d.Month()
	if !ok || !d.IsComplete() {
		return "", false
	}
	return string(d[4:]) + ssrMonths[3*month-3:3*month] + string(d[:2]), true
}

// parseSSRDate reads DDMMMYY.
func parseSSRDate(s string) (d mrz.Date, ok bool) {
	if len(s) != len("12JUL64") {
		return d, false
	}
	i := strings.Index(ssrMonths, s[2:5])
	if i < 0 || i%3 != 0 {
		return d, false
	}
	month := i/3 + 1
	copy(d[:], s[5:])
	d[2], d[3] = byte('0'+month/10), byte('0'+month%10)
	copy(d[4:], s[:2])
	return d, d.IsComplete()
}

// What a field may hold: each returns the offset of what it may not, and why.

func anything(string) (int, error) { return 0, nil }

// plainText are the characters of UNOA without those that part and release.
func plainText(s string) (int, error) {
	for i := range len(s) {
		if !UNOA.has(s[i]) || strings.IndexByte("+:?'", s[i]) >= 0 {
			return i, ErrCharacter
		}
	}
	return 0, nil
}

func nameText(s string) (int, error) {
	for i := range len(s) {
		if (s[i] < 'A' || s[i] > 'Z') && s[i] != ' ' {
			return i, ErrCharacter
		}
	}
	return 0, nil
}

func numberText(s string) (int, error) {
	for i := range len(s) {
		if !isAlnum(s[i]) {
			return i, ErrCharacter
		}
	}
	return 0, nil
}

func stateText(s string) (int, error) {
	if !isLetters(s) || len(s) > 3 {
		return 0, ErrCode
	}
	return 0, nil
}

func typeText(s string) (int, error) {
	if !isLetters(s) || len(s) > 2 {
		return 0, ErrCode
	}
	return 0, nil
}

func genderText(s string) (int, error) {
	switch s {
	case "", "M", "F", "MI", "FI", "U", "X":
		return 0, nil
	}
	return 0, ErrCode
}

func validAirline(s string) bool { return len(s) == 2 && isAlnum(s[0]) && isAlnum(s[1]) }

func validStatus(s string) bool {
	if len(s) < 3 || !isLetters(s[:2]) {
		return false
	}
	_, ok := number(s[2:])
	return ok
}

func validAssociation(s string) bool {
	for part := range strings.SplitSeq(s[1:], "/") {
		if len(part) < 2 || !isLetters(part[:1]) {
			return false
		}
		if _, ok := number(part[1:]); !ok {
			return false
		}
	}
	return s[0] == '/'
}

// Append appends the SSR to dst. Hyphens and apostrophes in names are left out.
// The error is an *SSRError, and then dst is returned as it was.
func (d DOCS) Append(dst []byte, form Form) ([]byte, error) {
	w := ssr(dst, "DOCS", d.Header, form)
	w.put(d.Type, typeText)
	w.put(d.IssuingState, stateText)
	w.put(d.Number, numberText)
	w.put(d.Nationality, stateText)
	w.date(d.DateOfBirth)
	w.put(d.Gender, genderText)
	w.date(d.Expiry)
	w.put(withoutMarks(d.Name.Surname), nameText)
	w.put(withoutMarks(d.Name.Given), nameText)
	w.put(withoutMarks(d.Name.Second), nameText)
	w.flag(d.Holder, "H")
	return w.end(d.Association, dst)
}

var marks = strings.NewReplacer("-", "", "'", "")

func withoutMarks(s string) string { return marks.Replace(s) }

// Append appends the SSR to dst. The error is an *SSRError, and then dst is
// returned as it was.
func (d DOCO) Append(dst []byte, form Form) ([]byte, error) {
	w := ssr(dst, "DOCO", d.Header, form)
	w.put(d.Birthplace, plainText)
	w.put(d.Type, typeText)
	w.put(d.Number, plainText)
	w.put(d.PlaceOfIssue, plainText)
	w.date(d.Issued)
	w.put(d.Country, stateText)
	w.flag(d.Infant, "I")
	return w.end(d.Association, dst)
}

// Append appends the SSR to dst. The error is an *SSRError, and then dst is
// returned as it was.
func (d DOCA) Append(dst []byte, form Form) ([]byte, error) {
	w := ssr(dst, "DOCA", d.Header, form)
	w.put(d.Type, typeText)
	w.put(d.Country, stateText)
	w.put(d.Street, plainText)
	w.put(d.City, plainText)
	w.put(d.State, plainText)
	w.put(d.Postcode, plainText)
	w.flag(d.Infant, "I")
	return w.end(d.Association, dst)
}

// An ssrReader reads the fields of an SSR. It keeps the first error and reads on.
type ssrReader struct {
	text        string // what is left
	at          int    // the column of text
	sep         byte
	form        Form
	header      SSRHeader
	field       int
	more        bool // there is another field
	association string
	err         error
}

// parseSSR reads what stands in front of the fields.
func parseSSR(s, kind string) *ssrReader {
	r := &ssrReader{text: strings.TrimRight(s, " \t\r\n"), at: 1}
	blanks := func() { r.skip(len(r.text) - len(strings.TrimLeft(r.text, " \t"))) }
	blanks()
	for _, word := range []string{"SSR", "SR"} {
		if strings.HasPrefix(r.text, word) {
			r.skip(len(word))
			break
		}
	}
	blanks()
	if !strings.HasPrefix(r.text, kind) {
		r.fail(r.at, ErrNotSSR)
		return r
	}
	r.skip(len(kind))
	blanks()
	n := min(2, len(r.text))
	r.header.Airline = r.text[:n]
	airlineAt := r.at
	r.skip(n)
	blanks()
	statusAt := r.at
	if n = strings.IndexAny(r.text, "/-"); n < 0 {
		n = len(r.text)
	} else {
		r.more = true
	}
	r.header.Status = strings.TrimRight(r.text[:n], " ")
	if r.more {
		r.sep = r.text[n]
		if r.sep == HyphenForm.separator() {
			r.form = HyphenForm
			at := n + associationAt(r.text[n:])
			r.text, r.association = r.text[:at], r.text[at:]
		}
		n++
	}
	r.skip(n)
	switch {
	case !validAirline(r.header.Airline):
		r.fail(airlineAt, ErrCode)
	case !validStatus(r.header.Status):
		r.fail(statusAt, ErrCode)
	}
	return r
}

// associationAt returns where the longest association at the end of a text begins;
// without one it is the end.
func associationAt(s string) int {
	at := len(s)
	for {
		i := strings.LastIndexByte(s[:at], '/')
		if i < 0 || !validAssociation(s[i:at]) {
			return at
		}
		at = i
	}
}

func (r *ssrReader) skip(n int) {
	r.text = r.text[n:]
	r.at += n
}

func (r *ssrReader) fail(column int, err error) {
	if r.err == nil {
		r.err = &SSRError{r.field, column, err}
	}
}

// get returns the next field, without the blanks around it, "" if there is none.
func (r *ssrReader) get(valid func(string) (int, error)) string {
	r.field++
	if !r.more {
		return ""
	}
	n := strings.IndexByte(r.text, r.sep)
	if r.more = n >= 0; !r.more {
		n = len(r.text)
	}
	s := r.text[:n]
	lead := len(s) - len(strings.TrimLeft(s, " "))
	s = trimBlanks(s)
	if i, err := valid(s); err != nil {
		r.fail(r.at+lead+i, err)
	}
	if r.more {
		n++
	}
	r.skip(n)
	return s
}

func (r *ssrReader) date() (d mrz.Date) {
	at := r.at
	if s := r.get(anything); s != "" {
		var ok bool
		if d, ok = parseSSRDate(s); !ok {
			r.fail(at, ErrDate)
			return mrz.Date{}
		}
	}
	return d
}

func (r *ssrReader) flag(letter string) bool {
	at := r.at
	s := r.get(anything)
	if s != "" && s != letter {
		r.fail(at, ErrCode)
	}
	return s == letter
}

// end returns the first error; what is left over is one.
func (r *ssrReader) end() error {
	if r.field++; r.more {
		r.fail(r.at, ErrTooLong)
	}
	return r.err
}

// ParseDOCS reads an SSR of a travel document, in the slash form or in the hyphen
// form; blanks around fields are left out, and fields that are missing at the end
// are empty. Returned is what can be read, also if there is an error: an
// *SSRError with the first fault. A date that cannot be read is zero then.
//
// The strings refer to s.
func ParseDOCS(s string) (DOCS, error) {
	r := parseSSR(s, "DOCS")
	d := DOCS{Header: r.header, Association: r.association}
	d.Type = r.get(typeText)
	d.IssuingState = r.get(stateText)
	d.Number = r.get(numberText)
	d.Nationality = r.get(stateText)
	d.DateOfBirth = r.date()
	d.Gender = r.get(genderText)
	d.Expiry = r.date()
	d.Name.Surname = r.get(nameText)
	d.Name.Given = r.get(nameText)
	d.Name.Second = r.get(nameText)
	d.Holder = r.flag("H")
	return d, r.end()
}

// ParseDOCO reads an SSR of a visa, in the manner of ParseDOCS.
func ParseDOCO(s string) (DOCO, error) {
	r := parseSSR(s, "DOCO")
	d := DOCO{Header: r.header, Association: r.association}
	d.Birthplace = r.get(plainText)
	d.Type = r.get(typeText)
	d.Number = r.get(plainText)
	d.PlaceOfIssue = r.get(plainText)
	d.Issued = r.date()
	d.Country = r.get(stateText)
	d.Infant = r.flag("I")
	return d, r.end()
}

// ParseDOCA reads an SSR of an address, in the manner of ParseDOCS.
func ParseDOCA(s string) (DOCA, error) {
	r := parseSSR(s, "DOCA")
	d := DOCA{Header: r.header, Association: r.association}
	d.Type = r.get(typeText)
	d.Country = r.get(stateText)
	d.Street = r.get(plainText)
	d.City = r.get(plainText)
	d.State = r.get(plainText)
	d.Postcode = r.get(plainText)
	d.Infant = r.flag("I")
	return d, r.end()
}

// NewDOCS returns the SSR of a person and the first travel document that is no
// visa. It is false if there is none. A person without a given name has FNU for
// it, as the airlines want it.
func NewDOCS(p *Passenger) (DOCS, bool) {
	i := p.travelDocument()
	if i < 0 {
		return DOCS{}, false
	}
	d := &p.Documents[i]
	s := DOCS{
		Type: d.Type.Value, IssuingState: d.IssuingState, Number: d.Number, Nationality: p.Nationality,
		DateOfBirth: p.DateOfBirth, Gender: p.Gender, Expiry: d.Expiry, Name: p.Name,
	}
	if s.Name.GivenNames() == "" {
		s.Name.Given = FNU
	}
	return s, true
}

// Passenger returns the person of whom the SSR tells. Whether the person is an
// infant is not kept.
func (d DOCS) Passenger() Passenger {
	return Passenger{
		Name: d.Name, Gender: strings.TrimSuffix(d.Gender, "I"), DateOfBirth: d.DateOfBirth, Nationality: d.Nationality,
		Documents: []TravelDocument{{Type: Code{Value: d.Type}, Number: d.Number, IssuingState: d.IssuingState, Expiry: d.Expiry}},
	}
}

// What some systems have room for. Both are UNCONFIRMED.
const (
	ssrNumber = 15 // characters of a document number
	ssrText   = 59 // characters of the fields
)

// Findings says what a system may not take: a document number of more than 15
// characters, and fields of more than 59 in all, of which some systems cut the
// rest. Both limits are UNCONFIRMED.
func (d DOCS) Findings() (f Findings) {
	if len(d.Number) > ssrNumber {
		x := kindNumberLong.finding()
		x.Element = DocumentNumber
		f = append(f, x)
	}
	b, err := d.Append(nil, SlashForm)
	if i := strings.IndexByte(string(b), '/'); err == nil && i >= 0 && len(b)-i-1 > ssrText {
		f = append(f, kindTextLong.finding())
	}
	return f
}

// String returns "DOCS [redacted]".
func (d DOCS) String() string { return "DOCS " + redacted }

// Format implements [fmt.Formatter] with the text of String.
func (d DOCS) Format(f fmt.State, _ rune) { io.WriteString(f, d.String()) }

// LogValue implements [slog.LogValuer] with the text of String.
func (d DOCS) LogValue() slog.Value { return slog.StringValue(d.String()) }

// String returns "DOCO [redacted]".
func (d DOCO) String() string { return "DOCO " + redacted }

// Format implements [fmt.Formatter] with the text of String.
func (d DOCO) Format(f fmt.State, _ rune) { io.WriteString(f, d.String()) }

// LogValue implements [slog.LogValuer] with the text of String.
func (d DOCO) LogValue() slog.Value { return slog.StringValue(d.String()) }

// String returns "DOCA [redacted]".
func (d DOCA) String() string { return "DOCA " + redacted }

// Format implements [fmt.Formatter] with the text of String.
func (d DOCA) Format(f fmt.State, _ rune) { io.WriteString(f, d.String()) }

// LogValue implements [slog.LogValuer] with the text of String.
func (d DOCA) LogValue() slog.Value { return slog.StringValue(d.String()) }
