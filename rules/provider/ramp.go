package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// rampSecretRule finds Ramp client secrets.
var rampSecretRule = &rules.Rule{
	ID:       "ramp-secret",
	Title:    "Ramp client secret",
	Doc:      `The client secret of an application of the bank Ramp (ramp_sec_). With the client's identifier (ramp_id_) it reads transactions and issues cards, by its scopes.`,
	Fix:      "Rotate the secret at https://app.ramp.com/settings/ramp-developer and read the new one from the environment.",
	Source:   "https://docs.ramp.com/developer-api/v1/authorization",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "ramp_sec_", Alphabet: alphabet.Alnum, Min: 48, Max: 48, Message: "Ramp client secret: reads transactions"}},
	Examples: []rules.Example{
		{Path: ".env", Text: "RAMP_CLIENT_SECRET=«ramp_sec_{alnum:48}»\n", Why: "by its form"},
	},
}

// rampClientIdRule finds Ramp client identifiers.
var rampClientIdRule = &rules.Rule{
	ID:       "ramp-client-id",
	Title:    "Ramp client identifier",
	Doc:      `The identifier of an application of Ramp (ramp_id_). Alone it lets nobody in.`,
	Fix:      "Nothing is to be done unless the secret is here too.",
	Source:   "https://docs.ramp.com/developer-api/v1/authorization",
	Severity: rules.Info,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "ramp_id_", Alphabet: alphabet.Alnum, Min: 40, Max: 40, Score: 0.6, Message: "Ramp client identifier"}},
	Examples: []rules.Example{
		{Path: ".env", Text: "RAMP_CLIENT_ID=«ramp_id_{alnum:40}»\n", Why: "by its form"},
	},
}
