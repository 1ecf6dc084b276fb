package rules

// knapsackproTokenRule finds a Knapsack Pro token.
var knapsackproTokenRule = &Rule{
	ID:       "knapsackpro-token",
	Title:    "Knapsack Pro token",
	Doc:      "A token of a test suite at Knapsack Pro: 32 hexadecimal digits under a name that says Knapsack. It reads and writes test timings, so that it is a warning.",
	Fix:      "Delete it at https://knapsackpro.com/dashboard and store the new one as a CI secret.",
	Source:   "https://docs.knapsackpro.com/api/",
	Severity: Warning,
	Kinds:    keyedKinds,
	Keywords: []string{"knapsack", "knapsackpro"},
	Run:      32,
	Solid:    true,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c, Keyed{Words: []string{"knapsack", "knapsackpro"}, Alphabet: isLowerHex, Min: 32, Max: 32, Score: 0.66, Message: "Knapsack Pro token"})
	},
	Examples: []Example{
		{Path: "ci.sh", Text: "export KNAPSACK_PRO_TEST_SUITE_TOKEN_RSPEC=«{hex:32}»\n", Why: "a pipeline"},
		{Path: "a.md", Text: "knapsack: knapsack_api_key={repeat:x:32}\n", Why: "filler"},
		{Path: "b.py", Text: "knapsack_release_sha = \"{hex:32}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:32}\"\n", Why: "another provider"},
	},
}
