package mrz_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"
	"unicode/utf8"

	"example.org/traveldoc/mrz"
)

// This is the slow reader: records of a stream of lines, straight from the
// sentences about --in lines in the design, written without regard to speed.

// A refLine is a line of a stream. Its end is where its line break begins.
type refLine struct {
	number     int // from 1
	start, end int // offsets
	next       int // behind the line break
	text       string
	width      int  // in characters
	long       bool // over 4096 bytes
}

// A refRecord is a record of a stream: a zone, or an error.
type refRecord struct {
	layout       string
	rows         []string
	err          error // the sentinel
	line, column int   // of the error
	first, last  refLine
}

func refLines(data string) []refLine {
	at := 0
	if strings.HasPrefix(data, "\uFEFF") { // a byte order mark at the beginning is no part of a line
		at = len("\uFEFF")
	}
	var lines []refLine
	for at < len(data) {
		l := refLine{number: len(lines) + 1, start: at, end: len(data), next: len(data)}
		if i := refBreak.FindStringIndex(data[at:]); i != nil {
			l.end, l.next = at+i[0], at+i[1]
		}
		l.long = l.end-l.start > 4096
		l.text = strings.Trim(data[l.start:l.end], " \t\x02\x03")
		l.width = utf8.RuneCountInString(l.text)
		lines = append(lines, l)
		at = l.next
	}
	return lines
}

// refLinesOf gives the number of lines of the zones that have lines of this
// width, or 0. Lines of 36 or 44 stand in pairs, of 30 in threes, of 72, 88 or
// 90 alone.
func refLinesOf(width int, forced *refLayout) int {
	if forced != nil {
		switch width {
		case forced.length:
			return forced.lines
		case forced.length * forced.lines:
			return 1
		}
		return 0
	}
	return map[int]int{36: 2, 44: 2, 30: 3, 72: 1, 88: 1, 90: 1}[width]
}

// refReadsAsFirst tells whether a line, where a second or third one is due,
// reads as a first line: it begins with a letter and, in zones of two lines, has
// hardly a digit behind the first five places, since it holds a name and not two
// dates; in those of three, hardly a digit in the first five places and some
// behind them, since it holds a number and neither dates nor a name.
func refReadsAsFirst(l refLine) bool {
	if !strings.ContainsAny(l.text[:1], refLetters) {
		return false
	}
	head, tail := l.text, ""
	if len(l.text) > 5 {
		head, tail = l.text[:5], l.text[5:]
	}
	if l.width == 30 {
		return countDigits(head) <= 1 && countDigits(tail) >= 3
	}
	return countDigits(tail) <= 3
}

func countDigits(s string) (n int) {
	for _, c := range []byte(s) {
		if strings.IndexByte(refDigits, c) >= 0 {
			n++
		}
	}
	return n
}

// refRead gives the records of a stream. A blank line starts afresh. A line that
// can't continue the open group (another length, or it reads as a first line)
// ends that group as one error and starts anew; a line of no legal length is one
// error; and a group that the stream cuts off is one.
func refRead(data string, forced *refLayout) (records []refRecord) {
	var group []refLine
	endGroup := func() {
		if n := len(group); n > 0 {
			records = append(records, refRecord{err: mrz.ErrLineCount, line: n + 1, column: 1, first: group[0], last: group[n-1]})
		}
		group = nil
	}
	for _, l := range refLines(data) {
		if l.text == "" && !l.long {
			endGroup()
			continue
		}
		n := refLinesOf(l.width, forced)
		if l.long {
			n = 0
		}
		if len(group) > 0 && (n <= 1 || l.width != group[0].width || refReadsAsFirst(l)) {
			endGroup()
		}
		if n == 0 {
			records = append(records, refRecord{err: mrz.ErrLineLength, line: 1, column: refSurplus(l, forced), first: l, last: l})
			continue
		}
		if group = append(group, l); len(group) == n {
			records = append(records, refZoneOf(group, forced))
			group = nil
		}
	}
	endGroup()
	return records
}

// refSurplus gives the column of the first character that is missing or too
// many in a line of no legal length: the one that is meant is the nearest.
func refSurplus(l refLine, forced *refLayout) int {
	widths := []int{30, 36, 44, 72, 88, 90}
	if forced != nil {
		widths = []int{forced.length, forced.length * forced.lines}
	}
	if l.long {
		return widths[len(widths)-1] + 1
	}
	best := widths[0]
	for _, w := range widths {
		if max(l.width-w, w-l.width) < max(l.width-best, best-l.width) {
			best = w
		}
	}
	return min(l.width, best) + 1
}

// refZoneOf lays out the lines of a group.
func refZoneOf(group []refLine, forced *refLayout) refRecord {
	r := refRecord{first: group[0], last: group[len(group)-1]}
	texts := []string{}
	for _, l := range group {
		texts = append(texts, l.text)
	}
	l, rows, syntax := refParse(strings.Join(texts, "\n"))
	switch {
	case syntax != nil:
		r.err, r.line, r.column = syntax.err, syntax.line, syntax.column
	case forced != nil:
		r.layout, r.rows = forced.name, rows
	default:
		r.layout, r.rows = l.name, rows
	}
	return r
}

// A streamReader is a Reader, or one that reads with its blocks.
type streamReader interface {
	Read() (mrz.Document, error)
	Line() int
	InputOffset() int64
}

// ways are the ways to read a stream, which must give the same.
var ways = []struct {
	name string
	open func(r *mrz.Reader) streamReader
}{
	{"read", func(r *mrz.Reader) streamReader { return r }},
	{"blocks", func(r *mrz.Reader) streamReader { return &blocksReader{parent: r, now: r} }},
	{"both in turn", func(r *mrz.Reader) streamReader { return &blocksReader{parent: r, now: r, between: 2} }},
}

// A blocksReader reads block after block, and some records between two of them
// without.
type blocksReader struct {
	parent, now *mrz.Reader
	between     int
	reads       int // left before the next block
}

func (b *blocksReader) Line() int          { return b.now.Line() }
func (b *blocksReader) InputOffset() int64 { return b.now.InputOffset() }

func (b *blocksReader) Read() (mrz.Document, error) {
	for {
		if b.now != b.parent {
			if d, err := b.now.Read(); err != io.EOF {
				return d, err
			}
			b.reads = b.between
		}
		if b.reads > 0 {
			b.reads--
			b.now = b.parent
			return b.parent.Read()
		}
		b.now = nil
		for block, err := range b.parent.Blocks() {
			if err != nil {
				return mrz.Document{}, err
			}
			b.now = block
			break
		}
		if b.now == nil {
			b.now = b.parent
			return mrz.Document{}, io.EOF
		}
	}
}

