package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// dbtTokenRule finds a dbt Cloud token.
var dbtTokenRule = &rules.Rule{
	ID:       "dbt-token",
	Title:    "dbt Cloud token",
	Doc:      "A service token (dbtc_) or personal token (dbtu_) of dbt Cloud. It starts jobs and reads metadata as its permissions say.",
	Fix:      "Delete it under Account settings, API tokens at https://cloud.getdbt.com and read the new one from the environment.",
	Source:   "https://docs.getdbt.com/docs/dbt-cloud-apis/authentication",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "dbtc_", Alphabet: alphabet.AlnumDash, Min: 36, Max: 64, Valid: judge.GeneratedBody, Message: "dbt Cloud service token"},
		{Prefix: "dbtu_", Alphabet: alphabet.AlnumDash, Min: 36, Max: 64, Valid: judge.GeneratedBody, Message: "dbt Cloud personal token"},
	},
	Examples: []rules.Example{
		{Path: "run.sh", Text: "export DBT_CLOUD_API_TOKEN=«dbtc_{urlsafe:43}»\n", Why: "a job"},
	},
}
