package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// snowflakeTokenRule finds Snowflake programmatic access tokens.
var snowflakeTokenRule = &rules.Rule{
	ID:       "snowflake-token",
	Title:    "Snowflake programmatic access token",
	Doc:      `A programmatic access token of Snowflake: a long run of base64 under a name that says Snowflake. It acts as its user, within the role it is bound to.`,
	Fix:      "Remove the token (ALTER USER … REMOVE PROGRAMMATIC ACCESS TOKEN) and read the new one from the environment.",
	Source:   "https://docs.snowflake.com/en/user-guide/programmatic-access-tokens",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"snowflake"}, Alphabet: alphabet.TokenDot, Min: 100, Max: 600, Message: "Snowflake access token: acts as its user"}},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "snowflake_token = \"«{alnum:200}»\"\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:200}\"\n", Why: "another name"},
		{Path: "client.py", Text: "snowflake_revision = \"{alnum:200}\"\n", Why: "a revision's name"},
	},
}
