package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// dropboxShortLivedTokenRule finds a Dropbox access token.
var dropboxShortLivedTokenRule = &rules.Rule{
	ID:       "dropbox-short-lived-token",
	Title:    "Dropbox access token",
	Doc:      "A short-lived access token of Dropbox (sl. and 130 characters or more). It reads and writes the files that its app may, for four hours, so that it is a warning.",
	Fix:      "Wait until it expires, or disconnect the app at https://www.dropbox.com/account/connected_apps; keep tokens out of files.",
	Source:   "https://developers.dropbox.com/oauth-guide",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "sl.", Alphabet: alphabet.TokenDot, Min: 130, Max: 1500, Valid: judge.GeneratedBody, Score: 0.66, Message: "Dropbox access token, which lives for four hours"}},
	Examples: []rules.Example{
		{Path: "up.py", Text: "dbx = dropbox.Dropbox(\"«sl.{urlsafe:140}»\")\n", Why: "a client"},
	},
}

// dropboxLongLivedTokenRule finds a Dropbox long-lived access token.
var dropboxLongLivedTokenRule = &rules.Rule{
	ID:       "dropbox-long-lived-token",
	Title:    "Dropbox long-lived access token",
	Doc:      "A long-lived access token of Dropbox (64 characters with AAAAAAAAAA at the twelfth) or a refresh token under a name that says Dropbox. It reads and writes the files that its app may, without an end.",
	Fix:      "Disconnect the app at https://www.dropbox.com/account/connected_apps and use short-lived tokens.",
	Source:   "https://developers.dropbox.com/oauth-guide",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"dropbox", "dbx"}, Alphabet: alphabet.AlnumDash, Min: 64, Max: 64, Valid: dropboxLong, Message: "Dropbox long-lived access token"}},
	Examples: []rules.Example{
		{Path: "up.py", Text: "DROPBOX_TOKEN = \"«{alnum:11}AAAAAAAAAA{urlsafe:43}»\"\n", Why: "a backup"},
		{Path: "b.py", Text: "dropbox_release_sha = \"{urlsafe:64}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{urlsafe:64}\"\n", Why: "another provider"},
	},
}

// dropboxAppSecretRule finds a Dropbox app secret.
var dropboxAppSecretRule = &rules.Rule{
	ID:       "dropbox-app-secret",
	Title:    "Dropbox app secret",
	Doc:      "The secret of a Dropbox app: 15 letters and digits under a name that says Dropbox and secret. With the public app key it obtains tokens of users.",
	Fix:      "Make another app at https://www.dropbox.com/developers/apps, since the secret of an app cannot be changed by itself, or ask Dropbox to.",
	Source:   "https://developers.dropbox.com/oauth-guide",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"dropbox"}, Names: []string{"secret", "appsecret", "clientsecret", "consumersecret"}, Alphabet: alphabet.LowerNum, Min: 15, Max: 15, Message: "Dropbox app secret"}},
	Examples: []rules.Example{
		{Path: "app.py", Text: "DROPBOX_APP_SECRET = \"«{lowernum:15}»\"\n", Why: "an app"},
		{Path: "b.py", Text: "dropbox_release_sha = \"{lowernum:15}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{lowernum:15}\"\n", Why: "another provider"},
	},
}

// dropboxLong verifies the ten letters that no generator draws.
func dropboxLong(v []byte) rules.Proof {
	if !bytes.Equal(v[11:21], []byte("AAAAAAAAAA")) {
		return rules.Refuted
	}
	return judge.GeneratedBody(v[21:])
}
