package compare

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/translit"
)

// The sizes of the longest text and of the longest identifier that are looked at, in
// bytes.
const (
	maxText = 1024
	maxName = 512
)

// A zoneName is an identifier of a zone.
type zoneName struct {
	raw        string // with its fillers
	components []string
	letters    string // of all components
	start      int    // the place of raw in the name field, from 0
	part       bool   // components have been left out: places are not known
}

func zoneNames(d mrz.Document) (primary, secondary zoneName) {
	primary = zoneName{raw: strings.TrimRight(d.Raw(mrz.FieldPrimaryIdentifier), "<")}
	secondary = zoneName{raw: strings.TrimRight(d.Raw(mrz.FieldSecondaryIdentifier), "<"), start: len(d.Raw(mrz.FieldPrimaryIdentifier)) + 2}
	return primary, secondary
}

// split fills in what the fast way does without.
func (z *zoneName) split() {
	z.components = strings.FieldsFunc(z.raw, func(r rune) bool { return r == '<' })
	z.letters = strings.Join(z.components, "")
}

// only returns the identifier with some of its components.
func (z zoneName) only(keep []int) zoneName {
	z.components = pick(z.components, keep)
	z.letters = strings.Join(z.components, "")
	z.part = true
	return z
}

// column returns the offset in the name field of a letter, and of what is behind
// the last one.
func (z *zoneName) column(letter int) int {
	i := 0
	for ; i < len(z.raw); i++ {
		if z.raw[i] == '<' {
			continue
		}
		if letter == 0 {
			break
		}
		letter--
	}
	return z.start + i
}

// A printedName is a name of the printed page: its identifiers or, if they are not
// told apart, all of it as the first of them.
type printedName struct {
	primary, secondary string
	column             int  // of the secondary one in the text as it was given, from 1
	whole              bool // both are in primary
	complete           bool // no other identifier is to be expected
}

func printedNameOf(v *VisualZone) printedName {
	if v.PrimaryIdentifier != "" || v.SecondaryIdentifier != "" {
		return printedName{primary: v.PrimaryIdentifier, secondary: v.SecondaryIdentifier, column: 1}
	}
	for _, separator := range []string{"<<", ",", "،", "，"} {
		if primary, secondary, ok := strings.Cut(v.Name, separator); ok {
			column := 1 + utf8.RuneCountInString(primary) + utf8.RuneCountInString(separator)
			return printedName{primary: primary, secondary: secondary, column: column, complete: true}
		}
	}
	return printedName{primary: v.Name, whole: true, complete: true}
}

// samePlain reports whether a text is the same letters as an identifier of a zone,
// with blanks or fillers where that has fillers. It is false for empty ones.
func samePlain(text, raw string) bool {
	j := 0
	parted := false
	for i := range len(text) {
		c := text[i]
		if c == ' ' || c == '<' {
			parted = j > 0
			continue
		}
		if 'a' <= c && c <= 'z' {
			c -= 'a' - 'A'
		}
		if c < 'A' || c > 'Z' {
			return false
		}
		if parted {
			if j >= len(raw) || raw[j] != '<' {
				return false
			}
			j, parted = j+1, false
		}
		if j >= len(raw) || raw[j] != c {
			return false
		}
		j++
	}
	return j > 0 && j == len(raw)
}

// An outcome is the relation of an identifier.
type outcome struct {
	relation Relation
	reason   Reason
	distance int
	places   []Place
}

// A pair is the outcomes of both identifiers.
type pair struct{ primary, secondary outcome }

// better reports whether p is better than q: in its worse relation, then in the
// better one, and then in the characters that differ.
func (p pair) better(q pair) bool {
	low, high := min(p.primary.relation, p.secondary.relation), max(p.primary.relation, p.secondary.relation)
	qlow, qhigh := min(q.primary.relation, q.secondary.relation), max(q.primary.relation, q.secondary.relation)
	if low != qlow {
		return low > qlow
	}
	if high != qhigh {
		return high > qhigh
	}
	return p.primary.distance+p.secondary.distance < q.primary.distance+q.secondary.distance
}

// matches reports whether nothing better needs to be looked for.
func (p pair) matches() bool { return min(p.primary.relation, p.secondary.relation) >= Equivalent }

// A namer compares a printed name with that of a zone.
type namer struct {
	doc                mrz.Document
	o                  *Options
	primary, secondary zoneName
	printed            printedName
	truncated          bool
	work               int                   // what is left of maxWork
	habit              bool                  // the spelling at hand is that of the issuing State
	state              *translit.Transformer // how the issuing State spells; nil if that is not known or does not matter
}

