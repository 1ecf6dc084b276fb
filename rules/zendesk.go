package rules

// zendeskTokenRule finds Zendesk API tokens.
var zendeskTokenRule = &Rule{
	ID:       "zendesk-token",
	Title:    "Zendesk API token",
	Doc:      `An API token of Zendesk: 40 letters and digits under a name that says Zendesk. It acts as any agent of the account: it reads every ticket.`,
	Fix:      "Deactivate the token at https://support.zendesk.com/hc/en-us/articles/4408889192858 and read the new one from the environment.",
	Source:   "https://developer.zendesk.com/api-reference/introduction/security-and-auth/",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"zendesk"},
	Run:      40,
	Solid:    true,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c, Keyed{Words: []string{"zendesk"}, Alphabet: isAlnum, Min: 40, Max: 40, Message: "Zendesk API token: reads every ticket"})
	},
	Examples: []Example{
		{Path: "deploy.sh", Text: "export ZENDESK_API_TOKEN=«{alnum:40}»\n", Why: "by its name"},
		{Path: "README.md", Text: "ZENDESK_API_TOKEN={repeat:x:40}\n", Why: "filler"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:40}\"\n", Why: "another name"},
		{Path: "client.py", Text: "zendesk_revision = \"{alnum:40}\"\n", Why: "a revision's name"},
	},
}
