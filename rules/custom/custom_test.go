package custom

import (
	"regexp"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/builtin"
)

// TestCustomRefused lists the patterns that are refused and a word of the reason.
func TestCustomRefused(t *testing.T) {
	for _, c := range []struct {
		name  string
		rule  Custom
		field string
		why   string
	}{
		{"empty", Custom{Pattern: ``}, "pattern", "empty"},
		{"no regexp", Custom{Pattern: `acme_[a-z`}, "pattern", "no regular expression"},
		{"star of everything", Custom{Pattern: `.*`}, "pattern", "empty string"},
		{"optional", Custom{Pattern: `(acme)?`}, "pattern", "empty string"},
		{"anchors alone", Custom{Pattern: `^$`}, "pattern", "empty string"},
		{"any characters", Custom{Pattern: `.{8,64}`, Keywords: []string{"acme"}}, "pattern", "everything"},
		{"any by a class", Custom{Pattern: `[\s\S]{20}`, Keywords: []string{"acme"}}, "pattern", "everything"},
		{"rest of the line", Custom{Pattern: `acme_token=(.*)`}, "pattern", "any number of any character"},
		{"rest of the line, some", Custom{Pattern: `acme_token=(?:.+|x)`}, "pattern", "any number of any character"},
		{"front of the line", Custom{Pattern: `^.*acme_token`}, "pattern", "any number of any character"},
		{"long rest", Custom{Pattern: `acme_token.{0,400}`}, "pattern", "any number of any character"},
		{"nested repetition", Custom{Pattern: `acme_(([a-z]{1,30}){1,30}){1,30}`}, "pattern", "too large"},
		{"large repetition", Custom{Pattern: `acme_[a-z]{1001}`}, "pattern", "too large"},
		{"sum of repetitions", Custom{Pattern: `acme_[a-z]{600}[0-9]{600}`}, "pattern", "too large"},
		{"long", Custom{Pattern: `acme_` + strings.Repeat("a", MaxPatternLength)}, "pattern", "longer than"},
		{"no text", Custom{Pattern: `[a-z0-9]{32}`}, "pattern", "no keywords"},
		{"text in one branch", Custom{Pattern: `(?:acme|[0-9]{4})[a-z0-9]{32}`}, "pattern", "no keywords"},
		{"blanks for text", Custom{Pattern: `   [a-z0-9]{32}`}, "pattern", "no keywords"},
		{"short and loose", Custom{Pattern: `[0-9]{6}`, Keywords: []string{"badge"}}, "pattern", "can have 6"},
		{"short, one edge", Custom{Pattern: `\b[0-9]{6}`, Keywords: []string{"badge"}}, "pattern", "can have 6"},
		{"any word", Custom{Pattern: `\S{20,64}`, Keywords: []string{"acme"}}, "pattern", "everything"},
		{"any word between quotes", Custom{Pattern: `[^\s"']{8,}`, Keywords: []string{"acme"}}, "pattern", "everything"},
		{"backspace", Custom{Pattern: "\bacme_[a-z]{20}"}, "pattern", "single quotes"},
		{"repetitions in each other", Custom{Pattern: `acmeabcd(?:(?:[a-z]{0,15}){15}Z)?`}, "pattern", "slow"},
		{"repeated rest", Custom{Pattern: `acmeabcd(?:(?:.*a){100}Z)?`}, "pattern", "slow"},
		{"plus in plus", Custom{Pattern: `acme(?:(?:[a-z]+[0-9]?){10}x)+`}, "pattern", "slow"},
		{"one behind the other", Custom{Pattern: `acme[a-z]{1,100}[a-z]{1,100}`}, "pattern", "slow"},
		{"look ahead", Custom{Pattern: `acme_(?=[0-9])[a-z0-9]{20}`}, "pattern", "RE2"},
		{"look behind", Custom{Pattern: `(?<!x)acme_[a-z0-9]{20}`}, "pattern", "RE2"},
		{"back reference", Custom{Pattern: `(["'])acme_[a-z0-9]{20}\1`}, "pattern", "refers back"},
		{"line break", Custom{Pattern: `acme:\n[a-z0-9]{20}`}, "pattern", "line break"},
		{"which group", Custom{Pattern: `(acme|corp)_([a-z0-9]{20})`}, "secret-group", "2 groups"},
		{"no such group", Custom{Pattern: `acme_([a-z0-9]{20})`, SecretGroup: 2}, "secret-group", "no group 2"},
		{"empty group", Custom{Pattern: `acme_key=([a-z0-9]*);`}, "secret-group", "can be empty"},
		{"short keyword", Custom{Pattern: `acme_[a-z0-9]{20}`, Keywords: []string{"ac"}}, "keywords", "less than 3"},
		{"blank keyword", Custom{Pattern: `acme_[a-z0-9]{20}`, Keywords: []string{" acme"}}, "keywords", "blank"},
		{"no keyword", Custom{Pattern: `acme_[a-z0-9]{20}`, Keywords: []string{"==="}}, "keywords", "every kind"},
		{"other script", Custom{Pattern: `acme_[a-z0-9]{20}`, Keywords: []string{"пароль"}}, "keywords", "ASCII"},
		{"identifier", Custom{ID: "Acme_Token", Pattern: `acme_[a-z0-9]{20}`}, "id", "lower-case words"},
		{"randomness", Custom{Pattern: `acme_[a-z0-9]{20}`, MinRandomness: -1}, "min-randomness", "between"},
	} {
		if c.rule.ID == "" {
			c.rule.ID = "acme"
		}
		_, err := c.rule.Rule()
		e, ok := err.(*CustomError)
		if !ok {
			t.Errorf("%s: %q is not refused: %v", c.name, c.rule.Pattern, err)
			continue
		}
		if e.Field != c.field || !strings.Contains(e.Reason+e.hint, c.why) {
			t.Errorf("%s: %q is refused for %s: %s (hint: %s), not for %s: %s", c.name, c.rule.Pattern, e.Field, e.Reason, e.hint, c.field, c.why)
		}
	}
}

