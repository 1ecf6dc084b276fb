package provider

import (
	"bytes"
	"encoding/base64"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// discordBotTokenRule finds a Discord bot token.
var discordBotTokenRule = &rules.Rule{
	ID:       "discord-bot-token",
	Title:    "Discord bot token",
	Doc:      "The token of a Discord bot: the bot's number in base64, a dot, a time, a dot and a signature. It reads and writes in every server that the bot is in. What does not hold such a number is not reported.",
	Fix:      "Reset the token on the Bot page of the application at https://discord.com/developers/applications and read it from the environment.",
	Source:   "https://discord.com/developers/docs/reference#authentication",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"MD", "MT", "Mj", "Mz", "ND", "NT", "Nj", "Nz", "OD", "OT"},
	Run:      58,
	Binary:   true,
	Check:    checkDiscordBot,
	Examples: []rules.Example{
		{Path: "bot.py", Text: "client.run(\"«{b64urlof:1{digits:17}}.{urlsafe:6}.{urlsafe:38}»\")\n", Why: "a bot"},
		{Path: ".env.bot", Text: "DISCORD_TOKEN=«{b64urlof:9{digits:17}}.{urlsafe:6}.{urlsafe:27}»\n", Why: "in an env file"},
		{Path: "a.md", Text: "DISCORD_TOKEN=MTIzNDU2Nzg5MDEyMzQ1Njc4.xxxxxx.{repeat:x:27}\n", Why: "filler"},
		{Path: "b.js", Text: "const x = MathematicalFunctions.square.{alnum:27};\n", Why: "members"},
	},
}

// discordWebhookRule finds a Discord webhook.
var discordWebhookRule = &rules.Rule{
	ID:       "discord-webhook",
	Title:    "Discord webhook",
	Doc:      "The address of a Discord webhook. Whoever has it posts in the channel, as whom he likes.",
	Fix:      "Delete the webhook under the channel's settings, Integrations, and read the new address from the environment.",
	Source:   "https://discord.com/developers/docs/resources/webhook",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "discord.com/api/webhooks/", Alphabet: alphabet.SlashDash, Min: 80, Max: 95, Valid: discordHook, Message: "Discord webhook: whoever has the address can post"},
		{Prefix: "discordapp.com/api/webhooks/", Alphabet: alphabet.SlashDash, Min: 80, Max: 95, Valid: discordHook, Message: "Discord webhook: whoever has the address can post"},
		{Prefix: "canary.discord.com/api/webhooks/", Alphabet: alphabet.SlashDash, Min: 80, Max: 95, Valid: discordHook, Message: "Discord webhook: whoever has the address can post"},
		{Prefix: "ptb.discord.com/api/webhooks/", Alphabet: alphabet.SlashDash, Min: 80, Max: 95, Valid: discordHook, Message: "Discord webhook: whoever has the address can post"},
	},
	Examples: []rules.Example{
		{Path: "notify.sh", Text: "curl -d @m https://«discord.com/api/webhooks/{digits:19}/{urlsafe:68}»\n", Why: "a notification"},
	},
}

// discordClientSecretRule finds a Discord client secret.
var discordClientSecretRule = &rules.Rule{
	ID:       "discord-client-secret",
	Title:    "Discord client secret",
	Doc:      "The client secret of a Discord application: 32 URL-safe characters under a name that says Discord and secret. With the public client identifier it obtains tokens of users.",
	Fix:      "Reset the secret on the OAuth2 page of the application at https://discord.com/developers/applications and read it from the environment.",
	Source:   "https://discord.com/developers/docs/topics/oauth2",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"discord"}, Names: []string{"secret", "clientsecret"}, Alphabet: alphabet.AlnumDash, Min: 32, Max: 32, Message: "Discord client secret"}},
	Examples: []rules.Example{
		{Path: "login.js", Text: "const DISCORD_CLIENT_SECRET = '«{urlsafe:32}»';\n", Why: "a login"},
		{Path: "b.py", Text: "discord_release_sha = \"{urlsafe:32}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{urlsafe:32}\"\n", Why: "another provider"},
	},
}

// checkDiscordBot takes NUMBER.TIME.SIGNATURE, the number in base64.
func checkDiscordBot(c *rules.Candidate) (rules.Match, bool) {
	v := c.Value()
	v = v[:alphabet.RunLength(v, alphabet.TokenDot)]
	parts := bytes.Split(v, []byte("."))
	if len(parts) < 3 || len(parts[0]) < 23 || len(parts[0]) > 28 || len(parts[1]) != 6 || len(parts[2]) < 27 || len(parts[2]) > 40 {
		return rules.Match{}, false
	}
	id, err := base64.RawURLEncoding.DecodeString(string(parts[0]))
	if !c.GateText("a number in front", err == nil && len(id) >= 17 && alphabet.AllDigits(id), "") {
		return rules.Match{}, false
	}
	d := *c
	d.End = c.Start + len(parts[0]) + 1 + len(parts[1]) + 1 + len(parts[2])
	if !d.GateText("not filler", judge.FillerReason(parts[2]) == "", "") || !d.Gate("random", judge.Generated(parts[2]), judge.PartBits(parts[2])) {
		return rules.Match{}, false
	}
	score := judge.InFile(&d, 0.95)
	return rules.Match{Start: d.Start, End: d.End, Score: score, Remedy: rules.Manual, Message: "Discord bot token: reads and writes in the bot's servers"}, true
}

// discordHook verifies a number and a key.
func discordHook(token []byte) rules.Proof {
	parts := bytes.Split(token, []byte("/"))
	if len(parts) != 5 || len(parts[3]) < 17 || !alphabet.AllDigits(parts[3]) || len(parts[4]) < 60 {
		return rules.Refuted
	}
	return judge.GeneratedBody(parts[4])
}