// compareWays reads a stream in all ways, and tells where one differs from the slow
// reader.
func compareWays(cut func(io.Reader) io.Reader, data string, layout mrz.Layout) (differences []string) {
	for _, way := range ways {
		r := mrz.NewReader(cut(strings.NewReader(data)))
		r.Layout = layout
		for _, d := range compareStream(way.open(r), data, layout) {
			differences = append(differences, way.name+": "+d)
		}
	}
	return differences
}

// compareStream reads a stream, and tells where it differs from the slow reader.
func compareStream(reader streamReader, data string, layout mrz.Layout) (differences []string) {
	differ := func(format string, args ...any) { differences = append(differences, fmt.Sprintf(format, args...)) }
	var forced *refLayout
	if layout != 0 {
		forced = layoutTables[layout-1].table
	}
	want := refRead(data, forced)
	if reader.Line() != 0 || reader.InputOffset() != 0 {
		differ("Line %d, InputOffset %d before the first Read", reader.Line(), reader.InputOffset())
	}
	var docs []mrz.Document
	for i, w := range want {
		d, err := reader.Read()
		docs = append(docs, d)
		if err == io.EOF {
			differ("record %d of %d, line %d: EOF", i+1, len(want), w.first.number)
			return differences
		}
		if reader.Line() != w.first.number {
			differ("record %d: line %d; want %d", i+1, reader.Line(), w.first.number)
		}
		// The offset lies behind the record and before the next line that is
		// not blank: whether a LF that follows a CR has been read is not fixed.
		if at := int(reader.InputOffset()); at < w.last.end || at > w.last.next {
			differ("record %d, line %d: offset %d; want %d to %d", i+1, w.first.number, at, w.last.end, w.last.next)
		}
		var syntax *mrz.SyntaxError
		switch {
		case err == nil:
			if w.err != nil {
				differ("record %d, line %d: a zone; want %v", i+1, w.first.number, w.err)
			} else if d.Layout().String() != w.layout || !slices.Equal(d.Lines(), w.rows) {
				differ("record %d, line %d: %v, or other lines; want %v", i+1, w.first.number, d.Layout(), w.layout)
			}
		case !errors.As(err, &syntax):
			differ("record %d, line %d: %T is no *SyntaxError", i+1, w.first.number, err)
		case syntax.Err != w.err || syntax.Line != w.line || syntax.Column != w.column:
			differ("record %d, line %d: %v; want %v at %d:%d", i+1, w.first.number, err, w.err, w.line, w.column)
		case !d.IsZero():
			differ("record %d, line %d: a document beside the error", i+1, w.first.number)
		}
		if len(differences) > 5 {
			return differences
		}
	}
	for range 3 {
		d, err := reader.Read()
		if err != io.EOF || !d.IsZero() {
			differ("after %d records: %v; want EOF", len(want), err)
			break
		}
	}
	// What was read first has stayed as it was.
	for i, w := range want {
		if w.err == nil && !slices.Equal(docs[i].Lines(), w.rows) {
			differ("record %d has changed", i+1)
			break
		}
	}
	return differences
}

// chunkings are ways to hand out the same stream.
var chunkings = []struct {
	name string
	cut  func(io.Reader) io.Reader
}{
	{"whole", func(r io.Reader) io.Reader { return r }},
	{"one byte", iotest.OneByteReader},
	{"halves", iotest.HalfReader},
	{"EOF with data", iotest.DataErrReader},
	{"one byte, EOF with data", func(r io.Reader) io.Reader { return iotest.DataErrReader(iotest.OneByteReader(r)) }},
	{"empty reads", func(r io.Reader) io.Reader { return &stutter{r: iotest.OneByteReader(r)} }},
	{"behind CR", func(r io.Reader) io.Reader { return &behindCR{r: r} }},
	{"at random", func(r io.Reader) io.Reader { return &ragged{r, rand.New(rand.NewPCG(1, 1))} }},
}

// A stutter reads nothing, without an error, before each read.
type stutter struct {
	r    io.Reader
	read bool
}

func (s *stutter) Read(p []byte) (int, error) {
	if s.read = !s.read; s.read {
		return 0, nil
	}
	return s.r.Read(p)
}

// A behindCR reads up to a CR, so that a LF behind it comes with the next lines.
type behindCR struct {
	r    io.Reader
	rest []byte
	err  error
}

func (b *behindCR) Read(p []byte) (int, error) {
	if len(b.rest) == 0 && b.err == nil {
		block := make([]byte, 10_000)
		n, err := b.r.Read(block)
		b.rest, b.err = block[:n], err
	}
	if len(b.rest) == 0 {
		return 0, b.err
	}
	n := bytes.IndexByte(b.rest, '\r') + 1
	if n == 0 {
		n = len(b.rest)
	}
	n = copy(p, b.rest[:n])
	b.rest = b.rest[n:]
	return n, nil
}

// A ragged reads different numbers of bytes, and nothing at times.
type ragged struct {
	r io.Reader
	*rand.Rand
}

func (r *ragged) Read(p []byte) (int, error) {
	n := r.IntN(1 + r.IntN(200))
	if r.IntN(10) == 0 {
		n = r.IntN(70_000)
	}
	return r.r.Read(p[:min(n, len(p))])
}

