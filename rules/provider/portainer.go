package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// portainerTokenRule finds Portainer access tokens.
var portainerTokenRule = &rules.Rule{
	ID:       "portainer-token",
	Title:    "Portainer access token",
	Doc:      `An access token of Portainer (ptr_). It acts as its user: with an administrator's rights it starts any container on any host that is connected.`,
	Fix:      "Remove the token in Portainer, under My account, Access tokens, and read the new one from the environment.",
	Source:   "https://docs.portainer.io/api/access",
	Severity: rules.Error,
	Tokens:   []rules.Token{{Prefix: "ptr_", Alphabet: alphabet.StdBase64, Min: 43, Max: 44, Valid: judge.GeneratedBody, Message: "Portainer access token: acts as its user"}},
	Examples: []rules.Example{
		{Path: ".env", Text: "PORTAINER_API_KEY=«ptr_{alnum:43}=»\n", Why: "by its form"},
	},
}
