package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// mattermostTokenRule finds Mattermost access tokens.
var mattermostTokenRule = &rules.Rule{
	ID:       "mattermost-token",
	Title:    "Mattermost access token",
	Doc:      `A personal access token or a bot's token of Mattermost: 26 lower-case letters and digits under a name that says Mattermost. It acts as its user.`,
	Fix:      "Revoke the token in the profile, under Security, Personal Access Tokens, and read the new one from the environment.",
	Source:   "https://developers.mattermost.com/integrate/reference/personal-access-token/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"mattermost"}, Alphabet: alphabet.LowerNum, Min: 26, Max: 26, Message: "Mattermost access token: acts as its user"}},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "mattermost_token: «{lowernum:26}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{lowernum:26}\"\n", Why: "another name"},
		{Path: "client.py", Text: "mattermost_revision = \"{lowernum:26}\"\n", Why: "a revision's name"},
	},
}

// mattermostWebhookRule finds incoming webhooks of Mattermost.
var mattermostWebhookRule = &rules.Rule{
	ID:       "mattermost-webhook",
	Title:    "Mattermost incoming webhook",
	Doc:      `The address of an incoming webhook of Mattermost (/hooks/ and 26 characters). Whoever has it can post to its channel.`,
	Fix:      "Delete the webhook under Integrations, Incoming Webhooks, make a new one, and read its address from the environment.",
	Source:   "https://developers.mattermost.com/integrate/webhooks/incoming/",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"hooks/"},
	Run:      32,
	Solid:    true,
	Binary:   true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		if !judge.NearAny(c, "mattermost") {
			return rules.Match{}, false
		}
		return judge.MatchToken(c, rules.Token{Prefix: "hooks/", Alphabet: alphabet.LowerNum, Min: 26, Max: 26, Valid: judge.GeneratedBody, Message: "Mattermost incoming webhook: whoever has the address can post"})
	},
	Examples: []rules.Example{
		{Path: "alert.py", Text: "url = \"https://mattermost.acme.io/«hooks/{lowernum:26}»\"\n", Why: "a webhook"},
		{Path: "a.md", Text: "https://mattermost.acme.io/hooks/{repeat:x:26}\n", Why: "filler"},
		{Path: "b.py", Text: "path = \"hooks/{lowernum:26}\"\n", Why: "not Mattermost"},
	},
}
