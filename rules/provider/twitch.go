package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// twitchTokenRule finds Twitch client secret or tokens.
var twitchTokenRule = &rules.Rule{
	ID:       "twitch-token",
	Title:    "Twitch client secret or token",
	Doc:      `The client secret of a Twitch application, or an access token: 30 lower-case letters and digits under a name that says Twitch. The client's identifier, which has the same form, is public.`,
	Fix:      "Make a new secret at https://dev.twitch.tv/console/apps and read the new one from the environment.",
	Source:   "https://dev.twitch.tv/docs/authentication/register-app/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"twitch"}, Alphabet: alphabet.LowerNum, Min: 30, Max: 30, Message: "Twitch secret or token: acts as the application or its user"}},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "twitch_client_secret = \"«{lowernum:30}»\"\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{lowernum:30}\"\n", Why: "another name"},
		{Path: "client.py", Text: "twitch_revision = \"{lowernum:30}\"\n", Why: "a revision's name"},
		{Path: "a.py", Text: "TWITCH_CLIENT_ID = \"{lowernum:30}\"\n", Why: "a client's identifier"},
	},
}

// twitchStreamKeyRule finds Twitch stream keys.
var twitchStreamKeyRule = &rules.Rule{
	ID:       "twitch-stream-key",
	Title:    "Twitch stream key",
	Doc:      `A stream key of Twitch: live_, the channel's number and 30 characters. Whoever has it broadcasts on the channel.`,
	Fix:      "Reset the key at https://dashboard.twitch.tv/settings/stream and read the new one from the environment.",
	Source:   "https://help.twitch.tv/s/article/twitch-stream-key-faq",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "live_", Alphabet: alphabet.AlnumDash, Min: 38, Max: 50, Valid: twitchStream, Message: "Twitch stream key: broadcasts on the channel"}},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "twitch_stream_key = \"«live_{digits:9}_{alnum:30}»\"\n", Why: "by its form"},
	},
}

// twitchStream verifies the channel's number and the length of the secret.
func twitchStream(token []byte) rules.Proof {
	channel, secret, ok := bytes.Cut(token[len("live_"):], []byte("_"))
	if !ok || !alphabet.AllDigits(channel) || len(channel) < 7 || len(secret) < 30 || !alphabet.All(secret, alphabet.Alnum) || !judge.Generated(secret) {
		return rules.Refuted
	}
	return rules.Formal
}
