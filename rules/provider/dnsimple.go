package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// dnsimpleTokenRule finds a DNSimple API token.
var dnsimpleTokenRule = &rules.Rule{
	ID:       "dnsimple-token",
	Title:    "DNSimple API token",
	Doc:      "An API token of DNSimple (dnsimple_u_ of a user, dnsimple_a_ of an account). It changes the domains' records.",
	Fix:      "Delete it under Automation of the account at https://dnsimple.com/user and read the new one from the environment.",
	Source:   "https://support.dnsimple.com/articles/api-access-token/",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "dnsimple_u_", Alphabet: alphabet.Alnum, Min: 20, Max: 64, Message: "DNSimple user token"},
		{Prefix: "dnsimple_a_", Alphabet: alphabet.Alnum, Min: 20, Max: 64, Message: "DNSimple account token"},
	},
	Examples: []rules.Example{
		{Path: "dns.tf", Text: "token = \"«dnsimple_a_{alnum:32}»\"\n", Why: "Terraform"},
	},
}
