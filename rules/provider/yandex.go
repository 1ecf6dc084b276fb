package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// yandexApiKeyRule finds Yandex Cloud API keys.
var yandexApiKeyRule = &rules.Rule{
	ID:       "yandex-api-key",
	Title:    "Yandex Cloud API key",
	Doc:      `An API key of a service account of Yandex Cloud (AQVN). It calls the services that its account may.`,
	Fix:      "Delete the key (yc iam api-key delete) and read the new one from the environment.",
	Source:   "https://yandex.cloud/en/docs/iam/concepts/authorization/api-key",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "AQVN", Alphabet: alphabet.AlnumDash, Min: 34, Max: 38, Valid: judge.GeneratedBody, Message: "Yandex Cloud API key"}},
	Examples: []rules.Example{
		{Path: "main.go", Text: "const yandexApiKey = \"«AQVN{alnum:36}»\"\n", Why: "by its form"},
	},
}

// yandexIamTokenRule finds Yandex Cloud IAM tokens.
var yandexIamTokenRule = &rules.Rule{
	ID:       "yandex-iam-token",
	Title:    "Yandex Cloud IAM token",
	Doc:      `An IAM token of Yandex Cloud (t1.), which lives for twelve hours at most: a warning.`,
	Fix:      "Wait for the token to expire (twelve hours), or revoke it (yc iam revoke-token).",
	Source:   "https://yandex.cloud/en/docs/iam/concepts/authorization/iam-token",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "t1.", Alphabet: alphabet.TokenEq, Min: 120, Max: 400, Valid: yandexIAM, Score: 0.65, Message: "Yandex Cloud IAM token, which lives for twelve hours"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export YANDEX_IAM_TOKEN=«t1.9euelZ{alnum:80}.{alnum:86}»\n", Why: "by its form"},
	},
}

// yandexOauthTokenRule finds Yandex OAuth tokens.
var yandexOauthTokenRule = &rules.Rule{
	ID:       "yandex-oauth-token",
	Title:    "Yandex OAuth token",
	Doc:      `An OAuth token of a Yandex account (y0_). Within its scopes it acts as its user for a year.`,
	Fix:      "Revoke the app's access at https://id.yandex.com/personal/data-access and read the new one from the environment.",
	Source:   "https://yandex.com/dev/id/doc/en/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "y0_", Alphabet: alphabet.AlnumDash, Min: 55, Max: 200, Valid: judge.GeneratedBody, Message: "Yandex OAuth token: acts as its user"}},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "yandex_token: «y0_AgAAAA{alnum:52}»\n", Why: "by its form"},
	},
}

// yandexSecretKeyRule finds Yandex Object Storage secret keys.
var yandexSecretKeyRule = &rules.Rule{
	ID:       "yandex-secret-key",
	Title:    "Yandex Object Storage secret key",
	Doc:      `The secret half of a static key of Yandex Cloud: YC and 38 characters under a name that says secret. It reads and writes buckets. The identifier (YCAJ…) alone lets nobody in.`,
	Fix:      "Delete the key (yc iam access-key delete) and read the new one from the environment.",
	Source:   "https://yandex.cloud/en/docs/iam/concepts/authorization/access-key",
	Severity: rules.Error,
	Keywords: []string{"yandex", "secret", "key"},
	Keyed:    []rules.Keyed{{Words: []string{"yandex", "yc", "secret", "aws"}, Alphabet: alphabet.AlnumDash, Min: 40, Max: 40, Valid: yandexStatic, Message: "Yandex Object Storage secret key: reads and writes buckets"}},
	Examples: []rules.Example{
		{Path: ".env", Text: "YANDEX_SECRET_KEY=«YC{alnum:38}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"YC{alnum:38}\"\n", Why: "another name"},
		{Path: "client.py", Text: "yandex_revision = \"YC{alnum:38}\"\n", Why: "a revision's name"},
	},
}

func yandexIAM(token []byte) rules.Proof {
	parts := bytes.Split(token, []byte("."))
	if len(parts) != 3 || len(bytes.TrimRight(parts[2], "=")) != 86 || !judge.Generated(parts[2]) {
		return rules.Refuted
	}
	return rules.Formal
}

func yandexStatic(v []byte) rules.Proof {
	if string(v[:2]) != "YC" {
		return rules.Refuted
	}
	return rules.Formal
}
