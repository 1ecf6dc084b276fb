package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// trelloTokenRule finds Trello tokens.
var trelloTokenRule = &rules.Rule{
	ID:       "trello-token",
	Title:    "Trello token",
	Doc:      `A token of Trello (ATTA). With the key of an app, which is public, it reads and changes the boards of its user.`,
	Fix:      "Revoke the app's access at https://trello.com/my/account and read the new one from the environment.",
	Source:   "https://developer.atlassian.com/cloud/trello/guides/rest-api/authorization/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "ATTA", Alphabet: alphabet.Alnum, Min: 60, Max: 72, Valid: judge.GeneratedBody, Message: "Trello token: reads and changes boards"}},
	Examples: []rules.Example{
		{Path: ".env", Text: "TRELLO_TOKEN=«ATTA{hex:64}{HEX:8}»\n", Why: "by its form"},
	},
}

// trelloSecretRule finds Trello secret or older tokens.
var trelloSecretRule = &rules.Rule{
	ID:       "trello-secret",
	Title:    "Trello secret or older token",
	Doc:      `The OAuth secret of a Trello app, or a token from before the prefix: 64 hexadecimal digits under a name that says Trello. The app's key, of 32 digits, is public.`,
	Fix:      "Regenerate the secret at https://trello.com/power-ups/admin and read the new one from the environment.",
	Source:   "https://developer.atlassian.com/cloud/trello/guides/rest-api/authorization/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"trello"}, Alphabet: alphabet.LowerHex, Min: 64, Max: 64, Message: "Trello secret or token"}},
	Examples: []rules.Example{
		{Path: "settings.py", Text: "TRELLO_TOKEN = \"«{hex:64}»\"\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:64}\"\n", Why: "another name"},
		{Path: "client.py", Text: "trello_revision = \"{hex:64}\"\n", Why: "a revision's name"},
	},
}
