package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// tinesWebhookRule finds Tines webhooks.
var tinesWebhookRule = &rules.Rule{
	ID:       "tines-webhook",
	Title:    "Tines webhook",
	Doc:      `The address of a webhook of Tines: a path of 32 and a secret of 32 hexadecimal digits. Whoever has it starts the story behind it.`,
	Fix:      "Change the secret of the webhook action in Tines, and read the address from the environment.",
	Source:   "https://www.tines.com/docs/actions/types/webhook/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "tines.com/webhook/", Alphabet: alphabet.SlashPath, Min: 65, Max: 65, Valid: judge.GeneratedBody, Message: "Tines webhook: whoever has the address starts the story"}},
	Examples: []rules.Example{
		{Path: "alert.sh", Text: "curl -d @alert.json https://acme.«tines.com/webhook/{hex:32}/{hex:32}»\n", Why: "a webhook"},
		{Path: "a.md", Text: "https://acme.tines.com/webhook/{repeat:0:32}/{repeat:0:32}\n", Why: "zeros"},
	},
}
