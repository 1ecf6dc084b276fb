package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// zapierWebhookRule finds Zapier webhooks.
var zapierWebhookRule = &rules.Rule{
	ID:       "zapier-webhook",
	Title:    "Zapier webhook",
	Doc:      `The address of a webhook of Zapier. Whoever has it starts the Zap behind it with data of their own.`,
	Fix:      "Turn the Zap off, add a new webhook trigger, and read its address from the environment.",
	Source:   "https://help.zapier.com/hc/en-us/articles/8496288690317",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "hooks.zapier.com/hooks/catch/", Alphabet: alphabet.SlashPath, Min: 12, Max: 40, Valid: zapierForm, Message: "Zapier webhook: whoever has the address starts the Zap"}},
	Examples: []rules.Example{
		{Path: "lead.js", Text: "fetch('https://«hooks.zapier.com/hooks/catch/{digits:8}/{lowernum:7}»', { method: 'POST' })\n", Why: "a webhook"},
		{Path: "a.md", Text: "https://hooks.zapier.com/hooks/catch/123456/abcdef/\n", Why: "made up"},
	},
}

// zapierForm verifies the account's number and the hook's name, which is too
// short to be distinguished from a word by its letters alone.
func zapierForm(token []byte) rules.Proof {
	parts := bytes.Split(bytes.TrimRight(token, "/"), []byte("/"))
	if len(parts) < 5 || !alphabet.AllDigits(parts[3]) || len(parts[4]) < 6 || !alphabet.All(parts[4], alphabet.LowerNum) {
		return rules.Refuted
	}
	for _, p := range parts[3:5] {
		if judge.FillerReason(p) != "" || judge.IsSequence(p) {
			return rules.Refuted
		}
	}
	if alphabet.Classes(parts[4]) < 2 || judge.Bits(parts[4]) < 4 {
		return rules.Refuted
	}
	return rules.Formal
}
