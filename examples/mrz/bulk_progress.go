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

// The time between two lines of --progress log, and between two looks of a bar.
const (
	logEvery = 10 * time.Second
	barEvery = 100 * time.Millisecond
)

// A progress shows how far the input has been read. A nil one shows nothing.
type progress struct {
	w     io.Writer
	now   func() time.Time
	total int64 // bytes of all input, packed as they are, or 0 if that is not known
	done  int64 // those of inputs that an earlier run has come to the end of
	every time.Duration
	bar   *progressbar.ProgressBar // nil for lines

	first point // where this run began: what was done before took no time
	last  point // what was told last
}

// A point is how far it is at a time.
type point struct {
	at      time.Time
	read    int64 // bytes
	records int
}

// newProgress returns a progress on standard error for a run that begins at a place,
// after some records. A bar is for a terminal, and for results that do not go to one as
// well, where the two would mix.
func newProgress(a *app, files []string, sizes []int64, from place, records int, mode string, results bool) *progress {
	p := &progress{w: a.stderr, now: a.now, every: logEvery}
	p.total, p.done = inputTotal(a, files, sizes, from)
	if mode != progressLog {
		if mode == progressNone || !isTerminal(a.stderr) || results && isTerminal(a.stdout) {
			return nil
		}
		p.every = barEvery
		p.bar = newBar(a.stderr, p.total, a.ascii || !a.utf8() || a.getenv("TERM") == "dumb")
	}
	if records > 0 {
		// There is nothing to tell until the part that is done has been read over.
		p.show(fmt.Sprintf("going on after %d records", records), p.done)
	}
	return p
}

// newBar returns a bar for a terminal. It says what it is told, and not the speed and
// the time that it would reckon: it does not know where this run began.
func newBar(w io.Writer, total int64, ascii bool) *progressbar.ProgressBar {
	theme := progressbar.ThemeDefault
	if ascii {
		theme = progressbar.ThemeASCII
	}
	if total == 0 {
		total = -1
	}
	return progressbar.NewOptions64(total,
		progressbar.OptionSetWriter(w),
		progressbar.OptionSetTheme(theme),
		progressbar.OptionSetWidth(30),
		progressbar.OptionShowDescriptionAtLineEnd(),
		progressbar.OptionSetElapsedTime(false),
		progressbar.OptionSetPredictTime(false),
		progressbar.OptionSetSpinnerChangeInterval(0), // it turns when it is told something
		progressbar.OptionSetRenderBlankState(false),
	)
}

func isTerminal(w any) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// inputTotal returns the bytes of all input, or 0 if that is not known, and of those in
// front of a place that are not read any more.
func inputTotal(a *app, files []string, sizes []int64, from place) (total, done int64) {
	for i, size := range sizes {
		if files[i] == stdinName {
			if info, err := statStream(a.stdin); err == nil && info.Mode().IsRegular() {
				size = info.Size()
			}
		}
		if size < 0 {
			return 0, 0
		}
		total += size
		if i < from.File {
			done += size
		}
	}
	return total, done
}

// set tells how many bytes this run has read, and how many records there were. It is no
// concern of the results that a terminal cannot be written to.
func (p *progress) set(read int64, records int) {
	if p == nil {
		return
	}
	now := point{p.now(), p.done + read, records}
	switch {
	case p.first.at.IsZero():
		p.first, p.last = now, now
		return
	case now.at.Sub(p.last.at) < p.every:
		return
	}
	since := p.last
	if p.bar != nil {
		since = p.first // for a number that can be read
	}
	text := fmt.Sprintf("%d records, %.0f a second", records, float64(records-since.records)/now.at.Sub(since.at).Seconds())
	if p.total > 0 {
		text += fmt.Sprintf(", %.1f %%", 100*min(1, float64(now.read)/float64(p.total)))
		if took := now.at.Sub(p.first.at); took >= time.Second && now.read > p.first.read {
			left := time.Duration(float64(took) * float64(max(0, p.total-now.read)) / float64(now.read-p.first.read))
			text += fmt.Sprintf(", %s left", left.Round(time.Second))
		}
	}
	p.last = now
	p.show(text, now.read)
}

// show writes a line, or a bar over the one before.
func (p *progress) show(text string, read int64) {
	if p.bar == nil {
		fmt.Fprintln(p.w, "mrz: "+text)
		return
	}
	if p.total > 0 {
		p.bar.Set64(min(read, p.total-1)) // a full one would say no more
	}
	p.bar.Describe(text)
}

// clear takes the bar away.
func (p *progress) clear() {
	if p != nil && p.bar != nil {
		p.bar.Clear()
	}
}
