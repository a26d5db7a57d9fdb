package repair

import (
	"flag"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/traveldoc/mrz"
)

var (
	evalStep = flag.Int("step", 0, "evaluate every n-th record of the development data, cross-validated")
	evalAlt  = flag.Bool("alt", false, "with confidences and alternatives")
	evalShow = flag.Bool("show", false, "show what goes wrong")
)

// half tells which half of the data a record is in: both reads of an image are
// in one.
func half(r *record) int {
	n := 0
	for _, c := range r.ID[1 : len(r.ID)-1] {
		n = n*10 + int(c-'0')
	}
	return (n / 3) % 2
}

func fieldsWrong(r *record, lines []string) (all, plain, digits bool) {
	d, err := mrz.Parse(strings.Join(lines, "\n"))
	if err != nil || d.Layout() != layoutOf(r) {
		return true, true, true
	}
	f := d.Fields()
	clean := func(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, "<", " ")) }
	ne := func(key, v string) bool { return clean(r.Fields[key]) != clean(v) }
	digits = ne("number", f.DocumentNumber) || ne("birth", f.DateOfBirth) || ne("expiry", f.DateOfExpiry)
	if layoutOf(r) < mrz.MRVA {
		digits = digits || ne("optional", f.OptionalData)
	}
	if layoutOf(r) == mrz.TD1 {
		digits = digits || ne("optional2", f.OptionalData2)
	}
	plain = digits || ne("optional", f.OptionalData) || ne("code", f.DocumentCode) || ne("state", f.IssuingState) || ne("nationality", f.Nationality) || ne("sex", strings.ReplaceAll(f.Sex, "X", ""))
	all = plain || ne("surname", f.PrimaryIdentifier) || ne("given", f.SecondaryIdentifier)
	return all, plain, digits
}

// figures are how many readings were answered how: with all right, all but the names,
// what is under a digit; and, of those that are clean or repaired, right and wrong.
type figures struct{ n, all, plain, digits, right, silent, silentD int }

// add takes in the answer of a record, nil for none, and returns whether all of it is
// right.
func (q *figures) add(r *record, answer *Result) bool {
	q.n++
	if answer == nil {
		return false
	}
	all, plain, digits := fieldsWrong(r, answer.Candidates[0].Document.Lines())
	sure := answer.Status >= Repaired
	q.all += btoi(!all)
	q.plain += btoi(!plain)
	q.digits += btoi(!digits)
	q.right += btoi(sure && !all)
	q.silent += btoi(sure && all)
	q.silentD += btoi(sure && digits)
	return !all
}

func (q *figures) print(name string) {
	p := func(n int) float64 { return 100 * float64(n) / float64(max(q.n, 1)) }
	fmt.Printf("%-17s n %4d  R %5.1f %5.1f %5.1f  right %5.1f  SW %4.1f %4.1f\n", name, q.n, p(q.all), p(q.plain), p(q.digits), p(q.right), p(q.silent), p(q.silentD))
}

// reading returns what is to be read, by the flag alt.
func (r *record) reading() Reading {
	if *evalAlt {
		return Reading{r.OCR, r.glyphs()}
	}
	return Reading{Text: r.OCR}
}

// answerOf returns the first clean or repaired zone, else the first one, or nil.
func answerOf(matches []Match) *Result {
	for i := range matches {
		if matches[i].Status >= Repaired {
			return &matches[i].Result
		}
	}
	if len(matches) == 0 {
		return nil
	}
	return &matches[0].Result
}

