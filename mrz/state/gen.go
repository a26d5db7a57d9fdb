//go:build ignore

// Gen reads data/states.tsv, checks what package state relies on, and writes
// tables.go. It needs no network and depends on nothing but the file.
package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"go/format"
	"log"
	"os"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	input  = "data/states.tsv"
	output = "tables.go"

	// edition is the text of the constant Edition. It goes with the data: change
	// it here and in data/README.md when a new edition is taken in.
	edition = "Doc 9303-3, 8th edition (2021), with Amendments 1 (2022) and 2 (2024); ISO 3166-1 and 3166-3 as in iso-codes 4.15"

	header = "code\tname\tkind\tissuer\tnationality\tiso3166\talpha2\tnumeric\twithdrawn\tsuccessor\tnote"

	maxRecords    = 1<<9 - 1 // what recordMask leaves room for, less the empty record
	maxSuccessors = 4        // length of record.successors
)

// kinds maps the column kind to the name of the constant for cells.
var kinds = map[string]string{
	"state":        "isState",
	"dependent":    "isDependent",
	"organisation": "isOrganisation",
	"special":      "isSpecial",
	"withdrawn":    "isWithdrawn",
	"unofficial":   "isUnofficial",
	"test":         "isTest",
}

// row is one line of the input.
type row struct {
	line                     int
	code, name, kind         string
	issuer, nationality, iso bool
	alpha2, numeric          string
	withdrawn                string
	successors               []string
	note                     string
}

func main() {
	log.SetFlags(0)
	log.SetPrefix("gen: ")
	data, err := os.ReadFile(input)
	if err != nil {
		log.Fatal(err)
	}
	rows, err := parse(string(data))
	if err != nil {
		log.Fatal(err)
	}
	if err := check(rows); err != nil {
		log.Fatal(err)
	}
	source, err := format.Source(tables(rows, data))
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(output, source, 0o666); err != nil {
		log.Fatal(err)
	}
}

// parse reads the rows and checks each by itself.
func parse(data string) ([]row, error) {
	if !utf8.ValidString(data) || strings.ContainsAny(data, "\r`\x00") {
		return nil, fmt.Errorf("%s: not plain UTF-8 text", input)
	}
	lines := strings.Split(strings.TrimSuffix(data, "\n"), "\n")
	if lines[0] != header {
		return nil, fmt.Errorf("%s:1: unexpected header", input)
	}
	var rows []row
	for i, line := range lines[1:] {
		r, err := parseRow(line)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", input, i+2, err)
		}
		r.line = i + 2
		rows = append(rows, r)
	}
	return rows, nil
}

func parseRow(line string) (r row, err error) {
	cols := strings.Split(line, "\t")
	if n := strings.Count(header, "\t") + 1; len(cols) != n {
		return r, fmt.Errorf("%d columns; want %d", len(cols), n)
	}
	var flags [3]bool
	for i, s := range cols[3:6] {
		if s != "y" && s != "n" {
			return r, fmt.Errorf("%q is neither y nor n", s)
		}
		flags[i] = s == "y"
	}
	r = row{
		code: cols[0], name: cols[1], kind: cols[2],
		issuer: flags[0], nationality: flags[1], iso: flags[2],
		alpha2: cols[6], numeric: cols[7], withdrawn: cols[8], note: cols[10],
	}
	if cols[9] != "" {
		r.successors = strings.Split(cols[9], "|")
	}
	switch {
	case !all(r.code, 'A', 'Z') || len(r.code) != 3 && r.code != "D":
		return r, fmt.Errorf("code %q is neither three letters nor D", r.code)
	case r.name == "" || r.name != strings.TrimSpace(r.name) || r.note != strings.TrimSpace(r.note):
		return r, fmt.Errorf("%s: name is missing, or there are spaces around name or note", r.code)
	case kinds[r.kind] == "":
		return r, fmt.Errorf("%s: unknown kind %q", r.code, r.kind)
	case r.alpha2 != "" && (len(r.alpha2) != 2 || !all(r.alpha2, 'A', 'Z')):
		return r, fmt.Errorf("%s: alpha-2 code %q is not two letters", r.code, r.alpha2)
	case r.numeric != "" && (len(r.numeric) != 3 || !all(r.numeric, '0', '9')):
		return r, fmt.Errorf("%s: numeric code %q is not three digits", r.code, r.numeric)
	case r.iso && (r.alpha2 == "" || r.numeric == ""):
		return r, fmt.Errorf("%s: in ISO 3166-1 without alpha-2 or numeric code", r.code)
	case (r.kind == "withdrawn") != (r.withdrawn != ""):
		return r, fmt.Errorf("%s: kind and date of withdrawal don't agree", r.code)
	case r.withdrawn != "" && !isDate(r.withdrawn):
		return r, fmt.Errorf("%s: date %q is neither YYYY nor YYYY-MM-DD", r.code, r.withdrawn)
	case (r.kind == "withdrawn" || r.kind == "unofficial") && (r.issuer || r.nationality || r.iso):
		return r, fmt.Errorf("%s: %s and in use", r.code, r.kind)
	case len(r.successors) > maxSuccessors:
		return r, fmt.Errorf("%s: more than %d successors", r.code, maxSuccessors)
	case len(r.successors) > 0 && (r.issuer || r.nationality):
		return r, fmt.Errorf("%s: has successors and is in use", r.code)
	}
	return r, nil
}

