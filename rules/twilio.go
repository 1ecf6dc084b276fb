package rules

import (
	"bytes"
	"strings"
)

// twilioKey finds Twilio's credentials.
var twilioKey = &Rule{
	ID:       "twilio-key",
	Title:    "Twilio credential",
	Doc:      `The auth token of a Twilio account: 32 hexadecimal digits under a name that says so, or beside an account's identifier (AC…). The identifier of an API key (SK…) is a warning, since its secret is usually near. Account identifiers alone are no secret.`,
	Fix:      "Make a secondary auth token in Twilio's console, promote it, and read it from the environment.",
	Source:   "https://www.twilio.com/docs/iam/api-keys",
	Severity: Error,
	Kinds:    KindAssigned | KindArgument | KindEnv | KindToken,
	Check:    checkTwilio,
	Examples: []Example{
		{Path: "sms.py", Text: "account_sid = \"AC{hex:32}\"\nauth_token = \"«{hex:32}»\"\n", Why: "beside the account"},
		{Path: "sms.js", Text: "const TWILIO_AUTH_TOKEN = '«{hex:32}»';\n", Why: "by its name"},
		{Path: "sms.rb", Text: "twilio_key = '«SK{hex:32}»'\n", Why: "an API key's identifier: a warning"},
		{Path: "a.py", Text: "account_sid = \"AC{hex:32}\"\n", Why: "an account's identifier"},
		{Path: "b.md", Text: "TWILIO_AUTH_TOKEN={repeat:x:32}\n", Why: "filler"},
		{Path: "c.py", Text: "commit = \"{hex:32}\"\n", Why: "a digest"},
	},
}

func checkTwilio(c *Candidate) (Match, bool) {
	v := c.Value()
	if len(v) == 34 && bytes.HasPrefix(v, []byte("SK")) && isRunOf(v[2:], isLowerHex) {
		ok := near(c, "twilio", 400) || near(c, "account_sid", 400) || strings.Contains(lowerASCII(c.Key), "twilio")
		if !c.GateText("Twilio is near", ok, "") || !c.GateText("random", hasRandomPart(v[2:]) && fillerReason(v[2:]) == "", "") {
			return Match{}, false
		}
		return Match{Start: c.Start, End: c.End, Score: 0.6, Remedy: Manual, Public: 2, Message: "Twilio API key's identifier: its secret is usually near"}, true
	}
	if len(v) != 32 || !isRunOf(v, isLowerHex) || c.Kind&(KindAssigned|KindArgument|KindEnv) == 0 {
		return Match{}, false
	}
	key := lowerASCII(c.Key)
	named := strings.Contains(key, "twilio") && (strings.Contains(key, "token") || strings.Contains(key, "secret"))
	beside := (strings.Contains(key, "auth") && strings.Contains(key, "token") || key == "" && c.Arg == 1) && accountNear(c)
	if !c.GateText("name, or beside an account", named || beside, "") {
		return Match{}, false
	}
	if !plainValue(c) || !c.GateText("random", hasRandomPart(v), "") {
		return Match{}, false
	}
	return Match{Start: c.Start, End: c.End, Score: inFile(c, 0.9), Remedy: FromEnv, Message: "Twilio auth token: full access to the account"}, true
}

// accountNear reports whether an account's identifier stands near.
func accountNear(c *Candidate) bool {
	for _, b := range [...][]byte{c.Before(300), c.After(300)} {
		for i := 0; i+34 <= len(b); i++ {
			if b[i] == 'A' && b[i+1] == 'C' && isRunOf(b[i+2:i+34], isLowerHex) {
				return true
			}
		}
	}
	return false
}
