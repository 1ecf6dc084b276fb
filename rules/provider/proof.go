package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// proofKeyRule finds Proof API keys.
var proofKeyRule = &rules.Rule{
	ID:       "proof-key",
	Title:    "Proof API key",
	Doc:      `A full-access API key of the notarization service Proof (prf_). It reads the documents of transactions.`,
	Fix:      "Delete the key at https://app.proof.com/ and read the new one from the environment.",
	Source:   "https://dev.proof.com/docs/authentication",
	Severity: rules.Error,
	Keywords: []string{"proof", "notarize", "prf"},
	Tokens:   []rules.Token{{Prefix: "prf_", Alphabet: alphabet.AlnumDash, Min: 32, Max: 80, Valid: judge.GeneratedBody, Message: "Proof API key: reads documents"}},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "proof_api_key = \"«prf_{alnum:43}»\"\n", Why: "by its form"},
	},
}