// TestCustomTaken lists patterns that people write, and the words they are
// found by.
func TestCustomTaken(t *testing.T) {
	for pattern, words := range map[string]string{
		`acme_[a-z0-9]{32}`:                                 "acme_",
		`\b(?:acme|corp)-[0-9a-f]{40}\b`:                    "acme-,corp-",
		`(?i)acme[_-]?key["'\s:=]{1,5}([a-z0-9]{20,64})`:    "acme-key,acme_key,acmekey",
		`ACME_(?:LIVE|TEST)_[A-Z0-9]{20}`:                   "acme_live_,acme_test_",
		`\b[A-Z]{3}-acme[0-9]{6}\b`:                         "-acme",
		`acme_[A-Za-z0-9_-]{20,200}\.[A-Za-z0-9_-]{20,200}`: "acme_",
		`"acme"\s*:\s*"([^"]{8,200})"`:                      `"acme"`,
		`acme_token=([^ ]+)`:                                "acme_token=",
		`acme:(?:[0-9a-f]{2}:){15}[0-9a-f]{2}`:              "acme:",
		`acme_(?:[A-Za-z0-9_-]+\.){2}[A-Za-z0-9_-]+`:        "acme_",
		`acme_key=([A-Za-z0-9+/]{20,200}={0,2})`:            "acme_key=",
		`badge: ([0-9]{6})`:                                 "badge: ",
		`\bPIN[0-9]{4}\b`:                                   "pin",
		`"token"\s*:\s*"([^"]+)"`:                           `"token"`,
		`key\.acme\.example/[a-z0-9]+`:                      "key.acme.example/",
	} {
		r, err := Custom{ID: "acme", Pattern: pattern}.Rule()
		if err != nil {
			t.Errorf("%q is refused: %v", pattern, err)
			continue
		}
		if got := strings.Join(r.Lines.Words, ","); got != words {
			t.Errorf("%q is found by %q, want %q", pattern, got, words)
		}
	}
}

