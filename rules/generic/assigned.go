// Package generic has the rules for secrets that no single provider issues:
// private keys, JSON web tokens, passwords in URLs, Fernet keys, and values under
// the name of a secret.
package generic

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/judge"
)

// AssignedSecret finds what no other rule knows: a value under a secret's name.
var AssignedSecret = &rules.Rule{
	ID:    "assigned-secret",
	Title: "Value under a secret's name",
	Doc: `A literal that is assigned to a name such as api_key, client_secret or password, in any language or configuration syntax, quoted or not, symbols included. It needs a name that says secret, in any case style, and a value that a generator made, or that mixes classes as chosen passwords do; score.go tells how the two are weighed.

Placeholders, references, templates, calls, variables, labels, messages, translations, digests and public keys are left alone. In test code and documents it is a warning at most.`,
	Fix:      "Change the secret where it is valid, then read it from the environment or a secret store.",
	Severity: rules.Error,
	Kinds:    rules.KindAssigned | rules.KindArgument | rules.KindEnv,
	Check:    checkAssigned,
	Examples: []rules.Example{
		{Path: "config.py", Text: "API_KEY = \"«{alnum:32}»\"\n", Why: "an API key in code"},
		{Path: "application.properties", Text: "spring.datasource.password=«{symbols:18}»\n", Why: "symbols in a bare value"},
		{Path: "Client.java", Text: "private static final String CLIENT_SECRET = \"«{alnum:40}»\";\n", Why: "a constant"},
		{Path: "values.yaml", Text: "auth:\n  clientSecret: «{b64:32}»\n", Why: "YAML"},
		{Path: "run.sh", Text: "export DB_PASSWORD='«{symbols:20}»'\n", Why: "a shell variable"},
		{Path: "C.java", Text: "client.setApiKey(\"«{alnum:32}»\");\n", Why: "a setter's argument"},
		{Path: "settings.py", Text: "DB_PASSWORD = \"«FalconQuartz42»\"\n", Why: "words and a number, as people choose passwords: a warning"},
		{Path: "prod.yml", Text: "admin_password: «ember-garnet-umbrella-velvet»\n", Why: "a passphrase: a warning"},
		{Path: "o.py", Text: "PASSWORD_FIELD = \"confirm-new-password-field\"\nPASSWORD_ENCODER = \"BearerToken20\"\n", Why: "words of programs"},
		{Path: "a.json", Text: "{\"password\": \"Passwort\", \"token\": \"Token\"}\n", Why: "labels"},
		{Path: "b.go", Text: "token := parser.NextToken(lookahead)\n", Why: "a call"},
		{Path: "c.js", Text: "const password = req.body.password\n", Why: "an expression"},
		{Path: "d.py", Text: "parser.add_argument(\"--password\", help=\"the password of the service account\")\n", Why: "a help text"},
		{Path: "e.yaml", Text: "password: ${DB_PASSWORD}\nsecretName: app-secrets-v2\n", Why: "references"},
		{Path: "f.ts", Text: "export enum Keys { ACCESS_TOKEN = 'auth.accessToken', API_KEY = 'x-api-key' }\n", Why: "names of things"},
		{Path: "g.py", Text: "PASSWORD_REGEX = r\"^(?=.*[A-Z])(?=.*[0-9]).{12,}$\"\n", Why: "a regular expression"},
		{Path: "h.py", Text: "API_KEY = \"your-api-key-here\"\n", Why: "a placeholder"},
		{Path: "i.go", Text: "\"AuthWebhook\": \"acme/auth-webhook:v0.1.3@sha256:{hex:64}\",\n", Why: "an image's digest"},
		{Path: "l.cs", Text: "var filter = \"overlay=eof_action=pass:repeatlast=0\";\n", Why: "another assignment in a string"},
		{Path: "n.rb", Text: "ui.link \"https://www.example.org/?license=2%2C3%2C4%2C5%2C6%2C9\"\n", Why: "a list in a URL"},
		{Path: "page.html", Text: "<script>function(e,n){return{key:e,value:n[e]}}</script>\n", Why: "a script in a page"},
		{Path: "m.js", Text: "t=`a:{token:e}}if(i===n){key:{alnum:4}}`\n", Why: "minified code"},
	},
}

func checkAssigned(c *rules.Candidate) (rules.Match, bool) {
	v := judge.Value(c)
	if v.Score < rules.WarnScore {
		return rules.Match{}, false // most candidates: a message costs as much as the judgment
	}
	return rules.Match{
		Start: c.Start, End: c.End, Score: v.Score, Remedy: rules.FromEnv,
		Message: "value that looks real" + judge.UnderName(c, v.Name),
	}, true
}
