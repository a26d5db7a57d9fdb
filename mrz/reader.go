package mrz

import (
	"bytes"
	"io"
	"iter"
	"strings"
	"unicode/utf8"
)

// A Reader reads zones from a stream of lines: lines of 36 or 44 characters in
// pairs, of 30 in threes, of 72, 88 or 90 alone, with any line breaks and with
// blanks around the lines. Empty lines may stand between zones; one inside a
// zone ends it.
//
// [Reader.Blocks] lets several goroutines share the work of a stream.
//
// A bad record costs itself and no other. A line that cannot go on with the
// zone that is open, because it has another length or reads as a first line,
// ends it as one error and begins a new one, so that a missing line does not
// shift the lines behind it. A line that has no length of a zone is one error.
// A line of more than 4096 bytes is such a line; it is not kept.
//
// The Documents of a Reader refer to the block of input that they were read
// with, up to 128 KiB, and stay valid after the next Read. [Document.Clone]
// makes one that lets go of it. A Reader may be used by one goroutine at a
// time.
type Reader struct {
	// Layout, if it is not zero, is the layout of all zones of the stream:
	// lines of another length are errors, and a V does not make a visa. It is
	// to be set before the first Read.
	Layout Layout

	r   io.Reader
	err error  // of r, when it has ended
	buf []byte // what has been read and is no complete line yet
	cut int64  // bytes that are missing in the line in buf, which is too long
	bom bool   // the beginning of the stream has been looked at

	block  string // complete lines
	pos    int    // how much of block has been read
	offset int64  // of block in the stream
	lineNo int    // the physical lines before pos
	cr     bool   // a CR stands before pos: a LF there belongs to it

	group     [maxLines]string // the lines of the open zone
	groupLen  int
	groupLine int // the physical line of its first
	record    int // that of the last record
}

const (
	blockSize  = 128 << 10
	sharedSize = 64 << 10 // of a block of Blocks: several are under way at once
	maxLine    = 4096
	maxKept    = sharedSize / 2 // of a line that is longer
)

// NewReader returns a Reader of r. It reads r in blocks, and may read beyond
// the zone that it returns.
func NewReader(r io.Reader) *Reader { return &Reader{r: r} }

// Read returns the next zone. The error is a *[SyntaxError] if the next record
// is no zone, and the Reader then stands behind it: the next Read returns the
// next record. At the end of the stream it is io.EOF. Any other error is that
// of the underlying reader, and final. With an error the Document is zero.
func (r *Reader) Read() (d Document, err error) {
	err = r.read(&d)
	return d, err
}

func (r *Reader) read(d *Document) (err error) {
	// Most streams have passports, in lines that LF ends.
	if s := r.rest(); len(s) >= 90 && s[44] == '\n' && s[89] == '\n' && r.groupLen == 0 && r.Layout == 0 {
		d.lines.a, d.lines.b = s[:44], s[45:89]
		facts := ordinaryTD3(s[:44], s[45:89], s[0] == 'V')
		if facts != 0 && facts&doubtDates == 0 {
			d.facts = facts
			r.record = r.lineNo + 1
			r.lineNo += 2
			r.pos += 90
			r.cr = false
			return nil
		}
	}
	*d, err = r.readAny()
	return err
}

// readAny is Read for all streams.
func (r *Reader) readAny() (d Document, err error) {
	for {
		if r.groupLen == 0 {
			for !r.cr && strings.HasPrefix(r.rest(), "\n") {
				r.advance(1, 1) // a blank line, the plainest
			}
			if n, lines := r.readExact(&d); n > 0 {
				r.record = r.lineNo + 1
				r.cr = false
				r.advance(n, lines)
				return d, nil
			}
		}
		line, ok := r.peekLine()
		if !ok {
			err := r.fill()
			switch {
			case err == io.EOF && r.groupLen > 0:
				return Document{}, r.endGroup()
			case err != nil:
				return Document{}, err
			}
			continue
		}
		if line.blank() {
			if r.groupLen > 0 {
				return Document{}, r.endGroup()
			}
			r.next(line)
			continue
		}
		count := r.linesOf(line)
		if r.groupLen > 0 && (line.width != r.groupWidth() || r.startsAfresh(line)) {
			return Document{}, r.endGroup() // the line stays for the next Read
		}
		if r.groupLen == 0 {
			r.groupLine = r.lineNo + 1
		}
		r.next(line)
		if count == 0 {
			r.record = r.groupLine
			return Document{}, r.lengthError(line)
		}
		r.group[r.groupLen] = line.text
		r.groupLen++
		if r.groupLen == count {
			return r.parseGroup()
		}
	}
}

