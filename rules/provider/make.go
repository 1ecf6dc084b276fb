package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// makeWebhookRule finds Make webhooks.
var makeWebhookRule = &rules.Rule{
	ID:       "make-webhook",
	Title:    "Make webhook",
	Doc:      `The address of a webhook of Make, once Integromat. Whoever has it starts the scenario behind it with data of their own.`,
	Fix:      "Delete the webhook in Make, add a new one, and read its address from the environment.",
	Source:   "https://help.make.com/webhooks",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"hook.eu1.make.com/", "hook.eu2.make.com/", "hook.us1.make.com/", "hook.us2.make.com/", "hook.make.com/", "hook.integromat.com/"},
	Binary:   true,
	Check:    checkMakeWebhook,
	Examples: []rules.Example{
		{Path: "lead.py", Text: "requests.post(\"https://«hook.eu1.make.com/{lowernum:32}»\", json=lead)\n", Why: "a webhook"},
		{Path: "old.js", Text: "const url = 'https://«hook.integromat.com/{lowernum:32}»';\n", Why: "the older host"},
		{Path: "a.md", Text: "https://hook.eu1.make.com/{repeat:x:32}\n", Why: "filler"},
		{Path: "b.md", Text: "https://hook.eu1.make.com/your-webhook-address-goes-here-now\n", Why: "words"},
	},
}

func checkMakeWebhook(c *rules.Candidate) (rules.Match, bool) {
	i := bytes.IndexByte(c.Value(), '/')
	if i < 0 {
		return rules.Match{}, false
	}
	return judge.MatchToken(c, rules.Token{Prefix: string(c.Value()[:i+1]), Alphabet: alphabet.LowerNum, Min: 30, Max: 40, Valid: judge.GeneratedBody, Message: "Make webhook: whoever has the address starts the scenario"})
}
