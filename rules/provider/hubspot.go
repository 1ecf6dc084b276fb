package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// hubspotPrivateAppTokenRule finds a HubSpot private app token.
var hubspotPrivateAppTokenRule = &rules.Rule{
	ID:       "hubspot-private-app-token",
	Title:    "HubSpot private app token",
	Doc:      "The access token of a HubSpot private app (pat-na1- or pat-eu1- and a UUID). It reads and changes contacts, deals and the rest as its scopes say.",
	Fix:      "Rotate it under Settings, Integrations, Private Apps at https://app.hubspot.com and read it from the environment.",
	Source:   "https://developers.hubspot.com/docs/guides/apps/private-apps/overview",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "pat-na1-", Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidBody, Message: "HubSpot private app token"},
		{Prefix: "pat-na2-", Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidBody, Message: "HubSpot private app token"},
		{Prefix: "pat-na3-", Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidBody, Message: "HubSpot private app token"},
		{Prefix: "pat-eu1-", Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidBody, Message: "HubSpot private app token"},
		{Prefix: "pat-ap1-", Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidBody, Message: "HubSpot private app token"},
	},
	Examples: []rules.Example{
		{Path: "crm.py", Text: "client = HubSpot(access_token=\"«pat-na1-{uuid}»\")\n", Why: "a client"},
	},
}

// hubspotAPIKeyRule finds a HubSpot API key or secret.
var hubspotAPIKeyRule = &rules.Rule{
	ID:       "hubspot-api-key",
	Title:    "HubSpot API key or secret",
	Doc:      "An API key of HubSpot, as they were until 2022, or a client secret: a UUID under a name that says HubSpot or hapikey. A client secret obtains tokens of the app's users.",
	Fix:      "Rotate the client secret in the app's settings at https://developers.hubspot.com; API keys are accepted no more.",
	Source:   "https://developers.hubspot.com/docs/guides/api/app-management/oauth-tokens",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"hubspot", "hapikey"}, Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidForm, Score: 0.8, Message: "HubSpot API key or client secret"}},
	Examples: []rules.Example{
		{Path: "crm.js", Text: "const HUBSPOT_API_KEY = '«{uuid}»';\n", Why: "a client"},
	},
}
