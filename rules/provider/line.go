package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// lineChannelTokenRule finds a LINE channel access token.
var lineChannelTokenRule = &rules.Rule{
	ID:       "line-channel-token",
	Title:    "LINE channel access token",
	Doc:      "A channel access token of LINE: base64 of about 128 bytes under a name that says LINE or channel access token. It sends messages to everyone who added the channel.",
	Fix:      "Reissue it on the channel's Messaging API page at https://developers.line.biz/console/ and read it from the environment.",
	Source:   "https://developers.line.biz/en/docs/basics/channel-access-token/",
	Severity: rules.Error,
	Keywords: []string{"line", "channel"},
	Keyed:    []rules.Keyed{{Words: []string{"line", "channelaccess", "channel"}, Names: []string{"channelaccesstoken", "accesstoken", "linetoken", "channeltoken"}, Alphabet: alphabet.StdBase64, Min: 168, Max: 176, Message: "LINE channel access token"}},
	Examples: []rules.Example{
		{Path: "bot.py", Text: "line_bot_api = LineBotApi(channel_access_token=\"«{b64:128}»\")\n", Why: "a bot"},
	},
}

// lineChannelSecretRule finds a LINE channel secret.
var lineChannelSecretRule = &rules.Rule{
	ID:       "line-channel-secret",
	Title:    "LINE channel secret",
	Doc:      "The channel secret of LINE: 32 hexadecimal digits under a name that says LINE or channel secret. It signs the messages that LINE sends to the bot.",
	Fix:      "Reissue it on the channel's Basic settings page at https://developers.line.biz/console/ and read it from the environment.",
	Source:   "https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"line", "channel"}, Names: []string{"channelsecret", "linesecret"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "LINE channel secret"}},
	Examples: []rules.Example{
		{Path: "bot.js", Text: "const config = { channelSecret: '«{hex:32}»' };\n", Why: "a bot"},
		{Path: "b.py", Text: "line_release_sha = \"{hex:32}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:32}\"\n", Why: "another provider"},
	},
}
