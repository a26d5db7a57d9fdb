package records

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"example.org/traveldoc/examples/internal/zone"
	"example.org/traveldoc/mrz"
)

// A JSON decodes objects with an id and one of lines, mrz, text and readings. One
// goroutine uses it at a time.
//
// It reads the whole line whatever it finds, so that an error does not hide an
// id that stands behind it.
type JSON struct {
	json  *jsontext.Decoder
	src   bytes.Buffer
	opts  jsontext.Options
	ascii bool
	// repair keeps the text of a zone, so that it can be repaired.
	repair bool
	name   []byte
	conf   []byte // of the characters of the text
	alt    []Alternatives
	text   []byte // of the zone

	r     *Record
	found jsonKey // the keys that the object has
	lines []int   // the lengths of the lines in it, if they came as such
}

// A jsonKey is a set of keys that mean something.
type jsonKey uint8

const (
	keyID jsonKey = 1 << iota
	keyLines
	keyMRZ
	keyText
	keyConf
	keyAlt
	keyReadings
)

// NewJSON returns a decoder. With ascii it escapes what is not ASCII in an id; with
// repair it keeps the text of a zone, so that it can be repaired.
func NewJSON(ascii, repair bool) *JSON {
	// Both are allowed so that an id is as free as JSON lets it be. UTF-8 is
	// checked at the end, and the keys that count are checked here.
	opts := []jsontext.Options{jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)}
	d := &JSON{json: jsontext.NewDecoder(&bytes.Buffer{}, opts...), ascii: ascii, repair: repair}
	d.opts = d.json.Options()
	return d
}

// Decode lays out the zone of a record from its Raw: it sets the Doc, or what is to
// be looked at in its place, or the Err; and the ID.
func (d *JSON) Decode(r *Record) {
	d.r, d.found, d.text, d.lines = r, 0, d.text[:0], d.lines[:0]
	d.conf, d.alt = d.conf[:0], d.alt[:0]
	d.src = *bytes.NewBuffer(r.Raw) // which the decoder reads in place
	d.json.Reset(&d.src, d.opts)
	if err := d.object(); err != nil {
		at := len(bytes.TrimRight(r.Raw, "\r\n"))
		if syntax := (*jsontext.SyntacticError)(nil); errors.As(err, &syntax) {
			at = min(at, int(syntax.ByteOffset))
		}
		d.fail(at, "not valid JSON")
	}
	if !utf8.Valid(r.Raw) {
		d.fail(validLen(r.Raw), "not valid UTF-8")
	}
	if r.Err.Kind == "" {
		d.zone()
	}
	if cap(d.text)+cap(d.name) > maxKept {
		d.name, d.text, d.lines = nil, nil, nil
	}
}

// validLen returns the length of the beginning of b that is UTF-8.
func validLen(b []byte) (n int) {
	for n < len(b) {
		c, size := utf8.DecodeRune(b[n:])
		if c == utf8.RuneError && size == 1 {
			break
		}
		n += size
	}
	return n
}

// fail sets the error of the record, if it has none yet. The message says what
// is wrong, with no part of the line.
func (d *JSON) fail(offset int, message string) {
	if d.r.Err.Kind == "" {
		column := utf8.RuneCount(d.r.Raw[:offset]) + 1
		d.r.Err = zone.Error{Kind: zone.JSON, Line: d.r.Line, Column: column, Message: message}
	}
}

// object reads the line. An error is one of JSON.
func (d *JSON) object() error {
	switch d.json.PeekKind() {
	case '{':
	case 0:
		_, err := d.json.ReadToken()
		return err
	default:
		d.fail(d.valueOffset(), "not an object")
		return d.json.SkipValue()
	}
	if _, err := d.json.ReadToken(); err != nil {
		return err
	}
	for d.json.PeekKind() != '}' {
		if err := d.member(); err != nil {
			return err
		}
	}
	if _, err := d.json.ReadToken(); err != nil {
		return err
	}
	if d.json.PeekKind() == 0 {
		if _, err := d.json.ReadToken(); err != io.EOF {
			return err
		}
		return nil
	}
	d.fail(d.valueOffset(), "more than one value in the line")
	return nil
}

// valueOffset returns where the next value begins, which has been peeked at.
func (d *JSON) valueOffset() int {
	at := int(d.json.InputOffset())
	return at + len(d.r.Raw[at:]) - len(bytes.TrimLeft(d.r.Raw[at:], " \t\r\n:,"))
}

var jsonKeys = map[string]jsonKey{"id": keyID, "lines": keyLines, "mrz": keyMRZ, "text": keyText, "conf": keyConf, "alt": keyAlt, "readings": keyReadings}

