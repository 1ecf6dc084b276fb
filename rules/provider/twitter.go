package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// twitterApiSecretRule finds X (Twitter) API secrets.
var twitterApiSecretRule = &rules.Rule{
	ID:       "twitter-api-secret",
	Title:    "X (Twitter) API secret",
	Doc:      `The API (consumer) secret of an app of X: 50 letters and digits, or 35 to 44 as they were, under a name that says Twitter. With the API key it acts as the app.`,
	Fix:      "Regenerate it at https://developer.x.com/en/portal/dashboard and read the new one from the environment.",
	Source:   "https://developer.x.com/en/docs/authentication/oauth-1-0a/api-key-and-secret",
	Severity: rules.Error,
	Keyed: []rules.Keyed{
		{Words: []string{"twitter"}, Names: []string{"secret", "apisecret", "consumersecret", "secretkey", "apikeysecret"}, Alphabet: alphabet.Alnum, Min: 50, Max: 50, Message: "X (Twitter) API secret: acts as the app"},
		{Words: []string{"twitter"}, Names: []string{"secret", "apisecret", "consumersecret", "secretkey", "apikeysecret"}, Alphabet: alphabet.Alnum, Min: 40, Max: 44, Message: "X (Twitter) API secret: acts as the app"},
	},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const twitterApiSecret = '«{alnum:50}»';\n", Why: "by its name"},
		{Path: "main.go", Text: "const twitterApiSecret = \"«{alnum:41}»\"\n", Why: "the older length"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:50}\"\n", Why: "another name"},
		{Path: "client.py", Text: "twitter_revision = \"{alnum:50}\"\n", Why: "a revision's name"},
	},
}

// twitterAccessSecretRule finds X (Twitter) access token secrets.
var twitterAccessSecretRule = &rules.Rule{
	ID:       "twitter-access-secret",
	Title:    "X (Twitter) access token secret",
	Doc:      `The secret of an access token of X: 45 letters and digits under a name that says Twitter. With the token and the app's keys it acts as its user.`,
	Fix:      "Regenerate it at https://developer.x.com/en/portal/dashboard and read the new one from the environment.",
	Source:   "https://developer.x.com/en/docs/authentication/oauth-1-0a/api-key-and-secret",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"twitter"}, Names: []string{"secret", "tokensecret", "accesssecret", "accesstokensecret"}, Alphabet: alphabet.Alnum, Min: 45, Max: 45, Message: "X (Twitter) access token secret: acts as its user"}},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const twitterAccessTokenSecret = '«{alnum:45}»';\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:45}\"\n", Why: "another name"},
		{Path: "client.py", Text: "twitter_revision = \"{alnum:45}\"\n", Why: "a revision's name"},
	},
}

// twitterAccessTokenRule finds X (Twitter) access tokens.
var twitterAccessTokenRule = &rules.Rule{
	ID:       "twitter-access-token",
	Title:    "X (Twitter) access token",
	Doc:      `An access token of X: the user's number, a dash and 40 letters and digits, under a name that says Twitter. With its secret and the app's keys it acts as its user.`,
	Fix:      "Regenerate it at https://developer.x.com/en/portal/dashboard and read the new one from the environment.",
	Source:   "https://developer.x.com/en/docs/authentication/oauth-1-0a/api-key-and-secret",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"twitter"}, Alphabet: alphabet.AlnumDash, Min: 42, Max: 66, Valid: twitterAccess, Message: "X (Twitter) access token: acts as its user"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export TWITTER_ACCESS_TOKEN=«{digits:18}-{alnum:40}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{digits:18}-{alnum:40}\"\n", Why: "another name"},
		{Path: "client.py", Text: "twitter_revision = \"{digits:18}-{alnum:40}\"\n", Why: "a revision's name"},
	},
}

// twitterApiKeyRule finds X (Twitter) API keys.
var twitterApiKeyRule = &rules.Rule{
	ID:       "twitter-api-key",
	Title:    "X (Twitter) API key",
	Doc:      `The API (consumer) key of an app of X: 25 letters and digits under a name that says so. Without its secret it lets nobody in.`,
	Fix:      "Regenerate it at https://developer.x.com/en/portal/dashboard and read the new one from the environment.",
	Source:   "https://developer.x.com/en/docs/authentication/oauth-1-0a/api-key-and-secret",
	Severity: rules.Info,
	Keyed:    []rules.Keyed{{Words: []string{"twitter"}, Names: []string{"apikey", "consumerkey", "key"}, Alphabet: alphabet.Alnum, Min: 25, Max: 25, Score: 0.6, Message: "X (Twitter) API key: its secret is usually near"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export TWITTER_CONSUMER_KEY=«{alnum:25}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:25}\"\n", Why: "another name"},
		{Path: "client.py", Text: "twitter_revision = \"{alnum:25}\"\n", Why: "a revision's name"},
	},
}

// twitterBearerTokenRule finds bearer tokens of X.
var twitterBearerTokenRule = &rules.Rule{
	ID:       "twitter-bearer-token",
	Title:    "X (Twitter) bearer token",
	Doc:      `A bearer token of an app of X: 21 or more A in front, and percent signs between. It reads what the app may read. The token that X's own web client uses is public and known.`,
	Fix:      "Regenerate it at https://developer.x.com/en/portal/dashboard and read the new one from the environment.",
	Source:   "https://developer.x.com/en/docs/authentication/oauth-2-0/bearer-tokens",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"AAAAAAAAAAAAAAAAAAAAA"},
	Binary:   true,
	Check:    checkTwitterBearer,
	Examples: []rules.Example{
		{Path: "tw.py", Text: "BEARER = \"«AAAAAAAAAAAAAAAAAAAAA{alnum:10}%2F{alnum:20}%3D{alnum:50}»\"\n", Why: "a token"},
		{Path: ".env", Text: "TWITTER_BEARER_TOKEN=«AAAAAAAAAAAAAAAAAAAAA{alnum:90}»\n", Why: "without percent signs"},
		{Path: "a.md", Text: "BEARER={repeat:A:110}\n", Why: "filler"},
		{Path: "b.txt", Text: "AAAAAAAAAAAAAAAAAAAAAA==\n", Why: "zeros"},
	},
}

func twitterAccess(v []byte) rules.Proof {
	user, secret, ok := bytes.Cut(v, []byte("-"))
	if !ok || !alphabet.AllDigits(user) || len(user) < 5 || len(user) > 25 || len(secret) < 30 || !alphabet.All(secret, alphabet.Alnum) {
		return rules.Refuted
	}
	return rules.Formal
}

// checkTwitterBearer reads on behind percent signs, which end a run.
func checkTwitterBearer(c *rules.Candidate) (rules.Match, bool) {
	d := c.File.Data
	end := c.Start
	for end < len(d) && end-c.Start <= 160 && (alphabet.Alnum(d[end]) || d[end] == '%') {
		end++
	}
	sub := *c
	sub.End = end
	if !judge.NotPublished(c, sub.Value()) {
		return rules.Match{}, false
	}
	return judge.MatchToken(&sub, rules.Token{Prefix: "AAAAAAAAAAAAAAAAAAAAA", Alphabet: isAlnumPercent, Min: 60, Max: 120, Valid: twitterBearer, Message: "X (Twitter) bearer token: reads what the app may read"})
}

func isAlnumPercent(c byte) bool { return alphabet.Alnum(c) || c == '%' }

func twitterBearer(token []byte) rules.Proof { return judge.GeneratedBody(bytes.TrimLeft(token, "A")) }
