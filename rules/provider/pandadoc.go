package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// pandadocAPIKeyRule finds the PandaDoc API key.
var pandadocAPIKeyRule = &rules.Rule{
	ID:       "pandadoc-api-key",
	Title:    "PandaDoc API key",
	Doc:      "An API key of PandaDoc: 40 hexadecimal digits under a name that says PandaDoc. It reads and sends documents.",
	Fix:      "Revoke the key at https://app.pandadoc.com/a/#/settings/api-dashboard and read the new one from the environment.",
	Source:   "https://developers.pandadoc.com/reference/api-key-authentication-process",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"pandadoc"}, Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Message: "PandaDoc API key: reads and sends documents"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export PANDADOC_API_KEY=«{hex:40}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:40}\"\n", Why: "another name"},
	},
}
