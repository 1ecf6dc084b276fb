package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// postmanKeyRule finds Postman API keys.
var postmanKeyRule = &rules.Rule{
	ID:       "postman-key",
	Title:    "Postman API key",
	Doc:      `An API key of Postman (PMAK-): 24 and 34 hexadecimal digits. It reads and changes the workspaces, collections and environments of its user, with the secrets in them.`,
	Fix:      "Delete the key at https://go.postman.co/settings/me/api-keys and read the new one from the environment.",
	Source:   "https://learning.postman.com/docs/developer/postman-api/authentication/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "PMAK-", Alphabet: alphabet.AlnumDash, Min: 59, Max: 59, Message: "Postman API key: reads workspaces and the secrets in them"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export POSTMAN_API_KEY=«PMAK-{hex:24}-{hex:34}»\n", Why: "by its form"},
	},
}

// postmanCollectionKeyRule finds Postman collection access keys.
var postmanCollectionKeyRule = &rules.Rule{
	ID:       "postman-collection-key",
	Title:    "Postman collection access key",
	Doc:      `A collection access key of Postman (PMAT-). It reads one collection.`,
	Fix:      "Delete the key in Postman, under Share, Via API, and keep the new one out of files.",
	Source:   "https://learning.postman.com/docs/developer/postman-api/authentication/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "PMAT-", Alphabet: alphabet.UpperNum, Min: 26, Max: 26, Message: "Postman collection access key: reads a collection"}},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "postman_collection_key: «PMAT-{uppernum:26}»\n", Why: "by its form"},
	},
}
