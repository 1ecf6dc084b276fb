// Package custom compiles the rules that a project writes in .envguard.toml, and
// bounds what they can cost.
package custom

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/builtin"
	"github.com/envguard/envguard/rules/judge"
)

// A Custom is a rule that a project wrote itself: a pattern, and the words that
// are on the lines where it can match.
type Custom struct {
	ID, Title, Doc, Fix, Source string
	Severity                    rules.Severity // note that the zero value is Info

	// Keywords select the lines that the pattern is tried on: those with at
	// least one keyword, in any case. A keyword has three or more characters of
	// printable ASCII. Without keywords, they are taken from the pattern.
	Keywords []string
	// Pattern is a regular expression in the syntax of RE2 (see
	// [regexp/syntax]). It is tried on one line at a time.
	Pattern string
	// SecretGroup is the number of the group that holds the secret; 0 is the
	// only group there is, or what the whole pattern matches.
	SecretGroup int
	// Paths, if set, says the files that the rule looks at.
	Paths func(path string) bool
	// MinRandomness is how many bits more it costs at least to write the secret
	// as words than to draw it: envguard's own measure, as explain prints it.
	// Sixteen random characters of base64 have about 60, words less than none.
	// 0 asks for nothing.
	MinRandomness float64
	// Placeholders reports values such as xxxxxx and 123456, too.
	Placeholders bool

	Examples []rules.Example
}

// The limits of custom rules. They bound what a configuration can cost, together
// with maxAlive.
const (
	MaxCustomRules   = 200    // rules of one configuration
	MaxPatternLength = 1024   // bytes of a pattern
	MaxPatternSize   = 1000   // states of a compiled pattern
	MaxPatternsSize  = 20_000 // states of all patterns of one configuration
	MaxKeywords      = 32     // keywords of a rule
	minKeyword       = 3      // characters of a keyword
	minLooseMatch    = 8      // characters that a pattern without anchors matches at least
)

// customScore is the confidence of a custom rule: who wrote it knows.
const customScore = 0.95

// A CustomError says what is wrong with a custom rule.
type CustomError struct {
	Rule   string // its identifier
	Field  string // "id", "title", "keywords", "pattern", "secret-group", "min-randomness"
	Reason string
	hint   string
}

// Error implements the error interface.
func (e *CustomError) Error() string {
	return fmt.Sprintf("rule %q: %s: %s", e.Rule, e.Field, e.Reason)
}

// Hint says what to do about it, or is empty.
func (e *CustomError) Hint() string { return e.hint }

// CustomRules returns the rules of a configuration, in their order. If one is
// refused, index says which, and the error is a [CustomError].
func CustomRules(list []Custom) (rs []*rules.Rule, index int, err error) {
	known := make(map[string]bool, len(list))
	if len(list) > 0 {
		for _, r := range builtin.All() {
			known[r.ID] = true
		}
	}
	total := 0
	for i := range list {
		c := &list[i]
		if i >= MaxCustomRules {
			return nil, i, &CustomError{c.ID, "id", fmt.Sprintf("there are more than %d rules", MaxCustomRules), ""}
		}
		if known[c.ID] {
			return nil, i, &CustomError{c.ID, "id", "a rule of that name exists", "choose another id; `envguard rules` lists those that are taken"}
		}
		known[c.ID] = true
		r, size, err := c.rule()
		if err != nil {
			return nil, i, err
		}
		if total += size; total > MaxPatternsSize {
			return nil, i, &CustomError{c.ID, "pattern", fmt.Sprintf("the patterns of all rules together have more than %d states", MaxPatternsSize), "make repetitions such as {1,500} smaller"}
		}
		rs = append(rs, r)
	}
	return rs, 0, nil
}

// Rule returns the rule that scanners run, or a [CustomError] with the reason
// for which it is refused. The pattern is compiled when it is first tried. An
// identifier that another rule has is found by [CustomRules] and [Validate].
func (c Custom) Rule() (*rules.Rule, error) {
	r, _, err := c.rule()
	return r, err
}

