package generic

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// UrlsafeSecret finds keys written in URL-safe base64.
var UrlsafeSecret = &rules.Rule{
	ID:    "urlsafe-secret",
	Title: "Secret in URL-safe base64",
	Doc: `What secrets.token_urlsafe() makes: 22 and more of A-Z a-z 0-9 _ -, with all three classes, under the name of a secret. 43 characters are 32 bytes.

Identifiers, slugs and words are told apart by how their letters follow each other.`,
	Fix:      "Make a new value where it is used, and read it from the environment.",
	Severity: rules.Error,
	Kinds:    rules.KindAssigned | rules.KindArgument | rules.KindEnv | rules.KindToken,
	Run:      22,
	Check:    checkURLSafe,
	Examples: []rules.Example{
		{Path: "settings.py", Text: "JWT_SECRET_KEY = \"«{urlsafe:43}»\"\n", Why: "secrets.token_urlsafe(32)"},
		{Path: "config.yaml", Text: "auth:\n  token: «{urlsafe:32}»\n", Why: "bare in YAML"},
		{Path: "call.sh", Text: "curl -H 'Authorization: Bearer «{urlsafe:43}»' https://api.acme.io\n", Why: "a bearer's token"},
		{Path: "a.py", Text: "token = generate_token_for_user_2_with_long_name\n", Why: "a name"},
		{Path: "b.py", Text: "CACHE_KEY = \"user-Profile_v2-by_Identifier-10\"\n", Why: "words"},
		{Path: "c.py", Text: "next_page_token = \"{urlsafe:43}\"\n", Why: "a cursor"},
		{Path: "d.yaml", Text: "secretName: {urlsafe:32}\n", Why: "a secret's name"},
	},
}

func checkURLSafe(c *rules.Candidate) (rules.Match, bool) {
	v := c.Value()
	if len(v) < 22 || len(v) > 256 || !alphabet.All(v, alphabet.URLSafe) || v[len(v)-1] == '=' || alphabet.Classes(v) < 3 || alphabet.UUID(v) {
		return rules.Match{}, false
	}
	c.Gate("URL-safe base64", true, float64(len(v)))
	return judge.NamedSecret(c, v, 0, "random value")
}
