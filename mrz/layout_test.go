package mrz_test

import (
	"encoding/json"
	"flag"
	"io"
	"iter"
	"slices"
	"testing"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/internal/vectors"
)

// The layouts, and their tables in the reference.
var layoutTables = []struct {
	layout mrz.Layout
	table  *refLayout
}{
	{mrz.TD1, &refTD1},
	{mrz.TD2, &refTD2},
	{mrz.TD3, &refTD3},
	{mrz.MRVA, &refMRVA},
	{mrz.MRVB, &refMRVB},
}

// The fields that stand in one place, and that place in a table of the reference.
var placedFields = []struct {
	field mrz.Field
	place func(*refLayout) refSpan
}{
	{mrz.FieldDocumentCode, func(l *refLayout) refSpan { return l.code }},
	{mrz.FieldIssuingState, func(l *refLayout) refSpan { return l.issuer }},
	{mrz.FieldName, func(l *refLayout) refSpan { return l.names }},
	{mrz.FieldDocumentNumber, func(l *refLayout) refSpan { return l.number }},
	{mrz.FieldDocumentNumberCheckDigit, func(l *refLayout) refSpan { return l.numberDigit }},
	{mrz.FieldNationality, func(l *refLayout) refSpan { return l.nationality }},
	{mrz.FieldDateOfBirth, func(l *refLayout) refSpan { return l.birth }},
	{mrz.FieldDateOfBirthCheckDigit, func(l *refLayout) refSpan { return l.birthDigit }},
	{mrz.FieldSex, func(l *refLayout) refSpan { return l.sex }},
	{mrz.FieldDateOfExpiry, func(l *refLayout) refSpan { return l.expiry }},
	{mrz.FieldDateOfExpiryCheckDigit, func(l *refLayout) refSpan { return l.expiryDigit }},
	{mrz.FieldOptionalData, func(l *refLayout) refSpan { return l.optional }},
	{mrz.FieldOptionalDataCheckDigit, func(l *refLayout) refSpan { return l.optionalDigit }},
	{mrz.FieldOptionalData2, func(l *refLayout) refSpan { return l.optional2 }},
	{mrz.FieldCompositeCheckDigit, func(l *refLayout) refSpan { return l.composite }},
}

// spanOf gives a place of the reference in the form of the package.
func spanOf(s refSpan) mrz.Span { return mrz.Span{Line: s.line, Column: s.first, Len: s.len()} }

func TestLayouts(t *testing.T) {
	want := []mrz.Layout{mrz.TD1, mrz.TD2, mrz.TD3, mrz.MRVA, mrz.MRVB}
	if got := slices.Collect(mrz.Layouts()); !slices.Equal(got, want) {
		t.Errorf("Layouts() = %v; want %v", got, want)
	}
	for _, tt := range layoutTables {
		if got := tt.layout.String(); got != tt.table.name {
			t.Errorf("String() = %q; want %q", got, tt.table.name)
		}
		if lines, length := tt.layout.Size(); lines != tt.table.lines || length != tt.table.length {
			t.Errorf("%v.Size() = %d, %d; want %d, %d", tt.layout, lines, length, tt.table.lines, tt.table.length)
		}
	}
}

// TestLayoutTiles wants each character of a zone in one field, and the fields
// in the order of their places.
func TestLayoutTiles(t *testing.T) {
	for l := range mrz.Layouts() {
		lines, length := l.Size()
		next := mrz.Span{Line: 1, Column: 1}
		seen := make(map[mrz.Field]bool)
		for f := range l.Fields() {
			s, ok := l.Span(f)
			if !ok || s.Len < 1 {
				t.Fatalf("%v: Span(%v) = %v, %v", l, f, s, ok)
			}
			if seen[f] {
				t.Errorf("%v: %v is there twice", l, f)
			}
			seen[f] = true
			if s.Line != next.Line || s.Column != next.Column {
				t.Errorf("%v: %v begins at %d:%d; want %d:%d", l, f, s.Line, s.Column, next.Line, next.Column)
			}
			if next = (mrz.Span{Line: s.Line, Column: s.Column + s.Len}); next.Column == length+1 {
				next = mrz.Span{Line: s.Line + 1, Column: 1}
			}
		}
		if want := (mrz.Span{Line: lines + 1, Column: 1}); next != want {
			t.Errorf("%v: the fields end before %d:%d; want %d:%d", l, next.Line, next.Column, want.Line, want.Column)
		}
		for i := range 256 {
			if f := mrz.Field(i); !seen[f] {
				if s, ok := l.Span(f); ok || s != (mrz.Span{}) {
					t.Errorf("%v: Span(%d) = %v, %v, and it is not in Fields", l, i, s, ok)
				}
			}
		}
	}
}

func TestLayoutSpan(t *testing.T) {
	for _, tt := range layoutTables {
		for _, f := range placedFields {
			want := f.place(tt.table)
			got, ok := tt.layout.Span(f.field)
			switch {
			case ok != (want.line != 0):
				t.Errorf("%v: Span(%v) is %v; want %v", tt.layout, f.field, ok, want.line != 0)
			case ok && got != spanOf(want):
				t.Errorf("%v: Span(%v) = %v; want %v", tt.layout, f.field, got, spanOf(want))
			}
		}
	}
}

