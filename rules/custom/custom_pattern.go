package custom

import (
	"errors"
	"fmt"
	"regexp/syntax"
	"strings"
	"unicode"

	"github.com/envguard/envguard/rules/alphabet"
)

// A patternShape is what is known of a pattern without compiling it.
type patternShape struct {
	size   int      // states of the compiled pattern, at most
	group  int      // that holds the secret; 0 for the whole match
	public string   // what the secret begins with in any case
	words  []string // each match contains at least one of them; lower case
}

// readPattern reads a pattern and refuses what would be slow, or would match
// what nobody means. It works on the syntax tree: nothing is run.
func readPattern(p string, group int) (*patternShape, *CustomError) {
	refuse := func(hint, format string, args ...any) (*patternShape, *CustomError) {
		return nil, &CustomError{"", "pattern", fmt.Sprintf(format, args...), hint}
	}
	switch {
	case p == "":
		return refuse("", "it is empty")
	case len(p) > MaxPatternLength:
		return refuse("", "it is longer than %d bytes", MaxPatternLength)
	}
	re, err := syntax.Parse(p, syntax.Perl)
	if err != nil {
		return nil, syntaxError(p, err)
	}
	shape := &patternShape{size: patternSize(re)}
	if shape.size > MaxPatternSize {
		return refuse("make repetitions such as {1,500} smaller, or leave out those inside of others",
			"it is too large: more than %d states once its repetitions are written out", MaxPatternSize)
	}
	if n := aliveStates(re); n > maxAlive {
		return refuse("write + or {20,} in place of {20,500} where more follows, and leave out repetitions inside of others",
			"it can be slow: repetitions of varying length stand in each other or behind each other, so that one text keeps more than %d states alive", maxAlive)
	}
	if hasControl(re) {
		return refuse(`in TOML, write patterns between single quotes: '\bacme_[a-z0-9]{32}\b'; between double quotes, \b is a backspace`,
			"it asks for a control character, which no text has")
	}
	if hasNewline(re) {
		return refuse("match what stands on one line", "it is tried on one line at a time, so a line break matches nothing")
	}
	least := leastMatch(re)
	switch {
	case least == 0:
		return refuse("have it ask for the secret's characters: [A-Za-z0-9]{20,}", "it matches the empty string, so it matches everywhere")
	case onlyAny(re):
		return refuse("say which characters the secret has: [A-Za-z0-9_-]{20,64}", "it matches everything")
	case openEnd(re, false), openEnd(re, true):
		return refuse("a pattern need not match the whole line; say which characters the secret has: [A-Za-z0-9_-]{20,64}",
			"it begins or ends with any number of any character, as .* does, so it takes the rest of the line")
	case least < minLooseMatch && !(edge(re, false) && edge(re, true)):
		return refuse(`put \b at both ends, or text that stands in front of the secret and a group around the secret`,
			"a match can have %d of any longer word's characters; without \\b, ^ or $ at both ends, a pattern has to match %d at least", least, minLooseMatch)
	}
	groups := re.MaxCap()
	switch {
	case group < 0 || group > groups:
		return nil, &CustomError{"", "secret-group", fmt.Sprintf("there is no group %d in the pattern, which has %d", group, groups), ""}
	case group == 0 && groups > 1:
		return nil, &CustomError{
			"", "secret-group", fmt.Sprintf("the pattern has %d groups, and it is not said which of them holds the secret", groups),
			"add secret-group = 1, or write the others as (?:…)",
		}
	case group == 0:
		group = groups
	}
	shape.group = group
	secret := re
	if group > 0 {
		if secret = captured(re, group); secret == nil {
			return nil, &CustomError{"", "secret-group", fmt.Sprintf("group %d can never match", group), ""}
		}
		if leastMatch(secret) == 0 {
			return nil, &CustomError{"", "secret-group", fmt.Sprintf("group %d can be empty", group), "have it ask for one character at least"}
		}
	}
	shape.public = leading(secret)
	shape.words = required(re).best()
	return shape, nil
}

