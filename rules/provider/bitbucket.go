package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// bitbucketAppPasswordRule finds a Bitbucket app password.
var bitbucketAppPasswordRule = &rules.Rule{
	ID:       "bitbucket-app-password",
	Title:    "Bitbucket app password",
	Doc:      "An app password of Bitbucket (ATBB and 32 letters and digits). It does what it was given as its person, often reading and pushing. Bitbucket ends them in 2026.",
	Fix:      "Revoke it at https://bitbucket.org/account/settings/app-passwords/ and use an API token with scopes.",
	Source:   "https://support.atlassian.com/bitbucket-cloud/docs/app-passwords/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "ATBB", Alphabet: alphabet.Alnum, Min: 32, Max: 32, Valid: judge.GeneratedBody, Message: "Bitbucket app password"}},
	Examples: []rules.Example{
		{Path: "push.sh", Text: "git clone https://me:«ATBB{alnum:32}»@bitbucket.org/acme/app.git\n", Why: "a clone"},
	},
}

// bitbucketClientSecretRule finds a Bitbucket OAuth consumer secret.
var bitbucketClientSecretRule = &rules.Rule{
	ID:       "bitbucket-client-secret",
	Title:    "Bitbucket OAuth consumer secret",
	Doc:      "The secret of a Bitbucket OAuth consumer: 32 letters and digits under a name that says Bitbucket and secret. With the consumer's key it obtains tokens.",
	Fix:      "Make another consumer under the workspace's settings, OAuth consumers, at https://bitbucket.org and delete this one.",
	Source:   "https://support.atlassian.com/bitbucket-cloud/docs/use-oauth-on-bitbucket-cloud/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"bitbucket"}, Names: []string{"secret", "clientsecret", "consumersecret", "oauthsecret"}, Alphabet: alphabet.AlnumDashEq, Min: 32, Max: 64, Valid: bitbucketSecret, Message: "Bitbucket OAuth consumer secret"}},
	Examples: []rules.Example{
		{Path: "auth.yml", Text: "BITBUCKET_CLIENT_SECRET: \"«{alnum:32}»\"\n", Why: "an OAuth consumer"},
	},
}

func bitbucketSecret(v []byte) rules.Proof {
	if len(v) != 32 && len(v) != 64 {
		return rules.Refuted
	}
	return rules.Formal
}
