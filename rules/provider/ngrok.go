package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// ngrokTokenRule finds ngrok authtoken or API keys.
var ngrokTokenRule = &rules.Rule{
	ID:       "ngrok-token",
	Title:    "ngrok authtoken or API key",
	Doc:      `An authtoken of ngrok, which opens tunnels in the account's name, or an API key, which manages the account: two parts with a low line between, under a name that says ngrok.`,
	Fix:      "Revoke the token at https://dashboard.ngrok.com/authtokens and read the new one from the environment.",
	Source:   "https://ngrok.com/docs/agent/#authtokens",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"ngrok"}, Names: []string{"authtoken", "apikey", "token", "key", "secret"}, Alphabet: alphabet.AlnumDash, Min: 46, Max: 52, Valid: ngrokForm, Message: "ngrok authtoken or API key"}},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "ngrok_authtoken: «{alnum:27}_2{alnum:20}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:27}_2{alnum:20}\"\n", Why: "another name"},
		{Path: "client.py", Text: "ngrok_revision = \"{alnum:27}_2{alnum:20}\"\n", Why: "a revision's name"},
	},
}

// ngrokForm verifies the two parts: an identifier and what is secret.
func ngrokForm(v []byte) rules.Proof {
	id, secret, ok := bytes.Cut(v, []byte("_"))
	if !ok || len(id) < 25 || len(id) > 30 || len(secret) != 21 || !alphabet.Digit(secret[0]) || !alphabet.All(id, alphabet.Alnum) || !alphabet.All(secret, alphabet.Alnum) {
		return rules.Refuted
	}
	return rules.Formal
}
