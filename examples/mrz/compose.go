package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"example.org/traveldoc/examples/internal/zone"
	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/compose"
)

func newComposeCommand(a *app) *cobra.Command {
	k := &composer{app: a}
	c := &cobra.Command{
		Use:   "compose",
		Short: "Write a zone",
		Long: `Compose a zone from the particulars of a holder. Names may be in national letters.
A name that does not fit is cut as Doc 9303 wants it; what the zone could not hold
is told on the standard error, or under "report" with --json.

With --from the fields come from a file (- is the standard input): an object as
under "fields" of mrz verify --json, or all that mrz verify --json prints of a
zone. Flags override it. Particulars in flags show in the list of processes, those
in a file do not.

--truncate says how to cut: plain keeps as much as possible from the front;
initials cuts primary components to initials, from the last one on; fixed:6 cuts
them to six letters; lengths:9,7,7,6/5,0 gives the letters of each component, those
of the secondary identifier behind the slash.

Exit codes: 0; 2 if no zone can be made of the fields.`,
		Example: `  mrz compose --layout TD3 --document-code P --issuing-state UTO --document-number L898902C3 \
    --nationality UTO --date-of-birth 740812 --sex F --date-of-expiry 300415 \
    --primary-identifier Eriksson --secondary-identifier 'Anna Maria'
  mrz verify --json passport.txt | mrz compose --from -`,
		Args: cobra.NoArgs,
		RunE: k.run,
	}
	f := c.Flags()
	f.TextVar(&k.layout, "layout", mrz.TD3, "the `layout`: TD1, TD2, TD3, MRV-A or MRV-B")
	for _, x := range k.fields() {
		f.StringVar(x.value, x.flag, "", x.usage)
	}
	f.StringVar(&k.from, "from", "", "read the fields from a JSON `file`")
	f.StringVar(&k.truncate, "truncate", "plain", "how to cut a name that does not fit: plain, initials, fixed:`n` or lengths:n,n/n,n")
	f.BoolVar(&k.zero, "zero-digit", false, "write 0 for the check digit of blank optional data of a TD3, not a filler")
	completeLayout(c)
	k.spelling.add(c)
	k.day.add(c)
	addRedact(c, &k.redact)
	addJSON(c, &k.json)
	return c
}

// A composer is the command compose.
type composer struct {
	*app
	spelling
	day            asOf
	layout         mrz.Layout
	flags          mrz.Fields
	from, truncate string
	zero           bool
	redact, json   bool
}

type composeFlag struct {
	flag, usage string
	value       *string
	of          func(*mrz.Fields) *string
}

// fields are the flags of the fields.
func (k *composer) fields() []composeFlag {
	flags := []composeFlag{
		{flag: "document-code", usage: "the document `code`: P, I, V ...", of: func(f *mrz.Fields) *string { return &f.DocumentCode }},
		{flag: "issuing-state", usage: "the `code` of the issuing State", of: func(f *mrz.Fields) *string { return &f.IssuingState }},
		{flag: "primary-identifier", usage: "the primary identifier, as a rule the family `name`", of: func(f *mrz.Fields) *string { return &f.PrimaryIdentifier }},
		{flag: "secondary-identifier", usage: "the secondary identifier, as a rule the given `names`", of: func(f *mrz.Fields) *string { return &f.SecondaryIdentifier }},
		{flag: "document-number", usage: "the document `number`", of: func(f *mrz.Fields) *string { return &f.DocumentNumber }},
		{flag: "nationality", usage: "the `code` of the nationality", of: func(f *mrz.Fields) *string { return &f.Nationality }},
		{flag: "date-of-birth", usage: "the `date` of birth, YYMMDD with << for unknown parts, or YYYY-MM-DD", of: func(f *mrz.Fields) *string { return &f.DateOfBirth }},
		{flag: "sex", usage: "the `sex`: M, F or X", of: func(f *mrz.Fields) *string { return &f.Sex }},
		{flag: "date-of-expiry", usage: "the `date` of expiry, YYMMDD or YYYY-MM-DD", of: func(f *mrz.Fields) *string { return &f.DateOfExpiry }},
		{flag: "optional-data", usage: "the optional `data`", of: func(f *mrz.Fields) *string { return &f.OptionalData }},
		{flag: "optional-data-2", usage: "the optional `data` of the second line of a TD1", of: func(f *mrz.Fields) *string { return &f.OptionalData2 }},
	}
	for i := range flags {
		flags[i].value = flags[i].of(&k.flags)
	}
	return flags
}

