// Package vectors loads the test vectors of traveldoc: machine readable zones
// with everything that is to be read and found in them.
//
// A vector is a text file, testdata/NAME.mrz, embedded in the test binary:
// header lines of the form "key: value", a blank line, and the lines of the
// zone as they are handed to the parser.
//
//	layout: TD3
//	expect: ok
//	asOf: 2026-11-23
//	source: synthetic
//	comment: what the case is about
//	documentCode: P
//	...
//	check: documentNumber match 6 6
//	finding: expired expired warning dateOfExpiry 2:22+6
//
//	P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
//	L898902C36UTO7408122F1204159ZE184226B<<<<<10
//
// # Keys
//
//   - layout: TD1, TD2, TD3, MRV-A or MRV-B; absent where nothing can be laid out.
//   - expect: ok (no finding of severity error), findings (at least one of
//     severity error) or syntax (the text is no zone).
//   - asOf, issued: the dates given to Verify, YYYY-MM-DD; absent: not given.
//   - error: with expect: syntax only, and required there: line-count,
//     line-length or character, then line:column.
//   - finding: rule, cause, severity, field, line:column+length. Repeatable,
//     and complete: what is not listed must not be found.
//   - check: field, verdict, printed digit, computed digit and, for a long
//     number that matches one way only, filler-excluded or filler-included.
//     One for each digit of the layout, in the order documentNumber,
//     dateOfBirth, dateOfExpiry, optionalData (TD3), composite (not visas).
//   - documentCode, issuingState, primaryIdentifier, secondaryIdentifier,
//     documentNumber, nationality, dateOfBirth, sex, dateOfExpiry,
//     optionalData and, for TD1, optionalData2: the fields; all are required,
//     an empty value is an empty field.
//   - nameTruncation: no or possible. validity: valid, expired, unlimited or
//     unknown. Both required.
//   - birthDate, otherBirthDate, expiryDate: the calendar dates as of asOf;
//     absent: unknown.
//   - source: where the zone is from. Required. comment: free text, repeatable.
//
// A key that is not in this list, a key given twice that is not repeatable, or
// a value out of place is an error, so that a misspelt expectation cannot pass
// as a met one.
//
// # Data
//
// The zones are published specimens and synthetic data. No zone of a real
// person's document may be added.
package vectors

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

//go:embed testdata/*.mrz
var files embed.FS

// A Vector is one test case. The zero value is no vector.
type Vector struct {
	Name string // name of the file without its extension

	Layout string // "TD1", "TD2", "TD3", "MRV-A", "MRV-B", or "" if there is none
	Expect Expect

	// AsOf and Issued are the dates given to Verify as YYYY-MM-DD, or "".
	AsOf, Issued string

	Error    Syntax // with ExpectSyntax only; otherwise zero
	Findings []Finding
	Checks   []Check

	// Fields holds the fields by their JSON key; nil with ExpectSyntax.
	Fields         map[string]string
	NameTruncation string // "no" or "possible"

	// BirthDate, OtherBirthDate and ExpiryDate are YYYY-MM-DD, or "" if unknown.
	BirthDate, OtherBirthDate, ExpiryDate string

	Validity string // "valid", "expired", "unlimited" or "unknown"

	Source  string
	Comment string // lines joined by LF

	// Lines are the lines of the text to be parsed, as they stand in the file.
	Lines []string
}

// Text returns the text to be parsed: the lines, joined by LF.
func (v Vector) Text() string { return strings.Join(v.Lines, "\n") }

// Expect says what is expected of a vector.
type Expect string

// The expectations.
const (
	ExpectOK       Expect = "ok"       // no finding of severity error
	ExpectFindings Expect = "findings" // at least one finding of severity error
	ExpectSyntax   Expect = "syntax"   // the text is no zone
)

// Syntax is an expected syntax error. Kind is "line-count", "line-length" or
// "character"; line and column count from 1.
type Syntax struct {
	Kind         string
	Line, Column int
}

