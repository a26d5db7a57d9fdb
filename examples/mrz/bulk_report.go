package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"example.org/traveldoc/examples/internal/records"
	"example.org/traveldoc/mrz/state"
)

// maxBars is the number of bars that a diagram has room for. What is rarer stands
// together in one.
const maxBars = 30

// A bar is one of a diagram.
type bar struct {
	label string
	n     int
}

// bulkReport draws a summary: a page that stands alone, with no scripts, no fonts and
// nothing from elsewhere.
func bulkReport(s *records.Summary) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>%[1]d records</title>
<style>body{font-family:sans-serif;color:%[2]s;max-width:60rem;margin:2rem auto;padding:0 1rem}svg{max-width:100%%;height:auto}h2{margin-top:2.5rem}</style>
</head>
<body>
<h1>%[1]d records</h1>
<p>As of %[3]s. In: %[1]d records. Out: %[4]d, of which %[5]d are ok. Rejected, as they could not be laid out: %[6]d. Zones: %[7]d.</p>
`, s.Records, plotBlack, s.AsOf, s.OK+s.NotOK, s.OK, s.Rejected, s.Zones)
	drawBars(&b, "Findings by rule", byNumber(s.Rules, nil))
	drawBars(&b, "Rejected records by reason", byNumber(s.Errors, nil))
	drawBars(&b, "Zones by issuing State", byNumber(s.States, stateLabel))
	drawBars(&b, "Zones by layout", byNumber(s.Layouts, nil))
	drawBars(&b, "Check digits by verdict", byNumber(s.Verdicts, nil))
	drawBars(&b, "Zones by validity", byNumber(s.Validity, nil))
	drawBars(&b, "Zones by year of expiry", byYear(s.Expiry))
	if repaired := sum(s.Statuses); repaired > 0 {
		drawBars(&b, "Zones by outcome of repair", byNumber(s.Statuses, nil))
		fmt.Fprintf(&b, "<p>Share of repaired: %.1f %% of %d zones.</p>\n", 100*float64(s.Statuses["repaired"])/float64(repaired), repaired)
	}
	b.WriteString("</body>\n</html>\n")
	return []byte(b.String())
}

func sum(c records.Count) (n int) {
	for _, m := range c {
		n += m
	}
	return n
}

// stateLabel returns the name of a State with its code.
func stateLabel(code string) string {
	if c, err := state.Parse(code); err == nil && c.Name() != "" {
		return code + " " + c.Name()
	}
	return code
}

// byNumber returns bars, the longest first.
func byNumber(c records.Count, label func(string) string) (bars []bar) {
	for word, n := range c {
		bars = append(bars, bar{word, n})
	}
	slices.SortFunc(bars, func(a, b bar) int { return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.label, b.label)) })
	if len(bars) > maxBars {
		rest := bar{label: fmt.Sprintf("%d others", len(bars)-maxBars+1)}
		for _, b := range bars[maxBars-1:] {
			rest.n += b.n
		}
		bars = append(bars[:maxBars-1:maxBars-1], rest)
	}
	if label != nil {
		for i := range bars {
			bars[i].label = label(bars[i].label)
		}
	}
	return bars
}

// byYear returns bars in the order of the years.
func byYear(c records.Count) (bars []bar) {
	for _, year := range slices.SortedFunc(maps.Keys(c), func(a, b string) int {
		x, _ := strconv.Atoi(a)
		y, _ := strconv.Atoi(b)
		return cmp.Compare(x, y)
	}) {
		bars = append(bars, bar{year, c[year]})
	}
	return bars
}

// drawBars draws a diagram, in SVG, of bars with their numbers.
func drawBars(b *strings.Builder, title string, bars []bar) {
	if len(bars) == 0 {
		return
	}
	const left, width, height = 300, 520, 24
	most := slices.MaxFunc(bars, func(a, b bar) int { return cmp.Compare(a.n, b.n) }).n
	total := 0
	for _, x := range bars {
		total += x.n
	}
	fmt.Fprintf(b, "<h2>%s</h2>\n<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"%[1]s\" viewBox=\"0 0 960 %[2]d\" width=\"960\" height=\"%[2]d\" font-family=\"sans-serif\" font-size=\"13\">\n", escapeXML(title), height*len(bars))
	for i, x := range bars {
		y, w := i*height, float64(width)*float64(x.n)/float64(most)
		fmt.Fprintf(b, `<text x="%d" y="%d" text-anchor="end">%s</text>`, left-8, y+16, escapeXML(x.label))
		fmt.Fprintf(b, `<rect x="%d" y="%d" width="%.1f" height="%d" fill="%s"/>`, left, y+3, max(w, 1), height-6, plotBlue)
		fmt.Fprintf(b, `<text x="%.1f" y="%d">%d (%.1f %%)</text>`+"\n", left+w+8, y+16, x.n, 100*float64(x.n)/float64(total))
	}
	b.WriteString("</svg>\n")
}
