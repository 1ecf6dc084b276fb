package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// tencentSecretIdRule finds Tencent Cloud secret identifiers.
var tencentSecretIdRule = &rules.Rule{
	ID:       "tencent-secret-id",
	Title:    "Tencent Cloud secret identifier",
	Doc:      `The identifier of a Tencent Cloud API key: AKID and 32 letters and digits. Alone it lets nobody in, so that it is a warning; its secret key is usually near.`,
	Fix:      "Disable and delete the key at https://console.cloud.tencent.com/cam/capi and read the new one from the environment.",
	Source:   "https://www.tencentcloud.com/document/product/598/32675",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "AKID", Alphabet: alphabet.Alnum, Min: 32, Max: 32, Valid: judge.GeneratedBody, Score: 0.6, Message: "Tencent Cloud secret identifier: its key is usually near"}},
	Examples: []rules.Example{
		{Path: "cos.py", Text: "secret_id = '«AKID{alnum:32}»'\n", Why: "alone: a warning"},
		{Path: "b.txt", Text: "AKID{alnum:20}\n", Why: "too short"},
	},
}

// tencentSecretKeyRule finds Tencent Cloud secret keys.
var tencentSecretKeyRule = &rules.Rule{
	ID:       "tencent-secret-key",
	Title:    "Tencent Cloud secret key",
	Doc:      `The secret half of a Tencent Cloud API key: 32 letters and digits under a name that says Tencent, or a secret's name beside an identifier (AKID…). By its policy it controls servers and storage.`,
	Fix:      "Disable and delete the key at https://console.cloud.tencent.com/cam/capi and read the new one from the environment.",
	Source:   "https://www.tencentcloud.com/document/product/598/32675",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"tencent", "tencentcloud", "qcloud", "cos"}, Names: []string{"secretkey"}, Alphabet: alphabet.Alnum, Min: 32, Max: 32, Message: "Tencent Cloud secret key: controls servers and storage"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export TENCENTCLOUD_SECRET_KEY=«{alnum:32}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:32}\"\n", Why: "another name"},
		{Path: "client.py", Text: "tencent_revision = \"{alnum:32}\"\n", Why: "a revision's name"},
	},
}
