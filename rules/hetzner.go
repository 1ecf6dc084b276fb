package rules

// hetznerAPITokenRule finds a Hetzner API token.
var hetznerAPITokenRule = &Rule{
	ID:       "hetzner-api-token",
	Title:    "Hetzner API token",
	Doc:      "An API token of Hetzner Cloud (64 letters and digits) or DNS (32) under a name that says Hetzner or HCLOUD. It creates and deletes the project's servers, or changes its zones.",
	Fix:      "Delete it under Security, API tokens of the project at https://console.hetzner.cloud and read the new one from the environment.",
	Source:   "https://docs.hetzner.cloud/reference/cloud#authentication",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"hetzner", "hcloud"},
	Run:      32,
	Solid:    true,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c,
			Keyed{Words: []string{"hetzner", "hcloud"}, Alphabet: isAlnum, Min: 64, Max: 64, Valid: notHex, Message: "Hetzner Cloud API token"},
			Keyed{Words: []string{"hetzner"}, Alphabet: isAlnum, Min: 32, Max: 32, Valid: notHex, Message: "Hetzner DNS API token"},
		)
	},
	Examples: []Example{
		{Path: "main.tf", Text: "hcloud_token = \"«{alnum:64}»\"\n", Why: "Terraform"},
		{Path: "a.md", Text: "hetzner: hetzner_api_key={repeat:x:64}\n", Why: "filler"},
		{Path: "b.py", Text: "hetzner_release_sha = \"{alnum:64}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{alnum:64}\"\n", Why: "another provider"},
	},
}
