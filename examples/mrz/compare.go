package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/compare"
	"example.org/traveldoc/mrz/emrtd"
)

func newCompareCommand(a *app) *cobra.Command {
	k := &comparer{app: a}
	c := &cobra.Command{
		Use:   "compare --mrz FILE [--visual FILE] [--dg1 FILE] [--dg11 FILE] [--dg12 FILE]",
		Short: "Say whether a zone, the printed page and the chip agree",
		Long: `Compare a zone, field by field, with the printed page (--visual), the zone of the
chip (--dg1) and the personal details of the chip (--dg11), each if it is given.
With the document details (--dg12) the date of issue settles centuries.

The printed page is an object with what a person reads there: documentCode,
issuingState, name or primaryIdentifier and secondaryIdentifier, documentNumber,
nationality, dateOfBirth, sex, dateOfExpiry, personalNumber. Names may be in national
letters, dates in any form of the standard (12 JUL/JUIL 1942, 12.07.42, X for what is
unknown), States codes or English names.

A field is equal, equivalent (the same in another spelling or form), truncated (cut
to fit), near (a few characters differ: perhaps misread), different, or absent where
there is nothing to compare. All agree if none is different, near or unreadable.
Agreement does not prove that a document is genuine.

With --json the result is an object in a line.

Exit codes: 0 if all agree; 1 if not, or if nothing was compared that tells people
apart; 2 for input that cannot be read.`,
		Example: `  mrz compare --mrz passport.txt --visual page.json
  mrz compare --mrz passport.txt --dg1 EF_DG1.bin --dg11 EF_DG11.bin --json`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			switch {
			case k.mrz == "":
				return errors.New("--mrz is needed")
			case k.visual == "" && k.dg1 == "" && k.dg11 == "":
				return errors.New("nothing to compare with: --visual, --dg1 or --dg11 is needed")
			case k.near < 0:
				return errors.New("--max-near must not be negative")
			}
			return a.failed(k.run(), k.json)
		},
	}
	f := c.Flags()
	f.StringVar(&k.mrz, "mrz", "", "the printed zone, in a `file`")
	f.StringVar(&k.visual, "visual", "", "the printed page, in a JSON `file`")
	f.StringVar(&k.dg1, "dg1", "", "data group 1, in a `file`")
	f.StringVar(&k.dg11, "dg11", "", "data group 11, in a `file`")
	f.StringVar(&k.dg12, "dg12", "", "data group 12, in a `file`")
	f.BoolVar(&k.options.AnyOrder, "any-order", false, "take the parts of a name in any order")
	f.BoolVar(&k.options.Strict, "strict", false, "doubt spellings that are not the habit of the issuing State")
	f.IntVar(&k.near, "max-near", compare.DefaultMaxNear, "this `number` of characters may differ in a field that is near, at most")
	k.day.add(c)
	addRedact(c, &k.redact)
	addJSON(c, &k.json)
	return c
}

// A comparer is the command compare.
type comparer struct {
	*app
	mrz, visual, dg1, dg11, dg12 string
	options                      compare.Options
	near                         int
	day                          asOf
	redact, json                 bool
}

// A comparison is the zone compared with one other source.
type comparison struct {
	With    string           `json:"with"` // visual, dg1 or dg11
	Verdict compare.Verdict  `json:"verdict"`
	Fields  []comparedFields `json:"fields"`
}

type comparedFields struct {
	Field       mrz.Field        `json:"field"`
	Relation    compare.Relation `json:"relation"`
	Reason      compare.Reason   `json:"reason,omitempty"`
	Explanation string           `json:"explanation,omitempty"`
	Zone        string           `json:"zone"`
	Other       string           `json:"other"`
	Places      []comparedPlace  `json:"places,omitempty"`
}

// A comparedPlace is a place in the zone, and one in the other source, which has a
// line only if it is a zone.
type comparedPlace struct {
	Zone  mrz.Span  `json:"zone"`
	Other otherSpan `json:"other"`
}

type otherSpan struct {
	Line   int `json:"line,omitempty"`
	Column int `json:"column"`
	Len    int `json:"length"`
}

