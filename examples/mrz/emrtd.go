package main

import (
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"example.org/traveldoc/examples/internal/zone"
	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/emrtd"
	"example.org/traveldoc/mrz/repair"
)

func newEMRTDCommand(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "emrtd",
		Short: "The chip: keys from a zone, and data groups 1, 11 and 12",
		Long: `What the chip of an electronic travel document needs and holds: the keys that a
zone opens it with, and the data groups with the zone, personal details and
document details. No chip is talked to: data groups come from files.`,
		Args: knownCommand,
		RunE: func(c *cobra.Command, _ []string) error {
			c.SetOut(a.stderr)
			if err := c.Help(); err != nil {
				return err
			}
			return exitError{exitUsage}
		},
	}
	c.AddCommand(newKeysCommand(a), newDG1Command(a), newDetailsCommand(a, "dg11", "additional personal details", newDG11), newDetailsCommand(a, "dg12", "additional document details", newDG12))
	return c
}

func newKeysCommand(a *app) *cobra.Command {
	var json, find bool
	mend := repairing{}
	c := &cobra.Command{
		Use:   "keys [FILE | -]...",
		Short: "Derive the keys of a chip from a zone",
		Long: `Print the MRZ information of each zone and the keys that come from it (Doc
9303-11): those of Basic Access Control, and those of PACE for each cipher. Check
digits are taken as printed, right or wrong, since the chip has the same. Files are
those of mrz verify.

With --repair the input is text that a machine has read, and what is printed is
worth trying against the chip: the MRZ information of each candidate, the likeliest
of a zone first, each once. Of a zone that lacks lines, those with the number and the
dates are needed.

The output is secret: who has it and the document near him can read the chip.

Exit codes: 0; 2 if an input is no zone or cannot be read.`,
		Example: `  mrz emrtd keys passport.txt
  tesseract scan.png - --psm 6 | mrz emrtd keys --repair --json`,
		RunE: func(_ *cobra.Command, args []string) error {
			warned := false
			show := func(i emrtd.Information) error {
				if !warned {
					a.complain(errors.New("these are secrets: do not keep them in logs or files"))
					warned = true
				}
				return a.showKeys(i, json)
			}
			if !find {
				return a.eachZone(args, json, func(d mrz.Document) (bool, error) { return false, show(emrtd.MRZInformation(d)) })
			}
			if err := mend.check(); err != nil {
				return err
			}
			return a.failed(a.keysOfText(args, mend.options(), func(i emrtd.Information) error {
				if warned && !json {
					s := a.newScreen()
					s.rule()
					if err := a.print(s); err != nil {
						return err
					}
				}
				return show(i)
			}), json)
		},
	}
	c.Flags().BoolVar(&find, "repair", false, "find zones in text, and take what they may be")
	mend.add(c)
	addJSON(c, &json)
	return c
}

// keysOfText shows what is worth trying for the zones of texts.
func (a *app) keysOfText(names []string, o *repair.Options, show func(emrtd.Information) error) error {
	if len(names) == 0 {
		names = []string{"-"}
	}
	found, partly := false, false
	for _, name := range names {
		text, err := a.readAll(name)
		if err != nil {
			return fmt.Errorf("%s: %w", inputName(name), err)
		}
		documents := func(yield func(mrz.Document) bool) {
			for m := range repair.Find(text, o) {
				for _, c := range m.Candidates {
					if !hasKeys(c.Document, m.Missing) {
						partly = true
					} else if !yield(c.Document) {
						return
					}
				}
			}
		}
		for i := range emrtd.Passwords(documents) {
			found = true
			if err := show(i); err != nil {
				return err
			}
		}
	}
	switch {
	case found:
		return nil
	case partly:
		return errors.New("a part of a zone found, without the lines that keys come from")
	}
	return errors.New("no zone found")
}

// hasKeys reports whether what keys come from stands in the lines of a zone that are
// not missing.
func hasKeys(d mrz.Document, missing []int) bool {
	for _, f := range []mrz.Field{mrz.FieldDocumentNumber, mrz.FieldDateOfBirth, mrz.FieldDateOfExpiry} {
		if at, ok := d.Layout().Span(f); !ok || slices.Contains(missing, at.Line) {
			return false
		}
	}
	return true
}

