package apis_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"example.org/traveldoc/mrz/apis"
)

// TestProfileFile wants a profile to be what it was when it has been a file.
func TestProfileFile(t *testing.T) {
	p := apis.Generic()
	p.Codes, p.UnknownBirth, p.SpareMonths = []apis.Replacement{{From: "RKS", To: "XKX"}}, apis.AssumeFirst, 6
	b, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	var again apis.Profile
	if err := json.Unmarshal(b, &again); err != nil || !reflect.DeepEqual(again, p) {
		t.Errorf("%v: %s", err, b)
	}
	for _, bad := range []string{`{"required":"surname,x"}`, `{"unknownBirth":"guess"}`} {
		if err := json.Unmarshal([]byte(bad), new(apis.Profile)); err == nil {
			t.Errorf("%s passes", bad)
		}
	}
}

func TestElements(t *testing.T) {
	all := ^apis.Elements(0)
	n := 0
	for e := range all.All() {
		n++
		var again apis.Element
		text, err := e.MarshalText()
		if err != nil || again.UnmarshalText(text) != nil || again != e || !apis.ElementsOf(e).Has(e) {
			t.Errorf("element %d: %q, %v", e, text, err)
		}
	}
	if n != 23 {
		t.Errorf("%d elements", n)
	}
	if apis.Element(0).String() != "" || apis.Element(200).String() != "" || apis.ElementsOf(0, 200) != 0 || all.Has(200) {
		t.Error("an element that is none")
	}
	if _, err := apis.Element(0).MarshalText(); err == nil {
		t.Error("the text of no element")
	}
}
