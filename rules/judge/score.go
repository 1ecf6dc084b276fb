package judge

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/random"
)

// How scoring works.
//
// A provider's token says by its form what it is. A generic secret does not:
// 32 hexadecimal digits may be a session key or a checksum. For those, this
// file adds up evidence, in one place, and every rule that needs an estimate
// asks it.
//
// The evidence is counted in log-odds: each feature of the candidate that is
// present adds or takes its weight, and the sum goes through the logistic
// function, which gives the probability that the candidate is a secret that
// should not be there. In that unit 0.85 is the line of ErrorScore, -0.2 that
// of WarnScore; a weight of 2.2 makes a secret nine times as likely, one of -3
// twenty times less.
//
// The features are few, and each has a name and a reason next to it
// (score_feature.go). Their weights were fitted on labeled public code by
// rules/fit, which pulls each weight towards its hand-set value, so that a
// feature with little data keeps a sensible weight (score_weights.go). A wrong
// finding leads to the wrong weight.
//
// The order of the questions:
//
//  1. What is it called? The last word of the name decides, so that
//     token_expiry is a time and private_key_path is a path (score_name.go).
//  2. Can it be a literal at all? In program code, a word without quotes on
//     the right-hand side is a variable; a string with a template in it is put
//     together elsewhere. Both are refused before anything is added up
//     (score_gate.go), as is what placeholder.go allows.
//  3. Did a generator make it? The surprise of score_random.go, in bits.
//  4. Where does it are? Tests and documents are full of keys that are
//     worth nothing, lock files of digests, translations of labels
//     (score_place.go).
//  5. What is next to it? "sha256", "integrity", "public" on the same line.
//
// Whatever the sum is, tests, documents and other people's code give warnings
// at most. explain shows each share, through Candidate.Gate.

// An estimate adds up evidence for one candidate.
type Estimate struct {
	C   *rules.Candidate
	sum float64
	fs  features
}

func newEstimate(c *rules.Candidate) *Estimate {
	e := &Estimate{C: c}
	e.fs[featurePrior] = 1
	e.sum = weights[featurePrior]
	return e
}

// add counts a feature that is present to a degree from 0 to 1, and says
// explain of it.
func (e *Estimate) add(f feature, degree float64) {
	if degree == 0 {
		return
	}
	e.fs[f] = degree
	share := weights[f] * degree
	e.sum += share
	e.C.Gate(f.String(), share >= 0, share)
}

// Share counts evidence that only one rule knows of, in log-odds.
func (e *Estimate) Share(what string, share float64) {
	e.sum += share
	e.C.Gate(what, share >= 0, share)
}

// is is add for a feature that is there or not.
func (e *Estimate) is(f feature, present bool) {
	if present {
		e.add(f, 1)
	}
}

// Score returns the probability.
func (e *Estimate) Score() float64 {
	p := random.Logistic(e.sum)
	e.C.Gate("score", p >= rules.WarnScore, p)
	return p
}

// MildScore is the most that a finding in test code, documents and other
// people's code can have: a warning.
const MildScore = 0.66

