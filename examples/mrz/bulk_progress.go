package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// What --progress can be.
const (
	progressAuto = "auto" // a bar on a terminal
	progressLog  = "log"  // a line now and then, for a file
	progressNone = "none"
)

var progressModes = []string{progressAuto, progressLog, progressNone}

// logEvery is the time between two lines of --progress log.
const logEvery = 10 * time.Second

// A progress shows how far the input has been read. A nil one shows nothing.
type progress struct {
	bar *progressbar.ProgressBar
	log *progressLogger
}

// newProgress returns a progress on standard error. A bar is for a terminal, and for
// results that do not go to one as well, where the two would mix. total is the size of
// the input, or 0.
func newProgress(a *app, total int64, mode string, results bool) *progress {
	if mode == progressLog {
		return &progress{log: &progressLogger{w: a.stderr, now: a.now, total: total, begun: a.now(), last: a.now()}}
	}
	if mode == progressNone || !isTerminal(a.stderr) || results && isTerminal(a.stdout) {
		return nil
	}
	if total == 0 {
		total = -1
	}
	theme := progressbar.ThemeDefault
	if a.ascii || !a.utf8() {
		theme = progressbar.ThemeASCII
	}
	return &progress{bar: progressbar.NewOptions64(total,
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

// set tells how many bytes have been read, and how many records they were. It is no
// concern of the results that a terminal cannot be written to.
func (p *progress) set(read int64, records int) {
	switch {
	case p == nil:
	case p.log != nil:
		p.log.set(read, records)
	default:
		p.bar.Set64(read)
	}
}

func (p *progress) clear() {
	if p != nil && p.bar != nil {
		p.bar.Clear()
	}
}

// A progressLogger writes a line now and then.
type progressLogger struct {
	w           io.Writer
	now         func() time.Time
	total       int64 // 0 if it is not known
	begun, last time.Time
	before      int // records at the last line
}

func (l *progressLogger) set(read int64, records int) {
	now := l.now()
	since := now.Sub(l.last)
	if since < logEvery {
		return
	}
	line := fmt.Sprintf("mrz: %d records, %.0f a second", records, float64(records-l.before)/since.Seconds())
	if l.total > 0 && read > 0 {
		left := time.Duration(float64(now.Sub(l.begun)) * float64(l.total-read) / float64(read))
		line += fmt.Sprintf(", %.1f %%, %s left", 100*float64(read)/float64(l.total), left.Round(time.Second))
	}
	fmt.Fprintln(l.w, line)
	l.last, l.before = now, records
}
