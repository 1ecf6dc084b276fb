package rules

// notionTokenRule finds Notion integration tokens.
var notionTokenRule = &Rule{
	ID:       "notion-token",
	Title:    "Notion integration token",
	Doc:      `A token of a Notion integration: ntn_ and 46 characters, or secret_ and 43 as they were before 2024. It reads and changes the pages that were shared with the integration.`,
	Fix:      "Refresh the secret at https://www.notion.so/profile/integrations and read the new one from the environment.",
	Source:   "https://developers.notion.com/docs/authorization",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"ntn_", "secret_"},
	Run:      50,
	Solid:    true,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c,
			Token{Prefix: "ntn_", Alphabet: isAlnum, Min: 46, Max: 46, Valid: notionForm, Message: "Notion integration token: reads and changes shared pages"},
			Token{Prefix: "secret_", Alphabet: isAlnum, Min: 43, Max: 43, Valid: generatedBody, Message: "Notion integration token: reads and changes shared pages"},
		)
	},
	Examples: []Example{
		{Path: "config.yml", Text: "notion_token: «ntn_{digits:11}{alnum:35}»\n", Why: "by its form"},
		{Path: "client.ts", Text: "const notionToken = '«secret_{alnum:43}»';\n", Why: "the older form"},
		{Path: "README.md", Text: "NOTION_TOKEN=ntn_{repeat:x:46}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set NOTION_TOKEN to ntn_... and restart.\n", Why: "elided"},
	},
}

// notionForm verifies the number in front.
func notionForm(token []byte) Proof {
	if !allDigits(token[4:15]) {
		return Refuted
	}
	return generatedBody(token)
}