// Generic scores a candidate by all that is known of it. value is the
// secret's part of it. It is what every generic rule reports by, so that they
// differ in what they call a finding only.
func Generic(c *rules.Candidate, value []byte, name NameKind) float64 {
	e := newEstimate(c)
	e.addName(name)
	if text := Base64Text(value); len(text) > 0 && len(value)%4 == 0 {
		// What it says counts, not how random the encoding looks.
		if i := bytes.IndexByte(text, ':'); i >= 0 && i+1 < len(text) {
			text = text[i+1:]
		}
		value = text
	}
	e.addValue(joinedGroups(value), name)
	e.AddPlace(name)
	observe(c, &e.fs)
	score := e.Score()
	words := e.fs[featureRandom15] < 0.6 && e.fs[featureMixed4] == 0
	if words && isComparison(c) {
		c.GateText("no kind of thing", false, "compared with what could be a word: if (auth.password == 'oauth2')")
		return min(score, rules.WarnScore/2)
	}
	if e.fs[featureCrowd] > 0 && name == NameWeak && inMildPlace(c) {
		c.GateText("no test vector", false, "a weak name in a test, and such values around")
		return min(score, rules.WarnScore/2)
	}
	if score > MildScore {
		switch {
		case inMildPlace(c):
			score = MildScore
			c.Gate("test, document or vendored: a warning at most", false, score)
		case e.fs[featureCrowd]+e.fs[featureNeighbour] > 0:
			score = MildScore
			c.Gate("a digest or many such values around: a warning at most", false, score)
		case c.Loose:
			score = MildScore
			c.Gate("a name near the value: a warning at most", false, score)
		case e.fs[featureUUID] > 0:
			score = MildScore
			c.Gate("a UUID: a warning at most", false, score)
		case name == NameWeak && len(value) < 12:
			score = MildScore
			c.Gate("short, under a weak name: a warning at most", false, score)
		case alphabet.AllHex(value) && ofPrefixedProvider(c.Key):
			score = MildScore
			c.Gate("the keys of that provider have a prefix: a warning at most", false, score)
		case words:
			score = MildScore
			c.Gate("could be words: a warning at most", false, score)
		}
	}
	return score
}

// ofPrefixedProvider reports whether a name says a provider whose keys have a prefix, so
// that digits alone are the identifier of something.
func ofPrefixedProvider(key string) bool {
	var buf [12]string
	for _, w := range alphabet.SplitWords(key, buf[:0]) {
		switch w {
		case "stripe", "sendgrid", "openai", "anthropic", "shopify":
			return true
		}
	}
	return false
}

// NamedSecret judges a value of a form that a name, or the call that takes it,
// makes a secret. off is how many bytes of the candidate precede it.
func NamedSecret(c *rules.Candidate, v []byte, off int, what string) (rules.Match, bool) {
	name, call := SecretKind(c), IsKeyCall(c)
	if !c.GateText("name", name == NameSecret || name == NamePassword || name == NameWeak || call, name.String()) || !PlainValue(c) {
		return rules.Match{}, false
	}
	if !c.GateText("random", random.HasStretch(v), "") {
		return rules.Match{}, false
	}
	if call && name < NameWeak {
		name = NameNone
	}
	score := Generic(c, v, name)
	if score < rules.WarnScore {
		return rules.Match{}, false
	}
	return rules.Match{
		Start: c.Start + off, End: c.End, Score: score, Remedy: rules.FromEnv,
		Message: what + UnderName(c, name),
	}, true
}

// UnderName says in a message what the value was judged by: the name that it has,
// unless that name looks like a secret itself.
func UnderName(c *rules.Candidate, name NameKind) string {
	switch shown := ShownName(c.Key); {
	case name == NameNone:
		return ", in a call that takes a secret"
	case shown != "":
		return ", under " + strconv.Quote(shown)
	default:
		return ", under the " + name.String()
	}
}

// inName is what a message that is complete says of the name.
func inName(c *rules.Candidate) string {
	if shown := ShownName(c.Key); shown != "" {
		return " (under " + strconv.Quote(shown) + ")"
	}
	return ""
}

// ShownName returns a name as a report may show it, or "" if it is too long or may
// be a secret.
func ShownName(key string) string {
	key = strings.TrimLeft(strings.TrimSpace(key), "$@%&")
	if key == "" || len(key) > 80 || random.HasStretch([]byte(key)) || strings.ContainsFunc(key, unicode.IsControl) {
		return ""
	}
	return key
}

// inMildPlace reports whether the candidate is where a real credential is
// worth a warning, and an invented one is usual.
func inMildPlace(c *rules.Candidate) bool {
	switch CandidateClass(c) {
	case fileclass.Test, fileclass.Doc, fileclass.Vendored:
		return true
	}
	return fileclass.IsTest(c.File.Path) || c.File.Class == fileclass.Other && fileclass.IsSample(c.File.Path) || inventedName(c)
}

