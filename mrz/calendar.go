package mrz

import (
	"cmp"
	"encoding"
	"errors"
	"time"
)

// A CalendarDate is a day of the Gregorian calendar, without a time or a zone.
// The zero value is no day: it stands for a date that is not known or not
// given. A CalendarDate is comparable.
//
// The package reads no clock. Whoever has a document before him says what day
// it is there: CalendarDate of "now" is DateOf(time.Now().In(place)).
type CalendarDate struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf returns the day of t in the location of t.
func DateOf(t time.Time) CalendarDate {
	y, m, d := t.Date()
	return CalendarDate{y, m, d}
}

// calendarDate joins a year to the month and the day of p, which are numbers.
func calendarDate(year int, p dateParts) CalendarDate {
	return CalendarDate{year, time.Month(p.month), int(p.day)}
}

// ErrDate is the error of ParseCalendarDate and of UnmarshalText.
var ErrDate = errors.New("mrz: not a date of the form 2006-01-02")

// ParseCalendarDate reads a date of the form 2006-01-02. The error is ErrDate.
func ParseCalendarDate(s string) (CalendarDate, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return CalendarDate{}, ErrDate
	}
	d := DateOf(t)
	if !d.IsValid() {
		return CalendarDate{}, ErrDate
	}
	return d, nil
}

// IsZero reports whether d is the zero value.
func (d CalendarDate) IsZero() bool { return d == CalendarDate{} }

// IsValid reports whether there is such a day in the years 1 to 9999.
func (d CalendarDate) IsValid() bool {
	return 1 <= d.Year && d.Year <= 9999 && 1 <= d.Month && d.Month <= 12 &&
		1 <= d.Day && d.Day <= int(monthDays[d.Month]) &&
		(d.Month != time.February || d.Day != 29 || leapYear(d.Year))
}

func leapYear(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

// Compare returns -1 if d is before other, +1 if it is after it, else 0.
func (d CalendarDate) Compare(other CalendarDate) int {
	return cmp.Or(cmp.Compare(d.Year, other.Year), cmp.Compare(d.Month, other.Month), cmp.Compare(d.Day, other.Day))
}

// In returns the first moment of the day in a location.
func (d CalendarDate) In(loc *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, loc)
}

// String returns the date in the form 2006-01-02, or "" for the zero value.
func (d CalendarDate) String() string {
	if d.IsZero() {
		return ""
	}
	b, _ := d.AppendText(nil)
	return string(b)
}

// AppendText appends the text of String to b.
func (d CalendarDate) AppendText(b []byte) ([]byte, error) {
	if d.IsZero() {
		return b, nil
	}
	if d.IsValid() {
		return append(b, byte('0'+d.Year/1000), byte('0'+d.Year/100%10), byte('0'+d.Year/10%10), byte('0'+d.Year%10), '-',
			byte('0'+d.Month/10), byte('0'+d.Month%10), '-', byte('0'+d.Day/10), byte('0'+d.Day%10)), nil
	}
	return append(b, "invalid date"...), nil
}

// MarshalText returns the text of String. It fails with ErrDate for a value
// that is neither a day nor zero.
func (d CalendarDate) MarshalText() ([]byte, error) {
	if !d.IsZero() && !d.IsValid() {
		return nil, ErrDate
	}
	return d.AppendText(nil)
}

// UnmarshalText reads what MarshalText writes, the empty text among it, so that
// a CalendarDate can be a flag ([flag.TextVar]).
func (d *CalendarDate) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = CalendarDate{}
		return nil
	}
	c, err := ParseCalendarDate(string(text))
	if err == nil {
		*d = c
	}
	return err
}

var (
	_ encoding.TextMarshaler   = CalendarDate{}
	_ encoding.TextUnmarshaler = (*CalendarDate)(nil)
)

// A day is a CalendarDate as one number, 20060102, so that days compare as
// numbers. Zero is no day.
type day int32

func (d CalendarDate) day() day {
	if !d.IsValid() {
		return 0
	}
	return newDay(d.Year, int(d.Month), d.Day)
}

func newDay(y, m, d int) day { return day(y*10000 + m*100 + d) }

// exists reports whether there is such a day, from the year 1 on; its month and
// its day are known to be ones that some year has.
func (d day) exists() bool {
	return d >= 1_01_01 && (d%year != 2_29 || leapYear(int(d/year)))
}

func (d day) date() CalendarDate {
	if d == 0 {
		return CalendarDate{}
	}
	return CalendarDate{int(d / 10000), time.Month(d / 100 % 100), int(d % 100)}
}

// The result of resolving the two dates of a document together. Doc 9303 gives
// years two digits and no rule for the century; this is the one of this
// library:
//
//   - the expiry lies in the years from asOf-50 to asOf+49;
//   - the birth is the latest date not after asOf;
//   - if the expiry is before it, the birth is a hundred years earlier, which
//     is told (order is orderEarlier), unless there is no such day
//     (orderImpossible);
//   - the other century is told as well if the holder would be up to 15 years
//     old in one of them.
type resolved struct {
	birth  day // the first day it can be, if month or day are unknown
	other  day // the birth in the other century that is as plausible, or 0
	expiry day
	order  order
	leap   bool // the expiry is 29 February of a year that turns out to be none
}

type order uint8

const (
	orderFits order = iota
	orderEarlier
	orderImpossible
)

// resolve chooses the centuries. asOf is a day; a date that can't exist, and a
// birth without its year, is left zero, as r is when it begins. dated says that
// the expiry is meant as a date.
func (r *resolved) resolve(birth, expiry dateParts, dated bool, asOf CalendarDate) {
	yy := mod100(asOf.Year)
	centuries := asOf.Year - yy
	if dated && expiry.complete() && expiry.ok() {
		// The years from asOf-50 on: those of this century from yy-50, those of
		// the next below that.
		y := centuries + int(expiry.year)
		if from := yy - 50; from >= 0 && int(expiry.year) < from {
			y += 100
		} else if from < 0 && int(expiry.year) >= from+100 {
			y -= 100
		}
		if e := newDay(y, int(expiry.month), int(expiry.day)); expiry.plain() || e.exists() {
			r.expiry = e
		} else {
			r.leap = true
		}
	}
	if birth.year < 0 || !birth.ok() {
		return
	}
	today := newDay(asOf.Year, int(asOf.Month), asOf.Day)
	b := newDay(centuries+int(birth.year), int(max(birth.month, 1)), int(max(birth.day, 1)))
	b -= century * day(bit(b > today)) // no branch: as good as random
	if !b.exists() {
		for !b.exists() && b > 0 {
			b -= century // 29 February of a year 00: only every fourth has one
		}
		if b <= 0 {
			return
		}
	}
	r.birth = b
	earlier := b - century
	if r.expiry != 0 && r.expiry < b {
		if earlier.exists() {
			r.birth, r.other, r.order = earlier, b, orderEarlier
		} else {
			r.birth, r.order = 0, orderImpossible
		}
	} else if today-b < 16*year && earlier.exists() {
		r.other = earlier
	}
}

// What a year and a century add to a day.
const (
	year    day = 10000
	century     = 100 * year
)

// age returns the full years from d to a day.
func (d day) age(today day) int { return int((today - d) / year) }

// mod100 returns the remainder of n by 100, never negative.
func mod100(n int) int {
	if n %= 100; n < 0 {
		n += 100
	}
	return n
}
