package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// merakiKeyRule finds Cisco Meraki API keys.
var merakiKeyRule = &rules.Rule{
	ID:       "meraki-key",
	Title:    "Cisco Meraki API key",
	Doc:      `An API key of the Meraki dashboard: 40 hexadecimal digits under a name that says Meraki. It changes the networks of its user's organizations.`,
	Fix:      "Revoke the key at https://dashboard.meraki.com/ and read the new one from the environment.",
	Source:   "https://developer.cisco.com/meraki/api-v1/authorization/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"meraki"}, Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Message: "Meraki API key: changes networks"}},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "meraki_dashboard_api_key = \"«{hex:40}»\"\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:40}\"\n", Why: "another name"},
		{Path: "client.py", Text: "meraki_revision = \"{hex:40}\"\n", Why: "a revision's name"},
	},
}
