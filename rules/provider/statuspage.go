package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// statuspageKeyRule finds Statuspage API keys.
var statuspageKeyRule = &rules.Rule{
	ID:       "statuspage-key",
	Title:    "Statuspage API key",
	Doc:      `An API key of Atlassian's Statuspage: a UUID, or 64 hexadecimal digits, under a name that says Statuspage. It posts incidents in the owner's name.`,
	Fix:      "Delete the key at https://manage.statuspage.io/ and read the new one from the environment.",
	Source:   "https://developer.statuspage.io/#section/Authentication",
	Severity: rules.Error,
	Keyed: []rules.Keyed{
		{Words: []string{"statuspage"}, Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidForm, Message: "Statuspage API key: posts incidents"},
		{Words: []string{"statuspage"}, Alphabet: alphabet.LowerHex, Min: 64, Max: 64, Message: "Statuspage API key: posts incidents"},
	},
	Examples: []rules.Example{
		{Path: "settings.py", Text: "STATUSPAGE_API_KEY = \"«{uuid}»\"\n", Why: "by its name"},
		{Path: "config.yml", Text: "statuspage_api_key: «{hex:64}»\n", Why: "the newer form"},
		{Path: "build.py", Text: "build_checksum = \"{uuid}\"\n", Why: "another name"},
		{Path: "client.py", Text: "statuspage_revision = \"{uuid}\"\n", Why: "a revision's name"},
	},
}
