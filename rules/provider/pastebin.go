package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// pastebinAPIKeyRule finds the Pastebin API key.
var pastebinAPIKeyRule = &rules.Rule{
	ID:       "pastebin-api-key",
	Title:    "Pastebin API key",
	Doc:      "An API key of Pastebin: 32 URL-safe characters under a name that says Pastebin. It creates pastes, and with a login reads private ones.",
	Fix:      "Revoke the key at https://pastebin.com/doc_api and read the new one from the environment.",
	Source:   "https://pastebin.com/doc_api",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"pastebin"}, Alphabet: alphabet.AlnumDash, Min: 32, Max: 32, Message: "Pastebin API key: creates pastes, and with a login reads private ones"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export PASTEBIN_API_KEY=«{alnum:32}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:32}\"\n", Why: "another name"},
	},
}
