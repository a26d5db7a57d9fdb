package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"example.org/traveldoc/examples/internal/records"
	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/repair"
)

// An ocrRecord is a reading of an image of a zone, with what stands on it: a
// line of ocr-dev.jsonl.
type ocrRecord struct {
	ID        string            `json:"id"`
	Format    string            `json:"format"`
	OCR       string            `json:"ocr"`
	Errors    int               `json:"errors"`
	Whitelist bool              `json:"whitelist"`
	Page      bool              `json:"page"`
	Fields    map[string]string `json:"fields"`
	Conf      string            `json:"conf"`
	Alt       map[string]string `json:"alt"`
}

// ocrLayouts are the layouts by their names in the records.
var ocrLayouts = map[string]mrz.Layout{"TD1": mrz.TD1, "TD2": mrz.TD2, "TD3": mrz.TD3, "MRVA": mrz.MRVA, "MRVB": mrz.MRVB}

// The ends of an id: the readings of an image differ in them.
const (
	plainSuffix     = "p"
	whitelistSuffix = "w"
)

// image returns what the id has of the image.
func (r *ocrRecord) image() string {
	if s, ok := strings.CutSuffix(r.ID, plainSuffix); ok {
		return s
	}
	return strings.TrimSuffix(r.ID, whitelistSuffix)
}

// parseOCRRecords reads records, an object a line. An error names the line and
// nothing of what stands there.
func parseOCRRecords(text string) (list []ocrRecord, err error) {
	n := 0
	for line := range strings.Lines(text) {
		n++
		if strings.TrimSpace(line) == "" {
			continue
		}
		var r ocrRecord
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			return nil, fmt.Errorf("line %d: no object of a reading with its truth", n)
		}
		if err := r.check(); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		list = append(list, r)
	}
	if len(list) == 0 {
		return nil, errors.New("no readings")
	}
	return list, nil
}

func (r *ocrRecord) check() error {
	switch {
	case r.ID == "":
		return errors.New("a reading without an id")
	case ocrLayouts[r.Format] == 0:
		return errors.New("a reading without a known format")
	case r.Errors < 0:
		return errors.New("a reading with a negative number of errors")
	case len(r.Fields) == 0:
		return errors.New("a reading without the fields of its truth")
	}
	return nil
}

// reading returns what is to be repaired, as bulk --repair takes it.
func (r *ocrRecord) reading(sure bool) repair.Reading {
	if !sure {
		return repair.Reading{Text: r.OCR}
	}
	var alt []records.Alternatives
	for _, key := range slices.Sorted(maps.Keys(r.Alt)) {
		if at, err := strconv.Atoi(key); err == nil && at >= 0 {
			alt = append(alt, records.Alternatives{At: at, Text: r.Alt[key]})
		}
	}
	return repair.Reading{Text: r.OCR, Glyphs: records.Glyphs(r.Conf, alt)}
}
