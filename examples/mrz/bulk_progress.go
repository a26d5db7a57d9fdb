package main

import (
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// A progress shows how far the input has been read. A nil one shows nothing.
type progress struct{ bar *progressbar.ProgressBar }

// newProgress returns a progress on standard error if that is a terminal, and
// the results do not go to one as well, where the two would mix. total is the
// size of the input, or 0.
func newProgress(a *app, total int64, results bool) *progress {
	if !isTerminal(a.stderr) || results && isTerminal(a.stdout) {
		return nil
	}
	if total == 0 {
		total = -1
	}
	theme := progressbar.ThemeDefault
	if a.ascii || !a.utf8() {
		theme = progressbar.ThemeASCII
	}
	return &progress{progressbar.NewOptions64(total,
		progressbar.OptionSetTheme(theme),
		progressbar.OptionSetWriter(a.stderr),
		progressbar.OptionShowBytes(true),
		progressbar.OptionShowTotalBytes(true),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
	)}
}

func isTerminal(w any) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// set tells how many bytes have been read. It is no concern of the results
// that a terminal cannot be written to.
func (p *progress) set(read int64) {
	if p != nil {
		p.bar.Set64(read)
	}
}

func (p *progress) clear() {
	if p != nil {
		p.bar.Clear()
	}
}
