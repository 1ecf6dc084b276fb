package gitignore

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
)

// A MistakeKind says the usual mistakes apart, for those who repair them.
type MistakeKind uint8

// The usual mistakes.
const (
	WrongEncoding  MistakeKind = iota // the file is UTF-16
	ByteOrderMark                     // a byte order mark inside the file
	CarriageReturn                    // a carriage return that is not part of a line ending
	WhiteSpace                        // white space, visible or not, around the pattern
	TrailingText                      // a comment behind the pattern
	Quoted                            // quotes around the pattern
	FolderOnly                        // a slash at the end
	DotSlash                          // ./ at the beginning
	Backslash                         // backslashes between folders
	CommentedOut                      // the line is a comment
	LetterCase                        // upper and lower case differ
	WrongFolder                       // the pattern is bound to another folder
	TooNarrow                         // the pattern means a file of a similar name
	ReIncluded                        // a later line starting with ! undoes it
)

// A Mistake is a line that seems meant to ignore a file and does not.
type Mistake struct {
	Kind    MistakeKind
	Line    int    // from 1
	Pattern string // as written, without the line ending
	Repair  string // what the line should be, "" if it should go or nothing can be said
	Text    string // one sentence without a full stop
}

// maxMistakeLines bounds the work on a file that is no ignore file.
const maxMistakeLines = 10_000

// Mistakes explains why an ignore file does not do what it seems to be meant
// to do: ignore the file path. dir is the folder that the ignore file's
// patterns are relative to; both are slash paths from the top. The file that
// is asked for should be one that is not ignored; lines that do ignore it are
// not mistakes unless a later one undoes them.
func Mistakes(dir string, content []byte, path string) []Mistake {
	if bytes.HasPrefix(content, []byte{0xff, 0xfe}) || bytes.HasPrefix(content, []byte{0xfe, 0xff}) {
		return []Mistake{{Kind: WrongEncoding, Line: 1, Text: "the file is UTF-16, in which git finds no pattern: save it as UTF-8"}}
	}
	var found []Mistake
	ignoredBy := 0
	text := strings.TrimPrefix(string(content), "\ufeff")
	for n := 1; text != "" && n <= maxMistakeLines; n++ {
		line, rest, _ := strings.Cut(text, "\n")
		text = rest
		line = strings.TrimSuffix(line, "\r")
		p, ok := parseLine(line)
		if ok && p.hits(dir, path) {
			if !p.negated {
				ignoredBy = n
			} else if ignoredBy > 0 {
				found = append(found, Mistake{
					ReIncluded, n, line, "",
					quote(p.text) + " takes back what line " + strconv.Itoa(ignoredBy) + " ignores: remove it, or put it first",
				})
				ignoredBy = 0
			}
			continue
		}
		if m, ok := mistake(line, dir, path); ok {
			m.Line, m.Pattern = n, line
			found = append(found, m)
		}
	}
	return found
}

// hits reports whether the pattern of an ignore file in folder dir matches the
// file path or a folder above it.
func (p *pattern) hits(dir, path string) bool {
	below := path
	if dir != "" {
		var ok bool
		if below, ok = strings.CutPrefix(path, dir+"/"); !ok {
			return false
		}
	}
	for end := 0; end < len(below); end++ {
		i := strings.IndexByte(below[end:], '/')
		isDir := i >= 0
		if end += i; !isDir {
			end = len(below)
		}
		if sub := below[:end]; p.match(sub, base(sub), isDir, false, true) {
			return true
		}
	}
	return false
}

// A repair is an edit of a pattern that undoes one mistake.
type repair struct {
	kind MistakeKind
	edit func(s string) string // "" for no edit
	text string                // %s is the quoted line
}

