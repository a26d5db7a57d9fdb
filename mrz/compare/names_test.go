package compare_test

import (
	"os"
	"strings"
	"testing"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/compare"
)

// bases are zones of the layouts, of which the tests take what they do not set.
var bases = map[string][]string{
	"TD1":   {"I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"},
	"TD2":   {"I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6"},
	"TD3":   {"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"},
	"MRV-A": {"V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L8988901C4XXX4009078F96121096ZE184226B<<<<<<"},
	"MRV-B": {"V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "L8988901C4XXX4009078F9612109<<<<<<<<"},
}

// set returns a base with other fields, which fillers fill up.
func set(t testing.TB, layout string, fields map[mrz.Field]string) mrz.Document {
	t.Helper()
	lines := append([]string(nil), bases[layout]...)
	l := mrz.MustParse(strings.Join(lines, "\n")).Layout()
	for f, value := range fields {
		s, ok := l.Span(f)
		if !ok || len(value) > s.Len {
			t.Fatalf("%v: no room for a value in %v", layout, f)
		}
		line := lines[s.Line-1]
		lines[s.Line-1] = line[:s.Column-1] + value + strings.Repeat("<", s.Len-len(value)) + line[s.Column-1+s.Len:]
	}
	return mrz.MustParse(strings.Join(lines, "\n"))
}

// A nameRow is a row of testdata/names.tsv.
type nameRow struct {
	doc              mrz.Document
	printed, comment string
	match            bool
}

func nameRows(t testing.TB) (rows []nameRow) {
	t.Helper()
	data, err := os.ReadFile("testdata/names.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		c := strings.Split(line, "\t")
		if len(c) != 6 {
			t.Fatalf("line %d: %d columns", i+1, len(c))
		}
		if i == 0 {
			continue
		}
		d := set(t, c[0], map[mrz.Field]string{mrz.FieldIssuingState: c[1], mrz.FieldName: c[2]})
		rows = append(rows, nameRow{d, c[3], c[5], c[4] == "match"})
	}
	return rows
}

// TestNames holds Visual to the table of name pairs, of which half are of the same
// person, and prints the rates. A match is the verdict Agree.
func TestNames(t *testing.T) {
	var pairs, matched [2]int // of those that must not match, and of those that must
	doubtful := 0
	for i, row := range nameRows(t) {
		r := compare.Visual(row.doc, compare.VisualZone{Name: row.printed}, nil)
		must := 0
		if row.match {
			must = 1
		}
		pairs[must]++
		if r.Verdict == compare.Agree {
			matched[must]++
		} else if r.Verdict == compare.Doubtful && !row.match {
			doubtful++
		}
		if (r.Verdict == compare.Agree) != row.match {
			p, s := r.Of(mrz.FieldPrimaryIdentifier), r.Of(mrz.FieldSecondaryIdentifier)
			t.Errorf("line %d (%s): %v: %v %s, %v %s", i+2, row.comment, r.Verdict, p.Relation, p.Reason, s.Relation, s.Reason)
		}
	}
	if pairs[0]+pairs[1] < 150 || pairs[0] < pairs[1] {
		t.Errorf("%d pairs, %d of which must not match", pairs[0]+pairs[1], pairs[0])
	}
	t.Logf("%d pairs: of %d that are the same, %.1f %% agree; of %d that are not, %.1f %% agree and %.1f %% are doubtful",
		pairs[0]+pairs[1], pairs[1], 100*float64(matched[1])/float64(pairs[1]), pairs[0], 100*float64(matched[0])/float64(pairs[0]), 100*float64(doubtful)/float64(pairs[0]))
}
