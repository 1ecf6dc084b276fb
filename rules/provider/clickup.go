package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// clickupPersonalTokenRule finds a ClickUp personal token.
var clickupPersonalTokenRule = &rules.Rule{
	ID:       "clickup-personal-token",
	Title:    "ClickUp personal token",
	Doc:      "A personal API token of ClickUp (pk_, a number, and 32 letters and digits). It acts as the person in all workspaces.",
	Fix:      "Regenerate it at https://app.clickup.com/settings/apps and read it from the environment.",
	Source:   "https://developer.clickup.com/docs/authentication",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "pk_", Alphabet: alphabet.UpperNumUnder, Min: 38, Max: 44, Valid: clickupParts, Message: "ClickUp personal token: acts as the person"}},
	Examples: []rules.Example{
		{Path: "tasks.js", Text: "headers: { Authorization: '«pk_{digits:8}_{uppernum:32}»' }\n", Why: "a header"},
		{Path: "c.js", Text: "const key = 'pk_live_{alnum:42}';\n", Why: "a publishable key of another provider"},
	},
}

// clickupParts verifies pk_NUMBER_KEY.
func clickupParts(token []byte) rules.Proof {
	parts := bytes.Split(token, []byte("_"))
	if len(parts) != 3 || len(parts[1]) < 6 || !alphabet.AllDigits(parts[1]) || len(parts[2]) != 32 || !alphabet.All(parts[2], alphabet.UpperNum) {
		return rules.Refuted
	}
	return judge.GeneratedBody(parts[2])
}
