package main

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// eval writes a report.
func (s *screen) eval(r *evalReport) {
	what := "text alone"
	if r.Glyphs {
		what = "text with confidences and alternatives"
	}
	s.paragraph(0, cell{fmt.Sprintf("Repair of %d readings of %d images, %s", r.Readings, r.Images, what), bold})
	s.paragraph(0, cell{fmt.Sprintf("Answered is clean or repaired, at a confidence of %g. Shares are percent of the readings, where nothing else is said. The model was counted on ocr-dev: of that set these are the figures of the fit.", r.MinConfidence), plain})
	s.evalRecovery(r.Groups)
	s.evalStatuses(r.Groups)
	s.evalAnswers(r.Answers)
	s.evalMixes(r.Mixes)
	s.evalCalibration(r)
	s.evalRisk(r)
	if len(r.Pairs) > 0 {
		s.evalPairs(r.Pairs)
	}
	s.heading("Time of a reading, one at a time on one goroutine, in ms")
	t := r.Milliseconds
	s.numbers([][]string{{"", "median", "90 %", "99 %", "worst"},
		{"", fixed(t.Median, 3), fixed(t.P90, 3), fixed(t.P99, 3), fixed(t.Worst, 3)}})
}

func (s *screen) evalRecovery(groups []evalGroup) {
	s.heading("Recovery, answers that are right, and answers that are silently wrong")
	rows := [][]string{
		{"", "", "recovery", "", "", "answer", "silent wrong", "", "of answers", ""},
		{"", "n", "all", "no name", "digits", "right", "all", "digits", "all", "digits"},
	}
	for _, g := range groups {
		rows = append(rows, []string{
			g.title(), fmt.Sprint(g.Readings), g.Recovery.All.percent(), g.Recovery.NoNames.percent(), g.Recovery.Digits.percent(),
			g.AnsweredRight.percent(), g.Silent.All.percent(), g.Silent.Digits.percent(), g.SilentOfAnswers.All.percent(), g.SilentOfAnswers.Digits.percent(),
		})
	}
	s.numbers(rows)
}

// title is what a group is by, and which one it is.
func (g *evalGroup) title() string {
	if g.By == g.Name {
		return g.Name
	}
	return g.By + " " + g.Name
}

func (s *screen) evalStatuses(groups []evalGroup) {
	s.heading("Statuses of the best answer, in readings")
	rows := [][]string{{"", "n", "clean", "repaired", "ambiguous", "unresolved", "no zone"}}
	for _, g := range groups {
		c := g.Statuses
		row := []string{g.title(), fmt.Sprint(g.Readings)}
		for _, n := range []int{c.Clean, c.Repaired, c.Ambiguous, c.Unresolved, c.None} {
			row = append(row, fmt.Sprint(n))
		}
		rows = append(rows, row)
	}
	s.numbers(rows)
}

func (s *screen) evalAnswers(groups []evalGroup) {
	s.heading("Clean and repaired apart: silently wrong, percent of these answers with 95 %")
	rows := [][]string{{"", "n", "wrong: all", "no names", "digits"}}
	for _, g := range groups {
		rows = append(rows, []string{g.Name, fmt.Sprint(g.Readings), g.Silent.All.interval(), g.Silent.NoNames.interval(), g.Silent.Digits.interval()})
	}
	s.numbers(rows)
}

// evalMeasures are the rows of a table whose columns are groups.
var evalMeasures = []struct {
	name string
	of   func(*figures) estimate
}{
	{"recovery: all", func(f *figures) estimate { return f.Recovery.All }},
	{"recovery: no names", func(f *figures) estimate { return f.Recovery.NoNames }},
	{"recovery: digits", func(f *figures) estimate { return f.Recovery.Digits }},
	{"answered", func(f *figures) estimate { return f.Answered }},
	{"answered and right", func(f *figures) estimate { return f.AnsweredRight }},
	{"silently wrong: all", func(f *figures) estimate { return f.Silent.All }},
	{"silently wrong: no names", func(f *figures) estimate { return f.Silent.NoNames }},
	{"silently wrong: digits", func(f *figures) estimate { return f.Silent.Digits }},
	{"of the answers: all", func(f *figures) estimate { return f.SilentOfAnswers.All }},
	{"of the answers: no names", func(f *figures) estimate { return f.SilentOfAnswers.NoNames }},
	{"of the answers: digits", func(f *figures) estimate { return f.SilentOfAnswers.Digits }},
}

