package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// gitpodPATRule finds a Gitpod personal access token.
var gitpodPATRule = &rules.Rule{
	ID:       "gitpod-pat",
	Title:    "Gitpod personal access token",
	Doc:      "A personal access token of Gitpod (gitpod_pat_). It starts workspaces as the person and reads their secrets.",
	Fix:      "Delete it at https://gitpod.io/user/tokens and read the new one from the environment.",
	Source:   "https://www.gitpod.io/docs/classic/user/references/access-tokens",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "gitpod_pat_", Alphabet: alphabet.TokenDot, Min: 60, Max: 120, Message: "Gitpod personal access token"}},
	Examples: []rules.Example{
		{Path: "ws.sh", Text: "export GITPOD_TOKEN=«gitpod_pat_{urlsafe:43}.{urlsafe:40}»\n", Why: "a script"},
	},
}
