package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// facebookAccessTokenRule finds a Facebook access token.
var facebookAccessTokenRule = &rules.Rule{
	ID:       "facebook-access-token",
	Title:    "Facebook access token",
	Doc:      "An access token of Facebook or Instagram (EAA, base64 and a length of 100 or more). It acts for a user, a page or a system user; those of pages and system users may have no end.",
	Fix:      "Remove the app under https://www.facebook.com/settings?tab=business_tools, or revoke the system user's token at https://business.facebook.com/settings, and read the new one from the environment.",
	Source:   "https://developers.facebook.com/docs/facebook-login/guides/access-tokens",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "EAA", Alphabet: alphabet.Alnum, Min: 95, Max: 400, Valid: facebookForm, Message: "Facebook access token"}},
	Examples: []rules.Example{
		{Path: "post.py", Text: "graph = facebook.GraphAPI(\"«EAACEdEose0cBA{alnum:120}»\")\n", Why: "a client"},
		{Path: "page.yml", Text: "page_token: «EAAM{alnum:150}»\n", Why: "a page"},
		{Path: "c.config", Text: "<machineKey validationKey=\"EAA{HEX:125}\" />\n", Why: "a number that begins alike"},
	},
}

// facebookAppTokenRule finds a Facebook app access token.
var facebookAppTokenRule = &rules.Rule{
	ID:       "facebook-app-token",
	Title:    "Facebook app access token",
	Doc:      "An access token of a Facebook app (the app's number, | and 27 characters, or its secret of 32 hexadecimal digits). It changes the app's settings and sends as the app.",
	Fix:      "Reset the app's secret at https://developers.facebook.com/apps under Settings, Basic and read it from the environment.",
	Source:   "https://developers.facebook.com/docs/facebook-login/guides/access-tokens#apptokens",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds | rules.KindString,
	Keywords: []string{"facebook", "token", "access", "graph", "app"},
	Run:      26,
	Needs:    '|',
	Check:    checkFacebookApp,
	Examples: []rules.Example{
		{Path: "fb.py", Text: "ACCESS_TOKEN = \"«{digits:15}|{urlsafe:27}»\"\n", Why: "an app's token"},
		{Path: "a.md", Text: "ACCESS_TOKEN = \"123456789012345|{repeat:x:27}\"\n", Why: "filler"},
		{Path: "b.py", Text: "token = \"2024|section\"\n", Why: "another text"},
	},
}

// facebookSecretRule finds a Facebook app secret.
var facebookSecretRule = &rules.Rule{
	ID:       "facebook-secret",
	Title:    "Facebook app secret",
	Doc:      "The secret of a Facebook app: 32 hexadecimal digits under a name that says Facebook or FB. With the public app identifier it obtains tokens and signs for the app.",
	Fix:      "Reset it at https://developers.facebook.com/apps under Settings, Basic and read it from the environment.",
	Source:   "https://developers.facebook.com/docs/development/create-an-app/app-dashboard/basic-settings#app-secret",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds,
	Keywords: []string{"facebook", "instagram", "secret"},
	Run:      32,
	Solid:    true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		if judge.EndsInName(c.Key, []string{"clienttoken"}) {
			return rules.Match{}, false // facebook-client-token knows those
		}
		return judge.MatchKeyed(c, rules.Keyed{Words: []string{"facebook", "fb", "instagram"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "Facebook app secret"})
	},
	Examples: []rules.Example{
		{Path: "auth.rb", Text: "provider :facebook, ENV['ID'], secret: '«{hex:32}»'\n", Why: "OmniAuth"},
		{Path: ".env.fb", Text: "FB_APP_SECRET=«{hex:32}»\n", Why: "by its name"},
		{Path: "a.md", Text: "facebook: facebook_api_key={repeat:x:32}\n", Why: "filler"},
		{Path: "b.py", Text: "facebook_release_sha = \"{hex:32}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:32}\"\n", Why: "another provider"},
	},
}

// facebookClientTokenRule finds a Facebook client token.
var facebookClientTokenRule = &rules.Rule{
	ID:       "facebook-client-token",
	Title:    "Facebook client token",
	Doc:      "The client token of a Facebook app (32 hexadecimal digits under FacebookClientToken or facebook_client_token). Apps carry it by design: it is information.",
	Fix:      "Nothing is to be done unless the token was meant to be replaced; that is done at https://developers.facebook.com/apps under Settings, Advanced.",
	Source:   "https://developers.facebook.com/docs/facebook-login/guides/access-tokens#clienttokens",
	Severity: rules.Info,
	Keyed:    []rules.Keyed{{Words: []string{"facebook"}, Names: []string{"clienttoken"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Score: 0.6, Message: "Facebook client token, which apps carry by design"}},
	Examples: []rules.Example{
		{Path: "strings.xml", Text: "<string name=\"facebook_client_token\">«{hex:32}»</string>\n", Why: "an Android app"},
		{Path: "b.py", Text: "facebook_release_sha = \"{hex:32}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:32}\"\n", Why: "another provider"},
	},
}

// facebookForm refutes long hexadecimal numbers, which may begin with EAA.
func facebookForm(token []byte) rules.Proof {
	if alphabet.Classes(token) < 3 {
		return rules.Refuted
	}
	return judge.GeneratedBody(token)
}

// checkFacebookApp takes NUMBER|KEY.
func checkFacebookApp(c *rules.Candidate) (rules.Match, bool) {
	id, key, ok := bytes.Cut(c.Value(), []byte("|"))
	if !ok || len(id) < 14 || len(id) > 17 || !alphabet.AllDigits(id) || len(key) < 26 || len(key) > 40 || !alphabet.All(key, alphabet.AlnumDash) {
		return rules.Match{}, false
	}
	return judge.JudgeBeside(c, 0.9, len(id)+1, "Facebook app access token")
}