func (k *comparer) run() error {
	if k.options.MaxNear = k.near; k.near == 0 {
		k.options.MaxNear = -1
	}
	d, err := k.zone(k.mrz)
	if err != nil {
		return err
	}
	k.options.AsOf = k.day.day(k.app)
	if k.dg12 != "" {
		g := new(emrtd.DG12)
		if err := k.group(k.dg12, func(b []byte) (err error) { *g, _, err = emrtd.DecodeDG12(b); return }); err != nil {
			return err
		}
		if issued := g.DateOfIssue.CalendarDate(); !issued.IsZero() {
			k.options.AsOf = issued
		}
	}
	var all []comparison
	if k.visual != "" {
		v, err := k.page(k.visual)
		if err != nil {
			return err
		}
		all = append(all, k.compared("visual", d, compare.Visual(d, v, &k.options), valuesOf(v)))
	}
	if k.dg1 != "" {
		var chip mrz.Document
		if err := k.group(k.dg1, func(b []byte) (err error) { chip, _, err = emrtd.DecodeDG1(b); return }); err != nil {
			return err
		}
		other := view{doc: chip}
		all = append(all, k.compared("dg1", d, compare.Documents(d, chip), func(f mrz.Field) string { return zoneValue(other, f) }))
	}
	if k.dg11 != "" {
		g := new(emrtd.DG11)
		if err := k.group(k.dg11, func(b []byte) (err error) { *g, _, err = emrtd.DecodeDG11(b); return }); err != nil {
			return err
		}
		v := personalDetails(g)
		all = append(all, k.compared("dg11", d, compare.Visual(d, v, &k.options), valuesOf(v)))
	}
	verdict := overall(all)
	if k.json {
		err = k.encode(struct {
			Schema      int             `json:"schema"`
			Verdict     compare.Verdict `json:"verdict"`
			Comparisons []comparison    `json:"comparisons"`
		}{1, verdict, all})
	} else {
		s := k.newScreen()
		s.comparisons(d, all, verdict)
		err = k.print(s)
	}
	if err == nil && verdict != compare.Agree {
		err = exitError{exitFailed}
	}
	return err
}

// overall is the verdict on all comparisons: the worst, and of those that say nothing
// no one.
func overall(all []comparison) compare.Verdict {
	verdict := compare.Inconclusive
	for _, c := range all {
		switch {
		case verdict == compare.Inconclusive:
			verdict = c.Verdict
		case c.Verdict != compare.Inconclusive:
			verdict = min(verdict, c.Verdict)
		}
	}
	return verdict
}

// zone reads one zone.
func (k *comparer) zone(name string) (d mrz.Document, err error) {
	n := 0
	for r := range k.entries([]string{name}) {
		if r.err != nil {
			return mrz.Document{}, r.describe()
		}
		d = r.doc
		n++
	}
	if n != 1 {
		return mrz.Document{}, fmt.Errorf("%s: %d zones where one is wanted", inputName(name), n)
	}
	return d, nil
}

// group reads a data group.
func (k *comparer) group(name string, decode func([]byte) error) error {
	b, err := k.readGroup([]string{name})
	if err != nil {
		return err
	}
	if err := decode(b); err != nil {
		return fmt.Errorf("%s: %s", inputName(name), strings.TrimPrefix(err.Error(), "emrtd: "))
	}
	return nil
}

// A page is the printed page as a file has it, in the order of compare.VisualZone.
type page struct {
	DocumentCode        string `json:"documentCode"`
	IssuingState        string `json:"issuingState"`
	PrimaryIdentifier   string `json:"primaryIdentifier"`
	SecondaryIdentifier string `json:"secondaryIdentifier"`
	Name                string `json:"name"`
	DocumentNumber      string `json:"documentNumber"`
	Nationality         string `json:"nationality"`
	DateOfBirth         string `json:"dateOfBirth"`
	DateOfExpiry        string `json:"dateOfExpiry"`
	Sex                 string `json:"sex"`
	PersonalNumber      string `json:"personalNumber"`
}

var errPage = errors.New("not an object with the fields of a printed page: see mrz help compare")

// page reads the printed page. Its error has nothing of the text.
func (k *comparer) page(name string) (compare.VisualZone, error) {
	text, err := k.readAll(name)
	if err != nil {
		return compare.VisualZone{}, fmt.Errorf("%s: %w", inputName(name), err)
	}
	var p page
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	err = decoder.Decode(&p)
	if _, end := decoder.Token(); err != nil || end != io.EOF {
		return compare.VisualZone{}, fmt.Errorf("%s: %w", inputName(name), errPage)
	}
	return compare.VisualZone(p), nil
}

// personalDetails returns what data group 11 has of the printed page. Unknown parts of
// the date of birth are zeros there.
func personalDetails(g *emrtd.DG11) compare.VisualZone {
	v := compare.VisualZone{Name: string(g.FullName), PersonalNumber: g.PersonalNumber, DateOfBirth: string(g.DateOfBirth)}
	if s := g.DateOfBirth.Digits(); s != "" {
		parts := []string{s[:4], s[4:6], s[6:]}
		for i, part := range parts {
			if strings.Trim(part, "0") == "" {
				parts[i] = strings.Repeat("X", len(part))
			}
		}
		v.DateOfBirth = strings.Join(parts, "-")
	}
	return v
}

