package ruletest_test

import (
	"testing"

	"github.com/envguard/envguard/rules/builtin"
	"github.com/envguard/envguard/rules/ruletest"
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
