package provider

import (
	"bytes"
	"path"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// googleAPIKeyRule finds a Google API key.
var googleAPIKeyRule = &rules.Rule{
	ID:       "google-api-key",
	Title:    "Google API key",
	Doc:      "An API key of Google (AIza, 39 characters). It calls the APIs that it is not restricted from, on the project's bill. In the configuration of a Firebase app it is sent to every browser and protected by rules, not by secrecy: there it is a warning.",
	Fix:      "Delete the key at https://console.cloud.google.com/apis/credentials, restrict the new one to its APIs and callers, and read it from the environment.",
	Source:   "https://cloud.google.com/docs/authentication/api-keys",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"AIza"},
	Run:      39,
	Binary:   true,
	Check:    checkGoogle,
	Examples: []rules.Example{
		{Path: "maps.py", Text: "gmaps = Client(key=\"«AIza{urlsafe:34}A»\")\n", Why: "an API key"},
		{Path: "a.md", Text: "key: AIza{repeat:x:35}\n", Why: "filler"},
		{Path: "b.txt", Text: "AIzaSy...\n", Why: "elided"},
		{Path: "c.py", Text: "x = \"AIza{alnum:20}\"\n", Why: "too short"},
	},
}

// googleGeminiKeyRule finds a Gemini API key.
var googleGeminiKeyRule = &rules.Rule{
	ID:       "google-gemini-key",
	Title:    "Gemini API key",
	Doc:      "An API key of Google's Gemini API in the form of 2025 (AQ. and 50 characters). It calls models on the project's bill.",
	Fix:      "Delete the key at https://aistudio.google.com/app/apikey and read the new one from the environment.",
	Source:   "https://ai.google.dev/gemini-api/docs/api-key",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "AQ.Ab8RN6", Alphabet: alphabet.AlnumDash, Min: 44, Max: 44, Message: "Gemini API key"}},
	Examples: []rules.Example{
		{Path: "llm.py", Text: "client = genai.Client(api_key=\"«AQ.Ab8RN6{urlsafe:44}»\")\n", Why: "a client"},
	},
}

// googleOAuthClientSecretRule finds a Google OAuth client secret.
var googleOAuthClientSecretRule = &rules.Rule{
	ID:       "google-oauth-client-secret",
	Title:    "Google OAuth client secret",
	Doc:      "The client secret of a Google OAuth client (GOCSPX- and 28 characters). With the public client identifier it obtains tokens of users. That of a desktop app is no secret by OAuth's rules, but Google still asks for it.",
	Fix:      "Reset the secret at https://console.cloud.google.com/apis/credentials and read it from the environment.",
	Source:   "https://developers.google.com/identity/protocols/oauth2",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "GOCSPX-", Alphabet: alphabet.AlnumDash, Min: 28, Max: 28, Message: "Google OAuth client secret"}},
	Examples: []rules.Example{
		{Path: "oauth.json", Text: "{\"client_secret\": \"«GOCSPX-{alnum:27}A»\"}\n", Why: "a client's secret"},
	},
}

// googleLegacyClientSecretRule finds a Google OAuth client secret, old form.
var googleLegacyClientSecretRule = &rules.Rule{
	ID:       "google-legacy-client-secret",
	Title:    "Google OAuth client secret, old form",
	Doc:      "The client secret of a Google OAuth client as they were until 2021: 24 URL-safe characters named client_secret, within a few lines of a client identifier (…apps.googleusercontent.com). The finding names the place of the identifier.",
	Fix:      "Reset the secret at https://console.cloud.google.com/apis/credentials and read it from the environment.",
	Source:   "https://developers.google.com/identity/protocols/oauth2",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds,
	Keywords: []string{"secret", "google"},
	Run:      24,
	Check:    checkGoogleClient,
	Examples: []rules.Example{
		{Path: "client_secret.json", Text: "{\"installed\": {\"client_id\": \"{digits:12}-{lowernum:32}.apps.googleusercontent.com\", \"client_secret\": \"«{urlsafe:24}»\"}}\n", Why: "a downloaded client"},
		{Path: "a.json", Text: "{\"installed\": {\"client_id\": \"1-x.apps.googleusercontent.com\", \"client_secret\": \"{repeat:x:24}\"}}\n", Why: "filler"},
		{Path: "b.py", Text: "client_secret = \"{urlsafe:24}\"\n", Why: "another provider"},
	},
}

// googleRefreshTokenRule finds a Google refresh token.
var googleRefreshTokenRule = &rules.Rule{
	ID:       "google-refresh-token",
	Title:    "Google refresh token",
	Doc:      "A refresh token of Google (1// and about 100 characters). With the client's secret new access tokens are obtained until it is revoked. It acts as the user within its scopes.",
	Fix:      "Remove the app at https://myaccount.google.com/connections and read the new token from the environment.",
	Source:   "https://developers.google.com/identity/protocols/oauth2",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "1//0", Alphabet: alphabet.AlnumDash, Min: 60, Max: 300, Valid: judge.GeneratedBody, Score: 0.9, Message: "Google refresh token"}},
	Examples: []rules.Example{
		{Path: "adc.json", Text: "{\"refresh_token\": \"«1//0{urlsafe:98}A»\"}\n", Why: "application default credentials"},
	},
}