// readerTests have streams and what is to be read from them: a line for each
// record, with the number of the line in which it begins, the offset behind it,
// and its layout or its error.
var readerTests = []struct {
	name   string
	layout mrz.Layout
	stream string
	want   string
}{
	{name: "empty", stream: "", want: ""},
	{name: "blank lines", stream: "\n \n\t\r\n\r\r\n", want: ""},
	{name: "TD1", stream: td1Zone + "\n", want: "1 93 TD1"},
	{name: "TD2", stream: td2Zone + "\n", want: "1 74 TD2"},
	{name: "TD3", stream: td3Zone + "\n", want: "1 90 TD3"},
	{name: "MRV-A", stream: mrvZone + "\n", want: "1 90 MRV-A"},
	{name: "MRV-B", stream: mrbZone + "\n", want: "1 74 MRV-B"},
	{name: "no line break at the end", stream: td3Zone, want: "1 89 TD3"},
	{name: "one string of 72", stream: strings.ReplaceAll(td2Zone, "\n", "") + "\n", want: "1 73 TD2"},
	{name: "one string of 72, visa", stream: strings.ReplaceAll(mrbZone, "\n", "") + "\n", want: "1 73 MRV-B"},
	{name: "one string of 88", stream: strings.ReplaceAll(td3Zone, "\n", "") + "\n", want: "1 89 TD3"},
	{name: "one string of 88, visa", stream: strings.ReplaceAll(mrvZone, "\n", "") + "\n", want: "1 89 MRV-A"},
	{name: "one string of 90", stream: strings.ReplaceAll(td1Zone, "\n", "") + "\n", want: "1 91 TD1"},
	{name: "all layouts", stream: td1Zone + "\n" + td2Zone + "\n" + td3Zone + "\n" + mrvZone + "\n" + mrbZone + "\n",
		want: "1 93 TD1, 4 167 TD2, 6 257 TD3, 8 347 MRV-A, 10 421 MRV-B"},
	{name: "blank lines between", stream: "\n\n" + td3Zone + "\n\n" + td1Zone + "\n \t \n\n" + td3Zone + "\n\n",
		want: "3 92 TD3, 6 186 TD1, 11 281 TD3"},
	{name: "CR", stream: strings.ReplaceAll(td3Zone+"\n"+td3Zone+"\n", "\n", "\r"), want: "1 90 TD3, 3 180 TD3"},
	{name: "all line breaks", stream: l44 + "\n" + m44 + "\r" + l44 + "\r" + m44 + "\n" + l44 + "\n" + m44 + "\n\n" + l44 + "\r" + m44 + "\r\r" + td3Zone + "\n",
		want: "1 90 TD3, 3 180 TD3, 5 270 TD3, 8 361 TD3, 11 452 TD3"},
	{name: "CR, LF, blank line", stream: l44 + "\r" + m44 + "\r" + td3Zone + "\n\n" + td3Zone + "\n", want: "1 90 TD3, 3 180 TD3, 6 271 TD3"},
	{name: "blanks around", stream: " \t" + l44 + " \n\x02" + m44 + "\x03\n", want: "1 95 TD3"},
	{name: "byte order mark", stream: "\uFEFF" + td3Zone + "\n", want: "1 93 TD3"},
	{name: "byte order mark alone", stream: "\uFEFF", want: ""},
	{name: "byte order mark and blank lines", stream: "\uFEFF\n\n" + td3Zone + "\n", want: "3 95 TD3"},
	{name: "two byte order marks", stream: "\uFEFF\uFEFF" + td3Zone + "\n", want: "1 51 line-length 1:45, 2 96 line-count 2:1"},
	{name: "byte order mark inside", stream: td3Zone + "\n\uFEFF" + td3Zone + "\n", want: "1 90 TD3, 3 138 line-length 1:45, 4 183 line-count 2:1"},
	{name: "half a byte order mark", stream: "\xef\xbb\n" + td3Zone + "\n", want: "1 3 line-length 1:3, 2 93 TD3"},

	{name: "second line missing", stream: l44 + "\n" + td3Zone + "\n", want: "1 45 line-count 2:1, 2 135 TD3"},
	{name: "first line missing", stream: m44 + "\n" + td3Zone + "\n", want: "1 45 line-count 2:1, 2 135 TD3"},
	{name: "second line missing, 36", stream: l36 + "\n" + td2Zone + "\n", want: "1 37 line-count 2:1, 2 111 TD2"},
	{name: "first line missing, 36", stream: m36 + "\n" + td2Zone + "\n", want: "1 37 line-count 2:1, 2 111 TD2"},
	{name: "second line missing, visa", stream: v44 + "\n" + mrvZone + "\n", want: "1 45 line-count 2:1, 2 135 MRV-A"},
	{name: "second and third missing", stream: l30 + "\n" + td1Zone + "\n", want: "1 31 line-count 2:1, 2 124 TD1"},
	{name: "third line missing", stream: l30 + "\n" + m30 + "\n" + td1Zone + "\n", want: "1 62 line-count 3:1, 3 155 TD1"},
	{name: "second line missing, 30", stream: l30 + "\n" + n30 + "\n" + td1Zone + "\n", want: "1 62 line-count 3:1, 3 155 TD1"},
	{name: "first line missing, 30", stream: m30 + "\n" + n30 + "\n" + td1Zone + "\n", want: "1 62 line-count 3:1, 3 155 TD1"},
	{name: "first and second missing", stream: n30 + "\n" + td1Zone + "\n", want: "1 31 line-count 2:1, 2 124 TD1"},
	{name: "first and third missing", stream: m30 + "\n" + td1Zone + "\n", want: "1 31 line-count 2:1, 2 124 TD1"},
	{name: "missing in the midst", stream: td3Zone + "\n" + l44 + "\n" + td3Zone + "\n" + m44 + "\n" + td3Zone + "\n",
		want: "1 90 TD3, 3 135 line-count 2:1, 4 225 TD3, 6 270 line-count 2:1, 7 360 TD3"},
	{name: "blank line inside", stream: l44 + "\n\n" + m44 + "\n\n" + td3Zone + "\n", want: "1 45 line-count 2:1, 3 91 line-count 2:1, 5 182 TD3"},
	{name: "blank line inside, 30", stream: l30 + "\n" + m30 + "\n\n" + n30 + "\n", want: "1 62 line-count 3:1, 4 94 line-count 2:1"},
	{name: "another length behind the first line", stream: l44 + "\n" + td2Zone + "\n", want: "1 45 line-count 2:1, 2 119 TD2"},
	{name: "one string behind the first line", stream: l44 + "\n" + l44 + m44 + "\n", want: "1 45 line-count 2:1, 2 134 TD3"},
	{name: "card behind the first line", stream: l44 + "\n" + td1Zone + "\n", want: "1 45 line-count 2:1, 2 138 TD1"},
	{name: "third line doubled", stream: td1Zone + "\n" + n30 + "\n" + td1Zone + "\n", want: "1 93 TD1, 4 124 line-count 2:1, 5 217 TD1"},

	// Whether a line reads as a first one: a letter, and few digits behind the
	// first five places; in threes few digits in these, and some behind them.
	{name: "three digits", stream: l44 + "\nA1111<<<<<<<<<<<<<<<<1<<<<<<<<<<<<<<<<<<<<11\n" + td3Zone + "\n", want: "1 45 line-count 2:1, 2 90 line-count 2:1, 3 180 TD3"},
	{name: "four digits", stream: l44 + "\nA<<<<<<<<<<<<<<<<<<<<1<<<<<<<<<<<<<<<<<<<111\n" + td3Zone + "\n", want: "1 90 TD3, 3 180 TD3"},
	{name: "no letter", stream: l44 + "\n<ABCDEFGHIJKLMNOPQRSTUVWXYZ<<<<<<<<<<<<<<<<<\n" + td3Zone + "\n", want: "1 90 TD3, 3 180 TD3"},
	{name: "three digits of an expiry", stream: rowsWithExpiry("<111", "1<11", "11<1", "111<"), want: "1 45 line-count 2:1, 2 90 line-count 2:1, 3 135 line-count 2:1, 4 180 line-count 2:1, " +
		"5 225 line-count 2:1, 6 270 line-count 2:1, 7 315 line-count 2:1, 8 360 line-count 2:1"},
	{name: "four digits of an expiry", stream: rowsWithExpiry("1111"), want: "1 90 TD3"},
	{name: "three digits, 36", stream: l36 + "\nA1111<<<<<<<<<<<<<<<<111<<<<<<<<<<<<\n" + td2Zone + "\n", want: "1 37 line-count 2:1, 2 74 line-count 2:1, 3 148 TD2"},
	{name: "four digits, 36", stream: l36 + "\nA<<<<<<<<<<<<<<<<<<<<1111<<<<<<<<<<<\n" + td2Zone + "\n", want: "1 74 TD2, 3 148 TD2"},
	{name: "two digits, 30", stream: l30 + "\nA1<<<11<<<<<<<<<<<<<<<<<<<<<<<\n" + n30 + "\n" + td1Zone + "\n", want: "1 93 TD1, 4 186 TD1"},
	{name: "three digits, 30", stream: l30 + "\nA1<<<111<<<<<<<<<<<<<<<<<<<<<<\n" + n30 + "\n" + td1Zone + "\n", want: "1 31 line-count 2:1, 2 93 line-count 3:1, 4 186 TD1"},
	{name: "two in front, 30", stream: l30 + "\nA11<<111<<<<<<<<<<<<<<<<<<<<<<\n" + n30 + "\n" + td1Zone + "\n", want: "1 93 TD1, 4 186 TD1"},
	{name: "first line twice, 30", stream: l30 + "\n" + l30 + "\n" + n30 + "\n" + td1Zone + "\n", want: "1 31 line-count 2:1, 2 93 line-count 3:1, 4 186 TD1"},
	{name: "two digits in the third line", stream: l30 + "\n" + m30 + "\nERIKSSON<<ANNA<M4R1A<<<<<<<<<<\n" + td1Zone + "\n", want: "1 93 TD1, 4 186 TD1"},
	{name: "three digits in the third line", stream: l30 + "\n" + m30 + "\n3RIKSS0N<<ANNA<M4R1A<<<<<<<<<<\n" + td1Zone + "\n", want: "1 93 TD1, 4 186 TD1"},

	{name: "line of no length", stream: "A\n" + td3Zone + "\n", want: "1 2 line-length 1:2, 2 92 TD3"},
	{name: "lines of no length", stream: "A\nB\n\nC", want: "1 2 line-length 1:2, 2 4 line-length 1:2, 4 6 line-length 1:2"},
	{name: "too short and too long", stream: l44 + "<\n" + m44[:43] + "\n" + td3Zone + "\n", want: "1 46 line-length 1:45, 2 90 line-length 1:44, 3 180 TD3"},
	{name: "inside a zone", stream: l44 + "\nA\n" + m44 + "\n" + td3Zone + "\n", want: "1 45 line-count 2:1, 2 47 line-length 1:2, 3 92 line-count 2:1, 4 182 TD3"},
	{name: "nearest length", stream: rowsOfA(29, 31, 33, 34, 35, 37, 40, 41, 43, 45, 58, 59, 71, 73, 80, 81, 87, 89, 91, 200),
		want: "1 30 line-length 1:30, 2 62 line-length 1:31, 3 96 line-length 1:31, 4 131 line-length 1:35, 5 167 line-length 1:36, 6 205 line-length 1:37, " +
			"7 246 line-length 1:37, 8 288 line-length 1:42, 9 332 line-length 1:44, 10 378 line-length 1:45, 11 437 line-length 1:45, 12 497 line-length 1:60, " +
			"13 569 line-length 1:72, 14 643 line-length 1:73, 15 724 line-length 1:73, 16 806 line-length 1:82, 17 894 line-length 1:88, 18 984 line-length 1:89, " +
			"19 1076 line-length 1:91, 20 1277 line-length 1:91"},
	{name: "cut in the first line", stream: td3Zone + "\n" + l44[:20], want: "1 90 TD3, 3 110 line-length 1:21"},
	{name: "cut behind the first line", stream: td3Zone + "\n" + l44, want: "1 90 TD3, 3 134 line-count 2:1"},
	{name: "cut behind its line break", stream: td3Zone + "\n" + l44 + "\n", want: "1 90 TD3, 3 135 line-count 2:1"},
	{name: "cut in the second line", stream: td3Zone + "\n" + l44 + "\n" + m44[:20], want: "1 90 TD3, 3 135 line-count 2:1, 4 155 line-length 1:21"},
	{name: "cut behind the second of three", stream: l30 + "\n" + m30 + "\n", want: "1 62 line-count 3:1"},
	{name: "cut, with blank lines behind", stream: l44 + "\n\n \n", want: "1 45 line-count 2:1"},

	{name: "character, first line", stream: "p" + td3Zone[1:] + "\n" + td3Zone + "\n", want: "1 90 character 1:1, 3 180 TD3"},
	{name: "character, second line", stream: l44 + "\n" + m44[:43] + "x\n" + td3Zone + "\n", want: "1 90 character 2:44, 3 180 TD3"},
	{name: "character, third line", stream: l30 + "\n" + m30 + "\n" + n30[:29] + "x\n" + td1Zone + "\n", want: "1 93 character 3:30, 4 186 TD1"},
	{name: "character, one string", stream: l44 + m44[:43] + "x\n" + td3Zone + "\n", want: "1 89 character 1:88, 2 179 TD3"},
	{name: "outside ASCII", stream: l44[:5] + "É" + l44[6:] + "\n" + m44 + "\n" + td3Zone + "\n", want: "1 91 character 1:6, 3 181 TD3"},
	{name: "outside ASCII, 44 bytes", stream: l44[:5] + "É" + l44[7:] + "\n" + m44 + "\n" + td3Zone + "\n", want: "1 45 line-length 1:44, 2 90 line-count 2:1, 3 180 TD3"},
	{name: "no UTF-8", stream: l44[:5] + "\xff" + l44[6:] + "\n" + m44 + "\n" + td3Zone + "\n", want: "1 90 character 1:6, 3 180 TD3"},
	{name: "NUL", stream: "\x00" + l44[1:] + "\n" + m44 + "\n" + td3Zone + "\n", want: "1 90 character 1:1, 3 180 TD3"},
	{name: "lower case reads as no first line", stream: l44 + "\n" + strings.ToLower(l44) + "\n" + td3Zone + "\n", want: "1 90 character 2:1, 3 180 TD3"},

	{name: "a line of 4096 bytes", stream: strings.Repeat("A", 4096) + "\n" + td3Zone + "\n", want: "1 4097 line-length 1:91, 2 4187 TD3"},
	{name: "a line of 4097 bytes", stream: strings.Repeat("A", 4097) + "\n" + td3Zone + "\n", want: "1 4098 line-length 1:91, 2 4188 TD3"},
	{name: "blanks up to 4096 bytes", stream: strings.Repeat(" ", 4096-44) + l44 + "\n" + m44 + "\n", want: "1 4142 TD3"},
	{name: "blanks up to 4097 bytes", stream: strings.Repeat(" ", 4097-44) + l44 + "\n" + m44 + "\n" + td3Zone + "\n", want: "1 4098 line-length 1:91, 2 4143 line-count 2:1, 3 4233 TD3"},
	{name: "a line of 4096 blanks", stream: strings.Repeat(" ", 4096) + "\n" + td3Zone + "\n", want: "2 4187 TD3"},
	{name: "40,000 blanks and a line", stream: strings.Repeat(" ", 40_000) + l44 + "\n" + m44 + "\n" + td3Zone + "\n", want: "1 40045 line-length 1:91, 2 40090 line-count 2:1, 3 40180 TD3"},
	{name: "a line, 40,000 blanks and more", stream: l44 + strings.Repeat(" ", 40_000) + "X\n" + td3Zone + "\n", want: "1 40046 line-length 1:91, 2 40136 TD3"},
	{name: "a line of 5 MB", stream: strings.Repeat("A", huge) + "\n" + td3Zone + "\n", want: "1 5242881 line-length 1:91, 2 5242971 TD3"},
	{name: "a line of 5 MB in a zone", stream: l44 + "\n" + strings.Repeat("<", huge) + "\r" + td3Zone + "\n", want: "1 45 line-count 2:1, 2 5242926 line-length 1:91, 3 5243016 TD3"},
	{name: "a line of 5 MB at the end", stream: td3Zone + "\n" + strings.Repeat("\xff", huge), want: "1 90 TD3, 3 5242970 line-length 1:91"},
	{name: "two lines of 100,000", stream: strings.Repeat("A", 100_000) + "\n" + strings.Repeat("B", 100_000) + "\n" + td3Zone + "\n",
		want: "1 100001 line-length 1:91, 2 200002 line-length 1:91, 3 200092 TD3"},

	{name: "TD3 forced", layout: mrz.TD3, stream: mrvZone + "\n" + td3Zone + "\n", want: "1 90 TD3, 3 180 TD3"},
	{name: "MRV-A forced", layout: mrz.MRVA, stream: mrvZone + "\n" + td3Zone + "\n", want: "1 90 MRV-A, 3 180 MRV-A"},
	{name: "TD2 forced", layout: mrz.TD2, stream: mrbZone + "\n" + td2Zone + "\n", want: "1 74 TD2, 3 148 TD2"},
	{name: "MRV-B forced", layout: mrz.MRVB, stream: td2Zone + "\n" + mrbZone + "\n", want: "1 74 MRV-B, 3 148 MRV-B"},
	{name: "TD1 forced", layout: mrz.TD1, stream: td1Zone + "\n" + strings.ReplaceAll(td1Zone, "\n", "") + "\n", want: "1 93 TD1, 4 184 TD1"},
	{name: "TD3 forced, string", layout: mrz.TD3, stream: v44 + m44 + "\n", want: "1 89 TD3"},
	{name: "TD3 forced, others", layout: mrz.TD3, stream: td2Zone + "\n" + td1Zone + "\n" + td3Zone + "\n",
		want: "1 37 line-length 1:37, 2 74 line-length 1:37, 3 105 line-length 1:31, 4 136 line-length 1:31, 5 167 line-length 1:31, 6 257 TD3"},
	{name: "TD1 forced, others", layout: mrz.TD1, stream: td3Zone + "\n" + l44 + m44 + "\n" + td1Zone + "\n",
		want: "1 45 line-length 1:31, 2 90 line-length 1:31, 3 179 line-length 1:89, 4 272 TD1"},
	{name: "MRV-B forced, others", layout: mrz.MRVB, stream: td3Zone + "\n" + mrbZone + "\n", want: "1 45 line-length 1:37, 2 90 line-length 1:37, 3 164 MRV-B"},
	{name: "TD3 forced, between a line and a string", layout: mrz.TD3, stream: strings.Repeat("A", 66) + "\n", want: "1 67 line-length 1:45"},
	{name: "TD2 forced, string of 71", layout: mrz.TD2, stream: l36 + m36[:35] + "\n", want: "1 72 line-length 1:72"},
	{name: "TD2 forced, line of 5,000", layout: mrz.TD2, stream: strings.Repeat("A", 5000) + "\n", want: "1 5001 line-length 1:73"},
	{name: "TD3 forced, second line missing", layout: mrz.TD3, stream: v44 + "\n" + td3Zone + "\n", want: "1 45 line-count 2:1, 2 135 TD3"},
}

