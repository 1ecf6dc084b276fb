package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// aikidoCITokenRule finds an Aikido CI token.
var aikidoCITokenRule = &rules.Rule{
	ID:       "aikido-ci-token",
	Title:    "Aikido CI token",
	Doc:      "A token with which CI jobs start scans in Aikido Security (AIK_CI_).",
	Fix:      "Revoke it at https://app.aikido.dev/settings/integrations/continuous-integration and store the new one as a CI secret.",
	Source:   "https://help.aikido.dev/code-scanning/aikido-pr-gating",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "AIK_CI_", Alphabet: alphabet.Alnum, Min: 20, Max: 64, Message: "Aikido CI token"}},
	Examples: []rules.Example{
		{Path: "ci.yml", Text: "run: aikido-api-client scan --apikey «AIK_CI_{alnum:32}»\n", Why: "a pipeline"},
	},
}

// aikidoClientSecretRule finds an Aikido client secret.
var aikidoClientSecretRule = &rules.Rule{
	ID:       "aikido-client-secret",
	Title:    "Aikido client secret",
	Doc:      "The secret of an Aikido API client (AIK_SECRET_). With the client's identifier it reads the workspace's findings.",
	Fix:      "Delete the client at https://app.aikido.dev/settings/integrations/api/aikido/rest and make another.",
	Source:   "https://apidocs.aikido.dev/reference/authorization",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "AIK_SECRET_", Alphabet: alphabet.Alnum, Min: 40, Max: 80, Message: "Aikido client secret"}},
	Examples: []rules.Example{
		{Path: ".env.staging", Text: "AIKIDO_CLIENT_SECRET=«AIK_SECRET_{alnum:64}»\n", Why: "an API client"},
	},
}
