package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// redirectpizzaTokenRule finds redirect.pizza API tokens.
var redirectpizzaTokenRule = &rules.Rule{
	ID:       "redirectpizza-token",
	Title:    "redirect.pizza API token",
	Doc:      `An API token of redirect.pizza (rpa_ and 30 characters). It changes where the account's domains lead.`,
	Fix:      "Delete the token at https://redirect.pizza/settings/api and read the new one from the environment.",
	Source:   "https://redirect.pizza/docs",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "rpa_", Alphabet: alphabet.Alnum, Min: 30, Max: 30, Valid: judge.GeneratedBody, Message: "redirect.pizza API token: changes redirects"}},
	Examples: []rules.Example{
		{Path: "settings.py", Text: "REDIRECT_PIZZA_TOKEN = \"«rpa_{alnum:30}»\"\n", Why: "by its form"},
	},
}
