package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// storyblokTokenRule finds Storyblok tokens.
var storyblokTokenRule = &rules.Rule{
	ID:       "storyblok-token",
	Title:    "Storyblok token",
	Doc:      `A personal access token or a preview token of Storyblok: 22 characters and tt, under a name that says Storyblok. The preview token reads drafts, the personal one changes everything.`,
	Fix:      "Delete the token at https://app.storyblok.com/#/me/account?tab=token and read the new one from the environment.",
	Source:   "https://www.storyblok.com/docs/api/management/getting-started/authentication",
	Severity: rules.Error,
	Keyed: []rules.Keyed{
		{Words: []string{"storyblok"}, Alphabet: alphabet.Alnum, Min: 24, Max: 24, Valid: storyblokForm, Message: "Storyblok token: reads drafts"},
		{Words: []string{"storyblok"}, Alphabet: alphabet.AlnumDash, Min: 40, Max: 60, Valid: storyblokForm, Message: "Storyblok personal access token"},
	},
	Examples: []rules.Example{
		{Path: "settings.py", Text: "STORYBLOK_TOKEN = \"«{alnum:22}tt»\"\n", Why: "by its name"},
		{Path: "config.yml", Text: "storyblok_token: «{alnum:22}tt-{digits:6}-{alnum:20}»\n", Why: "a personal one"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:22}tt\"\n", Why: "another name"},
		{Path: "client.py", Text: "storyblok_revision = \"{alnum:22}tt\"\n", Why: "a revision's name"},
	},
}

func storyblokForm(v []byte) rules.Proof {
	if string(v[22:24]) != "tt" {
		return rules.Refuted
	}
	return rules.Formal
}
