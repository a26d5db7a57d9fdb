package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/repair"
)

// The zones of the readings, all made up.
const (
	evalPassport = "P<POLNOWAK<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<<<<\nZS12345677POL8503150F3003150<<<<<<<<<<<<<<<8"
	evalVisa     = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<"
)

var (
	nowak = map[string]string{"code": "P", "state": "POL", "number": "ZS1234567", "nationality": "POL", "birth": "850315", "sex": "F",
		"expiry": "300315", "optional": "", "optional2": "", "surname": "NOWAK", "given": "ANNA MARIA"}
	eriksson = map[string]string{"code": "V", "state": "UTO", "number": "L8988901C", "nationality": "XXX", "birth": "400907", "sex": "F",
		"expiry": "961210", "optional": "", "optional2": "", "surname": "ERIKSSON", "given": "ANNA MARIA"}
)

// with returns fields with other values.
func with(fields map[string]string, pairs ...string) map[string]string {
	out := make(map[string]string)
	for k, v := range fields {
		out[k] = v
	}
	for i := 0; i < len(pairs); i += 2 {
		out[pairs[i]] = pairs[i+1]
	}
	return out
}

// evalReadings are readings in all states: of a truth that is read, of one that
// is read as another, of none.
func evalReadings() []ocrRecord {
	damaged := strings.Replace(strings.Replace(evalPassport, "MARIA<<<<<<", "MARIA<<<<KK", 1), "L8503150F3003", "LB503150F3O03", 1)
	return []ocrRecord{
		{ID: "d1p", Format: "TD3", OCR: evalPassport, Fields: nowak},
		{ID: "d1w", Format: "TD3", OCR: damaged, Errors: 4, Whitelist: true, Fields: nowak},
		{ID: "d2p", Format: "MRVB", OCR: evalVisa, Fields: with(eriksson, "number", "L8988902C"), Errors: 1, Page: true}, // clean, and wrong
		{ID: "d2w", Format: "MRVB", OCR: evalVisa, Fields: with(eriksson, "given", "ANNE MARIA"), Errors: 20, Whitelist: true},
		{ID: "d3p", Format: "TD1", OCR: "nothing", Fields: nowak, Errors: 50},
		{ID: "d4p", Format: "MRVB", OCR: "a page\n" + evalVisa, Fields: with(eriksson, "optional", "1"), Errors: 8, Page: true},
	}
}