func (c *Custom) rule() (*rules.Rule, int, error) {
	refuse := func(field, hint, format string, args ...any) (*rules.Rule, int, error) {
		return nil, 0, &CustomError{c.ID, field, fmt.Sprintf(format, args...), hint}
	}
	if !isRuleID(c.ID) {
		return refuse("id", "write it as acme-deploy-token", "it is not made of lower-case words with dashes between them")
	}
	if c.MinRandomness < 0 || c.MinRandomness > 1000 || c.MinRandomness != c.MinRandomness {
		return refuse("min-randomness", "16 random letters and digits have about 55 bits, words less than 0", "it is not between 0 and 1000 bits")
	}
	shape, err := readPattern(c.Pattern, c.SecretGroup)
	if err != nil {
		err.Rule = c.ID
		return nil, 0, err
	}
	words := make([]string, 0, len(c.Keywords))
	for _, w := range c.Keywords {
		l := alphabet.ToLower(w)
		switch {
		case strings.TrimSpace(w) != w || strings.ContainsFunc(w, func(r rune) bool { return r < ' ' || r > '~' }):
			return refuse("keywords", "", "%q is not printable ASCII, or begins or ends with a blank", clipText(w))
		case len(w) < minKeyword:
			return refuse("keywords", "name a longer word that stands on the line", "%q has less than %d characters", clipText(w), minKeyword)
		case !wordlike(w):
			return refuse("keywords", "name a word that stands on the line", "%q stands on lines of every kind: it has no two letters or digits", clipText(w))
		case !slices.Contains(words, l):
			words = append(words, l)
		}
	}
	if len(words) == 0 {
		words = shape.words
	}
	if len(words) == 0 {
		return refuse("pattern", `add keywords = ["…"]: words of which one stands on every line that is meant`,
			"no text of %d characters stands in all that it matches, and there are no keywords", minKeyword)
	}
	if len(words) > MaxKeywords {
		return refuse("keywords", "", "there are more than %d", MaxKeywords)
	}
	title := c.Title
	if title == "" {
		title = c.ID
	}
	fix := c.Fix
	if fix == "" {
		fix = "Take the value out of the file, and replace it where it is in use: whoever has read the repository has it."
	}
	doc := c.Doc
	if doc == "" {
		doc = title + "."
	}
	l := &customLine{
		words: words, group: shape.group, public: shape.public, message: title,
		paths: c.Paths, least: c.MinRandomness, placeholders: c.Placeholders,
		re: lazyPattern(c.Pattern),
	}
	return &rules.Rule{
		ID: c.ID, Title: title, Doc: doc, Fix: fix, Source: c.Source, Severity: c.Severity,
		Kinds: rules.KindLine, Lines: &rules.Lines{Words: words, Check: l.check}, Check: l.first, Examples: c.Examples,
	}, shape.size, nil
}

// lazyPattern compiles a pattern when it is first asked for. It is one that
// readPattern took: both read it with the same parser, so that it compiles.
func lazyPattern(p string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(p) })
}

// customLine is what a custom rule knows at run time.
type customLine struct {
	words        []string
	re           func() *regexp.Regexp
	group        int    // 0: the whole match
	public       string // that the secret begins with
	message      string
	paths        func(string) bool
	least        float64
	placeholders bool
}

// check judges every match of the pattern on a line.
func (l *customLine) check(c *rules.Candidate, found func(rules.Match)) {
	for _, at := range l.re().FindAllSubmatchIndex(trimCR(c.Value()), -1) {
		if m, ok := l.judge(c, at); ok {
			found(m)
		}
	}
}

// first is check as a rule's Check, for explain: of the matches, the first that
// is reported, else what was said of the last.
func (l *customLine) first(c *rules.Candidate) (m rules.Match, ok bool) {
	line := trimCR(c.Value())
	all := l.re().FindAllSubmatchIndex(line, -1)
	has := standsOn(line, l.words)
	switch {
	case len(all) == 0 && !has:
		return m, false // nothing worth saying
	case !c.GateText("keyword on the line", has, ""), !c.GateText("pattern", len(all) > 0, ""):
		return m, false
	}
	for _, at := range all {
		if m, ok = l.judge(c, at); ok {
			return m, true
		}
	}
	return m, false
}

// judge decides about a match, whose places in the line regexp gives.
func (l *customLine) judge(c *rules.Candidate, at []int) (rules.Match, bool) {
	lo, hi := at[0], at[1]
	if k := 2 * l.group; at[k] >= 0 && at[k+1] > at[k] {
		lo, hi = at[k], at[k+1] // else the group took no part
	}
	if lo == hi {
		return rules.Match{}, false
	}
	v := c.Value()[lo:hi]
	public := 0
	if bytes.HasPrefix(v, []byte(l.public)) {
		public = len(l.public)
	}
	if l.paths != nil && !c.GateText("path", l.paths(c.File.Path), "") {
		return rules.Match{}, false
	}
	body := v[public:]
	if len(body) == 0 {
		body = v
	}
	if !l.placeholders {
		if !judge.NotFiller(c, body) {
			return rules.Match{}, false
		}
	}
	if l.least > 0 {
		if b := judge.PartBits(body); !c.Gate("random", b >= l.least, b) {
			return rules.Match{}, false
		}
	}
	return rules.Match{
		Start: c.Start + lo, End: c.Start + hi, Score: customScore, Remedy: rules.Manual,
		Public: min(public, len(v)/2, 30), Message: l.message,
	}, true
}

func trimCR(line []byte) []byte { return bytes.TrimSuffix(line, []byte("\r")) }

// standsOn reports whether one of words, in lower case, is in line.
func standsOn(line []byte, words []string) bool {
	l := alphabet.ToLower(string(line))
	for _, w := range words {
		if strings.Contains(l, w) {
			return true
		}
	}
	return false
}

// wordlike reports whether w has two letters or digits.
func wordlike(w string) bool {
	n := 0
	for i := range len(w) {
		if alphabet.Alnum(w[i]) {
			n++
		}
	}
	return n >= 2
}

// isRuleID reports whether s is kebab-case: acme-deploy-token.
func isRuleID(s string) bool {
	if s == "" || len(s) > 64 || !alphabet.Lower(s[0]) || s[len(s)-1] == '-' || strings.Contains(s, "--") {
		return false
	}
	for i := range len(s) {
		if !alphabet.Lower(s[i]) && !alphabet.Digit(s[i]) && s[i] != '-' {
			return false
		}
	}
	return true
}

func clipText(s string) string {
	if len(s) > 40 {
		return s[:40] + "…"
	}
	return s
}
