package records

import (
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"example.org/traveldoc/mrz/repair"
)

// Alternatives are the other readings of a character of a text, as they come:
// a character and two digits of percent each.
type Alternatives struct {
	At   int // the number of the character, from 0
	Text string
}

// confidences reads the value of conf.
func (d *JSON) confidences() error {
	v, err := d.json.ReadValue()
	if err != nil {
		return err
	}
	d.conf, _ = jsontext.AppendUnquote(d.conf[:0], v)
	return nil
}

// alternatives reads the value of alt.
func (d *JSON) alternatives() error {
	if _, err := d.json.ReadToken(); err != nil {
		return err
	}
	for d.json.PeekKind() != '}' {
		name, err := d.json.ReadValue()
		if err != nil {
			return err
		}
		key, _ := jsontext.AppendUnquote(nil, name)
		at, bad := strconv.Atoi(string(key))
		v, ok, err := d.stringValue(bad == nil && at >= 0, "alt is not an object of strings")
		if err != nil {
			return err
		}
		if ok {
			text, _ := jsontext.AppendUnquote(nil, v)
			d.alt = append(d.alt, Alternatives{at, string(text)})
		}
	}
	_, err := d.json.ReadToken()
	return err
}

const badReadings = "readings is not an array of strings and of objects with text"

// readings reads the value of readings: texts, or objects with text, conf and alt.
func (d *JSON) readings() error {
	if _, err := d.json.ReadToken(); err != nil {
		return err
	}
	d.r.readings = []repair.Reading{}
	for kind := d.json.PeekKind(); kind != ']'; kind = d.json.PeekKind() {
		d.conf, d.alt, d.text = d.conf[:0], d.alt[:0], d.text[:0]
		ok, err := d.reading(kind)
		switch {
		case err != nil:
			return err
		case ok:
			d.r.readings = append(d.r.readings, repair.Reading{Text: string(d.text), Glyphs: d.glyphs()})
		}
	}
	d.conf, d.alt, d.text = d.conf[:0], d.alt[:0], d.text[:0]
	_, err := d.json.ReadToken()
	return err
}

// reading reads an element of readings. ok is false for what is none.
func (d *JSON) reading(kind jsontext.Kind) (ok bool, err error) {
	switch kind {
	case '"':
		return true, d.string()
	case '{':
	case 0:
		_, err := d.json.ReadToken()
		return false, err
	default:
		d.fail(d.valueOffset(), badReadings)
		return false, d.json.SkipValue()
	}
	at := d.valueOffset()
	if _, err := d.json.ReadToken(); err != nil {
		return false, err
	}
	for d.json.PeekKind() != '}' {
		name, err := d.json.ReadValue()
		if err != nil {
			return false, err
		}
		key, _ := jsontext.AppendUnquote(nil, name)
		switch kind := d.json.PeekKind(); {
		case string(key) == "text" && kind == '"':
			ok, err = true, d.string()
		case string(key) == "conf" && kind == '"':
			err = d.confidences()
		case string(key) == "alt" && kind == '{':
			err = d.alternatives()
		default:
			if jsonKeys[string(key)]&(keyText|keyConf|keyAlt) != 0 && kind != 'n' {
				d.fail(d.valueOffset(), badReadings)
			}
			err = d.json.SkipValue()
		}
		if err != nil {
			return false, err
		}
	}
	if !ok {
		d.fail(at, badReadings)
	}
	_, err = d.json.ReadToken()
	return ok, err
}

const confidenceDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

func (d *JSON) glyphs() []repair.Glyph { return Glyphs(string(d.conf), d.alt) }

// Glyphs returns what conf and alt say, or nil if there is no conf.
func Glyphs(conf string, alt []Alternatives) []repair.Glyph {
	if conf == "" {
		return nil
	}
	var glyphs []repair.Glyph
	for _, c := range conf {
		i := strings.IndexRune(confidenceDigits, c)
		glyphs = append(glyphs, repair.Glyph{Confidence: float64(max(i, 0)) / 61})
	}
	for _, a := range alt {
		if a.At < len(glyphs) {
			glyphs[a.At].Alternatives = a.list()
		}
	}
	return glyphs
}

// list returns the readings. What is not of the form ends them.
func (a Alternatives) list() (list []repair.Alternative) {
	chars := []rune(a.Text)
	for ; len(chars) >= 3; chars = chars[3:] {
		percent, err := strconv.ParseUint(string(chars[1:3]), 10, 8)
		if err != nil {
			break
		}
		list = append(list, repair.Alternative{Char: chars[0], Confidence: float64(percent) / 100})
	}
	return list
}
