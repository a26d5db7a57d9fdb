package translit

import (
	"strings"

	"golang.org/x/text/transform"
)

// This file says what the characters of a text become. That may depend on those
// behind them: on their marks, on the next letter, and on whether there is one in
// the component. All of these are looked at before anything is consumed, so that
// no more goes from one call of Transform to the next than what stands in a state.

const (
	maxAhead = 30  // dropped characters, over which the next letter is looked for
	maxPiece = 128 // bytes that a piece becomes
)

// A piece is what the next characters of a text become.
type piece struct {
	size   int    // bytes of the text
	value  string // letters; with fillers in between if one character stands for words
	double bool   // the letters twice
	filler bool   // parts two components
	row    *row   // whose letters they are, nil for A to Z and for several characters
	more   string // what several characters may become as well

	repeats bool   // it only repeats the letters before it
	last    string // of several letters: those that a shadda behind them repeats

	omitted   bool // a letter that the zone leaves out
	dropped   bool // a character without a mapping
	dropRune  rune
	dropIndex int // in the piece
}

// append appends a piece to dst.
func (p *piece) append(dst []byte, s *state) []byte {
	if p.filler {
		s.parted, s.last = s.begun, ""
		return dst
	}
	if p.value == "" {
		if p.row != nil && p.row.r != tatweel { // a shadda would be on it
			s.last = ""
		}
		return dst
	}
	if s.parted {
		dst = append(dst, '<')
	}
	dst = append(dst, p.value...)
	s.begun, s.parted, s.last = true, false, ""
	switch {
	case p.double:
		dst = append(dst, p.value...)
	case p.row != nil && isArabic(p.row.r):
		s.last = p.value
	case p.last != "":
		s.last = p.last
	}
	return dst
}

// tell reports a character that was dropped; the piece begins at an offset.
func (p *piece) tell(r *rules, offset int64) {
	if p.dropped && r.report != nil {
		r.report(RuneError{p.dropRune, int(offset) + p.dropIndex})
	}
}

// next returns what the first characters of src become. The error is
// transform.ErrShortSrc or a *RuneError, whose offset is in src.
func next[T text](r *rules, s *state, src T, atEOF bool) (p piece, err error) {
	u, err := nextUnit(src, atEOF)
	p.size = u.size
	if err == nil && u.kind == unitWords {
		p.value, p.last, err = words(r, u)
		if p.value == "ALLH" {
			p.more = "ALLXH" // as in Alternatives
		}
	}
	if e, ok := err.(*RuneError); ok && r.drop {
		p.dropped, p.dropRune, p.dropIndex = true, e.Rune, e.Offset
		err = nil
	}
	if err != nil {
		return p, err
	}
	switch u.kind {
	case unitFiller:
		p.filler = true
	case unitLetter:
		if u.rows == 0 {
			p.value = capitals[u.letter-'A' : u.letter-'A'+1]
			break
		}
		last := false
		if u.letter == tehMarbuta {
			if last, err = ends(r, src[u.size:], atEOF); err != nil {
				return p, err
			}
		}
		p.row = rowOf(u.rows, r.lang, s.first(), last)
		p.value = r.style.choose(p.row)
		p.omitted = p.value == "" && u.letter != tatweel
		err = pair(r, s, &p, u, src[u.size:], atEOF)
	}
	switch {
	case !u.shadda:
	case u.letter == tatweel: // which draws out the letter that the shadda is on
		p.value, p.row, p.repeats = s.last, nil, true
	case p.value != "":
		p.double = true
	}
	return p, err
}

const capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

const (
	tehMarbuta = 'ة'
	tatweel    = 'ـ'
)

// words returns the letters for a character that stands for several letters, and
// those that a shadda behind it would repeat.
func words(r *rules, u unit) (value, last string, err error) {
	var s state
	b, err := appendFrom(&rules{lang: r.lang}, &s, nil, u.words)
	if err != nil {
		return "", "", &RuneError{u.letter, 0}
	}
	return string(b), s.last, nil
}

// choose returns the letters of a row in a style.
func (s style) choose(w *row) string {
	if s == styleDigraphs || w.others == "" {
		return w.value
	}
	switch w.r {
	case 'Ä', 'Å', 'Ñ', 'Ö', 'Ü': // whose spelling is the issuing State's choice
		for other := range strings.SplitSeq(w.others, "|") {
			if s == stylePlain && len(other) == 1 || s == styleRecoverable && strings.HasSuffix(other, "XX") {
				return other
			}
		}
	}
	return w.value // N is plain
}

