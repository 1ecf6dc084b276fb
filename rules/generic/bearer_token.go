package generic

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
	"github.com/envguard/envguard/rules/random"
)

// BearerToken finds opaque tokens in authorization headers.
var BearerToken = &rules.Rule{
	ID:    "bearer-token",
	Title: "Token in an authorization header",
	Doc: `An opaque token behind the word Bearer (RFC 6750), or behind Token in an Authorization header, and the answers of NTLM, Negotiate and Digest (warnings), wherever a header can stand: code, command lines, documents, YAML lists of recorded HTTP. Whoever has it is let in until it expires. It must be what a generator makes.

JSON web tokens are judged by the rule jwt, tokens of known providers by theirs. Placeholders, words, variables and the samples of the specifications are left alone. In test code, documents and recorded HTTP it is a warning, since it has mostly expired.`,
	Fix:      "Revoke the token at its issuer, and read the new one from the environment.",
	Source:   "https://www.rfc-editor.org/rfc/rfc6750",
	Severity: rules.Error,
	Kinds:    rules.KindToken | rules.KindAssigned | rules.KindArgument | rules.KindString,
	Keywords: []string{"bearer", "token", "authorization"},
	Run:      rules.MinToken,
	Check:    checkBearer,
	Examples: []rules.Example{
		{Path: "client.py", Text: "headers = {\"Authorization\": \"Bearer «{alnum:32}»\"}\n", Why: "a header in code"},
		{Path: "spec/cassettes/list.yml", Text: "      Authorization:\n      - Bearer «{hex:64}»\n", Why: "recorded HTTP"},
		{Path: "call.sh", Text: "curl -H 'Authorization: Token «{hex:40}»' https://api.example.org/\n", Why: "the scheme Token"},
		{Path: "README.md", Text: "    Authorization: Bearer «{urlsafe:43}»\n", Why: "a document"},
		{Path: "a.go", Text: "req.Header.Set(\"Authorization\", \"Bearer \"+\"«{b64url:32}»\")\n", Why: "two strings"},
		{Path: "es.sh", Text: "curl -H 'Authorization: ApiKey «{b64of:{alnum:20}:{alnum:22}}»' https://es.example.org/\n", Why: "a scheme of a provider's own"},
		{Path: "proxy.http", Text: "Proxy-Authorization: NTLM «TlRMTVNTUAAD{b64:120}»\n", Why: "the answer of NTLM"},
		{Path: "trace.http", Text: "Authorization: Digest username=\"jo\", realm=\"a\", nonce=\"{hex:32}\", uri=\"/\", response=\"«{hex:32}»\"\n", Why: "the answer of Digest"},
		{Path: "b.http", Text: "Authorization: Negotiate TlRMTVNTUAABAAAAB4IIogAAAAAAAAAAAAAAAAAAAAAGAbEdAAAADw==\n", Why: "the first message of NTLM"},
		{Path: "a.md", Text: "Authorization: Bearer YOUR_ACCESS_TOKEN_HERE\n", Why: "a placeholder"},
		{Path: "b.md", Text: "Authorization: Bearer {repeat:x:32}\n", Why: "masked"},
		{Path: "header_test.go", Text: "h := \"Bearer {b64of:the_wrong_token_of_an_example}\"\n", Why: "words in base64"},
		{Path: "c.js", Text: "const h = `Bearer ${session.accessToken}`\n", Why: "a variable"},
		{Path: "d.md", Text: "The bearer authenticationMiddleware looks at the token abcdefgh12345678.\n", Why: "words"},
		{Path: "e.c", Text: "expect(token IDENTIFIER_OR_KEYWORD_2);\n", Why: "a parser's token"},
	},
}

