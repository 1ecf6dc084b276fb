package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// jumpcloudAPIKeyRule finds a JumpCloud API key.
var jumpcloudAPIKeyRule = &rules.Rule{
	ID:       "jumpcloud-api-key",
	Title:    "JumpCloud API key",
	Doc:      "An API key of a JumpCloud administrator: 40 hexadecimal digits, or jca_ and more, under a name that says JumpCloud. It changes users, devices and access.",
	Fix:      "Rotate it in the administrator's menu at https://console.jumpcloud.com and read it from the environment.",
	Source:   "https://docs.jumpcloud.com/api/",
	Severity: rules.Error,
	Keyed: []rules.Keyed{
		{Words: []string{"jumpcloud"}, Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Message: "JumpCloud API key"},
		{Words: []string{"jumpcloud"}, Alphabet: alphabet.AlnumDash, Min: 40, Max: 44, Valid: jumpcloudForm, Message: "JumpCloud API key"},
	},
	Examples: []rules.Example{
		{Path: "idp.py", Text: "JUMPCLOUD_API_KEY = \"«{hex:40}»\"\n", Why: "a script"},
		{Path: "b.py", Text: "jumpcloud_release_sha = \"{hex:40}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:40}\"\n", Why: "another provider"},
	},
}

func jumpcloudForm(v []byte) rules.Proof {
	if !bytes.HasPrefix(v, []byte("jca_")) {
		return rules.Refuted
	}
	return rules.Formal
}
