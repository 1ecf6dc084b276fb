package judge

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/random"
)

// JwtWith verifies that token is a signed JSON web token whose claims ok
// accepts.
func JwtWith(token []byte, ok func(claims map[string]any) bool) rules.Proof {
	t, good := ParseJWT(token)
	if !good {
		return rules.Refuted
	}
	if why, _ := t.Excuse(); why != "" {
		return rules.Refuted
	}
	var claims map[string]any
	if !decodeJSON(bytes.Split(token, []byte("."))[1], &claims) || !ok(claims) {
		return rules.Refuted
	}
	return rules.Proved
}

// SignedJWT accepts signed JSON web tokens that are not public by design.
func SignedJWT(v []byte) rules.Proof {
	t, ok := ParseJWT(v)
	if !ok {
		return rules.Refuted
	}
	if why, _ := t.Excuse(); why != "" {
		return rules.Refuted
	}
	return rules.Proved
}

// A token is what can be read of a JSON web token without its key.
type jwtToken struct {
	Alg  string
	Role string
	iss  string
	sub  string
	name string
	Exp  float64
	Iat  float64
	sig  []byte
	// bearer is set where a claim of NATS lets in by itself.
	bearer bool
	// claims is how many claims there are.
	claims int
}

// ParseJWT reads the token that v is. What has no JSON header with an
// algorithm, or no JSON payload, is none.
func ParseJWT(v []byte) (t jwtToken, ok bool) {
	if len(v) > MaxJWT {
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
	t.Alg = header.Alg
	t.sig = parts[2]
	t.Role, _ = payload["role"].(string)
	t.iss, _ = payload["iss"].(string)
	t.sub, _ = payload["sub"].(string)
	t.name, _ = payload["name"].(string)
	if nats, ok := payload["nats"].(map[string]any); ok {
		t.bearer, _ = nats["bearer_token"].(bool)
	}
	t.Exp, _ = payload["exp"].(float64)
	t.Iat, _ = payload["iat"].(float64)
	t.claims = len(payload)
	return t, true
}

// maxJWT bounds what is decoded. Real tokens must fit a header of HTTP, and their
// own header holds a few certificates at most.
const (
	MaxJWT       = 16 << 10
	MaxJWTHeader = 8 << 10
)

func decodeJSON(b []byte, to any) bool {
	raw, err := base64.RawURLEncoding.DecodeString(string(bytes.TrimRight(b, "=")))
	return err == nil && json.Unmarshal(raw, to) == nil
}

// allow says why a token is no secret, and what it is instead.
func (t jwtToken) Excuse() (why string, kind VerdictKind) {
	switch {
	case strings.EqualFold(t.Alg, "none"):
		return "the token is not signed", FillIn
	case t.Alg == "ed25519-nkey" && !t.bearer:
		return "a claim of NATS, which everybody may read: what lets in is the seed", KnownPublic
	case t.iss == "supabase-demo":
		return "Supabase's local demo token", KnownPublic
	case t.Role == "anon":
		return "a token for the anonymous role, which is public", Config
	case t.claims == 0:
		return "the token claims nothing", FillIn
	case t.IsSample() && t.name == "John Doe" && (t.Iat == 1516239022 && t.claims <= 4 || t.Iat == 0 && t.claims == 3):
		return "the sample token of jwt.io", KnownPublic
	case len(t.sig) < 40 || !random.HasStretch(t.sig):
		return "the signature is missing or filler", FillIn
	}
	return "", Real
}

// IsSample reports whether the token is for the subject of jwt.io's samples:
// these themselves, or one that was made of them, with a signature that some
// program accepts.
func (t jwtToken) IsSample() bool {
	return t.sub == "1234567890" && (t.name == "John Doe" || t.Iat == 1516239022)
}

// JwtEnd returns the length of the token at the start of v: two dots, and
// then base64url characters.
func JwtEnd(v []byte) int {
	dots := 0
	for i, c := range v {
		switch {
		case c == '.':
			dots++
			if dots == 3 {
				return i
			}
		case !alphabet.Alnum(c) && c != '-' && c != '_' && c != '=':
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
