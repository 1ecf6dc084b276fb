package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// ipinfoTokenRule finds an IPinfo token.
var ipinfoTokenRule = &rules.Rule{
	ID:       "ipinfo-token",
	Title:    "IPinfo token",
	Doc:      "A token of IPinfo: 14 hexadecimal digits under a name that says IPinfo. It spends the account's quota, so that it is a warning.",
	Fix:      "Regenerate it at https://ipinfo.io/account/token and read it from the environment.",
	Source:   "https://ipinfo.io/developers",
	Severity: rules.Warning,
	Keyed:    []rules.Keyed{{Words: []string{"ipinfo"}, Alphabet: alphabet.LowerHex, Min: 14, Max: 14, Score: 0.66, Message: "IPinfo token"}},
	Examples: []rules.Example{
		{Path: "geo.py", Text: "IPINFO_TOKEN = \"«{hex:14}»\"\n", Why: "a script"},
		{Path: "b.py", Text: "ipinfo_release_sha = \"{hex:14}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:14}\"\n", Why: "another provider"},
	},
}
