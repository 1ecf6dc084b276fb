package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// blynkAPIKeyRule finds the Blynk API key.
var blynkAPIKeyRule = &rules.Rule{
	ID:       "blynk-api-key",
	Title:    "Blynk API key",
	Doc:      "An API key of Blynk: 32 URL-safe characters under a name that says Blynk. It reads and controls a device.",
	Fix:      "Revoke the key at https://blynk.cloud and read the new one from the environment.",
	Source:   "https://docs.blynk.io/en/blynk.cloud/authentication-with-blynk-https-api",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"blynk"}, Alphabet: alphabet.AlnumDash, Min: 32, Max: 32, Message: "Blynk API key: reads and controls a device"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export BLYNK_AUTH_TOKEN=«{alnum:32}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:32}\"\n", Why: "another name"},
	},
}
