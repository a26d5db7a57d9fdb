// Package compare says whether a zone, the printed page and the chip of a travel
// document tell the same, field by field.
//
//	result := compare.Documents(printed, chip)
//	result = compare.Visual(doc, compare.VisualZone{
//		PrimaryIdentifier: "Müller", SecondaryIdentifier: "Jürgen",
//		DateOfBirth: "12 AUG/AOÛT 1974",
//	}, nil)
//	fmt.Println(result.Verdict)
//	for _, f := range result.Fields {
//		fmt.Println(f.Field, f.Relation, f.Reason.Explanation(), f.Places)
//	}
//
// [Documents] compares two zones character by character, such as the printed one
// and that of the chip. [Visual] compares a zone with the data of the printed page
// (in Doc 9303 the visual inspection zone) as a person types them or a machine
// reads them, or with those of data group 11.
//
// # Relations
//
// Two values that are not equal may mean the same, or one may be all that is left
// of the other. [Relation] tells these apart, and [Reason] says what makes it so.
// The best relation that holds is told: Equal, Equivalent, Truncated, Near,
// Different, Absent. Where a side says nothing of a field there is nothing to
// compare, and that is no match: Absent. A zone that is blank where the page has
// something is Different, but for optional data.
//
// # Names
//
// A printed name is compared in all spellings that Doc 9303-3 section 6 allows for
// its letters, those of every language that has exceptions among them, so that
// Müller is MUELLER, MULLER and MUXXLLER. Which of them the issuing State would
// choose is told by the Reason: [ReasonHabit] for that one, [ReasonSpelling] for
// the others. Hyphens, apostrophes and blanks part or join without a difference;
// titles and suffixes may be left out on either side (9303-3 4.6), but Sr. is not
// Jr.; of a name with a maiden name behind it the zone may have either part.
//
// A name field that may be cut ([mrz.Truncation]) is compared as 9303-4 4.2.3 has
// it: each component is the beginning of the one in its place, none of the primary
// identifier is left out.
//
// The work that a name takes is bounded. One of hundreds of characters that would take
// more than that is not read to the end: [ReasonUnreadable].
//
// What goes beyond the standard is UNCONFIRMED practice, and never an error: the
// habits of States, words for maiden names, forms of names of one part, and the
// spellings of Arabic letters that are no code of the standard
// ([ReasonTranscription]).
//
// # The verdict
//
// [Verdict] follows from the relations by this rule: Disagree if a field is
// Different; or else Doubtful if one is Near, if one could not be read, if one is
// Equivalent by a transcription or, with [Options.Strict], by a spelling that is
// not the State's habit, or if one of [Options.Required] is Absent; or else Agree
// if the primary identifier, the document number or the date of birth was compared
// and does not say that it is unknown; or else Inconclusive. Near means up to two
// characters (see [Options.MaxNear]), and one for every three at most.
//
// Agreement is no proof that a document is genuine: a forger can copy, too.
//
// # Personal data
//
// A [Result] holds fields, relations, reasons and places, and no character of what
// was compared. There are no errors. A [VisualZone] prints redacted; as with an
// [mrz.Document], package fmt calls no method of an unexported field.
//
// # Concurrency
//
// All functions may be called by several goroutines at once. Nothing that is passed
// in is kept.
package compare
