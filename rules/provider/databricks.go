package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// databricksTokenRule finds a Databricks personal access token.
var databricksTokenRule = &rules.Rule{
	ID:       "databricks-token",
	Title:    "Databricks personal access token",
	Doc:      "A personal access token of Databricks (dapi and 32 hexadecimal digits, sometimes -2 or -3). It acts as its person or service principal: runs code on clusters and reads data.",
	Fix:      "Revoke it under Settings, Developer, Access tokens of the workspace and look at its audit log.",
	Source:   "https://docs.databricks.com/aws/en/dev-tools/auth/pat",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "dapi", Alphabet: alphabet.HexDash, Min: 32, Max: 34, Valid: databricksForm, Message: "Databricks personal access token"}},
	Examples: []rules.Example{
		{Path: "databrickscfg.ini", Text: "[DEFAULT]\nhost = https://acme.cloud.databricks.com\ntoken = «dapi{hex:32}»\n", Why: "the client's configuration"},
		{Path: "conn.py", Text: "sql.connect(access_token=\"«dapi{hex:32}-2»\")\n", Why: "on Azure"},
	},
}

// databricksOAuthSecretRule finds a Databricks OAuth secret.
var databricksOAuthSecretRule = &rules.Rule{
	ID:       "databricks-oauth-secret",
	Title:    "Databricks OAuth secret",
	Doc:      "The OAuth secret of a Databricks service principal (dose and 32 hexadecimal digits). With its public identifier it obtains tokens that act as the principal.",
	Fix:      "Delete the secret of the service principal at https://accounts.cloud.databricks.com and read the new one from the environment.",
	Source:   "https://docs.databricks.com/aws/en/dev-tools/auth/oauth-m2m",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "dose", Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "Databricks OAuth secret"}},
	Examples: []rules.Example{
		{Path: "m2m.sh", Text: "export DATABRICKS_CLIENT_SECRET=«dose{hex:32}»\n", Why: "a service"},
	},
}

// databricksForm verifies 32 digits and, on some clouds, a number.
func databricksForm(token []byte) rules.Proof {
	body := token[len("dapi"):]
	if !alphabet.All(body[:32], alphabet.LowerHex) || len(body) > 32 && (len(body) != 34 || body[32] != '-' || !alphabet.Digit(body[33])) {
		return rules.Refuted
	}
	return judge.GeneratedBody(body[:32])
}
