package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// ionicPATRule finds an Ionic personal access token.
var ionicPATRule = &rules.Rule{
	ID:       "ionic-pat",
	Title:    "Ionic personal access token",
	Doc:      "A personal access token of Ionic (ion_ and 42 letters and digits). It builds and deploys the account's apps.",
	Fix:      "Delete it at https://dashboard.ionicframework.com/settings/personal-access-tokens and read the new one from the environment.",
	Source:   "https://ionic.io/docs/appflow/personal-access-tokens",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "ion_", Alphabet: alphabet.LowerNum, Min: 42, Max: 42, Valid: judge.GeneratedBody, Message: "Ionic personal access token"}},
	Examples: []rules.Example{
		{Path: "ci.sh", Text: "export IONIC_TOKEN=«ion_{lowernum:42}»\n", Why: "a pipeline"},
	},
}