// A Finding is an expected finding; line and column count from 1.
type Finding struct {
	Rule, Cause, Severity, Field string
	Line, Column, Len            int
}

// String returns the finding in the form of the files.
func (f Finding) String() string {
	return fmt.Sprintf("%s %s %s %s %d:%d+%d", f.Rule, f.Cause, f.Severity, f.Field, f.Line, f.Column, f.Len)
}

// A Check is the expected result of one check digit. Reading is
// "filler-excluded", "filler-included" or "".
type Check struct {
	Field, Verdict    string
	Printed, Computed byte
	Reading           string
}

// String returns the check in the form of the files.
func (c Check) String() string {
	s := fmt.Sprintf("%s %s %c %c", c.Field, c.Verdict, c.Printed, c.Computed)
	if c.Reading != "" {
		s += " " + c.Reading
	}
	return s
}

// FieldKeys returns the keys of Vector.Fields in their order, for TD1 with
// optionalData2.
func FieldKeys(layout string) []string {
	keys := []string{"documentCode", "issuingState", "primaryIdentifier", "secondaryIdentifier", "documentNumber",
		"nationality", "dateOfBirth", "sex", "dateOfExpiry", "optionalData"}
	if layout == "TD1" {
		keys = append(keys, "optionalData2")
	}
	return keys
}

// CheckKeys returns the fields of Vector.Checks in their order.
func CheckKeys(layout string) []string {
	keys := []string{"documentNumber", "dateOfBirth", "dateOfExpiry"}
	if layout == "TD3" {
		keys = append(keys, "optionalData")
	}
	if !strings.HasPrefix(layout, "MRV") {
		keys = append(keys, "composite")
	}
	return keys
}

// All returns every vector, sorted by file name. The error names the file and
// the line of the first fault. The caller owns what is returned.
func All() ([]Vector, error) { return load(files, "testdata") }

func load(fsys fs.FS, dir string) ([]Vector, error) {
	names, err := fs.Glob(fsys, path.Join(dir, "*.mrz"))
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	var all []Vector
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		v, err := parse(string(data))
		if err != nil {
			return nil, fmt.Errorf("vectors: %s: %w", path.Base(name), err)
		}
		v.Name = strings.TrimSuffix(path.Base(name), ".mrz")
		all = append(all, v)
	}
	return all, nil
}

// parse reads one file. Its errors name the line, never the value.
func parse(data string) (Vector, error) {
	var v Vector
	head, body, ok := strings.Cut(data, "\n\n")
	if !ok {
		return Vector{}, fmt.Errorf("no blank line after the header")
	}
	if strings.Contains(data, "\r") {
		return Vector{}, fmt.Errorf("carriage return in the file")
	}
	seen := make(map[string]bool)
	for i, line := range strings.Split(head, "\n") {
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			return Vector{}, fmt.Errorf("line %d: no key", i+1)
		}
		if value != "" && value[0] != ' ' {
			return Vector{}, fmt.Errorf("line %d: no space after the colon", i+1)
		}
		value = strings.TrimPrefix(value, " ")
		if value != strings.TrimSpace(value) {
			return Vector{}, fmt.Errorf("line %d: blanks around the value", i+1)
		}
		repeatable := key == "finding" || key == "check" || key == "comment"
		if seen[key] && !repeatable {
			return Vector{}, fmt.Errorf("line %d: key given twice", i+1)
		}
		seen[key] = true
		if err := v.set(key, value); err != nil {
			return Vector{}, fmt.Errorf("line %d: %w", i+1, err)
		}
	}
	if body = strings.TrimSuffix(body, "\n"); body != "" {
		v.Lines = strings.Split(body, "\n")
	}
	if err := v.check(seen); err != nil {
		return Vector{}, err
	}
	return v, nil
}

