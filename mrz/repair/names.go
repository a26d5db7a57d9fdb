package repair

import (
	"strings"
	"sync"
)

// A lexicon is what the list of names says: which components of names are in it,
// and which letters stand behind which.
type lexicon struct {
	words  string // one behind the other, in order
	starts []uint32
	pairs  [27][27]cost     // of a letter behind another
	tris   [27][27][27]cost // of a letter behind two others; 26 is the end of a word
	single [26]cost         // of a letter wherever it stands
}

// names is the lexicon of data/names.txt.
var names = sync.OnceValue(func() *lexicon { return newLexicon(nameList) })

// newLexicon returns the lexicon of a list of words in order, each written as how
// many letters it shares with the word before it, from 'a' for none, and its
// other letters.
func newLexicon(list string) *lexicon {
	x := &lexicon{}
	var words strings.Builder
	var word []byte
	flush := func() {
		if len(word) > 0 {
			x.starts = append(x.starts, uint32(words.Len()))
			words.Write(word)
		}
	}
	for i := range len(list) {
		if c := list[i]; c < 'a' {
			word = append(word, c)
			continue
		}
		flush()
		word = word[:list[i]-'a']
	}
	flush()
	x.starts = append(x.starts, uint32(words.Len()))
	x.words = words.String()
	x.count()
	return x
}

func (x *lexicon) len() int { return len(x.starts) - 1 }

func (x *lexicon) word(i int) string { return x.words[x.starts[i]:x.starts[i+1]] }

// has reports whether a word is in the list.
func (x *lexicon) has(word string) bool {
	lo, hi := 0, x.len()
	for lo < hi {
		if m := (lo + hi) / 2; x.word(m) < word {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo < x.len() && x.word(lo) == word
}

// count sets the costs of letters: those of three lean on those of two, and these
// on those of one.
func (x *lexicon) count() {
	var three [27][27][27]int32
	for i := range x.len() {
		a, b := 26, 26
		for _, c := range []byte(x.word(i)) {
			three[a][b][c-'A']++
			a, b = b, int(c-'A')
		}
		three[a][b][26]++
	}
	var two [27][27]float64
	var one [27]float64
	total := 0.0
	for a := range three {
		for b := range three[a] {
			for c, n := range three[a][b] {
				two[b][c] += float64(n)
				one[c] += float64(n)
				total += float64(n)
			}
		}
	}
	const (
		smoothPairs = 25
		smoothTris  = 2 // times the number of letters that were seen there
		other       = 0.03
	)
	for c := range x.single {
		x.single[c] = costOf(one[c] / (total - one[26]))
	}
	var p2 [27][27]float64
	for b := range two {
		sum := 0.0
		for _, n := range two[b] {
			sum += n
		}
		for c, n := range two[b] {
			back := 0.7*one[c]/total + 0.3/27
			p2[b][c] = (n + float64(smoothPairs*back)) / (sum + smoothPairs)
			x.pairs[b][c] = costOf(p2[b][c])
		}
	}
	for a := range three {
		for b := range three[a] {
			sum, kinds := 0.0, 0.0
			for _, n := range three[a][b] {
				sum += float64(n)
				if n > 0 {
					kinds++
				}
			}
			lean := smoothTris*kinds + 1
			for c, n := range three[a][b] {
				p := (float64(n) + float64(lean*p2[b][c])) / (sum + lean)
				x.tris[a][b][c] = costOf(float64((1-other)*p) + other/27)
			}
		}
	}
}

const (
	// knownShare is the share of the components of names that are in the list.
	knownShare = 0.5
	// nameWeight is how much of what the list says counts.
	nameWeight = 0.8
	// nameSway is the most that it says for a component, in nats: a long name that
	// is read perfectly is not bent to one of the list.
	nameSway = 4
	// nameBlame is the most that it says against one.
	nameBlame = 1
)

// weigh returns what the list says of the components of a name beyond what the
// pairs of letters have said, as a logarithm.
func (x *lexicon) weigh(name string) float64 {
	sum := 0.0
	for word := range strings.SplitSeq(strings.TrimRight(name, "<"), "<") {
		if len(word) < 2 {
			continue
		}
		two, three := cost(0), cost(0)
		a, b := 26, 26
		for i := range len(word) + 1 {
			c := 26
			if i < len(word) {
				c = int(word[i] - 'A')
			}
			two += x.pairs[b][c]
			three += x.tris[a][b][c]
			a, b = b, c
		}
		p := (1 - knownShare) * exp(-float64(three)/unit)
		if x.has(word) {
			p += knownShare / float64(x.len())
		}
		sum += min(max(nameWeight*(ln(p)+float64(two)/unit), -nameBlame), nameSway)
	}
	return sum
}
