package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// packagecloudAPIKeyRule finds the Packagecloud API key.
var packagecloudAPIKeyRule = &rules.Rule{
	ID:       "packagecloud-api-key",
	Title:    "Packagecloud API key",
	Doc:      "An API key of Packagecloud: 48 hexadecimal digits under a name that says Packagecloud. It publishes packages.",
	Fix:      "Revoke the key at https://packagecloud.io/api_token and read the new one from the environment.",
	Source:   "https://packagecloud.io/docs/api",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"packagecloud"}, Alphabet: alphabet.LowerHex, Min: 48, Max: 48, Message: "Packagecloud API key: publishes packages"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export PACKAGECLOUD_API_KEY=«{hex:48}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:48}\"\n", Why: "another name"},
	},
}
