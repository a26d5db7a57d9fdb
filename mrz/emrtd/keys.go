package emrtd

import (
	"crypto/sha1"
	"crypto/sha256"
	"errors"
	"iter"
	"math/bits"

	"example.org/traveldoc/mrz"
)

const (
	numberLength = 9                 // characters of a document number that is not long
	maxNumber    = numberLength + 14 // TD1 that breaks the rule of the filler behind the digit
	dateLength   = 6
)

// An Information is MRZ_information, the part of a zone that keys are derived
// from (Doc 9303-11 section 4.3). It is secret, and it is personal data. The zero
// value is none.
type Information struct{ secret }

// MRZInformation returns the MRZ information of a document: the document number,
// filled up to nine characters, or whole if it is longer, the date of birth and
// the date of expiry, each followed by its check digit. The digits are those that
// are printed, right or wrong, since the issuer made the keys with the same ones.
//
// The filler in the digit place of a long number is left out, and so are
// nationality, sex and optional data. Visas are treated like the others, though
// they have no chip. The zero Document has no MRZ information.
//
// The document is not referred to.
func MRZInformation(d mrz.Document) Information {
	if d.IsZero() {
		return Information{}
	}
	s, p := hold()
	b := d.AppendDocumentNumber(p.bytes[:0])
	for len(b) < numberLength {
		b = append(b, '<')
	}
	b = appendDigit(b, d, mrz.FieldDocumentNumber)
	for _, f := range [...]mrz.Field{mrz.FieldDateOfBirth, mrz.FieldDateOfExpiry} {
		b = append(b, d.Raw(f)...)
		b = appendDigit(b, d, f)
	}
	p.n = uint8(len(b))
	return Information{s}
}

// appendDigit appends the printed check digit of a field that has one.
func appendDigit(b []byte, d mrz.Document, f mrz.Field) []byte {
	digit, _ := d.CheckDigit(f)
	return append(b, digit)
}

// Passwords yields the MRZ information of each of the documents, in their order
// and each different one once: several readings of a zone have the same if they
// differ in the name only. Zero Documents are passed over.
//
// It is for trying the candidates of package repair against a chip, the likeliest
// first. One that lacks the lines with the number or the dates has fillers there, and
// is for the caller to leave out. It remembers what it has yielded until it ends.
func Passwords(candidates iter.Seq[mrz.Document]) iter.Seq[Information] {
	return func(yield func(Information) bool) {
		seen := make(map[payload]bool)
		defer clear(seen)
		for d := range candidates {
			i := MRZInformation(d)
			if i.IsZero() || seen[**i.p] {
				continue
			}
			seen[**i.p] = true
			if !yield(i) {
				return
			}
		}
	}
}

// A Cipher is what a key is for. The zero value is none.
type Cipher uint8

// The ciphers of Doc 9303-11 section 9.7.
const (
	TripleDES Cipher = 1 + iota // two keys, 16 bytes
	AES128                      // 16 bytes
	AES192                      // 24 bytes
	AES256                      // 32 bytes
)

// derivations are the rows of Doc 9303-11 section 9.7: the length of a key, and
// which of the two hash functions it comes from.
var derivations = [...]struct {
	name   string
	length int
	sha256 bool
	parity bool
}{
	TripleDES: {name: "3des", length: 16, parity: true},
	AES128:    {name: "aes128", length: 16},
	AES192:    {name: "aes192", length: 24, sha256: true},
	AES256:    {name: "aes256", length: 32, sha256: true},
}

// String returns "3des", "aes128", "aes192" or "aes256", and "" for a value that
// is no cipher.
func (c Cipher) String() string {
	if int(c) < len(derivations) {
		return derivations[c].name
	}
	return ""
}

// Ciphers yields the ciphers in the order of their constants.
func Ciphers() iter.Seq[Cipher] {
	return func(yield func(Cipher) bool) {
		for c := TripleDES; c <= AES256; c++ {
			if !yield(c) {
				return
			}
		}
	}
}

// A Key is a key for a cipher, or the seed of keys. The zero value is none.
//
// A key of TripleDES has the odd parity of DES in each byte. It is two keys of
// DES; package crypto/des wants three, of which the third is the first again.
type Key struct{ secret }

// Equal reports whether two keys are the same. It takes as long whether they are
// or not. The operator == compares identities and not keys.
func (k Key) Equal(l Key) bool { return k.secret.Equal(l.secret) }

