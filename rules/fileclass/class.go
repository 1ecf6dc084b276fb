// Package fileclass says what a file is by its path: an env file, an example, a
// test, a document, a lock file, and so on.
package fileclass

import (
	"strings"

	"github.com/envguard/envguard/rules/alphabet"
)

// A Class is what a file's name says about what may be in it.
type Class uint8

// The classes.
const (
	Other    Class = iota
	Private        // an env file with real values: .env, .env.local, prod.env
	Example        // an env file to be shared: .env.example, env.sample
	Shared         // an env file that is meant to be committed but holds no secret: .env.test, .flaskenv, .envrc
	Backup         // a copy of a private env file: .env.bak, .env~, .env copy
	Keys           // private keys by name: .env.keys, config/master.key
	Lock           // lock and checksum files: go.sum, package-lock.json
	Test           // test code and fixtures
	Doc            // documentation
	Locale         // translations
	Vendored       // vendored or generated code, minified files
)

// String returns the class in a word or two, as explain shows it.
func (c Class) String() string {
	switch c {
	case Private:
		return "private env file"
	case Example:
		return "example file"
	case Shared:
		return "shared env file"
	case Backup:
		return "copy of an env file"
	case Keys:
		return "key file"
	case Lock:
		return "lock file"
	case Test:
		return "test"
	case Doc:
		return "documentation"
	case Locale:
		return "translation"
	case Vendored:
		return "vendored or generated"
	default:
		return "other"
	}
}

// Classify derives a file's class from its slash-separated path. Names of env
// files, in upper or lower case, count wherever they are; other names and then
// the folders come after them.
func Classify(path string) Class {
	at := strings.LastIndexByte(path, '/') + 1
	dir, name := path[:at], path[at:]
	if MaybeEnv(path) {
		if c := envClass(dir, name); c != Other {
			return c
		}
	}
	if c := nameClass(name); c != Other {
		return c
	}
	return FolderClass(dir, name)
}

// MaybeEnv reports whether a path could be of a class of env files. It is quick
// enough for every path of an index, and says yes too often, but never no where
// [Classify] would say that it is one.
func MaybeEnv[P string | []byte](path P) bool {
	// Each occurrence of "env" covers exactly one of the offsets 2, 5, 8 …
	for i := 2; i < len(path); i += 3 {
		switch path[i] | 0x20 {
		case 'v':
			if path[i-1]|0x20 == 'n' && path[i-2]|0x20 == 'e' {
				return true
			}
		case 'n':
			if path[i-1]|0x20 == 'e' && i+1 < len(path) && path[i+1]|0x20 == 'v' {
				return true
			}
		case 'e':
			if i+2 < len(path) && path[i+1]|0x20 == 'n' && path[i+2]|0x20 == 'v' {
				return true
			}
		}
	}
	// The others have a dot in their name: *.key*, *dev.vars*, *.private.php*.
	for i := len(path) - 1; i >= 0 && path[i] != '/'; i-- {
		if path[i] == '.' && (foldAt(path, i+1, "key") || foldAt(path, i+1, "private.php") ||
			foldAt(path, i+1, "vars") && foldAt(path, i-3, "dev")) {
			return true
		}
	}
	return false
}

// foldAt reports whether the text in lower case is at s[i], in any case.
func foldAt[P string | []byte](s P, i int, text string) bool {
	if i < 0 || len(s)-i < len(text) {
		return false
	}
	for k := range len(text) {
		if s[i+k]|0x20 != text[k]|0x20 {
			return false
		}
	}
	return true
}

// envClass classifies the names of env files and what belongs to them.
func envClass(dir, name string) Class {
	n, d := alphabet.ToLower(name), alphabet.ToLower(dir)
	if c := keyClass(d, n); c != Other {
		return c
	}
	if c := dotenvClass(d, n); c != Other {
		return c
	}
	original, ok := StripCopy(n)
	if !ok {
		return Other
	}
	c := keyClass(d, original)
	if c == Other {
		c = dotenvClass(d, original)
	}
	switch c {
	case Private, Shared:
		return Backup
	}
	return c // a copy of an example is an example, one of a key is a key
}

