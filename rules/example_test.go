package rules_test

import (
	"fmt"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/builtin"
)

// A rule judges candidates; what it says of itself is data.
func Example() {
	for _, r := range builtin.All() {
		if r.ID == "fernet-key" {
			fmt.Println(r.Title, r.Severity == rules.Error)
		}
	}
	// Output: Fernet key true
}
