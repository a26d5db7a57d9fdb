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

// In returns 00:00 of the day in a location, as [time.Date] does; nil is UTC.
// Where the clocks skip that time, it is an hour before or behind it.
func (d CalendarDate) In(loc *time.Location) time.Time {
	if loc == nil {
		loc = time.UTC
	}
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, loc)
}

// String returns the date in the form 2006-01-02, "" for the zero value, and
// "invalid date" for one that does not exist.
func (d CalendarDate) String() string {
	b, err := d.AppendText(nil)
	if err != nil {
		return "invalid date"
	}
	return string(b)
}

// AppendText appends the text of String to b. It fails with ErrDate for a value
// that is neither a day nor zero.
func (d CalendarDate) AppendText(b []byte) ([]byte, error) {
	switch {
	case d.IsZero():
		return b, nil
	case !d.IsValid():
		return b, ErrDate
	}
	y, m := d.Year, int(d.Month)
	return append(b, byte('0'+y/1000), byte('0'+y/100%10), byte('0'+y/10%10), byte('0'+y%10), '-',
		byte('0'+m/10), byte('0'+m%10), '-', byte('0'+d.Day/10), byte('0'+d.Day%10)), nil
}

// MarshalText returns the text of AppendText.
func (d CalendarDate) MarshalText() ([]byte, error) { return d.AppendText(nil) }

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
	_ encoding.TextAppender    = CalendarDate{}
	_ encoding.TextMarshaler   = CalendarDate{}
	_ encoding.TextUnmarshaler = (*CalendarDate)(nil)
)

// A day is a CalendarDate as one number, so that days compare as numbers: five
// bits for the day of the month, four for the month, and the year above them. Zero
// is no day.
type day int32

// Where the month and the year stand in a day.
const (
	monthShift = 5
	yearShift  = monthShift + 4
)

func (d CalendarDate) day() day {
	// Nearly all days are there in every year.
	if m := uint(d.Month); uint(d.Year-1) < 9999 && m < uint(len(plainDays)) && uint(d.Day-1) < uint(plainDays[m]) || d.IsValid() {
		return newDay(d.Year, int(d.Month), d.Day)
	}
	return 0
}

func newDay(y, m, d int) day { return day(y<<yearShift | m<<monthShift | d) }

// exists reports whether there is such a day in the years 1 to 9999. Its month
// and its day are ones that some year has; leap says that it is a 29 February.
func (d day) exists(leap bool) bool {
	return year <= d && d < 10000*year && (!leap || leapYear(int(d/year)))
}

func (d day) date() CalendarDate {
	if d == 0 {
		return CalendarDate{}
	}
	return CalendarDate{int(d >> yearShift), time.Month(d >> monthShift & 0xF), int(d & 0x1F)}
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

// resolve chooses the centuries, as seen on the day today. The dates are ones
// that can exist in some year, or their year is no number, and then nothing is
// known of them. r is zero when it begins.
func (r *resolved) resolve(birth, expiry dateParts, today day) {
	start := today - today%century // of the century
	if expiry.year >= 0 {
		e, leap := start+expiry.offset(), expiry.leapDay()
		switch first := today - today%year - 50*year; { // of the hundred years
		case e < first:
			e += century
		case e >= first+century:
			e -= century
		}
		if e.exists(leap) {
			r.expiry = e
		} else {
			r.leap = leap
		}
	}
	if birth.year < 0 {
		return
	}
	leap := birth.leapDay()
	birth.month, birth.day = max(birth.month, 1), max(birth.day, 1) // if unknown
	b := start + birth.offset()
	if b > today {
		b -= century
	}
	for !b.exists(leap) {
		if b -= century; b <= 0 { // 29 February of a year 00: only every fourth has one
			return
		}
	}
	r.birth = b
	earlier := b - century
	if r.expiry != 0 && r.expiry < b {
		if earlier.exists(leap) {
			r.birth, r.other, r.order = earlier, b, orderEarlier
		} else {
			r.birth, r.order = 0, orderImpossible
		}
	} else if today-b < 16*year && earlier.exists(leap) {
		r.other = earlier
	}
}

// offset returns the day, counted from the first day of a century.
func (p dateParts) offset() day { return newDay(int(p.year), int(p.month), int(p.day)) }

// leapDay reports whether p is 29 February.
func (p dateParts) leapDay() bool { return p.month == 2 && p.day == 29 }

// What a year and a century add to a day, and what 1 January adds to a year.
const (
	year    day = 1 << yearShift
	century     = 100 * year
	newYear day = 1<<monthShift | 1
)

// age returns the full years from d to a day.
func (d day) age(today day) int { return int((today - d) / year) }