// rowsOfA makes lines of these lengths.
func rowsOfA(lengths ...int) string {
	text := ""
	for _, n := range lengths {
		text += strings.Repeat("A", n) + "\n"
	}
	return text
}

// rowsWithExpiry makes passports whose second lines begin with letters and have
// no digits but some in the date of expiry.
func rowsWithExpiry(expiry ...string) string {
	text := ""
	for _, e := range expiry {
		text += l44 + "\nABCDEFGHIJKLMNOPQRSTU" + e + "ABCDEFGHIJKLMNOPQRS\n"
	}
	return text
}

// records reads a stream in the form of the table.
func records(r streamReader) string {
	var list []string
	for {
		d, err := r.Read()
		if err == io.EOF {
			return strings.Join(list, ", ")
		}
		what := d.Layout().String()
		if syntax, ok := err.(*mrz.SyntaxError); ok {
			what = fmt.Sprintf("%s %d:%d", syntaxKind(err), syntax.Line, syntax.Column)
		} else if err != nil {
			return err.Error()
		}
		list = append(list, fmt.Sprintf("%d %d %s", r.Line(), r.InputOffset(), what))
		if len(list) > 1000 {
			return "no end"
		}
	}
}

func TestReader(t *testing.T) {
	for _, tt := range readerTests {
		for _, c := range chunkings {
			if len(tt.stream) > 1<<20 && (strings.Contains(c.name, "one byte") || c.name == "empty reads") {
				continue // slow
			}
			t.Run(tt.name+"/"+c.name, func(t *testing.T) {
				for _, way := range ways {
					r := mrz.NewReader(c.cut(strings.NewReader(tt.stream)))
					r.Layout = tt.layout
					if got := records(way.open(r)); got != tt.want {
						t.Errorf("%s: got  %s\nwant %s", way.name, got, tt.want)
					}
				}
				if c.name == "whole" {
					for _, d := range compareWays(c.cut, tt.stream, tt.layout) {
						t.Errorf("the slow reader differs: %s", d)
					}
				}
			})
		}
	}
}