// member reads a key and its value.
func (d *JSON) member() error {
	raw, err := d.json.ReadValue()
	if err != nil {
		return err
	}
	nameOffset := int(d.json.InputOffset()) - len(raw)
	d.name, _ = jsontext.AppendUnquote(d.name[:0], raw)
	key := jsonKeys[string(d.name)]
	kind := d.json.PeekKind()
	if key == 0 || key != keyID && kind == 'n' {
		return d.json.SkipValue()
	}
	if d.found&key != 0 {
		if key == keyID {
			d.r.ID = nil // it is neither of them
		}
		d.fail(nameOffset, "a key that stands there twice")
		return d.json.SkipValue()
	}
	d.found |= key
	switch {
	case key == keyID:
		return d.id()
	case key == keyLines && kind == '[':
		return d.array()
	case key == keyReadings && kind == '[':
		return d.readings()
	case key == keyReadings:
		d.fail(d.valueOffset(), badReadings)
	case key == keyConf && kind == '"':
		return d.confidences()
	case key == keyAlt && kind == '{':
		return d.alternatives()
	case key == keyConf:
		d.fail(d.valueOffset(), "conf is not a string")
	case key == keyAlt:
		d.fail(d.valueOffset(), "alt is not an object of strings")
	case (key == keyMRZ || key == keyText) && kind == '"':
		return d.string()
	case key == keyLines:
		d.fail(d.valueOffset(), "lines is not an array of strings")
	case key == keyMRZ:
		d.fail(d.valueOffset(), "mrz is not a string")
	default:
		d.fail(d.valueOffset(), "text is not a string")
	}
	return d.json.SkipValue()
}

// id reads the id. It is kept as it stands, but white space in it goes and what
// is no plain character is escaped: what is printed must stay in one line,
// whatever a program takes for a line, and must not command a terminal.
func (d *JSON) id() error {
	v, err := d.json.ReadValue()
	if err != nil || !utf8.Valid(v) {
		return err // that it is not UTF-8 is told later
	}
	if bytes.ContainsAny(v, " \t\r\n") {
		v = v.Clone()
		if err := v.Compact(); err != nil {
			return err
		}
	}
	d.r.ID = d.appendEscaped(make([]byte, 0, len(v)), v)
	return nil
}

// appendEscaped appends a JSON value, with escapes for control characters and
// the line breaks of Unicode, and for all that is not ASCII if asked to. Outside
// of strings there are none.
func (d *JSON) appendEscaped(dst, v []byte) []byte {
	for _, r := range string(v) {
		switch {
		case ' ' <= r && r <= '~':
			dst = append(dst, byte(r))
		case !unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) && !(d.ascii && r >= utf8.RuneSelf):
			dst = utf8.AppendRune(dst, r)
		case r > 0xFFFF:
			high, low := utf16.EncodeRune(r)
			dst = fmt.Appendf(dst, `\u%04x\u%04x`, high, low)
		default:
			dst = fmt.Appendf(dst, `\u%04x`, r)
		}
	}
	return dst
}

// string reads the value of mrz or text.
func (d *JSON) string() error {
	v, err := d.json.ReadValue()
	if err != nil {
		return err
	}
	d.text, _ = jsontext.AppendUnquote(d.text[:0], v) // what is no character becomes one that is illegal
	return nil
}

// array reads the value of lines.
func (d *JSON) array() error {
	if _, err := d.json.ReadToken(); err != nil {
		return err
	}
	d.text = d.text[:0]
	for d.json.PeekKind() != ']' {
		v, ok, err := d.stringValue(true, "lines is not an array of strings")
		if err != nil {
			return err
		}
		if ok {
			d.line(v)
		}
	}
	_, err := d.json.ReadToken()
	return err
}

// stringValue reads a value that is to be a string, of a good key. ok is false for
// another one, which it goes over and tells of.
func (d *JSON) stringValue(good bool, message string) (v jsontext.Value, ok bool, err error) {
	kind := d.json.PeekKind()
	if kind == '"' && good {
		v, err = d.json.ReadValue()
		return v, err == nil, err
	}
	if kind != 0 {
		d.fail(d.valueOffset(), message)
	}
	return nil, false, d.json.SkipValue()
}

// line appends an element of lines to the text. These are exact lines, so what
// mrz.Parse would overlook around a line (or take for the end of one) becomes a
// character that it does not.
func (d *JSON) line(quoted []byte) {
	if len(d.lines) > 0 {
		d.text = append(d.text, '\n')
	}
	from := len(d.text)
	d.text, _ = jsontext.AppendUnquote(d.text, quoted)
	for i, c := range d.text[from:] {
		switch c {
		case ' ', '\t', '\r', '\n', 0x02, 0x03:
			d.text[from+i] = '?'
		}
	}
	d.lines = append(d.lines, len(d.text)-from)
	if len(d.text) == from {
		d.text = append(d.text, '?') // a line nevertheless
	}
}

// zone lays out the text.
func (d *JSON) zone() {
	switch d.found &^ (keyID | keyConf | keyAlt) {
	case keyLines, keyMRZ:
	case keyReadings:
		d.r.search = true
		return
	case keyText:
		d.r.text, d.r.search = string(d.text), true
		d.r.glyphs = d.glyphs()
		return
	case 0:
		d.fail(0, "neither lines nor mrz nor text nor readings")
		return
	default:
		d.fail(0, "more than one of lines, mrz, text and readings")
		return
	}
	if d.repair {
		d.r.text, d.r.bent = string(d.text), true
	}
	doc, err := mrz.ParseBytes(d.text)
	if err != nil {
		e := *err.(*mrz.SyntaxError)
		if e.Err == mrz.ErrLineLength && e.Line <= len(d.lines) && d.lines[e.Line-1] == 0 {
			e.Column = 1 // and not behind the character that stands for the empty line
		}
		d.r.Err = ZoneError(&e, d.r.Line)
		return
	}
	d.r.Doc = doc
}
