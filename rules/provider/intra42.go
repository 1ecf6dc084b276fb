package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// intra42ClientSecretRule finds a 42 client secret.
var intra42ClientSecretRule = &rules.Rule{
	ID:       "intra42-client-secret",
	Title:    "42 client secret",
	Doc:      "The client secret of an application of the 42 network (s-s4t2ud- or s-s4t2af- and 64 hexadecimal digits). With its public identifier it obtains tokens of the API.",
	Fix:      "Replace it at https://profile.intra.42.fr/oauth/applications and read it from the environment.",
	Source:   "https://api.intra.42.fr/apidoc/guides/getting_started",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "s-s4t2ud-", Alphabet: alphabet.LowerHex, Min: 64, Max: 64, Message: "42 client secret"},
		{Prefix: "s-s4t2af-", Alphabet: alphabet.LowerHex, Min: 64, Max: 64, Message: "42 client secret"},
	},
	Examples: []rules.Example{
		{Path: "api.rb", Text: "SECRET = \"«s-s4t2ud-{hex:64}»\"\n", Why: "an application"},
	},
}
