package main

import (
	"bytes"
	endian "encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// parquetText returns the values of all rows of a Parquet file.
func parquetText(t *testing.T, file string) string {
	t.Helper()
	f, err := parquet.OpenFile(strings.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	n := int64(0)
	for _, g := range f.RowGroups() {
		rows := g.Rows()
		buf := make([]parquet.Row, 100)
		for err = nil; err == nil; {
			var got int
			got, err = rows.ReadRows(buf)
			for _, row := range buf[:got] {
				fmt.Fprintf(&b, "%+v\n", row)
			}
			n += int64(got)
		}
		if err != io.EOF {
			t.Fatal(err)
		}
		rows.Close()
	}
	if n != f.NumRows() {
		t.Fatalf("%d rows, and the footer tells of %d", n, f.NumRows())
	}
	return b.String()
}

// segmented runs the program on parts of the input, each a bit longer than the one
// before, and then on all of it. It returns the folder.
func segmented(t *testing.T, text string, lengths []int, args ...string) string {
	t.Helper()
	dir := t.TempDir()
	args = append([]string{"--out", "parquet", "-o", filepath.Join(dir, "out"), "--resume"}, args...)
	for _, length := range lengths {
		code, _, stderr := runBulk(io.MultiReader(strings.NewReader(text[:length]), brokenReader{}), args...)
		if code != exitUsage || !strings.Contains(stderr, "standard input: broken") {
			t.Fatalf("exit code %d, %s", code, stderr)
		}
	}
	return dir
}

// TestParquetSegments goes on with runs that broke off, at the end of a record, in the
// midst of one and without one since the last time, so that there are several segments.
func TestParquetSegments(t *testing.T) {
	text := mixedLines(3000)
	whole := t.TempDir()
	for _, test := range []struct {
		name    string
		args    []string
		lengths []int
		groups  int // row groups, a segment each
	}{
		{"none", nil, nil, 1},
		{"one", nil, []int{0, 0, 1}, 1},
		{"two", nil, []int{50000}, 2},
		{"many", nil, []int{0, 50000, 50000, 50100, 100000}, 4},
		{"rejected apart", []string{"--errors", "errors"}, []int{50000, 60000}, 3},
		{"columns", []string{"--fields", "line,findings"}, []int{50000, 60000}, 3},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			want := filepath.Join(whole, "want")
			_, _, wantCounts := runBulk(strings.NewReader(text), append([]string{"--out", "parquet", "-o", want}, test.args...)...)
			dir := segmented(t, text, test.lengths, test.args...)
			out := filepath.Join(dir, "out")
			code, _, counts := runBulk(strings.NewReader(text), append([]string{"--out", "parquet", "-o", out, "--resume"}, test.args...)...)
			if code != exitFailed || counts != wantCounts {
				t.Errorf("exit code %d, %s; want %s", code, counts, wantCounts)
			}
			files := outFiles(t, dir)
			if len(files) != 1 || parquetText(t, files["out"]) != parquetText(t, readFile(t, want)) {
				t.Errorf("%d files, with rows that are not those of a run that did not break off", len(files))
			}
			// The library numbers row groups itself if no one else did.
			var footer format.FileMetaData
			end := len(files["out"]) - 8
			start := end - int(endian.LittleEndian.Uint32([]byte(files["out"][end:])))
			if err := thrift.Unmarshal(new(thrift.CompactProtocol), []byte(files["out"][start:end]), &footer); err != nil {
				t.Fatal(err)
			}
			if len(footer.RowGroups) != test.groups {
				t.Errorf("%d row groups; want %d", len(footer.RowGroups), test.groups)
			}
			for i, g := range footer.RowGroups {
				if int(g.Ordinal) != i {
					t.Errorf("row group %d has the number %d", i, g.Ordinal)
				}
			}
			if test.groups == 1 && files["out"] != readFile(t, want) {
				t.Error("one segment is not the file that is written without a break")
			}
		})
	}
}

