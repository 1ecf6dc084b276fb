package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// netlifyTokenRule finds Netlify access tokens.
var netlifyTokenRule = &rules.Rule{
	ID:       "netlify-token",
	Title:    "Netlify access token",
	Doc:      `An access token of Netlify: personal (nfp_), or of an OAuth application (nfo_), a build (nfb_), the command line (nfc_) or the interface (nfu_). It deploys and changes the sites of its user.`,
	Fix:      "Delete the token at https://app.netlify.com/user/applications and read the new one from the environment.",
	Source:   "https://docs.netlify.com/api/get-started/",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "nfp_", Alphabet: alphabet.Alnum, Min: 36, Max: 36, Valid: judge.GeneratedBody, Message: "Netlify personal access token: deploys and changes sites"},
		{Prefix: "nfo_", Alphabet: alphabet.Alnum, Min: 36, Max: 36, Valid: judge.GeneratedBody, Message: "Netlify OAuth token"},
		{Prefix: "nfc_", Alphabet: alphabet.Alnum, Min: 36, Max: 36, Valid: judge.GeneratedBody, Message: "Netlify token of the command line"},
		{Prefix: "nfb_", Alphabet: alphabet.Alnum, Min: 36, Max: 36, Valid: judge.GeneratedBody, Message: "Netlify build token"},
		{Prefix: "nfu_", Alphabet: alphabet.Alnum, Min: 36, Max: 36, Valid: judge.GeneratedBody, Message: "Netlify token of the interface"},
	},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export NETLIFY_AUTH_TOKEN=«nfp_{alnum:36}»\n", Why: "by its form"},
		{Path: "settings.py", Text: "NETLIFY_AUTH_TOKEN = \"«nfo_{alnum:36}»\"\n", Why: "another kind"},
		{Path: "config.yml", Text: "netlify_auth_token: «nfc_{alnum:36}»\n", Why: "another kind"},
		{Path: "client.ts", Text: "const netlifyAuthToken = '«nfb_{alnum:36}»';\n", Why: "another kind"},
		{Path: "main.go", Text: "const netlifyAuthToken = \"«nfu_{alnum:36}»\"\n", Why: "another kind"},
	},
}

// netlifyLegacyTokenRule finds Netlify access token without prefixs.
var netlifyLegacyTokenRule = &rules.Rule{
	ID:       "netlify-legacy-token",
	Title:    "Netlify access token without prefix",
	Doc:      `An access token of Netlify as they were before 2023: 40 to 46 characters of URL-safe base64 under a name that says Netlify.`,
	Fix:      "Delete the token at https://app.netlify.com/user/applications and read the new one from the environment.",
	Source:   "https://docs.netlify.com/api/get-started/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"netlify"}, Alphabet: alphabet.AlnumDash, Min: 40, Max: 46, Message: "Netlify access token: deploys and changes sites"}},
	Examples: []rules.Example{
		{Path: "app.json", Text: "{\"netlifyAccessToken\": \"«{urlsafe:43}»\"}\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{urlsafe:40}\"\n", Why: "another name"},
		{Path: "client.py", Text: "netlify_revision = \"{urlsafe:40}\"\n", Why: "a revision's name"},
	},
}
