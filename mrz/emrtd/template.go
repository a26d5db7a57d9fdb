package emrtd

import (
	"slices"
	"unicode/utf8"
)

// This file reads and writes what DG11 and DG12 have in common: a tag list and
// optional objects, among them a list of names (Doc 9303-10 sections 4.7.11 and
// 4.7.12).

// The tags of both.
const (
	tagList  Tag = 0x5C // the tags of the objects
	tagNames Tag = 0xA0 // the names of other people, or other names
	tagCount Tag = 0x02 // how many
)

// A form is what the value of an object is made of.
type form uint8

const (
	formText  form = iota
	formDate       // YYYYMMDD
	formTime       // YYYYMMDDhhmmss
	formImage      // bytes
	formNames      // the list of names
)

// A member is an object of a template, and the field of G that it fills.
type member[G any] struct {
	tag   Tag
	form  form
	max   int // bytes, 0 for no limit
	value func(*G) *string
}

// A template is the description of a data group. Its members are in the order of
// the table of the standard, in which they are written if nothing says otherwise.
type template[G any] struct {
	tag     Tag
	name    Tag // of a single name in the list of names
	maxName int // bytes, 0 for no limit
	members []member[G]
	common  func(*G) common
}

// common are the fields that the data groups have in common.
type common struct {
	names   *[]Name
	tags    *[]Tag
	unknown *[]Object
}

func (t *template[G]) member(tag Tag) *member[G] {
	for i := range t.members {
		if t.members[i].tag == tag {
			return &t.members[i]
		}
	}
	return nil
}

// listed returns the tag that stands for an object in a tag list. UNCONFIRMED: the
// standard doesn't say whether a list of names is listed by its own tag or by that
// of the names, and both are met.
func (t *template[G]) listed(tag Tag) Tag {
	if tag == t.name {
		return tagNames
	}
	return tag
}

// positions returns the place of each tag of a tag list.
func (t *template[G]) positions(tags []Tag) map[Tag]int {
	at := make(map[Tag]int, len(tags))
	for i, tag := range tags {
		if _, ok := at[t.listed(tag)]; !ok {
			at[t.listed(tag)] = i
		}
	}
	return at
}

// position returns where an object has to stand: that of its tag in the tag list,
// and behind all others if it is not listed.
func (t *template[G]) position(at map[Tag]int, tag Tag, listed int) int {
	if i, ok := at[t.listed(tag)]; ok {
		return i
	}
	return listed
}

// decode decodes a data group into g, which is zero.
func (t *template[G]) decode(b []byte, g *G) ([]Remark, error) {
	c := &cursor{data: string(b), end: len(b)}
	outer, err := c.expect(t.tag)
	if err != nil {
		return nil, err
	}
	c.enter(outer)
	f := t.common(g)
	var objects []element // but the tag list
	list := -1            // the offset of the tag list
	seen := make(map[Tag]bool)
	for c.pos < c.end {
		e, err := c.next()
		if err != nil {
			return nil, err
		}
		if e.Tag == tagList && list < 0 {
			if len(objects) > 0 {
				c.remark(RemarkOrder, tagList, e.start)
			}
			list, seen[tagList] = e.start, true
			if *f.tags, err = t.tags(c, e); err != nil {
				return nil, err
			}
			continue
		}
		objects = append(objects, e)
		kept, err := t.take(c, g, e, seen)
		if err != nil {
			return nil, err
		}
		if !kept {
			*f.unknown = append(*f.unknown, e.Object)
		}
	}
	if list < 0 {
		c.remark(RemarkNoTagList, t.tag, outer.start)
	} else {
		t.compare(c, objects, *f.tags, list)
	}
	_, tags := t.objects(g)
	t.sort(*f.unknown, tags) // as they will be written
	return c.remarks, nil
}

// tags reads a tag list. The list is never nil.
func (*template[G]) tags(c *cursor, e element) ([]Tag, error) {
	in := cursor{data: c.data}
	in.enter(e)
	tags := make([]Tag, 0, len(e.Value)/2)
	for in.pos < in.end {
		tag, err := in.tag()
		if err != nil {
			return nil, err
		}
		tags = append(tags, tag)
	}
	return tags, nil
}

// take puts an object into the field that is for it. It is false if there is none.
func (t *template[G]) take(c *cursor, g *G, e element, seen map[Tag]bool) (bool, error) {
	f := t.common(g)
	if e.Tag == t.name { // as in the example of an earlier edition
		c.remark(RemarkNameOutside, e.Tag, e.start)
		t.look(c, e, formText, t.maxName)
		*f.names = append(*f.names, Name(e.Value))
		return true, nil
	}
	if seen[e.Tag] {
		c.remark(RemarkDuplicate, e.Tag, e.start)
		return false, nil
	}
	m := t.member(e.Tag)
	switch {
	case m == nil:
		seen[e.Tag] = true
		return false, nil
	case e.Value == "":
		c.remark(RemarkEmpty, e.Tag, e.start)
		return true, nil
	case m.form == formNames:
		names, ok, err := t.names(c, e)
		if err != nil || !ok {
			return false, err
		}
		seen[e.Tag] = len(names) > 0
		*f.names = append(*f.names, names...)
		return true, nil
	}
	seen[e.Tag] = true
	t.look(c, e, m.form, m.max)
	*m.value(g) = e.Value
	return true, nil
}

