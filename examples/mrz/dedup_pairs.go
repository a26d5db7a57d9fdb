package main

import (
	"bytes"
	"context"
	varint "encoding/binary"
	"io"
)

// A pair is two records that are the same document, and why; a is before b.
type pair struct {
	a, b node
	why  reasons
}

func (p pair) append(dst []byte) []byte {
	dst = varint.BigEndian.AppendUint64(dst, uint64(p.a))
	dst = varint.BigEndian.AppendUint64(dst, uint64(p.b))
	for _, r := range p.why {
		dst = append(dst, byte(r))
	}
	return dst
}

func readPair(b []byte) pair {
	p := pair{a: node(varint.BigEndian.Uint64(b)), b: node(varint.BigEndian.Uint64(b[nodeSize:]))}
	for i := range p.why {
		p.why[i] = reason(b[2*nodeSize+i])
	}
	return p
}

// find compares the records that share a key, and adds the pairs.
func (d *dedup) find(ctx context.Context, entries, pairs *sorter) error {
	m, err := entries.sorted()
	if err != nil {
		return err
	}
	b := block{d: d, pairs: pairs}
	for {
		entry, err := m.next()
		if err == io.EOF {
			return nil
		}
		if err == nil {
			err = ctx.Err()
		}
		if err == nil {
			err = b.add(entry)
		}
		if err != nil {
			return err
		}
	}
}

// A block is the records that share a key, as they come: sorted by what they are, and
// then by their place in the input. The same ones are one head, with which others are
// compared; the heads are no more than some, the last ones.
type block struct {
	d       *dedup
	pairs   *sorter
	key     []byte
	fields  []byte    // of the last head
	first   node      // of the first record: most blocks have no other, and are not read
	heads   []*double // not yet if there is one record
	star    *double   // the first of the last ones with one number and birth
	dropped int       // heads that others are no longer compared with
	entry   []byte
}

func (b *block) add(entry []byte) error {
	key, fields, n := cutEntry(entry)
	if !bytes.Equal(key, b.key) {
		b.key, b.fields = append(b.key[:0], key...), append(b.fields[:0], fields...)
		b.heads, b.first, b.dropped = b.heads[:0], n, 0
		return nil
	}
	kind := key[0]
	if len(b.heads) == 0 {
		b.star = readDouble(kind, b.fields, b.first)
		b.heads = append(b.heads, b.star)
	}
	last := b.heads[len(b.heads)-1]
	if bytes.Equal(fields, b.fields) {
		if kind != keyNumber {
			return nil // told under their number
		}
		return b.tell(last, &double{node: n, state: last.state, number: last.number, birth: last.birth, name: last.name, field: last.field})
	}
	b.fields = append(b.fields[:0], fields...)
	return b.addHead(kind, readDouble(kind, fields, n))
}

// addHead compares a record with those before it. Of exact doubles all are paired with
// the first of them, however many there are.
func (b *block) addHead(kind byte, x *double) error {
	if kind == keyNumber {
		if x.birth != b.star.birth {
			b.star = x
		} else if err := b.tell(b.star, x); err != nil {
			return err
		}
	}
	if kind == keyNumber && b.d.exact {
		b.heads = append(b.heads[:0], x)
		return nil
	}
	b.d.leftOut += b.dropped
	for _, h := range b.heads {
		sameBirth, sameNumber := h.birth == x.birth, h.number == x.number
		if kind == keyNumber && sameBirth || kind != keyNumber && sameNumber {
			continue // told above, or under their number
		}
		if err := b.tell(h, x); err != nil {
			return err
		}
	}
	if b.heads = append(b.heads, x); len(b.heads) > b.d.limits.heads {
		b.heads = b.heads[1:]
		b.dropped++
	}
	return nil
}

// tell adds a pair if two records are one. Those that share several keys come several
// times, with the same reasons.
func (b *block) tell(x, y *double) error {
	if x.node > y.node {
		x, y = y, x
	}
	why, ok := compareDoubles(x, y)
	if !ok {
		return nil
	}
	b.entry = pair{x.node, y.node, why}.append(b.entry[:0])
	return b.pairs.add(b.entry)
}
