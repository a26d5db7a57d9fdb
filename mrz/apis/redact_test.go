package apis_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"example.org/traveldoc/mrz/apis"
)

// TestRedacted wants no data in what prints, whatever the verb.
func TestRedacted(t *testing.T) {
	ic := example51()
	m := &ic.Groups[0].Messages[0]
	p := &m.Passengers[0]
	p.Other = []apis.Segment{{Tag: "WIL", Elements: [][]string{{"WILLIAMS"}}}}
	secrets := []string{"WILLIAMS", "WIL ", "JOHN", "DONALD", "MB140241", "720907", "151231", "SLEAFORD", "LINCS", "202 628", "DAVIDSON", "TYR123", "ZZ012345", "188 84", "AMBER", "123456789", "SMITH", "12JUL64"}
	for _, v := range []any{
		ic, *ic, ic.Groups[0], m, *m, p, *p, []apis.Passenger{*p}, map[string]apis.Passenger{"": *p}, p.Name, p.Address, p.Address.Region, p.Birthplace, p.Contacts,
		p.Contacts[0], p.BagTags[0], p.References[0], p.Documents[0], p.Documents, m.Reporter, p.Other[0], specimenDOCS, &specimenDOCS,
		apis.DOCO{Number: "123456789"}, apis.DOCA{Street: "SLEAFORD"}, struct{ P apis.Passenger }{*p},
	} {
		var log bytes.Buffer
		slog.New(slog.NewTextHandler(&log, nil)).Info("", "v", v)
		texts := []string{log.String()}
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t"} {
			texts = append(texts, fmt.Sprintf(verb, v))
		}
		for _, text := range texts {
			for _, s := range secrets {
				if strings.Contains(text, s) || strings.Contains(text, fmt.Sprintf("%x", s)) {
					t.Errorf("%T prints data", v)
				}
			}
		}
	}
}

// TestErrorsHoldNoData decodes and encodes what has data in the wrong place.
func TestErrorsHoldNoData(t *testing.T) {
	text := strings.Replace(guide(t, "5.1"), "JOHN", "JO'HN", 1)
	text = strings.Replace(text, "720907", "SECRET", 1)
	_, found, err := apis.Decode(strings.NewReader(text))
	if err != nil || len(found) < 3 {
		t.Fatal(err, found)
	}
	for _, f := range found {
		for _, s := range []string{"HN", "WILL", "SECRET"} {
			if strings.Contains(f.Error(), s) || strings.Contains(f.Text(), s) {
				t.Errorf("finding of %s has data", f.Rule)
			}
		}
	}
}