func checkBearer(c *rules.Candidate) (rules.Match, bool) {
	before := c.Before(36)
	if isDigestAnswer(c) {
		return rules.Match{
			Start: c.Start, End: c.End, Score: judge.InFile(c, 0.6), Remedy: rules.Manual,
			Message: "answer of Digest authentication: a weak password can be guessed from it",
		}, true
	}
	if isTicket(before, c.Value()) {
		return rules.Match{
			Start: c.Start, End: c.End, Score: judge.InFile(c, 0.6), Remedy: rules.Manual,
			Message: "ticket of NTLM or Kerberos in an authorization header: it lets in while it is valid, and a weak password can be guessed from it",
		}, true
	}
	if !judge.BehindScheme(before, "bearer") && (!judge.BehindScheme(before, "token") || !headerBefore(c)) && !behindOther(before) {
		return rules.Match{}, false
	}
	v := c.Value()
	n := 0
	for n < len(v) && isToken68(v[n]) {
		n++
	}
	v = bytes.TrimRight(v[:n], ".")
	n = len(v)
	if bytes.HasPrefix(v, []byte("eyJ")) {
		c.GateText("no JSON web token", false, "jwt judges those, and their parts are no tokens")
		return rules.Match{}, false
	}
	if !c.Gate("length", n >= rules.MinToken && n <= judge.MaxJWT, float64(n)) {
		return rules.Match{}, false
	}
	if rest := c.File.Data[c.Start+n:]; len(rest) > 0 && bytes.IndexByte([]byte("$({[*…<\\%"), rest[0]) >= 0 && rest[0] != '\\' {
		c.GateText("a whole token", false, "elided or a template")
		return rules.Match{}, false
	}
	if known := judge.PublishedIn(string(v)); !c.GateText("no published sample", known == "", known) {
		return rules.Match{}, false
	}
	verdict := judge.JudgeValue("", v)
	if !c.GateText("not excused", verdict.Kind == judge.Real && judge.FillerReason(v) == "" && !judge.IsMask(v), verdict.Reason) {
		return rules.Match{}, false
	}
	if text := judge.Base64Text(v); !c.GateText("no words, decoded", text == nil || !judge.Wordy(text), "") {
		return rules.Match{}, false
	}
	if bits := judge.PartBits(v); !c.Gate("random", random.HasStretch(v) && bits >= judge.BodyRandom, bits) {
		return rules.Match{}, false
	}
	return rules.Match{
		Start: c.Start, End: c.Start + n, Score: judge.InFile(c, 0.85), Remedy: rules.FromEnv,
		Message: "token in an authorization header: lets in whoever has it",
	}, true
}

// behindOther reports whether before ends with an authorization header and a
// scheme of a provider's own: Authorization: ApiKey …. The standard schemes that
// carry no secret, or an answer to a question, are none of them.
func behindOther(before []byte) bool {
	b := bytes.ToLower(bytes.TrimRight(before, " \t"))
	if len(b) == len(before) {
		return false
	}
	i := len(b)
	for i > 0 && (alphabet.Lower(b[i-1]) || b[i-1] == '-') {
		i--
	}
	switch string(b[i:]) {
	case "apikey", "api-key", "key", "secret", "bot", "session", "access", "accesskey", "privatetoken", "private-token":
		return bytes.HasSuffix(bytes.TrimRight(b[:i], " \t\"'`:=>,b"), []byte("uthorization"))
	}
	return false
}

// isTicket reports whether v is what NTLM or Negotiate send to log in: the third message
// of NTLM, which answers a challenge, or a ticket of Kerberos (RFC 4559).
func isTicket(before, v []byte) bool {
	if !judge.BehindScheme(before, "ntlm") && !judge.BehindScheme(before, "negotiate") || !alphabet.All(v, alphabet.StdBase64) {
		return false
	}
	return len(v) >= 100 && (bytes.HasPrefix(v, []byte("TlRMTVNTUAAD")) || bytes.HasPrefix(v, []byte("YII")) || bytes.HasPrefix(v, []byte("YIG"))) && random.HasStretch(v)
}

// isDigestAnswer reports whether the candidate is the response of Digest authentication
// (RFC 7616) to a challenge that the line holds as well.
func isDigestAnswer(c *rules.Candidate) bool {
	v := c.Value()
	if c.Key != "response" || len(v) != 32 && len(v) != 64 || !alphabet.AllHex(v) || !random.HasStretch(v) {
		return false
	}
	line, _ := c.Line()
	lower := bytes.ToLower(line)
	return bytes.Contains(lower, []byte("digest ")) && bytes.Contains(lower, []byte("username=")) && bytes.Contains(lower, []byte("nonce="))
}

// isToken68 says the characters of RFC 6750's tokens.
func isToken68(c byte) bool {
	return alphabet.Alnum(c) || bytes.IndexByte([]byte("-._~+/=|:"), c) >= 0
}

// headerBefore reports whether the name of an authorization header is a
// little in front of the candidate: on its line, or on the line above as YAML
// lists have it.
func headerBefore(c *rules.Candidate) bool {
	return bytes.Contains(bytes.ToLower(c.Before(64)), []byte("authorization"))
}
