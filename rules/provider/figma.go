package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// figmaPATRule finds a Figma personal access token.
var figmaPATRule = &rules.Rule{
	ID:       "figma-pat",
	Title:    "Figma personal access token",
	Doc:      "A personal access token of Figma (figd_ and about 40 characters). It reads the files that the person may, and comments.",
	Fix:      "Revoke it at https://www.figma.com/settings under Security and read the new one from the environment.",
	Source:   "https://developers.figma.com/docs/rest-api/personal-access-tokens/",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "figd_", Alphabet: alphabet.AlnumDash, Min: 38, Max: 44, Valid: judge.GeneratedBody, Message: "Figma personal access token"},
		{Prefix: "figu_", Alphabet: alphabet.AlnumDash, Min: 38, Max: 44, Valid: judge.GeneratedBody, Message: "Figma OAuth token"},
		{Prefix: "figo_", Alphabet: alphabet.AlnumDash, Min: 38, Max: 44, Valid: judge.GeneratedBody, Message: "Figma organization's token"},
	},
	Examples: []rules.Example{
		{Path: "icons.js", Text: "headers: { 'X-Figma-Token': '«figd_{urlsafe:40}»' }\n", Why: "a header"},
	},
}

// figmaLegacyTokenRule finds a Figma token, old form.
var figmaLegacyTokenRule = &rules.Rule{
	ID:       "figma-legacy-token",
	Title:    "Figma token, old form",
	Doc:      "A personal access token of Figma as they were until 2022 (six groups of hexadecimal digits) under a name that says Figma. It reads the files that the person may.",
	Fix:      "Revoke it at https://www.figma.com/settings under Security and read the new one from the environment.",
	Source:   "https://developers.figma.com/docs/rest-api/personal-access-tokens/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"figma"}, Alphabet: alphabet.HexDash, Min: 41, Max: 41, Valid: figmaForm, Message: "Figma personal access token"}},
	Examples: []rules.Example{
		{Path: "icons.sh", Text: "FIGMA_TOKEN=«{hex:4}-{hex:8}-{hex:4}-{hex:4}-{hex:4}-{hex:12}»\n", Why: "a script"},
	},
}

func figmaForm(v []byte) rules.Proof {
	for i, b := range v {
		if (b == '-') != (i == 4 || i == 13 || i == 18 || i == 23 || i == 28) {
			return rules.Refuted
		}
	}
	return rules.Formal
}
