package main

import (
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"example.org/traveldoc/mrz/repair"
)

// alternatives are the other readings of a character of a text, as they come:
// a character and two digits of percent each.
type alternatives struct {
	at   int
	text string
}

// confidences reads the value of conf.
func (d *jsonDecoder) confidences() error {
	v, err := d.json.ReadValue()
	if err != nil {
		return err
	}
	d.conf, _ = jsontext.AppendUnquote(d.conf[:0], v)
	return nil
}

// alternatives reads the value of alt.
func (d *jsonDecoder) alternatives() error {
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
		if kind := d.json.PeekKind(); kind != '"' || bad != nil || at < 0 {
			if kind != 0 {
				d.fail(d.valueOffset(), "alt is not an object of strings")
			}
			if err := d.json.SkipValue(); err != nil {
				return err
			}
			continue
		}
		v, err := d.json.ReadValue()
		if err != nil {
			return err
		}
		text, _ := jsontext.AppendUnquote(nil, v)
		d.alt = append(d.alt, alternatives{at, string(text)})
	}
	_, err := d.json.ReadToken()
	return err
}

const confidenceDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// glyphs returns what conf and alt say, or nil if there is no conf.
func (d *jsonDecoder) glyphs() []repair.Glyph {
	if len(d.conf) == 0 {
		return nil
	}
	var glyphs []repair.Glyph
	for _, c := range string(d.conf) {
		i := strings.IndexRune(confidenceDigits, c)
		glyphs = append(glyphs, repair.Glyph{Confidence: float64(max(i, 0)) / 61})
	}
	for _, a := range d.alt {
		if a.at < len(glyphs) {
			glyphs[a.at].Alternatives = a.list()
		}
	}
	return glyphs
}

// list returns the readings. What is not of the form ends them.
func (a alternatives) list() (list []repair.Alternative) {
	chars := []rune(a.text)
	for ; len(chars) >= 3; chars = chars[3:] {
		percent, err := strconv.ParseUint(string(chars[1:3]), 10, 8)
		if err != nil {
			break
		}
		list = append(list, repair.Alternative{Char: chars[0], Confidence: float64(percent) / 100})
	}
	return list
}
