package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// sourcegraphTokenRule finds Sourcegraph access tokens.
var sourcegraphTokenRule = &rules.Rule{
	ID:       "sourcegraph-token",
	Title:    "Sourcegraph access token",
	Doc:      `An access token of Sourcegraph (sgp_), with the instance's digits or without. It searches and reads all code that its user may.`,
	Fix:      "Delete the token in Sourcegraph, under Settings, Access tokens, and read the new one from the environment.",
	Source:   "https://sourcegraph.com/docs/cli/how-tos/creating_an_access_token",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "sgp_", Alphabet: alphabet.AlnumDash, Min: 57, Max: 57, Valid: sourcegraphForm, Message: "Sourcegraph access token: reads code"},
		{Prefix: "sgp_local_", Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Message: "Sourcegraph access token: reads code"},
		{Prefix: "sgp_", Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Message: "Sourcegraph access token: reads code"},
	},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "src_access_token = \"«sgp_{hex:16}_{hex:40}»\"\n", Why: "by its form"},
		{Path: "deploy.sh", Text: "export SRC_ACCESS_TOKEN=«sgp_local_{hex:40}»\n", Why: "a local instance"},
		{Path: "settings.py", Text: "SRC_ACCESS_TOKEN = \"«sgp_{hex:40}»\"\n", Why: "the older form"},
	},
}

// sourcegraphGatewayKeyRule finds Sourcegraph Cody gateway or license keys.
var sourcegraphGatewayKeyRule = &rules.Rule{
	ID:       "sourcegraph-gateway-key",
	Title:    "Sourcegraph Cody gateway or license key",
	Doc:      `A key of Sourcegraph's Cody gateway (sgd_) or a product's licence token (slk_). It runs models at the cost of its owner.`,
	Fix:      "Ask Sourcegraph for a new key and read it from the environment.",
	Source:   "https://sourcegraph.com/docs/cli/how-tos/creating_an_access_token",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "slk_", Alphabet: alphabet.LowerHex, Min: 64, Max: 64, Message: "Sourcegraph licence token: runs models"},
		{Prefix: "sgd_", Alphabet: alphabet.LowerHex, Min: 64, Max: 64, Message: "Sourcegraph Cody gateway key: runs models"},
	},
	Examples: []rules.Example{
		{Path: "main.go", Text: "const codyGatewayToken = \"«slk_{hex:64}»\"\n", Why: "by its form"},
		{Path: ".env", Text: "CODY_GATEWAY_TOKEN=«sgd_{hex:64}»\n", Why: "another kind"},
	},
}

func sourcegraphForm(token []byte) rules.Proof {
	if token[20] != '_' || !alphabet.All(token[4:20], alphabet.Hex) || !alphabet.All(token[21:], alphabet.Hex) || !judge.Generated(token[21:]) {
		return rules.Refuted
	}
	return rules.Formal
}
