package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// linkedinClientSecretRule finds a LinkedIn client secret.
var linkedinClientSecretRule = &rules.Rule{
	ID:       "linkedin-client-secret",
	Title:    "LinkedIn client secret",
	Doc:      "The client secret of a LinkedIn application: 16 letters and digits under a name that says LinkedIn, or WPL_AP1. with a number and base64. With the public client identifier it obtains tokens of members.",
	Fix:      "Rotate it on the Auth page of the application at https://www.linkedin.com/developers/apps and read it from the environment.",
	Source:   "https://learn.microsoft.com/en-us/linkedin/shared/authentication/client-credentials-flow",
	Severity: rules.Error,
	Keywords: []string{"linkedin", "linked"},
	Keyed: []rules.Keyed{
		{Words: []string{"linkedin"}, Names: []string{"secret", "clientsecret", "secretkey", "apisecret"}, Alphabet: alphabet.Alnum, Min: 16, Max: 16, Message: "LinkedIn client secret"},
		{Words: []string{"linkedin"}, Names: []string{"secret", "clientsecret", "secretkey", "apisecret"}, Alphabet: alphabet.TokenAny, Min: 30, Max: 40, Valid: linkedinForm, Message: "LinkedIn client secret"},
	},
	Examples: []rules.Example{
		{Path: "auth.py", Text: "LINKEDIN_CLIENT_SECRET = \"«{alnum:16}»\"\n", Why: "a login"},
		{Path: "auth2.py", Text: "LINKEDIN_CLIENT_SECRET = \"«WPL_AP1.{alnum:16}.{alnum:6}==»\"\n", Why: "today's form"},
		{Path: "b.py", Text: "linkedin_release_sha = \"{alnum:16}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{alnum:16}\"\n", Why: "another provider"},
	},
}

// linkedinAccessTokenRule finds a LinkedIn access token.
var linkedinAccessTokenRule = &rules.Rule{
	ID:       "linkedin-access-token",
	Title:    "LinkedIn access token",
	Doc:      "An access token of LinkedIn (AQ and 150 to 500 URL-safe characters) under a name that says LinkedIn. It acts as the member for up to two months.",
	Fix:      "Remove the application at https://www.linkedin.com/mypreferences/d/data-sharing-permitted-services.",
	Source:   "https://learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow",
	Severity: rules.Error,
	Keywords: []string{"linkedin"},
	Tokens:   []rules.Token{{Prefix: "AQ", Alphabet: alphabet.AlnumDash, Min: 150, Max: 600, Valid: judge.GeneratedBody, Message: "LinkedIn access token"}},
	Examples: []rules.Example{
		{Path: "post.py", Text: "LINKEDIN_ACCESS_TOKEN = \"«AQ{urlsafe:280}»\"\n", Why: "a script"},
	},
}

// linkedinForm verifies WPL_AP1.KEY.NUMBER, the number in base64.
func linkedinForm(v []byte) rules.Proof {
	parts := bytes.Split(v, []byte("."))
	if len(parts) != 3 || !bytes.HasPrefix(parts[0], []byte("WPL_AP")) || len(parts[1]) != 16 {
		return rules.Refuted
	}
	return judge.GeneratedBody(parts[1])
}
