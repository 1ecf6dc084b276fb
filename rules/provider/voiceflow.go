package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// voiceflowKeyRule finds Voiceflow API keys.
var voiceflowKeyRule = &rules.Rule{
	ID:       "voiceflow-key",
	Title:    "Voiceflow API key",
	Doc:      `An API key of Voiceflow (VF., with DM. or WS. or not): an identifier and a secret. It talks to, and with a workspace's key changes, the project.`,
	Fix:      "Delete the key at https://creator.voiceflow.com/ and read the new one from the environment.",
	Source:   "https://docs.voiceflow.com/reference/authentication",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "VF.", Alphabet: alphabet.TokenDot, Min: 41, Max: 44, Valid: judge.GeneratedBody, Message: "Voiceflow API key"}},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "voiceflow_api_key = \"«VF.DM.{hex:24}.{alnum:16}»\"\n", Why: "by its form"},
	},
}
