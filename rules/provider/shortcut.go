package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// shortcutTokenRule finds Shortcut API tokens.
var shortcutTokenRule = &rules.Rule{
	ID:       "shortcut-token",
	Title:    "Shortcut API token",
	Doc:      `An API token of Shortcut: a UUID under a name that says Shortcut. It reads and changes the stories of its user.`,
	Fix:      "Delete the token at https://app.shortcut.com/settings/account/api-tokens and read the new one from the environment.",
	Source:   "https://developer.shortcut.com/api/rest/v3",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"shortcut", "clubhouse"}, Names: []string{"apitoken", "token"}, Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidForm, Message: "Shortcut API token: reads and changes stories"}},
	Examples: []rules.Example{
		{Path: "main.go", Text: "const shortcutApiToken = \"«{uuid}»\"\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{uuid}\"\n", Why: "another name"},
		{Path: "client.py", Text: "shortcut_revision = \"{uuid}\"\n", Why: "a revision's name"},
	},
}
