package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// onfidoTokenRule finds Onfido live API tokens.
var onfidoTokenRule = &rules.Rule{
	ID:       "onfido-token",
	Title:    "Onfido live API token",
	Doc:      `A live API token of Onfido (api_live, with the region). It reads the identity documents of applicants.`,
	Fix:      "Revoke the token at https://dashboard.onfido.com/api/tokens and read the new one from the environment.",
	Source:   "https://documentation.onfido.com/api/latest/#api-tokens",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "api_live.", Alphabet: alphabet.TokenDot, Min: 20, Max: 90, Valid: judge.GeneratedBody, Message: "Onfido live API token: reads identity documents"},
		{Prefix: "api_live_us.", Alphabet: alphabet.TokenDot, Min: 20, Max: 90, Valid: judge.GeneratedBody, Message: "Onfido live API token of the United States"},
		{Prefix: "api_live_ca.", Alphabet: alphabet.TokenDot, Min: 20, Max: 90, Valid: judge.GeneratedBody, Message: "Onfido live API token of Canada"},
	},
	Examples: []rules.Example{
		{Path: "app.json", Text: "{\"onfidoApiToken\": \"«api_live.{alnum:11}.{alnum:32}»\"}\n", Why: "by its form"},
		{Path: "client.rb", Text: "onfido_api_token = \"«api_live_us.{alnum:11}.{alnum:32}»\"\n", Why: "another region"},
		{Path: "deploy.sh", Text: "export ONFIDO_API_TOKEN=«api_live_ca.{alnum:11}.{alnum:32}»\n", Why: "another region"},
	},
}

// onfidoSandboxTokenRule finds Onfido sandbox API tokens.
var onfidoSandboxTokenRule = &rules.Rule{
	ID:       "onfido-sandbox-token",
	Title:    "Onfido sandbox API token",
	Doc:      `An API token of Onfido's sandbox (api_sandbox): a warning, since only made-up applicants are in it.`,
	Fix:      "Revoke the token at https://dashboard.onfido.com/api/tokens and read the new one from the environment.",
	Source:   "https://documentation.onfido.com/api/latest/#api-tokens",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "api_sandbox.", Alphabet: alphabet.TokenDot, Min: 20, Max: 90, Valid: judge.GeneratedBody, Score: 0.6, Message: "Onfido API token of the sandbox"},
		{Prefix: "api_sandbox_us.", Alphabet: alphabet.TokenDot, Min: 20, Max: 90, Valid: judge.GeneratedBody, Score: 0.6, Message: "Onfido API token of the sandbox"},
	},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const onfidoApiToken = '«api_sandbox.{alnum:11}.{alnum:32}»';\n", Why: "by its form"},
		{Path: "main.go", Text: "const onfidoApiToken = \"«api_sandbox_us.{alnum:11}.{alnum:32}»\"\n", Why: "another region"},
	},
}
