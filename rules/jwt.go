package rules

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"
)

// jwtRule finds signed JSON web tokens.
var jwtRule = &Rule{
	ID:    "jwt",
	Title: "JSON web token",
	Doc: `A JSON web token (RFC 7519) whose header names a signature algorithm and that carries a signature. Whoever has it is let in as its subject until it expires; many service tokens (Supabase service_role, Kubernetes service accounts, dashboards) never do.

Tokens that are public by design are left alone: those for the anonymous role, unsigned ones, those without claims, the samples of jwt.io (one that was changed is a warning), Supabase's local demo keys, the claims of NATS that need a seed to log in, and tokens whose signature is filler. In test code and documentation a token is a warning at most, since it is usually expired there.`,
	Fix:      "Revoke the token at its issuer, or rotate the signing key if it cannot be revoked; read the new one from the environment.",
	Source:   "https://www.rfc-editor.org/rfc/rfc7519",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"eyJ"},
	Run:      32,
	Binary:   true,
	Check:    checkJWT,
	Examples: []Example{
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

// A token is what can be read of a JSON web token without its key.
type jwtToken struct {
	alg  string
	role string
	iss  string
	sub  string
	name string
	exp  float64
	iat  float64
	sig  []byte
	// bearer is set where a claim of NATS lets in by itself.
	bearer bool
	// claims is how many claims there are.
	claims int
}

// parseJWT reads the token that v is. What has no JSON header with an
// algorithm, or no JSON payload, is none.
func parseJWT(v []byte) (t jwtToken, ok bool) {
	if len(v) > maxJWT {
		return t, false
	}
	parts := bytes.Split(v, []byte("."))
	if len(parts) != 3 {
		return t, false
	}
	var header struct {
		Alg string `json:"alg"`
	}
	if !decodeJSON(parts[0], &header) || header.Alg == "" {
		return t, false
	}
	var payload map[string]any
	if !decodeJSON(parts[1], &payload) {
		return t, false
	}
	t.alg = header.Alg
	t.sig = parts[2]
	t.role, _ = payload["role"].(string)
	t.iss, _ = payload["iss"].(string)
	t.sub, _ = payload["sub"].(string)
	t.name, _ = payload["name"].(string)
	if nats, ok := payload["nats"].(map[string]any); ok {
		t.bearer, _ = nats["bearer_token"].(bool)
	}
	t.exp, _ = payload["exp"].(float64)
	t.iat, _ = payload["iat"].(float64)
	t.claims = len(payload)
	return t, true
}

// maxJWT bounds what is decoded. Real tokens must fit a header of HTTP, and their
// own header holds a few certificates at the most.
const (
	maxJWT       = 16 << 10
	maxJWTHeader = 8 << 10
)

func decodeJSON(b []byte, to any) bool {
	raw, err := base64.RawURLEncoding.DecodeString(string(bytes.TrimRight(b, "=")))
	return err == nil && json.Unmarshal(raw, to) == nil
}

// excuse tells why a token is no secret, and what it is instead.
func (t jwtToken) excuse() (why string, kind VerdictKind) {
	switch {
	case strings.EqualFold(t.alg, "none"):
		return "the token is not signed", FillIn
	case t.alg == "ed25519-nkey" && !t.bearer:
		return "a claim of NATS, which everybody may read: what lets in is the seed", KnownPublic
	case t.iss == "supabase-demo":
		return "Supabase's local demo token", KnownPublic
	case t.role == "anon":
		return "a token for the anonymous role, which is public", Config
	case t.claims == 0:
		return "the token claims nothing", FillIn
	case t.isSample() && t.name == "John Doe" && (t.iat == 1516239022 && t.claims <= 4 || t.iat == 0 && t.claims == 3):
		return "the sample token of jwt.io", KnownPublic
	case len(t.sig) < 40 || !hasRandomPart(t.sig):
		return "the signature is missing or filler", FillIn
	}
	return "", Real
}

// isSample reports whether the token is for the subject of jwt.io's samples:
// these themselves, or one that was made of them, with a signature that some
// program accepts.
func (t jwtToken) isSample() bool {
	return t.sub == "1234567890" && (t.name == "John Doe" || t.iat == 1516239022)
}

func checkJWT(c *Candidate) (Match, bool) {
	v := c.Value()
	v = v[:min(len(v), maxJWT+1)]
	if i := bytes.IndexByte(v[:min(len(v), maxJWTHeader)], '.'); i < 0 {
		c.GateText("JSON header and payload", false, "")
		return Match{}, false
	}
	// The run may go on behind the token: a full stop, a path.
	end := jwtEnd(v)
	v = v[:end]
	t, ok := parseJWT(v)
	if !c.GateText("JSON header and payload", ok, t.alg) {
		return Match{}, false
	}
	why, _ := t.excuse()
	if !c.GateText("is a secret", why == "", why) {
		return Match{}, false
	}
	if known := knownPublic(string(v)); !c.GateText("not a published token", known == "", known) {
		return Match{}, false
	}
	score := 0.9
	what := "a signed token"
	if t.role == "service_role" {
		score, what = 0.97, "a token of the service role, which passes every row's policy"
	}
	if t.exp > 0 {
		what += ", expires " + time.Unix(int64(min(max(t.exp, 0), 1e11)), 0).UTC().Format("2006-01-02")
	} else {
		what += ", without an expiry"
	}
	// A token that lives less than a day is worthless by the time it is read.
	if t.exp > 0 && t.iat > 0 && t.exp-t.iat <= 24*3600 {
		score -= 0.3
	}
	if t.isSample() {
		score = 0.6
		c.Gate("made of the sample of jwt.io", false, score)
	}
	score = inFile(c, score)
	return Match{
		Start: c.Start, End: c.Start + end, Score: score, Remedy: FromEnv, Public: 3,
		Message: "JSON web token: " + what,
	}, true
}

// jwtEnd returns the length of the token at the start of v: two dots, and
// then base64url characters.
func jwtEnd(v []byte) int {
	dots := 0
	for i, c := range v {
		switch {
		case c == '.':
			dots++
			if dots == 3 {
				return i
			}
		case !isAlnum(c) && c != '-' && c != '_' && c != '=':
			return i
		}
	}
	return len(v)
}

// isUnsignedJWT reports whether v is the header of a JSON web token, alone or
// with a payload, but without a signature.
func isUnsignedJWT(v []byte) bool {
	header, rest, _ := bytes.Cut(v, []byte("."))
	_, sig, _ := bytes.Cut(rest, []byte("."))
	raw, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(string(header), "="))
	return err == nil && len(sig) == 0 && json.Valid(raw) && bytes.Contains(raw, []byte(`"alg"`))
}
