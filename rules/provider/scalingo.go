package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// scalingoTokenRule finds Scalingo API tokens.
var scalingoTokenRule = &rules.Rule{
	ID:       "scalingo-token",
	Title:    "Scalingo API token",
	Doc:      `An API token of Scalingo (tk-us-). It deploys and reads the environment of its owner's apps.`,
	Fix:      "Revoke the token at https://dashboard.scalingo.com/account/tokens and read the new one from the environment.",
	Source:   "https://doc.scalingo.com/platform/cli/introduction",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "tk-us-", Alphabet: alphabet.AlnumDash, Min: 48, Max: 48, Message: "Scalingo API token: deploys and reads environments"}},
	Examples: []rules.Example{
		{Path: "main.go", Text: "const scalingoApiToken = \"«tk-us-{alnum:48}»\"\n", Why: "by its form"},
	},
}
