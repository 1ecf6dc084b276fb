package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// openvsxTokenRule finds Open VSX access tokens.
var openvsxTokenRule = &rules.Rule{
	ID:       "openvsx-token",
	Title:    "Open VSX access token",
	Doc:      `An access token of the registry open-vsx.org (ovsxat_). It publishes extensions in its owner's namespaces.`,
	Fix:      "Delete the token at https://open-vsx.org/user-settings/tokens and read the new one from the environment.",
	Source:   "https://github.com/eclipse/openvsx/wiki/Publishing-Extensions",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "ovsxat_", Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidBody, Message: "Open VSX access token: publishes extensions"}},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const ovsxPat = '«ovsxat_{uuid}»';\n", Why: "by its form"},
	},
}
