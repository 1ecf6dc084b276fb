package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// easypostAPITokenRule finds an EasyPost API key.
var easypostAPITokenRule = &rules.Rule{
	ID:       "easypost-api-token",
	Title:    "EasyPost API key",
	Doc:      "A production API key of EasyPost (EZAK and 54 letters and digits). It buys postage on the account's bill.",
	Fix:      "Delete it at https://www.easypost.com/account/api-keys and read the new one from the environment.",
	Source:   "https://docs.easypost.com/docs/authentication",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "EZAK", Alphabet: alphabet.Alnum, Min: 54, Max: 54, Valid: judge.GeneratedBody, Message: "EasyPost production API key: buys postage"}},
	Examples: []rules.Example{
		{Path: "ship.rb", Text: "EasyPost::Client.new(api_key: '«EZAK{alnum:54}»')\n", Why: "a shop"},
	},
}

// easypostTestAPITokenRule finds an EasyPost test API key.
var easypostTestAPITokenRule = &rules.Rule{
	ID:       "easypost-test-api-token",
	Title:    "EasyPost test API key",
	Doc:      "An API key of EasyPost's test mode (EZTK and 54 letters and digits). It buys nothing, but reads the account's test shipments, so that it is a warning.",
	Fix:      "Delete it at https://www.easypost.com/account/api-keys and read the new one from the environment.",
	Source:   "https://docs.easypost.com/docs/authentication",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "EZTK", Alphabet: alphabet.Alnum, Min: 54, Max: 54, Valid: judge.GeneratedBody, Score: 0.65, Message: "EasyPost API key of test mode"}},
	Examples: []rules.Example{
		{Path: "ship.py", Text: "client = easypost.EasyPostClient(\"«EZTK{alnum:54}»\")\n", Why: "a shop"},
	},
}
