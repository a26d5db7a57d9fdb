package checkdigit_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.org/traveldoc/checkdigit"
)

// workedExample is one of the examples of Doc 9303-3 Appendix A. Products are
// those of the first characters; those not listed are 0.
type workedExample struct {
	name     string
	ranges   []string
	products []int
	sum      int
	digit    byte
}

var (
	td3Products = []int{
		119, 30, 6, 49, 6, 2, 28, 6, 0, 42,
		15, 8, 0, 6, 2, 35, 12,
		9, 42, 0, 1, 0, 24, 6,
	}
	td1Products = slices.Concat(
		[]int{91, 6, 3, 7, 12, 5, 56, 27, 0, 49}, make([]int, 15),
		[]int{9, 4, 0, 21, 1, 14, 21},
		[]int{9, 35, 0, 7, 7, 6, 2},
	)
	workedExamples = []workedExample{
		{"1 date", []string{"520727"}, []int{35, 6, 0, 49, 6, 7}, 103, '3'},
		{"2 document number", []string{"AB2134<<<"}, []int{70, 33, 2, 7, 9, 4}, 125, '5'},
		{"3 TD3 composite", []string{"HA672242<6", "5802254", "9601086<<<<<<<<<<<<<<0"}, td3Products, 448, '8'},
		{"4 TD1 composite", []string{"D231458907<<<<<<<<<<<<<<<", "3407127", "9507122", "<<<<<<<<<<<"}, td1Products, 392, '2'},
		{"5 TD2 composite", []string{"HA672242<6", "5802254", "9601086<<<<<<<"}, td3Products, 448, '8'},
	}
)

func TestWorkedExamples(t *testing.T) {
	for _, tt := range workedExamples {
		t.Run(tt.name, func(t *testing.T) {
			data := strings.Join(tt.ranges, "")
			if got, err := checkdigit.Compute(data); got != tt.digit || err != nil {
				t.Errorf("Compute = %q, %v; want %q", got, err, tt.digit)
			}
			if got := checkdigit.Verify(data, tt.digit); got != checkdigit.Match {
				t.Errorf("Verify = %v; want match", got)
			}
			var s checkdigit.Sum
			for _, r := range tt.ranges {
				if err := s.Add(r); err != nil {
					t.Fatal(err)
				}
			}
			if s.Digit() != tt.digit || s.Len() != len(data) {
				t.Errorf("Sum: digit %q, length %d; want %q, %d", s.Digit(), s.Len(), tt.digit, len(data))
			}
			steps, err := checkdigit.Working(tt.ranges...)
			if err != nil || len(steps) != len(data) {
				t.Fatalf("Working: %d steps, %v; want %d", len(steps), err, len(data))
			}
			for i, step := range steps {
				want := 0
				if i < len(tt.products) {
					want = tt.products[i]
				}
				if step.Product != want {
					t.Errorf("product %d = %d; want %d", i, step.Product, want)
				}
			}
			if got := steps[len(steps)-1].Sum; got != tt.sum {
				t.Errorf("sum = %d; want %d", got, tt.sum)
			}
		})
	}
}

func TestValue(t *testing.T) {
	for c := range 256 {
		want := refValue(byte(c))
		got, ok := checkdigit.Value(byte(c))
		if want < 0 && (got != 0 || ok) || want >= 0 && (got != want || !ok) {
			t.Errorf("Value(%#x) = %d, %t; want %d", c, got, ok, want)
		}
	}
}

func TestWeight(t *testing.T) {
	for i, want := range []int{7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3} {
		if got := checkdigit.Weight(i); got != want {
			t.Errorf("Weight(%d) = %d; want %d", i, got, want)
		}
		if got := checkdigit.Weight(i - 6); got != want {
			t.Errorf("Weight(%d) = %d; want %d", i-6, got, want)
		}
	}
}

func TestComputeLengths(t *testing.T) {
	for n := range 100 {
		data := strings.Repeat(alphabet, 3)[:n]
		want, _ := refCompute(data)
		if got, err := checkdigit.Compute(data); got != want || err != nil {
			t.Errorf("length %d: Compute = %q, %v; want %q", n, got, err, want)
		}
	}
	for _, n := range []int{1 << 16, 1<<20 + 1} {
		data := strings.Repeat("Z", n)
		want, _ := refCompute(data)
		if got, err := checkdigit.Compute(data); got != want || err != nil {
			t.Errorf("length %d: Compute = %q, %v; want %q", n, got, err, want)
		}
	}
}

