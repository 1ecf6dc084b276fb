package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// frameioAPITokenRule finds a Frame.io token.
var frameioAPITokenRule = &rules.Rule{
	ID:       "frameio-api-token",
	Title:    "Frame.io token",
	Doc:      "A developer token of Frame.io (fio-u- and 64 characters). It reads and changes the person's projects.",
	Fix:      "Delete it at https://developer.frame.io/app/tokens and read the new one from the environment.",
	Source:   "https://developer.frame.io/docs/getting-started/authentication",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"fio-u-"},
	Run:      70,
	Binary:   true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return judge.MatchToken(c, rules.Token{Prefix: "fio-u-", Alphabet: alphabet.AlnumDashEq, Min: 64, Max: 64, Message: "Frame.io token"})
	},
	Examples: []rules.Example{
		{Path: "up.py", Text: "client = FrameioClient(\"«fio-u-{urlsafe:64}»\")\n", Why: "a client"},
		{Path: "a.md", Text: "TOKEN=fio-u-{repeat:x:64}\n", Why: "filler"},
		{Path: "b.md", Text: "use fio-u-... here\n", Why: "elided"},
	},
}
