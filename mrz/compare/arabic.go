package compare

import (
	"strings"
	"unicode"

	"golang.org/x/text/language"

	"example.org/traveldoc/mrz/translit"
)

// Doc 9303-3 table C codes Arabic letters one by one: محمد is MXHMD, and that is
// compared like every spelling. What this file adds is how such names are written by
// ear, Mohammed or Muhamad, in most zones of Arab States and on the printed page
// beside a coded zone. All of it is practice and UNCONFIRMED.

// transcriptions are the ways to write an Arabic letter by ear. A consonant may be
// doubled besides.
var transcriptions = map[rune][]string{
	'ا': {"A", "", "I", "U", "E", "O", "AA"}, 'أ': {"A", "U", "O", "E", "I"}, 'إ': {"I", "E", "EE"}, 'آ': {"A", "AA"}, 'ٱ': {"A", ""},
	'ب': {"B"}, 'ت': {"T"}, 'ث': {"TH", "S", "T"}, 'ج': {"J", "G", "DJ", "DZH"}, 'ح': {"H"}, 'خ': {"KH"}, 'د': {"D"},
	'ذ': {"DH", "Z", "D", "TH"}, 'ر': {"R"}, 'ز': {"Z"}, 'س': {"S", "SS"}, 'ش': {"SH", "CH", "SCH"}, 'ص': {"S", "SS"},
	'ض': {"D", "DH"}, 'ط': {"T"}, 'ظ': {"Z", "DH"}, 'ع': {"", "A", "AA", "E", "I", "U", "O"}, 'غ': {"GH", "G"}, 'ف': {"F", "PH"},
	'ق': {"Q", "K", "G"}, 'ك': {"K", "C"}, 'ل': {"L"}, 'م': {"M"}, 'ن': {"N"}, 'ه': {"H", ""}, 'و': {"W", "U", "OU", "O", "OO", "V", "AW", "AU"},
	'ي': {"Y", "I", "EE", "AI", "AY", "EI", "E", "IY"}, 'ى': {"A", "", "I", "Y"}, 'ة': {"A", "AH", "AT", "EH", "E", ""},
	'ء': {""}, 'ؤ': {"U", "O", ""}, 'ئ': {"", "I", "Y", "E"},
	'پ': {"P"}, 'چ': {"CH"}, 'ژ': {"ZH", "J"}, 'ک': {"K", "C"}, 'گ': {"G"}, 'ی': {"Y", "I", "EE", "AI", "E"}, 'ڤ': {"V"},
}

// vowels are the short vowels, which Arabic does not write.
var vowels = []string{"", "A", "E", "I", "O", "U"}

const (
	arabicShadda = 'ّ'
	alef, lam    = 'ا', 'ل'
)

// arabicPieces returns the ways to write a name by ear, as pieces. It is nil if the
// text has other letters than Arabic ones. The article may be as the letter behind it
// sounds: al-Rashid, ar-Rashid.
func arabicPieces(text string) (pieces []piece) {
	runes := []rune(strings.ReplaceAll(text, string(arabicShadda), ""))
	offset := 0
	for i, r := range runes {
		at := offset
		offset += len(string(r))
		letters, ok := transcriptions[r]
		switch {
		case ok:
		case unicode.IsLetter(r):
			return nil
		default:
			continue
		}
		if consonant := letters[0] != "" && !strings.Contains("AEIOUWY", letters[0][:1]); consonant {
			all := letters
			for _, l := range letters {
				all = append(all[:len(all):len(all)], l+l)
			}
			letters = all
		}
		article := r == lam && i > 0 && runes[i-1] == alef && (i == 1 || !unicode.IsLetter(runes[i-2])) && i+1 < len(runes)
		if article {
			letters = append(letters[:len(letters):len(letters)], transcriptions[runes[i+1]]...)
		}
		pieces = append(pieces, piece{Letters: letters, Offset: at}, piece{Letters: vowels, Offset: at})
	}
	return pieces
}

func hasArabic(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Arabic, r) })
}

// arabic reports whether the name may be a transcription: it is printed in Arabic
// letters, or the issuing State or the options have a language that is written in
// them, so that the zone may hold the codes of these letters.
func (n *namer) arabic() bool {
	if hasArabic(n.printed.primary) || hasArabic(n.printed.secondary) {
		return true
	}
	isArabic := func(tag language.Tag) bool {
		script, _ := tag.Script()
		return tag != language.Und && script.String() == "Arab"
	}
	tag, ok := languageOf(n.doc)
	return ok && isArabic(tag) || isArabic(n.o.Language)
}

// transcribed compares the name by ear. It is false if it is not the same.
func (n *namer) transcribed() (pair, bool) {
	p := n.printed
	secondary := p.secondary
	if p.whole && n.secondary.letters != "" || (secondary == "") != (n.secondary.letters == "") {
		return pair{}, false
	}
	if !n.byEar(&n.primary, p.primary) || secondary != "" && !n.byEar(&n.secondary, secondary) {
		return pair{}, false
	}
	is := outcome{relation: Equivalent, reason: ReasonTranscription}
	out := pair{is, is}
	if secondary == "" {
		out.secondary = notGiven
	}
	return out, true
}

// byEar reports whether an identifier of a zone and a printed one are the same by
// ear: one in Arabic letters, or in their codes, and the other in Latin ones.
func (n *namer) byEar(z *zoneName, text string) bool {
	if z.letters == "" || len(text) > maxText {
		return false
	}
	if hasArabic(text) {
		_, ok := align(arabicPieces(text), z.letters, false, 0, &n.work)
		return ok
	}
	latin, err := translit.Transformer{}.String(text)
	if err != nil || latin == "" {
		return false
	}
	for c := range translit.Reverse(language.Arabic).Candidates(z.raw) {
		if _, ok := align(arabicPieces(c.Name), strings.ReplaceAll(latin, "<", ""), false, 0, &n.work); ok {
			return true
		}
		break // the others differ in letters that sound the same
	}
	return false
}
