package rules

import (
	"bytes"
	"path"
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
	case len(k.Names) > 0:
		if !c.GateText("name", endsInName(c.Key, k.Names), "") {
			return Match{}, false
		}
	case !c.GateText("name", name == nameSecret || name == namePassword || name == nameWeak, name.String()):
		return Match{}, false
	}
	where := providerNear(c, k.Words, name == nameSecret || name == namePassword || len(k.Names) > 0)
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
	if bits, _, _ := randomPart(body); !c.Gate("random", proof == Proved || hasRandomPart(body), bits) {
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
// name, in the call, and, if the name is a secret's, on the line, over the
// block that the line is in, or in the file's name.
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
		case saysWord(path.Base(c.File.Path), w):
			return "in the file's name"
		case aboveSays(c, w):
			return "above"
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

// aboveLines bounds how far up the heading of a block is looked for.
const aboveLines = 12

// aboveSays reports whether a line over the candidate that heads its block
// says the word: one that is indented less, a [section], or a comment over
// lines without a gap.
func aboveSays(c *Candidate, word string) bool {
	line, at := c.Line()
	indent := len(line) - len(bytes.TrimLeft(line, " \t"))
	before := c.Before(maxLine)
	if at >= len(before) {
		return false
	}
	before = before[:len(before)-at-1] // without the line's own start and the line feed
	comments := true
	for range aboveLines {
		if len(before) == 0 {
			return false
		}
		i := bytes.LastIndexByte(before, '\n')
		up := bytes.TrimRight(before[i+1:], "\r")
		text := bytes.TrimLeft(up, " \t")
		depth := len(up) - len(text)
		switch {
		case len(text) == 0:
			comments = false
		case len(text) > 80:
		case depth < indent:
			if saysWord(text, word) {
				return true
			}
			if indent = depth; indent == 0 {
				return false
			}
		case text[0] == '[' && depth == indent:
			return saysWord(text, word)
		case comments && (text[0] == '#' || text[0] == ';' || bytes.HasPrefix(text, []byte("//"))) && saysWord(text, word):
			return true
		}
		if i < 0 {
			return false
		}
		before = before[:i]
	}
	return false
}

// uuidForm accepts UUIDs that a generator made.
func uuidForm(v []byte) Proof {
	if !isUUID(v) {
		return Refuted
	}
	return Formal
}

func isHexDash(c byte) bool { return isHex(c) || c == '-' }

// generatedBody is for prefixes that are short or words: it asks of what follows
// the last separator of the prefix that a generator made it.
func generatedBody(token []byte) Proof {
	if !hasRandomPart(token) {
		return Refuted
	}
	return Formal
}
