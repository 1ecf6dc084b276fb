package rules

import (
	"bytes"
	"strings"
)

// A Keyed secret is one that its provider gave no prefix: so many digits or
// letters, and the provider's name beside them. A great deal has that form by
// chance, so that all of these are asked for: the exact form, the name of a
// secret, a word that is the provider's, and the randomness of a generator.
type Keyed struct {
	// Words are the provider's, in lower case and without separators:
	// "newrelic" is found in NEW_RELIC_KEY, newRelicKey and new-relic.
	Words []string
	// Names, if set, limit the names that are taken to those that end in one
	// of them, written as letters and digits in lower case: "licensekey". It
	// replaces the general judgement of names.
	Names    []string
	Alphabet func(byte) bool
	Min, Max int                // length of the value
	Valid    func([]byte) Proof // nil: the form is all there is
	Score    float64            // 0: 0.85
	Message  string             // what it is and what it gives
}

// keyedKinds are the candidates that have a name.
const keyedKinds = KindAssigned | KindArgument | KindEnv

// matchKeyed finds the first of ks whose form the candidate's value has, whole.
func matchKeyed(c *Candidate, ks ...Keyed) (Match, bool) {
	v := c.Value()
	for i := range ks {
		k := &ks[i]
		if len(v) < k.Min || len(v) > k.Max || !isRunOf(v, k.Alphabet) {
			continue
		}
		if m, ok := judgeKeyed(c, k, v); ok {
			return m, true
		}
	}
	return Match{}, false
}

func judgeKeyed(c *Candidate, k *Keyed, v []byte) (Match, bool) {
	c.Gate("alphabet and length", true, float64(len(v)))
	name := secretName(c)
	switch {
	case name <= nameNeutral && providerCall(c, k.Words):
		c.GateText("name", true, "the key of a provider's client")
		name = nameSecret
	case len(k.Names) > 0:
		if !c.GateText("name", endsInName(c.Key, k.Names), "") {
			return Match{}, false
		}
	case !c.GateText("name", name == nameSecret || name == namePassword || name == nameWeak, name.String()):
		return Match{}, false
	}
	where := providerNear(c, k.Words, name == nameSecret || name == namePassword || len(k.Names) > 0 || letters(c.Key) == "key")
	if !c.GateText("provider", where != "", where) {
		return Match{}, false
	}
	if !c.GateText("a literal", bareAllowed(c), "a word without quotes in code is a name") {
		return Match{}, false
	}
	if c.File.Class == ClassLock || c.File.Class == ClassLocale {
		c.GateText("file", false, "lock files hold digests, translations hold words")
		return Match{}, false
	}
	if w := neighbour(c); !c.GateText("no digest", w == "", w) {
		return Match{}, false
	}
	proof := Formal
	if k.Valid != nil {
		proof = k.Valid(v)
		if !c.Gate("structure", proof != Refuted, float64(proof)) {
			return Match{}, false
		}
	}
	if known := knownPublic(string(v)); !c.GateText("not a published token", known == "", known) {
		return Match{}, false
	}
	body := v
	if isUUID(v) {
		body = bytes.ReplaceAll(v, []byte("-"), nil)
	}
	if why := fillerReason(body); !c.GateText("not filler", why == "", why) {
		return Match{}, false
	}
	if !c.Gate("random", proof == Proved || generated(body), partBits(body)) {
		return Match{}, false
	}
	score := k.Score
	if score == 0 {
		score = 0.85
	}
	if proof == Doubted {
		score = min(score, 0.5)
	}
	if score = inFile(c, score); !c.Gate("score", score >= WarnScore, score) {
		return Match{}, false
	}
	return Match{Start: c.Start, End: c.End, Score: score, Remedy: FromEnv, Message: k.Message}, true
}

// providerCall reports whether the candidate is the first argument, without a
// name, of a call that makes a client of the provider: Deepgram("…"),
// cohere.Client("…").
func providerCall(c *Candidate, words []string) bool {
	if c.Kind&KindArgument == 0 || c.Arg != 0 || c.Call == "" {
		return false
	}
	last := lastWord(c.Call)
	switch lowerASCII(last) {
	case "client", "init", "configure", "setup", "api", "asyncclient", "newclient", "authenticator":
		for _, w := range words {
			if saysWord(c.Call, w) {
				return true
			}
		}
		return false
	}
	for _, w := range words {
		if rest, ok := strings.CutPrefix(letters(last), w); ok && (rest == "" || rest == "client" || rest == "api" || rest == "sdk" || rest == "authenticator") {
			return true
		}
	}
	return false
}

