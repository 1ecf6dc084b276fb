package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// kongKonnectTokenRule finds a Kong Konnect token.
var kongKonnectTokenRule = &rules.Rule{
	ID:       "kong-konnect-token",
	Title:    "Kong Konnect token",
	Doc:      "A personal (kpat_) or system account's (spat_) access token of Kong Konnect. It changes gateways and reads their consumers.",
	Fix:      "Revoke it at https://cloud.konghq.com/global/account/tokens and read the new one from the environment.",
	Source:   "https://developer.konghq.com/konnect-api/",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"kpat_", "spat_"},
	Run:      45,
	Binary:   true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return judge.MatchToken(c,
			rules.Token{Prefix: "kpat_", Alphabet: alphabet.Alnum, Min: 40, Max: 60, Valid: judge.GeneratedBody, Message: "Kong Konnect personal access token"},
			rules.Token{Prefix: "spat_", Alphabet: alphabet.Alnum, Min: 40, Max: 60, Valid: judge.GeneratedBody, Message: "Kong Konnect system account token"},
		)
	},
	Examples: []rules.Example{
		{Path: "gw.tf", Text: "personal_access_token = \"«kpat_{alnum:49}»\"\n", Why: "Terraform"},
		{Path: "a.md", Text: "TOKEN=kpat_{repeat:x:40}\n", Why: "filler"},
		{Path: "b.md", Text: "use kpat_... here\n", Why: "elided"},
	},
}
