package judge

import (
	"slices"

	"github.com/envguard/envguard/rules"
)

// Complete sets the fields of a rule that follow from its Tokens or Keyed forms:
// Check, and where they are unset Kinds, Prefixes, Keywords, Run and Solid. It
// does nothing to other rules. It must be called before the rule is used, and
// is not safe for concurrent use on the same rule.
func Complete(r *rules.Rule) {
	if r.Check != nil || len(r.Tokens)+len(r.Keyed) == 0 {
		return
	}
	run, solid := 1<<30, true
	form := func(alphabet func(byte) bool, n int) {
		run = min(run, n)
		for _, c := range []byte("_-+/=.") {
			solid = solid && !alphabet(c)
		}
	}
	for i := range r.Tokens {
		t := &r.Tokens[i]
		form(t.Alphabet, len(t.Prefix)+t.Min)
	}
	for i := range r.Keyed {
		form(r.Keyed[i].Alphabet, r.Keyed[i].Min)
	}
	if r.Run == 0 {
		r.Run = run
	}
	r.Solid = r.Solid || solid
	if len(r.Tokens) > 0 {
		r.Check = func(c *rules.Candidate) (rules.Match, bool) { return MatchToken(c, r.Tokens...) }
		if r.Kinds == 0 {
			r.Kinds = rules.KindToken
		}
		if r.Prefixes == nil {
			for i := range r.Tokens {
				if p := r.Tokens[i].Prefix; p != "" && !slices.Contains(r.Prefixes, p) {
					r.Prefixes = append(r.Prefixes, p)
				}
			}
		}
		return
	}
	r.Check = func(c *rules.Candidate) (rules.Match, bool) { return MatchKeyed(c, r.Keyed...) }
	if r.Kinds == 0 {
		r.Kinds = KeyedKinds
	}
	if r.Keywords == nil {
		for i := range r.Keyed {
			for _, w := range r.Keyed[i].Words {
				if !slices.Contains(r.Keywords, w) {
					r.Keywords = append(r.Keywords, w)
				}
			}
		}
	}
}
