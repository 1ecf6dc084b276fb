package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// pubnubSecretKeyRule finds PubNub secret keys.
var pubnubSecretKeyRule = &rules.Rule{
	ID:       "pubnub-secret-key",
	Title:    "PubNub secret key",
	Doc:      `The secret key of a PubNub keyset (sec-c-). It grants and revokes the access of everyone to its channels.`,
	Fix:      "Revoke the key at https://admin.pubnub.com/ and read the new one from the environment.",
	Source:   "https://www.pubnub.com/docs/general/security/access-control",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "sec-c-", Alphabet: alphabet.StdBase64, Min: 48, Max: 56, Message: "PubNub secret key: grants access to channels"}},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "pubnub_secret_key = \"«sec-c-{b64:36}»\"\n", Why: "by its form"},
	},
}

// pubnubKeyRule finds PubNub publish or subscribe keys.
var pubnubKeyRule = &rules.Rule{
	ID:       "pubnub-key",
	Title:    "PubNub publish or subscribe key",
	Doc:      `A publish key (pub-c-) or subscribe key (sub-c-) of PubNub. Apps that use the channels ship both; without access control they send and read messages, so that you are told of them.`,
	Fix:      "Reset the key at https://admin.pubnub.com/ and read the new one from the environment.",
	Source:   "https://www.pubnub.com/docs/general/setup/account-setup",
	Severity: rules.Info,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "pub-c-", Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidBody, Score: 0.6, Message: "PubNub publish key"},
		{Prefix: "sub-c-", Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidBody, Score: 0.6, Message: "PubNub subscribe key"},
	},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "pubnub_publish_key: «pub-c-{uuid}»\n", Why: "by its form"},
		{Path: "client.ts", Text: "const pubnubPublishKey = '«sub-c-{uuid}»';\n", Why: "another kind"},
	},
}