func TestCharError(t *testing.T) {
	for n := 1; n <= 12; n++ {
		for offset := range n {
			for _, c := range []byte{'a', ' ', '-', '/', ':', ';', '=', '@', '[', 0, 0x7F, 0x80, 0xFF} {
				data := []byte(strings.Repeat("7", n))
				for i := offset; i < n; i += 2 { // the first of several counts
					data[i] = c
				}
				digit, err := checkdigit.Compute(data)
				var ce *checkdigit.CharError
				if digit != 0 || !errors.As(err, &ce) || ce.Offset != offset {
					t.Fatalf("length %d, byte %#x at %d: Compute = %q, %v", n, c, offset, digit, err)
				}
				if got := checkdigit.Verify(data, '<'); got != checkdigit.Unreadable {
					t.Fatalf("length %d, byte %#x at %d: Verify = %v; want unreadable", n, c, offset, got)
				}
			}
		}
	}
	want := "checkdigit: offset 4: character outside A-Z, 0-9 and <"
	if _, err := checkdigit.Compute("ABCDé"); err == nil || err.Error() != want {
		t.Errorf("error %v; want %s", err, want)
	}
}

func TestVerify(t *testing.T) {
	tests := []struct {
		name    string
		data    string
		printed byte
		want    checkdigit.Verdict
	}{
		{"right digit", "L898902C3", '6', checkdigit.Match},
		{"wrong digit", "L898902C3", '7', checkdigit.Mismatch},
		{"wrong digit 9", "L898902C3", '9', checkdigit.Mismatch},
		{"filler", "L898902C3", '<', checkdigit.Blank},
		{"letter", "L898902C3", 'G', checkdigit.Unreadable},
		{"before 0", "L898902C3", '/', checkdigit.Unreadable},
		{"after 9", "L898902C3", ':', checkdigit.Unreadable},
		{"zero byte", "L898902C3", 0, checkdigit.Unreadable},
		{"byte 255", "L898902C3", 0xFF, checkdigit.Unreadable},
		{"filler and 0", "<<<<<<<<<<<<<<", '0', checkdigit.Match},
		{"filler and filler", "<<<<<<<<<<<<<<", '<', checkdigit.Blank},
		{"year only", "74<<<<", '1', checkdigit.Match},
		{"year and month", "7408<<", '7', checkdigit.Match},
		{"empty and 0", "", '0', checkdigit.Match},
		{"empty and 1", "", '1', checkdigit.Mismatch},
		{"illegal data", "L8989o2C3", '6', checkdigit.Unreadable},
		{"illegal data and filler", "L8989 2C3", '<', checkdigit.Unreadable},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := checkdigit.Verify(tt.data, tt.printed); got != tt.want {
				t.Errorf("got %v; want %v", got, tt.want)
			}
			if got := checkdigit.Verify([]byte(tt.data), tt.printed); got != tt.want {
				t.Errorf("bytes: got %v; want %v", got, tt.want)
			}
			var s checkdigit.Sum
			if s.Add(tt.data) != nil {
				return
			}
			if got := s.Verify(tt.printed); got != tt.want {
				t.Errorf("Sum: got %v; want %v", got, tt.want)
			}
		})
	}
}

