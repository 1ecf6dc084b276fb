package judge

import (
	"slices"

	"github.com/envguard/envguard/rules"
)

// Complete sets the fields of rules that follow from their Tokens or Keyed forms:
// Check, and where they are unset Kinds, Prefixes, Keywords, Run and Solid. It
// does nothing to other rules. It must be called before the rules are used, and
// is not safe for concurrent use on the same rules. As this happens at every start,
// all words share one array.
func Complete(list ...*rules.Rule) {
	n := 0
	for _, r := range list {
		if r.Check != nil {
			continue
		}
		n += len(r.Tokens)
		for i := range r.Keyed {
			n += len(r.Keyed[i].Words)
		}
	}
	words := make([]string, 0, n)
	for _, r := range list {
		if r.Check == nil && len(r.Tokens)+len(r.Keyed) > 0 {
			words = complete(r, words)
		}
	}
}

// complete is Complete for a rule with forms. It appends the rule's words to those of
// others, and returns all.
func complete(r *rules.Rule, words []string) []string {
	run, solid := 1<<30, true
	for i := range r.Tokens {
		t := &r.Tokens[i]
		run, solid = min(run, len(t.Prefix)+t.Min), solid && isSolid(t.Alphabet)
	}
	for i := range r.Keyed {
		run, solid = min(run, r.Keyed[i].Min), solid && isSolid(r.Keyed[i].Alphabet)
	}
	if r.Run == 0 {
		r.Run = run
	}
	r.Solid = r.Solid || solid
	first := len(words)
	add := func(w string) {
		if !slices.Contains(words[first:], w) {
			words = append(words, w)
		}
	}
	if len(r.Tokens) > 0 {
		r.Check = func(c *rules.Candidate) (rules.Match, bool) { return MatchToken(c, r.Tokens...) }
		if r.Kinds == 0 {
			r.Kinds = rules.KindToken
		}
		if r.Prefixes == nil {
			for i := range r.Tokens {
				if p := r.Tokens[i].Prefix; p != "" {
					add(p)
				}
			}
			if len(words) > first {
				r.Prefixes = words[first:len(words):len(words)]
			}
		}
		return words
	}
	r.Check = func(c *rules.Candidate) (rules.Match, bool) { return MatchKeyed(c, r.Keyed...) }
	if r.Kinds == 0 {
		r.Kinds = KeyedKinds
	}
	if r.Keywords == nil {
		for i := range r.Keyed {
			for _, w := range r.Keyed[i].Words {
				add(w)
			}
		}
		if len(words) > first {
			r.Keywords = words[first:len(words):len(words)]
		}
	}
	return words
}

// isSolid reports whether an alphabet is of letters and digits alone, as far as the
// characters of token runs go.
func isSolid(alphabet func(byte) bool) bool {
	const others = "_-+/=."
	for i := range len(others) {
		if alphabet(others[i]) {
			return false
		}
	}
	return true
}
