package mrz_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.org/traveldoc/mrz"
)

// A synth makes valid zones out of nothing: no person has them. It computes the
// check digits as the reference does.
type synth struct {
	*rand.Rand
	states []string
}

func newSynth(seed uint64) synth {
	s := synth{Rand: rand.New(rand.NewPCG(9303, seed))}
	for code, st := range refStates() {
		if st.issuer && st.nationality && st.kind != "test" && code != "DEU" && code != "GBD" && code != "GBN" && code != "UNO" && code != "UNA" {
			s.states = append(s.states, code)
		}
	}
	slices.Sort(s.states)
	return s
}

func (s synth) letters(least, most int) string {
	b := make([]byte, least+s.IntN(most-least+1))
	for i := range b {
		b[i] = "AAAEEEEIIIOOUNNNRRRSSSTTTLLLDDMMKKBCFGHJPQVWXYZ"[s.IntN(47)]
	}
	return string(b)
}

func (s synth) alphanumerics(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = "0123456789012345678901234567890123456789ABCDEFGHJKLMNPRTUVWXYZ"[s.IntN(62)]
	}
	return string(b)
}

// name makes a name of one to three primary and none to three secondary
// components.
func (s synth) name(width int) string {
	for {
		name := s.letters(2, 12)
		for range s.IntN(10) / 8 {
			name += "<" + s.letters(2, 10)
		}
		if s.IntN(50) > 0 {
			name += "<<" + s.letters(3, 10)
			for range s.IntN(4) / 2 {
				name += "<" + s.letters(2, 10)
			}
		}
		if len(name) < width {
			return name
		}
	}
}

// rows makes the lines of a zone: a fifth of the cards have a long number, a
// third of all have optional data, and of two in a hundred a part of the date
// of birth is not known.
func (s synth) rows(l *refLayout) []string {
	rows := make([]string, l.lines)
	for i := range rows {
		rows[i] = strings.Repeat("<", l.length)
	}
	z := &refZone{refLayout: l, rows: rows}
	st := s.states[s.IntN(len(s.states))]
	put(rows, l.code, map[string]string{"TD1": "I<", "TD2": "I<", "TD3": "P<", "MRV-A": "V<", "MRV-B": "V<"}[l.name])
	put(rows, l.issuer, st)
	put(rows, l.nationality, st)
	put(rows, l.names, s.name(l.names.len()))
	put(rows, l.sex, []string{"M", "F", "M", "F", "M", "F", "M", "F", "M", "<"}[s.IntN(10)])

	birth := fmt.Sprintf("%02d%02d%02d", (30+s.IntN(80))%100, 1+s.IntN(12), 2+s.IntN(27))
	if s.IntN(50) == 0 {
		birth = []string{birth[:4] + "<<", birth[:2] + "<<<<", "<<<<<<"}[s.IntN(3)]
	}
	put(rows, l.birth, birth)
	put(rows, l.birthDigit, string(refDigit(birth)))
	expiry := fmt.Sprintf("%02d%02d%02d", 27+s.IntN(9), 1+s.IntN(12), 1+s.IntN(28))
	put(rows, l.expiry, expiry)
	put(rows, l.expiryDigit, string(refDigit(expiry)))

	number := s.letters(1, 2) + s.alphanumerics(6)
	number += s.alphanumerics(9 - len(number))
	if s.IntN(10) == 0 {
		number = number[:8]
	}
	data := ""
	if s.IntN(3) == 0 {
		data = s.alphanumerics(1 + s.IntN(l.optional.len()))
	}
	if l.longNumbers && len(number) == 9 && s.IntN(5) == 0 {
		rest := s.alphanumerics(1 + s.IntN(4))
		data = rest + string(refDigit(number+rest))
		put(rows, l.numberDigit, "<")
	} else {
		put(rows, l.numberDigit, string(refDigit((number + "<<<<<<<<<")[:9])))
	}
	put(rows, l.number, number)
	put(rows, l.optional, data)
	if l.optionalDigit.line != 0 {
		put(rows, l.optionalDigit, string(refDigit(z.raw(l.optional))))
	}
	if l.optional2.line != 0 && s.IntN(3) == 0 {
		put(rows, l.optional2, s.alphanumerics(1+s.IntN(11)))
	}
	if l.composite.line != 0 {
		covered := ""
		for _, c := range l.compositeOver {
			covered += z.raw(c)
		}
		put(rows, l.composite, string(refDigit(covered)))
	}
	return rows
}

// synthetics makes zones of a layout, each a text of its own.
func synthetics(l *refLayout, n int) []string {
	s := newSynth(uint64(l.length))
	texts := make([]string, n)
	for i := range texts {
		texts[i] = strings.Join(s.rows(l), "\n")
	}
	return texts
}