// TestParquetFooter holds the footer that is written by parts to what the library writes.
func TestParquetFooter(t *testing.T) {
	name := filepath.Join(t.TempDir(), "out")
	if code, _, stderr := runBulk(strings.NewReader(mixedNDJSON(parquetRows+1000)), "--in", "ndjson", "--out", "parquet", "-o", name); code != exitFailed {
		t.Fatalf("exit code %d, %s", code, stderr)
	}
	file := readFile(t, name)
	f, err := parquet.OpenFile(strings.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	p := newParquetWriter(&b, columns)
	ends := []int64{int64(len(file))}
	if err := p.goOn(strings.NewReader(file), ends); err != nil {
		t.Fatal(err)
	}
	if err := p.join(strings.NewReader(file), ends); err != nil {
		t.Fatal(err)
	}
	want := *f.Metadata()
	if len(want.RowGroups) < 2 {
		t.Fatalf("%d row groups; want several", len(want.RowGroups))
	}
	for i := range want.RowGroups {
		moveRowGroup(&want.RowGroups[i], 0) // takes the index out
	}
	footer, err := thrift.Marshal(new(thrift.CompactProtocol), &want)
	if got := b.Bytes(); err != nil || !bytes.Equal(got[:max(0, len(got)-8)], footer) {
		t.Errorf("%v: %d bytes that are not the %d of the library", err, len(got)-8, len(footer))
	}
}

// TestParquetRipe pins when a segment may end: there is room for few row groups.
func TestParquetRipe(t *testing.T) {
	for _, test := range []struct {
		total, group int64
		want         bool
	}{
		{0, 0, true},
		{1, 1, false},
		{1023, 1023, false},
		{1024, 1024, true},
		{10_000_000, 1024, false},
		{10_000_000, 10_000, true},
		{1_000_000_000, 0, true},
		{1_000_000_000, parquetRows - 1, false},
	} {
		p := &parquetWriter{total: test.total, group: test.group}
		if got := p.ripe(); got != test.want {
			t.Errorf("%d rows, %d of a row group: %t; want %t", test.total, test.group, got, test.want)
		}
	}
}

func TestMoveRowGroup(t *testing.T) {
	g := format.RowGroup{FileOffset: 4, Columns: []format.ColumnChunk{{
		MetaData:          format.ColumnMetaData{DataPageOffset: 5, IndexPageOffset: 6, DictionaryPageOffset: 7, BloomFilterOffset: 8},
		FileOffset:        9,
		OffsetIndexOffset: 10, OffsetIndexLength: 11, ColumnIndexOffset: 12, ColumnIndexLength: 13,
	}, {}}}
	moveRowGroup(&g, 100)
	c, none := g.Columns[0], g.Columns[1]
	got := fmt.Sprint(g.FileOffset, c.MetaData.DataPageOffset, c.MetaData.IndexPageOffset, c.MetaData.DictionaryPageOffset, c.MetaData.BloomFilterOffset, c.FileOffset,
		c.OffsetIndexOffset, c.OffsetIndexLength, c.ColumnIndexOffset, c.ColumnIndexLength, none.FileOffset, none.MetaData.DictionaryPageOffset)
	if want := "104 105 106 107 108 109 0 0 0 0 0 0"; got != want {
		t.Errorf("got %s; want %s", got, want)
	}
}

// TestParquetSpoiled goes on with what is not what the checkpoint tells of. That must
// show, and what there is must stay.
func TestParquetSpoiled(t *testing.T) {
	text := mixedLines(3000)
	for _, test := range []struct {
		name, want string
		part       func(b []byte) []byte
		checkpoint func(c *checkpoint)
	}{
		{"cut short", "is shorter than the checkpoint says", func(b []byte) []byte { return b[:len(b)-1] }, nil},
		{"empty", "is shorter than the checkpoint says", func([]byte) []byte { return nil }, nil},
		{"other bytes", "is not what the checkpoint tells of", func(b []byte) []byte { return bytes.Repeat([]byte("x"), len(b)) }, nil},
		{"a footer of any size", "is not what the checkpoint tells of", func(b []byte) []byte { copy(b[len(b)-8:], "\xff\xff\xff\xff"); return b }, nil},
		{"no segments", "is not what the checkpoint tells of", nil, func(c *checkpoint) { c.Segments = nil }},
		{"a segment too few", "is not what the checkpoint tells of", nil, func(c *checkpoint) { c.Segments = c.Segments[:1] }},
		{"a segment left out", "is not what the checkpoint tells of", nil, func(c *checkpoint) { c.Segments = c.Segments[1:] }},
		{"an end elsewhere", "is not what the checkpoint tells of", nil, func(c *checkpoint) { c.Segments[0]++ }},
		{"no order", "is not what the checkpoint tells of", nil, func(c *checkpoint) { c.Segments[0] = c.Segments[1] }},
		{"an end below zero", "is not what the checkpoint tells of", nil, func(c *checkpoint) { c.Segments[0] = -1 }},
		{"an end beyond the file", "is not what the checkpoint tells of", nil, func(c *checkpoint) { c.Segments[1] += 1 << 40 }},
		{"nothing, with segments", "is not what the checkpoint tells of", nil, func(c *checkpoint) { c.Output = 0 }},
		{"other counts", "is not what the checkpoint tells of", nil, func(c *checkpoint) { c.Counts.OK++ }},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := segmented(t, text, []int{50000, 60000})
			out := filepath.Join(dir, "out")
			part := readFile(t, partName(out))
			if test.part != nil {
				part = string(test.part([]byte(part)))
			}
			if err := os.WriteFile(partName(out), []byte(part), 0o666); err != nil {
				t.Fatal(err)
			}
			var c checkpoint
			if err := json.Unmarshal([]byte(readFile(t, checkpointName(out))), &c); err != nil || len(c.Segments) != 2 {
				t.Fatalf("%v, %d segments", err, len(c.Segments))
			}
			if test.checkpoint != nil {
				test.checkpoint(&c)
				b, _ := json.Marshal(&c)
				if err := os.WriteFile(checkpointName(out), b, 0o666); err != nil {
					t.Fatal(err)
				}
			}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			code, _, stderr := runBulk(strings.NewReader(text), "--out", "parquet", "-o", out, "--resume")
			if runtime.ReadMemStats(&after); after.TotalAlloc-before.TotalAlloc > 1<<30 {
				t.Error("takes more than a GiB of memory")
			}
			if code != exitUsage || !strings.Contains(stderr, test.want) {
				t.Errorf("exit code %d, %s; want %s", code, stderr, test.want)
			}
			if _, err := os.Stat(out); err == nil {
				t.Error("the output is in its place")
			}
			if c.Output > 0 && len(part) > 0 && readFile(t, partName(out)) != part {
				t.Error("what there was has changed")
			}
		})
	}
}
