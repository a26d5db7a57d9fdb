package main

import (
	"bytes"
	"context"
	varint "encoding/binary"
	"io"
)

// Groups are what pairs join: the connected components of a graph that may be larger
// than memory. They are found by two passes over its sorted edges that take turns, as
// described by Kiveris et al., Connected Components in MapReduce and Beyond (2014). Each
// hangs the neighbours of a record on the least of them, until all of a group hang on its
// first record. A chain of n pairs takes some log(n) turns and not n.

// group returns the pairs sorted by group, each behind the first record of it.
func (d *dedup) group(ctx context.Context, pairs *sorter) (*sorter, error) {
	edges := d.newSorter()
	err := pairs.each(ctx, func(entry []byte) error {
		p := readPair(entry)
		return edges.addEdge(p.a, p.b, true)
	})
	if err != nil {
		edges.close()
		return nil, err
	}
	first, err := d.stars(ctx, edges)
	if err != nil {
		return nil, err
	}
	defer first.close()
	return d.join(ctx, pairs, first)
}

// addEdge adds an edge from b to a or, with both set, in both directions.
func (s *sorter) addEdge(a, b node, both bool) error {
	var e [2 * nodeSize]byte
	put := func(from, to node) error {
		varint.BigEndian.PutUint64(e[:], uint64(from))
		varint.BigEndian.PutUint64(e[nodeSize:], uint64(to))
		return s.add(e[:])
	}
	if both {
		if err := put(a, b); err != nil {
			return err
		}
	}
	return put(b, a)
}

// eachEdge calls do for all edges in order.
func (s *sorter) eachEdge(ctx context.Context, do func(from, to node) error) error {
	return s.each(ctx, func(e []byte) error {
		return do(node(varint.BigEndian.Uint64(e)), node(varint.BigEndian.Uint64(e[nodeSize:])))
	})
}

// each calls do for all entries in order, each once, however often it was added.
func (s *sorter) each(ctx context.Context, do func(entry []byte) error) error {
	m, err := s.sorted()
	if err != nil {
		return err
	}
	var last []byte
	for {
		entry, err := m.next()
		if err == io.EOF {
			return nil
		}
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		if last != nil && bytes.Equal(entry, last) {
			continue
		}
		last = append(last[:0], entry...)
		if err := do(last); err != nil {
			return err
		}
	}
}

// stars takes the edges in both directions, which it closes, and returns one from each
// record to the first of its group, but for that one itself.
func (d *dedup) stars(ctx context.Context, edges *sorter) (*sorter, error) {
	for {
		down, changed, err := d.largeStars(ctx, edges)
		edges.close()
		if err != nil {
			return nil, err
		}
		var again bool
		edges, again, err = d.smallStars(ctx, down)
		if err == nil && !changed && !again {
			edges.close()
			return down, nil
		}
		down.close()
		if err != nil {
			return nil, err
		}
	}
}

// largeStars hangs the later neighbours of each record on the least of all of them, and
// itself. The edges that come out go from the later to the earlier record.
func (d *dedup) largeStars(ctx context.Context, edges *sorter) (down *sorter, changed bool, err error) {
	down = d.newSorter()
	at, least := node(0), node(0)
	begun := false
	err = edges.eachEdge(ctx, func(from, to node) error {
		if !begun || from != at {
			begun, at, least = true, from, min(from, to) // the first is the least
		}
		if to < from {
			return nil
		}
		changed = changed || least != from
		return down.addEdge(least, to, false)
	})
	if err != nil {
		down.close()
		return nil, false, err
	}
	return down, changed, nil
}

// smallStars hangs each record and its earlier neighbours on the least of these. It takes
// edges to earlier records; those that come out go both ways.
func (d *dedup) smallStars(ctx context.Context, down *sorter) (edges *sorter, changed bool, err error) {
	edges = d.newSorter()
	at, least := node(0), node(0) // the first record of all has no earlier neighbour
	err = down.eachEdge(ctx, func(from, to node) error {
		if from != at {
			at, least = from, to
			return edges.addEdge(least, from, true)
		}
		changed = true
		return edges.addEdge(least, to, true)
	})
	if err != nil {
		edges.close()
		return nil, false, err
	}
	return edges, changed, nil
}

// join puts the first record of its group before each pair, and counts the records.
func (d *dedup) join(ctx context.Context, pairs, first *sorter) (*sorter, error) {
	m, err := first.sorted()
	if err != nil {
		return nil, err
	}
	groups := d.newSorter()
	edge, err := m.next()
	var entry []byte
	eachErr := pairs.each(ctx, func(p []byte) error {
		for err == nil && bytes.Compare(edge[:nodeSize], p[:nodeSize]) < 0 {
			d.grouped++
			edge, err = m.next()
		}
		if err != nil && err != io.EOF {
			return err
		}
		root := p[:nodeSize] // itself
		if err == nil && bytes.Equal(edge[:nodeSize], p[:nodeSize]) {
			root = edge[nodeSize:]
		}
		entry = append(append(entry[:0], root...), p...)
		return groups.add(entry)
	})
	for err == nil && eachErr == nil {
		d.grouped++
		_, err = m.next()
	}
	if eachErr == nil && err != io.EOF {
		eachErr = err
	}
	if eachErr != nil {
		groups.close()
		return nil, eachErr
	}
	return groups, nil
}