// TestSynthetics wants the zones of the benchmarks to be what they are said to
// be: in order, different, and with the shares of what costs time.
func TestSynthetics(t *testing.T) {
	for _, tt := range layoutTables {
		seen := make(map[string]bool)
		long, optional, unknown, secondary := 0, 0, 0, 0
		lengths := make(map[int]bool)
		for i, text := range synthetics(tt.table, 1000) {
			d, err := mrz.Parse(text)
			if err != nil {
				t.Fatalf("%v %d: %v", tt.layout, i, err)
			}
			r := d.Verify(&mrz.VerifyOptions{AsOf: today})
			if d.Layout() != tt.layout || !r.OK() || r.Validity() != mrz.Valid {
				t.Errorf("%v %d: %v, %v, %v", tt.layout, i, d.Layout(), r.Validity(), r.Err())
			}
			for _, f := range r.Findings() {
				if f.Severity > mrz.SeverityInfo && f.Rule != mrz.RuleDocumentNumber && f.Rule != mrz.RuleDocumentNumberReading {
					t.Errorf("%v %d: %v", tt.layout, i, f)
				}
			}
			seen[text] = true
			lengths[len(d.PrimaryIdentifier()+d.SecondaryIdentifier())] = true
			if _, _, ok := d.LongNumber(); ok {
				long++
			} else if d.OptionalData() != "" {
				optional++
			}
			if !d.DateOfBirth().IsComplete() {
				unknown++
			}
			if d.SecondaryIdentifier() != "" {
				secondary++
			}
		}
		between := func(what string, n, least, most int) {
			if n < least || n > most {
				t.Errorf("%v: %d with %s; want %d to %d", tt.layout, n, what, least, most)
			}
		}
		between("a text of their own", len(seen), 1000, 1000)
		between("optional data", optional, 230, 400)
		between("an unknown part of the birth", unknown, 5, 50)
		between("a secondary identifier", secondary, 900, 999)
		between("names of different lengths", len(lengths), 15, 40)
		if tt.table.longNumbers {
			between("a long number", long, 120, 250)
		} else {
			between("a long number", long, 0, 0)
		}
	}
}

// BenchmarkParseVerify reads and verifies a thousand different zones in turn.
func BenchmarkParseVerify(b *testing.B) {
	o := &mrz.VerifyOptions{AsOf: today}
	for _, tt := range layoutTables {
		texts := synthetics(tt.table, 1000)
		b.Run(tt.layout.String(), func(b *testing.B) {
			b.ReportAllocs()
			i, ok := 0, 0
			for b.Loop() {
				d, err := mrz.Parse(texts[i])
				if err != nil {
					b.Fatal(err)
				}
				if d.Verify(o).OK() {
					ok++
				}
				if i++; i == len(texts) {
					i = 0
				}
			}
			if ok != b.N {
				b.Fatalf("%d of %d are in order", ok, b.N)
			}
		})
	}
}

// BenchmarkReferenceParseVerify is the same with the slow reference.
func BenchmarkReferenceParseVerify(b *testing.B) {
	asOf := refDate{today.Year, int(today.Month), today.Day}
	for _, tt := range layoutTables {
		texts := synthetics(tt.table, 1000)
		b.Run(tt.layout.String(), func(b *testing.B) {
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				l, rows, err := refParse(texts[i])
				if err != nil {
					b.Fatal(err)
				}
				refVerify(l, rows, asOf, refDate{})
				if i++; i == len(texts) {
					i = 0
				}
			}
		})
	}
}

// BenchmarkWrongDigit is BenchmarkParseVerify of passports with a wrong digit, which
// take the plain way.
func BenchmarkWrongDigit(b *testing.B) {
	o := &mrz.VerifyOptions{AsOf: today}
	texts := synthetics(&refTD3, 1000)
	for i, text := range texts {
		const place = 45 + 9
		texts[i] = text[:place] + string('0'+(text[place]-'0'+1)%10) + text[place+1:]
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		d, err := mrz.Parse(texts[i])
		if err != nil {
			b.Fatal(err)
		}
		if d.Verify(o).OK() {
			b.Fatal("a wrong digit is OK")
		}
		if i++; i == len(texts) {
			i = 0
		}
	}
}

// BenchmarkParse is the half of BenchmarkParseVerify that lays out.
func BenchmarkParse(b *testing.B) {
	for _, tt := range layoutTables {
		texts := synthetics(tt.table, 1000)
		b.Run(tt.layout.String(), func(b *testing.B) {
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				if _, err := mrz.Parse(texts[i]); err != nil {
					b.Fatal(err)
				}
				if i++; i == len(texts) {
					i = 0
				}
			}
		})
	}
}

