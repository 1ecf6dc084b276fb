package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// slackBotTokenRule finds Slack bot tokens.
var slackBotTokenRule = &rules.Rule{
	ID:       "slack-bot-token",
	Title:    "Slack bot token",
	Doc:      `A bot token of Slack (xoxb-). It reads and posts in the channels that the bot was invited to, by its scopes.`,
	Fix:      "Revoke the token (api.slack.com/methods/auth.revoke) or reinstall the app, and read the new one from the environment.",
	Source:   "https://api.slack.com/concepts/token-types",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "xoxb-", Alphabet: alphabet.AlnumDash, Min: 30, Max: 120, Valid: slackParts, Message: "Slack bot token: reads and posts in channels"}},
	Examples: []rules.Example{
		{Path: "old.py", Text: "TOKEN = \"«xoxb-{digits:12}-{alnum:24}»\"\n", Why: "the form from before 2018"},
		{Path: ".env", Text: "SLACK_BOT_TOKEN=«xoxb-{digits:12}-{digits:13}-{alnum:24}»\n", Why: "by its form"},
		{Path: "b.md", Text: "xoxb-your-token-goes-here-with-some-more-words-in-it\n", Why: "words"},
		{Path: "c.md", Text: "xoxb-123456789012-1234567890123-{repeat:x:24}\n", Why: "filler behind numbers"},
	},
}

// slackUserTokenRule finds Slack user tokens.
var slackUserTokenRule = &rules.Rule{
	ID:       "slack-user-token",
	Title:    "Slack user token",
	Doc:      `A user token of Slack (xoxp-). It acts as the person who granted it, and reads private channels and messages with them.`,
	Fix:      "Revoke the token (api.slack.com/methods/auth.revoke) or reinstall the app, and read the new one from the environment.",
	Source:   "https://api.slack.com/concepts/token-types",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "xoxp-", Alphabet: alphabet.AlnumDash, Min: 40, Max: 150, Valid: slackParts, Message: "Slack user token: acts as a person"}},
	Examples: []rules.Example{
		{Path: "app.json", Text: "{\"slackUserToken\": \"«xoxp-{digits:12}-{digits:12}-{digits:13}-{hex:32}»\"}\n", Why: "by its form"},
	},
}

// slackWorkspaceTokenRule finds Slack workspace tokens.
var slackWorkspaceTokenRule = &rules.Rule{
	ID:       "slack-workspace-token",
	Title:    "Slack workspace token",
	Doc:      `A workspace access token (xoxa-) or its refresh token (xoxr-), from Slack apps of 2018 to 2021.`,
	Fix:      "Revoke the token (api.slack.com/methods/auth.revoke) or reinstall the app, and read the new one from the environment.",
	Source:   "https://api.slack.com/concepts/token-types",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "xoxa-", Alphabet: alphabet.AlnumDash, Min: 40, Max: 150, Valid: slackParts, Message: "Slack workspace token"},
		{Prefix: "xoxr-", Alphabet: alphabet.AlnumDash, Min: 40, Max: 150, Valid: slackParts, Message: "Slack workspace refresh token"},
	},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "slack_token = \"«xoxa-2-{digits:12}-{digits:12}-{digits:12}-{hex:32}»\"\n", Why: "by its form"},
		{Path: "deploy.sh", Text: "export SLACK_TOKEN=«xoxr-{digits:12}-{digits:12}-{digits:12}-{hex:32}»\n", Why: "a refresh token"},
	},
}

// slackSessionTokenRule finds Slack session tokens.
var slackSessionTokenRule = &rules.Rule{
	ID:       "slack-session-token",
	Title:    "Slack session token",
	Doc:      `A token or cookie of a person's session in Slack: of the desktop and web client (xoxc-, xoxd-), of the older one (xoxs-), or of a legacy app (xoxo-). It acts as that person, without any scope.`,
	Fix:      "Sign out of all sessions (slack.com/account/settings) and keep the token out of files.",
	Source:   "https://api.slack.com/concepts/token-types",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "xoxs-", Alphabet: alphabet.AlnumDash, Min: 40, Max: 150, Valid: slackParts, Message: "Slack session token: acts as a person"},
		{Prefix: "xoxc-", Alphabet: alphabet.AlnumDash, Min: 40, Max: 150, Valid: slackParts, Message: "Slack session token: acts as a person"},
		{Prefix: "xoxo-", Alphabet: alphabet.AlnumDash, Min: 40, Max: 150, Valid: slackParts, Message: "Slack legacy token"},
		{Prefix: "xoxd-", Alphabet: alphabet.TokenAny, Min: 100, Max: 400, Valid: judge.GeneratedBody, Message: "Slack session cookie: acts as a person"},
	},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "slack_token = \"«xoxs-{digits:12}-{digits:12}-{digits:12}-{hex:32}»\"\n", Why: "by its form"},
		{Path: "deploy.sh", Text: "export SLACK_TOKEN=«xoxc-{digits:12}-{digits:12}-{digits:13}-{hex:64}»\n", Why: "the client of today"},
		{Path: "settings.py", Text: "SLACK_TOKEN = \"«xoxo-{digits:12}-{digits:12}-{digits:12}-{hex:32}»\"\n", Why: "a legacy app"},
		{Path: "config.yml", Text: "slack_token: «xoxd-{alnum:120}»\n", Why: "a cookie"},
	},
}

