package main

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/text/language"

	"example.org/traveldoc/mrz/translit"
)

// A spelling is the flags of the commands that turn names into MRZ letters.
type spelling struct {
	lang    string
	letters string
	drop    bool
}

var letterStyles = map[string]translit.Option{
	"digraphs":    translit.Digraphs,
	"plain":       translit.Plain,
	"recoverable": translit.Recoverable,
}

func (f *spelling) add(c *cobra.Command) {
	c.Flags().StringVar(&f.lang, "lang", "", "the `language` of the names, with the issuing State as region: de, uk, tr-TR")
	c.Flags().StringVar(&f.letters, "letters", "", "how to spell Ä, Å, Ñ, Ö and Ü: digraphs, plain or recoverable (default as the region does)")
	c.Flags().BoolVar(&f.drop, "drop-unmapped", false, "leave out characters that have no letters, instead of failing")
	styles := []string{"digraphs", "plain", "recoverable"}
	complete(c, "letters", cobra.FixedCompletions(styles, cobra.ShellCompDirectiveNoFileComp))
}

func (f *spelling) tag() (language.Tag, error) {
	if f.lang == "" {
		return language.Und, nil
	}
	tag, err := language.Parse(f.lang)
	if err != nil {
		return language.Und, errors.New("--lang: not a language tag as de, uk or tr-TR")
	}
	return tag, nil
}

// transformer returns the Transformer that the flags ask for; what it drops is
// told to report.
func (f *spelling) transformer(report func(translit.RuneError)) (translit.Transformer, error) {
	tag, err := f.tag()
	if err != nil {
		return translit.Transformer{}, err
	}
	var opts []translit.Option
	if f.letters != "" {
		o, ok := letterStyles[f.letters]
		if !ok {
			return translit.Transformer{}, errors.New("--letters: digraphs, plain or recoverable")
		}
		opts = append(opts, o)
	}
	if f.drop {
		opts = append(opts, translit.DropUnmapped(report))
	}
	return translit.New(tag, opts...), nil
}

// firstLine returns a text without its line break.
func firstLine(s string) string { return strings.TrimRight(s, "\r\n") }
