package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// devcycleServerKeyRule finds a DevCycle server SDK key.
var devcycleServerKeyRule = &rules.Rule{
	ID:       "devcycle-server-key",
	Title:    "DevCycle server SDK key",
	Doc:      "A server SDK key of DevCycle (dvc_server_). It reads the environment's feature flags with their rules. Client and mobile keys (dvc_client_, dvc_mobile_) are public.",
	Fix:      "Regenerate the key under Environments at https://app.devcycle.com and read it from the environment.",
	Source:   "https://docs.devcycle.com/essentials/keys/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "dvc_server_", Alphabet: alphabet.AlnumUnder, Min: 20, Max: 60, Valid: judge.GeneratedBody, Message: "DevCycle server SDK key"}},
	Examples: []rules.Example{
		{Path: "flags.js", Text: "const client = initializeDevCycle('«dvc_server_{hex:32}_{hex:7}»');\n", Why: "a server"},
		{Path: "c.js", Text: "initializeDevCycle('dvc_client_{hex:32}_{hex:7}');\n", Why: "a browser's key"},
	},
}