func keyClass(dir, name string) Class {
	switch {
	case name == ".env.keys" || strings.HasPrefix(name, ".env.keys."):
		return Keys
	case strings.HasSuffix(name, ".key"):
		if name == "master.key" || strings.HasSuffix(dir, "config/credentials/") {
			return Keys // Rails
		}
	case strings.HasSuffix(name, ".decrypt.private.php"):
		if !strings.HasPrefix(name, "dev.") && !strings.HasPrefix(name, "test.") {
			return Keys // Symfony's vault
		}
	}
	return Other
}

// dotenvClass classifies a name in lower case that is no copy's.
func dotenvClass(dir, name string) Class {
	switch {
	case strings.HasPrefix(name, ".envrc"):
		return sharedClass(name, ".envrc")
	case strings.HasPrefix(name, ".flaskenv"):
		return sharedClass(name, ".flaskenv")
	case strings.HasPrefix(name, ".dev.vars"):
		return tailClass(name[len(".dev.vars"):])
	case strings.HasPrefix(name, ".env"):
		if c := tailClass(name[len(".env"):]); c != Other {
			return c
		}
	case strings.HasPrefix(name, "env") || strings.HasPrefix(name, "dotenv"):
		tail := strings.TrimPrefix(strings.TrimPrefix(name, "dot"), "env")
		if tail == "" || !isSeparator(tail[0]) {
			break
		}
		switch c := tailClass(tail); c {
		case Example:
			return c
		case Private:
			// env.py is code and env.md is text; only these are settings.
			if isStage(tail[1:]) {
				return c
			}
		}
	}
	if stem, ok := strings.CutSuffix(name, ".env"); ok && stem != "" {
		return stemClass(stem)
	}
	if i := strings.Index(name, ".env."); i > 0 { // prod.env.example
		tail := name[i+len(".env"):]
		switch c := tailClass(tail); {
		case c == Example, c == Private && isStage(tail[1:]):
			return c
		}
	}
	// cookiecutter-django: .envs/.local/.django
	if _, below, ok := strings.Cut("/"+dir, "/.envs/"); ok {
		switch {
		case strings.Contains(name, ".") && !strings.HasPrefix(name, "."):
			return Other // README.md
		case HasWord(below+name, isExampleWord):
			return Example
		case strings.HasPrefix(below, ".local/") || strings.HasPrefix(below, ".ci/") || strings.HasPrefix(below, ".test/"):
			return Shared
		}
		return Private
	}
	return Other
}

// sharedClass classifies .envrc and .flaskenv, which are shared unless a word
// says otherwise.
func sharedClass(name, base string) Class {
	tail := name[len(base):]
	if tail == "" {
		return Shared
	}
	return tailClass(tail)
}

// tailClass classifies what follows .env: "", ".local", ".example.docker",
// "-sample".
func tailClass(tail string) Class {
	if tail == "" {
		return Private
	}
	if !isSeparator(tail[0]) {
		return Other // .environment
	}
	if isCopyTail(tail) {
		return Other
	}
	if isSource(tail) {
		return Other // .env.d.ts
	}
	if HasWord(tail, isExampleWord) {
		return Example
	}
	last := tail[strings.LastIndexAny(tail, separators)+1:]
	switch last {
	case "vault", "x", "schema", "spec", "encrypted", "enc", "gpg", "age", "asc", "sops", "sealed":
		return Shared
	case "ci":
		return Example
	}
	switch tail[1:] {
	case "test", "testing", "development":
		return Shared
	}
	return Private
}

// stemClass classifies what is before .env: "prod", "example", ".docker".
func stemClass(stem string) Class {
	if HasWord(stem, isExampleWord) {
		return Example
	}
	last := stem[strings.LastIndexAny(stem, separators)+1:]
	switch last {
	case "enc", "sops", "encrypted", "sealed", "test", "testing", "ci":
		return Shared
	}
	if strings.HasPrefix(stem, "#") || strings.HasPrefix(stem, ".#") {
		return Other // an editor's copy
	}
	return Private
}