// evalColumns writes a table of all measures, a group a column.
func (s *screen) evalColumns(groups []evalGroup) {
	head := []string{""}
	for _, g := range groups {
		head = append(head, g.Name)
	}
	rows := [][]string{head}
	for _, m := range evalMeasures {
		row := []string{m.name}
		for i := range groups {
			row = append(row, m.of(&groups[i].figures).interval())
		}
		rows = append(rows, row)
	}
	s.numbers(rows)
}

func (s *screen) evalMixes(groups []evalGroup) {
	s.heading("Mixes of difficulty, percent with 95 % (linearised ratio, clustered by image)")
	s.evalColumns(groups)
	s.paragraph(tableIndent, cell{"The natural mix weighs readings with 0 errors as 7, 1-5 as 22, 6-15 as 29, 16-40 as 33 and more as 7 of 98; the 2 that lack to 100 are rounding and readings without any text.", dim})
}

func (s *screen) evalCalibration(r *evalReport) {
	s.heading("Calibration: confidence of the best answer, and whether it is wholly right")
	rows := [][]string{{"confidence", "n", "mean", "right"}}
	for _, b := range r.Calibration.Bins {
		rows = append(rows, []string{fmt.Sprintf("%g to %g", b.From, b.To), fmt.Sprint(b.Count), fixed(100*b.Mean, 1), fixed(100*b.Right, 1)})
	}
	s.numbers(rows)
	s.paragraph(tableIndent, cell{fmt.Sprintf("Expected calibration error: %.1f points; %.1f without those that are clean.", 100*r.Calibration.Error, 100*r.CalibrationUnclean.Error), plain})
}

func (s *screen) evalRisk(r *evalReport) {
	s.heading("Risk by coverage: what each least confidence of a repair gives")
	rows := [][]string{
		{"", "", "", "silent wrong", "", "of answers", "", "natural", "silent wrong", ""},
		{"from", "answered", "right", "all", "digits", "all", "digits", "mix", "all", "digits"},
	}
	for _, p := range r.RiskCoverage {
		b, n := p.Balanced, p.Natural
		rows = append(rows, []string{
			fmt.Sprintf("%g", p.Threshold), fixed(100*b.Coverage, 1), fixed(100*b.Right, 1), fixed(100*b.All, 1), fixed(100*b.Digits, 1),
			fixed(100*b.of(b.All), 1), fixed(100*b.of(b.Digits), 1), fixed(100*n.Coverage, 1), fixed(100*n.All, 1), fixed(100*n.Digits, 1),
		})
	}
	s.numbers(rows)
}

func (s *screen) evalPairs(groups []evalGroup) {
	s.heading(fmt.Sprintf("Two readings of one image: %d images with both, percent with 95 %%", groups[0].Readings))
	s.evalColumns(groups)
}

func fixed(x float64, digits int) string { return fmt.Sprintf("%.*f", digits, x) }

func (e estimate) percent() string {
	if !e.some {
		return "–"
	}
	return fixed(100*e.value, 1)
}

// interval is never wider than 16 characters.
func (e estimate) interval() string {
	if !e.some {
		return "–"
	}
	short := func(x float64) string {
		if text := fixed(100*x, 1); text != "100.0" {
			return text
		}
		return "100"
	}
	return fmt.Sprintf("%s (%4s–%4s)", short(e.value), short(e.low), short(e.high))
}

// numbers writes a table whose columns but the first are aligned at their right.
// A cell before empty ones reaches over these, as a heading does, and is as wide
// as they are.
func (s *screen) numbers(rows [][]string) {
	var widths []int
	for _, row := range rows {
		for i, text := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			if i == 0 || i+1 == len(row) || row[i+1] != "" {
				widths[i] = max(widths[i], utf8.RuneCountInString(text))
			}
		}
	}
	for _, row := range rows {
		var b strings.Builder
		skip := 0
		for i, text := range row {
			if skip > 0 {
				skip--
				continue
			}
			width := widths[i]
			for k := i + 1; i > 0 && text != "" && k < len(row) && row[k] == ""; k++ {
				width += tableGap + widths[k]
				skip++
			}
			blanks := strings.Repeat(" ", max(0, width-utf8.RuneCountInString(text)))
			if i == 0 || skip > 0 {
				text += blanks
			} else {
				text = blanks + text
			}
			b.WriteString(strings.Repeat(" ", tableGap) + text)
		}
		s.line(cell{text: strings.TrimRight(b.String(), " ")})
	}
}
