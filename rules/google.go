package rules

import (
	"path"
	"strings"
)

// googleKey finds Google's keys and tokens.
var googleKey = &Rule{
	ID:       "google-key",
	Title:    "Google key or token",
	Doc:      `A Google API key (AIza, 39 characters), an OAuth client secret (GOCSPX-), a refresh token (1//0) or an access token (ya29., valid for an hour: a warning). API keys in the configuration of a Firebase app are sent to every browser and protected by rules, not by secrecy: there they are warnings. Service accounts' private keys are reported by private-key.`,
	Fix:      "Delete the key at https://console.cloud.google.com/apis/credentials, restrict the new one to its APIs and callers, and read it from the environment.",
	Source:   "https://cloud.google.com/docs/authentication/api-keys",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"AIza", "GOCSPX-", "ya29.", "1//0"},
	Binary:   true,
	Check:    checkGoogle,
	Examples: []Example{
		{Path: "maps.py", Text: "gmaps = Client(key=\"«AIza{urlsafe:34}A»\")\n", Why: "an API key"},
		{Path: "oauth.json", Text: "{\"client_secret\": \"«GOCSPX-{alnum:27}A»\"}\n", Why: "a client's secret"},
		{Path: "a.md", Text: "key: AIza{repeat:x:35}\n", Why: "filler"},
		{Path: "b.txt", Text: "AIzaSy...\n", Why: "elided"},
		{Path: "c.py", Text: "x = \"AIza{alnum:20}\"\n", Why: "too short"},
	},
}

func checkGoogle(c *Candidate) (Match, bool) {
	api := 0.85
	switch base := lowerASCII(path.Base(c.File.Path)); {
	case base == "google-services.json", base == "googleservice-info.plist", strings.Contains(base, "firebase"), near(c, "firebase", 300):
		c.GateText("not a Firebase app's configuration", false, "")
		api = 0.55
	}
	return matchToken(c,
		Token{Prefix: "AIza", Alphabet: isAlnumDash, Min: 35, Max: 35, Score: api, Message: "Google API key"},
		Token{Prefix: "GOCSPX-", Alphabet: isAlnumDash, Min: 28, Max: 28, Message: "Google OAuth client secret"},
		Token{Prefix: "ya29.", Alphabet: isAlnumDash, Min: 60, Max: 2000, Score: 0.6, Message: "Google access token, which lives for an hour"},
		Token{Prefix: "1//0", Alphabet: isAlnumDash, Min: 60, Max: 300, Score: 0.9, Message: "Google refresh token"},
	)
}
