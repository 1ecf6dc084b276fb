package judge

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/random"
)

// NearAny reports whether one of words, in lower case, is within a few
// lines of the candidate.
func NearAny(c *rules.Candidate, words ...string) bool {
	for _, w := range words {
		if Near(c, w, 300) {
			return c.GateText("provider", true, "near")
		}
	}
	return c.GateText("provider", false, "")
}

// Bits is the surprise of the most random stretch.
func Bits(v []byte) float64 {
	b, _, _ := random.Stretch(v)
	return b
}

// MatchToken finds the first of tokens that the candidate begins with.
func MatchToken(c *rules.Candidate, tokens ...rules.Token) (rules.Match, bool) {
	v := c.Value()
	for i := range tokens {
		t := &tokens[i]
		if !bytes.HasPrefix(v, []byte(t.Prefix)) {
			continue
		}
		n := len(t.Prefix)
		for n < len(v) && n-len(t.Prefix) <= t.Max && t.Alphabet(v[n]) {
			n++
		}
		// The alphabet may hold what also ends a sentence or joins words.
		for n > len(t.Prefix)+t.Min && (v[n-1] == '-' || v[n-1] == '.') {
			n--
		}
		if n < len(v) && alphabet.Alnum(v[n]) {
			continue // a part of something longer
		}
		body := v[len(t.Prefix):n]
		if len(body) < t.Min || len(body) > t.Max {
			continue
		}
		if m, ok := judgeToken(c, t, v[:n], body); ok {
			return m, true
		}
	}
	return rules.Match{}, false
}

// TokenRandom is the surprise in bits that a token's body has at least. Real
// ones miss it once in a thousand.
const TokenRandom = 6

func judgeToken(c *rules.Candidate, t *rules.Token, token, body []byte) (rules.Match, bool) {
	c.Gate("prefix, alphabet and length", true, float64(len(token)))
	proof := rules.Formal
	if t.Valid != nil {
		proof = t.Valid(token)
		if !c.Gate("structure", proof != rules.Refuted, float64(proof)) {
			return rules.Match{}, false
		}
	}
	if !NotPublished(c, token) {
		return rules.Match{}, false
	}
	if proof != rules.Proved && !c.GateText("stands alone", !inEncodedData(c, len(token)), "the middle of data in base64") {
		return rules.Match{}, false
	}
	if !c.GateText("no placeholder", !behindPlaceholder(c), "what a form shows in an empty field") {
		return rules.Match{}, false
	}
	bits := PartBits(body)
	if !NotFiller(c, body) {
		return rules.Match{}, false
	}
	if !c.Gate("random", proof == rules.Proved || bits >= TokenRandom, bits) {
		return rules.Match{}, false
	}
	score := t.Score
	if score == 0 {
		score = 0.95
	}
	if proof == rules.Doubted {
		score = min(score, 0.5)
	}
	if proof != rules.Proved && ofDigests(c) {
		score -= 0.3
	}
	by := ByForm
	if proof == rules.Proved {
		by = ByProof
	}
	score = InPlace(c, by, score)
	if !c.Gate("score", score >= rules.WarnScore, score) {
		return rules.Match{}, false
	}
	return rules.Match{
		Start: c.Start, End: c.Start + len(token), Score: score, Remedy: rules.Manual,
		Public: min(len(t.Prefix), len(token)/2, 30), Message: t.Message,
	}, true
}

// dataAround is how many characters of base64 around a token, without a break,
// say that it is a stretch of a font or an image, in bytes.
const dataAround = 256

// inEncodedData reports whether the first n bytes of the candidate are in a
// longer run of base64. Its slashes and pluses look like a token's borders.
func inEncodedData(c *rules.Candidate, n int) bool {
	d, left, right := c.File.Data, c.Start, c.Start+n
	for left > 0 && c.Start-left < dataAround && alphabet.StdBase64(d[left-1]) {
		left--
	}
	for right < len(d) && right-c.Start-n < dataAround && alphabet.StdBase64(d[right]) {
		right++
	}
	return c.Start-left+right-c.Start-n >= dataAround
}

// behindPlaceholder reports whether the candidate is the text of an attribute
// placeholder.
func behindPlaceholder(c *rules.Candidate) bool {
	b := bytes.TrimRight(c.Before(32), "\"'`{(:= \t")
	return bytes.HasSuffix(bytes.ToLower(b), []byte("placeholder"))
}

// Near reports whether word, in lower case, is within n bytes of the
// candidate.
func Near(c *rules.Candidate, word string, n int) bool {
	return bytes.Contains(bytes.ToLower(c.Before(n)), []byte(word)) || bytes.Contains(bytes.ToLower(c.After(n)), []byte(word))
}
