package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// zhipuKeyRule finds Zhipu (Z.ai) API keys.
var zhipuKeyRule = &rules.Rule{
	ID:       "zhipu-key",
	Title:    "Zhipu (Z.ai) API key",
	Doc:      `An API key of Zhipu AI, Z.ai or BigModel: 32 hexadecimal digits, a full stop and 16 letters and digits under a name that says so. It runs models at the cost of the account.`,
	Fix:      "Delete the key at https://open.bigmodel.cn/usercenter/apikeys and read the new one from the environment.",
	Source:   "https://docs.bigmodel.cn/cn/api/introduction",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"zhipu", "zhipuai", "zai", "glm", "bigmodel"}, Alphabet: alphabet.TokenDot, Min: 49, Max: 49, Valid: zhipuForm, Message: "Zhipu API key"}},
	Examples: []rules.Example{
		{Path: "app.json", Text: "{\"zhipuApiKey\": \"«{hex:32}.{alnum:16}»\"}\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:32}.{alnum:16}\"\n", Why: "another name"},
		{Path: "client.py", Text: "zhipu_revision = \"{hex:32}.{alnum:16}\"\n", Why: "a revision's name"},
	},
}

func zhipuForm(v []byte) rules.Proof {
	if v[32] != '.' || !alphabet.All(v[:32], alphabet.LowerHex) || !alphabet.All(v[33:], alphabet.Alnum) {
		return rules.Refuted
	}
	return rules.Formal
}
