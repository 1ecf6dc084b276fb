package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// disqusAPISecretRule finds a Disqus API secret.
var disqusAPISecretRule = &rules.Rule{
	ID:       "disqus-api-secret",
	Title:    "Disqus API secret",
	Doc:      "The API secret of a Disqus application: 64 letters and digits under a name that says Disqus and secret. With the public API key it moderates and posts.",
	Fix:      "Reset it at https://disqus.com/api/applications/ and read it from the environment.",
	Source:   "https://disqus.com/api/docs/auth/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"disqus"}, Names: []string{"secret", "apisecret", "secretkey", "accesstoken"}, Alphabet: alphabet.Alnum, Min: 64, Max: 64, Valid: judge.NotHex, Message: "Disqus API secret"}},
	Examples: []rules.Example{
		{Path: "blog.py", Text: "DISQUS_SECRET_KEY = \"«{alnum:64}»\"\n", Why: "a site"},
		{Path: "b.py", Text: "disqus_release_sha = \"{alnum:64}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{alnum:64}\"\n", Why: "another provider"},
	},
}
