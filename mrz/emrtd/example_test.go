package emrtd_test

import (
	"crypto/des"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/emrtd"
)

// The zone of the example of Doc 9303-11 Appendix D.
var zone = mrz.MustParse("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C<3UTO6908061F9406236ZE184226B<<<<<14")

// The keys of Basic Access Control. They print redacted, and are cleared when the
// chip is open.
func ExampleInformation_BACKeys() {
	keys := emrtd.MRZInformation(zone).BACKeys()
	defer keys.Clear()
	fmt.Println(keys.Encryption)
	fmt.Printf("%X\n", keys.Encryption.Bytes())

	// Package crypto/des wants three keys, of which the third is the first.
	k := keys.Encryption.Bytes()
	_, err := des.NewTripleDESCipher(append(k, k[:8]...))
	fmt.Println(err)
	// Output:
	// [redacted]
	// AB94FDECF2674FDFB9B391F85D7F76F2
	// <nil>
}

// The key of PACE, from the zone and from the card access number.
func ExamplePACEPassword_Key() {
	fmt.Printf("%X\n", emrtd.MRZInformation(zone).PACEPassword().Key(emrtd.AES128).Bytes())
	can, err := emrtd.CAN("123456")
	fmt.Printf("%X %v\n", can.Key(emrtd.AES128).Bytes(), err)
	// Output:
	// 7DF6B4716ABD95CC58E7D2559D3600C8
	// 591468CDA83D65219CCCB8560233600F <nil>
}

// What to try against a chip if the zone is doubtful. The documents come from
// package repair: the candidates of a result, the likeliest first.
func ExamplePasswords() {
	candidates := []mrz.Document{
		zone,
		mrz.MustParse("P<UTOERIKSS0N<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C<3UTO6908061F9406236ZE184226B<<<<<14"),
		mrz.MustParse("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8989O2C<3UTO6908061F9406236ZE184226B<<<<<14"),
	}
	for password := range emrtd.Passwords(slices.Values(candidates)) {
		fmt.Println(string(password.Bytes())) // open the chip with password.BACKeys()
	}
	// Output:
	// L898902C<369080619406236
	// L8989O2C<369080619406236
}

// The zone of the chip, and what breaks a data group.
func ExampleDecodeDG1() {
	dg1 := emrtd.AppendDG1(nil, zone)
	d, remarks, err := emrtd.DecodeDG1(dg1)
	fmt.Println(d == zone, remarks, err)

	_, _, err = emrtd.DecodeDG1(dg1[:50])
	var syntax *emrtd.SyntaxError
	fmt.Println(errors.As(err, &syntax), syntax.Offset, errors.Is(err, emrtd.ErrShort))
	fmt.Println(err)
	// Output:
	// true [] <nil>
	// true 1 true
	// emrtd: byte 1, tag 61: the data end before the object does
}

// The name of the holder in national characters, and the whole date of birth.
func ExampleDecodeDG11() {
	file, err := hex.DecodeString("6B225C045F0E5F2B5F0E124DC39C4C4C45523C3C4AC39C5247454E3C415F2B0419740812")
	if err != nil {
		panic(err)
	}
	g, remarks, err := emrtd.DecodeDG11(file)
	fmt.Println(g, remarks, err)
	fmt.Println(g.FullName.Primary(), "/", g.FullName.Secondary())
	fmt.Println(g.DateOfBirth.CalendarDate())
	// Output:
	// DG11 [redacted] [] <nil>
	// MÜLLER / JÜRGEN A
	// 1974-08-12
}

// A data group is written from its fields.
func ExampleAppendDG12() {
	b, err := emrtd.AppendDG12(nil, emrtd.DG12{DateOfIssue: emrtd.NewDate(mrz.CalendarDate{Year: 2022, Month: 4, Day: 16})})
	fmt.Printf("%X %v\n", b, err)
	// Output: 6C0F5C025F265F26083230323230343136 <nil>
}
