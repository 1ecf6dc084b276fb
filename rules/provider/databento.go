package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// databentoAPIKeyRule finds a Databento API key.
var databentoAPIKeyRule = &rules.Rule{
	ID:       "databento-api-key",
	Title:    "Databento API key",
	Doc:      "An API key of Databento (db- and 29 letters and digits). It buys market data on the account's bill.",
	Fix:      "Revoke it at https://databento.com/portal/keys and read the new one from the environment.",
	Source:   "https://databento.com/docs/portal/api-keys",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "db-", Alphabet: alphabet.Alnum, Min: 29, Max: 29, Valid: judge.GeneratedBody, Message: "Databento API key"}},
	Examples: []rules.Example{
		{Path: "md.py", Text: "client = databento.Historical(\"«db-{alnum:29}»\")\n", Why: "a client"},
		{Path: "c.css", Text: ".db-connectionconfigurationpanel { }\n", Why: "a class"},
	},
}
