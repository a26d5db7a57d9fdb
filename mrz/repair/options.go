package repair

import (
	"math"

	"example.org/traveldoc/mrz"
)

// Options say what is wanted. The zero value, and nil, are right for most.
type Options struct {
	// Layout is the layout of the zone, if it is known. Zero is any.
	Layout mrz.Layout
	// MinConfidence is what an answer must have to be Repaired. Zero is 0.9.
	MinConfidence float64
	// MaxCandidates is the greatest number of candidates. Zero is 5.
	MaxCandidates int
	// Independence is how much of what several readings say is news, from 0 to 1; see
	// [Readings]. At zero all of them are one piece of evidence, as two readings of
	// one image by one engine nearly are: together they make no answer surer. At one
	// each counts in full, as if all were different engines on different images.
	Independence float64
	// AsOf is the day on which the document is read, or zero. With it, an expiry many
	// years ahead and a holder of more than 110 years are held to be unlikely, and
	// Result.Report is that of the day.
	AsOf mrz.CalendarDate
	// Prior weighs what the caller knows of the documents that are to be read beyond
	// what Doc 9303 says: the shapes of numbers and optional data of a State, above all,
	// which tell a G from a 6. It returns how much likelier a zone is for it, 1 for what
	// it knows nothing of, and is held between 1/1000 and 1000. It may be called from
	// several goroutines. Nil is none.
	Prior func(mrz.Document) float64
}

// DefaultMinConfidence and DefaultMaxCandidates are what zeros in Options mean.
const (
	DefaultMinConfidence = 0.9
	DefaultMaxCandidates = 5
)

func (o *Options) layout() mrz.Layout {
	if o == nil {
		return 0
	}
	return o.Layout
}

func (o *Options) minConfidence() float64 {
	if o == nil || o.MinConfidence <= 0 {
		return DefaultMinConfidence
	}
	return o.MinConfidence
}

// weigh returns how much likelier a zone is for what the caller says.
func (o *Options) weigh(doc mrz.Document) float64 {
	w := 1.0
	if o.Prior != nil {
		w = min(max(o.Prior(doc), 1e-3), 1e3)
		if math.IsNaN(w) {
			w = 1
		}
	}
	if o.AsOf.IsZero() {
		return w
	}
	const (
		ahead    = 15 // years that a document may be valid
		oldest   = 110
		unlikely = 0.05
	)
	if expiry := doc.ExpiryDate(o.AsOf); !expiry.IsZero() && expiry.Year > o.AsOf.Year+ahead {
		w *= unlikely
	}
	if birth, _ := doc.BirthDate(o.AsOf); !birth.IsZero() && birth.Year < o.AsOf.Year-oldest {
		w *= unlikely
	}
	return w
}

// verify returns the options of a report.
func (o *Options) verify() *mrz.VerifyOptions {
	if o == nil || o.AsOf.IsZero() {
		return nil
	}
	return &mrz.VerifyOptions{AsOf: o.AsOf}
}

func (o *Options) maxCandidates() int {
	if o == nil || o.MaxCandidates <= 0 {
		return DefaultMaxCandidates
	}
	return min(o.MaxCandidates, maxCandidates)
}

// maxCandidates is the most that a search returns.
const maxCandidates = 64