// TestCustomRules wants identifiers to be of one rule each, and the sizes of all
// patterns to have a bound.
func TestCustomRules(t *testing.T) {
	one := Custom{ID: "acme", Pattern: `acme_[a-z0-9]{32}`}
	other := one
	other.ID = "acme-two"
	rs, _, err := CustomRules([]Custom{one, other})
	if err != nil || len(rs) != 2 {
		t.Fatalf("two rules: %d, %v", len(rs), err)
	}
	if _, i, err := CustomRules([]Custom{one, other, one}); err == nil || i != 2 {
		t.Errorf("a rule that is there twice: index %d, %v", i, err)
	}
	taken := one
	taken.ID = builtin.ByID("assigned-secret").ID
	if _, i, err := CustomRules([]Custom{other, taken}); err == nil || i != 1 || !strings.Contains(err.Error(), "exists") {
		t.Errorf("a name that envguard has: index %d, %v", i, err)
	}
	var many []Custom
	for i := range 30 {
		many = append(many, Custom{ID: "acme-" + strings.Repeat("x", i+1), Pattern: `acme_[a-z0-9]{950}`})
	}
	if _, i, err := CustomRules(many); err == nil || i == 0 || !strings.Contains(err.Error(), "together") {
		t.Errorf("patterns that are too large together: index %d, %v", i, err)
	}
	many = many[:0]
	for i := range MaxCustomRules + 1 {
		many = append(many, Custom{ID: "a" + strings.Repeat("b", i%50) + strings.Repeat("c", i/50), Pattern: `acme_[a-z]{9}`})
	}
	if _, i, err := CustomRules(many); err == nil || i != MaxCustomRules {
		t.Errorf("too many rules: index %d, %v", i, err)
	}
}

// FuzzCustom wants patterns to be taken or refused without a panic, those that
// are taken to compile and to be as small as was said, and the words to be in
// everything that matches.
func FuzzCustom(f *testing.F) {
	for _, p := range []string{
		`acme_[a-z0-9]{32}`, `(?i)a(cm|CM)e[_-]?key["'\s:=]{1,5}([a-z0-9]{20,64})`, `((a{100}){100}){100}`, `.*`, `(?s).+x|y`,
		`(?:acme|corp)-(?:x|yy)?[0-9]{4}\b`, `[^\n]{9}`, `\pL{1,60}`, `(?U)ab+?c*?`, `(?P<secret>acme[0-9]{8})`, `a{0}bcdefghi{0,3}`,
	} {
		f.Add(p, "ACME_KEY='acme-x1234 abcdefgh'", 0)
	}
	f.Fuzz(func(t *testing.T, p, line string, group int) {
		r, size, err := (&Custom{ID: "acme", Pattern: p, SecretGroup: group, Placeholders: true}).rule()
		if err != nil {
			return
		}
		re := regexp.MustCompile(p)
		if size > MaxPatternSize {
			t.Errorf("%q has %d states and is taken", p, size)
		}
		if re.MatchString("") {
			t.Errorf("%q matches the empty string", p)
		}
		line, _, _ = strings.Cut(line, "\n")
		c := &rules.Candidate{File: rules.NewFile("a.txt", []byte(line)), Kind: rules.KindLine, End: len(line)}
		r.Lines.Check(c, func(m rules.Match) {
			if m.Start < 0 || m.End > len(line) || m.Start >= m.End || m.Public > m.End-m.Start {
				t.Errorf("%q: the match %d to %d is not in %q", p, m.Start, m.End, line)
			}
		})
		// The words are of ASCII, whose other cases beyond it count for none.
		if m := re.FindString(line); m != "" && !strings.ContainsAny(m, "\u017f\u212a") && !standsOn([]byte(m), r.Lines.Words) {
			t.Errorf("%q matches %q, which has none of %q", p, m, r.Lines.Words)
		}
	})
}
