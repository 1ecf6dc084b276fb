package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// baiduAPIKeyRule finds a Baidu AI Cloud API key.
var baiduAPIKeyRule = &rules.Rule{
	ID:       "baidu-api-key",
	Title:    "Baidu AI Cloud API key",
	Doc:      "An API key of Baidu AI Cloud (bce-v3/ALTAK-, an identifier, a slash and 40 hexadecimal digits). It calls models on the account's bill.",
	Fix:      "Delete the key at https://console.bce.baidu.com/iam/#/iam/apikey/list and read the new one from the environment.",
	Source:   "https://cloud.baidu.com/doc/qianfan-api/s/ym9chdsy5",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "bce-v3/ALTAK-", Alphabet: alphabet.SlashPath, Min: 55, Max: 75, Valid: judge.GeneratedBody, Message: "Baidu AI Cloud API key"}},
	Examples: []rules.Example{
		{Path: "qianfan.py", Text: "os.environ[\"QIANFAN_TOKEN\"] = \"«bce-v3/ALTAK-{alnum:21}/{hex:40}»\"\n", Why: "a model's client"},
	},
}
