package rules

// denoTokenRule finds a Deno Deploy token.
var denoTokenRule = &Rule{
	ID:       "deno-token",
	Title:    "Deno Deploy token",
	Doc:      "An access token of Deno Deploy (ddp_ of a person, ddo_ of an organisation, ddw_ of a deployment workflow; 36 letters and digits). It deploys code to the projects.",
	Fix:      "Revoke it at https://dash.deno.com/account#access-tokens and read the new one from the environment.",
	Source:   "https://docs.deno.com/deploy/classic/how-to-deploy/",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"ddp_", "ddw_", "ddo_"},
	Run:      40,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c,
			Token{Prefix: "ddp_", Alphabet: isAlnum, Min: 36, Max: 36, Valid: generatedBody, Message: "Deno Deploy personal access token"},
			Token{Prefix: "ddw_", Alphabet: isAlnum, Min: 36, Max: 36, Valid: generatedBody, Message: "Deno Deploy token"},
			Token{Prefix: "ddo_", Alphabet: isAlnum, Min: 36, Max: 36, Valid: generatedBody, Message: "Deno Deploy organisation token"},
		)
	},
	Examples: []Example{
		{Path: "deploy.sh", Text: "DENO_DEPLOY_TOKEN=«ddp_{alnum:36}» deployctl deploy\n", Why: "a deployment"},
		{Path: "a.md", Text: "TOKEN=ddp_{repeat:x:36}\n", Why: "filler"},
		{Path: "b.md", Text: "use ddp_... here\n", Why: "elided"},
	},
}
