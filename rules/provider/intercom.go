package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// intercomAccessTokenRule finds an Intercom access token.
var intercomAccessTokenRule = &rules.Rule{
	ID:       "intercom-access-token",
	Title:    "Intercom access token",
	Doc:      "An access token of Intercom (base64 of tok: and its parts). It reads and changes conversations and users.",
	Fix:      "Regenerate it in the app's settings at https://app.intercom.com/a/apps/_/developer-hub and read it from the environment.",
	Source:   "https://developers.intercom.com/docs/build-an-integration/learn-more/authentication",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "dG9rO", Alphabet: alphabet.StdBase64, Min: 55, Max: 67, Valid: intercomForm, Message: "Intercom access token"}},
	Examples: []rules.Example{
		{Path: "chat.rb", Text: "Intercom::Client.new(token: '«{b64of:tok:{hex:8}_{hex:4}_{hex:4}_{hex:4}_{hex:12}:1:0}»')\n", Why: "a client"},
	},
}

// intercomForm verifies tok:KEY:NUMBER:NUMBER in base64.
func intercomForm(token []byte) rules.Proof {
	raw, ok := decodeStart(token)
	if !ok {
		return rules.Refuted
	}
	parts := bytes.Split(raw, []byte(":"))
	if len(parts) != 4 || string(parts[0]) != "tok" || len(parts[1]) < 32 || !alphabet.All(parts[1], alphabet.HexUnder) {
		return rules.Refuted
	}
	return judge.GeneratedBody(bytes.ReplaceAll(parts[1], []byte("_"), nil))
}
