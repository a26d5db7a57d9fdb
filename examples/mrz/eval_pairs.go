package main

import (
	"slices"

	"example.org/traveldoc/mrz/repair"
)

// An imagePair is two readings of one image: the plain one, and the one with the
// whitelist.
type imagePair struct{ plain, whitelist *ocrRecord }

// pairsOf returns the images that have both readings, in their order.
func pairsOf(records []ocrRecord) (pairs []imagePair) {
	byID := make(map[string]*ocrRecord)
	for i := range records {
		if byID[records[i].ID] == nil {
			byID[records[i].ID] = &records[i]
		}
	}
	for i := range records {
		r := &records[i]
		other := byID[r.image()+whitelistSuffix]
		if r.ID == r.image()+plainSuffix && byID[r.ID] == r && other != nil {
			pairs = append(pairs, imagePair{r, other})
		}
	}
	return pairs
}

// A joiner makes one answer of several readings of one image.
type joiner struct {
	name string
	find func([]repair.Reading) []repair.Match
}

// joiners are the ways that are compared: each reading alone, and both together as one
// piece of evidence.
func joiners(o *repair.Options) []joiner {
	alone := func(r repair.Reading) []repair.Match { return slices.Collect(r.Find(o)) }
	return []joiner{
		{"plain", func(rs []repair.Reading) []repair.Match { return alone(rs[0]) }},
		{"whitelist", func(rs []repair.Reading) []repair.Match { return alone(rs[1]) }},
		{"together", func(rs []repair.Reading) []repair.Match {
			if m, _, ok := repair.Readings(rs, o); ok {
				return []repair.Match{m}
			}
			return nil
		}},
	}
}

// evalPairs returns the figures of each way to join two readings.
func evalPairs(pairs []imagePair, joiners []joiner, alt bool) (groups []evalGroup) {
	if len(pairs) == 0 {
		return nil
	}
	for _, j := range joiners {
		trials := make([]trial, len(pairs))
		parallel(len(pairs), func(i int) {
			p := pairs[i]
			matches := j.find([]repair.Reading{p.plain.reading(alt), p.whitelist.reading(alt)})
			trials[i] = trial{record: p.plain, outcome: outcomeOf(p.plain.scored(matches))}
		})
		groups = append(groups, groupOf(trials, grouping{"pair", j.name, func(*trial) bool { return true }}, balancedMix))
	}
	return groups
}
