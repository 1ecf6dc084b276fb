package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// zulipKeyRule finds Zulip API keys.
var zulipKeyRule = &rules.Rule{
	ID:       "zulip-key",
	Title:    "Zulip API key",
	Doc:      `The API key of a user or a bot of Zulip: 32 letters and digits under a name that says Zulip. It acts as its owner. A .zuliprc is such a file.`,
	Fix:      "Make a new key in Zulip, under Personal settings, Account and privacy, and keep .zuliprc out of the repository.",
	Source:   "https://zulip.com/api/api-keys",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"zulip", "zulipchat"}, Alphabet: alphabet.Alnum, Min: 32, Max: 32, Message: "Zulip API key: acts as its owner"}},
	Examples: []rules.Example{
		{Path: "app.json", Text: "{\"zulipApiKey\": \"«{alnum:32}»\"}\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:32}\"\n", Why: "another name"},
		{Path: "client.py", Text: "zulip_revision = \"{alnum:32}\"\n", Why: "a revision's name"},
	},
}
