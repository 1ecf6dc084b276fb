package envfile

import (
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/fileclass"
)

// SurelyPrivate reports whether a file's name leaves no doubt that it is for
// private values. Names such as docker.env and .env.dev are in use for both.
func SurelyPrivate(path string) bool {
	low := alphabet.ToLower(fileclass.Base(path))
	switch fileclass.Classify(path) {
	case fileclass.Backup:
		original, _ := fileclass.StripCopy(low)
		return SurelyPrivate(original)
	case fileclass.Keys:
		return true
	case fileclass.Private:
	default:
		return false
	}
	switch low {
	case ".env", ".env.production", ".env.prod", ".env.staging", ".env.live", ".env.me":
		return true
	}
	return strings.HasPrefix(low, ".dev.vars") || strings.HasPrefix(low, ".env") && (strings.HasSuffix(low, ".local") || strings.HasSuffix(low, ".private"))
}

// surelyExample reports whether a name is an example's and not that of a file
// of defaults, which programs read as well.
func surelyExample(path string) bool {
	return fileclass.HasWord(alphabet.ToLower(fileclass.Base(path)), func(w string) bool {
		switch w {
		case "example", "sample", "template", "dist":
			return true
		}
		return false
	})
}

// Aside reports whether a file is a test's, a document's, a sample's or
// someone else's.
func Aside(path string) bool { return fileclass.InTests(path) || fileclass.InSamples(path) }

// SurelyExample reports whether a name is an example's and not that of a file
// of defaults, which programs read as well.
func SurelyExample(path string) bool {
	return fileclass.Classify(path) == fileclass.Example && surelyExample(path)
}

// ExamplesBeside returns the paths of the example files of a private env file
// that exist, sorted.
func ExamplesBeside(repo *rules.Repo, path string) []string {
	var paths []string
	for _, f := range examplesBeside(repo, path) {
		paths = append(paths, f.Path)
	}
	return paths
}
