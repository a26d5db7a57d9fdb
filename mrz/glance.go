package mrz

// A glance is what Verify reads of a document before it knows whether there is
// anything to look into.
type glance struct {
	issuer, nationality string
	number              uint64 // its first eight characters
	birth, expiry       dateWord
	optional            [4]uint64 // two words for each of the two fields, filled up
	sex                 byte
	sameState           bool // issuer and nationality are the same characters
	digitBlank          bool // a filler stands in the place of the number's digit
	plainCode           bool // nothing is to be said of the document code alone
}

// glance knows the positions of the layouts, as scan.go does and for its
// reason. Each character is read once.
func (d *Document) glance(g *glance, layout Layout) {
	a, b := d.lines[0], d.lines[1]
	if len(a) < 30 || len(b) < 30 {
		return
	}
	g.issuer = a[2:5]
	g.plainCode = isPlainCode(layout, a[0], a[1])
	if layout == TD1 {
		g.number = load8(a, 5)
		g.digitBlank = a[14] == '<'
		g.birth = dateWord(load4(b, 0) | load2(b, 4)<<32)
		g.sex = b[7]
		g.expiry = dateWord(load4(b, 8) | load2(b, 12)<<32)
		g.nationality = b[15:18]
		g.sameState = a[2] == b[15] && a[3] == b[16] && a[4] == b[17]
		g.optional = [4]uint64{load8(a, 15), load4(a, 23) | load2(a, 27)<<32 | uint64(a[29])<<48 | '<'<<56,
			load8(b, 18), load2(b, 26) | uint64(b[28])<<16 | fill8&^(1<<24-1)}
		return
	}
	if len(b) < 36 {
		return
	}
	g.number = load8(b, 0)
	g.digitBlank = b[9] == '<'
	g.nationality = b[10:13]
	g.sameState = a[2] == b[10] && a[3] == b[11] && a[4] == b[12]
	w := load8(b, 13)
	g.birth = dateWord(w & (1<<48 - 1))
	g.sex = byte(w >> 56)
	g.expiry = dateWord(load4(b, 21) | load2(b, 25)<<32)
	switch {
	case layout == TD2:
		g.optional = [4]uint64{load4(b, 28) | load2(b, 32)<<32 | uint64(b[34])<<48 | '<'<<56, fill8, fill8, fill8}
	case layout == MRVB:
		g.optional = [4]uint64{load8(b, 28), fill8, fill8, fill8}
	case len(b) < 44:
	case layout == TD3:
		g.optional = [4]uint64{load8(b, 28), load4(b, 36) | load2(b, 40)<<32 | fill8&^(1<<48-1), fill8, fill8}
	default:
		g.optional = [4]uint64{load8(b, 28), load8(b, 36), fill8, fill8}
	}
}

// isPlainCode reports whether nothing is to be said of a document code, unless
// the dates of the document ask for more. Of a visa there never is: its V is
// what made it one.
func isPlainCode(l Layout, first, second byte) bool {
	switch l {
	case TD3:
		return first == 'P' && (second == '<' || second == 'P' || second == 'D' || second == 'L')
	case TD1, TD2:
		return second != 'V' && (first == 'I' || first == 'C' || first == 'A' && second != 'I' && second != 'C')
	}
	return true
}

// mayRepeat reports whether the optional data may hold the document number or
// the date of birth: whether three characters stand in them somewhere as they
// stand at the beginning of one of these. It looks at eight places at once. Most
// data end in the first word, and with them whatever they repeat.
func (g *glance) mayRepeat(layout Layout) bool {
	number, birth := newNeedle(g.number), newNeedle(uint64(g.birth))
	var hit uint64
	for i := 0; ; i = 2 {
		lo, hi := g.optional[i], g.optional[i+1]
		hit |= number.in(lo) | birth.in(lo)
		if hi != fill8 {
			mid := lo>>32 | hi<<32 // what lies across
			hit |= number.in(mid) | number.in(hi) | birth.in(mid) | birth.in(hi)
		}
		if i == 2 || layout != TD1 {
			return hit != 0
		}
	}
}

// A needle is three characters, each of them in all bytes of a word.
type needle struct{ a, b, c uint64 }

func newNeedle(w uint64) needle {
	return needle{w & 0xFF * ones, w >> 8 & 0xFF * ones, w >> 16 & 0xFF * ones}
}

// in marks in the high bits of the first six bytes of a word where the three
// characters begin: a sum leaves a high bit clear where the bytes are equal.
func (n needle) in(w uint64) uint64 {
	const differ = 0x7F * ones
	return ^(((w ^ n.a) + differ) | ((w^n.b)+differ)>>8 | ((w^n.c)+differ)>>16) & (highs >> 16)
}
