package emrtd

import (
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"log/slog"
)

// maxSecret is the length of the longest secret in bytes: an MRZ information with
// a document number of 23 characters.
const maxSecret = maxNumber + 1 + 2*(dateLength+1)

// A secret is what must not be seen: keys, and what they are made of.
//
// It holds a pointer so that copies share what Clear overwrites, and a pointer to
// that since package fmt, which calls no method of an unexported field, prints
// what one pointer points to if the verb is none for a pointer. Of the second one
// it prints the address.
type secret struct{ p **payload }

type payload struct {
	n     uint8
	bytes [maxSecret]byte
}

// hold returns a secret and its empty payload, in one piece of memory.
func hold() (secret, *payload) {
	var h struct {
		p *payload
		payload
	}
	h.p = &h.payload
	return secret{&h.p}, h.p
}

func newSecret(b []byte) secret {
	s, p := hold()
	p.n = uint8(copy(p.bytes[:], b))
	return s
}

func (s secret) view() []byte {
	if s.p == nil {
		return nil
	}
	return (*s.p).bytes[:(*s.p).n]
}

// Bytes returns a copy of the secret, nil for the zero value and after Clear. It
// is the deliberate way out: Clear doesn't reach the copy.
func (s secret) Bytes() []byte { return append([]byte(nil), s.view()...) }

// IsZero reports whether there is no secret: in the zero value, and after Clear.
func (s secret) IsZero() bool { return len(s.view()) == 0 }

// Equal reports whether two secrets are the same. It takes as long whether they
// are or not. The operator == compares identities and not secrets.
func (s secret) Equal(t secret) bool { return subtle.ConstantTimeCompare(s.view(), t.view()) == 1 }

// Clear overwrites the secret with zeros, in all copies of the value. It must not
// be called while another goroutine uses one of them.
func (s secret) Clear() {
	if s.p != nil {
		**s.p = payload{}
	}
}

const redacted = "[redacted]"

// String returns "[redacted]".
func (secret) String() string { return redacted }

// Format implements [fmt.Formatter]: it writes the text of String, whatever the
// verb.
func (secret) Format(f fmt.State, _ rune) { io.WriteString(f, redacted) }

// LogValue implements [slog.LogValuer] with the text of String.
func (secret) LogValue() slog.Value { return slog.StringValue(redacted) }

// MarshalJSON fails with ErrMarshal.
func (secret) MarshalJSON() ([]byte, error) { return nil, ErrMarshal }

// ErrMarshal is the error of the MarshalJSON methods: what is secret or personal
// does not get into JSON unnoticed.
var ErrMarshal = errors.New("emrtd: secrets and data groups have no JSON: use Bytes, or the fields")

var (
	_ fmt.Formatter  = secret{}
	_ slog.LogValuer = secret{}
)
