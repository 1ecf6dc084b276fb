package rules

import "bytes"

// slackToken finds Slack's tokens and webhook addresses.
var slackToken = &Rule{
	ID:       "slack-token",
	Title:    "Slack token or webhook",
	Doc:      `A token of Slack: bot (xoxb-), user (xoxp-), workspace (xoxa-, xoxr-), session (xoxs-, xoxc-, xoxd-), rotation (xoxe-), app level (xapp-), or the address of an incoming webhook or workflow, with which anyone can post. The documented address with T00000000 and X is left alone.`,
	Fix:      "Revoke the token (api.slack.com/methods/auth.revoke) or delete the webhook in the app's settings, and read the new one from the environment.",
	Source:   "https://api.slack.com/concepts/token-types",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxo-", "xoxe", "xapp-", "hooks.slack.com/"},
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c,
			Token{Prefix: "xoxb-", Alphabet: isAlnumDash, Min: 40, Max: 120, Valid: slackParts, Message: "Slack bot token"},
			Token{Prefix: "xoxp-", Alphabet: isAlnumDash, Min: 40, Max: 150, Valid: slackParts, Message: "Slack user token"},
			Token{Prefix: "xoxa-", Alphabet: isAlnumDash, Min: 40, Max: 150, Valid: slackParts, Message: "Slack workspace token"},
			Token{Prefix: "xoxr-", Alphabet: isAlnumDash, Min: 40, Max: 150, Valid: slackParts, Message: "Slack workspace refresh token"},
			Token{Prefix: "xoxs-", Alphabet: isAlnumDash, Min: 40, Max: 150, Valid: slackParts, Message: "Slack session token"},
			Token{Prefix: "xoxo-", Alphabet: isAlnumDash, Min: 40, Max: 150, Valid: slackParts, Message: "Slack token"},
			Token{Prefix: "xoxe-1-", Alphabet: isAlnumDash, Min: 100, Max: 250, Message: "Slack refresh token"},
			Token{Prefix: "xoxe.xoxp-1-", Alphabet: isAlnumDash, Min: 100, Max: 250, Message: "Slack rotating user token"},
			Token{Prefix: "xoxe.xoxb-1-", Alphabet: isAlnumDash, Min: 100, Max: 250, Message: "Slack rotating bot token"},
			Token{Prefix: "xapp-1-A", Alphabet: isAlnumDash, Min: 60, Max: 110, Valid: slackApp, Message: "Slack app-level token"},
			Token{Prefix: "hooks.slack.com/services/", Alphabet: isSlashPath, Min: 40, Max: 60, Valid: slackHook, Message: "Slack incoming webhook: whoever has the address can post"},
			Token{Prefix: "hooks.slack.com/workflows/", Alphabet: isSlashPath, Min: 50, Max: 90, Valid: slackFlow, Message: "Slack workflow webhook"},
			Token{Prefix: "hooks.slack.com/triggers/", Alphabet: isSlashPath, Min: 40, Max: 90, Valid: slackFlow, Message: "Slack workflow trigger"},
		)
	},
	Examples: []Example{
		{Path: "bot.py", Text: "TOKEN = \"«xoxb-{digits:12}-{digits:13}-{alnum:24}»\"\n", Why: "a bot"},
		{Path: "user.yml", Text: "token: «xoxp-{digits:12}-{digits:12}-{digits:13}-{hex:32}»\n", Why: "a user"},
		{Path: "app.env.yml", Text: "app: «xapp-1-A0{upper:9}-{digits:13}-{hex:64}»\n", Why: "an app"},
		{Path: "notify.sh", Text: "curl -d @m https://«hooks.slack.com/services/T0{upper:8}/B0{upper:9}/{alnum:24}»\n", Why: "a webhook"},
		{Path: "a.md", Text: "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX\n", Why: "Slack's documentation"},
		{Path: "b.md", Text: "xoxb-your-token-goes-here-with-some-more-words-in-it\n", Why: "words"},
		{Path: "c.md", Text: "xoxb-123456789012-1234567890123-{repeat:x:24}\n", Why: "filler"},
	},
}

// slackParts verifies numbers, and at the end what is secret.
func slackParts(token []byte) Proof {
	parts := bytes.Split(token, []byte("-"))
	if len(parts) < 3 {
		return Refuted
	}
	numbers := 0
	for _, p := range parts[1 : len(parts)-1] {
		if allDigits(p) && len(p) >= 8 {
			numbers++
		} else if len(p) > 2 {
			return Refuted
		}
	}
	last := parts[len(parts)-1]
	if numbers < 1 || len(last) < 20 || bits(last) < tokenRandom {
		return Refuted
	}
	return Formal
}

func slackApp(token []byte) Proof {
	parts := bytes.Split(token, []byte("-"))
	if len(parts) != 5 || !allDigits(parts[3]) || len(parts[4]) != 64 || !isRunOf(parts[4], isLowerHex) || !isRunOf(parts[2], isUpperNum) {
		return Refuted
	}
	return Formal
}

func slackHook(token []byte) Proof {
	parts := bytes.Split(token, []byte("/"))
	if len(parts) != 5 || len(parts[2]) < 8 || parts[2][0] != 'T' || len(parts[3]) < 8 || parts[3][0] != 'B' || len(parts[4]) < 20 || bits(parts[4]) < tokenRandom {
		return Refuted
	}
	return Formal
}

func slackFlow(token []byte) Proof {
	parts := bytes.Split(token, []byte("/"))
	if len(parts) < 5 || bits(parts[len(parts)-1]) < tokenRandom {
		return Refuted
	}
	return Formal
}

// bits is the surprise of the most random stretch.
func bits(v []byte) float64 {
	b, _, _ := randomPart(v)
	return b
}
