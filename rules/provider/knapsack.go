package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// knapsackproTokenRule finds a Knapsack Pro token.
var knapsackproTokenRule = &rules.Rule{
	ID:       "knapsackpro-token",
	Title:    "Knapsack Pro token",
	Doc:      "A token of a test suite at Knapsack Pro: 32 hexadecimal digits under a name that says Knapsack. It reads and writes test timings, so that it is a warning.",
	Fix:      "Delete it at https://knapsackpro.com/dashboard and store the new one as a CI secret.",
	Source:   "https://docs.knapsackpro.com/api/",
	Severity: rules.Warning,
	Keyed:    []rules.Keyed{{Words: []string{"knapsack", "knapsackpro"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Score: 0.66, Message: "Knapsack Pro token"}},
	Examples: []rules.Example{
		{Path: "ci.sh", Text: "export KNAPSACK_PRO_TEST_SUITE_TOKEN_RSPEC=«{hex:32}»\n", Why: "a pipeline"},
		{Path: "b.py", Text: "knapsack_release_sha = \"{hex:32}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:32}\"\n", Why: "another provider"},
	},
}
