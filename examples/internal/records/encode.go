package records

import (
	"strconv"

	"github.com/go-json-experiment/json/jsontext"

	"example.org/traveldoc/examples/internal/zone"
	"example.org/traveldoc/mrz"
)

// An Encoder writes results as objects, one a line.
type Encoder struct {
	AsOf   mrz.CalendarDate // the day that they are of
	Redact bool
}

// Append appends the object of a result to dst, with a line break.
func (e Encoder) Append(dst []byte, r *Record, result *Result) []byte {
	switch {
	case result.Err.Kind != "":
		dst = zone.AppendError(dst, r.ID, result.Err)
	case result.Search:
		dst = zone.AppendZones(dst, r.ID, len(result.Zones), func(dst []byte, i int) []byte {
			return e.zone(dst, nil, &result.Zones[i])
		})
	default:
		dst = e.zone(dst, r.ID, &result.Zones[0])
	}
	return append(dst, '\n')
}

func (e Encoder) zone(dst, id []byte, z *Zone) []byte {
	return zone.Append(dst, z.Doc, z.Report, zone.Options{ID: id, AsOf: e.AsOf, Redact: e.Redact, Repair: z.Repair})
}

// AppendReject appends the line of a record that could not be laid out to dst, for a
// place of its own: what would stand among the results, and where the record is.
func AppendReject(dst []byte, file string, r *Record, e zone.Error) []byte {
	dst = zone.AppendError(dst, r.ID, e)
	dst = append(dst[:len(dst)-1], `,"file":`...)
	dst, _ = jsontext.AppendQuote(dst, file) // what is not UTF-8 in a name is replaced
	dst = append(dst, `,"inputLine":`...)
	dst = strconv.AppendInt(dst, int64(r.Line), 10)
	return append(dst, '}', '\n')
}
