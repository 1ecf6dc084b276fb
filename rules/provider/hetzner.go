package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// hetznerAPITokenRule finds a Hetzner API token.
var hetznerAPITokenRule = &rules.Rule{
	ID:       "hetzner-api-token",
	Title:    "Hetzner API token",
	Doc:      "An API token of Hetzner Cloud (64 letters and digits) or DNS (32) under a name that says Hetzner or HCLOUD. It creates and deletes the project's servers, or changes its zones.",
	Fix:      "Delete it under Security, API tokens of the project at https://console.hetzner.cloud and read the new one from the environment.",
	Source:   "https://docs.hetzner.cloud/reference/cloud#authentication",
	Severity: rules.Error,
	Keyed: []rules.Keyed{
		{Words: []string{"hetzner", "hcloud"}, Alphabet: alphabet.Alnum, Min: 64, Max: 64, Valid: judge.NotHex, Message: "Hetzner Cloud API token"},
		{Words: []string{"hetzner"}, Alphabet: alphabet.Alnum, Min: 32, Max: 32, Valid: judge.NotHex, Message: "Hetzner DNS API token"},
	},
	Examples: []rules.Example{
		{Path: "main.tf", Text: "hcloud_token = \"«{alnum:64}»\"\n", Why: "Terraform"},
		{Path: "b.py", Text: "hetzner_release_sha = \"{alnum:64}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{alnum:64}\"\n", Why: "another provider"},
	},
}