// addName counts what the name suggests.
func (e *Estimate) addName(name NameKind) {
	c := e.C
	switch name {
	case NameSecret:
		e.add(featureNameSecret, 1)
	case NamePassword:
		e.add(featureNamePassword, 1)
	case NameWeak:
		e.add(featureNameWeak, 1)
	default:
		e.add(featureNameNone, 1)
	}
	e.is(featureCall, IsKeyCall(c))
}

// addValue counts what the value looks like. The most random stretch speaks
// for the whole, so that a prefix of words takes nothing away.
func (e *Estimate) addValue(v []byte, name NameKind) {
	bits := random.Surprise(v)
	if part, start, end := random.Stretch(v); part > bits && end-start >= random.RandomLength {
		bits = part
	}
	if IsProductKey(v) {
		bits = max(bits, random.RandomEnough)
	}
	e.add(featureRandom15, clamp(bits/15))
	e.add(featureRandom30, clamp((bits-15)/15))
	e.add(featureRandom60, clamp((bits-30)/30))
	if !alphabet.UUID(v) { // short runs of digits are cheap as text; no words are in them
		e.add(featureWords, clamp(-bits/20))
	}
	classes := alphabet.Classes(v)
	e.is(featureMixed3, classes == 3 && bits < 15)
	e.is(featureMixed4, classes == 4 && bits < 15)
	switch n := len(v); {
	case n < 8:
		e.add(featureShort, 1)
	case n < 12:
		e.add(featureMedium, 1)
	case n < 20:
	case n <= 128:
		e.add(featureLong, 1)
	default:
		e.add(featureVeryLong, 1)
	}
	switch {
	case alphabet.UUID(v):
		e.add(featureUUID, 1)
	case alphabet.AllDigits(v):
		e.add(featureDigits, 1)
	case alphabet.AllLetters(v):
		e.add(featureLetters, 1)
	case alphabet.AllHex(v):
		e.add(featureHex, 1)
		e.is(featureHexCommit, len(v) == 40 && name == NameWeak)
		e.is(featureHexShort, (len(v) == 8 || len(v) == 16) && name == NameWeak)
	case bytes.HasPrefix(v, []byte("0x")) && alphabet.AllHex(v[2:]):
		e.add(featureHex, 1)
		e.is(featureHexShort, len(v) <= 18 && name == NameWeak) // a number, as programs write it
	case !alphabet.All(v, func(c byte) bool { return alphabet.StdBase64(c) || c == '-' || c == '_' }):
		e.add(featureSymbols, 1)
	}
	e.is(featureSpaces, bytes.ContainsAny(v, " \t"))
	e.is(featureSample, hasSampleWord(v))
}

// AddPlace counts where the candidate is.
func (e *Estimate) AddPlace(name NameKind) {
	c := e.C
	e.is(featureQuoted, c.Quote != 0)
	e.is(featureComparison, isComparison(c))
	e.is(featureComment, c.Comment)
	e.is(featureEnv, c.Kind&rules.KindEnv != 0)
	e.is(featureNested, c.Nested)
	switch CandidateClass(c) {
	case fileclass.Test:
		e.add(featureTest, 1)
		e.is(featureTestPassword, name == NamePassword)
		e.is(featureTestWeak, name == NameWeak)
	case fileclass.Doc:
		e.add(featureDoc, 1)
		e.is(featureDocPassword, name == NamePassword)
		e.is(featureDocWeak, name == NameWeak)
	case fileclass.Locale:
		e.add(featureLocale, 1)
	case fileclass.Lock:
		e.add(featureLock, 1)
	case fileclass.Vendored:
		e.add(featureVendored, 1)
	case fileclass.Private, fileclass.Backup, fileclass.Keys:
		e.add(featurePrivate, 1)
	}
	if Neighbour(c) != "" && !IsKeyCall(c) { // createHmac("sha256", …)
		e.add(featureNeighbour, 1)
	}
	e.is(featureCrowd, len(c.Value()) >= 24 && inCrowd(c))
}

func clamp(x float64) float64 { return max(0, min(1, x)) }
