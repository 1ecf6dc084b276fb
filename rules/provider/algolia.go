package provider

import (
	"bytes"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// algoliaAdminKeyRule finds an Algolia API key.
var algoliaAdminKeyRule = &rules.Rule{
	ID:       "algolia-admin-key",
	Title:    "Algolia API key",
	Doc:      "An API key of Algolia: 32 hexadecimal digits under a name that says Algolia. The admin key, which names say most often, changes and deletes every index. Search-only keys are made for browsers and are left alone where the name says search, public or browser.",
	Fix:      "Regenerate the admin key at https://dashboard.algolia.com/account/api-keys and read it from the environment.",
	Source:   "https://www.algolia.com/doc/guides/security/api-keys/",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds,
	Keywords: []string{"algolia"},
	Run:      32,
	Solid:    true,
	Check:    checkAlgolia,
	Examples: []rules.Example{
		{Path: "index.js", Text: "const client = algoliasearch('APPID', process.env.K);\nconst ALGOLIA_ADMIN_KEY = '«{hex:32}»';\n", Why: "an admin key"},
		{Path: ".env.production", Text: "ALGOLIA_API_KEY=«{hex:32}»\n", Why: "by its name"},
		{Path: "a.js", Text: "const ALGOLIA_SEARCH_KEY = '{hex:32}';\n", Why: "a search-only key"},
		{Path: "docusaurus.config.js", Text: "algolia: { appId: 'A', apiKey: process.env.ALGOLIA_SEARCH_API_KEY || '{hex:32}' }\n", Why: "the default of a search-only key"},
		{Path: "b.md", Text: "ALGOLIA_API_KEY={repeat:x:32}\n", Why: "filler"},
		{Path: "c.js", Text: "const ALGOLIA_SEARCH_API_KEY = '{hex:32}';\n", Why: "a search-only key"},
	},
}

// checkAlgolia leaves the keys alone whose name says that they only search.
func checkAlgolia(c *rules.Candidate) (rules.Match, bool) {
	for _, w := range alphabet.SplitWords(c.Key, nil) {
		switch w {
		case "search", "public", "browser", "frontend", "client", "docsearch":
			c.GateText("not search only", false, w)
			return rules.Match{}, false
		}
	}
	if strings.Contains(alphabet.Letters(c.Key), "searchonly") {
		return rules.Match{}, false
	}
	// process.env.ALGOLIA_SEARCH_API_KEY || '…'
	if before := bytes.ToLower(c.Before(60)); !c.GateText("not search only", !bytes.Contains(before, []byte("search_api_key")) && !bytes.Contains(before, []byte("search_key")), "the variable that it is the default of") {
		return rules.Match{}, false
	}
	return judge.MatchKeyed(c, rules.Keyed{Words: []string{"algolia"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "Algolia API key"})
}