// look remarks on a value.
func (*template[G]) look(c *cursor, e element, f form, limit int) {
	if limit > 0 && len(e.Value) > limit {
		c.remark(RemarkTooLong, e.Tag, e.start)
	}
	switch {
	case f == formText && !utf8.ValidString(e.Value):
		c.remark(RemarkNotUTF8, e.Tag, e.start)
	case f == formDate && digitsOf(e.Value, dateDigits) == "",
		f == formTime && digitsOf(e.Value, timeDigits) == "":
		c.remark(RemarkDate, e.Tag, e.start)
	}
}

// names reads a list of names. It is false if the object is something else.
func (t *template[G]) names(c *cursor, e element) (names []Name, ok bool, err error) {
	in := cursor{data: c.data}
	in.enter(e)
	count := ""
	for first := true; in.pos < in.end; first = false {
		n, err := in.next()
		if err != nil {
			return nil, false, err
		}
		if first != (n.Tag == tagCount) || !first && n.Tag != t.name {
			c.remark(RemarkNameList, e.Tag, e.start)
			return nil, false, nil
		}
		if first {
			count = n.Value
			continue
		}
		t.look(&in, n, formText, t.maxName)
		names = append(names, Name(n.Value))
	}
	c.remarks = append(c.remarks, in.remarks...)
	if count != countOf(len(names)) {
		c.remark(RemarkNameCount, e.Tag, e.start)
	}
	if len(names) == 0 {
		c.remark(RemarkEmpty, e.Tag, e.start)
	}
	return names, true, nil
}

// countOf returns the number of names as it is written: one byte, or as many as it
// needs.
func countOf(n int) string {
	if n <= 0xFF {
		return string([]byte{byte(n)})
	}
	return countOf(n>>8) + string([]byte{byte(n)})
}

// compare compares the objects with the tag list, which stands at an offset.
func (t *template[G]) compare(c *cursor, objects []element, tags []Tag, offset int) {
	at := t.positions(tags)
	present := make(map[Tag]bool, len(objects))
	last := 0
	for _, e := range objects {
		present[t.listed(e.Tag)] = true
		if _, ok := at[t.listed(e.Tag)]; !ok {
			c.remark(RemarkUnlisted, e.Tag, e.start)
		}
		p := t.position(at, e.Tag, len(tags))
		if p < last {
			c.remark(RemarkOrder, e.Tag, e.start)
		}
		last = max(last, p)
	}
	for _, tag := range tags {
		if !present[t.listed(tag)] {
			present[t.listed(tag)] = true // once
			c.remark(RemarkMissing, tag, offset)
		}
	}
}

// objects returns the objects of a data group, in the order in which they are
// written, and its tag list.
func (t *template[G]) objects(g *G) (objects []Object, tags []Tag) {
	f := t.common(g)
	for _, m := range t.members {
		switch {
		case m.form == formNames && len(*f.names) > 0:
			value := appendObject(nil, tagCount, countOf(len(*f.names)))
			for _, n := range *f.names {
				value = appendObject(value, t.name, string(n))
			}
			objects = append(objects, Object{tagNames, string(value)})
		case m.form != formNames && *m.value(g) != "":
			objects = append(objects, Object{m.tag, *m.value(g)})
		}
	}
	objects = append(objects, *f.unknown...)
	tags = *f.tags
	if tags == nil {
		for _, o := range objects {
			tags = append(tags, o.Tag)
		}
	}
	t.sort(objects, tags)
	return objects, tags
}

// sort puts objects in the order of a tag list.
func (t *template[G]) sort(objects []Object, tags []Tag) {
	at := t.positions(tags)
	slices.SortStableFunc(objects, func(a, b Object) int {
		return t.position(at, a.Tag, len(tags)) - t.position(at, b.Tag, len(tags))
	})
}

// append appends a data group. The error is ErrTag, with dst as it was.
func (t *template[G]) append(dst []byte, g *G) ([]byte, error) {
	objects, tags := t.objects(g)
	var list []byte
	for _, tag := range tags {
		if !tag.valid() {
			return dst, ErrTag
		}
		list = appendTag(list, tag)
	}
	content := appendObject(nil, tagList, string(list))
	for _, o := range objects {
		if !o.Tag.valid() {
			return dst, ErrTag
		}
		content = appendObject(content, o.Tag, o.Value)
	}
	return appendObject(dst, t.tag, string(content)), nil
}
