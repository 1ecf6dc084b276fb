package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// gitterAccessTokenRule finds a Gitter token.
var gitterAccessTokenRule = &rules.Rule{
	ID:       "gitter-access-token",
	Title:    "Gitter token",
	Doc:      "A personal access token of Gitter: 40 hexadecimal digits under a name that says Gitter. Gitter moved to Matrix in 2023 and accepts it no more, so that it is a warning.",
	Fix:      "Nothing accepts the token any more; take it out.",
	Source:   "https://gitlab.com/gitlab-org/gitter/docs",
	Severity: rules.Warning,
	Keyed:    []rules.Keyed{{Words: []string{"gitter"}, Alphabet: alphabet.AlnumDash, Min: 40, Max: 40, Score: 0.65, Message: "Gitter token"}},
	Examples: []rules.Example{
		{Path: "bot.js", Text: "const GITTER_TOKEN = '«{hex:40}»';\n", Why: "a bot"},
		{Path: "b.py", Text: "gitter_release_sha = \"{urlsafe:40}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{urlsafe:40}\"\n", Why: "another provider"},
	},
}
