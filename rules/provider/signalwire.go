package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// signalwireTokenRule finds SignalWire API tokens.
var signalwireTokenRule = &rules.Rule{
	ID:       "signalwire-token",
	Title:    "SignalWire API token",
	Doc:      `An API token of a SignalWire project (PT and 48 hexadecimal digits) under a name that says SignalWire. It sends messages and calls at the cost of the project.`,
	Fix:      "Delete the token at https://signalwire.com/signin and read the new one from the environment.",
	Source:   "https://developer.signalwire.com/platform/basics/security-and-compliance/authorization/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"signalwire"}, Alphabet: alphabet.Alnum, Min: 50, Max: 50, Valid: signalwireForm, Message: "SignalWire API token: sends messages at the cost of the project"}},
	Examples: []rules.Example{
		{Path: ".env", Text: "SIGNALWIRE_TOKEN=«PT{hex:48}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"PT{hex:48}\"\n", Why: "another name"},
		{Path: "client.py", Text: "signalwire_revision = \"PT{hex:48}\"\n", Why: "a revision's name"},
	},
}

func signalwireForm(v []byte) rules.Proof {
	if string(v[:2]) != "PT" || !alphabet.All(v[2:], alphabet.LowerHex) {
		return rules.Refuted
	}
	return rules.Formal
}
