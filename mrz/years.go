package mrz

// ResolveDates returns the days of a date of birth and of a date of expiry that
// stand in no zone but have years of two digits as well, such as those of a
// passenger list: by the rule in the package comment, as seen on a day. The zero
// Date is a date that is not known. other is the day of birth in the other
// century if that is as plausible.
//
// A day is zero if a part of its date is unknown, if there is no such day, if no
// century fits, or if asOf is no day. So is an expiry of 1 January or 31 December
// of 99, which may stand for no limit.
func ResolveDates(birth, expiry Date, asOf CalendarDate) (born, other, expires CalendarDate) {
	if !asOf.IsValid() {
		return CalendarDate{}, CalendarDate{}, CalendarDate{}
	}
	b, e := birth.parts(), expiry.parts()
	if farExpiry(string(expiry[:])) {
		e.year = partInvalid
	}
	r := resolveParts(b, e, asOf)
	if b.complete() {
		born, other = r.birth.date(), r.other.date()
	}
	return born, other, r.expiry.date()
}
