package main

import (
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"example.org/traveldoc/mrz/state"
	"example.org/traveldoc/mrz/translit"
)

// standard is the edition of the standard that the rules are taken from.
const standard = "ICAO Doc 9303, 8th edition (2021), with amendments up to February 2026"

// A version is what the program is made of, as its JSON.
type version struct {
	Schema   int    `json:"schema"`
	Module   string `json:"module"`
	Version  string `json:"version"`
	Revision string `json:"revision,omitempty"`
	Time     string `json:"time,omitempty"`
	Modified bool   `json:"modified,omitempty"` // the source differs from the revision
	Go       string `json:"go"`
	Platform string `json:"platform"`
	Standard string `json:"standard"`
	States   string `json:"states"`
	Letters  string `json:"letters"`
}

func newVersionCommand(a *app) *cobra.Command {
	var json bool
	c := &cobra.Command{
		Use:   "version",
		Short: "Say what this program is made of",
		Example: `  mrz version
  mrz version --json`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			v := currentVersion()
			if json {
				return a.encode(v)
			}
			revision := v.Revision
			if v.Modified {
				revision += ", modified"
			}
			s := a.newScreen()
			var rows [][]cell
			for _, row := range [][2]string{
				{"Module", v.Module}, {"Version", v.Version}, {"Revision", revision}, {"Time", v.Time},
				{"Go", v.Go + " " + v.Platform}, {"Standard", v.Standard}, {"States", v.States}, {"Letters", v.Letters},
			} {
				if row[1] != "" {
					rows = append(rows, []cell{{row[0], dim}, {row[1], plain}})
				}
			}
			s.table(rows)
			return a.print(s)
		},
	}
	addJSON(c, &json)
	return c
}

func currentVersion() version {
	v := version{
		Schema: 1, Version: "unknown", Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH,
		Standard: standard, States: state.Edition, Letters: translit.Edition,
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return v
	}
	v.Module, v.Version = info.Main.Path, info.Main.Version
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			v.Revision = s.Value
		case "vcs.time":
			v.Time = s.Value
		case "vcs.modified":
			v.Modified = s.Value == "true"
		}
	}
	return v
}
