package repair

import (
	"math"
	"slices"
	"strings"
	"sync"
)

// namePairs are how often a letter stands behind another in the list of names; 26
// stands for the ends of a word.
var namePairs = sync.OnceValue(func() [27][27]int32 { return countPairs(nameList) })

// letterPairs are the costs of a letter behind another.
var letterPairs = sync.OnceValue(func() (t [27][27]cost) {
	n := namePairs()
	var own [27]float64 // of a letter behind any
	total := 0.0
	for x := range 27 {
		for y := range 27 {
			own[y] += float64(n[x][y])
			total += float64(n[x][y])
		}
	}
	for a := range 27 {
		sum := 0.0
		for b := range 27 {
			sum += float64(n[a][b])
		}
		for b := range 27 {
			const smooth = 25
			back := 0.7*own[b]/total + 0.3/27
			p := (float64(n[a][b]) + smooth*back) / (sum + smooth)
			t[a][b] = cp(p)
		}
	}
	return t
})

func countPairs(names string) (n [27][27]int32) {
	prev := 26
	for i := range len(names) {
		c := 26
		if 'A' <= names[i] && names[i] <= 'Z' {
			c = int(names[i] - 'A')
		}
		if c != 26 || prev != 26 {
			n[prev][c]++
		}
		prev = c
	}
	return n
}

// letterCosts are the costs of a letter wherever it stands.
func letterCosts() (t [26]cost) {
	n := namePairs()
	total := 0.0
	var own [26]float64
	for a := range 27 {
		for b := range 26 {
			own[b] += float64(n[a][b])
			total += float64(n[a][b])
		}
	}
	for b := range 26 {
		t[b] = cp(own[b]/total) - unit/4
	}
	return t
}

// knownNames are the names of the list, in order.
var knownNames = sync.OnceValue(func() []string {
	names := strings.Fields(nameList)
	slices.Sort(names)
	return slices.Compact(names)
})

const (
	// knownShare is the share of the components of names that are in the list.
	// That is true of no list; but the less is held to be, the less is a name
	// that is not in it bent to one that is.
	knownShare = 0.35
	// nameWeight is how much of what the list says counts.
	nameWeight = 0.5
)

// words weighs the components of a name against what its pairs of letters say,
// as a logarithm.
func words(name string) float64 {
	pairs, known := letterPairs(), knownNames()
	sum := 0.0
	end := len(strings.TrimRight(name, "<"))
	for word := range strings.SplitSeq(name[:end], "<") {
		if len(word) < 2 {
			continue
		}
		c, prev := cost(0), 26
		for i := range len(word) {
			x := int(word[i] - 'A')
			c += pairs[prev][x]
			prev = x
		}
		c += pairs[prev][26]
		p := math.Exp(-float64(c) / unit)
		mix := (1 - knownShare) * p
		if _, ok := slices.BinarySearch(known, word); ok {
			mix += knownShare / float64(len(known))
		}
		sum += nameWeight * math.Log(mix/p)
	}
	return sum
}
