package rules

// kongKonnectTokenRule finds a Kong Konnect token.
var kongKonnectTokenRule = &Rule{
	ID:       "kong-konnect-token",
	Title:    "Kong Konnect token",
	Doc:      "A personal (kpat_) or system account's (spat_) access token of Kong Konnect. It changes gateways and reads their consumers.",
	Fix:      "Revoke it at https://cloud.konghq.com/global/account/tokens and read the new one from the environment.",
	Source:   "https://developer.konghq.com/konnect-api/",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"kpat_", "spat_"},
	Run:      45,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c,
			Token{Prefix: "kpat_", Alphabet: isAlnum, Min: 40, Max: 60, Valid: generatedBody, Message: "Kong Konnect personal access token"},
			Token{Prefix: "spat_", Alphabet: isAlnum, Min: 40, Max: 60, Valid: generatedBody, Message: "Kong Konnect system account token"},
		)
	},
	Examples: []Example{
		{Path: "gw.tf", Text: "personal_access_token = \"«kpat_{alnum:49}»\"\n", Why: "Terraform"},
		{Path: "a.md", Text: "TOKEN=kpat_{repeat:x:40}\n", Why: "filler"},
		{Path: "b.md", Text: "use kpat_... here\n", Why: "elided"},
	},
}
