package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// gumroadAccessTokenRule finds a Gumroad access token.
var gumroadAccessTokenRule = &rules.Rule{
	ID:       "gumroad-access-token",
	Title:    "Gumroad access token",
	Doc:      "An access token of Gumroad: 43 URL-safe characters or 64 hexadecimal digits under a name that says Gumroad. It reads sales and changes products.",
	Fix:      "Delete the application at https://app.gumroad.com/settings/advanced and read the new one's token from the environment.",
	Source:   "https://app.gumroad.com/api",
	Severity: rules.Error,
	Keyed: []rules.Keyed{
		{Words: []string{"gumroad"}, Alphabet: alphabet.AlnumDash, Min: 43, Max: 43, Message: "Gumroad access token"},
		{Words: []string{"gumroad"}, Alphabet: alphabet.LowerHex, Min: 64, Max: 64, Message: "Gumroad access token"},
	},
	Examples: []rules.Example{
		{Path: "shop.rb", Text: "GUMROAD_ACCESS_TOKEN = '«{urlsafe:43}»'\n", Why: "a shop"},
		{Path: "b.py", Text: "gumroad_release_sha = \"{urlsafe:43}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{urlsafe:43}\"\n", Why: "another provider"},
	},
}
