package main

import (
	"bufio"
	"bytes"
	"cmp"
	"container/heap"
	varint "encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
)

// A sorter sorts more than memory holds: it writes runs that are sorted to files, and
// merges them. An entry is bytes with a key at their beginning, and sorts as bytes.
type sorter struct {
	dir     string // of its files
	limit   int    // bytes of a run
	fan     int    // runs that are merged at a time
	entries [][]byte
	size    int
	block   []byte // in which the entries stand
	runs    []string
	made    int // files
}

// The limits of a sorter that make it need some 30 MiB.
const (
	sortLimit = 12 << 20
	sortFan   = 128
)

// entryCost is what an entry takes besides its bytes.
const entryCost = 24

func newSorter(parent string, limit, fan int) (*sorter, error) {
	dir, err := os.MkdirTemp(parent, "mrz-dedup-")
	if err != nil {
		return nil, tempError(err)
	}
	return &sorter{dir: dir, limit: limit, fan: fan}, nil
}

func tempError(err error) error {
	return fmt.Errorf("the temporary files cannot be used: %w", plainError(err))
}

// close removes the files.
func (s *sorter) close() { os.RemoveAll(s.dir) }

// add adds an entry, which it copies.
func (s *sorter) add(entry []byte) error {
	if s.size+len(entry)+entryCost > s.limit && len(s.entries) > 0 {
		if err := s.flush(); err != nil {
			return err
		}
	}
	if cap(s.block)-len(s.block) < len(entry) {
		s.block = make([]byte, 0, max(1<<20, len(entry)))
	}
	at := len(s.block)
	s.block = append(s.block, entry...)
	s.entries = append(s.entries, s.block[at:len(s.block):len(s.block)])
	s.size += len(entry) + entryCost
	return nil
}

// flush writes a run.
func (s *sorter) flush() error {
	slices.SortFunc(s.entries, bytes.Compare)
	i := 0
	err := s.write(func() ([]byte, error) {
		if i == len(s.entries) {
			return nil, io.EOF
		}
		i++
		return s.entries[i-1], nil
	})
	clear(s.entries)
	s.entries, s.block, s.size = s.entries[:0], nil, 0
	for err == nil && len(s.runs) >= s.fan {
		err = s.mergeRuns()
	}
	return err
}

// mergeRuns makes one run of the first ones.
func (s *sorter) mergeRuns() error {
	old := s.runs[:s.fan]
	m, err := openRuns(old)
	if err != nil {
		return err
	}
	defer m.close()
	s.runs = slices.Clone(s.runs[s.fan:])
	if err := s.write(m.next); err != nil {
		return err
	}
	for _, name := range old {
		os.Remove(name)
	}
	return nil
}

// write writes a run of what next returns up to io.EOF.
func (s *sorter) write(next func() ([]byte, error)) error {
	s.made++
	f, err := os.Create(fmt.Sprintf("%s/%d", s.dir, s.made))
	if err != nil {
		return tempError(err)
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, blockSize)
	var head []byte
	for {
		entry, err := next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		head = varint.AppendUvarint(head[:0], uint64(len(entry)))
		w.Write(head)
		w.Write(entry)
	}
	if err := w.Flush(); err != nil {
		return tempError(err)
	}
	if err := f.Close(); err != nil {
		return tempError(err)
	}
	s.runs = append(s.runs, f.Name())
	return nil
}

// sorted returns all entries in their order. An entry is good until the next one.
func (s *sorter) sorted() (*merger, error) {
	if err := s.flush(); err != nil {
		return nil, err
	}
	return openRuns(s.runs)
}

// A merger reads runs as one.
type merger struct {
	runs []*sortedRun // a heap, by what stands first
	last *sortedRun   // whose entry was returned
}

// A sortedRun is a file that is read.
type sortedRun struct {
	f     *os.File
	r     *bufio.Reader
	order int
	entry []byte
}

func openRuns(names []string) (*merger, error) {
	m := &merger{}
	for i, name := range names {
		f, err := os.Open(name)
		if err != nil {
			m.close()
			return nil, tempError(err)
		}
		r := &sortedRun{f: f, r: bufio.NewReaderSize(f, blockSize), order: i}
		m.runs = append(m.runs, r)
		if err := r.read(); err == io.EOF {
			f.Close()
			m.runs = m.runs[:len(m.runs)-1]
		} else if err != nil {
			m.close()
			return nil, err
		}
	}
	heap.Init(m)
	return m, nil
}

func (r *sortedRun) read() error {
	n, err := varint.ReadUvarint(r.r)
	if err == io.EOF {
		return err
	}
	if err == nil {
		r.entry = slices.Grow(r.entry[:0], int(n))[:n]
		_, err = io.ReadFull(r.r, r.entry)
	}
	if err != nil {
		return tempError(errors.New("they are not what was written"))
	}
	return nil
}

func (m *merger) Len() int      { return len(m.runs) }
func (m *merger) Swap(i, j int) { m.runs[i], m.runs[j] = m.runs[j], m.runs[i] }
func (m *merger) Push(any)      {}
func (m *merger) Less(i, j int) bool {
	a, b := m.runs[i], m.runs[j]
	return cmp.Or(bytes.Compare(a.entry, b.entry), cmp.Compare(a.order, b.order)) < 0
}
func (m *merger) Pop() any {
	last := m.runs[len(m.runs)-1]
	m.runs = m.runs[:len(m.runs)-1]
	return last
}

func (m *merger) next() ([]byte, error) {
	if m.last != nil {
		switch err := m.last.read(); {
		case err == io.EOF:
			m.last.f.Close()
			heap.Remove(m, 0)
		case err != nil:
			return nil, err
		default:
			heap.Fix(m, 0)
		}
		m.last = nil
	}
	if len(m.runs) == 0 {
		return nil, io.EOF
	}
	m.last = m.runs[0]
	return m.last.entry, nil
}

func (m *merger) close() {
	for _, r := range m.runs {
		r.f.Close()
	}
}
