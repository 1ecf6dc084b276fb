package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// zerotierTokenRule finds ZeroTier API tokens.
var zerotierTokenRule = &rules.Rule{
	ID:       "zerotier-token",
	Title:    "ZeroTier API token",
	Doc:      `An API token of ZeroTier Central: 32 letters and digits under a name that says ZeroTier. It lets devices into its user's networks.`,
	Fix:      "Delete the token at https://my.zerotier.com/account and read the new one from the environment.",
	Source:   "https://docs.zerotier.com/api/tokens",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"zerotier"}, Alphabet: alphabet.Alnum, Min: 32, Max: 32, Message: "ZeroTier API token: lets devices into networks"}},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const zerotierApiToken = '«{alnum:32}»';\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:32}\"\n", Why: "another name"},
		{Path: "client.py", Text: "zerotier_revision = \"{alnum:32}\"\n", Why: "a revision's name"},
	},
}
