package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// etherscanAPIKeyRule finds an Etherscan API key.
var etherscanAPIKeyRule = &rules.Rule{
	ID:       "etherscan-api-key",
	Title:    "Etherscan API key",
	Doc:      "An API key of Etherscan or a sister site (BscScan, PolygonScan, Arbiscan, …): 34 capitals and digits under a name that says which. It spends the account's quota, so that it is a warning.",
	Fix:      "Delete it at https://etherscan.io/myapikey and read the new one from the environment.",
	Source:   "https://docs.etherscan.io/getting-an-api-key",
	Severity: rules.Warning,
	Keyed:    []rules.Keyed{{Words: []string{"etherscan", "bscscan", "polygonscan", "arbiscan", "snowtrace", "ftmscan", "basescan", "optimistic"}, Alphabet: alphabet.UpperNum, Min: 34, Max: 34, Score: 0.66, Message: "Etherscan API key"}},
	Examples: []rules.Example{
		{Path: "hardhat.config.ts", Text: "etherscan: { apiKey: \"«{uppernum:34}»\" },\n", Why: "Hardhat"},
		{Path: ".env.chain", Text: "BSCSCAN_API_KEY=«{uppernum:34}»\n", Why: "by its name"},
		{Path: "b.py", Text: "etherscan_release_sha = \"{uppernum:34}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{uppernum:34}\"\n", Why: "another provider"},
	},
}
