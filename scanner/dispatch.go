package scanner

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/scanner/internal/finder"
	"github.com/envguard/envguard/scanner/internal/forms"
)

// A dispatch finds the rules that want to see a candidate, at a cost that does
// not grow with their number; rules.Rule states the contract. It has two
// tables, for prefixes and for keywords, of the same make: entries sorted by a
// hash of their first bytes, and for each hash where its entries begin. There
// are no maps in it, since it is built at every start.
type dispatch struct {
	open     []*rules.Rule // neither prefixes nor keywords
	prefixes []prefixEntry
	keywords []keywordEntry
	ruleOf   []*rules.Rule // by the number that keywordEntry has
	// kinds are those that a rule with keywords wants.
	kinds rules.Kind

	// pairs says the first two bytes of prefixes, seven bits of each.
	pairs     [1 << 14 / 64]uint64
	prefixAt  [hashes + 1]uint16
	keywordAt [hashes + 1]uint16
	// threes says the keywords of three letters, by five bits of each, and fours
	// the first four letters of others, by a hash.
	threes, fours [1 << 15 / 64]uint64
}

const hashes = 512

type prefixEntry struct {
	prefix string
	rule   *rules.Rule
	run    int    // of the rule
	number uint16 // of the rule in ruleOf, if it has keywords too
	needs  bool   // it has keywords too
	solid  bool   // of the rule
}

type keywordEntry struct {
	word   string
	number uint16
}

// hint is the number of the words of forms.Hints.
const hint = 0

func hashPair(a, b byte) uint { return (uint(a) | uint(b)<<8) * 0x9e3b >> 3 % hashes }

// three is a perfect hash of the first three bytes of a word in any case.
func three(a, b, c byte) uint { return uint(a&31) | uint(b&31)<<5 | uint(c&31)<<10 }

// hashFour is of 15 bits, from the first three bytes and the fourth.
func hashFour(t uint, b byte) uint { return (t | uint(b&31)<<15) * 0x9e3779b1 >> 12 & (1<<15 - 1) }

func pairOf(a, b byte) uint { return uint(a&127) | uint(b&127)<<7 }

func hashThree(t uint) uint { return t * 0x9e3b >> 6 % hashes }

func (d *dispatch) init(rs []*rules.Rule) {
	hints := forms.Hints()
	nP, nK, nO := 0, len(hints), 0
	for _, r := range rs {
		nP += len(r.Prefixes)
		if len(r.Prefixes) == 0 {
			nK += len(r.Keywords)
		}
		if r.Check != nil && len(r.Prefixes)+len(r.Keywords) == 0 {
			nO++
		}
	}
	d.open = make([]*rules.Rule, 0, nO)
	d.ruleOf = append(make([]*rules.Rule, 0, len(rs)+1), nil)
	ps, ks := make([]prefixEntry, 0, nP), make([]keywordEntry, 0, nK)
	for _, w := range hints {
		ks = append(ks, keywordEntry{w, hint})
	}
	for _, r := range rs {
		if r.Check == nil || r.Lines != nil {
			continue
		}
		n := uint16(0)
		if len(r.Keywords) > 0 {
			n = uint16(len(d.ruleOf))
			d.ruleOf = append(d.ruleOf, r)
			for _, w := range r.Keywords {
				ks = append(ks, keywordEntry{w, n})
			}
			if len(r.Prefixes) == 0 {
				d.kinds |= r.Kinds
			}
		}
		for _, p := range r.Prefixes {
			ps = append(ps, prefixEntry{p, r, r.Run, n, n != 0, r.Solid})
			pair := pairOf(p[0], p[1])
			d.pairs[pair>>6] |= 1 << (pair & 63)
		}
		if len(r.Prefixes)+len(r.Keywords) == 0 {
			d.open = append(d.open, r)
		}
	}
	// Two counting sorts.
	for _, p := range ps {
		d.prefixAt[hashPair(p.prefix[0], p.prefix[1])+1]++
	}
	for _, k := range ks {
		t := three(k.word[0], k.word[1], k.word[2])
		if len(k.word) == 3 {
			d.threes[t>>6] |= 1 << (t & 63)
		} else {
			f := hashFour(t, k.word[3])
			d.fours[f>>6] |= 1 << (f & 63)
		}
		d.keywordAt[hashThree(t)+1]++
	}
	var nextP, nextK [hashes]uint16
	for i := range hashes {
		nextP[i], nextK[i] = d.prefixAt[i], d.keywordAt[i]
		d.prefixAt[i+1] += d.prefixAt[i]
		d.keywordAt[i+1] += d.keywordAt[i]
	}
	d.prefixes, d.keywords = make([]prefixEntry, len(ps)), make([]keywordEntry, len(ks))
	for _, p := range ps {
		h := hashPair(p.prefix[0], p.prefix[1])
		d.prefixes[nextP[h]] = p
		nextP[h]++
	}
	for _, k := range ks {
		h := hashThree(three(k.word[0], k.word[1], k.word[2]))
		d.keywords[nextK[h]] = k
		nextK[h]++
	}
}

