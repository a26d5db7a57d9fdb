package repair

import (
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
)

// slowDistance is Distance without a table: all alignments, one after the other.
func slowDistance(d *distances, a, b string) cost {
	best := never
	if len(a) == 0 && len(b) == 0 {
		return 0
	}
	if len(a) > 0 {
		best = min(best, d.gap[symbolOf(a[0])]+slowDistance(d, a[1:], b))
	}
	if len(b) > 0 {
		best = min(best, d.gap[symbolOf(b[0])]+slowDistance(d, a, b[1:]))
	}
	if len(a) > 0 && len(b) > 0 {
		best = min(best, d.sub[symbolOf(a[0])][symbolOf(b[0])]+slowDistance(d, a[1:], b[1:]))
	}
	return best
}

const zoneAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<"

func TestDistance(t *testing.T) {
	if Distance("L898902C3", "L898902C3") != 0 || Distance("", "") != 0 {
		t.Error("equal texts are apart")
	}
	for _, test := range []struct {
		name    string
		a, b    string // nearer
		x, y    string // than these
		atLeast float64
	}{
		{"O and 0", "L8989O2C3", "L898902C3", "L8989A2C3", "L898902C3", 4},
		{"I and 1", "I2", "12", "M2", "12", 4},
		{"B and 8", "B", "8", "A", "M", 2},
		{"one error and two", "8898902C3", "B898902C3", "8898902C3", "B8989O2C3", 2},
		{"two errors and three", "8898902C3", "B8989O2C3", "88989O2C3", "B898902CJ", 2},
		{"misread and swapped", "12345", "I2345", "12345", "21345", 4},
		{"one lost and two", "12345", "1234", "12345", "123", 2},
		{"one lost and all", "12345", "1234", "12345", "", 2},
	} {
		near, far := Distance(test.a, test.b), Distance(test.x, test.y)
		if near <= 0 || far-near < test.atLeast {
			t.Errorf("%s: %v is not nearer than %v", test.name, near, far)
		}
	}
	// The comment of Distance names these.
	for _, pair := range []struct {
		a, b string
		want string
	}{{"O", "0", "2.3"}, {"0", "1", "12.5"}} {
		if got := strconv.FormatFloat(Distance(pair.a, pair.b), 'f', 1, 64); got != pair.want {
			t.Errorf("%s and %s: %s; want %s", pair.a, pair.b, got, pair.want)
		}
	}
	for _, bad := range []string{"l898902C3", "L 8", "É", "L\x80", strings.Repeat("A", maxDistance+1)} {
		if d := Distance(bad, "L898902C3"); !math.IsInf(d, 1) || Distance("L898902C3", bad) != d {
			t.Errorf("got %v for a text that is none of a zone", d)
		}
	}
	if d := Distance(strings.Repeat("A", maxDistance), ""); math.IsInf(d, 1) {
		t.Error("the longest text is too long")
	}
}

// TestDistances finds a cost for every pair of signs, the same both ways.
func TestDistances(t *testing.T) {
	d := shippedDistances()
	for a := range d.sub {
		if d.gap[a] <= 0 || d.gap[a] >= never {
			t.Errorf("%c is lost for %d", zoneAlphabet[a], d.gap[a])
		}
		for b := range d.sub {
			if d.sub[a][b] != d.sub[b][a] || d.sub[a][b] < 0 || d.sub[a][b] >= never || (d.sub[a][b] == 0) != (a == b) {
				t.Errorf("%c for %c costs %d", zoneAlphabet[a], zoneAlphabet[b], d.sub[a][b])
			}
		}
	}
}

func TestDistanceSlow(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	text := func() string {
		b := make([]byte, random.IntN(7))
		for i := range b {
			b[i] = "0O1IB8AM<"[random.IntN(9)]
		}
		return string(b)
	}
	for range 2000 {
		checkDistance(t, text(), text())
	}
}

func checkDistance(t *testing.T, a, b string) {
	t.Helper()
	got, want := Distance(a, b), float64(slowDistance(shippedDistances(), a, b))/unit
	if got != want || Distance(b, a) != got || (got == 0) != (a == b) {
		t.Errorf("Distance(%q, %q): got %v and %v; want %v", a, b, got, Distance(b, a), want)
	}
}

func FuzzDistance(f *testing.F) {
	f.Add("L898902C3", "L8989O2C3")
	f.Add("AB123", "A8123<")
	f.Add("", "a")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a) <= 6 && len(b) <= 6 && zoneCharacters(a) && zoneCharacters(b) {
			checkDistance(t, a, b)
			return
		}
		if d := Distance(a, b); d < 0 || math.IsNaN(d) || Distance(b, a) != d || (d == 0) != (a == b) {
			t.Error("the distance is not one")
		}
	})
}

func TestDistanceAllocs(t *testing.T) {
	shippedDistances()
	if n := testing.AllocsPerRun(100, func() {
		if Distance("L898902C3", "L8989O2C4") == 0 {
			panic("no distance")
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkDistance(b *testing.B) {
	shippedDistances()
	b.ReportAllocs()
	for b.Loop() {
		Distance("L898902C3", "L8989O2C4")
	}
}
