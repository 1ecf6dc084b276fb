package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// fastlyAPITokenRule finds a Fastly API token.
var fastlyAPITokenRule = &rules.Rule{
	ID:       "fastly-api-token",
	Title:    "Fastly API token",
	Doc:      "An API token of Fastly: 32 URL-safe characters under a name that says Fastly. It changes services and purges caches as its scope says.",
	Fix:      "Delete it at https://manage.fastly.com/account/personal/tokens and read the new one from the environment.",
	Source:   "https://www.fastly.com/documentation/reference/api/auth-tokens/user/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"fastly"}, Alphabet: alphabet.AlnumDash, Min: 32, Max: 32, Message: "Fastly API token"}},
	Examples: []rules.Example{
		{Path: "cdn.tf", Text: "fastly_api_key = \"«{urlsafe:32}»\"\n", Why: "Terraform"},
		{Path: "b.py", Text: "fastly_release_sha = \"{urlsafe:32}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{urlsafe:32}\"\n", Why: "another provider"},
	},
}
