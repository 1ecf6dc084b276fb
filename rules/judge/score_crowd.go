package judge

import (
	"bytes"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// crowd is how many more values of the same kind within a few lines make a
// table.
const crowd = 4

// inCrowd reports whether several hexadecimal numbers of 16 bytes and more
// are around the candidate. In a list of settings, each of them a secret of
// another name, they are no table: a secret does not allow its neighbor.
func inCrowd(c *rules.Candidate) bool {
	n := 0
	var named []string
	for _, b := range [...][]byte{c.Before(700), c.After(700)} {
		run := 0
		for i := 0; i <= len(b); i++ {
			if i < len(b) && alphabet.Hex(b[i]) {
				run++
				continue
			}
			if run >= 24 {
				if name := nameOf(b[:i-run]); settingName(name) {
					named = append(named, foldName(name))
				} else {
					n++
				}
			}
			run = 0
		}
	}
	own := foldName(c.Key)
	for _, name := range named {
		if name == own || countOf(named, name) > 1 || !settingName(c.Key) {
			n++
		}
	}
	if JudgeName(c.Key) == NameWeak && inMildPlace(c) {
		return n >= crowd/2 // key, iv and ciphertext: a test vector
	}
	return n >= crowd
}

// settingName reports whether a value's name says that it is a secret, and of
// what: of two words at least.
func settingName(name string) bool {
	switch JudgeName(name) {
	case NameSecret, NamePassword, NameWeak:
	default:
		return false
	}
	var buf [8]string
	return len(alphabet.SplitWords(name, buf[:0])) > 1
}

// foldName returns a name without what says members of a row apart: case,
// separators, numbers.
func foldName(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, alphabet.Letters(name))
}

func countOf(list []string, s string) (n int) {
	for _, x := range list {
		if x == s {
			n++
		}
	}
	return n
}

// nameOf returns the name that a value behind b is assigned to on its line, or
// "".
func nameOf(b []byte) string {
	b = b[bytes.LastIndexByte(b, '\n')+1:]
	b = bytes.TrimRight(b, " \t\"'`")
	at := len(b)
	b = bytes.TrimRight(b, "=:>")
	if len(b) == at {
		return ""
	}
	b = bytes.TrimRight(b, " \t\"'`")
	i := len(b)
	for i > 0 && (alphabet.Alnum(b[i-1]) || b[i-1] == '_' || b[i-1] == '-' || b[i-1] == '.') {
		i--
	}
	return string(b[i:])
}
