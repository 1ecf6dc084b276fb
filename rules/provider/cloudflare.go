package provider

import (
	"fmt"
	"hash/crc32"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// cloudflareUserTokenRule finds a Cloudflare API token of a user.
var cloudflareUserTokenRule = &rules.Rule{
	ID:       "cloudflare-user-token",
	Title:    "Cloudflare API token of a user",
	Doc:      "An API token of a Cloudflare user (cfut_, 40 characters and a CRC-32 of them). It does what it was given, from reading zones to changing everything. Tokens whose checksum is wrong are not reported.",
	Fix:      "Roll the token at https://dash.cloudflare.com/profile/api-tokens and read it from the environment.",
	Source:   "https://developers.cloudflare.com/fundamentals/api/get-started/token-formats/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "cfut_", Alphabet: alphabet.Alnum, Min: 48, Max: 48, Valid: cloudflareSum, Message: "Cloudflare API token of a user"}},
	Examples: []rules.Example{
		{Path: "ci.yml", Text: "apiToken: «{crc:cloudflare:cfut_}»\n", Why: "a deployment"},
		{Path: "c.yml", Text: "apiToken: cfut_{alnum:40}0a1b2c3d\n", Why: "a wrong checksum"},
	},
}

// cloudflareAccountTokenRule finds a Cloudflare API token of an account.
var cloudflareAccountTokenRule = &rules.Rule{
	ID:       "cloudflare-account-token",
	Title:    "Cloudflare API token of an account",
	Doc:      "An API token of a Cloudflare account (cfat_, 40 characters and a CRC-32 of them). It does what it was given and outlives the people who made it. Tokens whose checksum is wrong are not reported.",
	Fix:      "Roll the token under Manage Account, API Tokens at https://dash.cloudflare.com and read it from the environment.",
	Source:   "https://developers.cloudflare.com/fundamentals/api/get-started/token-formats/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "cfat_", Alphabet: alphabet.Alnum, Min: 48, Max: 48, Valid: cloudflareSum, Message: "Cloudflare API token of an account"}},
	Examples: []rules.Example{
		{Path: "wrangler.sh", Text: "export CLOUDFLARE_API_TOKEN=«{crc:cloudflare:cfat_}»\n", Why: "wrangler"},
	},
}

// cloudflareGlobalKeyRule finds a Cloudflare global API key.
var cloudflareGlobalKeyRule = &rules.Rule{
	ID:       "cloudflare-global-key",
	Title:    "Cloudflare global API key",
	Doc:      "The global API key of a Cloudflare user (cfk_, 40 characters and a CRC-32; or 37 hexadecimal digits under a name that says Cloudflare and key, as reported by cloudflare-legacy-key). With the user's address it does everything the user may.",
	Fix:      "Change the key at https://dash.cloudflare.com/profile/api-tokens and use tokens with narrow permissions instead.",
	Source:   "https://developers.cloudflare.com/fundamentals/api/get-started/token-formats/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "cfk_", Alphabet: alphabet.Alnum, Min: 48, Max: 48, Valid: cloudflareSum, Message: "Cloudflare global API key: does everything its user may"}},
	Examples: []rules.Example{
		{Path: "dns.sh", Text: "curl -H \"X-Auth-Email: me@example.org\" -H \"X-Auth-Key: «{crc:cloudflare:cfk_}»\" https://api.cloudflare.com/client/v4/zones\n", Why: "a header"},
	},
}

// cloudflareOriginCAKeyRule finds a Cloudflare Origin CA key.
var cloudflareOriginCAKeyRule = &rules.Rule{
	ID:       "cloudflare-origin-ca-key",
	Title:    "Cloudflare Origin CA key",
	Doc:      "An Origin CA key of Cloudflare (v1.0-, 24 and 146 hexadecimal digits). It issues certificates for the origin servers of the user's zones.",
	Fix:      "Change the key at https://dash.cloudflare.com/profile/api-tokens under API Keys.",
	Source:   "https://developers.cloudflare.com/fundamentals/api/get-started/ca-keys/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "v1.0-", Alphabet: alphabet.HexDash, Min: 171, Max: 171, Message: "Cloudflare Origin CA key: issues certificates"}},
	Examples: []rules.Example{
		{Path: "ca.sh", Text: "curl -H \"X-Auth-User-Service-Key: «v1.0-{hex:24}-{hex:146}»\" https://api.cloudflare.com/client/v4/certificates\n", Why: "a header"},
	},
}

// cloudflareLegacyKeyRule finds a Cloudflare global API key, old form.
var cloudflareLegacyKeyRule = &rules.Rule{
	ID:       "cloudflare-legacy-key",
	Title:    "Cloudflare global API key, old form",
	Doc:      "The global API key of a Cloudflare user as they were until 2026: 37 hexadecimal digits under a name that says Cloudflare or CF. With the user's address it does everything the user may.",
	Fix:      "Change the key at https://dash.cloudflare.com/profile/api-tokens and use tokens with narrow permissions instead.",
	Source:   "https://developers.cloudflare.com/fundamentals/api/get-started/keys/",
	Severity: rules.Error,
	Keywords: []string{"cloudflare", "auth", "key"},
	Keyed:    []rules.Keyed{{Words: []string{"cloudflare", "cf", "xauthkey"}, Alphabet: alphabet.LowerHex, Min: 37, Max: 37, Message: "Cloudflare global API key: does everything its user may"}},
	Examples: []rules.Example{
		{Path: "acme.sh", Text: "export CF_Key=\"«{hex:37}»\"\n", Why: "acme.sh"},
		{Path: "dns.ini", Text: "dns_cloudflare_api_key = «{hex:37}»\n", Why: "certbot"},
		{Path: "b.py", Text: "cloudflare_release_sha = \"{hex:37}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:37}\"\n", Why: "another provider"},
	},
}

// cloudflareLegacyTokenRule finds a Cloudflare API token, old form.
var cloudflareLegacyTokenRule = &rules.Rule{
	ID:       "cloudflare-legacy-token",
	Title:    "Cloudflare API token, old form",
	Doc:      "An API token of Cloudflare as they were until 2026: 40 URL-safe characters under a name that says Cloudflare or CF. It does what it was given.",
	Fix:      "Roll the token at https://dash.cloudflare.com/profile/api-tokens and read it from the environment.",
	Source:   "https://developers.cloudflare.com/fundamentals/api/get-started/create-token/",
	Severity: rules.Error,
	Keywords: []string{"cloudflare", "token", "api"},
	Keyed:    []rules.Keyed{{Words: []string{"cloudflare", "cf"}, Alphabet: alphabet.AlnumDash, Min: 40, Max: 40, Valid: judge.NotHex, Message: "Cloudflare API token"}},
	Examples: []rules.Example{
		{Path: "wrangler.sh", Text: "export CLOUDFLARE_API_TOKEN=«{urlsafe:40}»\n", Why: "wrangler"},
		{Path: "tf.tfvars", Text: "cloudflare_api_token = \"«{urlsafe:40}»\"\n", Why: "Terraform"},
		{Path: "d.yml", Text: "cloudflare_token: {hex:40}\n", Why: "hexadecimal digits"},
		{Path: "b.py", Text: "cloudflare_release_sha = \"{urlsafe:40}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{urlsafe:40}\"\n", Why: "another provider"},
	},
}

// cloudflareSum verifies the CRC-32 of the 40 characters behind the prefix, in
// eight hexadecimal digits.
func cloudflareSum(token []byte) rules.Proof {
	body := token[len(token)-48:]
	if fmt.Sprintf("%08x", crc32.ChecksumIEEE(body[:40])) != string(body[40:]) {
		return rules.Refuted
	}
	return rules.Proved
}
