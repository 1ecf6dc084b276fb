package gitignore

import "strings"

// A pattern is one line of an ignore file.
type pattern struct {
	source Source
	file   string
	line   int
	text   string // as written

	base    string // the folder that it is relative to, with a final slash, or ""
	negated bool
	dirOnly bool
	// anchored patterns have a slash before their end. They are matched
	// against the path below base, the others against the name alone.
	anchored bool
	kind     kind
	literal  string // see kind
	glob     string // the whole pattern, without `!` and the slashes at its ends
}

// A kind is the cheapest way to match a pattern.
type kind uint8

const (
	exact    kind = iota // equals literal
	suffix               // ends with literal: `*.log`
	prefix               // begins with literal: `.env*`; never anchored
	wildcard             // begins with literal, and wildmatch decides over the rest
)

// A list is the patterns of one or more ignore files, in their order.
type list struct {
	patterns []pattern
	// names indexes the unanchored exact patterns of long lists by their
	// literal, folded to lower case, and holds the position of the last one.
	// others are the positions of the rest. They are made on first use.
	names   map[string][]int32
	others  []int32
	indexed bool
}

// parse appends the patterns of an ignore file.
func (l *list) parse(source Source, dir, file string, content []byte) {
	l.indexed = false
	text := strings.TrimPrefix(string(content), "\ufeff")
	if dir != "" {
		dir += "/"
	}
	for n := 1; text != ""; n++ {
		line, rest, _ := strings.Cut(text, "\n")
		text = rest
		line = strings.TrimSuffix(line, "\r")
		if p, ok := parseLine(line); ok {
			p.source, p.file, p.line, p.base = source, file, n, dir
			l.patterns = append(l.patterns, p)
		}
	}
}

// parseLine reads one line without its ending. It reports false for a line
// that can never match.
func parseLine(line string) (p pattern, ok bool) {
	if strings.HasPrefix(line, "#") {
		return p, false
	}
	// Git keeps its lines as C strings.
	line, _, _ = strings.Cut(line, "\x00")
	line = trimSpaces(line)
	p.text = line
	if line, p.negated = strings.CutPrefix(line, "!"); line == "" {
		return p, false
	}
	noWildcard := literalLen(line)
	endsWith := line[0] == '*' && literalLen(line[1:]) == len(line)-1
	line, p.dirOnly = strings.CutSuffix(line, "/")
	noWildcard = min(noWildcard, len(line))
	p.anchored = strings.Contains(line, "/")
	if p.anchored {
		if strings.HasPrefix(line, "/") {
			line = line[1:]
			noWildcard--
		}
		endsWith = false
	}
	if line == "" {
		return p, false
	}
	p.glob = line
	switch {
	case noWildcard == len(line):
		p.kind, p.literal = exact, line
	case endsWith:
		p.kind, p.literal = suffix, line[1:]
	case !p.anchored && strings.Trim(line[noWildcard:], "*") == "":
		p.kind, p.literal = prefix, line[:noWildcard]
	default:
		p.kind, p.literal = wildcard, line[:noWildcard]
	}
	return p, true
}

// trimSpaces cuts spaces off the end, except for one that is escaped. Git trims
// no other white space.
func trimSpaces(s string) string {
	end := 0
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' {
			if i++; i == len(s) {
				return s // a backslash at the end protects all before it
			}
		} else if s[i] == ' ' {
			continue
		}
		end = i + 1
	}
	return s[:end]
}

// literalLen returns how long the part in front of the first special character
// is.
func literalLen(s string) int {
	if i := strings.IndexAny(s, `*?[\`); i >= 0 {
		return i
	}
	return len(s)
}

// match reports whether the pattern matches path, whose last part is name.
func (p *pattern) match(path, name string, isDir, fold, modern bool) bool {
	if p.dirOnly && !isDir {
		return false
	}
	text := name
	if p.anchored {
		if len(path) <= len(p.base) || !equal(path[:len(p.base)], p.base, fold) {
			return false
		}
		text = path[len(p.base):]
	}
	n := len(p.literal)
	if len(text) < n {
		return false
	}
	switch p.kind {
	case exact:
		return len(text) == n && equal(text, p.literal, fold)
	case suffix:
		return equal(text[len(text)-n:], p.literal, fold)
	case prefix:
		return equal(text[:n], p.literal, fold)
	}
	if !equal(text[:n], p.literal, fold) {
		return false
	}
	if modern && n > 0 {
		n-- // so that a following `**` is seen not to be at the beginning
	}
	return wildmatch(p.glob[n:], text[n:], p.anchored, fold)
}

// equal compares two strings, by request without regard to the case of ASCII
// letters.
func equal(a, b string, fold bool) bool {
	if !fold || len(a) != len(b) {
		return a == b
	}
	for i := 0; i < len(a); i++ {
		if a[i] != b[i] && lower(a[i]) != lower(b[i]) {
			return false
		}
	}
	return true
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// indexFrom is the length from which a list is indexed.
const indexFrom = 12

// last returns the last pattern that matches.
func (l *list) last(path, name string, isDir, fold, modern bool) *pattern {
	if l == nil {
		return nil
	}
	if len(l.patterns) < indexFrom {
		for i := len(l.patterns) - 1; i >= 0; i-- {
			if p := &l.patterns[i]; p.match(path, name, isDir, fold, modern) {
				return p
			}
		}
		return nil
	}
	if !l.indexed {
		l.index()
	}
	best := -1
	var buf [64]byte
	at := l.names[string(appendLower(buf[:0], name))]
	for i := len(at) - 1; i >= 0; i-- {
		if l.patterns[at[i]].match(path, name, isDir, fold, modern) {
			best = int(at[i])
			break
		}
	}
	for i := len(l.others) - 1; i >= 0 && int(l.others[i]) > best; i-- {
		if p := &l.patterns[l.others[i]]; p.match(path, name, isDir, fold, modern) {
			return p
		}
	}
	if best < 0 {
		return nil
	}
	return &l.patterns[best]
}

func (l *list) index() {
	l.indexed = true
	l.names, l.others = map[string][]int32{}, nil
	for i := range l.patterns {
		if p := &l.patterns[i]; p.kind == exact && !p.anchored {
			key := string(appendLower(nil, p.literal))
			l.names[key] = append(l.names[key], int32(i))
		} else {
			l.others = append(l.others, int32(i))
		}
	}
}

func appendLower(to []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		to = append(to, lower(s[i]))
	}
	return to
}