// All yields the records that are left: each zone, and for each record that is
// none its *[SyntaxError], as Read returns them. It ends at the end of the
// stream, and after an error of the underlying reader, which it yields.
func (r *Reader) All() iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		for {
			d, err := r.Read()
			if err == io.EOF {
				return
			}
			_, syntax := err.(*SyntaxError)
			if !yield(d, err) || err != nil && !syntax {
				return
			}
		}
	}
}

// Line returns the number of the line, from 1, in which the record began that
// Read returned last; 0 before the first.
func (r *Reader) Line() int { return r.record }

// InputOffset returns the number of bytes of the stream up to the end of the
// record that Read returned last, its line break among them; but the LF of a
// CRLF may be left, if it came with a later read.
func (r *Reader) InputOffset() int64 { return r.offset + int64(r.pos) }

// readExact reads the zone at the beginning of the block if it stands there in
// the plainest form: lines of one length, with nothing around them. It returns
// the number of bytes and of lines, or 0 for anything else, which is for the
// slow way to sort out.
func (r *Reader) readExact(d *Document) (n, lines int) {
	s := r.rest()
	lines = 2
	switch {
	case len(s) >= 92 && (s[44] == '\n' || s[44] == '\r'):
		d.lines.a, d.lines.b, n = exactLines(s, 44)
		if n != 0 && (r.Layout == 0 || r.Layout == TD3 || r.Layout == MRVA) {
			d.facts = ordinaryTD3(d.lines.a, d.lines.b, r.visa(s[0]))
			if d.facts&doubtDates != 0 && !expiryDigits(d.lines.b) {
				d.facts = 0
			}
		}
	case len(s) >= 76 && (s[36] == '\n' || s[36] == '\r'):
		d.lines.a, d.lines.b, n = exactLines(s, 36)
		if n != 0 && (r.Layout == 0 || r.Layout == TD2 || r.Layout == MRVB) {
			d.facts = ordinaryTD2(d.lines.a, d.lines.b, r.visa(s[0]))
			if d.facts&doubtDates != 0 && !expiryDigits(d.lines.b) {
				d.facts = 0
			}
		}
	case len(s) >= 93 && s[30] == '\n' && s[61] == '\n' && s[92] == '\n':
		if (r.Layout == 0 || r.Layout == TD1) && !isLetter(s[31]) {
			d.lines.a, d.lines.b, d.lines.c, n, lines = s[:30], s[31:61], s[62:92], 93, 3
			d.facts = ordinaryTD1(d.lines.a, d.lines.b, d.lines.c)
			if d.facts&doubtName != 0 && strings.ContainsAny(d.lines.c, "0123456789") {
				d.facts = 0 // perhaps a first line: see readsAsFirst
			}
		}
	}
	if d.facts == 0 {
		*d = Document{}
		return 0, 0
	}
	return n, lines
}

// exactLines cuts two lines of a width that end in LF or in CRLF, and returns
// them with the number of bytes that they take; 0 if they are not these. s has
// two more bytes than the lines with LF.
func exactLines(s string, width int) (a, b string, n int) {
	a = s[:width]
	if s[width] == '\n' {
		b, s = s[width+1:2*width+1], s[2*width+1:]
		if s[0] == '\n' {
			return a, b, 2*width + 2
		}
	} else if s[width+1] == '\n' && len(s) >= 2*width+4 {
		b, s = s[width+2:2*width+2], s[2*width+2:]
		if s[0] == '\r' && s[1] == '\n' {
			return a, b, 2*width + 4
		}
	}
	return "", "", 0
}

