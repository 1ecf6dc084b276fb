package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// linodeTokenRule finds a Linode token.
var linodeTokenRule = &rules.Rule{
	ID:       "linode-token",
	Title:    "Linode token",
	Doc:      "A personal access token of Linode (Akamai): 64 hexadecimal digits under a name that says Linode. It creates and deletes machines as its scopes say.",
	Fix:      "Revoke it at https://cloud.linode.com/profile/tokens and read the new one from the environment.",
	Source:   "https://techdocs.akamai.com/linode-api/reference/personal-access-token",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"linode"}, Alphabet: alphabet.LowerHex, Min: 64, Max: 64, Message: "Linode token"}},
	Examples: []rules.Example{
		{Path: "main.tf", Text: "linode_token = \"«{hex:64}»\"\n", Why: "Terraform"},
		{Path: "b.py", Text: "linode_release_sha = \"{hex:64}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:64}\"\n", Why: "another provider"},
	},
}
