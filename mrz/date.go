package mrz

// A Date is a date as a zone prints it: six characters, YYMMDD, of which the
// standard lets an issuer leave the year, the month or the day of a date of
// birth to fillers where they are unknown (Doc 9303-3 4.8). It has no century.
// It may hold any characters of a zone; the methods say what of it is a date.
//
// The zero value is no date. A Date is comparable, and holds no reference to
// the text it came from. Its String is personal data.
type Date [6]byte

// A datePart is a two-character part of a Date: 0 to 99, or one of these.
type datePart int8

const (
	partUnknown datePart = -1 // both characters are fillers
	partInvalid datePart = -2 // anything else that is not two digits
)

func newDatePart(a, b byte) datePart {
	x, y := a-'0', b-'0'
	if x <= 9 && y <= 9 {
		return datePart(x*10 + y)
	}
	if a == '<' && b == '<' {
		return partUnknown
	}
	return partInvalid
}

// dateParts are the three parts of a Date.
type dateParts struct{ year, month, day datePart }

// partsOf returns the parts of a date of six characters.
func partsOf(s string) dateParts {
	_ = s[5]
	return dateParts{newDatePart(s[0], s[1]), newDatePart(s[2], s[3]), newDatePart(s[4], s[5])}
}

func (d Date) parts() dateParts { return partsOf(string(d[:])) }

// complete reports whether all parts are numbers.
func (p dateParts) complete() bool { return p.year >= 0 && p.month >= 0 && p.day >= 0 }

// unknown reports whether all parts are fillers.
func (p dateParts) unknown() bool {
	return p.year == partUnknown && p.month == partUnknown && p.day == partUnknown
}

// The days of the months, February with its leap day: whether a year has it
// may depend on the century.
var monthDays = [13]datePart{31, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// monthOK reports whether the month is unknown or one of the twelve.
func (p dateParts) monthOK() bool { return p.month == partUnknown || 1 <= p.month && p.month <= 12 }

// dayOK reports whether the day is unknown or one that the month may have.
func (p dateParts) dayOK() bool {
	if p.day == partUnknown {
		return true
	}
	limit := datePart(31)
	if 1 <= p.month && p.month <= 12 {
		limit = monthDays[p.month]
	}
	return 1 <= p.day && p.day <= limit
}

// leapOK reports whether the date is not 29 February of a year that is no leap
// year in any century. 00 passes: 2000 was one, 1900 was not.
func (p dateParts) leapOK() bool {
	return p.month != 2 || p.day != 29 || p.year < 0 || p.year%4 == 0
}

// plain reports whether all parts are known and make a date in every year. It
// is false for 29 February, about which ok knows more.
func (p dateParts) plain() bool {
	return p.year >= 0 && uint8(p.day-1) < plainDays[uint8(p.month)]
}

// The days that a month has in every year; none for what is no month.
var plainDays = [256]uint8{1: 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// ok reports whether the date can exist, as far as its parts are known.
func (p dateParts) ok() bool {
	return p.plain() || p.year != partInvalid && p.monthOK() && p.dayOK() && p.leapOK()
}

// Year returns the two digits of the year, 0 to 99. It is false if they are
// fillers or no digits.
func (d Date) Year() (year int, ok bool) { return d.part(d.parts().year) }

// Month returns the month. It is false if it is unknown or no month.
func (d Date) Month() (month int, ok bool) {
	p := d.parts()
	if !p.monthOK() {
		return 0, false
	}
	return d.part(p.month)
}

// Day returns the day of the month. It is false if it is unknown, or no day
// that the month can have.
func (d Date) Day() (day int, ok bool) {
	p := d.parts()
	if !p.dayOK() {
		return 0, false
	}
	return d.part(p.day)
}

func (Date) part(p datePart) (int, bool) {
	if p < 0 {
		return 0, false
	}
	return int(p), true
}

// IsComplete reports whether all of the date is known and there is such a day
// in some century.
func (d Date) IsComplete() bool {
	p := d.parts()
	return p.complete() && p.ok()
}

// IsUnknown reports whether all of the date is fillers.
func (d Date) IsUnknown() bool { return d.parts().unknown() }

// Within returns the day that the date means in the hundred years that begin
// with first. It is the zero CalendarDate if a part of d is unknown, if there
// is no such day in these years, or if first is no day.
//
// Doc 9303 has no rule for the century. [Document.BirthDate] and
// [Document.ExpiryDate] apply one; Within is for callers who have another.
func (d Date) Within(first CalendarDate) CalendarDate {
	p := d.parts()
	if !first.IsValid() || !p.complete() {
		return CalendarDate{}
	}
	c := calendarDate(first.Year-first.Year%100+int(p.year), p)
	if c.Compare(first) < 0 {
		c.Year += 100
	}
	if !c.IsValid() {
		return CalendarDate{}
	}
	return c
}

// String returns the six characters, or "" for the zero value. They are
// personal data.
func (d Date) String() string {
	if d == (Date{}) {
		return ""
	}
	return string(d[:])
}
