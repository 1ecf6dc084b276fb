package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// elevenlabsAPIKeyRule finds an ElevenLabs API key.
var elevenlabsAPIKeyRule = &rules.Rule{
	ID:       "elevenlabs-api-key",
	Title:    "ElevenLabs API key",
	Doc:      "An API key of ElevenLabs (sk_ and 48 hexadecimal digits). It generates speech on the account's bill and reads its voices.",
	Fix:      "Delete it at https://elevenlabs.io/app/settings/api-keys and read the new one from the environment.",
	Source:   "https://elevenlabs.io/docs/api-reference/authentication",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "sk_", Alphabet: alphabet.LowerHex, Min: 48, Max: 48, Message: "ElevenLabs API key"}},
	Examples: []rules.Example{
		{Path: "tts.py", Text: "client = ElevenLabs(api_key=\"«sk_{hex:48}»\")\n", Why: "a client"},
	},
}
