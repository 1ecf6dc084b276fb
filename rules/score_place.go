package rules

import (
	"bytes"
	"path"
	"strings"
)

// Where a candidate stands: what its file is, and what is around it.

// inFile lowers the score of a secret that its structure has proved where the
// file's class makes it worth less: in test code, documents and other people's
// code it is a warning.
func inFile(c *Candidate, score float64) float64 {
	switch codeClass(c) {
	case ClassTest, ClassDoc, ClassVendored:
		s := min(score, 0.66)
		c.Gate("file", false, s)
		return s
	}
	if inventedName(c) {
		s := min(score, 0.66)
		c.Gate("invented, by its name", false, s)
		return s
	}
	return score
}

// inventedName reports whether the name says that the value was made up: for a
// test, an example. In env files it tells environments apart instead.
func inventedName(c *Candidate) bool {
	if c.Kind&KindEnv != 0 {
		return false
	}
	key := c.Key
	if key == "" && c.Kind&KindPEM != 0 {
		line, at := c.Line()
		key = string(line[max(0, at-80):at]) // const TEST_KEY = "-----BEGIN …
	}
	var buf [24]string
	for _, w := range splitWords(key, buf[:0]) {
		switch w {
		case "test", "tests", "fake", "dummy", "mock", "mocked", "sample", "example", "examples", "invalid", "bogus":
			return true
		}
	}
	return false
}

// fileClass is the file's class, and that of a test where a word of the path
// says so: src/dockerTest/…, smoke-test/…, test-server.key.
func fileClass(f *File) Class {
	if f.Class == ClassOther && (pathSays(f.Path, isTestWord) || strings.HasPrefix(f.Path, "t/")) {
		return ClassTest
	}
	switch f.Class {
	case ClassPrivate, ClassShared, ClassBackup:
		if inTests(f.Path) {
			return ClassTest // somebody's fixture
		}
	}
	if f.Class == ClassOther && (pathSays(f.Path, isAPIDescription) || strings.Contains(f.Path, "open-api") || isManPage(f)) {
		return ClassDoc
	}
	return f.Class
}

// codeClass is fileClass, and that of a test where the candidate stands among the
// tests that end a file of code, or of a document where a manual stands in it.
func codeClass(c *Candidate) Class {
	class := fileClass(c.File)
	if class != ClassOther {
		return class
	}
	switch path.Ext(c.File.Path) {
	case ".rs":
		if c.lookFar(); c.File.inDoc(c.Start) {
			return ClassTest
		}
	case ".pm", ".pl":
		if c.lookFar(); c.File.inDoc(c.Start) {
			return ClassDoc
		}
	}
	return class
}

// candidateClass is the class of the candidate's file, and that of a document
// where the candidate stands in documentation inside of code.
func candidateClass(c *Candidate) Class {
	class := codeClass(c)
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
	switch path.Ext(c.File.Path) {
	case ".yaml", ".yml":
		return bytes.HasPrefix(line, []byte("## ")) // Helm's values: what a setting may be
	case ".rb", ".py", ".pl", ".pm", ".ex", ".exs", ".go", ".swift", ".rs", ".lua", ".jl":
		// Here plain comments document what follows; a line of code that is
		// commented out rarely has two others around it.
		return inCommentBlock(c)
	}
	return false
}

// blockLines is how many comment lines in a row make a text.
const blockLines = 4

// inCommentBlock reports whether the line and its neighbours are comments.
func inCommentBlock(c *Candidate) bool {
	line, at := c.Line()
	if !isCommentLine(line) {
		return false
	}
	c.lookFar()
	n := 1
	for rest := c.File.Data[:max(0, c.Start-at)]; n < blockLines && len(rest) > 0; n++ {
		rest = rest[:len(rest)-1]
		i := bytes.LastIndexByte(rest, '\n') + 1
		if len(rest)-i > maxLine || !isCommentLine(rest[i:]) {
			break
		}
		rest = rest[:i]
	}
	for rest := c.After(4 * maxLine); n < blockLines; n++ {
		i := bytes.IndexByte(rest, '\n')
		if i < 0 {
			break
		}
		rest = rest[i+1:]
		end := bytes.IndexByte(rest, '\n')
		if end < 0 {
			end = len(rest)
		}
		if !isCommentLine(rest[:end]) {
			break
		}
		rest = rest[end:]
	}
	return n >= blockLines
}

func isCommentLine(line []byte) bool {
	line = bytes.TrimLeft(line, " \t")
	return len(line) > 0 && line[0] == '#' || bytes.HasPrefix(line, []byte("//")) || bytes.HasPrefix(line, []byte("--"))
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
	case "test", "tests", "testing", "testdata", "fixture", "fixtures", "mock", "mocks", "stub", "stubs", "conformance", "e2e", "spec", "specs", "bench", "benches", "benchmark", "benchmarks", "microbench",
		"unittest", "unittests", "pytest", "smoketest", "systemtest", "functest", "loadtest",
		"tlstest", "apitest", "dbtest", "apptest", "uitest", "webtest", "perftest", "stresstest", "integrationtest", "acceptancetest", "regressiontest", "dockertest", "fuzztest", "authtest", "clitest", "nettest":
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
				if n := judgeName(rest); n == nameSecret || n == namePassword || n == nameWeak {
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
