package main

import (
	"github.com/spf13/cobra"

	"example.org/traveldoc/examples/internal/zone"
	"example.org/traveldoc/mrz"
)

func newParseCommand(a *app) *cobra.Command {
	var day asOf
	var redact, json bool
	c := &cobra.Command{
		Use:   "parse [FILE | -]...",
		Short: "Say what a zone says, without judging it",
		Long: `Read zones and print their fields, whatever is wrong with them. Files are those
of mrz verify.

With --json each zone is an object in a line of its own: that of mrz verify
without validity, checks, findings and ok.

Exit codes: 0 if every input holds zones and nothing else, 2 if not.`,
		Example: `  mrz parse passport.txt
  mrz parse --json --redact < zones.txt`,
		RunE: func(_ *cobra.Command, args []string) error {
			return a.eachZone(args, json, func(d mrz.Document) (bool, error) {
				if json {
					return false, a.printJSON(zone.Append(nil, d, mrz.Report{}, zone.Options{AsOf: day.day(a), Redact: redact}))
				}
				s := a.newScreen()
				v := view{doc: d, asOf: day.day(a), redact: redact}
				s.paragraph(0, cell{v.title(), bold})
				s.blank()
				s.draw(v.lines(), nil)
				s.blank()
				s.table(v.fields())
				s.blank()
				s.paragraph(0, cell{"Not verified. Dates as of " + dayWords(v.asOf) + ".", dim})
				return false, a.print(s)
			})
		},
	}
	day.add(c)
	addRedact(c, &redact)
	addJSON(c, &json)
	return c
}
