package rules

// figmaPATRule finds a Figma personal access token.
var figmaPATRule = &Rule{
	ID:       "figma-pat",
	Title:    "Figma personal access token",
	Doc:      "A personal access token of Figma (figd_ and about 40 characters). It reads the files that the person may, and comments.",
	Fix:      "Revoke it at https://www.figma.com/settings under Security and read the new one from the environment.",
	Source:   "https://developers.figma.com/docs/rest-api/personal-access-tokens/",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"figd_", "figu_", "figo_"},
	Run:      43,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c,
			Token{Prefix: "figd_", Alphabet: isAlnumDash, Min: 38, Max: 44, Valid: generatedBody, Message: "Figma personal access token"},
			Token{Prefix: "figu_", Alphabet: isAlnumDash, Min: 38, Max: 44, Valid: generatedBody, Message: "Figma OAuth token"},
			Token{Prefix: "figo_", Alphabet: isAlnumDash, Min: 38, Max: 44, Valid: generatedBody, Message: "Figma organisation's token"},
		)
	},
	Examples: []Example{
		{Path: "icons.js", Text: "headers: { 'X-Figma-Token': '«figd_{urlsafe:40}»' }\n", Why: "a header"},
		{Path: "a.md", Text: "TOKEN=figd_{repeat:x:38}\n", Why: "filler"},
		{Path: "b.md", Text: "use figd_... here\n", Why: "elided"},
	},
}

// figmaLegacyTokenRule finds a Figma token, old form.
var figmaLegacyTokenRule = &Rule{
	ID:       "figma-legacy-token",
	Title:    "Figma token, old form",
	Doc:      "A personal access token of Figma as they were until 2022 (six groups of hexadecimal digits) under a name that says Figma. It reads the files that the person may.",
	Fix:      "Revoke it at https://www.figma.com/settings under Security and read the new one from the environment.",
	Source:   "https://developers.figma.com/docs/rest-api/personal-access-tokens/",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"figma"},
	Run:      41,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c, Keyed{Words: []string{"figma"}, Alphabet: isHexDash, Min: 41, Max: 41, Valid: figmaForm, Message: "Figma personal access token"})
	},
	Examples: []Example{
		{Path: "icons.sh", Text: "FIGMA_TOKEN=«{hex:4}-{hex:8}-{hex:4}-{hex:4}-{hex:4}-{hex:12}»\n", Why: "a script"},
		{Path: "a.md", Text: "figma: figma_api_key={repeat:x:41}\n", Why: "filler"},
	},
}

func figmaForm(v []byte) Proof {
	for i, b := range v {
		if (b == '-') != (i == 4 || i == 13 || i == 18 || i == 23 || i == 28) {
			return Refuted
		}
	}
	return Formal
}
