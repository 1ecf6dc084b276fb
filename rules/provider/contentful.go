package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// contentfulManagementTokenRule finds a Contentful management token.
var contentfulManagementTokenRule = &rules.Rule{
	ID:       "contentful-management-token",
	Title:    "Contentful management token",
	Doc:      "A personal access token of Contentful (CFPAT- and 43 characters). It changes and deletes the content of all spaces of its person.",
	Fix:      "Revoke it at https://app.contentful.com/account/profile/cma_tokens and read the new one from the environment.",
	Source:   "https://www.contentful.com/developers/docs/references/authentication/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "CFPAT-", Alphabet: alphabet.AlnumDash, Min: 43, Max: 43, Message: "Contentful management token: changes all content"}},
	Examples: []rules.Example{
		{Path: "migrate.js", Text: "const client = createClient({ accessToken: '«CFPAT-{urlsafe:43}»' });\n", Why: "a migration"},
	},
}

// contentfulDeliveryTokenRule finds a Contentful delivery token.
var contentfulDeliveryTokenRule = &rules.Rule{
	ID:       "contentful-delivery-token",
	Title:    "Contentful delivery token",
	Doc:      "An access token of Contentful's delivery or preview API: 43 URL-safe characters under a name that says Contentful. Delivery tokens read what is published and are sent to browsers, so that it is a warning; preview tokens show drafts.",
	Fix:      "Regenerate the key under Settings, API keys at https://app.contentful.com if drafts or private content are at stake.",
	Source:   "https://www.contentful.com/developers/docs/references/authentication/",
	Severity: rules.Warning,
	Keyed:    []rules.Keyed{{Words: []string{"contentful"}, Alphabet: alphabet.AlnumDash, Min: 43, Max: 43, Score: 0.6, Message: "Contentful delivery or preview token"}},
	Examples: []rules.Example{
		{Path: ".env.site", Text: "CONTENTFUL_ACCESS_TOKEN=«{urlsafe:43}»\n", Why: "a site"},
		{Path: "b.py", Text: "contentful_release_sha = \"{urlsafe:43}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{urlsafe:43}\"\n", Why: "another provider"},
	},
}
