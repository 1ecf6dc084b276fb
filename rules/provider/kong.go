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
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "kpat_", Alphabet: alphabet.Alnum, Min: 40, Max: 60, Valid: judge.GeneratedBody, Message: "Kong Konnect personal access token"},
		{Prefix: "spat_", Alphabet: alphabet.Alnum, Min: 40, Max: 60, Valid: judge.GeneratedBody, Message: "Kong Konnect system account token"},
	},
	Examples: []rules.Example{
		{Path: "gw.tf", Text: "personal_access_token = \"«kpat_{alnum:49}»\"\n", Why: "Terraform"},
	},
}
