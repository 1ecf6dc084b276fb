package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// godaddyAPISecretRule finds a GoDaddy API secret.
var godaddyAPISecretRule = &rules.Rule{
	ID:       "godaddy-api-secret",
	Title:    "GoDaddy API secret",
	Doc:      "The secret of a GoDaddy API key: 22 letters and digits under a name that says GoDaddy. With the key it changes domains and buys new ones.",
	Fix:      "Delete the key at https://developer.godaddy.com/keys and read the new one from the environment.",
	Source:   "https://developer.godaddy.com/getstarted",
	Severity: rules.Error,
	Keywords: []string{"godaddy", "secret"},
	Keyed:    []rules.Keyed{{Words: []string{"godaddy", "gd"}, Alphabet: alphabet.Alnum, Min: 22, Max: 22, Message: "GoDaddy API secret"}},
	Examples: []rules.Example{
		{Path: "dns.sh", Text: "export GD_Secret=\"«{alnum:22}»\"  # acme.sh, godaddy\n", Why: "acme.sh"},
		{Path: "dns.ini", Text: "godaddy_api_secret = «{alnum:22}»\n", Why: "certbot"},
		{Path: "b.py", Text: "godaddy_release_sha = \"{alnum:22}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{alnum:22}\"\n", Why: "another provider"},
	},
}