// TestEval prints the figures of the development data.
func TestEval(t *testing.T) {
	if *evalStep == 0 {
		t.Skip("-step 1 evaluates the development data")
	}
	rs := devRecords(t)
	var halves [2][]record
	for i := range rs {
		halves[half(&rs[i])] = append(halves[half(&rs[i])], rs[i])
	}
	var rows [5]figures
	var times []time.Duration
	var bins [20][3]float64 // of confidence: answers, sum of confidences, right
	for h := range 2 {
		m := newModel(countRecords(halves[1-h]))
		d := &decoder{m: m}
		for i := 0; i < len(halves[h]); i += *evalStep {
			r := &halves[h][i]
			start := time.Now()
			res := slices.Collect(d.find(r.reading(), nil))
			times = append(times, time.Since(start))
			b := 0
			switch {
			case r.Errors > 15:
				b = 3
			case r.Errors > 5:
				b = 2
			case r.Errors > 0:
				b = 1
			}
			best := answerOf(res)
			rows[b].add(r, best)
			right, conf := rows[4].add(r, best), 0.0
			if best != nil {
				conf = best.Candidates[0].Confidence
			}
			bin := min(int(conf*20), 19)
			bins[bin][0]++
			bins[bin][1] += conf
			bins[bin][2] += float64(btoi(right))
			if *evalShow && !right {
				fmt.Printf("%s %s e%d conf %.3f\n  truth %s\n  read  %q\n", r.ID, r.Format, r.Errors, conf, strings.Join(r.Truth, "|"), lastLines(r.OCR))
				if best != nil {
					fmt.Printf("  got   %s\n", strings.Join(best.Candidates[0].Document.Lines(), "|"))
				}
			}
		}
	}
	for i, name := range []string{"0", "1-5", "6-15", "16+", "all"} {
		rows[i].print(name)
	}
	ece := 0.0
	for _, b := range bins {
		ece += math.Abs(b[1] - b[2])
		if b[0] > 0 {
			fmt.Printf("%4.0f %5.1f %5.1f\n", b[0], 100*b[1]/b[0], 100*b[2]/b[0])
		}
	}
	fmt.Printf("expected calibration error %.1f points\n", 100*ece/float64(max(rows[4].n, 1)))
	slices.Sort(times)
	fmt.Println("median", times[len(times)/2], "p99", times[len(times)*99/100], "worst", times[len(times)-1])
}

func lastLines(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	return strings.Join(lines[max(0, len(lines)-4):], "\n")
}

// TestPairs prints what two readings of one image give together, beside what each
// gives alone: the images that have both readings in the data, cross-validated.
func TestPairs(t *testing.T) {
	if *evalStep == 0 {
		t.Skip("-step 1 evaluates the development data")
	}
	rs := devRecords(t)
	var rows [5]figures
	names := [...]string{"plain", "whitelist", "together", "half independent", "independent"}
	for h := range 2 {
		var train []record
		for i := range rs {
			if half(&rs[i]) != h {
				train = append(train, rs[i])
			}
		}
		m := newModel(countRecords(train))
		for i := range len(rs) - 1 {
			a, b := &rs[i], &rs[i+1]
			if a.ID[:len(a.ID)-1] != b.ID[:len(b.ID)-1] || half(a) != h {
				continue
			}
			for k, r := range []*record{a, b} {
				d := &decoder{m: m}
				rows[k].add(a, answerOf(slices.Collect(d.find(r.reading(), nil))))
			}
			for k, ind := range []float64{0, 0.5, 1} {
				m, _, ok := readings([]*decoder{{m: m}, {m: m}}, []Reading{a.reading(), b.reading()}, &Options{Independence: ind})
				var answer *Result
				if ok {
					answer = &m.Result
				}
				rows[2+k].add(a, answer)
			}
		}
	}
	for i := range rows {
		rows[i].print(names[i])
	}
}

// TestLeave prints what becomes of the images with a kind of damage when nothing was
// counted of any image that has it.
func TestLeave(t *testing.T) {
	if *evalStep == 0 {
		t.Skip("-step 1 evaluates the development data")
	}
	rs := devRecords(t)
	kinds := map[string]bool{}
	has := func(r *record, kind string) bool { return slices.Contains(strings.Split(r.Variant, "-"), kind) }
	for i := range rs {
		for kind := range strings.SplitSeq(rs[i].Variant, "-") {
			kinds[kind] = true
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		var train []record
		for i := range rs {
			if !has(&rs[i], kind) {
				train = append(train, rs[i])
			}
		}
		d := &decoder{m: newModel(countRecords(train))}
		var q figures
		for i := range rs {
			r := &rs[i]
			if !has(r, kind) {
				continue
			}
			q.add(r, answerOf(slices.Collect(d.find(r.reading(), nil))))
		}
		q.print(kind)
	}
}
