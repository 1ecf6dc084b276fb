package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// pipedriveTokenRule finds Pipedrive API tokens.
var pipedriveTokenRule = &rules.Rule{
	ID:       "pipedrive-token",
	Title:    "Pipedrive API token",
	Doc:      `An API token of Pipedrive: 40 hexadecimal digits under a name that says Pipedrive. It acts as its user and sees every deal and contact that the user sees.`,
	Fix:      "Regenerate the token at https://app.pipedrive.com/settings/api and read the new one from the environment.",
	Source:   "https://pipedrive.readme.io/docs/core-api-concepts-authentication",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"pipedrive"}, Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Message: "Pipedrive API token: acts as its user"}},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "pipedrive_api_token: «{hex:40}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:40}\"\n", Why: "another name"},
		{Path: "client.py", Text: "pipedrive_revision = \"{hex:40}\"\n", Why: "a revision's name"},
	},
}
