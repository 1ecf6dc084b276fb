package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// semaphoreTokenRule finds Semaphore API tokens.
var semaphoreTokenRule = &rules.Rule{
	ID:       "semaphore-token",
	Title:    "Semaphore API token",
	Doc:      `An API token of Semaphore CI: 20 to 32 characters under a name that says Semaphore. It starts builds and reads secrets of the organization.`,
	Fix:      "Reset the token at https://me.semaphoreci.com/account and read the new one from the environment.",
	Source:   "https://docs.semaphoreci.com/reference/api",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"semaphore", "semaphoreci"}, Names: []string{"apitoken", "semaphoretoken", "authtoken"}, Alphabet: alphabet.Alnum, Min: 20, Max: 32, Message: "Semaphore API token: starts builds"}},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const semaphoreApiToken = '«{alnum:20}»';\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:20}\"\n", Why: "another name"},
		{Path: "client.py", Text: "semaphore_revision = \"{alnum:20}\"\n", Why: "a revision's name"},
	},
}
