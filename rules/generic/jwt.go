package generic

import (
	"bytes"
	"time"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/judge"
)

// JwtRule finds signed JSON web tokens.
var JwtRule = &rules.Rule{
	ID:    "jwt",
	Title: "JSON web token",
	Doc: `A JSON web token (RFC 7519) whose header names a signature algorithm and that carries a signature. Whoever has it is let in as its subject until it expires; many service tokens (Supabase service_role, Kubernetes service accounts, dashboards) never do.

Tokens that are public by design are left alone: those for the anonymous role, unsigned ones, those without claims, the samples of jwt.io (one that was changed is a warning), Supabase's local demo keys, the claims of NATS that need a seed to log in, and tokens whose signature is filler. In test code and documentation a token is a warning at most, since it is usually expired there.`,
	Fix:      "Revoke the token at its issuer, or rotate the signing key if it cannot be revoked; read the new one from the environment.",
	Source:   "https://www.rfc-editor.org/rfc/rfc7519",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"eyJ"},
	Run:      32,
	Binary:   true,
	Check:    checkJWT,
	Examples: []rules.Example{
		{Path: "config/prod.env", Text: `SUPABASE_SERVICE_ROLE_KEY=«{jwt:{"role":"service_role","iss":"supabase","ref":"{lower:20}","iat":1700000000,"exp":2015360000}}»`, Why: "a service role's token that expires in ten years"},
		{Path: "deploy.sh", Text: `curl -H "Authorization: Bearer «{jwt:{"sub":"deploy","scope":"admin","iat":1716239022}}»" https://api.example.org/`, Why: "a token in a header"},
		{Path: "app.js", Text: `const anon = "{jwt:{"role":"anon","iss":"supabase","ref":"{lower:20}"}}";`, Why: "the anonymous role is public by design"},
		{Path: "local.env", Text: `KEY={jwt:{"role":"service_role","iss":"supabase-demo"}}`, Why: "Supabase's local demo"},
		{Path: "socket.js", Text: `const token = "«{jwt:{"sub":"1234567890","name":"John Doe","role":"admin","iat":1650000000}}»";`, Why: "made of jwt.io's sample: some program accepts it"},
		{Path: "b.js", Text: `const token = "{jwt:{"sub":"1234567890","name":"John Doe","iat":1516239022}}";`, Why: "jwt.io's sample"},
		{Path: "c.hs", Text: `auth = "{jwt:{}}"`, Why: "it claims nothing"},
		{Path: "a.py", Text: `token = "{jwt-none:{"sub":"x"}}"`, Why: "not signed"},
		{Path: "README.txt", Text: `token: eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.xxxxx.yyyyy`, Why: "filler behind a header"},
	},
}

func checkJWT(c *rules.Candidate) (rules.Match, bool) {
	v := c.Value()
	v = v[:min(len(v), judge.MaxJWT+1)]
	if i := bytes.IndexByte(v[:min(len(v), judge.MaxJWTHeader)], '.'); i < 0 {
		c.GateText("JSON header and payload", false, "")
		return rules.Match{}, false
	}
	// The run may go on behind the token: a full stop, a path.
	end := judge.JwtEnd(v)
	v = v[:end]
	t, ok := judge.ParseJWT(v)
	if !c.GateText("JSON header and payload", ok, t.Alg) {
		return rules.Match{}, false
	}
	why, _ := t.Excuse()
	if !c.GateText("is a secret", why == "", why) {
		return rules.Match{}, false
	}
	if !judge.NotPublished(c, v) {
		return rules.Match{}, false
	}
	score := 0.9
	what := "a signed token"
	if t.Role == "service_role" {
		score, what = 0.97, "a token of the service role, which passes every row's policy"
	}
	if t.Exp > 0 {
		what += ", expires " + time.Unix(int64(min(max(t.Exp, 0), 1e11)), 0).UTC().Format("2006-01-02")
	} else {
		what += ", without an expiry"
	}
	// A token that lives less than a day is worthless by the time it is read.
	if t.Exp > 0 && t.Iat > 0 && t.Exp-t.Iat <= 24*3600 {
		score -= 0.3
	}
	if t.IsSample() {
		score = 0.6
		c.Gate("made of the sample of jwt.io", false, score)
	}
	score = judge.InFile(c, score)
	return rules.Match{
		Start: c.Start, End: c.Start + end, Score: score, Remedy: rules.FromEnv, Public: 3,
		Message: "JSON web token: " + what,
	}, true
}
