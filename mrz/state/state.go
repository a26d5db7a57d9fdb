// Package state knows the three-letter codes that stand for issuing States,
// organisations and nationalities in machine readable travel documents: the
// codes of ISO 3166-1, and those that ICAO Doc 9303-3 section 5 adds, such as D
// for Germany, UNO for the United Nations and XXA for a stateless person. It also
// knows withdrawn codes, and unofficial ones that are met on documents.
//
//	c, err := state.Parse("D<<")
//	fmt.Println(c, c.Name(), c.Alpha2())     // D Germany DE
//
// # Well-formed and known
//
// Issuers are ahead of every table, so the two are kept apart. [Parse] fails, with
// [ErrSyntax], only for what cannot be a code at all. A well-formed code that is
// in no list is a [Code] like others, for which [Code.Known] is false.
//
// Whether a code is used rightly is not for this package to say: [Code.Issuer] and
// [Code.Nationality] tell what the standard has in mind for new documents, and a
// reader meets others.
//
// # Sources
//
// [Edition] names the editions that the table is taken from. Where the sources are
// silent and a statement rests on practice or on secondary sources, [Code.Note]
// says UNCONFIRMED.
//
// # Concurrency
//
// All functions and methods but UnmarshalText may be called from several
// goroutines at once.
package state

import (
	"cmp"
	"errors"
	"iter"
)

//go:generate go run gen.go

// ErrSyntax is the error for a text that is not a well-formed code. It does not
// hold the text.
var ErrSyntax = errors.New("state: malformed code: want one to three letters A-Z, then fillers")

// Code is the code of a State, an organisation or a nationality: one to three
// letters A-Z, known or not. It is a small value, comparable with ==, for use as a
// map key as well.
//
// The zero Code stands for an empty field, <<<. It is not known, and its text is
// empty.
type Code struct {
	// The three characters as a number to the base 27: 0 is the filler, 1 to 26
	// are A to Z. No letter follows a filler.
	n uint16
}

// Each known code has a cell: the index of its record, what it may be used for,
// and its Kind. A cell of 0 belongs to an unknown code; record 0 is empty.
const (
	recordMask     = 1<<9 - 1
	forIssuer      = 1 << 9
	forNationality = 1 << 10
	inISO          = 1 << 11
	kindShift      = 12

	isState        = uint16(KindState) << kindShift
	isDependent    = uint16(KindDependent) << kindShift
	isOrganisation = uint16(KindOrganisation) << kindShift
	isSpecial      = uint16(KindSpecial) << kindShift
	isWithdrawn    = uint16(KindWithdrawn) << kindShift
	isUnofficial   = uint16(KindUnofficial) << kindShift
	isTest         = uint16(KindTest) << kindShift
)

// record holds the texts of a known code.
type record struct {
	short      string // code (3), alpha-2 (2) and numeric code (3), each with fillers
	name       string
	withdrawn  string
	note       string
	successors [4]Code // the zero Code after the last
}

// Parse returns the code that s stands for, with its fillers or without: "UTO",
// "D<<" and "D" are codes.
//
// The error is [ErrSyntax] if s is anything but one to three letters A-Z, filled
// up with < to at most three characters. Lower case, digits, a filler before a
// letter, the empty string and "<<<" are errors. A code that is in no list is not
// an error: see [Code.Known].
//
// Parse keeps nothing of s and does not allocate.
func Parse(s string) (Code, error) {
	// Every known code but D has three letters, so that most fields end here.
	if len(s) == 3 {
		a, b, c := s[0]-'A', s[1]-'A', s[2]-'A'
		if a < 26 && b < 26 && c < 26 {
			return Code{(uint16(a)*27+uint16(b))*27 + uint16(c) + 27*27 + 27 + 1}, nil
		}
	}
	return parsePadded(s)
}

