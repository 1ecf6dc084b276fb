package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// pixieKeyRule finds Pixie API or deploy keys.
var pixieKeyRule = &rules.Rule{
	ID:       "pixie-key",
	Title:    "Pixie API or deploy key",
	Doc:      `A key of Pixie, New Relic's view into Kubernetes: an API key (px-api-), which reads what its agents see, or a deploy key (px-dep-), which connects a cluster.`,
	Fix:      "Delete the key at https://work.withpixie.ai/admin/keys/api and read the new one from the environment.",
	Source:   "https://docs.px.dev/using-pixie/api-quick-start/",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "px-api-", Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidBody, Message: "Pixie API key: reads what its agents see"},
		{Prefix: "px-dep-", Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidBody, Message: "Pixie deploy key: connects a cluster"},
	},
	Examples: []rules.Example{
		{Path: "main.go", Text: "const pixieApiKey = \"«px-api-{uuid}»\"\n", Why: "by its form"},
		{Path: ".env", Text: "PIXIE_API_KEY=«px-dep-{uuid}»\n", Why: "a deploy key"},
	},
}