// slackAppTokenRule finds Slack app-level tokens.
var slackAppTokenRule = &rules.Rule{
	ID:       "slack-app-token",
	Title:    "Slack app-level token",
	Doc:      `An app-level token of Slack (xapp-). It opens the app's event stream and reads what the app is told.`,
	Fix:      "Revoke the token (api.slack.com/methods/auth.revoke) or reinstall the app, and read the new one from the environment.",
	Source:   "https://api.slack.com/concepts/token-types",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "xapp-1-A", Alphabet: alphabet.AlnumDash, Min: 60, Max: 110, Valid: slackApp, Message: "Slack app-level token: opens the app's event stream"}},
	Examples: []rules.Example{
		{Path: "main.go", Text: "const slackAppToken = \"«xapp-1-A0{uppernum:9}-{digits:13}-{hex:64}»\"\n", Why: "by its form"},
	},
}

// slackConfigTokenRule finds Slack configuration or rotating tokens.
var slackConfigTokenRule = &rules.Rule{
	ID:       "slack-config-token",
	Title:    "Slack configuration or rotating token",
	Doc:      `A token of Slack that is rotated (xoxe.xoxb-, xoxe.xoxp-), among them those that configure apps, or the refresh token that renews one (xoxe-). Access tokens live for twelve hours.`,
	Fix:      "Revoke the token (api.slack.com/methods/auth.revoke) or reinstall the app, and read the new one from the environment.",
	Source:   "https://api.slack.com/authentication/rotation",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "xoxe.xoxp-1-", Alphabet: alphabet.AlnumDash, Min: 100, Max: 250, Message: "Slack rotating user or configuration token"},
		{Prefix: "xoxe.xoxb-1-", Alphabet: alphabet.AlnumDash, Min: 100, Max: 250, Message: "Slack rotating bot token"},
		{Prefix: "xoxe-1-", Alphabet: alphabet.AlnumDash, Min: 100, Max: 250, Message: "Slack refresh token"},
	},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "slack_config_token: «xoxe.xoxp-1-{alnum:166}»\n", Why: "by its form"},
		{Path: "client.ts", Text: "const slackConfigToken = '«xoxe.xoxb-1-{alnum:166}»';\n", Why: "a bot's"},
		{Path: "main.go", Text: "const slackConfigToken = \"«xoxe-1-{alnum:146}»\"\n", Why: "a refresh token"},
	},
}

// slackWebhookRule finds Slack webhooks.
var slackWebhookRule = &rules.Rule{
	ID:       "slack-webhook",
	Title:    "Slack webhook",
	Doc:      `The address of an incoming webhook of Slack, or of a workflow's trigger. Whoever has it can post, or start the workflow. The documented address with T00000000 and X is left alone.`,
	Fix:      "Delete the webhook in the app's settings, make a new one, and read its address from the environment.",
	Source:   "https://api.slack.com/messaging/webhooks",
	Severity: rules.Error,
	Prefixes: []string{"hooks.slack.com/"},
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "hooks.slack.com/services/", Alphabet: alphabet.SlashPath, Min: 40, Max: 60, Valid: slackHook, Message: "Slack incoming webhook: whoever has the address can post"},
		{Prefix: "hooks.slack.com/workflows/", Alphabet: alphabet.SlashPath, Min: 50, Max: 90, Valid: slackFlow, Message: "Slack workflow webhook"},
		{Prefix: "hooks.slack.com/triggers/", Alphabet: alphabet.SlashPath, Min: 40, Max: 90, Valid: slackFlow, Message: "Slack workflow trigger"},
	},
	Examples: []rules.Example{
		{Path: "notify.sh", Text: "curl -d @m https://«hooks.slack.com/services/T0{upper:8}/B0{upper:9}/{alnum:24}»\n", Why: "a webhook"},
		{Path: "flow.yml", Text: "url: https://«hooks.slack.com/triggers/T0{upper:8}/{digits:13}/{hex:32}»\n", Why: "a trigger"},
		{Path: "a.md", Text: "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX\n", Why: "Slack's documentation"},
		{Path: "b.md", Text: "https://hooks.slack.com/services/YOUR/WEBHOOK/URL\n", Why: "words"},
	},
}

// slackParts verifies numbers, and at the end what is secret.
func slackParts(token []byte) rules.Proof {
	parts := bytes.Split(token, []byte("-"))
	if len(parts) < 3 {
		return rules.Refuted
	}
	numbers := 0
	for _, p := range parts[1 : len(parts)-1] {
		if alphabet.AllDigits(p) && len(p) >= 8 {
			numbers++
		} else if len(p) > 2 {
			return rules.Refuted
		}
	}
	last := parts[len(parts)-1]
	if numbers < 1 || len(last) < 18 || judge.Bits(last) < judge.TokenRandom {
		return rules.Refuted
	}
	return rules.Formal
}

func slackApp(token []byte) rules.Proof {
	parts := bytes.Split(token, []byte("-"))
	if len(parts) != 5 || !alphabet.AllDigits(parts[3]) || len(parts[4]) != 64 || !alphabet.All(parts[4], alphabet.LowerHex) || !alphabet.All(parts[2], alphabet.UpperNum) {
		return rules.Refuted
	}
	return rules.Formal
}

func slackHook(token []byte) rules.Proof {
	parts := bytes.Split(token, []byte("/"))
	if len(parts) != 5 || len(parts[2]) < 8 || parts[2][0] != 'T' || len(parts[3]) < 8 || parts[3][0] != 'B' || len(parts[4]) < 20 || judge.Bits(parts[4]) < judge.TokenRandom {
		return rules.Refuted
	}
	return rules.Formal
}

func slackFlow(token []byte) rules.Proof {
	parts := bytes.Split(token, []byte("/"))
	if len(parts) < 5 || judge.Bits(parts[len(parts)-1]) < judge.TokenRandom {
		return rules.Refuted
	}
	return rules.Formal
}