// repairs are applied one after the other.
var repairs = []repair{
	{ByteOrderMark, func(s string) string { return strings.ReplaceAll(s, "\ufeff", "") }, "a byte order mark, which no editor shows, is part of this pattern: remove it"},
	{CarriageReturn, nil, "a carriage return is part of this pattern: end the lines with a line feed"},
	{WhiteSpace, func(s string) string {
		return strings.TrimFunc(strings.TrimRight(strings.TrimFunc(s, invisible), `\`), invisible)
	}, "white space is part of the pattern %s: remove it"},
	{TrailingText, withoutComment, "%s has no comment, git takes all of it for the name: put the comment on its own line"},
	{Quoted, func(s string) string { return strings.Trim(s, "\"'`") }, "the quotes are part of the pattern %s: remove them"},
	{Backslash, func(s string) string { return strings.ReplaceAll(s, `\`, "/") }, "%s has backslashes, git wants slashes between folders"},
	{DotSlash, trimDotSlash, "%s matches nothing, as patterns do not begin with ./: remove it"},
	{FolderOnly, func(s string) string { return strings.TrimRight(s, "/") }, "%s matches only folders: remove the slash at the end"},
}

func withoutComment(s string) string {
	if i := strings.IndexAny(s, " \t"); i > 0 && strings.HasPrefix(strings.TrimLeft(s[i:], " \t"), "#") {
		return s[:i]
	}
	return ""
}

// mistake applies one repair after the other, until the line ignores path. The
// last one names the mistake.
func mistake(line, dir, path string) (Mistake, bool) {
	if strings.HasPrefix(line, "!") || strings.TrimSpace(line) == "" {
		return Mistake{}, false
	}
	s := line
	try := func(kind MistakeKind, to, text string) (Mistake, bool) {
		if to == s || to == "" {
			return Mistake{}, false
		}
		s = to
		if p, ok := parseLine(to); ok && !p.negated && hasName(to) && p.hits(dir, path) {
			return Mistake{Kind: kind, Repair: to, Text: strings.Replace(text, "%s", quote(line), 1)}, true
		}
		return Mistake{}, false
	}
	if strings.HasPrefix(s, "#") {
		to := strings.TrimSpace(strings.TrimLeft(s, "#"))
		if !speaksOf(to, path) {
			return Mistake{}, false
		}
		return try(CommentedOut, to, "%s is a comment: remove the #")
	}
	for _, r := range repairs {
		if r.kind == CarriageReturn {
			for part := range strings.SplitSeq(s, "\r") {
				keep := s
				if m, ok := try(r.kind, part, r.text); ok {
					return m, true
				}
				s = keep
			}
			continue
		}
		if m, ok := try(r.kind, r.edit(s), r.text); ok {
			return m, true
		}
	}
	return nearMiss(s, quote(line), dir, path)
}

// nearMiss explains a line that is about a file like the one at path, and does
// not match it: that `/build/*` is not about config/.env needs no explanation.
func nearMiss(s, shown, dir, path string) (Mistake, bool) {
	p, ok := parseLine(s)
	if !ok || !speaksOf(s, path) {
		return Mistake{}, false
	}
	name := base(path)
	if p.anchored {
		last := base(p.glob)
		if q, ok := parseLine(last); ok && q.hits(dir, path) {
			return Mistake{
				Kind: WrongFolder, Repair: last,
				Text: shown + " is bound to another folder: write " + quote(last) + " to mean all folders",
			}, true
		}
		return Mistake{}, false
	}
	if p.match(name, name, false, true, true) {
		return Mistake{Kind: LetterCase, Repair: name, Text: shown + " differs from " + quote(name) + " in upper and lower case"}, true
	}
	if short, ok := strings.CutSuffix(p.glob, ".*"); ok && short == name {
		return Mistake{Kind: TooNarrow, Text: shown + " does not mean " + quote(name) + " itself: add a line for it"}, true
	}
	if p.kind == exact && strings.HasPrefix(name, p.literal) {
		return Mistake{Kind: TooNarrow, Text: shown + " means that one name alone, not " + quote(name)}, true
	}
	return Mistake{}, false
}

// speaksOf reports whether a pattern's last part begins like the file's name,
// such as `.env.*` for .env.local.
func speaksOf(pattern, path string) bool {
	p, name := base(strings.TrimRight(pattern, "/")), base(path)
	n := min(4, len(name))
	return len(p) >= n && equal(p[:n], name[:n], true)
}

// hasName reports whether a pattern says more than "everything".
func hasName(pattern string) bool {
	letters := 0
	for i := 0; i < len(pattern); i++ {
		if c := lower(pattern[i]); 'a' <= c && c <= 'z' {
			letters++
		}
	}
	return letters > 1
}

func trimDotSlash(s string) string {
	for strings.HasPrefix(s, "./") || strings.HasPrefix(s, "/./") {
		s = strings.TrimPrefix(strings.TrimPrefix(s, "/"), "./")
	}
	return s
}

// invisible is white space and what looks like it or like nothing.
func invisible(r rune) bool {
	return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Cc, r)
}

// quote shows a pattern in a sentence.
func quote(s string) string {
	for _, r := range s {
		if !unicode.IsPrint(r) {
			return strconv.QuoteToGraphic(s)
		}
	}
	return "`" + s + "`"
}
