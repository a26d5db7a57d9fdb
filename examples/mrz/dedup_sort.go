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

// A tempDir is a folder for temporary files, which hold personal data: they are for the
// user alone. Where the system lets a file go that is open they have no name, so that
// nothing of them is left however the program ends.
type tempDir struct {
	path string
	make func(dir, pattern string) (*os.File, error)
}

func newTempDir(parent string) (*tempDir, error) {
	path, err := os.MkdirTemp(parent, "mrz-dedup-") // 0700
	if err != nil {
		return nil, tempError(err)
	}
	return &tempDir{path: path, make: os.CreateTemp}, nil
}

func (d *tempDir) close() { os.RemoveAll(d.path) }

// create creates a file, to be closed by dropFile.
func (d *tempDir) create() (*os.File, error) {
	f, err := d.make(d.path, "") // 0600
	if err != nil {
		return nil, tempError(err)
	}
	os.Remove(f.Name())
	return f, nil
}

func dropFile(f *os.File) {
	f.Close()
	os.Remove(f.Name()) // where it could not be before
}

func tempError(err error) error {
	return fmt.Errorf("the temporary files cannot be used: %w", plainError(err))
}

var errTempChanged = tempError(errors.New("they are not what was written"))

// A sorter sorts more than memory holds: it writes runs that are sorted to files, and
// merges them. An entry is bytes, and sorts as such.
type sorter struct {
	dir     *tempDir
	limit   int // bytes of a run
	fan     int // runs that are merged at a time
	entries [][]byte
	size    int
	blocks  [][]byte     // in which the entries stand; the next run fills them again
	full    int          // blocks before the one that is being filled
	runs    []sortedFile // those that were merged more often first
}

// A sortedFile is a run on the disk.
type sortedFile struct {
	f     *os.File
	size  int64
	level int // how often its entries have been merged
}

// entryCost is what an entry takes besides its bytes.
const entryCost = 24

func newSorter(dir *tempDir, limit, fan int) *sorter {
	return &sorter{dir: dir, limit: limit, fan: fan}
}

// close lets go of the files.
func (s *sorter) close() {
	for _, r := range s.runs {
		dropFile(r.f)
	}
	*s = sorter{}
}

// add adds an entry, which it copies.
func (s *sorter) add(entry []byte) error {
	if s.size+len(entry)+entryCost > s.limit && len(s.entries) > 0 {
		if err := s.flush(); err != nil {
			return err
		}
	}
	for s.full < len(s.blocks) && cap(s.blocks[s.full])-len(s.blocks[s.full]) < len(entry) {
		s.full++
	}
	if s.full == len(s.blocks) {
		s.blocks = append(s.blocks, make([]byte, 0, max(1<<20, len(entry))))
	}
	block := &s.blocks[s.full]
	at := len(*block)
	*block = append(*block, entry...)
	s.entries = append(s.entries, (*block)[at:len(*block):len(*block)])
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
	s.entries, s.size, s.full = s.entries[:0], 0, 0
	for i := range s.blocks {
		s.blocks[i] = s.blocks[i][:0]
	}
	// Only runs of one level are merged: a large one that was merged with each new
	// handful would be written again and again.
	for err == nil && len(s.runs) >= s.fan && s.runs[len(s.runs)-s.fan].level == s.runs[len(s.runs)-1].level {
		err = s.mergeRuns(s.fan)
	}
	return err
}

// mergeRuns makes one run of the last n.
func (s *sorter) mergeRuns(n int) error {
	first := len(s.runs) - n
	m, err := openRuns(s.runs[first:])
	if err == nil {
		err = s.write(m.next)
	}
	if err != nil {
		return err
	}
	merged := s.runs[len(s.runs)-1]
	merged.level = s.runs[first].level + 1
	for _, r := range s.runs[first : len(s.runs)-1] {
		dropFile(r.f)
	}
	s.runs = append(s.runs[:first], merged)
	return nil
}

// write writes a run of what next returns up to io.EOF.
func (s *sorter) write(next func() ([]byte, error)) error {
	f, err := s.dir.create()
	if err != nil {
		return err
	}
	s.runs = append(s.runs, sortedFile{f: f})
	size := &s.runs[len(s.runs)-1].size
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
		if _, err := w.Write(entry); err != nil {
			return tempError(err) // of either
		}
		*size += int64(len(head) + len(entry))
	}
	if err := w.Flush(); err != nil {
		return tempError(err)
	}
	return nil
}

// sorted returns all entries in their order, and may be called again. An entry is good
// until the next one.
func (s *sorter) sorted() (*merger, error) {
	if len(s.entries) > 0 {
		if err := s.flush(); err != nil {
			return nil, err
		}
	}
	s.entries, s.blocks = nil, nil // the memory is for another sorter
	for len(s.runs) > s.fan {
		if err := s.mergeRuns(min(s.fan, len(s.runs)-s.fan+1)); err != nil {
			return nil, err
		}
	}
	return openRuns(s.runs)
}

// A merger reads runs as one.
type merger struct {
	runs []*sortedRun // a heap, by what stands first
	last *sortedRun   // whose entry was returned
}

// A sortedRun is a run that is read.
type sortedRun struct {
	r     *bufio.Reader
	order int
	entry []byte
}

func openRuns(runs []sortedFile) (*merger, error) {
	m := &merger{}
	for i, one := range runs {
		r := &sortedRun{r: bufio.NewReaderSize(io.NewSectionReader(one.f, 0, one.size), blockSize), order: i}
		if err := r.read(); err == io.EOF {
			continue
		} else if err != nil {
			return nil, err
		}
		m.runs = append(m.runs, r)
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
		return errTempChanged
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
