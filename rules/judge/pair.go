package judge

import (
	"strconv"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// NotHex refutes values of hexadecimal digits alone: those are digests and
// identifiers of commits, which a generator of letters and digits does not make.
func NotHex(v []byte) rules.Proof {
	if alphabet.AllHex(v) {
		return rules.Refuted
	}
	return rules.Formal
}

// JudgeBeside holds the gates of a secret without a prefix that something
// next to it makes plain: an identifier, a host, the file's name. The caller has
// looked at its form.
func JudgeBeside(c *rules.Candidate, score float64, public int, message string) (rules.Match, bool) {
	v := c.Value()
	body := v[public:]
	if !isLiteral(c) {
		return rules.Match{}, false
	}
	if Excluded(c) {
		return rules.Match{}, false
	}
	if !NoDigest(c) {
		return rules.Match{}, false
	}
	if !NotPublished(c, v) {
		return rules.Match{}, false
	}
	if !NotFiller(c, body) {
		return rules.Match{}, false
	}
	if !c.Gate("random", Generated(body), PartBits(body)) {
		return rules.Match{}, false
	}
	if score = InFile(c, score); !c.Gate("score", score >= rules.WarnScore, score) {
		return rules.Match{}, false
	}
	return rules.Match{Start: c.Start, End: c.End, Score: score, Remedy: rules.FromEnv, Public: min(public, 30, len(v)/2), Message: message}, true
}

// BesideText says where the other half of a pair is, which is at the
// offset at of the file: "on the same line", "2 lines above". The file may be a
// window of a larger one, so that its line's number is not known here.
func BesideText(c *rules.Candidate, at int) string {
	lo, hi, where := at, c.Start, "above"
	if at > c.Start {
		lo, hi, where = c.Start, at, "below"
	}
	n := 0
	for _, b := range c.File.Data[lo:hi] {
		if b == '\n' {
			n++
		}
	}
	switch n {
	case 0:
		return "on the same line"
	case 1:
		return "1 line " + where
	}
	return strconv.Itoa(n) + " lines " + where
}

// PairReach is how far from a secret, in bytes, its identifier is looked for.
const PairReach = 300

// FindNear returns the offset of the nearest place within n bytes of the
// candidate, nearest above first, where form accepts what begins there at the
// start of a word, or -1.
func FindNear(c *rules.Candidate, n int, form func([]byte) bool) int {
	c.LookFar()
	d := c.File.Data
	for i := c.Start - 1; i >= max(0, c.Start-n); i-- {
		if (i == 0 || !alphabet.Alnum(d[i-1])) && form(d[i:c.Start]) {
			return i
		}
	}
	for i := c.End; i < min(len(d), c.End+n); i++ {
		if (i == 0 || !alphabet.Alnum(d[i-1])) && form(d[i:]) {
			return i
		}
	}
	return -1
}
