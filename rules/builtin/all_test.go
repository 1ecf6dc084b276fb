package builtin

import (
	"testing"

	"github.com/envguard/envguard/rules"
)

// TestAllValid: every rule is declared in full.
func TestAllValid(t *testing.T) {
	if err := rules.Validate(All()); err != nil {
		t.Fatal(err)
	}
	for _, r := range All() {
		if ByID(r.ID) != r {
			t.Errorf("ByID(%q) is another rule", r.ID)
		}
	}
	if ByID("no-such-rule") != nil {
		t.Error("an unknown ID has a rule")
	}
}
