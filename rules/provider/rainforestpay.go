package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// rainforestpayKeyRule finds Rainforest Pay API keys.
var rainforestpayKeyRule = &rules.Rule{
	ID:       "rainforestpay-key",
	Title:    "Rainforest Pay API key",
	Doc:      `An API key of the payment service Rainforest (apikey_ and 64 hexadecimal digits, near its name). It reads merchants and moves money.`,
	Fix:      "Delete the key at https://portal.rainforestpay.com/ and read the new one from the environment.",
	Source:   "https://docs.rainforestpay.com/docs/authentication",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"rainforest", "rainforestpay"}, Alphabet: alphabet.AlnumDash, Min: 71, Max: 71, Valid: rainforestForm, Message: "Rainforest Pay API key: moves money"}},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "rainforest_api_key: «apikey_{hex:64}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"apikey_{hex:64}\"\n", Why: "another name"},
		{Path: "client.py", Text: "rainforest_revision = \"apikey_{hex:64}\"\n", Why: "a revision's name"},
	},
}

func rainforestForm(v []byte) rules.Proof {
	digits, ok := bytes.CutPrefix(v, []byte("apikey_"))
	if !ok || !alphabet.All(digits, alphabet.LowerHex) {
		return rules.Refuted
	}
	return rules.Formal
}
