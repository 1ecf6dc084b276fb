package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// giteaAccessTokenRule finds a Gitea or Forgejo token.
var giteaAccessTokenRule = &rules.Rule{
	ID:       "gitea-access-token",
	Title:    "Gitea or Forgejo token",
	Doc:      "An access token of a Gitea, Forgejo or Codeberg server: 40 hexadecimal digits under a name that says which. It acts as its person within its scopes.",
	Fix:      "Delete it under Settings, Applications on the server and read the new one from the environment.",
	Source:   "https://docs.gitea.com/development/api-usage",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"gitea", "forgejo", "codeberg"}, Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Message: "Gitea or Forgejo token"}},
	Examples: []rules.Example{
		{Path: "ci.sh", Text: "export GITEA_TOKEN=«{hex:40}»\n", Why: "a pipeline"},
		{Path: "b.py", Text: "gitea_release_sha = \"{hex:40}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:40}\"\n", Why: "another provider"},
	},
}
