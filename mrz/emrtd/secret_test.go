package emrtd

import "testing"

// TestClearOverwrites looks into the memory of a secret.
func TestClearOverwrites(t *testing.T) {
	s := newSecret([]byte("secret"))
	p := *s.p
	if string(p.bytes[:6]) != "secret" {
		t.Fatal("the secret is not there")
	}
	s.Clear()
	if *p != (payload{}) {
		t.Error("the secret is there after Clear")
	}
}
