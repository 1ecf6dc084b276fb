package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// planetscaleTokenRule finds PlanetScale service tokens.
var planetscaleTokenRule = &rules.Rule{
	ID:       "planetscale-token",
	Title:    "PlanetScale service token",
	Doc:      `A service token of PlanetScale (pscale_tkn_). By its permissions it makes branches and deploys schemas.`,
	Fix:      "Delete the token at https://app.planetscale.com/ and read the new one from the environment.",
	Source:   "https://planetscale.com/docs/api/reference/service-tokens",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "pscale_tkn_", Alphabet: alphabet.TokenDot, Min: 32, Max: 64, Message: "PlanetScale service token: changes branches and schemas"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export PLANETSCALE_SERVICE_TOKEN=«pscale_tkn_{alnum:43}»\n", Why: "by its form"},
	},
}

// planetscalePasswordRule finds PlanetScale database passwords.
var planetscalePasswordRule = &rules.Rule{
	ID:       "planetscale-password",
	Title:    "PlanetScale database password",
	Doc:      `The password of a PlanetScale branch (pscale_pw_). With the user name it reads and writes the database.`,
	Fix:      "Delete the password at https://app.planetscale.com/ and read the new one from the environment.",
	Source:   "https://planetscale.com/docs/concepts/password-roles",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "pscale_pw_", Alphabet: alphabet.TokenDot, Min: 32, Max: 64, Message: "PlanetScale password: reads and writes the database"}},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const databasePassword = '«pscale_pw_{alnum:43}»';\n", Why: "by its form"},
	},
}

// planetscaleOauthTokenRule finds PlanetScale OAuth tokens.
var planetscaleOauthTokenRule = &rules.Rule{
	ID:       "planetscale-oauth-token",
	Title:    "PlanetScale OAuth token",
	Doc:      `An OAuth token of PlanetScale (pscale_oauth_, pscale_otok_, pscale_app_secret_). It acts as the user who granted it, or is the secret of the application.`,
	Fix:      "Revoke the token at https://app.planetscale.com/ and read the new one from the environment.",
	Source:   "https://planetscale.com/docs/api/reference/oauth",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "pscale_oauth_", Alphabet: alphabet.TokenDot, Min: 32, Max: 64, Message: "PlanetScale OAuth token: acts as its user"},
		{Prefix: "pscale_otok_", Alphabet: alphabet.TokenDot, Min: 32, Max: 64, Message: "PlanetScale OAuth token: acts as its user"},
		{Prefix: "pscale_app_secret_", Alphabet: alphabet.TokenDot, Min: 32, Max: 64, Message: "PlanetScale application secret"},
	},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "planetscale_token: «pscale_oauth_{alnum:43}»\n", Why: "by its form"},
		{Path: "client.ts", Text: "const planetscaleToken = '«pscale_otok_{alnum:43}»';\n", Why: "another kind"},
		{Path: "main.go", Text: "const planetscaleToken = \"«pscale_app_secret_{alnum:43}»\"\n", Why: "an application's secret"},
	},
}
