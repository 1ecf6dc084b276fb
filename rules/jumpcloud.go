package rules

import (
	"bytes"
)

// jumpcloudAPIKeyRule finds a JumpCloud API key.
var jumpcloudAPIKeyRule = &Rule{
	ID:       "jumpcloud-api-key",
	Title:    "JumpCloud API key",
	Doc:      "An API key of a JumpCloud administrator: 40 hexadecimal digits, or jca_ and more, under a name that says JumpCloud. It changes users, devices and access.",
	Fix:      "Rotate it in the administrator's menu at https://console.jumpcloud.com and read it from the environment.",
	Source:   "https://docs.jumpcloud.com/api/",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"jumpcloud"},
	Run:      40,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c,
			Keyed{Words: []string{"jumpcloud"}, Alphabet: isLowerHex, Min: 40, Max: 40, Message: "JumpCloud API key"},
			Keyed{Words: []string{"jumpcloud"}, Alphabet: isAlnumDash, Min: 40, Max: 44, Valid: jumpcloudForm, Message: "JumpCloud API key"},
		)
	},
	Examples: []Example{
		{Path: "idp.py", Text: "JUMPCLOUD_API_KEY = \"«{hex:40}»\"\n", Why: "a script"},
		{Path: "a.md", Text: "jumpcloud: jumpcloud_api_key={repeat:x:40}\n", Why: "filler"},
		{Path: "b.py", Text: "jumpcloud_release_sha = \"{hex:40}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:40}\"\n", Why: "another provider"},
	},
}

func jumpcloudForm(v []byte) Proof {
	if !bytes.HasPrefix(v, []byte("jca_")) {
		return Refuted
	}
	return Formal
}
