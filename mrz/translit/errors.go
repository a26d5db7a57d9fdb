package translit

import (
	"fmt"
	"sort"
	"unicode"
	"unicode/utf8"
)

// A RuneError is a character for which there are no letters.
//
// Its text names the place and the script and not the character, which is part
// of a name.
type RuneError struct {
	Rune   rune // utf8.RuneError for bytes that are no UTF-8
	Offset int  // of its first byte in the text, from 0
}

// Error returns a text with the place and the script of the character.
func (e RuneError) Error() string {
	switch script := e.Script(); {
	case e.Rune == utf8.RuneError:
		return fmt.Sprintf("translit: byte %d: not valid UTF-8", e.Offset)
	case unicode.IsDigit(e.Rune):
		return fmt.Sprintf("translit: byte %d: a digit may not stand in a name", e.Offset)
	case unicode.IsLetter(e.Rune):
		return fmt.Sprintf("translit: byte %d: no letters for a letter of the script %s", e.Offset, script)
	default:
		return fmt.Sprintf("translit: byte %d: no letters for a character of the script %s", e.Offset, script)
	}
}

// GoString returns the text of Error, so that %#v has no more than %v.
func (e RuneError) GoString() string { return e.Error() }

// Script returns the name of the script of the character in the Unicode
// standard: "Han", "Latin", "Common" for one of several scripts, and "Unknown" for
// one of none.
func (e RuneError) Script() string {
	// A character has one script. The names are sorted so that the answer would
	// be the same even if it had two.
	names := make([]string, 0, 4)
	for name, table := range unicode.Scripts {
		if unicode.Is(table, e.Rune) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return "Unknown"
	}
	sort.Strings(names)
	return names[0]
}
