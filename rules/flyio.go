package rules

// flyioAccessTokenRule finds a Fly.io access token.
var flyioAccessTokenRule = &Rule{
	ID:       "flyio-access-token",
	Title:    "Fly.io access token",
	Doc:      "An access token of Fly.io (fo1_, or macaroons fm1r_, fm1a_, fm2_ behind FlyV1). It deploys and reads secrets of the apps that it was given.",
	Fix:      "Revoke it with fly tokens revoke or at https://fly.io/dashboard/personal/tokens and read the new one from the environment.",
	Source:   "https://fly.io/docs/security/tokens/",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"fo1_", "fm1r_", "fm1a_", "fm2_"},
	Run:      47,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c,
			Token{Prefix: "fo1_", Alphabet: isAlnumDash, Min: 43, Max: 43, Valid: generatedBody, Message: "Fly.io access token"},
			Token{Prefix: "fm1r_", Alphabet: isStdBase64, Min: 100, Max: 2000, Message: "Fly.io token"},
			Token{Prefix: "fm1a_", Alphabet: isStdBase64, Min: 100, Max: 2000, Message: "Fly.io token"},
			Token{Prefix: "fm2_", Alphabet: isStdBase64, Min: 100, Max: 2000, Message: "Fly.io token"},
		)
	},
	Examples: []Example{
		{Path: "deploy.sh", Text: "export FLY_API_TOKEN=\"FlyV1 «fm2_{b64:300}»\"\n", Why: "a deployment"},
		{Path: "deploy2.sh", Text: "FLY_API_TOKEN=«fo1_{urlsafe:43}» fly deploy\n", Why: "an older token"},
		{Path: "a.md", Text: "TOKEN=fo1_{repeat:x:43}\n", Why: "filler"},
		{Path: "b.md", Text: "use fo1_... here\n", Why: "elided"},
	},
}
