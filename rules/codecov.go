package rules

// codecovAccessTokenRule finds a Codecov token.
var codecovAccessTokenRule = &Rule{
	ID:       "codecov-access-token",
	Title:    "Codecov token",
	Doc:      "An upload token or access token of Codecov: a UUID, or 32 hexadecimal digits, under a name that says Codecov. An upload token only sends coverage reports, so that it is a warning; it can falsify them.",
	Fix:      "Regenerate the token in the repository's settings at https://app.codecov.io and store it as a CI secret.",
	Source:   "https://docs.codecov.com/docs/codecov-tokens",
	Severity: Warning,
	Kinds:    keyedKinds,
	Keywords: []string{"codecov"},
	Run:      32,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c,
			Keyed{Words: []string{"codecov"}, Alphabet: isHexDash, Min: 36, Max: 36, Valid: uuidForm, Score: 0.66, Message: "Codecov upload token"},
			Keyed{Words: []string{"codecov"}, Alphabet: isLowerHex, Min: 32, Max: 32, Score: 0.66, Message: "Codecov token"},
		)
	},
	Examples: []Example{
		{Path: ".travis.yml", Text: "- bash <(curl -s https://codecov.io/bash)\n- export CODECOV_TOKEN=«{uuid}»\n", Why: "a pipeline"},
		{Path: "a.md", Text: "codecov: codecov_api_key={repeat:x:36}\n", Why: "filler"},
	},
}
