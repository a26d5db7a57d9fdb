package translit_test

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/transform"

	"example.org/traveldoc/mrz/translit"
)

// A name in the letters of a zone.
func ExampleTransformer_String() {
	for _, x := range []struct{ tag, name string }{
		{"de", "Müller-Lüdenscheidt"},
		{"tr", "Gökçe Ümit"},
		{"fr", "D’Artagnan"},
		{"uk", "Згурський Юрій"},
		{"bg", "Мария Щерева"},
		{"ar", "محمد بن زكريا الرازي"},
		{"el", "Παύλος Μπέης"},
	} {
		s, err := translit.New(language.MustParse(x.tag)).String(x.name)
		fmt.Println(s, err)
	}
	// Output:
	// MUELLER<LUEDENSCHEIDT <nil>
	// GOKCE<UMIT <nil>
	// DARTAGNAN <nil>
	// ZGHURSKYI<YURII <nil>
	// MARIA<SHTEREVA <nil>
	// MXHMD<BN<ZKRYA<ALRAZY <nil>
	// PAVLOS<BEIS <nil>
}

// The spelling that the issuing State uses.
func ExampleOption() {
	for _, o := range []translit.Option{translit.Digraphs, translit.Plain, translit.Recoverable} {
		s, _ := translit.New(language.Spanish, o).String("Ñandú Agüero")
		fmt.Println(s)
	}
	// Output:
	// NANDU<AGUEERO
	// NANDU<AGUERO
	// NXXANDU<AGUXXERO
}

// All spellings that a zone may have, to compare a printed name with it.
func ExampleTransformer_Alternatives() {
	t := translit.New(language.German)
	for s := range t.Alternatives("Björn") {
		fmt.Println(s)
	}
	// Output:
	// BJOERN
	// BJORN
}

// What a zone doesn't tell of a name.
func ExampleTransformer_Notes() {
	t := translit.New(language.German)
	for n := range t.Notes("Jörg Müller") {
		fmt.Println("byte", n.Offset, "component", n.Component)
	}
	// Output:
	// byte 1 component 1
	// byte 7 component 2
}

// A character without letters, by its place and its script.
func ExampleRuneError() {
	_, err := translit.New(language.Und).String("Anna 明")
	var e *translit.RuneError
	if errors.As(err, &e) {
		fmt.Println(e.Offset, e.Script())
	}
	fmt.Println(err)
	// Output:
	// 5 Han
	// translit: byte 5: no letters for a letter of the script Han
}

// Characters without letters may be dropped, which is told.
func ExampleDropUnmapped() {
	t := translit.New(language.Und, translit.DropUnmapped(func(e translit.RuneError) {
		fmt.Println("dropped a character of", e.Script(), "at byte", e.Offset)
	}))
	s, err := t.String("Anna 明")
	fmt.Println(s, err)
	// Output:
	// dropped a character of Han at byte 5
	// ANNA <nil>
}

// A Transformer works on streams, too.
func ExampleNew() {
	s, _, err := transform.String(translit.New(language.Russian), "Щукин")
	fmt.Println(s, err)
	// Output: SHCHUKIN <nil>
}

// The way back tells what is certain and what is possible.
func ExampleReverse() {
	for _, x := range []struct{ tag, letters string }{{"ar", "ALRAZY"}, {"ar", "EBBAS"}, {"bg", "DOM"}, {"es", "CANXXON"}} {
		for c := range translit.Reverse(language.MustParse(x.tag)).Candidates(x.letters) {
			fmt.Println(x.letters, c.Name, c.Certain)
		}
	}
	// Output:
	// ALRAZY الرازي true
	// EBBAS عبّاس false
	// EBBAS عبباس false
	// DOM ДОМ true
	// CANXXON CAÑON false
	// CANXXON CANXXON false
}

// Append does not allocate where there is room.
func ExampleTransformer_Append() {
	t := translit.New(language.Polish)
	line := []byte("P<POL")
	line, err := t.Append(line, "Łąkowska")
	fmt.Printf("%s %v\n", line, err)
	// Output: P<POLLAKOWSKA <nil>
}

func ExampleTransformer_Bytes() {
	b, err := translit.New(language.Czech).Bytes([]byte("Příkladová"))
	fmt.Printf("%s %v\n", b, err)
	// Output: PRIKLADOVA <nil>
}

// The first candidate is the likeliest, and hardly ever certain.
func ExampleReverser_Candidates() {
	for c := range translit.Reverse(language.Ukrainian).Candidates("HANNA") {
		fmt.Println(c.Name, c.Certain)
	}
	// Output:
	// ГАННА false
}

// A stream of names: the Transformer is reset at its beginning.
func ExampleTransformer_Transform() {
	r := transform.NewReader(strings.NewReader("Łukasz Żółw"), translit.New(language.Polish))
	b, err := io.ReadAll(r)
	fmt.Printf("%s %v\n", b, err)
	// Output: LUKASZ<ZOLW <nil>
}

// What is in the letters of a zone already is not copied.
func ExampleTransformer_Span() {
	n, err := translit.New(language.German).Span([]byte("ANNA<MARIA"), true)
	fmt.Println(n, err)
	// Output: 10 <nil>
}

func ExampleRuneError_Script() {
	fmt.Println(translit.RuneError{Rune: 'ა'}.Script())
	// Output: Georgian
}
