package compose

import (
	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/state"
)

// Surrogate returns a made-up zone in the shape of another one: the same layout,
// document code and issuing State; a document number, optional data and a name
// of the same length, with letters for letters and digits for digits; the same
// parts of the date of birth unknown. All else is drawn from seed alone, the
// nationality too unless it is that of the issuing State, and the check digits are
// right. So nothing of the person is in it, and the same shape and the same seed
// give the same zone for ever: for tests, for bug reports and for training.
//
// What Document does not write is not carried over: what Verify faults, and a few
// things that it warns of, as a name without a primary identifier. Of the zero
// Document it is the zero Document.
func Surrogate(d mrz.Document, seed uint64) mrz.Document {
	if d.IsZero() {
		return mrz.Document{}
	}
	r := newRandom(seed)
	f := mrz.Fields{
		DocumentCode:   d.DocumentCode(),
		IssuingState:   d.IssuingState().String(),
		DocumentNumber: r.like(d.DocumentNumber()),
		DateOfBirth:    r.birth(d.Raw(mrz.FieldDateOfBirth)),
		Sex:            string(r.of("FM")),
		DateOfExpiry:   r.date(28, 8),
		OptionalData:   r.like(d.OptionalData()),
		OptionalData2:  r.like(d.OptionalData2()),
	}
	f.Nationality = r.nationality(d)
	for c := range d.PrimaryComponents() {
		f.PrimaryIdentifier += " " + r.word(len(c))
	}
	for c := range d.SecondaryComponents() {
		f.SecondaryIdentifier += " " + r.word(len(c))
	}
	// Where something in d can't be carried over, its place is taken by what
	// can stand in any zone.
	for try := range 16 {
		made, _, err := Document(d.Layout(), f, nil)
		if err == nil {
			return made
		}
		for _, e := range err.(Errors) {
			r.replace(&f, e.Field, d.Layout())
			if try > 0 { // a code that asks for what was taken away, as PR for refugees
				r.replace(&f, mrz.FieldDocumentCode, d.Layout())
			}
		}
	}
	return mrz.Document{}
}

// replace gives a field a value that stands in any zone of a layout.
func (r *random) replace(f *mrz.Fields, field mrz.Field, l mrz.Layout) {
	switch field {
	case mrz.FieldDocumentCode:
		f.DocumentCode = map[mrz.Layout]string{mrz.TD1: "I", mrz.TD2: "I", mrz.TD3: "P", mrz.MRVA: "V", mrz.MRVB: "V"}[l]
	case mrz.FieldIssuingState:
		f.IssuingState = "UTO"
	case mrz.FieldNationality:
		f.Nationality = "UTO"
	case mrz.FieldDocumentNumber:
		f.DocumentNumber = r.like((f.DocumentNumber + "A00000000")[:9])
		if f.DocumentNumber[0] == '<' {
			f.DocumentNumber = r.like("A00000000")
		}
	case mrz.FieldDateOfBirth:
		f.DateOfBirth = r.birth("000000")
	case mrz.FieldSex:
		f.Sex = string(r.of("FM"))
	case mrz.FieldOptionalData:
		f.OptionalData = ""
	case mrz.FieldOptionalData2:
		f.OptionalData2 = ""
	default:
		f.PrimaryIdentifier, f.SecondaryIdentifier = r.word(8), r.word(5)
	}
}

// A random draws from a seed. It is SplitMix64, which is a few lines, so that a
// seed gives the same with any release of Go.
type random struct{ state uint64 }

func newRandom(seed uint64) *random { return &random{seed} }

func (r *random) next() uint64 {
	r.state += 0x9E3779B97F4A7C15
	z := r.state
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

// n returns a number from 0 up to n-1. That the first ones are likelier by n in
// 2^64 does no harm here.
func (r *random) n(n int) int { return int(r.next() % uint64(n)) }

func (r *random) of(s string) byte { return s[r.n(len(s))] }

const (
	digits     = "0123456789"
	letters    = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	vowels     = "AEIOU"
	consonants = "BDFGKLMNPRSTV"
)

// like returns letters for letters and digits for digits.
func (r *random) like(s string) string {
	b := []byte(s)
	for i, c := range b {
		switch {
		case '0' <= c && c <= '9':
			b[i] = r.of(digits)
		case 'A' <= c && c <= 'Z':
			b[i] = r.of(letters)
		}
	}
	return string(b)
}

// word returns a word that can be spoken and is hardly a name.
func (r *random) word(n int) string {
	b := make([]byte, n)
	first := r.n(2)
	for i := range b {
		if i%2 == first {
			b[i] = r.of(consonants)
		} else {
			b[i] = r.of(vowels)
		}
	}
	return string(b)
}

// date returns a day of some years, not the first of a month.
func (r *random) date(year, years int) string {
	return two((year+r.n(years))%100) + two(1+r.n(12)) + two(2+r.n(27))
}

func two(n int) string { return string([]byte{'0' + byte(n/10), '0' + byte(n%10)}) }

// birth returns a date of birth that is unknown where another one is.
func (r *random) birth(like string) string {
	b := []byte(r.date(50, 55))
	for i := 0; i+2 <= len(like); i += 2 {
		if like[i:i+2] == "<<" {
			copy(b[i:], "<<")
		}
	}
	return string(b)
}

// nationality returns that of the issuing State if it is so in d, and any State's
// if not.
func (r *random) nationality(d mrz.Document) string {
	if n := d.Nationality(); n == d.IssuingState() && n.Nationality() {
		r.next()
		return n.String()
	}
	var all []string
	for c := range state.All() {
		if c.Kind() == state.KindState && c.Nationality() {
			all = append(all, c.String())
		}
	}
	return all[r.n(len(all))]
}
