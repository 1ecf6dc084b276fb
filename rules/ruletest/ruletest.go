// Package ruletest runs the examples of rules, the project's and a user's own.
package ruletest

import (
	"fmt"
	"sort"
	"testing"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/scanner"
)

// Run expands every example of the rule, scans it with that rule alone, and
// fails t where other spans are reported than those between « and ».
func Run(t *testing.T, rule *rules.Rule) {
	t.Helper()
	s, err := scanner.New(scanner.Config{Rules: []*rules.Rule{rule}})
	if err != nil {
		t.Fatalf("preparing rule %s: %v", rule.ID, err)
	}
	for i, e := range rule.Examples {
		content, want := rules.Expand(e.Text)
		path := e.Path
		if path == "" {
			path = "example.txt"
		}
		findings := s.ScanFile(rules.NewFile(path, []byte(content)))
		var got [][2]int
		for _, f := range findings {
			got = append(got, [2]int{f.Start, f.End})
		}
		sort.Slice(got, func(i, j int) bool { return got[i][0] < got[j][0] })
		if fmt.Sprint(got) != fmt.Sprint(want) {
			// The text has recipes in place of secrets, so it may be shown.
			t.Errorf("rule %s, example %d (%s): found %v, want %v in\n%s: %s", rule.ID, i, e.Why, got, want, path, e.Text)
		}
	}
}
