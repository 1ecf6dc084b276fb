package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// squareAccessTokenRule finds Square access tokens.
var squareAccessTokenRule = &rules.Rule{
	ID:       "square-access-token",
	Title:    "Square access token",
	Doc:      `An access token of Square: EAAA and 60 characters, or sq0atp- and 22. It charges cards and reads customers and payments.`,
	Fix:      "Replace the token at https://developer.squareup.com/apps and read the new one from the environment.",
	Source:   "https://developer.squareup.com/docs/build-basics/access-tokens",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "EAAA", Alphabet: alphabet.AlnumDash, Min: 56, Max: 60, Valid: judge.GeneratedBody, Message: "Square access token: charges cards and reads payments"},
		{Prefix: "sq0atp-", Alphabet: alphabet.AlnumDash, Min: 22, Max: 22, Message: "Square access token: charges cards and reads payments"},
	},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "square_access_token: «EAAA{alnum:60}»\n", Why: "by its form"},
		{Path: "client.ts", Text: "const squareAccessToken = '«sq0atp-{alnum:22}»';\n", Why: "the older form"},
	},
}

// squareOauthSecretRule finds Square application secrets.
var squareOauthSecretRule = &rules.Rule{
	ID:       "square-oauth-secret",
	Title:    "Square application secret",
	Doc:      `The OAuth secret of a Square application (sq0csp-). It exchanges the grants of every seller who uses the application. Those of the sandbox are warnings; application identifiers (sq0idp-) are public.`,
	Fix:      "Replace the token at https://developer.squareup.com/apps and read the new one from the environment.",
	Source:   "https://developer.squareup.com/docs/oauth-api/overview",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "sq0csp-", Alphabet: alphabet.AlnumDash, Min: 43, Max: 43, Message: "Square application secret: exchanges the grants of sellers"},
		{Prefix: "sandbox-sq0csb-", Alphabet: alphabet.AlnumDash, Min: 43, Max: 43, Score: 0.6, Message: "Square application secret of the sandbox"},
	},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "square_application_secret = \"«sq0csp-{alnum:43}»\"\n", Why: "by its form"},
		{Path: "deploy.sh", Text: "export SQUARE_APPLICATION_SECRET=«sandbox-sq0csb-{alnum:43}»\n", Why: "the sandbox: a warning"},
		{Path: "a.js", Text: "const appId = 'sq0idp-{alnum:22}';\n", Why: "an application's identifier"},
	},
}
