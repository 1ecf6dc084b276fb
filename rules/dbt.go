package rules

// dbtTokenRule finds a dbt Cloud token.
var dbtTokenRule = &Rule{
	ID:       "dbt-token",
	Title:    "dbt Cloud token",
	Doc:      "A service token (dbtc_) or personal token (dbtu_) of dbt Cloud. It starts jobs and reads metadata as its permissions say.",
	Fix:      "Delete it under Account settings, API tokens at https://cloud.getdbt.com and read the new one from the environment.",
	Source:   "https://docs.getdbt.com/docs/dbt-cloud-apis/authentication",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"dbtc_", "dbtu_"},
	Run:      41,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c,
			Token{Prefix: "dbtc_", Alphabet: isAlnumDash, Min: 36, Max: 64, Valid: generatedBody, Message: "dbt Cloud service token"},
			Token{Prefix: "dbtu_", Alphabet: isAlnumDash, Min: 36, Max: 64, Valid: generatedBody, Message: "dbt Cloud personal token"},
		)
	},
	Examples: []Example{
		{Path: "run.sh", Text: "export DBT_CLOUD_API_TOKEN=«dbtc_{urlsafe:43}»\n", Why: "a job"},
		{Path: "a.md", Text: "TOKEN=dbtc_{repeat:x:36}\n", Why: "filler"},
		{Path: "b.md", Text: "use dbtc_... here\n", Why: "elided"},
	},
}
