package emrtd

import (
	"iter"
	"strings"
	"time"

	"example.org/traveldoc/mrz"
)

// The greatest lengths of the texts of DG11 in bytes (Doc 9303-10 section 4.7.11),
// and of its custody information.
const (
	maxText    = 99
	maxCustody = 999
)

// A Name is a name in national characters, as a data group has it: with the
// fillers of a zone, two between the identifiers and one between components, and
// not cut. It is personal data.
type Name string

// Primary returns the primary identifier, its components joined by blanks: all of
// the name if that has no two fillers in a row.
func (n Name) Primary() string {
	primary, _, _ := strings.Cut(string(n), "<<")
	return joined(primary)
}

// Secondary returns the secondary identifier in the form of Primary, "" if there
// is none.
func (n Name) Secondary() string {
	_, secondary, _ := strings.Cut(string(n), "<<")
	return joined(secondary)
}

func joined(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '<' }), " ")
}

// Parts yields the parts of a place, an address or a list of document numbers,
// which fillers separate. Empty ones are left out.
func Parts(s string) iter.Seq[string] {
	return strings.FieldsFuncSeq(s, func(r rune) bool { return r == '<' })
}

// A Date is a date as a data group has it: the eight digits YYYYMMDD, or the same
// in BCD, which are four bytes (Doc 9303-10 section 4.7.11 wants a reader to take
// both). The value holds what stands there, even if that is no date. It is
// personal data.
//
// A month or day of 00 and a year of 0000 are unknown (the note of section 4.7.11.1).
type Date string

// A Timestamp is a date and a time of the day in the manner of a Date: the
// fourteen digits YYYYMMDDhhmmss, or seven bytes of BCD. The standard names no
// time zone.
type Timestamp string

const (
	dateDigits = 8
	timeDigits = 14
)

// digitsOf returns the digits of a value that is n digits or as many in BCD, and
// "" for any other.
func digitsOf(s string, n int) string {
	switch len(s) {
	case n:
		for i := range n {
			if s[i] < '0' || s[i] > '9' {
				return ""
			}
		}
		return s
	case n / 2:
		b := make([]byte, 0, timeDigits)
		for i := range n / 2 {
			high, low := s[i]>>4, s[i]&0xF
			if high > 9 || low > 9 {
				return ""
			}
			b = append(b, '0'+high, '0'+low)
		}
		return string(b)
	}
	return ""
}

// number returns the number that digits are.
func number(digits string) (n int) {
	for _, c := range []byte(digits) {
		n = n*10 + int(c-'0')
	}
	return n
}

// NewDate returns a day as digits, and "" for what is no day.
func NewDate(d mrz.CalendarDate) Date {
	if !d.IsValid() {
		return ""
	}
	return Date(strings.ReplaceAll(d.String(), "-", ""))
}

// Digits returns the eight digits, whatever the coding is. It is "" if the value
// is no date: neither eight digits nor four bytes of BCD.
func (d Date) Digits() string { return digitsOf(string(d), dateDigits) }

// Parts returns the parts of the date, of which 0 stands for an unknown one. It is
// false if the value is no date. The parts need not make a day of a calendar.
func (d Date) Parts() (year, month, day int, ok bool) {
	s := d.Digits()
	if s == "" {
		return 0, 0, 0, false
	}
	return number(s[:4]), number(s[4:6]), number(s[6:]), true
}

// CalendarDate returns the day, which is zero if a part of it is unknown or if
// there is no such day.
func (d Date) CalendarDate() mrz.CalendarDate {
	year, month, day, _ := d.Parts()
	c := mrz.CalendarDate{Year: year, Month: time.Month(month), Day: day}
	if !c.IsValid() {
		return mrz.CalendarDate{}
	}
	return c
}

// Digits returns the fourteen digits, whatever the coding is. It is "" if the
// value is neither fourteen digits nor seven bytes of BCD.
func (t Timestamp) Digits() string { return digitsOf(string(t), timeDigits) }

// Date returns the day of the time, "" if the value is no time.
func (t Timestamp) Date() Date {
	if s := t.Digits(); s != "" {
		return Date(s[:dateDigits])
	}
	return ""
}

// Clock returns the time of the day. It is false if the value is no time.
func (t Timestamp) Clock() (hour, minute, second int, ok bool) {
	s := t.Digits()
	if s == "" {
		return 0, 0, 0, false
	}
	hour, minute, second = number(s[8:10]), number(s[10:12]), number(s[12:])
	if hour > 23 || minute > 59 || second > 60 {
		return 0, 0, 0, false
	}
	return hour, minute, second, true
}

// An Image is the bytes of an image, JPEG or JPEG 2000. It is a string since a
// data group that has been decoded is not changed by anyone.
type Image string