// syntaxError explains what does not parse. The text of a pattern is no secret.
func syntaxError(p string, err error) *CustomError {
	e := &CustomError{Field: "pattern", Reason: "it is no regular expression: " + err.Error()}
	var se *syntax.Error
	if !errors.As(err, &se) {
		return e
	}
	e.Reason = fmt.Sprintf("it is no regular expression: %s: %s", se.Code, clipText(se.Expr))
	switch {
	case strings.Contains(p, "(?=") || strings.Contains(p, "(?!") || strings.Contains(p, "(?<=") || strings.Contains(p, "(?<!"):
		e.Reason = "it looks ahead or behind, which RE2 cannot: its time is bounded"
		e.hint = "put a group around the secret and match what stands around it; paths and min-randomness leave out the rest"
	case se.Code == syntax.ErrInvalidEscape && len(se.Expr) == 2 && alphabet.Digit(se.Expr[1]):
		e.Reason = "it refers back to a group, which RE2 cannot: its time is bounded"
	case strings.Contains(p, "(?>"), se.Code == syntax.ErrInvalidRepeatOp:
		e.hint = "RE2 knows neither atomic groups nor possessive repetition (a++), and needs neither: its time is bounded"
	case se.Code == syntax.ErrInvalidRepeatSize, se.Code == syntax.ErrLarge:
		e.Reason = "it is too large: " + e.Reason
	case se.Code == syntax.ErrInvalidEscape:
		e.hint = `in TOML, write patterns between single quotes: '\bacme_[a-z0-9]{32}\b'`
	}
	return e
}

// tooLarge means any size above all limits.
const tooLarge = 1 << 20

// patternSize is how many states the compiled pattern has at most.
func patternSize(re *syntax.Regexp) int {
	n := 1
	switch re.Op {
	case syntax.OpLiteral:
		n = len(re.Rune)
	case syntax.OpRepeat:
		one := patternSize(re.Sub[0])
		if re.Max < 0 {
			n = max(1, re.Min)*one + 1
		} else {
			n = max(1, re.Min*one+(re.Max-re.Min)*(one+1))
		}
	default:
		n += len(re.Sub)
		for _, s := range re.Sub {
			if n += patternSize(s); n > tooLarge {
				return tooLarge
			}
		}
	}
	return min(n, tooLarge)
}

// leastMatch is how many characters a match has at least.
func leastMatch(re *syntax.Regexp) int {
	switch re.Op {
	case syntax.OpLiteral:
		return len(re.Rune)
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return 1
	case syntax.OpNoMatch:
		return 0
	case syntax.OpCapture, syntax.OpPlus:
		return leastMatch(re.Sub[0])
	case syntax.OpRepeat:
		return min(tooLarge, re.Min*leastMatch(re.Sub[0]))
	case syntax.OpConcat:
		n := 0
		for _, s := range re.Sub {
			n += leastMatch(s)
		}
		return min(tooLarge, n)
	case syntax.OpAlternate:
		n := tooLarge
		for _, s := range re.Sub {
			n = min(n, leastMatch(s))
		}
		return n
	}
	return 0 // star, quest, anchors
}

// hasNewline reports whether the pattern asks for a line break.
func hasNewline(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpLiteral:
		for _, r := range re.Rune {
			if r == '\n' {
				return true
			}
		}
	case syntax.OpCharClass:
		return len(re.Rune) == 2 && re.Rune[0] == '\n' && re.Rune[1] == '\n'
	case syntax.OpStar, syntax.OpQuest:
		return false
	case syntax.OpRepeat:
		if re.Min == 0 {
			return false
		}
	}
	for _, s := range re.Sub {
		if hasNewline(s) {
			return true
		}
	}
	return false
}

// hasControl reports whether the pattern asks for a control character that is
// no blank.
func hasControl(re *syntax.Regexp) bool {
	if re.Op == syntax.OpLiteral {
		for _, r := range re.Rune {
			if r < ' ' && !unicode.IsSpace(r) || r == 0x7f {
				return true
			}
		}
	}
	for _, s := range re.Sub {
		if hasControl(s) {
			return true
		}
	}
	return false
}