// parsePadded is Parse for all texts, with fillers or without.
func parsePadded(s string) (Code, error) {
	if len(s) > 3 {
		return Code{}, ErrSyntax
	}
	var n uint16
	ended := false
	for i := range 3 {
		n *= 27
		if i >= len(s) || s[i] == '<' {
			ended = true
			continue
		}
		letter := s[i] - 'A'
		if ended || letter >= 26 {
			return Code{}, ErrSyntax
		}
		n += uint16(letter) + 1
	}
	if n == 0 {
		return Code{}, ErrSyntax
	}
	return Code{n}, nil
}

// MustParse is like [Parse] and panics if s is malformed. It is for codes that
// stand in the program.
func MustParse(s string) Code {
	c, err := Parse(s)
	if err != nil {
		panic(err)
	}
	return c
}

// ByAlpha2 returns the code with the given two-letter code, in capitals: one of
// ISO 3166-1, or of Doc 9303-3 section 5 where that has its own, such as EU, UN
// and KS. ok is false if there is none. Of the withdrawn codes only ANT and NTZ are
// found this way, and of the unofficial ones none.
//
// DE and UN belong to two codes each. DE gives D, which may be an issuer, not DEU.
// UN gives UNO, the organisation, not UNA, its specialized agencies.
func ByAlpha2(s string) (c Code, ok bool) {
	if len(s) != 2 {
		return Code{}, false
	}
	a, b := s[0]-'A', s[1]-'A'
	if a >= 26 || b >= 26 {
		return Code{}, false
	}
	n := byAlpha2[int(a)*26+int(b)]
	return Code{n}, n != 0
}

// All returns an iterator over the known codes, in the order of [Code.Compare].
func All() iter.Seq[Code] {
	return func(yield func(Code) bool) {
		for i := 1; i < len(records); i++ {
			if !yield(MustParse(records[i].short[:3])) {
				return
			}
		}
	}
}

// Compare returns -1 if c stands before d, 0 if they are equal, and +1 if c
// stands after d. The order is alphabetical, a shorter code before the longer ones
// that it begins: D stands before DEU, and the zero Code before all others.
func (c Code) Compare(d Code) int { return cmp.Compare(c.n, d.n) }

// cell returns the cell of c, 0 if c is unknown.
func (c Code) cell() uint16 { return cells[c.n] }

// record returns the record of c, the empty one if c is unknown.
func (c Code) record() *record { return &records[c.cell()&recordMask] }

// Known reports whether c is in the table, which holds withdrawn and unofficial
// codes as well: see [Code.Kind].
func (c Code) Known() bool { return c.cell() != 0 }

// Kind returns what c stands for, [KindUnknown] if c is not known.
func (c Code) Kind() Kind { return Kind(c.cell() >> kindShift) }

// Issuer reports whether c may stand for the issuer of a new document. It is
// false for withdrawn and unofficial codes, for those that are nationalities only
// (XXA, GBN), for DEU, whose place D takes, and for codes that are not known.
//
// Doc 9303-3 section 5 is one list for all purposes. The distinction follows its
// words and practice, and every code of ISO 3166-1 but DEU counts as an issuer,
// though territories without documents of their own are among them.
func (c Code) Issuer() bool { return c.cell()&forIssuer != 0 }

// Nationality reports whether c may stand for the nationality of the holder of a
// new document. It is false for withdrawn and unofficial codes, for organisations
// that the standard gives no holders (EUE), for DEU, whose place D takes, and for
// codes that are not known. The distinction is no more certain than that of
// [Code.Issuer].
func (c Code) Nationality() bool { return c.cell()&forNationality != 0 }

// ISO reports whether c is an alpha-3 code of ISO 3166-1 as of [Edition]. D is
// not, DEU is.
func (c Code) ISO() bool { return c.cell()&inISO != 0 }

// Name returns the English name that the source gives, in UTF-8: "Germany",
// "Côte d'Ivoire", "Congo (the Democratic Republic of the)". It is empty if c is
// not known.
func (c Code) Name() string { return c.record().name }

