package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// langsmithPersonalTokenRule finds a LangSmith personal token.
var langsmithPersonalTokenRule = &rules.Rule{
	ID:       "langsmith-personal-token",
	Title:    "LangSmith personal token",
	Doc:      "A personal access token of LangSmith (lsv2_pt_, 32 hexadecimal digits, _ and 10 more). It acts as its person: reads traced prompts and answers.",
	Fix:      "Delete it at https://smith.langchain.com/settings and read the new one from the environment.",
	Source:   "https://docs.smith.langchain.com/administration/how_to_guides/organization_management/create_account_api_key",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "lsv2_pt_", Alphabet: alphabet.HexUnder, Min: 43, Max: 43, Message: "LangSmith personal token"}},
	Examples: []rules.Example{
		{Path: "trace.sh", Text: "export LANGCHAIN_API_KEY=«lsv2_pt_{hex:32}_{hex:10}»\n", Why: "a client"},
	},
}

// langsmithServiceKeyRule finds a LangSmith service key.
var langsmithServiceKeyRule = &rules.Rule{
	ID:       "langsmith-service-key",
	Title:    "LangSmith service key",
	Doc:      "A service key of LangSmith (lsv2_sk_, 32 hexadecimal digits, _ and 10 more). It acts for the workspace: reads and writes traces.",
	Fix:      "Delete it at https://smith.langchain.com/settings and read the new one from the environment.",
	Source:   "https://docs.smith.langchain.com/administration/how_to_guides/organization_management/create_account_api_key",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "lsv2_sk_", Alphabet: alphabet.HexUnder, Min: 43, Max: 43, Message: "LangSmith service key"}},
	Examples: []rules.Example{
		{Path: "trace.sh", Text: "export LANGSMITH_API_KEY=«lsv2_sk_{hex:32}_{hex:10}»\n", Why: "a server"},
	},
}