func (k *composer) run(c *cobra.Command, _ []string) error {
	fields := k.flags
	day := k.day.day(k.app)
	o := &compose.Options{AsOf: day, ZeroDigit: k.zero}
	if k.from != "" {
		from, err := k.read(k.from)
		if err != nil && k.json {
			k.complain(err)
			if err := k.printJSON(zone.AppendError(nil, nil, zone.Error{Kind: zone.JSON, Line: 1, Column: 1, Message: errFrom.Error()})); err != nil {
				return err
			}
			return exitError{exitUsage}
		} else if err != nil {
			return err
		}
		fields = from.Fields
		for _, x := range k.fields() {
			if c.Flags().Changed(x.flag) {
				*x.of(&fields) = *x.value
			}
		}
		if from.Layout != 0 && !c.Flags().Changed("layout") {
			k.layout = from.Layout
		}
		if !c.Flags().Changed("zero-digit") {
			o.ZeroDigit = from.zeroDigit()
		}
	}
	var err error
	if o.Names, err = k.transformer(nil); err != nil {
		return err
	}
	if o.Cut, err = cutOf(k.truncate); err != nil {
		return err
	}
	d, report, err := compose.Document(k.layout, fields, o)
	var all compose.Errors
	if errors.As(err, &all) {
		for _, e := range all {
			k.complain(fmt.Errorf("%v: %s", e.Field, strings.Replace(e.Err.Error(), "translit: ", "", 1)))
		}
		return exitError{exitUsage}
	} else if err != nil {
		return err
	}
	if k.json {
		b := zone.Append(nil, d, d.Verify(&mrz.VerifyOptions{AsOf: day}), zone.Options{AsOf: day, Redact: k.redact})
		return k.printJSON(appendReport(b[:len(b)-1], report))
	}
	lines := d.Lines()
	if k.redact {
		lines = d.Mask()
	}
	if _, err := io.WriteString(k.stdout, strings.Join(lines, "\n")+"\n"); err != nil {
		return err
	}
	for _, c := range report.Changes {
		k.complain(changeWords(c))
	}
	return nil
}

// appendReport ends the object of a zone with what it could not hold.
func appendReport(b []byte, r compose.Report) []byte {
	b = append(b, `,"report":[`...)
	for i, c := range r.Changes {
		if i > 0 {
			b = append(b, ',')
		}
		b = fmt.Appendf(b, `{"field":%q,"kind":%q,"component":%d,"kept":%d,"lost":%d`, c.Field, c.Kind, c.Component, c.Kept, c.Lost)
		if c.NoLetters {
			b = append(b, `,"noLetters":true`...)
		}
		b = append(b, '}')
	}
	return append(b, "]}"...)
}

// changeWords tells a person what has become of a component.
func changeWords(c compose.Change) error {
	what := ""
	switch {
	case c.Kind == compose.Shortened:
		what = fmt.Sprintf("cut to %d of %d letters", c.Kept, c.Kept+c.Lost)
	case c.Kind == compose.Alternative:
		what = fmt.Sprintf("%d letters could be spelled otherwise", c.Kept)
		if c.Kept == 1 {
			what = "a letter could be spelled otherwise"
		}
	case c.NoLetters:
		what = fmt.Sprintf("%d characters without letters left out", c.Lost)
		if c.Lost == 1 {
			what = "a character without letters left out"
		}
	default:
		what = "left out"
	}
	return fmt.Errorf("%v, component %d: %s", c.Field, c.Component, what)
}

// A composeInput is what --from reads.
type composeInput struct {
	mrz.Fields
	Layout mrz.Layout
	Checks []struct {
		Field   mrz.Field
		Verdict string
		Printed string
	}
}

// zeroDigit reports whether blank optional data had the check digit 0.
func (in composeInput) zeroDigit() bool {
	for _, c := range in.Checks {
		if c.Field == mrz.FieldOptionalData && c.Printed == "0" {
			return true
		}
	}
	return false
}

var errFrom = errors.New("not the fields of a zone as mrz verify --json prints them")

// read reads an object of fields, or of a zone.
func (k *composer) read(name string) (in composeInput, err error) {
	text, err := k.readAll(name)
	if err != nil {
		return in, fmt.Errorf("%s: %w", name, err)
	}
	// What is no string, and what goes on behind the object, is left to the
	// decoder; its errors quote the input and are not repeated.
	var whole struct {
		Layout mrz.Layout      `json:"layout"`
		Fields json.RawMessage `json:"fields"`
		Checks json.RawMessage `json:"checks"`
	}
	if json.Unmarshal([]byte(text), &whole) != nil {
		return in, fmt.Errorf("%s: %w", name, errFrom)
	}
	fields := []byte(text)
	if whole.Fields != nil {
		fields, in.Layout = whole.Fields, whole.Layout
		if whole.Checks != nil && json.Unmarshal(whole.Checks, &in.Checks) != nil {
			return in, fmt.Errorf("%s: %w", name, errFrom)
		}
	}
	d := json.NewDecoder(strings.NewReader(string(fields)))
	d.DisallowUnknownFields()
	if d.Decode(&in.Fields) != nil {
		return in, fmt.Errorf("%s: %w", name, errFrom)
	}
	return in, nil
}

var errTruncate = errors.New("--truncate: plain, initials, fixed:6 or lengths:9,7,7,6/5,0")

// cutOf returns the Cut of a flag.
func cutOf(s string) (compose.Cut, error) {
	how, rest, _ := strings.Cut(s, ":")
	switch {
	case s == "plain":
		return compose.CutPlain, nil
	case s == "initials":
		return compose.CutInitials, nil
	case how == "fixed":
		n, err := strconv.Atoi(rest)
		if err != nil || n < 1 {
			return nil, errTruncate
		}
		return compose.CutFixed(n), nil
	case how == "lengths":
		var lengths [2][]int
		for i, part := range strings.SplitN(rest, "/", 2) {
			for word := range strings.SplitSeq(part, ",") {
				n, err := strconv.Atoi(word)
				if err != nil || n < 0 {
					return nil, errTruncate
				}
				lengths[i] = append(lengths[i], n)
			}
		}
		return compose.CutLengths(lengths[0], lengths[1]), nil
	}
	return nil, errTruncate
}