// expiryDigits reports whether the date of expiry in a second line has enough
// digits to tell that the line is no first line: see readsAsFirst.
func expiryDigits(b string) bool {
	return len(b) > 27 && isDigit(b[21]) && isDigit(b[22]) && isDigit(b[23]) && isDigit(b[24])
}

// visa reports whether a zone of two lines that begins with c is a visa.
func (r *Reader) visa(c byte) bool { return r.Layout == 0 && c == 'V' || r.Layout.visa() }

// advance goes on behind n bytes and some lines of the block.
func (r *Reader) advance(n, lines int) {
	r.pos += n
	r.offset += r.cut
	r.cut = 0
	r.lineNo += lines
}

// A readerLine is a line of the block.
type readerLine struct {
	text  string // without what stands around it
	width int    // its characters
	size  int    // its bytes in the block, its line break among them
	cr    bool   // ended by a CR
}

func (l readerLine) blank() bool { return l.text == "" }

// peekLine returns the first line of the block, if there is one.
func (r *Reader) peekLine() (readerLine, bool) {
	if r.cr && r.rest() != "" {
		r.skipLF()
	}
	if r.rest() == "" {
		return readerLine{}, false
	}
	return firstLine(r.rest()), true
}

// firstLine returns the first line of a block that is not empty.
func firstLine(block string) readerLine {
	i := strings.IndexAny(block, "\r\n")
	l := readerLine{size: i + 1}
	if i < 0 { // the last line of the stream
		i, l.size = len(block), len(block)
	} else {
		l.cr = block[i] == '\r'
	}
	if i > maxLine {
		l.text, l.width = block[:maxLine], maxLine // whatever it holds
		return l
	}
	l.text = strings.Trim(block[:i], aroundLines)
	l.width = utf8.RuneCountInString(l.text)
	return l
}

// next goes on behind a line.
func (r *Reader) next(l readerLine) {
	r.advance(l.size, 1)
	if r.cr = l.cr; r.cr && r.rest() != "" {
		r.skipLF()
	}
}

// skipLF goes on behind a LF that belongs to the CR before it.
func (r *Reader) skipLF() {
	r.cr = false
	if r.block[r.pos] == '\n' {
		r.advance(1, 0)
	}
}

// linesOf returns how many lines a zone has whose first is l, or 0.
func (r *Reader) linesOf(l readerLine) int {
	if r.Layout != 0 {
		lines, width := r.Layout.Size()
		switch l.width {
		case width:
			return lines
		case lines * width:
			return 1
		}
		return 0
	}
	switch l.width {
	case 36, 44:
		return 2
	case 30:
		return 3
	case 72, 88, 90:
		return 1
	}
	return 0
}

// startsAfresh reports whether no record goes on over a line, whatever stands before
// it: one begins with it, or it is none.
func (r *Reader) startsAfresh(l readerLine) bool {
	return l.blank() || r.linesOf(l) <= 1 || readsAsFirst(l)
}

func (r *Reader) groupWidth() int { return utf8.RuneCountInString(r.group[0]) }

// readsAsFirst reports whether a line, which by its length goes on with the
// open zone, is rather the first line of another one: a line before it is
// missing.
//
// In zones of two lines the first holds a name and has no digits, but for
// errors of reading; the second has two dates and their check digits. In those
// of three, the first begins with letters and goes on with a number; the second
// begins with a date and the third has no digits.
func readsAsFirst(l readerLine) bool {
	if !isLetter(l.text[0]) {
		return false
	}
	head, tail := 0, 0 // digits in the first five places, and behind them
	for i := range len(l.text) {
		if isDigit(l.text[i]) {
			if i < 5 {
				head++
			} else {
				tail++
			}
		}
	}
	if l.width == 30 {
		return head <= 1 && tail >= 3
	}
	return tail <= 3
}

