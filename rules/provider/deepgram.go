package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// deepgramAPIKeyRule finds a Deepgram API key.
var deepgramAPIKeyRule = &rules.Rule{
	ID:       "deepgram-api-key",
	Title:    "Deepgram API key",
	Doc:      "An API key of Deepgram: 40 hexadecimal digits under a name that says Deepgram. It transcribes on the account's bill.",
	Fix:      "Delete the key at https://console.deepgram.com and read the new one from the environment.",
	Source:   "https://developers.deepgram.com/docs/authenticating",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"deepgram"}, Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Message: "Deepgram API key"}},
	Examples: []rules.Example{
		{Path: "asr.js", Text: "const deepgram = new Deepgram('«{hex:40}»');\n", Why: "a client"},
		{Path: "b.py", Text: "deepgram_release_sha = \"{hex:40}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:40}\"\n", Why: "another provider"},
	},
}
