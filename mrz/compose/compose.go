package compose

import (
	"strings"

	"example.org/traveldoc/checkdigit"
	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/translit"
)

// Options are the options of Document and Name. The zero value, or nil, is right
// for names in MRZ letters and for languages without exceptions.
type Options struct {
	// Names spells the names. The zero value is translit.New(language.Und).
	Names translit.Transformer
	// Cut shortens names that do not fit; nil is CutPlain.
	Cut Cut
	// AsOf is a day on which Verify must not fault the zone, or zero for none: a
	// rule may depend on the century of a date. Where it is zero and the date of
	// expiry is given with its century, that date is the day.
	AsOf mrz.CalendarDate
	// ZeroDigit writes 0 as the check digit of the optional data of a TD3 if these
	// are blank. Otherwise it is a filler: Doc 9303-4 4.2.2.2 leaves it to the
	// issuing State.
	ZeroDigit bool
}

// maxZone is the number of characters of the largest zone, with its line breaks.
const maxZone = 93

// A zone is a zone that is being written.
type zone struct {
	layout mrz.Layout
	width  int // of a line
	text   [maxZone]byte
	errs   Errors
}

// Document composes a zone of a layout.
//
// The fields are those of [mrz.Document.Fields]; their letters may be small. The
// names may be in national letters. A date is YYMMDD, with two fillers for an
// unknown part of the date of birth, or YYYY-MM-DD. The sex is M, F, or one of X,
// "<" and "" for unspecified. A document number of more than nine characters goes
// on in the optional data, in TD1 and TD2 (Doc 9303-5 and 9303-6, note j); blanks
// and punctuation in it become fillers. NameTruncation is not looked at.
//
// Titles and suffixes (Dr., Jr.) are the caller's to leave out, unless the issuing
// State regards them as part of the name (Doc 9303-3 4.6).
//
// The error is of type Errors and has all that is wrong; the Document and the
// Report are then zero. No zone is returned that Verify faults without a day, or
// on the day AsOf.
func Document(l mrz.Layout, f mrz.Fields, o *Options) (mrz.Document, Report, error) {
	lines, width := l.Size()
	if lines == 0 {
		return mrz.Document{}, Report{}, Errors{{0, ErrLayout}}
	}
	z := zone{layout: l, width: width}
	for i := range z.text[:lines*(width+1)] {
		z.text[i] = '<'
	}
	for i := 1; i <= lines; i++ {
		z.text[i*(width+1)-1] = '\n'
	}

	z.code(mrz.FieldDocumentCode, f.DocumentCode)
	z.code(mrz.FieldIssuingState, f.IssuingState)
	var report Report
	name, _ := l.Span(mrz.FieldName)
	z.name(z.at(name), f.PrimaryIdentifier, f.SecondaryIdentifier, o, &report)
	tail := z.number(f.DocumentNumber)
	z.code(mrz.FieldNationality, f.Nationality)
	z.date(mrz.FieldDateOfBirth, f.DateOfBirth)
	z.sex(f.Sex)
	z.date(mrz.FieldDateOfExpiry, f.DateOfExpiry)
	z.data(mrz.FieldOptionalData, f.OptionalData, tail)
	z.data(mrz.FieldOptionalData2, f.OptionalData2, 0)
	for check := range l.Checks() {
		z.digit(check, tail, o != nil && o.ZeroDigit)
	}
	d, err := mrz.Parse(string(z.text[:lines*(width+1)]))
	if err != nil { // each character has been looked at
		return mrz.Document{}, Report{}, err
	}
	// What could not be written is blank, so that the rest can be judged.
	if o == nil {
		o = new(Options)
	}
	asOf := o.AsOf
	if expiry := wholeDate(f.DateOfExpiry); !expiry.IsZero() {
		if expiry.Compare(wholeDate(f.DateOfBirth)) < 0 {
			z.add(mrz.FieldDateOfExpiry, ErrDate)
		}
		if asOf.IsZero() {
			asOf = expiry
		}
	}
	switch v := d.Verify(&mrz.VerifyOptions{AsOf: asOf}); {
	case d.Layout() != l: // the V in front makes a visa
		z.add(mrz.FieldDocumentCode, ErrCode)
	case !v.OK():
		z.faults(v)
	}
	if len(z.errs) > 0 {
		z.errs.sort()
		return mrz.Document{}, Report{}, z.errs
	}
	return d, report, nil
}

