package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// hasuraAdminSecretRule finds a Hasura admin secret.
var hasuraAdminSecretRule = &rules.Rule{
	ID:       "hasura-admin-secret",
	Title:    "Hasura admin secret",
	Doc:      "The admin secret of a Hasura server: 24 or more letters and digits under a name that says Hasura and admin. It reads and writes the whole database.",
	Fix:      "Change HASURA_GRAPHQL_ADMIN_SECRET on the server or at https://cloud.hasura.io and read it from the environment.",
	Source:   "https://hasura.io/docs/2.0/auth/authentication/admin-secret-access/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"hasura"}, Names: []string{"adminsecret", "accesskey", "hasurasecret"}, Alphabet: alphabet.AlnumDash, Min: 24, Max: 100, Message: "Hasura admin secret: reads and writes the database"}},
	Examples: []rules.Example{
		{Path: "app.ts", Text: "headers: { 'x-hasura-admin-secret': '«{alnum:64}»' }\n", Why: "a header"},
		{Path: "b.py", Text: "hasura_release_sha = \"{urlsafe:24}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{urlsafe:24}\"\n", Why: "another provider"},
	},
}
