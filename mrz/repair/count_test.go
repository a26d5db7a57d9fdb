package repair

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"example.org/traveldoc/mrz"
)

// record is a line of ocr-dev.jsonl.
type record struct {
	ID, Format, OCR string
	Truth           []string
	Errors          int
	Fields          map[string]string
	Conf            string
	Alt             map[string]string
	Page            bool
	Variant         string // how the image was spoilt
}

var devData = flag.String("data", "", "the `file` of development data, as ocr-dev.jsonl")

func devRecords(t testing.TB) (rs []record) {
	if *devData == "" {
		t.Skip("no development data: see -data")
	}
	f, err := os.Open(*devData)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		var r record
		if err := json.Unmarshal(s.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		rs = append(rs, r)
	}
	return rs
}

func layoutOf(r *record) mrz.Layout {
	return map[string]mrz.Layout{"TD1": mrz.TD1, "TD2": mrz.TD2, "TD3": mrz.TD3, "MRVA": mrz.MRVA, "MRVB": mrz.MRVB}[r.Format]
}

// truthSymbols returns the symbols of each line.
func truthSymbols(r *record) (out [][]symbol) {
	p := plans()[layoutOf(r)]
	if layoutOf(r) == mrz.TD1 {
		d := symbols(p.data[0].grammar, r.Truth[0]+r.Truth[1], nil)
		return [][]symbol{d[:30], d[30:], symbols(p.name, r.Truth[2], nil)}
	}
	return [][]symbol{symbols(p.name, r.Truth[0], nil), symbols(p.data[0].grammar, r.Truth[1], nil)}
}

func subCost(y symbol, g sign) int {
	switch {
	case y.right(g):
		return 0
	case y >= fillInside && strings.ContainsRune("KSCEXKscekx", rune(signChar(g))):
		return 5
	case y < 36 && g < 36 && (y < 10) == (g < 10):
		return 11
	}
	return 10
}

func signChar(g sign) byte {
	switch {
	case g < 10:
		return '0' + byte(g)
	case g < 36:
		return 'A' + byte(g) - 10
	case g == signFiller:
		return '<'
	case g < signOther:
		return 'a' + byte(g-signLower)
	case g == signOther:
		return '?'
	}
	return marks[g-signMarks]
}

// align returns the distance and, for each symbol, the sign read for it (-1 if
// lost), with insertions as [position, sign].
func align(syms []symbol, signs []sign) (dist int, read []int, ins [][2]int) {
	n, m := len(syms), len(signs)
	d := make([][]int, n+1)
	for i := range d {
		d[i] = make([]int, m+1)
		for j := range d[i] {
			if i == 0 {
				d[i][j] = 9 * j
				continue
			}
			v := d[i-1][j] + 9
			if j > 0 {
				v = min(v, d[i][j-1]+9, d[i-1][j-1]+subCost(syms[i-1], signs[j-1]))
			}
			d[i][j] = v
		}
	}
	read = make([]int, n)
	for i, j := n, m; i > 0 || j > 0; {
		switch {
		case i > 0 && j > 0 && d[i][j] == d[i-1][j-1]+subCost(syms[i-1], signs[j-1]):
			i, j = i-1, j-1
			read[i] = int(signs[j])
		case i > 0 && d[i][j] == d[i-1][j]+9:
			i--
			read[i] = -1
		default:
			j--
			ins = append(ins, [2]int{i, int(signs[j])})
		}
	}
	return d[n][m], read, ins
}

// countRecords counts the confusions of records.
func countRecords(rs []record) *counts {
	c := &counts{}
	var o observation
	for k := range rs {
		r := &rs[k]
		b := 0
		if r.Errors > 5 {
			b = 1
		}
		if r.Errors > 15 {
			b = 2
		}
		o.read(r.OCR)
		next := 0
		for _, syms := range truthSymbols(r) {
			best, at := 1<<30, -1
			for i := next; i < len(o.lines); i++ {
				l := o.lines[i]
				if d := l.len() - len(syms); d < -25 || d > 25 {
					continue
				}
				if dist, _, _ := align(syms, o.signs[l.from:l.to]); dist < best {
					best, at = dist, i
				}
			}
			if at < 0 || best > 5*len(syms) {
				continue
			}
			next = at + 1
			l := o.lines[at]
			_, read, ins := align(syms, o.signs[l.from:l.to])
			c.line(b, syms, read, ins)
			c.evidence(syms, read, ins, o.signs[l.from:l.to], signGlyphs(r, &o)[l.from:l.to])
		}
	}
	return c
}

