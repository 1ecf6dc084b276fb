package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// vercelTokenRule finds Vercel access tokens.
var vercelTokenRule = &rules.Rule{
	ID:       "vercel-token",
	Title:    "Vercel access token",
	Doc:      `An access token of Vercel: personal (vcp_), of an integration (vci_) or of an app (vca_). It deploys, and reads the variables of the projects, where other secrets are.`,
	Fix:      "Delete the token at https://vercel.com/account/settings/tokens and read the new one from the environment.",
	Source:   "https://vercel.com/docs/rest-api#authentication",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "vcp_", Alphabet: alphabet.Alnum, Min: 56, Max: 56, Message: "Vercel personal access token: deploys and reads variables"},
		{Prefix: "vci_", Alphabet: alphabet.Alnum, Min: 56, Max: 56, Message: "Vercel integration token"},
		{Prefix: "vca_", Alphabet: alphabet.Alnum, Min: 56, Max: 56, Message: "Vercel app access token"},
	},
	Examples: []rules.Example{
		{Path: ".env", Text: "VERCEL_TOKEN=«vcp_{alnum:56}»\n", Why: "by its form"},
		{Path: "app.json", Text: "{\"vercelToken\": \"«vci_{alnum:56}»\"}\n", Why: "an integration's"},
		{Path: "client.rb", Text: "vercel_token = \"«vca_{alnum:56}»\"\n", Why: "an app's"},
	},
}

// vercelRefreshTokenRule finds Vercel refresh tokens.
var vercelRefreshTokenRule = &rules.Rule{
	ID:       "vercel-refresh-token",
	Title:    "Vercel refresh token",
	Doc:      `A refresh token of an app of Vercel (vcr_). It makes access tokens for its user until it is revoked.`,
	Fix:      "Delete the token at https://vercel.com/account/settings/tokens and read the new one from the environment.",
	Source:   "https://vercel.com/docs/rest-api#authentication",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "vcr_", Alphabet: alphabet.Alnum, Min: 56, Max: 56, Message: "Vercel refresh token: makes access tokens"}},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "vercel_refresh_token: «vcr_{alnum:56}»\n", Why: "by its form"},
	},
}

// vercelAiGatewayKeyRule finds Vercel AI Gateway keys.
var vercelAiGatewayKeyRule = &rules.Rule{
	ID:       "vercel-ai-gateway-key",
	Title:    "Vercel AI Gateway key",
	Doc:      `A key of Vercel's AI Gateway (vck_). It runs models of many providers at the cost of the team.`,
	Fix:      "Delete the key at https://vercel.com/~/ai/api-keys and read the new one from the environment.",
	Source:   "https://vercel.com/docs/ai-gateway/authentication",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "vck_", Alphabet: alphabet.Alnum, Min: 56, Max: 56, Message: "Vercel AI Gateway key"}},
	Examples: []rules.Example{
		{Path: ".env", Text: "AI_GATEWAY_API_KEY=«vck_{alnum:56}»\n", Why: "by its form"},
	},
}

// vercelBlobTokenRule finds Vercel Blob tokens.
var vercelBlobTokenRule = &rules.Rule{
	ID:       "vercel-blob-token",
	Title:    "Vercel Blob token",
	Doc:      `A read and write token of a Vercel Blob store (vercel_blob_rw_). It reads, writes and deletes the store's files.`,
	Fix:      "Rotate the token in Vercel, under Storage, and read the new one from the environment.",
	Source:   "https://vercel.com/docs/vercel-blob/using-blob-sdk",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "vercel_blob_rw_", Alphabet: alphabet.AlnumDash, Min: 40, Max: 60, Message: "Vercel Blob token: writes and deletes the store's files"}},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "blob_read_write_token: «vercel_blob_rw_{alnum:16}_{alnum:30}»\n", Why: "by its form"},
	},
}

// vercelLegacyTokenRule finds Vercel access token without prefixs.
var vercelLegacyTokenRule = &rules.Rule{
	ID:       "vercel-legacy-token",
	Title:    "Vercel access token without prefix",
	Doc:      `An access token of Vercel in its older form: 24 letters and digits under a name that says Vercel and token.`,
	Fix:      "Delete the token at https://vercel.com/account/settings/tokens and read the new one from the environment.",
	Source:   "https://vercel.com/docs/rest-api#authentication",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"vercel", "now"}, Names: []string{"verceltoken", "vercelapitoken", "vercelaccesstoken", "nowtoken", "vercelapikey"}, Alphabet: alphabet.Alnum, Min: 24, Max: 24, Message: "Vercel access token: deploys and reads variables"}},
	Examples: []rules.Example{
		{Path: "main.go", Text: "const vercelToken = \"«{alnum:24}»\"\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:24}\"\n", Why: "another name"},
		{Path: "client.py", Text: "vercel_revision = \"{alnum:24}\"\n", Why: "a revision's name"},
	},
}
