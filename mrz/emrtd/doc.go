// Package emrtd knows the side of the chip of an electronic travel document
// (eMRTD): the keys that open it, which come from the machine readable zone, and
// the data groups that repeat and complete the zone.
//
//	keys := emrtd.MRZInformation(doc).BACKeys()
//	doc, remarks, err := emrtd.DecodeDG1(file)
//
// It computes and decodes, and talks to no chip.
//
// # Keys
//
// A chip gives its data to a reader that proves to have seen the zone. What it
// proves to know is [MRZInformation]: the document number, the date of birth and
// the date of expiry, each with its check digit as printed (Doc 9303-11 section
// 4.3). The keys of Basic Access Control are derived from it
// ([Information.BACKeys]), and the key of PACE ([PACEPassword.Key]), which may
// come from the card access number as well ([CAN]).
//
// A zone that is doubtful has several readings. [Passwords] gives what is worth
// trying against the chip, whose answer is a proof that no check digit gives.
//
// These keys are weak, since they can be guessed: 9303-11 Appendix A gives 56
// bits for a number of digits at best, and far less if the dates are known. They
// protect from chance readers.
//
// # Data groups
//
// A data group is a tree of tags, lengths and values (Doc 9303-10 section 4.7).
// DecodeDG1, DecodeDG11 and DecodeDG12 are strict about the tree: what breaks it
// is a *[SyntaxError], which has the offset of the byte. What chips do although
// the standard has it otherwise is a [Remark], and nothing is lost for it: values
// are kept as they stand, in whatever encoding, and objects with unknown tags are
// kept, too. Where there is no Remark, the Append functions give back the bytes
// that were decoded, each of them.
//
// # Personal data and secrets
//
// Keys and what they come from print as "[redacted]", with package fmt, with
// log/slog and in no way as JSON, and do so too in an unexported field of the
// caller's struct; Bytes is the way out, and Clear overwrites them. [DG11] and
// [DG12] print redacted as an [mrz.Document] does, with the same limit: package
// fmt calls no method of an unexported field. Errors and remarks hold places and
// tags, never values.
//
// # Limits of the platform
//
// The standard builds the keys with SHA-1. A program that is run with the setting
// fips140=only of GODEBUG has no SHA-1: package crypto/sha1 panics there.
//
// # Concurrency
//
// All functions and methods but Clear may be called by several goroutines at
// once. Nothing that is decoded refers to the bytes that were passed in.
package emrtd
