package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// pulumiTokenRule finds Pulumi access tokens.
var pulumiTokenRule = &rules.Rule{
	ID:       "pulumi-token",
	Title:    "Pulumi access token",
	Doc:      `An access token of Pulumi Cloud (pul-). It updates stacks, and decrypts the secrets in their state.`,
	Fix:      "Delete the token at https://app.pulumi.com/account/tokens and read the new one from the environment.",
	Source:   "https://www.pulumi.com/docs/pulumi-cloud/access-management/access-tokens/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "pul-", Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Message: "Pulumi access token: updates stacks and reads their secrets"}},
	Examples: []rules.Example{
		{Path: ".env", Text: "PULUMI_ACCESS_TOKEN=«pul-{hex:40}»\n", Why: "by its form"},
	},
}