// BenchmarkParseForms reads a passport in other forms than lines with LF.
func BenchmarkParseForms(b *testing.B) {
	for _, form := range textForms {
		text := form.text(strings.Split(td3Zone, "\n"))
		if len(text) > 200 {
			continue
		}
		b.Run(form.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := mrz.Parse(text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkParseError takes the ways that fail.
func BenchmarkParseError(b *testing.B) {
	for _, tt := range []struct{ name, text string }{
		{"Empty", ""},
		{"LastCharacter", td3Zone[:len(td3Zone)-1] + "o"},
		{"FirstCharacter", "p" + td3Zone[1:]},
		{"Length", td3Zone + "<"},
		{"LineCount", l44},
		{"NoUTF8", strings.Repeat("\xff", 88)},
		{"5MB", strings.Repeat("A", huge)},
	} {
		b.Run(tt.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := mrz.Parse(tt.text); err == nil {
					b.Fatal("no error")
				}
			}
		})
	}
}

// BenchmarkVerifyFindings verifies zones with faults.
func BenchmarkVerifyFindings(b *testing.B) {
	o := &mrz.VerifyOptions{AsOf: today}
	var docs []mrz.Document
	for _, v := range zoneVectors(b) {
		docs = append(docs, mrz.MustParse(v.Text()))
	}
	b.Run("Verify", func(b *testing.B) {
		b.ReportAllocs()
		i := 0
		for b.Loop() {
			docs[i].Verify(o)
			if i++; i == len(docs) {
				i = 0
			}
		}
	})
	b.Run("Findings", func(b *testing.B) {
		b.ReportAllocs()
		i := 0
		for b.Loop() {
			docs[i].Verify(o).Findings()
			if i++; i == len(docs) {
				i = 0
			}
		}
	})
}

// BenchmarkFields reads all fields, which a program may want.
func BenchmarkFields(b *testing.B) {
	for _, tt := range layoutTables {
		var docs []mrz.Document
		for _, text := range synthetics(tt.table, 1000) {
			docs = append(docs, mrz.MustParse(text))
		}
		b.Run(tt.layout.String(), func(b *testing.B) {
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				docs[i].Fields()
				if i++; i == len(docs) {
					i = 0
				}
			}
		})
	}
}

// streamOf has records of TD3, of which a thousand are different.
func streamOf(records int, end string) []byte {
	texts := synthetics(&refTD3, 1000)
	var b bytes.Buffer
	for i := range records {
		b.WriteString(strings.ReplaceAll(texts[i%len(texts)], "\n", end) + end)
	}
	return b.Bytes()
}

// inMemory is the number of records of the streams in memory, inFile that of
// the file.
const (
	inMemory = 100_000
	inFile   = 1_000_000
)

// readAll reads and verifies a stream of records that are in order.
func readAll(b *testing.B, stream io.Reader, records int) {
	o := mrz.VerifyOptions{AsOf: today}
	r := mrz.NewReader(stream)
	n := 0
	for {
		d, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			b.Fatal(err)
		}
		if d.Verify(&o).OK() {
			n++
		}
	}
	if n != records {
		b.Fatalf("%d records; want %d", n, records)
	}
}

// scanAll finds the lines of a stream with a bufio.Scanner, its buffer being
// that of the package, and does nothing with them.
func scanAll(b *testing.B, stream io.Reader, lines int) {
	n := 0
	for s := bufio.NewScanner(stream); s.Scan(); {
		n++
	}
	if n != lines {
		b.Fatalf("%d lines; want %d", n, lines)
	}
}

// benchmarkStreams runs f over streams in memory and over a file.
func benchmarkStreams(b *testing.B, ends []string, f func(b *testing.B, stream io.Reader, records int)) {
	for _, end := range ends {
		b.Run("Memory"+strings.NewReplacer("\r", "CR", "\n", "LF").Replace(end), func(b *testing.B) {
			stream := streamOf(inMemory, end)
			b.SetBytes(int64(len(stream)))
			b.ReportAllocs()
			for b.Loop() {
				f(b, bytes.NewReader(stream), inMemory)
			}
		})
	}
	b.Run("File", func(b *testing.B) {
		if testing.Short() {
			b.Skip("writes a file of 90 MB")
		}
		// The file is written in parts, and not made in memory: a large heap puts
		// off collection, which is a part of what reading costs.
		name := filepath.Join(b.TempDir(), "records")
		part := streamOf(inFile/1000, "\n")
		file, err := os.Create(name)
		for i := 0; i < 1000 && err == nil; i++ {
			_, err = file.Write(part)
		}
		if err := errors.Join(err, file.Close()); err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(1000 * len(part)))
		b.ReportAllocs()
		for b.Loop() {
			file, err := os.Open(name)
			if err != nil {
				b.Fatal(err)
			}
			f(b, file, inFile)
			file.Close()
		}
	})
}

// BenchmarkReader reads and verifies a stream, to be compared with
// BenchmarkScanner, which does nothing with the same bytes.
func BenchmarkReader(b *testing.B) {
	benchmarkStreams(b, []string{"\n", "\r\n", "\r"}, readAll)
}

// BenchmarkScanner finds the lines of the same streams and does nothing with
// them. It knows no lone CR.
func BenchmarkScanner(b *testing.B) {
	benchmarkStreams(b, []string{"\n", "\r\n"}, func(b *testing.B, stream io.Reader, records int) {
		scanAll(b, stream, 2*records)
	})
}

// BenchmarkReaderOnly is BenchmarkReader without Verify.
func BenchmarkReaderOnly(b *testing.B) {
	stream := streamOf(inMemory, "\n")
	b.SetBytes(int64(len(stream)))
	b.ReportAllocs()
	for b.Loop() {
		r := mrz.NewReader(bytes.NewReader(stream))
		for {
			if _, err := r.Read(); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
	}
}