// names compares the name.
func names(d mrz.Document, v *VisualZone, o *Options) (primary, secondary Comparison) {
	n := namer{doc: d, o: o, printed: printedNameOf(v), truncated: d.Truncation() == mrz.TruncationPossible, work: maxWork}
	n.primary, n.secondary = zoneNames(d)
	best, ok := n.plain()
	if !ok {
		slow := n // which escapes to the heap
		best = slow.spelled()
	}
	primary = Comparison{mrz.FieldPrimaryIdentifier, best.primary.relation, best.primary.reason, best.primary.places}
	secondary = Comparison{mrz.FieldSecondaryIdentifier, best.secondary.relation, best.secondary.reason, best.secondary.places}
	return primary, secondary
}

var (
	equal    = outcome{relation: Equal}
	notGiven = outcome{relation: Absent, reason: ReasonNotGiven}
	missing  = outcome{relation: Different, reason: ReasonMissing}
)

// plain is the fast way: letters of ASCII, as they stand in the zone.
func (n *namer) plain() (pair, bool) {
	p := n.printed
	switch {
	case p.primary == "" && p.secondary == "":
		return pair{notGiven, notGiven}, true
	case p.whole && n.secondary.raw == "":
		return pair{equal, notGiven}, samePlain(p.primary, n.primary.raw)
	case p.whole:
		return pair{}, false
	case p.primary != "" && !samePlain(p.primary, n.primary.raw), p.secondary != "" && !samePlain(p.secondary, n.secondary.raw):
		return pair{}, false
	}
	out := pair{equal, equal}
	if p.primary == "" {
		out.primary = n.oneSided(n.primary)
	}
	if p.secondary == "" {
		out.secondary = n.oneSided(n.secondary)
	}
	return out, out.primary.relation != Different && out.secondary.relation != Different
}

// oneSided is the outcome of an identifier that the printed name does not have.
func (n *namer) oneSided(z zoneName) outcome {
	if n.printed.complete && z.raw != "" {
		return missing
	}
	return notGiven
}

// spelled looks for the best outcome among all spellings.
func (n *namer) spelled() pair {
	n.primary.split()
	n.secondary.split()
	unreadable := outcome{relation: Absent, reason: ReasonUnreadable}
	p := n.printed
	best := pair{unreadable, unreadable}
	if len(p.primary) > maxName || len(p.secondary) > maxName {
		return best
	}
	if !isASCII(n.printed.primary) || !isASCII(n.printed.secondary) {
		if tag, ok := languageOf(n.doc); ok {
			t := translit.New(tag)
			n.state = &t
		}
	}
	if out, ok := n.usual(); ok {
		return out
	}
	read := false
	tried := make([][2][]component, 0, 16) // more than there are languages
	for t := range n.spellers() {
		const perLetter = 32 // of the work that the spellings take
		if n.work -= perLetter * (len(p.primary) + len(p.secondary)); n.work < 0 {
			break
		}
		primary, ok1 := components(t.Transformer, p.primary, 1)
		secondary, ok2 := components(t.Transformer, p.secondary, p.column)
		n.work -= perLetter * (lettersIn(primary) + lettersIn(secondary)) // some characters are whole words
		if !ok1 && !ok2 {
			continue
		}
		if slices.ContainsFunc(tried, func(c [2][]component) bool { return sameSpellings(c[0], primary) && sameSpellings(c[1], secondary) }) {
			continue
		}
		tried = append(tried, [2][]component{primary, secondary})
		n.habit = t.habit
		var out pair
		switch {
		case !ok1 && !blank(p.primary):
			out = pair{unreadable, n.identifier(&n.secondary, secondary)}
		case !ok2 && !blank(p.secondary):
			out = pair{n.identifier(&n.primary, primary), unreadable}
		default:
			out = n.candidates(primary, secondary)
		}
		if !read || out.better(best) {
			best, read = out, true
		}
		if best.matches() {
			return best
		}
	}
	if n.arabic() {
		if out, ok := n.transcribed(); ok && (!read || out.better(best)) {
			return out
		}
	}
	if n.work < 0 && (best.primary.relation == Different || best.secondary.relation == Different) {
		return pair{unreadable, unreadable} // what was not looked at may be the same
	}
	return best
}

