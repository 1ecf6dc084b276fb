package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// settlemintApplicationTokenRule finds SettleMint application tokens.
var settlemintApplicationTokenRule = &rules.Rule{
	ID:       "settlemint-application-token",
	Title:    "SettleMint application token",
	Doc:      `An access token of a SettleMint application (sm_aat_). It calls the nodes and storage of that application.`,
	Fix:      "Delete the token at https://console.settlemint.com/ and read the new one from the environment.",
	Source:   "https://console.settlemint.com/documentation/docs/platform-components/security-and-authentication/application-access-tokens/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "sm_aat_", Alphabet: alphabet.Alnum, Min: 16, Max: 20, Message: "SettleMint application token"}},
	Examples: []rules.Example{
		{Path: ".env", Text: "SETTLEMINT_TOKEN=«sm_aat_{alnum:16}»\n", Why: "by its form"},
	},
}

// settlemintPersonalTokenRule finds SettleMint personal tokens.
var settlemintPersonalTokenRule = &rules.Rule{
	ID:       "settlemint-personal-token",
	Title:    "SettleMint personal token",
	Doc:      `A personal access token of SettleMint (sm_pat_). It acts as its user in every application.`,
	Fix:      "Delete the token at https://console.settlemint.com/ and read the new one from the environment.",
	Source:   "https://console.settlemint.com/documentation/docs/platform-components/security-and-authentication/application-access-tokens/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "sm_pat_", Alphabet: alphabet.Alnum, Min: 16, Max: 20, Message: "SettleMint personal token"}},
	Examples: []rules.Example{
		{Path: "settings.py", Text: "SETTLEMINT_TOKEN = \"«sm_pat_{alnum:16}»\"\n", Why: "by its form"},
	},
}

// settlemintServiceTokenRule finds SettleMint service tokens.
var settlemintServiceTokenRule = &rules.Rule{
	ID:       "settlemint-service-token",
	Title:    "SettleMint service token",
	Doc:      `A service access token of SettleMint (sm_sat_). It calls one service of the platform.`,
	Fix:      "Delete the token at https://console.settlemint.com/ and read the new one from the environment.",
	Source:   "https://console.settlemint.com/documentation/docs/platform-components/security-and-authentication/application-access-tokens/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "sm_sat_", Alphabet: alphabet.Alnum, Min: 16, Max: 20, Message: "SettleMint service token"}},
	Examples: []rules.Example{
		{Path: ".env", Text: "SETTLEMINT_TOKEN=«sm_sat_{alnum:16}»\n", Why: "by its form"},
	},
}
