package judge

import (
	"bytes"
	"path"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/fileclass"
)

// Where a candidate is: what its file is, and what is around it.

// inventedName reports whether the name says that the value was made up: for a
// test, an example. In env files it says environments apart instead.
func inventedName(c *rules.Candidate) bool {
	if c.Kind&rules.KindEnv != 0 {
		return false
	}
	key := c.Key
	if key == "" && c.Kind&rules.KindPEM != 0 {
		line, at := c.Line()
		key = string(line[max(0, at-80):at]) // const TEST_KEY = "-----BEGIN …
	}
	var buf [24]string
	for _, w := range alphabet.SplitWords(key, buf[:0]) {
		switch w {
		case "test", "tests", "fake", "dummy", "mock", "mocked", "sample", "example", "examples", "invalid", "bogus":
			return true
		}
	}
	return false
}

// FileClass is the file's class, and that of a test where a word of the path
// says so: src/dockerTest/…, smoke-test/…, test-server.key.
func FileClass(f *rules.File) fileclass.Class {
	if f.Class == fileclass.Other && fileclass.IsTest(f.Path) {
		return fileclass.Test
	}
	switch f.Class {
	case fileclass.Private, fileclass.Shared, fileclass.Backup:
		if fileclass.InTests(f.Path) {
			return fileclass.Test // someone's fixture
		}
	}
	if f.Class == fileclass.Other && (fileclass.PathSays(f.Path, fileclass.IsAPIDescription) || strings.Contains(f.Path, "open-api") || isManPage(f)) {
		return fileclass.Doc
	}
	return f.Class
}

// CodeClass is fileClass, and that of a test where the candidate is among the
// tests that end a file of code, or of a document where a manual is in it.
func CodeClass(c *rules.Candidate) fileclass.Class {
	class := FileClass(c.File)
	if class != fileclass.Other {
		return class
	}
	switch path.Ext(c.File.Path) {
	case ".rs":
		if c.LookFar(); c.File.InDoc(c.Start) {
			return fileclass.Test
		}
	case ".pm", ".pl":
		if c.LookFar(); c.File.InDoc(c.Start) {
			return fileclass.Doc
		}
	}
	return class
}

// CandidateClass is the class of the candidate's file, and that of a document
// where the candidate is in documentation inside of code.
func CandidateClass(c *rules.Candidate) fileclass.Class {
	class := CodeClass(c)
	if class == fileclass.Other && (c.Comment && InDocComment(c) || inDocString(c)) {
		return fileclass.Doc
	}
	return class
}

// inDocString reports whether the candidate is in a multi-line string that
// documents code: one that begins its own line, or that is assigned to a name
// such as EXAMPLES or @moduledoc.
func inDocString(c *rules.Candidate) bool {
	line, at := c.Line()
	if bytes.HasPrefix(bytes.TrimLeft(line, " \t"), []byte(">>> ")) {
		return true
	}
	switch path.Ext(c.File.Path) {
	case ".py", ".pyi", ".ex", ".exs":
	default:
		return false
	}
	c.LookFar()
	return c.File.InDoc(c.Start - at)
}

// InDocComment reports whether the value is in a comment that documents
// code (Javadoc, rustdoc, XML documentation), where examples are written.
func InDocComment(c *rules.Candidate) bool {
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

// inCommentBlock reports whether the line and its neighbors are comments.
func inCommentBlock(c *rules.Candidate) bool {
	line, at := c.Line()
	if !isCommentLine(line) {
		return false
	}
	c.LookFar()
	n := 1
	for rest := c.File.Data[:max(0, c.Start-at)]; n < blockLines && len(rest) > 0; n++ {
		rest = rest[:len(rest)-1]
		i := bytes.LastIndexByte(rest, '\n') + 1
		if len(rest)-i > rules.MaxLine || !isCommentLine(rest[i:]) {
			break
		}
		rest = rest[:i]
	}
	for rest := c.After(4 * rules.MaxLine); n < blockLines; n++ {
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

// isComparison reports whether the value is compared rather than assigned.
func isComparison(c *rules.Candidate) bool {
	b := bytes.TrimRight(c.Before(12), "\"'` \tbru")
	return bytes.HasSuffix(b, []byte("==")) || bytes.HasSuffix(b, []byte("!="))
}

// Neighbor returns a word on the line that says that the value is a digest
// or public. The value itself and its name, which is judged by itself, are
// left out.
func Neighbour(c *rules.Candidate) string {
	line, at := c.Line()
	lo, hi := max(0, at-80), min(len(line), at+(c.End-c.Start)+40)
	before := line[lo:min(at, len(line))]
	var after []byte
	if end := at + (c.End - c.Start); end < hi {
		after = line[end:hi]
	}
	var buf [48]string
	for _, part := range [...][]byte{before, after} {
		for _, w := range alphabet.SplitWords(string(part), buf[:0]) {
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
func SecretKind(c *rules.Candidate) NameKind {
	name := JudgeName(c.Key)
	if name == NameSecret || name == NamePassword {
		return name
	}
	if c.Key == "PWD" && Near(c, "uid=", 200) {
		return NamePassword // of ODBC: in the environment it is the working directory
	}
	if IsKeyCall(c) {
		return NameSecret
	}
	if isLoginCall(c) {
		return NamePassword
	}
	if c.Key == "" && c.Kind&rules.KindArgument != 0 && c.Arg == 0 {
		// SetAuthToken("…"), WithAPIKey("…")
		call := LastWord(c.Call)
		for _, p := range [...]string{"set_", "with_", "set", "with", "Set", "With"} {
			if rest, ok := strings.CutPrefix(call, p); ok && rest != "" && !alphabet.Lower(rest[0]) || ok && strings.HasSuffix(p, "_") {
				if n := JudgeName(rest); n == NameSecret || n == NamePassword || n == NameWeak {
					return n
				}
			}
		}
	}
	b := bytes.ToLower(c.Before(8))
	if bytes.HasSuffix(b, []byte("bearer ")) || name == NameWeak && bytes.HasSuffix(b, []byte("token ")) {
		return NameSecret
	}
	return name
}
