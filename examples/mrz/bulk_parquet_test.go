package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"

	"example.org/traveldoc/mrz"
)

// TestParquetSchema holds the published schema to what is written.
func TestParquetSchema(t *testing.T) {
	name := filepath.Join("schema", "bulk.parquet.txt")
	got := parquetSchema(columns).String() + "\n"
	if os.Getenv("UPDATE_SCRIPTS") != "" {
		if err := os.WriteFile(name, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil || got != string(want) {
		t.Errorf("%s differs from what is written (%v); set UPDATE_SCRIPTS to write it anew:\n%s", name, err, got)
	}
}

// parquetOut is a row of --out parquet.
type parquetOut struct {
	ID             *string  `parquet:"id"`
	Layout         *string  `parquet:"layout"`
	OK             *bool    `parquet:"ok"`
	DocumentNumber *string  `parquet:"documentNumber"`
	OptionalData   *string  `parquet:"optionalData"`
	BirthDate      *int32   `parquet:"birthDate,date"`
	ErrorKind      *string  `parquet:"errorKind"`
	ErrorLine      *int64   `parquet:"errorLine"`
	Confidence     *float64 `parquet:"confidence"`
	Status         *string  `parquet:"status"`
	Line           *int64   `parquet:"line"`
	Findings       []string `parquet:"findings,list"`
}

func parquetCell[T any](v *T) string {
	if v == nil {
		return ""
	}
	return fmt.Sprint(*v)
}

func (r *parquetOut) cells() []string {
	birth := ""
	if r.BirthDate != nil {
		birth = time.Unix(int64(*r.BirthDate)*86400, 0).UTC().Format(time.DateOnly)
	}
	confidence := ""
	if r.Confidence != nil {
		confidence = strconv.FormatFloat(*r.Confidence, 'f', -1, 64)
	}
	return []string{parquetCell(r.ID), parquetCell(r.Layout), parquetCell(r.OK), parquetCell(r.DocumentNumber), parquetCell(r.OptionalData), birth, parquetCell(r.ErrorKind), parquetCell(r.ErrorLine), confidence, parquetCell(r.Status), parquetCell(r.Line), strings.Join(r.Findings, " ")}
}

// TestParquetOut compares a Parquet file with the CSV of the same records, over
// several row groups.
func TestParquetOut(t *testing.T) {
	const fields = "id,layout,ok,documentNumber,optionalData,birthDate,errorKind,errorLine,confidence,status,line,findings"
	misread, _ := json.Marshal(strings.Replace(passport, "L898902C3", "L8989O2C3", 1))
	in := mixedNDJSON(parquetRows+1000) + `{"id":"x","text":` + string(misread) + "}\n"
	for _, redact := range []string{"--redact=false", "--redact"} {
		out := filepath.Join(t.TempDir(), "out.parquet")
		code, _, stderr := runBulk(strings.NewReader(in), "--in", "ndjson", "--out", "parquet", "-o", out, redact)
		if code != exitFailed {
			t.Fatalf("exit code %d, %s", code, stderr)
		}
		_, table, _ := runBulk(strings.NewReader(in), "--in", "ndjson", "--out", "csv", "--fields", fields, redact)
		want, err := csv.NewReader(strings.NewReader(table)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		got, err := parquet.ReadFile[parquetOut](out)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != len(want)-1 {
			t.Fatalf("%d rows; want %d", len(got), len(want)-1)
		}
		for i := range got {
			row := want[i+1]
			if row[5] == "***" {
				row[5] = "" // a masked date is none
			}
			if g, w := strings.Join(got[i].cells(), "|"), strings.Join(row, "|"); g != w {
				t.Fatalf("row %d: %s; want %s", i, g, w)
			}
		}
		_, stdout, _ := runBulk(strings.NewReader(in), "--in", "ndjson", "--out", "parquet", redact)
		if file, _ := os.ReadFile(out); stdout != string(file) {
			t.Error("standard output differs from a file")
		}
	}
}

type parquetIn struct {
	ID    int64    `parquet:"id"`
	Lines []string `parquet:"lines,list"`
	MRZ   *string  `parquet:"mrz,optional"`
	Other string   `parquet:"other"`
}

// writeParquet writes a file with many row groups.
func writeParquet(t testing.TB, n int) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "in.parquet")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := parquet.NewGenericWriter[parquetIn](f, parquet.MaxRowsPerRowGroup(100), parquet.PageBufferSize(512))
	for i := range n {
		row := parquetIn{ID: int64(i), Other: passport}
		switch text := strings.Replace(passport, "L898902C3", fmt.Sprintf("%09d", i), 1); i % 4 {
		case 0:
			row.MRZ = &text
		case 1:
			row.Lines = strings.Fields(text)
		case 2:
			row.MRZ, row.Lines = &text, []string{}
		}
		if _, err := w.Write([]parquetIn{row}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestParquetIn(t *testing.T) {
	const n = 1000
	name := writeParquet(t, n)
	_, stdout, stderr := runBulk(strings.NewReader(""), "--in", "parquet", "--column", "mrz", name)
	list := results(t, stdout)
	if len(list) != n {
		t.Fatalf("%d results; want %d: %s", len(list), n, stderr)
	}
	for i, r := range list {
		want := "TD3"
		if i%2 == 1 {
			want = fmt.Sprintf("json %d:1", i+1)
		}
		if string(r.ID) != strconv.Itoa(i) || !strings.HasPrefix(r.String(), want) || i%2 == 0 && r.Fields.DocumentNumber != fmt.Sprintf("%09d", i) {
			t.Fatalf("row %d: id %s, %s, number %s; want %s", i, r.ID, r, r.Fields.DocumentNumber, want)
		}
	}
	// Lists as well; an empty one stands beside mrz.
	_, stdout, _ = runBulk(strings.NewReader(""), "--in", "parquet", name)
	for i, r := range results(t, stdout) {
		want := []string{"json", "TD3", "json", "line-count"}[i%4]
		if !strings.HasPrefix(r.String(), want) {
			t.Fatalf("row %d: %s; want %s", i, r, want)
		}
	}
	_, stdout, _ = runBulk(strings.NewReader(""), "--in", "parquet", "--column", "other", "--fields", "id,documentNumber", name)
	if strings.Count(stdout, "L898902C3") != n {
		t.Error("--column other: not all rows are of that column")
	}
	for _, test := range []struct{ args, want string }{
		{"--column none " + name, `has no column "none"`},
		{"--column lines " + name, `the column "lines" has no type that it can have`},
		{"-", "needs a file"},
		{"testdata/passport.txt", "testdata/passport.txt: not valid Parquet data"},
	} {
		code, stdout, stderr := runBulk(strings.NewReader(""), append([]string{"--in", "parquet"}, strings.Fields(test.args)...)...)
		if code != exitUsage || stdout != "" || !strings.Contains(stderr, test.want) {
			t.Errorf("%s: exit code %d, %s; want %s", test.args, code, stderr, test.want)
		}
	}
}

// TestParquetResume goes on in the midst of a file.
func TestParquetResume(t *testing.T) {
	name := writeParquet(t, 500)
	_, whole, _ := runBulk(strings.NewReader(""), "--in", "parquet", name)
	lines := strings.SplitAfter(whole, "\n")
	f := &bulk{in: inParquet}
	for _, from := range []int64{1, 99, 100, 101, 499, 500} {
		var got []int
		p := newPipeline(1, func() *worker { return newWorker(&app{}, f, &mrz.VerifyOptions{}) })
		read := func(ctx context.Context, s *sender) error { return f.sendParquet(ctx, name, from, s) }
		err := p.run(t.Context(), read, func(b *batch) error {
			for _, r := range b.records {
				got = append(got, r.Line)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != len(lines)-1-int(from) || len(got) > 0 && got[0] != int(from)+1 {
			t.Errorf("from row %d: %d rows", from, len(got))
		}
	}
}

// TestParquetHostile spoils a file in many ways: it is read, or is told to be none.
func TestParquetHostile(t *testing.T) {
	good, err := os.ReadFile(writeParquet(t, 50))
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	name := filepath.Join(t.TempDir(), "bad.parquet")
	for i := range 500 {
		bad := bytes.Clone(good)
		for range 1 + i%3 {
			at := random.IntN(len(bad))
			if i%2 == 0 {
				at = len(bad) - 1 - random.IntN(min(len(bad), 1500)) // the footer
			}
			bad[at] = byte(random.Uint32())
		}
		if i%10 == 9 {
			bad = bad[:random.IntN(len(bad))]
		}
		if err := os.WriteFile(name, bad, 0o666); err != nil {
			t.Fatal(err)
		}
		if code, _, stderr := runBulk(strings.NewReader(""), "--in", "parquet", name); code == exitUsage && !strings.Contains(stderr, "\nmrz: ") && !strings.HasPrefix(stderr, "mrz: ") {
			t.Errorf("exit code %d, %s", code, stderr)
		}
	}
}
