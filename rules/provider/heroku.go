package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// herokuAPIKeyRule finds a Heroku API key.
var herokuAPIKeyRule = &rules.Rule{
	ID:       "heroku-api-key",
	Title:    "Heroku API key",
	Doc:      "An API key of Heroku (HRKU-AA and 58 characters, since 2024). It acts as the person: deploys, and reads the apps' configuration with its secrets.",
	Fix:      "Regenerate it at https://dashboard.heroku.com/account and look at the apps' configuration.",
	Source:   "https://devcenter.heroku.com/articles/authentication",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "HRKU-AA", Alphabet: alphabet.AlnumDash, Min: 58, Max: 58, Message: "Heroku API key: acts as the person"},
		{Prefix: "HRKU-", Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidBody, Message: "Heroku API key: acts as the person"},
	},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export HEROKU_API_KEY=«HRKU-AA{urlsafe:58}»\n", Why: "a deployment"},
	},
}

// herokuLegacyKeyRule finds a Heroku API key, old form.
var herokuLegacyKeyRule = &rules.Rule{
	ID:       "heroku-legacy-key",
	Title:    "Heroku API key, old form",
	Doc:      "An API key of Heroku as they were until 2024: a UUID under a name that says Heroku. It acts as the person: deploys, and reads the apps' configuration with its secrets.",
	Fix:      "Regenerate it at https://dashboard.heroku.com/account and look at the apps' configuration.",
	Source:   "https://devcenter.heroku.com/articles/authentication",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"heroku"}, Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidForm, Message: "Heroku API key: acts as the person"}},
	Examples: []rules.Example{
		{Path: "deploy.yml", Text: "heroku_api_key: \"«{uuid}»\"\n", Why: "a pipeline"},
	},
}
