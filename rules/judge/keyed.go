package judge

import (
	"bytes"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// KeyedKinds are the candidates that have a name.
const KeyedKinds = rules.KindAssigned | rules.KindArgument | rules.KindEnv

// MatchKeyed finds the first of ks whose form the candidate's value has, whole.
func MatchKeyed(c *rules.Candidate, ks ...rules.Keyed) (rules.Match, bool) {
	v := c.Value()
	for i := range ks {
		k := &ks[i]
		if len(v) < k.Min || len(v) > k.Max || !alphabet.All(v, k.Alphabet) {
			continue
		}
		if m, ok := judgeKeyed(c, k, v); ok {
			return m, true
		}
	}
	return rules.Match{}, false
}

func judgeKeyed(c *rules.Candidate, k *rules.Keyed, v []byte) (rules.Match, bool) {
	c.Gate("alphabet and length", true, float64(len(v)))
	name := SecretKind(c)
	switch {
	case name <= NameNeutral && providerCall(c, k.Words):
		c.GateText("name", true, "the key of a provider's client")
		name = NameSecret
	case len(k.Names) > 0:
		if !c.GateText("name", EndsInName(c.Key, k.Names), "") {
			return rules.Match{}, false
		}
	case !c.GateText("name", name == NameSecret || name == NamePassword || name == NameWeak, name.String()):
		return rules.Match{}, false
	}
	where := providerNear(c, k.Words, name == NameSecret || name == NamePassword || len(k.Names) > 0 || alphabet.Letters(c.Key) == "key")
	if !c.GateText("provider", where != "", where) {
		return rules.Match{}, false
	}
	if !isLiteral(c) {
		return rules.Match{}, false
	}
	if Excluded(c) {
		return rules.Match{}, false
	}
	if !NoDigest(c) {
		return rules.Match{}, false
	}
	proof := rules.Formal
	if k.Valid != nil {
		proof = k.Valid(v)
		if !c.Gate("structure", proof != rules.Refuted, float64(proof)) {
			return rules.Match{}, false
		}
	}
	if !NotPublished(c, v) {
		return rules.Match{}, false
	}
	body := v
	if alphabet.UUID(v) {
		body = bytes.ReplaceAll(v, []byte("-"), nil)
	}
	if !NotFiller(c, body) {
		return rules.Match{}, false
	}
	if !c.Gate("random", proof == rules.Proved || Generated(body), PartBits(body)) {
		return rules.Match{}, false
	}
	score := k.Score
	if score == 0 {
		score = 0.85
	}
	if proof == rules.Doubted {
		score = min(score, 0.5)
	}
	if score = InFile(c, score); !c.Gate("score", score >= rules.WarnScore, score) {
		return rules.Match{}, false
	}
	return rules.Match{Start: c.Start, End: c.End, Score: score, Remedy: rules.FromEnv, Message: k.Message + inName(c)}, true
}

// providerCall reports whether the candidate is the first argument, without a
// name, of a call that makes a client of the provider: Deepgram("…"),
// cohere.Client("…").
func providerCall(c *rules.Candidate, words []string) bool {
	if c.Kind&rules.KindArgument == 0 || c.Arg != 0 || c.Call == "" {
		return false
	}
	last := LastWord(c.Call)
	switch alphabet.ToLower(last) {
	case "client", "init", "configure", "setup", "api", "asyncclient", "newclient", "authenticator":
		for _, w := range words {
			if SaysWord(c.Call, w) {
				return true
			}
		}
		return false
	}
	for _, w := range words {
		if rest, ok := strings.CutPrefix(alphabet.Letters(last), w); ok && (rest == "" || rest == "client" || rest == "api" || rest == "sdk" || rest == "authenticator") {
			return true
		}
	}
	return false
}

// EndsInName reports whether the name ends in one of names.
func EndsInName(key string, names []string) bool {
	l := alphabet.Letters(key)
	for _, n := range names {
		if len(l) >= len(n) && l[len(l)-len(n):] == n {
			return true
		}
	}
	return false
}

// providerNear says where one of the words is, or returns "": in the
// name, in the call, and, if the name is a secret's, on the line.
func providerNear(c *rules.Candidate, words []string, wide bool) string {
	var before, after []byte
	if wide {
		line, at := c.Line()
		before, after = withoutObjects(line[:at]), inObject(line[min(len(line), at+c.End-c.Start):])
	}
	for _, w := range words {
		switch {
		case SaysWord(c.Key, w):
			return "in the name"
		case SaysWord(c.Call, w):
			return "in the call"
		case SaysWord(before, w), SaysWord(after, w):
			return "on the line"
		}
	}
	return ""
}

// withoutObjects returns the text in front of a value without the objects that end
// before it and their names, which describe only their own members. For
// {"a":{"id":1},"b":{"token":… that is {"b":{"token":….
func withoutObjects(b []byte) []byte {
	if bytes.IndexByte(b, '}') < 0 {
		return b
	}
	var kept []byte
	var opened []int // for each open bracket, how much was kept in front of it
	for _, c := range b {
		kept = append(kept, c)
		switch c {
		case '{':
			opened = append(opened, len(kept)-1)
		case '}':
			if len(opened) == 0 {
				continue
			}
			at := opened[len(opened)-1]
			opened = opened[:len(opened)-1]
			head := bytes.TrimRight(kept[:at], " \t")
			if !bytes.HasSuffix(head, []byte(":")) && !bytes.HasSuffix(head, []byte("=")) {
				continue // no member: a template, the body of a function
			}
			kept = kept[:bytes.LastIndexAny(head, "{,;")+1]
		}
	}
	return kept
}

// inObject returns the text behind a value up to the end of its object, if another
// member follows that.
func inObject(b []byte) []byte {
	depth := 0
	for i, c := range b {
		switch c {
		case '{':
			depth++
		case '}':
			if depth--; depth < 0 && bytes.HasPrefix(bytes.TrimLeft(b[i:], "} \t"), []byte(",")) {
				return b[:i]
			}
		}
	}
	return b
}

// SaysWord reports whether word is in s as a word or several, in any case
// style: newrelic in NEW_RELIC_KEY, newRelicKey, new-relic.io.
func SaysWord[S string | []byte](s S, word string) bool {
	for i := range len(s) {
		if s[i]|0x20 != word[0] && s[i] != word[0] || !wordBegins(s, i) {
			continue
		}
		j, n := i, 0
		for j < len(s) && n < len(word) {
			switch c := s[j]; {
			case c == word[n], alphabet.Upper(c) && c|0x20 == word[n]:
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
	if i == 0 || !alphabet.Alnum(s[i-1]) {
		return true
	}
	return alphabet.Upper(s[i]) && (alphabet.Lower(s[i-1]) || alphabet.Digit(s[i-1]))
}

// wordEnds reports whether what is at s[j:] is another word.
func wordEnds[S string | []byte](s S, j int) bool {
	if j == len(s) || !alphabet.Letter(s[j]) || alphabet.Upper(s[j]) && alphabet.Lower(s[j-1]) {
		return true
	}
	for _, w := range [...]string{"api", "key", "token", "secret", "access", "auth", "pass", "webhook", "bot", "app", "client"} {
		if len(s)-j >= len(w) && alphabet.ToLower(string(s[j:j+len(w)])) == w {
			return true
		}
	}
	return false
}

// UuidForm accepts UUIDs that a generator made.
func UuidForm(v []byte) rules.Proof {
	if !alphabet.UUID(v) || unitOf(v[24:]) <= 3 { // …-1a1a1a1a1a1a is made up
		return rules.Refuted
	}
	return rules.Formal
}

// UuidBody accepts tokens that end in such a UUID.
func UuidBody(token []byte) rules.Proof {
	if len(token) < 36 || !alphabet.UUID(token[len(token)-36:]) {
		return rules.Refuted
	}
	return GeneratedBody(bytes.ReplaceAll(token[len(token)-36:], []byte("-"), nil))
}

// GeneratedBody is for prefixes that are short or words: it asks that a
// generator made what follows.
func GeneratedBody(token []byte) rules.Proof {
	if !Generated(token) {
		return rules.Refuted
	}
	return rules.Formal
}

// BodyRandom is the least surprise, in bits, of a value that already has a
// provider's form and name: less than randomEnough, since words are rare in that
// place. One in sixty generated tokens of 16 characters misses it, and one in 300
// of 24 characters.
const BodyRandom = 10

// Generated reports whether v, or what is between its separators, comes
// from a generator. A part is judged by its own alphabet: hexadecimal digits
// behind a word say little in the alphabet of both.
func Generated(v []byte) bool { return PartBits(v) >= BodyRandom }

// PartBits returns the surprise, in bits, of the most random part of v: v itself,
// or a part between its separators.
func PartBits(v []byte) float64 {
	best := Bits(v)
	for part := range bytes.FieldsFuncSeq(v, alphabet.NotAlnum) {
		if len(part) < len(v) {
			best = max(best, Bits(part))
		}
	}
	return best
}
