package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// miroTokenRule finds the Miro access token.
var miroTokenRule = &rules.Rule{
	ID:       "miro-access-token",
	Title:    "Miro access token",
	Doc:      "An access token of Miro: base64 of a JSON object that begins with miro.origin, an underscore and 27 letters and digits. It reads and changes boards.",
	Fix:      "Revoke it at https://miro.com/app/settings/user-profile/apps and read the new one from the environment.",
	Source:   "https://developers.miro.com/docs/getting-started-with-oauth",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "eyJtaXJvLm9yaWdpbiI6", Alphabet: alphabet.TokenEq, Min: 20, Max: 200, Message: "Miro access token: reads and changes boards"},
	},
	Examples: []rules.Example{
		{Path: "a.py", Text: "MIRO_TOKEN = \"«eyJtaXJvLm9yaWdpbiI6ImV1MDEifQ_{alnum:27}»\"\n", Why: "a client"},
	},
}