// begins reports whether a prefix may begin with a and b.
func (d *dispatch) begins(a, b byte) bool {
	pair := pairOf(a, b)
	return d.pairs[pair>>6]&(1<<(pair&63)) != 0
}

// prefixed returns the entries among which those are that begin with a and b.
func (d *dispatch) prefixed(a, b byte) []prefixEntry {
	h := hashPair(a, b)
	return d.prefixes[d.prefixAt[h]:d.prefixAt[h+1]]
}

// prefixHere reports whether b, of two bytes at least, begins with a prefix of
// a rule and is long enough for it, or goes on elsewhere; near, whether all such
// rules want a keyword too.
func (d *dispatch) prefixHere(b []byte, goesOn bool) (found, near bool) {
	list := d.prefixed(b[0], b[1])
	for k := range list {
		p := &list[k]
		if (goesOn || len(b) >= p.run) && p.begins(b) {
			if !p.needs {
				return true, false
			}
			near = true
		}
	}
	return near, near
}

// begins reports whether b begins with the prefix, and with what may follow it.
func (p *prefixEntry) begins(b []byte) bool {
	if len(b) < len(p.prefix) || string(b[:len(p.prefix)]) != p.prefix {
		return false
	}
	if p.solid {
		for _, c := range b[len(p.prefix):max(len(p.prefix), min(len(b), p.run))] {
			if !isAlnum(c) {
				return false
			}
		}
	}
	return true
}

// A said is a keyword that is in a text.
type said struct {
	at     int
	number uint16 // of its rule, or hint
}

// said appends the keywords that are in b[from:to], in their order. A word
// begins behind what is no letter or digit, and where camelCase says so: at a
// capital behind a small letter or a digit, or in front of a small letter.
func (d *dispatch) said(b []byte, from, to int, out []said) []said {
	var classes [8]finder.Classes
	var before, small uint64 // whether the byte in front is a letter or digit, and no capital
	for at := from; at < to-2; at += len(classes) * finder.Block {
		blocks := min(len(classes), (to-at+finder.Block-1)/finder.Block)
		// What is behind to is read where there is something: it saves a copy.
		finder.Classify(classes[:blocks], b[at:min(len(b), at+blocks*finder.Block)])
		for k := range blocks {
			c := &classes[k]
			base := at + k*finder.Block
			low := c.Lower | c.Digit
			starts := (c.Lower | c.Upper) &^ ((low|c.Upper)<<1 | before)
			camel := low<<1 | small | c.Lower>>1
			if base+finder.Block < to && b[base+finder.Block]-'a' < 26 {
				camel |= 1 << 63
			}
			starts |= c.Upper & camel
			before, small = (low|c.Upper)>>63, low>>63
			if left := to - 2 - base; left < finder.Block {
				starts &= 1<<max(0, left) - 1
			}
			for ; starts != 0; starts &= starts - 1 {
				out = d.saidAt(b, base+finder.First(starts), to, out)
			}
		}
	}
	return out
}

// saidAt appends the keywords that are at b[i]; to-i is three at least.
func (d *dispatch) saidAt(b []byte, i, to int, out []said) []said {
	t := three(b[i], b[i+1], b[i+2])
	if d.threes[t>>6]&(1<<(t&63)) == 0 {
		if to-i < 4 {
			return out
		}
		if f := hashFour(t, b[i+3]); d.fours[f>>6]&(1<<(f&63)) == 0 {
			return out
		}
	}
	h := hashThree(t)
	for _, k := range d.keywords[d.keywordAt[h]:d.keywordAt[h+1]] {
		if to-i >= len(k.word) && foldEqual(b[i:i+len(k.word)], k.word) && (k.number != hint || wordEndsAt(b, i+len(k.word), to)) {
			out = append(out, said{i, k.number})
		}
	}
	return out
}

// wordEndsAt reports whether the word in front of b[i] ends there. The
// scanner's own words are whole ones: "pat" begins every path.
func wordEndsAt(b []byte, i, to int) bool {
	return i >= to || b[i]-'a' >= 26
}
