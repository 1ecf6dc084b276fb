package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// shopifyAccessTokenRule finds Shopify access tokens.
var shopifyAccessTokenRule = &rules.Rule{
	ID:       "shopify-access-token",
	Title:    "Shopify access token",
	Doc:      `An Admin API access token of a Shopify app (shpat_). By its scopes it reads customers and orders and changes the shop.`,
	Fix:      "Rotate the credential in the app, under API credentials (partners.shopify.com or the shop's administration), and read the new one from the environment.",
	Source:   "https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "shpat_", Alphabet: alphabet.Hex, Min: 32, Max: 32, Message: "Shopify access token"}},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "shopify_token: «shpat_{hex:32}»\n", Why: "by its form"},
	},
}

// shopifyCustomAppTokenRule finds Shopify custom app tokens.
var shopifyCustomAppTokenRule = &rules.Rule{
	ID:       "shopify-custom-app-token",
	Title:    "Shopify custom app token",
	Doc:      `An access token of a custom app of Shopify (shpca_). By its scopes it reads customers and orders and changes the shop.`,
	Fix:      "Rotate the credential in the app, under API credentials (partners.shopify.com or the shop's administration), and read the new one from the environment.",
	Source:   "https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "shpca_", Alphabet: alphabet.Hex, Min: 32, Max: 32, Message: "Shopify custom app token"}},
	Examples: []rules.Example{
		{Path: "app.json", Text: "{\"shopifyToken\": \"«shpca_{hex:32}»\"}\n", Why: "by its form"},
	},
}

// shopifyPrivateAppPasswordRule finds Shopify private app passwords.
var shopifyPrivateAppPasswordRule = &rules.Rule{
	ID:       "shopify-private-app-password",
	Title:    "Shopify private app password",
	Doc:      `The password of a private app of Shopify (shppa_), which is also its access token. By its scopes it reads customers and orders and changes the shop.`,
	Fix:      "Rotate the credential in the app, under API credentials (partners.shopify.com or the shop's administration), and read the new one from the environment.",
	Source:   "https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "shppa_", Alphabet: alphabet.Hex, Min: 32, Max: 32, Message: "Shopify private app password"}},
	Examples: []rules.Example{
		{Path: "app.json", Text: "{\"shopifyToken\": \"«shppa_{hex:32}»\"}\n", Why: "by its form"},
	},
}

// shopifySharedSecretRule finds Shopify shared secrets.
var shopifySharedSecretRule = &rules.Rule{
	ID:       "shopify-shared-secret",
	Title:    "Shopify shared secret",
	Doc:      `The client secret of a Shopify app (shpss_). It signs what the app and the shop tell each other: whoever has it can forge webhooks and sessions of every shop that installed the app.`,
	Fix:      "Rotate the credential in the app, under API credentials (partners.shopify.com or the shop's administration), and read the new one from the environment.",
	Source:   "https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "shpss_", Alphabet: alphabet.Hex, Min: 32, Max: 32, Message: "Shopify shared secret"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export SHOPIFY_TOKEN=«shpss_{hex:32}»\n", Why: "by its form"},
	},
}

// shopifyThemeTokenRule finds Shopify theme access passwords.
var shopifyThemeTokenRule = &rules.Rule{
	ID:       "shopify-theme-token",
	Title:    "Shopify theme access password",
	Doc:      `A password of Shopify's Theme Access app (shptka_). It reads and changes the themes of a shop, and so what its customers see.`,
	Fix:      "Rotate the credential in the app, under API credentials (partners.shopify.com or the shop's administration), and read the new one from the environment.",
	Source:   "https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "shptka_", Alphabet: alphabet.Hex, Min: 32, Max: 32, Message: "Shopify theme access password"}},
	Examples: []rules.Example{
		{Path: ".env", Text: "SHOPIFY_TOKEN=«shptka_{hex:32}»\n", Why: "by its form"},
	},
}

// shopifyUserTokenRule finds Shopify user access tokens.
var shopifyUserTokenRule = &rules.Rule{
	ID:       "shopify-user-token",
	Title:    "Shopify user access token",
	Doc:      `An access token of Shopify that acts for one member of the staff (shpua_). It lives for a day at most: a warning.`,
	Fix:      "Rotate the credential in the app, under API credentials (partners.shopify.com or the shop's administration), and read the new one from the environment.",
	Source:   "https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "shpua_", Alphabet: alphabet.Hex, Min: 32, Max: 32, Score: 0.65, Message: "Shopify user access token: lives for a day"}},
	Examples: []rules.Example{
		{Path: "main.go", Text: "const shopifyToken = \"«shpua_{hex:32}»\"\n", Why: "by its form"},
	},
}

// shopifyRefreshTokenRule finds Shopify refresh tokens.
var shopifyRefreshTokenRule = &rules.Rule{
	ID:       "shopify-refresh-token",
	Title:    "Shopify refresh token",
	Doc:      `A refresh token of a Shopify app (shprt_). With the app's secret it makes access tokens.`,
	Fix:      "Rotate the credential in the app, under API credentials (partners.shopify.com or the shop's administration), and read the new one from the environment.",
	Source:   "https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "shprt_", Alphabet: alphabet.Hex, Min: 32, Max: 32, Message: "Shopify refresh token"}},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const shopifyToken = '«shprt_{hex:32}»';\n", Why: "by its form"},
	},
}