// googleAccessTokenRule finds a Google access token.
var googleAccessTokenRule = &rules.Rule{
	ID:       "google-access-token",
	Title:    "Google access token",
	Doc:      "An access token of Google (ya29.). It acts as the user or service account within its scopes, for an hour, so that it is a warning.",
	Fix:      "Wait until it expires, or revoke it at https://oauth2.googleapis.com/revoke; keep tokens out of files.",
	Source:   "https://developers.google.com/identity/protocols/oauth2",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "ya29.", Alphabet: alphabet.TokenDot, Min: 60, Max: 2000, Valid: judge.GeneratedBody, Score: 0.6, Message: "Google access token, which lives for an hour"}},
	Examples: []rules.Example{
		{Path: "req.sh", Text: "curl -H \"Authorization: Bearer «ya29.{urlsafe:150}»\" https://www.googleapis.com/drive/v3/files\n", Why: "a header"},
	},
}

// googleFCMServerKeyRule finds a Firebase Cloud Messaging server key.
var googleFCMServerKeyRule = &rules.Rule{
	ID:       "google-fcm-server-key",
	Title:    "Firebase Cloud Messaging server key",
	Doc:      "A legacy server key of Firebase Cloud Messaging (11 characters, a colon, APA91b and 134 more). It sent notifications to every device of the app until Google ended the interface in 2024, so that it is a warning. Registration tokens of devices are of the same form.",
	Fix:      "Disable the legacy API at https://console.firebase.google.com under Project settings, Cloud Messaging, and use service accounts.",
	Source:   "https://firebase.google.com/docs/cloud-messaging/auth-server",
	Severity: rules.Warning,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "APA91b", Alphabet: alphabet.AlnumDash, Min: 134, Max: 134, Score: 0.66, Message: "Firebase Cloud Messaging key"}},
	Examples: []rules.Example{
		{Path: "push.php", Text: "define('FCM_KEY', 'AAAA{urlsafe:7}:«APA91b{urlsafe:134}»');\n", Why: "a server"},
	},
}

// googleHmacSecretRule finds a Google Cloud Storage HMAC secret.
var googleHmacSecretRule = &rules.Rule{
	ID:       "google-hmac-secret",
	Title:    "Google Cloud Storage HMAC secret",
	Doc:      "The secret of an HMAC key of Google Cloud Storage: 40 characters of base64 within a few lines of an identifier (GOOG, 20 or 57 more capitals and digits). It reads and writes buckets as its service account.",
	Fix:      "Deactivate the key at https://console.cloud.google.com/storage/settings;tab=interoperability and read the new one from the environment.",
	Source:   "https://cloud.google.com/storage/docs/authentication/hmackeys",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds,
	Keywords: []string{"secret", "gcs", "goog", "hmac", "access"},
	Run:      40,
	Check:    checkGoogleHMAC,
	Examples: []rules.Example{
		{Path: "s3.conf", Text: "gs_access_key_id = GOOG1E{uppernum:55}\ngs_secret_access_key = «{b64:30}»\n", Why: "beside its identifier"},
		{Path: "a.conf", Text: "gs_access_key_id = GOOG1E{uppernum:55}\ngs_secret_access_key = {repeat:x:40}\n", Why: "filler"},
	},
}

func checkGoogle(c *rules.Candidate) (rules.Match, bool) {
	api := 0.85
	switch base := alphabet.ToLower(path.Base(c.File.Path)); {
	case base == "google-services.json", base == "googleservice-info.plist", strings.Contains(base, "firebase"), judge.Near(c, "firebase", 300):
		c.GateText("not a Firebase app's configuration", false, "")
		api = 0.55
	}
	return judge.MatchToken(c, rules.Token{Prefix: "AIza", Alphabet: alphabet.AlnumDash, Min: 35, Max: 35, Score: api, Message: "Google API key"})
}

// checkGoogleClient takes client secrets of the old form next to their client.
func checkGoogleClient(c *rules.Candidate) (rules.Match, bool) {
	v := c.Value()
	if len(v) != 24 || !alphabet.All(v, alphabet.AlnumDash) || !judge.EndsInName(c.Key, []string{"clientsecret", "googlesecret", "secret"}) {
		return rules.Match{}, false
	}
	at := judge.FindNear(c, 600, func(b []byte) bool {
		n := alphabet.RunLength(b, alphabet.TokenDot)
		return n > 40 && alphabet.Digit(b[0]) && bytes.HasSuffix(b[:n], []byte(".apps.googleusercontent.com"))
	})
	if !c.GateText("a client near", at >= 0, "") {
		return rules.Match{}, false
	}
	return judge.JudgeBeside(c, 0.9, 0, "Google OAuth client secret; its client stands "+judge.BesideText(c, at))
}

// checkGoogleHMAC takes the secret next to an identifier.
func checkGoogleHMAC(c *rules.Candidate) (rules.Match, bool) {
	if !isAWSSecret(c.Value()) {
		return rules.Match{}, false
	}
	at := judge.FindNear(c, judge.PairReach, func(b []byte) bool {
		n := alphabet.RunLength(b, alphabet.UpperNum)
		return (n == 24 || n == 61) && string(b[:4]) == "GOOG"
	})
	if !c.GateText("an identifier near", at >= 0, "") {
		return rules.Match{}, false
	}
	return judge.JudgeBeside(c, 0.95, 0, "Google Cloud Storage HMAC secret; its identifier stands "+judge.BesideText(c, at))
}