// endsInName reports whether the name ends in one of names.
func endsInName(key string, names []string) bool {
	l := letters(key)
	for _, n := range names {
		if len(l) >= len(n) && l[len(l)-len(n):] == n {
			return true
		}
	}
	return false
}

// providerNear tells where one of the words stands, or returns "": in the
// name, in the call, and, if the name is a secret's, on the line.
func providerNear(c *Candidate, words []string, wide bool) string {
	line, at := c.Line()
	end := min(len(line), at+c.End-c.Start)
	for _, w := range words {
		switch {
		case saysWord(c.Key, w):
			return "in the name"
		case saysWord(c.Call, w):
			return "in the call"
		case !wide:
		case saysWord(line[:at], w), saysWord(line[end:], w):
			return "on the line"
		}
	}
	return ""
}

// saysWord reports whether word stands in s as a word or several, in any case
// style: newrelic in NEW_RELIC_KEY, newRelicKey, new-relic.io.
func saysWord[S string | []byte](s S, word string) bool {
	for i := range len(s) {
		if s[i]|0x20 != word[0] && s[i] != word[0] || !wordBegins(s, i) {
			continue
		}
		j, n := i, 0
		for j < len(s) && n < len(word) {
			switch c := s[j]; {
			case c == word[n], isUpper(c) && c|0x20 == word[n]:
				n++
			case (c == '_' || c == '-' || c == '.' || c == ' ') && n > 0:
			default:
				n = len(word) + 1
			}
			j++
		}
		if n == len(word) && wordEnds(s, j) {
			return true
		}
	}
	return false
}

func wordBegins[S string | []byte](s S, i int) bool {
	if i == 0 || !isAlnum(s[i-1]) {
		return true
	}
	return isUpper(s[i]) && (isLower(s[i-1]) || isDigit(s[i-1]))
}

// wordEnds reports whether what stands at s[j:] is another word.
func wordEnds[S string | []byte](s S, j int) bool {
	if j == len(s) || !isLetter(s[j]) || isUpper(s[j]) && isLower(s[j-1]) {
		return true
	}
	for _, w := range [...]string{"api", "key", "token", "secret", "access", "auth", "pass", "webhook", "bot", "app", "client"} {
		if len(s)-j >= len(w) && lowerASCII(string(s[j:j+len(w)])) == w {
			return true
		}
	}
	return false
}

// uuidForm accepts UUIDs that a generator made.
func uuidForm(v []byte) Proof {
	if !isUUID(v) || unitOf(v[24:]) <= 3 { // …-1a1a1a1a1a1a is made up
		return Refuted
	}
	return Formal
}

func isHexDash(c byte) bool { return isHex(c) || c == '-' }

// uuidBody accepts tokens that end in such a UUID.
func uuidBody(token []byte) Proof {
	if len(token) < 36 || !isUUID(token[len(token)-36:]) {
		return Refuted
	}
	return generatedBody(bytes.ReplaceAll(token[len(token)-36:], []byte("-"), nil))
}

// generatedBody is for prefixes that are short or words: it asks that a
// generator made what follows.
func generatedBody(token []byte) Proof {
	if !generated(token) {
		return Refuted
	}
	return Formal
}

// bodyRandom is the surprise in bits that is asked of what has a provider's
// form and name already: less than randomEnough, since hardly any word is in
// that place. Of generated tokens of 16 characters one in sixty misses it, of 24 one in 300.
const bodyRandom = 10

// generated reports whether v, or what stands between its separators, comes
// from a generator. A part is judged by its own alphabet: hexadecimal digits
// behind a word say little in the alphabet of both.
func generated(v []byte) bool { return partBits(v) >= bodyRandom }

// partBits is the surprise of the most random stretch of v, or of what stands
// between its separators.
func partBits(v []byte) float64 {
	best := bits(v)
	for part := range bytes.FieldsFuncSeq(v, notAlnum) {
		if len(part) < len(v) {
			best = max(best, bits(part))
		}
	}
	return best
}

func notAlnum(r rune) bool { return r >= 0x80 || !isAlnum(byte(r)) }
