package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// browserstackAccessKeyRule finds a BrowserStack access key.
var browserstackAccessKeyRule = &rules.Rule{
	ID:       "browserstack-access-key",
	Title:    "BrowserStack access key",
	Doc:      "The access key of a BrowserStack account: 20 letters and digits under a name that says BrowserStack. It starts test sessions on the account's bill and reads their recordings.",
	Fix:      "Reset the key at https://www.browserstack.com/accounts/profile/details and read it from the environment.",
	Source:   "https://www.browserstack.com/docs/iaam/security/access-key",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"browserstack", "bstack"}, Alphabet: alphabet.Alnum, Min: 20, Max: 20, Message: "BrowserStack access key"}},
	Examples: []rules.Example{
		{Path: "wdio.conf.js", Text: "process.env.BROWSERSTACK_ACCESS_KEY = '«{alnum:20}»';\n", Why: "WebdriverIO"},
		{Path: "b.py", Text: "browserstack_release_sha = \"{alnum:20}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{alnum:20}\"\n", Why: "another provider"},
	},
}
