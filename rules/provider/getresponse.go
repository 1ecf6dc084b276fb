package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// getresponseAPIKeyRule finds a GetResponse API key.
var getresponseAPIKeyRule = &rules.Rule{
	ID:       "getresponse-api-key",
	Title:    "GetResponse API key",
	Doc:      "An API key of GetResponse: 32 letters and digits under a name that says GetResponse. It reads contacts and sends newsletters.",
	Fix:      "Delete it at https://app.getresponse.com/api and read the new one from the environment.",
	Source:   "https://apidocs.getresponse.com/v3/authentication/apikey",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"getresponse"}, Alphabet: alphabet.LowerNum, Min: 32, Max: 32, Message: "GetResponse API key"}},
	Examples: []rules.Example{
		{Path: "news.php", Text: "define('GETRESPONSE_API_KEY', '«{lowernum:32}»');\n", Why: "a site"},
		{Path: "b.py", Text: "getresponse_release_sha = \"{lowernum:32}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{lowernum:32}\"\n", Why: "another provider"},
	},
}
