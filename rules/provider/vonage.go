package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// vonageSecretRule finds Vonage API secrets.
var vonageSecretRule = &rules.Rule{
	ID:       "vonage-secret",
	Title:    "Vonage API secret",
	Doc:      `The API secret of a Vonage (once Nexmo) account: 16 letters and digits under a name that says so. With the API key it sends messages at the account's cost.`,
	Fix:      "Change the secret at https://dashboard.nexmo.com/settings and read the new one from the environment.",
	Source:   "https://developer.vonage.com/en/getting-started/concepts/authentication",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"vonage", "nexmo"}, Names: []string{"secret", "apisecret"}, Alphabet: alphabet.Alnum, Min: 16, Max: 16, Score: 0.8, Message: "Vonage API secret: sends messages at the cost of the account"}},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const vonageApiSecret = '«{alnum:16}»';\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:16}\"\n", Why: "another name"},
		{Path: "client.py", Text: "vonage_revision = \"{alnum:16}\"\n", Why: "a revision's name"},
	},
}
