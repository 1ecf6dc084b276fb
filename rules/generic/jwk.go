package generic

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
	"github.com/envguard/envguard/rules/random"
)

// JwkPrivate finds private keys as JSON.
var JwkPrivate = &rules.Rule{
	ID:    "jwk-private-key",
	Title: "Private key as JSON or XML",
	Doc: `A JSON Web Key (RFC 7517) with its private part: the member d of RSA, EC and OKP keys, or k of symmetric ones; and .NET's RSAKeyValue with its element D. The public parts alone are left alone, and so are the samples of the specifications.

In test code and documents a key is a warning.`,
	Fix:      "Make a new key pair, publish the new public key, and keep the private part out of the repository.",
	Source:   "https://www.rfc-editor.org/rfc/rfc7517",
	Severity: rules.Error,
	Kinds:    rules.KindAssigned,
	Check:    checkJWK,
	Examples: []rules.Example{
		{Path: "key.json", Text: "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"{b64url:32}\",\"y\":\"{b64url:32}\",\"d\":\"«{b64url:32}»\"}\n", Why: "an EC key"},
		{Path: "key.json", Text: "{\n  \"kty\": \"RSA\",\n  \"n\": \"{b64url:256}\",\n  \"e\": \"AQAB\",\n  \"d\": \"«{b64url:256}»\"\n}\n", Why: "an RSA key over several lines"},
		{Path: "auth.js", Text: "const key = {kty: 'oct', k: '«{b64url:32}»', alg: 'HS256'}\n", Why: "a symmetric key"},
		{Path: "Keys.php", Text: "$jwk = new JWK([\n    'kty' => 'EC',\n    'crv' => 'P-256',\n    'x' => '{b64url:32}',\n    'y' => '{b64url:32}',\n    'd' => '«{b64url:32}»',\n]);\n", Why: "a program's array"},
		{Path: "key.xml", Text: "<RSAKeyValue><Modulus>{b64:128}</Modulus><Exponent>AQAB</Exponent><D>«{b64:128}»</D></RSAKeyValue>\n", Why: ".NET"},
		{Path: "jwks.json", Text: "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"{b64url:32}\",\"y\":\"{b64url:32}\"}]}\n", Why: "public keys"},
		{Path: "b.json", Text: "{\"d\": \"{b64url:32}\", \"e\": 1}\n", Why: "no key"},
		{Path: "c.svg", Text: "<path d=\"M10 10h4v4h-4zM0123456789\"/>\n", Why: "a drawing"},
		{Path: "d.md", Text: "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"d\":\"{repeat:x:43}\"}\n", Why: "filler"},
	},
}

// jwkReach is how far from its private part a key's type may be: beyond the
// modulus of an RSA key of 4096 bits, and its primes.
const jwkReach = 4096

func checkJWK(c *rules.Candidate) (rules.Match, bool) {
	if len(c.Key) != 1 || len(c.Value()) < 20 {
		return rules.Match{}, false
	}
	v := c.Value()
	kind := ""
	switch c.Key[0] {
	case 'd':
		if !alphabet.All(v, alphabet.URLSafe) {
			return rules.Match{}, false
		}
		for _, k := range [...]string{"RSA", "EC", "OKP"} {
			if kind == "" && keyType(c, k) {
				kind = k
			}
		}
	case 'k':
		if alphabet.All(v, alphabet.URLSafe) && keyType(c, "oct") {
			kind = "symmetric"
		}
	case 'D':
		if alphabet.All(v, alphabet.StdBase64) && c.Op == '>' && bytes.Contains(c.Before(jwkReach), []byte("<RSAKeyValue>")) {
			kind = "RSA"
		}
	}
	if kind == "" {
		return rules.Match{}, false
	}
	c.GateText("a key's private part", true, kind)
	if known := judge.PublishedIn(string(v)); !c.GateText("no published key", known == "", known) {
		return rules.Match{}, false
	}
	why := judge.FillerReason(v)
	if !c.GateText("not filler", why == "" && !judge.IsMask(v) && random.HasStretch(v), why) {
		return rules.Match{}, false
	}
	return rules.Match{Start: c.Start, End: c.End, Score: judge.InFile(c, 0.95), Remedy: rules.NewKey, Message: kind + " private key as JSON or XML"}, true
}

// keyType reports whether the object that the candidate is a member of says
// that it is a key of that type.
func keyType(c *rules.Candidate, kind string) bool {
	before, after := c.Before(jwkReach), c.After(jwkReach)
	if i := bytes.LastIndexAny(before, "{}"); i >= 0 {
		before = before[i:]
	}
	if i := bytes.IndexAny(after, "{}"); i >= 0 {
		after = after[:i]
	}
	for _, part := range [...][]byte{before, after} {
		i := bytes.Index(part, []byte("kty"))
		if i < 0 {
			continue
		}
		rest := bytes.TrimLeft(part[i+len("kty"):], "\\\"': =>\t")
		if bytes.HasPrefix(rest, []byte(kind)) && len(rest) > len(kind) && !alphabet.Alnum(rest[len(kind)]) {
			return true
		}
	}
	return false
}
