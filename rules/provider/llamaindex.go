package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// llamacloudAPIKeyRule finds a LlamaCloud API key.
var llamacloudAPIKeyRule = &rules.Rule{
	ID:       "llamacloud-api-key",
	Title:    "LlamaCloud API key",
	Doc:      "An API key of LlamaCloud (llx- and 48 letters and digits). It parses documents on the account's bill and reads its indices.",
	Fix:      "Revoke it at https://cloud.llamaindex.ai under API Key and read the new one from the environment.",
	Source:   "https://docs.cloud.llamaindex.ai/api_key",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "llx-", Alphabet: alphabet.AlnumDash, Min: 48, Max: 52, Valid: judge.GeneratedBody, Message: "LlamaCloud API key"}},
	Examples: []rules.Example{
		{Path: "parse.py", Text: "parser = LlamaParse(api_key=\"«llx-{alnum:48}»\")\n", Why: "a client"},
	},
}
