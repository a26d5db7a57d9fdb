package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"example.org/traveldoc/examples/internal/records"
)

// FuzzCSV compares a splitter, whose records go to a reader of encoding/csv one
// by one, with such a reader of all of them: they must agree on what the
// records are, and on which are malformed.
func FuzzCSV(f *testing.F) {
	for _, s := range []string{
		"a,b\n", "a,\"b\"\r\nc", "\"a\nb\",c\n\n\n,\n", "a\"b,\"c\"\n\"d\n", "\"a\"b\n\"c\"\"\n\"\n", "\"a\"\r,b\n\"c\r\n\"\r\n", "\r\n\r\r\n\"", "\"\"\"\n\"\"\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		type row struct {
			cells []string
			bad   bool
		}
		read := func(r *csv.Reader) (row, bool) {
			r.FieldsPerRecord = -1
			cells, err := r.Read()
			if err == io.EOF {
				return row{}, false
			}
			parse := (*csv.ParseError)(nil)
			if err != nil && !errors.As(err, &parse) {
				t.Fatal(err)
			}
			if err != nil {
				cells = nil
			}
			return row{cells, err != nil}, true
		}
		var want []row
		for all := csv.NewReader(bytes.NewReader(in)); ; {
			r, ok := read(all)
			if !ok {
				break
			}
			want = append(want, r)
		}
		var got []row
		s := &records.Splitter{R: bytes.NewReader(in), End: (&csvScanner{comma: ','}).end}
		var whole []byte
		for {
			raw, line, err := s.Next()
			if err == io.EOF {
				break
			}
			if n := bytes.Count(whole, newline) + 1; line != n {
				t.Errorf("record at line %d, want %d", line, n)
			}
			whole = append(whole, raw...)
			one := csv.NewReader(bytes.NewReader(raw))
			if r, ok := read(one); ok {
				got = append(got, r)
			}
			if r, ok := read(one); ok {
				t.Errorf("%q is followed by %q", raw, r.cells)
			}
		}
		if !bytes.Equal(whole, in) {
			t.Errorf("the records are %q", whole)
		}
		if !slices.EqualFunc(got, want, func(a, b row) bool { return a.bad == b.bad && slices.Equal(a.cells, b.cells) }) {
			t.Errorf("got %v, want %v", got, want)
		}
	})
}

func TestCSVOutput(t *testing.T) {
	in := `{"id":"a,b","mrz":` + zone3 + `}` + "\n" + `{"id":{"a":"x"},"lines":["A"]}` + "\n"
	_, stdout, _ := runBulk(strings.NewReader(in), "--in", "ndjson", "--out", "csv")
	rows, err := csv.NewReader(strings.NewReader(stdout)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := []map[string]string{
		{
			"id": "a,b", "layout": "TD3", "ok": "true", "validity": "expired", "documentCode": "P", "issuingState": "UTO",
			"primaryIdentifier": "ERIKSSON", "secondaryIdentifier": "ANNA MARIA", "nameTruncation": "no", "documentNumber": "L898902C3",
			"nationality": "UTO", "dateOfBirth": "740812", "sex": "F", "dateOfExpiry": "120415", "optionalData": "ZE184226B",
			"birthDate": "1974-08-12", "expiryDate": "2012-04-15", "findings": "warning:specimen warning:specimen warning:expired",
		},
		{
			"id": `{"a":"x"}`, "errorKind": "line-count", "errorLine": "2", "errorColumn": "1",
			"errorMessage": "wrong number of lines (record at line 2 of the input)",
		},
	}
	if len(rows) != 1+len(want) || !slices.Equal(rows[0], columnNames(columns[:csvColumns])) {
		t.Fatalf("got %q", rows)
	}
	for i, want := range want {
		for j, column := range columnNames(columns[:csvColumns]) {
			if rows[i+1][j] != want[column] {
				t.Errorf("row %d: %s is %q, want %q", i, column, rows[i+1][j], want[column])
			}
		}
	}
}

// TestCSVOutputRedacted pins that the secrets of the passport are not in it.
func TestCSVOutputRedacted(t *testing.T) {
	_, stdout, _ := runBulk(strings.NewReader(passport), "--out", "csv", "--redact")
	_, row, _ := strings.Cut(stdout, "\n")
	if want := ",TD3,true,expired,P,UTO,***,***,no,***,UTO,***,F,***,***,,***,***,warning:specimen warning:specimen warning:expired,,,,\n"; row != want {
		t.Errorf("got %q, want %q", row, want)
	}
}
