package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// prefectKeyRule finds Prefect API keys.
var prefectKeyRule = &rules.Rule{
	ID:       "prefect-key",
	Title:    "Prefect API key",
	Doc:      `An API key of Prefect Cloud: of a user (pnu_) or of a service account (pnb_). It starts flows and reads the blocks, where other credentials are kept.`,
	Fix:      "Delete the key at https://app.prefect.cloud/my/api-keys and read the new one from the environment.",
	Source:   "https://docs.prefect.io/v3/manage/cloud/manage-users/api-keys",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "pnu_", Alphabet: alphabet.Alnum, Min: 36, Max: 36, Valid: judge.GeneratedBody, Message: "Prefect user's API key: starts flows and reads blocks"},
		{Prefix: "pnb_", Alphabet: alphabet.Alnum, Min: 36, Max: 36, Valid: judge.GeneratedBody, Message: "Prefect service account's API key"},
	},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "prefect_api_key: «pnu_{alnum:36}»\n", Why: "by its form"},
		{Path: "client.ts", Text: "const prefectApiKey = '«pnb_{alnum:36}»';\n", Why: "a service account's"},
	},
}