// The counters of the key derivation function (Doc 9303-11 section 9.7).
const (
	counterEncryption = 1
	counterMAC        = 2
	counterPassword   = 3
)

// derive is the key derivation function: the hash of the shared secret and a
// counter of four bytes, cut to the length of a key. It returns the zero Key for a
// value that is no cipher.
func derive(shared []byte, counter byte, c Cipher) Key {
	if c.String() == "" {
		return Key{}
	}
	d := derivations[c]
	var buf [maxSecret + 4]byte
	in := buf[:0]
	if n := len(shared) + 4; n > len(buf) {
		in = make([]byte, 0, n) // at once, so that no copy is left behind
	}
	in = append(append(in, shared...), 0, 0, 0, counter)
	var hash [sha256.Size]byte
	if d.sha256 {
		hash = sha256.Sum256(in)
	} else {
		short := sha1.Sum(in)
		copy(hash[:], short[:])
		clear(short[:])
	}
	clear(in)
	if d.parity {
		for i, b := range hash {
			hash[i] = b&^1 | byte(1-bits.OnesCount8(b>>1)&1)
		}
	}
	key := Key{newSecret(hash[:d.length])}
	clear(hash[:])
	return key
}

// SessionKeys derives the two keys of secure messaging from a shared secret
// (KDF_Enc and KDF_MAC of Doc 9303-11 section 9.7). In Basic Access Control the
// secret is the exclusive or of the key material of the two sides, for TripleDES;
// in PACE and Chip Authentication it is what the key agreement gives. The keys are
// zero for a value that is no cipher. The secret is not kept.
func SessionKeys(shared []byte, c Cipher) (encryption, mac Key) {
	return derive(shared, counterEncryption, c), derive(shared, counterMAC, c)
}

// BACKeys are the document basic access keys (Doc 9303-11 section 4.3): the
// seed, and the keys for encryption and for message authentication, both of
// TripleDES.
type BACKeys struct{ Seed, Encryption, MAC Key }

// Clear clears the three keys.
func (k BACKeys) Clear() {
	k.Seed.Clear()
	k.Encryption.Clear()
	k.MAC.Clear()
}

// seedLength is how much of the hash of the MRZ information is the seed.
const seedLength = 16

// BACKeys derives the keys of Basic Access Control (Doc 9303-11 section 9.7).
// They are zero for the zero Information.
func (i Information) BACKeys() BACKeys {
	if i.IsZero() {
		return BACKeys{}
	}
	hash := sha1.Sum(i.view())
	defer clear(hash[:])
	seed := hash[:seedLength]
	enc, mac := SessionKeys(seed, TripleDES)
	return BACKeys{Key{newSecret(seed)}, enc, mac}
}

// Equal reports whether two are the same. It takes as long whether they are or
// not. The operator == compares identities and not contents.
func (i Information) Equal(j Information) bool { return i.secret.Equal(j.secret) }

// A PACEPassword is what the key of PACE is derived from, f(π) in Doc 9303-11
// section 9.7. The zero value is none.
type PACEPassword struct{ secret }

// PACEPassword returns the password of the MRZ information: all twenty bytes of
// its SHA-1 hash. It is zero for the zero Information.
func (i Information) PACEPassword() PACEPassword {
	if i.IsZero() {
		return PACEPassword{}
	}
	hash := sha1.Sum(i.view())
	defer clear(hash[:])
	return PACEPassword{newSecret(hash[:])}
}

// ErrCAN is the error of CAN.
var ErrCAN = errors.New("emrtd: a card access number is six digits")

// CAN returns the password of a card access number, which is printed on the
// document outside of the zone: six digits. The error is ErrCAN.
func CAN(number string) (PACEPassword, error) {
	if len(number) != 6 {
		return PACEPassword{}, ErrCAN
	}
	for _, c := range []byte(number) {
		if c < '0' || c > '9' {
			return PACEPassword{}, ErrCAN
		}
	}
	return PACEPassword{newSecret([]byte(number))}, nil
}

// Equal reports whether two passwords are the same. It takes as long whether they
// are or not. The operator == compares identities and not passwords.
func (p PACEPassword) Equal(q PACEPassword) bool { return p.secret.Equal(q.secret) }

// Key derives the key of PACE, K_π (Doc 9303-11 section 9.7). It is zero for the
// zero PACEPassword, and for a value that is no cipher.
func (p PACEPassword) Key(c Cipher) Key {
	if p.IsZero() {
		return Key{}
	}
	return derive(p.view(), counterPassword, c)
}
