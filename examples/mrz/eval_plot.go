package main

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// A plot is a drawing in SVG that grows by parts. It stands alone: no fonts, no
// styles and no scripts from elsewhere.
type plot struct{ b strings.Builder }

// The colours can be told apart by all eyes, and in print by their dashes.
const (
	plotBlue   = "#0072b2"
	plotOrange = "#d55e00"
	plotGrey   = "#767676"
	plotLight  = "#e4e4e4"
	plotBlack  = "#222222"
)

const (
	plotWidth  = 1000
	plotHeight = 480
)

// A panel is the place of a diagram, and what its axes span, from 0.
type panel struct {
	left, top, width, height float64
	maxX, maxY               float64
}

func (p *panel) x(v float64) float64 { return p.left + v/p.maxX*p.width }
func (p *panel) y(v float64) float64 { return p.top + p.height - v/p.maxY*p.height }

// svg draws calibration and risk by coverage.
func (r *evalReport) svg() string {
	p := &plot{}
	fmt.Fprintf(&p.b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%[1]d" height="%[2]d" font-family="sans-serif" font-size="13" fill="%s">`+"\n", plotWidth, plotHeight, plotBlack)
	fmt.Fprintf(&p.b, `<rect width="%d" height="%d" fill="#ffffff"/>`+"\n", plotWidth, plotHeight)
	what := "text alone"
	if r.Glyphs {
		what = "with confidences and alternatives"
	}
	p.text(plotWidth/2, 26, "middle", 16, fmt.Sprintf("Repair of %d readings of %d images, %s", r.Readings, r.Images, what))
	p.reliability(r)
	p.risk(r)
	p.b.WriteString("</svg>\n")
	return p.b.String()
}

func (p *plot) text(x, y float64, anchor string, size int, text string) {
	fmt.Fprintf(&p.b, `<text x="%.1f" y="%.1f" text-anchor="%s" font-size="%d">%s</text>`+"\n", x, y, anchor, size, escapeXML(text))
}

func (p *plot) line(x1, y1, x2, y2 float64, colour, dash string, width float64) {
	fmt.Fprintf(&p.b, `<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" stroke="%s" stroke-width="%g"%s/>`+"\n", x1, y1, x2, y2, colour, width, dashes(dash))
}

func dashes(dash string) string {
	if dash == "" {
		return ""
	}
	return ` stroke-dasharray="` + dash + `"`
}

func escapeXML(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
}

// axes draws the frame of a panel, with ticks in percent.
func (p *plot) axes(a *panel, stepX, stepY float64, title, nameX, nameY string) {
	p.text(a.left+a.width/2, a.top-14, "middle", 14, title)
	for i := 0; float64(i)*stepX <= a.maxX+stepX/1000; i++ {
		v := float64(i) * stepX
		p.line(a.x(v), a.top, a.x(v), a.top+a.height, plotLight, "", 1)
		p.text(a.x(v), a.top+a.height+18, "middle", 12, tick(v))
	}
	for i := 0; float64(i)*stepY <= a.maxY+stepY/1000; i++ {
		v := float64(i) * stepY
		p.line(a.left, a.y(v), a.left+a.width, a.y(v), plotLight, "", 1)
		p.text(a.left-8, a.y(v)+4, "end", 12, tick(v))
	}
	fmt.Fprintf(&p.b, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="none" stroke="%s"/>`+"\n", a.left, a.top, a.width, a.height, plotBlack)
	p.text(a.left+a.width/2, a.top+a.height+40, "middle", 13, nameX)
	fmt.Fprintf(&p.b, `<text transform="translate(%.1f %.1f) rotate(-90)" text-anchor="middle">%s</text>`+"\n", a.left-44, a.top+a.height/2, escapeXML(nameY))
}

// tick is a share as percent, with the digits that it needs.
func tick(v float64) string { return fmt.Sprintf("%g", math.Round(v*10000)/100) }

// reliability draws the bins of the calibration.
func (p *plot) reliability(r *evalReport) {
	a := &panel{left: 75, top: 75, width: 375, height: 335, maxX: 1, maxY: 1}
	p.axes(a, 0.2, 0.2, fmt.Sprintf("Calibration: expected error %.1f points", 100*r.Calibration.Error),
		"confidence of the best answer, %", "wholly right, %")
	p.line(a.x(0), a.y(0), a.x(1), a.y(1), plotGrey, "5 4", 1.5)
	for _, b := range r.Calibration.Bins {
		low, high := wilson(b.Right, float64(b.Count))
		p.line(a.x(b.Mean), a.y(low), a.x(b.Mean), a.y(high), plotBlue, "", 1.5)
		radius := 2.5 + 12*math.Sqrt(float64(b.Count)/float64(r.Calibration.Count))
		fmt.Fprintf(&p.b, `<circle cx="%.1f" cy="%.1f" r="%.1f" fill="%s" fill-opacity="0.55" stroke="%[4]s"><title>%d answers: confidence %.1f %%, right %.1f %%</title></circle>`+"\n",
			a.x(b.Mean), a.y(b.Right), radius, plotBlue, b.Count, 100*b.Mean, 100*b.Right)
	}
	p.text(a.x(0.03), a.y(0.95), "start", 12, "the larger, the more answers; bars are 95 %")
}

// maxPlotPoints is the number of points of a curve: more cannot be seen.
const maxPlotPoints = 250

// curve returns risk by coverage at each confidence that a repair has.
func (r *evalReport) curve() (points []riskPoint) {
	thresholds := []float64{leastConfidence, 1.1} // all, and the clean ones alone
	for i := range r.trials {
		for _, z := range r.trials[i].lowest {
			thresholds = append(thresholds, z.confidence)
		}
	}
	slices.Sort(thresholds)
	thresholds = slices.Compact(thresholds)
	step := max(1, len(thresholds)/maxPlotPoints)
	for i := 0; i < len(thresholds); i += step {
		points = append(points, riskAt(r.trials, thresholds[i]))
	}
	return points
}

// risk draws what is silently wrong of the answers, by how many there are.
func (p *plot) risk(r *evalReport) {
	points := r.curve()
	lines := []struct {
		name, colour, dash string
		of                 func(*riskPoint) (coverage, risk float64)
	}{
		{"all fields, balanced", plotOrange, "", func(q *riskPoint) (float64, float64) { return q.Balanced.Coverage, q.Balanced.of(q.Balanced.All) }},
		{"all fields, natural mix", plotOrange, "6 4", func(q *riskPoint) (float64, float64) { return q.Natural.Coverage, q.Natural.of(q.Natural.All) }},
		{"under a digit, balanced", plotBlue, "", func(q *riskPoint) (float64, float64) { return q.Balanced.Coverage, q.Balanced.of(q.Balanced.Digits) }},
		{"under a digit, natural mix", plotBlue, "6 4", func(q *riskPoint) (float64, float64) { return q.Natural.Coverage, q.Natural.of(q.Natural.Digits) }},
	}
	highest := 0.0
	for i := range points {
		for _, l := range lines {
			_, risk := l.of(&points[i])
			highest = max(highest, risk)
		}
	}
	step := tickStep(highest)
	a := &panel{left: 560, top: 75, width: 400, height: 335, maxX: 1, maxY: step * max(1, math.Ceil(highest/step))}
	p.axes(a, 0.2, step, "Risk by coverage", "answered, % of the readings", "silently wrong, % of the answers")
	chosen := riskAt(r.trials, r.MinConfidence)
	for i, l := range lines {
		var b strings.Builder
		for k := range points {
			if x, y := l.of(&points[k]); x > 0 {
				fmt.Fprintf(&b, "%.1f,%.1f ", a.x(x), a.y(y))
			}
		}
		fmt.Fprintf(&p.b, `<polyline points="%s" fill="none" stroke="%s" stroke-width="2"%s/>`+"\n", strings.TrimSpace(b.String()), l.colour, dashes(l.dash))
		if x, y := l.of(&chosen); x > 0 {
			fmt.Fprintf(&p.b, `<circle cx="%.1f" cy="%.1f" r="4.5" fill="#ffffff" stroke="%s" stroke-width="2"/>`+"\n", a.x(x), a.y(y), l.colour)
		}
		y := a.top + 20 + 18*float64(i)
		p.line(a.left+12, y-4, a.left+46, y-4, l.colour, l.dash, 2)
		p.text(a.left+54, y, "start", 12, l.name)
	}
	p.text(a.left+54, a.top+20+18*float64(len(lines)), "start", 12, fmt.Sprintf("circles: a confidence of %g", r.MinConfidence))
}

// tickStep returns a round step that makes about five of a span.
func tickStep(span float64) float64 {
	if span <= 0 {
		return 0.01
	}
	power := math.Pow(10, math.Floor(math.Log10(span/5)))
	for _, m := range []float64{1, 2, 2.5, 5} {
		if span/(m*power) <= 5 {
			return m * power
		}
	}
	return 10 * power
}
