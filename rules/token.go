package rules

import "bytes"

// A Token is a secret that its provider made easy to tell: a prefix, an
// alphabet, a length, and often a checksum.
type Token struct {
	Prefix   string
	Alphabet func(byte) bool          // of what follows the prefix
	Min, Max int                      // length of what follows the prefix
	Valid    func(token []byte) Proof // nil: the form is all there is
	Score    float64                  // 0: 0.95
	Message  string                   // what it is and what it gives
}

// A Proof is how much a token's structure says.
type Proof uint8

// The proofs.
const (
	Refuted Proof = iota // the structure is wrong: no token
	Doubted              // the checksum is wrong: a typing error, or made up
	Formal               // the form is right, and that is all that can be checked
	Proved               // a checksum or a signature in the form says that it is one
)

// matchToken finds the first of tokens that the candidate begins with.
func matchToken(c *Candidate, tokens ...Token) (Match, bool) {
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
		if n < len(v) && isAlnum(v[n]) {
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
	return Match{}, false
}

// tokenRandom is the surprise in bits that a token's body has at least. Real
// ones miss it once in a thousand.
const tokenRandom = 6

func judgeToken(c *Candidate, t *Token, token, body []byte) (Match, bool) {
	c.Gate("prefix, alphabet and length", true, float64(len(token)))
	proof := Formal
	if t.Valid != nil {
		proof = t.Valid(token)
		if !c.Gate("structure", proof != Refuted, float64(proof)) {
			return Match{}, false
		}
	}
	if known := knownPublic(string(token)); !c.GateText("not a published token", known == "", known) {
		return Match{}, false
	}
	if proof != Proved && !c.GateText("stands alone", !inEncodedData(c, len(token)), "the middle of data in base64") {
		return Match{}, false
	}
	if !c.GateText("no placeholder", !behindPlaceholder(c), "what a form shows in an empty field") {
		return Match{}, false
	}
	bits := partBits(body)
	if why := fillerReason(body); !c.GateText("not filler", why == "", why) {
		return Match{}, false
	}
	if !c.Gate("random", proof == Proved || bits >= tokenRandom, bits) {
		return Match{}, false
	}
	score := t.Score
	if score == 0 {
		score = 0.95
	}
	if proof == Doubted {
		score = min(score, 0.5)
	}
	if c.File.Class == ClassLock || c.File.Class == ClassLocale {
		score -= 0.3
	}
	if proof == Formal && (bits < randomEnough || pathSays(c.File.Path, isOpenAPI)) {
		score = inFile(c, score) // an API's description shows values by the dozen
	}
	if !c.Gate("score", score >= WarnScore, score) {
		return Match{}, false
	}
	return Match{
		Start: c.Start, End: c.Start + len(token), Score: score, Remedy: Manual,
		Public: min(len(t.Prefix), len(token)/2, 30), Message: t.Message,
	}, true
}

// dataAround is how many characters of base64 around a token, without a break,
// say that it is a stretch of a font or an image, in bytes.
const dataAround = 256

// inEncodedData reports whether the first n bytes of the candidate stand in a
// longer run of base64. Its slashes and pluses look like a token's borders.
func inEncodedData(c *Candidate, n int) bool {
	d, left, right := c.File.Data, c.Start, c.Start+n
	for left > 0 && c.Start-left < dataAround && isStdBase64(d[left-1]) {
		left--
	}
	for right < len(d) && right-c.Start-n < dataAround && isStdBase64(d[right]) {
		right++
	}
	return c.Start-left+right-c.Start-n >= dataAround
}

// behindPlaceholder reports whether the candidate is the text of an attribute
// placeholder.
func behindPlaceholder(c *Candidate) bool {
	b := bytes.TrimRight(c.Before(32), "\"'`{(:= \t")
	return bytes.HasSuffix(bytes.ToLower(b), []byte("placeholder"))
}

// isOpenAPI accepts the words of paths of OpenAPI's descriptions.
func isOpenAPI(w string) bool { return w == "openapi" || w == "swagger" }

// The alphabets of tokens.
func isAlnumDash(c byte) bool { return isAlnum(c) || c == '-' || c == '_' }
func isTokenDot(c byte) bool  { return isAlnumDash(c) || c == '.' }
func isBase32(c byte) bool    { return isUpper(c) || c >= '2' && c <= '7' }
func isUpperNum(c byte) bool  { return isUpper(c) || isDigit(c) }
func isLowerHex(c byte) bool  { return isDigit(c) || c >= 'a' && c <= 'f' }
func isSlashPath(c byte) bool { return isAlnum(c) || c == '/' }

// near reports whether word, in lower case, stands within n bytes of the
// candidate.
func near(c *Candidate, word string, n int) bool {
	return bytes.Contains(bytes.ToLower(c.Before(n)), []byte(word)) || bytes.Contains(bytes.ToLower(c.After(n)), []byte(word))
}
