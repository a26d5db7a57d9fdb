package emrtd_test

import (
	"bytes"
	"crypto/des"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/bits"
	"slices"
	"strings"
	"testing"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/emrtd"
	"example.org/traveldoc/mrz/internal/vectors"
)

func upper(b []byte) string { return strings.ToUpper(hex.EncodeToString(b)) }

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.ReplaceAll(s, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// The zones of the examples of Doc 9303-11 Appendix D: the same data in three
// layouts, a long number, and the example of PACE in a TD1.
const (
	exampleTD3  = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C<3UTO6908061F9406236ZE184226B<<<<<14"
	exampleTD2  = "I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<\nD23145890<UTO3407127M95071227349<<<8"
	exampleTD1  = "I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<8\nSTEVENSON<<PETER<JOHN<<<<<<<<<"
	examplePACE = "C<UTOT220001293<<<<<<<<<<<<<<<\n6408125M1010318UTO<<<<<<<<<<<8\nSTEVENSON<<PETER<JOHN<<<<<<<<<"
)

func TestMRZInformation(t *testing.T) {
	for _, test := range []struct{ name, zone, want string }{
		{"TD3", exampleTD3, "L898902C<369080619406236"},
		{"TD2, long number", exampleTD2, "D23145890734934071279507122"},
		{"TD1, long number", exampleTD1, "D23145890734934071279507122"},
		{"TD1", examplePACE, "T22000129364081251010318"},
		{"short number", strings.Replace(exampleTD3, "L898902C<3", "L89<<<<<<9", 1), "L89<<<<<<969080619406236"},
		{"blank number", strings.Replace(exampleTD3, "L898902C<3", "<<<<<<<<<<", 1), "<<<<<<<<<<69080619406236"},
		{"wrong digits as printed", strings.Replace(exampleTD3, "6908061F9406236", "690806<F940623X", 1), "L898902C<3690806<940623X"},
		{"unknown birth", strings.Replace(exampleTD3, "6908061", "69<<<<1", 1), "L898902C<369<<<<19406236"},
		{"nine characters, digit behind them", strings.Replace(exampleTD1, "<7349<<<", "<9<<<<<<", 1), "D23145890934071279507122"},
		{"no filler behind the digit", strings.Replace(exampleTD1, "<7349<<<<<<<<<<<", "<123456789012345", 1), "D23145890123456789012345" + "34071279507122"},
		{"visa", "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<<<<<<<<<", "L8988901C440090789612109"},
	} {
		t.Run(test.name, func(t *testing.T) {
			i := emrtd.MRZInformation(mrz.MustParse(test.zone))
			if got := string(i.Bytes()); got != test.want {
				t.Errorf("got %s; want %s", got, test.want)
			}
		})
	}
	if i := emrtd.MRZInformation(mrz.Document{}); !i.IsZero() || i.Bytes() != nil {
		t.Error("the zero Document has an MRZ information")
	}
}

// TestInformationOfVectors puts the information together from the fields of the
// vectors, which know nothing of this package.
func TestInformationOfVectors(t *testing.T) {
	n := 0
	for _, v := range allVectors(t) {
		if v.Expect == vectors.ExpectSyntax {
			continue
		}
		n++
		number := v.Fields["documentNumber"]
		want := number + strings.Repeat("<", max(0, 9-len(number)))
		for _, field := range []string{"documentNumber", "dateOfBirth", "dateOfExpiry"} {
			if field != "documentNumber" {
				want += v.Fields[field]
			}
			for _, c := range v.Checks {
				if c.Field == field {
					want += string(rune(c.Printed))
				}
			}
		}
		if got := string(emrtd.MRZInformation(mrz.MustParse(v.Text())).Bytes()); got != want {
			t.Errorf("%s: got %s; want %s", v.Name, got, want)
		}
	}
	if n < 100 {
		t.Errorf("%d vectors", n)
	}
}

// TestWorkedExamples has the keys of Doc 9303-11 Appendix D and of PACE. Those of the long
// number and of AES-192 and AES-256 are no part of the standard, and were computed
// by another program.
func TestWorkedExamples(t *testing.T) {
	for _, test := range []struct{ zone, seed, enc, mac string }{
		{exampleTD3, "239AB9CB282DAF66231DC5A4DF6BFBAE", "AB94FDECF2674FDFB9B391F85D7F76F2", "7962D9ECE03D1ACD4C76089DCE131543"},
		{exampleTD2, "B366AD857DDCA2B08C0E299811714730", "F4313713DFA438B68C045D1FBCE5DF1C", "E052C4340DFBF789435DC8E56240460E"},
		{exampleTD1, "B366AD857DDCA2B08C0E299811714730", "F4313713DFA438B68C045D1FBCE5DF1C", "E052C4340DFBF789435DC8E56240460E"},
	} {
		k := emrtd.MRZInformation(mrz.MustParse(test.zone)).BACKeys()
		for i, want := range []string{test.seed, test.enc, test.mac} {
			if got := upper([]emrtd.Key{k.Seed, k.Encryption, k.MAC}[i].Bytes()); got != want {
				t.Errorf("key %d: got %s; want %s", i, got, want)
			}
		}
	}

	p := emrtd.MRZInformation(mrz.MustParse(examplePACE)).PACEPassword()
	if got, want := upper(p.Bytes()), "7E2D2A41C74EA0B38CD36F863939BFA8E9032AAD"; got != want {
		t.Errorf("password: got %s; want %s", got, want)
	}
	for c, want := range map[emrtd.Cipher]string{
		emrtd.AES128: "89DED1B26624EC1E634C1989302849DD",
		emrtd.AES192: "D79A23C126202AC9051FEBFBC0E8A03B1C6645D85752B4B7",
		emrtd.AES256: "D79A23C126202AC9051FEBFBC0E8A03B1C6645D85752B4B71408FA229AB6D56B",
	} {
		if got := upper(p.Key(c).Bytes()); got != want {
			t.Errorf("%v: got %s; want %s", c, got, want)
		}
	}
	// The key of 3DES is that of AES-128 but for the parity.
	des, aes := p.Key(emrtd.TripleDES).Bytes(), p.Key(emrtd.AES128).Bytes()
	for i := range des {
		if des[i]&^1 != aes[i]&^1 || bits.OnesCount8(des[i])%2 != 1 {
			t.Errorf("3des: byte %d is %02X, of %02X", i, des[i], aes[i])
		}
	}
	if len(des) != 16 {
		t.Errorf("3des: %d bytes", len(des))
	}
}

// TestBasicAccessControl runs the example of Doc 9303-11 Appendix D.3 with the keys.
func TestBasicAccessControl(t *testing.T) {
	keyIFD, keyIC := unhex(t, "0B795240CB7049B01C19B33E32804F0B"), unhex(t, "0B4F80323EB3191CB04970CB4052790B")
	seed := make([]byte, 16)
	for i := range seed {
		seed[i] = keyIFD[i] ^ keyIC[i]
	}
	if got, want := upper(seed), "0036D272F5C350ACAC50C3F572D23600"; got != want {
		t.Errorf("seed: got %s; want %s", got, want)
	}
	enc, mac := emrtd.SessionKeys(seed, emrtd.TripleDES)
	if got, want := upper(enc.Bytes()), "979EC13B1CBFE9DCD01AB0FED307EAE5"; got != want {
		t.Errorf("encryption: got %s; want %s", got, want)
	}
	if got, want := upper(mac.Bytes()), "F1CB1F1FB5ADF208806B89DC579DC1F8"; got != want {
		t.Errorf("MAC: got %s; want %s", got, want)
	}
	if _, err := des.NewTripleDESCipher(slices.Concat(enc.Bytes(), enc.Bytes()[:8])); err != nil {
		t.Error(err)
	}
}

func TestCAN(t *testing.T) {
	for _, bad := range []string{"", "12345", "1234567", "12345A", "12345\x00", "１２"} {
		if p, err := emrtd.CAN(bad); err != emrtd.ErrCAN || !p.IsZero() {
			t.Errorf("%q: %v", bad, err)
		}
	}
	p, err := emrtd.CAN("123456")
	if err != nil || string(p.Bytes()) != "123456" {
		t.Fatal(err)
	}
	// SHA-1 of the digits and the counter 3, by another program.
	if got, want := upper(p.Key(emrtd.AES128).Bytes()), "591468CDA83D65219CCCB8560233600F"; got != want {
		t.Errorf("got %s; want %s", got, want)
	}
}

func TestNoKey(t *testing.T) {
	var i emrtd.Information
	if k := i.BACKeys(); k != (emrtd.BACKeys{}) {
		t.Error("keys of no information")
	}
	if !i.PACEPassword().IsZero() || !i.PACEPassword().Key(emrtd.AES128).IsZero() {
		t.Error("a password of no information")
	}
	p, _ := emrtd.CAN("123456")
	for _, c := range []emrtd.Cipher{0, 5, 255} {
		if enc, mac := emrtd.SessionKeys([]byte("secret"), c); !enc.IsZero() || !mac.IsZero() || !p.Key(c).IsZero() || c.String() != "" {
			t.Errorf("cipher %d has a key", uint8(c))
		}
	}
	if got, want := fmt.Sprint(slices.Collect(emrtd.Ciphers())), "[3des aes128 aes192 aes256]"; got != want {
		t.Errorf("got %s; want %s", got, want)
	}
	// A shared secret of any size.
	if enc, _ := emrtd.SessionKeys(make([]byte, 1000), emrtd.AES256); len(enc.Bytes()) != 32 {
		t.Error("no key of a long secret")
	}
}

func TestClear(t *testing.T) {
	i := emrtd.MRZInformation(mrz.MustParse(exampleTD3))
	k := i.BACKeys()
	seed, out := k.Seed, k.MAC.Bytes()
	k.Clear()
	for _, k := range []emrtd.Key{seed, k.Seed, k.Encryption, k.MAC} {
		if !k.IsZero() || k.Bytes() != nil {
			t.Error("a key is left after Clear")
		}
	}
	if upper(out) != "7962D9ECE03D1ACD4C76089DCE131543" {
		t.Error("Clear reaches what was handed out")
	}
	i.Clear()
	if !i.IsZero() || i.BACKeys() != (emrtd.BACKeys{}) {
		t.Error("an information is left after Clear")
	}
	emrtd.Key{}.Clear()
}

func TestEqual(t *testing.T) {
	a, b := emrtd.MRZInformation(mrz.MustParse(exampleTD2)), emrtd.MRZInformation(mrz.MustParse(exampleTD1))
	other := emrtd.MRZInformation(mrz.MustParse(exampleTD3))
	if !a.Equal(b) || a.Equal(other) || a.Equal(emrtd.Information{}) {
		t.Error("Information.Equal")
	}
	if !a.BACKeys().MAC.Equal(b.BACKeys().MAC) || a.BACKeys().MAC.Equal(a.BACKeys().Encryption) {
		t.Error("Key.Equal")
	}
	if !a.PACEPassword().Equal(b.PACEPassword()) || a.PACEPassword().Equal(other.PACEPassword()) {
		t.Error("PACEPassword.Equal")
	}
}

func TestPasswords(t *testing.T) {
	first := mrz.MustParse(exampleTD3)
	name := mrz.MustParse(strings.Replace(exampleTD3, "ERIKSSON", "ERIKSS0N", 1))
	number := mrz.MustParse(strings.Replace(exampleTD3, "L898902C", "L8989O2C", 1))
	documents := []mrz.Document{first, {}, name, number, first}
	var got []string
	for i := range emrtd.Passwords(slices.Values(documents)) {
		got = append(got, string(i.Bytes()))
	}
	if want := []string{"L898902C<369080619406236", "L8989O2C<369080619406236"}; !slices.Equal(got, want) {
		t.Errorf("got %q; want %q", got, want)
	}
	for i := range emrtd.Passwords(slices.Values(documents)) {
		if string(i.Bytes()) != "L898902C<369080619406236" {
			t.Error("the first is not the first")
		}
		break
	}
}

// TestRedacted prints all that is secret in all the ways there are.
func TestRedacted(t *testing.T) {
	i := emrtd.MRZInformation(mrz.MustParse(exampleTD3))
	k := i.BACKeys()
	g, _, err := emrtd.DecodeDG11(unhex(t, exampleDG11))
	if err != nil {
		t.Fatal(err)
	}
	type hidden struct {
		i emrtd.Information
		k emrtd.BACKeys
		p *emrtd.PACEPassword
	}
	password := i.PACEPassword()
	secrets := []string{string(i.Bytes()), string(k.Seed.Bytes()), string(k.MAC.Bytes()), string(password.Bytes()), "SMITH", "ANYTOWN", "161255512"}
	for _, v := range []any{i, k, k.MAC, &k, password, []emrtd.Key{k.MAC}, map[string]emrtd.Information{"a": i}, hidden{i, k, &password}, g, &g, emrtd.DG12{IssuingAuthority: "SMITH"}} {
		var texts []string
		verbs := "vsqxXdbcopTtUeEfFgG"
		switch v.(type) {
		case emrtd.DG11, emrtd.DG12: // %p is for other operands: see the package comment of mrz
			verbs = strings.ReplaceAll(verbs, "p", "")
		}
		for _, verb := range verbs {
			texts = append(texts, fmt.Sprintf("%"+string(verb), v), fmt.Sprintf("%+"+string(verb), v), fmt.Sprintf("%#"+string(verb), v))
		}
		var log bytes.Buffer
		slog.New(slog.NewTextHandler(&log, nil)).Info("x", "v", v)
		slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "v", v)
		texts = append(texts, log.String())
		if b, err := json.Marshal(v); err == nil {
			texts = append(texts, string(b))
		} else if !errors.Is(err, emrtd.ErrMarshal) {
			t.Errorf("%T: %v", v, err)
		}
		for _, text := range texts {
			for _, s := range secrets {
				if strings.Contains(text, s) || strings.Contains(strings.ToUpper(text), upper([]byte(s))) || strings.Contains(text, strings.Trim(fmt.Sprint([]byte(s[:4])), "[]")) {
					t.Errorf("%T prints as %s", v, text)
				}
			}
		}
	}
	if got := fmt.Sprint(k); got != "{[redacted] [redacted] [redacted]}" {
		t.Errorf("keys print as %s", got)
	}
	if i.String() != "[redacted]" || g.String() != "DG11 [redacted]" || (emrtd.DG12{}).String() != "DG12 [redacted]" {
		t.Error("String")
	}
}

func BenchmarkMRZInformation(b *testing.B) {
	for _, bench := range []struct{ name, zone string }{{"TD3", exampleTD3}, {"TD2Long", exampleTD2}, {"TD1Long", exampleTD1}} {
		d := mrz.MustParse(bench.zone)
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if emrtd.MRZInformation(d).IsZero() {
					b.Fatal("none")
				}
			}
		})
	}
}

func BenchmarkBACKeys(b *testing.B) {
	i := emrtd.MRZInformation(mrz.MustParse(exampleTD3))
	b.ReportAllocs()
	for b.Loop() {
		if i.BACKeys().MAC.IsZero() {
			b.Fatal("none")
		}
	}
}