var (
	layouts    = []string{"TD1", "TD2", "TD3", "MRV-A", "MRV-B"}
	kinds      = []string{"line-count", "line-length", "character"}
	severities = []string{"info", "warning", "error"}
	verdicts   = []string{"match", "mismatch", "blank", "unreadable"}
	readings   = []string{"filler-excluded", "filler-included"}
	validities = []string{"valid", "expired", "unlimited", "unknown"}
)

// set stores the value of one header line.
func (v *Vector) set(key, value string) error {
	switch key {
	case "layout":
		v.Layout = value
		return oneOf(value, layouts)
	case "expect":
		v.Expect = Expect(value)
		return oneOf(value, []string{string(ExpectOK), string(ExpectFindings), string(ExpectSyntax)})
	case "asOf":
		v.AsOf = value
		return isDate(value)
	case "issued":
		v.Issued = value
		return isDate(value)
	case "birthDate":
		v.BirthDate = value
		return isDate(value)
	case "otherBirthDate":
		v.OtherBirthDate = value
		return isDate(value)
	case "expiryDate":
		v.ExpiryDate = value
		return isDate(value)
	case "error":
		return v.setError(value)
	case "finding":
		return v.addFinding(value)
	case "check":
		return v.addCheck(value)
	case "nameTruncation":
		v.NameTruncation = value
		return oneOf(value, []string{"no", "possible"})
	case "validity":
		v.Validity = value
		return oneOf(value, validities)
	case "source":
		v.Source = value
		return notEmpty(value)
	case "comment":
		if v.Comment != "" {
			v.Comment += "\n"
		}
		v.Comment += value
		return notEmpty(value)
	}
	if !slices.Contains(FieldKeys("TD1"), key) {
		return fmt.Errorf("unknown key")
	}
	if v.Fields == nil {
		v.Fields = make(map[string]string)
	}
	v.Fields[key] = value
	return nil
}

func (v *Vector) setError(value string) error {
	parts := strings.Split(value, " ")
	if len(parts) != 2 {
		return fmt.Errorf("error: want kind and place")
	}
	line, column, ok := place(parts[1])
	if !ok {
		return fmt.Errorf("error: want line:column")
	}
	v.Error = Syntax{parts[0], line, column}
	return oneOf(parts[0], kinds)
}

func (v *Vector) addFinding(value string) error {
	parts := strings.Split(value, " ")
	if len(parts) != 5 {
		return fmt.Errorf("finding: want rule, cause, severity, field and span")
	}
	for _, p := range parts[:2] {
		if !isKebab(p) {
			return fmt.Errorf("finding: rule and cause are kebab-case")
		}
	}
	if err := oneOf(parts[2], severities); err != nil {
		return err
	}
	if f := parts[3]; f != "name" && f != "composite" && !slices.Contains(FieldKeys("TD1"), f) {
		return fmt.Errorf("finding: no such field")
	}
	at, length, ok := strings.Cut(parts[4], "+")
	if !ok {
		return fmt.Errorf("finding: want line:column+length")
	}
	line, column, ok := place(at)
	n, ok2 := number(length)
	if !ok || !ok2 {
		return fmt.Errorf("finding: want line:column+length")
	}
	v.Findings = append(v.Findings, Finding{parts[0], parts[1], parts[2], parts[3], line, column, n})
	return nil
}

func (v *Vector) addCheck(value string) error {
	parts := strings.Split(value, " ")
	if len(parts) != 4 && len(parts) != 5 || len(parts[2]) != 1 || len(parts[3]) != 1 {
		return fmt.Errorf("check: want field, verdict, printed, computed and perhaps the reading")
	}
	c := Check{Field: parts[0], Verdict: parts[1], Printed: parts[2][0], Computed: parts[3][0]}
	if c.Computed < '0' || c.Computed > '9' {
		return fmt.Errorf("check: computed is no digit")
	}
	if len(parts) == 5 {
		c.Reading = parts[4]
		if err := oneOf(c.Reading, readings); err != nil {
			return err
		}
	}
	v.Checks = append(v.Checks, c)
	return oneOf(c.Verdict, verdicts)
}

