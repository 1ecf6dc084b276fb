package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// renderKeyRule finds Render API keys.
var renderKeyRule = &rules.Rule{
	ID:       "render-key",
	Title:    "Render API key",
	Doc:      `An API key of Render (rnd_). It deploys services and reads their environment, in every workspace of its user.`,
	Fix:      "Revoke the key at https://dashboard.render.com/settings#api-keys and read the new one from the environment.",
	Source:   "https://render.com/docs/api",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "rnd_", Alphabet: alphabet.Alnum, Min: 28, Max: 32, Valid: judge.GeneratedBody, Message: "Render API key: deploys and reads environments"}},
	Examples: []rules.Example{
		{Path: "settings.py", Text: "RENDER_API_KEY = \"«rnd_{alnum:28}»\"\n", Why: "by its form"},
	},
}
