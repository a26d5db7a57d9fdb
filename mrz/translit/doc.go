/*
Package translit turns names in national characters into the letters of a machine
readable zone, and back where that is possible.

	t := translit.New(language.German)
	s, err := t.String("Müller-Lüdenscheidt") // "MUELLER<LUEDENSCHEIDT"

It follows Doc 9303-3 section 6, whose tables recommend letters for Latin,
Cyrillic and Arabic characters, and section 4.6 for blanks and punctuation. A
State may choose other letters, so that a zone that differs is not wrong for
that: see [Transformer.Alternatives]. What goes beyond the standard (Greek, the
letters of Central Asia, national rules) is marked so in data/README.md.

# What becomes of a character

The input may be in any normal form and in upper or lower case. The output is
letters A to Z in components, between which stands one filler: it never begins or
ends with a filler, and never has two in a row. The two fillers between the
identifiers of a name are for package compose to write.

  - A letter becomes the letters of its row. Which one counts may depend on the
    language, on the place in the component, and in Greek, Bulgarian and Ukrainian
    on its neighbours.
  - A letter with marks that has no row counts without the marks.
  - Blanks, hyphens and dashes, commas, slashes, ampersands, middle dots and
    fillers part two components.
  - Apostrophes, other punctuation, symbols and characters that only format a text
    are dropped, and part nothing.
  - Shadda repeats the letters of the consonant below it.

Everything else is a [RuneError]: digits, letters without a row, and the letters of
scripts for which the standard has no table.

# Ambiguity

Ä, Å, Ñ, Ö and Ü have several spellings, of which the issuing State chooses one.
New takes the habit of the region of its tag, or an option. The way back is
ambiguous nearly always: a [Reverser] tells all names that a zone may stand for, in
order, and which of them are certain.
*/
package translit
