package rules

// databricksTokenRule finds a Databricks personal access token.
var databricksTokenRule = &Rule{
	ID:       "databricks-token",
	Title:    "Databricks personal access token",
	Doc:      "A personal access token of Databricks (dapi and 32 hexadecimal digits, sometimes -2 or -3). It acts as its person or service principal: runs code on clusters and reads data.",
	Fix:      "Revoke it under Settings, Developer, Access tokens of the workspace and look at its audit log.",
	Source:   "https://docs.databricks.com/aws/en/dev-tools/auth/pat",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"dapi"},
	Run:      36,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "dapi", Alphabet: isHexDash, Min: 32, Max: 34, Valid: databricksForm, Message: "Databricks personal access token"})
	},
	Examples: []Example{
		{Path: "databrickscfg.ini", Text: "[DEFAULT]\nhost = https://acme.cloud.databricks.com\ntoken = «dapi{hex:32}»\n", Why: "the client's configuration"},
		{Path: "conn.py", Text: "sql.connect(access_token=\"«dapi{hex:32}-2»\")\n", Why: "on Azure"},
		{Path: "a.md", Text: "TOKEN=dapi{repeat:x:32}\n", Why: "filler"},
		{Path: "b.md", Text: "use dapi... here\n", Why: "elided"},
	},
}

// databricksOAuthSecretRule finds a Databricks OAuth secret.
var databricksOAuthSecretRule = &Rule{
	ID:       "databricks-oauth-secret",
	Title:    "Databricks OAuth secret",
	Doc:      "The OAuth secret of a Databricks service principal (dose and 32 hexadecimal digits). With its public identifier it obtains tokens that act as the principal.",
	Fix:      "Delete the secret of the service principal at https://accounts.cloud.databricks.com and read the new one from the environment.",
	Source:   "https://docs.databricks.com/aws/en/dev-tools/auth/oauth-m2m",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"dose"},
	Run:      36,
	Solid:    true,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "dose", Alphabet: isLowerHex, Min: 32, Max: 32, Message: "Databricks OAuth secret"})
	},
	Examples: []Example{
		{Path: "m2m.sh", Text: "export DATABRICKS_CLIENT_SECRET=«dose{hex:32}»\n", Why: "a service"},
		{Path: "a.md", Text: "TOKEN=dose{repeat:x:32}\n", Why: "filler"},
		{Path: "b.md", Text: "use dose... here\n", Why: "elided"},
	},
}

// databricksForm verifies 32 digits and, on some clouds, a number.
func databricksForm(token []byte) Proof {
	body := token[len("dapi"):]
	if !isRunOf(body[:32], isLowerHex) || len(body) > 32 && (len(body) != 34 || body[32] != '-' || !isDigit(body[33])) {
		return Refuted
	}
	return generatedBody(body[:32])
}
