package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// buildkiteUserTokenRule finds a Buildkite API access token.
var buildkiteUserTokenRule = &rules.Rule{
	ID:       "buildkite-user-token",
	Title:    "Buildkite API access token",
	Doc:      "An API access token of a Buildkite user (bkua_). It reads and starts builds as the person and its scopes allow.",
	Fix:      "Revoke it at https://buildkite.com/user/api-access-tokens and read the new one from the environment.",
	Source:   "https://buildkite.com/docs/apis/managing-api-tokens",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "bkua_", Alphabet: alphabet.LowerNum, Min: 40, Max: 53, Valid: judge.GeneratedBody, Message: "Buildkite API access token"}},
	Examples: []rules.Example{
		{Path: "bk.sh", Text: "export BUILDKITE_API_TOKEN=«bkua_{hex:40}»\n", Why: "a script"},
	},
}

// buildkiteAgentTokenRule finds a Buildkite agent or service token.
var buildkiteAgentTokenRule = &rules.Rule{
	ID:       "buildkite-agent-token",
	Title:    "Buildkite agent or service token",
	Doc:      "A token with which agents, jobs, packages or portals act in Buildkite (bkct_ of a cluster, bkaa_, bkaj_, bkar_, bkpt_, bkps_, bkpat_). A cluster's token registers agents, which then get jobs and their secrets.",
	Fix:      "Revoke it in the cluster's or registry's settings at https://buildkite.com and store the new one as a secret of the agents.",
	Source:   "https://buildkite.com/docs/agent/v3/tokens",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "bkct_", Alphabet: alphabet.AlnumDash, Min: 40, Max: 90, Valid: judge.GeneratedBody, Message: "Buildkite cluster token: registers agents"},
		{Prefix: "bkaa_", Alphabet: alphabet.AlnumDash, Min: 40, Max: 90, Valid: judge.GeneratedBody, Message: "Buildkite agent token"},
		{Prefix: "bkar_", Alphabet: alphabet.AlnumDash, Min: 40, Max: 90, Valid: judge.GeneratedBody, Message: "Buildkite agent registration token"},
		{Prefix: "bkps_", Alphabet: alphabet.AlnumDash, Min: 40, Max: 90, Valid: judge.GeneratedBody, Message: "Buildkite portal secret"},
		{Prefix: "bkpat_", Alphabet: alphabet.AlnumDash, Min: 40, Max: 90, Message: "Buildkite portal token"},
		{Prefix: "bkpt_", Alphabet: alphabet.AlnumDash, Min: 100, Max: 240, Valid: judge.GeneratedBody, Message: "Buildkite packages token"},
		{Prefix: "bkaj_", Alphabet: alphabet.AlnumDash, Min: 200, Max: 400, Valid: judge.GeneratedBody, Score: 0.66, Message: "Buildkite job token, which lives as long as its job"},
	},
	Examples: []rules.Example{
		{Path: "agent.cfg", Text: "token=\"«bkct_{urlsafe:73}»\"\n", Why: "an agent"},
	},
}
