package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// samsaraTokenRule finds Samsara API tokens.
var samsaraTokenRule = &rules.Rule{
	ID:       "samsara-token",
	Title:    "Samsara API token",
	Doc:      `An API token of Samsara (samsara_api_). By its scopes it reads where vehicles and drivers are.`,
	Fix:      "Delete the token at https://cloud.samsara.com/ and read the new one from the environment.",
	Source:   "https://developers.samsara.com/docs/authentication",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "samsara_api_", Alphabet: alphabet.Alnum, Min: 26, Max: 32, Message: "Samsara API token: reads where vehicles are"}},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const samsaraApiToken = '«samsara_api_{alnum:26}»';\n", Why: "by its form"},
	},
}
