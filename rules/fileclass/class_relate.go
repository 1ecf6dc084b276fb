package fileclass

import (
	"strings"

	"github.com/envguard/envguard/rules/alphabet"
)

// Split returns a path's folder with its slash, and its name.
func Split(path string) (dir, name string) {
	at := strings.LastIndexByte(path, '/') + 1
	return path[:at], path[at:]
}

// PrivateFor returns the path of the private env file that an example file is
// the example of: .env for .env.example and env.sample, prod.env for
// prod.env.example. It returns "" for other files.
func PrivateFor(examplePath string) string {
	if Classify(examplePath) != Example {
		return ""
	}
	dir, name := Split(examplePath)
	if original, ok := StripCopy(alphabet.ToLower(name)); ok && strings.HasPrefix(alphabet.ToLower(name), original) {
		name = name[:len(original)]
	}
	// Take the words out that make it an example, each with its separator.
	var kept strings.Builder
	words, found := 0, false
	for i := 0; i < len(name); {
		sep := i
		for i < len(name) && isSeparator(name[i]) {
			i++
		}
		word := i
		for i < len(name) && !isSeparator(name[i]) {
			i++
		}
		if isExampleWord(alphabet.ToLower(name[word:i])) {
			found = true
			continue
		}
		if words > 0 || sep == 0 {
			kept.WriteString(name[sep:word])
		}
		kept.WriteString(name[word:i])
		words++
	}
	private := kept.String()
	if !found {
		return "" // .env.ci, or a folder that makes it an example
	}
	switch low := alphabet.ToLower(private); {
	case low == "" || low == "env" || low == "dotenv" || low == ".":
		private = ".env"
	case strings.HasPrefix(low, "env") && isSeparator(low[3]):
		private = "." + private
	case strings.HasPrefix(low, "dotenv") && isSeparator(low[6]):
		private = private[3:]
		private = "." + private
	}
	switch Classify(dir + private) {
	case Private, Shared:
		return dir + private
	}
	return ""
}

// IsVariant reports whether an example's name ends in a word that distinguishes it from
// other examples of .env, and names no private file: .env.example.complete,
// env-example-postgres.
func IsVariant(examplePath string) bool {
	low := alphabet.ToLower(Base(examplePath))
	if rest, ok := strings.CutPrefix(strings.TrimPrefix(low, "."), "env"); !ok || rest == "" || !isSeparator(rest[0]) || !isExampleWord(rest[1:max(1, wordLength(rest[1:])+1)]) {
		return false
	}
	at := strings.LastIndexFunc(low, func(r rune) bool { return r < 0x80 && isSeparator(byte(r)) })
	switch last := low[at+1:]; {
	case isExampleWord(last), isStage(last), last == "test", last == "testing", isCopyTail(low[at:]):
		return false
	}
	return true
}

// wordLength returns how far s goes without a separator.
func wordLength(s string) int {
	n := 0
	for n < len(s) && !isSeparator(s[n]) {
		n++
	}
	return n
}

// ExampleFor returns the paths that the example of a private env file may
// have, the usual name first. It returns nil for other files.
func ExampleFor(privatePath string) []string {
	dir, name := Split(privatePath)
	low := alphabet.ToLower(name)
	switch Classify(privatePath) {
	case Private:
	case Shared:
		if low != ".envrc" && low != ".flaskenv" && !strings.HasPrefix(low, ".env.") {
			return nil
		}
	default:
		return nil
	}
	var names []string
	add := func(more ...string) {
		for _, m := range more {
			if !contains(names, dir+m) && Classify(dir+m) == Example {
				names = append(names, dir+m)
			}
		}
	}
	for _, w := range [...]string{"example", "sample", "template", "dist", "default", "defaults", "tpl", "tmpl", "stub"} {
		switch {
		case low == ".env":
			add(".env."+w, "env."+w, ".env-"+w, ".env_"+w, w+".env", "dotenv."+w)
		case strings.HasPrefix(low, ".env."), strings.HasPrefix(low, ".env-"), strings.HasPrefix(low, ".env_"):
			add(name+"."+w, ".env."+w+name[4:], name[1:]+"."+w, name+"-"+w, name+"_"+w)
		case strings.HasSuffix(low, ".env"):
			stem := name[:len(name)-4]
			add(name+"."+w, stem+"."+w+".env", w+"."+name, stem+"-"+w+".env", stem+"_"+w+".env", name+"-"+w, name+"_"+w)
		default:
			add(name+"."+w, name+"-"+w, name+"_"+w)
		}
	}
	return names
}

func contains(list []string, s string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}

func Base(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }
