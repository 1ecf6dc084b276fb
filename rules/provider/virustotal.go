package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// virustotalKeyRule finds VirusTotal API keys.
var virustotalKeyRule = &rules.Rule{
	ID:       "virustotal-key",
	Title:    "VirusTotal API key",
	Doc:      `An API key of VirusTotal: 64 hexadecimal digits under a name that says so. It uses up its owner's quota, and with a paid account reads others' samples. Digests of samples have the same form and other names.`,
	Fix:      "Regenerate the key at https://www.virustotal.com/gui/my-apikey and read the new one from the environment.",
	Source:   "https://docs.virustotal.com/docs/please-give-me-an-api-key",
	Severity: rules.Error,
	Keywords: []string{"virustotal"},
	Keyed:    []rules.Keyed{{Words: []string{"virustotal", "vt"}, Names: []string{"apikey", "key", "token"}, Alphabet: alphabet.LowerHex, Min: 64, Max: 64, Message: "VirusTotal API key"}},
	Examples: []rules.Example{
		{Path: "app.json", Text: "{\"virustotalApiKey\": \"«{hex:64}»\"}\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:64}\"\n", Why: "another name"},
		{Path: "client.py", Text: "virustotal_revision = \"{hex:64}\"\n", Why: "a revision's name"},
	},
}
