package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// supabaseSecretKeyRule finds Supabase secret keys.
var supabaseSecretKeyRule = &rules.Rule{
	ID:       "supabase-secret-key",
	Title:    "Supabase secret key",
	Doc:      `A secret key of a Supabase project (sb_secret_). It passes every row's policy: it reads and writes the whole database. Publishable keys (sb_publishable_) are meant to be public; the key of the local stack is known.`,
	Fix:      "Revoke the key at https://supabase.com/dashboard/project/_/settings/api-keys and read the new one from the environment.",
	Source:   "https://supabase.com/docs/guides/api/api-keys",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "sb_secret_", Alphabet: alphabet.AlnumDash, Min: 31, Max: 31, Valid: judge.GeneratedBody, Message: "Supabase secret key: reads and writes the whole database"}},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const supabaseSecretKey = '«sb_secret_{alnum:22}_{alnum:8}»';\n", Why: "by its form"},
		{Path: "a.ts", Text: "const key = 'sb_publishable_{alnum:22}_{alnum:8}';\n", Why: "a publishable key"},
	},
}

// supabaseServiceRoleRule finds Supabase service role keys.
var supabaseServiceRoleRule = &rules.Rule{
	ID:       "supabase-service-role",
	Title:    "Supabase service role key",
	Doc:      `The service role's key of a Supabase project in its older form: a JSON web token of the role service_role. It passes every row's policy. The anonymous role's token is public, and those of the local stack are known.`,
	Fix:      "Revoke the key at https://supabase.com/dashboard/project/_/settings/api-keys and read the new one from the environment.",
	Source:   "https://supabase.com/docs/guides/api/api-keys",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "eyJ", Alphabet: alphabet.TokenDot, Min: 120, Max: 600, Valid: supabaseClaims, Score: 0.97, Message: "Supabase service role key: reads and writes the whole database"}},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "supabase_service_role_key = \"«{jwt:{\"iss\":\"supabase\",\"ref\":\"{lower:20}\",\"role\":\"service_role\",\"iat\":1700000000,\"exp\":2015360000}}»\"\n", Why: "by its form"},
		{Path: "a.ts", Text: "const anon = \"{jwt:{\"role\":\"anon\",\"iss\":\"supabase\",\"ref\":\"{lower:20}\"}}\";\n", Why: "the anonymous role is public"},
		{Path: "b.env", Text: "KEY={jwt:{\"role\":\"service_role\",\"iss\":\"supabase-demo\",\"exp\":1983812996}}\n", Why: "the local stack"},
	},
}

// supabaseAccessTokenRule finds Supabase access tokens.
var supabaseAccessTokenRule = &rules.Rule{
	ID:       "supabase-access-token",
	Title:    "Supabase access token",
	Doc:      `A personal access token (sbp_) or an OAuth token (sbp_oauth_) of Supabase's management API. It changes, and deletes, every project of its user.`,
	Fix:      "Delete the token at https://supabase.com/dashboard/account/tokens and read the new one from the environment.",
	Source:   "https://supabase.com/docs/reference/api/introduction",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "sbp_oauth_", Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Message: "Supabase OAuth token: changes projects"},
		{Prefix: "sbp_v0_", Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Message: "Supabase personal access token: changes projects"},
		{Prefix: "sbp_", Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Message: "Supabase personal access token: changes projects"},
	},
	Examples: []rules.Example{
		{Path: ".env", Text: "SUPABASE_ACCESS_TOKEN=«sbp_oauth_{hex:40}»\n", Why: "an OAuth token"},
		{Path: "app.json", Text: "{\"supabaseAccessToken\": \"«sbp_v0_{hex:40}»\"}\n", Why: "another version"},
		{Path: "client.rb", Text: "supabase_access_token = \"«sbp_{hex:40}»\"\n", Why: "another kind"},
	},
}

func supabaseClaims(token []byte) rules.Proof {
	return judge.JwtWith(token, func(claims map[string]any) bool {
		return claims["iss"] == "supabase" && claims["role"] == "service_role"
	})
}
