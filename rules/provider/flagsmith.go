package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// flagsmithServerKeyRule finds a Flagsmith server-side key.
var flagsmithServerKeyRule = &rules.Rule{
	ID:       "flagsmith-server-key",
	Title:    "Flagsmith server-side key",
	Doc:      "A server-side environment key of Flagsmith (ser. and 22 letters and digits). It reads the environment's flags, segments and identities. Client-side keys are public.",
	Fix:      "Delete it under SDK Keys of the environment at https://app.flagsmith.com and read the new one from the environment.",
	Source:   "https://docs.flagsmith.com/clients/server-side",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "ser.", Alphabet: alphabet.Alnum, Min: 22, Max: 22, Valid: judge.GeneratedBody, Message: "Flagsmith server-side key"}},
	Examples: []rules.Example{
		{Path: "flags.py", Text: "flagsmith = Flagsmith(environment_key=\"«ser.{alnum:22}»\")\n", Why: "a server"},
		{Path: "c.go", Text: "ser.ConfigurationOfTheThing()\n", Why: "a member"},
	},
}