// A chipKeys is what the command keys says, as its JSON.
type chipKeys struct {
	MRZInformation string `json:"mrzInformation"`
	BAC            struct {
		Seed       string `json:"kSeed"`
		Encryption string `json:"kEnc"`
		MAC        string `json:"kMac"`
	} `json:"bac"`
	PACE struct {
		Key struct {
			TripleDES string `json:"3des"`
			AES128    string `json:"aes128"`
			AES192    string `json:"aes192"`
			AES256    string `json:"aes256"`
		} `json:"kPi"`
	} `json:"pace"`
}

func (a *app) showKeys(i emrtd.Information, json bool) error {
	bac, pace := i.BACKeys(), i.PACEPassword()
	var k chipKeys
	k.MRZInformation = string(i.Bytes())
	k.BAC.Seed, k.BAC.Encryption, k.BAC.MAC = upperHex(bac.Seed.Bytes()), upperHex(bac.Encryption.Bytes()), upperHex(bac.MAC.Bytes())
	kPi := func(c emrtd.Cipher) string { return upperHex(pace.Key(c).Bytes()) }
	k.PACE.Key.TripleDES, k.PACE.Key.AES128 = kPi(emrtd.TripleDES), kPi(emrtd.AES128)
	k.PACE.Key.AES192, k.PACE.Key.AES256 = kPi(emrtd.AES192), kPi(emrtd.AES256)
	if json {
		return a.encode(k)
	}
	s := a.newScreen()
	for _, row := range [][2]string{
		{"MRZ information", k.MRZInformation},
		{"BAC K_seed", k.BAC.Seed}, {"BAC K_enc", k.BAC.Encryption}, {"BAC K_mac", k.BAC.MAC},
		{"PACE K_pi 3DES", k.PACE.Key.TripleDES}, {"PACE K_pi AES-128", k.PACE.Key.AES128},
		{"PACE K_pi AES-192", k.PACE.Key.AES192}, {"PACE K_pi AES-256", k.PACE.Key.AES256},
	} {
		s.line(cell{fmt.Sprintf("  %-17s  ", row[0]), dim}, cell{text: row[1]}) // in one piece, however narrow
	}
	return a.print(s)
}

func upperHex(b []byte) string { return strings.ToUpper(hex.EncodeToString(b)) }

func newDG1Command(a *app) *cobra.Command {
	v := &verifier{app: a}
	var encode, binary bool
	c := &cobra.Command{
		Use:   "dg1 [FILE | -]",
		Short: "The zone of data group 1, or the other way round",
		Long: `Decode data group 1, which repeats the zone, and verify the zone as mrz verify
does. The file is binary or hexadecimal. Whether it is the printed zone is for mrz
compare to say.

With --encode a zone is read and the data group printed, hexadecimal in a line
unless --binary is given.

Exit codes: those of mrz verify; 2 as well for what is no data group 1, with the
place of the byte.`,
		Example: `  mrz emrtd dg1 EF_DG1.bin
  mrz emrtd dg1 --encode passport.txt`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if encode {
				return a.eachZone(args, true, func(d mrz.Document) (bool, error) {
					return false, a.writeGroup(emrtd.AppendDG1(nil, d), binary)
				})
			}
			b, err := a.readGroup(args)
			if err != nil {
				return a.failed(err, v.json)
			}
			d, remarks, err := emrtd.DecodeDG1(b)
			if err != nil {
				return a.badGroup(err, v.json)
			}
			for _, r := range remarks {
				a.complain(errors.New(r.String()))
			}
			failed, err := v.show(d)
			if err == nil && failed {
				err = exitError{exitFailed}
			}
			return err
		},
	}
	v.judging.add(c)
	addEncode(c, &encode, &binary, "a zone")
	addRedact(c, &v.redact)
	addJSON(c, &v.json)
	return c
}

func addEncode(c *cobra.Command, encode, binary *bool, what string) {
	c.Flags().BoolVar(encode, "encode", false, "read "+what+", and print the data group")
	c.Flags().BoolVar(binary, "binary", false, "with --encode: print bytes, not hexadecimal digits")
}

// firstName returns the name of the input among at most one argument.
func firstName(args []string) string {
	if len(args) == 0 {
		return "-"
	}
	return args[0]
}

// readGroup reads a data group, binary or hexadecimal.
func (a *app) readGroup(args []string) ([]byte, error) {
	text, err := a.readAll(firstName(args))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", inputName(firstName(args)), err)
	}
	b, err := groupBytes(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", inputName(firstName(args)), err)
	}
	return b, nil
}

