package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// lichessPATRule finds a Lichess personal API token.
var lichessPATRule = &rules.Rule{
	ID:       "lichess-pat",
	Title:    "Lichess personal API token",
	Doc:      "A personal API token of Lichess (lip_ and 20 letters and digits). It acts as the player within its scopes.",
	Fix:      "Delete it at https://lichess.org/account/oauth/token and read the new one from the environment.",
	Source:   "https://lichess.org/api#section/Introduction/Authentication",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "lip_", Alphabet: alphabet.Alnum, Min: 16, Max: 60, Valid: judge.GeneratedBody, Message: "Lichess personal API token"}},
	Examples: []rules.Example{
		{Path: "bot.yml", Text: "token: \"«lip_{alnum:20}»\"\n", Why: "a bot"},
		{Path: "c.c", Text: "int lip_synchronizationOffset = 0;\n", Why: "a name"},
	},
}
