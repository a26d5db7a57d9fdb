package main

import (
	"bytes"
	"io"

	"example.org/traveldoc/examples/internal/records"
)

// sendNDJSON sends the records of --in ndjson, a line each.
func sendNDJSON(r io.Reader, from int64, s *sender) error {
	skipped, err := skip(r, from, false)
	if err != nil {
		return err
	}
	lines := &splitter{r: r, line: skipped, offset: from, end: func(b []byte) int { return bytes.IndexByte(b, '\n') + 1 }}
	for {
		raw, line, err := lines.next()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		case raw != nil && blank(raw):
			continue
		}
		rec := record{Record: records.Record{Line: line, Raw: raw}}
		if raw == nil {
			rec.Err = records.SizeError(line)
		}
		if err := s.add(rec, lines.offset); err != nil {
			return err
		}
	}
}
