package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// dnsimpleTokenRule finds a DNSimple API token.
var dnsimpleTokenRule = &rules.Rule{
	ID:       "dnsimple-token",
	Title:    "DNSimple API token",
	Doc:      "An API token of DNSimple (dnsimple_u_ of a user, dnsimple_a_ of an account). It changes the domains' records.",
	Fix:      "Delete it under Automation of the account at https://dnsimple.com/user and read the new one from the environment.",
	Source:   "https://support.dnsimple.com/articles/api-access-token/",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"dnsimple_u_", "dnsimple_a_"},
	Run:      31,
	Binary:   true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return judge.MatchToken(c,
			rules.Token{Prefix: "dnsimple_u_", Alphabet: alphabet.Alnum, Min: 20, Max: 64, Message: "DNSimple user token"},
			rules.Token{Prefix: "dnsimple_a_", Alphabet: alphabet.Alnum, Min: 20, Max: 64, Message: "DNSimple account token"},
		)
	},
	Examples: []rules.Example{
		{Path: "dns.tf", Text: "token = \"«dnsimple_a_{alnum:32}»\"\n", Why: "Terraform"},
		{Path: "a.md", Text: "TOKEN=dnsimple_u_{repeat:x:20}\n", Why: "filler"},
		{Path: "b.md", Text: "use dnsimple_u_... here\n", Why: "elided"},
	},
}
