package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// frameioAPITokenRule finds a Frame.io token.
var frameioAPITokenRule = &rules.Rule{
	ID:       "frameio-api-token",
	Title:    "Frame.io token",
	Doc:      "A developer token of Frame.io (fio-u- and 64 characters). It reads and changes the person's projects.",
	Fix:      "Delete it at https://developer.frame.io/app/tokens and read the new one from the environment.",
	Source:   "https://developer.frame.io/docs/getting-started/authentication",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "fio-u-", Alphabet: alphabet.AlnumDashEq, Min: 64, Max: 64, Message: "Frame.io token"}},
	Examples: []rules.Example{
		{Path: "up.py", Text: "client = FrameioClient(\"«fio-u-{urlsafe:64}»\")\n", Why: "a client"},
	},
}
