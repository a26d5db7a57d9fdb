package main

import (
	"github.com/spf13/cobra"

	"example.org/traveldoc/examples/internal/records"
	"example.org/traveldoc/mrz"
)

// An asOf is the flag --as-of: the day on which documents are looked at.
type asOf struct{ date mrz.CalendarDate }

func (f *asOf) add(c *cobra.Command) {
	c.Flags().TextVar(&f.date, "as-of", mrz.CalendarDate{}, "look at documents on this `day`, as 2026-11-23 (default today)")
}

// day returns the day of the flag, or else today's, here. It is the only place
// where the program asks what day it is.
func (f *asOf) day(a *app) mrz.CalendarDate {
	if f.date.IsZero() {
		return mrz.DateOf(a.now())
	}
	return f.date
}

// A judging is the flags of the commands that verify zones.
type judging struct {
	asOf
	issued mrz.CalendarDate
	strict bool
	failOn records.FailOn
}

func (f *judging) add(c *cobra.Command) {
	f.asOf.add(c)
	c.Flags().TextVar(&f.issued, "issued", mrz.CalendarDate{}, "the `day` of issue, if the printed page or the chip tells it")
	c.Flags().BoolVar(&f.strict, "strict", false, "take warnings about lists and structure for errors")
	c.Flags().Var(&f.failOn, "fail-on", "fail for documents with a finding of this kind too: warning or expired")
	complete(c, "fail-on", cobra.FixedCompletions([]string{string(records.FailOnWarning), string(records.FailOnExpired)}, cobra.ShellCompDirectiveNoFileComp))
}

// options returns what to ask of Verify.
func (f *judging) options(a *app) *mrz.VerifyOptions {
	o := &mrz.VerifyOptions{AsOf: f.day(a), Issued: f.issued}
	if f.strict {
		o.Severities = mrz.StrictSeverities()
	}
	return o
}

func addRedact(c *cobra.Command, redact *bool) {
	c.Flags().BoolVar(redact, "redact", false, "mask what tells who the holder is: number, names, dates, optional data and their check digits")
}

func addJSON(c *cobra.Command, json *bool) {
	c.Flags().BoolVar(json, "json", false, "print JSON for programs, one object a line")
}

// complete sets what a shell offers for a flag. It panics if the flag does not
// exist, which every test would see.
func complete(c *cobra.Command, flag string, f cobra.CompletionFunc) {
	if err := c.RegisterFlagCompletionFunc(flag, f); err != nil {
		panic(err)
	}
}

// completeLayout offers the layouts for the flag --layout.
func completeLayout(c *cobra.Command) {
	complete(c, "layout", func(*cobra.Command, []string, string) (names []string, _ cobra.ShellCompDirective) {
		for l := range mrz.Layouts() {
			names = append(names, l.String())
		}
		return names, cobra.ShellCompDirectiveNoFileComp
	})
}
