package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// notionTokenRule finds Notion integration tokens.
var notionTokenRule = &rules.Rule{
	ID:       "notion-token",
	Title:    "Notion integration token",
	Doc:      `A token of a Notion integration: ntn_ and 46 characters, or secret_ and 43 as they were before 2024. It reads and changes the pages that were shared with the integration.`,
	Fix:      "Refresh the secret at https://www.notion.so/profile/integrations and read the new one from the environment.",
	Source:   "https://developers.notion.com/docs/authorization",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "ntn_", Alphabet: alphabet.Alnum, Min: 46, Max: 46, Valid: notionForm, Message: "Notion integration token: reads and changes shared pages"},
		{Prefix: "secret_", Alphabet: alphabet.Alnum, Min: 43, Max: 43, Valid: judge.GeneratedBody, Message: "Notion integration token: reads and changes shared pages"},
	},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "notion_token: «ntn_{digits:11}{alnum:35}»\n", Why: "by its form"},
		{Path: "client.ts", Text: "const notionToken = '«secret_{alnum:43}»';\n", Why: "the older form"},
	},
}

// notionForm verifies the number in front.
func notionForm(token []byte) rules.Proof {
	if !alphabet.AllDigits(token[4:15]) {
		return rules.Refuted
	}
	return judge.GeneratedBody(token)
}
