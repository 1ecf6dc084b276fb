package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// runpodKeyRule finds RunPod API keys.
var runpodKeyRule = &rules.Rule{
	ID:       "runpod-key",
	Title:    "RunPod API key",
	Doc:      `An API key of RunPod (rpa_ and 46 characters). It starts machines with GPUs at the cost of the account.`,
	Fix:      "Delete the key at https://console.runpod.io/user/settings and read the new one from the environment.",
	Source:   "https://docs.runpod.io/get-started/api-keys",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "rpa_", Alphabet: alphabet.Alnum, Min: 46, Max: 46, Valid: runpodForm, Message: "RunPod API key: starts machines"}},
	Examples: []rules.Example{
		{Path: ".env", Text: "RUNPOD_API_KEY=«rpa_{uppernum:40}{alnum:6}»\n", Why: "by its form"},
	},
}

func runpodForm(token []byte) rules.Proof {
	if !alphabet.All(token[4:44], alphabet.UpperNum) {
		return rules.Refuted
	}
	return judge.GeneratedBody(token)
}
