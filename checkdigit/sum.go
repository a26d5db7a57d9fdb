package checkdigit

// Sum is a running sum over separated ranges, as the composite check digit of a
// zone needs it: the ranges count as one text, and the weights run on from one
// range to the next (Doc 9303-3 section 4.9, Doc 9303-4 section 4.2.2).
//
// The zero Sum is ready for use. Sums are comparable, and a copy goes on by
// itself. A Sum keeps nothing of what was added but its length and its residue.
type Sum struct {
	n    int   // characters added: the next one has Weight(n)
	rest uint8 // weighted sum so far, modulo 10
}

// Add adds the characters of data. If one of them is outside A-Z, 0-9 and <,
// the error is a [*CharError] with its offset in data, and the Sum is unchanged.
func (s *Sum) Add(data string) error {
	x, y, z, seen := sums(data)
	if seen&illegal != 0 {
		return firstIllegal(data)
	}
	s.rest = (s.rest + residue(x, y, z, s.n)) % 10
	s.n += len(data)
	return nil
}

// AddByte adds one character. If it is outside A-Z, 0-9 and <, the error is a
// [*CharError] with offset 0, and the Sum is unchanged.
func (s *Sum) AddByte(c byte) error {
	v := values[c]
	if v&illegal != 0 {
		return &CharError{}
	}
	s.rest = (s.rest + residue(uint64(v), 0, 0, s.n)) % 10
	s.n++
	return nil
}

// Digit returns the check digit of all that was added, as a character '0' to
// '9'. It is '0' for the zero Sum.
func (s *Sum) Digit() byte { return '0' + s.rest }

// Len returns how many characters were added.
func (s *Sum) Len() int { return s.n }

// Verify compares the check digit of all that was added with the printed one.
// The verdict is one of [Match], [Mismatch], [Blank], and [Unreadable] if printed
// is neither a digit nor the filler. Data that Add refused are no part of it.
func (s *Sum) Verify(printed byte) Verdict { return judge(s.Digit(), printed) }
