package mrz_test

import (
	"fmt"
	"strings"
	"testing"

	"example.org/traveldoc/mrz"
)

// Parse lets pass, by short tests, what is certainly in order. What they would let
// pass wrongly is looked for here in each of its places, and compared with the
// reference.

// compareAll compares zones with the reference on a day, until it has seen enough
// that is wrong.
func compareAll(t *testing.T, texts []string, asOf refDate) {
	t.Helper()
	wrong := 0
	for _, text := range texts {
		for _, d := range compareOne(text, asOf, refDate{}) {
			t.Error(d)
			wrong++
		}
		if d, err := mrz.Parse(text); err == nil {
			if got, want := mrz.Doubts(d), wantDoubts(d); got != want {
				t.Errorf("%v: in doubt are %q; want %q", d.Layout(), got, want)
				wrong++
			}
		}
		if wrong > 20 {
			return
		}
	}
}

// TestOptionalDataEverywhere puts the document number and the date of birth in
// each place of the optional data.
func TestOptionalDataEverywhere(t *testing.T) {
	for _, tt := range layoutTables {
		var texts []string
		for length := 4; length <= 9; length++ {
			for _, fill := range []string{"<", "7", "X"} {
				for _, field := range []refSpan{tt.table.optional, tt.table.optional2} {
					for at := range field.len() {
						for _, what := range []string{"AB1234567"[:length], "740812", "AB1"} {
							if at+len(what) > field.len() || field.line == 0 {
								continue
							}
							rows := newSynth(9303).rows(tt.table)
							put(rows, tt.table.number, "AB1234567"[:length])
							put(rows, tt.table.numberDigit, "5")
							put(rows, tt.table.birth, "740812")
							put(rows, tt.table.optional, "")
							data := strings.Repeat(fill, at) + what
							put(rows, field, data+strings.Repeat(fill, field.len()-len(data)))
							texts = append(texts, strings.Join(rows, "\n"))
						}
					}
				}
			}
		}
		compareAll(t, texts, refDate{2026, 11, 23})
	}
}

// TestYears takes each pair of years, on days near the turn of a century, and near
// those between which plain dates are judged by the shorter way.
func TestYears(t *testing.T) {
	rows := newSynth(9303).rows(&refTD3)
	var texts []string
	for birth := range 100 {
		for expiry := range 100 {
			if testing.Short() && (birth+3*expiry)%7 != 0 {
				continue
			}
			put(rows, refTD3.birth, fmt.Sprintf("%02d0615", birth))
			put(rows, refTD3.expiry, fmt.Sprintf("%02d0615", expiry))
			texts = append(texts, strings.Join(rows, "\n"))
		}
	}
	for _, asOf := range []refDate{
		{}, {2026, 11, 23}, {2026, 6, 15}, {1999, 12, 31}, {2000, 1, 1}, {2049, 6, 15}, {2050, 6, 14}, {2099, 6, 16},
		{199, 12, 31}, {200, 1, 1}, {9900, 1, 1}, {9901, 1, 1},
	} {
		compareAll(t, texts, asOf)
	}
}

// TestNamesEverywhere puts what may be said of a name in each place of it.
func TestNamesEverywhere(t *testing.T) {
	for _, tt := range layoutTables {
		var texts []string
		n := tt.table.names.len()
		for _, what := range []string{"FNU", "LNU", "XXX", "<FNU<", "<XXX", "<<LNU", "FNX", "<<", "<<<", "0", "<Q<"} {
			for _, name := range []string{"ERIKSSON<<ANNA<MARIA", "ANNA<MARIA", strings.Repeat("ABCDEFGHIJ", 4)[:n], "ANNA<<ANNE", "ANNA<<ANNA", "ANNA<<BNNA"} {
				for at := 0; at+len(what) <= n; at++ {
					field := (name + strings.Repeat("<", n))[:n]
					rows := newSynth(9303).rows(tt.table)
					put(rows, tt.table.names, field[:at]+what+field[at+len(what):])
					texts = append(texts, strings.Join(rows, "\n"))
				}
			}
		}
		compareAll(t, texts, refDate{2026, 11, 23})
	}
}

// TestSyntheticDoubts takes the zones of the benchmarks.
func TestSyntheticDoubts(t *testing.T) {
	for _, tt := range layoutTables {
		compareAll(t, synthetics(tt.table, 1000), refDate{2026, 11, 23})
	}
}

// TestCodesEverywhere takes each code of three characters as that of the issuer, of
// the nationality, and of both.
func TestCodesEverywhere(t *testing.T) {
	const chars = "<0ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	for _, tt := range layoutTables {
		var texts []string
		rows := newSynth(9303).rows(tt.table)
		step := 1
		if testing.Short() {
			step = 7
		}
		for i := 0; i < len(chars)*len(chars)*len(chars); i += step {
			code := string([]byte{chars[i/len(chars)/len(chars)], chars[i/len(chars)%len(chars)], chars[i%len(chars)]})
			for _, pair := range [][2]string{{code, code}, {code, "UTO"}, {"FRA", code}} {
				put(rows, tt.table.issuer, pair[0])
				put(rows, tt.table.nationality, pair[1])
				texts = append(texts, strings.Join(rows, "\n"))
			}
		}
		compareAll(t, texts, refDate{2026, 11, 23})
	}
}

// TestDaysEverywhere takes each pair of a month and a day, which may be none, for the
// two dates, with digits that hold.
func TestDaysEverywhere(t *testing.T) {
	var texts []string
	for _, tt := range layoutTables {
		for i := range 10_000 {
			if testing.Short() && i%7 != 0 {
				continue
			}
			rows := newSynth(9303).rows(tt.table)
			for _, date := range []struct{ field, digit refSpan }{
				{tt.table.birth, tt.table.birthDigit}, {tt.table.expiry, tt.table.expiryDigit},
			} {
				changed := append([]string(nil), rows...)
				text := fmt.Sprintf("30%04d", i)
				put(changed, date.field, text)
				put(changed, date.digit, string(refDigit(text)))
				if tt.table.composite.line != 0 {
					z := &refZone{refLayout: tt.table, rows: changed}
					covered := ""
					for _, c := range tt.table.compositeOver {
						covered += z.raw(c)
					}
					put(changed, tt.table.composite, string(refDigit(covered)))
				}
				texts = append(texts, strings.Join(changed, "\n"))
			}
		}
	}
	compareAll(t, texts, refDate{2026, 11, 23})
}

// TestSubstitutions puts each of some characters, of which several may not stand in
// a zone, in each place of some zones.
func TestSubstitutions(t *testing.T) {
	for _, tt := range layoutTables {
		var texts []string
		for _, text := range synthetics(tt.table, 40) {
			for i := range text {
				for _, c := range []string{"<", "0", "7", "A", "K", "V", "X", "Z", "@", "[", "`", "/", ":", ";", "=", "\x00", "\x7f", "\x80", "\xbc", "\xff"} {
					if text[i] != '\n' {
						texts = append(texts, text[:i]+c+text[i+1:])
					}
				}
			}
		}
		compareAll(t, texts, refDate{2026, 11, 23})
	}
}
