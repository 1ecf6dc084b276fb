package provider

import (
	"bytes"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// twilioAuthTokenRule finds Twilio auth tokens.
var twilioAuthTokenRule = &rules.Rule{
	ID:       "twilio-auth-token",
	Title:    "Twilio auth token",
	Doc:      `The auth token of a Twilio account: 32 hexadecimal digits under a name that says so, or beside an account's identifier (AC…). It has full access to the account. Account identifiers alone are no secret.`,
	Fix:      "Make a secondary auth token in Twilio's console, promote it, and read it from the environment.",
	Source:   "https://www.twilio.com/docs/iam/api/authtoken",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds,
	Keywords: []string{"twilio", "auth", "token", "authtoken"},
	Run:      32,
	Solid:    true,
	Check:    checkTwilioToken,
	Examples: []rules.Example{
		{Path: "sms.py", Text: "account_sid = \"AC{hex:32}\"\nauth_token = \"«{hex:32}»\"\n", Why: "beside the account"},
		{Path: "sms.js", Text: "const TWILIO_AUTH_TOKEN = '«{hex:32}»';\n", Why: "by its name"},
		{Path: "call.js", Text: "const client = twilio('AC{hex:32}', '«{hex:32}»');\n", Why: "an argument"},
		{Path: "a.py", Text: "account_sid = \"AC{hex:32}\"\n", Why: "an account's identifier"},
		{Path: "b.md", Text: "TWILIO_AUTH_TOKEN={repeat:x:32}\n", Why: "filler"},
		{Path: "c.py", Text: "commit = \"{hex:32}\"\n", Why: "a digest"},
	},
}

// twilioApiKeyRule finds Twilio API key identifiers.
var twilioApiKeyRule = &rules.Rule{
	ID:       "twilio-api-key",
	Title:    "Twilio API key identifier",
	Doc:      `The identifier of an API key of Twilio: SK and 32 hexadecimal digits, near the word Twilio or an account. Alone it lets nobody in, so that it is a warning: its secret is usually near.`,
	Fix:      "Delete the key at https://console.twilio.com/us1/account/keys-credentials/api-keys and read the new one from the environment.",
	Source:   "https://www.twilio.com/docs/iam/api-keys",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"SK"},
	Run:      34,
	Binary:   true,
	Check:    checkTwilioKey,
	Examples: []rules.Example{
		{Path: "sms.rb", Text: "twilio_key = '«SK{hex:32}»'\n", Why: "a warning"},
		{Path: "sms.py", Text: "account_sid = \"AC{hex:32}\"\napi_key = \"«SK{hex:32}»\"\n", Why: "beside the account"},
		{Path: "b.md", Text: "TWILIO_API_KEY=SK{repeat:0:32}\n", Why: "filler"},
		{Path: "c.py", Text: "sku = \"SK{hex:32}\"\n", Why: "not Twilio"},
	},
}

// twilioApiSecretRule finds Twilio API key secrets.
var twilioApiSecretRule = &rules.Rule{
	ID:       "twilio-api-secret",
	Title:    "Twilio API key secret",
	Doc:      `The secret of an API key of Twilio: 32 letters and digits under a name that says Twilio and API secret. With the key's identifier (SK…) it acts in the account.`,
	Fix:      "Delete the key at https://console.twilio.com/us1/account/keys-credentials/api-keys and read the new one from the environment.",
	Source:   "https://www.twilio.com/docs/iam/api-keys",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"twilio"}, Names: []string{"apisecret", "apikeysecret", "keysecret"}, Alphabet: alphabet.Alnum, Min: 32, Max: 32, Message: "Twilio API key secret: acts in the account"}},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const twilioApiSecret = '«{alnum:32}»';\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:32}\"\n", Why: "another name"},
		{Path: "client.py", Text: "twilio_revision = \"{alnum:32}\"\n", Why: "a revision's name"},
	},
}

func checkTwilioKey(c *rules.Candidate) (rules.Match, bool) {
	v := c.Value()
	if len(v) < 34 || !alphabet.All(v[2:34], alphabet.LowerHex) || len(v) > 34 && alphabet.Alnum(v[34]) {
		return rules.Match{}, false
	}
	ok := judge.Near(c, "twilio", 400) || judge.Near(c, "account_sid", 400) || strings.Contains(alphabet.ToLower(c.Key), "twilio")
	if !c.GateText("Twilio is near", ok, "") || !c.GateText("random", judge.Generated(v[2:34]) && judge.FillerReason(v[2:34]) == "", "") {
		return rules.Match{}, false
	}
	return rules.Match{Start: c.Start, End: c.Start + 34, Score: 0.6, Remedy: rules.Manual, Public: 2, Message: "Twilio API key's identifier: its secret is usually near"}, true
}

func checkTwilioToken(c *rules.Candidate) (rules.Match, bool) {
	v := c.Value()
	if len(v) != 32 || !alphabet.All(v, alphabet.LowerHex) {
		return rules.Match{}, false
	}
	key := alphabet.ToLower(c.Key)
	named := strings.Contains(key, "twilio") && (strings.Contains(key, "token") || strings.Contains(key, "secret"))
	beside := (strings.Contains(key, "auth") && strings.Contains(key, "token") || (key == "" || len(key) == 34) && c.Arg == 1) && accountNear(c)
	if !c.GateText("name, or beside an account", named || beside, "") {
		return rules.Match{}, false
	}
	if !judge.PlainValue(c) || !c.GateText("random", judge.Generated(v), "") {
		return rules.Match{}, false
	}
	return rules.Match{Start: c.Start, End: c.End, Score: judge.InFile(c, 0.9), Remedy: rules.FromEnv, Message: "Twilio auth token: full access to the account"}, true
}

// accountNear reports whether an account's identifier is near.
func accountNear(c *rules.Candidate) bool {
	for _, b := range [...][]byte{c.Before(300), c.After(300)} {
		for {
			i := bytes.Index(b, []byte("AC"))
			if i < 0 || i+34 > len(b) {
				break
			}
			if alphabet.All(b[i+2:i+34], alphabet.LowerHex) {
				return true
			}
			b = b[i+2:]
		}
	}
	return false
}
