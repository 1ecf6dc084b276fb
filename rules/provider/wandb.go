package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// wandbKeyRule finds Weights & Biases API keys.
var wandbKeyRule = &rules.Rule{
	ID:       "wandb-key",
	Title:    "Weights & Biases API key",
	Doc:      `An API key of Weights & Biases (wandb_v1_). It reads and writes the runs and artifacts of its user.`,
	Fix:      "Revoke the key at https://wandb.ai/settings and read the new one from the environment.",
	Source:   "https://docs.wandb.ai/guides/track/environment-variables",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "wandb_v1_", Alphabet: alphabet.AlnumDash, Min: 77, Max: 77, Message: "Weights & Biases API key: reads and writes runs"}},
	Examples: []rules.Example{
		{Path: "main.go", Text: "const wandbApiKey = \"«wandb_v1_{alnum:77}»\"\n", Why: "by its form"},
	},
}

// wandbLegacyKeyRule finds Weights & Biases API key without prefixs.
var wandbLegacyKeyRule = &rules.Rule{
	ID:       "wandb-legacy-key",
	Title:    "Weights & Biases API key without prefix",
	Doc:      `An API key of Weights & Biases in its older form: 40 hexadecimal digits under a name that says wandb, or as the password for api.wandb.ai.`,
	Fix:      "Revoke the key at https://wandb.ai/settings and read the new one from the environment.",
	Source:   "https://docs.wandb.ai/guides/track/environment-variables",
	Severity: rules.Error,
	Keywords: []string{"wandb", "weights"},
	Keyed:    []rules.Keyed{{Words: []string{"wandb", "weightsandbiases"}, Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Message: "Weights & Biases API key: reads and writes runs"}},
	Examples: []rules.Example{
		{Path: "train.py", Text: "wandb.login(key=\"«{hex:40}»\")\n", Why: "a call"},
		{Path: "app.json", Text: "{\"wandbApiKey\": \"«{hex:40}»\"}\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:40}\"\n", Why: "another name"},
		{Path: "client.py", Text: "wandb_revision = \"{hex:40}\"\n", Why: "a revision's name"},
	},
}
