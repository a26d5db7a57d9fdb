package repair

import (
	"iter"
	"sync"
)

// decoders keeps the memory of decodings for the next one. It holds no result.
var decoders = sync.Pool{New: func() any { return &decoder{m: shipped()} }}

// Find yields the zones of a text, in their order. A zone may stand anywhere in
// it, with other lines around it. A long text is searched while its zones are
// taken, so that one who stops early pays for no more, and so that the memory for
// the search does not grow with the zones.
//
// A text without anything like a zone yields nothing. Of lines that can be read
// as several zones one at a time is taken, the likeliest first.
func Find(text string, o *Options) iter.Seq[Match] {
	return Reading{Text: text}.Find(o)
}

// Document returns what a reading of one zone may be. It is false if there is
// nothing like a zone in it. Of several zones it is the one that is read best.
func Document(reading string, o *Options) (Result, bool) {
	var best Match
	found := false
	for m := range Find(reading, o) {
		if !found || m.Candidates[0].Confidence > best.Candidates[0].Confidence {
			best, found = m, true
		}
	}
	return best.Result, found
}
