package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// salesforceAccessTokenRule finds access tokens of Salesforce.
var salesforceAccessTokenRule = &rules.Rule{
	ID:       "salesforce-access-token",
	Title:    "Salesforce access token",
	Doc:      `An access token or session of Salesforce: the organization's identifier (00D…), an exclamation mark and what is secret. It acts as its user until the session ends.`,
	Fix:      "Revoke the token (/services/oauth2/revoke) or end the session under Session management, and keep it out of files.",
	Source:   "https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_tokens_scopes.htm",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"AQ", "AR", "AQE"},
	Run:      60,
	Binary:   true,
	Check:    checkSalesforce,
	Examples: []rules.Example{
		{Path: "sf.sh", Text: "export SF_ACCESS_TOKEN=00D{alnum:12}!«AQ{alnum:94}»\n", Why: "a token"},
		{Path: "sf.py", Text: "session = \"00D{alnum:12}!«AR{alnum:47}.{alnum:46}»\"\n", Why: "with a full stop"},
		{Path: "a.md", Text: "token: 00Dxx0000000000!{repeat:x:96}\n", Why: "filler"},
		{Path: "b.txt", Text: "org 00D{alnum:12}\n", Why: "an identifier"},
	},
}

// salesforceRefreshTokenRule finds Salesforce refresh tokens.
var salesforceRefreshTokenRule = &rules.Rule{
	ID:       "salesforce-refresh-token",
	Title:    "Salesforce refresh token",
	Doc:      `A refresh token of Salesforce (5Aep861). With the connected app's key it makes access tokens for its user until it is revoked.`,
	Fix:      "Revoke the token under Connected apps OAuth usage, and keep it out of files.",
	Source:   "https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_refresh_token_flow.htm",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "5Aep861", Alphabet: alphabet.TokenEq, Min: 60, Max: 120, Message: "Salesforce refresh token: acts as its user"}},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "sf_refresh_token = \"«5Aep861{alnum:79}»\"\n", Why: "by its form"},
	},
}

// checkSalesforce looks for the organization in front of the exclamation mark,
// which ends a run.
func checkSalesforce(c *rules.Candidate) (rules.Match, bool) {
	before := c.Before(16)
	if len(before) < 16 || before[15] != '!' || !bytes.HasPrefix(before, []byte("00D")) || !alphabet.All(before[:15], alphabet.Alnum) {
		return rules.Match{}, false
	}
	return judge.MatchToken(c, rules.Token{Alphabet: alphabet.TokenDot, Min: 60, Max: 260, Valid: judge.GeneratedBody, Message: "Salesforce access token: acts as its user"})
}
