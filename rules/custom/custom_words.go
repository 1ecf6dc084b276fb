package custom

import (
	"regexp/syntax"
	"slices"
	"strings"

	"github.com/envguard/envguard/rules/alphabet"
)

// Which words are on every line that a pattern matches is computed from its
// syntax tree. For each part of it there are two answers, whose better
// one is kept: all texts that it can match, as long as these are few, and a set
// of texts such that every match contains at least one.

// A textSet is what is known of the matches of a part of a pattern.
type textSet struct {
	all  []string // every match is one of these; nil if they are too many
	some []string // every match holds one of these; nil if nothing is known
}

// The bounds of a set: as many texts, as many bytes in one.
const (
	maxTexts = 16
	maxText  = 64
)

// best returns the words to look for, in lower case, or nil.
func (t textSet) best() []string {
	words := better(t.some, t.all)
	if shortest(words) < minKeyword || slices.ContainsFunc(words, func(w string) bool { return !wordlike(w) }) {
		return nil
	}
	words = slices.Clone(words)
	slices.Sort(words)
	return slices.Compact(words)
}

// shortest is the length of the shortest text, 0 if there is none.
func shortest(texts []string) int {
	n := 0
	for i, s := range texts {
		if i == 0 || len(s) < n {
			n = len(s)
		}
	}
	return n
}

// better returns the set with the longer texts, or with fewer of them.
func better(a, b []string) []string {
	if n, m := shortest(a), shortest(b); n > m || n == m && len(a) <= len(b) && len(a) > 0 {
		return a
	}
	return b
}

// required computes the sets of a part.
func required(re *syntax.Regexp) textSet {
	switch re.Op {
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return textSet{all: []string{""}}
	case syntax.OpLiteral:
		return requiredLiteral(re)
	case syntax.OpCharClass:
		return requiredClass(re)
	case syntax.OpCapture:
		return required(re.Sub[0])
	case syntax.OpPlus:
		t := required(re.Sub[0])
		return textSet{some: better(t.some, t.all)}
	case syntax.OpRepeat:
		if re.Min == 0 {
			break
		}
		t := required(re.Sub[0])
		if re.Min == 1 && re.Max == 1 {
			return t
		}
		return textSet{some: better(t.some, t.all)}
	case syntax.OpQuest:
		if t := required(re.Sub[0]); t.all != nil {
			return bounded(append([]string{""}, t.all...), nil)
		}
	case syntax.OpConcat:
		t := textSet{all: []string{""}}
		for _, s := range re.Sub {
			t = follow(t, required(s))
		}
		return t
	case syntax.OpAlternate:
		t := textSet{all: []string{}, some: []string{}}
		for _, s := range re.Sub {
			u := required(s)
			b := better(u.some, u.all)
			if u.all == nil {
				t.all = nil
			} else if t.all != nil {
				t.all = append(t.all, u.all...)
			}
			if shortest(b) == 0 {
				t.some = nil
			} else if t.some != nil {
				t.some = append(t.some, b...)
			}
		}
		return bounded(t.all, t.some)
	}
	return textSet{}
}

// follow joins what is known of two parts that are one behind the other.
func follow(t, u textSet) textSet {
	some := better(t.some, u.some)
	if t.all != nil && u.all != nil && len(t.all)*len(u.all) <= maxTexts {
		var all []string
		for _, a := range t.all {
			for _, b := range u.all {
				all = append(all, a+b)
			}
		}
		if j := bounded(all, some); j.all != nil {
			return j
		}
	}
	// What both have is not written out: of each, the best is known. What is
	// behind begins a text of its own.
	some = better(some, t.all)
	if len(u.all) > 0 {
		some = better(some, u.all)
	}
	return textSet{some: some}
}

// bounded forgets sets that are too large.
func bounded(all, some []string) textSet {
	ok := func(texts []string) bool {
		return len(texts) <= maxTexts && !slices.ContainsFunc(texts, func(s string) bool { return len(s) > maxText })
	}
	if !ok(all) {
		some, all = better(some, clipTexts(all)), nil
	}
	if !ok(some) {
		some = clipTexts(some)
	}
	return textSet{all, some}
}

// clipTexts shortens texts that are too long, and gives up on too many.
func clipTexts(texts []string) []string {
	if len(texts) > maxTexts {
		return nil
	}
	out := slices.Clone(texts)
	for i, s := range out {
		out[i] = s[:min(len(s), maxText)]
	}
	return out
}

// requiredLiteral takes the longest ASCII stretch of a literal: words are found
// in any case of ASCII, and characters beyond it have cases of their own. k and
// s are such as well, to whoever writes (?i): the Kelvin sign and the long s
// are taken for them. No program does.
func requiredLiteral(re *syntax.Regexp) textSet {
	s := strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return 0
		}
		return r
	}, string(re.Rune))
	s = alphabet.ToLower(s)
	if !strings.Contains(s, "\x00") {
		return bounded([]string{s}, nil)
	}
	best := ""
	for part := range strings.SplitSeq(s, "\x00") {
		if len(part) > len(best) {
			best = part
		}
	}
	if best == "" {
		return textSet{}
	}
	return bounded(nil, []string{best})
}

// requiredClass lists the characters of a small class.
func requiredClass(re *syntax.Regexp) textSet {
	var all []string
	for i := 0; i+1 < len(re.Rune); i += 2 {
		for r := re.Rune[i]; r <= re.Rune[i+1]; r++ {
			if r < ' ' || r > '~' || len(all) == maxTexts {
				return textSet{}
			}
			if s := alphabet.ToLower(string(r)); !slices.Contains(all, s) {
				all = append(all, s)
			}
		}
	}
	if len(all) == 0 {
		return textSet{}
	}
	return textSet{all: all}
}
