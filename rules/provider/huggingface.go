package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// huggingfaceAccessTokenRule finds a Hugging Face access token.
var huggingfaceAccessTokenRule = &rules.Rule{
	ID:       "huggingface-access-token",
	Title:    "Hugging Face access token",
	Doc:      "An access token of Hugging Face (hf_ and 34 letters or digits). It reads and, if it may, writes the models and data of its user, private ones included.",
	Fix:      "Invalidate it at https://huggingface.co/settings/tokens and read the new one from the environment.",
	Source:   "https://huggingface.co/docs/hub/security-tokens",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "hf_", Alphabet: alphabet.Alnum, Min: 34, Max: 38, Valid: judge.GeneratedBody, Message: "Hugging Face access token"}},
	Examples: []rules.Example{
		{Path: "model.py", Text: "login(token=\"«hf_{alnum:34}»\")\n", Why: "a login"},
		{Path: "c.py", Text: "def hf_downloadAllTheModelsFromTheRepository(): pass\n", Why: "a function"},
	},
}

// huggingfaceOrganizationTokenRule finds a Hugging Face organization token.
var huggingfaceOrganizationTokenRule = &rules.Rule{
	ID:       "huggingface-organization-token",
	Title:    "Hugging Face organization token",
	Doc:      "An API token of an organization at Hugging Face (api_org_ and 34 letters). It reads and writes the organization's models and data.",
	Fix:      "Invalidate it at https://huggingface.co/organizations under the organization's settings and read the new one from the environment.",
	Source:   "https://huggingface.co/docs/hub/security-tokens",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "api_org_", Alphabet: alphabet.Alnum, Min: 34, Max: 34, Valid: judge.GeneratedBody, Message: "Hugging Face organization token"}},
	Examples: []rules.Example{
		{Path: "model.sh", Text: "export HF_TOKEN=«api_org_{alnum:34}»\n", Why: "a script"},
	},
}
