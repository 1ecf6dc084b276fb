package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// shippoKeyRule finds Shippo live API tokens.
var shippoKeyRule = &rules.Rule{
	ID:       "shippo-key",
	Title:    "Shippo live API token",
	Doc:      `A live API token of Shippo (shippo_live_). It buys labels at the cost of the account and reads the addresses of customers.`,
	Fix:      "Delete the token at https://apps.goshippo.com/settings/api and read the new one from the environment.",
	Source:   "https://docs.goshippo.com/docs/guides_general/authentication/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "shippo_live_", Alphabet: alphabet.Hex, Min: 40, Max: 40, Message: "Shippo live API token: buys labels and reads addresses"}},
	Examples: []rules.Example{
		{Path: "app.json", Text: "{\"shippoApiToken\": \"«shippo_live_{hex:40}»\"}\n", Why: "by its form"},
	},
}

// shippoTestKeyRule finds Shippo test API tokens.
var shippoTestKeyRule = &rules.Rule{
	ID:       "shippo-test-key",
	Title:    "Shippo test API token",
	Doc:      `An API token of Shippo's test mode (shippo_test_): a warning, since its labels are not paid for.`,
	Fix:      "Delete the token at https://apps.goshippo.com/settings/api and read the new one from the environment.",
	Source:   "https://docs.goshippo.com/docs/guides_general/authentication/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "shippo_test_", Alphabet: alphabet.Hex, Min: 40, Max: 40, Score: 0.6, Message: "Shippo API token of test mode"}},
	Examples: []rules.Example{
		{Path: "settings.py", Text: "SHIPPO_API_TOKEN = \"«shippo_test_{hex:40}»\"\n", Why: "by its form"},
	},
}