const separators = "._- "

func isSeparator(c byte) bool { return c == '.' || c == '_' || c == '-' || c == ' ' }

// HasWord reports whether one of the words of s, which separators and slashes
// divide, is wanted.
func HasWord(s string, want func(string) bool) bool {
	for s != "" {
		i := strings.IndexAny(s, separators+"/")
		if i < 0 {
			i = len(s)
		}
		if want(s[:i]) {
			return true
		}
		s = s[min(i+1, len(s)):]
	}
	return false
}

func isExampleWord(w string) bool {
	switch w {
	case "example", "examples", "sample", "samples", "template", "templates", "tpl", "tmpl", "dist", "default", "defaults",
		"stub", "skeleton", "skel", "blank", "reference", "dummy", "placeholder", "boilerplate":
		return true
	}
	return false
}

// isStage reports whether a word names where a program runs.
func isStage(w string) bool {
	switch w {
	case "local", "prod", "production", "staging", "stage", "dev", "development", "private", "secret", "secrets", "live":
		return true
	}
	return false
}

// isSource reports whether the end of a name is that of program code, of data
// that is no env file, or of text.
func isSource(tail string) bool {
	if tail == ".local.php" {
		return false // Symfony's dump of the values
	}
	switch tail[strings.LastIndexByte(tail, '.')+1:] {
	case "js", "mjs", "cjs", "ts", "mts", "cts", "tsx", "jsx", "vue", "py", "pyi", "go", "rs", "java", "kt", "rb", "cs", "c", "h", "cpp",
		"ex", "exs", "php", "html", "css", "scss", "md", "mdx", "rst", "adoc", "json", "yml", "yaml", "toml", "xml", "svg", "png", "j2",
		"tf", "nix", "lock", "log":
		return true
	}
	return false
}

// isCopyTail reports whether a name that ends like this is a copy's.
func isCopyTail(tail string) bool {
	_, ok := StripCopy("x" + tail)
	return ok
}

// StripCopy takes off what editors, people and fixers put on the name of a
// copy: ~, .bak, " copy 2", " (1)", _1700000000, #…#.
func StripCopy(name string) (string, bool) {
	rest, ok := stripOne(name)
	if !ok {
		return name, false
	}
	for ok {
		name = rest
		rest, ok = stripOne(name)
	}
	return name, true
}

func stripOne(n string) (string, bool) {
	if len(n) > 2 && n[0] == '#' && n[len(n)-1] == '#' {
		return n[1 : len(n)-1], true // Emacs
	}
	if rest, ok := strings.CutPrefix(n, ".#"); ok && rest != "" {
		return rest, true
	}
	if rest := strings.TrimRight(n, "~ "); rest != n {
		return rest, rest != ""
	}
	if strings.HasSuffix(n, ")") { // " (1)", " (copy)", "(1)"
		if i := strings.LastIndexByte(n, '('); i > 0 {
			if in := n[i+1 : len(n)-1]; isCopyWord(in) || isNumberWord(in) {
				return strings.TrimRight(n[:i], separators), true
			}
		}
		return n, false
	}
	i := strings.LastIndexAny(n, separators)
	if i <= 0 {
		return n, false
	}
	if w := n[i+1:]; isCopyWord(w) || isNumberWord(w) {
		return strings.TrimRight(n[:i], separators), true
	}
	return n, false
}

// isCopyWord reports whether a word marks a copy, possibly with a number behind
// it.
func isCopyWord(w string) bool {
	switch strings.TrimRight(w, "0123456789") {
	case "bak", "bk", "bkp", "backup", "back", "old", "orig", "original", "save", "saved", "swp", "swo", "swn", "tmp", "temp", "copy",
		"prev", "previous", "rej", "kopie", "copie", "copia":
		return true
	}
	return false
}

// isNumberWord reports whether a word is a number or a date.
func isNumberWord(w string) bool { return w != "" && strings.Trim(w, "0123456789") == "" }
