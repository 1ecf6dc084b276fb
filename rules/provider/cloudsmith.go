package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// cloudsmithAPIKeyRule finds a Cloudsmith API key.
var cloudsmithAPIKeyRule = &rules.Rule{
	ID:       "cloudsmith-api-key",
	Title:    "Cloudsmith API key",
	Doc:      "An API key of Cloudsmith (csa_ and 36 letters and digits, or 40 hexadecimal digits under a name that says Cloudsmith). It reads and publishes packages as its user or service.",
	Fix:      "Refresh the key at https://cloudsmith.io/user/settings/api/ and read it from the environment.",
	Source:   "https://help.cloudsmith.io/docs/api-key",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "csa_", Alphabet: alphabet.Alnum, Min: 36, Max: 36, Valid: judge.GeneratedBody, Message: "Cloudsmith API key"}},
	Examples: []rules.Example{
		{Path: "push.sh", Text: "export CLOUDSMITH_API_KEY=«csa_{hex:30}{alnum:6}»\n", Why: "a release"},
	},
}

// cloudsmithLegacyKeyRule finds a Cloudsmith API key, old form.
var cloudsmithLegacyKeyRule = &rules.Rule{
	ID:       "cloudsmith-legacy-key",
	Title:    "Cloudsmith API key, old form",
	Doc:      "An API key or entitlement token of Cloudsmith without a prefix: 40 hexadecimal digits under a name that says Cloudsmith.",
	Fix:      "Refresh the key at https://cloudsmith.io/user/settings/api/ and read it from the environment.",
	Source:   "https://help.cloudsmith.io/docs/api-key",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"cloudsmith"}, Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Message: "Cloudsmith API key"}},
	Examples: []rules.Example{
		{Path: "push.sh", Text: "export CLOUDSMITH_API_KEY=«{hex:40}»\n", Why: "a release"},
		{Path: "b.py", Text: "cloudsmith_release_sha = \"{hex:40}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:40}\"\n", Why: "another provider"},
	},
}
