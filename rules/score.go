package rules

import (
	"bytes"
	"encoding/base64"
	"path"
	"strings"
)

// How scoring works.
//
// A provider's token tells by its form what it is. A generic secret does not:
// 32 hexadecimal digits may be a session key or a checksum. For those, this
// file adds up evidence, in one place, and every rule that needs an estimate
// asks it.
//
// The evidence is counted in log-odds: each feature adds or takes a constant
// below, and the sum goes through the logistic function, which gives the
// probability that the candidate is a secret that should not be there. In
// that unit 0.85 is the line of ErrorScore, -0.2 that of WarnScore; a feature
// of 2.2 makes a secret nine times as likely, one of -3 twenty times less.
// The constants were chosen by hand, by what they stand for, and checked on
// public code. They are few on purpose: with a reason beside each one, a wrong
// finding leads to the constant that is wrong.
//
// The order of the questions:
//
//  1. What is it called? The last word of the name decides, so that
//     token_expiry is a time and private_key_path is a path (score_name.go).
//  2. Did a generator make it? The surprise of score_random.go, in bits.
//  3. Can it be a literal at all? In program code, a word without quotes on
//     the right-hand side is a variable; a string with a template in it is put
//     together elsewhere. Both are refused before anything is added up.
//  4. Where does it stand? Tests and documents are full of keys that are
//     worth nothing, lock files of digests, translations of labels.
//  5. What stands beside it? "sha256", "integrity", "public" on the same line.
//
// Before the sum comes the verdict of placeholder.go: a value that it excuses
// is never a finding, whatever the sum would be. After the sum, explain shows
// each share, through Candidate.Gate.
const (
	// prior is what speaks for a candidate of which nothing is known: hardly
	// one string in a hundred is a secret, but these have passed the gates.
	prior = -2.2

	nameSecretShare   = 2.6  // api_key, client_secret, access_token
	namePasswordShare = 2.6  // password, passphrase
	nameWeakShare     = 1.2  // key, auth, salt: half of them are map keys
	nameNeutralShare  = -1.2 // a name that says nothing
	nameNoneShare     = -1.5 // no name at all
	nameHarmlessShare = -5.0 // token_url, password_hint, public_key

	// A surprise of 30 bits and more is certain; it counts in full from there.
	randomFull  = 30.0
	randomShare = 2.4
	// Words under a secret's name are labels, names and messages.
	wordsFull  = 20.0
	wordsShare = -3.2
	// Passwords that people choose are words with digits and symbols between.
	mixedShare = 0.9

	shortShare    = -1.6 // fewer than 8 characters
	mediumShare   = -0.5 // fewer than 12
	longShare     = 0.5  // 20 to 128: what generators make
	veryLongShare = -1.5 // longer: data

	callShare    = 1.5  // a call that takes a key: Fernet(…), hmac.new(…)
	quotedShare  = 0.2  // a literal
	compareShare = -0.8 // == "…": rather a test for a value
	commentShare = -0.4 // in a comment: old or an example, but still readable

	testShare     = -2.8 // test code: a warning, unless a rule knows better
	docShare      = -2.8 // documents show examples
	localeShare   = -5.0 // translations
	lockShare     = -9.0 // lock files hold digests and nothing else
	vendoredShare = -3.0 // other people's code, which they have published
	privateShare  = 0.8  // env files and key files are where secrets stand

	neighbourShare = -3.0 // a digest's or a public thing's name on the same line
	crowdShare     = -3.0 // one of many such values in a row: test vectors, a table, a dump
	hexNameShare   = -1.2 // 40 hex digits under a weak name: a commit's id, a PGP fingerprint
)

// An estimate adds up evidence for one candidate.
type estimate struct {
	c   *Candidate
	sum float64
}

func newEstimate(c *Candidate) *estimate {
	return &estimate{c, prior}
}

// add counts a share and tells explain of it.
func (e *estimate) add(feature string, share float64) {
	if share == 0 {
		return
	}
	e.sum += share
	e.c.Gate(feature, share > 0, share)
}

// score returns the probability.
func (e *estimate) score() float64 {
	p := logistic(e.sum)
	e.c.Gate("score", p >= WarnScore, p)
	return p
}

// generic scores a candidate by all that is known of it. value is the
// secret's part of it.
func generic(c *Candidate, value []byte, name nameKind) float64 {
	e := newEstimate(c)
	e.add("name", nameShare(name))
	e.add("randomness", randomnessShare(value))
	e.add("length", lengthShare(len(value)))
	e.addPlace()
	return e.score()
}

