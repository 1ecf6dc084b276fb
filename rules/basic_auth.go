package rules

import (
	"bytes"
	"encoding/base64"
	"strings"
	"unicode"
	"unicode/utf8"
)

// basicAuth finds logins of HTTP's Basic scheme.
var basicAuth = &Rule{
	ID:    "basic-auth",
	Title: "Basic authorization header",
	Doc: `The credentials of HTTP's Basic scheme (RFC 7617): base64 of user and password behind the word Basic, wherever a header can stand: code, command lines, documents, YAML lists of recorded HTTP. Base64 hides nothing, so the decoded login is what is judged.

The samples of RFC 7617, masked and templated logins, and placeholders (user:password) are left alone. A weak login such as admin:admin is a warning: it opens whatever still has it.`,
	Fix:      "Change the password, and build the header from a user and a password that are read from the environment.",
	Source:   "https://www.rfc-editor.org/rfc/rfc7617",
	Severity: Error,
	Kinds:    KindToken | KindAssigned | KindArgument | KindString,
	Keywords: []string{"basic"},
	Check:    checkBasicAuth,
	Examples: []Example{
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

func checkBasicAuth(c *Candidate) (Match, bool) {
	if !behindScheme(c.Before(24), "basic") {
		return Match{}, false
	}
	v := c.Value()
	n := 0
	for n < len(v) && (isStdBase64(v[n]) || isURLSafe(v[n])) {
		n++
	}
	v = v[:n]
	user, password, ok := decodeLogin(v)
	if !c.GateText("user and password", ok, "") {
		return Match{}, false
	}
	if known := knownPublic(string(v)); !c.GateText("no published sample", known == "", known) {
		return Match{}, false
	}
	score, why := judgeLogin(c, user, password)
	if !c.GateText("not a placeholder", why == "", why) {
		return Match{}, false
	}
	return Match{
		Start: c.Start, End: c.Start + n, Score: score, Remedy: FromEnv,
		Message: "login in a Basic authorization header: base64 of user and password",
	}, true
}

// behindScheme reports whether before ends with the name of an authorization
// scheme and what stands between it and its credentials: blanks, or the end of
// a string and the begin of the next one.
func behindScheme(before []byte, scheme string) bool {
	b := bytes.TrimRight(before, " \t\"'`+")
	if len(b) == len(before) || len(b) < len(scheme) || !strings.EqualFold(string(b[len(b)-len(scheme):]), scheme) {
		return false
	}
	if !bytes.ContainsAny(before[len(b):], " \t") {
		return false
	}
	b = b[:len(b)-len(scheme)]
	return len(b) == 0 || !isAlnum(b[len(b)-1]) && b[len(b)-1] != '_'
}

// decodeLogin decodes base64, of either alphabet, padded or not, of user, a
// colon and password. Text with characters that no keyboard makes is none. One
// of both may be empty: tokens are sent as either.
func decodeLogin(v []byte) (user, password []byte, ok bool) {
	v = bytes.TrimRight(v, "=")
	if len(v) < 8 || len(v) > 4096 {
		return nil, nil, false
	}
	enc := base64.RawStdEncoding
	if bytes.ContainsAny(v, "-_") {
		enc = base64.RawURLEncoding
	}
	raw := make([]byte, enc.DecodedLen(len(v)))
	n, err := enc.Decode(raw, v)
	if err != nil {
		return nil, nil, false
	}
	raw = bytes.TrimRight(raw[:n], "\r\n") // echo user:password | base64
	for rest := raw; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		if r == utf8.RuneError || !unicode.IsPrint(r) {
			return nil, nil, false
		}
		rest = rest[size:]
	}
	user, password, ok = bytes.Cut(raw, []byte(":"))
	switch {
	case !ok, len(user) == 0 && len(password) == 0:
		return nil, nil, false
	case len(user) == 0 && len(password) < MinToken, len(password) == 0 && len(user) < MinToken:
		return nil, nil, false
	}
	return user, password, true
}

// judgeLogin scores a decoded login, or tells why it is none. A login of plain
// words is worth a warning and no more.
func judgeLogin(c *Candidate, user, password []byte) (score float64, why string) {
	secret := password
	if len(secret) == 0 {
		secret = user
	}
	if isSampleLogin(lowerASCII(string(user)), lowerASCII(string(password))) {
		return 0, "a sample's login"
	}
	if saysTest(string(user)) && (saysTest(string(password)) || isPlainWord(lowerASCII(string(password)))) && fileClass(c.File) == ClassTest {
		return 0, "a test's login, which says so"
	}
	v := judgeValue("", secret)
	switch {
	case v.Kind == Reference || v.Kind == Empty || bytes.ContainsAny(password, "<>{}") && bytes.ContainsAny(user, "<>{}"):
		return 0, "a template"
	case isMask(secret):
		return 0, "masked"
	case isUpperIdent(secret) && bytes.IndexByte(secret, '_') > 0:
		return 0, "a constant's name"
	case v.Kind == Real && fillerReason(secret) == "" && (hasRandomPart(secret) || mixedClasses(secret) >= 3 && len(secret) >= 8):
		return inFile(c, 0.9), ""
	}
	return inFile(c, 0.6), ""
}

// saysTest reports whether a user or a password says that it is made up:
// testuser, my_test_password, foo.
func saysTest(s string) bool {
	l := letters(s)
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

// isMask reports whether all of v, or all but a few characters of it, is
// blotted out.
func isMask(v []byte) bool {
	for _, mask := range [...]string{"xxxx", "XXXX", "****", "....", "____", "----"} {
		if bytes.Contains(v, []byte(mask)) {
			return true
		}
	}
	return len(v) > 0 && len(bytes.Trim(v, "xX*.")) == 0
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
