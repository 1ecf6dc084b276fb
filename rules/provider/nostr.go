package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// nostrKeyRule finds secret keys of Nostr.
var nostrKeyRule = &rules.Rule{
	ID:       "nostr-key",
	Title:    "Nostr secret key",
	Doc:      "A secret key of Nostr (nsec1 and 58 characters of bech32, which end in a checksum). It signs as its owner, for good: keys cannot be revoked. Public keys (npub1) and keys whose checksum is wrong are left alone.",
	Fix:      "Make a new key and announce it; whatever the old one signs from now on is to be distrusted.",
	Source:   "https://github.com/nostr-protocol/nips/blob/master/19.md",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "nsec1", Alphabet: alphabet.LowerNum, Min: 58, Max: 58, Valid: Bech32Sum, Message: "Nostr secret key: signs as its owner, and cannot be revoked"}},
	Examples: []rules.Example{
		{Path: "bot.py", Text: "sk = PrivateKey.from_nsec(\"«{nsec}»\")\n", Why: "in code"},
		{Path: ".env", Text: "NOSTR_KEY=«{nsec}»\n", Why: "in an env file"},
		{Path: "a.txt", Text: "nsec1{lowernum:58}\n", Why: "a wrong checksum"},
	},
}
