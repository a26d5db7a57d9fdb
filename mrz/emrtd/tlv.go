package emrtd

import (
	"errors"
	"fmt"
	"strconv"
)

// A Tag names an object in a data group: one byte, or two of which the first is
// the higher one, such as 5F1F. The zero value is no tag.
type Tag uint16

// multiByte are the bits of the first byte of a tag that say that another byte
// follows, and tagMore is the bit of that one that says the same (ISO/IEC 7816-4).
const (
	multiByte = 0x1F
	tagMore   = 0x80
)

// String returns the tag as the standard writes it, "5F1F".
func (t Tag) String() string { return fmt.Sprintf("%02X", uint16(t)) }

// MarshalText returns the text of String.
func (t Tag) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

var errTag = errors.New("emrtd: not a tag of one or two bytes")

// UnmarshalText reads what MarshalText writes.
func (t *Tag) UnmarshalText(text []byte) error {
	n, err := strconv.ParseUint(string(text), 16, 16)
	if err != nil || len(text)%2 != 0 || !Tag(n).valid() || len(text) != 2*Tag(n).length() {
		return errTag
	}
	*t = Tag(n)
	return nil
}

// valid reports whether t is a tag that can be written: its bytes say themselves
// that there is one or that there are two.
func (t Tag) valid() bool {
	if t > 0xFF {
		return t>>8&multiByte == multiByte && t&tagMore == 0
	}
	return t != 0 && t&multiByte != multiByte
}

func (t Tag) length() int {
	if t > 0xFF {
		return 2
	}
	return 1
}

func appendTag(dst []byte, t Tag) []byte {
	if t > 0xFF {
		dst = append(dst, byte(t>>8))
	}
	return append(dst, byte(t))
}

// An Object is a tag with a value: an object of a data group as it stands there.
type Object struct {
	Tag   Tag
	Value string // its bytes
}

// appendObject appends an object, its length in as few bytes as it needs.
func appendObject(dst []byte, t Tag, value string) []byte {
	dst = appendTag(dst, t)
	n := len(value)
	size := lengthBytes(n)
	if size > 0 {
		dst = append(dst, 0x80|byte(size))
	}
	for i := size - 1; i > 0; i-- {
		dst = append(dst, byte(n>>(8*i)))
	}
	return append(append(dst, byte(n)), value...)
}

// lengthBytes returns how many bytes a length needs behind the one that says how
// many follow, 0 if it is itself in that one.
func lengthBytes(n int) (size int) {
	if n < 0x80 {
		return 0
	}
	for ; n > 0; n >>= 8 {
		size++
	}
	return size
}

// A cursor reads objects from data[pos:end].
type cursor struct {
	data     string
	pos, end int
	in       Tag // the object around them, 0 if there is none
	remarks  []Remark
}

// An element is an Object, and where it stands.
type element struct {
	Object
	start int // the offset of its tag
	value int // the offset of its value
}

func (c *cursor) remark(k RemarkKind, t Tag, offset int) {
	c.remarks = append(c.remarks, Remark{k, t, offset})
}

// tag reads a tag.
func (c *cursor) tag() (Tag, error) {
	if c.pos == c.end {
		return 0, &SyntaxError{c.pos, c.in, ErrShort}
	}
	start := c.pos
	t := Tag(c.data[c.pos])
	c.pos++
	if t&multiByte == multiByte {
		if c.pos == c.end {
			return 0, &SyntaxError{c.pos, c.in, ErrShort}
		}
		t = t<<8 | Tag(c.data[c.pos])
		c.pos++
	}
	if !t.valid() { // a third byte, or the end marker of an indefinite length
		return 0, &SyntaxError{start, c.in, ErrTag}
	}
	return t, nil
}

// next reads an object.
func (c *cursor) next() (element, error) {
	e := element{start: c.pos}
	t, err := c.tag()
	if err != nil {
		return element{}, err
	}
	e.Tag = t
	at := c.pos // of the length
	if at == c.end {
		return element{}, &SyntaxError{at, t, ErrShort}
	}
	n := uint64(c.data[at])
	c.pos++
	if n >= 0x80 {
		size := int(n & 0x7F)
		if size == 0 || size > 4 {
			return element{}, &SyntaxError{at, t, ErrLength}
		}
		if size > c.end-c.pos {
			return element{}, &SyntaxError{c.end, t, ErrShort}
		}
		n = 0
		for _, b := range []byte(c.data[c.pos : c.pos+size]) {
			n = n<<8 | uint64(b)
		}
		c.pos += size
		if n > uint64(c.end-c.pos) {
			return element{}, &SyntaxError{at, t, ErrShort}
		}
		if size != lengthBytes(int(n)) {
			c.remark(RemarkLongLength, t, e.start)
		}
	}
	if n > uint64(c.end-c.pos) {
		return element{}, &SyntaxError{at, t, ErrShort}
	}
	e.value = c.pos
	c.pos += int(n)
	e.Value = c.data[e.value:c.pos]
	return e, nil
}

// expect reads an object that must have a tag, and behind which there must be
// nothing.
func (c *cursor) expect(t Tag) (element, error) {
	if got, err := (&cursor{data: c.data, pos: c.pos, end: c.end, in: c.in}).tag(); err == nil && got != t {
		return element{}, &SyntaxError{c.pos, got, ErrTag}
	}
	e, err := c.next()
	if err == nil && c.pos < c.end {
		err = &SyntaxError{c.pos, t, ErrTrailing}
	}
	return e, err
}

// enter makes the cursor read what is in an object.
func (c *cursor) enter(e element) {
	c.pos, c.end, c.in = e.value, e.value+len(e.Value), e.Tag
}
