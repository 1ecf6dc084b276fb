package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// asanaPATRule finds an Asana personal access token.
var asanaPATRule = &rules.Rule{
	ID:       "asana-pat",
	Title:    "Asana personal access token",
	Doc:      "A personal access token of Asana: 1/NUMBER:KEY or 2/NUMBER/NUMBER:KEY, where KEY has 32 hexadecimal digits. It acts as the person in every workspace.",
	Fix:      "Deauthorise the token at https://app.asana.com/0/my-apps and read the new one from the environment.",
	Source:   "https://developers.asana.com/docs/personal-access-token",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds | rules.KindString,
	Keywords: []string{"asana", "token", "bearer", "auth", "authorization", "key"},
	Run:      32,
	Solid:    true,
	Needs:    ':',
	Check:    checkAsana,
	Examples: []rules.Example{
		{Path: "tasks.py", Text: "client = asana.Client.access_token(\"«1/{digits:16}:{hex:32}»\")\n", Why: "the client library"},
		{Path: ".env.local2", Text: "ASANA_TOKEN=«2/{digits:16}/{digits:16}:{hex:32}»\n", Why: "today's form"},
		{Path: "a.md", Text: "ASANA_TOKEN=1/1234567890123456:{repeat:x:32}\n", Why: "filler"},
		{Path: "b.yml", Text: "ratio_key: 1/2\n", Why: "a fraction"},
	},
}

// asanaClientSecretRule finds an Asana OAuth client secret.
var asanaClientSecretRule = &rules.Rule{
	ID:       "asana-client-secret",
	Title:    "Asana OAuth client secret",
	Doc:      "The client secret of an Asana app: 32 hexadecimal digits under a name that says Asana and secret. With the public client identifier it obtains tokens for the app's users.",
	Fix:      "Reset the secret at https://app.asana.com/0/my-apps and read it from the environment.",
	Source:   "https://developers.asana.com/docs/oauth",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"asana"}, Names: []string{"secret", "clientsecret"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "Asana OAuth client secret"}},
	Examples: []rules.Example{
		{Path: "oauth.rb", Text: "ASANA_CLIENT_SECRET = '«{hex:32}»'\n", Why: "an app"},
		{Path: "b.py", Text: "asana_release_sha = \"{hex:32}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:32}\"\n", Why: "another provider"},
	},
}

// checkAsana takes 1/NUMBER:KEY and 2/NUMBER/NUMBER:KEY.
func checkAsana(c *rules.Candidate) (rules.Match, bool) {
	front, key, ok := bytes.Cut(c.Value(), []byte(":"))
	if !ok || len(key) != 32 || !alphabet.All(key, alphabet.LowerHex) {
		return rules.Match{}, false
	}
	parts := bytes.Split(front, []byte("/"))
	if len(parts) < 2 || len(parts) > 3 || len(parts[0]) != 1 || !alphabet.Digit(parts[0][0]) {
		return rules.Match{}, false
	}
	for _, p := range parts[1:] {
		if len(p) < 12 || !alphabet.AllDigits(p) {
			return rules.Match{}, false
		}
	}
	return judge.JudgeBeside(c, 0.95, len(front)+1, "Asana personal access token: acts as the person")
}
