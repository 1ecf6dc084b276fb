package rules

import "bytes"

// zapierWebhookRule finds Zapier webhooks.
var zapierWebhookRule = &Rule{
	ID:       "zapier-webhook",
	Title:    "Zapier webhook",
	Doc:      `The address of a webhook of Zapier. Whoever has it starts the Zap behind it with data of their own.`,
	Fix:      "Turn the Zap off, add a new webhook trigger, and read its address from the environment.",
	Source:   "https://help.zapier.com/hc/en-us/articles/8496288690317",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"hooks.zapier.com/hooks/catch/"},
	Run:      41,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "hooks.zapier.com/hooks/catch/", Alphabet: isSlashPath, Min: 12, Max: 40, Valid: zapierForm, Message: "Zapier webhook: whoever has the address starts the Zap"})
	},
	Examples: []Example{
		{Path: "lead.js", Text: "fetch('https://«hooks.zapier.com/hooks/catch/{digits:8}/{lowernum:7}»', { method: 'POST' })\n", Why: "a webhook"},
		{Path: "a.md", Text: "https://hooks.zapier.com/hooks/catch/123456/abcdef/\n", Why: "made up"},
		{Path: "b.md", Text: "https://hooks.zapier.com/hooks/catch/\n", Why: "elided"},
	},
}

// zapierForm verifies the account's number and the hook's name, which is too
// short to be told from a word by its letters alone.
func zapierForm(token []byte) Proof {
	parts := bytes.Split(bytes.TrimRight(token, "/"), []byte("/"))
	if len(parts) < 5 || !allDigits(parts[3]) || len(parts[4]) < 6 || !isRunOf(parts[4], isLowerNum) {
		return Refuted
	}
	for _, p := range parts[3:5] {
		if fillerReason(p) != "" || isSequence(p) {
			return Refuted
		}
	}
	if mixedClasses(parts[4]) < 2 || bits(parts[4]) < 4 {
		return Refuted
	}
	return Formal
}
