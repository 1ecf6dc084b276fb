package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// canvaClientSecretRule finds a Canva client secret.
var canvaClientSecretRule = &rules.Rule{
	ID:       "canva-client-secret",
	Title:    "Canva client secret",
	Doc:      "The client secret of a Canva Connect integration (cnvca and 51 characters). With the client's identifier it obtains tokens of the users.",
	Fix:      "Generate another secret for the integration at https://www.canva.com/developers/integrations and read it from the environment.",
	Source:   "https://www.canva.dev/docs/connect/authentication/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "cnvca", Alphabet: alphabet.AlnumDash, Min: 48, Max: 56, Valid: judge.GeneratedBody, Message: "Canva client secret"}},
	Examples: []rules.Example{
		{Path: ".env.canva", Text: "CANVA_CLIENT_SECRET=«cnvca{urlsafe:51}»\n", Why: "an integration"},
	},
}
