package rules

import (
	"bytes"
)

// asanaPATRule finds an Asana personal access token.
var asanaPATRule = &Rule{
	ID:       "asana-pat",
	Title:    "Asana personal access token",
	Doc:      "A personal access token of Asana: 1/NUMBER:KEY or 2/NUMBER/NUMBER:KEY, where KEY has 32 hexadecimal digits. It acts as the person in every workspace.",
	Fix:      "Deauthorise the token at https://app.asana.com/0/my-apps and read the new one from the environment.",
	Source:   "https://developers.asana.com/docs/personal-access-token",
	Severity: Error,
	Kinds:    keyedKinds | KindString,
	Keywords: []string{"asana", "token", "bearer", "auth", "authorization", "key"},
	Run:      32,
	Solid:    true,
	Needs:    ':',
	Check:    checkAsana,
	Examples: []Example{
		{Path: "tasks.py", Text: "client = asana.Client.access_token(\"«1/{digits:16}:{hex:32}»\")\n", Why: "the client library"},
		{Path: ".env.local2", Text: "ASANA_TOKEN=«2/{digits:16}/{digits:16}:{hex:32}»\n", Why: "today's form"},
		{Path: "a.md", Text: "ASANA_TOKEN=1/1234567890123456:{repeat:x:32}\n", Why: "filler"},
		{Path: "b.yml", Text: "ratio_key: 1/2\n", Why: "a fraction"},
	},
}

// asanaClientSecretRule finds an Asana OAuth client secret.
var asanaClientSecretRule = &Rule{
	ID:       "asana-client-secret",
	Title:    "Asana OAuth client secret",
	Doc:      "The client secret of an Asana app: 32 hexadecimal digits under a name that says Asana and secret. With the public client identifier it obtains tokens for the app's users.",
	Fix:      "Reset the secret at https://app.asana.com/0/my-apps and read it from the environment.",
	Source:   "https://developers.asana.com/docs/oauth",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"asana"},
	Run:      32,
	Solid:    true,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c, Keyed{Words: []string{"asana"}, Names: []string{"secret", "clientsecret"}, Alphabet: isLowerHex, Min: 32, Max: 32, Message: "Asana OAuth client secret"})
	},
	Examples: []Example{
		{Path: "oauth.rb", Text: "ASANA_CLIENT_SECRET = '«{hex:32}»'\n", Why: "an app"},
		{Path: "a.md", Text: "asana: asana_secret={repeat:x:32}\n", Why: "filler"},
		{Path: "b.py", Text: "asana_release_sha = \"{hex:32}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:32}\"\n", Why: "another provider"},
	},
}

// checkAsana takes 1/NUMBER:KEY and 2/NUMBER/NUMBER:KEY.
func checkAsana(c *Candidate) (Match, bool) {
	front, key, ok := bytes.Cut(c.Value(), []byte(":"))
	if !ok || len(key) != 32 || !isRunOf(key, isLowerHex) {
		return Match{}, false
	}
	parts := bytes.Split(front, []byte("/"))
	if len(parts) < 2 || len(parts) > 3 || len(parts[0]) != 1 || !isDigit(parts[0][0]) {
		return Match{}, false
	}
	for _, p := range parts[1:] {
		if len(p) < 12 || !allDigits(p) {
			return Match{}, false
		}
	}
	return judgeBeside(c, 0.95, len(front)+1, "Asana personal access token: acts as the person")
}