func evalInput(t testing.TB, records []ocrRecord) string {
	var b bytes.Buffer
	for _, r := range records {
		if err := json.NewEncoder(&b).Encode(r); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

// runEval runs mrz eval - with a clock that goes on by a millisecond a look.
func runEval(t testing.TB, input string, args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	now := time.Unix(0, 0)
	a := &app{stdin: strings.NewReader(input), stdout: &out, stderr: &errs, getenv: func(string) string { return "" },
		now: func() time.Time { now = now.Add(time.Millisecond); return now }}
	code = a.run(append([]string{"eval", "-"}, args...))
	return code, out.String(), errs.String()
}

// evalResult is what a test reads of the report.
type evalResult struct {
	Readings, Images int
	Groups           []evalResultGroup
	Answers, Mixes   []evalResultGroup
	Pairs            []evalResultGroup
	RiskCoverage     []riskPoint
	Milliseconds     evalTimes
	Calibration      struct {
		Count int
		Bins  []bin
	}
}

type evalResultGroup struct {
	By, Name                string
	Readings                int
	Share                   float64
	Recovery                map[string]*struct{ Value, Low, High float64 }
	SilentWrong             map[string]*struct{ Value, Low, High float64 }
	SilentWrongOfAnswers    map[string]*struct{ Value, Low, High float64 }
	Answered, AnsweredRight *struct{ Value, Low, High float64 }
	Statuses                statusCounts
}

// counts returns what was counted, in readings: recovery (all, no names, digits),
// answered, answered right, silent wrong (the same three).
func (g *evalResultGroup) counts() string {
	n := float64(g.Readings)
	of := func(m map[string]*struct{ Value, Low, High float64 }) string {
		if m["all"] == nil {
			return "none"
		}
		return fmt.Sprintf("%.0f/%.0f/%.0f", n*m["all"].Value, n*m["noNames"].Value, n*m["digits"].Value)
	}
	if g.Answered == nil {
		return "0"
	}
	return fmt.Sprintf("%d: %s %.0f %.0f %s", g.Readings, of(g.Recovery), n*g.Answered.Value, n*g.AnsweredRight.Value, of(g.SilentWrong))
}

// TestEval compares the report of six readings with what was counted by hand.
func TestEval(t *testing.T) {
	code, stdout, stderr := runEval(t, evalInput(t, evalReadings()), "--json", "--min-confidence", "0.5")
	if code != exitOK || stderr != "" {
		t.Fatalf("exit code %d, %s", code, stderr)
	}
	testJSONLines(t, []byte(stdout))
	var got evalResult
	if err := json.Unmarshal([]byte(stdout), &got); err != nil {
		t.Fatal(err)
	}
	if got.Readings != 6 || got.Images != 4 {
		t.Errorf("%d readings, %d images", got.Readings, got.Images)
	}
	// d1p: clean, right. d1w: repaired, right. d2p: clean, wrong in the number,
	// which is under a digit. d2w: clean, wrong in a name. d3p: none. d4p: clean,
	// wrong in the optional data, which in a visa is under no digit.
	want := map[string]string{
		"errors 0": "1: 1/1/1 1 1 0/0/0", "errors 1-5": "2: 1/1/1 2 1 1/1/1", "errors 6-15": "1: 0/0/1 1 0 1/1/0", "errors 16+": "2: 0/1/1 1 0 1/0/0",
		"layout TD1": "1: 0/0/0 0 0 0/0/0", "layout TD2": "0", "layout TD3": "2: 2/2/2 2 2 0/0/0", "layout MRV-A": "0", "layout MRV-B": "3: 0/1/2 3 0 3/2/1",
		"whitelist no": "4: 1/1/2 3 1 2/2/1", "whitelist yes": "2: 1/2/2 2 1 1/0/0", "page no": "4: 2/3/3 3 2 1/0/0", "page yes": "2: 0/0/1 2 0 2/2/1",
		"all all": "6: 2/3/4 5 2 3/2/1", "status clean": "4: 1/2/3 4 1 3/2/1", "status repaired": "1: 1/1/1 1 1 0/0/0",
		"mix balanced": "6: 2/3/4 5 2 3/2/1",
		"pair plain":   "2: 1/1/1 2 1 1/1/1", "pair whitelist": "2: 1/1/1 2 1 1/1/1", "pair together": "2: 1/1/1 2 1 1/1/1",
	}
	for _, g := range slices.Concat(got.Groups, got.Answers, got.Mixes[:1], got.Pairs) {
		name := g.By + " " + g.Name
		if c := g.counts(); c != want[name] {
			t.Errorf("%s: got %s, want %s", name, c, want[name])
		}
		delete(want, name)
	}
	if len(want) > 0 {
		t.Errorf("no groups %v", want)
	}
	all := got.Groups[len(got.Groups)-1]
	if all.Statuses != (statusCounts{Clean: 4, Repaired: 1, None: 1}) || all.SilentWrongOfAnswers["all"].Value != 0.6 {
		t.Errorf("statuses %v, of the answers %v", all.Statuses, all.SilentWrongOfAnswers["all"])
	}
	// The bands have 1, 2, 1, 1 and 1 readings, and weigh 7, 22, 29, 33 and 7 of 98.
	natural := got.Mixes[1]
	for name, x := range map[string][2]float64{
		"recovery":       {natural.Recovery["all"].Value, (7 + 22/2.) / 98},
		"digits":         {natural.Recovery["digits"].Value, (7 + 22/2. + 29 + 33) / 98},
		"answered":       {natural.Answered.Value, (7 + 22 + 29 + 33) / 98.},
		"silently wrong": {natural.SilentWrong["all"].Value, (22/2. + 29 + 33) / 98},
		"of the answers": {natural.SilentWrongOfAnswers["noNames"].Value, (22/2. + 29) / (7 + 22 + 29 + 33)},
	} {
		if math.Abs(x[0]-x[1]) > 1e-6 {
			t.Errorf("natural mix, %s: %v, want %v", name, x[0], x[1])
		}
	}
	if got.Calibration.Count != 5 || got.Milliseconds != (evalTimes{1, 1, 1, 1}) {
		t.Errorf("calibration of %d, times %v", got.Calibration.Count, got.Milliseconds)
	}
	for i, p := range got.RiskCoverage {
		if p.Threshold != evalThresholds[i] || i > 0 && p.Balanced.Coverage > got.RiskCoverage[i-1].Balanced.Coverage {
			t.Errorf("risk by coverage: %v", p)
		}
		if want := round6(all.SilentWrong["all"].Value); p.Threshold == 0.5 && (p.Balanced.All != want || p.Balanced.Coverage != round6(5./6)) {
			t.Errorf("risk by coverage at 0.5: %v, want %v", p.Balanced, want)
		}
	}
}

// TestEvalScore pins what counts as wrong.
func TestEvalScore(t *testing.T) {
	none, names, plain, every := verdict{}, verdict{true, false, false}, verdict{true, true, false}, verdict{true, true, true}
	for _, test := range []struct {
		name, format, zone string
		truth              map[string]string
		want               verdict
	}{
		{"right", "TD3", evalPassport, nowak, none},
		{"a filler for a blank", "TD3", evalPassport, with(nowak, "given", "ANNA<MARIA<<"), none},
		{"given", "TD3", evalPassport, with(nowak, "given", "ANNA MARI"), names},
		{"surname", "TD3", evalPassport, with(nowak, "surname", ""), names},
		{"code", "TD3", evalPassport, with(nowak, "code", "PP"), plain},
		{"state", "TD3", evalPassport, with(nowak, "state", "P0L"), plain},
		{"nationality", "TD3", evalPassport, with(nowak, "nationality", "UTO"), plain},
		{"sex", "TD3", evalPassport, with(nowak, "sex", "M"), plain},
		{"sex X", "TD3", strings.Replace(evalPassport, "F", "X", 1), with(nowak, "sex", ""), none},
		{"sex <", "TD3", strings.Replace(evalPassport, "F", "<", 1), with(nowak, "sex", "X"), none},
		{"sex F, not X", "TD3", evalPassport, with(nowak, "sex", "X"), plain},
		{"number", "TD3", evalPassport, with(nowak, "number", "ZS1234568"), every},
		{"birth", "TD3", evalPassport, with(nowak, "birth", "850316"), every},
		{"expiry", "TD3", evalPassport, with(nowak, "expiry", "300316"), every},
		{"optional data", "TD3", evalPassport, with(nowak, "optional", "1"), every},
		{"optional data of a visa", "MRVB", evalVisa, with(eriksson, "optional", "1"), plain},
		{"more optional data of no card", "TD3", evalPassport, with(nowak, "optional2", "1"), plain},
		{"more optional data of a card", "TD1", "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<", map[string]string{
			"code": "I", "state": "UTO", "number": "D23145890", "nationality": "UTO", "birth": "740812", "sex": "F", "expiry": "120415",
			"optional2": "1", "surname": "ERIKSSON", "given": "ANNA MARIA"}, every},
		{"another layout", "MRVA", evalPassport, nowak, none}, // the fields are what is compared
	} {
		r := ocrRecord{Format: test.format, Fields: test.truth}
		if got := r.wrong(mrz.MustParse(test.zone)); got != test.want {
			t.Errorf("%s: got %v, want %v", test.name, got, test.want)
		}
	}
}

// TestOutcome pins which of several zones is the answer, and that a wrong one
// that is answered beside it is silent.
func TestOutcome(t *testing.T) {
	guess := foundZone{repair.Unresolved, 0.2, verdict{true, true, true}}
	right := foundZone{repair.Repaired, 0.95, verdict{}}
	wrong := foundZone{repair.Clean, 0.99, verdict{true, false, false}}
	for _, test := range []struct {
		name  string
		zones []foundZone
		want  outcome
	}{
		{"none", nil, outcome{}},
		{"a guess", []foundZone{guess, guess}, outcome{found: true, confidence: 0.2}},
		{"a guess first", []foundZone{guess, right, guess}, outcome{found: true, status: repair.Repaired, confidence: 0.95, answered: true, right: verdict{true, true, true}}},
		{"two answers", []foundZone{right, wrong}, outcome{found: true, status: repair.Repaired, confidence: 0.95, answered: true, right: verdict{true, true, true}, silent: verdict{true, false, false}}},
		{"the other way round", []foundZone{wrong, right}, outcome{found: true, status: repair.Clean, confidence: 0.99, answered: true, right: verdict{false, true, true}, silent: verdict{true, false, false}}},
	} {
		if got := outcomeOf(test.zones); got != test.want {
			t.Errorf("%s: got %+v, want %+v", test.name, got, test.want)
		}
	}
	zones := []foundZone{right, wrong}
	if o := outcomeOf(atThreshold(zones, 0.96)); o.status != repair.Clean || zones[0].status != repair.Repaired {
		t.Errorf("at 0.96: %v, and the zones are %v", o, zones)
	}
	if o := outcomeOf(atThreshold(zones, 0.95)); o.status != repair.Repaired {
		t.Errorf("at 0.95: %v", o)
	}
}

// TestAtThreshold pins that a repair with the least confidence that is judged
// later is what Options.MinConfidence makes of it.
func TestAtThreshold(t *testing.T) {
	for _, r := range evalReadings() {
		lowest := r.scored(slices.Collect(r.reading(false).Find(&repair.Options{MinConfidence: leastConfidence})))
		for _, threshold := range []float64{0.5, 0.9, 0.97, 0.99} {
			want := outcomeOf(r.scored(slices.Collect(r.reading(false).Find(&repair.Options{MinConfidence: threshold}))))
			got := outcomeOf(atThreshold(lowest, threshold))
			if !want.answered {
				want.status, got.status = 0, 0
			}
			if got != want {
				t.Errorf("%s at %v: got %+v, want %+v", r.ID, threshold, got, want)
			}
		}
	}
}

func TestEvalAlt(t *testing.T) {
	r := ocrRecord{OCR: "AB", Conf: "z0", Alt: map[string]string{"1": "850C0", "x": "Q50", "-1": "Q50", "7": "Q50"}}
	got := r.reading(true)
	want := []repair.Glyph{{Confidence: 1}, {Alternatives: []repair.Alternative{{Char: '8', Confidence: 0.5}}}}
	if fmt.Sprint(got.Glyphs) != fmt.Sprint(want) || r.reading(false).Glyphs != nil {
		t.Errorf("got %v, want %v", got.Glyphs, want)
	}
	if code, _, stderr := runEval(t, evalInput(t, evalReadings()), "--alt"); code != exitOK || stderr != "" {
		t.Errorf("exit code %d, %s", code, stderr)
	}
}

func TestPairs(t *testing.T) {
	records := []ocrRecord{{ID: "d2w"}, {ID: "d1p"}, {ID: "d1w"}, {ID: "d2p"}, {ID: "d3p"}, {ID: "d4w"}, {ID: "d1p"}, {ID: "x"}, {ID: "xw"}}
	var got []string
	for _, p := range pairsOf(records) {
		got = append(got, p.plain.ID+p.whitelist.ID)
	}
	if want := []string{"d1pd1w", "d2pd2w"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	// A joiner gets the plain reading first.
	var texts []string
	first := joiner{"first", func(rs []repair.Reading) []repair.Match {
		texts = append(texts, rs[0].Text+rs[1].Text)
		return nil
	}}
	records = []ocrRecord{{ID: "d1w", OCR: "w"}, {ID: "d1p", OCR: "p"}}
	if groups := evalPairs(pairsOf(records), []joiner{first}, false); len(groups) != 1 || groups[0].Statuses.None != 1 || texts[0] != "pw" {
		t.Errorf("got %v of %q", groups, texts)
	}
}

func TestEvalUsage(t *testing.T) {
	for _, test := range []struct{ name, args, in, want string }{
		{"empty", "", "", "standard input: no readings"},
		{"no JSON", "", "{}\nx\n", "standard input: line 1: a reading without an id"},
		{"no object", "", "\nx\n", "standard input: line 2: no object of a reading with its truth"},
		{"no format", "", `{"id":"x","format":"ID-9"}`, "line 1: a reading without a known format"},
		{"no truth", "", `{"id":"x","format":"TD1"}`, "line 1: a reading without the fields of its truth"},
		{"negative", "", `{"id":"x","format":"TD1","errors":-1,"fields":{"code":"I"}}`, "line 1: a reading with a negative number of errors"},
		{"confidence", "--min-confidence 2", "", "--min-confidence must be more than 0 and at most 1"},
		{"plot", "--plot testdata", evalInput(t, evalReadings()[:1]), "the plot cannot be written: "},
	} {
		code, stdout, stderr := runEval(t, test.in, strings.Fields(test.args)...)
		if code != exitUsage || stdout != "" || !strings.Contains(stderr, test.want) {
			t.Errorf("%s: exit code %d, %q, %q; want %q", test.name, code, stdout, stderr, test.want)
		}
	}
}

// TestEvalPlot wants a drawing that is XML, lies within its bounds and needs
// nothing else.
func TestEvalPlot(t *testing.T) {
	for name, records := range map[string][]ocrRecord{"six": evalReadings(), "one": evalReadings()[:1], "no zone": evalReadings()[4:5]} {
		file := filepath.Join(t.TempDir(), "plot.svg")
		if code, _, stderr := runEval(t, evalInput(t, records), "--plot", file); code != exitOK || stderr != "" {
			t.Fatalf("%s: exit code %d, %s", name, code, stderr)
		}
		svg, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		elements := make(map[string]int)
		for d := xml.NewDecoder(bytes.NewReader(svg)); ; {
			token, err := d.Token()
			if err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if e, ok := token.(xml.StartElement); ok {
				elements[e.Name.Local]++
			}
		}
		if elements["svg"] != 1 || elements["polyline"] != 4 || elements["text"] < 20 {
			t.Errorf("%s: elements %v", name, elements)
		}
		for _, bad := range []string{"NaN", "Inf", "href", "script", "style", `"-`} {
			if strings.Contains(string(svg), bad) {
				t.Errorf("%s: %s in the plot", name, bad)
			}
		}
	}
}

func TestTickStep(t *testing.T) {
	for span, want := range map[float64]float64{0: 0.01, 0.27: 0.1, 0.1: 0.02, 0.12: 0.025, 1: 0.2, 0.013: 0.005, 0.05: 0.01} {
		if got := tickStep(span); math.Abs(got-want) > 1e-12 {
			t.Errorf("tickStep(%v) = %v; want %v", span, got, want)
		}
	}
}

// TestEvalScreen wants a report that fits a terminal, and one that says what is
// not known.
func TestEvalScreen(t *testing.T) {
	_, stdout, _ := runEval(t, evalInput(t, evalReadings()), "--min-confidence", "0.5")
	for line := range strings.Lines(stdout) {
		if n := len([]rune(strings.TrimSuffix(line, "\n"))); n > 80 {
			t.Errorf("%d characters: %s", n, line)
		}
	}
	for _, want := range []string{
		"Repair of 6 readings of 4 images, text alone\n",
		"\n  errors 1-5     2   50.0     50.0    50.0    50.0   50.0    50.0   50.0    50.0\n",
		"\n  layout TD2     0      –        –       –       –      –       –      –       –\n",
		"Expected calibration error: ",
		"Two readings of one image: 2 images with both",
		"\n     1.000  1.000  1.000  1.000\n",
	} {
		if !strings.Contains(stdout, want) {
			t.Errorf("no %q in\n%s", want, stdout)
		}
	}
	if _, ascii, _ := runEval(t, evalInput(t, evalReadings()), "--ascii"); strings.IndexFunc(ascii, func(r rune) bool { return r > '~' }) >= 0 {
		t.Error("more than ASCII")
	}
}

func TestNumbers(t *testing.T) {
	s := &screen{width: 80}
	s.numbers([][]string{{"", "both", "", "c"}, {"", "a", "b"}, {"x", "1", "22", "3"}, {"long", "12345", "6", "7"}})
	want := "        both       c\n            a   b\n  x         1  22  3\n  long  12345   6  7\n"
	if got := s.b.String(); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// TestWilson compares with published intervals: 0 and 1 of 10, and 5 of 10.
func TestWilson(t *testing.T) {
	for _, test := range []struct{ p, n, low, high float64 }{
		{0, 10, 0, 0.2775}, {0.1, 10, 0.0179, 0.4042}, {0.5, 10, 0.2366, 0.7634}, {1, 10, 0.7225, 1},
		{81. / 263, 263, 0.2553, 0.3662}, // Newcombe 1998, table I
		{15. / 148, 148, 0.0624, 0.1605},
		{1. / 29, 29, 0.0061, 0.1718},
	} {
		low, high := wilson(test.p, test.n)
		if math.Abs(low-test.low) > 5e-5 || math.Abs(high-test.high) > 5e-5 {
			t.Errorf("wilson(%v, %v) = %.4f, %.4f; want %.4f, %.4f", test.p, test.n, low, high, test.low, test.high)
		}
	}
}

// binary returns samples of images, each with what its readings count.
func binary(images ...string) (samples []sample) {
	for i, readings := range images {
		for _, c := range readings {
			samples = append(samples, sample{image: fmt.Sprint(i), weight: 1, num: oneIf(c == '1'), den: oneIf(c != '-')})
		}
	}
	return samples
}

// TestRatio pins what a ratio rests on: independent readings for themselves, and
// those of one image that always agree for one.
func TestRatio(t *testing.T) {
	for _, test := range []struct {
		name    string
		samples []sample
		p, n    float64
	}{
		{"one reading an image", binary("1", "0", "0", "0", "0", "1", "0", "0", "0", "0"), 0.2, 10},
		{"two that agree", binary("11", "00", "00", "00", "00"), 0.2, 5},
		{"two that differ are no better than independent ones", binary("10", "01", "10", "01"), 0.5, 4}, // the variance is 0
		{"nothing", binary("00", "00", "0"), 0, 25. / 9},
		{"of those that count", binary("1-", "0-", "--", "0", "0"), 0.25, 4},
		{"weights", []sample{{"a", 0, 3, 1, 1}, {"b", 0, 1, 0, 1}, {"c", 0, 1, 0, 1}, {"d", 0, 1, 0, 1}}, 0.5, 3},
		// Two strata of known sizes, with shares 1/2 and 0: the variance is a
		// quarter of 1/2·1/2/4.
		{"strata", []sample{{"a", 0, 1, 1, 1}, {"b", 0, 1, 1, 1}, {"c", 0, 1, 0, 1}, {"d", 0, 1, 0, 1},
			{"e", 1, 1, 0, 1}, {"f", 1, 1, 0, 1}, {"g", 1, 1, 0, 1}, {"h", 1, 1, 0, 1}}, 0.25, 8},
	} {
		e := ratio(test.samples)
		low, high := wilson(test.p, test.n)
		if !e.some || math.Abs(e.value-test.p) > 1e-9 || math.Abs(e.low-low) > 1e-9 || math.Abs(e.high-high) > 1e-9 {
			t.Errorf("%s: got %+v, want %v (%v–%v)", test.name, e, test.p, low, high)
		}
	}
	if e := ratio(binary("-", "--")); e.some {
		t.Errorf("of nothing: %v", e)
	}
	if b, err := json.Marshal(ratio(nil)); string(b) != "null" || err != nil {
		t.Errorf("of nothing: %s, %v", b, err)
	}
}

// TestRatioBootstrap compares the linearised variance with that of drawing the
// images anew, for pairs of readings that mostly agree.
func TestRatioBootstrap(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	var images []string
	for range 400 {
		image := ""
		bad := rnd.IntN(5) == 0
		for range 1 + rnd.IntN(2) {
			switch {
			case rnd.IntN(4) == 0:
				image += "-" // is not counted
			case bad && rnd.IntN(4) > 0 || rnd.IntN(20) == 0:
				image += "1"
			default:
				image += "0"
			}
		}
		images = append(images, image)
	}
	all := binary(images...)
	e := ratio(all)
	den := 0.0
	for _, s := range all {
		den += s.den
	}
	linear := math.Sqrt(e.value * (1 - e.value) / effective(all, e.value, den))
	const rounds = 4000
	sum, squares := 0.0, 0.0
	for range rounds {
		num, den := 0, 0
		for range images {
			image := images[rnd.IntN(len(images))]
			num += strings.Count(image, "1")
			den += len(image) - strings.Count(image, "-")
		}
		x := float64(num) / float64(den)
		sum += x
		squares += x * x
	}
	boot := math.Sqrt(squares/rounds - sum/rounds*sum/rounds)
	independent := math.Sqrt(e.value * (1 - e.value) / den)
	if math.Abs(linear/boot-1) > 0.05 || boot < 1.05*independent {
		t.Errorf("standard error %v, by drawing anew %v, of independent readings %v", linear, boot, independent)
	}
}

func TestPercentile(t *testing.T) {
	var times []time.Duration
	for i := range 100 {
		times = append(times, time.Duration(i+1))
	}
	for p, want := range map[float64]time.Duration{0: 1, 0.5: 50, 0.9: 90, 0.99: 99, 1: 100} {
		if got := percentile(times, p); got != want {
			t.Errorf("percentile(%v) = %v; want %v", p, got, want)
		}
	}
	if got := percentile([]time.Duration{1, 2, 3}, 0.5); got != 2 {
		t.Errorf("the median of three is %v", got)
	}
}

// TestCalibrate bins predictions worked out by hand.
func TestCalibrate(t *testing.T) {
	c := calibrate([]prediction{{0, false}, {0.85, true}, {0.8, false}, {0.95, true}, {0.99, true}, {1, false}})
	want := []bin{{0, 0.1, 1, 0, 0}, {0.8, 0.9, 2, 0.825, 0.5}, {0.95, 0.99, 1, 0.95, 1}, {0.99, 1, 2, 0.995, 0.5}}
	// |1.65-1| + |0.95-1| + |1.99-1| of 6
	if !slices.Equal(c.Bins, want) || c.Count != 6 || math.Abs(c.Error-(0.65+0.05+0.99)/6) > 1e-6 {
		t.Errorf("got %+v, want %+v", c, want)
	}
	if c := calibrate(nil); c.Error != 0 || len(c.Bins) != 0 {
		t.Errorf("of none: %+v", c)
	}
}
