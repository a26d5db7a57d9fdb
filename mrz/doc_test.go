package mrz_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"example.org/traveldoc/mrz"
)

// TestRulesDocumented compares the list of rules with its table in the package
// comment.
func TestRulesDocumented(t *testing.T) {
	src, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	row := regexp.MustCompile(`^//\t([a-z0-9-]+) +(error|warning|info) +([a-z0-9-]+) +([A-Za-z0-9, ]+)$`)
	for line := range strings.Lines(string(src)) {
		if m := row.FindStringSubmatch(strings.TrimSpace(line)); m != nil {
			for f := range strings.SplitSeq(m[4], ", ") {
				got = append(got, strings.Join([]string{m[1], m[2], m[3], f}, " "))
			}
		}
	}
	var want []string
	for _, i := range mrz.Rules() {
		want = append(want, strings.Join([]string{string(i.Rule), i.Severity.String(), string(i.Cause), i.Field.String()}, " "))
	}
	slices.Sort(got)
	slices.Sort(want)
	for _, w := range want {
		if !slices.Contains(got, w) {
			t.Errorf("the package comment lacks %q", w)
		}
	}
	for _, g := range got {
		if !slices.Contains(want, g) {
			t.Errorf("the package comment has %q, which is no rule", g)
		}
	}
	if len(got) != len(want) {
		t.Errorf("the package comment has %d lines; want %d", len(got), len(want))
	}
}
