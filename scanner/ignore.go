package scanner

import (
	"fmt"
	"strings"

	gitignore "github.com/sabhiram/go-gitignore"
)

// An Ignore holds the patterns of a .envguardignore file.
type Ignore struct {
	patterns []ignorePattern
}

type ignorePattern struct {
	line int
	text string
	*gitignore.GitIgnore
}

// ParseIgnore reads the content of a .envguardignore file: paths that are not
// scanned, in the part of the gitignore syntax that means the same to everyone.
// A pattern is a name (`fixtures`, `*.snap`), optionally for folders only
// (`fixtures/`), or a path from the top (`/docs/keys.md`, `/vendor/**`,
// `**/testdata/keys`). Anything else is an error with its line number: an
// ignore that is broader than it reads is a hole.
func ParseIgnore(content []byte) (*Ignore, error) {
	ig := new(Ignore)
	text := strings.TrimPrefix(string(content), "\ufeff")
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimRight(line, " \t\r")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if why := unsupported(line); why != "" {
			return nil, fmt.Errorf("reading .envguardignore: line %d: %s", i+1, why)
		}
		ig.patterns = append(ig.patterns, ignorePattern{i + 1, line, gitignore.CompileIgnoreLines(line)})
	}
	return ig, nil
}

// With returns what is ignored together with more patterns; ig may be nil. The error says
// what is wrong with the pattern of the index that is returned.
func (ig *Ignore) With(patterns []string) (*Ignore, int, error) {
	more, i, err := ParsePaths(patterns)
	if err != nil {
		return nil, i, err
	}
	out := new(Ignore)
	if ig != nil {
		out.patterns = append(out.patterns, ig.patterns...)
	}
	out.patterns = append(out.patterns, more.ig.patterns...)
	return out, 0, nil
}

// unsupported says why a pattern is not taken, or "".
func unsupported(p string) string {
	if strings.HasPrefix(p, "!") {
		return "re-including with ! is not supported; name what is to be ignored more narrowly"
	}
	for _, c := range p {
		switch {
		case c < 0x80 && isAlnum(byte(c)), strings.ContainsRune("._-/*@~ ,=", c):
		case c == '!': // of a container's path: app.zip!/keys
		default:
			return fmt.Sprintf("the character %q is not supported in patterns", c)
		}
	}
	body := strings.TrimSuffix(strings.TrimPrefix(p, "/"), "/")
	if body == "" || strings.Trim(body, "*/.") == "" {
		return "the pattern would ignore everything"
	}
	for i, part := range strings.Split(body, "/") {
		switch {
		case part == "":
			return "the pattern has an empty part (//)"
		case part == "." || part == "..":
			return "paths are relative to the top; write them without . and .."
		case part == "**":
			if i == 0 && strings.HasPrefix(p, "/") {
				return "write **/name without the leading /"
			}
		case strings.Contains(part, "**"):
			return "** must stand alone between slashes"
		}
	}
	if strings.Contains(body, "/") && !strings.HasPrefix(p, "/") && !strings.HasPrefix(p, "**/") {
		return fmt.Sprintf("a pattern with a slash in it is taken from the top; write /%s", p)
	}
	return ""
}

// Match returns the number of the line that ignores path, or 0. Path is
// relative to the top, with slashes.
func (ig *Ignore) Match(path string) int {
	for _, p := range ig.patterns {
		if p.MatchesPath(path) {
			return p.line
		}
	}
	return 0
}

// MatchText returns the number of the line that ignores a text, or 0. Only a
// pattern that begins like the text's place does ("/commit 1a2b3c4d5e6f message")
// can: one that was meant for files says nothing about messages and names.
func (ig *Ignore) MatchText(place string) int {
	kind, _, _ := strings.Cut(place, " ")
	for _, p := range ig.patterns {
		if strings.HasPrefix(p.text, "/"+kind+" ") && p.MatchesPath(place) {
			return p.line
		}
	}
	return 0
}
