package rules

// ebayClientSecretRule finds an eBay certificate identifier.
var ebayClientSecretRule = &Rule{
	ID:       "ebay-client-secret",
	Title:    "eBay certificate identifier",
	Doc:      "The Cert ID (client secret) of an eBay application (PRD- or SBX- and the form of a shortened UUID) under a name that says eBay. With the public App ID it obtains tokens of sellers; that of the sandbox is a warning.",
	Fix:      "Rotate the Cert ID at https://developer.ebay.com/my/keys and read it from the environment.",
	Source:   "https://developer.ebay.com/api-docs/static/oauth-credentials.html",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"PRD-", "SBX-"},
	Keywords: []string{"ebay", "cert", "secret", "certid"},
	Run:      36,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c,
			Token{Prefix: "PRD-", Alphabet: isHexDash, Min: 32, Max: 36, Valid: generatedBody, Message: "eBay certificate identifier: obtains sellers' tokens"},
			Token{Prefix: "SBX-", Alphabet: isHexDash, Min: 32, Max: 36, Valid: generatedBody, Score: 0.6, Message: "eBay certificate identifier of the sandbox"},
		)
	},
	Examples: []Example{
		{Path: "shop.php", Text: "$ebay_cert_id = '«PRD-{hex:12}-{hex:4}-{hex:4}-{hex:4}-{hex:4}»';\n", Why: "a shop"},
		{Path: "a.md", Text: "ebay TOKEN=PRD-{repeat:x:32}\n", Why: "filler"},
		{Path: "b.md", Text: "ebay use PRD-... here\n", Why: "elided"},
	},
}
