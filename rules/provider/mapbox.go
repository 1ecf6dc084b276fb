package provider

import (
	"bytes"
	"encoding/base64"
	"encoding/json"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// mapboxSecretTokenRule finds Mapbox secret tokens.
var mapboxSecretTokenRule = &rules.Rule{
	ID:       "mapbox-secret-token",
	Title:    "Mapbox secret token",
	Doc:      `A secret token of Mapbox (sk.). By its scopes it uploads and deletes maps, styles and tokens of the account. Public tokens (pk.) are another rule.`,
	Fix:      "Rotate or delete the token at https://console.mapbox.com/account/access-tokens/ and read the new one from the environment.",
	Source:   "https://docs.mapbox.com/accounts/guides/tokens/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "sk.eyJ", Alphabet: alphabet.TokenDot, Min: 60, Max: 240, Valid: mapboxForm, Score: 0.95, Message: "Mapbox secret token: changes maps and tokens of the account"}},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "mapbox_token: «sk.eyJ{mapbox}»\n", Why: "a token"},
	},
}

// mapboxTemporaryTokenRule finds Mapbox temporary tokens.
var mapboxTemporaryTokenRule = &rules.Rule{
	ID:       "mapbox-temporary-token",
	Title:    "Mapbox temporary token",
	Doc:      `A temporary token of Mapbox (tk.), which lives for an hour at most: a warning.`,
	Fix:      "Rotate or delete the token at https://console.mapbox.com/account/access-tokens/ and read the new one from the environment.",
	Source:   "https://docs.mapbox.com/accounts/guides/tokens/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "tk.eyJ", Alphabet: alphabet.TokenDot, Min: 60, Max: 240, Valid: mapboxForm, Score: 0.6, Message: "Mapbox temporary token, which lives for an hour"}},
	Examples: []rules.Example{
		{Path: "app.json", Text: "{\"mapboxToken\": \"«tk.eyJ{mapbox}»\"}\n", Why: "a token"},
	},
}

// mapboxPublicTokenRule finds Mapbox public tokens.
var mapboxPublicTokenRule = &rules.Rule{
	ID:       "mapbox-public-token",
	Title:    "Mapbox public token",
	Doc:      `A public token of Mapbox (pk.), which every page with a map shows to its visitors. It costs its owner requests and gives nothing else; restrict it to your addresses.`,
	Fix:      "Rotate or delete the token at https://console.mapbox.com/account/access-tokens/ and read the new one from the environment.",
	Source:   "https://docs.mapbox.com/accounts/guides/tokens/",
	Severity: rules.Info,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "pk.eyJ", Alphabet: alphabet.TokenDot, Min: 60, Max: 240, Valid: mapboxForm, Score: 0.6, Message: "Mapbox public token"}},
	Examples: []rules.Example{
		{Path: "settings.py", Text: "MAPBOX_TOKEN = \"«pk.eyJ{mapbox}»\"\n", Why: "a token"},
	},
}

// mapboxForm verifies that the payload is JSON that names a user, and that 22
// characters of signature follow.
func mapboxForm(token []byte) rules.Proof {
	parts := bytes.Split(token, []byte("."))
	if len(parts) != 3 || len(parts[2]) != 22 || !judge.Generated(parts[2]) {
		return rules.Refuted
	}
	raw, err := base64.RawURLEncoding.DecodeString(string(parts[1]))
	var payload struct {
		User string `json:"u"`
		ID   string `json:"a"`
	}
	if err != nil || json.Unmarshal(raw, &payload) != nil || payload.User == "" || payload.ID == "" {
		return rules.Refuted
	}
	return rules.Proved
}
