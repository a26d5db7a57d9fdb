package apis

import (
	"strings"

	"example.org/traveldoc/mrz"
)

// A segmentWriter writes segments behind one another. What is empty at the end of
// an element or of a segment is left out.
type segmentWriter struct {
	b       []byte
	service serviceString
	charset Charset

	// The place, for errors, and the separators that are owed until something
	// follows them.
	place            EncodeError
	owedElements     int
	owedComponents   int
	segments         int // of the message
	start            int // in b: where the segment begins
	group            int // bytes of the segments of a person, and so on: see MaxGroup
	err              *EncodeError
	releaseCharacter byte
}

func (w *segmentWriter) init(service serviceString, set Charset) {
	w.service, w.charset, w.releaseCharacter = service, set, service.release()
}

// fail keeps the first error.
func (w *segmentWriter) fail(err error) {
	if w.err == nil {
		e := w.place
		e.Err = err
		w.err = &e
	}
}

func (w *segmentWriter) begin(tag string) {
	w.start = len(w.b)
	w.b = append(w.b, tag...)
	w.place.Tag = knownTag(tag)
	w.place.Element, w.place.Component, w.place.Character = 0, 0, 0
	w.owedElements, w.owedComponents = 0, 0
	w.segments++
}

// end ends a segment. One that a Decoder would leave out is refused.
func (w *segmentWriter) end() {
	w.b = append(w.b, w.service[markTerminator])
	w.place.Element, w.place.Component = 0, 0
	size := len(w.b) - w.start
	if w.group += size; size > MaxSegment+1 || w.group > MaxGroup {
		w.fail(ErrTooLong)
	}
	w.place.Tag = ""
}

// element begins an element and writes its first components.
func (w *segmentWriter) element(components ...string) {
	w.owedElements++
	w.owedComponents = 0
	w.place.Element++
	w.place.Component = 0
	for _, c := range components {
		w.component(c)
	}
}

func (w *segmentWriter) component(s string) {
	w.place.Component++
	if s = trimBlanks(s); s == "" {
		w.owedComponents++
		return
	}
	for ; w.owedElements > 0; w.owedElements-- {
		w.b = append(w.b, w.service[separatorElement])
	}
	for ; w.owedComponents > 0; w.owedComponents-- {
		w.b = append(w.b, w.service[separatorComponent])
	}
	w.owedComponents = 1
	w.data(s)
}

// data writes the characters of a component.
func (w *segmentWriter) data(s string) {
	for i := range len(s) {
		c := s[i]
		switch {
		case !w.charset.has(c):
			w.place.Character = i + 1
			w.fail(ErrCharacter)
			w.place.Character = 0
			return
		case c == w.service[separatorComponent], c == w.service[separatorElement], c == w.service[markTerminator], c == w.releaseCharacter:
			if w.releaseCharacter == 0 {
				w.place.Character = i + 1
				w.fail(ErrCharacter)
				w.place.Character = 0
				return
			}
			w.b = append(w.b, w.releaseCharacter)
		}
		w.b = append(w.b, c)
	}
}

// segment writes a segment whose elements have one component each, up to the last
// that has something.
func (w *segmentWriter) segment(tag string, elements ...string) {
	w.begin(tag)
	for _, e := range elements {
		w.element(e)
	}
	w.end()
}

// valued is segment of one whose last element is why it is written.
func (w *segmentWriter) valued(tag string, elements ...string) {
	last := len(elements) - 1
	w.begin(tag)
	for _, e := range elements[:last] {
		w.element(e)
	}
	w.element(w.required(elements[last]))
	w.end()
}

// failNext fails with the place of the element that comes next.
func (w *segmentWriter) failNext(err error) {
	component := w.place.Component
	w.place.Element++
	w.place.Component = 0
	w.fail(err)
	w.place.Element--
	w.place.Component = component
}

// required fails if a value is empty that stands in the element that comes next.
func (w *segmentWriter) required(s string) string {
	if trimBlanks(s) == "" {
		w.failNext(ErrRequired)
	}
	return s
}

// raw writes a segment as it is, with all that is empty in it.
func (w *segmentWriter) raw(s Segment) {
	if !validTag(s.Tag) {
		w.fail(ErrSegment)
		return
	}
	w.begin(s.Tag)
	for _, e := range s.Elements {
		w.b = append(w.b, w.service[separatorElement])
		w.place.Element++
		w.place.Component = 0
		for i, c := range e {
			if w.place.Component++; i > 0 {
				w.b = append(w.b, w.service[separatorComponent])
			}
			w.data(c)
		}
	}
	w.end()
}

// date writes a DTM with a date of known parts, if there is one.
func (w *segmentWriter) date(use string, d mrz.Date) {
	if d == (mrz.Date{}) {
		return
	}
	w.begin("DTM")
	w.element(use)
	if !d.IsComplete() {
		w.place.Component = 2
		w.fail(ErrDate)
	}
	w.component(d.String())
	w.end()
}

// trimBlanks takes the blanks from both ends of a value: stray ones are met in the
// examples of the guide, and mean nothing.
func trimBlanks(s string) string { return strings.Trim(s, " ") }
