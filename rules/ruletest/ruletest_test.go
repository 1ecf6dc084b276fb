package ruletest_test

import (
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/builtin"
	"github.com/envguard/envguard/rules/ruletest"
	"github.com/envguard/envguard/scanner"
)

// TestExamples: every rule reports the marked parts of its examples and
// nothing else.
func TestExamples(t *testing.T) {
	for _, r := range builtin.All() {
		if r.Check == nil {
			continue
		}
		t.Run(r.ID, func(t *testing.T) { ruletest.Run(t, r) })
	}
}

// TestFiller: no rule reports its own form with filler in it, or a prefix that
// text cuts short.
func TestFiller(t *testing.T) {
	t.Parallel()
	for _, r := range builtin.All() {
		name := strings.ToUpper(strings.ReplaceAll(r.ID, "-", "_"))
		var texts []string
		for _, k := range r.Tokens {
			texts = append(texts, name+"="+k.Prefix+strings.Repeat("x", k.Min), "Set "+name+" to "+k.Prefix+"... and restart.")
		}
		for _, k := range r.Keyed {
			word := strings.ToUpper(k.Words[0])
			texts = append(texts, word+"_"+name+"="+strings.Repeat("x", k.Min), word+"_"+name+"="+strings.Repeat("0", k.Min))
		}
		s, err := scanner.New(scanner.Config{Rules: []*rules.Rule{r}})
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range texts {
			for _, f := range s.ScanFile(rules.NewFile("README.md", []byte(text+"\n"))) {
				t.Errorf("rule %s reports %q", f.Rule.ID, text)
			}
		}
	}
}
