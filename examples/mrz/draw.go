package main

import (
	"fmt"
	"strings"

	"example.org/traveldoc/mrz"
)

const (
	drawIndent = 2
	// The room that is kept behind a line for the numbers of the carets.
	drawMargin = 4
)

// A mark is a run of carets under a piece of a line, from start up to and
// without end, with the number of its finding behind it.
type mark struct {
	start, end int
	label      string
	colour     colour
}

// draw writes the lines of a zone with carets under what the findings are
// about. A line that is too long for the screen is folded in equal pieces.
func (s *screen) draw(lines []string, findings mrz.Findings) {
	for i, line := range lines {
		var marks []mark
		for n, f := range findings {
			if f.Span.Line == i+1 {
				start := f.Span.Column - 1
				marks = append(marks, mark{start, start + f.Span.Len, fmt.Sprint(n + 1), severityColour(f.Severity)})
			}
		}
		size := fold(len(line), s.width-drawIndent-drawMargin)
		for at := 0; at < len(line); at += size {
			end := min(at+size, len(line))
			s.line(cell{text: strings.Repeat(" ", drawIndent)}, cell{line[at:end], bold})
			for _, row := range stack(clip(marks, at, end)) {
				s.carets(row)
			}
		}
	}
}

// fold returns the length of the pieces in which n characters are drawn where
// there is room for a number of them.
func fold(n, room int) int {
	pieces := (n + room - 1) / room
	return (n + pieces - 1) / pieces
}

// clip returns the parts of marks that are under the piece of a line.
func clip(marks []mark, start, end int) (clipped []mark) {
	for _, m := range marks {
		m.start, m.end = max(m.start, start)-start, min(m.end, end)-start
		if m.start < m.end {
			clipped = append(clipped, m)
		}
	}
	return clipped
}

// stack puts marks in as few rows as it can so that none touches another. The
// marks come in the order of their places.
func stack(marks []mark) (rows [][]mark) {
next:
	for _, m := range marks {
		for i, row := range rows {
			before := row[len(row)-1]
			if before.end+1+len(before.label) < m.start {
				rows[i] = append(row, m)
				continue next
			}
		}
		rows = append(rows, []mark{m})
	}
	return rows
}

func (s *screen) carets(row []mark) {
	at := -drawIndent
	for _, m := range row {
		s.write(cell{text: strings.Repeat(" ", m.start-at)})
		s.write(cell{strings.Repeat("^", m.end-m.start) + " " + m.label, m.colour})
		at = m.end + 1 + len(m.label)
	}
	s.blank()
}

func severityColour(s mrz.Severity) colour {
	switch s {
	case mrz.SeverityError:
		return red
	case mrz.SeverityWarning:
		return yellow
	}
	return dim
}
