package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// denoTokenRule finds a Deno Deploy token.
var denoTokenRule = &rules.Rule{
	ID:       "deno-token",
	Title:    "Deno Deploy token",
	Doc:      "An access token of Deno Deploy (ddp_ of a person, ddo_ of an organization, ddw_ of a deployment workflow; 36 letters and digits). It deploys code to the projects.",
	Fix:      "Revoke it at https://dash.deno.com/account#access-tokens and read the new one from the environment.",
	Source:   "https://docs.deno.com/deploy/classic/how-to-deploy/",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "ddp_", Alphabet: alphabet.Alnum, Min: 36, Max: 36, Valid: judge.GeneratedBody, Message: "Deno Deploy personal access token"},
		{Prefix: "ddw_", Alphabet: alphabet.Alnum, Min: 36, Max: 36, Valid: judge.GeneratedBody, Message: "Deno Deploy token"},
		{Prefix: "ddo_", Alphabet: alphabet.Alnum, Min: 36, Max: 36, Valid: judge.GeneratedBody, Message: "Deno Deploy organization token"},
	},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "DENO_DEPLOY_TOKEN=«ddp_{alnum:36}» deployctl deploy\n", Why: "a deployment"},
	},
}
