package mrz

import "strings"

// Doubts names what Parse leaves to Verify to look into.
func Doubts(d Document) string {
	var names []string
	for i, name := range []string{"digits", "number", "dates", "code", "states", "name", "sex", "optional"} {
		if d.facts&(doubtDigits<<i) != 0 {
			names = append(names, name)
		}
	}
	return strings.Join(names, " ")
}