// valuesOf returns the values of a printed page by their field.
func valuesOf(v compare.VisualZone) func(mrz.Field) string {
	return func(f mrz.Field) string {
		switch f {
		case mrz.FieldDocumentCode:
			return v.DocumentCode
		case mrz.FieldIssuingState:
			return v.IssuingState
		case mrz.FieldPrimaryIdentifier:
			if v.PrimaryIdentifier == "" && v.SecondaryIdentifier == "" {
				return v.Name
			}
			return v.PrimaryIdentifier
		case mrz.FieldSecondaryIdentifier:
			if v.PrimaryIdentifier == "" && v.SecondaryIdentifier == "" {
				return v.Name
			}
			return v.SecondaryIdentifier
		case mrz.FieldDocumentNumber:
			return v.DocumentNumber
		case mrz.FieldNationality:
			return v.Nationality
		case mrz.FieldDateOfBirth:
			return v.DateOfBirth
		case mrz.FieldDateOfExpiry:
			return v.DateOfExpiry
		case mrz.FieldSex:
			return v.Sex
		}
		return v.PersonalNumber
	}
}

// zoneValue returns the data of a field of a zone, or its check digit.
func zoneValue(v view, f mrz.Field) string {
	if strings.HasSuffix(f.String(), "CheckDigit") || f == mrz.FieldCompositeCheckDigit {
		if digit, ok := v.doc.CheckDigit(f); ok {
			return string(rune(digit))
		}
	}
	return v.value(f)
}

// compared makes a comparison of a result, given the values of the other source.
func (k *comparer) compared(with string, d mrz.Document, r compare.Result, other func(mrz.Field) string) comparison {
	c := comparison{With: with, Verdict: r.Verdict, Fields: []comparedFields{}}
	show := func(f mrz.Field, s string) string {
		if k.redact && !public(f) {
			return masked
		}
		return strings.ToValidUTF8(s, string(utf8.RuneError))
	}
	for _, x := range r.Fields {
		f := comparedFields{
			Field: x.Field, Relation: x.Relation, Reason: x.Reason, Explanation: x.Reason.Explanation(),
			Zone: show(x.Field, zoneValue(view{doc: d}, x.Field)), Other: show(x.Field, other(x.Field)),
		}
		for _, p := range x.Places {
			f.Places = append(f.Places, comparedPlace{p.A, otherSpan(p.B)})
		}
		c.Fields = append(c.Fields, f)
	}
	return c
}

var comparedWith = map[string]string{
	"visual": "The printed page", "dg1": "The zone of the chip (DG1)", "dg11": "The personal details of the chip (DG11)",
}

var verdictWords = map[compare.Verdict]cell{
	compare.Agree:        {"✓ All that was compared agrees.", green},
	compare.Doubtful:     {"! Doubtful: a person should look.", yellow},
	compare.Disagree:     {"✗ They do not agree.", red},
	compare.Inconclusive: {"! Nothing was compared that tells people apart.", yellow},
}

// comparisons writes each comparison as a table, and the verdict as its last line.
func (s *screen) comparisons(d mrz.Document, all []comparison, verdict compare.Verdict) {
	s.paragraph(0, cell{view{doc: d}.title(), bold})
	for _, c := range all {
		s.heading(comparedWith[c.With])
		rows := [][]cell{{{"", dim}, {"Zone", dim}, {"Other", dim}, {"", dim}}}
		for _, f := range c.Fields {
			if f.Relation == compare.Absent && f.Reason != compare.ReasonUnreadable {
				continue
			}
			rows = append(rows, []cell{{label(d.Layout(), f.Field), dim}, {text: orNone(f.Zone)}, {text: orNone(printable(f.Other))}, relationCell(f)})
		}
		s.table(rows)
	}
	s.blank()
	s.line(verdictWords[verdict])
}

// relationCell says what one value is to the other, and where they differ.
func relationCell(f comparedFields) cell {
	words, c := "✓ "+f.Relation.String(), green
	switch {
	case f.Relation == compare.Different:
		words, c = "✗ different", red
	case f.Relation == compare.Near:
		words, c = "! near", yellow
	case f.Relation == compare.Absent:
		words, c = "! not compared", yellow
	}
	if f.Explanation != "" {
		words += ": " + f.Explanation
	}
	for i, p := range f.Places {
		if i == 0 {
			words += ";"
		} else {
			words += ","
		}
		words += " " + placeWords(mrz.Span{Line: p.Zone.Line, Column: p.Zone.Column, Len: max(p.Zone.Len, 1)})
	}
	return cell{words, c}
}
