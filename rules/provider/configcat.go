package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// configcatSDKKeyRule finds a ConfigCat SDK key.
var configcatSDKKeyRule = &rules.Rule{
	ID:       "configcat-sdk-key",
	Title:    "ConfigCat SDK key",
	Doc:      "An SDK key of ConfigCat (configcat-sdk-1/, 22 characters, a slash, 22 characters). It reads the environment's feature flags; apps in browsers carry it, so that it is a warning.",
	Fix:      "Revoke the key under View SDK keys at https://app.configcat.com and read the new one from the environment.",
	Source:   "https://configcat.com/docs/sdk-reference/overview/",
	Severity: rules.Warning,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "configcat-sdk-1/", Alphabet: alphabet.SlashDash, Min: 45, Max: 45, Score: 0.6, Message: "ConfigCat SDK key"}},
	Examples: []rules.Example{
		{Path: "flags.py", Text: "client = configcatclient.get(\"«configcat-sdk-1/{urlsafe:22}/{urlsafe:22}»\")\n", Why: "a client"},
	},
}
