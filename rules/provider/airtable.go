package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// airtablePATRule finds an Airtable personal access token.
var airtablePATRule = &rules.Rule{
	ID:       "airtable-pat",
	Title:    "Airtable personal access token",
	Doc:      "A personal access token of Airtable (pat, 14 characters, a dot, 64 hexadecimal digits). It reads and writes the bases that it was given.",
	Fix:      "Delete the token at https://airtable.com/create/tokens and read the new one from the environment.",
	Source:   "https://airtable.com/developers/web/guides/personal-access-tokens",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "pat", Alphabet: alphabet.AlnumDot, Min: 79, Max: 79, Valid: airtablePAT, Message: "Airtable personal access token"}},
	Examples: []rules.Example{
		{Path: "sync.py", Text: "api = Api(\"«pat{alnum:14}.{hex:64}»\")\n", Why: "pyairtable"},
		{Path: "c.py", Text: "path = \"pattern.matching.{hex:64}\"\n", Why: "a word that begins alike"},
	},
}

// airtableOAuthTokenRule finds an Airtable OAuth token.
var airtableOAuthTokenRule = &rules.Rule{
	ID:       "airtable-oauth-token",
	Title:    "Airtable OAuth token",
	Doc:      "An access token that an app obtained for an Airtable user (oaa and the form NAME.v1.ID.SUM). It lives for an hour; refresh tokens of the same form live for 60 days.",
	Fix:      "Revoke the app's access at https://airtable.com/account and keep tokens out of files.",
	Source:   "https://airtable.com/developers/web/api/oauth-reference",
	Severity: rules.Error,
	Kinds:    rules.KindAssigned | rules.KindArgument | rules.KindEnv | rules.KindString | rules.KindToken,
	Keyed:    []rules.Keyed{{Words: []string{"airtable"}, Names: []string{"token", "accesstoken", "refreshtoken", "key"}, Alphabet: alphabet.TokenDot, Min: 60, Max: 400, Valid: airtableOAuth, Score: 0.8, Message: "Airtable OAuth token"}},
	Examples: []rules.Example{
		{Path: "session.json", Text: "{\"airtable_token\": \"«oaa{alnum:12}.v1.{alnum:24}.{hex:64}»\"}\n", Why: "a saved session"},
	},
}

// airtableAPIKeyRule finds an Airtable API key, old form.
var airtableAPIKeyRule = &rules.Rule{
	ID:       "airtable-api-key",
	Title:    "Airtable API key, old form",
	Doc:      "An API key of Airtable as they were until 2024: key and 14 letters and digits under a name that says Airtable. They no longer work, but show what was kept in the file.",
	Fix:      "Nothing accepts the key any more; take it out and see which tokens replaced it at https://airtable.com/create/tokens.",
	Source:   "https://airtable.com/developers/web/guides/authentication",
	Severity: rules.Warning,
	Keyed:    []rules.Keyed{{Words: []string{"airtable"}, Alphabet: alphabet.Alnum, Min: 17, Max: 17, Valid: airtableKey, Score: 0.65, Message: "Airtable API key of the old form"}},
	Examples: []rules.Example{
		{Path: "airtable.js", Text: "Airtable.configure({ apiKey: '«key{alnum:14}»' });\n", Why: "the old client"},
		{Path: "b.py", Text: "airtable_release_sha = \"{alnum:17}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{alnum:17}\"\n", Why: "another provider"},
	},
}

// airtablePAT verifies the dot and what is around it.
func airtablePAT(token []byte) rules.Proof {
	body := token[len("pat"):]
	if body[14] != '.' || !alphabet.All(body[:14], alphabet.Alnum) || !alphabet.All(body[15:], alphabet.LowerHex) {
		return rules.Refuted
	}
	return judge.GeneratedBody(body[15:])
}

// airtableOAuth verifies NAME.v1.ID.SUM.
func airtableOAuth(v []byte) rules.Proof {
	parts := bytes.Split(v, []byte("."))
	if len(parts) != 4 || string(parts[1]) != "v1" || len(parts[3]) < 32 || !alphabet.All(parts[3], alphabet.LowerHex) {
		return rules.Refuted
	}
	return rules.Formal
}

func airtableKey(v []byte) rules.Proof {
	if !bytes.HasPrefix(v, []byte("key")) {
		return rules.Refuted
	}
	return judge.GeneratedBody(v[3:])
}