// addPlace counts where the candidate stands.
func (e *estimate) addPlace() {
	c := e.c
	if c.Quote != 0 {
		e.add("quoted", quotedShare)
	}
	if isComparison(c) {
		e.add("comparison", compareShare)
	}
	if c.Comment {
		e.add("comment", commentShare)
	}
	e.add("file", classShare(candidateClass(c)))
	if w := neighbour(c); w != "" && !isKeyCall(c) { // createHmac("sha256", …)
		e.add("neighbour "+w, neighbourShare)
	}
}

func nameShare(n nameKind) float64 {
	switch n {
	case nameSecret:
		return nameSecretShare
	case namePassword:
		return namePasswordShare
	case nameWeak:
		return nameWeakShare
	case nameHarmless:
		return nameHarmlessShare
	case nameNeutral:
		return nameNeutralShare
	default:
		return nameNoneShare
	}
}

// randomnessShare turns the surprise into a share. The most random stretch
// speaks for the whole, so that a prefix of words takes nothing away.
func randomnessShare(v []byte) float64 {
	bits := surprise(v)
	if part, start, end := randomPart(v); part > bits && end-start >= randomLength {
		bits = part
	}
	switch {
	case bits >= 0:
		share := randomShare * min(bits/randomFull, 1)
		if mixedClasses(v) >= 3 && len(v) >= 8 {
			share = max(share, mixedShare)
		}
		return share
	case mixedClasses(v) == 4 && len(v) >= 8 && bits > -wordsFull, mixedClasses(v) >= 3 && len(v) >= 10 && bits > -wordsFull/2:
		return mixedShare * (1 + bits/wordsFull)
	default:
		return wordsShare * min(-bits/wordsFull, 1)
	}
}

func lengthShare(n int) float64 {
	switch {
	case n < 8:
		return shortShare
	case n < 12:
		return mediumShare
	case n < 20:
		return 0
	case n <= 128:
		return longShare
	default:
		return veryLongShare
	}
}

// classShare is the share of the file's class.
func classShare(c Class) float64 {
	switch c {
	case ClassTest:
		return testShare
	case ClassDoc:
		return docShare
	case ClassLocale:
		return localeShare
	case ClassLock:
		return lockShare
	case ClassVendored:
		return vendoredShare
	case ClassPrivate, ClassBackup, ClassKeys:
		return privateShare
	default:
		return 0
	}
}

// inFile lowers the score of a secret that its structure has proved where the
// file's class makes it worth less: in test code, documents and other people's
// code it is a warning.
func inFile(c *Candidate, score float64) float64 {
	switch fileClass(c.File) {
	case ClassTest, ClassDoc, ClassVendored:
		s := min(score, 0.66)
		c.Gate("file", false, s)
		return s
	}
	if lowerKey := lowerASCII(c.Key); strings.HasSuffix(lowerKey, "example") || strings.HasSuffix(lowerKey, "examples") || strings.HasSuffix(lowerKey, "sample") {
		s := min(score, 0.66)
		c.Gate("an example by its name", false, s)
		return s
	}
	return score
}

// fileClass is the file's class, and that of a test where a word of the path
// says so: src/dockerTest/…, smoke-test/…, test-server.key.
func fileClass(f *File) Class {
	if f.Class == ClassOther && (pathSays(f.Path, isTestWord) || strings.HasPrefix(f.Path, "t/")) {
		return ClassTest
	}
	if f.Class == ClassOther && pathSays(f.Path, isAPIDescription) {
		return ClassDoc
	}
	return f.Class
}

// candidateClass is the class of the candidate's file, and that of a document
// where the candidate stands in documentation inside of code.
func candidateClass(c *Candidate) Class {
	class := fileClass(c.File)
	if class == ClassOther && (c.Comment && inDocComment(c) || inDocString(c)) {
		return ClassDoc
	}
	return class
}

// inDocString reports whether the candidate stands in a multi-line string that
// documents code: one that begins its own line, or that is assigned to a name
// such as EXAMPLES or @moduledoc.
func inDocString(c *Candidate) bool {
	line, at := c.Line()
	if bytes.HasPrefix(bytes.TrimLeft(line, " \t"), []byte(">>> ")) {
		return true
	}
	switch path.Ext(c.File.Path) {
	case ".py", ".pyi", ".ex", ".exs":
	default:
		return false
	}
	c.lookFar()
	return c.File.inDoc(c.Start - at)
}