// isAny reports whether re is one character, which can be any that is on a
// line: ., [^\n], [\s\S].
func isAny(re *syntax.Regexp) bool { return visible(re, ' ') == '~'-' '+1 }

// isAnyWord reports whether re is one character of nearly any word: \S, [^"'\s].
func isAnyWord(re *syntax.Regexp) bool { return visible(re, '!') >= '~'-'!'+1-maxLeftOut }

// maxLeftOut is how many visible characters of ASCII a class may leave out and
// still be one of any word. There are 32 that are neither letter nor digit.
const maxLeftOut = 6

// visible returns how many of the visible characters of ASCII, from one on, re
// can be, if it is one character.
func visible(re *syntax.Regexp, from rune) (n rune) {
	switch re.Op {
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return '~' - from + 1
	case syntax.OpCapture:
		return visible(re.Sub[0], from)
	case syntax.OpCharClass:
		for i := 0; i+1 < len(re.Rune); i += 2 {
			n += max(0, min('~', re.Rune[i+1])-max(from, re.Rune[i])+1)
		}
	}
	return n
}

// onlyAny reports whether every character of the pattern can be any.
func onlyAny(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpLiteral:
		return false
	case syntax.OpCharClass:
		return isAnyWord(re)
	case syntax.OpAlternate:
		for _, s := range re.Sub {
			if onlyAny(s) {
				return true
			}
		}
		return false
	}
	for _, s := range re.Sub {
		if !onlyAny(s) {
			return false
		}
	}
	return true
}

// anyRun is how long a repetition of any character may be at an end.
const anyRun = 200

// openEnd reports whether the pattern begins, or ends with last, with any
// number of any character.
func openEnd(re *syntax.Regexp, last bool) bool {
	switch re.Op {
	case syntax.OpStar, syntax.OpPlus:
		return isAny(re.Sub[0]) || openEnd(re.Sub[0], last)
	case syntax.OpRepeat:
		return (re.Max < 0 || re.Max > anyRun) && isAny(re.Sub[0]) || openEnd(re.Sub[0], last)
	case syntax.OpConcat:
		for i := range re.Sub {
			s := re.Sub[i]
			if last {
				s = re.Sub[len(re.Sub)-1-i]
			}
			if openEnd(s, last) {
				return true
			}
			if leastMatch(s) > 0 {
				return false
			}
		}
		return false
	}
	for _, s := range re.Sub {
		if openEnd(s, last) {
			return true
		}
	}
	return false
}

// edge reports whether the pattern begins, or ends with last, at the edge of a
// word or of the line.
func edge(re *syntax.Regexp, last bool) bool {
	switch re.Op {
	case syntax.OpBeginLine, syntax.OpBeginText:
		return !last
	case syntax.OpEndLine, syntax.OpEndText:
		return last
	case syntax.OpWordBoundary:
		return true
	case syntax.OpCapture:
		return edge(re.Sub[0], last)
	case syntax.OpConcat:
		if last {
			return edge(re.Sub[len(re.Sub)-1], last)
		}
		return edge(re.Sub[0], last)
	case syntax.OpAlternate:
		for _, s := range re.Sub {
			if !edge(s, last) {
				return false
			}
		}
		return true
	}
	return false
}

// captured returns what the group of that number holds.
func captured(re *syntax.Regexp, group int) *syntax.Regexp {
	if re.Op == syntax.OpCapture && re.Cap == group {
		return re.Sub[0]
	}
	for _, s := range re.Sub {
		if c := captured(s, group); c != nil {
			return c
		}
	}
	return nil
}

// leading returns the text that all matches begin with.
func leading(re *syntax.Regexp) string {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase == 0 {
			return string(re.Rune)
		}
	case syntax.OpCapture:
		return leading(re.Sub[0])
	case syntax.OpConcat:
		for _, s := range re.Sub {
			if s.Op != syntax.OpWordBoundary && s.Op != syntax.OpBeginLine && s.Op != syntax.OpBeginText {
				return leading(s)
			}
		}
	}
	return ""
}
