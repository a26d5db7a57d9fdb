package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

// The exit codes. What each command counts as a failure stands in its help.
const (
	exitOK     = 0
	exitFailed = 1 // a finding of severity error, or one that --fail-on names
	exitUsage  = 2 // usage, or input that is no zone or cannot be read
)

// An app is what the commands share: the world around the program, so that a
// test can give them another one.
type app struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	now            func() time.Time
	getenv         func(string) string

	ascii bool // --ascii
}

// An exitError ends the program with a code and without a word: the command
// has said all that there is to say.
type exitError struct{ code int }

func (e exitError) Error() string { return fmt.Sprintf("exit code %d", e.code) }

// run runs the program and returns its exit code.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	a := &app{stdin: stdin, stdout: stdout, stderr: stderr, now: time.Now, getenv: os.Getenv}
	return a.run(args)
}

func (a *app) run(args []string) int {
	root := newRootCommand(a)
	root.SetArgs(append([]string{}, args...)) // cobra takes nil for os.Args
	err := root.Execute()
	if err == nil {
		return exitOK
	}
	var exit exitError
	if errors.As(err, &exit) {
		return exit.code
	}
	a.complain(err)
	return exitUsage
}

// complain prints an error for a person. What is in it may come from a file
// name or an argument, and must not reach a terminal as it is.
func (a *app) complain(err error) {
	fmt.Fprintf(a.stderr, "mrz: %s\n", printable(strings.ReplaceAll(err.Error(), "mrz: ", "")))
}

func newRootCommand(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:   "mrz",
		Short: "Read and verify machine readable zones of travel documents",
		Long: `Read and verify the machine readable zones of passports, identity cards, visas
and crew certificates, as ICAO Doc 9303 defines them.

Exit codes: 0 if all is well, 1 if something is wrong with a document, 2 for a
wrong use of the program and for input that is no zone or cannot be read.`,
		Example: `  mrz verify passport.txt        what a zone says, and what is wrong with it
  mrz verify --json < zones.txt  the same for programs, one object a line
  mrz help verify                all about a command`,
		Args:                       knownCommand,
		SuggestionsMinimumDistance: 2,
		DisableFlagsInUseLine:      true,
		SilenceErrors:              true,
		SilenceUsage:               true,
		RunE: func(c *cobra.Command, _ []string) error {
			c.SetOut(a.stderr)
			if err := c.Help(); err != nil {
				return err
			}
			return exitError{exitUsage}
		},
	}
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	root.PersistentFlags().BoolVar(&a.ascii, "ascii", false, "print nothing but ASCII")
	root.SetHelpCommand(newHelpCommand())
	root.SetUsageTemplate(strings.ReplaceAll(root.UsageTemplate(), ".FlagUsages", ".FlagUsagesWrapped 80"))
	root.AddGroup(&cobra.Group{ID: "zones", Title: "Zones:"}, &cobra.Group{ID: "facts", Title: "Facts:"})
	for _, c := range []*cobra.Command{newVerifyCommand(a), newParseCommand(a), newExplainCommand(a), newRepairCommand(a), newBulkCommand(a), newDedupCommand(a), newComposeCommand(a), newSurrogateCommand(a), newEMRTDCommand(a), newCompareCommand(a), newAPISCommand(a)} {
		c.GroupID = "zones"
		root.AddCommand(c)
	}
	for _, c := range []*cobra.Command{newCheckCommand(a), newStatesCommand(a), newTranslitCommand(a)} {
		c.GroupID = "facts"
		root.AddCommand(c)
	}
	root.AddCommand(newVersionCommand(a), newEvalCommand(a))
	return root
}

// newHelpCommand returns the command help, which unlike that of cobra fails
// for a command that does not exist.
func newHelpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Tell all about a command",
		ValidArgsFunction: func(c *cobra.Command, args []string, _ string) (names []string, _ cobra.ShellCompDirective) {
			if len(args) == 0 {
				for _, sub := range c.Root().Commands() {
					if sub.IsAvailableCommand() {
						names = append(names, sub.Name()+"\t"+sub.Short)
					}
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(c *cobra.Command, args []string) error {
			about, rest, err := c.Root().Find(args)
			if err != nil {
				return err
			}
			if about == c.Root() && len(rest) > 0 {
				return knownCommand(about, rest)
			}
			about.InitDefaultHelpFlag()
			return about.Help()
		},
	}
}

var commandLike = regexp.MustCompile(`^[a-z-]{1,20}$`)

// knownCommand is the error about a command that does not exist. It repeats
// only what looks like a command: the argument may be a zone or a number that
// someone typed without one.
func knownCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if !commandLike.MatchString(args[0]) {
		return errors.New("the first argument is no command: see mrz help")
	}
	hint := "see mrz help"
	if near := c.SuggestionsFor(args[0]); len(near) > 0 {
		hint = "did you mean " + strings.Join(near, " or ") + "?"
	}
	return fmt.Errorf("unknown command %q: %s", args[0], hint)
}
