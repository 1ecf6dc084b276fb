package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// thunderstoreTokenRule finds Thunderstore service tokens.
var thunderstoreTokenRule = &rules.Rule{
	ID:       "thunderstore-token",
	Title:    "Thunderstore service token",
	Doc:      `A service account's token of Thunderstore (tss_). It publishes packages for its team.`,
	Fix:      "Delete the service account at https://thunderstore.io/settings/teams/ and read the new one from the environment.",
	Source:   "https://thunderstore.io/api/docs/",
	Severity: rules.Error,
	Binary:   true,
	Kinds:    rules.KindToken,
	Prefixes: []string{"tss_"},
	Run:      36,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		if !c.GateText("no file's name", !bytes.HasSuffix(c.Before(1), []byte("/")), "") { // names in addresses begin with it
			return rules.Match{}, false
		}
		return judge.MatchToken(c, rules.Token{Prefix: "tss_", Alphabet: alphabet.Alnum, Min: 32, Max: 80, Valid: judge.GeneratedBody, Message: "Thunderstore service token: publishes packages"})
	},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "tcli_auth_token: «tss_{alnum:40}»\n", Why: "by its form"},
		{Path: "fonts.json", Text: "\"https://fonts.gstatic.com/s/sans/v11/tss_{alnum:44}.ttf\"\n", Why: "the name of a file"},
		{Path: "a.yml", Text: "tcli_auth_token: tss_{repeat:x:40}\n", Why: "filler"},
	},
}
