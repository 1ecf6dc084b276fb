package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// ghostAdminKeyRule finds a Ghost admin API key.
var ghostAdminKeyRule = &rules.Rule{
	ID:       "ghost-admin-key",
	Title:    "Ghost admin API key",
	Doc:      "An Admin API key of a Ghost site: 24 hexadecimal digits, a colon and 64 more. It writes posts, members and themes. Content API keys, of 26 digits, are public.",
	Fix:      "Regenerate the secret under Settings, Integrations of the site and read it from the environment.",
	Source:   "https://docs.ghost.org/admin-api/#token-authentication",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds | rules.KindString,
	Keywords: []string{"ghost", "admin", "key"},
	Run:      64,
	Solid:    true,
	Needs:    ':',
	Check:    checkGhost,
	Examples: []rules.Example{
		{Path: "deploy.js", Text: "const api = new GhostAdminAPI({ url, key: '«{hex:24}:{hex:64}»', version: 'v5.0' });\n", Why: "a deployment"},
		{Path: "a.js", Text: "const key = '{repeat:0:24}:{repeat:0:64}';\n", Why: "filler"},
		{Path: "b.js", Text: "const key = '{hex:24}:{hex:32}';\n", Why: "another form"},
	},
}

// checkGhost takes 24 and 64 hexadecimal digits around a colon.
func checkGhost(c *rules.Candidate) (rules.Match, bool) {
	id, key, ok := bytes.Cut(c.Value(), []byte(":"))
	if !ok || len(id) != 24 || len(key) != 64 || !alphabet.All(id, alphabet.LowerHex) || !alphabet.All(key, alphabet.LowerHex) {
		return rules.Match{}, false
	}
	score := 0.75
	if judge.Near(c, "ghost", judge.PairReach) {
		score = 0.95
	}
	return judge.JudgeBeside(c, score, 0, "Ghost admin API key")
}