// TestReaderCRLF wants the same records with CRLF as with LF, and the offsets
// behind the LF, unless it comes with another read than its CR.
func TestReaderCRLF(t *testing.T) {
	stream := td1Zone + "\n" + td3Zone + "\n\n" + l44 + "\n" + td2Zone + "\n" + mrvZone + "\n" + "A\n" + mrbZone
	stream = strings.ReplaceAll(stream, "\n", "\r\n")
	want := "1 96 TD1, 4 188 TD3, 7 236 line-count 2:1, 8 312 TD2, 10 404 MRV-A, 12 407 line-length 1:2, 13 481 MRV-B"
	if got := records(mrz.NewReader(strings.NewReader(stream))); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	for _, c := range chunkings {
		for _, d := range compareWays(c.cut, stream, 0) {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}

// TestReaderAll wants All to yield what Read returns, and to go on where it was
// left.
func TestReaderAll(t *testing.T) {
	stream := td3Zone + "\n" + l44 + "\n" + td3Zone + "\nA\n" + td1Zone + "\n" + l30
	want := "TD3, line-count 2:1, TD3, line-length 1:2, TD1, line-count 2:1"
	all := func(r *mrz.Reader, most int) string {
		var list []string
		for d, err := range r.All() {
			what := d.Layout().String()
			if syntax, ok := err.(*mrz.SyntaxError); ok {
				what = fmt.Sprintf("%s %d:%d", syntaxKind(err), syntax.Line, syntax.Column)
			} else if err != nil {
				what = err.Error()
			}
			if list = append(list, what); len(list) == most {
				break
			}
		}
		return strings.Join(list, ", ")
	}
	for _, c := range chunkings {
		if got := all(mrz.NewReader(c.cut(strings.NewReader(stream))), 0); got != want {
			t.Errorf("%s: %s; want %s", c.name, got, want)
		}
	}
	r := mrz.NewReader(strings.NewReader(stream))
	if got := all(r, 2) + ", " + all(r, 1) + ", " + all(r, 0); got != want {
		t.Errorf("in three parts: %s; want %s", got, want)
	}
	if got := all(r, 0); got != "" {
		t.Errorf("at the end: %s", got)
	}
	broken := mrz.NewReader(io.MultiReader(strings.NewReader(td3Zone+"\n"), iotest.ErrReader(errors.New("broken"))))
	if got := all(broken, 0); got != "TD3, broken" {
		t.Errorf("broken: %s", got)
	}
	if got := all(broken, 0); got != "broken" {
		t.Errorf("broken, again: %s", got)
	}
}

// TestReaderErrors wants the records in front of an error of the underlying
// reader, then that error itself for ever, and the lines that it cuts off not
// to be taken for a record.
func TestReaderErrors(t *testing.T) {
	broken := errors.New("broken")
	for _, tt := range []struct{ name, stream, want string }{
		{"at once", "", ""},
		{"behind a record", td3Zone + "\n", "1 90 TD3, "},
		{"in the first line", td3Zone + "\n" + l44[:30], "1 90 TD3, "},
		{"behind the first line", td3Zone + "\n" + l44 + "\n", "1 90 TD3, "},
		{"in the second line", td3Zone + "\n" + td3Zone[:80], "1 90 TD3, "},
		{"behind the last character", td3Zone + "\n" + td3Zone, "1 90 TD3, "},
		{"behind an error", "A\n" + l44 + "\n\n" + m44[:10], "1 2 line-length 1:2, 2 47 line-count 2:1, "},
	} {
		for _, c := range chunkings {
			r := mrz.NewReader(c.cut(io.MultiReader(strings.NewReader(tt.stream), iotest.ErrReader(broken))))
			got := ""
			for {
				d, err := r.Read()
				if syntax, ok := err.(*mrz.SyntaxError); ok {
					got += fmt.Sprintf("%d %d %s %d:%d, ", r.Line(), r.InputOffset(), syntaxKind(err), syntax.Line, syntax.Column)
					continue
				}
				if err != nil {
					if err != broken || !d.IsZero() {
						t.Errorf("%s, %s: %v", tt.name, c.name, err)
					}
					break
				}
				got += fmt.Sprintf("%d %d %v, ", r.Line(), r.InputOffset(), d.Layout())
			}
			if got != tt.want {
				t.Errorf("%s, %s: %q; want %q", tt.name, c.name, got, tt.want)
			}
			for range 3 {
				if d, err := r.Read(); err != broken || !d.IsZero() {
					t.Errorf("%s, %s: then %v", tt.name, c.name, err)
				}
			}
		}
	}

	long := strings.Repeat(td3Zone+"\n", 2000)
	r := mrz.NewReader(iotest.TimeoutReader(strings.NewReader(long)))
	n := 0
	for {
		_, err := r.Read()
		if err != nil {
			if err != iotest.ErrTimeout {
				t.Errorf("%v; want a timeout", err)
			}
			break
		}
		n++
	}
	if _, err := r.Read(); err != iotest.ErrTimeout || n == 0 || n >= 2000 {
		t.Errorf("after %d records: %v", n, err)
	}
}

// TestReaderNoProgress gives up on a reader that reads nothing for ever.
func TestReaderNoProgress(t *testing.T) {
	r := mrz.NewReader(io.MultiReader(strings.NewReader(td3Zone+"\n"), new(nothing)))
	if d, err := r.Read(); err != nil || d.Layout() != mrz.TD3 {
		t.Errorf("%v", err)
	}
	for range 2 {
		if _, err := r.Read(); err != io.ErrNoProgress {
			t.Errorf("%v; want ErrNoProgress", err)
		}
	}
}

type nothing struct{}

func (*nothing) Read([]byte) (int, error) { return 0, nil }

// TestReaderEOF wants io.EOF itself, and the underlying reader left alone after.
func TestReaderEOF(t *testing.T) {
	for _, stream := range []string{"", "\n", td3Zone, td3Zone + "\n", l44, l44 + "\n", "A"} {
		under := &counter{r: strings.NewReader(stream)}
		r := mrz.NewReader(under)
		for {
			if _, err := r.Read(); err == io.EOF {
				break
			}
		}
		n := under.eofs
		for range 5 {
			if d, err := r.Read(); err != io.EOF || !d.IsZero() {
				t.Errorf("%d bytes: %v; want EOF", len(stream), err)
			}
		}
		if under.eofs != n || n != 1 {
			t.Errorf("%d bytes: read on after EOF", len(stream))
		}
	}
}

// A counter counts how often its reader has come to its end.
type counter struct {
	r    io.Reader
	eofs int
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	if err == io.EOF {
		c.eofs++
	}
	return n, err
}

// TestReaderLive wants each record as soon as its last line break is there: a
// program may wait for it before it writes the next one.
func TestReaderLive(t *testing.T) {
	for _, end := range []string{"\n", "\r", "\r\n"} {
		pr, pw := io.Pipe()
		r := mrz.NewReader(pr)
		for i := range 3 {
			go io.WriteString(pw, strings.ReplaceAll(td3Zone, "\n", end)+end)
			done := make(chan error, 1)
			go func() {
				_, err := r.Read()
				done <- err
			}()
			select {
			case err := <-done:
				if err != nil {
					t.Errorf("%q, record %d: %v", end, i, err)
				}
			case <-time.After(10 * time.Second):
				t.Fatalf("%q, record %d: Read waits for more", end, i)
			}
		}
		pw.Close()
	}
}

// TestReaderBlocksLive wants a block as soon as its last line break is there.
func TestReaderBlocksLive(t *testing.T) {
	for _, end := range []string{"\n", "\r", "\r\n"} {
		pr, pw := io.Pipe()
		blocks := make(chan *mrz.Reader)
		go func() {
			defer close(blocks)
			for block, err := range mrz.NewReader(pr).Blocks() {
				if err != nil {
					t.Error(err)
				}
				blocks <- block
			}
		}()
		for i := range 3 {
			go io.WriteString(pw, strings.ReplaceAll(td1Zone, "\n", end)+end)
			select {
			case block := <-blocks:
				if got, want := records(block), "TD1"; !strings.HasSuffix(got, want) || strings.Contains(got, ",") {
					t.Errorf("%q, record %d: got %s; want one %s", end, i, got, want)
				}
			case <-time.After(10 * time.Second):
				t.Fatalf("%q, record %d: Blocks waits for more", end, i)
			}
		}
		pw.Close()
		if _, more := <-blocks; more {
			t.Errorf("%q: a block behind the end", end)
		}
	}
}

// TestReaderBlocksSize wants blocks that are worth a goroutine's while: as large as
// what is read, wherever records begin.
func TestReaderBlocksSize(t *testing.T) {
	for _, line := range []string{td1Zone, td2Zone, td3Zone, strings.Split(td3Zone, "\n")[1], "A"} {
		stream := strings.Repeat(line+"\n", 10_000)
		blocks, most := 0, len(stream)/(63<<10)+1
		for range mrz.NewReader(strings.NewReader(stream)).Blocks() {
			blocks++
		}
		if blocks > most {
			t.Errorf("%d bytes in %d blocks; want %d", len(stream), blocks, most)
		}
	}
}

// TestReaderBlocksLongest has the longest line that may go on with a zone, of which the
// line break comes later.
func TestReaderBlocksLongest(t *testing.T) {
	stream := td3Zone + strings.Repeat(" ", 4096-44)
	for surplus, want := range []string{"1 4142 TD3", "1 45 line-count 2:1, 2 4143 line-length 1:91"} {
		r := mrz.NewReader(io.MultiReader(strings.NewReader(stream+strings.Repeat(" ", surplus)), strings.NewReader("\n")))
		if got := records(&blocksReader{parent: r, now: r}); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

// TestReaderBlocksInTurn pins that to take turns with Read lets no buffer grow.
func TestReaderBlocksInTurn(t *testing.T) {
	stream := strings.Repeat(td3Zone+"\n", 100_000)
	r := mrz.NewReader(strings.NewReader(stream))
	for range 20 {
		if _, err := r.Read(); err != nil {
			t.Fatal(err)
		}
		for block, err := range r.Blocks() {
			from := block.InputOffset()
			for err == nil {
				_, err = block.Read()
			}
			if n := block.InputOffset() - from; n > 128<<10 {
				t.Fatalf("a block of %d bytes", n)
			}
			break
		}
	}
}

// TestReaderBlocksApart reads the blocks of a stream at the same time.
func TestReaderBlocksApart(t *testing.T) {
	s := newStreamMaker(t, 8)
	stream := s.stream(5000)
	var got []*string
	var all sync.WaitGroup
	for block, err := range mrz.NewReader(strings.NewReader(stream)).Blocks() {
		if err != nil {
			t.Fatal(err)
		}
		list := new(string)
		got = append(got, list)
		all.Go(func() { *list = recordsAt(block) })
	}
	all.Wait()
	var b strings.Builder
	for _, list := range got {
		b.WriteString(*list)
	}
	if want := recordsAt(mrz.NewReader(strings.NewReader(stream))); b.String() != want || len(got) < 3 {
		t.Errorf("%d blocks give other records than the stream", len(got))
	}
}

// recordsAt reads a stream in a short form with all that counts.
func recordsAt(r *mrz.Reader) string {
	var b strings.Builder
	for d, err := range r.All() {
		fmt.Fprintf(&b, "%d %v %v %v\n", r.Line(), d.Layout(), d.Lines(), err)
	}
	return b.String()
}

// TestReaderMemory reads a line of 64 MB without keeping it.
func TestReaderMemory(t *testing.T) {
	const size = 64 << 20
	for _, way := range ways {
		stream := io.MultiReader(strings.NewReader(td3Zone+"\n"), io.LimitReader(endless{}, size), strings.NewReader("\n"+td3Zone+"\n"))
		r := way.open(mrz.NewReader(stream))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		got := records(r)
		runtime.ReadMemStats(&after)
		if want := fmt.Sprintf("1 90 TD3, 3 %d line-length 1:91, 4 %d TD3", 90+size+1, 90+size+1+90); got != want {
			t.Errorf("%s: got  %s\nwant %s", way.name, got, want)
		}
		if n := after.TotalAlloc - before.TotalAlloc; n > 1<<20 {
			t.Errorf("%s: %d bytes allocated", way.name, n)
		}
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'A'
	}
	return len(p), nil
}

// TestReaderKeeps wants documents to stay as they were read, and a clone to let
// go of the block.
func TestReaderKeeps(t *testing.T) {
	s := newSynth(9303)
	var want []string
	for i := range 5000 {
		want = append(want, strings.Join(s.rows(layoutTables[i%5].table), "\n"))
	}
	r := mrz.NewReader(iotest.HalfReader(strings.NewReader(strings.Join(want, "\n"))))
	var docs, clones []mrz.Document
	for d, err := range r.All() {
		if err != nil {
			t.Fatal(err)
		}
		docs, clones = append(docs, d), append(clones, d.Clone())
	}
	if len(docs) != len(want) {
		t.Fatalf("%d documents; want %d", len(docs), len(want))
	}
	apart := 0
	for i, d := range docs {
		if strings.Join(d.Lines(), "\n") != want[i] || d != mrz.MustParse(want[i]) || clones[i] != d {
			t.Errorf("document %d is another", i)
		}
		if !within(d.Line(1), clones[i].Line(1)) {
			apart++
		}
	}
	if apart != len(docs) {
		t.Errorf("%d of %d clones have a text of their own", apart, len(docs))
	}
}

// TestReaderSynthetic reads some of each layout across the borders of blocks.
func TestReaderSynthetic(t *testing.T) {
	n := 800 // more than a block
	if testing.Short() {
		n = 80
	}
	s := newSynth(1)
	for _, tt := range layoutTables {
		for _, end := range []string{"\n", "\r\n", "\r"} {
			var b strings.Builder
			for range n {
				for _, row := range s.rows(tt.table) {
					b.WriteString(row + end)
				}
			}
			for _, c := range chunkings {
				for _, d := range compareWays(c.cut, b.String(), 0) {
					t.Errorf("%v, %q, %s: %s", tt.layout, end, c.name, d)
				}
			}
		}
	}
}

// A streamMaker makes streams of zones with faults.
type streamMaker struct {
	mutator
	texts []string
}

func newStreamMaker(t testing.TB, seed uint64) streamMaker {
	s := streamMaker{mutator: mutator{Rand: rand.New(rand.NewPCG(9303, seed)), codes: []string{"UTO", "D", "GBR"}}}
	for _, v := range allVectors(t) {
		s.texts = append(s.texts, v.Text())
	}
	return s
}

// stream makes a stream of some records; of which none, few or many have faults.
func (s streamMaker) stream(n int) string {
	faults := s.IntN(3) // none, few, many
	end := s.pick("\n", "\n", "\n", "\r\n", "\r", "")
	var b strings.Builder
	if s.IntN(4) == 0 {
		b.WriteString("\uFEFF")
	}
	only := -1
	if s.IntN(2) == 0 {
		only = s.IntN(len(s.texts))
	}
	for range n {
		text := s.texts[s.IntN(len(s.texts))]
		if only >= 0 && s.IntN(20) > 0 {
			text = s.texts[only]
		}
		lines := strings.Split(text, "\n")
		if faults > 0 && s.IntN([]int{20, 3}[faults-1]) == 0 {
			lines = s.fault(lines)
		}
		for _, line := range lines {
			b.WriteString(line)
			if end == "" {
				b.WriteString(s.pick("\n", "\r\n", "\r"))
			} else {
				b.WriteString(end)
			}
		}
		if s.IntN(10) == 0 {
			b.WriteString(s.pick("\n", "\r", "\r\n", " \n", "\t\r\n", "\n\n\n", "\r\n\r\n", "\n\r"))
		}
	}
	text := b.String()
	if s.IntN(3) == 0 { // cut at the end
		text = text[:len(text)-s.IntN(min(len(text), 100)+1)]
	}
	return text
}

// fault spoils the lines of a record.
func (s streamMaker) fault(lines []string) []string {
	lines = slices.Clone(lines)
	i := s.IntN(len(lines))
	switch s.IntN(10) {
	case 0, 1, 2:
		return slices.Delete(lines, i, i+1)
	case 3:
		return slices.Insert(lines, i, lines[i])
	case 4:
		return slices.Insert(lines, i, s.pick("", " ", "\t", "A", "\x00", "\uFEFF", "é", strings.Repeat("A", 100)))
	case 5:
		lines[i] = s.damage(lines[i])
	case 6:
		lines[i] = s.pick(" ", "\x02", "\t\t", strings.Repeat(" ", 5000)) + lines[i] + s.pick("", " ", "\x03")
	case 7:
		lines[i] = s.chars(s.size(30, 36, 44, 72, 88, 90, 29, 45))
	case 8:
		lines[i] = strings.Repeat(s.pick("A", " ", "1", "é", "\xff"), s.size(89, 91, 4095, 4096, 4097, 10_000))
		if s.IntN(20) == 0 {
			lines[i] += strings.Repeat(s.pick("A", " "), 70_000)
		}
	case 9:
		return []string{strings.Join(lines, "")}
	}
	return lines
}

// TestReaderReference compares the Reader with the slow one on many streams.
func TestReaderReference(t *testing.T) {
	n := 1500
	if testing.Short() {
		n = 200
	}
	s := newStreamMaker(t, 6)
	for i := range n {
		size := 1 + s.IntN(20)
		if i%100 == 0 {
			size = 2000 // more than a block
		}
		stream := s.stream(size)
		c := chunkings[i%len(chunkings)]
		layout := mrz.Layout(0)
		if i%4 == 0 {
			layout = layoutTables[s.IntN(5)].layout
		}
		d := compareWays(c.cut, stream, layout)
		for _, d := range d {
			t.Errorf("stream %d, %s, layout %v: %s", i, c.name, layout, d)
		}
		if len(d) > 0 {
			t.Fatal("and so on")
		}
	}
}

// FuzzReader compares the Reader with the slow one on any bytes, for each
// layout and each way to hand them out.
func FuzzReader(f *testing.F) {
	for _, tt := range readerTests {
		if len(tt.stream) < 5000 {
			f.Add([]byte(tt.stream))
		}
	}
	s := newStreamMaker(f, 7)
	for range 50 {
		if stream := s.stream(4); len(stream) < 5000 {
			f.Add([]byte(stream))
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<20 {
			return
		}
		seen := make(map[string]string)
		for i, c := range chunkings {
			for _, d := range compareWays(c.cut, string(data), 0) {
				t.Errorf("%s: %s", c.name, d)
			}
			layout := layoutTables[i%5].layout
			for _, d := range compareWays(c.cut, string(data), layout) {
				t.Errorf("%s, layout %v: %s", c.name, layout, d)
			}
			if len(data) < 2000 {
				seen[records(mrz.NewReader(c.cut(bytes.NewReader(data))))] = c.name
			}
		}
		if len(seen) > 1 && !bytes.Contains(data, []byte("\r\n")) {
			t.Errorf("other records or offsets by the way the stream is cut: %d kinds", len(seen))
		}
	})
}
