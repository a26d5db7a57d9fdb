package translit

import "golang.org/x/text/language"

// An Option of New.
type Option func(*rules)

// The spellings of Ä, Å, Ñ, Ö and Ü, among which the issuing State chooses
// (Doc 9303-3 section 6, table A).
var (
	// Digraphs spells them AE, AA, N, OE and UE, which the table prints first.
	Digraphs Option = func(r *rules) { r.style = styleDigraphs }
	// Plain spells them A, A, N, O and U.
	Plain Option = func(r *rules) { r.style = stylePlain }
	// Recoverable spells Ñ and Ü as NXX and UXX, from which the way back is
	// sure. The others have no such spelling, and are those of Digraphs.
	Recoverable Option = func(r *rules) { r.style = styleRecoverable }
)

// DropUnmapped drops the characters for which there are no letters, instead of
// failing. Each is told to report, if that is not nil, once and in order; report
// is called by String and its like as well, and so perhaps by several goroutines.
func DropUnmapped(report func(RuneError)) Option {
	return func(r *rules) {
		r.drop = true
		r.report = report
	}
}

type style uint8

const (
	styleDigraphs style = iota
	stylePlain
	styleRecoverable
)

// rules are what New decides.
type rules struct {
	lang   lang
	style  style
	drop   bool
	report func(RuneError)
}

func newRules(tag language.Tag, opts []Option) *rules {
	r := &rules{lang: langOf(tag), style: styleOf(tag)}
	for _, o := range opts {
		o(r)
	}
	return r
}

// langOf returns the language whose rows count for a tag: its own, or the likely
// one of its script and region (und-UA). Other languages, of which Russian is one,
// have the rows without a language, and so has the tag that tells nothing.
func langOf(tag language.Tag) lang {
	if tag == language.Und {
		return langAny
	}
	base, confidence := tag.Base()
	if confidence == language.No {
		return langAny
	}
	switch base.String() {
	case "be":
		return langBE
	case "bg":
		return langBG
	case "kk":
		return langKK
	case "ky":
		return langKY
	case "mk":
		return langMK
	case "sr", "sh", "cnr": // Serbian, with the codes for Serbo-Croatian and Montenegrin
		return langSR
	case "tg":
		return langTG
	case "uk":
		return langUK
	case "uz":
		return langUZ
	}
	return langOther
}

// styleOf returns the habit of the region of a tag, or of that where its language
// is at home. UNCONFIRMED: the habits are those of specimens, and no rule of the
// States.
func styleOf(tag language.Tag) style {
	region, confidence := tag.Region()
	if confidence == language.No {
		return styleDigraphs
	}
	switch region.String() {
	case "TR", "HU", "AZ", "CZ", "SK":
		return stylePlain
	}
	return styleDigraphs
}
