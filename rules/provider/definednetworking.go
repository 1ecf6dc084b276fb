package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// definedNetworkingAPITokenRule finds a Defined Networking API token.
var definedNetworkingAPITokenRule = &rules.Rule{
	ID:       "defined-networking-api-token",
	Title:    "Defined Networking API token",
	Doc:      "An API token of Defined Networking (dnkey-, 26 and 52 characters). It manages the hosts of a Nebula network.",
	Fix:      "Delete it at https://admin.defined.net/settings/api-keys and read the new one from the environment.",
	Source:   "https://docs.defined.net/guides/automating-host-creation/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "dnkey-", Alphabet: alphabet.AlnumDashEq, Min: 79, Max: 79, Message: "Defined Networking API token"}},
	Examples: []rules.Example{
		{Path: "net.sh", Text: "curl -H \"Authorization: Bearer «dnkey-{upper:26}-{upper:52}»\" https://api.defined.net/v1/hosts\n", Why: "a header"},
	},
}
