package mrz_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/internal/vectors"
)

// TestFieldsJSON wants the keys of each vector in JSON, in the order of the
// contract, and back.
func TestFieldsJSON(t *testing.T) {
	for _, v := range zoneVectors(t) {
		f := mrz.MustParse(v.Text()).Fields()
		b, err := json.Marshal(f)
		if err != nil {
			t.Errorf("%s: %v", v.Name, err)
			continue
		}
		var got map[string]string
		if err := json.Unmarshal(b, &got); err != nil {
			t.Errorf("%s: %v", v.Name, err)
		}
		for _, key := range vectors.FieldKeys(v.Layout) {
			want := v.Fields[key]
			s, ok := got[key]
			if s != want || !ok && (key != "optionalData2" || want != "") {
				t.Errorf("%s: %s is another, or is not there", v.Name, key)
			}
			delete(got, key)
		}
		if got["nameTruncation"] != v.NameTruncation {
			t.Errorf("%s: nameTruncation is %q; want %q", v.Name, got["nameTruncation"], v.NameTruncation)
		}
		delete(got, "nameTruncation")
		for key := range got {
			t.Errorf("%s: %s is there too", v.Name, key)
		}
		var back mrz.Fields
		if err := json.Unmarshal(b, &back); err != nil || back != f {
			t.Errorf("%s: other fields are read back, or %v", v.Name, err)
		}
	}
}

// TestFieldsKeys wants the keys to be names of fields, in the order of the
// contract.
func TestFieldsKeys(t *testing.T) {
	want := strings.Fields("documentCode issuingState primaryIdentifier secondaryIdentifier nameTruncation documentNumber nationality dateOfBirth sex dateOfExpiry optionalData optionalData2")
	var got []string
	for i := range reflect.TypeFor[mrz.Fields]().NumField() {
		key, _, _ := strings.Cut(reflect.TypeFor[mrz.Fields]().Field(i).Tag.Get("json"), ",")
		got = append(got, key)
		var f mrz.Field
		if err := f.UnmarshalText([]byte(key)); err != nil && key != "nameTruncation" {
			t.Errorf("%s is no field", key)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("keys %v; want %v", got, want)
	}
}
