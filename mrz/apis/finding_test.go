package apis_test

import (
	"errors"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/apis"
)

// TestRules holds the list of rules to what it promises, and the table in the
// package comment to the list.
func TestRules(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	var table []string
	row := regexp.MustCompile(`(?m)^//\t(\S+) +(error|warning|info) +(\S+)$`)
	for _, m := range row.FindAllStringSubmatch(strings.ReplaceAll(string(doc), "\r", ""), -1) {
		table = append(table, strings.Join(m[1:], " "))
	}
	var list []string
	name := regexp.MustCompile(`^[a-z][a-z-]*$`)
	for _, r := range apis.Rules() {
		list = append(list, string(r.Rule)+" "+r.Severity.String()+" "+string(r.Cause))
		if !name.MatchString(string(r.Rule)) || r.Cause == "" || r.Severity == 0 || r.Text == "" || strings.HasSuffix(r.Text, ".") {
			t.Errorf("rule %v", r)
		}
		if regexp.MustCompile(`UNCONFIRMED|may `).MatchString(r.Text) && r.Severity == mrz.SeverityError {
			t.Errorf("%s %s: an error that is not certain", r.Rule, r.Cause)
		}
	}
	if !slices.Equal(table, list) {
		t.Errorf("the table of the package comment is\n%s\nthe list is\n%s", strings.Join(table, "\n"), strings.Join(list, "\n"))
	}
	sorted := slices.Clone(list)
	slices.Sort(sorted)
	if len(slices.Compact(sorted)) != len(list) {
		t.Error("a rule twice")
	}
}

func TestFindingsError(t *testing.T) {
	_, found, _ := apis.Decode(strings.NewReader(frame("NAD+FL+++ab", "NAT+2+", "CNT+42:1")))
	err := found.Err()
	if !errors.Is(err, apis.RuleCharacter) || !errors.Is(err, apis.RuleSegmentValue) || errors.Is(err, apis.RuleCount) {
		t.Errorf("got %v", err)
	}
	want := "apis: message 1, passenger 1, segment 4 (NAD), element 4, component 1, byte 73: character: a character is not in the character set of the interchange (and 1 more)"
	if err.Error() != want {
		t.Errorf("got %q; want %q", err.Error(), want)
	}
	if err := found[:0].Err(); err != nil || found[:0].Worst() != 0 {
		t.Errorf("of no findings: %v", err)
	}
}