func isDocWord(w string) bool {
	switch w {
	case "doc", "docs", "moduledoc", "typedoc", "documentation", "example", "examples", "usage", "help":
		return true
	}
	return false
}

// inDocComment reports whether the value stands in a comment that documents
// code (Javadoc, rustdoc, XML documentation), where examples are written.
func inDocComment(c *Candidate) bool {
	line, _ := c.Line()
	line = bytes.TrimLeft(line, " \t")
	for _, lead := range [...]string{"* ", "///", "//!", "/**"} {
		if bytes.HasPrefix(line, []byte(lead)) {
			return true
		}
	}
	return false
}

// isAPIDescription accepts the words of files that describe an interface and
// hold examples of its answers.
func isAPIDescription(w string) bool {
	switch w {
	case "openapi", "swagger", "postman", "cassette", "cassettes", "docs", "doc":
		return true
	}
	return false
}

func isTestWord(w string) bool {
	switch w {
	case "test", "tests", "testing", "testdata", "fixture", "fixtures", "mock", "mocks", "e2e", "spec", "specs":
		return true
	}
	return false
}

// pathSays reports whether one of the path's words is one that ok accepts.
func pathSays(path string, ok func(string) bool) bool {
	var buf [32]string
	for _, w := range splitWords(path, buf[:0]) {
		if ok(w) {
			return true
		}
	}
	return false
}

// isComparison reports whether the value is compared rather than assigned.
func isComparison(c *Candidate) bool {
	b := bytes.TrimRight(c.Before(12), "\"'` \tbru")
	return bytes.HasSuffix(b, []byte("==")) || bytes.HasSuffix(b, []byte("!="))
}

// neighbour returns a word on the line that says that the value is a digest
// or public. The value itself and its name, which is judged by itself, are
// left out.
func neighbour(c *Candidate) string {
	line, at := c.Line()
	lo, hi := max(0, at-80), min(len(line), at+(c.End-c.Start)+40)
	before := line[lo:min(at, len(line))]
	var after []byte
	if end := at + (c.End - c.Start); end < hi {
		after = line[end:hi]
	}
	var buf [48]string
	for _, part := range [...][]byte{before, after} {
		for _, w := range splitWords(string(part), buf[:0]) {
			switch w {
			case "sha", "sha1", "sha224", "sha256", "sha384", "sha512", "md5", "integrity", "digest", "checksum", "checksums", "fingerprint", "thumbprint", "etag",
				"x5t", "s256", "commit", "revision", "blob", "blake2b", "blake3", "crc32", "hashes", "resolved", "rev":
				return w
			}
		}
	}
	return ""
}

// crowd is how many more values of the same kind within a few lines make a
// table.
const crowd = 4

// inCrowd reports whether several hexadecimal numbers of 16 bytes and more
// stand around the candidate.
func inCrowd(c *Candidate) bool {
	n := 0
	for _, b := range [...][]byte{c.Before(700), c.After(700)} {
		run := 0
		for _, x := range b {
			if isHex(x) {
				run++
				continue
			}
			if run >= 24 {
				n++
			}
			run = 0
		}
		if run >= 24 {
			n++
		}
	}
	return n >= crowd
}

// secretName is the kind of the candidate's name; the scheme of an
// Authorization header in front of the value is as good as one.
func secretName(c *Candidate) nameKind {
	name := judgeName(c.Key)
	if name == nameSecret || name == namePassword {
		return name
	}
	if isKeyCall(c) {
		return nameSecret
	}
	if isLoginCall(c) {
		return namePassword
	}
	if c.Key == "" && c.Kind&KindArgument != 0 && c.Arg == 0 {
		// SetAuthToken("…"), WithAPIKey("…")
		call := lastWord(c.Call)
		for _, p := range [...]string{"set_", "with_", "set", "with", "Set", "With"} {
			if rest, ok := strings.CutPrefix(call, p); ok && rest != "" && !isLower(rest[0]) || ok && strings.HasSuffix(p, "_") {
				if n := judgeName(rest); n == nameSecret || n == namePassword {
					return n
				}
			}
		}
	}
	b := bytes.ToLower(c.Before(8))
	if bytes.HasSuffix(b, []byte("bearer ")) || name == nameWeak && bytes.HasSuffix(b, []byte("token ")) {
		return nameSecret
	}
	return name
}