// pair looks for two letters that stand for something else together than one
// after the other; src is what follows the first.
func pair[T text](r *rules, s *state, p *piece, u unit, src T, atEOF bool) error {
	switch {
	case r.lang == langUK && u.letter == 'З', r.lang == langBG && u.letter == 'И':
	case isGreek(u.letter) && strings.ContainsRune("ΟΑΕΗΓΜ", u.letter):
	default:
		return nil
	}
	if len(src) == 0 && atEOF {
		return nil
	}
	v, err := nextUnit(src, atEOF)
	if err == transform.ErrShortSrc {
		return err
	}
	if err != nil || v.kind != unitLetter {
		return nil
	}
	rest := src[v.size:]
	value, more := "", ""
	switch u.letter {
	case 'З': // or else it would be ZH, which is Ж
		if v.letter == 'Г' {
			value, more = "ZGH", "ZH"
		}
	case 'И':
		if v.letter == 'Я' {
			last, err := ends(r, rest, atEOF)
			if err != nil {
				return err
			}
			if last {
				value, more = "IA", "IYA"
			}
		}
	default:
		value, err = greekPair(r, s, u, v, rest, atEOF)
		if err != nil {
			return err
		}
	}
	if value != "" {
		p.size += v.size
		p.value, p.more, p.row = value, more, nil
	}
	return nil
}

func isGreek(r rune) bool { return 0x370 <= r && r < 0x400 }

func isArabic(r rune) bool { return 0x600 <= r && r < 0x700 }

// greekPair returns the letters for two Greek letters that have some of their own,
// or "" (ELOT 743; Doc 9303 has no Greek table). src is what follows them.
func greekPair[T text](r *rules, s *state, u, v unit, src T, atEOF bool) (string, error) {
	switch u.letter {
	case 'Ο', 'Α', 'Ε', 'Η':
		if u.tonos || v.letter != 'Υ' && v.letter != 'Ύ' || v.dialytika {
			return "", nil
		}
		if u.letter == 'Ο' {
			return "OU", nil
		}
		w, err := ahead(r, src, atEOF)
		if err != nil {
			return "", err
		}
		voiced := strings.ContainsRune("ΑΕΗΙΟΥΩΆΈΉΊΌΎΏΪΫΒΓΔΖΛΜΝΡ", w)
		switch {
		case u.letter == 'Α' && voiced:
			return "AV", nil
		case u.letter == 'Α':
			return "AF", nil
		case u.letter == 'Ε' && voiced:
			return "EV", nil
		case u.letter == 'Ε':
			return "EF", nil
		case voiced:
			return "IV", nil
		}
		return "IF", nil
	case 'Γ':
		switch v.letter {
		case 'Γ':
			return "NG", nil
		case 'Ξ':
			return "NX", nil
		case 'Χ':
			return "NCH", nil
		}
	case 'Μ':
		if v.letter == 'Π' {
			last, err := ends(r, src, atEOF)
			switch {
			case err != nil:
				return "", err
			case last || s.first():
				return "B", nil
			}
		}
	}
	return "", nil
}

// ends reports whether a component ends before src.
func ends[T text](r *rules, src T, atEOF bool) (bool, error) {
	w, err := ahead(r, src, atEOF)
	return w == 0, err
}

// ahead returns the next letter of the component of which src is the rest, or 0 if
// there is none. It looks over characters that are dropped, but not for ever.
func ahead[T text](r *rules, src T, atEOF bool) (rune, error) {
	for range maxAhead {
		if len(src) == 0 {
			if !atEOF {
				return 0, transform.ErrShortSrc
			}
			return 0, nil
		}
		u, err := nextUnit(src, atEOF)
		switch {
		case err == transform.ErrShortSrc:
			return 0, err
		case err != nil && !r.drop, u.kind == unitFiller:
			return 0, nil
		case u.kind == unitWords:
			if _, _, err := words(r, u); err == nil || !r.drop {
				return u.letter, nil
			}
		case u.kind == unitLetter && (u.rows == 0 || rowOf(u.rows, r.lang, false, false).value != ""):
			return u.letter, nil
		}
		src = src[u.size:]
	}
	return 0, nil
}
