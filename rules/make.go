package rules

import "bytes"

// makeWebhookRule finds Make webhooks.
var makeWebhookRule = &Rule{
	ID:       "make-webhook",
	Title:    "Make webhook",
	Doc:      `The address of a webhook of Make, once Integromat. Whoever has it starts the scenario behind it with data of their own.`,
	Fix:      "Delete the webhook in Make, add a new one, and read its address from the environment.",
	Source:   "https://help.make.com/webhooks",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"hook.eu1.make.com/", "hook.eu2.make.com/", "hook.us1.make.com/", "hook.us2.make.com/", "hook.make.com/", "hook.integromat.com/"},
	Binary:   true,
	Check:    checkMakeWebhook,
	Examples: []Example{
		{Path: "lead.py", Text: "requests.post(\"https://«hook.eu1.make.com/{lowernum:32}»\", json=lead)\n", Why: "a webhook"},
		{Path: "old.js", Text: "const url = 'https://«hook.integromat.com/{lowernum:32}»';\n", Why: "the older host"},
		{Path: "a.md", Text: "https://hook.eu1.make.com/{repeat:x:32}\n", Why: "filler"},
		{Path: "b.md", Text: "https://hook.eu1.make.com/your-webhook-address-goes-here-now\n", Why: "words"},
	},
}

func checkMakeWebhook(c *Candidate) (Match, bool) {
	i := bytes.IndexByte(c.Value(), '/')
	if i < 0 {
		return Match{}, false
	}
	return matchToken(c, Token{Prefix: string(c.Value()[:i+1]), Alphabet: isLowerNum, Min: 30, Max: 40, Valid: generatedBody, Message: "Make webhook: whoever has the address starts the scenario"})
}