// endGroup returns the error of a zone whose lines have ended too early.
func (r *Reader) endGroup() error {
	err := &SyntaxError{r.groupLen + 1, 1, ErrLineCount}
	r.record = r.groupLine
	r.clearGroup()
	return err
}

func (r *Reader) clearGroup() {
	r.groupLen = 0
	r.group = [maxLines]string{}
}

// parseGroup reads the open zone, which has all its lines.
func (r *Reader) parseGroup() (Document, error) {
	lines := r.group
	n := r.groupLen
	r.record = r.groupLine
	r.clearGroup()
	if d := parseLines(lines[:n], r.Layout); d.facts != 0 {
		return d, nil
	}
	line, column := firstIllegal(lines[:n])
	return Document{}, &SyntaxError{line, column, ErrCharacter}
}

// lengthError returns the error of a line that has no length of a zone.
func (r *Reader) lengthError(l readerLine) error {
	width := 0
	if r.Layout != 0 {
		lines, n := r.Layout.Size()
		width = n
		if l.width > (n+lines*n)/2 {
			width = lines * n
		}
	} else {
		for _, w := range [...]int{30, 36, 44, 72, 88, 90} {
			if width == 0 || abs(l.width-w) < abs(l.width-width) {
				width = w
			}
		}
	}
	return &SyntaxError{1, min(l.width, width) + 1, ErrLineLength}
}

func abs(n int) int { return max(n, -n) }

// fill makes the next block: complete lines, or what the stream ends with.
func (r *Reader) fill() error {
	for {
		if r.err != nil {
			if len(r.buf) == 0 || r.err != io.EOF {
				return r.err
			}
			r.skipBOM()
			r.setBlock(r.take(len(r.buf)))
			return nil
		}
		if r.more() {
			r.setBlock(r.take(bytes.LastIndexAny(r.buf, "\r\n") + 1))
			return nil
		}
		r.shorten()
	}
}

// rest returns what of the block has not been read.
func (r *Reader) rest() string { return r.block[r.pos:] }

// setBlock goes on with another block behind the one that has been read.
func (r *Reader) setBlock(s string) {
	r.offset += int64(r.pos)
	r.block, r.pos = s, 0
}

// maxEmptyReads is how often the stream may give nothing, without an error,
// before that is one.
const maxEmptyReads = 100

// more reads once from the stream and reports whether a line has ended in that.
func (r *Reader) more() bool {
	if r.buf == nil {
		r.buf = make([]byte, 0, blockSize)
	}
	old := len(r.buf)
	for range maxEmptyReads {
		n, err := r.r.Read(r.buf[old:cap(r.buf)])
		r.buf, r.err = r.buf[:old+n], err
		if n > 0 || err != nil {
			break
		}
		r.err = io.ErrNoProgress // if it was the last time
	}
	if bytes.LastIndexAny(r.buf[old:], "\r\n") < 0 {
		return false
	}
	r.skipBOM()
	return true
}

// skipBOM drops a byte order mark at the beginning of the stream.
func (r *Reader) skipBOM() {
	if !r.bom && bytes.HasPrefix(r.buf, []byte(byteOrderMark)) {
		r.drop(len(byteOrderMark))
		r.offset += int64(len(byteOrderMark))
	}
	r.bom = true
}

// take returns the first n bytes of the buffer, which it drops. It is the one
// place where reading allocates.
func (r *Reader) take(n int) string {
	s := string(r.buf[:n])
	r.drop(n)
	return s
}

func (r *Reader) drop(n int) { r.buf = r.buf[:copy(r.buf, r.buf[n:])] }

// byteOrderMark may stand at the beginning of a file in UTF-8.
const byteOrderMark = "\uFEFF"

// shorten drops the end of a line that has so many bytes that it can be no line
// of a zone, so that the buffer never fills up.
func (r *Reader) shorten() {
	if len(r.buf) > maxKept {
		r.cut += int64(len(r.buf) - maxKept)
		r.buf = r.buf[:maxKept]
	}
}
