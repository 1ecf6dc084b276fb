package generic

import (
	"bytes"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/judge"
	"github.com/envguard/envguard/rules/random"
)

// BasicAuth finds logins of HTTP's Basic scheme.
var BasicAuth = &rules.Rule{
	ID:    "basic-auth",
	Title: "Basic authorization header",
	Doc: `The credentials of HTTP's Basic scheme (RFC 7617): base64 of user and password behind the word Basic, wherever a header can stand: code, command lines, documents, YAML lists of recorded HTTP. Base64 hides nothing, so the decoded login is what is judged.

The samples of RFC 7617, masked and templated logins, and placeholders (user:password) are left alone. A weak login such as admin:admin is a warning: it opens whatever still has it.`,
	Fix:      "Change the password, and build the header from a user and a password that are read from the environment.",
	Source:   "https://www.rfc-editor.org/rfc/rfc7617",
	Severity: rules.Error,
	Kinds:    rules.KindToken | rules.KindAssigned | rules.KindArgument | rules.KindString,
	Keywords: []string{"basic"},
	Check:    checkBasicAuth,
	Examples: []rules.Example{
		{Path: "client.py", Text: "headers = {\"Authorization\": \"Basic «{b64of:deploy:{alnum:20}}»\"}\n", Why: "a header in code"},
		{Path: "call.sh", Text: "curl -H 'Authorization: Basic «{b64of:ci:{symbols:16}}»' https://api.example.org/\n", Why: "a command line"},
		{Path: "spec/cassettes/list.yml", Text: "      Authorization:\n      - Basic «{b64of:api:{hex:32}-{hex:8}}»\n", Why: "recorded HTTP"},
		{Path: "api_test.go", Text: "req.Header.Set(\"Proxy-Authorization\", \"Basic «{b64of:john:{lower:8}}»\")\n", Why: "a plain login is a warning"},
		{Path: "client.go", Text: "const pat = \"Basic \" + \"«{b64of::{lowernum:52}}»\"\n", Why: "a token without a user"},
		{Path: "login.js", Text: "fetch(url, {headers: {authorization: 'basic «{b64of:admin:admin}»'}})\n", Why: "a weak login"},
		{Path: "user_test.go", Text: "req.Header.Set(\"Authorization\", \"Basic {b64of:testuser:testpass}\")\n", Why: "a test's login that says so"},
		{Path: "a.md", Text: "Authorization: Basic {b64of:Aladdin:open sesame}\n", Why: "the sample of RFC 7617"},
		{Path: "b.md", Text: "Authorization: Basic {b64of:username:password}\n", Why: "a placeholder"},
		{Path: "c.md", Text: "Authorization: Basic {b64of:<client>:<secret>}\n", Why: "a template"},
		{Path: "d.yml", Text: "- Basic {b64of:api:{repeat:x:24}}\n", Why: "masked"},
		{Path: "e.go", Text: "// Basic authentication of requests is off: Basic something.\n", Why: "words"},
		{Path: "f.js", Text: "const header = `Basic ${btoa(user + ':' + password)}`\n", Why: "put together by a program"},
		{Path: "g.txt", Text: "Basic {b64:24}\n", Why: "no login in it"},
	},
}

func checkBasicAuth(c *rules.Candidate) (rules.Match, bool) {
	if !judge.BehindScheme(c.Before(24), "basic") {
		return rules.Match{}, false
	}
	v := c.Value()
	n := 0
	for n < len(v) && (alphabet.StdBase64(v[n]) || alphabet.URLSafe(v[n])) {
		n++
	}
	v = v[:n]
	user, password, ok := judge.DecodeLogin(v)
	if !c.GateText("user and password", ok, "") {
		return rules.Match{}, false
	}
	if known := judge.PublishedIn(string(v)); !c.GateText("no published sample", known == "", known) {
		return rules.Match{}, false
	}
	score, why := judgeLogin(c, user, password)
	if !c.GateText("not a placeholder", why == "", why) {
		return rules.Match{}, false
	}
	return rules.Match{
		Start: c.Start, End: c.Start + n, Score: score, Remedy: rules.FromEnv,
		Message: "login in a Basic authorization header: base64 of user and password",
	}, true
}

// judgeLogin scores a decoded login, or says why it is none. A login of plain
// words is worth a warning and no more.
func judgeLogin(c *rules.Candidate, user, password []byte) (score float64, why string) {
	secret := password
	if len(secret) == 0 {
		secret = user
	}
	if isSampleLogin(alphabet.ToLower(string(user)), alphabet.ToLower(string(password))) {
		return 0, "a sample's login"
	}
	if saysTest(string(user)) && (saysTest(string(password)) || isPlainWord(alphabet.ToLower(string(password)))) && judge.FileClass(c.File) == fileclass.Test {
		return 0, "a test's login, which says so"
	}
	v := judge.JudgeValue("", secret)
	switch {
	case v.Kind == judge.Reference || v.Kind == judge.Empty || bytes.ContainsAny(password, "<>{}") && bytes.ContainsAny(user, "<>{}"):
		return 0, "a template"
	case judge.IsMask(secret):
		return 0, "masked"
	case judge.IsUpperIdent(secret) && bytes.IndexByte(secret, '_') > 0:
		return 0, "a constant's name"
	case v.Kind == judge.Real && judge.FillerReason(secret) == "" && (random.HasStretch(secret) || alphabet.Classes(secret) >= 3 && len(secret) >= 8):
		return judge.InFile(c, 0.9), ""
	}
	return judge.InFile(c, 0.6), ""
}

// saysTest reports whether a user or a password says that it is made up:
// testuser, my_test_password, foo.
func saysTest(s string) bool {
	l := alphabet.Letters(s)
	for _, w := range [...]string{"test", "foo", "dummy", "fake", "sample", "example"} {
		if strings.HasPrefix(l, w) {
			return true
		}
	}
	return false
}

// isPlainWord accepts passwords that tests take when they need any.
func isPlainWord(s string) bool {
	switch s {
	case "pass", "password", "passwd", "pwd", "secret", "bar", "baz", "b=ar", "1234", "12345", "qwerty":
		return true
	}
	return false
}

// isSampleLogin accepts logins whose parts say user and password, as samples
// have them.
func isSampleLogin(user, password string) bool {
	switch user {
	case "user", "username", "usr", "login", "name", "foo", "my_user", "myuser", "your_username", "client_id", "clientid", "client", "id", "email", "u", "a", "test":
	default:
		return false
	}
	switch password {
	case "pass", "password", "passwd", "pwd", "pw", "bar", "my_password", "mypassword", "your_password", "client_secret", "clientsecret", "secret", "p", "b", "test":
		return true
	}
	return false
}