// usual is the way for names that stand in the zone as the issuing State spells
// them, in one of the styles of the standard, or in ASCII but for punctuation: without
// a search.
func (n *namer) usual() (pair, bool) {
	p := n.printed
	if p.whole || p.primary == "" || p.secondary == "" {
		return pair{}, false
	}
	primary, ok1 := n.styled(p.primary, n.primary.raw)
	if !ok1 {
		return pair{}, false
	}
	secondary, ok2 := n.styled(p.secondary, n.secondary.raw)
	return pair{primary, secondary}, ok2
}

// styled is usual for an identifier.
func (n *namer) styled(text, raw string) (outcome, bool) {
	if samePlain(text, raw) {
		return equal, true
	}
	national := hasNational(text)
	var buf [64]byte
	if len(text) > 2*len(buf) {
		return outcome{}, false
	}
	is := func(t translit.Transformer) bool {
		b, err := t.Append(buf[:0], text)
		return err == nil && raw != "" && string(b) == raw
	}
	switch {
	case !national && is(translit.Transformer{}):
		return outcome{relation: Equivalent, reason: ReasonPunctuation}, true
	case !national:
	case n.state != nil && is(*n.state):
		return outcome{relation: Equivalent, reason: ReasonHabit}, true
	default:
		for _, style := range []translit.Option{translit.Digraphs, translit.Plain, translit.Recoverable} {
			if is(translit.New(n.o.Language, style)) {
				return outcome{relation: Equivalent, reason: ReasonSpelling}, true
			}
		}
	}
	return outcome{}, false
}

// A speller spells names.
type speller struct {
	translit.Transformer
	habit bool // as the issuing State does
}

// spellers yields what spells names: as the issuing State does, in the language of
// the options, and in each language that has exceptions. The latter differ for
// Cyrillic letters only.
func (n *namer) spellers() func(yield func(speller) bool) {
	return func(yield func(speller) bool) {
		if n.state != nil && !yield(speller{*n.state, true}) {
			return
		}
		if n.o.Language != language.Und && !yield(speller{translit.New(n.o.Language), false}) {
			return
		}
		for t := range (translit.Transformer{}).Languages() {
			if !yield(speller{t, false}) || !cyrillic(n.printed.primary) && !cyrillic(n.printed.secondary) {
				return
			}
		}
	}
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// hasNational reports whether a text has a letter that is not of ASCII, or a mark that
// makes such a letter of one.
func hasNational(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.Is(unicode.Mn, r)) })
}

func cyrillic(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return 0x400 <= r && r < 0x530 })
}

// languageOf returns the language and the region of the issuing State. UNCONFIRMED:
// that a State spells as is the habit of its region.
func languageOf(d mrz.Document) (language.Tag, bool) {
	c := d.IssuingState()
	switch c.String() {
	case "KAZ": // whose likely language is Russian to package language
		return language.MustParse("kk-KZ"), true
	case "UZB": // likely in Latin letters
		return language.MustParse("uz-UZ"), true
	}
	alpha2 := c.Alpha2()
	if alpha2 == "" {
		return language.Und, false
	}
	tag, err := language.Parse("und-" + alpha2)
	return tag, err == nil
}

// candidates returns the best outcome of the ways to read the printed name.
func (n *namer) candidates(primary, secondary []component) pair {
	var best pair
	found := false
	try := func(p, s []component, reason Reason) bool {
		out := n.pair(p, s)
		if reason != ReasonNone {
			out.primary.mark(reason)
			out.secondary.mark(reason)
		}
		if !found || out.better(best) {
			best, found = out, true
		}
		return best.matches()
	}
	switch {
	case n.printed.whole:
		n.undivided(primary, try)
	case try(primary, secondary, ReasonNone):
	case n.o.AnyOrder:
		if !try(secondary, primary, ReasonOrder) {
			all := slices.Concat(primary, secondary)
			n.undivided(all, func(p, s []component, _ Reason) bool { return try(p, s, ReasonOrder) })
			if p, s, ok := n.permuted(all); ok {
				try(p, s, ReasonOrder)
			}
		}
	}
	if out, ok := n.mononym(primary, secondary); ok && (!found || out.better(best)) {
		best = out
	}
	return best
}

// mark gives a relation that holds another reason.
func (o *outcome) mark(r Reason) {
	if o.relation >= Equivalent {
		o.relation, o.reason = Equivalent, r
	}
}

// undivided tries the places where a name may be divided, and both orders: people
// write their given names in front.
func (n *namer) undivided(all []component, try func(p, s []component, reason Reason) bool) {
	if len(n.secondary.components) == 0 {
		try(all, nil, ReasonNone)
		return
	}
	const most = 8
	for k := 1; k <= min(len(all)-1, most); k++ {
		if try(all[:k], all[k:], ReasonNone) {
			return
		}
	}
	for k := max(1, len(all)-most); k < len(all); k++ {
		if try(all[k:], all[:k], ReasonOrder) {
			return
		}
	}
	if len(all) == 1 {
		try(all, nil, ReasonNone)
	}
}

