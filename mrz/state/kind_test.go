package state_test

import (
	"encoding"
	"errors"
	"testing"

	"example.org/traveldoc/mrz/state"
)

var (
	_ encoding.TextAppender    = state.KindUnknown
	_ encoding.TextMarshaler   = state.KindUnknown
	_ encoding.TextUnmarshaler = new(state.Kind)
)

func TestKindText(t *testing.T) {
	names := []string{"unknown", "state", "dependent", "organisation", "special", "withdrawn", "unofficial", "test"}
	for i, want := range names {
		k := state.Kind(i)
		if got := k.String(); got != want {
			t.Errorf("Kind %d: String = %q; want %q", i, got, want)
		}
		if got, err := k.MarshalText(); string(got) != want || err != nil {
			t.Errorf("Kind %d: MarshalText = %q, %v; want %q", i, got, err, want)
		}
		var got state.Kind
		if err := got.UnmarshalText([]byte(want)); got != k || err != nil {
			t.Errorf("UnmarshalText(%q): %v, %v", want, got, err)
		}
	}
	k := state.Kind(len(names))
	if got := k.String(); got != "Kind(8)" {
		t.Errorf("String = %q; want Kind(8)", got)
	}
	if got, err := k.AppendText([]byte("x")); string(got) != "x" || !errors.Is(err, state.ErrKind) {
		t.Errorf("AppendText = %q, %v; want ErrKind", got, err)
	}
	for _, text := range []string{"", "State", "Kind(8)"} {
		got := state.KindTest
		if err := got.UnmarshalText([]byte(text)); got != state.KindTest || !errors.Is(err, state.ErrKind) {
			t.Errorf("UnmarshalText(%q): %v, %v; want ErrKind and no change", text, got, err)
		}
	}
}
