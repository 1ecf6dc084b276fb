package rules

// buildkiteUserTokenRule finds a Buildkite API access token.
var buildkiteUserTokenRule = &Rule{
	ID:       "buildkite-user-token",
	Title:    "Buildkite API access token",
	Doc:      "An API access token of a Buildkite user (bkua_). It reads and starts builds as the person and its scopes allow.",
	Fix:      "Revoke it at https://buildkite.com/user/api-access-tokens and read the new one from the environment.",
	Source:   "https://buildkite.com/docs/apis/managing-api-tokens",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"bkua_"},
	Run:      45,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "bkua_", Alphabet: isLowerNum, Min: 40, Max: 53, Valid: generatedBody, Message: "Buildkite API access token"})
	},
	Examples: []Example{
		{Path: "bk.sh", Text: "export BUILDKITE_API_TOKEN=«bkua_{hex:40}»\n", Why: "a script"},
		{Path: "a.md", Text: "TOKEN=bkua_{repeat:x:40}\n", Why: "filler"},
		{Path: "b.md", Text: "use bkua_... here\n", Why: "elided"},
	},
}

// buildkiteAgentTokenRule finds a Buildkite agent or service token.
var buildkiteAgentTokenRule = &Rule{
	ID:       "buildkite-agent-token",
	Title:    "Buildkite agent or service token",
	Doc:      "A token with which agents, jobs, packages or portals act in Buildkite (bkct_ of a cluster, bkaa_, bkaj_, bkar_, bkpt_, bkps_, bkpat_). A cluster's token registers agents, which then get jobs and their secrets.",
	Fix:      "Revoke it in the cluster's or registry's settings at https://buildkite.com and store the new one as a secret of the agents.",
	Source:   "https://buildkite.com/docs/agent/v3/tokens",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"bkct_", "bkaa_", "bkar_", "bkps_", "bkpat_", "bkpt_", "bkaj_"},
	Run:      45,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c,
			Token{Prefix: "bkct_", Alphabet: isAlnumDash, Min: 40, Max: 90, Valid: generatedBody, Message: "Buildkite cluster token: registers agents"},
			Token{Prefix: "bkaa_", Alphabet: isAlnumDash, Min: 40, Max: 90, Valid: generatedBody, Message: "Buildkite agent token"},
			Token{Prefix: "bkar_", Alphabet: isAlnumDash, Min: 40, Max: 90, Valid: generatedBody, Message: "Buildkite agent registration token"},
			Token{Prefix: "bkps_", Alphabet: isAlnumDash, Min: 40, Max: 90, Valid: generatedBody, Message: "Buildkite portal secret"},
			Token{Prefix: "bkpat_", Alphabet: isAlnumDash, Min: 40, Max: 90, Message: "Buildkite portal token"},
			Token{Prefix: "bkpt_", Alphabet: isAlnumDash, Min: 100, Max: 240, Valid: generatedBody, Message: "Buildkite packages token"},
			Token{Prefix: "bkaj_", Alphabet: isAlnumDash, Min: 200, Max: 400, Valid: generatedBody, Score: 0.66, Message: "Buildkite job token, which lives as long as its job"},
		)
	},
	Examples: []Example{
		{Path: "agent.cfg", Text: "token=\"«bkct_{urlsafe:73}»\"\n", Why: "an agent"},
		{Path: "a.md", Text: "TOKEN=bkct_{repeat:x:40}\n", Why: "filler"},
		{Path: "b.md", Text: "use bkct_... here\n", Why: "elided"},
	},
}