// at returns the characters of a place.
func (z *zone) at(s mrz.Span) []byte {
	i := (s.Line-1)*(z.width+1) + s.Column - 1
	return z.text[i : i+s.Len]
}

// field returns the characters of a field, nil if the layout does not have it.
func (z *zone) field(f mrz.Field) []byte {
	s, ok := z.layout.Span(f)
	if !ok {
		return nil
	}
	return z.at(s)
}

// put writes a value that is letters, digits and fillers in upper case.
func (z *zone) put(f mrz.Field, dst []byte, value string) {
	for i := range len(value) {
		if c := upper(value[i]); c != '<' && !isAlnum(c) {
			z.errs.add(f, ErrCharacter)
			return
		}
	}
	if len(value) > len(dst) {
		z.errs.add(f, ErrTooLong)
		return
	}
	for i := range len(value) {
		dst[i] = upper(value[i])
	}
}

func upper(c byte) byte {
	if 'a' <= c && c <= 'z' {
		c -= 'a' - 'A'
	}
	return c
}

func isAlnum(c byte) bool { return 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' }

func (z *zone) code(f mrz.Field, value string) {
	value = strings.TrimRight(value, "<")
	if value == "" {
		z.errs.add(f, ErrRequired)
		return
	}
	z.put(f, z.field(f), value)
}

// name writes the name field.
func (z *zone) name(dst []byte, primary, secondary string, o *Options, r *Report) {
	z.errs = append(z.errs, writeName(dst, primary, secondary, o, r)...)
}

// number writes the document number, and its rest into the optional data. It
// returns how many characters of these the rest, its digit and the filler behind
// it take.
func (z *zone) number(value string) (tail int) {
	const f = mrz.FieldDocumentNumber
	if strings.ContainsFunc(value, isMark) {
		value = strings.Map(func(r rune) rune {
			if isMark(r) {
				return '<'
			}
			return r
		}, value)
	}
	value = strings.TrimRight(value, "<")
	switch {
	case value == "":
		z.errs.add(f, ErrRequired)
		return 0
	case value[0] == '<': // no number begins so
		z.errs.add(f, ErrCharacter)
		return 0
	}
	dst := z.field(f)
	if len(value) <= len(dst) {
		z.put(f, dst, value)
		return 0
	}
	optional := z.field(mrz.FieldOptionalData)
	rest := value[len(dst):]
	if z.layout != mrz.TD1 && z.layout != mrz.TD2 || len(rest)+2 > len(optional) {
		z.put(f, dst, value) // which says what is wrong
		return 0
	}
	if strings.Contains(rest, "<") { // its end could not be told
		z.errs.add(f, ErrCharacter)
		return 0
	}
	before := len(z.errs)
	z.put(f, dst, value[:len(dst)])
	if len(z.errs) == before {
		z.put(f, optional, rest)
	}
	if len(z.errs) > before {
		copy(dst, "<<<<<<<<<")
		return 0
	}
	return len(rest) + 2
}

// isMark reports whether a character of a document number becomes a filler: a
// blank or another special character (Doc 9303-4 4.2.2 and the same place of the
// other parts).
func isMark(r rune) bool {
	return r == ' ' || '!' <= r && r <= '/' || ':' <= r && r <= '@' || '[' <= r && r <= '`' || '{' <= r && r <= '~'
}

// wholeDate returns a date that is given as YYYY-MM-DD, or zero for another one.
func wholeDate(value string) mrz.CalendarDate {
	if len(value) != len("2006-01-02") {
		return mrz.CalendarDate{}
	}
	d, _ := mrz.ParseCalendarDate(value)
	return d
}

func (z *zone) date(f mrz.Field, value string) {
	if value == "" {
		z.errs.add(f, ErrRequired)
		return
	}
	if !wholeDate(value).IsZero() {
		value = value[2:4] + value[5:7] + value[8:10]
	}
	dst := z.field(f)
	if len(value) != len(dst) {
		z.errs.add(f, ErrDate)
		return
	}
	for i := range len(value) {
		if c := value[i]; c != '<' && (c < '0' || c > '9') {
			z.errs.add(f, ErrDate)
			return
		}
	}
	copy(dst, value)
}

func (z *zone) sex(value string) {
	switch value {
	case "", "<", "X", "x":
		value = "<"
	case "M", "F", "m", "f":
	default:
		z.errs.add(mrz.FieldSex, ErrCode)
		return
	}
	z.put(mrz.FieldSex, z.field(mrz.FieldSex), value)
}

// data writes optional data, behind what a long number takes of them.
func (z *zone) data(f mrz.Field, value string, tail int) {
	value = strings.TrimRight(value, "<")
	if value == "" {
		return
	}
	dst := z.field(f)
	switch {
	case dst == nil:
		z.errs.add(f, ErrNoField)
	case tail > len(dst):
		z.errs.add(f, ErrTooLong)
	default:
		z.put(f, dst[tail:], value)
	}
}

// digit computes a check digit and writes it.
func (z *zone) digit(f mrz.Field, tail int, zero bool) {
	if f == mrz.FieldDocumentNumber && tail > 0 {
		rest := z.field(mrz.FieldOptionalData)[:tail-1]
		rest[tail-2] = sum(z.field(f), rest[:tail-2])
		return // and a filler stays in its place
	}
	data := z.field(f)
	if f == mrz.FieldCompositeCheckDigit {
		var parts [maxParts][]byte
		n := 0
		for _, s := range z.layout.Covers(f) {
			parts[n] = z.at(s)
			n++
		}
		data[0] = sum(parts[:n]...)
		return
	}
	digit := z.field(digitField(f))
	digit[0] = sum(data)
	if f == mrz.FieldOptionalData && !zero && blank(data) {
		digit[0] = '<'
	}
}

// maxParts is more than the places that any check digit covers.
const maxParts = 8

// digitField returns the place of the check digit over a field.
func digitField(f mrz.Field) mrz.Field {
	switch f {
	case mrz.FieldDocumentNumber:
		return mrz.FieldDocumentNumberCheckDigit
	case mrz.FieldDateOfBirth:
		return mrz.FieldDateOfBirthCheckDigit
	case mrz.FieldDateOfExpiry:
		return mrz.FieldDateOfExpiryCheckDigit
	case mrz.FieldOptionalData:
		return mrz.FieldOptionalDataCheckDigit
	}
	return f
}

// sum returns the check digit of characters that have all been looked at.
func sum(parts ...[]byte) byte {
	var buf [maxZone]byte
	data := buf[:0]
	for _, p := range parts {
		data = append(data, p...)
	}
	digit, _ := checkdigit.Compute(data)
	return digit
}

func blank(b []byte) bool {
	for _, c := range b {
		if c != '<' {
			return false
		}
	}
	return true
}

// faults adds what Verify calls an error, of fields that are not wrong already.
func (z *zone) faults(r mrz.Report) {
	for _, f := range r.Findings() {
		if f.Severity != mrz.SeverityError {
			continue
		}
		switch f.Field {
		case mrz.FieldDocumentCode, mrz.FieldIssuingState, mrz.FieldNationality:
			z.add(f.Field, ErrCode)
		case mrz.FieldDateOfBirth, mrz.FieldDateOfExpiry:
			z.add(f.Field, ErrDate)
		case mrz.FieldName, mrz.FieldPrimaryIdentifier, mrz.FieldSecondaryIdentifier:
			if !z.errs.has(mrz.FieldPrimaryIdentifier) && !z.errs.has(mrz.FieldSecondaryIdentifier) {
				z.add(f.Field, f.Rule)
			}
		default:
			z.add(f.Field, f.Rule)
		}
	}
}

// add adds an error of a field that has none.
func (z *zone) add(f mrz.Field, err error) {
	if !z.errs.has(f) {
		z.errs.add(f, err)
	}
}
