// Package gitignore tells whether git would ignore a path, and which line of
// which file says so.
package gitignore

// A Source says where a pattern was read.
type Source uint8

// Where patterns come from, in ascending order of precedence.
const (
	Global  Source = iota // core.excludesFile or its default
	Exclude               // $GIT_DIR/info/exclude
	PerDir                // a .gitignore file
)

// A Result says what git does with a path.
type Result struct {
	Ignored bool
	// The pattern that decided, also when it was a negation; Line is 0 when
	// none matched.
	Source  Source
	File    string // as given to the matcher
	Line    int    // from 1
	Pattern string // as written, without line ending
	// Parent is set when the path is ignored because this parent folder is.
	Parent string
	// CaseFold is set when the pattern matches only because core.ignoreCase
	// is set.
	CaseFold bool
}