// permuted puts components in the order of those of the zone, if each of these is
// one of them.
func (n *namer) permuted(all []component) (p, s []component, ok bool) {
	want := slices.Concat(n.primary.components, n.secondary.components)
	if len(want) != len(all) || len(all) > 16 {
		return nil, nil, false
	}
	rest := slices.Clone(all)
	var sorted []component
	for _, w := range want {
		i := slices.IndexFunc(rest, func(c component) bool { _, ok := align(c.pieces, w, false, 0, &n.work); return ok })
		if i < 0 {
			return nil, nil, false
		}
		sorted = append(sorted, rest[i])
		rest = slices.Delete(rest, i, i+1)
	}
	k := len(n.primary.components)
	return sorted[:k], sorted[k:], true
}

// pair compares both identifiers: as they stand, and without titles, suffixes and
// birth names on either side.
func (n *namer) pair(primary, secondary []component) pair {
	out := pair{n.fitted(&n.primary, primary, true), n.fitted(&n.secondary, secondary, false)}
	here := anySpecial(primary) || anySpecial(secondary)
	there := slices.ContainsFunc(n.primary.components, special) || slices.ContainsFunc(n.secondary.components, special)
	if out.matches() || !here && !there {
		return out
	}
	if len(primary) > maxComponents || len(secondary) > maxComponents {
		return out
	}
	wordsP, wordsS := wordsOf(primary), wordsOf(secondary)
	// John Smith Jr. and John Smith Sr. are two.
	keep := hasGeneration(wordsP, wordsS) && hasGeneration(n.primary.components, n.secondary.components)
	return pair{
		n.without(out.primary, &n.primary, primary, wordsP, true, keep),
		n.without(out.secondary, &n.secondary, secondary, wordsS, false, keep),
	}
}

// without returns the best outcome of an identifier without titles and suffixes on
// both sides, or with a part of it on one; the one that there is, if none is better.
// With keep set the suffixes that tell generations apart stay.
func (n *namer) without(best outcome, z *zoneName, printed []component, words []string, primary, keep bool) outcome {
	if best.relation >= Equivalent || len(printed) == 0 || z.letters == "" {
		return best
	}
	parts := partsOf(words, primary, keep)
	for _, there := range partsOf(z.components, primary, keep) {
		in := *z
		if there.reason != ReasonNone {
			in = z.only(there.keep)
		}
		for _, here := range parts {
			reason := here.reason
			switch {
			case reason == ReasonNone:
				reason = there.reason
			case there.reason != ReasonNone && (reason != ReasonAffix || there.reason != ReasonAffix):
				continue // of two who married into a family none is the other
			}
			if reason == ReasonNone {
				continue
			}
			if n.work -= len(printed); n.work < 0 {
				return best
			}
			out := n.fitted(&in, pick(printed, here.keep), primary)
			out.mark(reason)
			if out.relation > best.relation || out.relation == best.relation && out.distance < best.distance {
				best = out
			}
		}
	}
	return best
}

// fitted compares an identifier, which may be cut in the zone. Of a primary one no
// component is left out (Doc 9303-4 4.2.3).
func (n *namer) fitted(z *zoneName, printed []component, primary bool) outcome {
	out := n.identifier(z, printed)
	if out.relation >= Equivalent || !n.truncated || len(printed) == 0 || z.letters == "" || primary && len(z.components) != len(printed) {
		return out
	}
	if cut, ok := n.cut(z, printed); ok && cut.relation > out.relation {
		return cut
	}
	return out
}

// identifier compares an identifier with all components of a printed one.
func (n *namer) identifier(z *zoneName, printed []component) outcome {
	switch {
	case len(printed) == 0 && z.letters == "":
		return notGiven
	case len(printed) == 0:
		return n.oneSided(*z)
	case z.letters == "":
		return missing
	}
	limit := n.o.near(len(z.letters))
	pieces := joined(printed)
	a, ok := align(pieces, z.letters, false, limit, &n.work)
	switch {
	case !ok:
		return outcome{relation: Different, distance: limit + 1}
	case a.distance > 0:
		if z.part {
			return outcome{relation: Different, distance: limit + 1} // two things at once
		}
		return outcome{Near, ReasonCharacters, a.distance, n.places(z, 0, a.differences(pieces, z.letters, false), printed)}
	}
	aligned, plain, ascii := n.form(z, printed, a)
	switch {
	case aligned && plain:
		return equal
	case ascii:
		return outcome{relation: Equivalent, reason: ReasonPunctuation}
	case n.habit && aligned && a.first():
		return outcome{relation: Equivalent, reason: ReasonHabit}
	}
	return outcome{relation: Equivalent, reason: ReasonSpelling}
}

