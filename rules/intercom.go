package rules

import (
	"bytes"
)

// intercomAccessTokenRule finds an Intercom access token.
var intercomAccessTokenRule = &Rule{
	ID:       "intercom-access-token",
	Title:    "Intercom access token",
	Doc:      "An access token of Intercom (base64 of tok: and its parts). It reads and changes conversations and users.",
	Fix:      "Regenerate it in the app's settings at https://app.intercom.com/a/apps/_/developer-hub and read it from the environment.",
	Source:   "https://developers.intercom.com/docs/build-an-integration/learn-more/authentication",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"dG9rO"},
	Run:      60,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "dG9rO", Alphabet: isStdBase64, Min: 55, Max: 67, Valid: intercomForm, Message: "Intercom access token"})
	},
	Examples: []Example{
		{Path: "chat.rb", Text: "Intercom::Client.new(token: '«{b64of:tok:{hex:8}_{hex:4}_{hex:4}_{hex:4}_{hex:12}:1:0}»')\n", Why: "a client"},
		{Path: "a.md", Text: "TOKEN=dG9rO{repeat:x:55}\n", Why: "filler"},
		{Path: "b.md", Text: "use dG9rO... here\n", Why: "elided"},
	},
}

// intercomForm verifies tok:KEY:NUMBER:NUMBER in base64.
func intercomForm(token []byte) Proof {
	raw, ok := decodeStart(token)
	if !ok {
		return Refuted
	}
	parts := bytes.Split(raw, []byte(":"))
	if len(parts) != 4 || string(parts[0]) != "tok" || len(parts[1]) < 32 || !isRunOf(parts[1], isHexUnder) {
		return Refuted
	}
	return generatedBody(bytes.ReplaceAll(parts[1], []byte("_"), nil))
}