// check tells whether the vector as a whole is complete and in itself consistent.
func (v *Vector) check(seen map[string]bool) error {
	if !seen["expect"] || !seen["source"] {
		return fmt.Errorf("expect and source are required")
	}
	if v.Expect == ExpectSyntax {
		for key := range seen {
			if !slices.Contains([]string{"expect", "error", "layout", "source", "comment"}, key) {
				return fmt.Errorf("key out of place with expect: syntax")
			}
		}
		if !seen["error"] {
			return fmt.Errorf("error is required with expect: syntax")
		}
		return nil
	}
	if seen["error"] {
		return fmt.Errorf("error without expect: syntax")
	}
	for _, key := range append([]string{"layout", "nameTruncation", "validity"}, FieldKeys(v.Layout)...) {
		if !seen[key] {
			return fmt.Errorf("%s is required", key)
		}
	}
	if v.Layout != "TD1" && seen["optionalData2"] {
		return fmt.Errorf("optionalData2 is TD1 only")
	}
	var fields []string
	for _, c := range v.Checks {
		fields = append(fields, c.Field)
	}
	if !slices.Equal(fields, CheckKeys(v.Layout)) {
		return fmt.Errorf("checks are not those of the layout, in their order")
	}
	bad := slices.ContainsFunc(v.Findings, func(f Finding) bool { return f.Severity == "error" })
	if bad != (v.Expect == ExpectFindings) {
		return fmt.Errorf("expect does not agree with the severities of the findings")
	}
	return v.checkLines()
}

// checkLines tells whether the lines have the size of the layout, or are one
// string of all its characters, and every finding lies in the zone.
func (v *Vector) checkLines() error {
	lines, length := 2, 44
	switch v.Layout {
	case "TD1":
		lines, length = 3, 30
	case "TD2", "MRV-B":
		length = 36
	}
	if len(v.Lines) == 1 {
		if len(v.Lines[0]) != lines*length {
			return fmt.Errorf("the line has not the length of the layout")
		}
	} else if len(v.Lines) != lines || slices.ContainsFunc(v.Lines, func(s string) bool { return len(s) != length }) {
		return fmt.Errorf("the lines have not the size of the layout")
	}
	for _, f := range v.Findings {
		if f.Line > lines || f.Column+f.Len-1 > length {
			return fmt.Errorf("finding outside the zone")
		}
	}
	return nil
}

func oneOf(s string, set []string) error {
	if !slices.Contains(set, s) {
		return fmt.Errorf("not one of %s", strings.Join(set, ", "))
	}
	return nil
}

func notEmpty(s string) error {
	if s == "" {
		return fmt.Errorf("empty value")
	}
	return nil
}

// isDate tells whether s is YYYY-MM-DD and a day of the calendar.
func isDate(s string) error {
	bad := fmt.Errorf("no date YYYY-MM-DD")
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return bad
	}
	y, err1 := strconv.ParseUint(s[:4], 10, 16)
	m, err2 := strconv.ParseUint(s[5:7], 10, 8)
	d, err3 := strconv.ParseUint(s[8:], 10, 8)
	if err1 != nil || err2 != nil || err3 != nil || m < 1 || m > 12 || d < 1 {
		return bad
	}
	days := []uint64{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[m-1]
	if m == 2 && y%4 == 0 && (y%100 != 0 || y%400 == 0) {
		days = 29
	}
	if d > days {
		return bad
	}
	return nil
}

func isKebab(s string) bool {
	for _, word := range strings.Split(s, "-") {
		if word == "" || strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") != "" {
			return false
		}
	}
	return true
}

// place reads line:column.
func place(s string) (line, column int, ok bool) {
	l, c, found := strings.Cut(s, ":")
	line, ok1 := number(l)
	column, ok2 := number(c)
	return line, column, found && ok1 && ok2
}

// number reads a positive decimal without sign or leading zero.
func number(s string) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && n > 0 && strconv.Itoa(n) == s
}
