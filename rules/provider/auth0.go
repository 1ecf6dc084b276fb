package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// auth0ClientSecretRule finds an Auth0 client secret.
var auth0ClientSecretRule = &rules.Rule{
	ID:       "auth0-client-secret",
	Title:    "Auth0 client secret",
	Doc:      "The client secret of an Auth0 application: 64 URL-safe characters under a name that says Auth0. With the client's identifier it obtains tokens, for machine clients those of the management API.",
	Fix:      "Rotate the secret in the application's settings at https://manage.auth0.com and read it from the environment.",
	Source:   "https://auth0.com/docs/get-started/applications/rotate-client-secret",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"auth0"}, Alphabet: alphabet.AlnumDash, Min: 64, Max: 86, Message: "Auth0 client secret"}},
	Examples: []rules.Example{
		{Path: ".env.web", Text: "AUTH0_CLIENT_SECRET=«{urlsafe:64}»\n", Why: "an application"},
		{Path: "b.py", Text: "auth0_release_sha = \"{urlsafe:64}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{urlsafe:64}\"\n", Why: "another provider"},
	},
}