// Alpha2 returns the two-letter code that belongs to c, of ISO 3166-1 or else of
// Doc 9303-3 section 5: "DE" for D and for DEU, "UN" for UNO and for UNA. It is
// empty if there is none.
func (c Code) Alpha2() string {
	if s := c.record().short[3:5]; s[0] != '<' {
		return s
	}
	return ""
}

// Numeric returns the numeric code of ISO 3166-1 that belongs to c, three digits:
// "276" for D and for DEU. It is empty if there is none.
func (c Code) Numeric() string {
	if s := c.record().short[5:8]; s[0] != '<' {
		return s
	}
	return ""
}

// Withdrawn returns when ISO 3166 withdrew c, a year or a date as the source gives
// it: "1977", "1990-10-30". It is empty for all codes that are not of
// [KindWithdrawn].
func (c Code) Withdrawn() string { return c.record().withdrawn }

// Successors returns an iterator over the codes that took the place of c: for a
// withdrawn code those of the States that followed, for an alias (DEU, XKX, YTO)
// the code that it stands for. There are none if c is in use, if it is not known,
// and where the source names none (SUN, ANT, NTZ). The source does not name all of
// them in each case: see [Code.Note].
func (c Code) Successors() iter.Seq[Code] {
	return func(yield func(Code) bool) {
		for _, s := range c.record().successors {
			if s == (Code{}) || !yield(s) {
				return
			}
		}
	}
}

// Canonical returns the successor of c if it has precisely one, and otherwise c:
// D for DEU, ROU for ROM, RKS for XKX, and CSK, which has two, for CSK. Canonical
// codes are their own canonical codes.
//
// It is for telling whether two sources that use different lists can mean the
// same: one says D, the other DEU. Equal canonical codes do not prove that two
// codes mean the same, since a successor may be more than what it follows: D is
// the canonical code of DDR, IND of SKM.
func (c Code) Canonical() Code {
	if s := &c.record().successors; s[0] != (Code{}) && s[1] == (Code{}) {
		return s[0]
	}
	return c
}

// Note returns a remark in English about the source or the use of c, in plain
// text, for people. It is empty for most codes.
func (c Code) Note() string { return c.record().note }

// String returns the letters of c without fillers: "D", "UTO". It is empty for the
// zero Code. It does not allocate if c is known.
func (c Code) String() string { return c.Field()[:c.len()] }

// Field returns c as it is printed, three characters with fillers: "D<<", "UTO",
// and "<<<" for the zero Code (Doc 9303-3 section 5, Part A). It does not allocate
// if c is known.
func (c Code) Field() string {
	if c.Known() || c == (Code{}) {
		return c.record().short[:3]
	}
	field := c.chars()
	return string(field[:])
}

// chars returns the three characters of c.
func (c Code) chars() [3]byte {
	const chars = "<ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	return [3]byte{chars[c.n/(27*27)%27], chars[c.n/27%27], chars[c.n%27]}
}

// len returns the number of letters of c.
func (c Code) len() int {
	switch {
	case c.n%27 != 0:
		return 3
	case c.n%(27*27) != 0:
		return 2
	case c.n != 0:
		return 1
	}
	return 0
}

// AppendText appends the text of [Code.String] to b. The error is always nil.
func (c Code) AppendText(b []byte) ([]byte, error) {
	field := c.chars()
	return append(b, field[:c.len()]...), nil
}

// MarshalText returns the text of [Code.String], which is empty for the zero Code.
// The error is always nil.
func (c Code) MarshalText() ([]byte, error) { return c.AppendText(nil) }

// UnmarshalText sets c to the code that text stands for, as by [Parse], or to the
// zero Code if text is empty. If text is malformed, the error is [ErrSyntax] and c
// is unchanged.
func (c *Code) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*c = Code{}
		return nil
	}
	if len(text) > 3 {
		return ErrSyntax
	}
	parsed, err := Parse(string(text))
	if err != nil {
		return err
	}
	*c = parsed
	return nil
}
