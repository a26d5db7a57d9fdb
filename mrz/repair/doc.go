// Package repair finds machine readable zones in text that was read by a
// machine, and says what was printed where the reading is wrong.
//
//	for m := range repair.Find(text, nil) {
//		fmt.Println(m.Status, m.Candidates[0].Document.Lines())
//	}
//
// A reading is taken for a noisy observation of a zone that is laid out as Doc
// 9303 wants it. The package looks for the zones that explain it best: by how
// often an engine for optical character recognition takes one character for
// another, loses one or adds one, and by what a zone can be, with its check
// digits, dates, codes and names.
//
// # What it asserts
//
// A repair is a hypothesis. [Result] has several, each with the probability that
// it is right, and each with its differences from the reading, the edits. Its
// [Status] says what may be done with it:
//
//   - [Clean]: the zone stands there exactly and without a fault; nothing was
//     altered.
//   - [Repaired]: one candidate is likelier than [Options.MinConfidence], it is
//     without a fault, and known errors of reading explain its edits.
//   - [Ambiguous]: a person should look. Either there are several candidates, or
//     it may be the document that is wrong, and not the reading.
//   - [Unresolved]: there is a best guess, and nothing speaks for it.
//
// A check digit does not see all: 0, A, K, U and the filler are the same to it,
// and so are 6, G and Q. No digit covers the name, the codes, the sex, and the
// optional data of visas. What is right there rests on how likely errors and
// names are. An edit tells what it rests on, its [Proof].
//
// # The model, and what it cannot know
//
// Errors were counted in zones drawn in OCR-B, spoilt in many ways and read by
// one engine, Tesseract 5.3; data/README.md tells of them. Other engines and
// real paper err in other ways; a part of the model stands for errors of any
// kind. A name is weighed by its pairs of letters, from a list of common names
// of many languages; a name that is not in it is as good as another that looks
// like one.
//
// An engine that tells how sure it was of each character, and what else it may
// have been, says more than the text: see [Reading].
//
// Several readings of one zone, as of the frames of a video, are for [Readings]. How
// far two numbers are from each other as readings of one, [Distance] tells.
//
// # Parts of zones
//
// A zone may be cut off at the edge of a text. What is there of it is told, with
// the lines that are missing ([Result].Missing), if it is hardly altered; it is
// never Clean or Repaired.
//
// # Personal data
//
// Candidates and edits hold what was read, which is personal data: a Document
// prints redacted, an [Edit] its place and its proof. There are no errors and no
// logs.
//
// # Work and determinism
//
// A search that would take more than a fixed amount of work is cut short:
// [Result.Exact] is then false, and the status never Repaired. What is dearer
// than the best by more than a fixed amount is not looked at. The same text
// always has the same answer: costs are integers, confidences are rounded to six
// places, and there is no clock.
//
// # Concurrency
//
// All functions may be called from several goroutines at once.
package repair
