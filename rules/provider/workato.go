package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// workatoTokenRule finds Workato developer API tokens.
var workatoTokenRule = &rules.Rule{
	ID:       "workato-token",
	Title:    "Workato developer API token",
	Doc:      `A token of Workato's developer API (wrka, with the region): a JSON web token behind a prefix. It reads and changes recipes and their connections.`,
	Fix:      "Delete the client at https://app.workato.com/members/api/clients and read the new one from the environment.",
	Source:   "https://docs.workato.com/workato-api.html#authentication",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "wrkaus-eyJ", Alphabet: alphabet.TokenDot, Min: 100, Max: 900, Valid: judge.GeneratedBody, Message: "Workato token: changes recipes"},
		{Prefix: "wrkaeu-eyJ", Alphabet: alphabet.TokenDot, Min: 100, Max: 900, Valid: judge.GeneratedBody, Message: "Workato token: changes recipes"},
		{Prefix: "wrka-eyJ", Alphabet: alphabet.TokenDot, Min: 100, Max: 900, Valid: judge.GeneratedBody, Message: "Workato token: changes recipes"},
	},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const workatoToken = '«wrkaus-eyJhbGciOiJSUzI1NiJ9.{alnum:60}.{alnum:86}»';\n", Why: "by its form"},
		{Path: "main.go", Text: "const workatoToken = \"«wrkaeu-eyJhbGciOiJSUzI1NiJ9.{alnum:60}.{alnum:86}»\"\n", Why: "another region"},
		{Path: ".env", Text: "WORKATO_TOKEN=«wrka-eyJhbGciOiJSUzI1NiJ9.{alnum:60}.{alnum:86}»\n", Why: "without a region"},
	},
}
