package main

import (
	"strings"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/repair"
)

// A fieldKind is a set of fields that must be right.
type fieldKind int

const (
	allFields   fieldKind = iota
	noNames               // all but the two of the name
	digitFields           // those under a check digit
	numFieldKinds
)

// A verdict says for each set of fields whether it holds.
type verdict [numFieldKinds]bool

// An ocrField is a field of the truth, and where it stands in a zone.
type ocrField struct {
	key   string
	value func(*mrz.Fields) string
}

var ocrFields = []ocrField{
	{"code", func(f *mrz.Fields) string { return f.DocumentCode }},
	{"state", func(f *mrz.Fields) string { return f.IssuingState }},
	{"number", func(f *mrz.Fields) string { return f.DocumentNumber }},
	{"nationality", func(f *mrz.Fields) string { return f.Nationality }},
	{"birth", func(f *mrz.Fields) string { return f.DateOfBirth }},
	{"sex", func(f *mrz.Fields) string { return f.Sex }},
	{"expiry", func(f *mrz.Fields) string { return f.DateOfExpiry }},
	{"optional", func(f *mrz.Fields) string { return f.OptionalData }},
	{"optional2", func(f *mrz.Fields) string { return f.OptionalData2 }},
	{"surname", func(f *mrz.Fields) string { return f.PrimaryIdentifier }},
	{"given", func(f *mrz.Fields) string { return f.SecondaryIdentifier }},
}

// counts reports whether a field of a layout is in the set.
func (k fieldKind) counts(l mrz.Layout, key string) bool {
	switch key {
	case "surname", "given":
		return k == allFields
	case "number", "birth", "expiry":
		return true
	case "optional":
		return k != digitFields || l != mrz.MRVA && l != mrz.MRVB
	case "optional2":
		return k != digitFields || l == mrz.TD1
	}
	return k != digitFields
}

// plainField returns a value as it is compared: fillers and spaces count alike,
// and so do X and < for the sex.
func plainField(key, value string) string {
	value = strings.TrimSpace(strings.ReplaceAll(value, "<", " "))
	if key == "sex" && value == "X" {
		return ""
	}
	return value
}

// wrong says which sets of fields of a zone differ from the truth. The layout
// itself is not compared: it is that of the truth that says what is under a
// digit.
func (r *ocrRecord) wrong(doc mrz.Document) (v verdict) {
	l, fields := ocrLayouts[r.Format], doc.Fields()
	for _, f := range ocrFields {
		if plainField(f.key, r.Fields[f.key]) == plainField(f.key, f.value(&fields)) {
			continue
		}
		for k := range numFieldKinds {
			v[k] = v[k] || k.counts(l, f.key)
		}
	}
	return v
}

// A foundZone is a zone that was found in a reading.
type foundZone struct {
	status     repair.Status
	confidence float64 // of the first candidate
	wrong      verdict // of the same
}

// sure reports whether a zone is answered.
func (z *foundZone) sure() bool { return z.status >= repair.Repaired }

// scored returns the zones of a reading.
func (r *ocrRecord) scored(matches []repair.Match) (zones []foundZone) {
	for i := range matches {
		m := &matches[i]
		c := &m.Candidates[0]
		zones = append(zones, foundZone{m.Status, c.Confidence, r.wrong(c.Document)})
	}
	return zones
}

// An outcome is what the zones of a reading are worth. The answer is the first
// zone that is clean or repaired, else the first one.
type outcome struct {
	found      bool
	status     repair.Status // of the answer, if a zone was found
	confidence float64       // of the answer
	answered   bool          // clean or repaired
	right      verdict       // the answer, whatever its status
	silent     verdict       // a zone is clean or repaired, and wrong
}

func outcomeOf(zones []foundZone) (o outcome) {
	best := -1
	for i := range zones {
		z := &zones[i]
		if best < 0 || z.sure() && !zones[best].sure() {
			best = i
		}
		for k := range numFieldKinds {
			o.silent[k] = o.silent[k] || z.sure() && z.wrong[k]
		}
	}
	if best < 0 {
		return o
	}
	z := &zones[best]
	o.found, o.status, o.confidence, o.answered = true, z.status, z.confidence, z.sure()
	for k := range numFieldKinds {
		o.right[k] = !z.wrong[k]
	}
	return o
}

// atThreshold returns zones as they are with another Options.MinConfidence, from
// those with the least one: a repair below it is none.
func atThreshold(zones []foundZone, threshold float64) []foundZone {
	out := make([]foundZone, len(zones))
	for i, z := range zones {
		if z.status == repair.Repaired && z.confidence < threshold {
			z.status = repair.Ambiguous
		}
		out[i] = z
	}
	return out
}
