package mrz

import (
	"bytes"
	"io"
	"iter"
	"strings"
)

// Blocks yields the records that are left in blocks, so that several goroutines
// can share the work of a stream. A block is a Reader of whole records, which
// ends with io.EOF:
//
//	for block, err := range r.Blocks() {
//		if err != nil {
//			return err
//		}
//		work <- block // for a goroutine that reads it to its end
//	}
//
// The blocks in their order have just the records that Read would return, with the
// same errors, Line and InputOffset; where the underlying reader fails there may be
// one more, of lines that a line that is too long had ended already. A block has the
// whole records of what has been read, up to some 64 KiB (or 128, of what Read has
// left), and is yielded before the underlying reader is read again. It depends on no
// other block, and not on r, of which InputOffset is the end of the last block. When
// the loop is left early, r goes on behind it. An error is one of the underlying
// reader, and final.
func (r *Reader) Blocks() iter.Seq2[*Reader, error] {
	return func(yield func(*Reader, error) bool) {
		for {
			block, err := r.nextBlock()
			if err == io.EOF {
				return
			}
			if !yield(block, err) || err != nil {
				return
			}
		}
	}
}

func (r *Reader) nextBlock() (*Reader, error) {
	n := 0
	rest := r.rest() // what Read has left
	r.setBlock("")
	if rest != "" || r.buf == nil {
		buf := make([]byte, 0, max(sharedSize, len(rest)+len(r.buf)))
		r.buf = append(append(buf, rest...), r.buf...)
		n = r.wholeRecords()
	}
	for n == 0 {
		switch {
		case r.err != nil:
			if len(r.buf) == 0 || r.err != io.EOF {
				return nil, r.err
			}
			r.skipBOM()
			n = len(r.buf)
		case r.more(), r.cut == 0 && len(r.buf) > maxKept:
			// Lines may stand before one that is too long: they go first, as what
			// is cut off is told of the first line.
			n = r.wholeRecords()
		}
		if n == 0 {
			r.shorten()
		}
	}
	return r.cutBlock(n), nil
}

// cutBlock makes a block of the first n bytes of the buffer.
func (r *Reader) cutBlock(n int) *Reader {
	b := &Reader{Layout: r.Layout, err: io.EOF, bom: true, block: r.take(n), offset: r.offset, cut: r.cut, lineNo: r.lineNo, cr: r.cr}
	r.offset += int64(n) + r.cut
	r.lineNo += lineBreaks(b.block, r.cr)
	r.cr, r.cut = strings.HasSuffix(b.block, "\r"), 0
	return b
}

// lineBreaks returns the number of line breaks in s. cr tells that a CR stands
// before it: then a LF at its beginning is none.
func lineBreaks(s string, cr bool) int {
	if cr {
		s = strings.TrimPrefix(s, "\n")
	}
	n := strings.Count(s, "\n")
	for {
		i := strings.IndexByte(s, '\r')
		if i < 0 {
			return n
		}
		if s = s[i+1:]; !strings.HasPrefix(s, "\n") {
			n++
		}
	}
}

// wholeRecords returns how many bytes of the buffer are whole records: what comes
// behind them in the stream cannot change them. What is left may be the beginning
// of another one.
//
// It looks for a line at the end with which something begins whatever stands
// before it, mostly one of the last three, and reads on from there, not from the
// beginning.
func (r *Reader) wholeRecords() int {
	end := bytes.LastIndexAny(r.buf, "\r\n") + 1
	if len(r.buf)-end > maxLine {
		return end // a line that is too long ends what stands before it
	}
	start := end
	for afresh := false; start > 0 && !afresh; {
		begin := lastLine(r.buf[:start])
		afresh = r.startsAfresh(firstLine(string(r.buf[begin:start])))
		start = begin
	}
	tail := Reader{Layout: r.Layout, err: io.EOF, bom: true, block: string(r.buf[start:end])}
	for {
		n := start + int(tail.InputOffset())
		_, err := tail.Read()
		if err == io.EOF {
			return end
		}
		if syntax, ok := err.(*SyntaxError); ok && syntax.Err == ErrLineCount && tail.rest() == "" {
			return n // the lines of this one have come to an end too early
		}
	}
}

// lastLine returns where the last line of b begins, which has a line break.
func lastLine(b []byte) int {
	n := len(b) - 1
	if bytes.HasSuffix(b, []byte("\r\n")) {
		n--
	}
	return bytes.LastIndexAny(b[:n], "\r\n") + 1
}