func (c *counts) line(b int, syms []symbol, read []int, ins [][2]int) {
	place := func(j int) int {
		switch {
		case j == 0:
			return insStart
		case j == len(syms):
			return insEnd
		case syms[j-1] == fillInside:
			return insFiller
		case syms[j-1] > fillInside:
			return insTrail
		case syms[j] >= fillInside && read[j] >= 0:
			return insBefore
		}
		return insOther
	}
	for j := range len(syms) + 1 {
		c.at[b][place(j)]++
	}
	for _, x := range ins {
		c.ins[b][place(x[0])][x[1]]++
	}
	for j := 0; j < len(syms); j++ {
		if read[j] >= 0 {
			c.sub[b][syms[j]][read[j]]++
			continue
		}
		n := 0
		for j+n < len(syms) && read[j+n] < 0 && syms[j+n] == fillLater {
			n++
		}
		if n >= 3 {
			c.gaps[b]++
			j += n - 1
			continue
		}
		c.del[b][syms[j]]++
	}
}

// glyphs returns what the engine said of the characters of a record.
func (r *record) glyphs() []Glyph {
	const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	gs := make([]Glyph, 0, len(r.Conf))
	for i, c := range []rune(r.Conf) {
		g := Glyph{Confidence: float64(strings.IndexRune(digits, c)) / 61}
		alt := []rune(r.Alt[fmt.Sprint(i)])
		for ; len(alt) >= 3; alt = alt[3:] {
			g.Alternatives = append(g.Alternatives, Alternative{alt[0], float64(alt[1]-'0')/10 + float64(alt[2]-'0')/100})
		}
		gs = append(gs, g)
	}
	return gs
}

// signGlyphs returns the glyphs of the signs.
func signGlyphs(r *record, o *observation) (out []Glyph) {
	gs := r.glyphs()
	k, n := 0, 0
	for i := range r.OCR {
		for ; k < len(o.signs) && int(o.starts[k]) == i; k++ {
			out = append(out, gs[n])
		}
		n++
	}
	return out
}

// evidence counts what confidences and alternatives are worth.
func (c *counts) evidence(syms []symbol, read []int, ins [][2]int, signs []sign, gs []Glyph) {
	inserted := map[int]int{}
	for _, x := range ins {
		inserted[x[0]]++
	}
	i := 0
	count := func(truth int, s symbol) {
		g := signs[i]
		best, mask, band := alternatives(g, gs[i].Alternatives)
		i++
		if g == signFiller {
			return
		}
		c.worth.truth[btoi(g > signFiller)][bandOf(gs[i-1].Confidence)][band][truth]++
		if truth != truthLetter {
			return
		}
		switch {
		case s == best:
			c.worth.letter[band][0]++
		case mask>>s&1 != 0:
			c.worth.letter[band][1]++
		default:
			c.worth.letter[band][2]++
		}
	}
	for j := range len(syms) + 1 {
		for range inserted[j] {
			count(truthNone, 0)
		}
		if j == len(syms) || read[j] < 0 {
			continue
		}
		switch {
		case syms[j].right(signs[i]):
			count(truthRight, syms[j])
		case syms[j] >= fillInside:
			count(truthFiller, syms[j])
		default:
			count(truthLetter, syms[j])
		}
	}
}

var writeCounts = flag.Bool("counts", false, "count the confusions anew and write data/counts.tsv")

func TestCounts(t *testing.T) {
	if !*writeCounts {
		t.Skip("-counts writes data/counts.tsv")
	}
	c := countRecords(devRecords(t))
	var b strings.Builder
	b.WriteString("# level\tkind\twhat\tsign\tcount: see README.md\n")
	for l := range numBand {
		for s := range numSymbols {
			for g := range numSigns {
				if n := c.sub[l][s][g]; n > 0 {
					fmt.Fprintf(&b, "%d\tsub\t%d\t%d\t%d\n", l, s, g, n)
				}
			}
			if n := c.del[l][s]; n > 0 {
				fmt.Fprintf(&b, "%d\tdel\t%d\t0\t%d\n", l, s, n)
			}
		}
		for p := range numInsPlaces {
			for g := range numSigns {
				if n := c.ins[l][p][g]; n > 0 {
					fmt.Fprintf(&b, "%d\tins\t%d\t%d\t%d\n", l, p, g, n)
				}
			}
			fmt.Fprintf(&b, "%d\tat\t%d\t0\t%d\n", l, p, c.at[l][p])
		}
		fmt.Fprintf(&b, "%d\tgaps\t0\t0\t%d\n", l, c.gaps[l])
	}
	for k := range c.worth.truth {
		for band := range c.worth.truth[k] {
			for alt := range c.worth.truth[k][band] {
				for truth, n := range c.worth.truth[k][band][alt] {
					fmt.Fprintf(&b, "%d\tworth\t%d\t%d\t%d\n", k, numAltBands*band+alt, truth, n)
				}
			}
		}
	}
	for band := range numAltBands {
		for x, n := range c.worth.letter[band] {
			fmt.Fprintf(&b, "0\tamong\t%d\t%d\t%d\n", band, x, n)
		}
	}
	if err := os.WriteFile("data/counts.tsv", []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