// check checks the rows against each other.
func check(rows []row) error {
	if len(rows) > maxRecords {
		return fmt.Errorf("%s: more than %d rows: widen recordMask", input, maxRecords)
	}
	byCode := make(map[string]row)
	for _, r := range rows {
		if other, ok := byCode[r.code]; ok {
			return fmt.Errorf("%s:%d: %s is in line %d already", input, r.line, r.code, other.line)
		}
		byCode[r.code] = r
	}
	for _, r := range rows {
		for i, s := range r.successors {
			to, ok := byCode[s]
			switch {
			case !ok:
				return fmt.Errorf("%s:%d: %s: successor %s is in no line", input, r.line, r.code, s)
			case len(to.successors) > 0:
				return fmt.Errorf("%s:%d: %s: successor %s has successors", input, r.line, r.code, s)
			case slices.Contains(r.successors[:i], s):
				return fmt.Errorf("%s:%d: %s: successor %s is named twice", input, r.line, r.code, s)
			}
		}
	}
	return nil
}

// tables returns the text of tables.go. The rows may be in any order, except that
// of those with the same two-letter code an earlier one is preferred.
func tables(rows []row, data []byte) []byte {
	alpha2 := make(map[string]row)
	for _, r := range rows {
		if r.alpha2 == "" {
			continue
		}
		if other, ok := alpha2[r.alpha2]; !ok || r.issuer && !other.issuer {
			alpha2[r.alpha2] = r
		}
	}
	sorted := slices.SortedFunc(slices.Values(rows), func(a, b row) int { return number(a.code) - number(b.code) })
	text := 0
	for _, r := range sorted {
		text += 8 + len(r.name) + len(r.withdrawn) + len(r.note)
	}

	var b bytes.Buffer
	p := func(format string, args ...any) { fmt.Fprintf(&b, format, args...) }
	p("// Code generated by gen.go from %s. DO NOT EDIT.\n\n", input)
	p("// Source: %d codes, SHA-256 %x.\n", len(rows), sha256.Sum256(data))
	p("// Size on a 64-bit machine: %d bytes of tables, %d bytes of text.\n\n",
		27*27*27*2+(len(rows)+1)*(4*16+8)+26*26*2, text)
	p("package state\n\n")

	p("// Edition names the editions of the sources.\n")
	p("const Edition = %q\n\n", edition)

	p("// cells is indexed by Code.\n")
	p("var cells = [27 * 27 * 27]uint16{\n")
	for i, r := range sorted {
		p("%d: %d | %s", number(r.code), i+1, kinds[r.kind])
		for _, f := range []struct {
			set  bool
			name string
		}{{r.issuer, "forIssuer"}, {r.nationality, "forNationality"}, {r.iso, "inISO"}} {
			if f.set {
				p(" | %s", f.name)
			}
		}
		p(", // %s\n", r.code)
	}
	p("}\n\n")

	p("// records holds the empty record, then those of the codes in their order.\n")
	p("var records = [...]record{\n{short: %q},\n", fill("", 8))
	for _, r := range sorted {
		p("{short: %q, name: %q", fill(r.code, 3)+fill(r.alpha2, 2)+fill(r.numeric, 3), r.name)
		if r.withdrawn != "" {
			p(", withdrawn: %q", r.withdrawn)
		}
		if r.note != "" {
			p(", note: %q", r.note)
		}
		if len(r.successors) > 0 {
			p(", successors: [4]Code{")
			for i, s := range r.successors {
				if i > 0 {
					p(", ")
				}
				p("{%d}", number(s))
			}
			p("}")
		}
		p("},\n")
	}
	p("}\n\n")

	p("// byAlpha2 holds the numbers of codes, indexed by the two-letter code as a\n")
	p("// number to the base 26, where A is 0.\n")
	p("var byAlpha2 = [26 * 26]uint16{\n")
	for a := 'A'; a <= 'Z'; a++ {
		n := 0
		for b := 'A'; b <= 'Z'; b++ {
			if r, ok := alpha2[string([]rune{a, b})]; ok {
				if n == 0 {
					p("// %c\n", a)
				}
				p("%d: %d, ", (a-'A')*26+b-'A', number(r.code))
				n++
			}
		}
		if n > 0 {
			p("\n")
		}
	}
	p("}\n")
	return b.Bytes()
}

// number is Code.n of a code.
func number(code string) int {
	n := 0
	for _, c := range fill(code, 3) {
		n *= 27
		if c != '<' {
			n += int(c-'A') + 1
		}
	}
	return n
}

func fill(s string, n int) string { return s + strings.Repeat("<", n-len(s)) }

// all reports whether all bytes of s are from lo to hi, and s is not empty.
func all(s string, lo, hi byte) bool {
	for i := range len(s) {
		if s[i] < lo || s[i] > hi {
			return false
		}
	}
	return s != ""
}

// isDate reports whether s has the shape YYYY or YYYY-MM-DD.
func isDate(s string) bool {
	if len(s) == 10 && s[4] == '-' && s[7] == '-' {
		return all(s[:4]+s[5:7]+s[8:], '0', '9')
	}
	return len(s) == 4 && all(s, '0', '9')
}
