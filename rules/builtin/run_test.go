package builtin

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/recipe"
)

// Rule.Run, Solid, Needs and Infixes keep candidates from Check, so they
// must hold for whatever a recipe can give, the shortest secret included.
func TestRunOfExamples(t *testing.T) {
	t.Parallel()
	seeds := 200
	if testing.Short() {
		seeds = 20
	}
	asked := 0
	for _, r := range All() {
		if r.Run == 0 && r.Needs == 0 && r.Infixes == nil || r.Lines != nil {
			continue
		}
		for n, ex := range r.Examples {
			for seed := range seeds {
				content, spans := recipe.ExpandSeed(ex.Text, fmt.Sprint(seed))
				for _, at := range spans {
					run, solid, found := runAround(content, at[0], at[1], r.Prefixes)
					if !found {
						continue // it is encoded or cut into strings
					}
					asked++
					if run < r.Run || r.Solid && solid < r.Run {
						t.Fatalf("rule %s, example %d, seed %d: Run is %d, but the secret's longest run is %d (%d letters and digits)", r.ID, n, seed, r.Run, run, solid)
					}
					if r.Needs != 0 && strings.IndexByte(lineAround(content, at[0], at[1]), r.Needs) < 0 {
						t.Fatalf("rule %s, example %d, seed %d: Needs %q, which does not stand on the secret's lines", r.ID, n, seed, r.Needs)
					}
					if line := lineAround(content, at[0], at[1]); r.Infixes != nil && !slices.ContainsFunc(r.Infixes, func(w string) bool { return strings.Contains(line, w) }) {
						t.Fatalf("rule %s, example %d, seed %d: none of its infixes stands on the secret's lines", r.ID, n, seed)
					}
				}
			}
		}
	}
	if asked < 1000 {
		t.Errorf("only %d secrets were looked at", asked)
	}
}

// runAround returns the length of the longest token run that has a part in
// s[start:end], counted from a prefix on if there are any, and of its longest
// row of letters and digits, or of the prefix and the row after it.
func runAround(s string, start, end int, prefixes []string) (run, solid int, found bool) {
	for i := start; i < end; i++ {
		if !tokenByte(s[i]) || i > start && tokenByte(s[i-1]) {
			continue
		}
		lo, hi := i, i
		for lo > 0 && tokenByte(s[lo-1]) {
			lo--
		}
		for hi < len(s) && tokenByte(s[hi]) {
			hi++
		}
		if len(prefixes) > 0 {
			at := -1
			for _, p := range prefixes {
				if k := strings.Index(s[lo:hi], p); k >= 0 && (at < 0 || lo+k < at) {
					at = lo + k
				}
			}
			if at < 0 {
				continue
			}
			lo = at
		}
		found = true
		run = max(run, hi-lo)
		for _, p := range prefixes {
			if strings.HasPrefix(s[lo:hi], p) {
				row := strings.IndexFunc(s[lo+len(p):hi]+" ", func(c rune) bool { return c > 0x7f || !alphabet.Alnum(byte(c)) })
				solid = max(solid, len(p)+row)
			}
		}
		if len(prefixes) > 0 {
			continue
		}
		for _, part := range bytes.FieldsFunc([]byte(s[lo:hi]), func(c rune) bool { return c > 0x7f || !alphabet.Alnum(byte(c)) }) {
			solid = max(solid, len(part))
		}
	}
	return run, solid, found
}

func tokenByte(c byte) bool { return alphabet.Alnum(c) || strings.IndexByte("_-+/=.", c) >= 0 }

func lineAround(s string, start, end int) string {
	start = strings.LastIndexByte(s[:start], '\n') + 1
	if k := strings.IndexByte(s[end:], '\n'); k >= 0 {
		return s[start : end+k]
	}
	return s[start:]
}