// TestLayoutCovers wants the places of the standard for each digit, whether it
// is named by its own field or by the data, and a slice that is the caller's.
func TestLayoutCovers(t *testing.T) {
	for _, tt := range layoutTables {
		l := tt.table
		covers := map[mrz.Field][]refSpan{
			mrz.FieldDocumentNumber: {l.number}, mrz.FieldDocumentNumberCheckDigit: {l.number},
			mrz.FieldDateOfBirth: {l.birth}, mrz.FieldDateOfBirthCheckDigit: {l.birth},
			mrz.FieldDateOfExpiry: {l.expiry}, mrz.FieldDateOfExpiryCheckDigit: {l.expiry},
			mrz.FieldCompositeCheckDigit: l.compositeOver,
		}
		if l.optionalDigit.line != 0 {
			covers[mrz.FieldOptionalData] = []refSpan{l.optional}
			covers[mrz.FieldOptionalDataCheckDigit] = []refSpan{l.optional}
		}
		for i := range 256 {
			f := mrz.Field(i)
			var want []mrz.Span
			for _, s := range covers[f] {
				want = append(want, spanOf(s))
			}
			got := tt.layout.Covers(f)
			if !slices.Equal(got, want) {
				t.Errorf("%v: Covers(%v) = %v; want %v", tt.layout, f, got, want)
			}
			if want == nil && got != nil {
				t.Errorf("%v: Covers(%v) is not nil", tt.layout, f)
			}
			for j := range got {
				got[j] = mrz.Span{}
			}
			if !slices.Equal(tt.layout.Covers(f), want) {
				t.Errorf("%v: Covers(%v) returns a slice of its own", tt.layout, f)
			}
		}
	}
}

func TestLayoutChecks(t *testing.T) {
	for l := range mrz.Layouts() {
		var got []string
		for f := range l.Checks() {
			got = append(got, f.String())
			if l.Covers(f) == nil {
				t.Errorf("%v: %v is in Checks and covers nothing", l, f)
			}
		}
		if want := vectors.CheckKeys(l.String()); !slices.Equal(got, want) {
			t.Errorf("%v.Checks() = %v; want %v", l, got, want)
		}
	}
}

// TestLayoutIterators leaves each iterator after its first value.
func TestLayoutIterators(t *testing.T) {
	for range mrz.Layouts() {
		break
	}
	for l := range mrz.Layouts() {
		for _, seq := range []iter.Seq[mrz.Field]{l.Fields(), l.Checks()} {
			n := 0
			for range seq {
				n++
				break
			}
			if n != 1 {
				t.Errorf("%v: %d fields; want 1", l, n)
			}
		}
	}
}

// TestNoLayout asks values that are no layout.
func TestNoLayout(t *testing.T) {
	for _, l := range []mrz.Layout{0, mrz.MRVB + 1, 7, 8, 255} {
		if s := l.String(); s != "" {
			t.Errorf("Layout(%d).String() = %q", l, s)
		}
		if lines, length := l.Size(); lines != 0 || length != 0 {
			t.Errorf("Layout(%d).Size() = %d, %d", l, lines, length)
		}
		for range l.Fields() {
			t.Errorf("Layout(%d) has fields", l)
		}
		for range l.Checks() {
			t.Errorf("Layout(%d) has check digits", l)
		}
		for i := range 256 {
			if s, ok := l.Span(mrz.Field(i)); ok || s != (mrz.Span{}) {
				t.Errorf("Layout(%d).Span(%d) = %v, %v", l, i, s, ok)
			}
			if c := l.Covers(mrz.Field(i)); c != nil {
				t.Errorf("Layout(%d).Covers(%d) = %v", l, i, c)
			}
		}
		if b, err := l.MarshalText(); err == nil || b != nil {
			t.Errorf("Layout(%d).MarshalText() = %q, %v", l, b, err)
		}
	}
}

func TestLayoutText(t *testing.T) {
	for l := range mrz.Layouts() {
		b, err := l.MarshalText()
		if err != nil || string(b) != l.String() {
			t.Errorf("%v.MarshalText() = %q, %v", l, b, err)
		}
		var got mrz.Layout
		if err := got.UnmarshalText(b); err != nil || got != l {
			t.Errorf("UnmarshalText(%q): %v, %v", b, got, err)
		}
	}
	for _, s := range []string{"", "td3", "TD4", "TD3 ", "MRVA", "MRV-C", "3"} {
		l := mrz.TD2
		if err := l.UnmarshalText([]byte(s)); err == nil || l != mrz.TD2 {
			t.Errorf("UnmarshalText(%q): %v, %v; want an error and no change", s, l, err)
		}
	}
}

// TestLayoutFlag takes a layout from a command line and into JSON.
func TestLayoutFlag(t *testing.T) {
	var l mrz.Layout
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.TextVar(&l, "layout", mrz.TD3, "")
	if err := fs.Parse(nil); err != nil || l != mrz.TD3 {
		t.Errorf("default: %v, %v", l, err)
	}
	if err := fs.Parse([]string{"-layout", "MRV-A"}); err != nil || l != mrz.MRVA {
		t.Errorf("-layout MRV-A: %v, %v", l, err)
	}
	if err := fs.Parse([]string{"-layout", "MRV"}); err == nil {
		t.Error("-layout MRV: no error")
	}
	b, err := json.Marshal(map[mrz.Layout]mrz.Layout{mrz.TD1: mrz.MRVB})
	if err != nil || string(b) != `{"TD1":"MRV-B"}` {
		t.Errorf("JSON: %s, %v", b, err)
	}
}

func TestSpanJSON(t *testing.T) {
	b, err := json.Marshal(mrz.Span{Line: 2, Column: 10, Len: 1})
	if want := `{"line":2,"column":10,"length":1}`; err != nil || string(b) != want {
		t.Errorf("%s, %v; want %s", b, err, want)
	}
}
