package provider

import (
	"bytes"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// alibabaAccessKeyRule finds an Alibaba Cloud access key identifier.
var alibabaAccessKeyRule = &rules.Rule{
	ID:       "alibaba-access-key",
	Title:    "Alibaba Cloud access key identifier",
	Doc:      "The identifier of an Alibaba Cloud access key (LTAI and 12 to 22 letters and digits). Alone it lets nobody in, so that it is information; the secret of 30 characters is reported as alibaba-secret-key.",
	Fix:      "Disable the key under RAM, AccessKey at https://ram.console.alibabacloud.com and give the program a role.",
	Source:   "https://www.alibabacloud.com/help/en/ram/user-guide/create-an-accesskey-pair",
	Severity: rules.Info,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "LTAI", Alphabet: alphabet.Alnum, Min: 12, Max: 22, Valid: generatedLTAI, Score: 0.7, Message: "Alibaba Cloud access key identifier"}},
	Examples: []rules.Example{
		{Path: "oss.py", Text: "auth = oss2.Auth('«LTAI5t{alnum:18}»', secret)\n", Why: "an identifier"},
		{Path: "c.py", Text: "name = \"LTAIncidentReporter\"\n", Why: "a name that begins alike"},
	},
}

// alibabaSecretKeyRule finds an Alibaba Cloud access key secret.
var alibabaSecretKeyRule = &rules.Rule{
	ID:       "alibaba-secret-key",
	Title:    "Alibaba Cloud access key secret",
	Doc:      "The secret half of an Alibaba Cloud access key: 30 letters and digits under a name that says Alibaba, Aliyun or OSS, or within a few lines of an identifier (LTAI…). It acts as its RAM user; those of the main account may do everything.",
	Fix:      "Disable the key under RAM, AccessKey at https://ram.console.alibabacloud.com, look at ActionTrail for its use, and give the program a role.",
	Source:   "https://www.alibabacloud.com/help/en/ram/user-guide/create-an-accesskey-pair",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds | rules.KindString,
	Keywords: []string{"alibaba", "aliyun", "alicloud", "oss", "access", "secret", "auth", "key"},
	Run:      30,
	Solid:    true,
	Check:    checkAlibabaSecret,
	Examples: []rules.Example{
		{Path: "oss.js", Text: "const client = new OSS({ accessKeyId: 'LTAI5t{alnum:18}', accessKeySecret: '«{alnum:30}»' });\n", Why: "beside its identifier"},
		{Path: "application.yml", Text: "aliyun:\n  oss:\n    aliyun_access_key_secret: «{alnum:30}»\n", Why: "by its name"},
		{Path: "a.md", Text: "aliyun_access_key_secret: {repeat:x:30}\n", Why: "filler"},
		{Path: "b.py", Text: "secret_key = \"{alnum:30}\"\n", Why: "another provider"},
	},
}

// alibabaSTSTokenRule finds an Alibaba Cloud STS token.
var alibabaSTSTokenRule = &rules.Rule{
	ID:       "alibaba-sts-token",
	Title:    "Alibaba Cloud STS token",
	Doc:      "Temporary credentials of Alibaba Cloud: the identifier begins with STS., the security token with CAIS. They expire within hours, so that they are warnings.",
	Fix:      "Wait until they expire, or end the role's sessions at https://ram.console.alibabacloud.com; do not write them to files.",
	Source:   "https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-assumerole",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "CAIS", Alphabet: alphabet.StdBase64, Min: 200, Max: 1500, Score: 0.6, Message: "Alibaba Cloud security token, which lives for hours"},
		{Prefix: "STS.", Alphabet: alphabet.Alnum, Min: 20, Max: 40, Valid: judge.GeneratedBody, Score: 0.5, Message: "Alibaba Cloud temporary key's identifier"},
	},
	Examples: []rules.Example{
		{Path: "sts.json", Text: "{\"SecurityToken\": \"«CAIS{b64:300}»\"}\n", Why: "an answer of AssumeRole"},
		{Path: "sts.py", Text: "key_id = \"«STS.N{alnum:25}»\"\n", Why: "an identifier"},
	},
}

// generatedLTAI accepts the identifiers of access keys.
func generatedLTAI(token []byte) rules.Proof { return judge.GeneratedBody(token[4:]) }

func isLTAI(b []byte) bool {
	if !bytes.HasPrefix(b, []byte("LTAI")) {
		return false
	}
	n := alphabet.RunLength(b, alphabet.Alnum)
	return n >= 16 && n <= 26 && judge.GeneratedBody(b[4:n]) != rules.Refuted
}

// checkAlibabaSecret takes 30 letters and digits by their name, or next to an
// identifier.
func checkAlibabaSecret(c *rules.Candidate) (rules.Match, bool) {
	v := c.Value()
	if len(v) != 30 || !alphabet.All(v, alphabet.Alnum) {
		return rules.Match{}, false
	}
	const message = "Alibaba Cloud access key secret"
	if at := judge.FindNear(c, judge.PairReach, isLTAI); at >= 0 {
		if name := judge.SecretKind(c); c.Key == "" || name != judge.NameHarmless {
			return judge.JudgeBeside(c, 0.95, 0, message+"; its identifier stands "+judge.BesideText(c, at))
		}
	}
	if c.Kind&judge.KeyedKinds == 0 || !strings.Contains(alphabet.Letters(c.Key), "secret") {
		return rules.Match{}, false
	}
	return judge.MatchKeyed(c, rules.Keyed{Words: []string{"alibaba", "aliyun", "alicloud", "oss"}, Alphabet: alphabet.Alnum, Min: 30, Max: 30, Message: message})
}
