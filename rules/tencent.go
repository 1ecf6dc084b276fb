package rules

// tencentSecretIdRule finds Tencent Cloud secret identifiers.
var tencentSecretIdRule = &Rule{
	ID:       "tencent-secret-id",
	Title:    "Tencent Cloud secret identifier",
	Doc:      `The identifier of a Tencent Cloud API key: AKID and 32 letters and digits. Alone it lets nobody in, so that it is a warning; its secret key is usually near.`,
	Fix:      "Disable and delete the key at https://console.cloud.tencent.com/cam/capi and read the new one from the environment.",
	Source:   "https://www.tencentcloud.com/document/product/598/32675",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"AKID"},
	Run:      36,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "AKID", Alphabet: isAlnum, Min: 32, Max: 32, Valid: generatedBody, Score: 0.6, Message: "Tencent Cloud secret identifier: its key is usually near"})
	},
	Examples: []Example{
		{Path: "cos.py", Text: "secret_id = '«AKID{alnum:32}»'\n", Why: "alone: a warning"},
		{Path: "a.md", Text: "SecretId: AKID{repeat:x:32}\n", Why: "filler"},
		{Path: "b.txt", Text: "AKID{alnum:20}\n", Why: "too short"},
	},
}

// tencentSecretKeyRule finds Tencent Cloud secret keys.
var tencentSecretKeyRule = &Rule{
	ID:       "tencent-secret-key",
	Title:    "Tencent Cloud secret key",
	Doc:      `The secret half of a Tencent Cloud API key: 32 letters and digits under a name that says Tencent, or a secret's name beside an identifier (AKID…). By its policy it controls servers and storage.`,
	Fix:      "Disable and delete the key at https://console.cloud.tencent.com/cam/capi and read the new one from the environment.",
	Source:   "https://www.tencentcloud.com/document/product/598/32675",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"tencent", "tencentcloud", "qcloud", "cos"},
	Run:      32,
	Solid:    true,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c, Keyed{Words: []string{"tencent", "tencentcloud", "qcloud", "cos"}, Names: []string{"secretkey"}, Alphabet: isAlnum, Min: 32, Max: 32, Message: "Tencent Cloud secret key: controls servers and storage"})
	},
	Examples: []Example{
		{Path: "deploy.sh", Text: "export TENCENTCLOUD_SECRET_KEY=«{alnum:32}»\n", Why: "by its name"},
		{Path: "README.md", Text: "TENCENTCLOUD_SECRET_KEY={repeat:x:32}\n", Why: "filler"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:32}\"\n", Why: "another name"},
		{Path: "client.py", Text: "tencent_revision = \"{alnum:32}\"\n", Why: "a revision's name"},
	},
}
