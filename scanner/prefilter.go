package scanner

import (
	"bytes"
	"sync"

	"github.com/envguard/envguard/rules"
)

// The prefilter finds the lines that can hold a candidate. Everything behind
// it works on such lines alone, so its cost is the cost per byte:
//
//   - a token run: only every 16th byte is looked at, and where it is a token
//     character the run around it is measured;
//   - a stem of a secret-like name ("pass", "key", …), for values that are too
//     short or too colourful to be a token run: every second byte is looked at,
//     with its neighbour, in a bitmap of the pairs that stems begin with;
//   - a URL with user information.

// tokenChar tells the bytes of rules.KindToken.
var tokenChar = func() (t [256]bool) {
	for c := range t {
		t[c] = isAlnum(byte(c)) || c == '_' || c == '-' || c == '+' || c == '/' || c == '=' || c == '.'
	}
	return t
}()

func isAlnum(c byte) bool {
	return c-'0' < 10 || c|0x20-'a' < 26
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' }

// stems are what secret-like names contain, in lower case; each has at least
// three letters. Names of other languages are those that code really has.
var stems = []string{
	"pass", "pwd", "secret", "token", "key", "auth", "cred", "bearer", "cookie", "session",
	"salt", "pin", "private", "signature", "dsn", "conn", "login", "jwt", "oauth", "webhook",
	"geheim", "kennwort", "contrase", "senha", "clave", "motdepasse", "mdp", "parol", "seed", "mnemonic",
	"hmac", "nonce", "otp", "license", "encrypt", "identified", "access", "account_sid", "sas", "curl", "mysql", "securestring",
}

type pairTable struct {
	bit [1 << 13]byte // by folded pair
	by  [26][]string  // stems by first letter
}

var pairs = sync.OnceValue(func() *pairTable {
	t := new(pairTable)
	for _, s := range stems {
		t.by[s[0]-'a'] = append(t.by[s[0]-'a'], s)
		t.set(s[0], s[1])
		t.set(s[1], s[2])
	}
	return t
})

func (t *pairTable) set(a, b byte) {
	for _, x := range [2]byte{a, a &^ 0x20} {
		for _, y := range [2]byte{b, b &^ 0x20} {
			p := uint(x)<<8 | uint(y)
			t.bit[p>>3] |= 1 << (p & 7)
		}
	}
}

// stemAt reports whether a stem begins at b[i].
func (t *pairTable) stemAt(b []byte, i int) bool {
	if i < 0 || i >= len(b) {
		return false
	}
	c := b[i] | 0x20
	if c-'a' >= 26 {
		return false
	}
	for _, s := range t.by[c-'a'] {
		if i+len(s) <= len(b) && foldEqual(b[i:i+len(s)], s) {
			return true
		}
	}
	return false
}

// foldEqual compares with an ASCII lower-case string.
func foldEqual(b []byte, s string) bool {
	for i := range b {
		if b[i] != s[i] && b[i]|0x20 != s[i] {
			return false
		}
	}
	return true
}

// eachLine calls f for every line of b that can hold a candidate, in order.
// f gets the line's span without its line feed.
func eachLine(b []byte, f func(start, end int)) {
	t := pairs()
	run, stem, url := nextRun(b, 0), t.nextStem(b, 0), nextURL(b, 0)
	for {
		at := min(run, stem, url)
		if at >= len(b) {
			return
		}
		start := bytes.LastIndexByte(b[:at], '\n') + 1
		end := len(b)
		if i := bytes.IndexByte(b[at:], '\n'); i >= 0 {
			end = at + i
		}
		f(start, end)
		if run < end {
			run = nextRun(b, end)
		}
		if stem < end {
			stem = t.nextStem(b, end)
		}
		if url < end {
			url = nextURL(b, end)
		}
	}
}

// nextRun returns where the next token run of at least rules.MinToken
// characters is (any place in it), or len(b).
func nextRun(b []byte, from int) int {
	const n = rules.MinToken
	for i := from + n - 1; i < len(b); {
		if !tokenChar[b[i]] {
			i += n
			continue
		}
		lo := i
		for lo > from && i-lo < n-1 && tokenChar[b[lo-1]] {
			lo--
		}
		hi := i + 1
		for hi < len(b) && hi-lo < n && tokenChar[b[hi]] {
			hi++
		}
		if hi-lo >= n {
			return lo
		}
		i = hi + n
	}
	return len(b)
}

func (t *pairTable) nextStem(b []byte, from int) int {
	for i := from; i+1 < len(b); i += 2 {
		p := uint(b[i])<<8 | uint(b[i+1])
		if t.bit[p>>3]&(1<<(p&7)) == 0 {
			continue
		}
		if t.stemAt(b, i) {
			return i
		}
		if i > from && t.stemAt(b, i-1) {
			return i - 1
		}
	}
	return len(b)
}

// nextURL returns where the next URL with a user part is, or len(b).
func nextURL(b []byte, from int) int {
	for i := from; ; {
		k := bytes.Index(b[i:], []byte("://"))
		if k < 0 {
			return len(b)
		}
		i += k + 3
		for j := i; j < len(b) && j-i < 512; j++ {
			c := b[j]
			if c == '@' {
				return i
			}
			if c <= ' ' || c == '"' || c == '\'' || c == '<' || c == '>' || c == '`' || c == '/' {
				break
			}
		}
	}
}
