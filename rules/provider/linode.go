package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// linodeTokenRule finds a Linode token.
var linodeTokenRule = &rules.Rule{
	ID:       "linode-token",
	Title:    "Linode token",
	Doc:      "A personal access token of Linode (Akamai): 64 hexadecimal digits under a name that says Linode. It creates and deletes machines as its scopes say.",
	Fix:      "Revoke it at https://cloud.linode.com/profile/tokens and read the new one from the environment.",
	Source:   "https://techdocs.akamai.com/linode-api/reference/personal-access-token",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds,
	Keywords: []string{"linode"},
	Run:      64,
	Solid:    true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return judge.MatchKeyed(c, rules.Keyed{Words: []string{"linode"}, Alphabet: alphabet.LowerHex, Min: 64, Max: 64, Message: "Linode token"})
	},
	Examples: []rules.Example{
		{Path: "main.tf", Text: "linode_token = \"«{hex:64}»\"\n", Why: "Terraform"},
		{Path: "a.md", Text: "linode: linode_api_key={repeat:x:64}\n", Why: "filler"},
		{Path: "b.py", Text: "linode_release_sha = \"{hex:64}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:64}\"\n", Why: "another provider"},
	},
}