// groupBytes returns the bytes of a data group. A binary one has bytes that are no
// hexadecimal digits: a tag in front of its content.
func groupBytes(text string) ([]byte, error) {
	digits := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == ':' {
			return -1
		}
		return r
	}, text)
	if strings.Trim(digits, "0123456789abcdefABCDEF") != "" {
		return []byte(text), nil
	}
	b, err := hex.DecodeString(digits)
	if err != nil {
		return nil, errors.New("an odd number of hexadecimal digits")
	}
	return b, nil
}

func (a *app) writeGroup(b []byte, binary bool) error {
	out := b
	if !binary {
		out = []byte(upperHex(b) + "\n")
	}
	_, err := a.stdout.Write(out)
	return err
}

// badGroup reports what is no data group.
func (a *app) badGroup(err error, json bool) error {
	message := strings.TrimPrefix(err.Error(), "emrtd: ")
	a.complain(errors.New(message))
	if json {
		e := zone.Error{Kind: zone.TLV, Line: 1, Column: 1, Message: message}
		var syntax *emrtd.SyntaxError
		if errors.As(err, &syntax) {
			e.Column += syntax.Offset
		}
		if err := a.printJSON(zone.AppendError(nil, nil, e)); err != nil {
			return err
		}
	}
	return exitError{exitUsage}
}

func newDetailsCommand(a *app, name, what string, group func() *details) *cobra.Command {
	var encode, binary, redact, json bool
	c := &cobra.Command{
		Use:   name + " [FILE | -]",
		Short: "The " + what + " of data group " + name[2:] + ", or the other way round",
		Long: `Decode data group ` + name[2:] + `, ` + what + `, from a file that is binary or
hexadecimal, and print its fields. What chips do although the standard has it
otherwise is told, and nothing is lost for it; unknown objects are kept.

With --encode an object is read as --json prints it, and the data group printed,
hexadecimal in a line unless --binary is given. In JSON a value is a string, or
{"hex":…} for bytes that are no text, or {"bcd":…} for a date in BCD.

Exit codes: 0; 2 for what is no data group ` + name[2:] + `, with the place of the byte.`,
		Example: `  mrz emrtd ` + name + ` EF_` + strings.ToUpper(name) + `.bin
  mrz emrtd ` + name + ` --json EF_` + strings.ToUpper(name) + `.bin | mrz emrtd ` + name + ` --encode`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			g := group()
			if encode {
				text, err := a.readAll(firstName(args))
				if err == nil {
					err = g.unmarshal(text)
				}
				if err != nil {
					return fmt.Errorf("%s: %w", inputName(firstName(args)), err)
				}
				b, err := g.encode()
				if err != nil {
					return errors.New(strings.TrimPrefix(err.Error(), "emrtd: "))
				}
				return a.writeGroup(b, binary)
			}
			b, err := a.readGroup(args)
			if err != nil {
				return a.failed(err, json)
			}
			remarks, err := g.decode(b)
			if err != nil {
				return a.badGroup(err, json)
			}
			if json {
				return a.printJSON(g.marshal(remarks, redact))
			}
			s := a.newScreen()
			s.details(g, remarks, redact)
			return a.print(s)
		},
	}
	addEncode(c, &encode, &binary, "an object as --json prints it")
	addRedact(c, &redact)
	addJSON(c, &json)
	return c
}

// details writes a data group for a person.
func (s *screen) details(g *details, remarks []emrtd.Remark, redact bool) {
	s.paragraph(0, cell{g.title, bold})
	s.blank()
	show := func(text string) cell {
		if redact {
			return cell{text: masked}
		}
		return cell{text: printable(text)}
	}
	var rows [][]cell
	for _, f := range g.fields {
		if f.isNames() {
			for i, n := range *g.names {
				rows = append(rows, []cell{{fmt.Sprintf("%s %d", f.label, i+1), dim}, show(string(n))})
			}
		} else if *f.value != "" {
			rows = append(rows, []cell{{f.label, dim}, show(f.words())})
		}
	}
	for _, o := range *g.unknown {
		rows = append(rows, []cell{{"Tag " + o.Tag.String(), dim}, show(upperHex([]byte(o.Value)))})
	}
	if rows == nil {
		rows = [][]cell{{{"nothing", dim}}}
	}
	s.table(rows)
	if len(remarks) > 0 {
		s.heading("Remarks")
		rows = nil
		for _, r := range remarks {
			rows = append(rows, []cell{{r.Kind.String(), yellow}, {text: r.String()}})
		}
		s.table(rows)
	}
}
