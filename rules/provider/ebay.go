package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// ebayClientSecretRule finds an eBay certificate identifier.
var ebayClientSecretRule = &rules.Rule{
	ID:       "ebay-client-secret",
	Title:    "eBay certificate identifier",
	Doc:      "The Cert ID (client secret) of an eBay application (PRD- or SBX- and the form of a shortened UUID) under a name that says eBay. With the public App ID it obtains tokens of sellers; that of the sandbox is a warning.",
	Fix:      "Rotate the Cert ID at https://developer.ebay.com/my/keys and read it from the environment.",
	Source:   "https://developer.ebay.com/api-docs/static/oauth-credentials.html",
	Severity: rules.Error,
	Keywords: []string{"ebay", "cert", "secret", "certid"},
	Tokens: []rules.Token{
		{Prefix: "PRD-", Alphabet: alphabet.HexDash, Min: 32, Max: 36, Valid: judge.GeneratedBody, Message: "eBay certificate identifier: obtains sellers' tokens"},
		{Prefix: "SBX-", Alphabet: alphabet.HexDash, Min: 32, Max: 36, Valid: judge.GeneratedBody, Score: 0.6, Message: "eBay certificate identifier of the sandbox"},
	},
	Examples: []rules.Example{
		{Path: "shop.php", Text: "$ebay_cert_id = '«PRD-{hex:12}-{hex:4}-{hex:4}-{hex:4}-{hex:4}»';\n", Why: "a shop"},
	},
}