// IsCode reports whether path is a program's source, where the rules take a
// value without quotes for a name.
func IsCode(path string) bool { return isCode(path) }

// isCode reports whether path is a program's source, where a word without
// quotes is a name and no value.
func isCode(file string) bool {
	switch lowerASCII(path.Ext(file)) {
	case ".go", ".py", ".pyi", ".pyx", ".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts", ".java", ".kt", ".kts", ".scala", ".groovy", ".gradle", ".clj", ".cljs",
		".c", ".h", ".cc", ".cpp", ".cxx", ".hpp", ".hh", ".m", ".mm", ".cs", ".fs", ".vb", ".rb", ".rake", ".erb", ".php", ".phtml", ".rs", ".swift", ".dart", ".lua", ".pl", ".pm", ".r", ".jl",
		".ex", ".exs", ".erl", ".hrl", ".hs", ".ml", ".mli", ".elm", ".nim", ".zig", ".v", ".d", ".pas", ".vue", ".svelte", ".astro", ".sol", ".tf", ".hcl", ".json", ".json5", ".jsonc", ".ipynb", ".css", ".scss", ".sass", ".less",
		".proto", ".graphql", ".gql", ".thrift", ".ps1", ".psm1", ".coffee", ".el", ".lisp", ".scm", ".sql", ".s", ".asm", ".cmake", ".nix", ".jinja", ".j2", ".twig", ".ejs", ".hbs", ".jsp", ".aspx", ".cshtml", ".razor", ".templ", ".map", ".lock", ".cr", ".hx", ".as", ".bicep", ".cue", ".star", ".bzl":
		return true
	}
	return false
}

// bareAllowed reports whether a value without quotes can be a literal where
// the candidate stands.
func bareAllowed(c *Candidate) bool {
	if c.Quote != 0 || c.Nested || c.Kind&KindEnv != 0 {
		return true
	}
	if !isCode(c.File.Path) {
		return true
	}
	return c.Op == '>' // an element's text, in a template
}

// plainValue holds the gates that all generic rules share. It returns the
// candidate's verdict, and false when the value is excused.
func plainValue(c *Candidate) bool {
	if !c.GateText("a literal", bareAllowed(c), "a word without quotes in code is a name") {
		return false
	}
	if c.File.Class == ClassLock || c.File.Class == ClassLocale {
		c.GateText("file", false, "lock files hold digests, translations hold words")
		return false
	}
	if bytes.HasPrefix(c.Value(), []byte("gAAAAA")) {
		c.GateText("no Fernet token", false, "fernet-token judges those")
		return false
	}
	v := judgeValue(c.Key, c.Value())
	if !c.GateText("not excused", v.Kind == Real, v.Kind.String()+": "+v.Reason) {
		return false
	}
	if !c.GateText("no hash", !looksHashed(string(c.Value())) && !hashBefore(c), "a password's hash opens nothing by itself") {
		return false
	}
	if text := base64Text(c.Value()); text != nil {
		// Basic credentials, a Kubernetes secret's data.
		if i := bytes.IndexByte(text, ':'); i >= 0 && i+1 < len(text) {
			text = text[i+1:]
		}
		v := judgeValue("", text)
		return c.GateText("not excused, decoded", v.Kind == Real && !wordy(text), v.Kind.String()+": "+v.Reason)
	}
	return true
}

// hashBefore reports whether the value is the rest of a password's hash that
// was cut at one of its signs: $6$rounds=….
func hashBefore(c *Candidate) bool {
	b := c.Before(24)
	if i := bytes.LastIndexAny(b, " \t\r\n\"'"); i >= 0 {
		b = b[i+1:]
	}
	return len(b) > 3 && b[0] == '$' && bytes.Count(b, []byte("$")) >= 2
}

// base64Text returns what v is the base64 of, if that is text.
func base64Text(v []byte) []byte {
	if len(v) < 8 || len(v) > 512 || !isRunOf(v, isStdBase64) {
		return nil
	}
	v = bytes.TrimRight(v, "=")
	out := make([]byte, base64.RawStdEncoding.DecodedLen(len(v)))
	n, err := base64.RawStdEncoding.Decode(out, v)
	if err != nil || n < 6 || !isRunOf(out[:n], func(c byte) bool { return c >= ' ' && c < 0x7f || c == '\n' || c == '\r' || c == '\t' }) {
		return nil
	}
	return out[:n]
}