// form reports whether the components are those of the zone, whether they are letters
// of ASCII with nothing but blanks in between, and whether all letters are of ASCII.
func (n *namer) form(z *zoneName, printed []component, a alignment) (aligned, plain, ascii bool) {
	aligned, plain, ascii = len(printed) == len(z.components), true, true
	i, end := 0, 0
	for k, c := range printed {
		i += len(c.pieces)
		if aligned {
			end += len(z.components[k])
			aligned = a.runs[i-1].to == end
		}
		for _, r := range c.text {
			if upper := r &^ ('a' - 'A'); (upper < 'A' || upper > 'Z') && r != ' ' && r != '<' {
				plain = false
			}
		}
		ascii = ascii && !hasNational(c.text)
	}
	return aligned, plain, ascii
}

// cut compares an identifier of a name that may be cut, component by component. It
// is false if it cannot be what is left of the printed one.
func (n *namer) cut(z *zoneName, printed []component) (out outcome, ok bool) {
	if len(z.components) > len(printed) {
		return outcome{}, false
	}
	limit := n.o.near(len(z.letters))
	var whole []string
	letter, near := 0, outcome{relation: Near, reason: ReasonCharacters}
	for i, c := range z.components {
		a, ok := align(printed[i].pieces, c, true, limit-near.distance, &n.work)
		if !ok {
			return outcome{}, false
		}
		whole = append(whole, a.spelled(printed[i].pieces))
		near.distance += a.distance
		near.places = append(near.places, n.places(z, letter, a.differences(printed[i].pieces, c, true), printed[i:i+1])...)
		letter += len(c)
	}
	for _, c := range printed[len(z.components):] {
		whole = append(whole, c.word())
	}
	if mrz.Abbreviates(z.components, whole) {
		return outcome{relation: Truncated, reason: ReasonCut}, true
	}
	return near, near.distance > 0 && !z.part
}

// places returns the places of differences, whose letters count from one of the
// identifier.
func (n *namer) places(z *zoneName, from int, all []difference, printed []component) (places []Place) {
	field, _ := n.doc.Layout().Span(mrz.FieldName)
	for _, d := range all {
		first, last := z.column(from+d.from), z.column(from+d.to)
		length := 0
		if d.to > d.from {
			length = z.column(from+d.to-1) + 1 - first
		} else {
			first = last
		}
		places = append(places, Place{
			A: mrz.Span{Line: field.Line, Column: field.Column + first, Len: length},
			B: d.printed(columnOf(printed, d.piece)),
		})
	}
	return places
}

// mononym compares a name of one part with the ways in which zones are met that have
// it. UNCONFIRMED: the standard knows the first one only, in which the name is the
// primary identifier and there is no other.
func (n *namer) mononym(primary, secondary []component) (pair, bool) {
	only, z := primary, n.primary
	switch {
	case len(primary) > 0 && len(secondary) > 0:
		return pair{}, false
	case len(primary) == 0:
		only = secondary
	}
	same := func(z zoneName) bool {
		_, ok := align(joined(only), z.letters, false, 0, &n.work)
		return ok && z.letters != ""
	}
	is := outcome{relation: Equivalent, reason: ReasonMononym}
	switch {
	case n.primary.raw == "" && same(n.secondary) && len(primary) > 0: // India: <<GIVEN
		return pair{is, is}, true
	case n.secondary.raw == "" && same(n.primary) && len(secondary) > 0:
		return pair{is, is}, true
	case !same(z) || n.secondary.raw == "":
		return pair{}, false
	case n.primary.letters == n.secondary.letters, n.placeholder(): // NAME<<NAME, NAME<<XXX
		return pair{is, is}, true
	}
	return pair{}, false
}

// placeholder reports whether the secondary identifier is a word that stands for one
// that there is not.
func (n *namer) placeholder() bool {
	field, _ := n.doc.Layout().Span(mrz.FieldName)
	for _, f := range n.doc.Verify(nil).Findings() {
		if f.Rule == mrz.RuleNamePlaceholder && f.Cause == "placeholder" && f.Span.Column-field.Column == n.secondary.start && len(n.secondary.components) == 1 {
			return true
		}
	}
	return false
}
