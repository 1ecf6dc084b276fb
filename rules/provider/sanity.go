package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// sanityTokenRule finds Sanity tokens.
var sanityTokenRule = &rules.Rule{
	ID:       "sanity-token",
	Title:    "Sanity token",
	Doc:      `A token of a Sanity project: sk and 80 or more letters and digits, near the word Sanity. It reads and writes the project's documents.`,
	Fix:      "Delete the token at https://www.sanity.io/manage and read the new one from the environment.",
	Source:   "https://www.sanity.io/docs/content-lake/http-auth",
	Severity: rules.Error,
	Keywords: []string{"sanity"},
	Tokens:   []rules.Token{{Prefix: "sk", Alphabet: alphabet.Alnum, Min: 78, Max: 200, Valid: judge.GeneratedBody, Message: "Sanity token: reads and writes documents"}},
	Examples: []rules.Example{
		{Path: "settings.py", Text: "SANITY_API_TOKEN = \"«sk{alnum:178}»\"\n", Why: "by its form"},
	},
}
