package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// tableauTokenRule finds Tableau personal access tokens.
var tableauTokenRule = &rules.Rule{
	ID:       "tableau-token",
	Title:    "Tableau personal access token",
	Doc:      `A personal access token of Tableau: 22 characters of base64, two equals signs, a colon and 32 characters, near its name. It acts as its user and reads their workbooks.`,
	Fix:      "Revoke the token in Tableau, under My account settings, and read the new one from the environment.",
	Source:   "https://help.tableau.com/current/server/en-us/security_personal_access_tokens.htm",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Keywords: []string{"tableau"},
	Run:      32,
	Solid:    true,
	Check:    checkTableau,
	Examples: []rules.Example{
		{Path: "tab.py", Text: "tableau_token = \"{alnum:22}==:«{alnum:32}»\"\n", Why: "a token"},
		{Path: ".env", Text: "TABLEAU_TOKEN_SECRET={alnum:22}==:«{alnum:32}»\n", Why: "by its name"},
		{Path: "a.md", Text: "TABLEAU_TOKEN={alnum:22}==:{repeat:x:32}\n", Why: "filler"},
		{Path: "b.py", Text: "tableau_hash = \"{alnum:32}\"\n", Why: "another form"},
	},
}

// checkTableau looks for the first half in front of the colon.
func checkTableau(c *rules.Candidate) (rules.Match, bool) {
	before := c.Before(25)
	if len(before) < 25 || !bytes.HasSuffix(before, []byte("==:")) || !alphabet.All(before[:22], alphabet.StdBase64) {
		return rules.Match{}, false
	}
	return judge.MatchToken(c, rules.Token{Alphabet: alphabet.Alnum, Min: 32, Max: 32, Valid: judge.GeneratedBody, Message: "Tableau personal access token: acts as its user"})
}