func TestAllocs(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector allocates")
	}
	// More than the 32 bytes that a conversion of []byte to string can keep on the stack.
	text := strings.Repeat("L898902C3", 10)
	data := []byte(text)
	tests := []struct {
		name string
		want float64
		f    func() error
	}{
		{"Compute string", 0, func() error { _, err := checkdigit.Compute(text); return err }},
		{"Compute bytes", 0, func() error { _, err := checkdigit.Compute(data); return err }},
		{"Verify string", 0, func() error { return wantVerdict(checkdigit.Verify(text, '0'), checkdigit.Match) }},
		{"Verify bytes", 0, func() error { return wantVerdict(checkdigit.Verify(data, '1'), checkdigit.Mismatch) }},
		{"Verify illegal", 0, func() error { return wantVerdict(checkdigit.Verify("a", '1'), checkdigit.Unreadable) }},
		{"Sum", 0, func() error {
			var s checkdigit.Sum
			if err := s.Add(text); err != nil {
				return err
			}
			if err := s.AddByte('<'); err != nil {
				return err
			}
			return wantVerdict(s.Verify('0'), checkdigit.Match)
		}},
		{"Working", 1, func() error { _, err := checkdigit.Working(text, text); return err }},
		{"Class", 0, func() error {
			if checkdigit.Class('Q') != "6GQ" || checkdigit.Classes()[6] != "6GQ" {
				return errors.New("wrong class")
			}
			return nil
		}},
		{"Verdict.String", 0, func() error {
			if checkdigit.Blank.String() != "blank" {
				return errors.New("wrong text")
			}
			return nil
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := testing.AllocsPerRun(100, func() {
				if err := tt.f(); err != nil {
					t.Fatal(err)
				}
			})
			if got != tt.want {
				t.Errorf("got %v allocations; want %v", got, tt.want)
			}
		})
	}
}

func wantVerdict(got, want checkdigit.Verdict) error {
	if got != want {
		return fmt.Errorf("got %v; want %v", got, want)
	}
	return nil
}

func FuzzVerify(f *testing.F) {
	for _, tt := range workedExamples {
		f.Add(strings.Join(tt.ranges, ""), tt.digit, uint8(10))
	}
	f.Add("L898902C3", byte('<'), uint8(0))
	f.Add("l898902C3", byte('6'), uint8(4))
	f.Add("", byte('0'), uint8(0))
	f.Add("ABCD\x80", byte('0'), uint8(1))
	f.Fuzz(func(t *testing.T, data string, printed byte, cut uint8) {
		wantDigit, wantOffset := refCompute(data)
		wantVerdict := refVerify(data, printed)

		if got := checkdigit.Verify(data, printed); got != wantVerdict {
			t.Errorf("Verify(string) = %v; want %v", got, wantVerdict)
		}
		if got := checkdigit.Verify([]byte(data), printed); got != wantVerdict {
			t.Errorf("Verify([]byte) = %v; want %v", got, wantVerdict)
		}
		check := func(name string, digit byte, err error) {
			t.Helper()
			if offset := errOffset(err); digit != wantDigit || offset != wantOffset {
				t.Errorf("%s = %q, offset %d; want %q, %d", name, digit, offset, wantDigit, wantOffset)
			}
		}
		digit, err := checkdigit.Compute(data)
		check("Compute(string)", digit, err)
		digit, err = checkdigit.Compute([]byte(data))
		check("Compute([]byte)", digit, err)

		n := min(int(cut), len(data))
		var s checkdigit.Sum
		if s.Add(data[:n]) == nil && s.Add(data[n:]) == nil {
			check("Sum.Add", s.Digit(), nil)
			if got := s.Verify(printed); got != wantVerdict {
				t.Errorf("Sum.Verify = %v; want %v", got, wantVerdict)
			}
		} else if wantOffset < 0 {
			t.Error("Sum.Add refuses legal data")
		}
		steps, err := checkdigit.Working(data[:n], data[n:])
		digit = 0
		if err == nil {
			digit = '0'
			if len(steps) > 0 {
				digit += byte(steps[len(steps)-1].Sum % 10)
			}
		}
		check("Working", digit, err)
	})
}

// errOffset is the offset of a CharError, -1 for nil.
func errOffset(err error) int {
	if err == nil {
		return -1
	}
	var ce *checkdigit.CharError
	if !errors.As(err, &ce) {
		return -2
	}
	return ce.Offset
}

func BenchmarkCompute(b *testing.B) {
	number, line := "L898902C3", "D231458907<<<<<<<<<<<<<<<34071279507122<<<<<<<<<<<"
	for _, data := range []string{number, line} {
		name := fmt.Sprintf("%d characters", len(data))
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := checkdigit.Compute(data); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(name+" reference", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, offset := refCompute(data); offset >= 0 {
					b.Fatal(offset)
				}
			}
		})
	}
	b.Run("illegal", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := checkdigit.Compute("L898902c3"); err == nil {
				b.Fatal("no error")
			}
		}
	})
}

func BenchmarkVerify(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if checkdigit.Verify("L898902C3", '6') != checkdigit.Match {
			b.Fatal("no match")
		}
	}
}
