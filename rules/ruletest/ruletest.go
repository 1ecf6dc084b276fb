// Package ruletest runs the examples of rules, the project's and a user's own.
package ruletest

import (
	"testing"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/scanner"
)

// Run expands every example of the rule, scans it with that rule alone, and
// fails t where other spans are reported than those between « and ».
func Run(t *testing.T, rule *rules.Rule) {
	t.Helper()
	results, err := scanner.RunExamples(rule)
	if err != nil {
		t.Fatal(err)
	}
	for i := range results {
		r, e := &results[i], rule.Examples[i]
		if r.OK() {
			continue
		}
		var got [][2]int
		for _, f := range r.Found {
			got = append(got, [2]int{f.Start, f.End})
		}
		// The text has recipes in place of secrets, so it may be shown.
		t.Errorf("rule %s, example %d (%s): found %v, want %v in\n%s: %s", rule.ID, i, e.Why, got, r.Want, e.Path, e.Text)
	}
}
