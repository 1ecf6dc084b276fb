package rules

// dnsimpleTokenRule finds a DNSimple API token.
var dnsimpleTokenRule = &Rule{
	ID:       "dnsimple-token",
	Title:    "DNSimple API token",
	Doc:      "An API token of DNSimple (dnsimple_u_ of a user, dnsimple_a_ of an account). It changes the domains' records.",
	Fix:      "Delete it under Automation of the account at https://dnsimple.com/user and read the new one from the environment.",
	Source:   "https://support.dnsimple.com/articles/api-access-token/",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"dnsimple_u_", "dnsimple_a_"},
	Run:      31,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c,
			Token{Prefix: "dnsimple_u_", Alphabet: isAlnum, Min: 20, Max: 64, Message: "DNSimple user token"},
			Token{Prefix: "dnsimple_a_", Alphabet: isAlnum, Min: 20, Max: 64, Message: "DNSimple account token"},
		)
	},
	Examples: []Example{
		{Path: "dns.tf", Text: "token = \"«dnsimple_a_{alnum:32}»\"\n", Why: "Terraform"},
		{Path: "a.md", Text: "TOKEN=dnsimple_u_{repeat:x:20}\n", Why: "filler"},
		{Path: "b.md", Text: "use dnsimple_u_... here\n", Why: "elided"},
	},
}
