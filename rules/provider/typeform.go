package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// typeformTokenRule finds Typeform personal access tokens.
var typeformTokenRule = &rules.Rule{
	ID:       "typeform-token",
	Title:    "Typeform personal access token",
	Doc:      `A personal access token of Typeform (tfp_). By its scopes it reads the answers that people gave and changes forms.`,
	Fix:      "Delete the token at https://admin.typeform.com/user/tokens and read the new one from the environment.",
	Source:   "https://www.typeform.com/developers/get-started/personal-access-token/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "tfp_", Alphabet: alphabet.TokenDot, Min: 40, Max: 80, Valid: judge.GeneratedBody, Message: "Typeform personal access token: reads answers"}},
	Examples: []rules.Example{
		{Path: "settings.py", Text: "TYPEFORM_TOKEN = \"«tfp_{alnum:59}»\"\n", Why: "by its form"},
	},
}
