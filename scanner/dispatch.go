package scanner

import (
	"github.com/envguard/envguard/rules"
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

	first     [256]bool // that a prefix begins with
	prefixAt  [hashes + 1]uint16
	keywordAt [hashes + 1]uint16
	// threes tells the first three letters of keywords, five bits of each.
	threes [1 << 15 / 64]uint64
}

const hashes = 512

type prefixEntry struct {
	prefix string
	rule   *rules.Rule
	number uint16 // of the rule in ruleOf, if it has keywords too
	needs  bool   // it has keywords too
}

type keywordEntry struct {
	word   string
	number uint16
}

// hint is the number of the scanner's own keywords: words that say secret but
// are no stems, since they are too short or too common to be looked for
// everywhere. With a token run on their line they count.
const hint = 0

var hints = [...]string{
	"psk", "pat", "pats", "psw", "pswd", "haslo", "wachtwoord", "pepper", "sid", "fernet", "multifernet", "aes", "aesgcm", "chacha20",
	"chacha20poly1305", "signer", "serializer", "pdo", "imap", "ldap", "plain", "django", "base64",
}

func hashPair(a, b byte) uint { return (uint(a) | uint(b)<<8) * 0x9e3b >> 3 % hashes }

// three is a perfect hash of the first three bytes of a word in any case.
func three(a, b, c byte) uint { return uint(a&31) | uint(b&31)<<5 | uint(c&31)<<10 }

func hashThree(t uint) uint { return t * 0x9e3b >> 6 % hashes }

func (d *dispatch) init(rs []*rules.Rule) {
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
			ps = append(ps, prefixEntry{p, r, n, n != 0})
			d.first[p[0]] = true
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
		d.threes[t>>6] |= 1 << (t & 63)
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

// prefixed returns the entries among which those are that begin with a and b.
func (d *dispatch) prefixed(a, b byte) []prefixEntry {
	h := hashPair(a, b)
	return d.prefixes[d.prefixAt[h]:d.prefixAt[h+1]]
}

// prefixHere reports whether b, of two bytes at least, begins with a prefix of
// a rule.
func (d *dispatch) prefixHere(b []byte) bool {
	for _, p := range d.prefixed(b[0], b[1]) {
		if len(b) >= len(p.prefix) && string(b[:len(p.prefix)]) == p.prefix {
			return true
		}
	}
	return false
}

// A said is a keyword that stands in a text.
type said struct {
	at     int
	number uint16 // of its rule, or hint
}

// said appends the keywords that stand in b[from:to], in their order.
func (d *dispatch) said(b []byte, from, to int, out []said) []said {
	if to-from < 3 {
		return out
	}
	t := uint(b[from]&31)<<5 | uint(b[from+1]&31)<<10
	for i := from; i+2 < to; i++ {
		t = t>>5 | uint(b[i+2]&31)<<10
		if d.threes[t>>6]&(1<<(t&63)) == 0 || !wordAt(b, i, from) {
			continue
		}
		h := hashThree(t)
		for _, k := range d.keywords[d.keywordAt[h]:d.keywordAt[h+1]] {
			if to-i >= len(k.word) && foldEqual(b[i:i+len(k.word)], k.word) && (k.number != hint || wordEndsAt(b, i+len(k.word), to)) {
				out = append(out, said{i, k.number})
			}
		}
	}
	return out
}

// wordAt reports whether a word begins at b[i].
func wordAt(b []byte, i, from int) bool {
	c := b[i]
	if c|0x20-'a' >= 26 {
		return false
	}
	if i == from || !isAlnum(b[i-1]) {
		return true
	}
	before := b[i-1]
	return c < 'a' && (before >= 'a' || before <= '9' || b[i+1] >= 'a')
}

// wordEndsAt reports whether the word in front of b[i] ends there. The
// scanner's own words are whole ones: "pat" begins every path.
func wordEndsAt(b []byte, i, to int) bool {
	return i >= to || b[i]-'a' >= 26
}
