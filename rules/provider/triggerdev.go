package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// triggerdevKeyRule finds Trigger.dev keys.
var triggerdevKeyRule = &rules.Rule{
	ID:       "triggerdev-key",
	Title:    "Trigger.dev key",
	Doc:      `A secret key of Trigger.dev: of production (tr_prod_), staging (tr_stg_) or a user (tr_pat_). It starts and reads tasks. Keys of development (tr_dev_) are warnings.`,
	Fix:      "Regenerate the key in Trigger.dev, under API keys, and read the new one from the environment.",
	Source:   "https://trigger.dev/docs/apikeys",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "tr_prod_", Alphabet: alphabet.Alnum, Min: 20, Max: 60, Valid: judge.GeneratedBody, Message: "Trigger.dev production key: starts tasks"},
		{Prefix: "tr_stg_", Alphabet: alphabet.Alnum, Min: 20, Max: 60, Valid: judge.GeneratedBody, Message: "Trigger.dev staging key"},
		{Prefix: "tr_pat_", Alphabet: alphabet.Alnum, Min: 30, Max: 60, Valid: judge.GeneratedBody, Message: "Trigger.dev personal access token"},
		{Prefix: "tr_dev_", Alphabet: alphabet.Alnum, Min: 20, Max: 60, Valid: judge.GeneratedBody, Score: 0.6, Message: "Trigger.dev development key"},
	},
	Examples: []rules.Example{
		{Path: "settings.py", Text: "TRIGGER_SECRET_KEY = \"«tr_prod_{alnum:28}»\"\n", Why: "by its form"},
		{Path: "config.yml", Text: "trigger_secret_key: «tr_stg_{alnum:28}»\n", Why: "staging"},
		{Path: "client.ts", Text: "const triggerSecretKey = '«tr_pat_{alnum:40}»';\n", Why: "a user's"},
		{Path: "main.go", Text: "const triggerSecretKey = \"«tr_dev_{alnum:28}»\"\n", Why: "development: a warning"},
	},
}
